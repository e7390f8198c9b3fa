/** Writes tables into a folder of results, in the formats that are wanted. */
import { csvText, type Table } from './csv.ts';
import { createParquet } from './parquet.ts';
import type { ResultsFolder } from './results-folder.ts';

/** `csv` is CSV alone; `parquet` is Parquet beside it: everything that reads results of this program reads CSV. */
export type TableFormat = 'csv' | 'parquet';

/** Extensions of the files of a table, in the order of writing. */
export function extensionsOf(format: TableFormat): readonly TableFormat[] {
  return format === 'parquet' ? ['csv', 'parquet'] : ['csv'];
}

/**
 * Writes a table. Its rows are gone through once, whatever the formats.
 * @param version of the program
 * @throws FolderError if a file cannot be written, and the signal's reason when it is aborted
 */
export async function writeTable(
  folder: ResultsFolder,
  table: Table,
  format: TableFormat,
  version: string,
  signal?: AbortSignal,
): Promise<void> {
  if (format === 'csv') {
    await folder.write(`${table.name}.csv`, csvText(table), signal);
    return;
  }
  const file = folder.begin(`${table.name}.parquet`);
  try {
    const parquet = createParquet(table, (bytes, rows) => file.append({ bytes, rows }), `stolperdraht ${version}`);
    function* rows() {
      for (const row of table.rows()) {
        parquet.add(row);
        yield row;
      }
    }
    await folder.write(`${table.name}.csv`, csvText({ ...table, rows }), signal);
    parquet.finish();
    file.end();
  } finally {
    file.close();
  }
}
