import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ratioOfMeans } from '../../src/analysis/statistics.ts';
import { readCsv } from '../support/csv-reader.ts';
import { startStolperdraht, stolperdraht, twoPaths } from './support.ts';

/** Its budgets are linear in budget.troop_cost. */
const linearCost = fileURLToPath(new URL('../fixtures/linear-cost.yaml', import.meta.url));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stolperdraht-threshold-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const read = (out: string, name: string) => readFileSync(join(folder, out, name), 'utf8');
const threshold = (file: string, ...args: string[]) => stolperdraht(['threshold', file, ...args]);
const out = (name: string) => ['--out', join(folder, name)];
const TROOP_COST = ['--parameter', 'budget.troop_cost', '--metric', 'money'];

/** The rows of a table as objects of text. */
function table(run: string, name: string): Record<string, string>[] {
  const { header, rows } = readCsv(read(run, `${name}.csv`));
  return rows.map((row) => Object.fromEntries(header.map((column, i) => [column, row[i]])));
}

describe('threshold', () => {
  test('finds the crossing of a difference that is linear, with the interval of the delta method', async () => {
    const { code, stdout } = await threshold(linearCost, ...TROOP_COST, '--range', '0.2:2', ...out('linear'));
    expect(code).toBe(0);
    // In a run with a cost of 1: the budget of troops is that times the cost, the budget of the fortress does not move.
    const run = await stolperdraht([
      ...['run', linearCost, '--set', 'budget.troop_cost=1', '--quiet', '--out', join(folder, 'one')],
    ]);
    expect(run.code).toBe(0);
    const draws = table('one', 'draws');
    const budgets = (path: string) =>
      Float64Array.from(
        draws.filter((row) => row.path === path),
        (row) => Number(row.budget),
      );
    const exact = ratioOfMeans(budgets('fortress'), budgets('deployment'));

    const [found, ...others] = table('linear', 'threshold');
    expect(others).toEqual([]);
    expect(Math.abs(Number(found.value) - exact.value)).toBeLessThan(1e-6);
    // 1000 resamples of 40 draws: their percentiles and the normal ones differ by some tenths of a standard error.
    expect(Math.abs(Number(found.low) - (exact.value - 1.96 * exact.se))).toBeLessThan(0.4 * exact.se);
    expect(Math.abs(Number(found.high) - (exact.value + 1.96 * exact.se))).toBeLessThan(0.4 * exact.se);
    expect(found).toMatchObject({
      ...{ metric: 'money', path_a: 'deployment', path_b: 'fortress', level: '', parameter: 'budget.troop_cost' },
      ...{ sign: 'rises', better_below: 'deployment', better_above: 'fortress', beyond: '', without: '0' },
    });
    expect(Number(found.bracket_low)).toBeLessThanOrEqual(Number(found.value));
    expect(Number(found.bracket_high)).toBeGreaterThanOrEqual(Number(found.value));
    expect(stdout.replace(/\s+/g, ' ')).toMatch(
      /Under money, deployment and fortress change places at budget\.troop_cost = \S+ \(95 % interval \S+\): below that deployment is better on average, above it fortress is better\./,
    );
    expect(stdout).toMatch(/^ +0 \|-+\*?=*X=*\*?-+$/m);
    expect(readdirSync(join(folder, 'linear')).sort()).toEqual(
      ['curve.csv', 'datapackage.json', 'manifest.json', 'scenario.resolved.json', 'threshold.csv'].sort(),
    );
    // At every value the curve is that of a run with --set.
    const at2 = table('linear', 'curve').find((row) => row.value === '2');
    expect(Number(at2?.mean)).toBeCloseTo(
      2 * (budgets('deployment').reduce((a, b) => a + b) / 40) - budgets('fortress').reduce((a, b) => a + b) / 40,
      9,
    );
  }, 120_000);

  test('writes the same bytes for 1, 2 and 3 jobs', async () => {
    const names = ['jobs1', 'jobs2', 'jobs3'];
    for (const [index, name] of names.entries()) {
      const { code } = await threshold(
        linearCost,
        ...TROOP_COST,
        '--points',
        '9',
        '--jobs',
        `${index + 1}`,
        ...out(name),
      );
      expect(code).toBe(0);
    }
    const files = readdirSync(join(folder, 'jobs1')).filter((file) => file !== 'manifest.json');
    expect(files).toContain('threshold.csv');
    for (const file of files) {
      expect(read('jobs2', file)).toBe(read('jobs1', file));
      expect(read('jobs3', file)).toBe(read('jobs1', file));
    }
    const manifest = JSON.parse(read('jobs1', 'manifest.json'));
    expect(manifest.threshold).toMatchObject({
      ...{ parameter: 'budget.troop_cost', metric: 'money', points: 9 },
      found: [{ kind: 'difference', pathA: 'deployment', pathB: 'fortress', thresholds: 1 }],
    });
    expect(manifest.plan.evaluations).toBe(2 * 40 * manifest.threshold.values);
  }, 180_000);

  test('says plainly that there is none in the range, and which path is better throughout', async () => {
    const { code, stdout } = await threshold(
      ...[linearCost, ...TROOP_COST, '--range', '5:6', '--points', '5', '--draws', '20', ...out('none')],
    );
    expect(code).toBe(0);
    expect(stdout.replace(/\s+/g, ' ')).toMatch(
      /deployment and fortress do not change places as budget\.troop_cost goes from 5 to 6: fortress is better on average at all 5 values that were looked at, least surely at 5/,
    );
    expect(table('none', 'threshold')).toEqual([]);
    expect(table('none', 'curve')).toHaveLength(5);
  });

  test('finds where a path passes a level, for each path that is named, as one document for programs', async () => {
    const { code, stdout } = await threshold(
      ...[linearCost, '--parameter', 'deployment:budget.troop_cost', '--metric', 'budget', '--level', '0.6'],
      ...['--range', 'log:0.1:50', '--points', '9', '--json', ...out('level')],
    );
    expect(code).toBe(0);
    const { found, parameter } = JSON.parse(stdout);
    expect(parameter).toMatchObject({ name: 'deployment:budget.troop_cost', path: 'deployment', scale: 'log' });
    expect(found.map(({ path }: { path: string }) => path)).toEqual(['deployment', 'fortress']);
    expect(found[0].thresholds).toHaveLength(1);
    expect(found[0].thresholds[0]).toMatchObject({ rises: true, betterBelow: null });
    expect(found[1]).toMatchObject({ thresholds: [], throughout: { sign: -1, better: null } });
    const [row] = table('level', 'threshold');
    expect(row).toMatchObject({ path_a: 'deployment', path_b: '', level: '0.6', better_below: '' });
    // The mean is linear in the cost, the axis is not: the bracket is what the value is surely in.
    expect(Number(row.value)).toBe(found[0].thresholds[0].value);
  });

  test('compares the paths in the order in which they are named', async () => {
    const args = [...TROOP_COST, '--points', '3', '--draws', '10', '--paths', 'fortress,deployment'];
    const { code } = await threshold(linearCost, ...args, '--quiet', ...out('order'));
    expect(code).toBe(0);
    expect(table('order', 'threshold')[0]).toMatchObject({ path_a: 'fortress', path_b: 'deployment', sign: 'falls' });
  });

  test('leaves draws that fail at some value out at all values, says so, and ends with code 3', async () => {
    // Resolve is a probability: it comes out above 1 in some draws where volatility is high.
    const { code, stdout, stderr } = await threshold(
      ...[twoPaths, '--set', 'coalition.resolve=0.1 * backer.volatility + 0.5 * goodwill', '--draws', '40'],
      ...['--parameter', 'backer.volatility', '--range', '0.5:7', '--points', '5', ...out('failed')],
    );
    expect(code).toBe(3);
    const failed = /^(\d+) of \d+ evaluations failed; (\d+) draws are left out, on every path:$/m.exec(stderr);
    expect(failed).not.toBeNull();
    const left = Number(failed?.[2]);
    expect(stderr).toMatch(/^ {2}backer\.volatility=\S+: .*coalition\.resolve.*/m);
    expect(new Set(table('failed', 'curve').map(({ n }) => n))).toEqual(new Set([String(40 - left)]));
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      `${left} draws are left out at all values, since they have no value at some; ${40 - left} remain.`,
    );
  });

  test('leaves nothing when it is interrupted', async () => {
    let pid = 0;
    const running = startStolperdraht(
      ['threshold', linearCost, ...TROOP_COST, '--draws', '4000', ...out('interrupted')],
      {
        onStarted: (id) => {
          pid = id;
        },
      },
    );
    const timer = setInterval(() => {
      if (!existsSync(join(folder, 'interrupted'))) return;
      clearInterval(timer);
      process.kill(pid, 'SIGINT');
    }, 20);
    const { code, stderr } = await running;
    clearInterval(timer);
    expect(code).toBe(130);
    expect(stderr).toMatch(/^interrupted$/m);
    expect(existsSync(join(folder, 'interrupted'))).toBe(false);
  });

  test('writes nothing where no draw is left, and says what failed', async () => {
    const { code, stderr } = await threshold(
      ...[twoPaths, '--set', 'coalition.resolve=0.2 * backer.volatility + 0.5 * goodwill'],
      ...['--parameter', 'backer.volatility', '--range', '1:8', '--points', '3', ...out('nothing')],
    );
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /balanced: none of 6 draws has a value at all of \d+ values of the parameter; the first that failed: backer\.volatility=/,
    );
    expect(existsSync(join(folder, 'nothing'))).toBe(false);
  });

  test.each([
    [['--parameter', 'roe.treshold'], /roe\.treshold: no such parameter or variable; did you mean roe\.threshold\?/],
    [['--paths', 'deployment,fortress'], /--parameter is missing/],
    [['--parameter', 'goodwill', '--paths', 'fortress,fortress'], /--paths names fortress twice/],
    [
      ['--parameter', 'goodwill', '--paths', 'fortress'],
      /--paths is fortress, must name two paths \(or any number with --level\)/,
    ],
    [['--parameter', 'goodwill', '--paths', 'fortress,deploymint'], /deploymint/],
    [
      ['--parameter', 'goodwill', '--metric', 'balancd'],
      /--metric balancd: no such output, metric or preference; did you mean balanced\?/,
    ],
    [
      ['--parameter', 'backer.reliability', '--range', '0.5:2'],
      /--range 0\.5:2: backer\.reliability: 2 is out of range/,
    ],
    [['--parameter', 'goodwill', '--range', '1:0'], /1:0 is no range/],
    [['--parameter', 'goodwill', '--points', '2'], /--points is 2, must be a whole number from 3 to 1000/],
    [['--parameter', 'goodwill', '--level', 'much'], /--level is much, must be a number/],
    [
      ['--parameter', 'goodwill', '--draws', '10000000', '--points', '1000'],
      /10000000 draws need about \S+ GB of memory, must fit into/,
    ],
    [['--parameter', 'goodwill', '--json', '--quiet'], /--json and --quiet cannot be used together/],
  ])('refuses %j in one line, with code 2, and leaves nothing', async (args, message) => {
    const { code, stdout, stderr } = await threshold(twoPaths, ...args, ...out('refused'));
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
    expect(
      stderr
        .trimEnd()
        .split('\n')
        .filter((line) => line !== 'See stolperdraht --help.'),
    ).toHaveLength(1);
    expect(existsSync(join(folder, 'refused'))).toBe(false);
  });
});
