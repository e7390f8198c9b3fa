import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawCurve } from '../../src/report/curve-picture.ts';

const straight = (from: number, to: number, half: number) =>
  [0, 0.5, 1].map((position) => {
    const mean = from + (to - from) * position;
    return { position, mean, low: mean - half, high: mean + half };
  });

describe('the picture of a curve', () => {
  test('shows a line that passes 0, its band, the crossing and its interval', () => {
    const picture = drawCurve(
      { points: straight(-1, 1, 0.2), line: 0, crossings: [{ position: 0.5, low: 0.4, high: 0.6 }], ends: [10, 20] },
      46,
    );
    const rows = picture.split('\n');
    expect(rows).toHaveLength(15);
    expect(rows.every((row) => row.length <= 46)).toBe(true);
    // 39 columns: the crossing stands in the middle one, its interval from 0.4 to 0.6 of them.
    expect(rows[6]).toBe(`    0 |${'-'.repeat(15)}${'='.repeat(4)}X${'='.repeat(4)}${'-'.repeat(15)}`);
    expect(rows[0]).toMatch(/^ {2}1\.2 \| +\.+$/);
    expect(rows[12]).toMatch(/^ -1\.2 \|\.+$/);
    expect(rows[13]).toMatch(/^ {6}\+-{39}$/);
    expect(rows[14]).toMatch(/^ {7}10 {35}20$/);
    // A straight line rises from the left to the right, a mark in every column.
    const columns = rows.slice(0, 13).map((row) => row.slice(7).padEnd(39));
    const heights = Array.from({ length: 39 }, (_, column) => columns.findIndex((row) => '*X='.includes(row[column])));
    expect(heights.every((height, i) => height >= 0 && (i === 0 || height <= heights[i - 1]))).toBe(true);
  });

  test('is held against a level where there is one, and needs no band', () => {
    const points = [0, 1].map((position) => ({ position, mean: 3 + position, low: Number.NaN, high: Number.NaN }));
    const rows = drawCurve({ points, line: 2, crossings: [], ends: [0, 1] }, 60).split('\n');
    expect(rows[12]).toMatch(/^ 2\.0 \|-+$/);
    expect(rows[0]).toMatch(/^ 4\.0 \| +\*+$/);
    expect(rows.join('')).not.toMatch(/NaN/);
  });

  test('has the same size and says nothing undefined, whatever the curve is', () => {
    const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(number, { minLength: 2, maxLength: 20 }),
        fc.integer({ min: 20, max: 200 }),
        (means, width) => {
          const points = means.map((mean, i) => ({
            position: i / (means.length - 1),
            mean,
            low: mean - 1,
            high: mean + 1,
          }));
          const rows = drawCurve({ points, line: 0, crossings: [], ends: [0, 1] }, width).split('\n');
          expect(rows).toHaveLength(15);
          expect(rows.join('')).not.toMatch(/NaN|undefined|Infinity/);
          expect(rows.every((row) => row.length <= Math.max(width, 30))).toBe(true);
        },
      ),
    );
  });
});
