/** The exponential of exponential.ts (the folder above), for two numbers at once. NaN, without a payload, stays NaN. */
import { Slot } from '../layout';
import { array } from './memory';

/** Added to a double below 2^31, this leaves its nearest whole number in the low bits: 1.5 · 2^52. */
export const ROUNDING: f64 = 6755399441055744.0;

/** Place of 2^0 among the powers behind the 256 fractions of the table, in bytes. */
const POWERS: usize = 1256 * 8;

// @ts-ignore: decorator
@inline
export function exponentials(x: v128): v128 {
  const table = array(Slot.Exponentials);
  const cut = f64x2.pmin(f64x2.pmax(x, f64x2.splat(-690)), f64x2.splat(690));
  const shifted = f64x2.add(f64x2.mul(cut, f64x2.splat(369.3299304675746)), f64x2.splat(ROUNDING));
  const rounded = f64x2.sub(shifted, f64x2.splat(ROUNDING));
  const first = i32x4.extract_lane(shifted, 0);
  const second = i32x4.extract_lane(shifted, 2);
  const r = f64x2.sub(cut, f64x2.mul(rounded, f64x2.splat(0.0027076061740622863)));
  const fractions = v128.load64_lane(table + ((second & 255) << 3), v128.load64_zero(table + ((first & 255) << 3)), 1);
  const one = table + POWERS;
  const powers = v128.load64_lane(one + ((second >> 8) << 3), v128.load64_zero(one + ((first >> 8) << 3)), 1);
  const cubic = f64x2.add(f64x2.splat(0.5), f64x2.mul(r, f64x2.splat(0.16666666666666666)));
  const series = f64x2.add(f64x2.splat(1), f64x2.mul(r, f64x2.add(f64x2.splat(1), f64x2.mul(r, cubic))));
  return f64x2.mul(f64x2.mul(fractions, powers), series);
}
