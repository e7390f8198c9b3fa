import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCompareSolutionsOptions } from '../../src/cli/compare-solutions/compare-solutions-options.ts';
import { readCsv } from '../support/csv-reader.ts';
import { stolperdraht } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'stolperdraht-solutions-'));
const inFolder = (name: string) => join(folder, name);
const scenario = fileURLToPath(new URL('../fixtures/answered.yaml', import.meta.url));
const compare = (out: string, ...args: string[]) =>
  stolperdraht(['compare-solutions', scenario, '--resamples', '100', ...args, '--out', inFolder(out)]);
const table = (run: string, name: string) => {
  const { header, rows } = readCsv(readFileSync(join(folder, run, `${name}.csv`), 'utf8'));
  return rows.map((row) => Object.fromEntries(row.map((cell, i) => [header[i], cell])));
};
const NAMES = [
  ...['scenario', 'depth_2', 'depth_6', 'quick_telescoping', 'slow_telescoping', 'near_perfect'],
  ...['reputation_blind', 'fixed_response'],
];

/** Solutions, and the values by which a run assumes the same. */
const RUNS = [
  ['scenario', []],
  ['reputation_blind', ['--set', 'solver.introspection_depth=1']],
  ['near_perfect', ['--set', 'challenger.rationality=10', '--set', 'coalition.rationality=10']],
] as const;

beforeAll(async () => {
  const outcomes = await Promise.all([
    compare('one', '--quiet', '--jobs', '1'),
    compare('two', '--quiet', '--jobs', '2'),
    compare('answered', '--metric', 'answered', '--better', 'lower', '--response', '0.3', '--quiet', '--jobs', '1'),
    ...RUNS.map(([name, set]) =>
      stolperdraht(['run', scenario, ...set, '--out', inFolder(`run-${name}`), '--quiet', '--jobs', '1']),
    ),
  ]);
  expect(outcomes.map(({ code, stderr }) => [code, stderr])).toEqual(outcomes.map(() => [0, '']));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe('compare-solutions', () => {
  test('gives every path under every solution, and the same bytes for any number of threads', () => {
    const rows = table('one', 'solutions');
    expect(rows.map(({ solution, path }) => `${solution} ${path}`)).toEqual(
      NAMES.flatMap((name) => [`${name} deployment`, `${name} fortress`]),
    );
    for (const file of ['solutions.csv', 'pairs.csv', 'decomposition.csv', 'assumptions.csv']) {
      expect(readFileSync(join(folder, 'two', file), 'utf8')).toBe(readFileSync(join(folder, 'one', file), 'utf8'));
    }
  });

  test.each(RUNS)('finds under %s what a run with these values finds in the same draws', (solution) => {
    for (const path of ['deployment', 'fortress']) {
      const harm = table(`run-${solution}`, 'draws').flatMap((row) =>
        row.path === path ? [Number(row.balanced)] : [],
      );
      const found = table('one', 'solutions').find((row) => row.solution === solution && row.path === path);
      expect(Number(found?.mean)).toBeCloseTo(harm.reduce((sum, value) => sum + value, 0) / 24, 9);
    }
  });

  test('lets every vote pass with the chance that is fixed, on every path and whatever the stakes', () => {
    const rows = table('answered', 'solutions').filter(({ solution }) => solution === 'fixed_response');
    for (const { mean, se } of rows) {
      // What is left of the stakes moves the chance by less than a thousandth.
      expect(Math.abs(Number(mean) - 0.3)).toBeLessThan(0.0003);
      expect(Number(se)).toBeLessThan(0.0001);
    }
    const assumed = table('answered', 'assumptions').filter(({ solution }) => solution === 'fixed_response');
    expect(assumed.map(({ quantity }) => quantity)).toEqual([
      'coalition.rationality',
      'members.Coalition.weight',
      'members.Coalition.resolve',
    ]);
  });

  test('takes for a fixed response the share of votes that pass in the scenario', () => {
    const { response } = JSON.parse(readFileSync(join(folder, 'one', 'manifest.json'), 'utf8')).compare_solutions;
    const draws = table('run-scenario', 'draws');
    const total = (name: string) => draws.reduce((sum, row) => sum + Number(row[name]), 0);
    const automatic = total('automatic_responses');
    const votes = total('limited_attacks') + total('assaults') + total('hits_probe') - automatic;
    expect(response).toBe(Number(((total('responses') - automatic) / votes).toPrecision(3)));
  });

  test('splits the variance into parts that sum to all of it', () => {
    for (const subject of ['deployment', 'fortress', 'fortress − deployment']) {
      const rows = table('one', 'decomposition').filter((row) => row.subject === subject);
      expect(rows.map(({ part }) => part)).toEqual(['model', 'parameters', 'interaction', 'total']);
      const [model, parameters, interaction, total] = rows.map(({ variance }) => Number(variance));
      expect(model + parameters + interaction).toBeCloseTo(total, 9);
    }
  });

  test('has no model uncertainty in what decides nothing and in what no solution touches', async () => {
    const { code, stdout } = await compare('certain', '--metric', 'miscalculation', '--better', 'lower', '--json');
    // Without misperceptions there is none under any solution.
    expect(code).toBe(0);
    const { solutions, winner_changes } = JSON.parse(stdout);
    expect(winner_changes).toBe(false);
    for (const { changes } of solutions) expect(changes.map(({ mean }: { mean: number }) => mean)).toEqual([0, 0]);
  });

  test('warns where another path is first under some solution, and by how much', async () => {
    const { stdout, code } = await compare('warned', '--metric', 'broken_promise', '--better', 'lower');
    expect(code).toBe(0);
    const text = stdout.replace(/\s+/g, ' ');
    expect(text).toContain(
      "Warning. The winner changes: by the mean of broken_promise, deployment is first under the scenario's own solution, but fortress under near_perfect.",
    );
    expect(text).toMatch(/under near_perfect fortress, ahead of it by 0\.\d+ \(0\.\d+–0\.\d+\)/);
    expect(text).not.toMatch(/optimal/i);
    for (const line of stdout.split('\n')) expect(line.startsWith('Results') || line.length <= 80).toBe(true);
  });

  test('says nothing of a change where there is none', async () => {
    const { stdout, code } = await compare('calm', '--solutions', 'depth_2,reputation_blind');
    expect(code).toBe(0);
    expect(stdout).not.toContain('Warning');
    expect(stdout).toContain('Under balanced fortress has the best mean under all 3 solutions.');
  });

  test('takes weights, and leaves out what the scenario assumes already', async () => {
    const weights = 'scenario=3,near_perfect=0';
    const set = ['--set', 'solver.introspection_depth=1'];
    const { stdout, code } = await compare('weighted', '--weights', weights, ...set, '--json');
    expect(code).toBe(0);
    const { solutions, same_as_scenario } = JSON.parse(stdout);
    expect(same_as_scenario).toEqual(['reputation_blind']);
    const found = Object.fromEntries(
      solutions.map(({ name, weight }: { name: string; weight: number }) => [name, weight]),
    );
    expect(found.scenario).toBeCloseTo(3 / 8, 12);
    expect(found.near_perfect).toBe(0);
    expect(found.depth_2).toBeCloseTo(1 / 8, 12);
  });

  test('reads the worlds of a run, whose results it does not compute again', async () => {
    const run = inFolder('run-scenario');
    const source = ['compare-solutions', run, '--solutions', 'depth_2', '--resamples', '100', '--json'];
    const { code, stdout } = await stolperdraht([...source, '--out', inFolder('from-run')]);
    expect(code).toBe(0);
    const [own] = JSON.parse(stdout).solutions;
    const known = table('one', 'solutions').find((row) => row.solution === 'scenario' && row.path === 'fortress');
    expect(own.paths[1].mean).toBeCloseTo(Number(known?.mean), 9);
    const manifest = JSON.parse(readFileSync(join(folder, 'from-run', 'manifest.json'), 'utf8'));
    expect(manifest).toMatchObject({ source: { folder: run } });
  });

  test.each([
    [{ solutions: 'dept_2' }, '--solutions dept_2: no such solution; did you mean depth_2?'],
    [{ weights: 'depth_2' }, '--weights is depth_2, must be NAME=W'],
    [{ weights: 'depth_2=-1' }, '--weights depth_2 is -1, must be a number from 0 to 1000000'],
    [{ weights: 'depth_2=1,depth_2=2' }, '--weights names depth_2 twice'],
    [{ response: '1' }, '--response is 1, must be a number from 0.001 to 0.999'],
    [{ resamples: '5' }, '--resamples is 5, must be a whole number from 100 to 100000'],
  ])('cannot read %j', (args, message) => {
    expect(() => readCompareSolutionsOptions({ source: scenario, ...args })).toThrow(message);
  });

  test.concurrent.each([
    [['--solutions', 'depth_2', '--weights', 'depth_6=2'], '--weights names depth_6, which is not compared'],
    [['--metric', 'budget'], 'nothing says which way it is better'],
    [['--draws', '12'], 'compare-solutions: 12 draws can be used; at least 20 are needed, take more with --draws'],
    [['--paths', 'fortress'], 'fortress is the only path, at least two are needed to choose between'],
    [['--solutions', 'depth_2', '--set', 'solver.introspection_depth=2'], 'leaves nothing to compare'],
  ])('refuses %j', async (args, message) => {
    const { code, stderr } = await compare('bad', ...args, '--jobs', '1');
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });
});
