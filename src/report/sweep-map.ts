/** A map of two crossed quantities: which path is better where, and how surely. */
import { type CellAnalysis, type Lead, leadOf } from '../analysis/sweep-analysis.ts';
import type { PlannedPreference } from '../experiment/plan.ts';
import type { SweepPlan } from '../experiment/sweep-plan.ts';
import { letter } from './charts/theme.ts';
import { MISSING, shortValue } from './number-text.ts';
import type { TextOptions } from './run-text.ts';
import { renderTable, type TextRow, wrapText } from './terminal-table.ts';

const MARKS: Readonly<Record<Lead['certainty'], string>> = { open: '.', mean: ':', worlds: '#' };
/** Between the columns of a map that would be too wide with their headings side by side. */
const NARROW_GAP = 1;
/** At least so much room between the headings over it. */
const HEADING_GAP = 2;

type LabelledRow = Extract<TextRow, { label: string }>;

/** The map: the first quantity down, the second across, in each cell the letter of a path and a mark of certainty. */
export function renderMap(
  { axes, run }: SweepPlan,
  cells: readonly CellAnalysis[],
  preference: PlannedPreference,
  { width, style }: TextOptions,
): string {
  const [down, across] = axes;
  const letters = new Map(run.paths.map(({ name }, index) => [name, letter(index)]));
  const columns = across.values.map(shortValue);
  const rows = down.values.map(
    (value, row): LabelledRow => ({
      label: shortValue(value),
      cells: columns.map((_, column) => {
        const lead = leadOf(cells[row * columns.length + column], preference);
        return lead ? `${letters.get(lead.path)}${MARKS[lead.certainty]}` : MISSING;
      }),
    }),
  );
  const legend = [
    ...run.paths.map(({ name, title }) => ` ${letters.get(name)}  ${name}${title === name ? '' : ` (${title})`}`),
    ` ${MARKS.open}  not told apart: the 95 % interval of the mean difference to the next path includes 0`,
    ` ${MARKS.mean}  better on average, but in fewer than 75 % of worlds than the next path`,
    ` ${MARKS.worlds}  better on average, and in 75 % of worlds or more`,
  ].map((line) => wrapText(line.slice(4), width, '    ').replace(/^ {4}/, line.slice(0, 4)));
  const explanation = `The path with the best mean ${preference.name}. Down: ${down.name}. Across: ${across.name}.`;
  const table = renderTable({ corner: '', columns, rows }, width, style);
  // A map that is cut into blocks is none: rather are the headings thinned out and the columns moved together.
  const isCut = table.includes('\n\n');
  return [
    style.bold('Which path is better where'),
    style.dim(wrapText(explanation, width)),
    ...(isCut ? [narrowMap(columns, rows, width, style), wrapText(`Across: ${columns.join(', ')}.`, width)] : [table]),
    ...legend,
  ].join('\n');
}

/** A map with its columns close together, below headings for as many of them as there is room for. */
function narrowMap(
  columns: readonly string[],
  rows: readonly LabelledRow[],
  width: number,
  style: TextOptions['style'],
): string {
  const labels = rows.map(({ label }) => ` ${label}`);
  const left = Math.max(...labels.map(({ length }) => length)) + HEADING_GAP;
  const step = Math.max(...rows.flatMap(({ cells }) => cells.map(({ length }) => length))) + NARROW_GAP;
  const perBlock = Math.max(1, Math.floor((width - left + NARROW_GAP) / step));
  const blocks = Math.ceil(columns.length / perBlock);
  const size = Math.ceil(columns.length / blocks);
  return Array.from({ length: blocks }, (_, block) => {
    const shown = columns.slice(block * size, (block + 1) * size);
    const lines = rows.map(({ cells }, row) => {
      const own = cells.slice(block * size, (block + 1) * size);
      return (labels[row].padEnd(left) + own.map((cell) => cell.padEnd(step)).join('')).trimEnd();
    });
    return [style.bold(headings(shown, left, step, width)), ...lines].join('\n');
  }).join('\n\n');
}

/** Each heading over the first sign of its column, as far as they do not touch; the first and the last always. */
function headings(columns: readonly string[], left: number, step: number, width: number): string {
  const last = columns.length - 1;
  const place = (column: number) => Math.min(left + column * step, Math.max(left, width - columns[column].length));
  let line = '';
  columns.forEach((text, column) => {
    const isFree = column === 0 || place(column) >= line.length + HEADING_GAP;
    const leavesRoom = column === last || place(column) + text.length + HEADING_GAP <= place(last);
    if (isFree && leavesRoom) line = line.padEnd(place(column)) + text;
  });
  return line;
}
