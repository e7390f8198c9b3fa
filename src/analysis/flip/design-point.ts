/**
 * The point of a surface that is nearest to the origin, the design point of first-order reliability: Hasofer & Lind (1974),
 * Rackwitz & Fiessler (1978), with the line search of Zhang & Der Kiureghian, Two improved algorithms for reliability
 * analysis (1995).
 */
import { along, type Evaluator, gradient, roughGradient } from './evaluator.ts';
import { dot, norm } from './standard-normal-space.ts';

export interface DesignSearch {
  readonly evaluator: Evaluator;
  /** The coordinates that may move; the others stay at 0. */
  readonly coordinates: readonly number[];
  /** Size of the function at the origin, above 0: what its smallness is measured by. */
  readonly scale: number;
  /** Half the distance over which slopes are measured. */
  readonly differenceStep: number;
  /** The search is given up further than twice as far out. */
  readonly radius: number;
  /** Whether the point that the search nears is known already: then it ends. */
  readonly isKnown?: (point: Float64Array) => boolean;
}

export interface DesignPoint {
  readonly point: Float64Array;
  /** Value of the function there. */
  readonly value: number;
  /**
   * How the search ended: at rest on the surface where no nearer point is about; near a point that was known; or without
   * slopes or steps to go by, too far out, or for lack of evaluations.
   */
  readonly end: 'at rest' | 'known' | 'lost';
  /** The nearest point met on the way at which the function is below 0, if there was one. */
  readonly below: Float64Array | undefined;
}

const MOST_STEPS = 40;
/** On the surface: |value| at most this part of the scale. */
const VALUE_TOLERANCE = 1e-6;
/** At rest: the next step is at most this part of the distance from the origin (of 1, when that is less). */
const STEP_TOLERANCE = 1e-3;
/** Near that, by the same two measures: rough slopes do until here. */
const NEAR_VALUE = 1e-3;
const NEAR_STEP = 0.03;
/** Part of the fall of the merit that its slope promises which a step must bring (Armijo's rule). */
const LEAST_FALL = 0.1;
/** Tried side by side, and the longest good one taken. */
const STEP_LENGTHS = [
  [1, 0.5, 0.25, 0.125],
  [1 / 16, 1 / 32, 1 / 64, 1 / 256, 1 / 1024],
];

/**
 * Looks for the nearest point at which a function, above 0 at the origin, is 0.
 * @param start where the search begins
 */
export async function findDesignPoint(search: DesignSearch, start: Float64Array): Promise<DesignPoint> {
  const { evaluator, coordinates, scale, differenceStep, radius } = search;
  let point = start;
  let value = (await evaluator.at([point]))[0];
  let below = value < 0 ? point : undefined;
  let isNear = false;
  const ended = (end: DesignPoint['end']): DesignPoint => ({ point, value, end, below });
  for (let step = 0; step < MOST_STEPS && !evaluator.exhausted(); step++) {
    const slopes = isNear
      ? await gradient(evaluator, point, coordinates, differenceStep)
      : await roughGradient(evaluator, point, value, coordinates, differenceStep);
    const steepness = dot(slopes, slopes);
    if (!(steepness > 0 && Number.isFinite(steepness) && Number.isFinite(value))) return ended('lost');
    // The nearest point of the plane that touches the function here, at height 0.
    const reach = (dot(slopes, point) - value) / steepness;
    let direction = slopes.map((slope, i) => reach * slope - point[i]);
    const length = norm(direction);
    const isWithin = (partOfScale: number, partOfDistance: number): boolean =>
      Math.abs(value) <= partOfScale * scale && length <= partOfDistance * Math.max(1, norm(point));
    if (!isNear && isWithin(NEAR_VALUE, NEAR_STEP)) {
      if (search.isKnown?.(point)) return ended('known');
      isNear = true;
      continue;
    }
    if (isNear && isWithin(VALUE_TOLERANCE, STEP_TOLERANCE)) return ended('at rest');
    if (length > radius) direction = direction.map((d) => (d * radius) / length);

    // Half the squared distance, and a price for being off the surface that is high enough to make the step a descent.
    const target = reach * reach * steepness;
    const price =
      2 *
      Math.max(
        norm(point) / Math.sqrt(steepness),
        Math.abs(value) > VALUE_TOLERANCE * scale ? target / (2 * Math.abs(value)) : 0,
      );
    // Where the function is undefined is nowhere to go.
    const merit = (at: Float64Array, height: number): number =>
      Number.isNaN(height) ? Number.POSITIVE_INFINITY : dot(at, at) / 2 + price * Math.abs(height);
    const before = merit(point, value);
    const slope = dot(point, direction) + price * Math.sign(value) * dot(slopes, direction);
    let best: { point: Float64Array; value: number; merit: number } | undefined;
    for (const lengths of STEP_LENGTHS) {
      const tried = lengths.map((factor) => along(point, direction, factor));
      const heights = await evaluator.at(tried);
      for (let i = 0; i < tried.length; i++) {
        if (heights[i] < 0 && (below === undefined || norm(tried[i]) < norm(below))) below = tried[i];
      }
      const good = lengths.findIndex(
        (factor, i) => merit(tried[i], heights[i]) <= before + LEAST_FALL * factor * slope,
      );
      const least = good >= 0 ? good : leastAt(tried.map((at, i) => merit(at, heights[i])));
      const candidate = { point: tried[least], value: heights[least], merit: merit(tried[least], heights[least]) };
      if (best === undefined || candidate.merit < best.merit) best = candidate;
      if (good >= 0) break;
    }
    if (best === undefined || !(best.merit < before)) {
      // Rough slopes may mislead. By good ones no step is better, as far as digits tell: on the surface that is the end,
      // off it a dead end.
      if (isNear) return ended(isWithin(VALUE_TOLERANCE, 10 * STEP_TOLERANCE) ? 'at rest' : 'lost');
      isNear = true;
      continue;
    }
    ({ point, value } = best);
    if (norm(point) > 2 * radius) break;
  }
  return ended('lost');
}

function leastAt(values: readonly number[]): number {
  let least = 0;
  for (let i = 1; i < values.length; i++) if (values[i] < values[least]) least = i;
  return least;
}
