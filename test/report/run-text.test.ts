import { describe, expect, test } from 'vitest';
import { analyzeRun } from '../../src/analysis/run-analysis.ts';
import { OUTCOMES } from '../../src/deterrence/outputs.ts';
import { renderHeader, renderPriorPredictive, renderRun } from '../../src/report/run-text.ts';
import { sayVerdict } from '../../src/report/words.ts';
import { type SampleOptions, sampleResults } from '../support/sample-results.ts';

const plain = { bold: (text: string) => text, dim: (text: string) => text };

function render(options: SampleOptions, width = 80): string {
  const results = sampleResults(options);
  const analysis = analyzeRun(results);
  const text = { width, style: plain };
  return `${renderHeader(results.plan, 1.234, text)}\n\n${renderRun(results, analysis, sayVerdict(results.plan, analysis), text)}\n\n${renderPriorPredictive(results, analysis, text)}`;
}

const four = { paths: ['assurance', 'deployment', 'fortress', 'combined'], draws: 60 };

describe('what run prints', () => {
  test.each([60, 80, 100, 140])('fits %i columns', (width) => {
    for (const line of render(four, width).split('\n')) expect(line.length, line).toBeLessThanOrEqual(width);
  });

  test('begins with scenario, date, players, worlds, seed and design', () => {
    expect(render(four).split('\n').slice(0, 4)).toEqual([
      'A made-up scenario (as of 2025-09-15)',
      '4 paths in 60 worlds (design random, seed sample): 240 evaluations in 1.2 s.',
      'Challenger: Russia. Protégé: Ukraine. Coalition: Coalition. Backer: United',
      'States.',
    ]);
  });

  test('says what paths and metrics are', () => {
    expect(render(four)).toMatch(/^ combined {4}The path combined$/m);
    expect(render(four)).toMatch(/^ open_war {2}renewed_war \+ general_war \+ nuclear_use$/m);
  });

  test('puts the preferences first, the verdict in words last', () => {
    const headings = [
      'Preferences',
      'What each path leads to',
      'Differences between the paths, in the same worlds',
      'In how many worlds each path is better',
      'Why: the causal chain of each path',
      'What each path costs, and what the money buys',
      'In words',
    ];
    const positions = headings.map((heading) => `\n${render(four)}`.indexOf(`\n${heading}\n`));
    expect(positions.every((position) => position >= 0)).toBe(true);
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
  });

  test('shows every path, outcome, metric and preference', () => {
    const text = render(four);
    for (const name of [...four.paths, ...OUTCOMES.map((outcome) => outcome.label), 'open_war', 'balanced', 'peace']) {
      expect(text.replace(/\s+/g, ' ')).toContain(name);
    }
  });

  test.each<[string, SampleOptions]>([
    ['one draw', { ...four, draws: 1 }],
    ['two draws', { ...four, draws: 2 }],
    ['one path', { paths: ['fortress'] }],
    [
      'nothing ever happening',
      {
        ...four,
        adjust: (set) =>
          [
            'hits',
            'ceasefires',
            'assaults',
            'probes',
            'responses',
            'budget',
            'ceasefire_years',
            'general_war',
            'nuclear_use',
            'renewed_war_lost',
            'renewed_war_repelled',
          ].forEach((name) => {
            set(name, 0);
          }),
      },
    ],
    [
      'values missing everywhere',
      {
        ...four,
        adjust: (set) =>
          ['miscalculation', 'ceasefire_year', 'renewed_war_lost'].forEach((name) => {
            set(name, Number.NaN);
          }),
      },
    ],
    [
      'paths that are the same',
      {
        ...four,
        adjust: (set, _path, draw) =>
          ['renewed_war_lost', 'general_war', 'ceasefire_holds', 'budget'].forEach((name) => {
            set(name, draw / 100);
          }),
      },
    ],
  ])('has no NaN, undefined or Infinity with %s', (_name, options) => {
    expect(render(options)).not.toMatch(/NaN|undefined|Infinity|null|-0(\.0+)?(?![.\d])/);
  });

  test('leaves comparisons out where there is one path only', () => {
    const text = render({ paths: ['fortress'] });
    expect(text).not.toContain('Differences between');
    expect(text).toContain('Only one path was run');
  });

  test('shows ties apart', () => {
    const text = render({
      draws: 10,
      adjust: (set) =>
        ['renewed_war_lost', 'general_war'].forEach((name) => {
          set(name, 0.1);
        }),
    });
    expect(text).toMatch(/100 % tied/);
  });
});
