import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FlipOptions, findReversals } from '../../../src/analysis/flip/flip.ts';
import { uniformStream } from '../../../src/random/stream.ts';
import { batches, length, linear } from './functions.ts';

const find = (f: (z: Float64Array) => number, options: Partial<FlipOptions> & { dimensions: number }) =>
  findReversals(batches(f), { seed: 'flip', ...options });

const mixedCubes = (x: number, y: number): number => x ** 3 + x ** 2 * y + y ** 3 - 18;

describe('the smallest move that reverses a difference', () => {
  test('is the foot of the perpendicular when the difference is linear, whatever its sign', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 1, maxLength: 8 }),
        fc.double({ min: 0.2, max: 4, noNaN: true }),
        fc.boolean(),
        async (slopes, distance, positive) => {
          fc.pre(length(slopes) > 0.1);
          const constant = (positive ? 1 : -1) * distance * length(slopes);
          const { origin, nearest, found } = await find(linear(constant, slopes), { dimensions: slopes.length });
          expect(origin).toBe(constant);
          expect(found).toHaveLength(1);
          expect(nearest).toMatchObject({ verified: true, converged: true, withinRadius: true });
          expect(nearest!.plausibility.norm).toBeCloseTo(distance, 5);
          expect(Math.sign(nearest!.difference)).toBe(-Math.sign(constant));
          slopes.forEach((slope, i) => {
            expect(nearest!.point[i]).toBeCloseTo((-constant * slope) / length(slopes) ** 2, 4);
          });
        },
      ),
      { seed: 1974, numRuns: 60 },
    );
  });

  test('is on the nearest point of a curved border', async () => {
    // 4 − z1 − 0.2 z2²: Lagrange gives |z|² = z1² + 5(4 − z1), least at z1 = 2.5 where z2² = 7.5.
    const { nearest, found } = await find((z) => 4 - z[0] - 0.2 * z[1] * z[1], { dimensions: 3 });
    expect(nearest!.plausibility.norm).toBeCloseTo(Math.sqrt(2.5 ** 2 + 7.5), 4);
    expect(nearest!.point[0]).toBeCloseTo(2.5, 2);
    expect(Math.abs(nearest!.point[1])).toBeCloseTo(Math.sqrt(7.5), 2);
    // Both of the two nearest points, which mirror one another.
    const signs = found.filter(({ plausibility }) => plausibility.norm < 3.71).map(({ point }) => Math.sign(point[1]));
    expect(new Set(signs)).toEqual(new Set([-1, 1]));
  });

  test('is found on a sphere about another point', async () => {
    const centre = [2, -1, 0.5];
    const f = (z: Float64Array): number => centre.reduce((sum, c, i) => sum + (z[i] - c) ** 2, -1.5);
    const { nearest } = await find(f, { dimensions: 3 });
    const away = length(centre);
    expect(nearest!.plausibility.norm).toBeCloseTo(away - Math.sqrt(1.5), 4);
    centre.forEach((c, i) => {
      expect(nearest!.point[i]).toBeCloseTo(c * (1 - Math.sqrt(1.5) / away), 2);
    });
  });

  test.each([
    // z1 = z2, 2.5 out.
    ['a bowl', 2.5, (z: Float64Array) => 0.1 * (z[0] - z[1]) ** 2 - (z[0] + z[1]) / Math.SQRT2 + 2.5],
    // With x normal (10, 5): x1 = x2 = 9^(1/3). Without a line search the iteration goes round in circles.
    ['two cubes', 2.2400906, (z: Float64Array) => (10 + 5 * z[0]) ** 3 + (10 + 5 * z[1]) ** 3 - 18],
    // By sequential quadratic programming (SLSQP of scipy 1.17) from 200 starts.
    ['mixed cubes', 2.2982519, (z: Float64Array) => mixedCubes(10 + 5 * z[0], 9.9 + 5 * z[1])],
  ])('is the known one in a test problem of reliability methods: %s', async (_, expected, f) => {
    const { nearest } = await find(f, { dimensions: 2 });
    expect(nearest!.plausibility.norm).toBeCloseTo(expected, 5);
  });

  test('comes with the other reversals, when there are several ways to one', async () => {
    const f = (z: Float64Array): number => Math.min(3 - z[0], 3.5 + z[1], 4 - (z[2] + z[3]) / Math.SQRT2);
    const { nearest, found } = await find(f, { dimensions: 6 });
    expect(nearest!.plausibility.norm).toBeCloseTo(3, 5);
    const norms = found.map(({ plausibility }) => plausibility.norm);
    expect(norms[0]).toBeCloseTo(3, 5);
    expect(norms[1]).toBeCloseTo(3.5, 5);
    expect(norms[2]).toBeCloseTo(4, 5);
    expect(found.every(({ verified, converged }) => verified && converged)).toBe(true);
    expect(found[0].starts).toContain('origin');
  });

  test('is found behind a ridge that hides it from the slopes at the origin', async () => {
    // To the right the difference falls but never below 1; to the left it first rises, and crosses at −3.
    const f = (z: Float64Array): number => (z[0] > 0 ? 1 + 1 / (1 + z[0]) : 2 - z[0] - (5 / 9) * z[0] * z[0]);
    const { nearest } = await find(f, { dimensions: 4 });
    expect(nearest!.point[0]).toBeCloseTo(-3, 4);
    expect(nearest!.plausibility.norm).toBeCloseTo(3, 4);
  });

  test('is found where the difference has steps instead of slopes', async () => {
    // The two paths change places when the first coordinate is above 1.3 and the second below −0.4.
    const f = (z: Float64Array): number => (z[0] > 1.3 && z[1] < -0.4 ? -1 : 2);
    const { nearest } = await find(f, {
      dimensions: 5,
      directions: [Float64Array.of(1, -1, 0.3, 0, -0.2)],
    });
    expect(nearest).toMatchObject({ verified: true, converged: false, starts: expect.arrayContaining(['given']) });
    expect(nearest!.point[0]).toBeGreaterThan(1.3);
    expect(nearest!.point[1]).toBeLessThan(-0.4);
    expect([...nearest!.point.slice(2)]).toEqual([0, 0, 0]);
    expect(nearest!.plausibility.norm).toBeLessThan(1.9);
  });

  test('is found beside places where the difference is undefined', async () => {
    const f = (z: Float64Array): number => (z[0] > 1 ? Number.NaN : 2 - z[0] - z[1]);
    const { nearest } = await find(f, { dimensions: 2 });
    expect(nearest).toMatchObject({ verified: true });
    expect(nearest!.point[0]).toBeLessThanOrEqual(1);
    expect(nearest!.plausibility.norm).toBeLessThan(1.6);
  });

  test('is not found where there is none within the radius, and this is said', async () => {
    const far = await find(linear(6, [1, 0, 0]), { dimensions: 3 });
    expect(far.nearest).toBeUndefined();
    expect(far.carriers).toBeUndefined();
    expect(far.radius).toBe(5);
    expect(far.found[0]).toMatchObject({ verified: true, withinRadius: false });
    expect(far.found[0].plausibility.norm).toBeCloseTo(6, 4);

    const never = await find((z) => 1 + z[0] * z[0] + z[1] * z[1], { dimensions: 2 });
    expect(never.nearest).toBeUndefined();
    expect(never.found).toEqual([]);
  });

  test('does not take a border that is touched but not crossed for a reversal', async () => {
    const { nearest, found } = await find((z) => (z[0] - 2) ** 2, { dimensions: 2 });
    expect(nearest).toBeUndefined();
    expect(found.every(({ verified }) => !verified)).toBe(true);
  });

  test('is no longer than the nearest of many reversals drawn at random', async () => {
    const uniform = uniformStream('flip', 'surface');
    const f = (z: Float64Array): number =>
      2 - Math.tanh(z[0] + 0.5 * z[1]) - 0.3 * z[2] * z[0] - 0.8 * Math.sin(z[3]) + 0.1 * z[4] * z[4];
    const { nearest } = await find(f, { dimensions: 5 });
    let least = Number.POSITIVE_INFINITY;
    for (let draw = 0; draw < 200_000; draw++) {
      const z = Float64Array.from({ length: 5 }, () => 6 * uniform() - 3);
      if (f(z) < 0) least = Math.min(least, length(z));
    }
    expect(nearest!.plausibility.norm).toBeLessThan(least);
    expect(nearest!.plausibility.norm).toBeGreaterThan(0.7 * least);
  });
});

describe('the coordinates that carry a reversal', () => {
  test('are the few with which the move is at most a tenth longer', async () => {
    const slopes = [3, 0.2, -4, 0.1, 0.3, 0, -0.2, 0.1];
    const { carriers, nearest } = await find(linear(10, slopes), { dimensions: 8 });
    expect(carriers!.chosen!.coordinates).toEqual([2, 0]);
    expect(carriers!.byCount).toHaveLength(2);
    expect(carriers!.byCount[0]!.plausibility.norm).toBeCloseTo(2.5, 4);
    expect(carriers!.chosen!.plausibility.norm).toBeCloseTo(2, 4);
    expect([...carriers!.chosen!.point].map((z) => z !== 0)).toEqual([true, false, true, ...Array(5).fill(false)]);
    expect(linear(10, slopes)(carriers!.chosen!.point)).toBeLessThan(0);
    expect(nearest!.shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(nearest!.shares[2]).toBeCloseTo(16 / length(slopes) ** 2, 4);
  });

  test('are none when ten are too few', async () => {
    const { carriers } = await find(linear(6, Array(16).fill(1)), { dimensions: 16 });
    expect(carriers!.byCount).toHaveLength(10);
    expect(carriers!.chosen).toBeUndefined();
    carriers!.byCount.forEach((row, i) => {
      expect(row!.plausibility.norm).toBeCloseTo(6 / Math.sqrt(i + 1), 3);
    });
  });

  test('are as many as it takes when fewer do not reverse at all', async () => {
    const f = (z: Float64Array): number => 4 - Math.max(0, z[0]) * Math.max(0, z[1]);
    const { carriers } = await find(f, { dimensions: 3 });
    expect(carriers!.byCount[0]).toBeUndefined();
    expect([...carriers!.chosen!.coordinates].sort()).toEqual([0, 1]);
  });
});

describe('the search', () => {
  test('counts every evaluation, works in batches and depends on the seed alone', async () => {
    const f = (z: Float64Array): number => 3 - z[0] + 0.1 * z[1] * z[2];
    const evaluate = batches(f);
    const first = await findReversals(evaluate, { dimensions: 20, seed: 'a' });
    const [calls, points] = evaluate.count();
    expect(first.evaluations).toBe(points);
    expect(points / calls).toBeGreaterThan(10);
    expect(await findReversals(batches(f), { dimensions: 20, seed: 'a' })).toEqual(first);
    expect(first.exhausted).toBe(false);
  });

  test('stops when its evaluations are used up, and says so', async () => {
    const { evaluations, exhausted } = await find(linear(3, [1, 1, 1]), { dimensions: 3, maximumEvaluations: 50 });
    expect(exhausted).toBe(true);
    expect(evaluations).toBeLessThan(250);
  });

  test.each([
    ['a tie at the origin', (z: Float64Array) => z[0], {}, 'flip: the difference is 0 at the origin'],
    [
      'an undefined difference',
      () => Number.NaN,
      {},
      'flip: the difference is NaN at the origin, a finite number is needed',
    ],
    ['no coordinate', () => 1, { dimensions: 0 }, 'flip: 0 coordinates are given, must be a whole number above 0'],
    ['a radius of 0', () => 1, { radius: 0 }, 'flip: radius is 0, must be above 0'],
    ['a step of 0', () => 1, { differenceStep: 0 }, 'flip: differenceStep is 0, must be above 0'],
    ['half a start', () => 1, { randomStarts: 0.5 }, 'flip: randomStarts is 0.5, must be a whole number'],
    ['a short direction', () => 1, { directions: [Float64Array.of(1)] }, 'direction 0 has 1 coordinates, 2 are needed'],
    [
      'a direction to nowhere',
      () => 1,
      { directions: [new Float64Array(2)] },
      'direction 0 has length 0, must be above 0',
    ],
    ['no seed', () => 1, { seed: '' }, 'seed is empty'],
  ] satisfies [string, (z: Float64Array) => number, Partial<FlipOptions>, string][])(
    'refuses %s',
    async (_, f, options, message) => {
      await expect(find(f, { dimensions: 2, ...options })).rejects.toThrow(message);
    },
  );

  test('refuses an evaluation that loses points', async () => {
    const evaluate = async () => new Float64Array(1).fill(2);
    await expect(findReversals(evaluate, { dimensions: 2, seed: 'x' })).rejects.toThrow('gave 1 values for 4 points');
  });
});
