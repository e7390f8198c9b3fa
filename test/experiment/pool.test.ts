import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createModel, type Model } from '../../src/deterrence/model.ts';
import { createContext, shapeOf } from '../../src/experiment/evaluate.ts';
import { createLocalExecutor, type EvaluationRequest, uniformKeys } from '../../src/experiment/executor.ts';
import { planRun } from '../../src/experiment/plan.ts';
import { createPool, type Pool, WorkerError } from '../../src/experiment/pool.ts';
import type { Chunk, Results } from '../../src/experiment/results.ts';
import { FailFastError, type RunOptions, runInMemory } from '../../src/experiment/run.ts';
import { createUniformSource } from '../../src/experiment/uniforms.ts';
import { createDesign } from '../../src/random/design.ts';
import { type LoadOptions, loadScenario } from '../../src/scenario/load.ts';
import { failingModel } from './failing-model.ts';
import { fakeModel } from './fake-model.ts';

const file = fileURLToPath(new URL('../fixtures/two-paths.yaml', import.meta.url));
/** The source of a worker of these tests. */
const source = (name: string) => new URL(`./${name}.ts`, import.meta.url);

// A thread that reads its program from the source takes seconds to begin: but where that is the point, programs are
// bundled, as the build does it.
const WORKERS = {
  worker: new URL('../../src/experiment/worker.ts', import.meta.url),
  'failing-worker': source('failing-worker'),
  'dying-worker': source('dying-worker'),
};
let folder: string;
const worker = (name: keyof typeof WORKERS) => pathToFileURL(join(folder, `${name}.cjs`));
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stolperdraht-pool-'));
  const entryPoints = Object.fromEntries(Object.entries(WORKERS).map(([name, url]) => [name, fileURLToPath(url)]));
  const bundled = { bundle: true, platform: 'node', format: 'cjs', outExtension: { '.js': '.cjs' } } as const;
  await build({ ...bundled, entryPoints, outdir: folder, logLevel: 'error' });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const open: Pool[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((pool) => pool.close()));
});

function prepare(
  options: LoadOptions,
  {
    histories = 0,
    model = createModel(),
    entry = worker('worker'),
  }: { histories?: number; model?: Model; entry?: URL | 'source' } = {},
) {
  const scenario = loadScenario(file, options);
  const plan = planRun(scenario, { version: '0.0.0', histories });
  const context = createContext(scenario, plan, model);
  const pool = (jobs: number, signal?: AbortSignal) => {
    const opened = createPool(scenario, plan, { jobs, entry: entry === 'source' ? undefined : entry, signal });
    open.push(opened);
    return opened;
  };
  return {
    scenario,
    plan,
    context,
    pool,
    local: () => createLocalExecutor(scenario, plan, model),
    /** Runs in this thread for 1 job, in a pool for more. */
    run: (jobs: number, { threads, ...runOptions }: RunOptions & { threads?: Pool } = {}) =>
      runInMemory(
        threads ?? (jobs > 1 ? pool(jobs, runOptions.signal) : createLocalExecutor(scenario, plan, model)),
        context,
        runOptions,
      ),
  };
}

/** The bits of every number, so that no NaN and no −0 is taken for another. */
const chunkBits = ({ values, parameters, timeline, histories, failures }: Chunk) => [
  ...[values, parameters, timeline, histories].map((array) =>
    Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString('base64'),
  ),
  JSON.stringify(failures),
];
const bits = (results: Results) => [...results.chunks()].map(chunkBits);

/** What a promise is rejected with. */
const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

const draws = (fromDraw: number, toDraw: number): EvaluationRequest => ({ fromDraw, toDraw });

describe('a pool of worker threads', () => {
  test.each([
    ['random', [2, 3]],
    ['lhs', [2]],
    ['sobol', [3]],
  ])('gives the same bytes as one thread, for any number of jobs (design %s)', async (design, numbers) => {
    const { run } = prepare({ draws: 70, design }, { histories: 3 });
    const one = bits(await run(1));
    for (const jobs of numbers) expect(bits(await run(jobs))).toEqual(one);
  });

  test('gives the same bytes when its threads read the program from its source', async () => {
    const options = { draws: 70, design: 'lhs' } as const;
    const one = bits(await prepare(options).run(1));
    expect(bits(await prepare(options, { entry: 'source' }).run(2))).toEqual(one);
  });

  test('gives the same bytes when its threads are killed by their ids in the middle, by starting others', async () => {
    const { run, pool } = prepare({ draws: 120 });
    const one = bits(await run(1));
    const threads = pool(2);
    let killed: number[] = [];
    const results = await run(2, {
      threads,
      onProgress: () => {
        if (killed.length > 0) return;
        killed = threads.threadIds();
        for (const id of killed) void threads.terminate(id);
      },
    });
    expect(bits(results)).toEqual(one);
    expect(killed.length).toBeGreaterThan(0);
    expect(threads.threadIds().filter((id) => killed.includes(id))).toEqual([]);
  });

  test('reports its progress in order, to the end', async () => {
    const seen: number[] = [];
    await prepare({ draws: 50 }).run(2, { onProgress: (done) => seen.push(done) });
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBe(100);
    expect(seen.length).toBeGreaterThan(4);
  });

  test('starts no more threads than there is work for', async () => {
    const threads = prepare({ draws: 70 }).pool(8);
    expect(threads.threadIds()).toEqual([]);
    await threads.evaluate(draws(0, 1));
    expect(threads.threadIds()).toHaveLength(1);
    await Promise.all([threads.evaluate(draws(1, 2)), threads.evaluate(draws(2, 3))]);
    expect(threads.threadIds()).toHaveLength(2);
  });

  test('keeps evaluations that fail as failures of their draws, as one thread would', async () => {
    const { run } = prepare({ draws: 100 }, { model: failingModel(), entry: worker('failing-worker') });
    const one = await run(1);
    expect(one.failures.first[0].message).toMatch(/^path \w+, draw \d+: no equilibrium at 0\.\d+$/);
    expect(one.usable).toBeLessThan(100);
    expect(bits(await run(3))).toEqual(bits(one));
    const outside = prepare({ draws: 100, set: ['backer.reliability=normal(0.5, 0.2)'] });
    const expected = await outside.run(1);
    expect(expected.failures.first[0].kind).toBe('SampleError');
    expect(bits(await outside.run(2))).toEqual(bits(expected));
  });

  test('fails fast with the first failure in the order of draws, as one thread would', async () => {
    const { run } = prepare({ draws: 100 }, { model: failingModel(), entry: worker('failing-worker') });
    const expected = await failure(run(1, { failFast: true }));
    expect(expected).toBeInstanceOf(FailFastError);
    expect(await failure(run(2, { failFast: true }))).toMatchObject({ message: (expected as Error).message });
  });

  test('reports draws as failed when the thread that replaced another ends over them as well', async () => {
    const { run } = prepare({ draws: 8 }, { entry: worker('dying-worker') });
    const { usable, failures, column } = await run(2);
    expect([usable, failures.evaluations]).toEqual([0, 16]);
    const error = '2 worker threads have ended over it, the last one: exit code 7';
    const message = `path deployment, draw 0: ${error}`;
    expect(failures.first[0]).toEqual({ draw: 0, path: 0, kind: 'WorkerError', error, message });
    expect(column(0, 0).every(Number.isNaN)).toBe(true);
  });

  test.each([
    ['nowhere', /^worker threads cannot be started: 2 have ended .*Cannot find module .*nowhere\.ts.*$/],
    ['starting-worker', /^worker threads cannot be started: 2 have ended .*: exit code 9$/],
  ])('gives up in one line when its threads cannot start (%s)', async (name, message) => {
    const error = await failure(prepare({ draws: 100 }, { entry: source(name) }).run(2));
    expect(error).toBeInstanceOf(WorkerError);
    expect((error as Error).message).toMatch(message);
  });

  test('ends at once when it is interrupted, and leaves no thread', async () => {
    const { run, pool } = prepare({ draws: 1000 });
    const controller = new AbortController();
    const threads = pool(2, controller.signal);
    const reason = new Error('interrupted');
    let last = 0;
    const error = await failure(
      run(2, {
        threads,
        signal: controller.signal,
        onProgress: (done) => {
          last = done;
          controller.abort(reason);
        },
      }),
    );
    expect(error).toBe(reason);
    expect(last).toBeLessThan(1000);
    await threads.close();
    expect(threads.threadIds()).toEqual([]);
    expect(await failure(threads.evaluate(draws(0, 1)))).toBe(reason);
  });

  test('does nothing when it has been interrupted before it begins', async () => {
    const threads = prepare({ draws: 8 }).pool(2, AbortSignal.abort(new Error('interrupted')));
    await expect(threads.evaluate(draws(0, 8))).rejects.toThrow('interrupted');
    expect(threads.threadIds()).toEqual([]);
  });

  test('leaves no thread when it is closed, and rejects what it was asked for', async () => {
    const threads = prepare({ draws: 70 }).pool(1);
    const asked = [threads.evaluate(draws(0, 8)), threads.evaluate(draws(8, 16))].map(failure);
    await threads.close();
    expect(threads.threadIds()).toEqual([]);
    expect(await Promise.all(asked)).toEqual([new Error('the pool is closed'), new Error('the pool is closed')]);
  });
});

describe('a request', () => {
  const at = { file: '', line: 0, column: 0 };

  test('may replace values, and is answered alike by a pool and by this thread', async () => {
    const { pool, local } = prepare({ draws: 6 });
    const replacements = [{ id: 'backer.reliability', path: undefined, value: 0.25, at }];
    const request = { fromDraw: 2, toDraw: 5, replacements };
    const chunk = await local().evaluate(request);
    expect(chunkBits(await pool(1).evaluate(request))).toEqual(chunkBits(chunk));
    expect(chunkBits(chunk)).not.toEqual(chunkBits(await local().evaluate(draws(2, 5))));
  });

  test('may ask for outputs on demand, which come after the columns of a run and change none of them', async () => {
    const { scenario, plan, pool, local, context } = prepare({ draws: 6 });
    const { columns } = shapeOf(scenario, plan, true);
    const own = context.columns.length;
    expect(columns.slice(own).map(({ name }) => name)).toEqual(['payoff_challenger']);
    const request = { ...draws(2, 5), onDemand: true };
    const chunk = await local().evaluate(request);
    expect(chunkBits(await pool(1).evaluate(request))).toEqual(chunkBits(chunk));
    const usual = await local().evaluate(draws(2, 5));
    for (let row = 0; row < 6; row++) {
      const asked = chunk.values.subarray(row * (own + 1), (row + 1) * (own + 1));
      expect([...asked.subarray(0, own)]).toEqual([...usual.values.subarray(row * own, (row + 1) * own)]);
      expect(Number.isFinite(asked[own])).toBe(true);
    }
    // One executor answers both kinds of request, in any order.
    const executor = local();
    const [first, second, third] = [await executor.evaluate(draws(2, 5)), await executor.evaluate(request), usual];
    expect(chunkBits(first)).toEqual(chunkBits(third));
    expect(chunkBits(second)).toEqual(chunkBits(chunk));
  });

  test('for outputs on demand that the model does not give has failed', async () => {
    const { local } = prepare({ draws: 1 }, { model: fakeModel() });
    const { failures } = await local().evaluate({ ...draws(0, 1), onDemand: true });
    expect(failures.map(({ error }) => error)).toEqual(
      new Array(2).fill('payoff_challenger came out as NaN, must be a finite number'),
    );
  });

  test('for outputs on demand over which threads end leaves gaps for them, too', async () => {
    const { pool, context } = prepare({ draws: 1 }, { entry: worker('dying-worker') });
    const { values, failures } = await pool(1).evaluate({ ...draws(0, 1), onDemand: true });
    expect(failures).toHaveLength(2);
    expect(values).toHaveLength(2 * (context.columns.length + 1));
  });

  test.each(['random', 'lhs', 'sobol'] as const)(
    'with the points of the design as its uniforms is the same as without any (design %s)',
    async (design) => {
      const { scenario, plan, pool, local } = prepare({ draws: 12, design });
      const keys = uniformKeys(scenario, plan);
      const points = createDesign(design, { seed: plan.seed, keys, draws: plan.draws });
      const uniforms = new Float64Array(5 * keys.length);
      for (let row = 0; row < 5; row++) points.fill(4 + row, uniforms.subarray(row * keys.length));
      const expected = chunkBits(await local().evaluate(draws(4, 9)));
      expect(chunkBits(await local().evaluate({ ...draws(4, 9), uniforms }))).toEqual(expected);
      expect(chunkBits(await pool(1).evaluate({ ...draws(4, 9), uniforms }))).toEqual(expected);
      // In spite of the correlation of two quantities, which the points do not have yet.
      const correlated = new Float64Array(keys.length);
      createUniformSource(scenario, keys, plan).fill(4, correlated);
      expect([...correlated]).not.toEqual([...uniforms.subarray(0, keys.length)]);
    },
  );

  test('with its own uniforms may go beyond the draws of the plan', async () => {
    const { scenario, plan, local, context } = prepare({ draws: 2 }, { model: fakeModel() });
    const keys = uniformKeys(scenario, plan);
    const uniforms = new Float64Array(3 * keys.length).fill(0.5);
    const { values, failures } = await local().evaluate({ fromDraw: 100, toDraw: 103, uniforms });
    expect(failures).toEqual([]);
    const width = 2 * context.columns.length;
    expect([...values.subarray(width, 2 * width)]).toEqual([...values.subarray(0, width)]);
  });

  test('with another number of uniforms is refused', async () => {
    const { pool, local } = prepare({ draws: 6 });
    const request = { ...draws(0, 2), uniforms: new Float64Array(5) };
    for (const executor of [local(), pool(1)]) {
      await expect(executor.evaluate(request)).rejects.toThrow('a request has 5 uniforms, must have 6: 2 draws of 3');
    }
  });
});
