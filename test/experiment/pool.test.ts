import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { createModel, type Model } from '../../src/deterrence/model.ts';
import { createContext, EvaluationError } from '../../src/experiment/evaluate.ts';
import { planRun } from '../../src/experiment/plan.ts';
import { createPool, type Pool, WorkerError } from '../../src/experiment/pool.ts';
import type { Results } from '../../src/experiment/results.ts';
import { type RunOptions, runPlan } from '../../src/experiment/run.ts';
import { type LoadOptions, loadScenario } from '../../src/scenario/load.ts';
import { SampleError } from '../../src/scenario/sampler.ts';
import { failingModel } from './failing-model.ts';

const file = fileURLToPath(new URL('../fixtures/two-paths.yaml', import.meta.url));
const worker = (name: string) => new URL(`./${name}.ts`, import.meta.url);

const open: Pool[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((pool) => pool.close()));
});

interface Prepared {
  /** Runs in this thread for 1 job, in a pool for more. */
  run(jobs: number, options?: RunOptions): Promise<Results>;
  pool(jobs: number, signal?: AbortSignal): Pool;
}

function prepare(
  options: LoadOptions,
  { histories = 0, model = createModel(), entry }: { histories?: number; model?: Model; entry?: URL } = {},
): Prepared {
  const scenario = loadScenario(file, options);
  const plan = planRun(scenario, { version: '0.0.0', histories });
  const context = createContext(scenario, plan, model);
  const pool = (jobs: number, signal?: AbortSignal) => {
    const opened = createPool(scenario, plan, { jobs, entry, signal });
    open.push(opened);
    return opened;
  };
  return {
    pool,
    run: (jobs, runOptions = {}) =>
      runPlan(context, { ...(jobs > 1 ? { pool: pool(jobs, runOptions.signal) } : {}), ...runOptions }),
  };
}

/** The bits of every number, so that no NaN and no −0 is taken for another. */
function bits({ values, parameters, timeline, histories }: Results): string[] {
  return [values, parameters, timeline, histories].map(({ buffer }) => Buffer.from(buffer).toString('base64'));
}

/** What a promise is rejected with. */
const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

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

  test('gives the same bytes when its threads are killed by their ids in the middle, by starting others', async () => {
    const { run, pool } = prepare({ draws: 120 });
    const one = bits(await run(1));
    const threads = pool(2);
    let killed: number[] = [];
    const results = await run(2, {
      pool: threads,
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
    await prepare({ draws: 50 }).run(3, { onProgress: (done) => seen.push(done) });
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBe(100);
    expect(seen.length).toBeGreaterThan(4);
  });

  test('starts no more threads than there is work for', async () => {
    const threads = prepare({ draws: 70 }).pool(8);
    expect(threads.threadIds()).toEqual([]);
    await threads.evaluate(0, 1);
    expect(threads.threadIds()).toHaveLength(1);
    await Promise.all([threads.evaluate(1, 2), threads.evaluate(2, 3)]);
    expect(threads.threadIds()).toHaveLength(2);
  });

  test('passes on the failure of the first draw that fails, as one thread would', async () => {
    const { run } = prepare({ draws: 100 }, { model: failingModel(), entry: worker('failing-worker') });
    const expected = await failure(run(1));
    expect(expected).toBeInstanceOf(EvaluationError);
    expect((expected as Error).message).toMatch(/^path \w+, draw \d+: no equilibrium at 0\.\d+$/);
    const error = await failure(run(3));
    expect(error).toBeInstanceOf(EvaluationError);
    expect((error as Error).message).toBe((expected as Error).message);
  });

  test('passes on a value outside its range as a fault of the scenario, with its place', async () => {
    const { run } = prepare({ draws: 100, set: ['backer.reliability=normal(0.5, 0.2)'] });
    const expected = await failure(run(1));
    const error = await failure(run(2));
    expect(expected).toBeInstanceOf(SampleError);
    expect(error).toBeInstanceOf(SampleError);
    expect((error as Error).message).toBe((expected as Error).message);
    expect({ ...(error as SampleError) }).toEqual({ ...(expected as SampleError) });
  });

  test('gives up when the thread that replaced another ends as well, and says over which draws', async () => {
    const error = await failure(prepare({ draws: 100 }, { entry: worker('dying-worker') }).run(2));
    expect(error).toEqual(
      new WorkerError('draws 0 to 3: 2 worker threads have ended over them, the last one: exit code 7'),
    );
  });

  test('gives up in one line when its threads cannot start', async () => {
    const error = await failure(prepare({ draws: 100 }, { entry: worker('nowhere') }).run(2));
    expect(error).toBeInstanceOf(WorkerError);
    expect((error as Error).message).toMatch(/^draws 0 to 3: 2 worker threads .*Cannot find module .*nowhere\.ts.*$/);
  });

  test('ends at once when it is interrupted, with the reason, and leaves no thread', async () => {
    const controller = new AbortController();
    const { run, pool } = prepare({ draws: 100_000 });
    const threads = pool(2, controller.signal);
    const reason = new Error('interrupted');
    let last = 0;
    const error = await failure(
      run(2, {
        pool: threads,
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
    expect(await failure(threads.evaluate(0, 1))).toBe(reason);
  });

  test('does nothing when it has been interrupted before it begins', async () => {
    const threads = prepare({ draws: 8 }).pool(2, AbortSignal.abort(new Error('interrupted')));
    await expect(threads.evaluate(0, 8)).rejects.toThrow('interrupted');
    expect(threads.threadIds()).toEqual([]);
  });

  test('leaves no thread when it is closed, and rejects what it was asked for', async () => {
    const threads = prepare({ draws: 70 }).pool(1);
    const asked = [threads.evaluate(0, 8), threads.evaluate(8, 16)].map(failure);
    await threads.close();
    expect(threads.threadIds()).toEqual([]);
    expect(await Promise.all(asked)).toEqual([new Error('the pool is closed'), new Error('the pool is closed')]);
  });
});
