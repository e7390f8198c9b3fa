import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawLines } from '../../src/report/lines-picture.ts';
import type { TextStyle } from '../../src/report/terminal-table.ts';

const plain: TextStyle = { bold: (text) => text, dim: (text) => text };
const line = (mark: string, ...values: number[]) => ({
  mark,
  points: values.map((value, index) => ({ position: index / Math.max(1, values.length - 1), value })),
});

describe('the picture of lines', () => {
  test('shows every line by its letter, and a star where they meet', () => {
    const picture = drawLines(
      { lines: [line('A', 0, 4), line('B', 4, 0)], ends: ['0.1', '0.9'], crossings: [0.5] },
      18,
      plain,
      5,
    );
    expect(picture).toBe(
      [
        ' 4.0 |BB        AA',
        '     |  BBB  AAA',
        ' 2.0 |     **',
        '     |  AAA  BBB',
        '   0 |AA        BB',
        '     +------X-----',
        '      0.1      0.9',
      ].join('\n'),
    );
  });

  test('leaves a gap where a value is missing, and beyond the last point', () => {
    const picture = drawLines({ lines: [line('A', 1, Number.NaN, 1, 1)], ends: ['a', 'b'] }, 40, plain, 3);
    const row = picture.split('\n').find((text) => text.includes('A'))!;
    expect(row.slice(row.indexOf('|') + 1)).toMatch(/^A +A+$/);
  });

  test('may have a range of its own', () => {
    const format = (value: number) => `${100 * value} %`;
    const rows = drawLines({ lines: [line('A', 0.5, 0.5)], ends: ['', ''], range: [0, 1], format }, 60, plain).split(
      '\n',
    );
    expect(rows[0]).toBe(' 100 % |');
    expect(rows[5]).toMatch(/^ {2}50 % \|A{52}$/);
    expect(rows[10]).toBe('   0 % |');
  });

  test('says the same without colour', () => {
    const picture = { lines: [line('A', 0, 4), line('B', 4, 0)], ends: ['0', '1'] as const };
    const painted = drawLines(picture, 70, { ...plain, paint: (hue, text) => `<${hue}>${text}</>` });
    expect(painted).toContain('<blue>A');
    expect(painted.replace(/<\w*>|<\/>/g, '')).toBe(drawLines(picture, 70, plain));
  });

  test('fits the width and says nothing undefined, whatever the lines are', () => {
    const value = fc.oneof(fc.double({ noNaN: true, min: -1e12, max: 1e12 }), fc.constant(Number.NaN));
    const values = fc.array(value, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(values, { minLength: 1, maxLength: 4 }), fc.integer({ min: 60, max: 140 }), (all, width) => {
        const lines = all.map((own, index) => line('ABCD'[index], ...own));
        const rows = drawLines({ lines, ends: ['0', '1'], crossings: [0.3] }, width, plain).split('\n');
        expect(rows).toHaveLength(13);
        for (const row of rows) expect(row.length).toBeLessThanOrEqual(width);
        expect(rows.join('')).not.toMatch(/NaN|undefined|Infinity/);
      }),
      { seed: 20250904, numRuns: 200 },
    );
  });
});
