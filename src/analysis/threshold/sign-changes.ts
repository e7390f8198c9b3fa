/** Where a curve that is known at some points passes 0, being taken as straight in between. */

/** A stretch of the curve in which it is 0, or passes it between two points. */
export interface ZeroPlace {
  /**
   * - `crossing`: the signs before and after differ.
   * - `touching`: they are the same, and the curve is 0 in between.
   * - `end`: the curve is 0 at an end of the range, from which it goes to one side.
   * - `everywhere`: the curve is 0 at all points.
   */
  readonly kind: 'crossing' | 'touching' | 'end' | 'everywhere';
  /** Where it is 0 along the axis of positions: between two points, at one, or in the middle of several. */
  readonly position: number;
  /** The last point before it that is not 0, −1 if there is none. */
  readonly before: number;
  /** The first point after it that is not 0, the number of points if there is none. */
  readonly after: number;
  /** Whether the curve goes from negative to positive here, or from 0, or to 0. */
  readonly rises: boolean;
}

/** A mean that is smaller than this, relative to the largest of the curve, is rounding. */
const ROUNDING = 1e-12;

/** The sign of each mean; 0 also for what is nothing but rounding beside the largest. */
export function signsOf(means: Float64Array): Int8Array {
  let largest = 0;
  for (const mean of means) if (Math.abs(mean) > largest) largest = Math.abs(mean);
  const signs = new Int8Array(means.length);
  for (let i = 0; i < means.length; i++) signs[i] = Math.abs(means[i]) <= ROUNDING * largest ? 0 : Math.sign(means[i]);
  return signs;
}

/**
 * All places where the curve is 0, in the order of the positions.
 * @param positions ascending
 * @param means of the curve there, none of them NaN
 */
export function findZeros(positions: Float64Array, means: Float64Array): ZeroPlace[] {
  const signs = signsOf(means);
  const { length } = signs;
  const places: ZeroPlace[] = [];
  let before = -1;
  for (let i = 0; i <= length; i++) {
    if (i < length && signs[i] === 0) continue;
    const first = before < 0 ? 0 : signs[before];
    const last = i < length ? signs[i] : 0;
    const hasZeros = i - before > 1;
    if (hasZeros || first * last < 0) {
      const kind =
        first * last < 0 ? 'crossing' : first * last > 0 ? 'touching' : first === last ? 'everywhere' : 'end';
      const position = hasZeros
        ? (positions[before + 1] + positions[i - 1]) / 2
        : interpolate(positions[before], positions[i], means[before], means[i]);
      places.push({ kind, position, before, after: i, rises: last > first });
    }
    before = i;
  }
  return places;
}

/** Where the straight line between two points of different sign is 0. */
function interpolate(x0: number, x1: number, y0: number, y1: number): number {
  return x0 + (x1 - x0) * (y0 / (y0 - y1));
}
