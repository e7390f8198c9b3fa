/** Values of a function of standard normal coordinates at many points, which may be computed side by side. */
export type EvaluateBatch = (points: readonly Float64Array[]) => Promise<Float64Array>;

/** A function that counts how often it is evaluated. */
export interface Evaluator {
  readonly at: EvaluateBatch;
  /** Evaluations so far. */
  readonly used: () => number;
  /** Whether the budget is used up; a batch that is under way is always finished. */
  readonly exhausted: () => boolean;
}

/** @throws Error, from `at`, when the function gives another number of values than it was given points */
export function countEvaluations(evaluate: EvaluateBatch, budget: number): Evaluator {
  let used = 0;
  return {
    at: async (points) => {
      used += points.length;
      const values = await evaluate(points);
      if (values.length !== points.length) {
        throw new Error(`evaluation of a batch gave ${values.length} values for ${points.length} points`);
      }
      return values;
    },
    used: () => used,
    exhausted: () => used >= budget,
  };
}

/**
 * Gradient by central differences in some coordinates, 0 in the others, in one batch of two points a coordinate.
 * @param step half the distance between the two points
 */
export async function gradient(
  evaluator: Evaluator,
  point: Float64Array,
  coordinates: readonly number[],
  step: number,
): Promise<Float64Array> {
  const points = coordinates.flatMap((i) => [moved(point, i, step), moved(point, i, -step)]);
  const values = await evaluator.at(points);
  const slopes = new Float64Array(point.length);
  coordinates.forEach((coordinate, i) => {
    slopes[coordinate] = (values[2 * i] - values[2 * i + 1]) / (2 * step);
  });
  return slopes;
}

/**
 * Gradient by forward differences: half the evaluations, but with an error in the first order of the step.
 * @param value at the point itself
 */
export async function roughGradient(
  evaluator: Evaluator,
  point: Float64Array,
  value: number,
  coordinates: readonly number[],
  step: number,
): Promise<Float64Array> {
  const values = await evaluator.at(coordinates.map((i) => moved(point, i, step)));
  const slopes = new Float64Array(point.length);
  coordinates.forEach((coordinate, i) => {
    slopes[coordinate] = (values[i] - value) / step;
  });
  return slopes;
}

/** The point with one coordinate changed by so much. */
export function moved(point: Float64Array, coordinate: number, by: number): Float64Array {
  const copy = point.slice();
  copy[coordinate] += by;
  return copy;
}

/** a + factor · b */
export function along(a: Float64Array, b: Float64Array, factor: number): Float64Array {
  return a.map((value, i) => value + factor * b[i]);
}

/** Throws unless a whole number of coordinates, at least one, is given. */
export function checkDimensions(method: string, dimensions: number): void {
  if (!Number.isInteger(dimensions) || dimensions < 1) {
    throw new Error(`${method}: ${dimensions} coordinates are given, must be a whole number above 0`);
  }
}
