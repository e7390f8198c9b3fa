import { describe, expect, test } from 'vitest';
import { analyzeRun } from '../../src/analysis/run-analysis.ts';
import { resultsInMemory } from '../../src/experiment/memory-results.ts';
import type { Failure } from '../../src/experiment/results.ts';
import { sampleResults } from '../support/sample-results.ts';

const failure = (draw: number, path: number): Failure => ({
  draw,
  path,
  kind: 'EvaluationError',
  error: 'no equilibrium',
  message: `draw ${draw}: no equilibrium`,
});

const FAILED = [2, 5, 11];

describe('the analysis of a run', () => {
  test('in which draws failed on one path is that of a run without these draws', () => {
    const paths = ['assurance', 'deployment', 'fortress'];
    const all = sampleResults({ paths, draws: 12, failures: FAILED.map((draw, index) => failure(draw, index)) });
    expect(all.usable).toBe(9);
    const kept = Array.from({ length: 12 }, (_, draw) => draw).filter((draw) => !FAILED.includes(draw));
    const rowsOf = (array: Float64Array) => {
      const width = array.length / 12;
      return Float64Array.from(kept.flatMap((draw) => [...array.subarray(draw * width, (draw + 1) * width)]));
    };
    const { values, parameters, timeline, histories } = all.chunk;
    const chunk = {
      ...{ fromDraw: 0, toDraw: 9, failures: [] },
      ...{ values: rowsOf(values), parameters: rowsOf(parameters), timeline: rowsOf(timeline), histories },
    };
    const without = resultsInMemory({ ...all, plan: { ...all.plan, draws: 9 } }, [chunk]);
    expect(analyzeRun(all)).toEqual(analyzeRun(without));
    expect(analyzeRun(all).summary[0].n).toBe(9);
  });

  test('in which every draw failed claims nothing', () => {
    const all = sampleResults({ draws: 3, failures: [failure(0, 0), failure(1, 1), failure(2, 0)] });
    const { summary, comparison, best, cost, chain, timeline } = analyzeRun(all);
    for (const { n, mean } of [...summary, ...comparison]) expect([n, mean]).toEqual([0, Number.NaN]);
    for (const { n, share } of best) expect([n, share]).toEqual([0, Number.NaN]);
    for (const { status, budget } of cost) {
      expect(['baseline', 'no_extra_cost']).toContain(status);
      expect(budget.mean).toBeNaN();
    }
    for (const { value } of chain) expect(value).toBeNaN();
    for (const { mean } of timeline) expect(mean).toBeNaN();
  });
});
