/** Several lines in one picture of plain text, each made of its own letter. The same text for the same points. */
import { formatShort } from './number-text.ts';
import { paintPath, type TextStyle } from './terminal-table.ts';

interface PictureLine {
  /** One sign. */
  readonly mark: string;
  /** In ascending order of their positions along the horizontal axis, which are from 0 to 1. */
  readonly points: readonly { readonly position: number; readonly value: number }[];
}

export interface LinesPicture {
  readonly lines: readonly PictureLine[];
  /** What stands at the two ends of the horizontal axis. */
  readonly ends: readonly [string, string];
  /** Bottom and top of the vertical axis; the least and the greatest value when left out. */
  readonly range?: readonly [number, number] | undefined;
  /** Positions that are marked on the horizontal axis. */
  readonly crossings?: readonly number[];
  /** How values are written at the vertical axis. */
  readonly format?: (value: number) => string;
}

/** Cells of the picture are numbers of lines, or these. */
const NOTHING = -1;
const SEVERAL = -2;
const USUAL_ROWS = 11;
const WIDEST = 72;
const NARROWEST = 10;
/** Where several lines are in one place, and where a crossing is marked. */
export const MEETING = '*';
export const CROSSING = 'X';

/** Draws the picture, no wider than a number of columns. Points without a value leave a gap. */
export function drawLines(
  { lines, ends, range, crossings = [], format = (value) => formatShort(value) }: LinesPicture,
  width: number,
  style: TextStyle,
  rows = USUAL_ROWS,
): string {
  const values = lines.flatMap(({ points }) => points.map(({ value }) => value)).filter(Number.isFinite);
  const least = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const most = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const [bottom, top] = range ?? (values.length === 0 ? [0, 1] : [least, most]);
  const height = top - bottom;
  const rowOf = (value: number) => {
    const row = height > 0 ? Math.round(((top - value) / height) * (rows - 1)) : (rows - 1) / 2;
    return Math.min(rows - 1, Math.max(0, Math.round(row)));
  };
  const middle = (rows - 1) / 2;
  const labels = new Map([
    [rows - 1, format(bottom)],
    ...(Number.isInteger(middle) && height > 0 ? [[middle, format((bottom + top) / 2)] as const] : []),
    [height > 0 ? 0 : middle, format(top)],
  ]);
  const margin = Math.max(...Array.from(labels.values(), (label) => label.length)) + 2;
  const columns = Math.max(NARROWEST, Math.min(WIDEST, width - margin - 1));

  const grid = Array.from({ length: rows }, () => new Array<number>(columns).fill(NOTHING));
  for (const [number, line] of lines.entries()) {
    for (let column = 0; column < columns; column++) {
      const value = valueAt(line, column / (columns - 1));
      if (!Number.isFinite(value)) continue;
      const row = grid[rowOf(value)];
      row[column] = row[column] === NOTHING ? number : SEVERAL;
    }
  }
  const sign = (cell: number) => (cell === NOTHING ? ' ' : cell === SEVERAL ? MEETING : lines[cell].mark);
  const drawn = grid.map((cells, index) => {
    const margins = `${(labels.get(index) ?? '').padStart(margin - 1)} |`;
    return `${margins}${runsOf(cells)
      .map(({ cell, length }) => {
        const text = sign(cell).repeat(length);
        return cell >= 0 ? paintPath(style, cell, text) : text;
      })
      .join('')}`.trimEnd();
  });
  const axis = new Array<string>(columns).fill('-');
  for (const position of crossings) axis[Math.round(Math.min(1, Math.max(0, position)) * (columns - 1))] = CROSSING;
  const gap = ' '.repeat(Math.max(1, columns - ends[0].length - ends[1].length));
  return [
    ...drawn,
    `${' '.repeat(margin)}+${axis.join('')}`,
    `${' '.repeat(margin + 1)}${ends[0]}${gap}${ends[1]}`,
  ].join('\n');
}

/** The line between its points; NaN beyond them, and beside a point without a value. */
function valueAt({ points }: PictureLine, position: number): number {
  const next = points.findIndex((point) => point.position >= position - 1e-9);
  if (next < 0) return Number.NaN;
  const b = points[next];
  if (b.position <= position + 1e-9) return b.value;
  if (next === 0) return Number.NaN;
  const a = points[next - 1];
  return a.value + ((position - a.position) / (b.position - a.position)) * (b.value - a.value);
}

/** Cells that are the same, one after the other, without those that are empty at the end. */
function runsOf(cells: readonly number[]): { cell: number; length: number }[] {
  const runs: { cell: number; length: number }[] = [];
  for (const cell of cells.slice(0, cells.findLastIndex((own) => own !== NOTHING) + 1)) {
    const last = runs.at(-1);
    if (last?.cell === cell) last.length++;
    else runs.push({ cell, length: 1 });
  }
  return runs;
}
