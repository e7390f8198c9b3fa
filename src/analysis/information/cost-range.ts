/** Up to which weight of a cost it is worth looking: until the path that costs least is the best in most worlds. */
import log10 from '@stdlib/math-base-special-log10';
import pow from '@stdlib/math-base-special-pow';
import { moments, quantile } from '../statistics.ts';
import type { WeightedPayoffs } from './acceptability.ts';

/** Share of the draws in which the cheapest path is to be the best at the end of the range. */
const MOST = 0.75;

export interface CostRange {
  /** Path whose slope is the best on average: what costs least. */
  readonly cheapest: string;
  /** End of the range, a round number above 0. */
  readonly to: number;
  /** Share of the draws in which the cheapest path is the best there. */
  readonly share: number;
}

/**
 * The range of weights from 0 to that at which the cheapest path is the best in three quarters of the draws, or, where it
 * is not the cheapest in so many, in nine tenths of those in which it ever is; rounded up to 1, 1.5, 2, 3, 5 or 7 times a power of ten.
 * @returns undefined where no weight changes anything: the cheapest path is the best from 0 on, or never is
 */
export function costRange({ paths, base, slope, direction }: WeightedPayoffs): CostRange | undefined {
  const sign = direction === 'maximize' ? 1 : -1;
  const means = slope.map((column) => sign * moments(column).mean);
  const cheapest = means.indexOf(Math.max(...means));
  const needed = base[cheapest].map((own, draw) => {
    let least = 0;
    for (let path = 0; path < paths.length; path++) {
      if (path === cheapest) continue;
      const lead = sign * (base[path][draw] - own);
      const saved = sign * (slope[cheapest][draw] - slope[path][draw]);
      if (lead <= 0 && saved >= 0) continue;
      least = Math.max(least, saved > 0 ? lead / saved : Number.POSITIVE_INFINITY);
    }
    return least;
  });
  const reached = needed.filter(Number.isFinite).sort();
  if (reached.length === 0) return undefined;
  const isOften = reached.length >= MOST * needed.length;
  const wanted = isOften ? MOST * (needed.length / reached.length) : 0.9;
  const weight = quantile(reached, Math.min(1, wanted));
  if (!(weight > 0)) return undefined;
  const to = roundUp(weight);
  return { cheapest: paths[cheapest], to, share: needed.filter((least) => least <= to).length / needed.length };
}

function roundUp(value: number): number {
  const unit = pow(10, Math.floor(log10(value)));
  const factor = [1, 1.5, 2, 3, 5, 7, 10].find((each) => each * unit >= value) ?? 10;
  return Number((factor * unit).toPrecision(6));
}
