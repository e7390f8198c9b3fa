/** Functions of the belief, linear between the points of the grid: kept as cells, read at positions (belief-grid.ts). */
import { Cell, Player, Slot } from '../layout';
import { ROUNDING } from './exponential';
import { array, at, gather, whole } from './memory';

/** Bytes of a cell. */
// @ts-ignore: decorator
@inline
const CELL: i32 = Cell.Width << 3;

/** Number of the point below a position. */
// @ts-ignore: decorator
@inline
export function pointBelow(position: f64): i32 {
  // A conversion to a whole number would cost several times as much: it minds numbers that are too large.
  return <i32>reinterpret<i64>(Math.floor(position) + ROUNDING);
}

/** How far a position is from the point below it. */
// @ts-ignore: decorator
@inline
export function beyond(position: f64): f64 {
  return position - Math.floor(position);
}

/** A pair kept by point, between two points. @param width bytes from one point to the next */
// @ts-ignore: decorator
@inline
export function between(low: usize, width: usize, up: v128): v128 {
  const value = v128.load(low);
  return f64x2.add(value, f64x2.mul(up, f64x2.sub(v128.load(low + width), value)));
}

/** Where the cell of a position stands. */
// @ts-ignore: decorator
@inline
export function cellAt(cells: usize, point: i32): usize {
  return cells + point * CELL;
}

/** What a cell says of both types at a position. */
// @ts-ignore: decorator
@inline
export function coalitionIn(cell: usize, position: v128): v128 {
  return f64x2.add(v128.load(cell), f64x2.mul(v128.load(cell, Cell.ResoluteRise << 3), position));
}

/** What a cell says of the challenger. */
// @ts-ignore: decorator
@inline
export function challengerIn(cell: usize, position: f64): f64 {
  return load<f64>(cell, Cell.ChallengerBase << 3) + load<f64>(cell, Cell.ChallengerRise << 3) * position;
}

/** Turns values at the points, [player][point], into cells. */
export function fillCells(values: usize, cells: usize): void {
  const points = whole(Slot.Points);
  const resolute = at(values, Player.Resolute * points);
  const irresolute = at(values, Player.Irresolute * points);
  let high = gather(resolute, irresolute);
  let highOwn = load<f64>(values);
  for (let point = 0, cell = cells; point < points - 1; point++, cell += CELL) {
    const low = high;
    const lowOwn = highOwn;
    high = gather(at(resolute, point + 1), at(irresolute, point + 1));
    highOwn = load<f64>(at(values, point + 1));
    const rise = f64x2.sub(high, low);
    const riseOwn = highOwn - lowOwn;
    v128.store(cell, f64x2.sub(low, f64x2.mul(f64x2.splat(<f64>point), rise)));
    v128.store(cell, rise, Cell.ResoluteRise << 3);
    store<f64>(cell, lowOwn - <f64>point * riseOwn, Cell.ChallengerBase << 3);
    store<f64>(cell, riseOwn, Cell.ChallengerRise << 3);
  }
}

/** Values with the belief of each point, which moves toward 0 at the end of a period: [player][point]. */
export function fillEndAtBelief(values: usize, out: usize): void {
  const points = whole(Slot.Points);
  const endPoint = array(Slot.EndPoint);
  const endWeight = array(Slot.EndWeight);
  for (let player = 0; player < Player.Count; player++) {
    const row = at(values, player * points);
    for (let g = 0; g < points; g++) {
      const place = at(row, load<i32>(endPoint + (g << 2)));
      const low = load<f64>(place);
      store<f64>(at(out, player * points + g), low + load<f64>(at(endWeight, g)) * (load<f64>(place, 8) - low));
    }
  }
}
