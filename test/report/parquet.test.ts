import fc from 'fast-check';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { describe, expect, test } from 'vitest';
import type { Cell, TableColumn } from '../../src/report/csv.ts';
import { createParquet } from '../../src/report/parquet.ts';

const COLUMNS: readonly TableColumn[] = [
  { name: 'path', type: 'string', description: 'Never missing.', required: true },
  { name: 'error', type: 'string', description: 'May be missing.' },
  { name: 'draw_id', type: 'integer', description: 'Never missing.', required: true },
  { name: 'ties', type: 'integer', description: 'May be missing.' },
  { name: 'backer.reliability', type: 'number', description: 'Never missing.', required: true },
  { name: 'fortress:roe.threshold', type: 'number', description: 'May be missing.' },
];

/** The bytes of a file, piece by piece, with the rows that end in each. */
function write(rows: readonly (readonly Cell[])[], columns = COLUMNS) {
  const pieces: { readonly bytes: Uint8Array; readonly rows: number }[] = [];
  const table = createParquet(
    { name: 'table', columns },
    // A copy: the bytes change when this has returned.
    (bytes, count) => void pieces.push({ bytes: bytes.slice(), rows: count }),
    'stolperdraht 1.2.3',
  );
  for (const row of rows) table.add(row);
  table.finish();
  // A buffer of its own: small ones of Node are parts of a larger one.
  const file = Uint8Array.from(Buffer.concat(pieces.map(({ bytes }) => bytes))).buffer;
  return { pieces, file };
}

const read = async (file: ArrayBuffer) =>
  (await parquetReadObjects({ file })).map((row) => COLUMNS.map(({ name }) => row[name]));

const texts = fc.string({ unit: 'grapheme' });
const numbers = fc.double({ noNaN: true, noDefaultInfinity: true });
const whole = fc.maxSafeInteger();
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });

describe('Parquet', () => {
  test('gives every value back bit for bit, and null for what is missing', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(texts, maybe(texts), whole, maybe(whole), numbers, maybe(numbers)), { maxLength: 60 }),
        async (rows) => {
          const expected = rows.map((row) =>
            row.map((cell, i) => (cell === undefined ? null : COLUMNS[i].type === 'integer' ? BigInt(cell) : cell)),
          );
          const found = await read(write(rows).file);
          expect(found).toEqual(expected);
          // Also the sign of 0.
          expect(found.every((row, i) => row.every((cell, j) => Object.is(cell, expected[i][j])))).toBe(true);
        },
      ),
      { seed: 71, numRuns: 60 },
    );
  });

  test('holds numbers that are not finite for missing, as CSV does', async () => {
    const rows = [Number.NaN, Number.POSITIVE_INFINITY, -0.5].map((x) => ['a', undefined, 0, undefined, 1, x] as const);
    expect((await read(write(rows).file)).map((row) => row[5])).toEqual([null, null, -0.5]);
  });

  test('has the types of datapackage.json, and says which columns are never empty', () => {
    const { schema, created_by, num_rows } = parquetMetadata(write([]).file);
    expect(created_by).toBe('stolperdraht 1.2.3');
    expect(num_rows).toBe(0n);
    expect(
      schema
        .slice(1)
        .map(({ name, type, converted_type, repetition_type }) => [name, type, converted_type, repetition_type]),
    ).toEqual([
      ['path', 'BYTE_ARRAY', 'UTF8', 'REQUIRED'],
      ['error', 'BYTE_ARRAY', 'UTF8', 'OPTIONAL'],
      ['draw_id', 'INT64', undefined, 'REQUIRED'],
      ['ties', 'INT64', undefined, 'OPTIONAL'],
      ['backer.reliability', 'DOUBLE', undefined, 'REQUIRED'],
      ['fortress:roe.threshold', 'DOUBLE', undefined, 'OPTIONAL'],
    ]);
  });

  test('hands on what it has as soon as it is enough, and comes to the same bytes each time', async () => {
    const columns = Array.from(
      { length: 64 },
      (_, i): TableColumn => ({ name: `c${i}`, type: 'number', description: '' }),
    );
    const size = 2 ** 20 / 64;
    const rows = Array.from({ length: 2 * size + 5 }, (_, row) => columns.map((_, i) => (i === 0 ? row : i)));
    const { pieces, file } = write(rows, columns);
    expect(pieces.map((piece) => piece.rows)).toEqual([size, size, 5, 0]);
    expect(Buffer.from(write(rows, columns).file).equals(Buffer.from(file))).toBe(true);
    const found = await parquetReadObjects({ file, columns: ['c0', 'c7'] });
    expect(found.length).toBe(rows.length);
    expect(found.every(({ c0, c7 }, row) => c0 === row && c7 === 7)).toBe(true);
  });

  test.each([
    [['a', undefined, 0, undefined, 1], 'table: a row has 5 cells, must have 6'],
    [[undefined, undefined, 0, undefined, 1, 1], 'table: path is undefined, must be a value of type string'],
    [['a', undefined, 0.5, undefined, 1, 1], 'table: draw_id is 0.5, must be a value of type integer'],
    [['a', 'b', 0, undefined, Number.NaN, 1], 'table: backer.reliability is NaN, must be a value of type number'],
    [['a', 'b', 0, undefined, 1, 'x'], 'table: fortress:roe.threshold is x, must be missing or of type number'],
  ])('refuses a row that its columns cannot hold: %j', (row, message) => {
    expect(() => write([row as Cell[]])).toThrow(message);
  });
});
