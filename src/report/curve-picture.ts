/** A curve with its band as a picture of plain text: no clock, no files, the same text for the same points. */
import { formatShort, shortValue } from './number-text.ts';

/** What is known of the curve at one place. */
interface PicturePoint {
  /** Along the horizontal axis, from 0 to 1. */
  readonly position: number;
  readonly mean: number;
  /** 95 % interval of the mean; NaN where unknown. */
  readonly low: number;
  readonly high: number;
}

export interface Picture {
  /** In ascending order of their positions, at least two. */
  readonly points: readonly PicturePoint[];
  /** The line that the curve is held against: 0, or a level. */
  readonly line: number;
  /** Where the curve passes the line, and its interval, as positions. */
  readonly crossings: readonly { readonly position: number; readonly low: number; readonly high: number }[];
  /** Values at the two ends of the horizontal axis. */
  readonly ends: readonly [number, number];
}

const ROWS = 13;
const WIDEST = 72;
const MARKS = { curve: '*', band: '.', line: '-', interval: '=', crossing: 'X', empty: ' ' } as const;

/** What the marks of a picture mean. */
export const PICTURE_LEGEND = `${MARKS.curve} mean, ${MARKS.band} its 95 % interval, ${MARKS.crossing} crossing, ${MARKS.interval} its 95 % interval`;

/** Draws the picture, no wider than a number of columns. */
export function drawCurve({ points, line, crossings, ends }: Picture, width: number): string {
  const known = points.flatMap(({ mean, low, high }) => [mean, low, high]).filter(Number.isFinite);
  const bottom = known.reduce((least, value) => Math.min(least, value), line);
  const top = known.reduce((most, value) => Math.max(most, value), line);
  const height = top - bottom;
  const perRow = height > 0 ? height / (ROWS - 1) : 1;
  const lineRow = height > 0 ? Math.round((top - line) / perRow) : (ROWS - 1) / 2;
  // Counted from the line, so that the curve is in its row as far on one side as on the other.
  const rowOf = (value: number) => Math.min(ROWS - 1, Math.max(0, lineRow - Math.round((value - line) / perRow)));
  const labels = new Map([
    [rowOf(bottom), formatShort(bottom)],
    [rowOf(top), formatShort(top)],
    [rowOf(line), formatShort(line)],
  ]);
  const margin = Math.max(...Array.from(labels.values(), (label) => label.length)) + 2;
  const columns = Math.max(10, Math.min(WIDEST, width - margin - 1));

  const grid = Array.from({ length: ROWS }, () => new Array<string>(columns).fill(MARKS.empty));
  const columnOf = (position: number) => Math.round(Math.min(1, Math.max(0, position)) * (columns - 1));
  for (let column = 0; column < columns; column++) {
    const { mean, low, high } = interpolate(points, column / (columns - 1));
    if (Number.isFinite(low) && Number.isFinite(high)) {
      for (let row = rowOf(high); row <= rowOf(low); row++) grid[row][column] = MARKS.band;
    }
    grid[rowOf(line)][column] = MARKS.line;
    grid[rowOf(mean)][column] = MARKS.curve;
  }
  for (const { low, high } of crossings) {
    if (Number.isNaN(low) || Number.isNaN(high)) continue;
    for (let column = columnOf(low); column <= columnOf(high); column++) grid[rowOf(line)][column] = MARKS.interval;
  }
  for (const { position } of crossings) grid[rowOf(line)][columnOf(position)] = MARKS.crossing;

  const rows = grid.map((row, index) => `${(labels.get(index) ?? '').padStart(margin - 1)} |${row.join('')}`);
  const [first, last] = ends.map(shortValue);
  const gap = Math.max(1, columns - first.length - last.length);
  const axis = [
    `${' '.repeat(margin)}+${'-'.repeat(columns)}`,
    `${' '.repeat(margin + 1)}${first}${' '.repeat(gap)}${last}`,
  ];
  return [...rows, ...axis].map((row) => row.trimEnd()).join('\n');
}

/** The curve as straight lines between its points. */
function interpolate(points: readonly PicturePoint[], position: number): Omit<PicturePoint, 'position'> {
  const next = points.findIndex((point) => point.position >= position);
  if (next <= 0) return points[next < 0 ? points.length - 1 : 0];
  const [a, b] = [points[next - 1], points[next]];
  const share = (position - a.position) / (b.position - a.position);
  const between = (from: number, to: number) => from + share * (to - from);
  return { mean: between(a.mean, b.mean), low: between(a.low, b.low), high: between(a.high, b.high) };
}
