import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { renderSvg } from '../../src/report/charts/render-svg.ts';
import { openResults } from '../../src/report/folder/read-folder.ts';
import { speechOf } from '../../src/report/language/language.ts';
import type { Language } from '../../src/report/language/languages.ts';
import { chartsOf, type ReportDocument } from '../../src/report/page/document.ts';
import { escapeText } from '../../src/report/page/escape.ts';
import { standaloneSvg } from '../../src/report/page/figure.ts';
import { renderHtml } from '../../src/report/page/html.ts';
import { renderMarkdown } from '../../src/report/page/markdown.ts';
import { composeReport } from '../../src/report/report.ts';
import { HOSTILE, hostileScenario } from './hostile-scenario.ts';
import { writeSmallAnalyses } from './small-analyses.ts';
import { writeSmallRun } from './small-results.ts';
import {
  type SearchOptions,
  writeSmallDiscordant,
  writeSmallFlip,
  writeSmallSolutions,
  writeSmallSteelman,
} from './small-searches.ts';

const root = mkdtempSync(join(tmpdir(), 'stolperdraht-sections-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let folders = 0;
const place = () => join(root, String(folders++));

const WRITERS = {
  flip: writeSmallFlip,
  steelman: writeSmallSteelman,
  solutions: writeSmallSolutions,
  discordant: writeSmallDiscordant,
} as const;
type Kind = keyof typeof WRITERS;
const kinds = Object.keys(WRITERS) as Kind[];

async function reportOf(folder: string, language: Language = 'en'): Promise<ReportDocument> {
  return composeReport(await openResults(folder, '9.9.9'), language);
}

/** What a section says, without its charts. */
async function said(folder: string, id: string, language: Language = 'en'): Promise<string> {
  const report = await reportOf(folder, language);
  const html = await renderHtml(
    { ...report, sections: report.sections.filter((section) => section.id === id) },
    speechOf(language),
    { paper: true },
  );
  return html
    .replace(/<style>.*?<\/style>|<figure.*?<\/figure>/gs, '')
    .replace(/<\/?(?:bdi|code|span|strong|path)[^>]*>|<svg viewBox[^>]*>|<\/svg>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('\u00a0', ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&gt;', '>')
    .replaceAll('&lt;', '<')
    .replace(/\s+/g, ' ')
    .replace(/ ([.,;:])/g, '$1');
}

const flip = (options?: SearchOptions) => said(writeSmallFlip(place(), options), 'flip');

describe('the section of a reversal', () => {
  test('says how far it is, what can carry it, and on which preference it rests', async () => {
    const text = await flip();
    for (const sentence of [
      'In the world of medians The wire does better than The wall under harm, 3.00 against 4.00.',
      'So it does in 75 % (65–85) of 100 sampled worlds, on average by 1.0 (0.6–1.4)',
      'A joint move of 1.5 prior standard deviations is enough to make The wall the better one. That is well within what is believed possible.',
      'One quantity alone can carry it: roe.threshold from 10.0 to 3.00, which takes 2.5.',
      'With 2 quantities moved, and all others at their medians, it takes 1.6: roe.threshold from 10.0 to 5.90; pledge from 0.400 to 0.520.',
      'Of these a source stands behind pledge.',
      'A length is an upper bound',
      'The shortest move flip.yaml 2 1.50 7 %',
      '“Better” means here: less harm as harm counts it (Least harm): 10 * renewed_war_lost.',
    ]) {
      expect(text).toContain(sentence);
    }
    expect(text).not.toContain('come to rest');
  });

  test('says where the sampled worlds are of another mind, or of none', async () => {
    const margin = (mean: number) => ({ settings: { margin: { mean, low: mean - 0.5, high: mean + 0.5 } } });
    expect(await flip(margin(-1))).toContain('On average over 100 sampled worlds it is the reverse');
    expect(await flip(margin(0.1))).toContain('the interval of the mean difference, −0.4…0.6, includes 0');
    expect(await flip({ settings: { converged: false } })).toContain('had not come to rest');
    // Folders of earlier versions do not say.
    const silent = await flip({ settings: { margin: undefined, better: undefined, converged: undefined } });
    expect(silent).toContain('3.00 against 4.00. A joint move');
  });

  test.each([
    [0.4, 'hangs by a thread'],
    [0.9, 'is not firm'],
    [2.5, 'rare but not an outlandish'],
    [3.5, 'is firm'],
  ])('reads a length of %d', async (length, reading) => {
    const paths = [
      ['world', 'path', 'value', 'length', 'p_as_far', 'p_this_way', 'dimensions'],
      ...['medians', 'flip.yaml'].flatMap((world, index) =>
        ['wire', 'wall'].map((path) => [world, path, 3, index * length, 1, 0.5, 12]),
      ),
    ];
    expect(await flip({ tables: { 'paths.csv': paths } })).toContain(reading);
  });

  test('says that a search without success proves nothing', async () => {
    const folder = writeSmallFlip(place(), {
      settings: { reversal: null, converged: false },
      tables: {
        'paths.csv': [
          ['world', 'path', 'value', 'length', 'p_as_far', 'p_this_way', 'dimensions'],
          ['medians', 'wire', 3, 0, 1, 0.5, 12],
          ['medians', 'wall', 4, 0, 1, 0.5, 12],
        ],
        'moved.csv': [['file', 'parameter', 'basis', 'from', 'to', 'unit', 'quantile', 'share', 'source']],
      },
    });
    const text = await said(folder, 'flip');
    expect(text).toContain('Within 5.00 prior standard deviations of the medians no world was found');
    expect(text).not.toContain('is enough');
  });

  test('draws the moves as quantiles, and leaves out what only follows', async () => {
    const charts = chartsOf(await reportOf(writeSmallFlip(place())));
    expect(charts.map(({ id }) => id)).toEqual(['flip', 'flip-moves']);
    expect(charts[1].rows.map(({ world, quantity, quantile }) => [world, quantity, quantile])).toEqual([
      ['By one quantity', 'roe.threshold', 0.006],
      ['By few quantities', 'roe.threshold', 0.09],
      ['By few quantities', 'pledge', 0.77],
      ['The shortest move', 'roe.threshold', 0.1],
      ['The shortest move', 'pledge', 0.75],
    ]);
    expect(charts[1].alternative).toContain('By one quantity: roe.threshold 10.0 → 3.00 (quantile 0.6\u00a0%).');
  });
});

describe('the section of best cases', () => {
  test('says which paths are the best of all even in their own best case', async () => {
    const text = await said(writeSmallSteelman(place()), 'steelman');
    for (const sentence of [
      'no further out than 90 % of worlds lie along any one line through the medians',
      'the best of all: The wire. Another path does better even in the best case of The wall.',
      'The wire comes to 1.00 at its best, instead of 3.00 at the medians, ahead of The wall with 2.50. Of 100 sampled worlds it does as well in 2 % (1–7).',
      'The wall comes to 2.00 at its best, instead of 4.00 at the medians; even there The wire does better, with 1.50.',
      'In 1 of 2 cases the search had not come to rest',
    ]) {
      expect(text).toContain(sentence);
    }
  });

  test('turns round where more is better', async () => {
    const text = await said(
      writeSmallSteelman(place(), { settings: { objective: 'hope', direction: 'maximize' } }),
      'steelman',
    );
    expect(text).toContain('the best of all: The wall. Another path does better even in the best case of The wire.');
    expect(text).toContain('“Better” means here: more of what hope counts (Most hope): ceasefire_holds.');
  });
});

describe('the section of solutions', () => {
  test('says under which the winner changes, by how much, and what assumptions they are', async () => {
    const text = await said(writeSmallSolutions(place()), 'solutions');
    for (const sentence of [
      'Under harm The wire has the best mean under 2 of 3 solutions; under the others it is another path: own_idea: The wall, ahead of The wire by 0.1 (−0.3…0.5)',
      'Too close to call, since the interval of the lead includes 0: own_idea.',
      'Its lead over The wall goes from −0.1 (−0.5…0.3) under own_idea to 2.0 (1.6–2.4) under fixed_response; it does better in 45 % to 90 % of worlds.',
      'Of the variance of that difference, over worlds and solutions, 20 % (10–30) lies between the solutions. 70 % (60–80)',
      'passes with the same chance, 3 %, on every path',
      'Nobody &quot;thinks&quot;, they act.',
    ]) {
      expect(text).toContain(sentence);
    }
  });

  test('draws how much better the first is, positive whichever way the preference looks', async () => {
    const leads = async (options: SearchOptions) => {
      const [chart] = chartsOf(await reportOf(writeSmallSolutions(place(), options)));
      return chart.rows.map(({ mean, low, high }) => [mean, low, high]);
    };
    expect(await leads({})).toEqual([
      [1, 0.6, 1.4],
      [2, 1.6, 2.4],
      [-0.1, -0.5, 0.3],
    ]);
    expect((await leads({ settings: { direction: 'maximize' } }))[0]).toEqual([-1, -1.4, -0.6]);
  });
});

describe('the section of futures on the same luck', () => {
  test('says what happens on one path only, and whether the two differ', async () => {
    const text = await said(writeSmallDiscordant(place()), 'discordant');
    for (const sentence of [
      'event by event: 1000 pairs, 10 in each of 100 worlds.',
      'A ceasefire breaks: in 10 % (8–12) of futures with The wire only, in 5 % (3–7) with The wall only, in 20 % (18–22) with both and in 65 % (63–67) with neither.',
      'The wire minus The wall: 5 (1–9) percentage points in these futures, 4.0 (3.0–5.0) by the exact probabilities in the same worlds. The two differ in that.',
      'Ceasefire holds 650 50 Renewed war, lost 100 200',
    ]) {
      expect(text).toContain(sentence);
    }
  });

  test('names commands that tell such futures: of the run, or of the scenario with what decides over its worlds', async () => {
    const ofRun = await said(
      writeSmallDiscordant(place(), { manifest: { source: { folder: 'my run' } } }),
      'discordant',
    );
    expect(ofRun).toContain("stolperdraht trace 'my run' --paths wire,wall --draw 1 --history 4");
    expect(ofRun).toContain("stolperdraht trace 'my run' --paths wire,wall --draw 3 --history 6");
    expect(ofRun).toContain("stolperdraht trace 'my run' --paths wire,wall --draw 2 --history 5");
    expect(ofRun).not.toContain('--draw 4');
    const command = ['stolperdraht', 'discordant', 'small.yaml', '--set', 'a=1'];
    const ofFile = await said(writeSmallDiscordant(place(), { manifest: { command } }), 'discordant');
    expect(ofFile).toContain(
      "stolperdraht trace small.yaml --draws 100 --seed 'it'\\''s' --design random --set a=1 --paths wire,wall --draw 1 --history 4",
    );
  });
});

describe('the sections of sensitivity, information and discovery', () => {
  test('say what surely differs in worlds of a kind', async () => {
    const text = await said(writeSmallAnalyses(place()), 'sensitivity');
    expect(text).toContain('It is so in 20 % (13–29) of 100 worlds on The wire.');
    expect(text).toContain('Of 2 quantities these are surely different there (1): roe.threshold.');
    expect(text).toContain('roe.threshold 8.00 12.0 0.80 (0.60–0.90) < 0.001');
  });

  test('say what knowledge is worth, alone, together, and by simulation', async () => {
    const folder = writeSmallAnalyses(place());
    const text = await said(folder, 'information');
    expect(text).toContain('Of 2 quantities 1 can be told from noise');
    expect(text).toContain('60 % (40–80) belongs to those for which the scenario names no source');
    expect(text).toContain(
      'to know roe.threshold is worth 0.7 (0.5–0.9); from the worlds at hand 0.8 (0.5–1.1) came out.',
    );
    const charts = chartsOf(await reportOf(folder));
    const caption = (id: string) => charts.find((chart) => chart.id === id)?.caption;
    expect(caption('knowledge')).toContain('All others come out at 0 (1 of 2).');
    expect(caption('knowledge-groups')).not.toContain('come out at 0');
  });

  test.each([
    ['budget', 'Das Gewicht ist, was eine Milliarde Euro im Ziel harm zählt.'],
    [{ kind: 'cost', name: 'war_years' }, 'was eine Einheit von war_years im Ziel harm zählt.'],
    [
      { kind: 'between', first: 'harm', second: 'hope' },
      'Gewicht 0 steht für die Werte von harm, Gewicht 1 für die von hope.',
    ],
  ])('say what a weight is of: %o', async (weight, sentence) => {
    const opened = await openResults(writeSmallAnalyses(place()), '9.9.9');
    const information = { ...(opened.manifest.value_of_information as object), weight };
    const folder = { ...opened, manifest: { ...opened.manifest, value_of_information: information } };
    const markdown = renderMarkdown(await composeReport(folder, 'de'), ({ id }) => id);
    expect(markdown.replaceAll('`', '')).toContain(sentence);
  });

  test('say the rules of a tree with short numbers, the one with the highest share first', async () => {
    const folder = writeSmallAnalyses(place());
    expect(await said(folder, 'discovery')).toContain(
      'By a tree it holds most often, in 80 % (63–90), where roe.threshold ≤ 8.12 and pledge > 0.250, and least, in 4 % (1–13), where roe.threshold > 8.12. In worlds from which it was not grown its squared error is 50 % smaller than without it.',
    );
    expect(await said(folder, 'discovery', 'de')).toContain('wo roe.threshold ≤ 8,12 und pledge > 0,250');
    expect(await said(folder, 'discovery')).toContain('Looked for: worlds in which harm > 3 on wire. It is so in 30 %');
    const tree = chartsOf(await reportOf(folder)).find(({ id }) => id === 'tree');
    expect(tree?.rows.map(({ leaf }) => leaf)).toEqual([1, 2, 3]);
    expect(tree?.caption).toContain('(30\u00a0%)');
  });
});

describe('the section of discovery', () => {
  test.each([
    [{ kind: 'where', where: 'harm > 3', path: 'wire' }, 'in denen harm > 3 auf The wire gilt.'],
    [
      { kind: 'worse', path: 'wire', other: 'wall', metric: 'hope' },
      'in denen The wire nach hope schlechter ist als The wall.',
    ],
    [
      { kind: 'not best', path: 'wall', among: 2, metric: 'harm' },
      'in denen The wall, nach harm im Mittel der beste Weg, nicht der beste von 2 ist.',
    ],
  ])('says in its language what was asked: %o', async (about, sentence) => {
    const opened = await openResults(writeSmallAnalyses(place()), '9.9.9');
    const discover = { ...(opened.manifest.discover as object), about };
    const folder = { ...opened, manifest: { ...opened.manifest, discover } };
    const report = await composeReport(folder, 'de');
    const markdown = renderMarkdown(
      { ...report, sections: report.sections.filter(({ id }) => id === 'discovery') },
      ({ id }) => id,
    );
    expect(markdown.replace(/[*`]|\\(?=>)/g, '')).toContain(sentence);
    expect(markdown).not.toContain('on wire');
  });
});

describe.each(kinds)('the section of %s', (kind) => {
  test('stands in the report of a run, where the default preference is not explained again', async () => {
    const run = await openResults(writeSmallRun(place()), '9.9.9');
    const other = await openResults(WRITERS[kind](place()), '9.9.9');
    const report = await composeReport(run, 'en', [other]);
    const section = report.sections.find(({ id }) => id === kind);
    expect(section?.blocks.some((block) => block.kind === 'chart')).toBe(true);
    expect(JSON.stringify(section)).not.toContain('means here');
  });

  test('has no word of English in German, and a picture for each chart in Markdown', async () => {
    const folder = WRITERS[kind](place());
    const [english, german] = [await said(folder, kind), await said(folder, kind, 'de')];
    const words = (text: string) => new Set(text.match(/\b(?:the|of|worlds?|which|better|path|most|luck|with)\b/g));
    // Titles of paths are the scenario's own.
    expect([...words(german.replaceAll(/The w(?:ire|all)|own_idea Nobody.*?act\./g, ''))]).toEqual([]);
    expect(words(english).size).toBeGreaterThan(3);
    const report = await reportOf(folder, 'de');
    const markdown = renderMarkdown(report, ({ id }) => `charts/${id}.svg`);
    for (const { id } of chartsOf(report)) expect(markdown).toContain(`](charts/${id}.svg)`);
  });

  test('shows hostile text as text', async () => {
    const settings = { objective: HOSTILE.quotes };
    const report = await reportOf(WRITERS[kind](place(), { scenario: hostileScenario(), settings }));
    const html = await renderHtml(report, speechOf('en'), { paper: false });
    expect(/<script|<img|<b>|onerror="|>[^<]*\b(?:NaN|undefined)\b/.exec(html)?.[0]).toBeUndefined();
    expect(html).toContain(escapeText(HOSTILE.script));
    for (const chart of chartsOf(report)) {
      for (const width of ['wide', 'narrow'] as const) {
        const svg = standaloneSvg(await renderSvg(chart.specification(width)), chart, '#fff');
        expect(/<script|<img|<b>/i.exec(svg)?.[0]).toBeUndefined();
      }
    }
  });
});
