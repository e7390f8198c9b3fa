import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeShare, shareOf } from '../../src/experiment/share.ts';

/** The shares of so many turns, in their order. */
const deal = (turns: number, of: number) => Array.from({ length: turns }, (_, turn) => shareOf(turn, of));

describe('work that is dealt out', () => {
  test('is in one share each, and shares differ by at most one chunk', () => {
    fc.assert(
      fc.property(fc.nat(2000), fc.integer({ min: 1, max: 90 }), (turns, of) => {
        const counts = new Map(Array.from({ length: of }, (_, index) => [index + 1, 0]));
        for (const share of deal(turns, of)) counts.set(share, (counts.get(share) ?? Number.NaN) + 1);
        expect(counts.size).toBe(of);
        expect(Math.max(...counts.values()) - Math.min(...counts.values())).toBeLessThanOrEqual(1);
      }),
      { seed: 72 },
    );
  });

  test('gives every share chunks of every cell, also where there are as many cells as shares', () => {
    const [cells, chunks] = [4, 8];
    const met = new Set<string>();
    deal(cells * chunks, 4).forEach((share, turn) => {
      met.add(`${turn % cells} ${share}`);
    });
    expect(met.size).toBe(cells * 4);
  });

  test('is dealt in a way that is fixed', () => {
    expect(deal(11, 3)).toEqual([1, 2, 3, 2, 3, 1, 3, 1, 2, 1, 2]);
    expect(deal(4, 1)).toEqual([1, 1, 1, 1]);
    expect(describeShare({ index: 3, of: 40 })).toBe('3/40');
  });
});
