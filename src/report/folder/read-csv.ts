/** Reads the CSV files of a results folder, row by row: none of them need fit into memory. */
import { createReadStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { FolderError } from '../results-folder.ts';

/** Cells by the names of their columns. */
export type CsvRow = Readonly<Record<string, string>>;

/**
 * Calls back with every row of a CSV file; only the wanted columns are kept.
 * @param columns names of columns, all when left out
 * @returns number of rows
 * @throws FolderError if a column is missing, a row has too few or too many cells, or the file cannot be read
 */
export async function eachRow(file: string, use: (row: CsvRow) => void, columns?: readonly string[]): Promise<number> {
  let rows = 0;
  const parser = parse({
    columns: (header: string[]) => {
      const missing = columns?.find((name) => !header.includes(name));
      if (missing !== undefined) throw new FolderError(`${file} has no column ${missing}`, true);
      const twice = header.find((name, index) => header.indexOf(name) !== index);
      if (twice !== undefined) throw new FolderError(`${file} has two columns ${twice}`, true);
      return columns === undefined ? header : header.map((name) => (columns.includes(name) ? name : false));
    },
    // A longer field than this is not one of ours.
    max_record_size: 16_000_000,
  });
  try {
    await pipeline(
      createReadStream(file),
      parser,
      new Transform({
        writableObjectMode: true,
        transform(row: CsvRow, _, done) {
          rows++;
          try {
            use(row);
            done();
          } catch (error) {
            done(error as Error);
          }
        },
      }).resume(),
    );
  } catch (error) {
    throw asFolderError(error, file);
  }
  return rows;
}

function asFolderError(error: unknown, file: string): unknown {
  if (error instanceof FolderError) return error;
  if (error instanceof CsvError) {
    return new FolderError(
      `${file} is no table that stolperdraht wrote: ${error.message.replaceAll('\n', ' ')}`,
      true,
      {
        cause: error,
      },
    );
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  return code === undefined ? error : new FolderError(`${file} cannot be read: ${code}`, true, { cause: error });
}

/** A cell as a number; NaN where it is empty. */
export function numberOf(row: CsvRow, column: string): number {
  const cell = row[column];
  return cell === undefined || cell === '' ? Number.NaN : Number(cell);
}

/** A cell of text as it was before formulas in it were disarmed for spreadsheets. */
export function textOf(row: CsvRow, column: string): string {
  const cell = row[column] ?? '';
  return /^'[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/.test(cell) ? cell.slice(1) : cell;
}
