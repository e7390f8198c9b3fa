import { describe, expect, test } from 'vitest';
import { analyzeCell } from '../../src/analysis/sweep-analysis.ts';
import type { Axis } from '../../src/experiment/sweep-axes.ts';
import type { SweepPlan } from '../../src/experiment/sweep-plan.ts';
import { renderSweepPicture } from '../../src/report/sweep-picture.ts';
import { sampleResults } from '../support/sample-results.ts';

const style = { bold: (text: string) => text, dim: (text: string) => text };
const preference = { name: 'harm', title: undefined, direction: 'minimize' as const, text: 'war_years' };

/** A sweep of one quantity in which path a has the harm 10, and path b one for each value. */
function picture(values: readonly (number | string)[], harmOfB: readonly number[], width = 80, more = {}) {
  const paths = ['a', 'b'];
  const cells = values.map((value, id) => {
    const results = sampleResults({ paths, draws: 8, preferences: [preference] });
    const columns = results.columns.length;
    for (let row = 0; row < 16; row++) {
      results.chunk.values[row * columns + columns - 1] = row % 2 === 0 ? 10 : harmOfB[id];
    }
    return analyzeCell({ id, values: [value] }, results);
  });
  const axis = {
    name: 'x',
    id: 'x',
    path: undefined,
    label: 'x',
    unit: '',
    meaning: '',
    values,
    overrides: [],
  } as const;
  const sweep: SweepPlan = {
    ...{ run: sampleResults({ paths, draws: 8, preferences: [preference] }).plan, zip: false, design: undefined },
    ...{ axes: [{ ...axis, at: { file: '', line: 0, column: 0 } } as Axis], cells: cells.map(({ cell }) => cell) },
    ...{ evaluations: 16 * cells.length, planHash: 'c'.repeat(64), ...more },
  };
  return renderSweepPicture(sweep, cells, preference, { width, style });
}

describe('the picture of a sweep of one quantity', () => {
  test('shows the mean of every path, and where the best one changes', () => {
    const text = picture([0, 1, 2], [4, 8, 14]) ?? '';
    const said = text.replace(/\s+/g, ' ');
    expect(said).toContain('Mean harm (less is better): A a, B b; * where they meet.');
    // 8 and 14 pass 10 a third of the way from 1 to 2.
    expect(said).toContain('The best mean passes from b to a near x = 1.3, between the cells 1 and 2.');
    expect(said).toContain('stolperdraht threshold finds such a place');
    const axis = text.split('\n').find((line) => /\+-+X-+$/.test(line))!;
    const [start, cross, end] = [axis.indexOf('+') + 1, axis.indexOf('X'), axis.length - 1];
    expect((cross - start) / (end - start)).toBeCloseTo(2 / 3, 1);
    const rows = text.split('\n').filter((line) => line.includes('|'));
    expect(rows).toHaveLength(11);
    expect(rows[0]).toMatch(/^ +14 \| +B+$/);
    expect(rows.filter((row) => row.includes('AAAAAA'))).toHaveLength(1);
  });

  test.each([60, 80, 100, 140])('fits %i columns', (width) => {
    for (const line of (picture([0, 1, 2], [4, 8, 14], width) ?? '').split('\n'))
      expect(line.length, line).toBeLessThanOrEqual(width);
  });

  test('is by factors where the values are', () => {
    const text = picture([1, 2, 4, 8, 16], [4, 4, 4, 4, 14]) ?? '';
    expect(text).toContain('Across: x, by factors');
    // A straight line between 8 and 16 passes 10 at 12.8, between the last two of five places: 3.6 of 4.
    const axis = text.split('\n').find((line) => /\+-+X-+$/.test(line))!;
    const [start, end] = [axis.indexOf('+') + 1, axis.length - 1];
    expect((axis.indexOf('X') - start) / (end - start)).toBeCloseTo(3.6 / 4, 1);
    expect(text).toContain('near x = 13');
  });

  test('marks no change where there is none', () => {
    const text = picture([0, 1, 2], [4, 5, 6]) ?? '';
    expect(text).not.toContain('X');
    expect(text).not.toContain('threshold');
  });

  test('is not drawn for two values, for words, or for a design', () => {
    expect(picture([0, 1], [4, 5])).toBeUndefined();
    expect(picture(['low', 'middle', 'high'], [4, 5, 6])).toBeUndefined();
    expect(picture([0, 1, 2], [4, 5, 6], 80, { design: 'lhs' })).toBeUndefined();
  });
});
