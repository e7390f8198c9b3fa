/** The tables that `sweep` writes, each with the meaning of its columns. */
import type { PrecisionOutcome } from '../analysis/precision.ts';
import type { RulePair } from '../analysis/rule-pairs.ts';
import type { CellAnalysis } from '../analysis/sweep-analysis.ts';
import type { Results } from '../experiment/results.ts';
import type { SweepPlan } from '../experiment/sweep-plan.ts';
import type { Table, TableColumn } from './csv.ts';
import { drawsTable, paramsTable } from './run-tables.ts';
import { comparisonCells, comparisonColumns, ends, integer, number, PATH, text } from './table-columns.ts';

const CELL = integer('cell_id', 'Number of the cell, from 0: one combination of the varied values.');

/** The tables of a sweep. */
export interface SweepTables {
  readonly cells: Table;
  readonly sweep: Table;
  readonly comparison: Table;
  /** One, where the ambiguity of the rules of engagement is varied. */
  readonly rulePairs: readonly Table[];
  /** With rows for every draw of every cell, where that is wanted. */
  readonly draws: readonly Table[];
}

export interface SweepTableOptions {
  /** The results of a cell, where those of every draw are to be written as well. */
  readonly resultsOf?: ((cell: number) => Results) | undefined;
  /** Pairs of rules of engagement, where they are what is varied. */
  readonly rulePairs?: (() => readonly RulePair[]) | undefined;
  /** What every cell has come to, where a precision was asked for. */
  readonly precision?: readonly PrecisionOutcome[] | undefined;
}

/**
 * All tables of a sweep.
 * @param analyses of all cells, in their order; gone through once, for the table `sweep`
 * @param kept what is left of them when that table is written
 */
export function sweepTables(
  sweep: SweepPlan,
  analyses: Iterable<CellAnalysis>,
  kept: readonly CellAnalysis[],
  { resultsOf, rulePairs, precision }: SweepTableOptions = {},
): SweepTables {
  const varied = sweep.axes.map(({ name, path, label, unit, meaning, values }): TableColumn => {
    const where = path === undefined ? 'in every path' : `in path ${path}`;
    const description = `Varied, ${where}. ${meaning}`;
    const column = typeof values[0] === 'string' ? text(name, description) : number(name, description, unit);
    return { ...column, title: label, required: true };
  });
  return {
    cells: cellsTable(sweep, varied, precision),
    sweep: sweepTable(analyses, varied),
    comparison: comparisonTable(kept, varied),
    rulePairs: rulePairs ? [rulePairsTable(rulePairs)] : [],
    draws: resultsOf ? [drawsTable, paramsTable].map((table) => ofAllCells(sweep, resultsOf, table)) : [],
  };
}

const PRECISION: readonly TableColumn[] = [
  integer('precision_draws', 'Draws that the cell took.'),
  number('precision_se', 'The largest standard error of a paired difference of the first preference.'),
  text('precision_reached', 'Whether that is below what was asked for: yes, or no after the most draws allowed.'),
];

function cellsTable(
  { cells }: SweepPlan,
  varied: readonly TableColumn[],
  precision?: readonly PrecisionOutcome[] | undefined,
): Table {
  return {
    name: 'cells',
    title: 'Cells',
    description: 'The values of every cell.',
    columns: [CELL, ...varied, ...(precision ? PRECISION : [])],
    key: ['cell_id'],
    rows: () =>
      cells.map(({ id, values }) => {
        if (precision === undefined) return [id, ...values];
        const { draws, worst, isReached } = precision[id];
        return [id, ...values, draws, worst.se, isReached ? 'yes' : 'no'];
      }),
  };
}

/** A table of a run, of every cell after the other; its columns are the same in all of them. */
function ofAllCells(
  { cells }: SweepPlan,
  resultsOf: (cell: number) => Results,
  table: (results: Results) => Table,
): Table {
  const first = table(resultsOf(cells[0].id));
  return {
    ...first,
    columns: [CELL, ...first.columns],
    key: [CELL.name, ...first.key],
    *rows() {
      for (const { id } of cells) for (const row of table(resultsOf(id)).rows()) yield [id, ...row];
    },
  };
}

function sweepTable(cells: Iterable<CellAnalysis>, varied: readonly TableColumn[]): Table {
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

function rulePairsTable(pairs: () => readonly RulePair[]): Table {
  const cell = (name: string, which: string) => integer(name, `${which} cell of the pair: a cell_id of cells.csv.`);
  const difference = (name: string, meaning: string): TableColumn[] => [
    number(name, `${meaning}, in cell_a minus in cell_b: mean over draws.`, 'probability'),
    number(`${name}_se`, 'Standard error of the mean difference, as of independent draws.', 'probability'),
    ...ends('the 95 % interval of the mean difference (Student)', 'probability', `${name}`),
  ];
  return {
    name: 'rule_pairs',
    title: 'Rules of engagement against each other',
    description:
      'Every path and pair of cells, paired in the same worlds: what one rule deters and risks beside another.',
    columns: [
      PATH,
      cell('cell_a', 'First'),
      cell('cell_b', 'Second'),
      ...difference('renewed', 'Chance of renewed war given a ceasefire'),
      ...difference('escalation', 'Chance of general war or nuclear use'),
      integer('n', 'Draws in which both chances are defined in both cells.'),
    ],
    key: ['path', 'cell_a', 'cell_b'],
    *rows() {
      for (const { path, cellA, cellB, renewed, escalation, n } of pairs()) {
        const cells = [renewed, escalation].flatMap(({ mean, se, low, high }) => [mean, se, low, high]);
        yield [path, cellA, cellB, ...cells, n];
      }
    },
  };
}
