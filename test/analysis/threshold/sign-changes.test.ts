import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findZeros } from '../../../src/analysis/threshold/sign-changes.ts';

const zeros = (means: number[]) =>
  findZeros(
    Float64Array.from(means, (_, i) => i),
    Float64Array.from(means),
  ).map(({ kind, position, rises }) => [kind, position, rises]);

describe('the zeros of a curve', () => {
  test('are where the straight line between two signs passes 0', () => {
    expect(zeros([-1, 3, 1])).toEqual([['crossing', 0.25, true]]);
    expect(zeros([2, -2, -1, 1])).toEqual([
      ['crossing', 0.5, false],
      ['crossing', 2.5, true],
    ]);
  });

  test('are none where the sign stays', () => {
    expect(zeros([1, 2, 1e-9])).toEqual([]);
    expect(zeros([-1])).toEqual([]);
  });

  test('lie on a point that is exactly 0, and in the middle of several', () => {
    expect(zeros([-1, 0, 5])).toEqual([['crossing', 1, true]]);
    expect(zeros([3, 0, 0, 0, -1])).toEqual([['crossing', 2, false]]);
  });

  test('are no crossings where the curve only touches 0, ends there or never leaves it', () => {
    expect(zeros([1, 0, 1])).toEqual([['touching', 1, false]]);
    expect(zeros([-1, 0, 0, -1])).toEqual([['touching', 1.5, false]]);
    expect(zeros([0, 0, 1])).toEqual([['end', 0.5, true]]);
    expect(zeros([1, 0])).toEqual([['end', 1, false]]);
    expect(zeros([0, 0, 0])).toEqual([['everywhere', 1, false]]);
  });

  test('count what is nothing but rounding as 0', () => {
    expect(zeros([1, -1e-17, 1])).toEqual([['touching', 1, false]]);
  });

  test('change the sign in turn, and as often as it changes, for any curve', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 1, maxLength: 30 }), (means) => {
        const crossings = zeros(means).filter(([kind]) => kind === 'crossing');
        const signs = means.filter((mean) => mean !== 0).map(Math.sign);
        const changes = signs.slice(1).filter((sign, i) => sign !== signs[i]);
        expect(crossings.map(([, , rises]) => rises)).toEqual(changes.map((sign) => sign > 0));
      }),
    );
  });
});
