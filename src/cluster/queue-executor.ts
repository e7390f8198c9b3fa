/**
 * Has draws evaluated by whoever works on a queue. A result in Redis is what ends the wait for a chunk; events only say
 * when to look, so that nothing hangs on their coming.
 */
import { Queue, QueueEvents } from 'bullmq';
import { replaceInPlan } from '../experiment/cell-plan.ts';
import { checkUniforms, failedChunk, shapeOf } from '../experiment/evaluate.ts';
import { type EvaluationRequest, type Executor, uniformKeys } from '../experiment/executor.ts';
import { keepRecent } from '../experiment/keep-recent.ts';
import { recordLayout } from '../experiment/record.ts';
import type { Chunk, ResultShape } from '../experiment/results.ts';
import { type ChunkJob, chunkBytes, decodeChunk, idOfJob, toJob } from './chunk-job.ts';
import { closeInTime, connect, QueueError, type QueueTiming, reasonOf, watchConnection } from './connection.ts';
import { type Experiment, packExperiment } from './experiment-text.ts';
import { type Member, takeLeave } from './members.ts';
import { describeAddress, type QueueAddress } from './queue-address.ts';
import { JOB_PREFIX, KEPT_SECONDS, MOST_STALLS, queueKeys } from './queue-keys.ts';
import { repeat } from './repeat.ts';
import { type Workforce, watchWorkforce } from './workforce.ts';

export interface QueueExecutorOptions {
  readonly address: QueueAddress;
  /** Another one than that of any other coordinator. */
  readonly id: string;
  readonly timing: QueueTiming;
  readonly signal?: AbortSignal | undefined;
  /** Told, in one line, of what somebody should know. */
  readonly notify: (line: string) => void;
}

export interface QueueExecutor extends Executor {
  /** Who works on the queue for this version, as far as is known. */
  workforce(): Workforce;
}

/** A chunk that is asked for. */
interface Task {
  readonly id: string;
  readonly job: ChunkJob;
  readonly request: EvaluationRequest;
  readonly shape: ResultShape;
  /** That it will have in Redis, about. */
  readonly bytes: number;
  readonly waiting: { resolve(chunk: Chunk): void; reject(reason: unknown): void }[];
  /** How often it was asked for again because of what is no fault of its draws. */
  retries: number;
}

/** Chunks in Redis at the same time, for each thread that works, and at all. */
const AHEAD = 4;
const IN_REDIS = { least: 64, most: 512 } as const;
/** Results of that size at the most may be in Redis at the same time. */
const BYTES_IN_REDIS = 256 * 1024 * 1024;
const LARGEST_CHUNK = 480 * 1024 * 1024;
const RETRIES = 2;
const POLITE = 3_000;
const SHAPES_KEPT = 256;

/**
 * Connects to a queue to have the draws of a plan evaluated.
 * @throws QueueError if the server is not reached or refuses
 */
export async function openQueueExecutor(
  experiment: Experiment,
  { address, id, timing, signal, notify }: QueueExecutorOptions,
): Promise<QueueExecutor> {
  const { scenario, plan } = experiment;
  const keys = queueKeys(address.name, plan);
  const packed = packExperiment(experiment);
  const experimentKey = keys.experiment(packed.hash);
  const uniforms = uniformKeys(scenario, plan).length;
  const shapes = keepRecent<ResultShape>(SHAPES_KEPT);
  const client = await connect(address, timing);
  const queue = new Queue(keys.jobs, { connection: client, prefix: JOB_PREFIX });
  const events = new QueueEvents(keys.jobs, { connection: client, prefix: JOB_PREFIX });
  // What is wrong with the connection is watched below.
  queue.on('error', () => {});
  events.on('error', () => {});

  const me: Member = { id, version: plan.version, modelVersion: plan.modelVersion, threads: 0 };
  const backlog: Task[] = [];
  const known = new Map<string, Task>();
  const inRedis = new Map<string, Task>();
  let bytesInRedis = 0;
  let force: Workforce = { workers: 0, threads: 0 };
  let ended: { readonly reason: unknown } | undefined;

  const mostInRedis = () => Math.max(IN_REDIS.least, Math.min(IN_REDIS.most, AHEAD * force.threads));

  function evaluate(request: EvaluationRequest): Promise<Chunk> {
    return new Promise((resolve, reject) => {
      if (ended) {
        reject(ended.reason);
        return;
      }
      const { fromDraw, toDraw, replacements = [], onDemand = false } = request;
      checkUniforms(request.uniforms, toDraw - fromDraw, uniforms);
      const job = toJob(packed, request);
      const jobId = idOfJob(job);
      const same = known.get(jobId);
      if (same) {
        same.waiting.push({ resolve, reject });
        return;
      }
      const shape = shapes(JSON.stringify([onDemand, replacements]), () => {
        const own = replaceInPlan(scenario, plan, replacements);
        return shapeOf(own.scenario, own.plan, onDemand);
      });
      const bytes = chunkBytes(recordLayout(shape), toDraw - fromDraw);
      if (bytes > LARGEST_CHUNK) {
        reject(new QueueError(`a chunk of ${bytes} bytes is too large for Redis: fewer histories, or without --queue`));
        return;
      }
      const task: Task = { id: jobId, job, request, shape, bytes, waiting: [{ resolve, reject }], retries: 0 };
      known.set(jobId, task);
      backlog.push(task);
      refill();
    });
  }

  function refill(): void {
    while (backlog.length > 0 && inRedis.size < mostInRedis()) {
      const [task] = backlog;
      if (inRedis.size > 0 && bytesInRedis + task.bytes > BYTES_IN_REDIS) return;
      backlog.shift();
      inRedis.set(task.id, task);
      bytesInRedis += task.bytes;
      ask(task).catch(stop);
    }
  }

  /**
   * Puts a job into the queue, unless it is there, or an earlier coordinator has left its result. A result is there before
   * its job goes: if there was first no job and then no result, there is neither.
   */
  async function ask(task: Task): Promise<void> {
    const isThere = (await client.exists(queue.toKey(task.id))) === 1;
    if ((await collect(task)) || isThere || ended) return;
    await queue.add('chunk', task.job, { jobId: task.id, removeOnComplete: true, removeOnFail: { age: KEPT_SECONDS } });
  }

  /** Takes the result of a chunk, if it is there and whole. */
  async function collect(task: Task): Promise<boolean> {
    const key = keys.result(task.id);
    const bytes = await client.getBuffer(key);
    if (bytes === null || !inRedis.has(task.id)) return !inRedis.has(task.id);
    const chunk = decodeChunk(bytes, packed.hash, recordLayout(task.shape), task.request, plan.paths.length);
    if (chunk === undefined) {
      await client.del(key);
      return false;
    }
    settle(task, chunk);
    // Somebody has come since one looked last.
    if (force.workers === 0) beating.now();
    // Only when whoever has asked for the chunk has had the time to keep it.
    setImmediate(() => client.del(key).catch(() => {}));
    return true;
  }

  function settle(task: Task, chunk: Chunk): void {
    known.delete(task.id);
    if (inRedis.delete(task.id)) bytesInRedis -= task.bytes;
    for (const { resolve } of task.waiting) resolve(chunk);
    refill();
  }

  /** A job has failed: over its draws, of which workers have ended, or over something that may be better next time. */
  async function retry(task: Task, reason: string): Promise<void> {
    if (await collect(task)) return;
    await queue.remove(task.id);
    const isDeadly = /\bstalled\b/.test(reason);
    if (!isDeadly && task.retries < RETRIES) {
      task.retries++;
      await putExperiment();
      await ask(task);
      return;
    }
    const why = isDeadly
      ? `${MOST_STALLS + 1} workers of the queue have ended over it or fallen silent`
      : `the workers of the queue could not do it: ${reason}`;
    settle(task, failedChunk(task.shape, task.request.fromDraw, task.request.toDraw, why.slice(0, 500)));
  }

  async function putExperiment(): Promise<void> {
    await client.set(experimentKey, packed.text, 'EX', KEPT_SECONDS);
  }

  /** Looks after everything that is asked for: events may have got lost, and jobs with the data of the server. */
  async function look(): Promise<void> {
    const tasks = [...inRedis.values()];
    if (tasks.length === 0) return;
    if ((await client.expire(experimentKey, KEPT_SECONDS)) === 0) await putExperiment();
    const pipeline = client.pipeline();
    for (const { id: jobId } of tasks) {
      // In this order: the result is there before the job goes.
      pipeline.hmget(queue.toKey(jobId), 'timestamp', 'finishedOn', 'failedReason');
      pipeline.exists(keys.result(jobId));
    }
    const answers = (await pipeline.exec()) ?? [];
    for (const [index, task] of tasks.entries()) {
      if (!inRedis.has(task.id)) continue;
      const [timestamp, finishedOn, failedReason] = (answers[2 * index]?.[1] ?? []) as (string | null)[];
      const hasResult = answers[2 * index + 1]?.[1] === 1;
      if (hasResult) await collect(task);
      else if (timestamp && finishedOn && failedReason) await retry(task, failedReason);
      else if (!timestamp) await ask(task);
    }
  }

  const lookForWorkers = watchWorkforce({ client, keys, address, coordinator: me, beat: timing.beat, notify });
  async function beat(): Promise<void> {
    force = await lookForWorkers();
    refill();
  }

  function stop(error: unknown): void {
    if (ended) return;
    const isOurs = error instanceof QueueError || error === signal?.reason;
    ended = { reason: isOurs ? error : new QueueError(`${describeAddress(address)}: ${reasonOf(error)}`) };
    for (const { waiting } of known.values()) for (const { reject } of waiting) reject(ended.reason);
    known.clear();
    backlog.length = 0;
  }

  events.on('completed', ({ jobId }) => {
    const task = inRedis.get(jobId);
    if (task) collect(task).catch(stop);
  });
  events.on('failed', ({ jobId, failedReason }) => {
    const task = inRedis.get(jobId);
    if (task) retry(task, failedReason).catch(stop);
  });
  const unwatch = watchConnection(client, address, timing, {
    onLost: (patience) =>
      ended || notify(`${describeAddress(address)} does not answer; waiting up to ${patience / 1000} s for it`),
    onBack: () => notify(`${describeAddress(address)} is back`),
    onGone: stop,
  });
  const looking = repeat(timing.check, look, stop);
  const beating = repeat(timing.beat, beat, stop);
  const onAbort = () => stop(signal?.reason);
  signal?.addEventListener('abort', onAbort, { once: true });
  if (signal?.aborted) onAbort();

  async function leave(): Promise<void> {
    const asked = [...inRedis.keys()];
    // What somebody is at stays, and its result waits a while for whoever goes on.
    await Promise.all(asked.map((jobId) => queue.remove(jobId).catch(() => {})));
    await takeLeave(client, keys, 'coordinator', me);
    await events.close();
    await queue.close();
  }

  const executor: QueueExecutor = {
    get jobs() {
      return Math.ceil(mostInRedis() / AHEAD);
    },
    evaluate,
    workforce: () => force,
    async close() {
      stop(new Error('the queue is closed'));
      signal?.removeEventListener('abort', onAbort);
      looking.end();
      beating.end();
      unwatch();
      await closeInTime(client, leave, POLITE);
    },
  };
  try {
    await putExperiment();
    await beat();
  } catch (error) {
    stop(error);
    await executor.close();
    throw ended?.reason ?? error;
  }
  return executor;
}
