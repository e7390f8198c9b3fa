import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCsv } from '../support/csv-reader.ts';
import { startStolperdraht, stolperdraht, twoPaths } from './support.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stolperdraht-sweep-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const bytes = (out: string, name: string) => readFileSync(join(folder, out, name), 'utf8');
const sweep = (...args: string[]) => stolperdraht(['sweep', twoPaths, ...args]);
const out = (name: string) => ['--out', join(folder, name)];

const FILES = [
  'cells.csv',
  'comparison.csv',
  'datapackage.json',
  'manifest.json',
  'scenario.resolved.json',
  'sweep.csv',
];
const MAP = ['--vary', 'backer.reliability=0.1,0.5,0.9', '--vary', 'deployment:tripwire.troops=5:25/2'];

describe('sweep', () => {
  test('prints a table for one quantity: means, the better path, and how surely, under named preferences', async () => {
    const { code, stdout, stderr } = await sweep('--vary', 'backer.reliability=0.1:0.9/3', ...out('one'));
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('Two paths for tests (as of 2025-09-15)');
    expect(stdout).toContain('3 cells × 2 paths × 6 draws (design random, seed test): 36 evaluations in');
    expect(stdout).toContain('Varied: backer.reliability, in every path: 0.1, 0.5, 0.9');
    expect(stdout).toContain("Better means under the preference balanced, the scenario's default: minimize 60");
    for (const value of ['0.1', '0.5', '0.9']) {
      expect(stdout).toMatch(new RegExp(`^ ${value} +\\S+ ±\\S+ +\\S+ ±\\S+$`, 'm'));
      const verdict = `^ ${value} +(deployment +fortress|fortress +deployment) +\\S+ \\(\\S+\\) +\\d+ % \\(\\d+–\\d+\\)$`;
      expect(stdout).toMatch(new RegExp(verdict, 'm'));
    }
    expect(stdout).toMatch(/Under balanced (?:deployment|fortress) has the best mean in \d of 3 cells/);
    expect(stdout).toMatch(/Under peace (?:deployment|fortress) has the best mean in \d of 3 cells/);
    expect(stdout).toContain(`Results in ${join(folder, 'one')}`);
    expect(stdout).not.toMatch(/NaN|undefined/);
    expect(readdirSync(join(folder, 'one')).sort()).toEqual(FILES);
  });

  test('pairs rules of engagement by world where their ambiguity is varied', async () => {
    const varied = ['--vary', 'roe.ambiguity=0,1,2', '--vary', 'roe.threshold=5,50'];
    const { code } = await sweep(...varied, '--draws', '20', '--quiet', ...out('rules'));
    expect(code).toBe(0);
    expect(readdirSync(join(folder, 'rules')).sort()).toEqual([...FILES, 'rule_pairs.csv'].sort());
    const read = (name: string) => {
      const { header, rows } = readCsv(bytes('rules', name));
      return rows.map((row) => Object.fromEntries(row.map((cell, column) => [header[column], cell])));
    };
    const means = read('sweep.csv');
    const mean = (cell: string, path: string, metric: string) =>
      Number(means.find((row) => row.cell_id === cell && row.path === path && row.metric === metric)?.mean);
    const pairs = read('rule_pairs.csv');
    expect(pairs).toHaveLength(2 * 15);
    for (const {
      path,
      cell_a: a,
      cell_b: b,
      renewed,
      escalation,
      escalation_low: low,
      escalation_high: high,
    } of pairs) {
      const difference = (metric: string) => mean(a, path, metric) - mean(b, path, metric);
      expect(Number(renewed)).toBeCloseTo(difference('renewed_war_given_ceasefire'), 12);
      expect(Number(escalation)).toBeCloseTo(difference('general_war') + difference('nuclear_use'), 12);
      expect(Number(low)).toBeLessThanOrEqual(Number(high));
    }
  });

  test('prints a map for two quantities, with its legend', async () => {
    const { code, stdout } = await sweep(...MAP, '--jobs', '1', '--draws', '30', ...out('map'));
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ {6,}5 +25$/m);
    for (const value of ['0.1', '0.5', '0.9']) {
      expect(stdout).toMatch(new RegExp(`^ ${value} +[AB][.:#] +[AB][.:#]$`, 'm'));
    }
    expect(stdout).toContain(' A  deployment (Troops)');
    expect(stdout).toMatch(/^ #\s+better on average, and in 75 % of worlds or more$/m);
    expect(stdout).toContain('deployment:tripwire.troops, in that path only: 5, 25');
  });

  test.each([2, 3])('writes the same bytes for %d threads as for one', async (jobs) => {
    const threads = `threads-${jobs}`;
    const { code } = await sweep(...MAP, '--jobs', String(jobs), '--draws', '30', '--quiet', ...out(threads));
    expect(code).toBe(0);
    expect(JSON.parse(bytes(threads, 'manifest.json')).platform.jobs).toBe(jobs);
    for (const name of FILES.filter((file) => file !== 'manifest.json')) {
      expect(bytes(threads, name), name).toBe(bytes('map', name));
    }
  });

  test('puts every cell, path and metric into sweep.csv, and every pair and preference into comparison.csv', () => {
    const cells = readCsv(bytes('map', 'cells.csv'));
    expect(cells.header).toEqual(['cell_id', 'backer.reliability', 'deployment:tripwire.troops']);
    expect(cells.rows).toEqual([
      ['0', '0.1', '5'],
      ['1', '0.1', '25'],
      ['2', '0.5', '5'],
      ['3', '0.5', '25'],
      ['4', '0.9', '5'],
      ['5', '0.9', '25'],
    ]);
    const { header, rows } = readCsv(bytes('map', 'sweep.csv'));
    expect(header).toEqual([...cells.header, 'path', 'metric', 'mean', 'se', 'q05', 'q50', 'q95', 'n']);
    const keys = rows.map(([cell, , , path, metric]) => `${cell} ${path} ${metric}`);
    expect(new Set(keys).size).toBe(rows.length);
    expect(rows.length % 12).toBe(0);
    for (const row of rows) expect(row.slice(1, 3)).toEqual(cells.rows[Number(row[0])].slice(1));
    const comparison = readCsv(bytes('map', 'comparison.csv'));
    expect(comparison.rows.map((row) => [row[0], row[5]].join(' '))).toEqual(
      cells.rows.flatMap(([id]) => [`${id} balanced`, `${id} peace`]),
    );
  });

  test('leaves what is varied in one path without effect on the other: all cells see the same worlds', () => {
    const { rows } = readCsv(bytes('map', 'sweep.csv'));
    const fortress = (cell: string) => rows.filter((row) => row[0] === cell && row[3] === 'fortress');
    expect(fortress('0').map((row) => row.slice(4))).toEqual(fortress('1').map((row) => row.slice(4)));
  });

  test('of one value has the means of a run with that value set', async () => {
    const setting = 'deployment:tripwire.troops=12';
    await sweep('--vary', setting, '--quiet', ...out('single'));
    await stolperdraht(['run', twoPaths, '--set', setting, '--quiet', ...out('run')]);
    const run = readCsv(bytes('run', 'summary.csv'));
    const single = readCsv(bytes('single', 'sweep.csv'));
    const shared = ['path', 'metric', 'mean', 'se', 'q05', 'q50', 'q95', 'n'];
    const pick = ({ header, rows }: typeof run) => rows.map((row) => shared.map((name) => row[header.indexOf(name)]));
    expect(pick(single)).toEqual(pick(run));
  });

  test('describes every column, and lists its files, values and cells in the manifest', () => {
    const { resources } = JSON.parse(bytes('map', 'datapackage.json'));
    expect(resources.map(({ path }: { path: string }) => path)).toEqual(['cells.csv', 'sweep.csv', 'comparison.csv']);
    for (const { path, schema } of resources) {
      const { header } = readCsv(bytes('map', path));
      expect(schema.fields.map(({ name }: { name: string }) => name)).toEqual(header);
      for (const { description } of schema.fields) expect(description).toMatch(/\.$/);
    }
    const manifest = JSON.parse(bytes('map', 'manifest.json'));
    expect(manifest.sweep).toEqual({
      cells: 6,
      zip: false,
      values: { 'backer.reliability': [0.1, 0.5, 0.9], 'deployment:tripwire.troops': [5, 25] },
    });
    expect(manifest.plan.evaluations).toBe(6 * 2 * 30);
    for (const { name, sha256 } of manifest.files) {
      expect(sha256).toBe(createHash('sha256').update(bytes('map', name)).digest('hex'));
    }
  });

  test('leaves no file that docs/results.md does not explain', () => {
    const guide = readFileSync(new URL('../../docs/results.md', import.meta.url), 'utf8');
    const section = guide.slice(guide.indexOf('## What a sweep leaves behind'));
    for (const name of FILES) expect(section).toContain(`\`${name}\``);
  });

  test('prints one JSON document when asked to', async () => {
    const { stdout } = await sweep(...MAP, '--json', ...out('json'));
    const { cells, axes } = JSON.parse(stdout);
    expect(axes[1]).toEqual({
      name: 'deployment:tripwire.troops',
      path: 'deployment',
      unit: 'thousand',
      values: [5, 25],
    });
    expect(cells).toHaveLength(6);
    expect(cells[5].values).toEqual({ 'backer.reliability': 0.9, 'deployment:tripwire.troops': 25 });
    expect(['deployment', 'fortress']).toContain(cells[0].lead.balanced.path);
  });

  test('shows the plan and runs nothing when dry', async () => {
    const { code, stdout } = await sweep(...MAP, '--dry-run', ...out('dry'));
    expect(code).toBe(0);
    expect(stdout).toContain('6 cells × 2 paths × 6 draws (design random, seed test): 72 evaluations.');
    expect(stdout).toMatch(/Estimated time: about \d+ s on \d+ threads? \([\d.]+ ms an evaluation\)\./);
    expect(stdout).toMatch(/Disk: about [\d.]+ [kM]B\./);
    expect(stdout).toContain(' 5  backer.reliability=0.9, deployment:tripwire.troops=25');
    expect(existsSync(join(folder, 'dry'))).toBe(false);
    const json = await sweep(...MAP, '--dry-run', '--json');
    expect(JSON.parse(json.stdout)).toMatchObject({
      evaluations: 72,
      draws: 6,
      estimate: { jobs: expect.any(Number) },
    });
  });

  test('says of more than ten million evaluations that there are so many, and asks nothing', async () => {
    const { code, stderr } = await sweep('--vary', 'roe.automaticity=0:1/9', '--draws', '1000000', '--dry-run');
    expect([code, stderr]).toEqual([
      0,
      'warning: the sweep has 18000000 evaluations, more than 10000000; --dry-run says how long that takes\n',
    ]);
  });

  test.each([
    [
      ['--vary', 'backer.reliabilty=0.1', '--vary', 'roe.automaticity=2'],
      /did you mean backer\.reliability\?\n.*2 is out of range/,
    ],
    [[], /^sweep: there is nothing to vary: say --vary ID=VALUES/],
    [['--vary', 'roe.automaticity=0.1', '--draws', '0'], /^--draws is 0/],
    [['--vary', 'roe.automaticity=0.1', '--dry-run', '--quiet'], /^--dry-run and --quiet cannot/],
  ])('refuses with exit code 2 and leaves nothing: %s', async (args, message) => {
    const { code, stdout, stderr } = await sweep(...args, ...out('refused'));
    expect(stderr).toMatch(message);
    expect([code, stdout]).toEqual([2, '']);
    expect(existsSync(join(folder, 'refused'))).toBe(false);
  });

  test('leaves no file when it is interrupted, and what is finished to go on with', async () => {
    const interrupted = await startStolperdraht(
      ['sweep', twoPaths, '--vary', 'backer.reliability=0.1:0.9/9', '--draws', '5000', ...out('interrupted')],
      {
        onStarted: (pid) => {
          const timer = setInterval(() => {
            if (!existsSync(join(folder, 'interrupted'))) return;
            clearInterval(timer);
            process.kill(pid, 'SIGINT');
          }, 20);
        },
      },
    );
    expect(interrupted.code).toBe(130);
    // How far it has come depends on the machine; test/cli/resume.test.ts decides it.
    const isKept = existsSync(join(folder, 'interrupted'));
    expect(interrupted.stderr).toMatch(
      isKept
        ? /interrupted; \d+ of 90000 evaluations are kept, to go on: stolperdraht resume /
        : /interrupted; nothing/,
    );
    if (isKept) expect(readdirSync(join(folder, 'interrupted'))).toEqual(['.checkpoint']);
  });
});
