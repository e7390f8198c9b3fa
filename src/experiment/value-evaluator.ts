/** Evaluates one column of the results at certain values of one quantity, on every path, in the same draws at each value. */
import { drawsOf, planChunks } from './chunks.ts';
import type { Executor } from './executor.ts';
import type { Plan } from './plan.ts';
import { FAILURES_SHOWN, type Failure, type FailureCount } from './results.ts';
import type { Axis } from './sweep-axes.ts';

export interface ValueEvaluator {
  /**
   * The column at some values of the quantity.
   * @returns for each value and each path the numbers of all draws; NaN where it is undefined, and on every path where
   *   the draw has failed on one
   * @throws what the executor throws
   */
  at(values: readonly number[]): Promise<readonly (readonly Float64Array[])[]>;
  /** Values at which it has been evaluated, in ascending order. */
  values(): number[];
  /** What has failed at any value; each draw counts once. Messages name the value, path and draw. */
  failures(): FailureCount;
}

export interface ValueEvaluatorOptions {
  readonly executor: Executor;
  readonly plan: Plan;
  /** The quantity that takes the values. */
  readonly axis: Pick<Axis, 'name' | 'id' | 'path' | 'at'>;
  /** Number of columns of the results, and the one that is wanted. */
  readonly columns: number;
  readonly column: number;
  /** Called with the evaluations done so far and those asked for so far. */
  readonly onProgress?: (done: number, wanted: number) => void;
}

/** Opens an evaluator that keeps what it has evaluated. */
export function createValueEvaluator(options: ValueEvaluatorOptions): ValueEvaluator {
  const { executor, plan, axis, columns, column, onProgress } = options;
  const chunking = planChunks(plan);
  const paths = plan.paths.length;
  const kept = new Map<number, Promise<readonly Float64Array[]>>();
  const failed = new Map<number, Failure[]>();
  let done = 0;

  async function evaluate(value: number): Promise<readonly Float64Array[]> {
    const replacements = [{ id: axis.id, path: axis.path, value, at: axis.at }];
    const numbers = plan.paths.map(() => new Float64Array(plan.draws));
    const failures: Failure[][] = [];
    await Promise.all(
      Array.from({ length: chunking.count }, async (_, index) => {
        const draws = drawsOf(chunking, index);
        const chunk = await executor.evaluate({ ...draws, replacements });
        for (let path = 0; path < paths; path++) {
          for (let draw = draws.fromDraw; draw < draws.toDraw; draw++) {
            const row = (draw - draws.fromDraw) * paths + path;
            numbers[path][draw] = chunk.values[row * columns + column];
          }
        }
        failures[index] = [...chunk.failures];
        for (const { draw } of chunk.failures) for (const ofPath of numbers) ofPath[draw] = Number.NaN;
        done += (draws.toDraw - draws.fromDraw) * paths;
        onProgress?.(done, kept.size * plan.evaluations);
      }),
    );
    failed.set(value, failures.flat());
    return numbers;
  }

  return {
    at: (values) =>
      Promise.all(
        values.map((value) => {
          const numbers = kept.get(value) ?? evaluate(value);
          kept.set(value, numbers);
          return numbers;
        }),
      ),
    values: () => [...kept.keys()].sort((a, b) => a - b),
    failures() {
      const all = [...failed]
        .sort(([a], [b]) => a - b)
        .flatMap(([value, failures]) =>
          failures.map((failure) => ({ ...failure, message: `${axis.name}=${value}: ${failure.message}` })),
        );
      return {
        evaluations: all.length,
        draws: new Set(all.map(({ draw }) => draw)).size,
        first: all.slice(0, FAILURES_SHOWN),
      };
    },
  };
}
