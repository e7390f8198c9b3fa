import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { misjudgementChart } from '../../../src/report/charts/misjudgement.ts';
import { openResults } from '../../../src/report/folder/read-folder.ts';
import { speechOf } from '../../../src/report/language/language.ts';
import type { Language } from '../../../src/report/language/languages.ts';
import { chartsOf } from '../../../src/report/page/document.ts';
import { renderMarkdown } from '../../../src/report/page/markdown.ts';
import { composeReport } from '../../../src/report/report.ts';
import { writeSmallAnalyses } from '../small-analyses.ts';
import { DATA_PACKAGE, smallScenario, text, writeManifest } from '../small-results.ts';

const root = mkdtempSync(join(tmpdir(), 'stolperdraht-perception-section-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** The section of a folder as Markdown, with plain spaces. */
async function section(folder: string, language: Language) {
  const report = await composeReport(await openResults(folder, '9.9.9'), language);
  const sections = report.sections.filter(({ id }) => id === 'perception');
  const markdown = renderMarkdown({ ...report, sections }, ({ id }) => `${id}.svg`);
  return { markdown: markdown.replace(/[\u00a0\u202f]/g, ' '), charts: chartsOf({ ...report, sections }) };
}

describe('the section of perception', () => {
  test('says by path what the risk is, what remains when the truth is known, and what rests on misjudgement', async () => {
    const { markdown } = await section(writeSmallAnalyses(join(root, 'en')), 'en');
    for (const part of [
      '## What rests on misjudgement',
      'a ceasefire breaks, if one comes',
      // total, known, difference in percentage points, shares of worlds
      /The wire.*30 % \(28–32\).*22 % \(20–24\).*\+8 \(6–10\).*60 % \(40–80\).*40 % \(20–60\)/,
      /The wall.*30 % \(28–32\).*35 % \(33–37\).*−5 \(−7…−3\)/,
      /The wire.*−4 \(−6…−2\).*\+6 \(4–8\)/,
    ]) {
      expect(markdown).toMatch(part);
    }
    expect(markdown).not.toMatch(/Backer’s backing/);
  });

  test('counts as helping what is better under each preference, and only the whole truth', async () => {
    const { markdown } = await section(writeSmallAnalyses(join(root, 'worth')), 'en');
    expect(markdown).toMatch(/harm \(less is better\)[\s\S]*?The wire.*−1\.5 \(−2\.0…−1\.0\).*80 % \(60–90\)/);
    expect(markdown).toMatch(/hope \(more is better\)[\s\S]*?The wire.*\+0\.20 \(0\.10–0\.30\).*80 % \(60–90\)/);
    expect(markdown).toMatch(
      /Value to the coalition \(more is better\)[\s\S]*?The wire.*\+2\.0 \(1\.0–3\.0\).*70 % \(50–90\)/,
    );
    expect(markdown).not.toContain('−0.5');
  });

  test('shows what the challenger really gets, also where the truth takes some of it away, and not what she expects', async () => {
    const { markdown } = await section(writeSmallAnalyses(join(root, 'hers')), 'en');
    expect(markdown).toMatch(
      /Value to the coalition[\s\S]*?True payoff of the challenger \(more is better for her\)[\s\S]*?The wire.*−0\.8 \(−1\.2…−0\.4\).*30 % \(10–50\)/,
    );
    expect(markdown).not.toContain('−55');
  });

  test('says the same in German', async () => {
    const { markdown } = await section(writeSmallAnalyses(join(root, 'de')), 'de');
    expect(markdown).toContain('## Was auf Fehleinschätzung beruht');
    expect(markdown).toMatch(/harm \(weniger ist besser\)[\s\S]*?−1,5 \(−2,0…−1,0\)/);
    expect(markdown).toMatch(/Wirklicher Ertrag des Herausforderers[\s\S]*?−0,8 \(−1,2…−0,4\)/);
    expect(markdown.replaceAll('misjudgement.svg', '')).not.toMatch(/misjudg|\btruth\b|\bworlds\b/i);
  });

  test('says plainly that nothing is misjudged, with neither a chart nor empty columns', async () => {
    const folder = join(root, 'clear');
    mkdirSync(folder);
    const scenario = smallScenario();
    writeFileSync(join(folder, 'scenario.resolved.json'), JSON.stringify(scenario));
    writeFileSync(join(folder, 'datapackage.json'), JSON.stringify(DATA_PACKAGE));
    const header = [
      'path',
      'metric',
      'unit',
      'part',
      'counted',
      'worlds',
      'n',
      'mean',
      'low',
      'high',
      'raises',
      'lowers',
    ];
    const row = (part: string, mean: number) => [
      'wire',
      'breakdown',
      'probability',
      part,
      'whole',
      'all',
      8,
      mean,
      mean,
      mean,
      0,
      0,
    ];
    writeFileSync(
      join(folder, 'perception.csv'),
      text([header, row('total', 0.3), row('known', 0.3), row('misjudged', 0)]),
    );
    writeManifest(folder, ['wire', 'wall'], scenario, 8, {}, undefined, {});
    const { markdown, charts } = await section(folder, 'en');
    expect(markdown).toContain('The challenger sees the world as it is');
    expect(markdown).toContain('30\\.0 % (30.0–30.0)');
    expect(markdown).not.toContain('Truth known');
    expect(charts).toEqual([]);
  });
});

describe('the chart of misjudgement', () => {
  const mean = (value: number) => ({ mean: value, low: value - 0.02, high: value + 0.02 });
  const paths = [{ name: 'a', title: 'The path a', description: undefined, index: 0 }];
  const options = { what: 'a risk', sources: ['one', 'two'], isProbability: true };
  const split = { path: 'a', known: mean(0.2), parts: [mean(0.15), mean(-0.05)], total: mean(0.3) };

  test('steps from the truth to the risk as she sees the world, and says so without being seen', () => {
    const chart = misjudgementChart([split], paths, options, speechOf('en'));
    expect(chart?.alternative.replaceAll('\u00a0', ' ')).toBe(
      'The path a: Truth known 20 % (18–22); one +15 (13–17); two −5 (−7…−3); As she sees the world 30 % (28–32).',
    );
    const drawn = JSON.stringify(chart?.specification('wide'));
    const steps = [...drawn.matchAll(/"from":([\d.]+),"to":([\d.]+)/g)].map(([, from, to]) => [
      Number(from),
      Number(Number(to).toFixed(12)),
    ]);
    expect(steps).toEqual([
      [0, 0.2],
      [0.2, 0.35],
      [0.35, 0.3],
      [0, 0.3],
    ]);
  });

  test('writes no digits of a step that hardly changes the risk', () => {
    const parts = [{ mean: 1e-5, low: -1e-5, high: 2e-5 }, mean(0.1)];
    const chart = misjudgementChart([{ ...split, parts }], paths, options, speechOf('en'));
    expect(chart?.alternative).toContain('one ≈0;');
  });

  test('is not drawn where nothing is misjudged', () => {
    expect(misjudgementChart([split], paths, { ...options, sources: [] }, speechOf('en'))).toBeUndefined();
  });
});
