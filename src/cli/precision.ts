/** Goes on until the paired differences of the objective are known precisely enough, in each cell by itself. */
import { createPrecisionGauge, type PrecisionGauge, type PrecisionOutcome } from '../analysis/precision.ts';
import { planChunks } from '../experiment/chunks.ts';
import type { Journal } from '../experiment/journal.ts';
import type { Plan } from '../experiment/plan.ts';
import type { ResultShape } from '../experiment/results.ts';
import type { StoppingRule } from '../experiment/rounds.ts';

export interface Precision {
  /** When each cell of a journal is done. */
  ruleFor(journal: Journal): StoppingRule;
  /** What a cell has come to, when it is done. */
  outcomeOf(cell: number): PrecisionOutcome;
}

/** A round takes no cell further than so many times the draws that it has. */
const MOST_GROWTH = 2;

/**
 * Prepares the rule of a plan that asks for a precision.
 * @param shapeOfCell with plans of the most draws
 * @returns undefined for a plan that asks for none
 */
export function createPrecision(run: Plan, shapeOfCell: (cell: number) => ResultShape): Precision | undefined {
  if (run.precision === undefined) return undefined;
  const { standardError: target, block } = run.precision;
  const [{ name: metric }] = run.preferences;
  const paths = run.paths.map(({ name }) => name);
  const gauges = new Map<number, PrecisionGauge>();
  const outcomes = new Map<number, PrecisionOutcome>();

  return {
    ruleFor: (journal) => ({
      first: block,
      next(cell, fromDraw, toDraw) {
        const shape = shapeOfCell(cell);
        const mostDraws = shape.plan.draws;
        const gauge = gauges.get(cell) ?? createPrecisionGauge(paths);
        gauges.set(cell, gauge);
        addDraws(gauge, journal, cell, shape, fromDraw, toDraw);
        const worst = gauge.worst();
        const isReached = gauge.isReached(target);
        if (!isReached && toDraw < mostDraws) return nextDraws(worst.se / target, toDraw, block);
        outcomes.set(cell, { metric, target, draws: toDraw, mostDraws, worst, isReached });
        gauges.delete(cell);
        return undefined;
      },
    }),
    outcomeOf(cell) {
      const outcome = outcomes.get(cell);
      if (outcome === undefined) throw new RangeError(`cell ${cell} is not done`);
      return outcome;
    },
  };
}

/** As many as it will take if the draws to come are like those before, but no more than twice as many. */
function nextDraws(ratio: number, draws: number, block: number): number {
  const needed = Number.isNaN(ratio) ? draws : Math.min(draws * ratio * ratio, draws * MOST_GROWTH);
  return Math.max(draws + block, Math.ceil(needed / block) * block);
}

function addDraws(
  gauge: PrecisionGauge,
  journal: Journal,
  cell: number,
  shape: ResultShape,
  fromDraw: number,
  toDraw: number,
): void {
  const { plan, columns } = shape;
  const { size } = planChunks(plan);
  const paths = plan.paths.length;
  // The first preference: preferences are the last columns.
  const column = columns.length - plan.preferences.length;
  for (let index = fromDraw / size; index < toDraw / size; index++) {
    const { values, failures, ...chunk } = journal.read(cell, index);
    const draws = chunk.toDraw - chunk.fromDraw;
    const objective = plan.paths.map((_, path) =>
      Float64Array.from({ length: draws }, (_, draw) => values[(draw * paths + path) * columns.length + column]),
    );
    // A draw that failed on one path is left out on all.
    for (const { draw } of failures) for (const ofPath of objective) ofPath[draw - chunk.fromDraw] = Number.NaN;
    gauge.add(objective);
  }
}
