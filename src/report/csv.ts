/** CSV: UTF-8, LF, one header row, shortest round-trip numbers, empty for missing. */
import { stringify } from 'csv-stringify/sync';

/** A value of a table. Undefined and every number that is not finite are missing. */
export type Cell = string | number | undefined;

/** One column of a table, and what datapackage.json says of it. */
export interface TableColumn {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'number';
  readonly description: string;
  readonly title?: string;
  readonly unit?: string;
  /** Whether every row has a value. */
  readonly required?: boolean;
}

/** A table that becomes one CSV file. Rows are made one at a time: a table need not fit into memory. */
export interface Table {
  /** Name of the file without its extension. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly columns: readonly TableColumn[];
  /** Columns that together tell the rows apart. */
  readonly key: readonly string[];
  rows(): Iterable<readonly Cell[]>;
}

/** Texts much longer than this many cells make are garbage of the kind that is collected last. */
const CELLS_AT_ONCE = 4000;

/**
 * The text of a table, piece by piece; the first piece holds the header.
 * Text that a spreadsheet would take for a formula is disarmed by an apostrophe; numbers never are.
 */
export function* csvText(table: Table): Generator<{ text: string; rows: number }> {
  yield { text: toCsv([table.columns.map((column) => column.name)]), rows: 0 };
  const rowsAtOnce = Math.max(1, Math.floor(CELLS_AT_ONCE / table.columns.length));
  let batch: Cell[][] = [];
  for (const row of table.rows()) {
    if (row.length !== table.columns.length) {
      throw new RangeError(`${table.name}: a row has ${row.length} cells, must have ${table.columns.length}`);
    }
    batch.push(row.map(missingAsUndefined));
    if (batch.length === rowsAtOnce) {
      yield { text: toCsv(batch), rows: batch.length };
      batch = [];
    }
  }
  if (batch.length > 0) yield { text: toCsv(batch), rows: batch.length };
}

function missingAsUndefined(cell: Cell): Cell {
  return typeof cell === 'number' && !Number.isFinite(cell) ? undefined : cell;
}

function toCsv(rows: readonly (readonly Cell[])[]): string {
  return stringify(rows as Cell[][], {
    record_delimiter: 'unix',
    escape_formulas: true,
    // An empty text is told from a missing value by its quotes.
    quoted_match: /^$/,
    // The same text as String, but V8 keeps that of String in a cache, from which a million rows fill the memory.
    cast: { number: (value) => JSON.stringify(value) },
  });
}
