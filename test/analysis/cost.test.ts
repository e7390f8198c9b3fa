import { describe, expect, test } from 'vitest';
import { defaultBaseline, weighCosts } from '../../src/analysis/cost.ts';
import { sampleResults } from '../support/sample-results.ts';

/** Harm under `balanced` is 60 · lost: fortress avoids 60 · 0.2 = 12 for 8 bn more, cheap avoids 6 for nothing. */
const results = sampleResults({
  paths: ['fortress', 'assurance', 'cheap'],
  draws: 30,
  adjust(set, path, draw) {
    const wobble = (draw % 3) / 10;
    set('general_war', 0);
    set('renewed_war_lost', [0.3, 0.5, 0.4][path] + wobble);
    set('ceasefire_holds', [0.6, 0.2, 0.2][path]);
    set('budget', [9, 1, 1][path] + wobble);
  },
});
const baseline = 1;
const rows = weighCosts(results, baseline);
const find = (path: string, preference: string) =>
  rows.find((row) => row.path === path && row.preference === preference)!;

describe('costs', () => {
  test('are judged beside the path called assurance, else the one with the smallest mean budget', () => {
    expect(defaultBaseline(results)).toBe(1);
    const unnamed = sampleResults({ paths: ['a', 'b', 'c'], adjust: (set, path) => set('budget', [3, 1, 2][path]) });
    expect(defaultBaseline(unnamed)).toBe(1);
  });

  test('give harm avoided per billion with its interval', () => {
    const row = find('fortress', 'balanced');
    expect(row.status).toBe('defined');
    expect(row.extra.mean).toBeCloseTo(8, 12);
    expect(row.avoided.mean).toBeCloseTo(12, 12);
    expect(row.perBillion.value).toBeCloseTo(1.5, 12);
    expect(row.perBillion.low).toBeLessThanOrEqual(1.5 + 1e-12);
    expect(row.perBillion.high).toBeGreaterThanOrEqual(1.5 - 1e-12);
  });

  test('turn the sign where larger is better, so that avoided harm is always good', () => {
    expect(find('fortress', 'peace').avoided.mean).toBeCloseTo(0.4, 12);
  });

  test('leave the ratio undefined without extra cost, and for the baseline itself', () => {
    expect(find('cheap', 'balanced')).toMatchObject({ status: 'no_extra_cost', perBillion: { value: NaN } });
    expect(find('assurance', 'balanced')).toMatchObject({ status: 'baseline', perBillion: { value: NaN } });
    expect(find('assurance', 'balanced').extra.mean).toBe(0);
  });

  test('leave the ratio undefined when the extra cost cannot be told from none', () => {
    const unsure = sampleResults({
      draws: 6,
      adjust: (set, path, draw) => set('budget', path === 0 ? 5 : 5 + (-1) ** draw * draw),
    });
    expect(weighCosts(unsure, 0).find((row) => row.path === 'fortress')).toMatchObject({ perBillion: { value: NaN } });
  });
});
