import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readVotesOptions } from '../../src/cli/votes/votes-options.ts';
import { prepareGame } from '../../src/deterrence/game.ts';
import { createSolution, solve } from '../../src/deterrence/solve.ts';
import { actingChance, solvedVotes, VOTE_KINDS, votersOf } from '../../src/deterrence/vote-profile.ts';
import { worldOf } from '../../src/experiment/draw-world.ts';
import { renderSvg } from '../../src/report/charts/render-svg.ts';
import { openResults } from '../../src/report/folder/read-folder.ts';
import { chartsOf } from '../../src/report/page/document.ts';
import { renderMarkdown } from '../../src/report/page/markdown.ts';
import { composeReport } from '../../src/report/report.ts';
import { loadScenario } from '../../src/scenario/load.ts';
import { readCsv } from '../support/csv-reader.ts';
import { type Outcome, stolperdraht, twoPaths } from './support.ts';

const paris = fileURLToPath(new URL('../../scenarios/paris-2025.yaml', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'stolperdraht-votes-'));
const at = (name: string) => join(folder, name);
const read = (name: string, file: string) => {
  const { header, rows } = readCsv(readFileSync(join(at(name), file), 'utf8'));
  return rows.map((row) => Object.fromEntries(row.map((cell, i) => [header[i], cell])));
};
const DRAWS = 6;
let several: Outcome;

beforeAll(async () => {
  const args = ['votes', paris, '--path', 'deployment', '--draws', String(DRAWS)];
  const [first, ...others] = await Promise.all([
    stolperdraht([...args, '--out', at('paris')]),
    stolperdraht([...args, '--out', at('again'), '--quiet']),
    stolperdraht(['votes', twoPaths, '--path', 'fortress', '--draws', '4', '--out', at('alone'), '--quiet']),
    stolperdraht(['run', twoPaths, '--draws', '4', '--out', at('run'), '--quiet']),
  ]);
  for (const { code, stderr } of [first, ...others]) expect([code, stderr]).toEqual([0, '']);
  several = first;
}, 90_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('votes', () => {
  it('finds the votes of the worlds that a run would evaluate (relative 1e-9)', () => {
    const scenario = loadScenario(paris, { draws: DRAWS });
    const path = scenario.paths.findIndex(({ name }) => name === 'deployment');
    const kind = VOTE_KINDS.findIndex(({ name }) => name === 'limited_triggered');
    const acts: number[] = [];
    const curve: number[] = [];
    const rows = read('paris', 'vote_curve.csv').filter(
      ({ type, backing }) => type === 'resolute' && backing === 'backed',
    );
    const stake = Number(rows[20].stake);
    for (let draw = 0; draw < DRAWS; draw++) {
      const world = worldOf(scenario, scenario.run, path, draw);
      const solution = createSolution(prepareGame(world));
      solve(solution);
      acts.push(solvedVotes(world.members, solution, { period: 4, posture: 2, stage: 1 })[kind]!.act[1]);
      curve.push(actingChance(votersOf(world.members, solution, 4), 0, stake, 0).act);
    }
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const found = read('paris', 'votes.csv').find(
      (row) => row.vote === 'limited_triggered' && row.posture === 'withdrawn' && row.type === 'irresolute',
    )!;
    expect(Number(found.act_mean) / mean(acts)).toBeCloseTo(1, 9);
    expect(found.n).toBe(String(DRAWS));
    expect(Number(rows[20].act_mean) / mean(curve)).toBeCloseTo(1, 9);
  });

  it('writes every vote, posture, type and member once', () => {
    const votes = read('paris', 'votes.csv');
    expect(votes).toHaveLength(8 * 3 * 3);
    expect(read('paris', 'vote_members.csv')).toHaveLength(9 * 3 * 3 * 11);
    for (const row of [...votes, ...read('paris', 'vote_curve.csv')]) {
      for (const name of ['act_mean', 'act_q05', 'act_q95']) {
        expect(Number(row[name])).toBeGreaterThanOrEqual(0);
        expect(Number(row[name])).toBeLessThanOrEqual(1);
      }
    }
  });

  it('has curves that rise with the stake, and higher ones with more backing', () => {
    const rows = read('paris', 'vote_curve.csv');
    const curve = (type: string, backing: string) =>
      rows.filter((row) => row.type === type && row.backing === backing).map((row) => Number(row.act_mean));
    const order = ['unbacked', 'withdrawn', 'wavering', 'engaged', 'backed'];
    for (const type of ['resolute', 'irresolute', 'either']) {
      for (const backing of order) {
        const values = curve(type, backing);
        expect(values.length).toBeGreaterThan(30);
        expect(values).toEqual([...values].sort((a, b) => a - b));
      }
      curve(type, 'unbacked').forEach((_, i) => {
        const over = order.map((backing) => curve(type, backing)[i]);
        over.slice(1).forEach((value, j) => {
          expect(value).toBeGreaterThanOrEqual(over[j] - 1e-12);
        });
      });
    }
  });

  it('prints the curve, the votes and the members, within 80 columns', () => {
    for (const line of several.stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
    for (const said of ['How likely the coalition is to act', 'At the votes of year 1', 'On whom it hangs', 'In words'])
      expect(several.stdout).toContain(said);
    expect(several.stdout.split('\n').filter((line) => /^ *(?:\d+ %)? \|/.test(line))).toHaveLength(11);
    expect(several.stdout).toMatch(/^ Germany +\d+ .*±/m);
    expect(several.stdout).not.toMatch(/NaN|undefined/);
  });

  it('writes the same bytes again', () => {
    for (const file of readdirSync(at('paris')).filter((name) => name !== 'manifest.json')) {
      expect(readFileSync(join(at('again'), file), 'utf8'), file).toBe(readFileSync(join(at('paris'), file), 'utf8'));
    }
  });

  it('looks at the worlds of a finished run, too', async () => {
    const { code, stdout } = await stolperdraht([
      'votes',
      at('run'),
      '--path',
      'fortress',
      '--out',
      at('of-run'),
      '--json',
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ focus: 'limited_unhit', is_deployed: false, usable: 4 });
    expect(readFileSync(join(at('of-run'), 'votes.csv'), 'utf8')).toBe(
      readFileSync(join(at('alone'), 'votes.csv'), 'utf8'),
    );
  });

  it('says of a coalition of one, without a force, what there is to say', () => {
    expect(new Set(read('alone', 'votes.csv').map(({ vote }) => vote))).toEqual(
      new Set(['limited_unhit', 'assault_unhit']),
    );
    for (const { decisive_mean: decisive } of read('alone', 'vote_members.csv')) expect(decisive).toBe('1');
  });

  it.each<[string, string[], string]>([
    ['which path', [twoPaths], '--path is missing, must be one of deployment, fortress'],
    ['a path that there is', [twoPaths, '--path', 'fortres'], '--path fortres: no such path'],
    ['a year of the scenario', [twoPaths, '--path', 'fortress', '--year', '80'], '--year is 80, must be below'],
    ['a year that is a number', [twoPaths, '--path', 'fortress', '--year', 'soon'], '--year is soon, must be a number'],
    [
      'several draws',
      [twoPaths, '--path', 'fortress', '--draws', '1'],
      '1 of 1 worlds can be used, at least 2 are needed',
    ],
    ['not too many draws', [twoPaths, '--path', 'fortress', '--draws', '30000'], '30000 draws are too many'],
  ])('asks for %s', async (_what, args, message) => {
    const { code, stderr } = await stolperdraht(['votes', ...args, '--out', at('none')]);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  it('keeps the worlds of all paths when it looks at one', () => {
    expect(readVotesOptions({ source: 'a.yaml', path: 'b' })).toMatchObject({ path: 'b', paths: undefined });
  });
});

describe('the section of votes', () => {
  it.each(['en', 'de'] as const)('has the curves, the table and the members, in %s', async (language) => {
    const document = await composeReport(await openResults(at('paris'), '0.0.0'), language);
    const section = document.sections.find(({ id }) => id === 'votes')!;
    expect(section.title).toBe(language === 'en' ? 'How the coalition votes' : 'Wie die Koalition abstimmt');
    const charts = chartsOf(document).filter(({ id }) => id.startsWith('vote'));
    expect(charts.map(({ id }) => id)).toEqual(['votes', 'vote-members']);
    for (const chart of charts) {
      for (const width of ['wide', 'narrow'] as const) {
        const svg = await renderSvg(chart.specification(width));
        expect(svg).not.toMatch(/NaN|undefined|Infinity/);
        expect(Number(/ width="(\d+)"/.exec(svg)?.[1])).toBeLessThanOrEqual(width === 'wide' ? 760 : 400);
      }
      for (const row of chart.rows) {
        expect(Object.keys(row).sort()).toEqual(chart.columns.map(({ name }) => name).sort());
      }
    }
    const text = renderMarkdown(document, () => 'picture.svg');
    expect(text).toContain(language === 'en' ? 'while the backer is engaged' : 'solange der Rückhalt engagiert ist');
    expect(text).not.toMatch(/NaN|undefined/);
  });

  it('says for every curve where the chance passes one half', async () => {
    const document = await composeReport(await openResults(at('paris'), '0.0.0'), 'en');
    const [chart] = chartsOf(document).filter(({ id }) => id === 'votes');
    const half = (type: string, backing: string) =>
      Number(new RegExp(`${type} coalition, ${backing}: at (−?\\d+)`).exec(chart.alternative)?.[1].replace('−', '-'));
    expect(half('Irresolute', 'engaged')).toBeGreaterThan(half('Resolute', 'engaged'));
    expect(half('Resolute', 'withdrawn')).toBeGreaterThan(half('Resolute', 'engaged'));
    expect(half('Resolute', 'does not back it')).toBeGreaterThan(half('Resolute', 'backs the answer'));
  });

  it('has no members where the coalition votes as one', async () => {
    const document = await composeReport(await openResults(at('alone'), '0.0.0'), 'en');
    expect(chartsOf(document).map(({ id }) => id)).toEqual(['votes']);
  });
});
