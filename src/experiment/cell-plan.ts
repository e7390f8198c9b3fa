/** What a cell of a sweep changes of the plan itself: draws, seed and design, and the clock. */
import type { DesignName, RunSettings, Scenario } from '../scenario/scenario.ts';
import { canonicalJson, clockOf, type Plan, sha256 } from './plan.ts';
import { type Replacement, replaceValues } from './replace-values.ts';

/**
 * A scenario in which values are replaced, and what is then run: the same plan, unless draws, seed, design or clock are
 * among them.
 */
export function replaceInPlan(
  scenario: Scenario,
  plan: Plan,
  replacements: readonly Replacement[],
): { scenario: Scenario; plan: Plan } {
  const replaced = replaceValues(scenario, replacements);
  const settings: RunSettings = { draws: plan.draws, seed: plan.seed, design: plan.design };
  const changed = { ...replacements.reduce(changeSetting, settings), ...clockOf(replaced) };
  const isSame = Object.entries(changed).every(([key, value]) => plan[key as keyof typeof changed] === value);
  if (isSame) return { scenario: replaced, plan };
  const planHash = sha256(canonicalJson({ plan: plan.planHash, ...changed }));
  return {
    scenario: replaced,
    plan: { ...plan, ...changed, evaluations: plan.paths.length * changed.draws, planHash },
  };
}

function changeSetting(settings: RunSettings, { id, value }: Replacement): RunSettings {
  switch (id) {
    case 'run.draws':
      return { ...settings, draws: Number(value) };
    case 'run.seed':
      return { ...settings, seed: String(value) };
    case 'run.design':
      return { ...settings, design: value as DesignName };
    default:
      return settings;
  }
}
