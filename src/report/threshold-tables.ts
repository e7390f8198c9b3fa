/** The tables that `threshold` writes, each with the meaning of its columns. */
import type { Share } from '../analysis/comparison.ts';
import type { CurvePoint } from '../analysis/threshold/curve-points.ts';
import type { SubjectAnalysis } from '../analysis/threshold/subject-analysis.ts';
import type { Threshold } from '../analysis/threshold/threshold.ts';
import type { ThresholdPlan, ThresholdSubject } from '../experiment/threshold-plan.ts';
import type { Cell, Table, TableColumn } from './csv.ts';
import { ends, integer, number, text } from './table-columns.ts';

/** All tables, in the order of writing. */
export function thresholdTables(plan: ThresholdPlan, found: readonly SubjectAnalysis[]): Table[] {
  return [thresholdTable(plan, found), curveTable(plan, found)];
}

const SUBJECT: readonly TableColumn[] = [
  text('metric', 'Output of the model, metric or preference of the scenario.'),
  text('path_a', 'First path, or the only one where a level is looked for.'),
  { name: 'path_b', type: 'string', description: 'Second path; empty where a level is looked for.' },
  number('level', 'Level of the metric that is looked for; empty where two paths are compared.'),
];

function subjectCells({ metric }: ThresholdPlan, subject: ThresholdSubject): Cell[] {
  return subject.kind === 'difference'
    ? [metric.name, subject.pathA, subject.pathB, undefined]
    : [metric.name, subject.path, undefined, subject.level];
}

function thresholdTable(plan: ThresholdPlan, found: readonly SubjectAnalysis[]): Table {
  const { axis } = plan;
  const end = (which: string) =>
    `${which} end of the 95 % interval (bootstrap over draws); that of the range if it goes beyond.`;
  return {
    name: 'threshold',
    title: 'Thresholds',
    description:
      'Every value of the quantity at which the mean difference between the paths changes its sign, or the mean passes the ' +
      'level. No row means that there is none in the range.',
    columns: [
      ...SUBJECT,
      integer('crossing', 'Number of the crossing, from 0, by rising values.'),
      text('parameter', 'Quantity that was moved.'),
      { ...number('value', `Where the crossing is. ${axis.meaning}`, axis.unit), title: axis.label, required: true },
      number('low', end('Lower'), axis.unit),
      number('high', end('Upper'), axis.unit),
      {
        name: 'beyond',
        type: 'string',
        description: 'Whether the interval goes beyond the range: below, above, both, or neither (empty).',
      },
      number(
        'without',
        'Share of resamples in which there is no such crossing, because two have met and gone.',
        'share',
      ),
      text('sign', 'rises: path_a − path_b (or the distance to the level) goes from negative to positive; or falls.'),
      {
        name: 'better_below',
        type: 'string',
        description: 'Path that is better on average just below the crossing; for preferences and two paths only.',
      },
      { name: 'better_above', type: 'string', description: 'Path that is better on average just above it.' },
      number('bracket_low', 'Closest value below at which the mean was found to have the one sign.', axis.unit),
      number('bracket_high', 'Closest value above at which it was found to have the other.', axis.unit),
    ],
    key: ['metric', 'path_a', 'crossing'],
    *rows() {
      for (const { subject, analysis } of found) {
        for (const [index, threshold] of analysis.thresholds.entries()) {
          const { value, low, high, without, rises, between } = threshold;
          yield [
            ...subjectCells(plan, subject),
            index,
            axis.name,
            value,
            low,
            high,
            beyondOf(threshold),
            without,
            rises ? 'rises' : 'falls',
            betterPath(plan, subject, rises ? -1 : 1),
            betterPath(plan, subject, rises ? 1 : -1),
            between.low,
            between.high,
          ];
        }
      }
    },
  };
}

function beyondOf({ isBelowRange, isAboveRange }: Threshold): string | undefined {
  if (isBelowRange) return isAboveRange ? 'both' : 'below';
  return isAboveRange ? 'above' : undefined;
}

/** The path that is better where the difference has a sign; undefined where nothing says what better means. */
export function betterPath({ metric }: ThresholdPlan, subject: ThresholdSubject, sign: number): string | undefined {
  if (subject.kind === 'level' || metric.direction === undefined || sign === 0) return undefined;
  return sign < 0 === (metric.direction === 'minimize') ? subject.pathA : subject.pathB;
}

function curveTable(plan: ThresholdPlan, found: readonly SubjectAnalysis[]): Table {
  const { axis } = plan;
  const shares = (name: string, what: string) => [
    number(name, `Share of worlds in which ${what}.`, 'share'),
    ...ends('its 95 % interval (Wilson)', 'share', `${name}`),
  ];
  return {
    name: 'curve',
    title: 'The curve',
    description: 'Every value of the quantity that was evaluated; all see the same draws.',
    columns: [
      ...SUBJECT,
      text('parameter', 'Quantity that was moved.'),
      { ...number('value', `Its value. ${axis.meaning}`, axis.unit), title: axis.label, required: true },
      number('mean', 'Mean over draws: of path_a − path_b, or of the metric on path_a where a level is looked for.'),
      number('se', 'Its standard error, as of independent draws.'),
      ...ends('the 95 % interval of the mean (Student)'),
      integer('n', 'Draws: those that have a value at every value of the quantity.'),
      ...shares('below', 'path_a − path_b is below 0, or the metric below the level'),
      ...shares('above', 'path_a − path_b is above 0, or the metric above the level'),
      ...shares('a_better', 'path_a is better; for preferences and two paths only'),
      ...shares('b_better', 'path_b is better; for preferences and two paths only'),
    ],
    key: ['metric', 'path_a', 'value'],
    *rows() {
      for (const { subject, points } of found) {
        const level = subject.kind === 'level' ? subject.level : 0;
        for (const point of points) {
          const { value, mean, se, low, high, n, negative, positive } = point;
          yield [
            ...subjectCells(plan, subject),
            axis.name,
            ...[value, mean + level, se, low + level, high + level, n],
            ...shareCells(negative),
            ...shareCells(positive),
            ...betterCells(plan, subject, point),
          ];
        }
      }
    },
  };
}

const shareCells = ({ share, low, high }: Share): Cell[] => [share, low, high];

function betterCells(plan: ThresholdPlan, subject: ThresholdSubject, { negative, positive }: CurvePoint): Cell[] {
  const better = betterPath(plan, subject, -1);
  if (better === undefined || subject.kind === 'level') return new Array<undefined>(6).fill(undefined);
  const [a, b] = better === subject.pathA ? [negative, positive] : [positive, negative];
  return [...shareCells(a), ...shareCells(b)];
}
