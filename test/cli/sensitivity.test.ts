import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Environment } from '../../src/cli/environment.ts';
import { findSensitivity } from '../../src/cli/sensitivity/sensitivity.ts';
import { readSensitivityOptions } from '../../src/cli/sensitivity/sensitivity-options.ts';
import { readCsv } from '../support/csv-reader.ts';
import { stolperdraht, twoPaths } from './support.ts';

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));
/** The budget is linear in two costs, which nothing else reads; `idle` is read by nothing. */
const twoCosts = fixture('two-costs.yaml');
const folder = mkdtempSync(join(tmpdir(), 'stolperdraht-sensitivity-'));
afterAll(() => rmSync(folder, { recursive: true }));

const TROOP_COST = { low: 0.1, high: 2 };
const FORTRESS_COST = { low: 0.2, mode: 0.5, high: 1.1 };
/** Variances of a uniform and a triangular distribution (Johnson, Kotz & Balakrishnan 1995). */
const troopVariance = (TROOP_COST.high - TROOP_COST.low) ** 2 / 12;
const { low: a, mode: c, high: b } = FORTRESS_COST;
const fortressVariance = (a * a + b * b + c * c - a * b - a * c - b * c) / 18;

let runs = 0;

/** Runs the command in this process. */
async function sensitivity(source: string, args: Readonly<Record<string, unknown>> = {}) {
  const out = join(folder, `out-${runs++}`);
  const written = { stdout: '', stderr: '' };
  const stream = (name: 'stdout' | 'stderr') =>
    ({ isTTY: false, write: (text: string) => (written[name] += text) }) as unknown as NodeJS.WriteStream;
  const environment: Environment = {
    ...{ stdout: stream('stdout'), stderr: stream('stderr'), signal: new AbortController().signal },
    ...{ now: () => new Date(), argv: ['sensitivity'] },
  };
  const options = readSensitivityOptions({ jobs: '1', resamples: '200', ...args, source, out: args.out ?? out });
  const code = await findSensitivity(options, environment);
  const table = (name: string) => {
    const { header, rows } = readCsv(readFileSync(join(out, `${name}.csv`), 'utf8'));
    return rows.map((row) => Object.fromEntries(header.map((column, index) => [column, row[index]])));
  };
  return { ...written, code, out, table };
}

/** The files of what the bundled program, whose threads start fast, writes with so many of them. */
async function withJobs(jobs: string, args: readonly string[]): Promise<Record<string, string>> {
  const out = join(folder, `out-${runs++}`);
  const outcome = await stolperdraht(['sensitivity', ...args, '--resamples', '200', '--jobs', jobs, '--out', out]);
  expect(outcome.code).toBe(0);
  return bytesOf(out);
}

type Rows = readonly Readonly<Record<string, string>>[];
const rowOf = (rows: Rows, parameter: string) => {
  const row = rows.find((each) => each.parameter === parameter);
  if (row === undefined) throw new Error(`no row of ${parameter}`);
  return row;
};
const numberIn = (rows: Rows, parameter: string, column: string) => Number(rowOf(rows, parameter)[column]);

/** What the difference of the budgets grows by for one more of each cost, from a tornado between known values. */
let slopes: { troop: number; fortress: number };

beforeAll(async () => {
  const { table } = await sensitivity(twoCosts, { method: 'tornado', at: 'median', preference: 'money' });
  const rows = table('tornado');
  const slope = (parameter: string) =>
    numberIn(rows, parameter, 'swing') /
    (numberIn(rows, parameter, 'high_value') - numberIn(rows, parameter, 'low_value'));
  slopes = { troop: slope('budget.troop_cost'), fortress: slope('fortress:budget.fortress_cost') };
}, 60_000);

describe('sensitivity from worlds as they are', () => {
  test('says which quantities matter, in which direction, and tells them from one that does nothing', async () => {
    const { code, stdout, table } = await sensitivity(twoCosts, {
      ...{ paths: 'deployment,fortress', preference: 'money', draws: '300' },
    });
    expect(code).toBe(0);
    const [pawn, ranks] = [table('pawn'), table('ranks')];
    // Nothing but these two decides: with the other taken out, ranks follow each closely.
    expect(numberIn(ranks, 'budget.troop_cost', 'prcc')).toBeGreaterThan(0.95);
    expect(numberIn(ranks, 'fortress:budget.fortress_cost', 'prcc')).toBeLessThan(-0.9);
    expect(numberIn(ranks, 'idle', 'prcc_low')).toBeLessThan(0);
    expect(numberIn(ranks, 'idle', 'prcc_high')).toBeGreaterThan(0);
    expect(pawn.map(({ parameter }) => parameter)).toEqual([
      'budget.troop_cost',
      'fortress:budget.fortress_cost',
      'idle',
    ]);
    expect(numberIn(pawn, 'budget.troop_cost', 'pawn_low')).toBeGreaterThan(
      numberIn(pawn, 'budget.troop_cost', 'dummy_limit'),
    );
    expect(stdout).toContain('higher favours fortress');
    expect(stdout).toMatch(/Of 3 quantities 2 can\s+be told from 0/);
    expect(Number(table('output')[0].n)).toBe(300);
  });

  test('looks at the best two paths where none are named, and says so', async () => {
    const { stdout } = await sensitivity(twoPaths, { draws: '80' });
    expect(stdout).toMatch(/(fortress − deployment|deployment − fortress), the best two on\s+average/);
  });

  test('gives all methods that need no new worlds', async () => {
    const { table } = await sensitivity(twoCosts, {
      method: 'all-given',
      draws: '300',
      metric: 'budget',
      path: 'fortress',
    });
    for (const name of ['pawn', 'ranks', 'delta'])
      expect(table(name)[0].parameter).toBe('fortress:budget.fortress_cost');
  });

  test('finds what is different in worlds of a kind', async () => {
    // The budget of the deployment is above its middle where, and only where, the cost of troops is.
    const where = { method: 'regional', path: 'deployment', draws: '200', where: `budget > ${await middle()}` };
    const { table, stdout } = await sensitivity(twoCosts, where);
    const rows = table('regional');
    expect(numberIn(rows, 'budget.troop_cost', 'distance')).toBe(1);
    expect(numberIn(rows, 'budget.troop_cost', 'p_adjusted')).toBeLessThan(1e-10);
    expect(numberIn(rows, 'idle', 'p_adjusted')).toBeGreaterThan(0.05);
    expect(stdout).toContain('budget.troop_cost (higher)');
  });

  async function middle(): Promise<number> {
    const { table } = await sensitivity(twoCosts, { metric: 'budget', path: 'deployment', draws: '200' });
    return Number(table('output')[0].mean);
  }

  test('gives the same bytes for one thread and two, from a scenario and from the folder of its run', async () => {
    const run = join(folder, 'run');
    const args = ['run', twoCosts, '--draws', '100', '--out', run, '--quiet'];
    expect((await stolperdraht(args)).code).toBe(0);
    const asked = ['--paths', 'deployment,fortress', '--preference', 'money'];
    const first = await withJobs('1', [twoCosts, ...asked, '--draws', '100']);
    expect(await withJobs('2', [twoCosts, ...asked, '--draws', '100'])).toEqual(first);
    expect(await withJobs('1', [run, ...asked])).toEqual(first);
  });
});

/** All files but the manifest, which holds times. */
function bytesOf(out: string): Record<string, string> {
  const names = readdirSync(out).filter((name) => name !== 'manifest.json');
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(out, name), 'utf8')]));
}

describe('a tornado', () => {
  test('has swings as wide as the costs, the same in all draws since the costs add up', async () => {
    const { table } = await sensitivity(twoCosts, { method: 'tornado', at: 'draws:20', preference: 'money' });
    const rows = table('tornado');
    // From 5 % to 95 % of a uniform distribution.
    const range = 0.9 * (TROOP_COST.high - TROOP_COST.low);
    expect(numberIn(rows, 'budget.troop_cost', 'swing')).toBeCloseTo(slopes.troop * range, 10);
    expect(numberIn(rows, 'budget.troop_cost', 'swing_low')).toBeCloseTo(slopes.troop * range, 8);
    expect(numberIn(rows, 'idle', 'swing')).toBe(0);
    expect(rows.map(({ parameter }) => parameter)).toEqual([
      'budget.troop_cost',
      'fortress:budget.fortress_cost',
      'idle',
    ]);
  });

  test('marks where another path is preferred', async () => {
    const { table, stdout } = await sensitivity(twoCosts, { method: 'tornado', at: 'draws:20', preference: 'money' });
    const troops = rowOf(table('tornado'), 'budget.troop_cost');
    expect([troops.preferred_low, troops.preferred_high, troops.changes]).toEqual(['deployment', 'fortress', 'yes']);
    expect(rowOf(table('tornado'), 'idle').changes).toBe('no');
    expect(stdout).toMatch(/end of\s+budget\.troop_cost/);
    const perPath = table('tornado_paths').filter(({ parameter }) => parameter === 'budget.troop_cost');
    expect(perPath.map(({ path, swing }) => [path, Math.abs(Number(swing)) > 0])).toEqual([
      ['deployment', true],
      ['fortress', false],
    ]);
  });
});

describe('Sobol indices', () => {
  test('are the shares of the variance of costs that add up (128 points, seed test; within 0.05 and their intervals)', async () => {
    const { table } = await sensitivity(twoCosts, { method: 'sobol', preference: 'money', points: '128' });
    const rows = table('sobol');
    const parts = { troop: slopes.troop ** 2 * troopVariance, fortress: slopes.fortress ** 2 * fortressVariance };
    const share = parts.troop / (parts.troop + parts.fortress);
    for (const index of ['first', 'total']) {
      for (const [parameter, expected] of [
        ['budget.troop_cost', share],
        ['fortress:budget.fortress_cost', 1 - share],
        ['idle', 0],
      ] as const) {
        expect(Math.abs(numberIn(rows, parameter, index) - expected)).toBeLessThan(0.05);
        expect(numberIn(rows, parameter, `${index}_low`)).toBeLessThanOrEqual(expected + 1e-9);
        expect(numberIn(rows, parameter, `${index}_high`)).toBeGreaterThanOrEqual(expected - 1e-9);
      }
    }
  });

  test('of a group are those of its members together, and what is not named is one factor', async () => {
    const [grouped, others] = await Promise.all([
      sensitivity(twoCosts, { method: 'sobol', preference: 'money', group: 'costs=budget.*' }),
      sensitivity(twoCosts, { method: 'sobol', preference: 'money', parameters: 'budget.troop_cost' }),
    ]);
    const rows = grouped.table('sobol');
    expect(rows.map(({ parameter, members }) => [parameter, members])).toEqual([
      ['costs', 'budget.troop_cost budget.fortress_cost'],
      ['all others', 'idle'],
    ]);
    // Total of everything that matters, by Jansen's estimator: 1 up to its sampling error.
    expect(numberIn(rows, 'costs', 'total_low')).toBeLessThan(1);
    expect(numberIn(rows, 'costs', 'total_high')).toBeGreaterThan(1);
    expect(numberIn(rows, 'all others', 'total')).toBeCloseTo(0, 12);
    expect(others.table('sobol').map(({ parameter, quantities }) => [parameter, quantities])).toEqual([
      ['budget.troop_cost', '1'],
      ['all others', '2'],
    ]);
  });

  test('of second order are 0 where effects add up', async () => {
    const { table } = await sensitivity(twoCosts, {
      ...{ method: 'sobol', preference: 'money', points: '128', 'second-order': true },
    });
    const rows = table('sobol_second');
    expect(rows).toHaveLength(3);
    for (const { second_low, second_high } of rows) {
      expect(Number(second_low)).toBeLessThanOrEqual(1e-9);
      expect(Number(second_high)).toBeGreaterThanOrEqual(-1e-9);
    }
  });

  test('come with a word on quantities that are correlated', async () => {
    const { stdout } = await sensitivity(twoPaths, { method: 'sobol', points: '32', paths: 'deployment,fortress' });
    expect(stdout.replace(/\s+/g, ' ')).toContain('for the others what they add: backer.reliability (with goodwill).');
  });

  test('are the same to the last byte for one thread and two', async () => {
    const asked = [twoCosts, '--method', 'sobol', '--preference', 'money', '--points', '64'];
    expect(await withJobs('2', asked)).toEqual(await withJobs('1', asked));
  });
});

describe('Morris screening', () => {
  test('finds the effect of a cost that is linear, the same everywhere', async () => {
    const { table } = await sensitivity(twoCosts, { method: 'morris', preference: 'money', trajectories: '6' });
    const rows = table('morris');
    const effect = slopes.troop * 0.9 * (TROOP_COST.high - TROOP_COST.low);
    expect(numberIn(rows, 'budget.troop_cost', 'mu')).toBeCloseTo(effect, 8);
    expect(numberIn(rows, 'budget.troop_cost', 'sigma')).toBeCloseTo(0, 8);
    expect(numberIn(rows, 'idle', 'mu_star')).toBe(0);
    expect(Number(rows[0].effects)).toBe(6);
  });

  test('moves only what is chosen', async () => {
    const { table, stdout } = await sensitivity(twoCosts, {
      ...{ method: 'morris', preference: 'money', trajectories: '4', parameters: 'idle,budget.troop_cost' },
    });
    expect(table('morris').map(({ parameter }) => parameter)).toEqual(['budget.troop_cost', 'idle']);
    expect(stdout).toContain('1 other quantities stayed at their medians');
  });
});

describe('the command', () => {
  test('takes the first so many quantities by the worlds at hand', async () => {
    const { table } = await sensitivity(twoCosts, {
      ...{ method: 'morris', preference: 'money', trajectories: '4', parameters: 'top:1', draws: '100' },
    });
    expect(table('morris').map(({ parameter }) => parameter)).toEqual(['budget.troop_cost']);
  });

  test.each(['tornado', 'sobol', 'morris'])('says how long %s would take and leaves nothing behind', async (method) => {
    const { code, stdout, out } = await sensitivity(twoCosts, { method, 'dry-run': true });
    expect(code).toBe(0);
    expect(stdout).toMatch(/\d+ worlds × 2 paths: \d+ evaluations\.\nEstimated time: about .*\nNothing was run\.\n$/);
    expect(existsSync(out)).toBe(false);
  });

  test('prints one JSON document', async () => {
    const { stdout } = await sensitivity(twoCosts, { json: true, draws: '80', path: 'fortress', preference: 'money' });
    const document = JSON.parse(stdout);
    expect(document).toMatchObject({ subject: { kind: 'path', path: 'fortress' }, pawn: { draws: 80 }, delta: null });
  });

  test('leaves out draws that failed and says so', async () => {
    const { code, stderr, table } = await sensitivity(twoPaths, {
      ...{ set: 'coalition.resolve=0.2 + 0.9 * goodwill', draws: '100', path: 'deployment' },
    });
    expect(code).toBe(3);
    expect(stderr).toMatch(/\d+ of 200 evaluations failed|\d+ of 100 evaluations failed/);
    const [output] = table('output');
    expect(Number(output.n) + Number(output.left_out)).toBe(100);
    expect(Number(output.left_out)).toBeGreaterThan(0);
  });

  test('says so too where draws that failed only showed which quantities matter most', async () => {
    const { code, stderr } = await sensitivity(twoPaths, {
      ...{ set: 'coalition.resolve=0.2 + 0.9 * goodwill', draws: '100', path: 'deployment' },
      ...{ method: 'morris', parameters: 'top:1', trajectories: '4' },
    });
    expect([code, stderr]).toEqual([3, expect.stringMatching(/evaluations failed; \d+ draws are left out/)]);
  });

  test.each([
    [{ method: 'sobl' }, '--method is sobl, must be one of pawn, prcc'],
    [{ method: 'pawn', points: '64' }, '--points goes with --method sobol, not pawn'],
    [{ parameters: 'idle' }, '--parameters goes with --method tornado or sobol or morris'],
    [{ method: 'sobol', points: '100' }, '--points is 100, must be a power of 2'],
    [{ method: 'sobol', points: '16' }, '--points is 16, must be a whole number from 32'],
    [{ method: 'sobol', parameters: 'idel' }, 'did you mean idle?'],
    [{ method: 'sobol', group: 'x=war.*' }, '--group war.*: no uncertain quantity on these paths begins so'],
    [{ method: 'sobol', group: ['x=idle', 'y=idle'] }, '--group y: idle is in x already'],
    [{ method: 'regional' }, '--where is missing'],
    [{ method: 'regional', where: 'budget > 1' }, '--path is missing'],
    [{ method: 'regional', where: 'budget > 1e9', path: 'fortress' }, 'holds in 0 of 100 worlds, at least 10'],
    [{ method: 'regional', where: 'bugdet > 1', path: 'fortress' }, 'did you mean budget?'],
    [{ method: 'prcc', draws: '20' }, '--method prcc: needs 26 draws for 3 inputs, there are 20'],
    [{ draws: '10' }, '10 draws are too few: PAWN needs 60 draws'],
    [{ metric: 'budgte' }, 'did you mean budget?'],
    [{ metric: 'budget' }, '--path or --paths is missing'],
    [{ paths: 'deployment,fort' }, 'fort: no such path'],
    [{ path: 'fortress', paths: 'fortress' }, '--path and --paths cannot be used together'],
    [{ method: 'tornado', low: '0.9', high: '0.1' }, '--low is 0.9 and --high is 0.1'],
    [{ method: 'tornado', at: 'mean' }, '--at is mean, must be median or draws:N'],
  ])('says what is wrong with %j', async (args, message) => {
    const before = readdirSync(folder).length;
    const run = async () => sensitivity(twoCosts, { draws: '100', preference: undefined, ...args });
    await expect(run()).rejects.toThrow(message);
    expect(readdirSync(folder).length).toBe(before);
  });
});
