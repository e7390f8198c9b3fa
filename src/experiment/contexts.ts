/** What evaluates a scenario in which some values are replaced: prepared once, and kept while it is asked for. */
import type { Model } from '../deterrence/model.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { replaceInPlan } from './cell-plan.ts';
import { createContext, type EvaluationContext } from './evaluate.ts';
import { keepRecent } from './keep-recent.ts';
import type { Plan } from './plan.ts';
import type { Replacement } from './replace-values.ts';
import { type UniformSource, uniformsOf } from './uniforms.ts';

/**
 * What evaluates the draws of a scenario with these replacements, made when it is first asked for; also outputs on demand,
 * if they are wanted.
 */
export type Contexts = (replacements: readonly Replacement[], onDemand?: boolean) => EvaluationContext;

/** Contexts that are kept unless one says otherwise: the cells of a middling sweep, whose turns come round and round. */
const MOST_KEPT = 64;
/** Sets of uniforms that are kept: a Latin hypercube of many draws is large. */
const MOST_SOURCES = 4;

/**
 * Prepares evaluations that share the draws of the scenario without replacements: what is fixed takes its uniforms with
 * it and leaves those of the others alone, under every design. Only a change of draws, seed or design means other draws.
 * @param most contexts that are kept; the one that was asked for least recently is made again when it is needed
 */
export function createContexts(scenario: Scenario, plan: Plan, model: Model, most = MOST_KEPT): Contexts {
  const sources = keepRecent<UniformSource>(MOST_SOURCES);
  const contexts = keepRecent<EvaluationContext>(most);
  return (replacements, onDemand = false) =>
    contexts(
      JSON.stringify([
        onDemand,
        ...replacements.map(({ id, path, value, exact = false }) => [id, path ?? null, value, exact]),
      ]),
      () => {
        const own = replaceInPlan(scenario, plan, replacements);
        const { draws, seed, design } = own.plan;
        const shared = sources(JSON.stringify([draws, seed, design]), () => uniformsOf(scenario, own.plan));
        return createContext(own.scenario, own.plan, model, { shared, onDemand });
      },
    );
}
