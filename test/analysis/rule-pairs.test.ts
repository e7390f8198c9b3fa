import { describe, expect, test } from 'vitest';
import { pairRules, pairsRules } from '../../src/analysis/rule-pairs.ts';
import { meanInterval, moments } from '../../src/analysis/statistics.ts';
import { columnIndex, type Results } from '../../src/experiment/results.ts';
import type { Axis } from '../../src/experiment/sweep-axes.ts';
import type { SweepPlan } from '../../src/experiment/sweep-plan.ts';
import { sampleResults } from '../support/sample-results.ts';

const DRAWS = 30;
const axis = (id: string, values: readonly number[], path?: string): Axis => ({
  ...{ name: path === undefined ? id : `${path}:${id}`, id, path, label: id, unit: '', meaning: '', values },
  ...{ overrides: [], at: { file: '', line: 0, column: 0 } },
});

/** Three cells whose chances differ a little, in the same worlds. */
const results = [0, 1, 2].map((cell) =>
  sampleResults({
    paths: ['force', 'paper'],
    draws: DRAWS,
    adjust: (set, path, draw) => {
      const world = (draw % 7) / 10;
      set('ceasefires', cell === 2 && draw === 3 ? 0 : 0.5);
      set('renewed_war_lost', 0.1 * world + 0.02 * cell);
      set('renewed_war_repelled', path === 0 ? 0.05 : 0.01);
      set('general_war', 0.01 * world + 0.001 * cell * (draw % 2));
      set('nuclear_use', 0.001 * cell);
    },
  }),
);
const plan = (axes: readonly Axis[], more: Partial<SweepPlan> = {}): SweepPlan => ({
  ...{ run: results[0].plan, axes, zip: false, design: undefined, evaluations: 180, planHash: 'c'.repeat(64) },
  cells: [0, 1, 2].map((id) => ({ id, values: [id] })),
  ...more,
});
const ambiguity = axis('roe.ambiguity', [0, 1, 2]);

describe('rules of engagement in pairs', () => {
  const pairs = pairRules(plan([ambiguity]), (cell) => results[cell]);

  test('are all pairs of cells on every path, with paired differences and Student intervals (absolute 1e-12)', () => {
    expect(pairs.map(({ path, cellA, cellB }) => `${path} ${cellA} ${cellB}`)).toEqual(
      ['force', 'paper'].flatMap((path) => [`${path} 0 1`, `${path} 0 2`, `${path} 1 2`]),
    );
    const values = (of: Results, name: string) => of.column(1, columnIndex(of, name));
    const found = pairs.find(({ path, cellA, cellB }) => path === 'paper' && cellA === 0 && cellB === 1)!;
    const renewed = values(results[0], 'renewed_war_given_ceasefire').map(
      (value, draw) => value - values(results[1], 'renewed_war_given_ceasefire')[draw],
    );
    const own = moments(renewed);
    expect(found.renewed.mean).toBeCloseTo(own.mean, 12);
    expect(found.renewed.low).toBeCloseTo(meanInterval(own).low, 12);
    // 0.001 of nuclear use in every world, and of general war in every second one.
    expect(found.escalation.mean).toBeCloseTo(-0.0015, 12);
    expect(found.n).toBe(DRAWS);
  });

  test('are surer than their two errors suggest', () => {
    const { renewed } = pairs[0];
    const [a, b] = [0, 1].map((cell) =>
      moments(results[cell].column(0, columnIndex(results[cell], 'renewed_war_given_ceasefire'))),
    );
    expect(renewed.se).toBeLessThan(0.1 * Math.sqrt(a.se ** 2 + b.se ** 2));
  });

  test('leave out worlds in which there is no ceasefire in one of the cells', () => {
    expect(pairs.filter(({ path }) => path === 'force').map(({ n }) => n)).toEqual([DRAWS, DRAWS - 1, DRAWS - 1]);
  });

  test('are made where the ambiguity is varied, alone or with the threshold of the same path, and cells are few', () => {
    const threshold = axis('roe.threshold', [1, 2]);
    expect(pairsRules(plan([ambiguity]))).toBe(true);
    expect(pairsRules(plan([threshold, ambiguity]))).toBe(true);
    expect(pairsRules(plan([threshold]))).toBe(false);
    expect(pairsRules(plan([ambiguity, axis('tripwire.troops', [1])]))).toBe(false);
    expect(pairsRules(plan([ambiguity, axis('roe.threshold', [1], 'force')]))).toBe(false);
    expect(pairsRules(plan([ambiguity, threshold], { zip: true }))).toBe(false);
    expect(pairsRules(plan([ambiguity, threshold], { design: 'lhs' }))).toBe(false);
    const cells = Array.from({ length: 61 }, (_, id) => ({ id, values: [id] }));
    expect(pairsRules(plan([ambiguity], { cells }))).toBe(false);
    expect(pairsRules(plan([ambiguity], { run: { ...results[0].plan, draws: 1_000_000 } }))).toBe(false);
  });
});
