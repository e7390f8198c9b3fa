/** One quantity of a sweep as a picture of lines: the mean objective of every path, and where the best one changes. */
import { type CellAnalysis, leadOf } from '../analysis/sweep-analysis.ts';
import type { PlannedPreference } from '../experiment/plan.ts';
import type { SweepPlan } from '../experiment/sweep-plan.ts';
import { letter } from './charts/theme.ts';
import { CROSSING, drawLines, MEETING } from './lines-picture.ts';
import { shortValue } from './number-text.ts';
import type { TextOptions } from './run-text.ts';
import { wrapText } from './terminal-table.ts';

/** Fewer cells than this are read more quickly in the table. */
const FEWEST_CELLS = 3;

/** A place between two cells at which the best mean passes from one path to another. */
interface Change {
  readonly from: string;
  readonly to: string;
  /** By a straight line between the two values. */
  readonly near: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The picture with its legend, and the changes in words.
 * @returns undefined where there is no line to draw: several quantities, words as values, or too few cells
 */
export function renderSweepPicture(
  { axes, design, run }: SweepPlan,
  cells: readonly CellAnalysis[],
  preference: PlannedPreference,
  { width, style }: TextOptions,
): string | undefined {
  const [axis] = axes;
  if (axes.length > 1 || design !== undefined) return undefined;
  const points = cells
    .map((analysis) => ({ value: Number(analysis.cell.values[0]), analysis }))
    .filter(({ value }) => Number.isFinite(value))
    .sort((a, b) => a.value - b.value);
  const values = points.map(({ value }) => value);
  if (points.length < Math.max(FEWEST_CELLS, cells.length) || new Set(values).size < points.length) return undefined;
  const isLogarithmic = isGeometric(values);
  const scale = isLogarithmic ? byNumber(values) : linear(values);
  const lines = run.paths.map(({ name }, index) => ({
    mark: letter(index),
    points: points.map(({ value, analysis }) => ({
      position: scale(value),
      value: analysis.summary.find((r) => r.path === name && r.metric === preference.name)?.mean ?? Number.NaN,
    })),
  }));
  if (run.paths.length > 26 || !lines.some((line) => line.points.some(({ value }) => Number.isFinite(value)))) {
    return undefined;
  }
  const changes = findChanges(points, preference);
  const ends = [values[0], values[values.length - 1]].map(shortValue);
  const picture = drawLines(
    { lines, ends: [ends[0], ends[1]], crossings: changes.map(({ near }) => scale(near)) },
    width,
    style,
  );
  const names = run.paths.map(({ name }, index) => `${letter(index)} ${name}`).join(', ');
  const legend =
    `Mean ${preference.name} (${preference.direction === 'minimize' ? 'less' : 'more'} is better): ${names}; ` +
    `${MEETING} where they meet. Across: ${axis.name}${isLogarithmic ? ', by factors' : ''}` +
    `${changes.length > 0 ? `; ${CROSSING} where the best mean changes` : ''}. Straight lines between the cells; errors in the table.`;
  const said = changes.map(
    ({ from, to, near, low, high }) =>
      `The best mean passes from ${from} to ${to} near ${axis.name} = ${shortValue(Number(near.toPrecision(2)))}, ` +
      `between the cells ${shortValue(low)} and ${shortValue(high)}.`,
  );
  if (said.length > 0) said.push('stolperdraht threshold finds such a place with its 95 % interval.');
  return [
    style.bold(`${run.paths.length > 1 ? 'The paths' : 'The path'} by ${axis.name}`),
    style.dim(wrapText(legend, width)),
    picture,
    ...(said.length > 0 ? [wrapText(said.join(' '), width)] : []),
  ].join('\n');
}

function findChanges(
  points: readonly { readonly value: number; readonly analysis: CellAnalysis }[],
  preference: PlannedPreference,
): Change[] {
  const changes: Change[] = [];
  for (let i = 1; i < points.length; i++) {
    const [left, right] = [points[i - 1], points[i]];
    const [from, to] = [leadOf(left.analysis, preference)?.path, leadOf(right.analysis, preference)?.path];
    if (from === undefined || to === undefined || from === to) continue;
    const [a, b] = [left, right].map(({ analysis }) => {
      const mean = (path: string) =>
        analysis.summary.find((r) => r.path === path && r.metric === preference.name)?.mean ?? Number.NaN;
      return mean(from) - mean(to);
    });
    const part = a === b ? 0.5 : a / (a - b);
    changes.push({
      from,
      to,
      near: left.value + part * (right.value - left.value),
      low: left.value,
      high: right.value,
    });
  }
  return changes;
}

/** Whether values grow by the same factor, and not by the same step. */
function isGeometric(values: readonly number[]): boolean {
  if (values[0] <= 0) return false;
  const factors = values.slice(1).map((value, index) => value / values[index]);
  return factors[0] > 1.2 && factors.every((factor) => Math.abs(factor / factors[0] - 1) < 0.01);
}

function linear(values: readonly number[]): (value: number) => number {
  const [low, high] = [values[0], values[values.length - 1]];
  return (value) => (value - low) / (high - low);
}

/** The place of a value among values that grow by one factor: their number, and between them by a straight line. */
function byNumber(values: readonly number[]): (value: number) => number {
  return (value) => {
    const next = Math.max(
      1,
      values.findIndex((own) => own >= value),
    );
    const [a, b] = [values[next - 1], values[next]];
    return (next - 1 + (value - a) / (b - a)) / (values.length - 1);
  };
}
