/** A paired effect over worlds: how large on average, how surely, and in how many worlds which way. */
import type { Share } from '../comparison.ts';
import { type Interval, meanInterval, moments, quantile, wilsonInterval } from '../statistics.ts';

/** A mean over worlds with its standard error and 95 % interval (Student). */
export interface MeanEstimate extends Interval {
  readonly n: number;
  readonly mean: number;
  readonly se: number;
}

export interface Effect extends MeanEstimate {
  /** Range of the effect over worlds. */
  readonly q05: number;
  readonly q95: number;
  /** Worlds in which it is above 0, and below. */
  readonly raises: Share;
  readonly lowers: Share;
  /** Mean over all worlds of the effect where it is above 0, and where it is below; they sum to the mean. */
  readonly raising: MeanEstimate;
  readonly lowering: MeanEstimate;
}

/** Effects no larger than this, as a share of the level (of 1 if that is smaller), are rounding. */
const ROUNDING = 1e-9;

/** Mean and its uncertainty. */
export function estimateMean(values: Float64Array): MeanEstimate {
  const found = moments(values);
  const { n, mean, se } = found;
  return { n, mean, se, ...meanInterval(found) };
}

/**
 * Describes an effect by draws. Nothing may be missing.
 * @param levels of the quantity that is changed, for what counts as rounding
 */
export function describeEffect(effects: Float64Array, levels: Float64Array): Effect {
  const n = effects.length;
  const isRounding = (draw: number) => Math.abs(effects[draw]) <= ROUNDING * Math.max(1, Math.abs(levels[draw]));
  const count = (sign: number) =>
    effects.reduce((sum, effect, draw) => sum + (sign * effect > 0 && !isRounding(draw) ? 1 : 0), 0);
  const sorted = Float64Array.from(effects).sort();
  return {
    ...estimateMean(effects),
    q05: quantile(sorted, 0.05),
    q95: quantile(sorted, 0.95),
    raises: shareOf(count(1), n),
    lowers: shareOf(count(-1), n),
    raising: estimateMean(effects.map((effect) => Math.max(0, effect))),
    lowering: estimateMean(effects.map((effect) => Math.min(0, effect))),
  };
}

/** The share k of n with its interval. */
export function shareOf(k: number, n: number): Share {
  return { share: n > 0 ? k / n : Number.NaN, ...wilsonInterval(k, n) };
}
