/** Worker threads that evaluate the chunks of a plan. */
import { Worker } from 'node:worker_threads';
import type { Scenario } from '../scenario/scenario.ts';
import { replaceInPlan } from './cell-plan.ts';
import { checkUniforms, failedChunk, shapeOf } from './evaluate.ts';
import { type EvaluationRequest, type Executor, uniformKeys } from './executor.ts';
import type { WorkerReply, WorkerSetup } from './messages.ts';
import type { Plan } from './plan.ts';
import type { Chunk } from './results.ts';
import { packScenario } from './scenario-data.ts';

/** Program of a worker thread. Put in by the build; not there when the program runs from its source. */
declare const STOLPERDRAHT_WORKER: string | undefined;

/** Threads cannot be started: they ended before they were ready for any work. */
export class WorkerError extends Error {
  override readonly name = 'WorkerError';
}

export interface PoolOptions {
  /** Number of threads. */
  readonly jobs: number;
  /** Ends all threads when it is aborted; what they were asked for is then rejected with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Another module than worker.ts for the threads to run. */
  readonly entry?: URL | undefined;
}

/**
 * Worker threads. If a thread ends before it has answered a request, the request is evaluated once more in a new one; if
 * that ends as well, all draws of the request have failed.
 */
export interface Pool extends Executor {
  /** Ids of the threads that are there; they are started when there is work for them. */
  threadIds(): number[];
  /** Ends one thread at once, whatever it is doing. A thread that is no longer there is no error. */
  terminate(threadId: number): Promise<void>;
}

/** A chunk that has been asked for. */
interface Task {
  readonly request: EvaluationRequest;
  readonly resolve: (chunk: Chunk) => void;
  readonly reject: (reason: unknown) => void;
  /** Threads that have ended over it. */
  losses: number;
}

/** A thread and what it is doing. */
interface Seat {
  readonly thread: Worker;
  /** Node.js forgets the id when the thread has ended. */
  readonly threadId: number;
  task: Task | undefined;
  /** Whether it has come as far as to wait for work. */
  isReady: boolean;
  /** What the thread has failed of, where it has said so. */
  fault: Error | undefined;
}

const THREADS_PER_TASK = 2;

/** Opens a pool. No thread is started before there is work for it. */
export function createPool(scenario: Scenario, plan: Plan, { jobs, signal, entry }: PoolOptions): Pool {
  const data = { scenario: packScenario(scenario), plan };
  const keys = uniformKeys(scenario, plan).length;
  const queue: Task[] = [];
  const seats = new Set<Seat>();
  let closed: { readonly reason: unknown } | undefined;

  function assign(): void {
    if (closed) return;
    for (const seat of seats) if (seat.task === undefined) give(seat, queue.shift());
    while (queue.length > 0 && seats.size < jobs) give(startThread(), queue.shift());
  }

  function give(seat: Seat, task: Task | undefined): void {
    if (task === undefined) return;
    seat.task = task;
    seat.thread.postMessage(task.request);
  }

  function startThread(): Seat {
    const thread = newThread(data, entry);
    const seat: Seat = { thread, threadId: thread.threadId, task: undefined, isReady: false, fault: undefined };
    seats.add(seat);
    thread.on('message', (reply: WorkerReply) => {
      if ('ready' in reply) {
        seat.isReady = true;
        return;
      }
      const { task } = seat;
      seat.task = undefined;
      if ('chunk' in reply) task?.resolve(reply.chunk);
      else task?.reject(reply.error);
      assign();
    });
    thread.on('error', (fault) => {
      seat.fault = fault;
    });
    thread.on('messageerror', (fault) => {
      seat.fault = fault;
      void thread.terminate();
    });
    thread.on('exit', (code) => {
      seats.delete(seat);
      if (closed) return;
      if (seat.task) replaceLost(seat.task, seat, seat.fault?.message.split('\n', 1)[0] ?? `exit code ${code}`);
      assign();
    });
    return seat;
  }

  function replaceLost(task: Task, { isReady }: Seat, why: string): void {
    task.losses++;
    if (task.losses < THREADS_PER_TASK) {
      queue.unshift(task);
      return;
    }
    const { fromDraw, toDraw, replacements = [], onDemand } = task.request;
    // Threads that never come to work will not do so for other draws: that is no failure of these.
    if (!isReady) {
      const message = `worker threads cannot be started: ${task.losses} have ended before they were ready, the last one: ${why}`;
      task.reject(new WorkerError(message));
      return;
    }
    const reason = `${task.losses} worker threads have ended over it, the last one: ${why}`;
    const replaced = replaceInPlan(scenario, plan, replacements);
    const shape = shapeOf(replaced.scenario, replaced.plan, onDemand);
    task.resolve(failedChunk(shape, fromDraw, toDraw, reason));
  }

  async function shut(reason: unknown): Promise<void> {
    signal?.removeEventListener('abort', onAbort);
    closed ??= { reason };
    for (const task of queue.splice(0)) task.reject(closed.reason);
    for (const { task } of seats) task?.reject(closed.reason);
    await Promise.all(Array.from(seats, ({ thread }) => thread.terminate()));
  }

  function onAbort(): void {
    void shut(signal?.reason);
  }
  signal?.addEventListener('abort', onAbort, { once: true });
  if (signal?.aborted) onAbort();

  return {
    jobs,
    threadIds: () => Array.from(seats, (seat) => seat.threadId),
    evaluate: (request) =>
      new Promise((resolve, reject) => {
        checkUniforms(request.uniforms, request.toDraw - request.fromDraw, keys);
        if (closed) {
          reject(closed.reason);
          return;
        }
        queue.push({ request, resolve, reject, losses: 0 });
        assign();
      }),
    async terminate(threadId) {
      for (const seat of seats) if (seat.threadId === threadId) await seat.thread.terminate();
    },
    close: () => shut(new Error('the pool is closed')),
  };
}

/** A thread of the bundled program runs the text of the worker that the build has put in, any other a module. */
function newThread(data: Omit<WorkerSetup, 'entry'>, entry: URL | undefined): Worker {
  // Options of node such as --import are for the main thread: what the entry needs, it loads by itself.
  const execArgv: string[] = [];
  if (entry === undefined && typeof STOLPERDRAHT_WORKER === 'string') {
    return new Worker(STOLPERDRAHT_WORKER, { eval: true, workerData: data, execArgv });
  }
  const { href } = entry ?? new URL('./worker.ts', import.meta.url);
  return new Worker(new URL('./boot.mjs', import.meta.url), { workerData: { ...data, entry: href }, execArgv });
}
