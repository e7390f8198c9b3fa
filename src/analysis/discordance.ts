/**
 * Histories of the same luck on two paths: in how many something happens on one path and not on the other. Histories of
 * a world have more in common than those of different worlds, so all uncertainty is that of worlds drawn anew, each with
 * its histories (clusters).
 */
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import { type Interval, meanInterval, moments, studentQuantile, wilsonInterval } from './statistics.ts';

/** How paired histories end. Outcomes are positions in OUTCOMES. */
export interface PairedHistories {
  /** Ids of the worlds. */
  readonly draws: Uint32Array;
  /** Histories in each world. */
  readonly perDraw: number;
  /** Number of outcomes that there are. */
  readonly outcomes: number;
  /** Outcomes on the first path and on the second, worlds × histories. */
  readonly a: Uint8Array;
  readonly b: Uint8Array;
  /** Exact probabilities of the outcomes on each path, worlds × outcomes. */
  readonly exactA: Float64Array;
  readonly exactB: Float64Array;
}

/** Pairs of a kind: how many, and their share with its 95 % interval. */
export interface PairShare extends Interval {
  readonly count: number;
  readonly share: number;
}

/** A difference of probabilities, first path less second, with its standard error and 95 % interval. */
export interface Difference extends Interval {
  readonly value: number;
  readonly se: number;
}

/** The 2 × 2 table of an event on two paths. */
export interface Discordance {
  readonly both: PairShare;
  readonly onlyA: PairShare;
  readonly onlyB: PairShare;
  readonly neither: PairShare;
  /** As the histories have it, and as the exact probabilities of the same worlds do. */
  readonly difference: Difference;
  readonly exact: Difference;
  /** McNemar's test for clusters; NaN where no pair is discordant. */
  readonly test: { readonly statistic: number; readonly p: number };
}

/**
 * The 2 × 2 table of an event: whether a history ends in one of some outcomes.
 *
 * The test is that of Durkalski, Palesch, Lipsitz & Rust (Statistics in Medicine 22, 2003): with d the difference of the
 * shares of the two kinds of discordant pairs in a world, (Σd)² / Σd² is χ² with one degree of freedom if the event is as
 * frequent on both paths.
 */
export function tabulateEvent(pairs: PairedHistories, event: readonly number[]): Discordance {
  const { draws, perDraw, outcomes, a, b, exactA, exactB } = pairs;
  const isEvent = Uint8Array.from({ length: outcomes }, (_, outcome) => (event.includes(outcome) ? 1 : 0));
  // By world: pairs with the event on neither, on the second only, on the first only, on both.
  const kinds = Array.from({ length: 4 }, () => new Float64Array(draws.length));
  const exact = new Float64Array(draws.length);
  for (let d = 0; d < draws.length; d++) {
    for (let i = d * perDraw; i < (d + 1) * perDraw; i++) kinds[2 * isEvent[a[i]] + isEvent[b[i]]][d]++;
    for (const outcome of event) exact[d] += exactA[d * outcomes + outcome] - exactB[d * outcomes + outcome];
  }
  const [neither, onlyB, onlyA, both] = kinds.map((counts) => shareOf(counts, perDraw));
  const differences = kinds[2].map((count, d) => (count - kinds[1][d]) / perDraw);
  return {
    ...{ neither, onlyB, onlyA, both },
    difference: differenceOf(differences),
    exact: differenceOf(exact),
    test: testClusters(differences),
  };
}

/** How many pairs end in each outcome on the first path (rows) and on the second (columns). */
export function crossOutcomes({ draws, perDraw, outcomes, a, b }: PairedHistories): PairShare[][] {
  const counts = Array.from({ length: outcomes * outcomes }, () => new Float64Array(draws.length));
  for (let d = 0; d < draws.length; d++) {
    for (let i = d * perDraw; i < (d + 1) * perDraw; i++) counts[outcomes * a[i] + b[i]][d]++;
  }
  return Array.from({ length: outcomes }, (_, onA) =>
    counts.slice(outcomes * onA, outcomes * (onA + 1)).map((each) => shareOf(each, perDraw)),
  );
}

/** The share of an outcome on a path in the histories, beside what is exact in the same worlds. */
export interface SimulationCheck {
  readonly path: 'a' | 'b';
  readonly outcome: number;
  readonly simulated: number;
  readonly exact: number;
  /** Standard errors between the two. */
  readonly z: number;
}

/**
 * Holds the histories against the exact probabilities of their worlds, given which their numbers are sums of independent
 * trials. Where less than one history is expected to come out either way the standard error is taken for one history:
 * otherwise a single rare one would look like a fault.
 */
export function checkHistories(pairs: PairedHistories): SimulationCheck[] {
  const { draws, perDraw, outcomes } = pairs;
  return (['a', 'b'] as const).flatMap((path) => {
    const [ended, chances] = path === 'a' ? [pairs.a, pairs.exactA] : [pairs.b, pairs.exactB];
    return Array.from({ length: outcomes }, (_, outcome): SimulationCheck => {
      let count = 0;
      for (let i = 0; i < ended.length; i++) if (ended[i] === outcome) count++;
      let expected = 0;
      let variance = 0;
      for (let d = 0; d < draws.length; d++) {
        const chance = chances[d * outcomes + outcome];
        expected += perDraw * chance;
        variance += perDraw * chance * Math.max(0, 1 - chance);
      }
      const all = draws.length * perDraw;
      const z = (count - expected) / Math.sqrt(Math.max(1, variance));
      return { path, outcome, simulated: count / all, exact: expected / all, z };
    });
  });
}

/**
 * Wilson's interval for as many independent trials as the clusters are worth: share (1 − share) / se², corrected for the
 * number of clusters (Korn & Graubard, Survey Methodology 24, 1998, whose interval is Clopper and Pearson's). Where all
 * histories agree nothing can be said of clustering, and each world counts as one trial.
 */
function shareOf(counts: Float64Array, perDraw: number): PairShare {
  const clusters = counts.length;
  let count = 0;
  for (let d = 0; d < clusters; d++) count += counts[d];
  const { mean: share, se } = moments(counts.map((each) => each / perDraw));
  const trials = se > 0 ? Math.min(clusters * perDraw, (share * (1 - share)) / (se * se)) : clusters;
  const correction = studentQuantile(0.975, clusters * perDraw - 1) / studentQuantile(0.975, clusters - 1);
  const worth = trials * correction * correction;
  const interval = worth > 0 ? wilsonInterval(share * worth, worth) : { low: Number.NaN, high: Number.NaN };
  return {
    ...{ count, share },
    low: count === 0 ? Math.min(0, interval.low) : Math.max(0, interval.low),
    high: Math.min(1, interval.high),
  };
}

function differenceOf(values: Float64Array): Difference {
  const all = moments(values);
  return { value: all.mean, se: all.se, ...meanInterval(all) };
}

function testClusters(differences: Float64Array): Discordance['test'] {
  let sum = 0;
  let squares = 0;
  for (const difference of differences) {
    sum += difference;
    squares += difference * difference;
  }
  if (squares === 0) return { statistic: Number.NaN, p: Number.NaN };
  const statistic = (sum * sum) / squares;
  return { statistic, p: 2 * normalCdf(-Math.sqrt(statistic), 0, 1) };
}
