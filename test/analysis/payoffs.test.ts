import { describe, expect, test } from 'vitest';
import { completeDraws, gainsOf, largest, type Payoffs } from '../../src/analysis/payoffs.ts';
import { percentileInterval, resample } from '../../src/analysis/resampling.ts';
import { minimalStandard } from '../support/sample-results.ts';

const payoffs: Payoffs = {
  paths: ['a', 'b'],
  values: [Float64Array.of(1, 2, 3), Float64Array.of(3, 2, 1)],
  direction: 'minimize',
};

describe('payoffs', () => {
  test('become gains, of which more is better, and are left as they were', () => {
    expect(gainsOf(payoffs, 'regret', 1).map((column) => [...column])).toEqual([
      [-1, -2, -3],
      [-3, -2, -1],
    ]);
    expect(gainsOf({ ...payoffs, direction: 'maximize' }, 'regret', 1)[0]).not.toBe(payoffs.values[0]);
    expect([...payoffs.values[0]]).toEqual([1, 2, 3]);
  });

  test('are complete in the draws in which no path lacks a value', () => {
    const values = [Float64Array.of(1, Number.NaN, 3, 4), Float64Array.of(1, 2, 3, Number.POSITIVE_INFINITY)];
    expect([...completeDraws(values)]).toEqual([0, 2]);
    expect([...completeDraws([])]).toEqual([]);
  });

  test('that are equal up to rounding tie for the first place', () => {
    expect(largest([1, 3, 3 - 1e-12, 2])).toEqual([1, 2]);
    expect(largest([-5])).toEqual([0]);
  });

  test.each<[string, Partial<Payoffs>, string]>([
    ['a path without values', { paths: ['a', 'b', 'c'] }, 'regret: 2 columns of payoffs for 3 paths'],
    ['no path', { paths: [], values: [] }, 'regret: 0 columns of payoffs for 0 paths'],
    [
      'paths with other draws',
      { values: [new Float64Array(3), new Float64Array(4)] },
      'regret: path b has 4 draws and a 3, all need the same',
    ],
  ])('are refused: %s', (_, change, message) => {
    expect(() => gainsOf({ ...payoffs, ...change }, 'regret', 1)).toThrow(message);
  });
});

describe('the bootstrap', () => {
  const options = { seed: 'bootstrap', resamples: 2000 };

  test('takes as many draws as there are, each as often as the next', () => {
    const total = new Float64Array(10);
    resample('test', 10, options, (counts) => {
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(10);
      counts.forEach((count, draw) => {
        total[draw] += count;
      });
    });
    // Each total has mean 2000 and standard deviation 42; ±4 of them in ten totals: error rate below 1e-3.
    for (const count of total) expect(Math.abs(count - 2000)).toBeLessThan(170);
  });

  test('is the same for the same seed and purpose only', () => {
    const first = (purpose: string, seed: string) => {
      const taken: number[][] = [];
      resample(purpose, 20, { seed, resamples: 100 }, (counts) => taken.push([...counts]));
      return taken;
    };
    expect(first('a', 's')).toEqual(first('a', 's'));
    expect(first('a', 's')).not.toEqual(first('b', 's'));
    expect(first('a', 's')).not.toEqual(first('a', 't'));
    expect(first('a', 's')[0]).not.toEqual(first('a', 's')[1]);
  });

  test('gives the standard error of a mean, within 10 %', () => {
    const values = Float64Array.from({ length: 200 }, minimalStandard(3));
    const means = new Float64Array(2000);
    resample('mean', 200, options, (counts, index) => {
      means[index] = values.reduce((sum, value, draw) => sum + (counts[draw] * value) / 200, 0);
    });
    const { low, high } = percentileInterval(means);
    expect(Math.abs((high - low) / (2 * 1.96 * Math.sqrt(1 / 12 / 200)) - 1)).toBeLessThan(0.1);
  });

  test('leaves out of an interval what has no value', () => {
    expect(percentileInterval(Float64Array.of(1, Number.NaN, 1))).toEqual({ low: 1, high: 1 });
  });

  test('needs 100 resamples', () => {
    expect(() => resample('test', 5, { seed: 's', resamples: 99 }, () => {})).toThrow(
      'test: 99 resamples, a whole number of at least 100 is needed',
    );
  });
});
