import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Payoffs } from '../../../src/analysis/payoffs.ts';
import { type Dominance, stochasticDominance } from '../../../src/analysis/robustness/dominance.ts';
import { moments } from '../../../src/analysis/statistics.ts';
import { minimalStandard } from '../../support/sample-results.ts';

const resampling = { seed: 'dominance', resamples: 100 };
const pair = (a: ArrayLike<number>, b: ArrayLike<number>, direction: Payoffs['direction'] = 'maximize'): Payoffs => ({
  paths: ['a', 'b'],
  values: [Float64Array.from(a), Float64Array.from(b)],
  direction,
});
const find = (rows: readonly Dominance[], better: string, order: number) =>
  rows.find((row) => row.better === better && row.order === order)!;
const steps = (count: number, value: (i: number) => number) => Array.from({ length: count }, (_, i) => value(i));

describe('stochastic dominance', () => {
  test('of first order holds when everything is moved up, and then of second order too', () => {
    const rows = stochasticDominance(
      pair(
        steps(40, (i) => i + 0.5),
        steps(40, (i) => i),
      ),
      resampling,
    );
    for (const order of [1, 2]) expect(find(rows, 'a', order)).toMatchObject({ holds: true, violation: 0 });
    expect(find(rows, 'a', 1).at).toBeUndefined();
    expect(find(rows, 'b', 1)).toMatchObject({ holds: false, violation: 1 / 40 });
    // E(x − B)⁺ − E(x − A)⁺ grows to the difference of the means.
    expect(find(rows, 'b', 2).violation).toBeCloseTo(0.5, 12);
  });

  test('of second order alone holds for less spread around the same mean, worked by hand', () => {
    // a: 4 and 6; b: 2 and 8, each in half of the draws.
    const rows = stochasticDominance(
      pair(
        steps(40, (i) => (i % 2 ? 4 : 6)),
        steps(40, (i) => (i % 2 ? 2 : 8)),
      ),
      resampling,
    );
    expect(find(rows, 'a', 2)).toMatchObject({ holds: true, violation: 0 });
    // Half of a lies below 8, where all of a does and half of b: a is short of 8 more often by 0.5.
    expect(find(rows, 'a', 1)).toMatchObject({ holds: false, violation: 0.5, at: 6 });
    expect(find(rows, 'b', 1)).toMatchObject({ holds: false, violation: 0.5, at: 2 });
    // At 4 the expected shortfall of b is (4 − 2)/2 = 1 and that of a 0; it stays so up to 6.
    expect(find(rows, 'b', 2)).toMatchObject({ holds: false, violation: 1, at: 4 });
  });

  test('is about harm the other way round when the preference is to be minimized', () => {
    const [low, high] = [steps(30, (i) => i), steps(30, (i) => i + 3)];
    expect(find(stochasticDominance(pair(low, high, 'minimize'), resampling), 'a', 1).holds).toBe(true);
    const crossed = stochasticDominance(pair([...low.slice(1), 50], high, 'minimize'), resampling);
    expect(find(crossed, 'a', 1)).toMatchObject({ holds: false, violation: 1 / 30, at: 50 });
  });

  test('holds in no resample when it is clearly broken and in all when it is clear', () => {
    const uniform = minimalStandard(3);
    const noise = steps(200, () => uniform());
    const clear = stochasticDominance(
      pair(
        noise.map((x) => x + 0.3),
        noise,
      ),
      resampling,
    );
    expect(find(clear, 'a', 1).support).toMatchObject({ share: 1, high: 1 });
    expect(find(clear, 'b', 2).support).toMatchObject({ share: 0, low: 0 });
    const wide = stochasticDominance(
      pair(
        noise.map((x) => 3 * x),
        noise.map((x) => x + 1),
      ),
      resampling,
    );
    expect(find(wide, 'a', 1).support.share).toBe(0);
  });

  test('says of paths that are the same that neither dominates', () => {
    const x = steps(20, (i) => i / 3);
    const near = x.map((v) => v + 1e-13);
    for (const row of stochasticDominance(pair(x, near), resampling)) {
      expect(row).toMatchObject({ holds: false, violation: 0 });
    }
  });

  test('implies a mean at least as good, and first order implies second (any payoffs)', () => {
    const column = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 20, maxLength: 20 });
    let found = 0;
    fc.assert(
      fc.property(column, column, fc.integer({ min: 0, max: 4 }), (a, b, lift) => {
        const payoffs = pair(
          a.map((x) => x + lift),
          b,
        );
        const rows = stochasticDominance(payoffs, resampling);
        const [meanA, meanB] = payoffs.values.map((x) => moments(x).mean);
        for (const { better, order, holds } of rows) {
          if (!holds) continue;
          found++;
          expect((better === 'a' ? 1 : -1) * (meanA - meanB)).toBeGreaterThanOrEqual(order === 1 ? 1e-12 : -1e-12);
          if (order === 1) expect(find(rows, better, 2).holds).toBe(true);
        }
      }),
      { seed: 6, numRuns: 150 },
    );
    expect(found).toBeGreaterThan(50);
  });

  test('agrees with sorted values compared one by one (any payoffs)', () => {
    const column = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 20, maxLength: 20 });
    fc.assert(
      fc.property(column, column, fc.integer({ min: 0, max: 5 }), (a, b, lift) => {
        const first = a.map((x) => x + lift).sort((x, y) => x - y);
        const second = b.slice().sort((x, y) => x - y);
        const rows = stochasticDominance(pair(first, second), resampling);
        const weak = first.every((x, i) => x >= second[i]);
        const strict = first.some((x, i) => x !== second[i]);
        expect(find(rows, 'a', 1).holds).toBe(weak && strict);
        const total = (x: readonly number[], count: number) => x.slice(0, count).reduce((sum, v) => sum + v, 0);
        const weak2 = first.every((_, i) => total(first, i + 1) >= total(second, i + 1));
        expect(find(rows, 'a', 2).holds).toBe(weak2 && strict);
      }),
      { seed: 7, numRuns: 150 },
    );
  });

  test('needs 20 draws', () => {
    expect(() => stochasticDominance(pair([1], [2]), resampling)).toThrow('dominance: 1 draws, at least 20 are needed');
  });
});
