/** Evaluates in rounds, until each cell has draws enough. */
import type { Executor } from './executor.ts';
import { endAfter } from './plan.ts';
import { type ChunkStore, evaluateAll, type RunOptions, type Work } from './run.ts';

/** Decides how far each cell goes on. Its decisions follow from the draws alone, so that they can be made again. */
export interface StoppingRule {
  /** Draws of the first round. */
  readonly first: number;
  /**
   * Looks at the draws of a cell that were evaluated in a round.
   * @returns to how many draws in all the cell is to go on; undefined if they are enough
   */
  next(cell: number, fromDraw: number, toDraw: number): number | undefined;
}

export interface RoundOptions extends Omit<RunOptions, 'onProgress'> {
  /** Called with the evaluations done, those that were there already included, and those wanted as far as is known. */
  readonly onProgress?: (evaluationsDone: number, wanted: number) => void;
}

/**
 * Evaluates what the store does not have, round by round; cells that are done take no part in further rounds. All draws
 * of a round are there before the next is decided upon, so that it depends on no thread.
 * @param work whose plans have the most draws that a cell may come to, each draw the same however many it comes to
 * @throws what `evaluateAll` throws
 */
export async function evaluateInRounds(
  executor: Executor,
  { cells, planOf, replacementsOf }: Work,
  store: ChunkStore,
  rule: StoppingRule,
  { onProgress, ...options }: RoundOptions = {},
): Promise<void> {
  const draws = new Float64Array(cells);
  let active = Array.from({ length: cells }, (_, cell) => ({ cell, toDraw: rule.first }));
  let doneBefore = 0;
  while (active.length > 0) {
    const round = active;
    const plans = round.map(({ cell, toDraw }) => endAfter(planOf(cell), toDraw));
    const evaluations = plans.reduce((sum, plan) => sum + plan.evaluations, 0);
    await evaluateAll(
      executor,
      {
        cells: round.length,
        planOf: (index) => plans[index],
        replacementsOf: (index) => replacementsOf(round[index].cell),
      },
      {
        has: (index, chunk) => store.has(round[index].cell, chunk),
        put: (index, chunk, data) => store.put(round[index].cell, chunk, data),
      },
      { ...options, onProgress: (done) => onProgress?.(doneBefore + done, doneBefore + evaluations) },
    );
    active = [];
    for (const [index, { cell, toDraw }] of round.entries()) {
      const next = rule.next(cell, draws[cell], toDraw);
      draws[cell] = toDraw;
      if (next === undefined) doneBefore += plans[index].evaluations;
      else active.push({ cell, toDraw: Math.min(next, planOf(cell).draws) });
    }
  }
}
