/**
 * A chunk as a record of the journal: a header, the numbers, the failures as JSON.
 *
 * | bytes | what |
 * |---|---|
 * | 0–3 | magic number |
 * | 4–7, 8–11, 12–15 | cell, first draw, one past the last draw |
 * | 16–19 | bytes of the failures |
 * | 20–23 | CRC-32 of all the rest of the record |
 * | 24– | float64: column by column values, parameters and timeline, each column with its draws; then histories by rows |
 * | | failures: a JSON list, in UTF-8; nothing if there are none |
 *
 * Columns stand together so that one of them can be read without the others. Byte order is that of the machine: a journal
 * is read where it was written.
 */
import { crc32 } from 'node:zlib';
import { numbersPerDraw } from './evaluate.ts';
import type { Chunk, Failure, ResultShape } from './results.ts';

export const HEADER_BYTES = 24;
const MAGIC = 0x53_54_44_31;
const CHECKSUM = 20;

/** Numbers that a draw has in each part of a record. */
export interface RecordLayout {
  readonly values: number;
  readonly parameters: number;
  readonly timeline: number;
  readonly histories: number;
}

export interface RecordHeader {
  readonly cell: number;
  readonly fromDraw: number;
  readonly toDraw: number;
  readonly failureBytes: number;
}

/** The layout of records of a plan. */
export function recordLayout(shape: ResultShape): RecordLayout {
  return numbersPerDraw(shape);
}

/** Bytes of the numbers of some draws. */
export function numberBytes({ values, parameters, timeline, histories }: RecordLayout, draws: number): number {
  return Float64Array.BYTES_PER_ELEMENT * draws * (values + parameters + timeline + histories);
}

/** A chunk as the bytes of a record. */
export function encodeRecord(layout: RecordLayout, cell: number, chunk: Chunk): Uint8Array {
  const { fromDraw, toDraw, failures } = chunk;
  const draws = toDraw - fromDraw;
  const text = failures.length > 0 ? Buffer.from(JSON.stringify(failures)) : new Uint8Array(0);
  const bytes = new Uint8Array(HEADER_BYTES + numberBytes(layout, draws) + text.length);
  const view = new DataView(bytes.buffer);
  [MAGIC, cell, fromDraw, toDraw, text.length].forEach((number, index) => {
    view.setUint32(4 * index, number, true);
  });
  const numbers = new Float64Array(bytes.buffer, HEADER_BYTES, numberBytes(layout, draws) / 8);
  let offset = 0;
  for (const part of ['values', 'parameters', 'timeline'] as const) {
    transpose(chunk[part], draws, layout[part], numbers, offset);
    offset += chunk[part].length;
  }
  numbers.set(chunk.histories, offset);
  bytes.set(text, bytes.length - text.length);
  view.setUint32(CHECKSUM, checksum(bytes), true);
  return bytes;
}

/** What a header says; undefined if it is none. */
export function readHeader(bytes: Uint8Array): RecordHeader | undefined {
  if (bytes.length < HEADER_BYTES) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, HEADER_BYTES);
  const [magic, cell, fromDraw, toDraw, failureBytes] = [0, 4, 8, 12, 16].map((at) => view.getUint32(at, true));
  return magic === MAGIC ? { cell, fromDraw, toDraw, failureBytes } : undefined;
}

/** Whether the checksum of a record is right. */
export function isWhole(bytes: Uint8Array): boolean {
  return new DataView(bytes.buffer, bytes.byteOffset, HEADER_BYTES).getUint32(CHECKSUM, true) === checksum(bytes);
}

/** The chunk that a whole record holds. */
export function decodeRecord(layout: RecordLayout, bytes: Uint8Array): Chunk {
  const header = readHeader(bytes);
  if (header === undefined) throw new RangeError('the bytes are no record');
  const { fromDraw, toDraw, failureBytes } = header;
  const draws = toDraw - fromDraw;
  const all = new Float64Array(numberBytes(layout, draws) / 8);
  new Uint8Array(all.buffer).set(bytes.subarray(HEADER_BYTES, HEADER_BYTES + all.byteLength));
  let offset = 0;
  const rows = (part: 'values' | 'parameters' | 'timeline') => {
    const length = draws * layout[part];
    const numbers = new Float64Array(length);
    transpose(all.subarray(offset, offset + length), layout[part], draws, numbers, 0);
    offset += length;
    return numbers;
  };
  return {
    fromDraw,
    toDraw,
    values: rows('values'),
    parameters: rows('parameters'),
    timeline: rows('timeline'),
    histories: all.subarray(offset),
    failures: decodeFailures(bytes.subarray(bytes.length - failureBytes)),
  };
}

/** The failures that the last part of a record holds. */
export function decodeFailures(bytes: Uint8Array): readonly Failure[] {
  return bytes.length === 0 ? [] : (JSON.parse(Buffer.from(bytes).toString('utf8')) as Failure[]);
}

/** Writes a matrix of rows × columns column by column. */
function transpose(from: Float64Array, rows: number, columns: number, to: Float64Array, offset: number): void {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) to[offset + column * rows + row] = from[row * columns + column];
  }
}

function checksum(bytes: Uint8Array): number {
  return crc32(bytes.subarray(HEADER_BYTES), crc32(bytes.subarray(0, CHECKSUM)));
}
