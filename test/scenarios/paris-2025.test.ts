/** The reference scenario loads cleanly, says where its numbers come from, and implies nothing absurd. */
import { beforeAll, describe, expect, it } from 'vitest';
import { createModel } from '../../src/deterrence/model.ts';
import { OUTCOMES } from '../../src/deterrence/outputs.ts';
import { PARAMETERS } from '../../src/deterrence/parameters.ts';
import { createContext } from '../../src/experiment/evaluate.ts';
import { planRun } from '../../src/experiment/plan.ts';
import { loadScenario } from '../../src/scenario/load.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { quantitiesOf } from './quantities.ts';

const FILE = 'scenarios/paris-2025.yaml';
const scenario = loadScenario(FILE);

describe('the reference scenario', () => {
  it('loads without faults and without warnings', () => {
    expect(scenario.warnings).toEqual([]);
    expect(scenario.asOf).toBe('2025-09-15');
  });

  it('compares the four paths of the essay', () => {
    expect(scenario.paths.map((path) => path.name)).toEqual(['assurance', 'deployment', 'fortress', 'combined']);
  });

  it('stands for the 26 states of Paris with a hundred votes', () => {
    expect(scenario.members.reduce((sum, member) => sum + member.states, 0)).toBe(26);
    expect(scenario.members.reduce((sum, member) => sum + member.weight, 0)).toBe(100);
  });

  it('sets every parameter of the model itself', () => {
    expect(PARAMETERS.map((p) => p.id).filter((id) => !scenario.parameters.has(id))).toEqual([]);
  });

  it('gives a source or calls it a judgement wherever it is uncertain', () => {
    const unexplained = quantitiesOf(scenario).filter(
      (q) => q.expression.distributionCount > 0 && !q.judgement && q.source === undefined,
    );
    expect(unexplained.map((q) => q.id)).toEqual([]);
  });

  it('says in a note or a source why a certain value is certain', () => {
    const silent = [...scenario.parameters.values()].filter(
      (q) => q.expression.constant !== undefined && q.note === undefined && q.source === undefined,
    );
    expect(silent.map((q) => q.id)).toEqual([]);
  });

  it('weighs every bad outcome in every preference', () => {
    const metrics = new Map(scenario.metrics.map((metric) => [metric.name, metric.expression.references]));
    for (const preference of scenario.preferences) {
      const weighed = preference.expression.references.flatMap((name) => [name, ...(metrics.get(name) ?? [])]);
      expect(weighed, preference.name).toEqual(
        expect.arrayContaining(['protege_collapses', 'war_years', 'renewed_war_lost', 'general_war', 'nuclear_use']),
      );
    }
  });
});

/** Worlds of the check: with so few, the mean of a probability over worlds has a standard error of about 0.04. */
const DRAWS = 60;
/** Two and a half of these standard errors; the seed is fixed, so the test does not flicker. */
const TOLERANCE = 0.1;

describe('the prior predictive check of the reference scenario', () => {
  const values = new Map<string, number[]>();
  const firstYear = new Map<string, number>();

  beforeAll(() => {
    const sample: Scenario = { ...scenario, run: { ...scenario.run, draws: DRAWS } };
    const plan = planRun(sample, { version: 'test', histories: 0 });
    const context = createContext(sample, plan, createModel());
    const chunk = context.evaluateChunk(0, DRAWS);
    const draws = Array.from({ length: DRAWS }, (_, draw) => draw);
    plan.paths.forEach((path, index) => {
      const row = (draw: number) => draw * plan.paths.length + index;
      context.columns.forEach((column, position) => {
        const of = (draw: number) => chunk.values[row(draw) * context.columns.length + position];
        values.set(`${path.name}.${column.name}`, draws.map(of));
      });
      const lastOfYear = Math.round(1 / plan.stepYears) - 1;
      const state = (draw: number, name: string) =>
        chunk.timeline[
          (row(draw) * plan.periods + lastOfYear) * OUTCOMES.length + OUTCOMES.findIndex((o) => o.name === name)
        ];
      firstYear.set(
        path.name,
        mean(draws.map((draw) => 1 - state(draw, 'war_continues') - state(draw, 'protege_collapses'))),
      );
    });
  }, 120_000);

  const worlds = (path: string, column: string) => {
    const found = values.get(`${path}.${column}`);
    if (!found) throw new RangeError(`${path} has no ${column}`);
    return found;
  };

  it.each([
    ['assurance', 0.35, 0.6],
    ['deployment', 0.15, 0.4],
    ['fortress', 0.15, 0.4],
    ['combined', 0.1, 0.35],
  ])('expects renewed war after a ceasefire on %s between %d and %d', (path, low, high) => {
    const expected = mean(worlds(path, 'renewed_war_given_ceasefire'));
    expect(expected).toBeGreaterThan(low - TOLERANCE);
    expect(expected).toBeLessThan(high + TOLERANCE);
  });

  it('leaves it wide open how a paper promise ends', () => {
    const sorted = worlds('assurance', 'renewed_war_given_ceasefire').toSorted((a, b) => a - b);
    expect(sorted[Math.floor(0.05 * DRAWS)]).toBeLessThan(0.1);
    expect(sorted[Math.floor(0.95 * DRAWS)]).toBeGreaterThan(0.8);
  });

  it.each(['assurance', 'deployment', 'fortress', 'combined'])(
    'expects a ceasefire in the first year with 0.2 to 0.45 on %s',
    (path) => {
      expect(firstYear.get(path)).toBeGreaterThan(0.2 - TOLERANCE);
      expect(firstYear.get(path)).toBeLessThan(0.45 + TOLERANCE);
    },
  );

  it.each(['deployment', 'combined'])('expects an answer to 0.2 to 0.5 of the hits on %s', (path) => {
    const triggered = worlds(path, 'responses_triggered');
    const untriggered = worlds(path, 'responses_untriggered');
    const hits = worlds(path, 'hits');
    const answered = mean(hits.flatMap((count, i) => (count > 0 ? [(triggered[i] + untriggered[i]) / count] : [])));
    expect(answered).toBeGreaterThan(0.2 - TOLERANCE);
    expect(answered).toBeLessThan(0.5 + TOLERANCE);
  });

  it.each(['assurance', 'deployment', 'fortress', 'combined'])('holds general war on %s below 0.03', (path) => {
    expect(mean(worlds(path, 'general_war'))).toBeLessThan(0.03);
  });
});

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
