import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCsv } from '../support/csv-reader.ts';
import { stolperdraht } from './support.ts';

const linearCost = fileURLToPath(new URL('../fixtures/linear-cost.yaml', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'stolperdraht-robustness-'));
const inFolder = (name: string) => join(folder, name);
const robustness = (source: string, out: string, ...args: string[]) =>
  stolperdraht(['robustness', source, '--resamples', '100', ...args, '--out', inFolder(out)]);
const table = (run: string, name: string) => {
  const { header, rows } = readCsv(readFileSync(join(folder, run, `${name}.csv`), 'utf8'));
  return rows.map((row) => Object.fromEntries(row.map((cell, i) => [header[i], cell])));
};

let values: Record<'deployment' | 'fortress', number[]>;

beforeAll(async () => {
  const outcomes = await Promise.all([
    stolperdraht(['run', linearCost, '--out', inFolder('run'), '--quiet']),
    robustness(linearCost, 'one', '--preference', 'money', '--require', 'budget < 10', '--jobs', '1', '--quiet'),
    robustness(linearCost, 'two', '--preference', 'money', '--require', 'budget < 10', '--jobs', '2', '--quiet'),
  ]);
  expect(outcomes.map(({ code, stderr }) => [code, stderr])).toEqual([
    [0, ''],
    [0, ''],
    [0, ''],
  ]);
  const draws = table('run', 'draws');
  const of = (path: string) => draws.filter((row) => row.path === path).map(({ money }) => Number(money));
  values = { deployment: of('deployment'), fortress: of('fortress') };
}, 180_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe('robustness', () => {
  const rule = (run: string, name: string) =>
    Object.fromEntries(
      table(run, 'robustness')
        .filter((row) => row.rule === name)
        .map((row) => [row.path, row]),
    );
  const mean = (some: readonly number[]) => some.reduce((sum, value) => sum + value, 0) / some.length;

  test('makes of the worlds of a scenario what one would reckon from its draws by hand', () => {
    const { deployment, fortress } = values;
    const expected: Record<string, [number, number]> = {
      expected_value: [mean(deployment), mean(fortress)],
      maximin: [Math.max(...deployment), Math.max(...fortress)],
      maximax: [Math.min(...deployment), Math.min(...fortress)],
      minimax_regret: [
        Math.max(0, ...deployment.map((value, i) => value - fortress[i])),
        Math.max(0, ...fortress.map((value, i) => value - deployment[i])),
      ],
    };
    for (const [name, [a, b]] of Object.entries(expected)) {
      const rows = rule('one', name);
      expect(Number(rows.deployment.value)).toBeCloseTo(a, 9);
      expect(Number(rows.fortress.value)).toBeCloseTo(b, 9);
      expect([rows.deployment.picked, rows.fortress.picked]).toEqual(a < b ? ['1', '0'] : ['0', '1']);
      expect(Number(rows.deployment.pick_share) + Number(rows.fortress.pick_share)).toBe(1);
    }
    expect(rule('one', 'maximin').fortress.extreme).toBe('1');
    expect(rule('one', 'expected_value').fortress.extreme).toBe('0');
  });

  test('says in how many draws a requirement is met', () => {
    for (const row of table('one', 'satisficing')) {
      const met = values[row.path as 'fortress'].filter((value) => value < 10).length;
      expect(row).toMatchObject({ requirement: 'budget < 10', met: String(met), n: '40' });
      expect(Number(row.share)).toBe(met / 40);
    }
  });

  test('knows dominance where it is certain, and that its reverse does not hold', async () => {
    // Without a cost of the build-up the fortress costs nothing in any world; the troops always do.
    const free = ['--set', 'fortress:budget.fortress_cost=0', '--jobs', '1'];
    const { code } = await robustness(linearCost, 'free', '--metric', 'budget', '--better', 'lower', ...free);
    expect(code).toBe(0);
    const found = table('free', 'dominance').map(({ better, order, holds, support }) => [
      better,
      order,
      holds,
      support,
    ]);
    expect(found).toEqual([
      ['deployment', '1', '0', '0'],
      ['deployment', '2', '0', '0'],
      ['fortress', '1', '1', '1'],
      ['fortress', '2', '1', '1'],
    ]);
  });

  test('writes the same bytes for any number of threads, and from the folder of a run', async () => {
    const { code } = await robustness(
      ...([inFolder('run'), 'three', '--preference', 'money', '--require', 'budget < 10', '--quiet'] as const),
    );
    expect(code).toBe(0);
    for (const file of ['robustness.csv', 'dominance.csv', 'satisficing.csv']) {
      const [one, two, three] = ['one', 'two', 'three'].map((run) => readFileSync(join(folder, run, file), 'utf8'));
      expect(two).toBe(one);
      expect(three).toBe(one);
    }
    const manifest = JSON.parse(readFileSync(join(folder, 'three', 'manifest.json'), 'utf8'));
    expect(manifest).toMatchObject({
      source: { folder: inFolder('run') },
      robustness: { objective: 'money', draws: 40 },
    });
  });

  test('says in words which rules agree, under which preference, and how wide a table may be', async () => {
    const { stdout, code } = await robustness(
      inFolder('run'),
      'text',
      '--preference',
      'money',
      '--require',
      'budget < 10',
    );
    expect(code).toBe(0);
    expect(stdout).toContain('Better means under the preference money: minimize budget');
    expect(stdout).toMatch(/Under money,? (of|all) 12 rules of choice/);
    expect(stdout).toContain('Single worlds: the intervals are too narrow');
    expect(stdout).not.toMatch(/optimal/i);
    for (const line of stdout.split('\n')) expect(line.startsWith('Results') || line.length <= 80).toBe(true);
  });

  test('prints one JSON document', async () => {
    const { stdout } = await robustness(inFolder('run'), 'json', '--preference', 'money', '--json');
    const document = JSON.parse(stdout);
    expect(document.decision).toMatchObject({ paths: ['deployment', 'fortress'], draws: 40, leftOut: 0 });
    expect(document.rules).toHaveLength(15);
    expect(document.sentences.length).toBeGreaterThan(3);
  });

  test('leaves out worlds in which a requirement cannot be decided, and says so', async () => {
    // `odd` divides by 0 everywhere.
    const { code, stderr } = await robustness(inFolder('run'), 'odd', '--require', 'odd < 1', '--quiet');
    expect([code, stderr.split('\n')[0]]).toEqual([
      2,
      'robustness: 0 draws can be used of 40, the others failed or have no value on some path; at least 20 are needed, take more with --draws',
    ]);
  });

  test.concurrent.each([
    [['--require', 'bugdet < 1'], '--require bugdet: no such output, metric or preference; did you mean budget?'],
    [['--require', 'budget'], '--require budget compares nothing, write a comparison as in '],
    [['--preference', 'mony'], '--preference mony: no such preference; did you mean money?'],
    [['--metric', 'budget'], 'nothing says which way it is better, add --better lower or --better higher'],
    [['--pessimism', '2'], '--pessimism is 2, must be a number from 0 to 1'],
    [['--resamples', '5'], '--resamples is 5, must be a whole number from 100 to 100000'],
    [['--paths', 'fortress'], 'fortress is the only path, at least two are needed to choose between'],
    [['--paths', 'fort'], '--paths names fort, must be of deployment, fortress'],
  ])('refuses %j', async (args, message) => {
    const { code, stderr } = await stolperdraht(['robustness', inFolder('run'), ...args, '--out', inFolder('bad')]);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });

  test('says how many draws it needs', async () => {
    const { code, stderr } = await robustness(linearCost, 'few', '--draws', '12', '--quiet');
    expect([code, stderr.split('\n')[0]]).toEqual([
      2,
      'robustness: 12 draws can be used; at least 20 are needed, take more with --draws',
    ]);
  });
});
