import { describe, expect, test } from 'vitest';
import { createSaltelliDesign, SALTELLI_INPUTS_MAX } from '../../../src/analysis/sensitivity/saltelli.ts';
import reference from '../../fixtures/sobol-indices.json' with { type: 'json' };

const keys = ['x1', 'x2', 'x3'];

function rowOf(design: ReturnType<typeof createSaltelliDesign>, row: number, inputs = 3): number[] {
  const out = new Float64Array(inputs);
  design.fill(row, out);
  return [...out];
}

describe('a Saltelli design', () => {
  test.each([
    ['first', 1024, false],
    ['second', 256, true],
  ] as const)('for %s order has the rows of SALib 1.4.8, to 1e-12', (order, points, secondOrder) => {
    const design = createSaltelliDesign({ keys, points, secondOrder });
    expect(design.rows).toBe(points * (secondOrder ? 8 : 5));
    for (const { row, x } of reference.designs[order]) {
      rowOf(design, row).forEach((u, i) => {
        expect(Math.abs(Math.PI * (2 * u - 1) - x[i]), `row ${row}`).toBeLessThan(1e-12);
      });
    }
  });

  test('has for each point A, A with one factor from B, B with one factor from A, and B', () => {
    const design = createSaltelliDesign({ keys, points: 64, secondOrder: true, shiftSeed: 'x' });
    for (let point = 0; point < 64; point++) {
      const rows = Array.from({ length: 8 }, (_, place) => rowOf(design, 8 * point + place));
      const [a, b] = [rows[0], rows[7]];
      for (let i = 0; i < 3; i++) {
        expect(rows[1 + i]).toEqual(a.map((u, k) => (k === i ? b[k] : u)));
        expect(rows[4 + i]).toEqual(b.map((u, k) => (k === i ? a[k] : u)));
      }
    }
  });

  test('varies the inputs of a group together', () => {
    const design = createSaltelliDesign({ keys, points: 8, secondOrder: true, groups: [[0, 2], [1]] });
    expect([design.factors, design.rowsPerPoint, design.rows]).toEqual([2, 6, 48]);
    const rows = Array.from({ length: 6 }, (_, place) => rowOf(design, 6 * 5 + place));
    const [a, b] = [rows[0], rows[5]];
    expect(rows.slice(1, 5)).toEqual([
      [b[0], a[1], b[2]],
      [a[0], b[1], a[2]],
      [a[0], b[1], a[2]],
      [b[0], a[1], b[2]],
    ]);
  });

  test('leaves out the points at the beginning that are to be skipped', () => {
    const from0 = createSaltelliDesign({ keys, points: 40, secondOrder: false });
    const from32 = createSaltelliDesign({ keys, points: 8, secondOrder: false, skip: 32 });
    for (let row = 0; row < from32.rows; row++) expect(rowOf(from32, row)).toEqual(rowOf(from0, 32 * 5 + row));
  });

  test('stays strictly between 0 and 1 and even with a random shift, which hangs on the seed alone', () => {
    const options = { keys, points: 256, secondOrder: false, shiftSeed: 'a' };
    const design = createSaltelliDesign(options);
    const strata = keys.map(() => new Set<number>());
    for (let point = 0; point < 256; point++) {
      rowOf(design, 5 * point).forEach((u, i) => {
        expect(u > 0 && u < 1).toBe(true);
        strata[i].add(Math.floor(256 * u));
      });
    }
    expect(strata.map(({ size }) => size)).toEqual([256, 256, 256]);
    expect(rowOf(createSaltelliDesign(options), 77)).toEqual(rowOf(design, 77));
    expect(rowOf(createSaltelliDesign({ ...options, shiftSeed: 'b' }), 77)).not.toEqual(rowOf(design, 77));
  });

  test('refuses what it cannot make, and says why', () => {
    const make = (changes: object) => () => createSaltelliDesign({ keys, points: 8, secondOrder: true, ...changes });
    expect(make({ keys: [] })).toThrow('Sobol indices: 0 inputs are to be varied, 1 to');
    const many = Array.from({ length: SALTELLI_INPUTS_MAX + 1 }, (_, i) => `x${i}`);
    expect(make({ keys: many })).toThrow(`${many.length} inputs are to be varied`);
    expect(make({ keys: ['x1', 'x1'] })).toThrow('input x1 is given twice');
    expect(make({ points: 0.5 })).toThrow('points is 0.5');
    expect(make({ skip: -1 })).toThrow('skip is -1');
    expect(make({ groups: [[0, 1]] })).toThrow('input x3 is in no group');
    expect(
      make({
        groups: [
          [0, 1],
          [2, 0],
        ],
      }),
    ).toThrow('input x1 is in two groups');
    expect(make({ groups: [[0, 1, 2], []] })).toThrow('group 2 has no inputs');
    expect(make({ groups: [[0, 1, 2, 3]] })).toThrow('group 1 has input number 3');
    expect(() => rowOf(createSaltelliDesign({ keys, points: 8, secondOrder: true }), 64)).toThrow('row is 64');
  });
});
