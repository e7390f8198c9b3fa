import erfcinv from '@stdlib/math-base-special-erfcinv';
import exp from '@stdlib/math-base-special-exp';
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';

/**
 * Quantile function of the standard normal. By the inverse of the complementary error function, which keeps its digits
 * in the lower tail where the inverse of the error function (2u − 1 is rounded) loses them.
 */
export function standardNormalQuantile(u: number): number {
  return 0 - Math.SQRT2 * erfcinv(2 * u);
}

/** Φ(z); keeps its digits in the lower tail, so the upper tail is Φ(−z). */
export function standardNormalCdf(z: number): number {
  return normalCdf(z, 0, 1);
}

/** Density of the standard normal. */
export function standardNormalDensity(z: number): number {
  return exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
}
