/**
 * The chunks of a run or sweep on disk: an append-only file of records (record.ts) in the order in which they were ready,
 * and an index of them in memory. What a torn write or a broken disk leaves at its end is found out and cut off.
 */
import type { CheckpointFiles } from './checkpoint-files.ts';
import { type Chunking, drawsOf } from './chunks.ts';
import {
  decodeFailures,
  decodeRecord,
  encodeRecord,
  HEADER_BYTES,
  isWhole,
  numberBytes,
  type RecordLayout,
  readHeader,
} from './record.ts';
import type { Chunk, Failure } from './results.ts';
import type { ChunkStore } from './run.ts';

/** How the results of a cell are cut into records, and what is in them. */
export interface CellFormat {
  readonly chunking: Chunking;
  readonly layout: RecordLayout;
}

export interface Journal extends ChunkStore {
  formatOf(cell: number): CellFormat;
  /** Chunks that it holds, of all cells. */
  readonly finished: number;
  /**
   * Reads a chunk.
   * @throws RangeError if it is not there
   */
  read(cell: number, chunk: number): Chunk;
  /** The failures of a chunk, without its numbers. */
  failures(cell: number, chunk: number): readonly Failure[];
  /**
   * Reads neighbouring columns of a cell.
   * @param first column, counted over values (paths × columns), parameters and timeline (paths × periods × outcomes)
   * @param draws how many to read, from the first on: all when left out, else whole chunks. They must all be there.
   * @returns one array of all draws for each column
   */
  columns(cell: number, first: number, count: number, draws?: number): Float64Array[];
  /** Makes sure that everything written so far is on the disk. */
  sync(): void;
  close(): void;
}

/** Bytes after which what was written is forced to the disk: what a failure of the machine may cost. */
const SYNC_BYTES = 64 * 2 ** 20;

/** Chunks for which there is room from the beginning. */
const LEAST_PLACES = 16;

function grown<Numbers extends Float64Array | Uint32Array>(numbers: Numbers, larger: Numbers): Numbers {
  larger.set(numbers);
  return larger;
}

/**
 * Opens a journal; makes it if it is not there.
 * @param formats of the cells, in their order; a run has one
 * @throws errors of node:fs if the file cannot be read or written
 */
export function openJournal(path: string, files: CheckpointFiles, formats: readonly CellFormat[]): Journal {
  const file = files.open(path);
  /**
   * For the chunks of each cell where its record begins, plus 1, or 0 for none, and the bytes of its failures. They grow:
   * where a precision is asked for, a cell seldom needs as many chunks as it may have.
   */
  const starts = formats.map(() => new Float64Array(0));
  const failureBytes = formats.map(() => new Uint32Array(0));
  let finished = 0;
  let end = 0;
  let unsynced = 0;

  const drawCount = (cell: number, chunk: number) => {
    const { fromDraw, toDraw } = drawsOf(formats[cell].chunking, chunk);
    return toDraw - fromDraw;
  };
  /** Bytes of a record before its failures. */
  const numericBytes = (cell: number, chunk: number) =>
    HEADER_BYTES + numberBytes(formats[cell].layout, drawCount(cell, chunk));
  const startOf = (cell: number, chunk: number) => {
    const start = (starts[cell][chunk] ?? 0) - 1;
    if (!(start >= 0)) throw new RangeError(`chunk ${chunk} of cell ${cell} is not in the journal`);
    return start;
  };
  let room = new Uint8Array(2 ** 16);
  /** Valid until it is called again: garbage of the size of all that was ever read would fill the memory. */
  const bytesAt = (start: number, length: number): Uint8Array => {
    if (room.length < length) room = new Uint8Array(2 * length);
    const bytes = room.subarray(0, length);
    return bytes.subarray(0, files.read(file, bytes, start));
  };
  const enter = (cell: number, chunk: number, failures: number) => {
    const known = starts[cell].length;
    if (chunk >= known) {
      const length = Math.min(formats[cell].chunking.count, Math.max(chunk + 1, 2 * known, LEAST_PLACES));
      starts[cell] = grown(starts[cell], new Float64Array(length));
      failureBytes[cell] = grown(failureBytes[cell], new Uint32Array(length));
    }
    if (starts[cell][chunk] === 0) finished++;
    starts[cell][chunk] = end + 1;
    failureBytes[cell][chunk] = failures;
  };

  /** The record at the end of what is known to be good; undefined if there is none, or none that is whole. */
  function nextRecord(size: number) {
    const header = readHeader(bytesAt(end, HEADER_BYTES));
    if (header === undefined) return undefined;
    if (header.cell >= formats.length) return undefined;
    const { chunking } = formats[header.cell];
    const chunk = header.fromDraw / chunking.size;
    if (!Number.isInteger(chunk) || chunk >= chunking.count) return undefined;
    if (header.toDraw !== drawsOf(chunking, chunk).toDraw) return undefined;
    const length = numericBytes(header.cell, chunk) + header.failureBytes;
    if (end + length > size) return undefined;
    return isWhole(bytesAt(end, length)) ? { ...header, chunk, length } : undefined;
  }

  function readAll(): void {
    const size = files.size(file);
    for (let record = nextRecord(size); record !== undefined; record = nextRecord(size)) {
      enter(record.cell, record.chunk, record.failureBytes);
      end += record.length;
    }
    if (end < size) files.truncate(file, end);
  }

  try {
    readAll();
  } catch (error) {
    files.close(file);
    throw error;
  }

  return {
    formatOf: (cell) => formats[cell],
    get finished() {
      return finished;
    },
    has: (cell, chunk) => starts[cell][chunk] > 0,
    put(cell, chunk, data) {
      const bytes = encodeRecord(formats[cell].layout, cell, data);
      files.write(file, bytes, end);
      enter(cell, chunk, bytes.length - numericBytes(cell, chunk));
      end += bytes.length;
      unsynced += bytes.length;
      if (unsynced < SYNC_BYTES) return;
      files.sync(file);
      unsynced = 0;
    },
    read(cell, chunk) {
      const length = numericBytes(cell, chunk) + failureBytes[cell][chunk];
      return decodeRecord(formats[cell].layout, bytesAt(startOf(cell, chunk), length));
    },
    failures(cell, chunk) {
      const length = failureBytes[cell][chunk];
      if (length === 0) return [];
      return decodeFailures(bytesAt(startOf(cell, chunk) + numericBytes(cell, chunk), length));
    },
    columns(cell, first, count, draws = formats[cell].chunking.draws) {
      const { chunking } = formats[cell];
      const columns = Array.from({ length: count }, () => new Float64Array(draws));
      const several = new Float64Array(chunking.size * count);
      for (let chunk = 0; chunk * chunking.size < draws; chunk++) {
        const length = drawCount(cell, chunk);
        const numbers = several.subarray(0, length * count);
        const bytes = new Uint8Array(numbers.buffer, 0, numbers.byteLength);
        files.read(file, bytes, startOf(cell, chunk) + HEADER_BYTES + 8 * length * first);
        for (let column = 0; column < count; column++) {
          columns[column].set(numbers.subarray(column * length, (column + 1) * length), chunk * chunking.size);
        }
      }
      return columns;
    },
    sync() {
      files.sync(file);
      unsynced = 0;
    },
    close: () => files.close(file),
  };
}
