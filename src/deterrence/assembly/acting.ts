/** How likely the coalition is to act at a stake (docs/model.md §5): by one voter, or a committee with its table (vote.ts). */
import { Coefficients, Slot } from '../layout';
import { exponentials, ROUNDING } from './exponential';
import { array, at, integer, twice, whole } from './memory';

/** Log-odds of a committee in a cell of its table that has not been filled: fills it (kernel.ts). */
// @ts-ignore: decorator
@external("committee", "logOdds")
declare function askCommittee(index: i32, gap: f64): f64;

/** From what is at stake at some beliefs to the odds against acting. @param index step · Shortfall.Count + shortfall */
export function act(gaps: usize, odds: usize, length: i32, index: i32): void {
  const end = length << 4;
  if (whole(Slot.Single)) {
    const slope = v128.load64_splat(at(array(Slot.Slopes), index));
    const shift = v128.load64_splat(at(array(Slot.Shifts), index));
    for (let n = 0; n < end; n += 16) {
      const logOdds = f64x2.add(f64x2.mul(slope, v128.load(gaps + n)), shift);
      v128.store(odds + n, exponentials(f64x2.neg(logOdds)));
    }
    return;
  }
  const start = v128.load64_splat(at(array(Slot.CurveStarts), index));
  const scale = v128.load64_splat(at(array(Slot.CurveScales), index));
  const last = v128.load64_splat(at(array(Slot.CurveLasts), index));
  const cells = <usize>integer(array(Slot.CurveCells), index);
  // In short loops all that is at work stays in registers. Whether a cell was empty is asked once for all.
  let total = twice(0);
  for (let n = 0; n < end; n += 16) {
    const logOdds = readCurve(cells, last, f64x2.mul(f64x2.sub(v128.load(gaps + n), start), scale));
    total = f64x2.add(total, logOdds);
    v128.store(odds + n, logOdds);
  }
  for (let n = 0; n < end; n += 16) v128.store(odds + n, exponentials(f64x2.neg(v128.load(odds + n))));
  if (v128.any_true(f64x2.ne(total, total))) fillAndAct(gaps, odds, end, index, cells, last, start, scale);
}

/** The same where cells are empty. */
function fillAndAct(
  gaps: usize,
  odds: usize,
  end: i32,
  index: i32,
  cells: usize,
  last: v128,
  start: v128,
  scale: v128,
): void {
  for (let n = 0; n < end; n += 16) {
    const gap = v128.load(gaps + n);
    const logOdds = readCurve(cells, last, f64x2.mul(f64x2.sub(gap, start), scale));
    let resolute = f64x2.extract_lane(logOdds, 0);
    let irresolute = f64x2.extract_lane(logOdds, 1);
    if (resolute != resolute) resolute = askCommittee(index, f64x2.extract_lane(gap, 0));
    if (irresolute != irresolute) irresolute = askCommittee(index, f64x2.extract_lane(gap, 1));
    v128.store(odds + n, exponentials(f64x2.neg(f64x2(resolute, irresolute))));
  }
}

/**
 * Log-odds from the table of a committee, or NaN from a cell that has not been filled. The first and the last cell are
 * the straight lines on which the log-odds go on beyond the table.
 * @param position in cells, the first knot being at 1
 */
// @ts-ignore: decorator
@inline
function readCurve(cells: usize, last: v128, position: v128): v128 {
  const cell = f64x2.pmax(twice(0), f64x2.pmin(f64x2.floor(position), last));
  const x = f64x2.sub(position, cell);
  const number = f64x2.add(cell, twice(ROUNDING));
  const a = cells + i32x4.extract_lane(number, 0) * (Coefficients.Width << 3);
  const b = cells + i32x4.extract_lane(number, 2) * (Coefficients.Width << 3);
  // Even and odd powers stand in the two lanes until the end, so that a cell is read as it stands; vote.ts adds up
  // likewise.
  const square = f64x2.mul(x, x);
  const resolute = halves(a, i64x2.shuffle(square, square, 0, 0));
  const irresolute = halves(b, i64x2.shuffle(square, square, 1, 1));
  const even = i64x2.shuffle(resolute, irresolute, 0, 2);
  return f64x2.add(even, f64x2.mul(x, i64x2.shuffle(resolute, irresolute, 1, 3)));
}

/** Of a cell's polynomial the even powers, and the odd ones divided by x. */
// @ts-ignore: decorator
@inline
function halves(cell: usize, square: v128): v128 {
  const high = f64x2.add(v128.load(cell, 16), f64x2.mul(square, v128.load(cell, 32)));
  return f64x2.add(v128.load(cell), f64x2.mul(square, high));
}
