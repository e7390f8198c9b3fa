/** Tables of plain text that fit a width: columns that do not fit beside each other stand below each other. */
import CliTable from 'cli-table3';

/** A row of cells, or a heading between rows. Lines within a cell are separated by \n. */
export type TextRow = { readonly label: string; readonly cells: readonly string[] } | { readonly heading: string };

export interface TextTable {
  /** Heading of the labels. */
  readonly corner: string;
  readonly columns: readonly string[];
  readonly rows: readonly TextRow[];
}

/** Colours that every terminal has. */
export type Hue = 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan' | 'gray';

/** How headings are set off; identity functions without colour. */
export interface TextStyle {
  bold(text: string): string;
  dim(text: string): string;
  /** Missing where there are no colours. What is painted must say the same without. */
  paint?(hue: Hue, text: string): string;
}

/** Hues by which the lines and letters of paths are told apart more quickly, in the order of the paths. */
const PATH_HUES: readonly Hue[] = ['blue', 'yellow', 'green', 'magenta', 'cyan', 'red'];

/** A text in the hue of a path. */
export function paintPath(style: TextStyle, index: number, text: string): string {
  return style.paint === undefined ? text : style.paint(PATH_HUES[index % PATH_HUES.length], text);
}

const GAP = 2;
const NARROWEST_LABEL = 16;
const WIDEST_LABEL = 30;

/** Renders a table in as many blocks of columns as the width asks for. */
export function renderTable(table: TextTable, width: number, style: TextStyle): string {
  const columnWidths = table.columns.map((name, index) =>
    widest([name, ...table.rows.flatMap((row) => ('label' in row ? [row.cells[index]] : []))]),
  );
  const labels = table.rows.flatMap((row) => ('label' in row ? [` ${row.label}`] : []));
  // Labels can be wrapped, numbers cannot: what the columns need is taken from the labels first.
  const widestLabel = widest([table.corner, ...labels]);
  const fewest = Math.min(NARROWEST_LABEL, widestLabel);
  return splitColumns(columnWidths, width - fewest)
    .map((columns) => {
      const left = width - columns.reduce((sum, index) => sum + GAP + columnWidths[index], 0);
      return renderBlock(table, columns, Math.max(fewest, Math.min(widestLabel, WIDEST_LABEL, left)), style);
    })
    .join('\n\n');
}

/** Wraps running text at spaces, though not before %; a word longer than a line is broken. */
export function wrapText(text: string, width: number, indent = ''): string {
  const room = Math.max(1, width - indent.length);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/ (?!%)/).flatMap((whole) => breakWord(whole, room))) {
    if (line !== '' && line.length + 1 + word.length > room) {
      lines.push(indent + line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, indent + line].join('\n');
}

function breakWord(word: string, room: number): string[] {
  if (word.length <= room) return [word];
  return [word.slice(0, room), ...breakWord(word.slice(room), room)];
}

function widest(cells: readonly string[]): number {
  return Math.max(...cells.flatMap((cell) => cell.split('\n').map((line) => line.length)));
}

/** Column positions in as few blocks as fit, as even as possible, at least one column a block. */
function splitColumns(widths: readonly number[], available: number): number[][] {
  for (let perBlock = widths.length; perBlock > 1; perBlock--) {
    const size = Math.ceil(widths.length / Math.ceil(widths.length / perBlock));
    const blocks = inChunks(widths, size);
    if (blocks.every((block) => block.reduce((sum, index) => sum + GAP + widths[index], 0) <= available)) return blocks;
  }
  return inChunks(widths, 1);
}

function inChunks(widths: readonly number[], size: number): number[][] {
  const count = Math.ceil(widths.length / size);
  return Array.from({ length: count }, (_, block) =>
    widths.map((_width, index) => index).slice(block * size, (block + 1) * size),
  );
}

function renderBlock(table: TextTable, columns: readonly number[], labelWidth: number, style: TextStyle): string {
  const text = new CliTable({
    head: [style.bold(table.corner), ...columns.map((index) => style.bold(table.columns[index]))],
    chars: NO_LINES,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': GAP },
    colWidths: [labelWidth + GAP],
    colAligns: ['left', ...columns.map(() => 'right' as const)],
  });
  for (const row of table.rows) {
    if ('heading' in row) text.push([{ content: style.dim(row.heading), colSpan: columns.length + 1 }]);
    else text.push([wrapText(row.label, labelWidth, ' '), ...columns.map((index) => row.cells[index])]);
  }
  return text
    .toString()
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

const NO_LINES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '',
};
