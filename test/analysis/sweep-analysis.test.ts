import { describe, expect, test } from 'vitest';
import { analyzeCell, leadOf } from '../../src/analysis/sweep-analysis.ts';
import { sampleResults } from '../support/sample-results.ts';

const cell = { id: 0, values: [0.5] };

/** The objective of path a is that of path b plus 60 times some differences, one a world. */
function leadFor(differences: readonly number[], direction: 'minimize' | 'maximize' = 'minimize') {
  const preferences = [{ name: 'harm', title: undefined, direction, text: '' }];
  const results = sampleResults({ paths: ['a', 'b'], draws: differences.length, preferences });
  const column = results.columns.length - 1;
  differences.forEach((difference, draw) => {
    results.chunk.values[(2 * draw + 1) * results.columns.length + column] = draw;
    results.chunk.values[2 * draw * results.columns.length + column] = draw + difference;
  });
  return leadOf(analyzeCell(cell, results), preferences[0]);
}

describe('the lead in a cell', () => {
  test('is that of the smaller mean, with a margin that is not negative', () => {
    expect(leadFor([-1, -2, -3])).toMatchObject({ path: 'a', next: 'b', margin: { mean: 2 }, better: { share: 1 } });
    expect(leadFor([1, 2, 3])).toMatchObject({ path: 'b', next: 'a', margin: { mean: 2 }, better: { share: 1 } });
  });

  test('is that of the larger mean where larger is better', () => {
    expect(leadFor([1, 2, 3], 'maximize')).toMatchObject({ path: 'a', margin: { mean: 2 }, better: { share: 1 } });
    expect(leadFor([-1, -2, -3], 'maximize')).toMatchObject({ path: 'b', margin: { mean: 2 } });
  });

  test('is open while the interval includes 0, also in a single world or where nothing differs', () => {
    expect(leadFor([-30, 20, -20, 25])?.certainty).toBe('open');
    expect(leadFor([-1])?.certainty).toBe('open');
    expect(leadFor([0, 0, 0])).toMatchObject({ certainty: 'open', margin: { mean: 0 }, better: { share: 0 } });
  });

  test('tells a better mean from being better in most worlds', () => {
    const most = (worlds: number) => leadFor(Array.from({ length: 100 }, (_, i) => (i < worlds ? -10 : 0.1)));
    expect(most(74)).toMatchObject({ path: 'a', certainty: 'mean' });
    expect(most(75)).toMatchObject({ path: 'a', certainty: 'worlds' });
  });

  test('is that of nobody for a single path, and where an objective has no value', () => {
    const single = sampleResults({ paths: ['a'], draws: 3 });
    expect(leadOf(analyzeCell(cell, single), single.plan.preferences[0])).toBeUndefined();
    expect(leadFor([Number.NaN, Number.NaN])).toBeUndefined();
  });

  test('keeps of a cell every metric, and comparisons of the preferences only', () => {
    const results = sampleResults({ paths: ['a', 'b', 'c'], draws: 3 });
    const { summary, comparison } = analyzeCell(cell, results);
    expect(summary).toHaveLength(3 * results.columns.length);
    expect(comparison.map(({ metric }) => metric).sort()).toEqual(
      ['balanced', 'peace'].flatMap((name) => [name, name, name]),
    );
  });
});
