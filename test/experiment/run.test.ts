import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { outputIndex } from '../../src/deterrence/outputs.ts';
import { parameterIndex } from '../../src/deterrence/parameters.ts';
import { createContext, EvaluationError } from '../../src/experiment/evaluate.ts';
import { canonicalJson, planRun } from '../../src/experiment/plan.ts';
import { columnIndex, columnValues, type Results } from '../../src/experiment/results.ts';
import { runPlan } from '../../src/experiment/run.ts';
import { type LoadOptions, loadScenario } from '../../src/scenario/load.ts';
import { SampleError } from '../../src/scenario/sampler.ts';
import { fakeModel } from './fake-model.ts';

const file = fileURLToPath(new URL('../fixtures/two-paths.yaml', import.meta.url));

function prepare(options: LoadOptions = {}, model = fakeModel(), histories = 0) {
  const scenario = loadScenario(file, options);
  const plan = planRun(scenario, { version: '0.0.0', histories });
  return createContext(scenario, plan, model);
}

const column = (results: Results, path: number, name: string) => [
  ...columnValues(results, path, columnIndex(results, name)),
];

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
    const results = await runPlan(prepare());
    expect(column(results, 0, 'ceasefire_holds')).toEqual(column(results, 1, 'ceasefire_holds'));
    expect(new Set(column(results, 0, 'ceasefire_holds')).size).toBe(6);
    expect(column(results, 0, 'budget').every((troops) => troops >= 8 && troops <= 30)).toBe(true);
    expect(column(results, 1, 'budget')).toEqual([0, 0, 0, 0, 0, 0]);
  });

  test('computes metrics and preferences from the outputs of each world', async () => {
    const results = await runPlan(prepare());
    const lost = column(results, 0, 'renewed_war_lost');
    expect(column(results, 0, 'open_war')).toEqual(lost);
    column(results, 0, 'balanced').forEach((value, draw) => {
      expect(value).toBeCloseTo(60 * lost[draw], 12);
    });
  });

  test('holds what is undefined as NaN, a division by 0 included', async () => {
    const results = await runPlan(prepare());
    expect(column(results, 0, 'breakdown_year')).toEqual(new Array(6).fill(Number.NaN));
    expect(column(results, 0, 'odd')).toEqual(new Array(6).fill(Number.NaN));
  });

  test('keeps the sampled quantities of every draw', async () => {
    const results = await runPlan(prepare());
    const index = results.parameterColumns.findIndex((c) => c.name === 'backer.reliability');
    const width = results.parameterColumns.length;
    const sampled = Array.from({ length: 6 }, (_, draw) => results.parameters[draw * width + index]);
    expect(sampled).toEqual(column(results, 0, 'ceasefire_holds'));
    expect(results.parameterColumns[index]).toMatchObject({ label: 'Backer reliability', unit: 'probability' });
  });

  test('gives a draw the same values whatever is run beside it', async () => {
    const all = prepare({ draws: 6 }).evaluateChunk(2, 4);
    const alone = prepare({ draws: 6 }).evaluateChunk(3, 4);
    expect([...alone.values]).toEqual([...all.values.subarray(all.values.length / 2)]);
    expect([...alone.parameters]).toEqual([...all.parameters.subarray(all.parameters.length / 2)]);
    const more = await runPlan(prepare({ draws: 9 }));
    const fewer = await runPlan(prepare({ draws: 6 }));
    expect([...more.values.subarray(0, fewer.values.length)]).toEqual([...fewer.values]);
  });

  test('plays histories on the same luck on every path, and on other luck in every draw and history', async () => {
    const results = await runPlan(prepare({ draws: 3 }, fakeModel(), 2));
    const width = 1 + results.historyColumns.length;
    const luck = 1 + results.historyColumns.findIndex((c) => c.name === 'war_years');
    const seen = Array.from({ length: 3 * 2 * 2 }, (_, row) => results.histories[row * width + luck]);
    for (let draw = 0; draw < 3; draw++) {
      expect(seen.slice(4 * draw, 4 * draw + 2)).toEqual(seen.slice(4 * draw + 2, 4 * draw + 4));
    }
    expect(new Set(seen).size).toBe(6);
    expect(results.histories[0]).toBe(6); // nuclear use is the seventh outcome
  });

  test('reports its progress in evaluations', async () => {
    const seen: number[] = [];
    await runPlan(prepare({ draws: 3 }), { onProgress: (done) => seen.push(done) });
    expect(seen).toEqual([2, 4, 6]);
  });

  test('ends when it is interrupted, also between draws', async () => {
    const controller = new AbortController();
    let evaluations = 0;
    const model = fakeModel(() => {
      if (++evaluations === 4) setImmediate(() => controller.abort(new Error('interrupted')));
    });
    await expect(runPlan(prepare({ draws: 1000 }, model), { signal: controller.signal })).rejects.toThrow(
      'interrupted',
    );
    expect(evaluations).toBeLessThan(20);
  });

  test('names path and draw when the model fails', () => {
    let evaluations = 0;
    const model = fakeModel(() => {
      if (++evaluations === 4) throw new RangeError('no equilibrium');
    });
    expect(() => prepare({}, model).evaluateChunk(0, 6)).toThrow(
      new EvaluationError('path fortress, draw 1: no equilibrium'),
    );
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])('takes an output of %d for a failure of the model', (value) => {
    const model = fakeModel((_world, outputs) => {
      outputs[outputIndex('budget')] = value;
    });
    expect(() => prepare({}, model).evaluateChunk(0, 1)).toThrow(
      new EvaluationError(`path deployment, draw 0: budget came out as ${value}, must be a finite number`),
    );
  });

  test('passes a value outside its range on as a fault of the scenario', () => {
    const context = prepare({ set: ['backer.reliability=normal(0.5, 1)'] });
    expect(() => context.evaluateChunk(0, 6)).toThrow(SampleError);
  });

  test('hands the model the clock of the plan', () => {
    const years: number[] = [];
    const model = fakeModel((world) => years.push(world.parameters[parameterIndex('clock.years')]));
    prepare({}, model).evaluateChunk(0, 1);
    expect(years).toEqual([1, 1]);
  });
});
