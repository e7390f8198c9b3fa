import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evpi } from '../../../src/analysis/information/evpi.ts';
import type { Payoffs } from '../../../src/analysis/payoffs.ts';
import { normalLinear, normalLoss } from './normal-linear.ts';

const resampling = { seed: 'evpi', resamples: 200 };

describe('the expected value of perfect information', () => {
  test('of a discrete problem is what it is by hand', () => {
    // Three worlds, a third each: a gives 9, 3, 0, b 4, 4, 4. Best means 4; the best of each world 9, 4, 4.
    const payoffs: Payoffs = {
      paths: ['a', 'b'],
      values: [
        Float64Array.from({ length: 30 }, (_, i) => [9, 3, 0][i % 3]),
        Float64Array.from({ length: 30 }, () => 4),
      ],
      direction: 'maximize',
    };
    const result = evpi(payoffs, resampling);
    expect(result.value).toBeCloseTo(17 / 3 - 4, 12);
    expect(result.best).toEqual(['a', 'b']);
    const harm = { ...payoffs, values: payoffs.values.map((x) => x.map((v) => -v)), direction: 'minimize' as const };
    expect(evpi(harm, resampling)).toEqual(result);
  });

  test('of the normal linear problem is the unit normal loss, within 4 standard errors', () => {
    const { payoffs } = normalLinear(-0.5, [1.5, 1], 4000, 3);
    const { value, standardError, low, high, bootstrap } = evpi(payoffs, resampling);
    expect(Math.abs(value - normalLoss(-0.5, Math.sqrt(3.25)))).toBeLessThan(4 * standardError);
    // Both intervals measure the same error here: their widths differ by less than 20 %.
    expect(Math.abs((bootstrap.high - bootstrap.low) / (high - low) - 1)).toBeLessThan(0.2);
  });

  test('lies in its interval in 95 % of samples (400 samples of 200, band of ±4 points: error rate below 1e-3)', () => {
    const truth = normalLoss(-0.5, Math.sqrt(3.25));
    let covered = 0;
    for (let sample = 0; sample < 400; sample++) {
      const { low, high } = evpi(normalLinear(-0.5, [1.5, 1], 200, 7919 * (sample + 1)).payoffs, {
        ...resampling,
        resamples: 100,
      });
      if (low <= truth && truth <= high) covered++;
    }
    expect(Math.abs(covered / 400 - 0.95)).toBeLessThan(0.04);
  });

  test('is 0 when one path is best in every world', () => {
    const up = Float64Array.from({ length: 50 }, (_, i) => i);
    const result = evpi({ paths: ['a', 'b'], values: [up, up.map((x) => x - 1)], direction: 'maximize' }, resampling);
    expect(result).toMatchObject({ value: 0, low: 0, high: 0, bias: 0, best: ['a'] });
  });

  test('is mean of best less best of means, at least 0 and the same after a constant is added (any payoffs)', () => {
    const column = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 30, maxLength: 30 });
    fc.assert(
      fc.property(fc.array(column, { minLength: 1, maxLength: 4 }), (values) => {
        const payoffs: Payoffs = {
          paths: values.map((_, p) => `p${p}`),
          values: values.map((x) => Float64Array.from(x)),
          direction: 'maximize',
        };
        const tops = values[0].map((_, i) => Math.max(...values.map((x) => x[i])));
        const mean = (x: readonly number[]) => x.reduce((sum, v) => sum + v, 0) / x.length;
        const result = evpi(payoffs, { ...resampling, resamples: 100 });
        expect(result.value).toBeCloseTo(mean(tops) - Math.max(...values.map(mean)), 10);
        expect(result.low).toBeGreaterThanOrEqual(0);
        expect(result.bootstrap.low).toBeGreaterThanOrEqual(0);
        const moved = { ...payoffs, values: payoffs.values.map((x) => x.map((v) => v + 1000)) };
        expect(evpi(moved, { ...resampling, resamples: 100 }).value).toBeCloseTo(result.value, 9);
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  test('needs 30 draws', () => {
    const payoffs: Payoffs = { paths: ['a'], values: [new Float64Array(29)], direction: 'maximize' };
    expect(() => evpi(payoffs, resampling)).toThrow('EVPI: 29 draws, at least 30 are needed');
  });
});
