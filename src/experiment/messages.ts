/** What a pool and its worker threads say to each other. Everything is plain data: it passes the structured clone. */
import { SampleError } from '../scenario/sampler.ts';
import { EvaluationError } from './evaluate.ts';
import type { Plan } from './plan.ts';
import type { Replacement } from './replace-values.ts';
import type { Chunk } from './results.ts';
import type { ScenarioData } from './scenario-data.ts';

/** What a worker thread is given when it starts. */
export interface WorkerSetup {
  /** By this a file that is both the program and its worker (the bundled program) knows which of them it is to be. */
  readonly role: typeof WORKER_ROLE;
  /** Module that the thread is to run, where it is started by way of boot.mjs. */
  readonly entry: string;
  readonly scenario: ScenarioData;
  readonly plan: Plan;
  /** What each cell of a sweep replaces in the scenario; a single run has one cell, which replaces nothing. */
  readonly cells: readonly (readonly Replacement[])[];
}

export const WORKER_ROLE = 'stolperdraht evaluates chunks';

/** Draws to be evaluated: fromDraw … toDraw − 1. */
export interface ChunkRequest {
  readonly fromDraw: number;
  readonly toDraw: number;
  /** Cell of a sweep; the first when left out. */
  readonly cell?: number | undefined;
}

/** The answer to a request: its chunk, or why there is none. */
export type ChunkReply = { readonly chunk: Chunk } | { readonly error: ErrorData };

/** An error as plain data; cloning would keep neither the name nor what it knows of its place. */
export interface ErrorData {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  /** Of a SampleError. */
  readonly place?: { readonly quantity: string; readonly path: string; readonly draw: number; readonly value: number };
}

/** Whether the data of a thread make it a worker of a pool. */
export function isWorkerSetup(data: unknown): data is WorkerSetup {
  return typeof data === 'object' && data !== null && 'role' in data && data.role === WORKER_ROLE;
}

/** An error as plain data. */
export function packError(error: unknown): ErrorData {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  if (!(error instanceof SampleError)) return { name, message, stack };
  const { quantity, path, draw, value } = error;
  return { name, message, stack, place: { quantity, path, draw, value } };
}

/** The error that was packed: of the same class where it is one of the experiment's own. */
export function unpackError({ name, message, stack, place }: ErrorData): Error {
  const error = place
    ? new SampleError(message, place)
    : name === 'EvaluationError'
      ? new EvaluationError(message)
      : new Error(message);
  if (stack !== undefined) error.stack = stack;
  return error;
}
