import { describe, expect, test } from 'vitest';
import {
  fiellerInterval,
  meanInterval,
  moments,
  quantile,
  ratioOfMeans,
  studentQuantile,
  wilsonInterval,
  withoutMissing,
} from '../../src/analysis/statistics.ts';
import reference from '../fixtures/statistics.json' with { type: 'json' };
import { minimalStandard } from '../support/sample-results.ts';

const values = Float64Array.from(reference.values);
const sorted = values.slice().sort();

/** Relative tolerance of the reference values. */
const close = (actual: number, expected: number, tolerance = 1e-10) =>
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(expected)));

describe('moments', () => {
  test('agree with independent reference values to 1e-10', () => {
    const { n, mean, sd, se } = moments(values);
    expect(n).toBe(101);
    close(mean, reference.mean);
    close(sd ** 2, reference.variance);
    close(se, reference.standardError);
  });

  test('keep their digits when the spread is small beside the mean', () => {
    close(moments(Float64Array.of(1e9 + 1, 1e9 + 2, 1e9 + 3)).sd, 1, 1e-15);
  });

  test('are undefined where there is too little to tell', () => {
    expect(moments(new Float64Array(0))).toEqual({ n: 0, mean: NaN, sd: NaN, se: NaN });
    expect(moments(Float64Array.of(7))).toEqual({ n: 1, mean: 7, sd: NaN, se: NaN });
  });

  test('show no spread where there is none', () => {
    expect(moments(new Float64Array(1000).fill(0.1)).sd).toBeLessThan(1e-15);
  });
});

describe('quantiles', () => {
  test.each(Object.entries(reference.quantiles))('of order %s are those of type 7 to 1e-10', (p, expected) => {
    close(quantile(sorted, Number(p)), expected);
  });

  test('of order 0 and 1 are the extremes, and of a single value that value', () => {
    expect([quantile(sorted, 0), quantile(sorted, 1)]).toEqual([sorted[0], sorted[100]]);
    expect(quantile(Float64Array.of(3), 0.05)).toBe(3);
    expect(quantile(new Float64Array(0), 0.5)).toBeNaN();
  });
});

describe("Wilson's interval", () => {
  test.each(Object.entries(reference.wilson95))('of %s agrees with reference values to 1e-10', (name, [low, high]) => {
    const [k, n] = name.split('/').map(Number);
    const interval = wilsonInterval(k, n);
    close(interval.low, low);
    close(interval.high, high);
  });

  test('of nothing is undefined', () => {
    expect(wilsonInterval(0, 0)).toEqual({ low: NaN, high: NaN });
  });
});

describe("Student's quantile", () => {
  // scipy.stats.t.ppf; scipy itself is good to about 1e-10 at few degrees of freedom.
  test.each([
    [1, 12.706204736174694],
    [2, 4.302652729749462],
    [5, 2.5705818356363146],
    [30, 2.0422724563012378],
    [999, 1.9623414611334493],
  ])('of order 0.975 with %i degrees of freedom agrees with scipy to 1e-9', (degrees, expected) => {
    close(studentQuantile(0.975, degrees), expected, 1e-9);
    close(studentQuantile(0.025, degrees), -expected, 1e-9);
  });

  test('is exact for one degree of freedom, where T is the quotient of two normals', () => {
    close(studentQuantile(0.975, 1), Math.tan(Math.PI * 0.475), 1e-13);
  });

  test('makes the interval of a mean, which one value does not have', () => {
    const interval = meanInterval(moments(Float64Array.of(1, 2, 3)));
    close(interval.low, 2 - 4.302652729749462 / Math.sqrt(3), 1e-9);
    close(interval.high, 2 + 4.302652729749462 / Math.sqrt(3), 1e-9);
    expect(meanInterval(moments(Float64Array.of(1)))).toEqual({ low: NaN, high: NaN });
  });
});

describe('a ratio of means', () => {
  test('of proportional values is exact', () => {
    const x = Float64Array.of(1, 2, 4);
    const { value, se } = ratioOfMeans(
      x.map((v) => 3 * v),
      x,
    );
    close(value, 3);
    close(se, 0);
  });

  test('over 1 is the mean with its standard error', () => {
    const ones = new Float64Array(values.length).fill(1);
    const { value, se } = ratioOfMeans(values, ones);
    close(value, reference.mean);
    close(se, reference.standardError);
  });

  test('has the standard error that repeated samples show, within 10 % (seed fixed; 4000 repetitions: error rate below 1e-6)', () => {
    const random = minimalStandard(7);
    const ratios: number[] = [];
    const errors: number[] = [];
    for (let repetition = 0; repetition < 4000; repetition++) {
      const x = Float64Array.from({ length: 100 }, () => 1 + random());
      const y = x.map((v) => v * random());
      const { value, se } = ratioOfMeans(y, x);
      ratios.push(value);
      errors.push(se);
    }
    const spread = moments(Float64Array.from(ratios)).sd;
    const mean = moments(Float64Array.from(errors)).mean;
    expect(Math.abs(mean / spread - 1)).toBeLessThan(0.1);
  });

  test('over 0 is undefined', () => {
    expect(ratioOfMeans(Float64Array.of(1, 2), Float64Array.of(0, 0)).value).toBeNaN();
  });
});

describe("Fieller's interval", () => {
  test('covers the true ratio in 95 % of samples (seed fixed; 4000 repetitions, band of ±1.5 points: error rate below 1e-4)', () => {
    const random = minimalStandard(11);
    let covered = 0;
    for (let repetition = 0; repetition < 4000; repetition++) {
      const x = Float64Array.from({ length: 40 }, () => 4 * random());
      const y = x.map((v) => 0.5 * v + random() - 0.5);
      const { low, high } = fiellerInterval(y, x);
      if (low <= 0.5 && 0.5 <= high) covered++;
    }
    expect(covered / 4000).toBeGreaterThan(0.935);
    expect(covered / 4000).toBeLessThan(0.965);
  });

  test('is exact when the denominator is certain', () => {
    const two = new Float64Array(values.length).fill(2);
    const { low, high } = fiellerInterval(values, two);
    const { low: lowMean, high: highMean } = meanInterval(moments(values));
    close(low, lowMean / 2);
    close(high, highMean / 2);
  });

  test('is undefined when the denominator cannot be told from 0', () => {
    expect(fiellerInterval(Float64Array.of(1, 2, 3), Float64Array.of(-1, 1, 0.1))).toEqual({ low: NaN, high: NaN });
  });
});

test('missing values are taken out, others kept in order', () => {
  expect([...withoutMissing(Float64Array.of(3, NaN, 1))]).toEqual([3, 1]);
});
