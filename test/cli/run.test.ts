import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { readCsv } from '../support/csv-reader.ts';
import { startStolperdraht, stolperdraht, twoPaths } from './support.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stolperdraht-run-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const bytes = (out: string, name: string) => readFileSync(join(folder, out, name), 'utf8');

const FILES = [
  'best.csv',
  'chain.csv',
  'comparison.csv',
  'cost.csv',
  'datapackage.json',
  'draws.csv',
  'manifest.json',
  'params.csv',
  'prior_predictive.csv',
  'scenario.resolved.json',
  'summary.csv',
  'survival.csv',
  'survival_comparison.csv',
  'timeline.csv',
];

describe('run', () => {
  test('prints the comparison, writes every file, and nothing else', async () => {
    const { code, stdout, stderr } = await stolperdraht(['run', twoPaths, '--out', join(folder, 'first')]);
    expect(stderr).not.toMatch(/Error|\n {4}at /);
    expect(code).toBe(0);
    expect(stdout).toContain('Two paths for tests (as of 2025-09-15)');
    expect(stdout).toContain('2 paths in 6 worlds (design random, seed test): 12 evaluations');
    expect(stdout).toMatch(/Under balanced, (fortress|deployment) does better than (fortress|deployment) in/);
    expect(stdout).toContain(`Results in ${join(folder, 'first')}`);
    expect(stdout).toContain('odd has no value in 6 (deployment), 6 (fortress) of 6 worlds');
    expect(stdout).not.toMatch(/NaN|undefined/);
    expect(stdout).not.toContain('\u001b');
    expect(readdirSync(join(folder, 'first')).sort()).toEqual(FILES);
  });

  test('leaves no file that docs/results.md does not explain', () => {
    const guide = readFileSync(new URL('../../docs/results.md', import.meta.url), 'utf8');
    expect([...guide.matchAll(/^\| `([\w.]+)` \|/gm)].map(([, name]) => name).sort()).toEqual(
      [...FILES, 'histories.csv'].sort(),
    );
  });

  test('lists its files in the manifest with their hashes, sizes and rows', () => {
    const manifest = JSON.parse(bytes('first', 'manifest.json'));
    expect(manifest.files.map((file: { name: string }) => file.name).sort()).toEqual(
      FILES.filter((name) => name !== 'manifest.json'),
    );
    for (const { name, sha256, bytes: size, rows } of manifest.files) {
      const text = bytes('first', name);
      expect(sha256).toBe(createHash('sha256').update(text).digest('hex'));
      expect(size).toBe(Buffer.byteLength(text));
      if (name.endsWith('.csv')) expect(readCsv(text).rows).toHaveLength(rows);
    }
    expect(manifest.command).toEqual(['stolperdraht', 'run', twoPaths, '--out', join(folder, 'first')]);
    expect(manifest).toMatchObject({ plan: { seed: 'test', design: 'random', draws: 6, evaluations: 12 } });
  });

  test('writes probabilities that sum to 1, and metrics of the scenario, into draws.csv', () => {
    const { header, rows } = readCsv(bytes('first', 'draws.csv'));
    const cell = (row: string[], name: string) => row[header.indexOf(name)];
    const outcomes = header.slice(4, 11);
    expect(outcomes).toEqual([
      'ceasefire_holds',
      'war_continues',
      'protege_collapses',
      'renewed_war_lost',
      'renewed_war_repelled',
      'general_war',
      'nuclear_use',
    ]);
    for (const row of rows) {
      expect(outcomes.reduce((sum, name) => sum + Number(cell(row, name)), 0)).toBeCloseTo(1, 9);
      expect(cell(row, 'odd')).toBe('');
      const openWar = ['renewed_war', 'general_war', 'nuclear_use'].reduce((sum, n) => sum + Number(cell(row, n)), 0);
      expect(Number(cell(row, 'open_war'))).toBeCloseTo(openWar, 14);
    }
  });

  test('follows the share of ceasefires that hold to what the causal chain says at the horizon (absolute 1e-12)', () => {
    const read = (name: string) => {
      const { header, rows } = readCsv(bytes('first', name));
      return rows.map((row) => Object.fromEntries(row.map((cell, column) => [header[column], cell])));
    };
    const survival = read('survival.csv');
    for (const { path, value, se } of read('chain.csv').filter(({ link }) => link === 'ceasefire_breaks')) {
      const end = survival.findLast((row) => row.path === path)!;
      expect(Number(end.unbroken)).toBeCloseTo(1 - Number(value), 12);
      expect(Number(end.se)).toBeCloseTo(Number(se), 12);
      // In the single world it is what summary.csv says of breakdowns.
      const single = read('summary.csv').find(
        (row) => row.path === path && row.metric === 'breakdown_given_ceasefire',
      )!;
      for (const [low, high] of ['05 95', '50 50', '95 05'].map((pair) => pair.split(' '))) {
        expect(Number(end[`q${low}`])).toBeCloseTo(1 - Number(single[`q${high}`]), 12);
      }
    }
    expect(read('survival_comparison.csv')).toHaveLength(survival.length / 2);
  });

  test('writes the same bytes for the same seed, the manifest with its times apart, and others for another', async () => {
    expect((await stolperdraht(['run', twoPaths, '--quiet', '--out', join(folder, 'second')])).code).toBe(0);
    for (const name of FILES.filter((file) => file !== 'manifest.json')) {
      expect(bytes('second', name), name).toBe(bytes('first', name));
    }
    await stolperdraht(['run', twoPaths, '--quiet', '--seed', 'other', '--out', join(folder, 'third')]);
    expect(bytes('third', 'draws.csv')).not.toBe(bytes('first', 'draws.csv'));
  });

  test('prints one JSON document and nothing else with --json', async () => {
    const { code, stdout } = await stolperdraht([
      'run',
      twoPaths,
      '--json',
      '--draws',
      '3',
      '--out',
      join(folder, 'json'),
    ]);
    expect(code).toBe(0);
    const document = JSON.parse(stdout);
    expect(document.folder).toBe(join(folder, 'json'));
    expect(document.plan.draws).toBe(3);
    expect(document.summary.find((row: { metric: string }) => row.metric === 'odd')).toMatchObject({
      n: 0,
      mean: null,
    });
    for (const key of ['summary', 'comparison', 'best', 'chain', 'cost', 'priorPredictive', 'sentences']) {
      expect(document[key].length, key).toBeGreaterThan(0);
    }
  });

  test('makes a new folder under results/ by itself, and prints only its name with --quiet', async () => {
    const cwd = join(folder, 'cwd');
    mkdirSync(cwd);
    const { code, stdout, stderr } = await startStolperdraht(['run', twoPaths, '--quiet', '--draws', '2'], { cwd });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^results\/two-paths-\d{8}T\d{6}Z\n$/);
    expect(existsSync(join(cwd, stdout.trim(), 'manifest.json'))).toBe(true);
  });

  test('takes paths, settings, design and baseline from the command line', async () => {
    const args = [
      '--paths',
      'fortress',
      '--set',
      'fortress.gain=0.5',
      '--set',
      'coalition.resolve=0.4',
      '--design',
      'sobol',
    ];
    const { code, stdout } = await stolperdraht([
      'run',
      twoPaths,
      '--json',
      '--baseline=fortress',
      '--out',
      join(folder, 'options'),
      ...args,
    ]);
    expect(code).toBe(0);
    const { plan, cost } = JSON.parse(stdout);
    expect(plan).toMatchObject({ design: 'sobol', paths: [{ name: 'fortress' }] });
    expect(cost[0].baseline).toBe('fortress');
    const { header } = readCsv(bytes('options', 'params.csv'));
    expect(header).toContain('backer.reliability');
    expect(header).not.toContain('coalition.resolve');
  });

  test('prints what the priors imply instead of the comparison with --prior-predictive', async () => {
    const { stdout } = await stolperdraht(['run', twoPaths, '--prior-predictive', '--out', join(folder, 'prior')]);
    expect(stdout).toContain('What the priors imply');
    expect(stdout).toContain('ceasefire in the first');
    expect(stdout).not.toContain('In words');
  });

  test('plays histories that end as the exact pass says, within sampling error (z below 4.5: error rate below 1e-4)', async () => {
    const out = join(folder, 'histories');
    const args = ['--paths', 'deployment', '--draws', '4', '--histories', '3000', '--quiet', '--out', out];
    expect((await stolperdraht(['run', twoPaths, ...args])).code).toBe(0);
    const histories = readCsv(bytes('histories', 'histories.csv'));
    const draws = readCsv(bytes('histories', 'draws.csv'));
    expect(histories.header.slice(0, 4)).toEqual(['path', 'draw_id', 'history_id', 'outcome']);
    expect(histories.rows).toHaveLength(12_000);
    for (const draw of draws.rows) {
      const own = histories.rows.filter((row) => row[1] === draw[1]);
      for (const outcome of draws.header.slice(4, 11)) {
        const expected = Number(draw[draws.header.indexOf(outcome)]);
        const share = own.filter((row) => row[3] === outcome).length / own.length;
        const error = Math.sqrt((expected * (1 - expected)) / own.length);
        // Below about five expected histories the normal approximation does not hold.
        if (expected * own.length > 5) expect(Math.abs(share - expected), outcome).toBeLessThan(4.5 * error);
      }
      const mean = (name: string) =>
        own.reduce((sum, row) => sum + Number(row[histories.header.indexOf(name)]), 0) / own.length;
      expect(Math.abs(mean('war_years') - Number(draw[draws.header.indexOf('war_years')]))).toBeLessThan(0.05);
    }
    const { resources } = JSON.parse(bytes('histories', 'datapackage.json'));
    expect(resources.map((resource: { path: string }) => resource.path)).toContain('histories.csv');
  });

  test('fails in one line when its output cannot be written', () => {
    if (!existsSync('/dev/full')) return;
    const command = `"${process.execPath}" "${inject('program')}" run "${twoPaths}" --out "${join(folder, 'dev-full')}" > /dev/full`;
    const { status, stderr } = spawnSync('bash', ['-c', command], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([1, 'the output cannot be written: ENOSPC\n']);
  });

  test('keeps quiet when nobody reads on (started from its source)', () => {
    const out = join(folder, 'pipe');
    const command = `"${process.execPath}" --import tsx src/cli/main.ts run "${twoPaths}" --out "${out}" | head -1; echo "\${PIPESTATUS[0]}"`;
    const { stdout, stderr } = spawnSync('bash', ['-c', command], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^Two paths.*\n0\n$/);
  });
});

describe('run refuses', () => {
  const cases: [string, readonly string[], RegExp][] = [
    ['a file that is not there', ['run', 'nowhere.yaml'], /nowhere\.yaml/],
    [
      'more draws than the disk holds',
      ['run', twoPaths, '--draws', '10000000', '--histories', '10000'],
      /needs about \d+ GB for these results, but [\d.]+ GB of the disk are free; take fewer draws/,
    ],
    ['a draw too few', ['run', twoPaths, '--draws', '0'], /--draws is 0, must be a whole number from 1 to/],
    ['draws that are no number', ['run', twoPaths, '--draws', '1e3'], /--draws is 1e3, must be a whole number/],
    [
      'histories that are no number',
      ['run', twoPaths, '--histories', '-3'],
      /--histories is -3, must be a whole number/,
    ],
    ['an unknown design', ['run', twoPaths, '--design', 'grid'], /--design is grid, must be one of random, lhs, sobol/],
    ['an unknown path', ['run', twoPaths, '--paths', 'fortres'], /fortres\b.*fortress/s],
    ['a path named twice', ['run', twoPaths, '--paths', 'fortress,fortress'], /--paths names fortress twice/],
    ['an empty path', ['run', twoPaths, '--paths', 'fortress,'], /--paths is "fortress,", must be names/],
    [
      'an unknown baseline',
      ['run', twoPaths, '--baseline', 'fortres'],
      /--baseline is fortres, must be one of .*\(did you mean fortress\?\)/,
    ],
    [
      'a misspelt parameter',
      ['run', twoPaths, '--set', 'fortress.gian=1'],
      /fortress\.gian.*did you mean fortress\.gain/s,
    ],
    ['a setting out of range', ['run', twoPaths, '--set', 'roe.deniability=2'], /roe\.deniability.*2/s],
    [
      'an option given twice',
      ['run', twoPaths, '--seed', 'a', '--seed', 'b'],
      /--seed is given 2 times, must be given once/,
    ],
    ['a value for an option that has none', ['run', twoPaths, '--quiet=very'], /--quiet is given with a value/],
    ['an option without its value', ['run', twoPaths, '--seed'], /--seed is given without a value/],
    [
      'a misspelt option',
      ['run', twoPaths, '--drws', '5'],
      /--drws is not an option of run \(did you mean --draws\?\)/,
    ],
    ['a second scenario', ['run', twoPaths, twoPaths], /is one argument too many/],
    ['no scenario', ['run'], /run: the name of a file is missing/],
    ['a misspelt command', ['rnu', twoPaths], /rnu is not a command \(did you mean run\?\)/],
    ['no command', [], /a command is missing, must be one of run, sweep, /],
    [
      '--json together with --quiet',
      ['run', twoPaths, '--json', '--quiet'],
      /--json and --quiet cannot be used together/,
    ],
  ];
  test.each(cases)(
    '%s: exit code 2, a clear message, no stack trace, nothing written',
    async (_name, args, message) => {
      const cwd = mkdtempSync(join(folder, 'refused-'));
      const { code, stdout, stderr } = await startStolperdraht(args, { cwd });
      expect(stderr).toMatch(message);
      expect(code).toBe(2);
      expect(stdout).toBe('');
      expect(stderr).not.toMatch(/\n {4}at |Error:/);
      expect(readdirSync(cwd)).toEqual([]);
    },
  );

  test('at the first world outside the allowed values when told to fail fast, and leaves nothing behind', async () => {
    const out = join(folder, 'outside');
    const args = ['--set', 'backer.reliability=normal(0.5, 2)', '--fail-fast', '--out', out];
    const { code, stdout, stderr } = await stolperdraht(['run', twoPaths, ...args]);
    expect(stderr).toMatch(
      /^--set .*: backer\.reliability in draw \d on path deployment: -?[\d.]+ is out of range; must be .*\n$/m,
    );
    expect([code, stdout]).toEqual([2, '']);
    expect(existsSync(out)).toBe(false);
  });

  test('a folder with something in it, a file, and a place below a file', async () => {
    const full = join(folder, 'full');
    mkdirSync(full);
    writeFileSync(join(full, 'thesis.txt'), 'precious');
    for (const [out, message] of [
      [full, 'exists and is not empty, must be new or empty'],
      [join(full, 'thesis.txt'), 'is a file, must be a folder or new'],
      [join(full, 'thesis.txt', 'x'), 'cannot be written: a part of the path is a file'],
    ]) {
      const { code, stderr } = await stolperdraht(['run', twoPaths, '--out', out]);
      expect(stderr).toBe(`${out} ${message}\n`);
      expect(code).toBe(2);
    }
    expect(readdirSync(full)).toEqual(['thesis.txt']);
  });

  test('to go on after Ctrl-C before anything is finished: exit code 130, and nothing is left', async () => {
    const out = join(folder, 'interrupted', 'deep');
    let pid = 0;
    const waiting = setInterval(() => {
      if (!existsSync(join(out, '.checkpoint', 'chunks.bin'))) return;
      clearInterval(waiting);
      process.kill(pid, 'SIGINT');
    }, 5);
    // Many draws make the first chunk a long one.
    const args = ['--draws', '1000000', '--jobs', '1', '--out', out];
    const { code, stdout, stderr } = await startStolperdraht(['run', twoPaths, ...args], {
      onStarted: (started) => {
        pid = started;
      },
    });
    clearInterval(waiting);
    expect([code, stdout, stderr]).toEqual([130, '', 'interrupted; nothing was written\n']);
    expect(existsSync(join(folder, 'interrupted'))).toBe(false);
  });
});

describe('draws that fail', () => {
  const set = ['--set', 'backer.reliability=normal(0.5, 0.3)'];

  test('are rows with their error, are left out on every path, and end the run with exit code 3', async () => {
    const out = join(folder, 'some');
    const { code, stdout, stderr } = await stolperdraht(['run', twoPaths, ...set, '--draws', '40', '--out', out]);
    expect(code).toBe(3);
    const { header, rows } = readCsv(bytes('some', 'draws.csv'));
    const failed = rows.filter((row) => row[2] === 'failed');
    expect(failed.length).toBeGreaterThan(0);
    expect(failed.length).toBeLessThan(40);
    expect(rows).toHaveLength(80);
    for (const row of failed) {
      expect(row[3]).toMatch(/^backer\.reliability: -?[\d.]+ is out of range; must be /);
      expect(row.slice(4).every((cell) => cell === '')).toBe(true);
    }
    expect(header.slice(2, 4)).toEqual(['status', 'error']);
    const draws = new Set(failed.map((row) => row[1])).size;
    const summary = readCsv(bytes('some', 'summary.csv'));
    const n = summary.rows.filter((row) => row[1] === 'budget').map((row) => row[summary.header.indexOf('n')]);
    expect(n).toEqual([String(40 - draws), String(40 - draws)]);
    const lines = stderr.split('\n').filter((line) => !line.startsWith('warning: '));
    expect(lines[0]).toBe(
      `${failed.length} of 80 evaluations failed; ${draws} ${draws === 1 ? 'draw is' : 'draws are'} left out, on every path:`,
    );
    expect(lines[1]).toMatch(
      /^ {2}--set .*: backer\.reliability in draw \d+ on path deployment: -?[\d.]+ is out of range/,
    );
    expect(stdout.replace(/\s+/g, ' ')).toContain(`${draws} of 40 worlds failed on some path and are left out`);
    const params = readCsv(bytes('some', 'params.csv'));
    const column = params.header.indexOf('backer.reliability');
    expect(params.rows.filter((row) => row[column] === '').map((row) => row[0])).toEqual([
      ...new Set(failed.map((row) => row[1])),
    ]);
    expect(JSON.parse(bytes('some', 'manifest.json')).failures).toEqual({ evaluations: failed.length, draws });
  });

  test('if they are all there are, leave nothing to compare, which is said, and all files', async () => {
    const out = join(folder, 'none');
    const args = ['run', twoPaths, '--set', 'backer.reliability=2 + goodwill', '--out', out];
    const { code, stdout } = await stolperdraht(args);
    expect(code).toBe(3);
    expect(stdout).toContain('All 6 draws failed, so there is nothing to compare; draws.csv says why.');
    expect(stdout).not.toMatch(/does better than|NaN|In words/);
    expect(readdirSync(out).sort()).toEqual(FILES);
    expect(readCsv(bytes('none', 'draws.csv')).rows.map((row) => row[2])).toEqual(new Array(12).fill('failed'));
  });
});

describe('the command line', () => {
  test('says its version', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    expect(await startStolperdraht(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  test('helps a newcomer', async () => {
    const { code, stdout } = await startStolperdraht(['--help']);
    expect(code).toBe(0);
    for (const command of ['run', 'validate', 'explain', 'schema']) expect(stdout).toContain(`stolperdraht ${command}`);
    expect((await startStolperdraht(['run', '--help'])).stdout).toContain('--prior-predictive');
  });

  test('shows where a fault arose only on request', async () => {
    const args = ['run', 'nowhere.yaml'];
    expect((await startStolperdraht(args, { env: { DEBUG: 'stolperdraht' } })).stderr).toMatch(/\n {4}at /);
  });
});
