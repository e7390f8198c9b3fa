import { describe, expect, test } from 'vitest';
import { analyzeRun, type RunAnalysis } from '../../src/analysis/run-analysis.ts';
import { renderRunPicture } from '../../src/report/run-picture.ts';
import type { TextStyle } from '../../src/report/terminal-table.ts';
import { sampleResults } from '../support/sample-results.ts';

const plain: TextStyle = { bold: (text) => text, dim: (text) => text };
const coloured: TextStyle = { ...plain, paint: (hue, text) => `<${hue}>${text}</>` };

const results = sampleResults({ paths: ['assurance', 'deployment', 'fortress', 'combined'], draws: 60 });
const analysis = analyzeRun(results);
const linesOf = (width = 80, style = plain, of: RunAnalysis = analysis) =>
  renderRunPicture(results, of, { width, style })?.split('\n') ?? [];
/** Two paths with outcomes of the given means, and the given shares of unbroken ceasefires at the end of four periods. */
function madeUp(means: Readonly<Record<string, number>>, unbroken: readonly number[]): RunAnalysis {
  return {
    ...analysis,
    summary: analysis.summary.map((row) => ({ ...row, mean: means[row.metric] ?? 0 })),
    survival: {
      ...analysis.survival,
      shares: analysis.survival.shares.map((row) => {
        const value = unbroken[2 * row.year - 1];
        return { ...row, begun: value > 0 ? 0.5 : 0.01, unbroken: value, low: value - 0.05, high: value + 0.05 };
      }),
    },
  };
}

const MEANS = { ceasefire_holds: 0.5, war_continues: 0.25, renewed_war_lost: 0.2, protege_collapses: 0.05 };

describe('the picture of a run', () => {
  test.each([60, 80, 100, 140])('fits %i columns, with bars as wide as each other', (width) => {
    const lines = linesOf(width);
    for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(width);
    const bars = lines.filter((line) => /^ \w+ +[HWRLCGN]+$/.test(line));
    expect(bars).toHaveLength(4);
    expect(new Set(bars.map((bar) => bar.length))).toEqual(new Set([Math.min(width, 13 + 60)]));
    expect(lines.filter((line) => /[▁▂▃▄▅▆▇█] {2}\d+ % \(\d+–\d+\)$/.test(line))).toHaveLength(4);
  });

  test('has as many letters for an outcome as its share of the width, the best outcome first', () => {
    const [bar] = linesOf(80, plain, madeUp(MEANS, [1, 0.9, 0.8, 0.7])).filter((line) => line.startsWith(' assurance'));
    expect(bar).toBe(` assurance   ${'H'.repeat(30)}${'W'.repeat(15)}${'L'.repeat(12)}${'C'.repeat(3)}`);
  });

  test('says what every letter means', () => {
    const text = linesOf().join(' ').replace(/\s+/g, ' ');
    for (const said of [
      'H ceasefire holds',
      'W war continues',
      'L renewed war, lost',
      'G general war',
      'N nuclear use',
    ])
      expect(text).toContain(said);
  });

  test('lets a line of bars fall as ceasefires break, and ends with the interval', () => {
    const lines = linesOf(80, plain, madeUp(MEANS, [1, 0.95, 0.75, 0.55]));
    expect(lines).toContain(' assurance   ██▅▁  55 % (50–60)');
    expect(lines.join(' ').replace(/\s+/g, ' ')).toContain('in the course of 2 years, from 50 % (▁) to 100 % (█)');
  });

  test('leaves years open in which hardly any ceasefire has begun, and all of it where none ever does', () => {
    expect(linesOf(80, plain, madeUp(MEANS, [0, 0.95, 0.75, 0.75]))).toContain(' assurance    ▇▂▂  75 % (70–80)');
    expect(linesOf(80, plain, madeUp(MEANS, [0, 0, 0, 0])).join('')).not.toContain('▁');
  });

  test('says the same without colour', () => {
    const shown = linesOf(80, coloured);
    expect(shown.join('')).toContain('<green>H');
    expect(shown.map((line) => line.replace(/<\w*>|<\/>/g, ''))).toEqual(linesOf());
  });

  test('is none where every world failed', () => {
    const nothing = { ...analysis, summary: analysis.summary.map((row) => ({ ...row, mean: Number.NaN })) };
    expect(renderRunPicture(results, nothing, { width: 80, style: plain })).toBeUndefined();
  });
});
