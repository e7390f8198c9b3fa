import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCsv } from '../support/csv-reader.ts';
import { startStolperdraht, stolperdraht, twoPaths } from './support.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stolperdraht-precision-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const read = (run: string, name: string) => readFileSync(join(folder, run, name), 'utf8');
const out = (name: string) => ['--out', join(folder, name)];
const manifest = (run: string) => JSON.parse(read(run, 'manifest.json'));

/** The rows of a table as objects of text. */
function table(run: string, name: string): Record<string, string>[] {
  const { header, rows } = readCsv(read(run, `${name}.csv`));
  return rows.map((row) => Object.fromEntries(header.map((column, i) => [column, row[i]])));
}

/** Files of which the bytes differ, the manifest apart. */
function differences(a: string, b: string): string[] {
  const files = new Set([a, b].flatMap((name) => readdirSync(join(folder, name))));
  files.delete('manifest.json');
  return [...files].filter(
    (file) =>
      !existsSync(join(folder, a, file)) || !existsSync(join(folder, b, file)) || read(a, file) !== read(b, file),
  );
}

const run = (name: string, ...args: string[]) => stolperdraht(['run', twoPaths, ...out(name), ...args]);
const sweep = (name: string, ...args: string[]) => stolperdraht(['sweep', twoPaths, ...out(name), ...args]);
const ROUGH = ['--draws', '10', '--precision', '0.1'];

describe('run --precision', () => {
  test('goes on until the standard error is below it, no further than needed, and says how many draws it took', async () => {
    const { code, stdout } = await run('reached', ...ROUGH, '--design', 'random');
    expect(code).toBe(0);
    const row = table('reached', 'comparison').find(({ metric }) => metric === 'balanced');
    const draws = Number(row?.n);
    expect(Number(row?.se)).toBeLessThan(0.1);
    expect(draws % 10).toBe(0);
    expect(draws).toBeGreaterThan(10);
    expect(stdout).toContain(`2 paths in ${draws} worlds (design random, seed test): ${2 * draws} evaluations`);
    expect(stdout.replace(/\s+/g, ' ')).toMatch(
      new RegExp(
        `Precision: the standard error of every paired difference of balanced was to be below 0\\.1; the largest is 0\\.\\d+ \\(deployment − fortress\\) after ${draws} worlds\\.`,
      ),
    );
    expect(manifest('reached')).toMatchObject({
      plan: { draws, evaluations: 2 * draws },
      precision: {
        metric: 'balanced',
        asked: 0.1,
        is_reached: true,
        least_precise: ['deployment', 'fortress'],
        draws_at_a_time: 10,
      },
    });
    expect(manifest('reached').precision.reached).toBeCloseTo(Number(row?.se), 12);
    // It was not reached a third earlier: a round ends where the target is expected, or at twice the draws.
    const earlier = await run('earlier', '--draws', String(Math.floor(draws / 3)), '--design', 'random', '--quiet');
    expect(earlier.code).toBe(0);
    expect(Number(table('earlier', 'comparison').find(({ metric }) => metric === 'balanced')?.se)).toBeGreaterThan(0.1);
  });

  test.each(['random', 'sobol'])('is the run of so many draws (design %s)', async (design) => {
    const asked = `asked-${design}`;
    const plain = `plain-${design}`;
    expect((await run(asked, ...ROUGH, '--design', design, '--quiet')).code).toBe(0);
    const { draws } = manifest(asked).plan;
    expect((await run(plain, '--draws', String(draws), '--design', design, '--quiet')).code).toBe(0);
    // scenario.resolved.json and datapackage.json say with how many draws it was begun, and how it was planned.
    expect(differences(asked, plain).sort()).toEqual(['datapackage.json', 'scenario.resolved.json']);
  });

  test('begins with the plain run where that is precise enough already (design lhs)', async () => {
    expect((await run('enough', '--design', 'lhs', '--draws', '12', '--precision', '50', '--quiet')).code).toBe(0);
    expect((await run('plain-lhs', '--design', 'lhs', '--draws', '12', '--quiet')).code).toBe(0);
    expect(differences('enough', 'plain-lhs')).toEqual(['datapackage.json']);
    expect(manifest('enough').plan.draws).toBe(12);
  });

  test('writes the same bytes for 1, 2 and 3 jobs (design lhs)', async () => {
    for (const jobs of ['1', '2', '3']) {
      expect((await run(`jobs${jobs}`, ...ROUGH, '--design', 'lhs', '--jobs', jobs, '--quiet')).code).toBe(0);
    }
    expect(manifest('jobs1').plan.draws).toBeGreaterThan(20);
    expect([differences('jobs1', 'jobs2'), differences('jobs1', 'jobs3')]).toEqual([[], []]);
  });

  test('ends at the most draws that are allowed, and says that the precision is not reached', async () => {
    const { code, stdout } = await run('most', '--draws', '10', '--precision', '0.0001', '--max-draws', '35');
    expect(code).toBe(0);
    expect(stdout.replace(/\s+/g, ' ')).toMatch(
      /below 0\.0001; the largest is \S+ \(deployment − fortress\) after 30 worlds, the most that were allowed \(30\): the precision is not reached\./,
    );
    expect(manifest('most').precision).toMatchObject({ asked: 0.0001, is_reached: false, most_draws: 30 });
  });

  test('leaves draws that fail out, of what is precise as of what is printed', async () => {
    const failing = ['--set', 'coalition.resolve=0.6 + 0.5 * goodwill', '--design', 'random'];
    const { code, stderr } = await run('failing', ...ROUGH, ...failing);
    expect(code).toBe(3);
    const row = table('failing', 'comparison').find(({ metric }) => metric === 'balanced');
    const { draws } = manifest('failing').plan;
    expect(Number(row?.n)).toBe(draws - manifest('failing').failures.draws);
    expect(stderr).toContain(`of ${2 * draws} evaluations failed`);
    expect(Number(row?.se)).toBeLessThan(0.1);
    expect(manifest('failing').precision.reached).toBeCloseTo(Number(row?.se), 12);
  });

  test('looks at the mean itself where there is one path only', async () => {
    const { stdout } = await run('single', ...ROUGH, '--paths', 'deployment');
    expect(stdout.replace(/\s+/g, ' ')).toMatch(
      /the standard error of the mean of balanced was to be below 0\.1; it is 0\.\d+ after/,
    );
  });

  test('is gone on with after a kill -9, to the same bytes', async () => {
    const args = ['--draws', '40', '--precision', '0.02', '--design', 'lhs', '--jobs', '2', '--quiet'];
    const journal = join(folder, 'killed', '.checkpoint', 'chunks.bin');
    let pid = 0;
    const killed = startStolperdraht(['run', twoPaths, ...args, ...out('killed')], { onStarted: (id) => (pid = id) });
    const timer = setInterval(() => {
      // Well into the second round: the first has 40 draws of some 4 kB.
      if (existsSync(journal) && statSync(journal).size > 400_000) process.kill(pid, 'SIGKILL');
    }, 5);
    expect((await killed).code).toBeNull();
    clearInterval(timer);
    expect(existsSync(join(folder, 'killed', 'manifest.json'))).toBe(false);
    const resumed = await stolperdraht(['resume', join(folder, 'killed'), '--jobs', '1', '--quiet']);
    expect([resumed.code, resumed.stderr]).toEqual([0, '']);
    expect((await run('whole', ...args)).code).toBe(0);
    expect(differences('killed', 'whole')).toEqual([]);
    expect(manifest('killed').precision).toEqual(manifest('whole').precision);
  });

  test.each([
    [['--precision', '0'], '--precision is 0, must be a number above 0'],
    [['--precision', '-1'], '--precision is -1, must be a number above 0'],
    [['--precision', 'fine'], '--precision is fine, must be a number above 0'],
    [['--max-draws', '100'], '--max-draws is given without --precision'],
    [['--precision', '1', '--draws', '50', '--max-draws', '20'], '--max-draws is 20, must be at least the 50 draws'],
    [['--precision', '1', '--max-draws', '0'], '--max-draws is 0, must be a whole number from 1'],
  ])('refuses %j', async (args, message) => {
    const { code, stderr } = await run('refused', ...args);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(existsSync(join(folder, 'refused'))).toBe(false);
  });
});

describe('sweep --precision', () => {
  // The fewer in doubt, the fewer draws: troops do nothing where there are none.
  const VARY = ['--vary', 'deployment:tripwire.troops=0,10,30', '--design', 'random'];

  test('lets each cell stop by itself, and says what each has come to', async () => {
    const { code, stdout } = await sweep('cells', ...VARY, ...ROUGH);
    expect(code).toBe(0);
    const cells = table('cells', 'cells');
    const rows = table('cells', 'comparison').filter(({ metric }) => metric === 'balanced');
    const draws = rows.map(({ n }) => Number(n));
    expect(new Set(draws).size).toBeGreaterThan(1);
    expect(cells.map((cell) => Number(cell.precision_draws))).toEqual(draws);
    cells.forEach((cell, i) => {
      expect(cell.precision_reached).toBe('yes');
      expect(Number(cell.precision_se)).toBeLessThan(0.1);
      expect(Number(cell.precision_se)).toBeCloseTo(Number(rows[i].se), 12);
    });
    const text = stdout.replace(/\s+/g, ' ');
    expect(text).toContain(`${Math.min(...draws)} to ${Math.max(...draws)} draws (design random, seed test)`);
    expect(text).toContain(
      `Reached in 3 of 3 cells; the cells took ${Math.min(...draws)} to ${Math.max(...draws)} worlds.`,
    );
    expect(manifest('cells').plan.evaluations).toBe(2 * draws.reduce((sum, n) => sum + n, 0));
  });

  test('writes the same bytes for 1 and 2 jobs, and each cell as a sweep of so many draws has it', async () => {
    for (const jobs of ['1', '2']) {
      expect((await sweep(`sweep${jobs}`, ...VARY, ...ROUGH, '--jobs', jobs, '--quiet')).code).toBe(0);
    }
    expect(differences('sweep1', 'sweep2')).toEqual([]);
    const draws = table('sweep1', 'cells')[1].precision_draws;
    expect((await sweep('fixed', ...VARY, '--draws', draws, '--quiet')).code).toBe(0);
    const ofCell = (name: string) => table(name, 'sweep').filter(({ cell_id }) => cell_id === '1');
    expect(ofCell('sweep1')).toEqual(ofCell('fixed'));
  });

  test('goes with the sweeps that a scenario names, each of which begins with its own number of draws', async () => {
    const scenario = join(folder, 'named.yaml');
    const sweeps = [
      'sweep:',
      '  rough: { vary: { backer.reliability: [0.2, 0.6] }, draws: 10 }',
      '  other: { vary: { roe.threshold: [5, 50] }, draws: 16, design: lhs }',
    ];
    writeFileSync(scenario, `${readFileSync(twoPaths, 'utf8')}\n${sweeps.join('\n')}\n`);
    const args = ['sweep', scenario, '--precision', '0.2', '--quiet', ...out('named')];
    expect((await stolperdraht(args)).code).toBe(0);
    for (const [name, block] of [
      ['rough', 10],
      ['other', 16],
    ] as const) {
      for (const cell of table(join('named', name), 'cells')) {
        expect(Number(cell.precision_draws) % block).toBe(0);
        expect(Number(cell.precision_se)).toBeLessThan(0.2);
      }
    }
  });

  test('goes with draws kept', async () => {
    const { code } = await sweep('kept', ...VARY, ...ROUGH, '--keep', 'draws', '--quiet');
    expect(code).toBe(0);
    const total = table('kept', 'cells').reduce((sum, cell) => sum + Number(cell.precision_draws), 0);
    expect(table('kept', 'draws')).toHaveLength(2 * total);
  });

  test.each([
    [['--vary', 'run.draws=10,20', '--precision', '1'], '--precision: cannot be used where run.draws is varied'],
    [
      ['--vary', 'goodwill=0.1,0.2', '--precision', '1', '--dry-run'],
      '--dry-run and --precision cannot be used together',
    ],
    [['--vary', 'goodwill=0.1,0.2', '--precision', '0'], '--precision is 0, must be a number above 0'],
  ])('refuses %j', async (args, message) => {
    const { code, stderr } = await sweep('refused', ...args);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});
