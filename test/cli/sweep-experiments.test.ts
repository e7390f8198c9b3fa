import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeFiles } from '../scenario/scenario-files.ts';
import { readCsv } from '../support/csv-reader.ts';
import { type Outcome, stolperdraht, twoPaths } from './support.ts';

const sweeps = fileURLToPath(new URL('../fixtures/sweeps.yaml', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'stolperdraht-experiments-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sweep = (...args: string[]) => stolperdraht(['sweep', sweeps, ...args]);
const place = (...names: string[]) => join(folder, ...names);
const table = (...names: string[]) => readCsv(readFileSync(place(...names), 'utf8'));
const document = (...names: string[]) => JSON.parse(readFileSync(place(...names), 'utf8'));

describe('the sweeps that a scenario names', () => {
  let all: Outcome;
  beforeAll(async () => {
    all = await sweep('--out', place('all'));
  }, 120_000);

  test('are all run, each into a folder of its name', () => {
    expect([all.code, all.stderr]).toEqual([0, '']);
    expect(readdirSync(place('all')).sort()).toEqual(['reliability', 'settings', 'wide']);
    for (const name of ['reliability', 'settings', 'wide']) {
      expect(readdirSync(place('all', name)).sort()).toEqual([
        'cells.csv',
        'comparison.csv',
        'datapackage.json',
        'manifest.json',
        'scenario.resolved.json',
        'sweep.csv',
      ]);
      expect(Object.keys(document('all', name, 'scenario.resolved.json').sweep)).toEqual([name]);
    }
    expect(all.stdout).toContain('reliability: Who stands behind');
    expect(all.stdout).toContain('6 cells (a Latin hypercube) × 2 paths × 3 draws (design random, seed test)');
    expect(all.stdout).toContain('8 cells × 2 paths × 2 to 3 draws (design random, seed one, two)');
    expect(all.stdout).not.toMatch(/NaN|undefined/);
  });

  test('have the cell, the varied values, path, metric and what was found as the columns of sweep.csv, and no others', () => {
    const found = 'path metric mean se q05 q50 q95 n'.split(' ');
    expect(table('all', 'reliability', 'sweep.csv').header).toEqual(['cell_id', 'backer.reliability', ...found]);
    expect(table('all', 'settings', 'sweep.csv').header).toEqual([
      'cell_id',
      'run.seed',
      'clock.years',
      'run.draws',
      ...found,
    ]);
  });

  test('spread cells over ranges: within them, and whole numbers where others make no sense', () => {
    const { header, rows } = table('all', 'wide', 'cells.csv');
    expect(header).toEqual(['cell_id', 'deployment:tripwire.troops', 'roe.threshold', 'solver.belief_points']);
    expect(rows).toHaveLength(6);
    const numbers = rows.map((row) => row.map(Number));
    for (const [, troops, threshold] of numbers) {
      expect(troops > 8 && troops < 30 && threshold >= 1 && threshold <= 100).toBe(true);
    }
    expect(numbers.map((row) => row[3]).sort()).toEqual([3, 3, 4, 4, 5, 5]);
    expect(document('all', 'wide', 'manifest.json').sweep).toMatchObject({ cells: 6, design: 'lhs' });
  });

  test('vary draws, seed and clock: every cell has its own number of draws and its own worlds', () => {
    const { rows } = table('all', 'settings', 'sweep.csv');
    const select = (metric: string) => rows.filter((row) => row[4] === 'deployment' && row[5] === metric);
    expect(select('war_years').map((row) => row.at(-1))).toEqual(['2', '3', '2', '3', '2', '3', '2', '3']);
    // Half a year of war at most in half a year, and other worlds for another seed.
    for (const row of select('war_years')) expect(Number(row[6])).toBeLessThanOrEqual(Number(row[2]));
    const means = new Map(select('ceasefire_holds').map((row) => [row.slice(1, 4).join(' '), row[6]]));
    expect(means.get('one 1 3')).not.toBe(means.get('two 1 3'));
    const [cells] = document('all', 'settings', 'datapackage.json').resources;
    expect(cells.schema.fields.map(({ name, type }: { name: string; type: string }) => [name, type])).toEqual([
      ['cell_id', 'integer'],
      ['run.seed', 'string'],
      ['clock.years', 'number'],
      ['run.draws', 'number'],
    ]);
  });

  test('have in each cell the means of a run with that seed, clock and number of draws', async () => {
    const set = ['--seed', 'two', '--draws', '3', '--set', 'clock.years=0.5', '--paths', 'deployment,fortress'];
    await stolperdraht(['run', sweeps, ...set, '--quiet', '--out', place('run')]);
    const run = table('run', 'summary.csv');
    const columns = ['path', 'metric', 'mean', 'se', 'q05', 'q50', 'q95', 'n'].map((name) => run.header.indexOf(name));
    const cell = table('all', 'settings', 'sweep.csv').rows.filter((row) => row.slice(1, 4).join(' ') === 'two 0.5 3');
    expect(cell.map((row) => row.slice(4))).toEqual(run.rows.map((row) => columns.map((column) => row[column])));
  });

  test('can be picked, in any number of threads, and come out again from the resolved scenario', async () => {
    const picked = await sweep('--experiment', 'settings,wide', '--jobs', '2', '--quiet', '--out', place('picked'));
    expect(picked.code).toBe(0);
    expect(readdirSync(place('picked')).sort()).toEqual(['settings', 'wide']);
    const resolved = place('picked', 'wide', 'scenario.resolved.json');
    await stolperdraht(['sweep', resolved, '--quiet', '--out', place('again')]);
    const same = (one: string[], other: string[]) => {
      for (const name of ['cells.csv', 'sweep.csv', 'comparison.csv', 'scenario.resolved.json']) {
        expect(readFileSync(place(...one, name), 'utf8'), name).toBe(readFileSync(place(...other, name), 'utf8'));
      }
    };
    for (const name of ['settings', 'wide']) same(['picked', name], ['all', name]);
    same(['again', 'wide'], ['all', 'wide']);
  });

  test('show their plans, and what all of them need, when dry', async () => {
    const { code, stdout } = await sweep('--dry-run', '--paths', 'deployment', '--out', place('dry'));
    expect(code).toBe(0);
    expect(stdout).toContain('reliability: Who stands behind\n3 cells × 1 path × 4 draws');
    expect(stdout).toMatch(/^Varied: roe\.threshold, in every path: 6 values from \S+ to \S+$/m);
    expect(stdout).toContain(' 0  run.seed=one, clock.years=0.5, run.draws=2');
    expect(stdout).toMatch(/In total\n3 sweeps, 17 cells, 50 evaluations: about \d+ s, [\d.]+ [kM]B\./);
    expect(existsSync(place('dry'))).toBe(false);
    const json = JSON.parse((await sweep('--dry-run', '--json')).stdout);
    expect(json.experiments.map(({ name, cells }: { name: string; cells: unknown[] }) => [name, cells.length])).toEqual(
      [
        ['reliability', 3],
        ['wide', 6],
        ['settings', 8],
      ],
    );
    expect(json.total).toMatchObject({ cells: 17, evaluations: 24 + 36 + 40 });
    expect(json.experiments[2].cells[1]).toEqual({ id: 1, values: ['one', 0.5, 3], draws: 3 });
  });

  test('are printed as one JSON document', async () => {
    const { stdout } = await sweep('--experiment', 'reliability', '--draws', '2', '--json', '--out', place('json'));
    const { experiments } = JSON.parse(stdout);
    expect(experiments).toHaveLength(1);
    expect(experiments[0]).toMatchObject({ name: 'reliability', design: null, plan: { draws: 2 } });
    expect(experiments[0].cells).toHaveLength(3);
  });
});

describe('a sweep of the command line', () => {
  test('spreads cells: the design is theirs, and the worlds keep that of the scenario', async () => {
    const ranges = ['--vary', 'backer.reliability=0.1:0.9', '--vary', 'roe.threshold=log:1:100'];
    const args = ['sweep', twoPaths, ...ranges, '--cells', '5', '--design', 'sobol', '--draws', '2', '--jobs', '1'];
    const { stdout, code } = await stolperdraht([...args, '--out', place('cells')]);
    expect(code).toBe(0);
    expect(stdout).toContain('5 cells (Sobol points) × 2 paths × 2 draws (design random, seed test)');
    expect(stdout).toMatch(/^Varied: backer\.reliability, in every path: 5 values from 0\.\d+ to 0\.\d+$/m);
    expect(document('cells', 'manifest.json').plan.design).toBe('random');
    const { rows } = table('cells', 'cells.csv');
    await stolperdraht([...args, '--quiet', '--out', place('cells-again')]);
    expect(table('cells-again', 'cells.csv').rows).toEqual(rows);
    await stolperdraht([...args, '--seed', 'other', '--quiet', '--out', place('other-cells')]);
    expect(table('other-cells', 'cells.csv').rows).not.toEqual(rows);
  });

  const vary = ['--vary', 'roe.threshold=1:9'];
  test.each<[string, string[], RegExp]>([
    [twoPaths, [], /^sweep: there is nothing to vary: say --vary ID=VALUES, or name sweeps in \S+ under sweep:\n/],
    [sweeps, ['--experiment', 'wide,reliabilty'], /reliabilty: no such experiment; did you mean reliability\?\n$/],
    [sweeps, ['--experiment', 'wide', ...vary], /^--experiment and --vary cannot be used together/],
    [sweeps, ['--cells', '5'], /^--cells is given without --vary/],
    [sweeps, ['--zip'], /^--zip is given without --vary/],
    [sweeps, [...vary, '--cells', '5', '--zip'], /^--zip and --cells cannot be used together/],
    [sweeps, [...vary, '--cells', '5', '--design', 'random'], /^--design is random, must be lhs or sobol with --cells/],
    [sweeps, [...vary, '--cells', '0'], /^--cells is 0, must be a whole number from 1/],
    [sweeps, ['--vary', 'roe.threshold=1,9', '--cells', '5'], /"1,9" is no range; cells are spread over a range/],
  ])('is refused with exit code 2: %s %s', async (file, args, message) => {
    const { code, stdout, stderr } = await stolperdraht(['sweep', file, ...args, '--out', place('refused')]);
    expect(stderr).toMatch(message);
    expect([code, stdout]).toEqual([2, '']);
    expect(existsSync(place('refused'))).toBe(false);
  });
});

describe('validate', () => {
  test('names everything that is wrong with the sweeps of a scenario, and counts them where all is well', async () => {
    const bad = readFileSync(sweeps, 'utf8')
      .replace('0.2:0.8/3', '0.2:1.8/3')
      .replace('roe.threshold', 'roe.treshold')
      .replace('[one, two]', '[one, one]');
    const file = writeFiles({ 'bad.yaml': bad, 'two-paths.yaml': readFileSync(twoPaths, 'utf8') });
    const { code, stderr } = await stolperdraht(['validate', file, sweeps]);
    expect(code).toBe(2);
    expect(stderr.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/bad\.yaml:5:72: backer\.reliability: 1, 1\.8 are out of range; must be a number above 0/),
      expect.stringMatching(/bad\.yaml:7:\d+: roe\.treshold: no such .*; did you mean roe\.threshold\?$/),
      expect.stringMatching(/bad\.yaml:11:\d+: run\.seed: one comes twice/),
    ]);
    const good = await stolperdraht(['validate', sweeps]);
    expect(good.stdout).toContain('3 sweeps (reliability, wide, settings), 0 warnings');
  });
});
