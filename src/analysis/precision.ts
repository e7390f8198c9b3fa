/** When enough worlds have been sampled: the rule of `--precision`. */

/** The paired difference between two paths, or the mean of the only one, as far as draws have been counted. */
interface PairPrecision {
  readonly pathA: string;
  /** Undefined where only one path is run: its own mean is then what must be precise. */
  readonly pathB: string | undefined;
  /** Draws in which it is defined. */
  readonly n: number;
  /** Standard error of the mean, as of independent draws; NaN for fewer than two. */
  readonly se: number;
}

/** What a run has come to that was to go on until a precision is reached. */
export interface PrecisionOutcome {
  /** Objective: the first preference. */
  readonly metric: string;
  /** What the standard error of every pair was to be below. */
  readonly target: number;
  readonly isReached: boolean;
  /** Draws that it took, and the most that it might have taken. */
  readonly draws: number;
  readonly mostDraws: number;
  readonly worst: PairPrecision;
}

export interface PrecisionGauge {
  /**
   * Counts further draws.
   * @param columns for each path the objective by draw, NaN where it is undefined
   */
  add(columns: readonly Float64Array[]): void;
  /** Every pair of paths, in their order. */
  pairs(): PairPrecision[];
  /** The pair that is known least precisely; one without a standard error comes before all others. */
  worst(): PairPrecision;
  /** Whether the standard error of every pair is below the target. */
  isReached(target: number): boolean;
}

/**
 * Keeps the standard errors of the objective's paired differences up to date as draws come in, without keeping the draws
 * (Welford 1962). Stopping at the first block of draws after which they are below a target is a sequential rule: the
 * intervals hold in the limit of small targets (Chow & Robbins 1965).
 * @param paths names of the paths, at least one
 */
export function createPrecisionGauge(paths: readonly string[]): PrecisionGauge {
  const sums = paths.flatMap((pathA, a) =>
    paths.slice(a + 1).map((pathB, index) => ({ pathA, pathB, a, b: a + 1 + index, n: 0, mean: 0, squares: 0 })),
  );
  const single = { pathA: paths[0], pathB: undefined, a: 0, b: -1, n: 0, mean: 0, squares: 0 };
  const all = paths.length === 1 ? [single] : sums;

  const pairs = () =>
    all.map(({ pathA, pathB, n, squares }) => ({
      pathA,
      pathB,
      n,
      se: n < 2 ? Number.NaN : standardError(n, squares),
    }));
  return {
    add(columns) {
      for (const sum of all) {
        const [first, second] = [columns[sum.a], columns[sum.b]];
        for (let draw = 0; draw < first.length; draw++) {
          const value = second ? first[draw] - second[draw] : first[draw];
          if (Number.isNaN(value)) continue;
          sum.n++;
          const deviation = value - sum.mean;
          sum.mean += deviation / sum.n;
          sum.squares += deviation * (value - sum.mean);
        }
      }
    },
    pairs,
    worst: () => pairs().reduce((worst, pair) => (Number.isNaN(worst.se) || worst.se >= pair.se ? worst : pair)),
    isReached: (target) => pairs().every(({ se }) => se < target),
  };
}

/** The least precise of several; one without a standard error comes before all others. */
export function worstOutcome(outcomes: readonly PrecisionOutcome[]): PrecisionOutcome {
  return outcomes.reduce((worst, each) =>
    Number.isNaN(worst.worst.se) || worst.worst.se >= each.worst.se ? worst : each,
  );
}

function standardError(n: number, squares: number): number {
  return Math.sqrt(squares / (n - 1) / n);
}
