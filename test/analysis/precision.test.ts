import { describe, expect, test } from 'vitest';
import { createPrecisionGauge } from '../../src/analysis/precision.ts';
import { moments } from '../../src/analysis/statistics.ts';
import { uniformStream } from '../../src/random/stream.ts';

function columnOf(seed: string, count: number): Float64Array {
  const uniform = uniformStream(seed, 'column');
  return Float64Array.from({ length: count }, () => 1e6 + uniform());
}

describe('the gauge of precision', () => {
  test('has the standard error of every paired difference, in whatever blocks the draws come', () => {
    const columns = ['a', 'b', 'c'].map((seed) => columnOf(seed, 500));
    const gauge = createPrecisionGauge(['a', 'b', 'c']);
    for (const [from, to] of [
      [0, 1],
      [1, 100],
      [100, 500],
    ]) {
      gauge.add(columns.map((column) => column.subarray(from, to)));
    }
    const expected = [
      [0, 1],
      [0, 2],
      [1, 2],
    ].map(([a, b]) => moments(columns[a].map((value, i) => value - columns[b][i])).se);
    gauge.pairs().forEach(({ se, n }, index) => {
      expect(n).toBe(500);
      expect(Math.abs(se / expected[index] - 1)).toBeLessThan(1e-9);
    });
    expect(gauge.worst().se).toBe(Math.max(...gauge.pairs().map(({ se }) => se)));
  });

  test('is satisfied only when every pair is below the target', () => {
    const gauge = createPrecisionGauge(['a', 'b', 'c']);
    const wide = Float64Array.from({ length: 100 }, (_, i) => i % 2);
    const flat = new Float64Array(100);
    gauge.add([flat, flat, wide]);
    const { se } = moments(wide);
    expect(gauge.isReached(se * 0.999)).toBe(false);
    expect(gauge.isReached(se * 1.001)).toBe(true);
    expect(gauge.worst()).toMatchObject({ pathA: 'a', pathB: 'c' });
  });

  test('leaves undefined draws out, and is not satisfied by fewer than two', () => {
    const gauge = createPrecisionGauge(['a', 'b']);
    gauge.add([Float64Array.of(1, Number.NaN, 2), Float64Array.of(1, 1, Number.NaN)]);
    expect(gauge.worst()).toEqual({ pathA: 'a', pathB: 'b', n: 1, se: Number.NaN });
    expect(gauge.isReached(1000)).toBe(false);
    gauge.add([Float64Array.of(4), Float64Array.of(1)]);
    expect(gauge.worst()).toEqual({ pathA: 'a', pathB: 'b', n: 2, se: 1.5 });
  });

  test('looks at the mean of a path that is alone', () => {
    const gauge = createPrecisionGauge(['a']);
    gauge.add([Float64Array.of(1, 3)]);
    expect(gauge.pairs()).toEqual([{ pathA: 'a', pathB: undefined, n: 2, se: 1 }]);
  });

  test('names a pair without a standard error as the worst', () => {
    const gauge = createPrecisionGauge(['a', 'b', 'c']);
    gauge.add([Float64Array.of(1, 2), Float64Array.of(0, 5), Float64Array.of(Number.NaN, 1)]);
    expect(gauge.worst().se).toBeNaN();
  });
});
