import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sliceByInput } from '../../../src/analysis/sensitivity/draws.ts';
import { type PawnOptions, pawnIndices } from '../../../src/analysis/sensitivity/pawn.ts';
import { randomDraws, reorder } from './random-draws.ts';
import { ishigami } from './test-functions.ts';

const options: PawnOptions = { slices: 10, statistic: 'median', resamples: 40, seed: 'pawn' };

describe('PAWN indices', () => {
  test.each([
    ['median', 0.7],
    ['mean', 0.7],
    ['max', 0.9],
  ] as const)(
    'of an output that is its input: the %s of 0.9, 0.8 … 0.5, 0.5 … 0.9 in ten slices is %d, exactly',
    (statistic, expected) => {
      const x = Float64Array.from({ length: 1000 }, (_, i) => i);
      const { indices } = pawnIndices([x], x, { ...options, statistic });
      expect(indices[0].value).toBeCloseTo(expected, 14);
      expect(indices[0].slices).toBe(10);
    },
  );

  test('of an input of two values that decides the output alone is 1 less the share of each: here 0.5', () => {
    const x = Float64Array.from({ length: 400 }, (_, i) => i % 2);
    const { indices } = pawnIndices([x], x, options);
    expect([indices[0].value, indices[0].slices]).toEqual([0.5, 2]);
  });

  test('are the Kolmogorov–Smirnov distances of the definition, worked out at every value, ties included', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 2, max: 8 }), (seed, slices) => {
        const { inputs, output } = randomDraws(1, 200, seed, (u, noise) => Math.round(6 * (u[0] + noise())));
        const { sliceOf, sizes } = sliceByInput(inputs[0], slices);
        let largest = 0;
        for (let slice = 0; slice < sizes.length; slice++) {
          for (const at of new Set(output)) {
            const inSlice = output.filter((y, i) => sliceOf[i] === slice && y <= at).length / sizes[slice];
            const inAll = output.filter((y) => y <= at).length / output.length;
            largest = Math.max(largest, Math.abs(inSlice - inAll));
          }
        }
        const { indices } = pawnIndices(inputs, output, { ...options, slices, statistic: 'max' });
        expect(indices[0].value).toBeCloseTo(largest, 13);
      }),
      { seed: 3, numRuns: 30 },
    );
  });

  test('rank the inputs of Ishigami as Pianosi & Wagener do: the second first, all above the dummy, unlike a fourth that does nothing', () => {
    const { inputs, output } = randomDraws(4, 4000, 17, ishigami);
    const { indices } = pawnIndices(inputs, output, { ...options, resamples: 100 });
    const [x1, x2, x3, idle] = indices;
    expect(x2.value).toBeGreaterThan(x1.value);
    expect(x1.value).toBeGreaterThan(x3.value);
    for (const { low, dummyLimit } of [x1, x2, x3]) expect(low).toBeGreaterThan(dummyLimit);
    expect(idle.low).toBeLessThan(idle.dummyLimit);
    expect(Math.abs(idle.value - idle.dummy)).toBeLessThan(0.03);
  });

  test('of an input that does nothing exceed the limit of the dummy in 5 % of samples (150 samples, fixed seeds; 1–11.5 %: error rate below 1e-2)', () => {
    let above = 0;
    for (let seed = 1; seed <= 150; seed++) {
      const { inputs, output } = randomDraws(2, 300, 1000 + seed, (u) => u[0]);
      const { indices } = pawnIndices([inputs[1]], output, { ...options, resamples: 100, seed: String(seed) });
      if (indices[0].value > indices[0].dummyLimit) above++;
    }
    expect(above / 150).toBeGreaterThan(0.01);
    expect(above / 150).toBeLessThan(0.115);
  });

  test('have intervals that hold the mean index over samples of the same size in about 95 % of samples (100 samples, fixed seeds; at least 86 %)', () => {
    const values: number[] = [];
    const intervals: { low: number; high: number }[] = [];
    for (let seed = 1; seed <= 100; seed++) {
      const { inputs, output } = randomDraws(1, 400, 5000 + seed, (u, noise) => u[0] + noise());
      const [index] = pawnIndices(inputs, output, { ...options, resamples: 100, seed: String(seed) }).indices;
      values.push(index.value);
      intervals.push(index);
    }
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const covered = intervals.filter(({ low, high }) => low <= mean && mean <= high).length / 100;
    expect(covered).toBeGreaterThan(0.86);
  });

  test('do not hang on the order of the draws, nor on a rising change of output or input', () => {
    const draws = randomDraws(3, 300, 9, (u, noise) => u[0] + 0.3 * u[1] + 0.1 * noise());
    const plain = pawnIndices(draws.inputs, draws.output, options);
    const other = reorder(draws, 4);
    expect(pawnIndices(other.inputs, other.output, options)).toEqual(plain);
    const risen = draws.output.map((y) => y ** 3);
    const moved = draws.inputs.map((input) => input.map((x) => 10 + Math.exp(x)));
    expect(pawnIndices(moved, risen, options)).toEqual(plain);
  });

  test('lie between 0 and 1, as do their intervals', () => {
    const { inputs, output } = randomDraws(2, 200, 8, (u) => u[0]);
    for (const { low, high, value } of pawnIndices(inputs, output, options).indices) {
      expect(0 <= low && low <= value && value <= high && high <= 1).toBe(true);
    }
  });

  test('are undefined for an output that does not vary and for an input that does not', () => {
    const { inputs } = randomDraws(1, 200, 8, () => 0);
    const constant = new Float64Array(200).fill(0.1);
    const [index] = pawnIndices(inputs, constant, options).indices;
    expect([index.value, index.low, index.high, index.dummy, index.dummyLimit]).toEqual([NaN, NaN, NaN, NaN, NaN]);
    const [fixed] = pawnIndices([constant], inputs[0], options).indices;
    expect([fixed.value, fixed.low, fixed.high, fixed.slices]).toEqual([NaN, NaN, NaN, 1]);
  });

  test('say how many draws they need', () => {
    const few = new Float64Array(199);
    expect(() => pawnIndices([few], few, options)).toThrow('PAWN: 199 draws, at least 200 are needed');
    expect(() => pawnIndices([few], few, { ...options, slices: 1 })).toThrow('slices is 1');
    expect(() => pawnIndices([few], few, { ...options, resamples: 0 })).toThrow('PAWN: resamples is 0');
  });
});
