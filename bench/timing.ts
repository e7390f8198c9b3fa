/** Timings in rounds: all cases and a yardstick take turns, so that a change in the machine's speed hits all of them. */

/** Something to be timed. */
export interface Case {
  readonly name: string;
  work(): unknown;
  /** What is printed behind its figures. */
  note?(): string;
}

export interface Rounds {
  readonly rounds: number;
  /** Rounds before these that are not counted. */
  readonly warming: number;
  /** Times that a case's work is done in a round. */
  readonly repeats?: number;
  /** Decimals of a time in milliseconds. */
  readonly decimals: number;
  /** Also relative to the first case. */
  readonly relative?: boolean;
}

/** Milliseconds that some work takes. */
export function time(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/**
 * Times the cases and prints the median of each in milliseconds and in yardsticks of one million calls of Math.exp.
 * @param heading what the figures are of
 */
export function timeCases(heading: string, cases: readonly Case[], options: Rounds): void {
  const { rounds, warming, repeats = 1, decimals, relative = false } = options;
  const times = cases.map((): number[] => []);
  const sticks: number[] = [];
  for (let round = -warming; round < rounds; round++) {
    const stick = time(yardstick);
    if (round >= 0) sticks.push(stick);
    cases.forEach(({ work }, index) => {
      const ms = time(() => {
        for (let i = 0; i < repeats; i++) work();
      });
      if (round >= 0) times[index].push(ms / repeats);
    });
  }
  const stick = median(sticks);
  const medians = times.map(median);
  console.log(`yardstick: one million Math.exp ${stick.toFixed(2)} ms (${Number.isFinite(sink) ? 'ok' : 'failed'})`);
  console.log(`${heading}: ms, in yardsticks${relative ? ', relative to the first' : ''}`);
  cases.forEach(({ name, note }, index) => {
    const ms = medians[index];
    const figures = [
      ms.toFixed(decimals),
      (ms / stick).toFixed(3),
      ...(relative ? [(ms / medians[0]).toFixed(2)] : []),
    ];
    console.log(
      `${name.padEnd(32)}${figures.map((figure) => figure.padStart(9)).join('')}${note ? `  ${note()}` : ''}`,
    );
  });
}

/** What the loop adds up: a compiler must not find out that nobody wants it. */
let sink = 0;

function yardstick(): void {
  for (let i = 0; i < 1_000_000; i++) sink += Math.exp(-(i % 1000) / 100);
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1];
