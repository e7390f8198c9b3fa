import { describe, expect, test } from 'vitest';
import { moments } from '../../../src/analysis/statistics.ts';
import { describePoints } from '../../../src/analysis/threshold/curve-points.ts';
import { findThresholds } from '../../../src/analysis/threshold/threshold.ts';
import { normals, OPTIONS, watched } from './noisy-curves.ts';

describe('the interval of a threshold', () => {
  test('is that of the delta method where the curve is a line whose draws differ in height', async () => {
    const deviations = normals('heights', 400);
    const slope = 2;
    const { thresholds } = await findThresholds(
      watched((x, draw) => slope * (x - 0.4) + 0.5 * deviations[draw], 400).evaluateAt,
      OPTIONS,
    );
    const { mean, se } = moments(deviations);
    const exact = 0.4 - (0.5 * mean) / slope;
    const half = (1.96 * 0.5 * se) / slope;
    expect(thresholds).toHaveLength(1);
    const { value, low, high, isBelowRange, isAboveRange, without } = thresholds[0];
    expect(value).toBeCloseTo(exact, 10);
    // Percentiles of 1000 resamples have a standard error of about 4 % of half the width.
    expect(Math.abs(low - (exact - half))).toBeLessThan(0.15 * half);
    expect(Math.abs(high - (exact + half))).toBeLessThan(0.15 * half);
    expect({ isBelowRange, isAboveRange, without }).toEqual({ isBelowRange: false, isAboveRange: false, without: 0 });
  });

  test('encloses the true place about 95 times in 100', async () => {
    let hits = 0;
    for (let repetition = 0; repetition < 200; repetition++) {
      const heights = normals(`heights ${repetition}`, 60);
      const slopes = normals(`slopes ${repetition}`, 60);
      const curve = watched((x, draw) => (x - 0.45) * (3 + slopes[draw]) + 0.6 * heights[draw], 60);
      const { thresholds } = await findThresholds(curve.evaluateAt, { ...OPTIONS, resamples: 300 });
      if (thresholds.length === 1 && thresholds[0].low <= 0.45 && thresholds[0].high >= 0.45) hits++;
    }
    // Percentile intervals of 60 draws cover about 94 %; 200 repetitions have a standard error of 1.7 points.
    expect(hits).toBeGreaterThanOrEqual(178);
    expect(hits).toBeLessThanOrEqual(199);
  }, 30_000);

  test('says that it goes beyond the range where some resamples have no crossing left', async () => {
    const heights = normals('beyond', 50);
    const deviations = heights.map((height) => height - moments(heights).mean);
    const { thresholds } = await findThresholds(
      watched((x, draw) => x - 0.93 + deviations[draw], 50).evaluateAt,
      OPTIONS,
    );
    expect(thresholds).toHaveLength(1);
    const { high, isAboveRange, isBelowRange, without } = thresholds[0];
    expect({ high, isAboveRange, isBelowRange, without }).toEqual({
      high: 1,
      isAboveRange: true,
      isBelowRange: false,
      without: 0,
    });
    const falling = await findThresholds(watched((x, draw) => 0.05 - x + deviations[draw], 50).evaluateAt, OPTIONS);
    expect(falling.thresholds[0]).toMatchObject({ low: 0, isBelowRange: true, rises: false });
  });

  test('gives the share of resamples in which a pair of crossings has vanished', async () => {
    const deviations = normals('pair', 100);
    // Below 0 by 0.03 between the crossings; the mean of 100 deviations has a standard error of 0.02.
    const pair = (height: number) =>
      watched(
        (x, draw) => 4 * (x - 0.5) * (x - 0.5) - height + 0.2 * (deviations[draw] - moments(deviations).mean),
        100,
      );
    const close = await findThresholds(pair(0.03).evaluateAt, OPTIONS);
    expect(close.thresholds.map(({ rises }) => rises)).toEqual([false, true]);
    const [first, second] = close.thresholds;
    const { se } = moments(deviations);
    // P(mean deviation > 0.03) for a normal mean; 1000 resamples have a standard error below 0.01.
    expect(0.03 / (0.2 * se)).toBeGreaterThan(1.3);
    expect(first.without).toBeGreaterThan(0.03);
    expect(first.without).toBeLessThan(0.11);
    expect(second.without).toBe(first.without);
    const far = await findThresholds(pair(0.5).evaluateAt, OPTIONS);
    expect(far.thresholds.map(({ without }) => without)).toEqual([0, 0]);
  });

  test('is narrower for more draws, and the scan alone is enough where it is wide', async () => {
    const widths = [];
    const points = [];
    for (const draws of [50, 5000]) {
      const deviations = normals('width', draws);
      const curve = watched((x, draw) => x - 0.53 + 0.7 * deviations[draw], draws);
      const { thresholds } = await findThresholds(curve.evaluateAt, { ...OPTIONS, resamples: 400 });
      widths.push(thresholds[0].high - thresholds[0].low);
      points.push(curve.asked().length);
    }
    expect(widths[0] / widths[1]).toBeGreaterThan(7);
    expect(widths[0] / widths[1]).toBeLessThan(14);
    expect(points[0]).toBeLessThanOrEqual(25);
  });

  test('is the same for the same seed, and about the same for another', async () => {
    const deviations = normals('seeds', 80);
    const find = async (seed: string) => {
      const curve = watched((x, draw) => x - 0.5 + deviations[draw] * x, 80);
      return (await findThresholds(curve.evaluateAt, { ...OPTIONS, seed })).thresholds[0];
    };
    const [one, again, other] = [await find('a'), await find('a'), await find('b')];
    expect(again).toEqual(one);
    expect(other.value).toBe(one.value);
    expect(other.low).not.toBe(one.low);
    expect(Math.abs(other.low - one.low)).toBeLessThan(0.2 * (one.high - one.low));
  });

  test('is unknown for a single draw', async () => {
    const { thresholds } = await findThresholds(watched((x) => x - 0.5, 1).evaluateAt, OPTIONS);
    expect(thresholds[0]).toMatchObject({ value: 0.5, low: Number.NaN, high: Number.NaN });
  });
});

describe('where there is no crossing', () => {
  test('the share of resamples that agree on the sign says how sure that is', async () => {
    const deviations = normals('sure', 100);
    const at = async (height: number) => {
      const curve = watched((x, draw) => height + x * 0.2 + deviations[draw], 100);
      return findThresholds(curve.evaluateAt, OPTIONS);
    };
    const sure = await at(2);
    expect({ sign: sure.sign, sameSign: sure.sameSign, nearMisses: sure.nearMisses }).toEqual({
      sign: 1,
      sameSign: 1,
      nearMisses: [],
    });
    const mean = moments(deviations).mean;
    const unsure = await at(0.05 - mean);
    expect(unsure.sign).toBe(1);
    // P(mean of 100 standard normal deviations > −0.05) is about 0.69.
    expect(unsure.sameSign).toBeGreaterThan(0.55);
    expect(unsure.sameSign).toBeLessThan(0.8);
  });

  test('a dip within the sampling error is named, a dip beyond it is not', async () => {
    const deviations = normals('dip', 100);
    const mean = moments(deviations).mean;
    const dip = (depth: number) =>
      watched((x, draw) => 8 * (x - 0.5) * (x - 0.5) + depth + deviations[draw] - mean, 100).evaluateAt;
    const { thresholds, nearMisses } = await findThresholds(dip(0.1), OPTIONS);
    expect(thresholds).toEqual([]);
    expect(nearMisses).toHaveLength(1);
    expect(nearMisses[0].kind).toBe('open');
    expect(nearMisses[0].from).toBeLessThan(0.5);
    expect(nearMisses[0].to).toBeGreaterThan(0.5);
    expect((await findThresholds(dip(0.5), OPTIONS)).nearMisses).toEqual([]);
  });

  test('an interval around a crossing is no near miss', async () => {
    const deviations = normals('around', 100);
    const curve = watched((x, draw) => x - 0.5 + deviations[draw], 100);
    expect((await findThresholds(curve.evaluateAt, OPTIONS)).nearMisses).toEqual([]);
  });
});

describe('the points of a curve', () => {
  test('have the mean of the draws, its interval, and the shares of draws on each side of 0', async () => {
    const curve = watched((x, draw) => [-1, 0, 2, 3][draw] + x, 4);
    const { curve: found } = await findThresholds(curve.evaluateAt, { ...OPTIONS, points: 3 });
    const [first] = describePoints(found);
    expect(first).toMatchObject({ value: 0, mean: 1, n: 4 });
    // Standard deviation √(10/3), Student's quantile for 3 degrees of freedom 3.1824 (scipy 1.10).
    expect(first.se).toBeCloseTo(Math.sqrt(10 / 3) / 2, 12);
    expect(first.high).toBeCloseTo(1 + (3.182446305284263 * Math.sqrt(10 / 3)) / 2, 8);
    expect([first.negative.share, first.positive.share]).toEqual([0.25, 0.5]);
  });
});
