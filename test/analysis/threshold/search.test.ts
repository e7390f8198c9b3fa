import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findThresholds } from '../../../src/analysis/threshold/threshold.ts';
import { OPTIONS, watched } from './noisy-curves.ts';

/** Without deviations between draws there is no sampling error: the search goes on to its tolerance. */
const certain = (quantity: (value: number) => number) => watched(quantity, 3);

describe('the search for thresholds', () => {
  test('finds the crossing of a line to within its tolerance', async () => {
    const { thresholds, nearMisses, sign } = await findThresholds(certain((x) => 3 * (x - 0.3217)).evaluateAt, OPTIONS);
    expect(thresholds).toHaveLength(1);
    expect(thresholds[0].value).toBeCloseTo(0.3217, 10);
    expect(thresholds[0].rises).toBe(true);
    expect(thresholds[0].between.high - thresholds[0].between.low).toBeLessThan(1.3e-4);
    expect([thresholds[0].low, thresholds[0].high]).toEqual([thresholds[0].value, thresholds[0].value]);
    expect({ nearMisses, sign }).toEqual({ nearMisses: [], sign: 0 });
  });

  test('finds all crossings of a curve that has several, each with its direction', async () => {
    const curve = certain((x) => (x - 0.11) * (x - 0.52) * (x - 0.58) * (x - 0.903));
    const { thresholds } = await findThresholds(curve.evaluateAt, OPTIONS);
    expect(thresholds.map(({ rises }) => rises)).toEqual([false, true, false, true]);
    [0.11, 0.52, 0.58, 0.903].forEach((root, i) => {
      expect(Math.abs(thresholds[i].value - root)).toBeLessThan(1e-4);
    });
  });

  test('finds a pair of crossings between two points of the scan, by the dip that it leaves', async () => {
    const curve = certain((x) => (x - 0.47) * (x - 0.49));
    const { thresholds } = await findThresholds(curve.evaluateAt, OPTIONS);
    expect(thresholds.map(({ value }) => value.toFixed(4))).toEqual(['0.4700', '0.4900']);
  });

  test('finds a jump', async () => {
    const { thresholds } = await findThresholds(certain((x) => (x < 0.6181 ? 1 : -4)).evaluateAt, OPTIONS);
    expect(thresholds).toHaveLength(1);
    expect(thresholds[0].between.low).toBeLessThan(0.6181);
    expect(thresholds[0].between.high).toBeGreaterThanOrEqual(0.6181);
    expect(thresholds[0].between.high - thresholds[0].between.low).toBeLessThan(1.3e-4);
  });

  test('finds a crossing that lies exactly on a point of the scan', async () => {
    const curve = certain((x) => x - 0.5);
    const { thresholds } = await findThresholds(curve.evaluateAt, OPTIONS);
    expect(thresholds).toHaveLength(1);
    expect(thresholds[0]).toMatchObject({ value: 0.5, isPlateau: false });
    expect(thresholds[0].between.low).toBeCloseTo(0.4999, 10);
    expect(thresholds[0].between.high).toBeCloseTo(0.5001, 10);
    expect(curve.asked().length).toBeLessThan(25);
  });

  test('finds the edges of a plateau on which the curve is 0 between two signs', async () => {
    const plateau = (x: number) => (x < 0.333 ? x - 0.333 : x > 0.6 ? x - 0.6 : 0);
    const { thresholds } = await findThresholds(certain(plateau).evaluateAt, OPTIONS);
    expect(thresholds).toHaveLength(1);
    expect(thresholds[0].isPlateau).toBe(true);
    expect(Math.abs(thresholds[0].between.low - 0.333)).toBeLessThan(2e-4);
    expect(Math.abs(thresholds[0].between.high - 0.6)).toBeLessThan(2e-4);
  });

  test('does not take touching for crossing', async () => {
    const { thresholds, nearMisses, sign } = await findThresholds(
      certain((x) => (x - 0.375) * (x - 0.375)).evaluateAt,
      OPTIONS,
    );
    expect({ thresholds, nearMisses, sign }).toEqual({
      thresholds: [],
      nearMisses: [{ from: 0.375, to: 0.375, kind: 'zero' }],
      sign: 1,
    });
  });

  test('names the ends at which the curve is 0', async () => {
    const { thresholds, nearMisses, sign } = await findThresholds(
      certain((x) => -Math.max(0, x - 0.25)).evaluateAt,
      OPTIONS,
    );
    expect(thresholds).toEqual([]);
    expect(sign).toBe(-1);
    expect(nearMisses).toHaveLength(1);
    expect(nearMisses[0]).toMatchObject({ from: 0, kind: 'zero' });
    expect(Math.abs(nearMisses[0].to - 0.25)).toBeLessThan(2e-4);
  });

  test('has nothing to look for where the curve is 0 everywhere, or the same everywhere', async () => {
    const nothing = certain(() => 0);
    expect(await findThresholds(nothing.evaluateAt, OPTIONS)).toMatchObject({
      thresholds: [],
      nearMisses: [{ from: 0, to: 1, kind: 'zero' }],
      sign: 0,
    });
    expect(nothing.rounds).toHaveLength(1);
    const constant = certain(() => -2);
    expect(await findThresholds(constant.evaluateAt, OPTIONS)).toMatchObject({ thresholds: [], sign: -1, sameSign: 1 });
    expect(constant.rounds).toHaveLength(1);
  });

  test('asks for several new values at a time, each once and within the range', async () => {
    const curve = certain((x) => x * x * x - 0.2);
    await findThresholds(curve.evaluateAt, OPTIONS);
    const asked = curve.asked();
    expect(new Set(asked).size).toBe(asked.length);
    expect(asked.every((value) => value >= 0 && value <= 1)).toBe(true);
    expect(curve.rounds.slice(1).every((round) => round.length >= 2)).toBe(true);
    expect(asked.length).toBeLessThan(35);
  });

  test('spaces the scan by factors on a logarithmic scale', async () => {
    const curve = certain((x) => x - 37);
    const range = { low: 1, high: 10_000, scale: 'log', whole: false } as const;
    const { thresholds } = await findThresholds(curve.evaluateAt, { ...OPTIONS, range, points: 5 });
    expect(curve.rounds[0]).toEqual([1, 10, 100, 1000, 10_000]);
    expect(Math.abs(thresholds[0].value / 37 - 1)).toBeLessThan(1e-3);
  });

  test('ends between neighbours where the parameter takes whole numbers only', async () => {
    for (const root of [3.4, 77.5, 12, 99.9, 0.2]) {
      const curve = certain((x) => x - root);
      const range = { low: 0, high: 100, scale: 'linear', whole: true } as const;
      const { thresholds } = await findThresholds(curve.evaluateAt, { ...OPTIONS, range });
      expect(curve.asked().every(Number.isInteger)).toBe(true);
      expect(thresholds).toHaveLength(1);
      const { low, high } = thresholds[0].between;
      if (root === 12) expect([low, high]).toEqual([11, 13]);
      else expect([low, high]).toEqual([Math.floor(root), Math.ceil(root)]);
    }
  });

  test('stops at its greatest number of points and says so', async () => {
    const wild = certain((x) => ((Math.floor(x * 1e4) * 7919) % 13) - 6);
    const analysis = await findThresholds(wild.evaluateAt, { ...OPTIONS, mostPoints: 60 });
    expect(analysis.isCutOff).toBe(true);
    expect(wild.asked().length).toBeLessThan(400);
  });

  test('leaves a draw that is undefined somewhere out everywhere', async () => {
    // Draw 0 would move the crossing from 0.4 to 0.3 where it counts.
    const curve = watched((x, draw) => (draw === 0 ? (x > 0.9 ? Number.NaN : x - 0.1) : x - 0.4), 3);
    const { thresholds, curve: found } = await findThresholds(curve.evaluateAt, OPTIONS);
    expect(thresholds[0].value).toBeCloseTo(0.4, 10);
    expect({ draws: [...found.draws], missing: found.missing }).toEqual({ draws: [1, 2], missing: 1 });
  });

  test('says so when no draw has a value everywhere', async () => {
    const curve = watched((x, draw) => (draw === 0 ? Number.NaN : x < 0.5 ? 1 : Number.NaN), 2);
    await expect(findThresholds(curve.evaluateAt, OPTIONS)).rejects.toThrow(
      'none of 2 draws has a value at all of 17 values of the parameter',
    );
  });

  test('finds all roots of any polynomial whose roots are a tenth of the range apart', async () => {
    const gaps = fc.array(fc.double({ min: 0.1, max: 0.3, noNaN: true }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(gaps, fc.boolean(), async (between, isTurned) => {
        let last = -0.08;
        const roots = between.map((gap) => (last += gap)).filter((root) => root < 0.98);
        const sign = isTurned ? -1 : 1;
        const curve = certain((x) => roots.reduce((product, root) => product * (x - root), sign));
        const { thresholds } = await findThresholds(curve.evaluateAt, { ...OPTIONS, resamples: 100 });
        expect(thresholds).toHaveLength(roots.length);
        thresholds.forEach(({ value, rises }, i) => {
          expect(Math.abs(value - roots[i])).toBeLessThan(1e-4);
          expect(rises).toBe(((roots.length - i) % 2 === 1) === (sign === 1));
        });
      }),
      { numRuns: 60, seed: 5 },
    );
  });

  test('finds the root of any cubic that rises, wherever it lies', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        fc.double({ min: 0, max: 50, noNaN: true }),
        async (root, bend) => {
          const curve = certain((x) => (x - root) * (1 + bend * (x - root) * (x - root)));
          const { thresholds } = await findThresholds(curve.evaluateAt, { ...OPTIONS, resamples: 100 });
          expect(thresholds).toHaveLength(1);
          expect(Math.abs(thresholds[0].value - root)).toBeLessThan(1e-4);
        },
      ),
      { numRuns: 60, seed: 3 },
    );
  });
});
