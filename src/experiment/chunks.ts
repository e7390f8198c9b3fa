/** How a plan is cut into chunks, and how they come out of a pool in the order of their draws. */
import type { ChunkRequest } from './messages.ts';
import type { Plan } from './plan.ts';
import type { Pool } from './pool.ts';
import type { Chunk } from './results.ts';

/** Evaluations in a chunk: enough that asking for it costs little, few enough that progress is smooth. */
const EVALUATIONS = { least: 8, most: 256 } as const;
/** A plan is cut into about so many chunks, within the bounds above. */
const CHUNKS = 512;
/** So many single histories take about as long as one evaluation. */
const HISTORIES_PER_EVALUATION = 500;
/** A thread that would have fewer chunks to do takes longer to start than it saves. */
const CHUNKS_PER_THREAD = 8;
/** Chunks per thread that may be ready before their turn has come. */
const AHEAD = 4;

/** The chunks of a plan, in the order of their draws. They depend on the plan alone, not on who evaluates them. */
export function planChunks(plan: Plan): ChunkRequest[] {
  const { draws, histories, paths } = plan;
  const perDraw = paths.length * (1 + histories / HISTORIES_PER_EVALUATION);
  const evaluations = Math.min(EVALUATIONS.most, Math.max(EVALUATIONS.least, (draws * perDraw) / CHUNKS));
  const size = Math.max(1, Math.round(evaluations / perDraw));
  return Array.from({ length: Math.ceil(draws / size) }, (_, index) => ({
    fromDraw: index * size,
    toDraw: Math.min(draws, (index + 1) * size),
  }));
}

/**
 * How many of the threads that one may have are worth starting for a plan; 1 means none beside the main one.
 * @param cells of a sweep, in each of which the plan is run
 */
export function usefulThreads(plan: Plan, jobs: number, cells = 1): number {
  return Math.max(1, Math.min(jobs, Math.floor((cells * planChunks(plan).length) / CHUNKS_PER_THREAD)));
}

/**
 * Evaluates a plan in a pool. Whichever thread is done first, the chunks come in the order of their draws, and so does
 * the first error.
 * @throws what the pool throws
 */
export async function* chunksInOrder(pool: Pool, plan: Plan): AsyncGenerator<Chunk> {
  const requests = planChunks(plan);
  const asked: Promise<Chunk>[] = [];
  let next = 0;
  for (let done = 0; done < requests.length; done++) {
    for (; next < Math.min(requests.length, done + AHEAD * pool.jobs); next++) {
      const chunk = pool.evaluate(requests[next].fromDraw, requests[next].toDraw);
      // Its turn to be awaited may never come; until then a failure is nobody's.
      chunk.catch(() => {});
      asked.push(chunk);
    }
    yield await asked.shift()!;
  }
}
