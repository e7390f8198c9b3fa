import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitMisjudgement } from '../../../src/analysis/perception/misjudgement.ts';

const one = (value: number) => Float64Array.of(value);
const split = (values: readonly number[], sources: number) => {
  const found = splitMisjudgement(values.map(one), sources);
  return {
    all: found.all[0],
    shapley: found.sources.map(({ shapley }) => shapley[0]),
    alone: found.sources.map(({ alone }) => alone[0]),
    last: found.sources.map(({ last }) => last[0]),
    interaction: found.interaction[0],
  };
};

describe('the split between misjudgements', () => {
  test('gives the Shapley values of the glove game: the only left glove 2/3, each of two right gloves 1/6', () => {
    // Shapley 1953; bit 0 holds the left glove. A pair is worth 1.
    const worth = [0, 0, 0, 1, 0, 1, 0, 1];
    const { shapley, alone, last, interaction } = split(worth, 3);
    expect(shapley[0]).toBeCloseTo(2 / 3, 14);
    expect(shapley[1]).toBeCloseTo(1 / 6, 14);
    expect(shapley[2]).toBeCloseTo(1 / 6, 14);
    expect([alone, last, interaction]).toEqual([[0, 0, 0], [1, 0, 0], 1]);
  });

  test('gives each source what it adds where nothing interacts, in whatever way it is counted', () => {
    const adds = [3, -2, 0.5];
    const values = Array.from({ length: 8 }, (_, set) =>
      adds.reduce((sum, add, source) => sum + ((set >> source) & 1) * add, 10),
    );
    const found = split(values, 3);
    for (const [source, add] of adds.entries()) {
      for (const way of [found.shapley, found.alone, found.last]) expect(way[source]).toBeCloseTo(add, 12);
    }
    expect(found.interaction).toBeCloseTo(0, 12);
  });

  test('shares what two sources do only together evenly between them', () => {
    expect(split([1, 1, 1, 5], 2)).toEqual({ all: 4, shapley: [2, 2], alone: [0, 0], last: [4, 4], interaction: 4 });
  });

  test('has nothing to split where nothing is misjudged, and one part where one thing is', () => {
    expect(split([7], 0)).toEqual({ all: 0, shapley: [], alone: [], last: [], interaction: 0 });
    expect(split([7, 9], 1)).toEqual({ all: 2, shapley: [2], alone: [2], last: [2], interaction: 0 });
  });

  test('adds up to the whole in every world, whatever the values', () => {
    const values = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(values, (some) => {
        const { all, shapley, alone, interaction } = split(some, 3);
        const sum = (parts: readonly number[]) => parts.reduce((total, part) => total + part, 0);
        expect(sum(shapley)).toBeCloseTo(all, 9);
        expect(sum(alone) + interaction).toBeCloseTo(all, 9);
        expect(all).toBe(some[7] - some[0]);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  test('refuses sets that are not all there', () => {
    expect(() => splitMisjudgement([one(1), one(2), one(3)], 2)).toThrow(
      '3 sets of misjudgements, must be 4 for 2 sources',
    );
  });
});
