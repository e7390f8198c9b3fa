/** The tables of a run that say, year by year, how many of the ceasefires that have begun still hold. */
import type { RunAnalysis } from '../analysis/run-analysis.ts';
import type { Table, TableColumn } from './csv.ts';
import { ends, integer, number, PATH, text } from './table-columns.ts';

const YEAR: TableColumn = { ...number('year', 'End of the period, from the start.', 'years'), required: true };

/** The share unbroken of every path, and the differences of every pair. */
export function survivalTables({ survival }: RunAnalysis): Table[] {
  const quantile = (name: string, words: string) =>
    number(name, `${words} of the share in a single world, over worlds in which a ceasefire may have begun.`, 'share');
  return [
    {
      name: 'survival',
      title: 'Ceasefires that hold',
      description:
        'Of the ceasefires that have begun by the end of every period, the share that has not broken by then, however ' +
        'young they are.',
      columns: [
        PATH,
        YEAR,
        number('begun', 'Mean chance over draws that the ceasefire has begun.', 'probability'),
        number('unbroken', 'Mean chance that it is in force, divided by begun.', 'share'),
        number('se', 'Standard error of unbroken (delta method, draws as independent).', 'share'),
        ...ends('the 95 % interval of unbroken (Student)', 'share'),
        quantile('q05', '5 % quantile'),
        quantile('q25', '25 % quantile'),
        quantile('q50', 'Median'),
        quantile('q75', '75 % quantile'),
        quantile('q95', '95 % quantile'),
        integer('n', 'Draws in which a ceasefire may have begun.'),
      ],
      key: ['path', 'year'],
      rows: () =>
        survival.shares.map((row) => [
          ...[row.path, row.year, row.begun, row.unbroken, row.se, row.low, row.high],
          ...[row.q05, row.q25, row.q50, row.q75, row.q95, row.n],
        ]),
    },
    {
      name: 'survival_comparison',
      title: 'Ceasefires that hold, path against path',
      description: 'The differences of unbroken in survival.csv, path_a − path_b, paired in the same worlds.',
      columns: [
        text('path_a', 'First path.'),
        text('path_b', 'Second path.'),
        YEAR,
        number('difference', 'unbroken of path_a − unbroken of path_b.', 'share'),
        number('se', 'Standard error of the difference (delta method, draws as independent).', 'share'),
        ...ends('the 95 % interval of the difference (Student)', 'share'),
      ],
      key: ['path_a', 'path_b', 'year'],
      rows: () =>
        survival.differences.map(({ pathA, pathB, year, difference, se, low, high }) => [
          ...[pathA, pathB, year, difference, se, low, high],
        ]),
    },
  ];
}
