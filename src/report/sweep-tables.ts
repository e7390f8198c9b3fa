/** The tables that `sweep` writes, each with the meaning of its columns. */
import type { CellAnalysis } from '../analysis/sweep-analysis.ts';
import type { SweepPlan } from '../experiment/sweep-plan.ts';
import type { Table, TableColumn } from './csv.ts';
import { comparisonCells, comparisonColumns, integer, number, PATH, text } from './table-columns.ts';

const CELL = integer('cell_id', 'Number of the cell, from 0: one combination of the varied values.');

/** All tables of a sweep, in the order of writing. */
export function sweepTables(sweep: SweepPlan, cells: readonly CellAnalysis[]): Table[] {
  const varied = sweep.axes.map(({ name, path, label, unit, meaning }): TableColumn => {
    const where = path === undefined ? 'in every path' : `in path ${path}`;
    return { ...number(name, `Varied, ${where}. ${meaning}`, unit), title: label, required: true };
  });
  return [cellsTable(sweep, varied), sweepTable(cells, varied), comparisonTable(cells, varied)];
}

function cellsTable({ cells }: SweepPlan, varied: readonly TableColumn[]): Table {
  return {
    name: 'cells',
    title: 'Cells',
    description: 'The values of every cell; all cells see the same draws.',
    columns: [CELL, ...varied],
    key: ['cell_id'],
    rows: () => cells.map(({ id, values }) => [id, ...values]),
  };
}

function sweepTable(cells: readonly CellAnalysis[], varied: readonly TableColumn[]): Table {
  return {
    name: 'sweep',
    title: 'Every cell, path and metric',
    description: 'Mean over worlds, its standard error and the spread of the worlds, in every cell.',
    columns: [
      CELL,
      ...varied,
      PATH,
      text('metric', 'Output of the model, metric or preference of the scenario.'),
      number('mean', 'Mean over draws.'),
      number('se', 'Standard error of the mean, as of independent draws.'),
      number('q05', '5 % quantile over draws.'),
      number('q50', 'Median over draws.'),
      number('q95', '95 % quantile over draws.'),
      integer('n', 'Draws in which it is defined.'),
    ],
    key: ['cell_id', 'path', 'metric'],
    *rows() {
      for (const { cell, summary } of cells) {
        for (const { path, metric, mean, se, q05, q50, q95, n } of summary) {
          yield [cell.id, ...cell.values, path, metric, mean, se, q05, q50, q95, n];
        }
      }
    },
  };
}

function comparisonTable(cells: readonly CellAnalysis[], varied: readonly TableColumn[]): Table {
  return {
    name: 'comparison',
    title: 'Paired differences between paths',
    description: 'Every cell, pair of paths and preference: path_a − path_b in the same world, over worlds.',
    columns: [CELL, ...varied, ...comparisonColumns(text('metric', 'Preference of the scenario.'))],
    key: ['cell_id', 'path_a', 'path_b', 'metric'],
    *rows() {
      for (const { cell, comparison } of cells) {
        for (const row of comparison) yield [cell.id, ...cell.values, ...comparisonCells(row)];
      }
    },
  };
}
