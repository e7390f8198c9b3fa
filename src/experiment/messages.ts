/** What a pool and its worker threads say to each other. Everything is plain data: it passes the structured clone. */
import type { Plan } from './plan.ts';
import type { Chunk } from './results.ts';
import type { ScenarioData } from './scenario-data.ts';

/** What a worker thread is given when it starts. It is then sent one `EvaluationRequest` after the other. */
export interface WorkerSetup {
  /** Module that the thread is to run, where it is started by way of boot.mjs. */
  readonly entry?: string;
  readonly scenario: ScenarioData;
  readonly plan: Plan;
}

/**
 * What a thread says: once that it is ready, then for each request its chunk, or why there is none (which is no fault of
 * the scenario or the model: those are failures of the chunk).
 */
export type WorkerReply = { readonly ready: true } | { readonly chunk: Chunk } | { readonly error: Error };
