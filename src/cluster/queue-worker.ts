/** Does the chunks of a queue in worker threads, so that this thread is free to say that it is alive. */
import { type Job, Worker as QueueConsumer, WaitingError } from 'bullmq';
import { WorkerError } from '../experiment/pool.ts';
import { encodeChunk, readJob } from './chunk-job.ts';
import { closeInTime, connect, type QueueTiming, watchConnection } from './connection.ts';
import { createExperimentPools } from './experiment-pools.ts';
import { unpackExperiment } from './experiment-text.ts';
import { announce, listMembers, type Member, takeLeave } from './members.ts';
import { describeAddress, type QueueAddress } from './queue-address.ts';
import { JOB_PREFIX, KEPT_SECONDS, MOST_STALLS, type ProgramVersion, queueKeys } from './queue-keys.ts';

export interface QueueWorkerOptions {
  readonly address: QueueAddress;
  readonly program: ProgramVersion;
  /** Worker threads, and chunks that are done at the same time. */
  readonly jobs: number;
  /** Another one than that of any other worker. */
  readonly id: string;
  readonly timing: QueueTiming;
  /** Ends the work when it is aborted; what is begun is given back. */
  readonly signal: AbortSignal;
  /** Ends the work when there was nothing to do for so many milliseconds. */
  readonly untilIdle?: number | undefined;
  /** Another module for the threads to run. */
  readonly entry?: URL | undefined;
  /** Called when it takes work. */
  readonly onReady?: () => void;
  /** Told, in one line, of what somebody should know. */
  readonly notify: (line: string) => void;
}

/** What a worker has done. */
export interface Served {
  readonly chunks: number;
  readonly evaluations: number;
  /** Evaluations that failed. */
  readonly failures: number;
}

/** Bytes: Redis takes no larger values. */
const LARGEST_RESULT = 512 * 1024 * 1024;
const POLITE = 5_000;

/**
 * Works until the signal is aborted or there is nothing left to do.
 * @throws QueueError if the server is not reached, or has gone away for too long
 * @throws WorkerError if threads cannot be started
 */
export async function serveQueue(options: QueueWorkerOptions): Promise<Served> {
  const { address, program, jobs, timing, signal, untilIdle, notify } = options;
  const keys = queueKeys(address.name, program);
  const client = await connect(address, timing);
  const pools = createExperimentPools(jobs, options.entry);
  const served = { chunks: 0, evaluations: 0, failures: 0 };
  const me: Member = { id: options.id, ...program, threads: jobs };
  let end: (fault?: Error) => void = () => {};
  const ended = new Promise<Error | undefined>((resolve) => {
    end = resolve;
  });
  let isEnding = false;

  let busy = 0;
  let idling: NodeJS.Timeout | undefined;
  const idle = () => {
    if (untilIdle !== undefined && busy === 0 && !isEnding) idling = setTimeout(() => end(), untilIdle);
  };

  async function process(job: Job, token: string | undefined): Promise<void> {
    clearTimeout(idling);
    busy++;
    try {
      await work(job);
    } catch (error) {
      if (error instanceof WorkerError) end(error);
      else if (!isEnding) throw error;
      await job.moveToWait(token);
      throw new WaitingError();
    } finally {
      busy--;
      idle();
    }
  }

  async function work({ id, data }: Job): Promise<void> {
    const { experiment, request } = readJob(data, id);
    // Done by somebody who was taken for dead.
    if ((await client.exists(keys.result(String(id)))) === 1) return;
    const open = async () => {
      const text = await client.get(keys.experiment(experiment));
      if (text === null) throw new Error('the experiment is not in Redis');
      return unpackExperiment(text, experiment, program);
    };
    await pools.use(experiment, open, async ({ pool, plan }) => {
      const chunk = await pool.evaluate(request);
      const bytes = encodeChunk(experiment, chunk);
      if (bytes.length > LARGEST_RESULT) throw new Error(`the chunk has ${bytes.length} bytes, too many for Redis`);
      // First the result, then the end of the job: a job that is gone has a result, or has got lost.
      await client.set(
        keys.result(String(id)),
        Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
        'EX',
        KEPT_SECONDS,
      );
      served.chunks++;
      served.evaluations += (chunk.toDraw - chunk.fromDraw) * plan.paths.length;
      served.failures += chunk.failures.length;
    });
  }

  const strangers = new Set<string>();
  const beat = async () => {
    await announce(client, keys, 'worker', me, timing.beat);
    for (const { version, modelVersion } of await listMembers(client, keys, 'coordinator', timing.beat)) {
      if (version === program.version && modelVersion === program.modelVersion) continue;
      const other = `version ${version} (model ${modelVersion})`;
      if (strangers.has(other)) continue;
      strangers.add(other);
      notify(
        `${describeAddress(address)} has work of ${other}, which this worker of version ${program.version} ` +
          `(model ${program.modelVersion}) does not take: install that version here`,
      );
    }
  };

  const consumer = new QueueConsumer(keys.jobs, process, {
    connection: client,
    prefix: JOB_PREFIX,
    concurrency: jobs,
    lockDuration: timing.lock,
    stalledInterval: timing.check,
    maxStalledCount: MOST_STALLS,
    runRetryDelay: Math.min(timing.check, 2_000),
    autorun: false,
  });
  // A connection that is lost is watched below; a lock that is lost does no harm, as the result is the same.
  consumer.on('error', () => {});
  consumer.on('failed', (_job, error) => notify(`a chunk could not be done: ${error.message}`));
  const unwatch = watchConnection(client, address, timing, {
    onLost: (patience) => notify(`${describeAddress(address)} does not answer; waiting up to ${patience / 1000} s`),
    onBack: () => notify(`${describeAddress(address)} is back`),
    onGone: end,
  });
  const beating = setInterval(() => void beat().catch(() => {}), timing.beat);
  const onAbort = () => end();
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) end();
  let fault: Error | undefined;
  try {
    await beat();
    void consumer.run().catch(end);
    options.onReady?.();
    idle();
    fault = await ended;
  } finally {
    isEnding = true;
    clearTimeout(idling);
    clearInterval(beating);
    signal.removeEventListener('abort', onAbort);
    unwatch();
    const polite = async () => {
      // Takes no more, and then what is begun is rejected and so given back.
      const closed = consumer.close();
      await pools.close();
      await closed;
      await takeLeave(client, keys, 'worker', me);
    };
    await closeInTime(client, polite, POLITE);
    await pools.close();
  }
  if (fault) throw fault;
  return served;
}
