/** Columns that several tables have. */
import type { ComparisonRow } from '../analysis/comparison.ts';
import type { Cell, TableColumn } from './csv.ts';

/** A column of text without gaps. */
export const text = (name: string, description: string): TableColumn => ({
  name,
  type: 'string',
  description,
  required: true,
});

/** A column of numbers, some of which may be missing. */
export const number = (name: string, description: string, unit?: string): TableColumn => ({
  name,
  type: 'number',
  description,
  ...(unit ? { unit } : {}),
});

/** A column of whole numbers without gaps. */
export const integer = (name: string, description: string): TableColumn => ({
  name,
  type: 'integer',
  description,
  required: true,
});

/**
 * The two columns of an interval, `low` and `high`.
 * @param of what they are the ends of: `its 95 % interval (Wilson)`
 * @param name of what has the interval, before `_low` and `_high`
 */
export function ends(of: string, unit?: string, name?: string): TableColumn[] {
  const before = name === undefined ? '' : `${name}_`;
  return [number(`${before}low`, `Lower end of ${of}.`, unit), number(`${before}high`, `Upper end of ${of}.`, unit)];
}

export const PATH: TableColumn = text('path', 'Path of the scenario.');

const better = (which: 'a' | 'b') => [
  number(`${which}_better`, `Share of worlds in which path_${which} is better; for preferences only.`, 'share'),
  ...ends('its 95 % interval (Wilson)', 'share', `${which}_better`),
];

/**
 * The columns of a paired comparison.
 * @param metric what is compared
 */
export function comparisonColumns(metric: TableColumn): TableColumn[] {
  return [
    text('path_a', 'First path.'),
    text('path_b', 'Second path.'),
    metric,
    number('difference', 'Mean of path_a − path_b over draws.'),
    number('se', 'Standard error of the mean difference, as of independent draws.'),
    ...ends('the 95 % interval of the mean difference (Student)'),
    number('q05', '5 % quantile of the difference over draws.'),
    number('q95', '95 % quantile of the difference over draws.'),
    integer('n', 'Draws in which both values are defined.'),
    ...better('a'),
    ...better('b'),
    { name: 'ties', type: 'integer', description: 'Worlds in which neither is better; for preferences only.' },
  ];
}

const NO_SHARES: readonly Cell[] = new Array<undefined>(7).fill(undefined);

/** A row of `comparisonColumns`. */
export function comparisonCells(row: ComparisonRow): Cell[] {
  const { pathA, pathB, metric, mean, se, low, high, q05, q95, n, better: won } = row;
  return [
    pathA,
    pathB,
    metric,
    mean,
    se,
    low,
    high,
    q05,
    q95,
    n,
    ...(won ? [won.a.share, won.a.low, won.a.high, won.b.share, won.b.low, won.b.high, won.ties] : NO_SHARES),
  ];
}
