/** The bootstrap: draws taken again with replacement, all paths and parameters of a draw together (Efron 1979). */
import { uniformStream } from '../random/stream.ts';
import { type Interval, quantile, withoutMissing } from './statistics.ts';

export interface ResamplingOptions {
  /** Not empty; the same seed gives the same resamples. */
  readonly seed: string;
  /** Number of resamples. */
  readonly resamples: number;
}

/** Percentiles of fewer resamples are too rough for a 95 % interval. */
const LEAST_RESAMPLES = 100;

/**
 * Calls back with each resample as the number of times that it has each draw. The array is used again for the next.
 * @throws Error on an empty seed or fewer than 100 resamples
 */
export function resample(
  purpose: string,
  draws: number,
  { seed, resamples }: ResamplingOptions,
  use: (counts: Uint32Array, index: number) => void,
): void {
  if (!Number.isInteger(resamples) || resamples < LEAST_RESAMPLES) {
    throw new Error(`${purpose}: ${resamples} resamples, a whole number of at least ${LEAST_RESAMPLES} is needed`);
  }
  const counts = new Uint32Array(draws);
  for (let index = 0; index < resamples; index++) {
    const uniform = uniformStream(seed, 'bootstrap', purpose, String(index));
    counts.fill(0);
    for (let i = 0; i < draws; i++) counts[Math.floor(uniform() * draws)]++;
    use(counts, index);
  }
}

/**
 * 95 % interval of the bootstrap: from the 2.5 % to the 97.5 % quantile of what the resamples gave (Efron 1979). Resamples
 * in which the value is undefined (NaN) do not count; NaN if it is in all.
 */
export function percentileInterval(resampled: Float64Array): Interval {
  const sorted = withoutMissing(resampled).sort();
  return { low: quantile(sorted, 0.025), high: quantile(sorted, 0.975) };
}
