/** The tables of Sobol indices, each with the meaning of its columns. */
import type { Table } from '../csv.ts';
import { integer, text } from '../table-columns.ts';
import type { SobolFindings } from './sobol-text.ts';
import { byMerit, estimateCells, estimateColumns } from './tables.ts';

const BOOTSTRAP = 'bootstrap over base points';

/** One row a factor. */
export function sobolTable({ indices, factors }: SobolFindings): Table {
  const order = byMerit(indices.total.map(({ value }) => value));
  return {
    name: 'sobol',
    title: 'Sobol indices',
    description: 'Shares of the variance of the output that each factor accounts for; the largest total index first.',
    columns: [
      text('parameter', 'Quantity, or group of quantities that were varied together.'),
      {
        name: 'basis',
        type: 'string',
        description: 'What the scenario rests a quantity on: source, judgement or nothing; empty for a group.',
      },
      integer('quantities', 'Number of quantities in it.'),
      text('members', 'Their ids, separated by spaces.'),
      ...estimateColumns(
        'first',
        'First-order index: share of the variance that would go, on average, if it were known.',
        BOOTSTRAP,
      ),
      ...estimateColumns(
        'total',
        'Total index: share that would stay, on average, if all but it were known.',
        BOOTSTRAP,
      ),
      integer('n', 'Base points that were used.'),
      integer('missing', 'Base points left out because an output is missing in one of their rows.'),
    ],
    key: ['parameter'],
    rows: () =>
      order.map((factor) => {
        const { name, basis, ids } = factors[factor];
        return [
          ...[name, basis, ids.length, ids.join(' ')],
          ...estimateCells(indices.first[factor]),
          ...estimateCells(indices.total[factor]),
          ...[indices.points, indices.missing],
        ];
      }),
  };
}

/** One row a pair of factors. */
export function sobolSecondTable({ indices, factors }: SobolFindings): Table {
  const order = byMerit(indices.second.map(({ value }) => Math.abs(value)));
  return {
    name: 'sobol_second',
    title: 'Second-order Sobol indices',
    description:
      'Share of the variance of the output that pairs account for beyond what each does alone; the largest first.',
    columns: [
      text('parameter', 'First of the two factors.'),
      text('other', 'Second of them.'),
      ...estimateColumns('second', 'Second-order index; below 0 by its error only.', BOOTSTRAP),
      integer('n', 'Base points that were used.'),
    ],
    key: ['parameter', 'other'],
    rows: () =>
      order.map((pair) => {
        const { factor, other, ...index } = indices.second[pair];
        return [factors[factor].name, factors[other].name, ...estimateCells(index), indices.points];
      }),
  };
}
