/** Has the workers of a queue evaluate. The code for that is large, and loaded only when it is needed. */
import { randomUUID } from 'node:crypto';
import type { QueueTiming } from '../cluster/connection.ts';
import type { QueueAddress } from '../cluster/queue-address.ts';
import type { QueueExecutor } from '../cluster/queue-executor.ts';
import { MODEL_VERSION } from '../deterrence/model.ts';
import type { Executor } from '../experiment/executor.ts';
import type { Plan } from '../experiment/plan.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Environment } from './environment.ts';
import { readQueueTimes } from './queue-option.ts';
import { VERSION } from './version.ts';

/** Until it is known how many work. */
const JOBS_AT_FIRST = 16;

/** Connects in the background; if that fails, so does the first evaluation. To be closed by the caller. */
export function startQueueExecutor(
  experiment: { readonly scenario: Scenario; readonly plan: Plan },
  address: QueueAddress,
  { signal, stderr }: Environment,
): Executor {
  let executor: QueueExecutor | undefined;
  const opened = open();
  // Said by whoever asks for the first chunk.
  opened.catch(() => {});

  async function open(): Promise<QueueExecutor> {
    const timing = await queueTiming();
    const { openQueueExecutor } = await import('../cluster/queue-executor.ts');
    executor = await openQueueExecutor(experiment, {
      ...{ address, id: randomUUID(), signal },
      timing,
      // A progress bar may stand in the line.
      notify: (line) => stderr.write(`${stderr.isTTY ? '\r\u001b[K' : ''}${line}\n`),
    });
    return executor;
  }

  return {
    get jobs() {
      return executor?.jobs ?? JOBS_AT_FIRST;
    },
    evaluate: async (request) => (await opened).evaluate(request),
    describeWorkers() {
      if (executor === undefined) return undefined;
      const { workers, threads } = executor.workforce();
      return `${count(workers, 'worker')}, ${count(threads, 'thread')}`;
    },
    async close() {
      await opened.then(
        (queue) => queue.close(),
        () => {},
      );
    },
  };
}

/** How long is waited for what: as usual, or as STOLPERDRAHT_QUEUE_TIMES says. */
export async function queueTiming(): Promise<QueueTiming> {
  const times = readQueueTimes(process.env.STOLPERDRAHT_QUEUE_TIMES);
  const { USUAL_TIMING } = await import('../cluster/connection.ts');
  return { ...USUAL_TIMING, ...times };
}

/**
 * Threads of those that work for a queue now, at least 1: to plan by.
 * @throws QueueError if the server is not reached
 */
export async function threadsOfQueue(address: QueueAddress): Promise<number> {
  const { readWorkforce } = await import('../cluster/workforce.ts');
  const program = { version: VERSION, modelVersion: MODEL_VERSION };
  return Math.max(1, (await readWorkforce(address, program, await queueTiming())).threads);
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
