import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { completeDraws, sliceByInput } from '../../../src/analysis/sensitivity/draws.ts';

describe('complete draws', () => {
  test('are those without missing values, sorted by the output, then by the inputs', () => {
    const inputs = [Float64Array.of(5, 1, NaN, 4, 3, 2), Float64Array.of(1, 2, 3, 4, 5, 6)];
    const draws = completeDraws('PAWN', 1, inputs, Float64Array.of(7, 7, 7, NaN, -1, 9));
    expect([...draws.output]).toEqual([-1, 7, 7, 9]);
    expect(draws.inputs.map((input) => [...input])).toEqual([
      [3, 1, 5, 2],
      [5, 2, 1, 6],
    ]);
    expect(draws.missing).toBe(2);
  });

  test('must be enough and of one length', () => {
    const three = Float64Array.of(1, 2, NaN);
    expect(() => completeDraws('PAWN', 3, [three], three)).toThrow(
      'PAWN: 2 draws (and 1 with missing values), at least 3 are needed',
    );
    expect(() => completeDraws('PAWN', 1, [three, Float64Array.of(1)], three)).toThrow(
      'PAWN: input 2 has 1 draws, the output 3',
    );
    expect(() => completeDraws('PAWN', 1, [], three)).toThrow('no inputs are given');
  });
});

describe('slices of an input', () => {
  test('have the same number of draws if all values differ', () => {
    const { sliceOf, sizes } = sliceByInput(Float64Array.of(60, 20, 50, 10, 30, 40), 3);
    expect([...sliceOf]).toEqual([2, 0, 2, 0, 1, 1]);
    expect([...sizes]).toEqual([2, 2, 2]);
  });

  test('are its values if there are few', () => {
    const { sliceOf, sizes } = sliceByInput(Float64Array.of(1, 0, 1, 1, 0, 1), 10);
    expect([...sliceOf]).toEqual([1, 0, 1, 1, 0, 1]);
    expect([...sizes]).toEqual([2, 4]);
    expect([...sliceByInput(new Float64Array(6).fill(3), 10).sizes]).toEqual([6]);
  });

  test('follow the values, keep equal values together and are never empty', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 200 }),
        fc.integer({ min: 1, max: 20 }),
        (values, count) => {
          const { sliceOf, sizes } = sliceByInput(Float64Array.from(values), count);
          expect(sizes.length).toBeLessThanOrEqual(count);
          sizes.forEach((size, slice) => {
            expect(size).toBe(sliceOf.filter((s) => s === slice).length);
            expect(size).toBeGreaterThan(0);
          });
          for (let a = 0; a < values.length; a++) {
            for (let b = 0; b < values.length; b++) {
              if (values[a] === values[b]) expect(sliceOf[a]).toBe(sliceOf[b]);
              if (values[a] < values[b]) expect(sliceOf[a]).toBeLessThanOrEqual(sliceOf[b]);
            }
          }
        },
      ),
      { seed: 5, numRuns: 60 },
    );
  });
});
