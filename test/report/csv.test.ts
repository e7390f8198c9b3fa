import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Cell, csvText, type Table } from '../../src/report/csv.ts';
import { readCsv } from '../support/csv-reader.ts';

function write(names: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const table: Table = {
    name: 'table',
    title: 'A table',
    description: 'For tests.',
    columns: names.map((name) => ({ name, type: 'number', description: name })),
    key: [],
    rows: () => rows,
  };
  return [...csvText(table)].map((piece) => piece.text).join('');
}

describe('CSV', () => {
  test('gives every finite number back, bit for bit (save the sign of 0)', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 }), (numbers) => {
        const { rows } = readCsv(
          write(
            ['x'],
            numbers.map((x) => [x]),
          ),
        );
        expect(rows.map(([cell]) => Number(cell) + 0)).toEqual(numbers.map((x) => x + 0));
      }),
      { seed: 1 },
    );
  });

  test('gives every text back that no spreadsheet would take for a formula', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 }), (texts) => {
        fc.pre(texts.every((text) => !/^[=+\-@\t\r＝＋－＠]/u.test(text)));
        const { rows } = readCsv(
          write(
            ['x', 'y'],
            texts.map((text) => [text, 1]),
          ),
        );
        expect(rows.map(([cell]) => cell)).toEqual(texts);
      }),
      { seed: 2 },
    );
  });

  test('disarms text that a spreadsheet would take for a formula, and no number', () => {
    expect(
      write(
        ['x', 'y'],
        [
          ['=HYPERLINK("x")', -0.5],
          ['-1', 1e-7],
          ['@SUM', -1e300],
        ],
      ),
    ).toBe('x,y\n"\'=HYPERLINK(""x"")",-0.5\n\'-1,1e-7\n\'@SUM,-1e+300\n');
  });

  test('writes the shortest number that reads back the same', () => {
    expect(write(['x'], [[0.1], [1 / 3], [1e21], [123456789], [5e-324]])).toBe(
      'x\n0.1\n0.3333333333333333\n1e+21\n123456789\n5e-324\n',
    );
  });

  test('leaves missing values empty, whatever their kind, and never writes NaN', () => {
    expect(write(['a', 'b', 'c', 'd'], [[undefined, Number.NaN, Number.POSITIVE_INFINITY, 0]])).toBe('a,b,c,d\n,,,0\n');
  });

  test('has one header row and LF, also without rows and with more rows than are written at once', () => {
    expect(write(['a', 'b'], [])).toBe('a,b\n');
    const text = write(
      ['i'],
      Array.from({ length: 1234 }, (_, i) => [i]),
    );
    expect(text).not.toContain('\r');
    expect(readCsv(text).rows.map(([cell]) => Number(cell))).toEqual(Array.from({ length: 1234 }, (_, i) => i));
  });

  test('refuses a row that does not fit its header', () => {
    expect(() => write(['a', 'b'], [[1]])).toThrow('table: a row has 1 cells, must have 2');
  });
});
