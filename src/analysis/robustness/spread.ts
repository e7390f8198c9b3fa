/** Criteria and descriptions that look at how far the payoffs of a path spread, larger being better. */
import { type CountedSample, countedMean, countedQuantile } from './counted-sample.ts';

/**
 * Mean–variance criterion: the mean less one standard deviation (divisor n). Unlike mean / sd, which is also in use, it
 * does not depend on where the scale of the payoffs has its zero.
 */
export function meanLessSd(gains: CountedSample): number {
  const mean = countedMean(gains);
  const { values, counts, total } = gains;
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += counts[i] * (values[i] - mean) * (values[i] - mean);
  return mean - Math.sqrt(squares / total);
}

/**
 * Undesirable deviations (Kwakkel, Eker & Pruyt 2016): how far, on average, the draws that are worse than the path's own
 * median fall short of it. 0 if none is. It does not look at how good the median is.
 */
export function undesirableDeviations(gains: CountedSample): number {
  const median = countedQuantile(gains, 0.5);
  const { values, counts } = gains;
  let sum = 0;
  let below = 0;
  for (let i = 0; i < values.length && values[i] < median; i++) {
    sum += counts[i] * (median - values[i]);
    below += counts[i];
  }
  return below === 0 ? 0 : sum / below;
}

/**
 * Percentile-based skewness (Voudouris et al. 2014; Kwakkel et al. 2016), from −1 to 1: ((p90 + p10) / 2 − p50) over
 * half of (p90 − p10). Positive when the good side reaches further. NaN when p10 and p90 are equal.
 */
export function percentileSkewness(gains: CountedSample): number {
  const [low, middle, high] = [0.1, 0.5, 0.9].map((p) => countedQuantile(gains, p));
  return ((high + low) / 2 - middle) / ((high - low) / 2);
}

/**
 * Percentile-based peakedness: (p90 − p10) / (p75 − p25), 1.90 for a normal distribution. NaN or infinite when the
 * quartiles are equal.
 */
export function percentilePeakedness(gains: CountedSample): number {
  const [p10, p25, p75, p90] = [0.1, 0.25, 0.75, 0.9].map((p) => countedQuantile(gains, p));
  return (p90 - p10) / (p75 - p25);
}
