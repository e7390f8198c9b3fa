import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCsv } from '../support/csv-reader.ts';
import { stolperdraht, twoPaths } from './support.ts';

const linearCost = fileURLToPath(new URL('../fixtures/linear-cost.yaml', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'stolperdraht-discover-'));
afterAll(() => rmSync(folder, { recursive: true }));

const out = (name: string) => join(folder, name);
const discover = (source: string, ...args: string[]) => stolperdraht(['discover', source, ...args]);
const json = async (...args: [string, ...string[]]) => {
  const { code, stdout, stderr } = await discover(...args, '--json');
  expect([code, stderr.replace(/^warning: .*\n/gm, '')]).toEqual([0, '']);
  return JSON.parse(stdout);
};
const table = (name: string, file: string) => readCsv(readFileSync(join(out(name), file), 'utf8'));

beforeAll(async () => {
  const { code } = await stolperdraht(['run', linearCost, '--draws', '200', '--out', out('run'), '--quiet']);
  expect(code).toBe(0);
}, 60_000);

describe('discover', () => {
  test('finds the limit above which a cost that is linear in one quantity is high', async () => {
    // On the fortress the budget is proportional to the cost of the fortress, so that every world is told rightly.
    const budgets = readCsv(readFileSync(join(out('run'), 'draws.csv'), 'utf8'));
    const place = (name: string) => budgets.header.indexOf(name);
    const costs = budgets.rows
      .filter((row) => row[place('path')] === 'fortress')
      .map((row) => Number(row[place('budget')]));
    const level = [...costs].sort((a, b) => a - b)[139];
    const found = await json(out('run'), '--path', 'fortress', '--where', `budget > ${level}`, '--out', out('linear'));
    expect(found).toMatchObject({ worlds: 200, ofInterest: 60, leftOut: 0, kind: 'where' });
    const [box] = found.prim.boxes;
    expect(box.accepted).toBe(true);
    const [{ column, lower, upper }] = box.step.restrictions;
    expect(box.step.restrictions).toHaveLength(1);
    expect(found.inputs[column].name).toBe('fortress:budget.fortress_cost');
    expect(upper).toBeUndefined();
    expect(box.step.coverage).toBeGreaterThan(0.9);
    expect(box.step.density).toBeGreaterThan(0.9);
    expect(box.stability.atCoverage.heldOutDensity.mean).toBeGreaterThan(0.8);
    // The tree parts the worlds at the limit itself: between the 140th and the 141st value.
    expect(found.cart.leaves.map(({ n, k }: { n: number; k: number }) => [n, k])).toEqual([
      [140, 0],
      [60, 60],
    ]);
    const { header, rows } = table('linear', 'limits.csv');
    const [limit] = rows.filter((row) => row[0] === '1');
    expect(Number(limit[header.indexOf('low')])).toBe(lower);
    expect(Number(limit[header.indexOf('low_quantile')])).toBeCloseTo(0.7, 1);
  });

  test('describes the worlds in which one path does worse than another', async () => {
    // The force costs troops × troop_cost: dear where both are high.
    const found = await json(
      out('run'),
      '--worse',
      'deployment,fortress',
      '--preference',
      'money',
      '--out',
      out('worse'),
    );
    expect(found.kind).toBe('worse');
    const names = found.prim.boxes[0].step.restrictions.map(
      ({ column }: { column: number }) => found.inputs[column].name,
    );
    expect(names).toContain('budget.troop_cost');
    expect(found.sentences.join(' ')).toMatch(/In those with budget\.troop_cost (?:≥|between)/);
  });

  test('asks by default where the path that is best on average is not the best, and says so', async () => {
    const { code, stdout } = await discover(out('run'), '--preference', 'money', '--out', out('default'));
    expect(code).toBe(0);
    expect(stdout.replace(/\s+/g, ' ')).toMatch(
      /worlds in which (?:deployment|fortress), the best on average under money, is not the best of 2/,
    );
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(line.includes('.csv') ? 120 : 80);
    const { header, rows } = table('default', 'trade_off.csv');
    expect([rows[0][header.indexOf('coverage')], rows[0][header.indexOf('mass')]]).toEqual(['1', '1']);
    expect(rows.filter((row) => row[0] === '1' && row[header.indexOf('chosen')] === '1')).toHaveLength(1);
  });

  test('takes another step when it is told to, and one method alone', async () => {
    const args = [out('run'), '--worse', 'deployment,fortress', '--preference', 'money'] as const;
    const found = await json(...args, '--method', 'prim', '--step', '1', '--boxes', '1', '--out', out('step'));
    expect(found.prim.boxes).toHaveLength(1);
    expect(found.prim.boxes[0].index).toBe(1);
    expect(found.prim.isProposed).toBe(false);
    expect(found.cart).toBeNull();
    expect(readdirSync(out('step'))).not.toContain('tree.csv');
    const tree = await json(...args, '--method', 'cart', '--out', out('cart'));
    expect(tree.prim).toBeNull();
    expect(tree.cart.leaves.length).toBeGreaterThan(1);
  });

  test('gives the same bytes for one thread and for two', async () => {
    const args = ['--draws', '80', '--worse', 'deployment,fortress', '--preference', 'money', '--quiet'];
    const outcomes = await Promise.all(
      ['1', '2'].map((jobs) => discover(linearCost, ...args, '--jobs', jobs, '--out', out(`jobs${jobs}`))),
    );
    expect(outcomes.map(({ code }) => code)).toEqual([0, 0]);
    for (const file of readdirSync(out('jobs1')).filter((name) => name !== 'manifest.json')) {
      expect([file, readFileSync(join(out('jobs2'), file), 'utf8')]).toEqual([
        file,
        readFileSync(join(out('jobs1'), file), 'utf8'),
      ]);
    }
  });

  test.each([
    [['--where', 'budget > 20'], '--path is missing, must name the path on which budget > 20, of deployment, fortress'],
    [['--where', 'budgte > 20', '--path', 'fortress'], 'did you mean budget?'],
    [['--where', 'budget', '--path', 'fortress'], 'compares nothing'],
    [['--where', 'budget > 1e9', '--path', 'fortress'], 'holds in 0 of 200 worlds, must hold in some'],
    [['--worse', 'deployment'], '--worse is deployment, must name two paths'],
    [['--worse', 'deployment,fort'], '--paths names fort, must be of deployment, fortress'],
    [['--path', 'fortress'], '--path goes with --where'],
    [['--metric', 'budget'], 'add --better lower or --better higher'],
    [['--parameters', 'budget.trop_cost'], 'did you mean budget.troop_cost?'],
    [['--parameters', 'top:0'], 'must be names separated by commas or top:N'],
    [['--preference', 'money', '--step', '9999'], '--step is 9999, must be from 1 to'],
    [['--mass-min', '2'], '--mass-min is 2, must be a share above 0 and below 1'],
    [['--draws', '5'], 'is a run that is finished'],
  ])('refuses %j', async (args, message) => {
    const { code, stderr } = await discover(out('run'), ...args, '--out', out('refused'));
    expect(stderr).toContain(message);
    expect(code).toBe(2);
    expect(readdirSync(folder)).not.toContain('refused');
  });

  test('says how many worlds it needs', async () => {
    const { code, stderr } = await discover(
      twoPaths,
      '--path',
      'deployment',
      '--where',
      'budget > 2',
      '--out',
      out('few'),
    );
    expect(stderr).toContain('6 worlds can be used; at least 50 are needed, take more with --draws');
    expect(code).toBe(2);
  });
});
