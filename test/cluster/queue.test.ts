import { createServer, type Server } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { QueueTiming } from '../../src/cluster/connection.ts';
import { parseQueueAddress } from '../../src/cluster/queue-address.ts';
import { openQueueExecutor, type QueueExecutor } from '../../src/cluster/queue-executor.ts';
import { queueKeys } from '../../src/cluster/queue-keys.ts';
import { type QueueWorkerOptions, type Served, serveQueue } from '../../src/cluster/queue-worker.ts';
import { readWorkforce } from '../../src/cluster/workforce.ts';
import { createModel, MODEL_VERSION } from '../../src/deterrence/model.ts';
import { createLocalExecutor, type EvaluationRequest, uniformKeys } from '../../src/experiment/executor.ts';
import { planRun } from '../../src/experiment/plan.ts';
import { loadScenario } from '../../src/scenario/load.ts';
import { file } from '../experiment/two-paths.ts';
import { type BundledWorkers, bundleWorkers } from './bundled-worker.ts';
import { chunkBits } from './chunk-bits.ts';
import { hasRedis, type RedisServer, startRedis, TIMES, until } from './redis-server.ts';

const VERSION = '0.0.0';
const program = { version: VERSION, modelVersion: planOf('a').plan.modelVersion };
const keys = queueKeys('default', program);

let workers: BundledWorkers;
const USUAL = '../../src/experiment/worker.ts';
const SLOW = './slow-worker.ts';
const DYING = '../experiment/dying-worker.ts';
const STARTING = '../experiment/starting-worker.ts';
beforeAll(async () => {
  workers = await bundleWorkers([USUAL, SLOW, DYING, STARTING]);
});
afterAll(() => workers.remove());

function planOf(seed: string, histories = 0) {
  const scenario = loadScenario(file, { draws: 12, seed });
  return { scenario, plan: planRun(scenario, { version: VERSION, histories }) };
}

/** What has to be ended after a test, the last first. */
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function redis(): Promise<RedisServer> {
  const server = await startRedis();
  ends.push(server.stop);
  return server;
}

interface Colleague {
  readonly served: Promise<Served>;
  readonly said: string[];
  stop(): Promise<Served>;
}

let ids = 0;
function startWorker(server: RedisServer, options: Partial<QueueWorkerOptions> = {}): Colleague {
  const controller = new AbortController();
  const said: string[] = [];
  const served = serveQueue({
    ...{ address: server.address(), program, jobs: 1, timing: TIMES, signal: controller.signal },
    ...{ entry: workers.of(USUAL), id: `worker-${ids++}`, notify: (line: string) => said.push(line) },
    ...options,
  });
  const stop = () => {
    controller.abort();
    return served;
  };
  ends.push(() => stop().catch(() => {}));
  return { served, said, stop };
}

async function coordinate(
  server: RedisServer,
  experiment = planOf('a'),
  timing: QueueTiming = TIMES,
): Promise<{ executor: QueueExecutor; said: string[] }> {
  const said: string[] = [];
  const executor = await openQueueExecutor(experiment, {
    ...{ address: server.address(), id: `coordinator-${ids++}`, timing },
    notify: (line) => said.push(line),
  });
  ends.push(executor.close);
  return { executor, said };
}

const requests: EvaluationRequest[] = [0, 3, 6, 9].map((fromDraw) => ({ fromDraw, toDraw: fromDraw + 3 }));

async function locally(experiment: ReturnType<typeof planOf>, asked = requests) {
  const executor = createLocalExecutor(experiment.scenario, experiment.plan, createModel());
  return (await Promise.all(asked.map(executor.evaluate))).map(chunkBits);
}

async function through(executor: QueueExecutor, asked = requests) {
  return (await Promise.all(asked.map(executor.evaluate))).map(chunkBits);
}

const isActive = async ({ client }: RedisServer) => (await client.llen(`stolperdraht:${keys.jobs}:active`)) > 0;

describe.skipIf(!hasRedis)('a queue in Redis (skipped where redis-server is not installed)', () => {
  test('gives the bits of this thread, also for values, uniforms and outputs that a caller asks for, and leaves nothing behind', async () => {
    const server = await redis();
    const experiment = planOf('a', 2);
    const width = uniformKeys(experiment.scenario, experiment.plan).length;
    const at = { file: '--set', line: 0, column: 0 };
    const asked = [
      ...requests,
      { fromDraw: 2, toDraw: 4, replacements: [{ id: 'backer.reliability', path: undefined, value: 0.25, at }] },
      {
        fromDraw: 90,
        toDraw: 92,
        uniforms: new Float64Array(2 * width).map((_, i) => (1 + ((i * 7919) % 999)) / 1000),
      },
      { fromDraw: 0, toDraw: 1, replacements: [{ id: 'run.seed', path: undefined, value: 'other', at }] },
      { fromDraw: 0, toDraw: 3, onDemand: true },
    ];
    const worker = startWorker(server, { jobs: 2 });
    const { executor } = await coordinate(server, experiment);
    expect(await through(executor, asked)).toEqual(await locally(experiment, asked));
    await executor.close();
    expect(await worker.stop()).toEqual({ chunks: 8, evaluations: 2 * 20, failures: 0 });
    expect(await server.client.keys('*:result:*')).toEqual([]);
    expect(await server.client.keys('*:chunk-*')).toEqual([]);
    const [experimentKey] = await server.client.keys('*:experiment:*');
    expect(await server.client.ttl(experimentKey)).toBeGreaterThan(0);
  });

  test('serves two experiments at the same time', async () => {
    const server = await redis();
    const [a, b] = [planOf('a'), planOf('b')];
    const worker = startWorker(server, { jobs: 2 });
    const [first, second] = [await coordinate(server, a), await coordinate(server, b)];
    const [ofA, ofB] = await Promise.all([through(first.executor), through(second.executor)]);
    expect([ofA, ofB]).toEqual([await locally(a), await locally(b)]);
    expect((await worker.stop()).chunks).toBe(8);
  });

  test('has a chunk that takes longer than the lock done once only', async () => {
    const server = await redis();
    const timing = { ...TIMES, lock: 1_200 };
    // 24 evaluations of 0.1 s.
    const all = [{ fromDraw: 0, toDraw: 12 }];
    const worker = startWorker(server, { entry: workers.of(SLOW), timing });
    startWorker(server, { entry: workers.of(SLOW), timing });
    const { executor } = await coordinate(server);
    expect(await through(executor, all)).toEqual(await locally(planOf('a'), all));
    await worker.stop();
    const events = await server.client.xrange(`stolperdraht:${keys.jobs}:events`, '-', '+');
    const named = events.map(([, fields]) => fields[fields.indexOf('event') + 1]);
    expect(named.filter((name) => name === 'active')).toHaveLength(1);
    expect(named).not.toContain('stalled');
  });

  test('finishes with the same bits when the server crashes and comes back with its data', async () => {
    const server = await redis();
    startWorker(server, { entry: workers.of(SLOW) });
    const { executor, said } = await coordinate(server);
    const found = through(executor);
    await until(() => isActive(server));
    await server.restart('kept');
    expect(await found).toEqual(await locally(planOf('a')));
    expect(said.join('\n')).toMatch(/does not answer; waiting up to 30 s for it\n.* is back/);
  });

  test('finishes with the same bits when the server comes back without any data', async () => {
    const server = await redis();
    startWorker(server, { entry: workers.of(SLOW) });
    const { executor } = await coordinate(server);
    const found = through(executor);
    await until(() => isActive(server));
    await server.restart('lost');
    expect(await found).toEqual(await locally(planOf('a')));
  });

  test('gives up when the server stays away for longer than one has patience', async () => {
    const server = await startRedis();
    const { executor } = await coordinate(server, planOf('a'), { ...TIMES, patience: 500 });
    const found = executor.evaluate(requests[0]);
    const refused = expect(found).rejects.toThrow(/^redis:\/\/127\.0\.0\.1:\d+ has been away for 0\.5 s$/);
    await server.stop();
    await refused;
    await expect(executor.evaluate(requests[1])).rejects.toThrow('has been away');
  });

  test('does not take a result for one that is not whole', async () => {
    const server = await redis();
    const { executor } = await coordinate(server);
    const found = through(executor, requests.slice(0, 1));
    const list = `stolperdraht:${keys.jobs}:wait`;
    await until(async () => (await server.client.llen(list)) === 1);
    const [id] = await server.client.lrange(list, 0, -1);
    await server.client.set(keys.result(id), 'not a chunk');
    startWorker(server);
    expect(await found).toEqual(await locally(planOf('a'), requests.slice(0, 1)));
  });

  test('puts the experiment back when it has been lost', async () => {
    const server = await redis();
    const { executor } = await coordinate(server);
    const found = through(executor, requests.slice(0, 1));
    await until(async () => (await server.client.llen(`stolperdraht:${keys.jobs}:wait`)) === 1);
    await server.client.del(await server.client.keys('*:experiment:*'));
    startWorker(server);
    expect(await found).toEqual(await locally(planOf('a'), requests.slice(0, 1)));
  });

  test('takes failed rows for a chunk over which the threads of a worker end, and goes on', async () => {
    const server = await redis();
    const worker = startWorker(server, { entry: workers.of(DYING) });
    const { executor } = await coordinate(server);
    const { failures } = await executor.evaluate(requests[0]);
    expect(failures).toHaveLength(6);
    expect(failures[0]).toMatchObject({
      ...{ draw: 0, path: 0, kind: 'WorkerError' },
      error: '2 worker threads have ended over it, the last one: exit code 7',
    });
    expect(await worker.stop()).toEqual({ chunks: 1, evaluations: 6, failures: 6 });
  });

  test('ends a worker whose threads cannot be started, and leaves the chunk to others', async () => {
    const server = await redis();
    const broken = startWorker(server, { entry: workers.of(STARTING) });
    const { executor } = await coordinate(server);
    const found = through(executor, requests.slice(0, 1));
    await expect(broken.served).rejects.toThrow(
      'worker threads cannot be started: 2 have ended before they were ready',
    );
    startWorker(server);
    expect(await found).toEqual(await locally(planOf('a'), requests.slice(0, 1)));
  });

  test('leaves work of another version alone, and both sides say why nothing is done', async () => {
    const server = await redis();
    const stranger = startWorker(server, { program: { version: '9.9.9', modelVersion: 'other' } });
    const { executor, said } = await coordinate(server);
    executor.evaluate(requests[0]).catch(() => {});
    await until(() => said.length > 0 && stranger.said.length > 0);
    const [asked, there] = [`version 0.0.0 (model ${MODEL_VERSION})`, 'version 9.9.9 (model other)'];
    expect(said[0]).toMatch(/^waiting for a worker of .* at redis:\S+, where there are only workers of /);
    expect(said[0]).toContain(`a worker of ${asked} at`);
    expect(said[0].endsWith(`workers of ${there}`)).toBe(true);
    const refusal = `has work of ${asked}, which this worker of ${there} does not take: install that version here`;
    expect(stranger.said[0].endsWith(refusal)).toBe(true);
    await executor.close();
    expect(await stranger.stop()).toEqual({ chunks: 0, evaluations: 0, failures: 0 });
  });

  test('knows who works, and ends workers that have nothing to do for so long', async () => {
    const server = await redis();
    const colleagues = [startWorker(server, { jobs: 3 }), startWorker(server, { jobs: 2 })];
    const force = () => readWorkforce(server.address(), program, TIMES);
    await until(async () => (await force()).workers === 2);
    expect(await force()).toEqual({ workers: 2, threads: 5 });
    const { executor } = await coordinate(server);
    expect(executor.workforce()).toEqual({ workers: 2, threads: 5 });
    await Promise.all(colleagues.map(({ stop }) => stop()));
    expect(await force()).toEqual({ workers: 0, threads: 0 });
    expect(await startWorker(server, { untilIdle: 50 }).served).toEqual({ chunks: 0, evaluations: 0, failures: 0 });
  });

  test('notices by the first result that somebody has come to work', async () => {
    const server = await redis();
    const seldom = { ...TIMES, beat: 60_000 };
    const { executor } = await coordinate(server, planOf('a'), seldom);
    expect(executor.workforce()).toEqual({ workers: 0, threads: 0 });
    startWorker(server, { jobs: 2, timing: seldom });
    await executor.evaluate(requests[0]);
    await until(() => executor.workforce().workers > 0);
    expect(executor.workforce()).toEqual({ workers: 1, threads: 2 });
  });

  test('ends with the reason of the signal, and takes back what nobody is at', async () => {
    const server = await redis();
    const controller = new AbortController();
    const executor = await openQueueExecutor(planOf('a'), {
      ...{ address: server.address(), id: 'interrupted', timing: TIMES, notify: () => {}, signal: controller.signal },
    });
    const found = through(executor);
    const list = `stolperdraht:${keys.jobs}:wait`;
    await until(async () => (await server.client.llen(list)) === requests.length);
    controller.abort(new Error('the reason'));
    await expect(found).rejects.toThrow('the reason');
    await executor.close();
    expect(await server.client.llen(list)).toBe(0);
  });
});

describe('a server that is not there', () => {
  const open = (port: number) =>
    openQueueExecutor(planOf('a'), {
      ...{ address: parseQueueAddress(`redis://127.0.0.1:${port}`), id: 'alone', notify: () => {} },
      timing: { ...TIMES, reach: 500 },
    });
  const listen = (server: Server) =>
    new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
    });

  test('is said to be unreachable, and why', async () => {
    const server = createServer();
    const port = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    await expect(open(port)).rejects.toThrow(
      /^redis:\/\/127\.0\.0\.1:\d+ is not reached: connect ECONNREFUSED .*; is a Redis server there\?$/,
    );
  });

  test('is given up when it takes a connection and says nothing', async () => {
    const server = createServer();
    const port = await listen(server);
    await expect(open(port)).rejects.toThrow('is not reached: no answer in 0.5 s');
    server.close();
  });
});
