/** A scenario in which some quantities have certain values instead of those that the file gives them. */
import { PARAMETER_INDEX } from '../deterrence/parameters.ts';
import { compileExpression } from '../expression/compile.ts';
import { definitionOf, splitPhased } from '../scenario/phases.ts';
import type { Position, Quantity, Scenario } from '../scenario/scenario.ts';
import { isRunSetting } from './run-settings.ts';

/** A certain value for one quantity. Plain data: it can be sent to another thread. */
export interface Replacement {
  /**
   * Parameter, variable, quantity, weight or states of a member, quantity of a rung, or a run setting. A parameter holds in
   * all phases of a path; in one of them it is named by its year, `fortress.gain@3`.
   */
  readonly id: string;
  /** The only path in which it holds; in all of them when there is none, also those that set the parameter themselves. */
  readonly path: string | undefined;
  /** A text for some of the run settings only. */
  readonly value: number | string;
  readonly at: Position;
  /** Only what is sampled as that is replaced, not what phases put in its place. */
  readonly exact?: boolean;
}

/**
 * The scenario with the values replaced, one after the other. Everything else, its draws too, stays as it is; run settings
 * are those of a plan (`replaceInPlan`), not of the scenario.
 */
export function replaceValues(scenario: Scenario, replacements: readonly Replacement[]): Scenario {
  return replacements.reduce(replaceOne, scenario);
}

function replaceOne(scenario: Scenario, replacement: Replacement): Scenario {
  const { id, path } = replacement;
  if (isRunSetting(id)) return scenario;
  const isMeant = (old: Quantity) =>
    old.id === id || old.key === id || (!replacement.exact && splitPhased(old.id).id === id);
  const replaced = (old: Quantity): Quantity => (isMeant(old) ? certain(old, replacement) : old);
  const inMap = (quantities: ReadonlyMap<string, Quantity>): ReadonlyMap<string, Quantity> =>
    new Map(Array.from(quantities, ([key, quantity]) => [key, replaced(quantity)]));
  if (path !== undefined) {
    const value = certain(undefined, replacement);
    const paths = scenario.paths.map((each) =>
      each.name === path ? { ...each, parameters: new Map(inMap(each.parameters)).set(id, value) } : each,
    );
    return { ...scenario, paths };
  }
  const parameters = new Map(inMap(scenario.parameters));
  if (PARAMETER_INDEX.has(id)) parameters.set(id, certain(parameters.get(id), replacement));
  return {
    ...scenario,
    parameters,
    variables: inMap(scenario.variables),
    members: scenario.members.map((member) => ({
      ...member,
      ...(id === `members.${member.name}.weight` ? { weight: Number(replacement.value) } : {}),
      ...(id === `members.${member.name}.states` ? { states: Number(replacement.value) } : {}),
      resolve: replaced(member.resolve),
      conditionality: replaced(member.conditionality),
    })),
    ladder: scenario.ladder.map((rung) => ({
      ...rung,
      risk: replaced(rung.risk),
      costCoalition: replaced(rung.costCoalition),
      costChallenger: replaced(rung.costChallenger),
    })),
    paths: scenario.paths.map((each) => ({ ...each, parameters: inMap(each.parameters) })),
  };
}

/** A quantity with a certain value; of one that no file mentions, a parameter that keeps its reference value. */
function certain(old: Quantity | undefined, replacement: Replacement): Quantity {
  const { value, at } = replacement;
  const id = old?.id ?? replacement.id;
  const range = old?.range ?? definitionOf(id)?.range;
  const expression = compileExpression(String(value), { distributions: false });
  return { id, expression, range, outside: 'error', source: undefined, note: undefined, judgement: false, at };
}
