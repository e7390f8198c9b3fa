/** Evaluates some columns of the results in all draws of a plan, with certain values in place of what the scenario says. */
import type { Executor } from './executor.ts';
import type { Plan } from './plan.ts';
import type { Replacement } from './replace-values.ts';
import type { FailureCount } from './results.ts';
import { cutDraws, evaluateBatches } from './row-evaluator.ts';

export interface ColumnsOptions {
  readonly plan: Plan;
  /** In place of what the scenario says; the draws are the same with and without. */
  readonly replacements: readonly Replacement[];
  /** Number of columns, and the positions of those that are wanted. */
  readonly columns: number;
  readonly wanted: readonly number[];
  /** Whether outputs on demand are among the columns, after those of the results (`shapeOf`). */
  readonly onDemand?: boolean;
  /** Ends the evaluation: the promise is then rejected with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Called with the number of evaluations done. */
  readonly onProgress?: (done: number) => void;
}

export interface EvaluatedColumns {
  /** Of each path each wanted column by draw; NaN where it is undefined, and on every path where the draw has failed on one. */
  readonly values: readonly (readonly Float64Array[])[];
  readonly failures: FailureCount;
}

/**
 * Evaluates all draws of the plan.
 * @throws what the executor throws, and the reason of the signal when it is aborted
 */
export async function evaluateColumns(executor: Executor, options: ColumnsOptions): Promise<EvaluatedColumns> {
  const { plan, replacements, columns, wanted, onDemand = false, signal, onProgress } = options;
  const paths = plan.paths.length;
  const values = plan.paths.map(() => wanted.map(() => new Float64Array(plan.draws).fill(Number.NaN)));
  const batches = cutDraws(plan.draws, paths).map((cut) => ({ ...cut, replacements, onDemand }));
  let done = 0;
  const failures = await evaluateBatches(executor, batches, signal, ({ fromDraw, toDraw }, chunk) => {
    for (let draw = fromDraw; draw < toDraw; draw++) {
      for (let path = 0; path < paths; path++) {
        const row = ((draw - fromDraw) * paths + path) * columns;
        wanted.forEach((column, index) => {
          values[path][index][draw] = chunk.values[row + column];
        });
      }
    }
    for (const { draw } of chunk.failures)
      for (const ofPath of values) for (const one of ofPath) one[draw] = Number.NaN;
    done += (toDraw - fromDraw) * paths;
    onProgress?.(done);
  });
  return { values, failures };
}
