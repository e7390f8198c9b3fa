/** Points at which a function that is above 0 at the origin is below 0, brought nearer to the origin by trial. */
import { along, type Evaluator } from './evaluator.ts';
import { norm } from './standard-normal-space.ts';

export interface Below {
  readonly point: Float64Array;
  /** Below 0, as evaluated at this very point. */
  readonly value: number;
}

const PARTS = 16;
const ROUNDS = 5;
/** How much further out than the point the ray is searched: a point on the surface is not yet beyond it. */
const BEYOND = 1.02;

/**
 * The first point below 0 on the way from the origin to a point and a little further: of 16 places the first that is below,
 * then of 16 between it and the place before, five times, to a millionth of the way. What lies between two places that are
 * both above is not seen.
 */
export async function firstBelowOnRay(evaluator: Evaluator, point: Float64Array): Promise<Below | undefined> {
  const zero = new Float64Array(point.length);
  let from = 0;
  let to = BEYOND;
  let found: Below | undefined;
  for (let round = 0; round < ROUNDS; round++) {
    const width = (to - from) / PARTS;
    const points = Array.from({ length: PARTS }, (_, i) => along(zero, point, from + (i + 1) * width));
    const values = await evaluator.at(points);
    const first = values.findIndex((value) => value < 0);
    if (first < 0) return found;
    found = { point: points[first], value: values[first] };
    to = from + (first + 1) * width;
    from += first * width;
  }
  return found;
}

/** Rounds of each factor: more gain little, and each costs an evaluation a coordinate. */
const SHRINK_ROUNDS = 3;

/**
 * Brings a point below 0 nearer to the origin without slopes, for functions that have none there: coordinates are set to 0,
 * the smallest first and as many as can be, then one at a time to 0, a half, three quarters.
 */
export async function shrink(evaluator: Evaluator, point: Float64Array): Promise<Float64Array> {
  const nonzero = (of: Float64Array): number[] => [...of.keys()].filter((i) => of[i] !== 0);
  const bySize = nonzero(point).sort((i, j) => Math.abs(point[i]) - Math.abs(point[j]) || i - j);
  let current = await nearestBelow(
    evaluator,
    point,
    bySize.slice(0, -1).map((_, last) => {
      const fewer = point.slice();
      for (const i of bySize.slice(0, last + 1)) fewer[i] = 0;
      return fewer;
    }),
  );
  for (const factor of [0, 0.5, 0.75]) {
    for (let round = 0; round < SHRINK_ROUNDS && !evaluator.exhausted(); round++) {
      const from = current;
      const tried = nonzero(from).map((i) => from.map((z, j) => (i === j ? z * factor : z)));
      current = await nearestBelow(evaluator, from, tried);
      if (current === from) break;
    }
  }
  return current;
}

/** Of the points below 0 the one nearest to the origin, or the one that is to be bettered. */
async function nearestBelow(
  evaluator: Evaluator,
  otherwise: Float64Array,
  points: readonly Float64Array[],
): Promise<Float64Array> {
  if (points.length === 0) return otherwise;
  const values = await evaluator.at(points);
  let best = otherwise;
  points.forEach((point, i) => {
    if (values[i] < 0 && norm(point) < norm(best) && norm(point) > 0) best = point;
  });
  return best;
}
