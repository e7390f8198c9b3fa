/** Runs a sweep cell by cell. All cells see the same draws: differences between them are differences of the model. */
import type { CellContexts } from './cell-contexts.ts';
import type { Pool } from './pool.ts';
import type { Replacement } from './replace-values.ts';
import type { Results } from './results.ts';
import { type RunOptions, runPlan } from './run.ts';
import { describeCell, replacementsOf, type SweepPlan } from './sweep-plan.ts';

/** What every cell replaces, in the order of the cells. */
export function replacementsOfCells({ axes, cells }: SweepPlan): Replacement[][] {
  return cells.map((cell) => replacementsOf(axes, cell));
}

/**
 * The results of the cells, in their order. With a pool, further cells are begun while one is still being evaluated;
 * no more than a few are in memory.
 * @throws what `runPlan` throws, with the cell in its message
 */
export async function* runSweep(
  sweep: SweepPlan,
  contexts: CellContexts,
  { pool, signal, onProgress }: RunOptions,
): AsyncGenerator<Results> {
  const ahead = pool ? pool.jobs : 0;
  const done = new Float64Array(sweep.cells.length);
  let total = 0;
  const begin = (cell: number): Promise<Results> => {
    const results = runPlan(contexts(cell), {
      pool: pool && poolOfCell(pool, cell),
      ...(signal ? { signal } : {}),
      onProgress(evaluations) {
        total += evaluations - done[cell];
        done[cell] = evaluations;
        onProgress?.(total);
      },
    });
    // Its turn to be awaited may never come; until then a failure is nobody's.
    results.catch(() => {});
    return results;
  };
  const begun: Promise<Results>[] = [];
  let next = 0;
  for (const cell of sweep.cells) {
    for (; next <= Math.min(sweep.cells.length - 1, cell.id + ahead); next++) begun.push(begin(next));
    let results: Results;
    try {
      results = await begun.shift()!;
    } catch (error) {
      if (error instanceof Error && error !== signal?.reason) {
        error.message = `cell ${cell.id} (${describeCell(sweep, cell)}): ${error.message}`;
      }
      throw error;
    }
    yield results;
  }
}

function poolOfCell(pool: Pool, cell: number): Pool {
  return { ...pool, evaluate: (fromDraw, toDraw) => pool.evaluate(fromDraw, toDraw, cell) };
}
