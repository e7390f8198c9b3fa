import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stolperdraht } from './support.ts';

const scenario = fileURLToPath(new URL('../fixtures/changing-course.yaml', import.meta.url));
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stolperdraht-phases-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
const at = (name: string) => join(folder, name);
const read = (...names: string[]) => readFileSync(join(folder, ...names), 'utf8');

const play = async (...args: string[]) => {
  const outcome = await stolperdraht(args);
  expect(outcome.stderr).not.toMatch(/error|undefined|NaN/i);
  expect(outcome.code, outcome.stderr).toBe(0);
  return outcome.stdout;
};

/** Columns of a table of results by name. */
function columnsOf(...names: string[]): Map<string, string[]> {
  const [head, ...rows] = read(...names)
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  return new Map(head.map((name, i) => [name, rows.map((row) => row[i])]));
}

describe('a scenario with paths that change course', () => {
  it('is valid, and a run of it is the same with one job and with two', async () => {
    expect(await play('validate', scenario)).toMatch(/^ok: .*later, leaving/);
    await play('run', scenario, '--quiet', '--jobs', '1', '--histories', '2', '--out', at('one'));
    await play('run', scenario, '--quiet', '--jobs', '2', '--histories', '2', '--out', at('two'));
    for (const table of ['draws.csv', 'params.csv', 'timeline.csv', 'histories.csv']) {
      expect(read('two', table), table).toBe(read('one', table));
    }
  });

  it('shows what a phase sets in columns of its own, which the data package describes', async () => {
    const columns = columnsOf('one', 'params.csv');
    const troops = columns.get('later:tripwire.troops@1')!.map(Number);
    expect(new Set(troops).size).toBe(12);
    expect(Math.min(...troops)).toBeGreaterThan(10);
    expect(columns.get('later:fortress.half_years@2')).toEqual(Array(12).fill('0.5'));
    expect(columns.has('tripwire.troops@1')).toBe(false);
    const described = JSON.parse(read('one', 'datapackage.json')) as {
      resources: { path: string; schema: { fields: { name: string; title: string }[] } }[];
    };
    const fields = described.resources.find(({ path }) => path === 'params.csv')!.schema.fields;
    expect(fields.find(({ name }) => name === 'later:tripwire.troops@1')?.title).toBe('Troops, from year 1');
  });

  it('is run again from its resolved form, with the same results', async () => {
    await play('run', at('one/scenario.resolved.json'), '--quiet', '--histories', '2', '--out', at('again'));
    expect(read('again', 'draws.csv')).toBe(read('one', 'draws.csv'));
  });

  it('lists in its report what each phase changes', async () => {
    await play('report', at('one'), '--out', at('page.html'));
    const page = read('page.html');
    expect(page).toContain('What it changes from year 1 on: Troops later');
    expect(page).toContain('What it changes from year 2 on: Troops at first');
    expect(page).toContain('From then on again as the scenario says for all paths.');
  });

  it('can be varied in one phase, and in all', async () => {
    const one = ['--vary', 'later:tripwire.troops@1=1,40', '--paths', 'later', '--draws', '6'];
    await play('sweep', scenario, ...one, '--quiet', '--out', at('sweep'));
    const budget = [...columnsOf('sweep', 'sweep.csv').get('metric')!.keys()].filter(
      (i) => columnsOf('sweep', 'sweep.csv').get('metric')![i] === 'budget',
    );
    const means = budget.map((i) => Number(columnsOf('sweep', 'sweep.csv').get('mean')![i]));
    expect(means).toHaveLength(2);
    expect(means[1]).toBeGreaterThan(means[0]);
    const outcome = await stolperdraht(['sweep', scenario, '--vary', 'later:tripwire.troops@3=1,2']);
    expect(outcome.code).not.toBe(0);
    expect(outcome.stderr).toContain('path later has no phase that begins in year 3; its phases begin in 1, 2');
  });

  it('is taken apart by quantity in analyses: what a phase draws is a quantity of its own', async () => {
    const asked = ['--paths', 'later,leaving', '--method', 'tornado', '--draws', '12'];
    await play('sensitivity', scenario, ...asked, '--quiet', '--out', at('tornado'));
    const names = columnsOf('tornado', 'tornado.csv').get('parameter')!;
    expect(names).toContain('later:tripwire.troops@1');
    expect(names.filter((name) => name.includes('@'))).toEqual(
      names.filter((name) => name === 'later:tripwire.troops@1'),
    );
  });
});

describe('one world of a path that changes course', () => {
  it('has the phase of the year in a period shown as a tree', async () => {
    const before = await play('game', scenario, '--path', 'later', '--year', '0.5');
    expect(before.replace(/\s+/g, ' ')).toContain('Path later (Troops later), year 0.5');
    expect(before.replace(/\s+/g, ' ')).toContain('no force to deploy');
    const after = await play('game', scenario, '--path', 'later', '--year', '1.5');
    expect(after.replace(/\s+/g, ' ')).toContain('on the course from year 1, year 1.5');
    expect(after.replace(/\s+/g, ' ')).toContain('a force of 20 thousand deployed');
  });

  it('says in a trace when the course changes', async () => {
    const text = await play('trace', scenario, '--path', 'leaving', '--draw', '0', '--history', '0');
    const lines = await play(
      'trace',
      scenario,
      '--path',
      'leaving',
      '--draw',
      '0',
      '--history',
      '0',
      '--format',
      'jsonl',
    );
    const events = lines
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const change = events.find(({ kind }) => kind === 'course');
    expect(change).toMatchObject({ year: 2, from_year: 2, troops_wanted_thousand: 0 });
    expect(text.replace(/\s+/g, ' ')).toContain('Year 2: the path changes course; soldiers are no longer part of it.');
  });
});
