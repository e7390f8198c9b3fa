/** Which few coordinates carry a reversal: with these alone it is nearly as short a move. */
import { type DesignSearch, findDesignPoint } from './design-point.ts';
import { firstBelowOnRay, shrink } from './reversal.ts';
import { norm, type Plausibility, plausibility, shares } from './standard-normal-space.ts';

export interface CarriedReversal {
  /** Indices of the coordinates that move, the one with the greatest part first. */
  readonly coordinates: readonly number[];
  /** The shortest reversal found with these, and no other, moved; in all coordinates. */
  readonly point: Float64Array;
  /** Of a move in these coordinates alone. */
  readonly plausibility: Plausibility;
}

export interface Carriers {
  /** By one coordinate, by two, …: undefined where no reversal was found with so few. Each is verified. */
  readonly byCount: readonly (CarriedReversal | undefined)[];
  /** The fewest with which the move is at most a tenth longer; undefined when ten are too few or evaluations ran out. */
  readonly chosen: CarriedReversal | undefined;
}

const SLACK = 0.1;
const MOST = 10;

/**
 * Searches again with the one, two, … coordinates that have the greatest part in the reversal, until the move is at most a
 * tenth longer than with all; then leaves out every coordinate that is not needed.
 * @param reversal a verified reversal, as short as it was found with all coordinates
 */
export async function findCarriers(search: DesignSearch, reversal: Float64Array): Promise<Carriers> {
  const parts = shares(reversal);
  const order = [...parts.keys()].filter((i) => parts[i] > 0).sort((i, j) => parts[j] - parts[i] || i - j);
  const enough = (1 + SLACK) * norm(reversal);
  const byCount: (CarriedReversal | undefined)[] = [];
  for (let count = 1; count <= Math.min(order.length, MOST); count++) {
    if (search.evaluator.exhausted()) break;
    const carried = await carriedBy(search, reversal, order.slice(0, count));
    byCount.push(carried);
    if (carried !== undefined && carried.plausibility.norm <= enough) return { byCount, chosen: carried };
  }
  return { byCount, chosen: undefined };
}

async function carriedBy(
  search: DesignSearch,
  reversal: Float64Array,
  coordinates: readonly number[],
): Promise<CarriedReversal | undefined> {
  const { evaluator } = search;
  const start = new Float64Array(reversal.length);
  for (const i of coordinates) start[i] = reversal[i];
  const end = await findDesignPoint({ ...search, coordinates }, start);
  const goal = end.end === 'at rest' ? end.point : end.below;
  if (goal === undefined) return undefined;
  const first = await firstBelowOnRay(evaluator, end.end === 'at rest' ? goal : await shrink(evaluator, goal));
  if (first === undefined) return undefined;
  const point = await withoutIdle(search, first.point, coordinates);
  const moving = coordinates.filter((i) => point[i] !== 0);
  return { coordinates: moving, point, plausibility: plausibility(norm(point), moving.length) };
}

/** The point without the coordinates that can go back to 0 one after the other, from the smallest, and leave it below 0. */
async function withoutIdle(
  { evaluator }: DesignSearch,
  point: Float64Array,
  coordinates: readonly number[],
): Promise<Float64Array> {
  let current = point;
  const bySize = [...coordinates].sort((i, j) => Math.abs(point[i]) - Math.abs(point[j]) || i - j);
  for (const i of bySize.slice(0, -1)) {
    const fewer = current.slice();
    fewer[i] = 0;
    if ((await evaluator.at([fewer]))[0] < 0) current = fewer;
  }
  return current;
}
