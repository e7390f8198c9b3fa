/**
 * Probabilities in the space in which every uncertain quantity is an independent standard normal coordinate, so that the
 * length of a move is counted in prior standard deviations.
 */
import exp from '@stdlib/math-base-special-exp';
import pow from '@stdlib/math-base-special-pow';
import gammaQuantile from '@stdlib/stats-base-dists-gamma-quantile';
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';

/** How far out a move of the coordinates is. */
export interface Plausibility {
  /** Length of the move, in prior standard deviations. */
  readonly norm: number;
  /**
   * Prior probability of a world at least as far from the origin, in whatever direction: the tail of χ² with as many degrees
   * of freedom as there are coordinates. With many coordinates worlds are far out as a rule (√d), so that this is near 1
   * for moves that are long in one direction.
   */
  readonly asFar: number;
  /** Prior probability of a world at least as far in this very direction: Φ(−norm). */
  readonly asFarThisWay: number;
}

/** @param dimensions how many coordinates there are, a whole number above 0 */
export function plausibility(norm: number, dimensions: number): Plausibility {
  return { norm, asFar: chiSquareTail(norm * norm, dimensions), asFarThisWay: normalCdf(-norm, 0, 1) };
}

/**
 * P(χ² > x), to all digits far out too, where 1 − cdf has none. By the recurrence of the incomplete gamma function,
 * Q(a + 1, y) = Q(a, y) + yᵃ e⁻ʸ / Γ(a + 1) with y = x/2, from Q(1/2, y) = 2Φ(−√x) or Q(0, y) = 0: all terms are positive
 * (Abramowitz & Stegun 26.4.4–5).
 */
export function chiSquareTail(x: number, degreesOfFreedom: number): number {
  if (!(x > 0)) return 1;
  const y = x / 2;
  const odd = degreesOfFreedom % 2 === 1;
  let a = odd ? 0.5 : 0;
  let tail = odd ? 2 * normalCdf(-Math.sqrt(x), 0, 1) : 0;
  let term = odd ? 2 * Math.sqrt(y / Math.PI) * exp(-y) : exp(-y);
  for (; a < degreesOfFreedom / 2; a++) {
    tail += term;
    term *= y / (a + 1);
  }
  return Math.min(1, tail);
}

/** Where a search may go: no further than a radius from the origin, or no coordinate further than a half-width. */
export type Region =
  | { readonly kind: 'ball'; readonly radius: number }
  | { readonly kind: 'box'; readonly halfWidth: number };

/**
 * The ball about the origin that holds this share of all worlds.
 * @param share above 0 and below 1 @throws Error on another share
 */
export function centralBall(dimensions: number, share: number): Region {
  checkShare(share);
  return { kind: 'ball', radius: Math.sqrt(gammaQuantile(share, dimensions / 2, 0.5)) };
}

/**
 * The box about the origin that holds this share of all worlds, as wide in every coordinate: wider in each than the
 * central interval with this share of that coordinate alone, which is `centralBox(1, share)`.
 * @param share above 0 and below 1 @throws Error on another share
 */
export function centralBox(dimensions: number, share: number): Region {
  checkShare(share);
  return { kind: 'box', halfWidth: normalQuantile((1 + pow(share, 1 / dimensions)) / 2, 0, 1) };
}

export function norm(point: Float64Array): number {
  return Math.sqrt(dot(point, point));
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** Each coordinate's part of the squared length, summing to 1; all 0 at the origin. */
export function shares(point: Float64Array): Float64Array {
  const total = dot(point, point);
  return point.map((z) => (total > 0 ? (z * z) / total : 0));
}

function checkShare(share: number): void {
  if (!(share > 0 && share < 1)) throw new Error(`share of the region is ${share}, must be above 0 and below 1`);
}
