import { describe, expect, test } from 'vitest';
import { centralBall, centralBox } from '../../../src/analysis/flip/standard-normal-space.ts';
import { findExtreme, type SteelmanOptions } from '../../../src/analysis/flip/steelman.ts';
import { uniformStream } from '../../../src/random/stream.ts';
import { batches, length, linear } from './functions.ts';

const slopes = [3, -1, 0.5, 0, 2];
const extreme = (f: (z: Float64Array) => number, options: Partial<SteelmanOptions> = {}) =>
  findExtreme(batches(f), {
    dimensions: 5,
    sense: 'maximize',
    region: { kind: 'ball', radius: 2 },
    seed: 'steelman',
    ...options,
  });

describe('the best case within a region', () => {
  test('lies straight up the slope on the edge of the ball when the objective is linear', async () => {
    const up = await extreme(linear(7, slopes));
    expect(up.best.value).toBeCloseTo(7 + 2 * length(slopes), 8);
    slopes.forEach((slope, i) => {
      expect(up.best.point[i]).toBeCloseTo((2 * slope) / length(slopes), 6);
    });
    const down = await extreme(linear(7, slopes), { sense: 'minimize' });
    expect(down.best.value).toBeCloseTo(7 - 2 * length(slopes), 8);
    expect(up.origin).toBe(7);
    expect(down.origin).toBe(7);
  });

  test('lies in the corner of the box when the objective is linear', async () => {
    const { best } = await extreme(linear(7, slopes), { region: { kind: 'box', halfWidth: 1.5 } });
    expect(best.value).toBeCloseTo(7 + 1.5 * 6.5, 8);
    [1.5, -1.5, 1.5, 0, 1.5].forEach((z, i) => {
      if (slopes[i] !== 0) expect(best.point[i]).toBeCloseTo(z, 8);
    });
  });

  test('lies within when the peak does, and the nearest edge when it does not', async () => {
    const peak = (centre: readonly number[]) => (z: Float64Array) =>
      5 - centre.reduce((sum, c, i) => sum + (z[i] - c) ** 2, 0);
    const inside = await extreme(peak([0.5, -0.5, 0, 1, 0]));
    expect(inside.best.value).toBeCloseTo(5, 5);
    expect(inside.best.converged).toBe(true);
    const outside = await extreme(peak([3, 0, 0, 4, 0]));
    expect(outside.best.value).toBeCloseTo(5 - 9, 5);
    expect(outside.best.plausibility.norm).toBeCloseTo(2, 8);
    expect(outside.best.shares[0]).toBeCloseTo(0.36, 3);
    expect(outside.best.shares[3]).toBeCloseTo(0.64, 3);
  });

  test('is the higher of two peaks, of which the slopes at the origin show the lower', async () => {
    const bump = (z: Float64Array, at: number, height: number): number =>
      height * Math.exp(-((z[0] - at) ** 2) - 0.5 * z[1] ** 2);
    const f = (z: Float64Array): number => bump(z, 0.9, 1) + bump(z, -1.6, 2);
    const { best } = await extreme(f, { dimensions: 2, region: centralBall(2, 0.9) });
    expect(best.point[0]).toBeCloseTo(-1.6, 1);
    expect(best.value).toBeGreaterThan(1.99);
    expect(f(Float64Array.of(0.1, 0))).toBeGreaterThan(f(Float64Array.of(-0.1, 0)));
  });

  test('needs no slopes', async () => {
    const stairs = (z: Float64Array): number => Math.floor(2 * z[0]) - Math.floor(2 * Math.abs(z[1] - 0.6));
    const { best } = await extreme(stairs, { region: { kind: 'box', halfWidth: 1 } });
    expect(best.value).toBe(2);
  });

  test('is as good as the best of many points of the region drawn at random, and inside', async () => {
    const f = (z: Float64Array): number =>
      Math.tanh(z[0]) + 0.5 * z[1] * z[2] + Math.sin(2 * z[3]) - 0.2 * (z[4] - z[0]) ** 2;
    for (const region of [centralBall(5, 0.9), centralBox(5, 0.9)]) {
      const { best } = await extreme(f, { region });
      const uniform = uniformStream('steelman', region.kind);
      const size = region.kind === 'ball' ? region.radius : region.halfWidth;
      const isInside = (z: Float64Array): boolean => region.kind === 'box' || length(z) <= size * (1 + 1e-12);
      let greatest = Number.NEGATIVE_INFINITY;
      for (let draw = 0; draw < 100_000; draw++) {
        const z = Float64Array.from({ length: 5 }, () => size * (2 * uniform() - 1));
        if (isInside(z)) greatest = Math.max(greatest, f(z));
      }
      expect(best.value).toBeGreaterThanOrEqual(greatest);
      expect(isInside(best.point)).toBe(true);
      expect(best.point.every((z) => Math.abs(z) <= size * (1 + 1e-12))).toBe(true);
      expect(f(best.point)).toBe(best.value);
    }
  });

  test('passes by points at which the objective is undefined', async () => {
    const f = (z: Float64Array): number => (z[0] > 1 ? Number.NaN : z[0]);
    const { best, ends } = await extreme(f, { dimensions: 2, randomStarts: 20 });
    expect(best.value).toBeGreaterThan(0.99);
    expect(best.value).toBeLessThanOrEqual(1);
    const lost = ends.filter(({ value }) => Number.isNaN(value));
    expect(lost.length).toBeGreaterThan(0);
    expect(lost.every(({ converged, point }) => !converged && point[0] > 1)).toBe(true);
  });
});

describe('the search for it', () => {
  test('counts every evaluation and depends on the seed alone', async () => {
    const evaluate = batches(linear(7, slopes));
    const options = { dimensions: 5, sense: 'maximize', region: centralBall(5, 0.9), seed: 'a' } as const;
    const first = await findExtreme(evaluate, options);
    expect(first.evaluations).toBe(evaluate.count()[1]);
    expect(first.ends).toHaveLength(6);
    expect(await findExtreme(batches(linear(7, slopes)), options)).toEqual(first);
  });

  test('stops when its evaluations are used up, and says so', async () => {
    const { exhausted, evaluations, best } = await extreme(linear(7, slopes), { maximumEvaluations: 20 });
    expect(exhausted).toBe(true);
    expect(evaluations).toBeLessThan(60);
    expect(best.value).toBeGreaterThanOrEqual(7);
  });

  const refused: [string, Partial<SteelmanOptions> & { f?: () => number }, string][] = [
    ['an undefined objective', { f: () => Number.NaN }, 'steelman: the objective is undefined at the origin'],
    ['no coordinate', { dimensions: 0 }, 'steelman: 0 coordinates are given'],
    ['a ball of no size', { region: { kind: 'ball', radius: 0 } }, 'steelman: radius is 0, must be above 0'],
    ['a box of no end', { region: { kind: 'box', halfWidth: Infinity } }, 'steelman: halfWidth is Infinity, must be'],
    ['a step of 0', { differenceStep: 0 }, 'steelman: differenceStep is 0, must be above 0'],
    ['fewer than no starts', { randomStarts: -1 }, 'steelman: randomStarts is -1, must be a whole number'],
  ];
  test.each(refused)('refuses %s', async (_, { f = () => 1, ...options }, message) => {
    await expect(extreme(f, options)).rejects.toThrow(message);
  });
});
