import { describe, expect, it } from 'vitest';
import {
  all,
  areEqual,
  below,
  compare,
  equalNumbers,
  monotone,
  type Row,
  smallDeviations,
  steps,
  turns,
} from '../../src/verify/finding.ts';

const row = (...values: number[]): Row => ({
  measure: 'wars',
  quantity: 'troops',
  at: values.map((_, i) => i),
  values,
});

describe('numbers that are expected', () => {
  it('are as expected up to the tolerance, and not beyond it', () => {
    expect(areEqual([compare('x', 1.01, 1, 0.02)])).toBe(true);
    expect(areEqual([compare('x', 1.03, 1, 0.02)])).toBe(false);
    expect(areEqual([compare('x', 1, 1, 0.02), compare('y', 2, 1, 0.02)])).toBe(false);
  });

  it('are not as expected where there are none, or none that is a number', () => {
    expect(areEqual([])).toBe(false);
    expect(areEqual([compare('x', Number.NaN, 1, 0.02)])).toBe(false);
    expect(areEqual([{ quantity: 'x', found: 1 }])).toBe(false);
  });

  it('are told one by one, or by the largest deviation', () => {
    expect(equalNumbers([compare('x', 0.12345678, 0.1235, 1e-3), compare('y', 1e-200, 0, 1e-3)]).found).toBe(
      '0.1235, 0',
    );
    expect(smallDeviations([compare('x', 1.0002, 1, 1e-3), compare('y', 2, 2, 1e-3)]).found).toBe(
      'largest deviation of 2 numbers below 0.001',
    );
    expect(smallDeviations([compare('x', Number.NaN, 1, 1e-3)])).toMatchObject({
      holds: false,
      found: 'largest deviation of 1 numbers not finite',
    });
    expect(below(0)).toBe('below 1e-12');
    expect(below(3e-9)).toBe('below 1e-8');
  });
});

describe('rows', () => {
  it('rise or fall only if they do at every step', () => {
    expect(monotone('rises', row(1, 2, 3))).toMatchObject({
      holds: true,
      found: 'wars 1 → 3, rises at each of 2 steps',
    });
    expect(monotone('falls', row(3, 2, 1)).holds).toBe(true);
    for (const values of [[1, 2, 2], [1, 3, 2], [3, 2, 1], [1, Number.NaN, 2], [1]]) {
      expect(monotone('rises', row(...values)).holds, `${values}`).toBe(false);
    }
    expect(monotone('rises', row(1, 3, 2)).found).toBe('wars 1 → 2, does not rise at each of 2 steps');
  });

  it('turn once, inside, or do not', () => {
    expect(turns('hump', row(1, 3, 2))).toMatchObject({ holds: true, found: 'wars 1 → 3 → 2, highest at 1' });
    expect(turns('dip', row(3, 1, 2, 4))).toMatchObject({ holds: true, found: 'wars 3 → 1 → 4, lowest at 1' });
    for (const values of [
      [1, 2, 3],
      [3, 2, 1],
      [1, 3, 2, 4],
      [1, 3, 3, 2],
    ]) {
      expect(turns('hump', row(...values)).holds, `${values}`).toBe(false);
    }
  });

  it('have a number for every value', () => {
    expect(monotone('rises', row(5, 6)).numbers).toEqual([
      { quantity: 'wars at troops 0', found: 5 },
      { quantity: 'wars at troops 1', found: 6 },
    ]);
  });
});

it('findings that must all hold are one', () => {
  const [good, bad] = [monotone('rises', row(1, 2)), monotone('rises', row(2, 1))];
  expect(all(good, good).holds).toBe(true);
  expect(all(good, bad).holds).toBe(false);
  expect(all(good, bad).found).toBe(`${good.found}; ${bad.found}`);
  expect(all(good, bad).numbers).toHaveLength(4);
});

it('steps include both ends', () => {
  expect(steps(0, 1, 4)).toEqual([0, 0.25, 0.5, 0.75, 1]);
});
