import { describe, expect, test } from 'vitest';
import { changesFrom, orderPaths, pairOf } from '../../../src/analysis/solutions/solution-order.ts';

const payoffs = {
  paths: ['a', 'b', 'c'],
  values: [Float64Array.of(1, 2, 3, 6), Float64Array.of(2, 2, 1, 3), Float64Array.of(9, 9, 9, 9)],
  direction: 'minimize' as const,
};

describe('paths under one solution', () => {
  test('are ordered by their means, the better one first', () => {
    expect(orderPaths(payoffs).order).toEqual(['b', 'a', 'c']);
    expect(orderPaths({ ...payoffs, direction: 'maximize' }).order).toEqual(['c', 'a', 'b']);
    expect(orderPaths(payoffs).paths.map(({ rank }) => rank)).toEqual([2, 1, 3]);
  });

  test('count the draws in which each is the best alone, and in which each of two is better', () => {
    const order = orderPaths(payoffs);
    // Draw 1 is a tie of a and b.
    expect(order.paths.map(({ best }) => best.share)).toEqual([0.25, 0.5, 0]);
    const { better, mean } = pairOf(order, 'a', 'b');
    expect([better.a.share, better.b.share, mean]).toEqual([0.25, 0.5, 1]);
  });

  test('are seen from either side alike', () => {
    const order = orderPaths(payoffs);
    const [there, back] = [pairOf(order, 'a', 'b'), pairOf(order, 'b', 'a')];
    expect(back).toMatchObject({ pathA: 'b', pathB: 'a', mean: -there.mean, low: -there.high, high: -there.low });
    expect(back.better).toEqual({ a: there.better.b, b: there.better.a });
    expect(() => pairOf(order, 'a', 'x')).toThrow('a and x are not two of the paths');
  });

  test('change by paired differences: a shift of all draws is known without error', () => {
    const shifted = { ...payoffs, values: payoffs.values.map((column, p) => column.map((value) => value + p)) };
    expect(changesFrom(payoffs, shifted).map(({ mean, se }) => [mean, se])).toEqual([
      [0, 0],
      [1, 0],
      [2, 0],
    ]);
  });
});
