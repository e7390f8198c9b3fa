/** Results that are held in memory. */
import { OUTCOMES } from '../deterrence/outputs.ts';
import { type Chunk, createFailureTally, type ResultShape, type Results } from './results.ts';

/**
 * The results that some chunks hold.
 * @param chunks of all draws, in their order
 */
export function resultsInMemory(shape: ResultShape, chunks: readonly Chunk[]): Results {
  const { plan, columns, parameterColumns, historyColumns } = shape;
  const paths = plan.paths.length;
  const perPath = plan.periods * OUTCOMES.length;
  const tally = createFailureTally(plan.draws);
  for (const { failures } of chunks) tally.add(failures);
  const failures = tally.count();

  /** @param width numbers that an array of a chunk has for each draw, of which the one at the offset is taken */
  const gather = (arrayOf: (chunk: Chunk) => Float64Array, width: number, offset: number): Float64Array => {
    const gathered = new Float64Array(plan.draws);
    for (const chunk of chunks) {
      const array = arrayOf(chunk);
      for (let draw = chunk.fromDraw; draw < chunk.toDraw; draw++) {
        gathered[draw] = tally.hasFailed(draw) ? Number.NaN : array[(draw - chunk.fromDraw) * width + offset];
      }
    }
    return gathered;
  };

  return {
    plan,
    columns,
    parameterColumns,
    historyColumns,
    usable: plan.draws - failures.draws,
    failures,
    hasFailed: tally.hasFailed,
    column: (path, column) => gather(({ values }) => values, paths * columns.length, path * columns.length + column),
    parameter: (column) => gather(({ parameters }) => parameters, parameterColumns.length, column),
    state: (path, period, outcome) =>
      gather(({ timeline }) => timeline, paths * perPath, path * perPath + period * OUTCOMES.length + outcome),
    chunks: () => chunks,
  };
}
