/** Estimates with bootstrap intervals, and the resamples they come from. */
import { percentileInterval } from '../resampling.ts';
import { type Interval, moments, withoutMissing } from '../statistics.ts';

/** A number and its 95 % interval; NaN where undefined. */
export interface Estimate extends Interval {
  readonly value: number;
}

/** What cannot be told. */
export const UNDEFINED_ESTIMATE: Estimate = { value: Number.NaN, low: Number.NaN, high: Number.NaN };

/**
 * Interval of a distance between two empirical distributions at this number of draws, between 0 and 1. Resampling raises
 * such a distance of itself, so that the percentiles are taken from the resamples' own mean, turned around, and put to
 * the estimate.
 */
export function distanceInterval(value: number, resampled: Float64Array): Interval {
  const there = withoutMissing(resampled);
  const { mean } = moments(there);
  const { low, high } = percentileInterval(there);
  return { low: Math.max(0, value - (high - mean)), high: Math.min(1, value - (low - mean)) };
}

/**
 * Writes how often each of n items is in one bootstrap resample of n items drawn with replacement.
 * @param counts one for each item; its length is n
 */
export function drawResample(uniform: () => number, counts: Uint16Array): void {
  const n = counts.length;
  counts.fill(0);
  for (let i = 0; i < n; i++) counts[Math.floor(uniform() * n)]++;
}

/**
 * @throws RangeError unless the number of resamples is a whole number of at least 40, below which the ends of a 95 %
 *   interval are the extremes of the resamples
 */
export function requireResamples(method: string, resamples: number): void {
  if (!Number.isInteger(resamples) || resamples < 40) {
    throw new RangeError(`${method}: resamples is ${resamples}, must be a whole number of at least 40`);
  }
}

/**
 * Whether all values are the same but for rounding: they differ by no more than 1e-12 of the largest.
 * What such an output varies with is noise, so that no method asks.
 */
export function isConstant(values: Float64Array): boolean {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    if (values[i] < low) low = values[i];
    if (values[i] > high) high = values[i];
  }
  return !(high - low > 1e-12 * Math.max(Math.abs(low), Math.abs(high)));
}
