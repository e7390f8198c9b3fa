/** The statistics that every table rests on. Missing values (NaN) are the caller's to take out. */
import betaQuantile from '@stdlib/stats-base-dists-beta-quantile';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';

/** An estimate and its 95 % interval; NaN where undefined. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

export interface Moments {
  readonly n: number;
  readonly mean: number;
  /** Standard deviation of the values, with divisor n − 1; NaN for fewer than two. */
  readonly sd: number;
  /** Standard error of the mean, sd / √n; NaN for fewer than two. */
  readonly se: number;
}

/** Mean and spread of values, in two passes. */
export function moments(values: Float64Array): Moments {
  const n = values.length;
  if (n === 0) return { n, mean: Number.NaN, sd: Number.NaN, se: Number.NaN };
  let sum = 0;
  for (let i = 0; i < n; i++) sum += values[i];
  const mean = sum / n;
  if (n === 1) return { n, mean, sd: Number.NaN, se: Number.NaN };
  let squares = 0;
  let remainder = 0;
  for (let i = 0; i < n; i++) {
    const deviation = values[i] - mean;
    squares += deviation * deviation;
    remainder += deviation;
  }
  // The remainder corrects for the rounding of the mean (Chan, Golub & LeVeque 1983).
  const sd = Math.sqrt(Math.max(0, squares - (remainder * remainder) / n) / (n - 1));
  return { n, mean, sd, se: sd / Math.sqrt(n) };
}

/**
 * Quantile by linear interpolation between order statistics (type 7 of Hyndman & Fan 1996, the default of R and numpy).
 * @param sorted values in ascending order; NaN is returned when there are none
 */
export function quantile(sorted: Float64Array, p: number): number {
  if (sorted.length === 0) return Number.NaN;
  const position = (sorted.length - 1) * p;
  const below = Math.floor(position);
  const low = sorted[below];
  const high = sorted[Math.min(below + 1, sorted.length - 1)];
  return low + (position - below) * (high - low);
}

/** The values that are there, in a new array. */
export function withoutMissing(values: Float64Array): Float64Array {
  // Counted first: `filter` makes an object of every number, which takes a lot of memory for a million.
  let count = 0;
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i])) count++;
  const present = new Float64Array(count);
  for (let i = 0, next = 0; i < values.length; i++) if (!Number.isNaN(values[i])) present[next++] = values[i];
  return present;
}

/**
 * Quantile of Student's t distribution, from that of the beta distribution:
 * if T has ν degrees of freedom, ν / (ν + T²) is beta(ν/2, 1/2).
 */
export function studentQuantile(p: number, degreesOfFreedom: number): number {
  if (!(degreesOfFreedom > 0)) return Number.NaN;
  if (p === 0.5) return 0;
  const x = betaQuantile(2 * Math.min(p, 1 - p), degreesOfFreedom / 2, 0.5);
  const t = Math.sqrt((degreesOfFreedom * (1 - x)) / x);
  return p < 0.5 ? -t : t;
}

/** 95 % interval of a mean by Student's t: exact for normal values, good for the mean of many others. */
export function meanInterval({ n, mean, se }: Moments): Interval {
  if (n < 2) return { low: Number.NaN, high: Number.NaN };
  const half = studentQuantile(0.975, n - 1) * se;
  return { low: mean - half, high: mean + half };
}

/** Wilson's 95 % interval of a share k / n (Wilson 1927). */
export function wilsonInterval(k: number, n: number): Interval {
  if (n === 0) return { low: Number.NaN, high: Number.NaN };
  const z = normalQuantile(0.975, 0, 1);
  const share = k / n;
  const shrink = 1 + (z * z) / n;
  const centre = (share + (z * z) / (2 * n)) / shrink;
  const half = (z / shrink) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return { low: k === 0 ? 0 : centre - half, high: k === n ? 1 : centre + half };
}

export interface Ratio {
  readonly value: number;
  readonly se: number;
}

/**
 * Ratio of two means over the same draws, with its standard error by the delta method: the standard error of the mean of
 * (numerator − ratio · denominator), divided by the mean denominator. Undefined (NaN) when the mean denominator is 0.
 */
export function ratioOfMeans(numerator: Float64Array, denominator: Float64Array): Ratio {
  const bottom = moments(denominator).mean;
  if (!(bottom !== 0)) return { value: Number.NaN, se: Number.NaN };
  const value = moments(numerator).mean / bottom;
  const residuals = numerator.map((top, i) => top - value * denominator[i]);
  return { value, se: moments(residuals).se / Math.abs(bottom) };
}

/**
 * Fieller's 95 % interval of the ratio of two paired means (Fieller 1954).
 * Undefined when the denominator cannot be told from 0: then no bounded interval exists.
 */
export function fiellerInterval(numerator: Float64Array, denominator: Float64Array): Interval {
  const n = numerator.length;
  const top = moments(numerator);
  const bottom = moments(denominator);
  const undefinedInterval = { low: Number.NaN, high: Number.NaN };
  if (n < 2) return undefinedInterval;
  const t = studentQuantile(0.975, n - 1);
  const topVariance = top.se * top.se;
  const bottomVariance = bottom.se * bottom.se;
  const covariance = covarianceOfMeans(numerator, denominator, top.mean, bottom.mean);
  // The ratios r for which mean(numerator − r · denominator) cannot be told from 0: a·r² − 2b·r + c ≤ 0.
  const a = bottom.mean * bottom.mean - t * t * bottomVariance;
  const b = top.mean * bottom.mean - t * t * covariance;
  const c = top.mean * top.mean - t * t * topVariance;
  if (!(a > 0)) return undefinedInterval;
  const root = Math.sqrt(Math.max(0, b * b - a * c));
  return { low: (b - root) / a, high: (b + root) / a };
}

function covarianceOfMeans(x: Float64Array, y: Float64Array, meanX: number, meanY: number): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += (x[i] - meanX) * (y[i] - meanY);
  return sum / (x.length - 1) / x.length;
}
