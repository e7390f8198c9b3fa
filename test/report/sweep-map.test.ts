import { describe, expect, test } from 'vitest';
import type { CellAnalysis } from '../../src/analysis/sweep-analysis.ts';
import type { Plan } from '../../src/experiment/plan.ts';
import type { Axis, CellValue } from '../../src/experiment/sweep-axes.ts';
import type { SweepPlan } from '../../src/experiment/sweep-plan.ts';
import { renderMap } from '../../src/report/sweep-map.ts';
import { sweepTables } from '../../src/report/sweep-tables.ts';
import { renderSweep, sayAxes, saySize } from '../../src/report/sweep-text.ts';

const style = { bold: (text: string) => text, dim: (text: string) => text };
const harm = { name: 'harm', title: undefined, direction: 'minimize' as const, text: 'war_years' };
const run: Plan = {
  title: 'Made up',
  asOf: undefined,
  actors: { challenger: 'C', protege: 'P', coalition: 'K', backer: 'B' },
  paths: ['a', 'b'].map((name) => ({ name, title: name })),
  metrics: [],
  preferences: [harm],
  draws: 10,
  seed: 's',
  design: 'lhs',
  histories: 0,
  stepYears: 0.5,
  periods: 4,
  evaluations: 20,
  version: '0',
  modelVersion: '0',
  scenarioHash: '',
  planHash: '',
};

function axis(name: string, values: readonly CellValue[]): Axis {
  const at = { file: '', line: 0, column: 0 };
  return { name, id: name, path: undefined, label: name, unit: '', meaning: `${name}.`, values, overrides: [], at };
}

/** A crossed sweep of two axes in which path a is better by what a function says, by a margin that is sure. */
function made(down: Axis, across: Axis, better: (row: number, column: number) => number) {
  const pairs = down.values.flatMap((_, row) => across.values.map((_value, column) => [row, column]));
  const sweep: SweepPlan = {
    run,
    axes: [down, across],
    zip: false,
    design: undefined,
    cells: pairs.map(([row, column], id) => ({ id, values: [down.values[row], across.values[column]] })),
    evaluations: pairs.length * run.evaluations,
    planHash: '',
  };
  const cells = sweep.cells.map((cell, index): CellAnalysis => {
    const [row, column] = pairs[index];
    const mean = -better(row, column);
    const spread = { se: 0.1, q05: 0, q25: 0, q50: 0, q75: 0, q95: 0, sd: 1, min: 0, max: 0, n: 10 };
    const means = { a: 50 + mean, b: 50 };
    const share = (value: number) => ({ share: value, low: value, high: value, count: 10 * value });
    const isA = mean < 0;
    const shares = { a: share(isA ? 1 : 0), b: share(isA ? 0 : 1), ties: 0 };
    return {
      cell,
      summary: (['a', 'b'] as const).map((path) => ({
        ...{ path, metric: 'harm', kind: 'preference', mean: means[path], ...spread },
      })),
      comparison: [
        {
          ...{ pathA: 'a', pathB: 'b', metric: 'harm', kind: 'preference', mean, ...spread },
          ...{ low: mean - 0.2, high: mean + 0.2, better: shares },
        },
      ],
    } as unknown as CellAnalysis;
  });
  return { sweep, cells };
}

const twenty = axis(
  'roe.ambiguity',
  Array.from({ length: 20 }, (_, i) => Number((0.05 + 0.05 * i).toFixed(2))),
);
/** Path a is better below the diagonal. */
const diagonal = (row: number, column: number) => (column <= 4 * row ? 5 : -5);

describe('a map of two quantities', () => {
  test('with twenty columns stays one map, within the width, each column where its heading says', () => {
    const { sweep, cells } = made(axis('roe.threshold', [1, 10, 100.5]), twenty, diagonal);
    const lines = renderMap(sweep, cells, harm, { width: 80, style }).split('\n');
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
    expect(lines.slice(2, 6)).toEqual([
      lines[2],
      ' 1      A# B# B# B# B# B# B# B# B# B# B# B# B# B# B# B# B# B# B# B#',
      ' 10     A# A# A# A# A# B# B# B# B# B# B# B# B# B# B# B# B# B# B# B#',
      ' 100.5  A# A# A# A# A# A# A# A# A# B# B# B# B# B# B# B# B# B# B# B#',
    ]);
    // Every heading that is shown begins over its column; the first and the last are among them.
    const shown = [...lines[2].matchAll(/\S+/g)].map((match) => [Number(match[0]), match.index]);
    expect(shown.length).toBeGreaterThan(5);
    for (const [value, place] of shown) expect(place).toBe(8 + 3 * twenty.values.indexOf(value));
    expect([shown[0][0], shown.at(-1)?.[0]]).toEqual([0.05, 1]);
    expect(lines.slice(6, 8).join(' ')).toBe(`Across: ${twenty.values.join(', ')}.`);
  });

  test('with few columns has a heading over each', () => {
    const { sweep, cells } = made(axis('x', [1, 2]), axis('y', [10, 20]), diagonal);
    const text = renderMap(sweep, cells, harm, { width: 80, style });
    expect(text).toMatch(/^ +10 +20\n 1 +A# +B#\n 2 +A# +A#$/m);
    expect(text).not.toMatch(/^Across/m);
  });

  test('is cut into blocks only where even the narrow columns do not fit', () => {
    const { sweep, cells } = made(axis('x', [1]), twenty, () => 5);
    const [, , ...lines] = renderMap(sweep, cells, harm, { width: 40, style }).split('\n');
    const rows = lines.filter((line) => line.startsWith(' 1 '));
    expect(rows.map((row) => row.match(/A#/g)?.length)).toEqual([10, 10]);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(40);
  });

  test('can have texts on its sides', () => {
    const { sweep, cells } = made(
      axis('run.seed', ['first', 'second']),
      axis('run.design', ['lhs', 'sobol']),
      diagonal,
    );
    expect(renderMap(sweep, cells, harm, { width: 80, style })).toMatch(/^ second +A# +A#$/m);
    expect(renderSweep(sweep, cells, { width: 80, style }).replaceAll('\n', ' ')).toContain(
      'Only cells with the same run.seed and run.design see the same worlds.',
    );
    const { cells: table, sweep: long } = sweepTables(sweep, cells, cells);
    const types = table.columns.map(({ name, type }) => [name, type]);
    expect(types).toEqual([
      ['cell_id', 'integer'],
      ['run.seed', 'string'],
      ['run.design', 'string'],
    ]);
    expect([...table.rows()][3]).toEqual([3, 'second', 'sobol']);
    expect(long.columns.map(({ name }) => name)).toEqual(
      'cell_id run.seed run.design path metric mean se q05 q50 q95 n'.split(' '),
    );
  });
});

describe('the size of a sweep in words', () => {
  const { sweep } = made(axis('run.draws', [5, 10]), axis('y', [1, 2]), diagonal);
  const own = (changes: Partial<Plan>) => ({ plan: { ...run, ...changes } });

  test('names draws, designs and seeds that differ between cells', () => {
    const cells = [own({ draws: 5 }), {}, own({ seed: 't', design: 'sobol' }), {}];
    const changed = { ...sweep, cells: sweep.cells.map((cell, index) => ({ ...cell, ...cells[index] })) };
    expect(saySize(changed)).toBe('4 cells × 2 paths × 5 to 10 draws (design lhs, sobol, seed s, t)');
  });

  test('names the design of the cells and the range over which they are spread', () => {
    const spread: SweepPlan = { ...sweep, design: 'lhs', axes: [axis('x', [0.75, 0.125, 0.5, 0.3123456789])] };
    expect(saySize(spread)).toBe('4 cells (a Latin hypercube) × 2 paths × 10 draws (design lhs, seed s)');
    expect(sayAxes(spread)).toEqual(['Varied: x, in every path: 4 values from 0.125 to 0.75']);
  });
});
