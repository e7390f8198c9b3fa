/** What evaluates the cells of a sweep: the same draws in each, of a scenario in which some values are replaced. */
import type { Model } from '../deterrence/model.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { createContext, type EvaluationContext } from './evaluate.ts';
import type { Plan } from './plan.ts';
import { type Replacement, replaceValues } from './replace-values.ts';
import { uniformsOf } from './uniforms.ts';

/** What evaluates the draws of any cell, made when it is first asked for. */
export type CellContexts = (cell: number) => EvaluationContext;

/**
 * Prepares the evaluation of cells that share the draws of the scenario without replacements: what is fixed in a cell
 * takes its uniforms with it and leaves those of the others alone, under every design.
 * @param most contexts that are kept; an older one is made again when it is needed
 */
export function createCellContexts(
  scenario: Scenario,
  plan: Plan,
  cells: readonly (readonly Replacement[])[],
  model: Model,
  most: number,
): CellContexts {
  const uniforms = uniformsOf(scenario, plan);
  const kept = new Map<number, EvaluationContext>();
  return (cell) => {
    const known = kept.get(cell);
    if (known) return known;
    const context = createContext(replaceValues(scenario, cells[cell]), plan, model, uniforms);
    kept.set(cell, context);
    if (kept.size > most) for (const oldest of [...kept.keys()].slice(0, 1)) kept.delete(oldest);
    return context;
  };
}
