/**
 * What a queue costs and gains: `npm run bench:queue`. Needs redis-server, and about two minutes.
 *
 * 1. Overhead of a chunk: one worker of one thread on this machine, against this thread, for chunks of one cheap draw.
 * 2. Two workers of one thread each against `--jobs 2`, for the same run.
 * 3. Time from the death of a worker until another is at its chunk, with the usual times.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VERSION } from '../src/cli/version.ts';
import { USUAL_TIMING } from '../src/cluster/connection.ts';
import { openQueueExecutor } from '../src/cluster/queue-executor.ts';
import { queueKeys } from '../src/cluster/queue-keys.ts';
import { createModel, MODEL_VERSION } from '../src/deterrence/model.ts';
import { createLocalExecutor, type Executor } from '../src/experiment/executor.ts';
import { planRun } from '../src/experiment/plan.ts';
import { loadScenario } from '../src/scenario/load.ts';
import { startRedis, until } from '../test/cluster/redis-server.ts';

const CHUNKS = 1000;
const DRAWS = '300';
const ROUNDS = 2;
const folder = mkdtempSync(join(tmpdir(), 'stolperdraht-queue-'));
const server = await startRedis('everysec');
const children = new Set<ChildProcess>();

function program(...args: string[]): { child: ChildProcess; ended: Promise<number | null> } {
  const child = spawn(process.execPath, ['dist/stolperdraht.mjs', ...args], { stdio: 'ignore' });
  children.add(child);
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => {
      children.delete(child);
      resolve(code);
    });
  });
  return { child, ended };
}

const worker = () => program('worker', '--queue', server.url, '--jobs', '1');
const workers = async (count: number) => {
  const key = queueKeys('default', { version: VERSION, modelVersion: MODEL_VERSION }).members('worker');
  await until(async () => (await server.client.zcard(key)) === count);
};

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

async function overhead(): Promise<void> {
  const scenario = loadScenario('bench/cheap.yaml', { draws: CHUNKS + 1 });
  const plan = planRun(scenario, { version: VERSION, histories: 0 });
  const all = (executor: Executor) =>
    seconds(() =>
      Promise.all(Array.from({ length: CHUNKS }, (_, draw) => executor.evaluate({ fromDraw: draw, toDraw: draw + 1 }))),
    );
  const warm = (executor: Executor) => executor.evaluate({ fromDraw: CHUNKS, toDraw: CHUNKS + 1 });
  const local = createLocalExecutor(scenario, plan, createModel());
  await warm(local);
  const here = await all(local);
  const queue = await openQueueExecutor(
    { scenario, plan },
    { address: server.address(), id: 'bench', timing: USUAL_TIMING, notify: () => {} },
  );
  await warm(queue);
  const there = await all(queue);
  await queue.close();
  const per = (time: number) => `${((1000 * time) / CHUNKS).toFixed(2)} ms`;
  console.log(
    `${CHUNKS} chunks of one draw: ${per(here)} a chunk in this thread, ${per(there)} through the queue, ` +
      `overhead ${per(there - here)} of one worker, coordinator and server together`,
  );
}

async function speed(): Promise<void> {
  const run = (name: string, ...args: string[]) => {
    const out = join(folder, name);
    return seconds(async () => {
      const code = await program('run', 'scenarios/paris-2025.yaml', '--draws', DRAWS, '--out', out, ...args).ended;
      if (code !== 0) throw new Error(`${name} ended with exit code ${code}`);
    });
  };
  // In turns, so that a change in the machine's speed hits both; the faster of each counts.
  const times = { threads: Number.POSITIVE_INFINITY, queue: Number.POSITIVE_INFINITY };
  for (let round = 0; round < ROUNDS; round++) {
    times.threads = Math.min(times.threads, await run(`threads-${round}`, '--jobs', '2'));
    times.queue = Math.min(times.queue, await run(`queue-${round}`, '--queue', server.url));
  }
  console.log(
    `${DRAWS} draws of the reference scenario: ${times.threads.toFixed(1)} s with two threads, ` +
      `${times.queue.toFixed(1)} s with two workers of one thread`,
  );
}

async function recovery(victim: ChildProcess): Promise<void> {
  const prefix = `stolperdraht:${queueKeys('default', { version: VERSION, modelVersion: MODEL_VERSION }).jobs}`;
  const scenario = ['run', 'scenarios/paris-2025.yaml', '--draws', '8', '--histories', '20000'];
  const { child } = program(...scenario, '--queue', server.url, '--out', join(folder, 'recovery'));
  await until(async () => (await server.client.llen(`${prefix}:active`)) > 0);
  victim.kill('SIGKILL');
  const [lost] = await server.client.lrange(`${prefix}:active`, 0, -1);
  await workers(1);
  worker();
  const time = await seconds(() => until(async () => (await server.client.hget(`${prefix}:${lost}`, 'stc')) !== null));
  console.log(`a chunk whose worker was killed was given to another after ${time.toFixed(1)} s`);
  child.kill('SIGKILL');
}

try {
  const first = worker();
  await workers(1);
  await overhead();
  const second = worker();
  await workers(2);
  await speed();
  second.child.kill('SIGINT');
  await second.ended;
  await recovery(first.child);
} finally {
  for (const child of children) child.kill('SIGKILL');
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
