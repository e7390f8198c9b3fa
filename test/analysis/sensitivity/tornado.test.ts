import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeTornado } from '../../../src/analysis/sensitivity/tornado.ts';

const at = (...values: number[]) => values.map((value) => Float64Array.of(value));

describe('a tornado worked by hand', () => {
  // Objectives of two paths, the deployment and the fortress.
  const base = at(10, 12);
  const ends = [
    { parameter: 'small', low: at(10, 11.5), high: at(10, 12.5) },
    { parameter: 'decisive', low: at(6, 12), high: at(15, 12) },
    { parameter: 'wide', low: at(11, 30), high: at(12, 14) },
    { parameter: 'idle', low: at(10, 12), high: at(10, 12) },
    { parameter: 'both ends', low: at(14, 12), high: at(13, 12) },
  ];
  const { rows, preferredBase } = makeTornado(base, ends, { direction: 'minimize' });

  test('has the widest bar first', () => {
    expect(rows.map(({ parameter }) => parameter)).toEqual(['wide', 'decisive', 'small', 'both ends', 'idle']);
    expect(rows.map(({ bars }) => bars.map(({ swing }) => swing.value))).toEqual([
      [1, -16],
      [9, 0],
      [0, 1],
      [-1, 0],
      [0, 0],
    ]);
    expect(rows[0].bars.map(({ low, high }) => [low, high])).toEqual([
      [11, 12],
      [30, 14],
    ]);
  });

  test('marks where another path is preferred', () => {
    expect(preferredBase.path).toBe(0);
    const marks = rows.map((row) => [
      row.preferredLow.path,
      row.preferredHigh.path,
      row.changesBetweenEnds,
      row.changesFromBase,
    ]);
    expect(marks).toEqual([
      [0, 0, false, false],
      [0, 1, true, true],
      [0, 0, false, false],
      [1, 1, false, true],
      [0, 0, false, false],
    ]);
    expect(rows[1].preferredHigh.advantage.value).toBe(3);
    expect(rows[1].preferredLow.advantage.value).toBe(6);
  });

  test('turned around prefers the other path', () => {
    const turned = makeTornado(base, ends, { direction: 'maximize' });
    expect([turned.preferredBase.path, turned.preferredBase.advantage.value]).toEqual([1, 2]);
    expect(turned.rows[1].preferredHigh.path).toBe(0);
  });

  test('gives no interval from single values', () => {
    expect(rows[1].bars[0].swing).toEqual({ value: 9, low: NaN, high: NaN });
  });
});

describe('a tornado over draws', () => {
  test("has the paired mean difference and Student's interval", () => {
    const low = [Float64Array.of(1, 2, 3), Float64Array.of(5, 5, 5)];
    const high = [Float64Array.of(2, 4, 6), Float64Array.of(5, 5, 5)];
    const [row] = makeTornado(low, [{ parameter: 'a', low, high }], { direction: 'minimize' }).rows;
    const half = 4.302652729749462 / Math.sqrt(3);
    expect(row.bars[0].swing.value).toBe(2);
    expect(row.bars[0].swing.low).toBeCloseTo(2 - half, 9);
    expect(row.bars[0].swing.high).toBeCloseTo(2 + half, 9);
    expect(row.bars[1].swing).toEqual({ value: 0, low: 0, high: 0 });
    expect(row.preferredLow.advantage.value).toBe(3);
    expect(row.preferredLow.advantage.low).toBeCloseTo(3 - half, 9);
    expect(row.preferredHigh.advantage.high).toBeCloseTo(1 + 2 * half, 9);
  });

  test('compares where both values are there, and paths where all are', () => {
    const low = [Float64Array.of(1, NaN, 3), Float64Array.of(5, 5, 0)];
    const high = [Float64Array.of(2, 4, NaN), Float64Array.of(5, NaN, 5)];
    const [row] = makeTornado(low, [{ parameter: 'a', low, high }], { direction: 'minimize' }).rows;
    expect([row.bars[0].low, row.bars[0].high, row.bars[0].swing.value]).toEqual([1, 2, 1]);
    expect(row.bars[1].swing.value).toBe(2.5);
    expect([row.preferredLow.path, row.preferredLow.advantage.value]).toEqual([0, 0.5]);
  });

  test('leaves a parameter without values undefined, marks nothing and puts it last', () => {
    const { rows } = makeTornado(
      at(1, 2),
      [
        { parameter: 'missing', low: at(NaN, 2), high: at(5, 2) },
        { parameter: 'there', low: at(1, 2), high: at(1.5, 2) },
      ],
      { direction: 'minimize' },
    );
    expect(rows.map(({ parameter }) => parameter)).toEqual(['there', 'missing']);
    expect(rows[1].bars[0].swing.value).toBeNaN();
    expect([rows[1].preferredLow.path, rows[1].preferredHigh.path]).toEqual([undefined, 1]);
    expect(rows[1].changesBetweenEnds).toBe(false);
  });

  test('prefers no path that is ahead by rounding alone', () => {
    const { preferredBase } = makeTornado(at(0.1 + 0.2, 0.3), [], { direction: 'minimize' });
    expect(preferredBase.path).toBeUndefined();
  });

  test('does not hang on the order of parameters, but for those of equal width', () => {
    const value = fc.integer({ min: -1000, max: 1000 });
    const row = fc.record({ low: fc.tuple(value, value), high: fc.tuple(value, value) });
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 8 }), (ends) => {
        const given = ends.map(({ low, high }, i) => ({ parameter: `p${i}`, low: at(...low), high: at(...high) }));
        const sort = (rows: readonly { parameter: string }[]) =>
          [...rows].sort((a, b) => (a.parameter < b.parameter ? -1 : 1));
        const forth = makeTornado(at(0, 1), given, { direction: 'maximize' }).rows;
        const back = makeTornado(at(0, 1), [...given].reverse(), { direction: 'maximize' }).rows;
        expect(sort(back)).toEqual(sort(forth));
        const widths = forth.map(({ bars }) => Math.max(...bars.map(({ swing }) => Math.abs(swing.value))));
        expect(widths).toEqual([...widths].sort((a, b) => b - a));
      }),
      { seed: 6, numRuns: 50 },
    );
  });

  test('says which parameter lacks a path or a draw', () => {
    const make = (low: Float64Array[]) => () =>
      makeTornado(at(1, 2), [{ parameter: 'a', low, high: at(1, 2) }], { direction: 'minimize' });
    expect(make(at(1))).toThrow('tornado: a at its low value has 1 paths, must have 2');
    expect(make([Float64Array.of(1), Float64Array.of(1, 2)])).toThrow(
      'a at its low value has 2 draws of a path, must have 1',
    );
    expect(() => makeTornado([], [], { direction: 'minimize' })).toThrow('tornado: 0 paths with 0 draws');
  });
});
