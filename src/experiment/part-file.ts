/**
 * The chunks of one share of a run or sweep as a file: the records of record.ts, in the order of evaluation. The same
 * share has the same bytes, whoever computed it, as far as machines agree on the order of bytes in a number.
 */
import type { CheckpointFiles } from './checkpoint-files.ts';
import { NODE_FILES } from './checkpoint-files.ts';
import type { CellFormat, Journal } from './journal.ts';
import { decodeRecord, encodeRecord, HEADER_BYTES, isWhole, numberBytes, readHeader } from './record.ts';
import type { Chunk } from './results.ts';
import { type Place, placesOfShare, type Work } from './run.ts';
import { describeShare, type Share } from './share.ts';

/** A part cannot be joined with others. */
export class PartError extends Error {
  override readonly name = 'PartError';
  readonly isUsage = true;
}

/** The records of a share, one after the other, from a journal that has all of them. */
export function* partRecords(journal: Journal, work: Work, share: Share): Generator<Uint8Array> {
  for (const { cell, chunk } of placesOfShare(work, share)) {
    yield encodeRecord(journal.formatOf(cell).layout, cell, journal.read(cell, chunk));
  }
}

/** The chunks of a share in a file. */
export interface PartFile {
  readonly path: string;
  readonly share: Share;
}

/**
 * Puts what parts hold into a journal. Lets the event loop turn between the chunks.
 * @throws what `readPartFile` throws, and the signal's reason when it is aborted
 */
export async function joinParts(
  parts: readonly PartFile[],
  work: Work,
  formats: readonly CellFormat[],
  journal: Journal,
  signal: AbortSignal,
): Promise<void> {
  for (const { path, share } of parts) {
    for (const { place, data } of readPartFile(path, work, formats, share)) {
      signal.throwIfAborted();
      if (!journal.has(place.cell, place.chunk)) journal.put(place.cell, place.chunk, data);
      await new Promise((next) => setImmediate(next));
    }
  }
  journal.sync();
}

/** A chunk and where it belongs. */
interface PlacedChunk {
  readonly place: Place;
  readonly data: Chunk;
}

/**
 * The chunks of a file, in its order.
 * @param path of the file
 * @param formats of the cells, in their order
 * @throws PartError if it does not hold the chunks of the share, all of them and no others, or one of them is damaged
 * @throws errors of node:fs if it cannot be read
 */
export function* readPartFile(
  path: string,
  work: Work,
  formats: readonly CellFormat[],
  share: Share,
  files: CheckpointFiles = NODE_FILES,
): Generator<PlacedChunk> {
  const file = files.openToRead(path);
  const of = `part ${describeShare(share)}`;
  try {
    const size = files.size(file);
    let position = 0;
    const read = (length: number): Uint8Array => {
      const bytes = new Uint8Array(length);
      return bytes.subarray(0, files.read(file, bytes, position));
    };
    for (const place of placesOfShare(work, share)) {
      const { cell, draws } = place;
      const name = describePlace(place, work.cells);
      if (position >= size) throw new PartError(`${path} ends before ${name}; compute ${of} again`);
      const header = readHeader(read(HEADER_BYTES));
      if (header === undefined) throw new PartError(`${path} is damaged at ${name}; compute ${of} again`);
      if (header.cell !== cell || header.fromDraw !== draws.fromDraw || header.toDraw !== draws.toDraw) {
        const found = describePlace({ cell: header.cell, draws: header }, work.cells);
        throw new PartError(`${path} has ${found} where ${name} should be: it is not ${of} of this plan`);
      }
      const length =
        HEADER_BYTES + numberBytes(formats[cell].layout, draws.toDraw - draws.fromDraw) + header.failureBytes;
      const record = read(length);
      if (record.length < length || !isWhole(record)) {
        throw new PartError(`${path} is damaged at ${name}; compute ${of} again`);
      }
      position += length;
      yield { place, data: decodeRecord(formats[cell].layout, record) };
    }
    if (position < size) throw new PartError(`${path} has more in it than ${of} of this plan`);
  } finally {
    files.close(file);
  }
}

/** `draws 8 to 15 of cell 3`, counted from 0 as in the tables. */
function describePlace({ cell, draws }: Pick<Place, 'cell' | 'draws'>, cells: number): string {
  const { fromDraw, toDraw } = draws;
  const what = toDraw - fromDraw === 1 ? `draw ${fromDraw}` : `draws ${fromDraw} to ${toDraw - 1}`;
  return cells === 1 ? what : `${what} of cell ${cell}`;
}
