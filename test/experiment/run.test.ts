import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { outputIndex } from '../../src/deterrence/outputs.ts';
import { parameterIndex } from '../../src/deterrence/parameters.ts';
import { createContext } from '../../src/experiment/evaluate.ts';
import { createLocalExecutor } from '../../src/experiment/executor.ts';
import { canonicalJson, planRun } from '../../src/experiment/plan.ts';
import { columnIndex, type Results } from '../../src/experiment/results.ts';
import { FailFastError, type RunOptions, runInMemory } from '../../src/experiment/run.ts';
import { type LoadOptions, loadScenario } from '../../src/scenario/load.ts';
import { failingModel } from './failing-model.ts';
import { fakeModel } from './fake-model.ts';

const file = fileURLToPath(new URL('../fixtures/two-paths.yaml', import.meta.url));

function prepare(options: LoadOptions = {}, model = fakeModel(), histories = 0) {
  const scenario = loadScenario(file, options);
  const plan = planRun(scenario, { version: '0.0.0', histories });
  const context = createContext(scenario, plan, model);
  return {
    ...context,
    run: (options: RunOptions = {}) =>
      runInMemory(createLocalExecutor(scenario, plan, model, options.signal), context, options),
  };
}

const column = (results: Results, path: number, name: string) => [...results.column(path, columnIndex(results, name))];

describe('a plan', () => {
  const plan = (options: LoadOptions, version = '0.0.0') =>
    planRun(loadScenario(file, options), { version, histories: 0 });

  test('says as plain data what will be run', () => {
    expect(plan({ draws: 6 })).toMatchObject({
      title: 'Two paths for tests',
      paths: [
        { name: 'deployment', title: 'Troops' },
        { name: 'fortress', title: 'Fortress' },
      ],
      draws: 6,
      seed: 'test',
      design: 'random',
      stepYears: 0.5,
      periods: 2,
      evaluations: 12,
    });
    expect(JSON.parse(JSON.stringify(plan({})))).toEqual(JSON.parse(canonicalJson(plan({}))));
  });

  test('has the same hash for the same experiment, and another for anything that changes the results', () => {
    const hash = plan({}).planHash;
    expect(plan({}).planHash).toBe(hash);
    const others = [
      plan({ draws: 7 }),
      plan({ seed: 'other' }),
      plan({ design: 'lhs' }),
      plan({ paths: ['fortress'] }),
      plan({ set: ['fortress.gain=0.2'] }),
      plan({}, '0.0.1'),
    ].map((other) => other.planHash);
    expect(new Set([hash, ...others]).size).toBe(others.length + 1);
  });

  test('is hashed over text that does not depend on the order of keys', () => {
    expect(canonicalJson({ b: [1, { d: 2, c: undefined }], a: null })).toBe('{"a":null,"b":[1,{"d":2}]}');
  });
});

describe('a run', () => {
  test('evaluates every path in the worlds of every draw', async () => {
    const results = await prepare().run();
    expect(column(results, 0, 'ceasefire_holds')).toEqual(column(results, 1, 'ceasefire_holds'));
    expect(new Set(column(results, 0, 'ceasefire_holds')).size).toBe(6);
    expect(column(results, 0, 'budget').every((troops) => troops >= 8 && troops <= 30)).toBe(true);
    expect(column(results, 1, 'budget')).toEqual([0, 0, 0, 0, 0, 0]);
  });

  test('computes metrics and preferences from the outputs of each world', async () => {
    const results = await prepare().run();
    const lost = column(results, 0, 'renewed_war_lost');
    expect(column(results, 0, 'open_war')).toEqual(lost);
    column(results, 0, 'balanced').forEach((value, draw) => {
      expect(value).toBeCloseTo(60 * lost[draw], 12);
    });
  });

  test('holds what is undefined as NaN, a division by 0 included', async () => {
    const results = await prepare().run();
    expect(column(results, 0, 'breakdown_year')).toEqual(new Array(6).fill(Number.NaN));
    expect(column(results, 0, 'odd')).toEqual(new Array(6).fill(Number.NaN));
  });

  test('keeps the sampled quantities of every draw', async () => {
    const results = await prepare().run();
    const index = results.parameterColumns.findIndex((c) => c.name === 'backer.reliability');
    expect([...results.parameter(index)]).toEqual(column(results, 0, 'ceasefire_holds'));
    expect(results.parameterColumns[index]).toMatchObject({ label: 'Backer reliability', unit: 'probability' });
  });

  test('gives a draw the same values whatever is run beside it', async () => {
    const all = prepare({ draws: 6 }).evaluateChunk(2, 4);
    const alone = prepare({ draws: 6 }).evaluateChunk(3, 4);
    expect([...alone.values]).toEqual([...all.values.subarray(all.values.length / 2)]);
    expect([...alone.parameters]).toEqual([...all.parameters.subarray(all.parameters.length / 2)]);
    const more = await prepare({ draws: 9 }).run();
    const fewer = await prepare({ draws: 6 }).run();
    expect(column(more, 0, 'balanced').slice(0, 6)).toEqual(column(fewer, 0, 'balanced'));
  });

  test('plays histories on the same luck on every path, and on other luck in every draw and history', async () => {
    const results = await prepare({ draws: 3 }, fakeModel(), 2).run();
    const width = 1 + results.historyColumns.length;
    const luck = 1 + results.historyColumns.findIndex((c) => c.name === 'war_years');
    const histories = [...results.chunks()].flatMap((chunk) => [...chunk.histories]);
    const seen = Array.from({ length: 3 * 2 * 2 }, (_, row) => histories[row * width + luck]);
    for (let draw = 0; draw < 3; draw++) {
      expect(seen.slice(4 * draw, 4 * draw + 2)).toEqual(seen.slice(4 * draw + 2, 4 * draw + 4));
    }
    expect(new Set(seen).size).toBe(6);
    expect(histories[0]).toBe(6); // nuclear use is the seventh outcome
  });

  test('reports its progress in evaluations, to the end', async () => {
    const seen: number[] = [];
    await prepare({ draws: 10 }).run({ onProgress: (done) => seen.push(done) });
    expect(seen).toEqual([8, 16, 20]);
  });

  test('ends when it is interrupted, also between draws', async () => {
    const controller = new AbortController();
    let evaluations = 0;
    const model = fakeModel(() => {
      if (++evaluations === 4) setImmediate(() => controller.abort(new Error('interrupted')));
    });
    await expect(prepare({ draws: 100_000 }, model).run({ signal: controller.signal })).rejects.toThrow('interrupted');
    expect(evaluations).toBeLessThan(20);
  });

  test('hands the model the clock of the plan', () => {
    const years: number[] = [];
    const model = fakeModel((world) => years.push(world.parameters[parameterIndex('clock.years')]));
    prepare({}, model).evaluateChunk(0, 1);
    expect(years).toEqual([1, 1]);
  });
});

describe('an evaluation that fails', () => {
  test('leaves a gap in its own path and draw, says why, and stops no other', () => {
    let evaluations = 0;
    const model = fakeModel(() => {
      if (++evaluations === 4) throw new RangeError('no equilibrium');
    });
    const { evaluateChunk, columns } = prepare({}, model);
    const { values, timeline, failures } = evaluateChunk(0, 6);
    const message = 'path fortress, draw 1: no equilibrium';
    expect(failures).toEqual([{ draw: 1, path: 1, kind: 'EvaluationError', error: 'no equilibrium', message }]);
    expect(evaluations).toBe(12);
    const holds = Array.from({ length: 12 }, (_, row) => Number.isNaN(values[row * columns.length]));
    expect(holds).toEqual(Array.from({ length: 12 }, (_, row) => row === 3));
    const rows = Array.from({ length: 12 }, (_, row) => timeline.subarray(row * 14, (row + 1) * 14));
    expect(rows.map((row) => row.every(Number.isNaN))).toEqual(holds);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])('may be one whose model returns %d', (value) => {
    const model = fakeModel((_world, outputs) => {
      outputs[outputIndex('budget')] = value;
    });
    const { failures, values } = prepare({}, model).evaluateChunk(0, 1);
    expect(failures.map(({ message }) => message)).toEqual([
      `path deployment, draw 0: budget came out as ${value}, must be a finite number`,
      `path fortress, draw 0: budget came out as ${value}, must be a finite number`,
    ]);
    expect(values.every(Number.isNaN)).toBe(true);
  });

  test('may be one whose world has a value outside its range: named with its place, and its quantities are unknown', () => {
    const { evaluateChunk, parameterColumns } = prepare({ set: ['backer.reliability=normal(0.5, 1)'] });
    const { failures, parameters } = evaluateChunk(0, 6);
    expect(failures.length).toBeGreaterThan(0);
    const [{ draw, kind, error, message }] = failures;
    expect(kind).toBe('SampleError');
    expect(error).toMatch(/^backer\.reliability: -?[\d.]+ is out of range; must be /);
    expect(message).toMatch(new RegExp(`^--set .*: backer\\.reliability in draw ${draw} on path deployment: `));
    const index = parameterColumns.findIndex(({ name }) => name === 'backer.reliability');
    expect(parameters[draw * parameterColumns.length + index]).toBeNaN();
  });

  test('takes its draw out on every path, so that paths are never compared in different worlds', async () => {
    let evaluations = 0;
    const model = fakeModel(() => {
      if (++evaluations === 4) throw new RangeError('no equilibrium');
    });
    const results = await prepare({}, model).run();
    expect(results.usable).toBe(5);
    expect(results.failures).toMatchObject({ evaluations: 1, draws: 1 });
    for (const path of [0, 1]) {
      expect(column(results, path, 'ceasefire_holds').map(Number.isNaN)).toEqual([
        false,
        true,
        false,
        false,
        false,
        false,
      ]);
      expect([...results.state(path, 1, 0)].map(Number.isNaN).indexOf(true)).toBe(1);
    }
    expect([...results.parameter(0)].map(Number.isNaN).filter(Boolean)).toHaveLength(1);
  });

  test('ends the run when that is wanted: the first in the order of draws', async () => {
    const { run, evaluateChunk } = prepare({ draws: 60 }, failingModel());
    const [first] = evaluateChunk(0, 60).failures;
    const error = await run({ failFast: true }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(FailFastError);
    expect(error).toMatchObject({ message: first.message, isUsage: false });
    const outside = prepare({ draws: 60, set: ['backer.reliability=normal(0.5, 1)'] });
    await expect(outside.run({ failFast: true })).rejects.toMatchObject({ isUsage: true });
  });
});
