import { describe, expect, test } from 'vitest';
import { analyzeCell } from '../../src/analysis/sweep-analysis.ts';
import type { Axis } from '../../src/experiment/sweep-axes.ts';
import type { SweepPlan } from '../../src/experiment/sweep-plan.ts';
import { renderSweep, sayAxes, saySize } from '../../src/report/sweep-text.ts';
import { sampleResults } from '../support/sample-results.ts';

const plain = { width: 80, style: { bold: (text: string) => text, dim: (text: string) => text } };
const WORLDS = 40;

const axis = (name: string, values: readonly number[], more: Partial<Axis> = {}): Axis => ({
  name,
  id: name,
  path: undefined,
  label: name,
  unit: '',
  meaning: '',
  values,
  overrides: [],
  at: { file: '', line: 0, column: 0 },
  ...more,
});

/** A sweep in which path a minus path b, by world, is what a function says of cell and world. */
function made(
  axes: Axis[],
  cellValues: number[][],
  difference: (cell: number, draw: number) => number,
  { zip = false, paths = ['a', 'b'] } = {},
) {
  const preferences = [{ name: 'harm', title: undefined, direction: 'minimize' as const, text: 'war_years' }];
  const all = cellValues.map((values, id) => {
    const results = sampleResults({ paths, draws: WORLDS, preferences });
    const width = results.columns.length;
    for (let draw = 0; draw < WORLDS; draw++) {
      paths.forEach((_, path) => {
        const row = draw * paths.length + path;
        results.chunk.values[row * width + width - 1] = 50 + (path === 0 ? difference(id, draw) : 0);
      });
    }
    return { results, analysis: analyzeCell({ id, values }, results) };
  });
  const run = all[0].results.plan;
  const cells = all.map(({ analysis }) => analysis.cell);
  const evaluations = cells.length * run.evaluations;
  const sweep: SweepPlan = { run, axes, zip, design: undefined, cells, evaluations, planHash: 'c'.repeat(64) };
  return {
    sweep,
    text: renderSweep(
      sweep,
      all.map(({ analysis }) => analysis),
      plain,
    ),
  };
}

/** Better in all worlds, in just over half of them but clearly on average, or not to be told apart. */
const ALL = () => -5;
const MEAN = (_: number, draw: number) => (draw % 5 < 3 ? -20 : 1);
const OPEN = (_: number, draw: number) => (draw % 2 === 0 ? -5 : 4.9);

describe('what a sweep prints', () => {
  test('maps two crossed quantities: the first down, the second across, with letter and certainty', () => {
    const kinds = [ALL, MEAN, OPEN, () => -ALL(), (c: number, d: number) => -MEAN(c, d), OPEN];
    const pairs = [1, 2].flatMap((down) => [10, 20, 30].map((across) => [down, across]));
    const { text } = made([axis('x', [1, 2]), axis('y', [10, 20, 30])], pairs, (c, d) => kinds[c](c, d));
    expect(text).toMatch(/^ 1 +A# +A: +A\.$/m);
    expect(text).toMatch(/^ 2 +B# +B: +A\.$/m);
    expect(text).toMatch(/^ +10 +20 +30$/m);
    expect(text).toContain('Down: x. Across: y.');
    expect(text.replaceAll('\n', ' ')).toContain('in 4 of 6 cells (in 2 of them not clearly), b in 2.');
  });

  test('shows one quantity as a table of means and leads', () => {
    const { text } = made([axis('x', [0.5, 1.23456789])], [[0.5], [1.23456789]], (c) => (c === 0 ? -5 : 5));
    expect(text).toMatch(/^ 0\.5 +45\S* ±\S+ +50\S* ±\S+$/m);
    expect(text).toMatch(/^ 0\.5 +a +b +5\S*.* 100 % \(\d+–100\)$/m);
    expect(text).toMatch(/^ 1\.23457 +b +a +5\S*.* 100 % \(\d+–100\)$/m);
    expect(text).toContain('Under harm a has the best mean in 1 of 2 cells, b in 1.');
  });

  test('shows quantities side by side as one table, not as a map', () => {
    const axes = [axis('x', [1, 2]), axis('y', [10, 20])];
    const { text, sweep } = made(
      axes,
      [
        [1, 10],
        [2, 20],
      ],
      ALL,
      { zip: true },
    );
    expect(text).toMatch(/^ 2, 20 +a +b /m);
    expect(text).not.toContain('Across');
    expect(sayAxes(sweep)[0]).toBe('Varied side by side: x, in every path: 1, 2');
  });

  test('compares nothing where there is one path', () => {
    const { text } = made([axis('x', [1, 2])], [[1], [2]], ALL, { paths: ['a'] });
    expect(text).toContain('Only one path was run');
    expect(text).not.toContain('Which path is better');
  });

  test('says how many cells a long table leaves to the files', () => {
    const values = Array.from({ length: 75 }, (_, i) => i);
    const { text } = made(
      [axis('x', values)],
      values.map((value) => [value]),
      ALL,
    );
    expect(text).toContain('… and 15 more cells in sweep.csv and comparison.csv.');
    expect(text).toContain('in 75 of 75 cells');
  });

  test('says of what is varied where it holds, and leaves the middle of many values out', () => {
    const axes = [axis('x', [1, 2, 3, 4, 5, 6, 7], { overrides: ['a', 'b'] }), axis('b:y', [1], { path: 'b' })];
    const { sweep } = made(axes, [[1, 1]], ALL, { zip: true });
    expect(sayAxes(sweep)).toEqual([
      'Varied side by side: x, in every path, also in a, b, which set it otherwise: 1, 2, 3, 4, 5, … 7',
      'Varied side by side: b:y, in that path only: 1',
    ]);
    expect(saySize(sweep)).toBe('1 cell × 2 paths × 40 draws (design random, seed sample)');
  });
});
