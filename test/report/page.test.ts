import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { renderSvg } from '../../src/report/charts/render-svg.ts';
import { openResults } from '../../src/report/folder/read-folder.ts';
import { speechOf } from '../../src/report/language/language.ts';
import type { Language } from '../../src/report/language/languages.ts';
import { ENGLISH } from '../../src/report/language/messages-en.ts';
import { chartsOf } from '../../src/report/page/document.ts';
import { escapeText } from '../../src/report/page/escape.ts';
import { specificationText, standaloneSvg } from '../../src/report/page/figure.ts';
import { renderHtml } from '../../src/report/page/html.ts';
import { renderMarkdown } from '../../src/report/page/markdown.ts';
import { composeReport } from '../../src/report/report.ts';
import { shellWord } from '../../src/report/sections/assumptions.ts';
import { HOSTILE, hostileScenario } from './hostile-scenario.ts';
import { writeSmallAnalyses } from './small-analyses.ts';
import { smallScenario, writeManifest, writeSmallRun, writeSmallSweep } from './small-results.ts';

const example = fileURLToPath(new URL('../../results/example', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'stolperdraht-page-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function page(folder: string, language: Language = 'en', paper = false): Promise<string> {
  const report = await composeReport(await openResults(folder, '9.9.9'), language);
  return renderHtml(report, speechOf(language), { paper });
}

/** What of a page matches, without the page. */
const found = (html: string, pattern: RegExp) => pattern.exec(html)?.[0];

const text = (html: string) =>
  html
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<\/?(?:bdi|code|span|strong|path)[^>]*>|<svg viewBox[^>]*>|<\/svg>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');

/** What the report says itself: without the words of the scenario. */
const ownText = (html: string) =>
  text(html.replace(/<bdi[^>]*>.*?<\/bdi>|<(?:p class="description"|h1)[^>]*>.*?<\/(?:p|h1)>/gs, '…'));

describe('the page of a report', () => {
  test('is one file under 2 MB that asks for nothing and runs nothing', async () => {
    for (const html of [await page(example), await page(example, 'de', true)]) {
      expect(html.length).toBeLessThan(2_000_000);
      expect(found(html, /<script|<iframe|<link|<img|@import|url\(https?:|javascript:|\son\w+=/i)).toBeUndefined();
      expect(
        [...html.matchAll(/(?:href|src)="([^"]*)"/g)].filter(([, target]) => !/^(?:#|data:)/.test(target)),
      ).toEqual([]);
      expect(found(html, /\sstyle="/)).toBeUndefined();
    }
  });

  test('allows by its policy its own style sheet and nothing else', async () => {
    const html = await page(example);
    const style = /<style>(.*?)<\/style>/s.exec(html)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(html).toContain(
      `content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'"`,
    );
  });

  test('is the same each time', async () => {
    const [first, second] = [await page(example), await page(example)];
    expect(first === second).toBe(true);
  });

  test('has landmarks, headings in order, and a name and a description for every chart', async () => {
    const html = await page(example);
    for (const part of ['<header', '<nav', '<main', '<footer', 'class="skip"']) expect(html).toContain(part);
    const levels = [...html.matchAll(/<h([1-6])/g)].map(([, level]) => Number(level));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    levels.forEach((level, index) => {
      // The contents stand beside the page, with a heading of their own.
      if (index > 0) expect(level - levels[index - 1]).toBeLessThanOrEqual(1);
    });
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    const pictures = [...html.matchAll(/<svg[^>]*class="chart[^>]*>/g)].map(([tag]) => tag);
    expect(pictures.length).toBeGreaterThanOrEqual(14);
    for (const tag of pictures) {
      expect(tag).toContain('role="img"');
      const named = /aria-labelledby="([^"]+)"/.exec(tag)?.[1].split(' ') ?? [];
      expect(named).toHaveLength(2);
      for (const id of named) expect(ids).toContain(id);
    }
    for (const [, list] of html.matchAll(/aria-labelledby="([^"]+)"/g)) {
      for (const id of list.split(' ')) expect(ids, id).toContain(id);
    }
  });

  test('says the verdict with the preference it rests on and how sure it is', async () => {
    const said = text(await page(writeSmallRun(join(root, 'verdict'))));
    expect(said).toContain('Under the preference harm, The wire does best on average.');
    expect(said).toContain(
      'It does better than The wall in 75 % (65–85) of worlds; harm is lower on average by 1.0 (0.6–1.4).',
    );
    expect(said).toContain('hope (Most hope): The wire and The wall cannot be told apart');
    expect(said).toContain('10 * renewed_war_lost');
  });

  test('names both paths where they cannot be told apart, under the preference that is asked for', async () => {
    const folder = await openResults(writeSmallRun(join(root, 'open')), '9.9.9');
    const report = await composeReport(folder, 'en', [], 'hope');
    const said = text(await renderHtml(report, speechOf('en'), { paper: false })).replaceAll('\u00a0', ' ');
    expect(said).toContain('Under the preference hope, The wire and The wall cannot be told apart.');
    expect(said).toMatch(
      /The wire does better than The wall in .*? of worlds, but the interval of the mean difference/,
    );
    expect(said).toContain('harm (Least harm): The wire comes first, better than The wall in 75 %');
  });

  test('says where the numbers come from, and how to make them again', async () => {
    const html = await page(writeSmallRun(join(root, 'sources')));
    const said = text(html);
    for (const part of ['Yearbook 2024', 'Judgement.', 'beta(2, 3)', '5 to 20', 'a note', '4 March 2025']) {
      expect(said.replaceAll('\u00a0', ' ')).toContain(part);
    }
    expect(html).toContain('stolperdraht run small.yaml --seed &#39;it&#39;\\&#39;&#39;s&#39;');
  });

  test('in German says nothing in English of its own', async () => {
    for (const folder of [
      example,
      writeSmallRun(join(root, 'german')),
      writeSmallSweep(join(root, 'german-sweep'), 2),
    ]) {
      const said = ownText(await page(folder, 'de'));
      const pieces = Object.values(ENGLISH)
        .flatMap((message) => message.split(/\{\w+\}|\[\[\w+\]\]/))
        .map((piece) => escapeText(piece.trim()))
        .filter((piece) => piece.split(' ').length >= 3);
      expect(pieces.length).toBeGreaterThan(100);
      expect(pieces.filter((piece) => said.includes(piece))).toEqual([]);
      expect(said).not.toMatch(/\b(?:Ceasefire holds|War continues|Troop aversion|Preference|Mean|Path)\b/);
    }
  });

  test('for paper is light, has everything open, and no downloads', async () => {
    const html = await page(example, 'en', true);
    expect(found(html, /<details|prefers-color-scheme|download=/)).toBeUndefined();
    expect(html).toContain('@page{size:A4');
    expect(html).toMatch(/\.apart\{break-before:page/);
  });

  test('of a single path, or of a single world, claims no comparison', async () => {
    const folder = await openResults(writeSmallRun(join(root, 'single')), '9.9.9');
    const single = { ...folder, manifest: { ...folder.manifest, plan: { ...folder.manifest.plan, paths: ['wire'] } } };
    expect(text(await renderHtml(await composeReport(single, 'en'), speechOf('en'), { paper: false }))).toContain(
      ENGLISH['verdict.single'],
    );
    const world = { ...folder, manifest: { ...folder.manifest, plan: { ...folder.manifest.plan, draws: 1 } } };
    expect(text(await renderHtml(await composeReport(world, 'en'), speechOf('en'), { paper: false }))).toContain(
      ENGLISH['verdict.world'],
    );
  });

  test('of a run in which every world failed has no charts, and says that nothing can be compared', async () => {
    const path = writeSmallRun(join(root, 'failed'));
    const empty = (name: string, change: (cells: string[]) => string[]) => {
      const file = join(path, name);
      const [header, ...rows] = readFileSync(file, 'utf8').trimEnd().split('\n');
      writeFileSync(file, `${[header, ...rows.map((row) => change(row.split(',')).join(','))].join('\n')}\n`);
    };
    empty('summary.csv', ([name, metric]) => [name, metric, '', '', '', '', '', '', '0']);
    empty('timeline.csv', ([name, year, outcome]) => [name, year, outcome, '', '', '']);
    empty('comparison.csv', ([a, b, metric]) => [a, b, metric, ...Array(6).fill(''), '0', ...Array(7).fill('')]);
    empty('best.csv', ([preference, name]) => [preference, name, '', '', '', '0', '0', '0']);
    empty('draws.csv', ([name, draw]) => [name, draw, 'failed', 'no solution', '', '']);
    empty('chain.csv', (cells) => [...cells.slice(0, 3), 'what', 'share', '', '']);
    empty('cost.csv', ([name, baseline, preference]) => [
      name,
      baseline,
      preference,
      ...Array(11).fill(''),
      'unbounded',
    ]);
    writeManifest(path, ['wire', 'wall'], smallScenario(), 4);
    const html = await page(path);
    expect(found(html, /<figure|NaN|undefined/)).toBeUndefined();
    expect(text(html)).toContain(ENGLISH['verdict.undefined']);
    expect(text(html)).toContain('4 of 4 worlds could not be evaluated');
  });

  test('of a run with a dozen paths shows them all', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `path_${index}`);
    const paths = Object.fromEntries(names.map((name, index) => [name, { title: `Plan number ${index}` }]));
    const folder = join(root, 'dozen');
    writeSmallRun(folder, { ...smallScenario(), paths });
    const multiply = (file: string) => {
      const [header, ...rows] = readFileSync(join(folder, file), 'utf8').trimEnd().split('\n');
      const own = rows.filter((row) => row.includes('path_0') && !row.includes('path_1'));
      const all = names.flatMap((name) => own.map((row) => row.replaceAll('path_0', name)));
      writeFileSync(join(folder, file), `${[header, ...all].join('\n')}\n`);
    };
    for (const file of ['summary.csv', 'best.csv', 'chain.csv', 'cost.csv', 'timeline.csv', 'draws.csv'])
      multiply(file);
    writeManifest(folder, names, { ...smallScenario(), paths }, 4, { periods: 2, step_years: 1 });
    const html = await page(folder);
    for (const name of names) expect(html).toContain(`Plan number ${names.indexOf(name)}</bdi>`);
    expect(found(html, /NaN|undefined/)).toBeUndefined();
    expect(html.length).toBeLessThan(2_000_000);
  });

  test('of a sweep says where which path is better', async () => {
    const said = text(await page(writeSmallSweep(join(root, 'sweep'), 1)));
    expect(said).toContain('harm: The wire in 2 (in 1 of them not clearly); The wall in 1.');
  });
});

describe('analyses', () => {
  test('have a section each, where their files are and nowhere else', async () => {
    const ids = async (folder: string) =>
      (await composeReport(await openResults(folder, '9.9.9'), 'en')).sections.map(({ id }) => id);
    const analyses = [
      ...['threshold', 'robustness', 'perception', 'sensitivity', 'information', 'acceptability', 'discovery'],
    ];
    expect(await ids(writeSmallAnalyses(join(root, 'analyses')))).toEqual([
      'question',
      ...analyses,
      'assumptions',
      'limits',
      'reproduce',
    ]);
    const ofRun = await ids(writeSmallRun(join(root, 'plain')));
    expect(ofRun.filter((id) => analyses.includes(id))).toEqual([]);
  });

  test('are said in words with their intervals', async () => {
    const said = text(await page(writeSmallAnalyses(join(root, 'words')))).replaceAll('\u00a0', ' ');
    for (const sentence of [
      'Up to roe.threshold = 10 (5–40) The wall is better on average, beyond it The wire.',
      'roe.threshold from 5.00 to 20.0: −3.00 to 2.00, a swing of 5.0 (4.0–6.0), and another path is preferred at an end.',
      'roe.threshold (first order) 0.50 (0.40–0.60)',
      'The first 15 of 20.',
      'At weight 0: The wire 20 % (10–30); The wall 80 % (70–90).',
      'Expected value The wire 90 %',
      'Hurwicz (weight of the worst 0.5) † The wall 80 %',
      'The wall: from 0 to 0.50 (0.40–0.60)',
      'worth 1.2 (1.0–1.4) on average, in units of harm; the path that is best on average is not the best in 25 % (20–30) of worlds.',
      'That is not dense enough to count',
      'Box 1: 5 worlds; the condition holds in 80 % of them, and 80 % of all worlds in which it holds lie in the box.',
    ]) {
      expect(said).toContain(sentence);
    }
  });

  test('of other folders stand in the report of a run, with names of their own and the colours of the run', async () => {
    const run = await openResults(writeSmallRun(join(root, 'main')), '9.9.9');
    const one = await openResults(writeSmallAnalyses(join(root, 'one')), '9.9.9');
    const two = await openResults(writeSmallAnalyses(join(root, 'two')), '9.9.9');
    const turned = { ...two, manifest: { ...two.manifest, plan: { ...two.manifest.plan, paths: ['wall', 'wire'] } } };
    const report = await composeReport(run, 'en', [one, turned]);
    const ids = [...report.sections.map(({ id }) => id), ...chartsOf(report).map(({ id }) => `chart-${id}`)];
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(['verdict', 'outcomes', 'threshold', 'threshold-again-2', 'changes']));
    const html = await renderHtml(report, speechOf('en'), { paper: false });
    expect(html).toContain(join(root, 'two'));
    const charts = chartsOf(report).filter(({ id }) => id.startsWith('acceptability'));
    const colours = charts.map(({ specification }) => {
      const { encoding } = specification('wide') as unknown as {
        encoding: { color: { scale: { domain: string[]; range: string[] } } };
      };
      const { domain, range } = encoding.color.scale;
      return Object.fromEntries(domain.map((name, index) => [name, range[index]]));
    });
    expect(colours).toHaveLength(2);
    expect(colours[0]).toEqual(colours[1]);
  });

  test('of another state of the scenario are told', async () => {
    const run = await openResults(writeSmallRun(join(root, 'state')), '9.9.9');
    const other = await openResults(writeSmallAnalyses(join(root, 'state-2')), '9.9.9');
    const changed = { ...other, scenario: { ...other.scenario, parameters: { 'roe.threshold': { value: 7 } } } };
    const { wall: _, ...fewer } = other.scenario.paths;
    const smaller = {
      ...other,
      scenario: { ...other.scenario, paths: fewer, run: { draws: 3 } },
      manifest: { ...other.manifest, plan: { ...other.manifest.plan, paths: ['wire'] } },
    };
    const limits = async (others: (typeof other)[]) =>
      JSON.stringify((await composeReport(run, 'en', others)).sections.find(({ id }) => id === 'limits'));
    expect(await limits([other])).not.toContain('another state of the scenario');
    expect(await limits([smaller])).not.toContain('another state of the scenario');
    expect(await limits([changed])).toContain('another state of the scenario');
  });

  test('name the rules of choice in German as well', async () => {
    const said = text(await page(writeSmallAnalyses(join(root, 'rules')), 'de'));
    expect(said).toContain('Erwartungswert');
    expect(said).toContain('Hurwicz-Regel (0,5)');
  });
});

describe('hostile text of a scenario', () => {
  test('is shown as text in the page, in pictures and in Markdown', async () => {
    const folder = await openResults(writeSmallRun(join(root, 'hostile'), hostileScenario()), '9.9.9');
    const report = await composeReport(folder, 'en');
    const html = await renderHtml(report, speechOf('en'), { paper: false });
    expect(found(html, /<script|<img|<b>|onerror="|javascript:alert\(1\)">/i)).toBeUndefined();
    expect(html).toContain(escapeText(HOSTILE.script));
    expect(html).toContain(escapeText(HOSTILE.arabic));
    expect(html).not.toContain('\u202e');
    expect([...html.matchAll(/<title>/g)]).toHaveLength(1);
    for (const chart of chartsOf(report)) {
      const svg = standaloneSvg(await renderSvg(chart.specification('wide')), chart, '#fff');
      expect(found(svg, /<script|<img|<b>/i)).toBeUndefined();
      expect(() => JSON.parse(specificationText(chart))).not.toThrow();
    }
    const markdown = renderMarkdown(report, (chart) => `charts/${chart.id}.svg`);
    // Code between as many backticks as it takes is left as it is.
    const outside = markdown.replace(/(?<!\\)(`+)(?!`).*?[^`]\1(?!`)/g, '');
    expect(found(outside, /(?<!\\)<script|(?<!\\)<img|(?<!\\)\[click\\?\]\(/)).toBeUndefined();
    expect(markdown.split('\n').filter((line) => line.startsWith('# '))).toHaveLength(1);
  });

  test('whatever it is, leaves no way out of an element or an attribute', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (written) => {
        const html = escapeText(written);
        expect(found(html, /[<>"']/)).toBeUndefined();
        expect(html.replace(/&(?:amp|lt|gt|quot|#39);/g, '')).not.toContain('&');
        expect(found(html, /[\p{Cs}\u202a-\u202e\u2066-\u2069]/u)).toBeUndefined();
      }),
    );
  });

  test('in a command is quoted for a shell', () => {
    expect(['a.yaml', '--seed=x', 'two words', "it's", '$(rm -rf)', ''].map(shellWord)).toEqual([
      'a.yaml',
      '--seed=x',
      "'two words'",
      "'it'\\''s'",
      "'$(rm -rf)'",
      "''",
    ]);
  });
});

describe('Markdown', () => {
  test('has every section, every table with as many cells in each row, and every chart as a file', async () => {
    const report = await composeReport(await openResults(example, '9.9.9'), 'de');
    const markdown = renderMarkdown(report, (chart) => `charts/${chart.id}.de.svg`);
    for (const { title } of report.sections) expect(markdown).toContain(`## ${title}`);
    for (const { id } of chartsOf(report)) expect(markdown).toContain(`](charts/${id}.de.svg)`);
    const tables = markdown.split(/\n\n/).filter((block) => /\n\| -/.test(block) || block.startsWith('| '));
    expect(tables.length).toBeGreaterThan(5);
    for (const table of tables) {
      const cells = table.split('\n').map((row) => row.replaceAll('\\|', '').split('|').length);
      expect(new Set(cells).size, table.slice(0, 200)).toBe(1);
    }
  });
});
