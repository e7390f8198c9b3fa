/** Stochastic dominance between paths: statements about all preferences at once that agree on which way is better. */
import { isTie } from '../comparison.ts';
import { gainsOf, type Payoffs } from '../payoffs.ts';
import { type ResamplingOptions, resample } from '../resampling.ts';
import { type Interval, wilsonInterval } from '../statistics.ts';
import { type OrderedDraws, orderDraws } from './counted-sample.ts';

type DominanceOrder = 1 | 2;

/** Whether path `better` dominates path `worse`, over the draws of both. */
export interface Dominance {
  readonly better: string;
  readonly worse: string;
  /**
   * First order: every threshold is reached at least as often, so everybody who finds larger payoffs better agrees.
   * Second order: every expected shortfall below a threshold is at most as large, so all of those agree who are averse
   * to risk (Hadar & Russell 1969; Rothschild & Stiglitz 1970).
   */
  readonly order: DominanceOrder;
  /** Nothing speaks against it, and the two are not the same everywhere. */
  readonly holds: boolean;
  /**
   * What keeps it from holding, 0 if nothing: order 1, the most by which `better` falls short of a threshold more often
   * (a share of draws); order 2, the most by which its expected shortfall is larger (in units of the payoff).
   */
  readonly violation: number;
  /** The payoff at which that is so; undefined without a violation. */
  readonly at: number | undefined;
  /** Share of bootstrap resamples in which it holds, with Wilson's 95 % interval for the number of resamples. */
  readonly support: { readonly share: number } & Interval;
}

/** Fewer draws than this say next to nothing about whole distributions. */
const LEAST_DRAWS = 20;

/**
 * First- and second-order dominance between every ordered pair of paths: rows (better, worse, order) in the order of the
 * paths. In a sample it is decided by the extreme draws, so `support` says more than `holds`.
 * @throws Error on fewer than 20 draws, payoffs that are not finite, or bad resampling options
 */
export function stochasticDominance(payoffs: Payoffs, resampling: ResamplingOptions): Dominance[] {
  const gains = gainsOf(payoffs, 'dominance', LEAST_DRAWS);
  const sign = payoffs.direction === 'maximize' ? 1 : -1;
  const scale = gains.reduce((most, column) => column.reduce((m, gain) => Math.max(m, Math.abs(gain)), most), 0);
  const ordered = gains.map(orderDraws);
  const pairs = payoffs.paths.flatMap((_, a) =>
    payoffs.paths.flatMap((_, b) => (a < b ? [{ a, b, walk: pairWalk(ordered[a], ordered[b], scale) }] : [])),
  );
  const observed = new Map(pairs.map(({ a, b, walk }) => [`${a} ${b}`, walk()]));
  const supported = new Map(pairs.map(({ a, b }) => [`${a} ${b}`, [0, 0, 0, 0]]));
  resample('dominance', gains[0].length, resampling, (counts) => {
    for (const draws of ordered) draws.recount(counts);
    for (const { a, b, walk } of pairs) {
      const tally = supported.get(`${a} ${b}`)!;
      walk().forEach((finding, i) => {
        if (finding.holds) tally[i]++;
      });
    }
  });
  return payoffs.paths.flatMap((better, a) =>
    payoffs.paths.flatMap((worse, b) => {
      if (a === b) return [];
      const key = a < b ? `${a} ${b}` : `${b} ${a}`;
      return ([1, 2] as const).map((order) => {
        const index = (order - 1) * 2 + (a < b ? 0 : 1);
        const { holds, violation, at } = observed.get(key)![index];
        const count = supported.get(key)![index];
        const support = { share: count / resampling.resamples, ...wilsonInterval(count, resampling.resamples) };
        return { better, worse, order, holds, violation, at: at === undefined ? undefined : sign * at, support };
      });
    }),
  );
}

interface Finding {
  readonly holds: boolean;
  readonly violation: number;
  readonly at: number | undefined;
}

/**
 * A function that walks up the payoffs of two paths together and compares how much of each lies below. It reads the
 * counts as they are when it is called; the merged order is found once.
 * Its result: order 1 a over b, b over a, order 2 a over b, b over a.
 */
function pairWalk(a: OrderedDraws, b: OrderedDraws, scale: number): () => Finding[] {
  const { thresholds, end } = mergedThresholds(a.sample.values, b.sample.values);
  const nothing = 1e-12 * scale;
  return () => {
    const total = a.sample.total;
    // The most by which a lies below more often than b, and the reverse; then the same for the areas below.
    const most = [0, 0, 0, 0];
    const where: (number | undefined)[] = [undefined, undefined, undefined, undefined];
    const note = (i: number, amount: number, at: number): void => {
      if (amount <= most[i]) return;
      most[i] = amount;
      where[i] = at;
    };
    let i = 0;
    let j = 0;
    let belowA = 0;
    let belowB = 0;
    let area = 0;
    for (let t = 0; t < thresholds.length; t++) {
      if (t > 0) area += ((belowA - belowB) / total) * (thresholds[t] - thresholds[t - 1]);
      if (area > nothing) note(2, area, thresholds[t]);
      else if (area < -nothing) note(3, -area, thresholds[t]);
      for (; i < end.a[t]; i++) belowA += a.sample.counts[i];
      for (; j < end.b[t]; j++) belowB += b.sample.counts[j];
      if (belowA > belowB) note(0, (belowA - belowB) / total, thresholds[t]);
      else if (belowB > belowA) note(1, (belowB - belowA) / total, thresholds[t]);
    }
    const differ = most[0] > 0 || most[1] > 0;
    return most.map((violation, k) => ({ holds: differ && violation === 0, violation, at: where[k] }));
  };
}

/** The payoffs of both in ascending order, those equal up to rounding as one, and how many of each lie at or below it. */
function mergedThresholds(a: Float64Array, b: Float64Array) {
  const thresholds: number[] = [];
  const end = { a: [] as number[], b: [] as number[] };
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const threshold = Math.min(a[i] ?? Number.POSITIVE_INFINITY, b[j] ?? Number.POSITIVE_INFINITY);
    while (i < a.length && (a[i] <= threshold || isTie(a[i], threshold))) i++;
    while (j < b.length && (b[j] <= threshold || isTie(b[j], threshold))) j++;
    thresholds.push(threshold);
    end.a.push(i);
    end.b.push(j);
  }
  return { thresholds, end };
}
