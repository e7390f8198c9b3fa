/** Every output of one draw and path (docs/model.md §7): the single source of names, units and meanings. */

export type OutputKind = 'outcome' | 'count' | 'duration' | 'money' | 'derived' | 'utility';

export interface OutputDefinition {
  readonly name: string;
  readonly kind: OutputKind;
  readonly unit: string;
  readonly label: string;
  readonly meaning: string;
  /** Undefined in some worlds (no ceasefire, no breakdown); held as NaN in memory, written as an empty cell. */
  readonly mayBeMissing: boolean;
}

const define = (
  kind: OutputKind,
  unit: string,
  name: string,
  label: string,
  meaning: string,
  mayBeMissing = false,
): OutputDefinition => ({ name, kind, unit, label, meaning, mayBeMissing });

const outcome = (name: string, label: string, meaning: string) =>
  define('outcome', 'probability', name, label, meaning);
const count = (name: string, label: string, meaning: string) =>
  define('count', 'expected number', name, label, meaning);

// biome-ignore format: one output a line reads as the table that it is
export const OUTPUTS: readonly OutputDefinition[] = [
  outcome('ceasefire_holds', 'Ceasefire holds', 'A ceasefire is in force at the horizon.'),
  outcome('war_continues', 'War continues', 'The war of the start still goes on at the horizon.'),
  outcome('protege_collapses', 'Protégé collapses', 'The protégé collapsed in the war of the start.'),
  outcome('renewed_war_lost', 'Renewed war, lost', 'A new war was won by the challenger, against the protégé alone or together with the coalition.'),
  outcome('renewed_war_repelled', 'Renewed war, repelled', 'A new war was repelled, by the protégé alone or together with the coalition.'),
  outcome('general_war', 'General war', 'Control was lost and general war followed.'),
  outcome('nuclear_use', 'Nuclear use', 'Control was lost and nuclear weapons were used.'),

  count('ceasefires', 'Ceasefires', 'Ceasefires that began (0 or 1 per history).'),
  count('probes', 'Probes', 'Probes launched.'),
  count('limited_attacks', 'Limited attacks', 'Limited attacks launched.'),
  count('assaults', 'Assaults', 'Assaults launched.'),
  count('assaults_preferred', 'Assaults preferred', 'Assaults made where the assault has strictly the highest value of the four choices.'),
  count('hits', 'Hits', 'Challenges that hit the tripwire force, whether or not its rules were triggered.'),
  count('triggered', 'Rules triggered', 'Hits that the rules of engagement were read to answer.'),
  count('automatic_responses', 'Automatic responses', 'Triggered hits that the force answered by itself.'),
  count('responses', 'Responses', 'Challenges that were answered, automatically or by a vote.'),
  count('absorbed_hits', 'Absorbed hits', 'Hits that a vote decided not to answer.'),
  count('challenger_backs_down', 'Challenger backs down', 'Probes and limited attacks that the challenger stopped on the ladder.'),
  count('coalition_backs_down', 'Coalition backs down', 'Responses that the coalition gave up on the ladder.'),
  count('limited_successes', 'Limited successes', 'Unopposed limited attacks that took what they were after.'),
  count('spirals', 'Spirals', 'Unopposed limited attacks that became full wars.'),
  count('joint_wars', 'Joint wars', 'Wars fought by protégé and coalition together, including those in which control was then lost.'),
  count('misreads', 'Misreadings', 'Losses of control because an incident was read in two ways.'),

  count('hits_probe', 'Hits by probes', 'Probes that hit the force.'),
  count('hits_limited', 'Hits by limited attacks', 'Limited attacks that hit the force.'),
  count('hits_assault', 'Hits by assaults', 'Assaults that hit the force.'),
  count('responses_triggered', 'Responses to triggered hits', 'Triggered hits that were answered, automatically or by a vote.'),
  count('responses_untriggered', 'Responses to other hits', 'Hits that did not trigger the rules and were answered by a vote.'),
  count('responses_unhit', 'Responses without a hit', 'Limited attacks and assaults that did not hit the force and were answered by a vote.'),
  count('lone_assault_wars', 'Wars by assault alone', 'Assaults that the protégé had to meet alone.'),
  count('joint_war_losses', 'Losses of control in joint wars', 'Joint wars in which control was lost.'),
  count('ladder_losses', 'Losses of control on the ladder', 'Losses of control on a rung or by climbing to the top.'),

  define('duration', 'years', 'war_years', 'Years of war', 'Expected years of the war of the start within the horizon.'),
  define('duration', 'years', 'ceasefire_years', 'Years of ceasefire', 'Expected years of ceasefire within the horizon.'),
  define('money', 'bn €', 'budget', 'Budget', 'Expected cost of troops and build-up within the horizon, undiscounted.'),
  define('duration', 'years', 'ceasefire_year', 'Year of the ceasefire', 'Mean start of the ceasefire, given one.', true),
  define('duration', 'years', 'breakdown_year', 'Year of the breakdown', 'Mean time of the breakdown of a ceasefire, given one.', true),

  define('derived', 'probability', 'renewed_war', 'Renewed war', 'renewed_war_lost + renewed_war_repelled.'),
  define('derived', 'probability', 'renewed_war_given_ceasefire', 'Renewed war given a ceasefire', 'renewed_war / ceasefires.', true),
  define('derived', 'probability', 'breakdown_given_ceasefire', 'Breakdown given a ceasefire', '(renewed_war + general_war + nuclear_use) / ceasefires.', true),
  define('derived', 'per year', 'breakdown_hazard', 'Breakdown hazard', '(renewed_war + general_war + nuclear_use) / ceasefire_years.', true),
  define('derived', 'probability', 'uncovered_cheque', 'Uncovered cheque', 'At least once a challenge that had hit the force was absorbed by a vote, or the coalition backed down after a hit.'),
  define('derived', 'probability', 'broken_promise', 'Broken promise', 'At least once a limited attack or an assault was absorbed by a vote, or the coalition backed down from one.'),
  define('derived', 'probability', 'miscalculation', 'Miscalculation', 'breakdown_given_ceasefire minus the same without misperceptions and overconfidence.', true),

  define('utility', 'utility', 'value_challenger', 'Value to the challenger', 'The challenger\'s expected utility of a ceasefire at the start, as she sees it.'),
  define('utility', 'utility', 'value_resolute', 'Value to a resolute coalition', 'A resolute coalition\'s expected utility of a ceasefire at the start.'),
  define('utility', 'utility', 'value_irresolute', 'Value to an irresolute coalition', 'An irresolute coalition\'s expected utility of a ceasefire at the start.'),
];

/**
 * Outputs that are worked out only when somebody asks for them: they are no columns of a run. In the order of the vector
 * that holds them.
 */
// biome-ignore format: one output a line reads as the table that it is
export const ON_DEMAND_OUTPUTS: readonly OutputDefinition[] = [
  define('utility', 'utility', 'payoff_challenger', 'True payoff of the challenger', 'The challenger\'s payoff of a ceasefire at the start as it really is: expected with true chances while all play as they do with her errors. Only perception works it out.'),
];

/** Position of an output in every output vector. */
export const OUTPUT_INDEX: ReadonlyMap<string, number> = new Map(OUTPUTS.map((o, index) => [o.name, index]));

/** The outcomes at the horizon, in order; their probabilities sum to 1. They are the first entries of OUTPUTS. */
export const OUTCOMES: readonly OutputDefinition[] = OUTPUTS.filter((o) => o.kind === 'outcome');

/**
 * Position of an output in every output vector.
 * @throws RangeError if there is no such output.
 */
export function outputIndex(name: string): number {
  const index = OUTPUT_INDEX.get(name);
  if (index === undefined) throw new RangeError(`no output is called ${name}`);
  return index;
}

const at = {
  ceasefires: outputIndex('ceasefires'),
  lost: outputIndex('renewed_war_lost'),
  repelled: outputIndex('renewed_war_repelled'),
  generalWar: outputIndex('general_war'),
  nuclearUse: outputIndex('nuclear_use'),
  ceasefireYears: outputIndex('ceasefire_years'),
  renewedWar: outputIndex('renewed_war'),
  renewedWarGivenCeasefire: outputIndex('renewed_war_given_ceasefire'),
  breakdownGivenCeasefire: outputIndex('breakdown_given_ceasefire'),
  breakdownHazard: outputIndex('breakdown_hazard'),
};

/** Fills the outputs that are sums and ratios of other outputs, in place. What is undefined becomes NaN. */
export function deriveOutputs(outputs: Float64Array): void {
  const ceasefires = outputs[at.ceasefires];
  const years = outputs[at.ceasefireYears];
  const renewedWar = outputs[at.lost] + outputs[at.repelled];
  const breakdown = renewedWar + outputs[at.generalWar] + outputs[at.nuclearUse];
  outputs[at.renewedWar] = renewedWar;
  outputs[at.renewedWarGivenCeasefire] = ceasefires > 0 ? renewedWar / ceasefires : Number.NaN;
  outputs[at.breakdownGivenCeasefire] = ceasefires > 0 ? breakdown / ceasefires : Number.NaN;
  outputs[at.breakdownHazard] = years > 0 ? breakdown / years : Number.NaN;
}
