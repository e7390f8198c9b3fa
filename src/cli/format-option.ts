/** The option that says in which formats tables are written. */
import type { TableFormat } from '../report/table-files.ts';
import { UsageError } from './errors.ts';
import { readScalar, scalar } from './read-options.ts';

export const FORMAT_OPTION = {
  format: scalar('csv (default), or parquet: every table as Parquet as well, beside the CSV'),
} as const;

/**
 * Reads it from what yargs found.
 * @throws UsageError
 */
export function readFormat(value: unknown): TableFormat {
  const text = readScalar('format', value);
  if (text === undefined || text === 'csv' || text === 'parquet') return text ?? 'csv';
  throw new UsageError(`--format is ${text}, must be csv or parquet`);
}
