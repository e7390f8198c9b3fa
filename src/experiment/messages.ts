/** What a pool and its worker threads say to each other. Everything is plain data: it passes the structured clone. */
import type { Plan } from './plan.ts';
import type { Chunk } from './results.ts';
import type { ScenarioData } from './scenario-data.ts';

/** What a worker thread is given when it starts. It is then sent one `EvaluationRequest` after the other. */
export interface WorkerSetup {
  /** By this a file that is both the program and its worker (the bundled program) knows which of them it is to be. */
  readonly role: typeof WORKER_ROLE;
  /** Module that the thread is to run, where it is started by way of boot.mjs. */
  readonly entry: string;
  readonly scenario: ScenarioData;
  readonly plan: Plan;
}

export const WORKER_ROLE = 'stolperdraht evaluates chunks';

/**
 * What a thread says: once that it is ready, then for each request its chunk, or why there is none (which is no fault of
 * the scenario or the model: those are failures of the chunk).
 */
export type WorkerReply = { readonly ready: true } | { readonly chunk: Chunk } | { readonly error: Error };

/** Whether the data of a thread make it a worker of a pool. */
export function isWorkerSetup(data: unknown): data is WorkerSetup {
  return typeof data === 'object' && data !== null && 'role' in data && data.role === WORKER_ROLE;
}
