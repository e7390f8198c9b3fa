/** Runs a plan, in this thread or in a pool, and collects the results in memory. */
import { OUTCOMES } from '../deterrence/outputs.ts';
import { chunksInOrder } from './chunks.ts';
import type { EvaluationContext } from './evaluate.ts';
import type { Pool } from './pool.ts';
import type { Chunk, Results } from './results.ts';

export interface RunOptions {
  /** Threads that evaluate, of the same scenario and plan; this one if there are none. The results are the same. */
  readonly pool?: Pool | undefined;
  /** Ends the run: its promise is then rejected with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called with the number of evaluations done. */
  readonly onProgress?: (evaluationsDone: number) => void;
}

/** Bytes of memory that the results of a plan will take. */
export function resultBytes({ plan, columns, parameterColumns, historyColumns }: EvaluationContext): number {
  const perPath = columns.length + plan.periods * OUTCOMES.length + plan.histories * (1 + historyColumns.length);
  return Float64Array.BYTES_PER_ELEMENT * plan.draws * (plan.paths.length * perPath + parameterColumns.length);
}

/**
 * Evaluates every draw of a plan.
 * @throws the reason of the signal when it is aborted, and what `evaluateChunk` or the pool throws, for the first draw
 *   that fails
 */
export async function runPlan(context: EvaluationContext, options: RunOptions = {}): Promise<Results> {
  const { plan, columns, parameterColumns, historyColumns } = context;
  const { pool, signal, onProgress } = options;
  const paths = plan.paths.length;
  const values = new Float64Array(plan.draws * paths * columns.length);
  const parameters = new Float64Array(plan.draws * parameterColumns.length);
  const timeline = new Float64Array(plan.draws * paths * plan.periods * OUTCOMES.length);
  const histories = new Float64Array(plan.draws * paths * plan.histories * (1 + historyColumns.length));
  for await (const chunk of pool ? chunksInOrder(pool, plan) : chunksOfThisThread(context)) {
    signal?.throwIfAborted();
    const { fromDraw, toDraw } = chunk;
    const place = (from: Float64Array, to: Float64Array) => to.set(from, fromDraw * (to.length / plan.draws));
    place(chunk.values, values);
    place(chunk.parameters, parameters);
    place(chunk.timeline, timeline);
    place(chunk.histories, histories);
    onProgress?.(toDraw * paths);
  }
  signal?.throwIfAborted();
  return { plan, columns, parameterColumns, values, parameters, timeline, historyColumns, histories };
}

/** Draw by draw; the event loop turns between them, so that Ctrl-C and the progress bar get their time. */
async function* chunksOfThisThread({ plan, evaluateChunk }: EvaluationContext): AsyncGenerator<Chunk> {
  for (let draw = 0; draw < plan.draws; draw++) {
    await nextTurn();
    yield evaluateChunk(draw, draw + 1);
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
