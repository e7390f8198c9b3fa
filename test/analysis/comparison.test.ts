import { describe, expect, test } from 'vitest';
import { comparePaths, rankPaths } from '../../src/analysis/comparison.ts';
import { wilsonInterval } from '../../src/analysis/statistics.ts';
import { sampleResults } from '../support/sample-results.ts';

/** Ten worlds; under `balanced` (60 · lost + 150 · general war) fortress is better in 6, worse in 3, tied in 1. */
const worlds = sampleResults({
  draws: 10,
  adjust(set, path, draw) {
    set('general_war', 0);
    set('renewed_war_lost', path === 0 ? 0.5 : draw < 6 ? 0.4 : draw < 9 ? 0.7 : 0.5);
    set('ceasefire_holds', path === 0 ? 0.2 : 0.3);
    set('breakdown_year', path === 0 && draw === 0 ? Number.NaN : 1 + path);
  },
});

describe('the paired comparison', () => {
  const rows = comparePaths(worlds);
  const find = (metric: string) => rows.find((row) => row.metric === metric)!;

  test('subtracts the second path from the first in the same world', () => {
    const row = find('renewed_war_lost');
    expect([row.pathA, row.pathB, row.n]).toEqual(['deployment', 'fortress', 10]);
    expect(row.mean).toBeCloseTo((6 * 0.1 - 3 * 0.2) / 10, 14);
    expect(row.low).toBeLessThan(0);
    expect(row.high).toBeGreaterThan(0);
    expect(row.q95).toBeCloseTo(0.1, 14);
  });

  test('of a constant difference has no uncertainty', () => {
    const row = find('ceasefire_holds');
    expect(row.se).toBeLessThan(1e-16);
    expect(row.mean).toBeCloseTo(-0.1, 14);
    expect(row.high).toBeLessThan(0);
  });

  test('leaves out worlds in which one of the values is missing', () => {
    expect(find('breakdown_year')).toMatchObject({ n: 9, mean: -1 });
  });

  test('counts the worlds in which each path is better, ties apart, with Wilson intervals', () => {
    const { better } = find('balanced');
    expect(better).toEqual({
      a: { share: 0.3, ...wilsonInterval(3, 10) },
      b: { share: 0.6, ...wilsonInterval(6, 10) },
      ties: 1,
    });
  });

  test('takes larger for better where the preference says so', () => {
    expect(find('peace').better).toMatchObject({ a: { share: 0 }, b: { share: 1 }, ties: 0 });
  });

  test('says nothing of better or worse where no preference does', () => {
    expect(find('renewed_war_lost').better).toBeUndefined();
    expect(find('open_war').better).toBeUndefined();
  });

  test('covers every pair of paths once', () => {
    const pairs = comparePaths(sampleResults({ paths: ['a', 'b', 'c'], draws: 3 })).map((r) => `${r.pathA} ${r.pathB}`);
    expect([...new Set(pairs)]).toEqual(['a b', 'a c', 'b c']);
  });

  test('takes differences of rounding for ties', () => {
    const near = sampleResults({
      draws: 5,
      adjust(set, path) {
        set('general_war', 0);
        set('renewed_war_lost', 0.3 + path * 1e-14);
      },
    });
    expect(comparePaths(near).find((r) => r.metric === 'balanced')!.better).toMatchObject({ ties: 5 });
  });
});

describe('the ranking', () => {
  test('gives each path the share of worlds in which it alone is the best', () => {
    const rows = rankPaths(worlds).filter((row) => row.preference === 'balanced');
    expect(rows.map((row) => [row.path, row.worlds, row.share, row.n, row.tiedWorlds])).toEqual([
      ['deployment', 3, 0.3, 10, 1],
      ['fortress', 6, 0.6, 10, 1],
    ]);
  });

  test('adds up to all worlds with the tied ones', () => {
    const rows = rankPaths(sampleResults({ paths: ['a', 'b', 'c', 'd'], draws: 200 }));
    for (const preference of ['balanced', 'peace']) {
      const of = rows.filter((row) => row.preference === preference);
      expect(of.reduce((sum, row) => sum + row.worlds, of[0].tiedWorlds)).toBe(200);
    }
  });
});
