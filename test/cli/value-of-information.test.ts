import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCsv } from '../support/csv-reader.ts';
import { stolperdraht } from './support.ts';

const oneUnknown = fileURLToPath(new URL('../fixtures/one-unknown.yaml', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'stolperdraht-information-'));
const inFolder = (name: string) => join(folder, name);
const information = (source: string, out: string, ...args: string[]) =>
  stolperdraht(['value-of-information', source, '--resamples', '100', ...args, '--out', inFolder(out)]);
const table = (run: string, name: string) => {
  const { header, rows } = readCsv(readFileSync(join(folder, run, `${name}.csv`), 'utf8'));
  return rows.map((row) => Object.fromEntries(row.map((cell, i) => [header[i], cell])));
};
const mean = (some: readonly number[]) => some.reduce((sum, value) => sum + value, 0) / some.length;

const NESTED = [
  '--parameters',
  'budget.troop_cost,related',
  '--nested',
  '40',
  '--inner',
  '6',
  '--draws',
  '200',
  '--quiet',
];

/** By draw: what the troops and the fortress cost, and the harm to lives. */
let money: Record<'deployment' | 'fortress', number[]>;
let lives: Record<'deployment' | 'fortress', number[]>;

beforeAll(async () => {
  const outcomes = await Promise.all([
    stolperdraht(['run', oneUnknown, '--out', inFolder('run'), '--quiet']),
    information(oneUnknown, 'all', '--jobs', '1', '--quiet'),
    information(oneUnknown, 'one', '--jobs', '1', ...NESTED),
    information(oneUnknown, 'two', '--jobs', '2', ...NESTED),
  ]);
  expect(outcomes.map(({ code, stderr }) => [code, stderr])).toEqual([
    [0, ''],
    [0, ''],
    [0, ''],
    [0, ''],
  ]);
  const draws = table('run', 'draws');
  const of = (path: string, column: string) =>
    draws.filter((row) => row.path === path).map((row) => Number(row[column]));
  money = { deployment: of('deployment', 'money'), fortress: of('fortress', 'money') };
  lives = { deployment: of('deployment', 'lives'), fortress: of('fortress', 'lives') };
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe('value-of-information', () => {
  /** What the troops cost for one unit of their cost, which is uniform from 0.1 to 2. */
  const slope = () => mean(money.deployment) / 1.05;

  test('makes of the worlds the EVPI that one would reckon from its draws by hand', () => {
    const { deployment, fortress } = money;
    const byHand =
      Math.min(mean(deployment), mean(fortress)) - mean(deployment.map((value, i) => Math.min(value, fortress[i])));
    const [row] = table('all', 'evpi');
    expect(Number(row.evpi)).toBeCloseTo(byHand, 9);
    expect(row).toMatchObject({ metric: 'money', best: 'fortress', second: 'deployment', n: '400', left_out: '0' });
    expect(Number(row.not_best)).toBe(deployment.filter((value, i) => value < fortress[i]).length / 400);
    expect(Number(row.margin)).toBeCloseTo(mean(deployment) - mean(fortress), 9);
  });

  test('finds that the only quantity that matters is worth all of it, and one that does nothing hardly anything', () => {
    const rows = Object.fromEntries(table('all', 'evppi').map((row) => [row.parameter, row]));
    const [{ evpi }] = table('all', 'evpi');
    expect(Number(rows['budget.troop_cost'].evppi)).toBeGreaterThan(0.98 * Number(evpi));
    expect(Number(rows['budget.troop_cost'].evppi)).toBeLessThanOrEqual(Number(evpi));
    expect(rows['budget.troop_cost']).toMatchObject({ basis: 'source', stands_out: '1', correlated: 'related' });
    expect(rows.idle).toMatchObject({ basis: 'judgement', stands_out: '0' });
    expect(Number(rows.idle.evppi)).toBeLessThan(0.05 * Number(evpi));
  });

  // Its normal score has the correlation ρ = 2·sin(0.1·π) with that of the cost, so that the mean of the cost's uniform,
  // given the score z, is Φ(ρz / √(2 − ρ²)).
  test('knows what a correlated quantity is worth, from the draws and by simulation', () => {
    const rho = 2 * Math.sin(0.1 * Math.PI);
    const scores = Array.from({ length: 4000 }, (_, i) => normalQuantile((i + 0.5) / 4000, 0, 1));
    const exact = mean(
      scores.map((z) => {
        const cost = 0.1 + 1.9 * normalCdf((rho * z) / Math.sqrt(2 - rho * rho), 0, 1);
        return Math.max(0, money.fortress[0] - slope() * cost);
      }),
    );
    const related = table('one', 'evppi').find(({ parameter }) => parameter === 'related')!;
    expect(Number(related.low)).toBeLessThan(exact);
    expect(Number(related.high)).toBeGreaterThan(exact);
    const nested = table('one', 'nested').find(({ parameter }) => parameter === 'related')!;
    // Fixed seed; three standard errors would fail with one seed in 370.
    expect(Math.abs(Number(nested.evppi) - exact)).toBeLessThan(3 * Number(nested.se));
    expect(Number(nested.se)).toBeLessThan(0.6 * exact);
  });

  test('holds a quantity exactly in the check by simulation: nothing else matters, so that no bias is to be corrected', () => {
    const nested = table('one', 'nested').find(({ parameter }) => parameter === 'budget.troop_cost')!;
    expect(Number(nested.evppi)).toBeCloseTo(Number(nested.plain), 9);
    expect(nested).toMatchObject({ outer: '40', inner: '6' });
  });

  test('says what belongs to quantities without a source', () => {
    const [{ unsourced_share: share }] = table('all', 'evpi');
    const value = (name: string) => Number(table('all', 'evppi').find(({ parameter }) => parameter === name)!.evppi);
    const related = value('related') / (value('related') + value('budget.troop_cost'));
    // The noise that is taken out, and what little idle has, move it by a few per cent.
    expect(Math.abs(Number(share) - related)).toBeLessThan(0.05);
  });

  test('knows the groups of the registry, and variables as one', () => {
    const groups = table('all', 'groups');
    expect(groups.map(({ group, members }) => [group, members])).toEqual([
      ['budget', 'budget.troop_cost'],
      ['variables', 'idle; related'],
    ]);
  });

  test('follows a weight from one preference to another, and ends at each', async () => {
    const { code } = await information(
      inFolder('run'),
      'between',
      '--between',
      'money,lives',
      '--groups',
      'none',
      '--quiet',
    );
    expect(code).toBe(0);
    const share = (weight: string, path: string) =>
      table('between', 'acceptability').find((row) => row.weight === weight && row.path === path)!;
    for (const [weight, of] of [
      ['0', money],
      ['1', lives],
    ] as const) {
      const best = of.deployment.filter((value, i) => value < of.fortress[i]).length / 400;
      expect(Number(share(weight, 'deployment').share)).toBeCloseTo(best, 9);
      expect(Number(share(weight, 'fortress').mean)).toBeCloseTo(mean(of.fortress), 9);
    }
    const segments = table('between', 'frontier');
    expect([segments[0].from, segments.at(-1)!.to]).toEqual(['0', '1']);
  });

  test('finds at which weight of a cost the best on average changes, as one would by hand', async () => {
    const args = ['--preference', 'lives', '--cost', 'budget=-3:1/11', '--groups', 'none', '--quiet'];
    const { code } = await information(inFolder('run'), 'cost', ...args);
    expect(code).toBe(0);
    const segments = table('cost', 'frontier');
    const crossing = (mean(lives.deployment) - mean(lives.fortress)) / (mean(money.fortress) - mean(money.deployment));
    expect(segments.map(({ path }) => path)).toEqual(['deployment', 'fortress']);
    expect(Number(segments[0].to)).toBeCloseTo(crossing, 9);
    expect(Number(segments[0].to_low)).toBeLessThan(crossing);
    expect(Number(segments[0].to_high)).toBeGreaterThan(crossing);
    expect(table('cost', 'acceptability')).toHaveLength(22);
  });

  test('writes the same bytes for any number of threads, also of the check by simulation', () => {
    for (const file of ['evpi', 'evppi', 'groups', 'nested']) {
      const [one, two] = ['one', 'two'].map((run) => readFileSync(join(folder, run, `${file}.csv`), 'utf8'));
      expect(two).toBe(one);
    }
    const manifest = JSON.parse(readFileSync(join(folder, 'one', 'manifest.json'), 'utf8'));
    expect(manifest.value_of_information).toMatchObject({ objective: 'money', nested: { outer: 40, inner: 6 } });
  });

  test('says in words what inquiry could be worth at most, and fits the width', async () => {
    const { stdout, code } = await information(inFolder('run'), 'text');
    expect(code).toBe(0);
    expect(stdout).toMatch(/Under money, fortress is the best on average, ahead of deployment/);
    expect(stdout).toContain('(EVPI)');
    expect(stdout).toContain('budget.troop_cost');
    expect(stdout).not.toMatch(/optimal/i);
    for (const line of stdout.split('\n')) {
      expect(line.length <= 80 || line.startsWith('Results') || line.startsWith('Tables:')).toBe(true);
    }
  });

  test('does with few draws what can be done with them, and says what was left out', async () => {
    const few = ['--draws', '40', '--json', '--jobs', '1'];
    const { stdout, code } = await information(oneUnknown, 'few', ...few);
    expect(code).toBe(0);
    const document = JSON.parse(stdout);
    expect(document.evpi.value).toBeGreaterThan(0);
    expect(document.parameters).toEqual([]);
    expect(document.skipped).toContainEqual({
      what: 'what single quantities and groups are worth',
      reason: 'it needs 100 draws, there are 40',
    });
    const asked = await information(oneUnknown, 'few2', ...few, '--parameters', 'idle');
    expect(asked.code).toBe(2);
    expect(asked.stderr).toContain('it needs 100 draws, there are 40; take more with --draws');
  });

  test.concurrent.each([
    [['--parameters', 'budget.trop_cost'], 'did you mean budget.troop_cost?'],
    [['--groups', 'idle+nothing'], '--groups nothing: no such uncertain quantity on these paths'],
    [['--groups', 'a=idle,a=related'], '--groups names a twice'],
    [['--cost', 'bugdet'], '--cost bugdet: no such output, metric or preference; did you mean budget?'],
    [['--cost', 'budget'], '--cost budget: no weight of it changes which path is the best'],
    [['--cost', 'budget=3'], '--cost budget=3: one weight, at least two are needed'],
    [['--cost', 'budget=2:1/3'], '2:1 is no range'],
    [['--between', 'money'], '--between is money, must name two preferences: A,B'],
    [['--between', 'money,money'], '--between names money twice'],
    [['--nested', '50'], '--nested needs --parameters'],
    [['--nested', '5', '--parameters', 'idle'], '--nested is 5, must be a whole number from 30 to 100000'],
    [['--nested', '50', '--parameters', 'idle', '--inner', '3'], '--inner is 3, must be an even number'],
    [['--inner', '4'], '--inner goes with --nested N'],
  ])('refuses %j', async (args, message) => {
    const { code, stderr } = await stolperdraht([
      'value-of-information',
      inFolder('run'),
      ...args,
      '--out',
      inFolder('bad'),
    ]);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });
});
