import { describe, expect, test } from 'vitest';
import { smirnovDistance, smirnovPValue } from '../../../src/analysis/sensitivity/kolmogorov-smirnov.ts';
import reference from '../../fixtures/kolmogorov-smirnov.json' with { type: 'json' };

function distanceOf(first: readonly number[], second: readonly number[]) {
  const values = Float64Array.from([...first, ...second]);
  const order = Uint32Array.from(values.keys()).sort((a, b) => values[a] - values[b]);
  const isFirst = Uint8Array.from(values.keys(), (i) => (i < first.length ? 1 : 0));
  return smirnovDistance(values, order, isFirst, new Uint16Array(values.length).fill(1));
}

describe('the two-sample Kolmogorov–Smirnov test', () => {
  test('has the distance and the exact p value of scipy, to 1e-10', () => {
    const { distance, steps } = distanceOf(reference.first, reference.second);
    expect(Math.abs(distance - reference.stat)).toBeLessThan(1e-10);
    const p = smirnovPValue(steps, reference.first.length, reference.second.length);
    expect(Math.abs(p - reference.p_exact)).toBeLessThan(1e-10);
    expect(smirnovPValue(steps, reference.second.length, reference.first.length)).toBeCloseTo(p, 13);
  });

  test.each(reference.exact)(
    'has the exact p value of scipy for sizes $m and $n, to 1e-9 of itself',
    ({ m, n, steps, p }) => {
      expect(Math.abs(smirnovPValue(steps, m, n) / p - 1)).toBeLessThan(1e-9);
    },
  );

  test('is exact by counting: of 6 orders of two pairs 2 keep them apart, 4 hold a distance of 1/2', () => {
    expect(smirnovPValue(4, 2, 2)).toBeCloseTo(2 / 6, 15);
    expect(smirnovPValue(2, 2, 2)).toBe(1);
    expect(smirnovPValue(0, 2, 2)).toBe(1);
  });

  test('goes over to the limit for very large samples without a step (2 % of the p value)', () => {
    // Just below and above the number of lattice points that are counted.
    const small = smirnovPValue(Math.round(0.012 * 25_000 ** 2), 25_000, 25_000);
    const lambda = 0.012 * Math.sqrt(12_500);
    const limit = 2 * (Math.exp(-2 * lambda ** 2) - Math.exp(-8 * lambda ** 2) + Math.exp(-18 * lambda ** 2));
    const large = smirnovPValue(Math.round(0.012 * 0.5 * 100_000 ** 2), 100_000, 100_000);
    const lambdaLarge = 0.006 * Math.sqrt(50_000);
    expect(lambdaLarge).toBeCloseTo(lambda, 10);
    expect(Math.abs(small / limit - 1)).toBeLessThan(0.02);
    expect(Math.abs(large / limit - 1)).toBeLessThan(1e-9);
    expect(smirnovPValue(4e8, 1_000_000, 1_000_000)).toBeCloseTo(1, 5);
    expect(smirnovPValue(1e8, 1_000_000, 1_000_000)).toBe(1);
  });

  test('knows nothing between samples of which one is empty', () => {
    expect(distanceOf([], [1, 2]).distance).toBeNaN();
  });
});
