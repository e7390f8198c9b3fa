import { describe, expect, test } from 'vitest';
import { summarize } from '../../src/analysis/summary.ts';
import { summarizeTimeline } from '../../src/analysis/timeline.ts';
import { OUTCOMES } from '../../src/deterrence/outputs.ts';
import { sampleResults } from '../support/sample-results.ts';

describe('the summary', () => {
  const results = sampleResults({
    draws: 4,
    adjust(set, path, draw) {
      set('budget', 10 * path + draw);
      set('breakdown_year', draw < 3 ? Number.NaN : 5);
      set('ceasefire_year', Number.NaN);
    },
  });
  const summary = summarize(results);
  const find = (path: string, metric: string) => summary.find((row) => row.path === path && row.metric === metric)!;

  test('has one row for every path and column', () => {
    expect(summary).toHaveLength(results.plan.paths.length * results.columns.length);
  });

  test('gives mean, spread and quantiles over draws', () => {
    expect(find('fortress', 'budget')).toMatchObject({ n: 4, mean: 11.5, q50: 11.5 });
    expect(find('fortress', 'budget').sd).toBeCloseTo(Math.sqrt(5 / 3), 14);
    expect(find('fortress', 'budget').q05).toBeCloseTo(10.15, 14);
    expect(find('deployment', 'budget').q95).toBeCloseTo(2.85, 14);
  });

  test('leaves missing values out and counts the others', () => {
    expect(find('deployment', 'breakdown_year')).toMatchObject({ n: 1, mean: 5, sd: NaN, se: NaN, q05: 5, q95: 5 });
    expect(find('deployment', 'ceasefire_year')).toMatchObject({ n: 0, mean: NaN, q50: NaN });
  });
});

describe('the timeline', () => {
  const results = sampleResults({ draws: 20 });
  const rows = summarizeTimeline(results);

  test('reads every period at its end', () => {
    expect([...new Set(rows.map((row) => row.year))]).toEqual([0.5, 1, 1.5, 2]);
  });

  test('has means that sum to 1 over the outcomes, at every time and on every path', () => {
    for (const { name } of results.plan.paths) {
      for (const year of [0.5, 1, 1.5, 2]) {
        const present = rows.filter((row) => row.path === name && row.year === year);
        expect(present.map((row) => row.outcome)).toEqual(OUTCOMES.map((outcome) => outcome.name));
        expect(present.reduce((sum, row) => sum + row.mean, 0)).toBeCloseTo(1, 12);
      }
    }
  });

  test('ends at the outcomes at the horizon', () => {
    const summary = summarize(results);
    for (const row of rows.filter((r) => r.year === 2)) {
      const end = summary.find((r) => r.path === row.path && r.metric === row.outcome)!;
      expect(row.mean).toBeCloseTo(end.mean, 12);
      expect(row.q05).toBeCloseTo(end.q05, 12);
      expect(row.q95).toBeCloseTo(end.q95, 12);
    }
  });
});
