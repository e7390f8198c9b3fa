/** Runs a plan in this thread, draw by draw, and collects the results in memory. */
import { OUTCOMES } from '../deterrence/outputs.ts';
import type { EvaluationContext } from './evaluate.ts';
import type { Results } from './results.ts';

export interface RunOptions {
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
 * @throws the reason of the signal when it is aborted, and what `evaluateChunk` throws
 */
export async function runPlan(context: EvaluationContext, options: RunOptions = {}): Promise<Results> {
  const { plan, columns, parameterColumns, historyColumns } = context;
  const { signal, onProgress } = options;
  const paths = plan.paths.length;
  const values = new Float64Array(plan.draws * paths * columns.length);
  const parameters = new Float64Array(plan.draws * parameterColumns.length);
  const timeline = new Float64Array(plan.draws * paths * plan.periods * OUTCOMES.length);
  const histories = new Float64Array(plan.draws * paths * plan.histories * (1 + historyColumns.length));
  for (let draw = 0; draw < plan.draws; draw++) {
    signal?.throwIfAborted();
    const chunk = context.evaluateChunk(draw, draw + 1);
    values.set(chunk.values, draw * chunk.values.length);
    parameters.set(chunk.parameters, draw * chunk.parameters.length);
    timeline.set(chunk.timeline, draw * chunk.timeline.length);
    histories.set(chunk.histories, draw * chunk.histories.length);
    onProgress?.((draw + 1) * paths);
    await nextTurn();
  }
  signal?.throwIfAborted();
  return { plan, columns, parameterColumns, values, parameters, timeline, historyColumns, histories };
}

/** Lets the event loop turn, so that Ctrl-C and the progress bar get their time. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
