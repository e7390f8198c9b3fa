/**
 * Asks every preference whether it minds the bad outcomes. An objective that forgets one can turn the verdict round: a
 * path that ends in what is not counted looks good.
 */
import { deriveOutputs, OUTPUTS, outputIndex } from '../deterrence/outputs.ts';
import type { Metric, Preference } from './scenario.ts';

/** Outcomes that no preference should overlook, each with what else rises with its probability. */
const BAD_OUTCOMES: readonly { name: string; shown: string; years?: string }[] = [
  { name: 'protege_collapses', shown: 'protege_collapses' },
  { name: 'war_continues', shown: 'war going on (war_continues, war_years)', years: 'war_years' },
  { name: 'renewed_war_lost', shown: 'renewed_war_lost' },
  { name: 'general_war', shown: 'general_war' },
  { name: 'nuclear_use', shown: 'nuclear_use' },
];

/** A plausible path, so that ratios and logarithms have values: what is not named is 0.05. */
const PLAUSIBLE: Readonly<Record<string, number>> = {
  ceasefire_holds: 0.4,
  war_continues: 0.2,
  protege_collapses: 0.1,
  renewed_war_lost: 0.1,
  renewed_war_repelled: 0.1,
  general_war: 0.06,
  nuclear_use: 0.04,
  ceasefires: 0.7,
  war_years: 4,
  ceasefire_years: 5,
  budget: 100,
  ceasefire_year: 2,
  breakdown_year: 5,
};
const SHIFT = 0.01;
const YEARS_OF_WAR = 5;

export interface Conscience {
  /** Bad outcomes that do not change the objective. */
  readonly forgotten: readonly string[];
  /** Bad outcomes that improve the objective. */
  readonly welcome: readonly string[];
}

/** What a preference does when probability moves from a ceasefire that holds to each of the bad outcomes. */
export function examine(preference: Preference, metrics: readonly Metric[]): Conscience {
  const objective = objectiveOf(preference, metrics);
  const before = objective(plausibleOutputs());
  const forgotten: string[] = [];
  const welcome: string[] = [];
  for (const { name, shown, years } of BAD_OUTCOMES) {
    const outputs = plausibleOutputs();
    outputs[outputIndex('ceasefire_holds')] -= SHIFT;
    outputs[outputIndex(name)] += SHIFT;
    if (years !== undefined) {
      outputs[outputIndex(years)] += SHIFT * YEARS_OF_WAR;
      outputs[outputIndex('ceasefire_years')] -= SHIFT * YEARS_OF_WAR;
    }
    const change = objective(outputs) - before;
    if (!(Math.abs(change) > 1e-9 * SHIFT * Math.max(1, Math.abs(before)))) forgotten.push(shown);
    else if (change > 0 !== (preference.direction === 'minimize')) welcome.push(shown);
  }
  return { forgotten, welcome };
}

function plausibleOutputs(): Float64Array {
  return Float64Array.from(OUTPUTS, ({ name }) => PLAUSIBLE[name] ?? 0.05);
}

function objectiveOf(preference: Preference, metrics: readonly Metric[]): (outputs: Float64Array) => number {
  const slots = new Map(OUTPUTS.map(({ name }, index) => [name, index]));
  for (const { name } of metrics) slots.set(name, slots.size);
  const slotOf = (name: string) => slots.get(name)!;
  const programs = metrics.map(({ name, expression }) => ({ slot: slotOf(name), evaluate: expression.bind(slotOf) }));
  const evaluateObjective = preference.expression.bind(slotOf);
  const noUniforms = new Float64Array(0);
  return (outputs) => {
    deriveOutputs(outputs);
    const values = new Float64Array(slots.size);
    values.set(outputs);
    for (const { slot, evaluate } of programs) values[slot] = evaluate(values, noUniforms, 0);
    return evaluateObjective(values, noUniforms, 0);
  };
}
