import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Environment } from '../../src/cli/environment.ts';
import { findInputs, pickInputs } from '../../src/cli/inputs.ts';
import { findObjective, findPaths, pathObjectives, requireDirection, subjectValues } from '../../src/cli/objective.ts';
import { VERSION } from '../../src/cli/version.ts';
import { openSetting, openWorlds, requireMemoryFor, type Worlds } from '../../src/cli/worlds.ts';
import { readWorldsOptions } from '../../src/cli/worlds-options.ts';
import { shapeOf } from '../../src/experiment/evaluate.ts';
import { stolperdraht, twoPaths } from './support.ts';

const linearCost = fileURLToPath(new URL('../fixtures/linear-cost.yaml', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'stolperdraht-worlds-'));
const environment: Environment = {
  stdout: process.stdout,
  stderr: process.stderr,
  signal: new AbortController().signal,
  now: () => new Date(0),
  argv: [],
};

/** In about one world in eight the resolve is above 1, which it may not be. */
const failing = ['--set', 'coalition.resolve=0.2 + 0.9 * goodwill', '--draws', '30'];

const open = (args: Readonly<Record<string, unknown>>) => {
  const options = readWorldsOptions({ jobs: '1', quiet: true, ...args });
  return openWorlds(options.scenario, options, environment);
};

/** A copy of a run's folder with some file changed. */
function changed(name: string, file: string, change: (text: string) => string): string {
  const copy = join(folder, name);
  mkdirSync(copy);
  for (const each of ['run/manifest.json', ...filesOf('run').map((one) => `run/${one}`)]) {
    const text = readFileSync(join(folder, each), 'utf8');
    writeFileSync(join(copy, each.slice(4)), each.slice(4) === file ? change(text) : text);
  }
  return copy;
}

function filesOf(run: string): string[] {
  const manifest = JSON.parse(readFileSync(join(folder, run, 'manifest.json'), 'utf8'));
  return manifest.files.map((file: { name: string }) => file.name);
}

beforeAll(async () => {
  const outcomes = await Promise.all([
    stolperdraht(['run', linearCost, '--out', join(folder, 'run'), '--quiet', '--histories', '2']),
    stolperdraht(['run', twoPaths, '--out', join(folder, 'failed'), '--quiet', ...failing]),
    stolperdraht(['sweep', twoPaths, '--vary', 'roe.threshold=5,9', '--out', join(folder, 'sweep'), '--quiet']),
  ]);
  expect(outcomes.map(({ code }) => code)).toEqual([0, 3, 0]);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe('the worlds of a finished run', () => {
  test('are those that the scenario has when it is run in memory, to the last bit', async () => {
    const [read, run] = await Promise.all([open({ source: join(folder, 'run') }), open({ source: linearCost })]);
    expect({ ...read.plan, histories: 0, planHash: '' }).toEqual({ ...run.plan, planHash: '' });
    expectSameValues(read, run);
    expect(read.results.failures).toEqual(run.results.failures);
    expect(read.source).toMatchObject({ file: linearCost, folder: join(folder, 'run') });
  });

  test('can be those of a run that went on until it was precise enough', async () => {
    const out = join(folder, 'precise');
    const args = ['run', linearCost, '--draws', '10', '--design', 'lhs', '--precision', '0.1', '--out', out, '--quiet'];
    expect((await stolperdraht(args)).code).toBe(0);
    const { plan, results } = await open({ source: out });
    expect(plan.draws).toBe(results.column(0, 0).length);
    expect(plan.draws).toBeGreaterThan(10);
    expect(plan.precision).toEqual({ standardError: 0.1, block: 10 });
    expect(results.usable).toBe(plan.draws);
  }, 120_000);

  test('keep which draws failed and why', async () => {
    const set = failing[1];
    const [read, run] = await Promise.all([
      open({ source: join(folder, 'failed') }),
      open({ source: twoPaths, set, draws: failing[3] }),
    ]);
    expect(run.results.usable).toBeLessThan(30);
    expect(read.results.usable).toBe(run.results.usable);
    for (let draw = 0; draw < 30; draw++) expect(read.results.hasFailed(draw)).toBe(run.results.hasFailed(draw));
    expect(read.results.failures.first.map(({ error }) => error)).toEqual(
      run.results.failures.first.map(({ error }) => error),
    );
    expectSameValues(read, run);
  });

  test('say so when they are asked for what is not kept', async () => {
    const { results } = await open({ source: join(folder, 'run') });
    expect(() => results.state(0, 0, 0)).toThrow('not kept for analyses');
  });

  test.each([
    ['version', 'manifest.json', (text: string) => text.replace(`"version": "${VERSION}"`, '"version": "0.0.9"')],
    ['plan', 'manifest.json', (text: string) => text.replace('"seed": "test"', '"seed": "another"')],
    ['hash', 'draws.csv', (text: string) => text.replace('1', '2')],
  ])('are refused with another %s', async (name, file, change) => {
    const expected = {
      version: /was made by version 0\.0\.9 of stolperdraht, this is version \d+\.\d+\.\d+; run its scenario again/,
      plan: /give another plan than the one in its manifest/,
      hash: /was changed after it was written/,
    }[name] as RegExp;
    await expect(open({ source: changed(name, file, change) })).rejects.toThrow(expected);
  });

  test('are refused when they are cut short', async () => {
    const copy = changed('short', '', (text) => text);
    truncateSync(join(copy, 'draws.csv'), 2000);
    await expect(open({ source: copy })).rejects.toThrow(/draws\.csv has 2000 bytes, its manifest says \d+/);
  });

  test('are those of a run, not of a sweep', async () => {
    await expect(open({ source: join(folder, 'sweep') })).rejects.toThrow(
      /is the folder of a sweep, must be that of a run/,
    );
  });

  test.each([
    ['draws', '5'],
    ['seed', 'other'],
    ['design', 'lhs'],
    ['set', 'roe.threshold=5'],
  ])('cannot be given another --%s', async (name, value) => {
    await expect(open({ source: join(folder, 'run'), [name]: value })).rejects.toThrow(
      `--${name} is ${value}, but ${join(folder, 'run')} is a run that is finished`,
    );
  });
});

describe('the worlds of a scenario', () => {
  test('are refused if they do not fit into memory', async () => {
    const options = readWorldsOptions({ source: linearCost, draws: '1000' });
    const { scenario, plan } = await openSetting(options.scenario, options);
    const shape = shapeOf(scenario, plan);
    const numbers = plan.paths.length * shape.columns.length + shape.parameterColumns.length;
    // Two fifths of the memory are for values, of 8 bytes each.
    const memory = (draws: number) => (8 * draws * numbers) / 0.4;
    expect(() => requireMemoryFor(shape, memory(1001))).not.toThrow();
    expect(() => requireMemoryFor(shape, memory(500.5))).toThrow(
      '1000 draws do not fit into the memory of this machine, at most 500 do',
    );
  });
});

describe('what is looked at', () => {
  test('is the first preference, unless another column is named', async () => {
    const { results } = await open({ source: twoPaths });
    expect(findObjective(results, {})).toMatchObject({ name: 'balanced', kind: 'preference', direction: 'minimize' });
    expect(findObjective(results, { metric: 'open_war' })).toMatchObject({ kind: 'metric', direction: undefined });
    const lower = findObjective(results, { metric: 'budget', better: 'lower' });
    expect(requireDirection(lower)).toBe('minimize');
    expect(() => requireDirection(findObjective(results, { metric: 'budget' }))).toThrow('add --better lower');
    expect(() => findObjective(results, { metric: 'budgte' })).toThrow('did you mean budget?');
    expect(() => findObjective(results, { preference: 'budget' })).toThrow(
      'no such preference; known: balanced, peace',
    );
    expect(() => findPaths(results.plan, ['fort'])).toThrow('--paths names fort, must be of deployment, fortress');
  });

  test('is on the difference of two paths the one less the other, world by world', async () => {
    const { results } = await open({ source: linearCost });
    const objective = findObjective(results, {});
    const [a, b] = ['deployment', 'fortress'].map((path) => subjectValues(results, objective, { kind: 'path', path }));
    const difference = subjectValues(results, objective, {
      kind: 'difference',
      pathA: 'deployment',
      pathB: 'fortress',
    });
    expect(difference).toEqual(a.map((value, draw) => value - b[draw]));
    expect(pathObjectives(results, objective)).toMatchObject({ paths: ['deployment', 'fortress'], leftOut: 0 });
  });
});

describe('the inputs', () => {
  test('are the quantities with a distribution of their own that hold on the paths', async () => {
    const options = readWorldsOptions({ source: twoPaths });
    const { scenario, plan } = await openSetting(options.scenario, options);
    const names = (paths?: string[]) =>
      findInputs(scenario, plan, shapeOf(scenario, plan), paths).map(({ name }) => name);
    expect(names(['deployment'])).toEqual(['backer.reliability', 'goodwill', 'deployment:tripwire.troops']);
    // On the fortress the number of troops is certain; the resolve is computed from the goodwill.
    expect(names(['fortress'])).toEqual(['backer.reliability', 'goodwill']);
    expect(names()).toEqual(names(['deployment']));
  });

  test('know their values, their uniforms and what they are correlated with', async () => {
    const { scenario, plan, results } = await open({ source: twoPaths });
    const inputs = findInputs(scenario, plan, results);
    expect(inputs.map(({ correlated }) => correlated)).toEqual([['goodwill'], ['backer.reliability'], []]);
    expect(new Set(inputs.flatMap(({ uniforms }) => uniforms)).size).toBe(3);
    const goodwill = results.parameter(inputs[1].column);
    expect(goodwill.every((value) => value > 0 && value < 1)).toBe(true);
    expect(pickInputs(inputs, ['tripwire.troops', 'goodwill']).map(({ id }) => id)).toEqual([
      'tripwire.troops',
      'goodwill',
    ]);
    expect(() => pickInputs(inputs, ['good'])).toThrow('--parameters good: no such uncertain quantity on these paths');
  });
});

function expectSameValues({ plan, results: a }: Worlds, { results: b }: Worlds): void {
  plan.paths.forEach((_, path) => {
    a.columns.forEach((__, column) => {
      expect(a.column(path, column)).toEqual(b.column(path, column));
    });
  });
  a.parameterColumns.forEach((_, column) => {
    expect(a.parameter(column)).toEqual(b.parameter(column));
  });
}
