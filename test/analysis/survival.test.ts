import { describe, expect, test } from 'vitest';
import { ratioOfMeans } from '../../src/analysis/statistics.ts';
import { summarizeSurvival } from '../../src/analysis/survival.ts';
import { OUTCOMES } from '../../src/deterrence/outputs.ts';
import type { Failure } from '../../src/experiment/results.ts';
import { sampleResults } from '../support/sample-results.ts';

const BROKEN = ['renewed_war_lost', 'renewed_war_repelled', 'general_war', 'nuclear_use'];
const at = (name: string) => OUTCOMES.findIndex((outcome) => outcome.name === name);

const results = sampleResults({ paths: ['assurance', 'deployment', 'fortress'], draws: 40 });
const { shares, differences } = summarizeSurvival(results);

/** Chance of a ceasefire in force, and of one that has begun, by draw. */
function counts(path: number, period: number) {
  const holds = results.state(path, period, at('ceasefire_holds'));
  const broken = BROKEN.map((name) => results.state(path, period, at(name)));
  return { holds, begun: holds.map((value, draw) => value + broken.reduce((sum, of) => sum + of[draw], 0)) };
}

describe('the share of ceasefires that hold', () => {
  test('is a ratio of means with the standard error of the delta method (relative 1e-12)', () => {
    results.plan.paths.forEach(({ name }, path) => {
      for (let period = 0; period < results.plan.periods; period++) {
        const { holds, begun } = counts(path, period);
        const expected = ratioOfMeans(holds, begun);
        const row = shares.find((r) => r.path === name && r.year === (period + 1) / 2)!;
        expect(row.unbroken).toBeCloseTo(expected.value, 12);
        expect(row.se).toBeCloseTo(expected.se, 12);
        expect(row.low).toBeLessThan(row.unbroken);
        expect(row.high).toBeGreaterThan(row.unbroken);
      }
    });
  });

  test('has quantiles of the share in single worlds, in their order', () => {
    const { holds, begun } = counts(1, 3);
    const single = holds.map((value, draw) => value / begun[draw]).sort();
    const row = shares.find((r) => r.path === 'deployment' && r.year === 2)!;
    expect(row.n).toBe(40);
    expect(row.q50).toBeCloseTo((single[19] + single[20]) / 2, 12);
    for (const { q05, q25, q50, q75, q95 } of shares)
      expect([q05, q25, q50, q75, q95]).toEqual([q05, q25, q50, q75, q95].sort((a, b) => a - b));
  });

  test('of two paths differs with the standard error of a paired difference', () => {
    // The ratios of the two, moved by one draw at a time (jackknife): the same to the order of 1 / draws.
    const draws = 40;
    const [a, b] = [counts(0, 2), counts(2, 2)];
    const ratio = ({ holds, begun }: ReturnType<typeof counts>, without: number) => {
      let [top, bottom] = [0, 0];
      for (let draw = 0; draw < draws; draw++) {
        if (draw === without) continue;
        top += holds[draw];
        bottom += begun[draw];
      }
      return top / bottom;
    };
    const left = Array.from({ length: draws }, (_, draw) => ratio(a, draw) - ratio(b, draw));
    const mean = left.reduce((sum, value) => sum + value, 0) / draws;
    const jackknife = Math.sqrt(((draws - 1) / draws) * left.reduce((sum, value) => sum + (value - mean) ** 2, 0));
    const row = differences.find((r) => r.pathA === 'assurance' && r.pathB === 'fortress' && r.year === 1.5)!;
    expect(row.difference).toBeCloseTo(ratio(a, -1) - ratio(b, -1), 12);
    expect(row.se / jackknife).toBeGreaterThan(0.93);
    expect(row.se / jackknife).toBeLessThan(1.07);
    expect(differences).toHaveLength(3 * 4);
  });

  test('differs surely by nothing between a path and itself', () => {
    const twins = sampleResults({ paths: ['one', 'two'], draws: 10 });
    const same = { ...twins, state: (_path: number, period: number, state: number) => twins.state(0, period, state) };
    for (const { difference, low, high } of summarizeSurvival(same).differences) {
      expect([difference, low, high].map((value) => value + 0)).toEqual([0, 0, 0]);
    }
  });

  test('leaves failed draws out, and claims nothing where there is no ceasefire', () => {
    const failure: Failure = { draw: 3, path: 0, kind: 'EvaluationError', error: 'none', message: 'none' };
    const failed = summarizeSurvival(sampleResults({ draws: 12, failures: [failure] }));
    expect(failed.shares.every(({ n, unbroken }) => n === 11 && unbroken > 0 && unbroken < 1)).toBe(true);
    const none = { ...results, state: () => new Float64Array(40) };
    for (const { begun, unbroken, n, q50 } of summarizeSurvival(none).shares) {
      expect([begun, n]).toEqual([0, 0]);
      expect([unbroken, q50]).toEqual([Number.NaN, Number.NaN]);
    }
  });
});
