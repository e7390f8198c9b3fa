/** What a choice between paths comes to under one way of solving the game. */
import { isTie, type Share } from '../comparison.ts';
import type { Payoffs } from '../payoffs.ts';
import { type Interval, meanInterval, moments, wilsonInterval } from '../statistics.ts';

/** One path under one solution. */
interface PathUnderSolution extends Interval {
  readonly path: string;
  readonly mean: number;
  readonly se: number;
  /** 1 for the best mean. */
  readonly rank: number;
  /** Share of the draws in which it alone is the best, with Wilson's 95 % interval. */
  readonly best: Share;
}

/** Two paths under one solution, in the same draws. */
export interface PairUnderSolution extends Interval {
  readonly pathA: string;
  readonly pathB: string;
  /** Mean of pathA − pathB, its standard error and 95 % interval (Student). */
  readonly mean: number;
  readonly se: number;
  /** Share of the draws in which each is better, with Wilson's 95 % interval; a tie is neither's. */
  readonly better: { readonly a: Share; readonly b: Share };
}

export interface SolutionOrder {
  /** In the order of the payoffs. */
  readonly paths: readonly PathUnderSolution[];
  /** Names, the best mean first. */
  readonly order: readonly string[];
  /** Every two paths once, in the order of the payoffs. */
  readonly pairs: readonly PairUnderSolution[];
}

/** Means, order and paired differences. Equal means keep the order of the paths. */
export function orderPaths({ paths, values, direction }: Payoffs): SolutionOrder {
  const sign = direction === 'minimize' ? 1 : -1;
  const draws = values[0].length;
  const found = values.map((column) => moments(column));
  const byMerit = paths.map((_, p) => p).sort((a, b) => sign * (found[a].mean - found[b].mean) || a - b);
  const best = new Array<number>(paths.length).fill(0);
  for (let d = 0; d < draws; d++) {
    const losses = values.map((column) => sign * column[d]);
    const least = Math.min(...losses);
    const winners = losses.flatMap((loss, p) => (isTie(loss, least) ? [p] : []));
    if (winners.length === 1) best[winners[0]]++;
  }
  const share = (k: number) => ({ share: k / draws, ...wilsonInterval(k, draws) });
  const pair = (a: number, b: number): PairUnderSolution => {
    const difference = moments(values[a].map((value, d) => value - values[b][d]));
    const gains = values[a].map((value, d) => (isTie(value, values[b][d]) ? 0 : sign * (values[b][d] - value)));
    const { mean, se } = difference;
    return {
      ...{ pathA: paths[a], pathB: paths[b], mean, se },
      ...meanInterval(difference),
      better: { a: share(count(gains, 1)), b: share(count(gains, -1)) },
    };
  };
  return {
    paths: paths.map((path, p) => ({
      ...{ path, mean: found[p].mean, se: found[p].se },
      ...meanInterval(found[p]),
      rank: byMerit.indexOf(p) + 1,
      best: share(best[p]),
    })),
    order: byMerit.map((p) => paths[p]),
    pairs: paths.flatMap((_, a) => paths.slice(a + 1).map((__, next) => pair(a, a + 1 + next))),
  };
}

/** What a solution changes, in the same draws: the mean difference from another solution, for each path. */
export interface Change extends Interval {
  readonly mean: number;
  readonly se: number;
}

/** The paired changes of the paths from one solution to another, with 95 % intervals (Student). */
export function changesFrom(own: Payoffs, other: Payoffs): Change[] {
  return other.values.map((column, p) => {
    const change = moments(column.map((value, d) => value - own.values[p][d]));
    return { mean: change.mean, se: change.se, ...meanInterval(change) };
  });
}

/** A pair as seen from one of its paths: the other way round where it is kept as such. */
export function pairOf({ pairs }: SolutionOrder, pathA: string, pathB: string): PairUnderSolution {
  const kept = pairs.find((one) => one.pathA === pathA && one.pathB === pathB);
  if (kept) return kept;
  const other = pairs.find((one) => one.pathA === pathB && one.pathB === pathA);
  if (!other) throw new RangeError(`${pathA} and ${pathB} are not two of the paths`);
  const { mean, se, low, high, better } = other;
  return {
    ...{ pathA, pathB, mean: -mean, se, low: -high, high: -low },
    better: { a: better.b, b: better.a },
  };
}

/** How many values have a sign. */
function count(values: Float64Array, sign: 1 | -1): number {
  let found = 0;
  for (let d = 0; d < values.length; d++) if (sign * values[d] > 0) found++;
  return found;
}
