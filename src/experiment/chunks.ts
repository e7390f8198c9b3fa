/** How a plan is cut into chunks of draws. */
import type { Plan } from './plan.ts';

/** Evaluations in a chunk: enough that asking for it costs little, few enough that progress is smooth. */
const EVALUATIONS = { least: 8, most: 256 } as const;
/** A plan is cut into about so many chunks, within the bounds above. */
const CHUNKS = 512;
/** So many single histories take about as long as one evaluation. */
const HISTORIES_PER_EVALUATION = 500;
/** A thread that would have fewer chunks to do takes longer to start than it saves. */
const CHUNKS_PER_THREAD = 8;

/** Consecutive draws in equal parts, the last of which may be smaller. A million draws take no more room than one. */
export interface Chunking {
  readonly draws: number;
  /** Draws of a chunk. */
  readonly size: number;
  /** Number of chunks. */
  readonly count: number;
}

/**
 * The chunks of a plan. They depend on the plan alone, not on who evaluates them; where it goes on in blocks until a
 * precision is reached, not on how far, and no chunk is in two blocks.
 */
export function planChunks(plan: Plan): Chunking {
  const { draws, histories, paths, precision } = plan;
  const perDraw = paths.length * (1 + histories / HISTORIES_PER_EVALUATION);
  const atOnce = precision?.block ?? draws;
  const evaluations = Math.min(EVALUATIONS.most, Math.max(EVALUATIONS.least, (atOnce * perDraw) / CHUNKS));
  let size = Math.max(1, Math.round(evaluations / perDraw));
  while (precision && precision.block % size > 0) size--;
  return { draws, size, count: Math.ceil(draws / size) };
}

/** The draws fromDraw … toDraw − 1 of one chunk. */
export function drawsOf({ draws, size }: Chunking, chunk: number): { fromDraw: number; toDraw: number } {
  return { fromDraw: chunk * size, toDraw: Math.min(draws, (chunk + 1) * size) };
}

/**
 * How many of the threads that one may have are worth starting for a plan; 1 means none beside the main one.
 * @param cells of a sweep, in each of which the plan is run
 */
export function usefulThreads(plan: Plan, jobs: number, cells = 1): number {
  return Math.max(1, Math.min(jobs, Math.floor((cells * planChunks(plan).count) / CHUNKS_PER_THREAD)));
}
