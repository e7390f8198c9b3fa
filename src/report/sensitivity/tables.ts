/** The tables that `sensitivity` writes, each with the meaning of its columns. */
import type { DeltaResult } from '../../analysis/sensitivity/delta.ts';
import type { Estimate } from '../../analysis/sensitivity/estimate.ts';
import type { PawnResult } from '../../analysis/sensitivity/pawn.ts';
import type { RankResult } from '../../analysis/sensitivity/ranks.ts';
import type { RegionalResult } from '../../analysis/sensitivity/regional.ts';
import type { Cell, Table, TableColumn } from '../csv.ts';
import { ends, integer, number, text } from '../table-columns.ts';
import type { OutputSummary, Question } from './question.ts';

const BASIS = text('basis', 'What the scenario rests it on: source, judgement, or nothing.');

/** Name of the factor of all quantities that have none of their own. */
export const OTHERS = 'all others';

/** Columns that name an input. */
export const PARAMETER: readonly TableColumn[] = [
  text('parameter', 'Uncertain quantity: its id, or path:id where it is that of one path.'),
  BASIS,
];

/** An estimate and the ends of its interval. */
export function estimateColumns(name: string, description: string, interval: string): TableColumn[] {
  return [number(name, description), ...ends(`its 95 % interval (${interval})`, undefined, `${name}`)];
}

export const estimateCells = ({ value, low, high }: Estimate): Cell[] => [value, low, high];

/** What was explained; one row. */
export function outputTable({ objective, subject }: Question, output: OutputSummary, fit?: Estimate): Table {
  const [a, b] = subject.kind === 'path' ? [subject.path, undefined] : [subject.pathA, subject.pathB];
  return {
    name: 'output',
    title: 'What was explained',
    description: 'The output whose differences between worlds are put down to the inputs; one row.',
    columns: [
      text('metric', 'Output of the model, metric or preference of the scenario.'),
      text('path_a', 'Path, or the first of two.'),
      {
        name: 'path_b',
        type: 'string',
        description: 'Second path, whose value is taken from that of path_a; empty for one path.',
      },
      number('mean', 'Mean over worlds.'),
      number('se', 'Its standard error, as of independent draws.'),
      ...ends('the 95 % interval of the mean (Student)'),
      number('sd', 'Standard deviation over worlds.'),
      integer('n', 'Worlds that were used.'),
      integer('left_out', 'Worlds left out because they failed or a value is missing.'),
      ...(fit
        ? estimateColumns(
            'fit',
            'Share of the variance of its ranks that the rank regression accounts for.',
            'bootstrap over draws',
          )
        : []),
    ],
    key: ['metric', 'path_a'],
    rows: () => [
      [
        ...[objective.name, a, b, output.mean, output.se, output.low, output.high, output.sd, output.n, output.leftOut],
        ...(fit ? estimateCells(fit) : []),
      ],
    ],
  };
}

/** Rows of a table of inputs, in the order of the positions. */
function inputRows(
  { inputs }: Question,
  order: readonly number[],
  cells: (input: number) => readonly Cell[],
): () => Cell[][] {
  return () => order.map((input) => [inputs[input].name, inputs[input].basis, ...cells(input)]);
}

/** Positions of estimates, the largest first; those that are undefined last. */
export function byMerit(merits: readonly number[]): number[] {
  const of = (value: number) => (Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value);
  return [...merits.keys()].sort((a, b) => of(merits[b]) - of(merits[a]) || a - b);
}

export function pawnTable(question: Question, { indices, draws }: PawnResult): Table {
  const order = byMerit(indices.map(({ value }) => value));
  return {
    name: 'pawn',
    title: 'PAWN indices',
    description:
      'How far the distribution of the output moves when an input is held in a narrow range; the largest first.',
    columns: [
      ...PARAMETER,
      ...estimateColumns(
        'pawn',
        'Median over slices of the Kolmogorov–Smirnov distance between the outputs in a slice of the input and all; 0 to 1.',
        'bootstrap over draws',
      ),
      number('dummy', 'What an input that does nothing scores on average with so many draws.'),
      number(
        'dummy_limit',
        'What such an input exceeds in 5 % of cases: an index below cannot be told from no influence.',
      ),
      integer('slices', 'Slices of the input.'),
      integer('n', 'Draws that were used.'),
    ],
    key: ['parameter'],
    rows: inputRows(question, order, (input) => {
      const { dummy, dummyLimit, slices, ...index } = indices[input];
      return [...estimateCells(index), dummy, dummyLimit, slices, draws];
    }),
  };
}

export function ranksTable(question: Question, { indices, draws }: RankResult): Table {
  const order = byMerit(indices.map(({ partial }) => Math.abs(partial.value)));
  return {
    name: 'ranks',
    title: 'Rank regression',
    description: 'How the rank of the output moves with the rank of each input; the strongest first.',
    columns: [
      ...PARAMETER,
      ...estimateColumns(
        'prcc',
        'Partial rank correlation: with the other inputs taken out, −1 to 1.',
        'bootstrap over draws',
      ),
      ...estimateColumns(
        'srrc',
        'Standardised rank regression coefficient: standard deviations of the output’s ranks for one of the input’s.',
        'bootstrap over draws',
      ),
      number('inflation', 'Variance inflation: 1 where the rank of the input does not hang on those of the others.'),
      { name: 'problem', type: 'string', description: 'Why there is no index: constant or collinear; else empty.' },
      integer('n', 'Draws that were used.'),
    ],
    key: ['parameter'],
    rows: inputRows(question, order, (input) => {
      const { partial, coefficient, inflation, problem } = indices[input];
      return [...estimateCells(partial), ...estimateCells(coefficient), inflation, problem, draws];
    }),
  };
}

export function deltaTable(question: Question, { indices, draws }: DeltaResult): Table {
  const order = byMerit(indices.map(({ value }) => value));
  return {
    name: 'delta',
    title: 'Delta indices',
    description:
      'How much the density of the output changes on average when an input becomes known; the largest first.',
    columns: [
      ...PARAMETER,
      ...estimateColumns('delta', 'Borgonovo’s delta, corrected for bias; 0 to 1.', 'bootstrap over draws'),
      number('uncorrected', 'The estimate before the correction.'),
      number('dummy', 'What an input that does nothing scores on average, uncorrected.'),
      number('dummy_limit', 'What such an input exceeds in 5 % of cases, uncorrected.'),
      integer('classes', 'Classes of the input.'),
      integer('n', 'Draws that were used.'),
    ],
    key: ['parameter'],
    rows: inputRows(question, order, (input) => {
      const { uncorrected, dummy, dummyLimit, classes, ...index } = indices[input];
      return [...estimateCells(index), uncorrected, dummy, dummyLimit, classes, draws];
    }),
  };
}

/** @param where the worlds that are told from the others */
export function regionalTable(
  question: Question,
  where: string,
  { indices, behavioural, other }: RegionalResult,
): Table {
  const order = byMerit(indices.map(({ distance }) => distance.value));
  return {
    name: 'regional',
    title: 'Regional sensitivity',
    description: `Which inputs differ between worlds in which ${where} and all others; the most different first.`,
    columns: [
      ...PARAMETER,
      ...estimateColumns(
        'distance',
        'Kolmogorov–Smirnov distance of the input between the two kinds of worlds; 0 to 1.',
        'bootstrap over draws',
      ),
      number('p', 'Probability of a distance at least as large if the input did not differ.', 'probability'),
      number('p_adjusted', 'The same, adjusted for the number of inputs (Holm).', 'probability'),
      number('median_inside', 'Median of the input in the worlds of the kind.'),
      number('median_outside', 'Median of the input in the others.'),
      integer('n_inside', 'Worlds of the kind.'),
      integer('n_outside', 'Others.'),
    ],
    key: ['parameter'],
    rows: inputRows(question, order, (input) => {
      const { distance, p, pAdjusted, medianBehavioural, medianOther } = indices[input];
      return [...estimateCells(distance), p, pAdjusted, medianBehavioural, medianOther, behavioural, other];
    }),
  };
}
