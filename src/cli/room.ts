/** Whether there is room on this machine for what is to be done. */
import { statfsSync } from 'node:fs';
import { totalmem } from 'node:os';
import type { CellFormat } from '../experiment/journal.ts';
import { numberBytes } from '../experiment/record.ts';
import type { TableFormat } from '../report/table-files.ts';
import { UsageError } from './errors.ts';

/** Bytes of a number in a CSV file, its comma included, about. */
const TEXT_BYTES = 19;
/** Bytes of a number in a Parquet file: what seldom differs takes less. */
const PARQUET_BYTES = 8;
/** Copies of a chunk that are in memory for each thread: that of the thread, that of the main thread, and its record. */
const COPIES = 3;

/** Bytes of disk that finished chunks take. */
export function journalBytes(formats: readonly CellFormat[]): number {
  return formats.reduce((sum, { chunking, layout }) => sum + numberBytes(layout, chunking.draws), 0);
}

/** Bytes of the tables that have rows for every draw, about. */
export function drawTableBytes(formats: readonly CellFormat[], format: TableFormat): number {
  const bytes = TEXT_BYTES + (format === 'parquet' ? PARQUET_BYTES : 0);
  return formats.reduce(
    (sum, { chunking, layout }) =>
      sum + bytes * chunking.draws * (layout.values + layout.parameters + layout.histories),
    0,
  );
}

/**
 * Makes sure that results fit onto the disk.
 * @param folder that is there
 * @throws UsageError
 */
export function requireDisk(folder: string, bytes: number): void {
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  if (bytes <= free) return;
  throw new UsageError(
    `${folder} needs about ${gigabytes(bytes)} GB for these results, but ${gigabytes(free)} GB of the disk are free; ` +
      'take fewer draws, or another folder with --out',
  );
}

/**
 * Makes sure that what is in memory at a time fits into it: a chunk of draws for each thread, however many draws there are.
 * @throws UsageError
 */
export function requireMemory(formats: readonly CellFormat[], jobs: number): void {
  const largest = formats.reduce(
    (most, { chunking, layout }) => Math.max(most, numberBytes(layout, Math.min(chunking.size, chunking.draws))),
    0,
  );
  const needed = COPIES * jobs * largest;
  if (needed <= 0.8 * totalmem()) return;
  throw new UsageError(
    `${jobs} jobs need about ${gigabytes(needed)} GB of memory for so many histories, must fit into the ` +
      `${gigabytes(totalmem())} GB of this machine; take fewer`,
  );
}

function gigabytes(bytes: number): string {
  const size = bytes / 2 ** 30;
  return size.toFixed(size < 10 ? 1 : 0);
}
