import { describe, expect, test } from 'vitest';
import { findScreenedReversals, mostMoving } from '../../../src/analysis/flip/screened.ts';

const dimensions = 60;
/** Falls along three coordinates steeply, along all others a little. */
const slopes = Float64Array.from({ length: dimensions }, (_, i) => (i % 20 === 7 ? 1 + i / 10 : 0.05));
const steepness = Math.sqrt(slopes.reduce((sum, slope) => sum + slope * slope, 0));
const height = 12;
const value = (point: Float64Array) => height - point.reduce((sum, z, i) => sum + slopes[i] * z, 0);

function counted() {
  let evaluations = 0;
  const evaluate = async (points: readonly Float64Array[]) => {
    evaluations += points.length;
    return Float64Array.from(points, value);
  };
  return { evaluate, used: () => evaluations };
}

const options = { dimensions, seed: 'screened', screened: 3, axisStarts: 1, randomStarts: 1, maximumEvaluations: 4000 };

describe('the search for reversals in two stages', () => {
  test('finds the shortest move along all coordinates when it has evaluations enough', async () => {
    const { evaluate, used } = counted();
    const result = await findScreenedReversals(evaluate, options);
    expect(result.searchedAll).toBe(true);
    expect(result.screened).toBe(3);
    expect(result.nearest!.plausibility.norm / (height / steepness)).toBeCloseTo(1, 4);
    expect(value(result.nearest!.point)).toBeLessThan(0);
    expect(result.evaluations).toBe(used());
  });

  test('finds among few coordinates a longer one when evaluations are short, and it is a reversal all the same', async () => {
    const { evaluate } = counted();
    const result = await findScreenedReversals(evaluate, { ...options, maximumEvaluations: 420 });
    expect(result.searchedAll).toBe(false);
    const few = Math.sqrt([7, 27, 47].reduce((sum, i) => sum + slopes[i] * slopes[i], 0));
    expect(result.nearest!.plausibility.norm / (height / few)).toBeCloseTo(1, 3);
    expect(value(result.nearest!.point)).toBeLessThan(0);
    expect([...result.nearest!.point.keys()].filter((i) => result.nearest!.point[i] !== 0)).toEqual([7, 27, 47]);
    expect(result.carriers!.byCount[0]!.coordinates).toEqual([47]);
    expect(value(result.carriers!.byCount[0]!.point)).toBeLessThan(0);
    // Far out is far out in all coordinates.
    expect(result.nearest!.plausibility.asFar).toBeGreaterThan(0.99);
  });

  test('finds none beyond the radius', async () => {
    const { evaluate } = counted();
    const result = await findScreenedReversals(evaluate, { ...options, radius: 0.5 });
    expect(result.nearest).toBeUndefined();
    expect(result.found).toEqual([]);
  });

  test('is the plain search where nothing is screened', async () => {
    const { evaluate } = counted();
    const result = await findScreenedReversals(evaluate, {
      ...options,
      screened: dimensions,
      maximumEvaluations: 8000,
    });
    expect(result.screened).toBe(dimensions);
    expect(result.nearest!.plausibility.norm / (height / steepness)).toBeCloseTo(1, 4);
  });
});

test('the coordinates that move most are those that alone change the value most, up or down', async () => {
  const { evaluate } = counted();
  expect(await mostMoving(evaluate, dimensions, 3)).toEqual([7, 27, 47]);
  // What is undefined on one side is judged by the other.
  const half = async (points: readonly Float64Array[]) =>
    Float64Array.from(points, (point) => (point[2] < 0 ? Number.NaN : 5 * point[2] + point[0]));
  expect(await mostMoving(half, 4, 1)).toEqual([2]);
});
