import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findDiscordant } from '../../src/cli/discordant/discordant.ts';
import { readDiscordantOptions } from '../../src/cli/discordant/discordant-options.ts';
import type { Environment } from '../../src/cli/environment.ts';
import { UsageError } from '../../src/cli/errors.ts';
import { readCsv } from '../support/csv-reader.ts';
import { type Outcome, stolperdraht, twoPaths } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'stolperdraht-discordant-'));
const worlds = ['--set', 'clock.years=6', '--draws', '64', '--seed', 'busy'];
const at = (name: string) => join(folder, name);
const read = (name: string, file: string) => {
  const { header, rows } = readCsv(readFileSync(join(at(name), file), 'utf8'));
  return rows.map((row) => Object.fromEntries(row.map((cell, i) => [header[i], cell])));
};
const silent: Environment = {
  ...{ stdout: process.stdout, stderr: process.stderr, signal: new AbortController().signal },
  ...{ now: () => new Date(0), argv: [] },
};
let one: Outcome;

beforeAll(async () => {
  const [run, ...others] = await Promise.all([
    stolperdraht(['run', twoPaths, ...worlds, '--histories', '5', '--out', at('run'), '--quiet']),
    stolperdraht(['discordant', twoPaths, ...worlds, '--histories', '5', '--jobs', '1', '--out', at('one')]),
    stolperdraht(['discordant', twoPaths, ...worlds, '--histories', '5', '--jobs', '2', '--out', at('two'), '--quiet']),
  ]);
  expect([run, ...others].map(({ code, stderr }) => [code, stderr])).toEqual([
    [0, ''],
    [0, ''],
    [0, ''],
  ]);
  [one] = others;
}, 90_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('discordant', () => {
  it('lists exactly the histories of a run that end differently', () => {
    const histories = read('run', 'histories.csv');
    const outcome = new Map(histories.map((row) => [`${row.path} ${row.draw_id} ${row.history_id}`, row.outcome]));
    const expected: string[] = [];
    for (let draw = 0; draw < 64; draw++) {
      for (let history = 0; history < 5; history++) {
        const [a, b] = ['deployment', 'fortress'].map((path) => outcome.get(`${path} ${draw} ${history}`));
        if (a !== b) expected.push(`${draw} ${history} ${a} ${b}`);
      }
    }
    expect(expected.length).toBeGreaterThan(20);
    const listed = read('one', 'discordant.csv');
    expect(listed.map((row) => `${row.draw_id} ${row.history_id} ${row.outcome_a} ${row.outcome_b}`)).toEqual(expected);
    const war = /^(renewed_war_lost|renewed_war_repelled|general_war|nuclear_use)$/;
    for (const row of listed) {
      const [inA, inB] = [war.test(row.outcome_a), war.test(row.outcome_b)];
      expect(row.event).toBe(inA ? (inB ? 'both' : 'a') : inB ? 'b' : 'neither');
    }
    const [breakdown] = read('one', 'events.csv');
    expect(breakdown.event).toBe('breakdown');
    expect(Number(breakdown.only_a)).toBe(listed.filter(({ event }) => event === 'a').length);
    expect(Number(breakdown.only_b)).toBe(listed.filter(({ event }) => event === 'b').length);
  });

  it('counts every pair once, and finds the exact differences of the run', () => {
    const table = read('one', 'table.csv');
    expect(table).toHaveLength(49);
    expect(table.reduce((sum, { pairs }) => sum + Number(pairs), 0)).toBe(320);
    const comparison = read('run', 'comparison.csv');
    for (const row of read('one', 'events.csv').filter(({ event }) => event !== 'breakdown')) {
      const same = comparison.find(({ metric }) => metric === row.event)!;
      expect(Number(row.exact)).toBeCloseTo(Number(same.difference), 12);
      expect(Number(row.exact_low)).toBeCloseTo(Number(same.low), 12);
      expect(Number(row.difference)).toBeCloseTo(Number(row.only_a_share) - Number(row.only_b_share), 12);
    }
  });

  it('writes the same bytes for one thread and for two', () => {
    for (const file of readdirSync(at('one'))) {
      if (file === 'manifest.json') continue;
      expect(readFileSync(join(at('two'), file), 'utf8')).toBe(readFileSync(join(at('one'), file), 'utf8'));
    }
  });

  it('says what it has found, that histories and exact probabilities agree, and how to read single futures', async () => {
    const text = one.stdout.replace(/\s+/g, ' ');
    const [breakdown] = read('one', 'events.csv');
    expect(text).toContain(`In ${breakdown.only_a} of 320 futures,`);
    expect(text).toContain('histories and exact probabilities agree');
    const without = ['war_continues', 'protege_collapses'];
    const missing = (there: string, event: string) =>
      read('one', 'discordant.csv').filter((row) => row.event === event && without.includes(row[there])).length;
    expect(text).toContain(
      `in ${missing('outcome_b', 'a')} of the ${breakdown.only_a} with fortress, in ${missing('outcome_a', 'b')} of the ${breakdown.only_b} with deployment.`,
    );
    const command = /^stolperdraht (trace .*)$/m.exec(one.stdout)![1];
    const words = [...command.matchAll(/'([^']*)'|\S+/g)].map(([word, quoted]) => quoted ?? word);
    const told = await stolperdraht([...words, '--format', 'jsonl']);
    expect([told.code, told.stderr]).toEqual([0, '']);
    const ends = told.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
      .filter(({ kind }) => kind === 'end');
    const [first] = read('one', 'discordant.csv').filter(({ event }) => event === 'a');
    expect(ends.map(({ path, outcome }) => [path, outcome])).toEqual([
      ['deployment', first.outcome_a],
      ['fortress', first.outcome_b],
    ]);
  });

  it('plays other paths and events, from the folder of a run as from its scenario', async () => {
    const ask = (source: string, name: string, ...args: string[]) =>
      stolperdraht([
        'discordant',
        source,
        '--paths',
        'fortress,deployment',
        '--event',
        'general_war,nuclear_use',
        '--histories',
        '5',
        '--json',
        '--out',
        at(name),
        ...args,
      ]);
    const [scenario, run] = await Promise.all([ask(twoPaths, 'scenario', ...worlds), ask(at('run'), 'folder')]);
    expect([scenario.code, run.code]).toEqual([0, 0]);
    const found = JSON.parse(scenario.stdout);
    expect(found.paths.map(({ name }: { name: string }) => name)).toEqual(['fortress', 'deployment']);
    expect(found.events[0].name).toBe('general_war+nuclear_use');
    expect(JSON.parse(run.stdout).events).toEqual(found.events);
    expect(readFileSync(join(at('folder'), 'discordant.csv'), 'utf8')).toBe(
      readFileSync(join(at('scenario'), 'discordant.csv'), 'utf8'),
    );
  });

  it('plays the worlds of the whole scenario where those of two paths alone would be others', async () => {
    // Sobol points go by the place of a quantity: without the first path that of the last would have another.
    const late = at('three-paths.yaml');
    const gain = 'fortress.gain: { value: "uniform(0.2, 3)", note: for tests }';
    const text = readFileSync(twoPaths, 'utf8').replace(
      /^metrics:/m,
      `  late:\n    title: Late\n    parameters:\n      ${gain}\nmetrics:`,
    );
    writeFileSync(late, text);
    const same = ['--design', 'sobol', '--set', 'clock.years=6', '--draws', '32', '--histories', '4', '--quiet'];
    const outcomes = await Promise.all([
      stolperdraht(['run', late, ...same, '--out', at('whole')]),
      stolperdraht(['discordant', late, ...same, '--paths', 'fortress,late', '--out', at('part')]),
    ]);
    expect(outcomes.map(({ code }) => code)).toEqual([0, 0]);
    const histories = read('whole', 'histories.csv');
    const count = (path: string, outcome: string) =>
      histories.filter((row) => row.path === path && row.outcome === outcome).length / 128;
    for (const { path, outcome, simulated } of read('part', 'check.csv')) {
      expect(Number(simulated)).toBe(count(path, outcome));
    }
  });

  it.each([
    [{ event: 'breakdwn' }, /^--event names breakdwn, must be of breakdown, renewed_war, ceasefire_holds,/],
    [{ paths: 'deployment' }, /^--paths names 1 path, must name two$/],
    [{ paths: 'deployment,castle' }, /^--paths names castle, must be of deployment, fortress$/],
    [{ histories: '0' }, /^--histories is 0, must be a whole number from 1 to 100000$/],
    [{ draws: '1' }, /^1 of 1 worlds can be used, at least 2 are needed$/],
    [{ draws: '100000', histories: '10000' }, /^--histories is 10000, must be at most 2000 in 100000 worlds$/],
  ])('refuses %j and leaves nothing behind', async (args, message) => {
    const options = { source: twoPaths, out: at('refused'), quiet: true, jobs: '1', ...args };
    const find = async () => findDiscordant(readDiscordantOptions(options), silent);
    await expect(find()).rejects.toThrow(UsageError);
    await expect(find()).rejects.toThrow(message);
    expect(readdirSync(folder)).not.toContain('refused');
  });

  it('leaves out worlds that fail on one path, and says so', async () => {
    const failing = ['--set', 'coalition.resolve=0.2 + 0.9 * goodwill', '--draws', '30'];
    const { code, stdout } = await stolperdraht([
      'discordant',
      twoPaths,
      ...failing,
      '--histories',
      '2',
      '--out',
      at('failed'),
    ]);
    expect(code).toBe(3);
    expect(stdout.replace(/\s+/g, ' ')).toMatch(/\d of 30 worlds failed and are left out/);
  });
});
