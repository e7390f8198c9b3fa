/** Evaluates one column of the results in worlds of a design's own, row by row, on every path. */
import type { Executor } from './executor.ts';
import type { Replacement } from './replace-values.ts';
import { type Chunk, FAILURES_SHOWN, type Failure, type FailureCount } from './results.ts';

/** Consecutive draws that are evaluated alike. */
export interface RowBatch {
  /** First draw id, and one past the last. Rows of the same draw have the same luck where values are sampled anew. */
  readonly fromDraw: number;
  readonly toDraw: number;
  readonly replacements?: readonly Replacement[];
  /** Uniforms in place of the design's, as in a request to an executor; made when it is the batch's turn. */
  uniforms?(): Float64Array;
  /** Whether outputs on demand are wanted, as in a request to an executor. */
  readonly onDemand?: boolean;
  /** Where the value of a draw belongs among the rows. */
  rowOf(draw: number): number;
}

export interface RowOptions {
  /** Number of paths and columns of the results, and the column that is wanted. */
  readonly paths: number;
  readonly columns: number;
  readonly column: number;
  /** Rows in all. */
  readonly rows: number;
  /** Ends the evaluation: the promise is then rejected with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Called with the number of evaluations done. */
  readonly onProgress?: (done: number) => void;
}

export interface EvaluatedRows {
  /** For each path the column by rows; NaN where it is undefined, and on every path where the row has failed on one. */
  readonly values: readonly Float64Array[];
  readonly failures: FailureCount;
}

/** Batches for each job that wait for it: it never waits for the next. */
const AHEAD = 4;
/** Evaluations of a batch: enough that asking for it costs little, few enough that progress is smooth. */
const BATCH_EVALUATIONS = 64;

/** Cuts draws into batches of a good size. */
export function cutDraws(draws: number, paths: number): { fromDraw: number; toDraw: number }[] {
  const size = Math.max(1, Math.floor(BATCH_EVALUATIONS / paths));
  return Array.from({ length: Math.ceil(draws / size) }, (_, i) => ({
    fromDraw: i * size,
    toDraw: Math.min(draws, (i + 1) * size),
  }));
}

/**
 * Evaluates all batches. What comes out depends on them alone, not on who evaluates them.
 * @throws what the executor throws, and the reason of the signal when it is aborted
 */
export async function evaluateRows(
  executor: Executor,
  batches: readonly RowBatch[],
  { paths, columns, column, rows, signal, onProgress }: RowOptions,
): Promise<EvaluatedRows> {
  const values = Array.from({ length: paths }, () => new Float64Array(rows).fill(Number.NaN));
  let done = 0;
  const failures = await evaluateBatches(executor, batches, signal, ({ fromDraw, toDraw, rowOf }, chunk) => {
    for (let draw = fromDraw; draw < toDraw; draw++) {
      for (let path = 0; path < paths; path++) {
        values[path][rowOf(draw)] = chunk.values[((draw - fromDraw) * paths + path) * columns + column];
      }
    }
    for (const { draw } of chunk.failures) for (const ofPath of values) ofPath[rowOf(draw)] = Number.NaN;
    done += (toDraw - fromDraw) * paths;
    onProgress?.(done);
  });
  return { values, failures };
}

/**
 * Evaluates batches, some at the same time, and hands over what comes out of each.
 * @param keep called once for each batch, in any order
 * @returns what has failed, in the order of the batches
 * @throws what the executor throws, and the reason of the signal when it is aborted
 */
export async function evaluateBatches<Batch extends Omit<RowBatch, 'rowOf'>>(
  executor: Executor,
  batches: readonly Batch[],
  signal: AbortSignal | undefined,
  keep: (batch: Batch, chunk: Chunk) => void,
): Promise<FailureCount> {
  const failures: (readonly Failure[])[] = [];
  const underWay = new Set<Promise<void>>();
  let fault: { readonly error: unknown } | undefined;

  const evaluate = async (batch: Batch, index: number): Promise<void> => {
    const { fromDraw, toDraw, replacements, onDemand } = batch;
    const chunk = await executor.evaluate({ fromDraw, toDraw, replacements, uniforms: batch.uniforms?.(), onDemand });
    keep(batch, chunk);
    failures[index] = chunk.failures;
  };
  for (const [index, batch] of batches.entries()) {
    if (fault !== undefined || signal?.aborted) break;
    const turn: Promise<void> = evaluate(batch, index)
      .catch((error: unknown) => {
        fault ??= { error };
      })
      .finally(() => underWay.delete(turn));
    underWay.add(turn);
    if (underWay.size >= AHEAD * executor.jobs) await Promise.race(underWay);
  }
  await Promise.all(underWay);
  signal?.throwIfAborted();
  if (fault !== undefined) throw fault.error;
  return countFailures(failures.flat());
}

function countFailures(all: readonly Failure[]): FailureCount {
  return {
    evaluations: all.length,
    draws: new Set(all.map(({ draw }) => draw)).size,
    first: all.slice(0, FAILURES_SHOWN),
  };
}
