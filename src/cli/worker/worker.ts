/** `worker`: computes for commands elsewhere that are given the same queue. */
import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { describeAddress } from '../../cluster/queue-address.ts';
import { type Served, serveQueue } from '../../cluster/queue-worker.ts';
import { MODEL_VERSION } from '../../deterrence/model.ts';
import type { Environment } from '../environment.ts';
import { queueTiming } from '../start-queue-executor.ts';
import { VERSION } from '../version.ts';
import type { WorkerCommandOptions } from './worker-options.ts';

/**
 * Works until it is interrupted or has nothing left to do.
 * @throws UsageError, QueueError, WorkerError, Interrupted
 */
export async function workForQueue(
  { queue, jobs = availableParallelism(), untilIdle, json, quiet }: WorkerCommandOptions,
  { stdout, stderr, signal }: Environment,
): Promise<void> {
  const tell = (line: string) => stderr.write(`${line}\n`);
  const served = await serveQueue({
    ...{ address: queue, jobs, signal, id: randomUUID() },
    program: { version: VERSION, modelVersion: MODEL_VERSION },
    timing: await queueTiming(),
    untilIdle: untilIdle === undefined ? undefined : 1000 * untilIdle,
    notify: tell,
    onReady: () => {
      if (quiet || json) return;
      tell(
        `works for ${describeAddress(queue)} with ${count(jobs, 'thread')} (version ${VERSION}, model ${MODEL_VERSION}); Ctrl-C ends it`,
      );
    },
  });
  if (json) stdout.write(`${JSON.stringify(served, null, 2)}\n`);
  else if (!quiet) stdout.write(`${sayServed(served)}\n`);
  signal.throwIfAborted();
}

function sayServed({ chunks, evaluations, failures }: Served): string {
  const failed = failures > 0 ? `, of which ${failures} failed` : '';
  return `${count(chunks, 'chunk')} done: ${count(evaluations, 'evaluation')}${failed}`;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
