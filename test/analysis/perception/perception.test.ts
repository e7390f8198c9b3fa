import { describe, expect, test } from 'vitest';
import { describeEffect } from '../../../src/analysis/perception/effect.ts';
import { describeErrors } from '../../../src/analysis/perception/errors.ts';
import {
  correctByPath,
  orderBoth,
  splitByPath,
  type ValuesBySet,
} from '../../../src/analysis/perception/perception.ts';

describe('an effect over worlds', () => {
  test('is described by its mean, and by what it adds and takes away apart from each other', () => {
    const effect = describeEffect(Float64Array.of(0.3, -0.1, 0, 0.2), Float64Array.of(1, 1, 1, 1));
    expect(effect.mean).toBeCloseTo(0.1, 14);
    expect([effect.raises.share, effect.lowers.share]).toEqual([0.5, 0.25]);
    expect(effect.raising.mean).toBeCloseTo(0.5 / 4, 14);
    expect(effect.lowering.mean).toBeCloseTo(-0.1 / 4, 14);
    // sd of (0.3, −0.1, 0, 0.2) is √(0.1/3); t of 3 degrees of freedom at 97.5 % is 3.182446 (tables).
    expect(effect.se).toBeCloseTo(Math.sqrt(0.1 / 3) / 2, 12);
    expect(effect.high).toBeCloseTo(0.1 + 3.182446 * effect.se, 6);
  });

  test('neither raises nor lowers by what is only rounding', () => {
    const effect = describeEffect(Float64Array.of(1e-12, -1e-12, 2e-8), Float64Array.of(1, 1, 100));
    expect([effect.raises.share, effect.lowers.share]).toEqual([0, 0]);
  });
});

test('errors are counted by their direction, missing ones not at all', () => {
  const { error, under, over } = describeErrors(Float64Array.of(-1, Number.NaN, 2, 0, 3));
  expect(error).toMatchObject({ n: 4, mean: 1 });
  expect([under.share, over.share]).toEqual([0.25, 0.5]);
});

/** One path, two sources; the first adds 1 in the first two worlds and takes 1 in the others, the second adds 2. */
const values: ValuesBySet = [
  [Float64Array.of(1, 2, 3, 4, 5)],
  [Float64Array.of(2, 3, 2, 3, Number.NaN)],
  [Float64Array.of(3, 4, 5, 6, 7)],
  [Float64Array.of(4, 5, 4, 5, 6)],
];
const errors = [[Float64Array.of(0.5, 1, -1, -2, 9)], [Float64Array.of(0.1, 0.1, 0.1, 0.1, 0.1)]];

describe('the split on a path', () => {
  const { draws, leftOut, paths } = splitByPath(values, errors);
  const [{ total, known, misjudged, misjudgedShare, knownShare, sources, interaction }] = paths;

  test('leaves out worlds in which something has no value, and says how many', () => {
    expect([draws, leftOut]).toEqual([4, 1]);
    expect(total.n).toBe(4);
  });

  test('is of the total what is known and what is misjudged', () => {
    expect([total.mean, known.mean, misjudged.mean]).toEqual([4.5, 2.5, 2]);
    expect(misjudgedShare.value).toBeCloseTo(2 / 4.5, 14);
    expect(knownShare.value + misjudgedShare.value).toBeCloseTo(1, 14);
    expect(misjudgedShare.low).toBeLessThan(misjudgedShare.value);
    expect(misjudgedShare.high).toBeGreaterThan(misjudgedShare.value);
  });

  test('tells apart the worlds in which a thing is overrated and underrated', () => {
    const [first, second] = sources;
    expect([first.shapley.mean, first.over.mean, first.under.mean]).toEqual([0, 1, -1]);
    expect([first.over.n, first.under.n]).toEqual([2, 2]);
    expect([second.shapley.mean, second.over.mean, second.over.n, second.under.n]).toEqual([2, 2, 4, 0]);
    expect(second.under.mean).toBeNaN();
    expect(interaction.mean).toBe(0);
  });
});

test('corrections are the other way round: what changes if all is put right, or one thing alone', () => {
  const [{ all, sources }] = correctByPath(values, 2).paths;
  expect([all.asIs.mean, all.corrected.mean, all.change.mean]).toEqual([4.5, 2.5, -2]);
  expect(sources.map(({ change }) => change.mean)).toEqual([0, -2]);
  expect([sources[0].change.raises.share, sources[0].change.lowers.share]).toEqual([0.5, 0.5]);
});

test('the order of the paths is given as it is and if the truth is known, in the worlds in which all have a value', () => {
  const known = [Float64Array.of(1, 1, 1), Float64Array.of(2, 2, Number.NaN)];
  const seen = [Float64Array.of(5, 5, 5), Float64Array.of(3, 4, 0)];
  const orders = orderBoth([known, seen], ['a', 'b'], 'minimize');
  expect([orders.asIs.order, orders.known.order]).toEqual([
    ['b', 'a'],
    ['a', 'b'],
  ]);
  expect(orders.asIs.pairs[0].mean).toBe(1.5);
});
