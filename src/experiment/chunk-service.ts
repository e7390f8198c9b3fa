/** The work of a worker thread: it evaluates one chunk after the other, as it is asked for them. */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { Model } from '../deterrence/model.ts';
import { createContexts } from './contexts.ts';
import type { EvaluationRequest } from './executor.ts';
import type { WorkerReply, WorkerSetup } from './messages.ts';
import { unpackScenario } from './scenario-data.ts';

/**
 * Answers the requests of the pool that has started this thread, until the pool ends it.
 * @throws Error if this thread is not a worker of a pool
 */
export function serveChunks(model: Model): void {
  if (parentPort === null) throw new Error('this thread is not a worker of a pool');
  const setup: WorkerSetup = workerData;
  const port: MessagePort = parentPort;
  const contexts = createContexts(unpackScenario(setup.scenario), setup.plan, model);
  const reply = (message: WorkerReply) => port.postMessage(message);
  port.on('message', ({ fromDraw, toDraw, replacements = [], uniforms, onDemand }: EvaluationRequest) => {
    try {
      // Copied, not transferred: once a thread has given an array away, V8 has it look before every access to any
      // typed array whether it is still there, and the model takes a fifth longer.
      reply({ chunk: contexts(replacements, onDemand).evaluateChunk(fromDraw, toDraw, uniforms) });
    } catch (error) {
      reply({ error: error instanceof Error ? error : new Error(String(error)) });
    }
  });
  reply({ ready: true });
}
