/** The work of a worker thread: it evaluates one chunk after the other, as it is asked for them. */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { Model } from '../deterrence/model.ts';
import { createCellContexts } from './cell-contexts.ts';
import { type ChunkReply, type ChunkRequest, isWorkerSetup, packError } from './messages.ts';
import { unpackScenario } from './scenario-data.ts';

/** Cells that a thread keeps at hand; it meets them about in order. */
const CONTEXTS = 8;

/**
 * Answers the requests of the pool that has started this thread, until the pool ends it.
 * @throws Error if this thread is not a worker of a pool
 */
export function serveChunks(model: Model): void {
  const setup: unknown = workerData;
  if (parentPort === null || !isWorkerSetup(setup)) throw new Error('this thread is not a worker of a pool');
  const port: MessagePort = parentPort;
  const contexts = createCellContexts(unpackScenario(setup.scenario), setup.plan, setup.cells, model, CONTEXTS);
  port.on('message', ({ fromDraw, toDraw, cell = 0 }: ChunkRequest) => {
    try {
      // Copied, not transferred: once a thread has given an array away, V8 has it look before every access to any
      // typed array whether it is still there, and the model takes a fifth longer.
      port.postMessage({ chunk: contexts(cell).evaluateChunk(fromDraw, toDraw) } satisfies ChunkReply);
    } catch (error) {
      port.postMessage({ error: packError(error) } satisfies ChunkReply);
    }
  });
}
