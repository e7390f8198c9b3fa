/** The tables of a tornado, each with the meaning of its columns. */
import type { PreferredPath } from '../../analysis/sensitivity/tornado.ts';
import type { Cell, Table } from '../csv.ts';
import { number, PATH, text } from '../table-columns.ts';
import { estimateCells, estimateColumns, PARAMETER } from './tables.ts';
import type { TornadoFindings } from './tornado-text.ts';

const ENDS = ({ low, high }: TornadoFindings) => [
  number('low_value', `Low value of the quantity: its ${low} quantile.`),
  number('high_value', `High value of the quantity: its ${high} quantile.`),
];

function inputCells({ question, ends }: TornadoFindings, parameter: string): Cell[] {
  const input = question.inputs.find(({ name }) => name === parameter);
  const end = ends.find((each) => each.parameter === parameter);
  return [parameter, input?.basis, end?.low, end?.high];
}

const SWING = 'Mean of the output at the high value less that at the low one, over the same draws';

/** One row a quantity: what it does to what was asked, and which path is preferred at its ends. */
export function tornadoTable(findings: TornadoFindings): Table {
  const { subject, paths, question } = findings;
  const preferred = new Map(paths.rows.map((row) => [row.parameter, row]));
  const nameOf = ({ path }: PreferredPath) => (path === undefined ? undefined : question.plan.paths[path].name);
  const preferredColumns = (end: string) => [
    {
      name: `preferred_${end}`,
      type: 'string' as const,
      description: `Path with the best mean at the ${end} value; empty for a tie.`,
    },
    ...estimateColumns(`advantage_${end}`, 'How much better it is than the second, over the same draws.', 'Student'),
  ];
  return {
    name: 'tornado',
    title: 'Tornado',
    description: 'What each quantity alone does to the output between its low and high value; the widest first.',
    columns: [
      ...PARAMETER,
      ...ENDS(findings),
      number('output_low', 'Mean of the output at the low value.'),
      number('output_high', 'Mean of the output at the high value.'),
      ...estimateColumns('swing', `${SWING}.`, 'Student'),
      ...(question.objective.direction ? [...preferredColumns('low'), ...preferredColumns('high')] : []),
      ...(question.objective.direction
        ? [text('changes', 'Whether another path is preferred at an end than in the draws as they are: yes or no.')]
        : []),
    ],
    key: ['parameter'],
    *rows() {
      for (const { parameter, bars } of subject.rows) {
        const [{ low, high, swing }] = bars;
        const row = preferred.get(parameter);
        const cells = [...inputCells(findings, parameter), low, high, ...estimateCells(swing)];
        if (question.objective.direction === undefined || row === undefined) yield cells;
        else {
          yield [
            ...cells,
            ...[row.preferredLow, row.preferredHigh].flatMap((end) => [nameOf(end), ...estimateCells(end.advantage)]),
            row.changesFromBase ? 'yes' : 'no',
          ];
        }
      }
    },
  };
}

/** One row a quantity and path. */
export function tornadoPathsTable(findings: TornadoFindings): Table {
  const { paths, question } = findings;
  return {
    name: 'tornado_paths',
    title: 'Tornado of each path',
    description: 'What each quantity alone does to the objective of each path; the widest bar of any path first.',
    columns: [
      ...PARAMETER,
      ...ENDS(findings),
      PATH,
      number('output_low', 'Mean of the objective at the low value.'),
      number('output_high', 'Mean of the objective at the high value.'),
      ...estimateColumns('swing', `${SWING}.`, 'Student'),
    ],
    key: ['parameter', 'path'],
    *rows() {
      for (const { parameter, bars } of paths.rows) {
        for (const [path, { low, high, swing }] of bars.entries()) {
          const { name } = question.plan.paths[path];
          yield [...inputCells(findings, parameter), name, low, high, ...estimateCells(swing)];
        }
      }
    },
  };
}
