import { describe, expect, test } from 'vitest';
import {
  checkHistories,
  crossOutcomes,
  type PairedHistories,
  tabulateEvent,
} from '../../../src/analysis/discordance.ts';
import { OUTCOMES } from '../../../src/deterrence/outputs.ts';
import type { DiscordantFindings } from '../../../src/report/discordant/findings.ts';
import { renderDiscordant } from '../../../src/report/discordant/text.ts';
import { sayDiscordance, sayPoints, sayShare } from '../../../src/report/discordant/words.ts';

const at = (name: string) => OUTCOMES.findIndex((outcome) => outcome.name === name);

/** Worlds that are all alike: in each the given pairs of outcomes, which also are the exact probabilities. */
function findingsOf(pairs: readonly (readonly [string, string])[], worlds = 20, shift = 0): DiscordantFindings {
  const perDraw = pairs.length;
  const column = (which: 0 | 1) =>
    Uint8Array.from({ length: worlds * perDraw }, (_, i) => at(pairs[i % perDraw][which]));
  const exact = (which: 0 | 1) =>
    Float64Array.from({ length: worlds * OUTCOMES.length }, (_, i) => {
      const { name } = OUTCOMES[i % OUTCOMES.length];
      return pairs.filter((pair) => pair[which] === name).length / perDraw + (name === 'ceasefire_holds' ? shift : 0);
    });
  const paired: PairedHistories = {
    ...{ draws: Uint32Array.from({ length: worlds }, (_, i) => i), perDraw, outcomes: OUTCOMES.length },
    ...{ a: column(0), b: column(1), exactA: exact(0), exactB: exact(1) },
  };
  const outcomes = [3, 4, 5, 6];
  return {
    ...{ title: 'Words', asOf: undefined, protege: 'Greenland', draws: worlds, design: 'lhs', seed: 'test' },
    paths: [
      { name: 'troops', title: 'Troops' },
      { name: 'fortress', title: 'Fortress' },
    ],
    pairs: paired,
    outcomes: OUTCOMES,
    events: [{ name: 'breakdown', label: 'Breakdown', outcomes, table: tabulateEvent(paired, outcomes) }],
    cross: crossOutcomes(paired),
    checks: checkHistories(paired),
    replays: [['stolperdraht trace x'], []],
  };
}

const quiet = ['ceasefire_holds', 'ceasefire_holds'] as const;

describe('the words of discordant futures', () => {
  test('count what happens on one path only, and what could not break', () => {
    const text = sayDiscordance(
      findingsOf([
        quiet,
        ['renewed_war_lost', 'war_continues'],
        ['general_war', 'ceasefire_holds'],
        ['war_continues', 'nuclear_use'],
      ]),
    ).join(' ');
    expect(text).toContain('In 40 of 80 futures,');
    expect(text).toContain('a ceasefire breaks into war with troops and not with fortress; in 20,');
    expect(text).toContain('It is so on both in 0 and on neither in 20.');
    expect(text).toContain('in 20 of the 40 with fortress, in 20 of the 20 with troops.');
    expect(text).toContain(
      'histories and exact probabilities agree (the largest of 14 deviations is 0.0 standard errors)',
    );
  });

  test('have no test where nothing ends differently', () => {
    const text = sayDiscordance(findingsOf([quiet, quiet])).join(' ');
    expect(text).toContain('No future ends differently in this, so there is nothing to test.');
    expect(text).not.toContain('The commonest way');
    expect(text).not.toContain('No ceasefire had come');
  });

  test('warn of histories that do not agree with the exact probabilities', () => {
    const text = sayDiscordance(findingsOf([quiet, ['general_war', 'general_war']], 400, 0.2)).join(' ');
    expect(text).toMatch(
      /WARNING: histories and exact probabilities do not agree \(the largest of 14 deviations is \d+\.\d/,
    );
  });

  test('keep within the width, and name commands only where there are such futures', () => {
    const findings = findingsOf([quiet, ['renewed_war_lost', 'war_continues']]);
    const text = renderDiscordant(findings, { width: 70, style: { bold: (t) => t, dim: (t) => t } });
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(70);
    expect(text).toContain('breakdown with troops only');
    expect(text).not.toContain('breakdown with fortress only');
  });

  test.each([
    [{ share: 0.0577, low: 0.0503, high: 0.0661 }, '5.77 % (5.03–6.61)'],
    [{ share: 0.5, low: 0.3, high: 0.7 }, '50 % (30–70)'],
    [{ share: 0, low: 0, high: 0.0038 }, '0 % (0–0.38)'],
    [{ share: 0.25, low: Number.NaN, high: Number.NaN }, '25.0 %'],
  ])('write shares to the second digit of their uncertainty: %o', (share, expected) => {
    expect(sayShare({ count: 1, ...share })).toBe(expected);
  });

  test('write differences with their sign', () => {
    expect(sayPoints({ value: -0.053, se: 0.007, low: -0.067, high: -0.038 })).toBe('-5.3 (-6.7…-3.8)');
    expect(sayPoints({ value: 0.084, se: 0.004, low: 0.076, high: 0.092 })).toBe('8.40 (7.60–9.20)');
  });
});
