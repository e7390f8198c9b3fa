import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bestChart } from '../../src/report/charts/best.ts';
import { ceasefiresChart } from '../../src/report/charts/ceasefires.ts';
import { type Chart, shorten, shortNames } from '../../src/report/charts/chart.ts';
import { costChart } from '../../src/report/charts/cost.ts';
import { crossings, withOpenYears } from '../../src/report/charts/crossings.ts';
import { differencesChart } from '../../src/report/charts/differences.ts';
import { outcomesChart } from '../../src/report/charts/outcomes.ts';
import { spread } from '../../src/report/charts/path-marks.ts';
import { phasesChart } from '../../src/report/charts/phases.ts';
import { renderSvg, rewriteAttributes } from '../../src/report/charts/render-svg.ts';
import { survivalChart, survivalWorldsChart } from '../../src/report/charts/survival.ts';
import { sweepLinesChart } from '../../src/report/charts/sweep-lines.ts';
import { sweepMapChart } from '../../src/report/charts/sweep-map.ts';
import { orderPaths } from '../../src/report/folder/order.ts';
import { openResults } from '../../src/report/folder/read-folder.ts';
import { type RunData, readRun } from '../../src/report/folder/run-data.ts';
import { readStory, type Story } from '../../src/report/folder/story.ts';
import { readSweep, type SweepData } from '../../src/report/folder/sweep-data.ts';
import { speechOf } from '../../src/report/language/language.ts';
import { chartsOf } from '../../src/report/page/document.ts';
import { composeReport } from '../../src/report/report.ts';
import { writeSmallAnalyses } from './small-analyses.ts';
import { writeSmallRun, writeSmallSweep } from './small-results.ts';

const root = mkdtempSync(join(tmpdir(), 'stolperdraht-charts-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const english = speechOf('en');
const german = speechOf('de');
let story: Story;
let run: RunData;
let line: SweepData;
let map: SweepData;
let analyses: Chart[];

beforeAll(async () => {
  const folder = await openResults(writeSmallRun(join(root, 'run')), '9.9.9');
  story = readStory(folder);
  run = await readRun(folder, story.preferences[0]);
  line = await readSweep(await openResults(writeSmallSweep(join(root, 'line'), 1), '9.9.9'), story);
  analyses = chartsOf(
    await composeReport(await openResults(writeSmallAnalyses(join(root, 'analyses')), '9.9.9'), 'en'),
  );
  map = await readSweep(await openResults(writeSmallSweep(join(root, 'map'), 2), '9.9.9'), story);
});

const differences = (speech = english) => {
  const order = orderPaths(['wire', 'wall'], story.preferences[0], run);
  return order && differencesChart(story, order, run.comparison, run.worlds, speech);
};

function all(speech = english): Chart[] {
  const charts = [
    outcomesChart(story, run, speech, 2),
    phasesChart(story, run, speech),
    ceasefiresChart(story, run, speech),
    survivalChart(story, run, speech),
    survivalWorldsChart(story, run, speech),
    bestChart(story, run, speech),
    differences(speech),
    costChart(story, run, story.preferences[0], speech),
    sweepLinesChart(story, line, speech),
    sweepMapChart(story, map, story.preferences[0], speech),
  ];
  return [
    ...charts.map((chart) => {
      if (chart === undefined) throw new Error('a chart is missing');
      return chart;
    }),
    ...analyses,
  ];
}

describe('every chart', () => {
  test('says what it shows, has data for all its columns, and a name that is safe for a file', () => {
    for (const chart of all()) {
      expect(chart.id).toMatch(/^[a-z0-9-]+$/);
      for (const said of [chart.title, chart.caption, chart.alternative]) expect(said.length).toBeGreaterThan(5);
      expect(chart.rows.length).toBeGreaterThan(0);
      for (const row of chart.rows) {
        expect(Object.keys(row).sort(), chart.id).toEqual(chart.columns.map(({ name }) => name).sort());
      }
    }
    expect(new Set(all().map(({ id }) => id)).size).toBe(all().length);
  });

  test.each(['wide', 'narrow'] as const)('is drawn with marks in it, %s, the same each time', async (width) => {
    for (const chart of all()) {
      const svg = await renderSvg(chart.specification(width));
      expect(marksIn(svg), chart.id).toBeGreaterThan(0);
      expect(/NaN|undefined|Infinity/.exec(svg)?.[0], chart.id).toBeUndefined();
      expect((await renderSvg(chart.specification(width))) === svg, chart.id).toBe(true);
      const wide = Number(/ width="(\d+)"/.exec(svg)?.[1]);
      expect(wide, chart.id).toBeLessThanOrEqual(width === 'wide' ? 760 : 400);
    }
  });

  test('is a function of its rows: a specification is plain data and the same twice', () => {
    for (const chart of all()) {
      const specification = chart.specification('wide');
      expect(JSON.parse(JSON.stringify(specification))).toEqual(specification);
      expect(chart.specification('wide')).toEqual(specification);
    }
  });

  test('says nothing to screen readers in the words of the library', async () => {
    for (const chart of all(german)) {
      expect(await renderSvg(chart.specification('wide'))).not.toMatch(/aria-|role=|mark container/);
    }
  });

  test('writes decimals in German with a comma, on its axes as well', async () => {
    const chart = costChart(
      story,
      { ...run, summary: run.summary.map((row) => ({ ...row, mean: row.mean / 50, se: row.se / 50 })) },
      story.preferences[0],
      german,
    );
    const svg = await renderSvg((chart as Chart).specification('wide'));
    expect(svg).toMatch(/>0,\d+</);
    expect(svg).not.toMatch(/>\d*\.\d+</);
  });
});

describe('the chart of outcomes', () => {
  test('has a 95 % interval by Student, within 0 and 1', () => {
    const { rows } = outcomesChart(story, run, english, 2);
    const wire = rows.find((row) => row.path === 'wire' && row.outcome === 'Ceasefire holds');
    // t(0.975, 3) = 3.182, se = 0.02.
    expect(wire?.low).toBeCloseTo(0.6 - 3.182 * 0.02, 4);
    expect(wire?.high).toBeCloseTo(0.6 + 3.182 * 0.02, 4);
    expect(rows.every(({ low, high }) => Number(low) >= 0 && Number(high) <= 1)).toBe(true);
  });

  test('gives rare outcomes a scale of their own', () => {
    const { vconcat } = outcomesChart(story, run, english, 2).specification('wide') as unknown as {
      vconcat: { data: { values: { outcome: string }[] } }[];
    };
    const panels = vconcat.map(({ data }) => [...new Set(data.values.map(({ outcome }) => outcome))]);
    expect(panels).toEqual([['Ceasefire holds', 'War continues', 'Renewed war, lost'], ['General war']]);
  });
});

describe('the chart of phases', () => {
  test('stacks all states of a year to 1, and begins in war', () => {
    const { rows } = phasesChart(story, run, english);
    for (const path of ['wire', 'wall']) {
      for (const year of [0, 1, 2]) {
        const sum = rows
          .filter((row) => row.path === path && row.year === year)
          .reduce((total, row) => total + Number(row.mean), 0);
        expect(sum).toBeCloseTo(1, 12);
      }
      expect(rows.find((row) => row.path === path && row.year === 0 && row.mean === 1)?.outcome).toBe('War continues');
    }
  });
});

describe('the chart of ceasefires that hold', () => {
  test('is the share of those begun that have not broken', () => {
    const chart = survivalChart(story, run, english);
    const values = chart?.rows.map(({ path, year, unbroken }) => [path, year, Number(Number(unbroken).toFixed(12))]);
    expect(values).toEqual([
      ['wire', 1, 0.8],
      ['wire', 2, 0.75],
      ['wall', 1, 0.9],
      ['wall', 2, 0.6],
    ]);
  });

  test('says in which year the paths cross', () => {
    // 0.8 − 0.05 t and 0.9 − 0.3 t meet after 0.4 years beyond the first.
    expect(survivalChart(story, run, english)?.caption).toContain('The wire above The wall from year 1.4');
    expect(survivalChart(story, run, german)?.alternative).toContain('The wire über The wall ab dem Jahr 1,4');
  });

  test('says from when to when the order of two that cross is open', () => {
    // The interval −0.1 ± 0.05, then 0.15 ± 0.05, holds 0 from 0.05 / 0.25 to 0.15 / 0.25 of the second year.
    expect(survivalChart(story, run, english)?.caption).toContain('from year 1.4 (1.2–1.6).');
  });

  test('has the interval of the sampling error as a band', () => {
    const chart = survivalChart(story, run, english) as Chart;
    expect(chart.alternative).toContain('The wire 75\u00a0% (65–85)');
    const { layer } = chart.specification('wide') as unknown as { layer: { mark: { type: string } }[] };
    expect(layer[0].mark.type).toBe('area');
    expect(chart.rows.map(({ low }) => Number(Number(low).toFixed(12)))).toEqual([0.7, 0.65, 0.8, 0.5]);
  });

  test('shows how much single worlds differ, a panel for each path', () => {
    const chart = survivalWorldsChart(story, run, german) as Chart;
    expect(chart.alternative).toContain(
      'The wall: Median 61\u00a0%, mittlere Hälfte der Welten 40–65\u00a0%, mittlere 90 % 10–69\u00a0%.',
    );
    const { concat } = chart.specification('wide') as unknown as { concat: { title: string }[] };
    expect(concat.map(({ title }) => title)).toEqual(['The wire', 'The wall']);
  });

  test('is not drawn from results that lack the table', () => {
    expect(survivalChart(story, { ...run, survival: [] }, english)).toBeUndefined();
    expect(survivalWorldsChart(story, { ...run, survival: [] }, english)).toBeUndefined();
  });
});

describe('crossings', () => {
  const points = (values: number[]) => values.map((value, year) => ({ year, value }));

  test('are found between years by a straight line', () => {
    const met = crossings([
      { path: 'a', points: points([0.2, 0.4]) },
      { path: 'b', points: points([0.4, 0.3]) },
    ]);
    expect(met).toHaveLength(1);
    expect(met[0]).toMatchObject({ rising: 'a', falling: 'b' });
    expect(met[0].year).toBeCloseTo(2 / 3, 12);
    expect(met[0].value).toBeCloseTo(1 / 3, 12);
  });

  test('are open as long as the interval of the difference includes 0, to either end if need be', () => {
    const crossing = { rising: 'b', falling: 'a', year: 1.5, value: 0.5 };
    const rows = (intervals: [number, number][]) =>
      intervals.map(([low, high], year) => ({ pathA: 'a', pathB: 'b', year, low, high }));
    const years = (intervals: [number, number][]) => withOpenYears(crossing, rows(intervals)).open;
    // biome-ignore format: a case a line
    expect(years([[0.1, 0.3], [-0.1, 0.1], [-0.3, -0.1]])).toEqual({ from: 0.5, to: 1.5 });
    // biome-ignore format: a case a line
    expect(years([[-0.1, 0.3], [-0.1, 0.1], [-0.3, -0.1]])).toEqual({ from: Number.NaN, to: 1.5 });
    // biome-ignore format: a case a line
    expect(years([[0.1, 0.3], [-0.1, 0.1], [-0.3, 0.1]])).toEqual({ from: 0.5, to: Number.NaN });
    // biome-ignore format: a case a line
    expect(years([[-0.1, 0.3], [-0.1, 0.1], [-0.3, 0.1]])).toEqual({ from: Number.NaN, to: Number.NaN });
    expect(withOpenYears(crossing, [])).toEqual(crossing);
  });

  test('are none where lines touch, or differ by less than can be seen', () => {
    const touching = [
      { path: 'a', points: points([0.2, 0.3, 0.2]) },
      { path: 'b', points: points([0.4, 0.3, 0.4]) },
    ];
    const hairy = [
      { path: 'a', points: points([0.2, 0.301, 0.2]) },
      { path: 'b', points: points([0.4, 0.3, 0.4]) },
    ];
    expect(crossings(touching)).toEqual([]);
    expect(crossings(hairy)).toEqual([]);
  });
});

describe('the chart of differences', () => {
  test('counts worlds in bins with an edge at 0, positive where the first path is better', () => {
    const chart = differences();
    // Gains of the wire: 2, 2, 1, −1.
    const counted = chart?.rows.map(({ from, to, share }) => ({ from, to, share }));
    expect(counted?.reduce((sum, { share }) => sum + Number(share), 0)).toBe(1);
    const below = counted?.filter(({ from }) => Number(from) < 0);
    expect(below).toEqual([{ from: expect.closeTo(-1, 12), to: expect.any(Number), share: 0.25 }]);
    expect(counted?.every(({ from, to }) => Number(from) >= 0 || Number(to) <= 0)).toBe(true);
  });

  test('says how often and by how much the first path is better', () => {
    expect(differences()?.alternative).toBe(
      'The wire does better than The wall in 75\u00a0% (65–85) of worlds, worse in 25\u00a0% (15–35); on average by 1.0 (0.6–1.4).',
    );
  });
});

describe('the strategy map', () => {
  test('bears in every cell the letter of the path that leads, and a mark of how surely', async () => {
    const chart = sweepMapChart(story, map, story.preferences[0], english) as Chart;
    const svg = await renderSvg(chart.specification('wide'));
    const letters = [...svg.matchAll(/>([A-Z][?!]?)<\/text>/g)].map(([, text]) => text);
    expect(letters).toEqual(['A', 'A', 'A', 'A?', 'A?', 'A?', 'B!', 'B!', 'B!']);
    expect(chart.alternative).toContain('A (The wire) leads in 6 of 9 cells, in 3 of them not clearly.');
  });

  test('is not drawn for one quantity, nor lines for two', () => {
    expect(sweepMapChart(story, line, story.preferences[0], english)).toBeUndefined();
    expect(sweepLinesChart(story, map, english)).toBeUndefined();
  });
});

describe('lines of a sweep', () => {
  test('have Student intervals and say where the paths cannot be told apart', () => {
    const chart = sweepLinesChart(story, line, english) as Chart;
    const row = chart.rows.find(
      ({ path, value, preference }) => path === 'wire' && value === 10 && preference === 'harm',
    );
    // t(0.975, 7) = 2.365, se = 0.4.
    expect(row).toMatchObject({
      mean: 5,
      low: expect.closeTo(5 - 2.365 * 0.4, 3),
      high: expect.closeTo(5 + 2.365 * 0.4, 3),
    });
    expect(chart.alternative).toContain('At roe.threshold = 10 The wire and The wall cannot be told apart');
    expect(chart.alternative).toContain('At roe.threshold = 20 The wall comes first, better than The wire by 5');
  });
});

describe('the charts of analyses', () => {
  const ofId = (id: string) => analyses.find((chart) => chart.id === id) as Chart;

  test('are those of every table that is there', () => {
    expect(analyses.map(({ id }) => id)).toEqual([
      'threshold-1',
      'misjudgement',
      'tornado',
      'sobol',
      'morris',
      'pawn',
      'delta',
      'ranks',
      'regional',
      'knowledge',
      'knowledge-groups',
      'acceptability',
      'boxes',
      'tree',
    ]);
  });

  test('mark in a tornado what changes the preferred path, not by colour alone', async () => {
    const svg = await renderSvg(ofId('tornado').specification('wide'));
    expect([...svg.matchAll(/>([a-z.]+(?: \*)?)<\/text>/g)].map(([, text]) => text).slice(0, 2)).toEqual([
      'roe.threshold *',
      'pledge',
    ]);
  });

  test('leave out what has no value', () => {
    expect(ofId('ranks').rows.map(({ quantity }) => quantity)).toEqual(['roe.threshold']);
  });

  test('show the limits of a box as quantiles, open ones to the end', () => {
    expect(ofId('boxes').rows).toEqual([
      { box: 1, quantity: 'roe.threshold', range: '≥ 8.00', low_quantile: 0.3, high_quantile: 1 },
      { box: 1, quantity: 'pledge', range: '0.20–0.50', low_quantile: 0.2, high_quantile: 0.6 },
      { box: 2, quantity: 'pledge', range: '≤ 0.100', low_quantile: 0, high_quantile: 0.1 },
    ]);
  });

  test('draw a curve on the scale on which its values lie', () => {
    const { layer } = ofId('threshold-1').specification('wide') as unknown as {
      layer: { encoding: { x?: { scale?: { type?: string } } } }[];
    };
    expect(layer[0].encoding.x?.scale?.type).toBe('log');
  });
});

describe('texts in charts', () => {
  test('are shortened by characters, not by halves of them', () => {
    expect(shorten('a  b\nc', 9)).toBe('a b c');
    expect(shorten('😀😀😀😀', 3)).toBe('😀😀…');
  });

  test('stay different when they are shortened', () => {
    const names = shortNames(['a very long name of one', 'a very long name of two', 'short'], 12);
    expect(new Set(names).size).toBe(3);
    expect(names[2]).toBe('short');
  });

  test('stand apart by the gap, in the order in which they would stand', () => {
    expect(spread([5, 5, 1], 2, 0, 10)).toEqual([5, 7, 1]);
    expect(spread([10, 10], 2, 0, 10)).toEqual([8, 10]);
  });

  test('are left alone when attributes change', () => {
    const svg = '<text fill="#fff" x="1">fill="#fff" &lt;path fill="#fff"&gt;</text>';
    const changed = rewriteAttributes(svg, (name, value) => (name === 'fill' ? 'red' : value));
    expect(changed).toBe('<text fill="red" x="1">fill="#fff" &lt;path fill="#fff"&gt;</text>');
  });
});

/** Drawn marks of data: not axes, legends or titles. */
function marksIn(svg: string): number {
  return [...svg.matchAll(/<g class="mark-(?:rect|line|area|symbol|rule|text) role-mark[^>]*>(?=<(?:path|line|text))/g)]
    .length;
}
