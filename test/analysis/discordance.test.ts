import { describe, expect, test } from 'vitest';
import { checkHistories, crossOutcomes, type PairedHistories, tabulateEvent } from '../../src/analysis/discordance.ts';
import { wilsonInterval } from '../../src/analysis/statistics.ts';
import { uniformStream } from '../../src/random/stream.ts';

/** Pairs of outcomes 0 (quiet) and 1 (war), from the number of pairs of each kind in each world. */
function pairsOf(worlds: readonly (readonly [both: number, onlyA: number, onlyB: number, neither: number])[]) {
  const perDraw = worlds[0].reduce((sum, count) => sum + count, 0);
  const fill = (kinds: readonly number[]) =>
    Uint8Array.from(worlds.flatMap((counts) => counts.flatMap((count, kind) => Array(count).fill(kinds[kind]))));
  const share = (outcomes: Uint8Array) =>
    Float64Array.from({ length: 2 * worlds.length }, (_, i) => {
      const here = outcomes.subarray(perDraw * (i >> 1), perDraw * ((i >> 1) + 1));
      return here.filter((outcome) => outcome === (i & 1)).length / perDraw;
    });
  const [a, b] = [fill([1, 1, 0, 0]), fill([1, 0, 1, 0])];
  const draws = Uint32Array.from(worlds, (_, draw) => draw);
  return { draws, perDraw, outcomes: 2, a, b, exactA: share(a), exactB: share(b) } satisfies PairedHistories;
}

describe('the table of an event', () => {
  test('counts pairs with the event on one path, on both and on neither', () => {
    const table = tabulateEvent(
      pairsOf([
        [1, 2, 0, 1],
        [0, 1, 1, 2],
        [4, 0, 0, 0],
      ]),
      [1],
    );
    expect([table.both, table.onlyA, table.onlyB, table.neither].map(({ count }) => count)).toEqual([5, 3, 1, 3]);
    expect(table.difference.value).toBeCloseTo(2 / 12, 12);
    expect(table.exact.value).toBeCloseTo(2 / 12, 12);
    // Differences by world 2/4, 0 and 0: (1/2)² / (1/2)² = 1, and the normal tail beyond 1 is 0.3173.
    expect(table.test.statistic).toBeCloseTo(1, 12);
    expect(table.test.p).toBeCloseTo(0.31731050786, 10);
  });

  test("is McNemar's where each world has one history: (b − c)² / (b + c), and Wilson's intervals but for Student", () => {
    const worlds = Array.from({ length: 400 }, (_, i): [number, number, number, number] =>
      i < 25 ? [0, 1, 0, 0] : i < 35 ? [0, 0, 1, 0] : i < 100 ? [1, 0, 0, 0] : [0, 0, 0, 1],
    );
    const { test: mcnemar, onlyA } = tabulateEvent(pairsOf(worlds), [1]);
    expect(mcnemar.statistic).toBeCloseTo(15 ** 2 / 35, 12);
    // From sd with divisor n − 1 there are 399 instead of 400 trials.
    const wilson = wilsonInterval((25 / 400) * 399, 399);
    expect(onlyA.low).toBeCloseTo(wilson.low, 12);
    expect(onlyA.high).toBeCloseTo(wilson.high, 12);
  });

  test('takes a world in which all histories agree for one trial, however many there are', () => {
    const worlds = (each: number) =>
      Array.from({ length: 40 }, (_, i): [number, number, number, number] =>
        i < 10 ? [0, each, 0, 0] : [0, 0, 0, each],
      );
    const [few, many] = [2, 50].map((each) => tabulateEvent(pairsOf(worlds(each)), [1]).onlyA);
    expect(few.share).toBe(0.25);
    expect(many.share).toBe(0.25);
    expect(many.high - many.low).toBeGreaterThan(0.24);
    expect(Math.abs(many.high - few.high)).toBeLessThan(0.01);
  });

  test('has no test without discordant pairs, and an interval that leaves room for what was never seen', () => {
    const table = tabulateEvent(pairsOf(Array.from({ length: 30 }, () => [1, 0, 0, 3] as const)), [1]);
    expect(table.test.statistic).toBeNaN();
    expect(table.onlyA).toMatchObject({ count: 0, share: 0, low: 0 });
    expect(table.onlyA.high).toBeGreaterThan(0.05);
    expect(table.onlyA.high).toBeLessThan(0.2);
  });

  test('covers the truth in about 95 % of samples (2000 samples of 40 worlds; to 4 standard errors of that share, and 2 % for the method)', () => {
    // The chance of a discordant pair varies by world between 0 and 0.4: clusters are unlike.
    const uniform = uniformStream('discordance', 'coverage');
    const samples = 2000;
    const covered = { share: 0, difference: 0, rejected: 0 };
    for (let sample = 0; sample < samples; sample++) {
      const worlds = Array.from({ length: 40 }, () => {
        const chance = 0.4 * uniform();
        const counts: [number, number, number, number] = [0, 0, 0, 0];
        for (let i = 0; i < 8; i++) {
          const u = uniform();
          counts[u < chance / 2 ? 1 : u < chance ? 2 : 3]++;
        }
        return counts;
      });
      const { onlyA, difference, test: mcnemar } = tabulateEvent(pairsOf(worlds), [1]);
      if (onlyA.low <= 0.1 && 0.1 <= onlyA.high) covered.share++;
      if (difference.low <= 0 && 0 <= difference.high) covered.difference++;
      if (mcnemar.p < 0.05) covered.rejected++;
    }
    const within = 4 * Math.sqrt((0.95 * 0.05) / samples) + 0.02;
    expect(Math.abs(covered.share / samples - 0.95)).toBeLessThan(within);
    expect(Math.abs(covered.difference / samples - 0.95)).toBeLessThan(within);
    expect(Math.abs(covered.rejected / samples - 0.05)).toBeLessThan(within);
  });
});

describe('outcomes of pairs', () => {
  test('are counted by what they are on each path', () => {
    const cross = crossOutcomes(
      pairsOf([
        [1, 2, 0, 1],
        [0, 1, 1, 2],
      ]),
    );
    expect(cross.map((row) => row.map(({ count }) => count))).toEqual([
      [3, 1],
      [3, 1],
    ]);
  });
});

describe('the check of histories against exact probabilities', () => {
  const paired = (chance: number, wrong: number): PairedHistories => {
    const uniform = uniformStream('discordance', 'check');
    const draws = Uint32Array.from({ length: 50 }, (_, i) => i);
    const ended = () => Uint8Array.from({ length: 50 * 20 }, () => (uniform() < chance ? 1 : 0));
    const exact = () => Float64Array.from({ length: 100 }, (_, i) => (i & 1 ? wrong : 1 - wrong));
    return { draws, perDraw: 20, outcomes: 2, a: ended(), b: ended(), exactA: exact(), exactB: exact() };
  };

  test('is standard normal where they are right, and large where they are not', () => {
    for (const { z } of checkHistories(paired(0.3, 0.3))) expect(Math.abs(z)).toBeLessThan(4);
    for (const { z } of checkHistories(paired(0.3, 0.4))) expect(Math.abs(z)).toBeGreaterThan(4);
  });

  test('does not take a single rare history for a fault', () => {
    const pairs = paired(0, 1e-6);
    pairs.a[7] = 1;
    const [, once] = checkHistories(pairs);
    expect(once).toMatchObject({ path: 'a', outcome: 1, simulated: 0.001 });
    expect(once.z).toBeLessThan(1);
    pairs.a.fill(1, 0, 10);
    expect(checkHistories(pairs)[1].z).toBeGreaterThan(9);
  });
});
