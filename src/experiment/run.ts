/** Evaluates every draw of every cell of a plan and keeps what comes out: in memory, or wherever a store puts it. */
import { type Chunking, drawsOf, planChunks } from './chunks.ts';
import type { Executor } from './executor.ts';
import { resultsInMemory } from './memory-results.ts';
import type { Plan } from './plan.ts';
import type { Replacement } from './replace-values.ts';
import type { Chunk, Failure, ResultShape, Results } from './results.ts';
import { type Share, shareOf } from './share.ts';

/** What is to be evaluated: all draws of each of some cells. */
export interface Work {
  /** Cells of a sweep; a single run has one. */
  readonly cells: number;
  /** What is run in a cell. */
  planOf(cell: number): Plan;
  /** What a cell replaces in the scenario. */
  replacementsOf(cell: number): readonly Replacement[];
}

/** Where chunks are kept. */
export interface ChunkStore {
  /** Whether a chunk is there already and need not be evaluated. */
  has(cell: number, chunk: number): boolean;
  put(cell: number, chunk: number, data: Chunk): void;
}

export interface RunOptions {
  /** Ends the run: its promise is then rejected with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Whether the first evaluation that fails, in the order below, ends the run. */
  readonly failFast?: boolean;
  /** Called with the number of evaluations done, those that were there already included. */
  readonly onProgress?: (evaluationsDone: number) => void;
  /** Evaluates only what is in this share of the work; all of it when left out. */
  readonly share?: Share | undefined;
}

/** An evaluation has failed and nothing was to go on after that. The message names path, draw and reason. */
export class FailFastError extends Error {
  override readonly name = 'FailFastError';
  /** Whether the scenario is at fault, in which a value came out where none may be. */
  readonly isUsage: boolean;

  constructor({ kind, message }: Failure) {
    super(message);
    this.isUsage = kind === 'SampleError';
  }
}

/** A chunk of a cell, and when its turn is. */
export interface Place {
  /** From 0, in the order of evaluation. */
  readonly turn: number;
  readonly cell: number;
  readonly chunk: number;
  readonly draws: { readonly fromDraw: number; readonly toDraw: number };
  readonly evaluations: number;
}

/** Every chunk of some work, in the order of evaluation: the first of every cell, then the second of every cell, … */
export function* placesOf({ cells, planOf }: Work): Generator<Place> {
  const chunkings = new Map<Plan, Chunking>();
  const chunkingOf = (plan: Plan) => {
    const chunking = chunkings.get(plan) ?? planChunks(plan);
    chunkings.set(plan, chunking);
    return chunking;
  };
  let turn = 0;
  for (let chunk = 0, isAny = true; isAny; chunk++) {
    isAny = false;
    for (let cell = 0; cell < cells; cell++) {
      const plan = planOf(cell);
      const chunking = chunkingOf(plan);
      if (chunk >= chunking.count) continue;
      isAny = true;
      const draws = drawsOf(chunking, chunk);
      const evaluations = (draws.toDraw - draws.fromDraw) * plan.paths.length;
      yield { turn: turn++, cell, chunk, draws, evaluations };
    }
  }
}

/** Requests for each job that wait for it: it never waits for the next. */
const AHEAD = 4;

/**
 * Evaluates what the store does not have. A few draws of every cell come first, then the next few: whenever it is
 * interrupted, all cells are about equally far. Chunks are stored as they are ready, not in order.
 * @throws FailFastError for the first evaluation that fails, in the order of chunks, then cells, when that is wanted
 * @throws the reason of the signal when it is aborted, and what executor and store throw
 */
export async function evaluateAll(
  executor: Executor,
  work: Work,
  store: ChunkStore,
  { signal, failFast = false, onProgress, share }: RunOptions = {},
): Promise<void> {
  const underWay = new Map<number, Promise<void>>();
  let done = 0;
  let fault: { readonly turn: number; readonly error: unknown } | undefined;

  const fail = (turn: number, error: unknown) => {
    if (fault === undefined || turn < fault.turn) fault = { turn, error };
  };
  const begin = async ({ turn, cell, chunk, draws, evaluations }: Place): Promise<void> => {
    try {
      const data = await executor.evaluate({ ...draws, replacements: work.replacementsOf(cell) });
      signal?.throwIfAborted();
      // Left to be evaluated again by whoever goes on in spite of it.
      if (failFast && data.failures.length > 0) return fail(turn, new FailFastError(data.failures[0]));
      if (fault !== undefined && fault.turn < 0) return;
      store.put(cell, chunk, data);
      done += evaluations;
      onProgress?.(done);
    } catch (error) {
      // Not a matter of its draws: nothing that comes before it is worth waiting for.
      fail(-1, error);
    } finally {
      underWay.delete(turn);
    }
  };

  for (const { cell, chunk, evaluations } of placesOfShare(work, share)) {
    if (store.has(cell, chunk)) done += evaluations;
  }
  if (done > 0) onProgress?.(done);
  for (const place of placesOfShare(work, share)) {
    if (fault !== undefined || signal?.aborted) break;
    if (store.has(place.cell, place.chunk)) continue;
    underWay.set(place.turn, begin(place));
    if (underWay.size >= AHEAD * executor.jobs) await Promise.race(underWay.values());
  }
  const mayStillComeFirst = () => fault === undefined || [...underWay.keys()].some((turn) => turn < fault!.turn);
  while (underWay.size > 0 && mayStillComeFirst()) await Promise.race(underWay.values());
  signal?.throwIfAborted();
  if (fault !== undefined) throw fault.error;
}

/** The chunks of some work that are in a share; all of them when there is none. */
export function* placesOfShare(work: Work, share: Share | undefined): Generator<Place> {
  for (const place of placesOf(work))
    if (share === undefined || shareOf(place.turn, share.of) === share.index) yield place;
}

/** A run of the scenario as it is: one cell, which replaces nothing. */
export function workOfRun(plan: Plan): Work {
  return { cells: 1, planOf: () => plan, replacementsOf: () => [] };
}

/**
 * Evaluates a plan whose results fit into memory.
 * @param shape of the scenario without replacements
 * @throws what `evaluateAll` throws
 */
export async function runInMemory(executor: Executor, shape: ResultShape, options: RunOptions = {}): Promise<Results> {
  const chunks: Chunk[] = [];
  const store: ChunkStore = {
    has: () => false,
    put(_cell, chunk, data) {
      chunks[chunk] = data;
    },
  };
  await evaluateAll(executor, workOfRun(shape.plan), store, options);
  return resultsInMemory(shape, chunks);
}
