/**
 * The registry: every parameter of the model, once. Schema, validation, `explain`, the documentation and the data
 * dictionary are derived from this table; nothing repeats it. Symbols and sections are those of docs/model.md.
 */

/** The values a parameter may take. Bounds are included unless they are marked open. */
export interface AllowedRange {
  readonly min: number;
  readonly max: number;
  readonly minOpen?: boolean;
  readonly maxOpen?: boolean;
  readonly integer?: boolean;
}

export interface ParameterDefinition {
  /** `group.name`, the key used in scenario files and tables. */
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  readonly range: AllowedRange;
  /** Default of a scenario that does not set the parameter. */
  readonly reference: number;
  /** One sentence. */
  readonly meaning: string;
  /** Section of docs/model.md that defines its use. */
  readonly section: string;
}

/** Wide enough that no sensible scenario meets it, small enough that nothing overflows. */
const LARGE = 1e6;

const anyFrom0 = (max = LARGE): AllowedRange => ({ min: 0, max });
const positive = (max = LARGE): AllowedRange => ({ min: 0, max, minOpen: true });
const share: AllowedRange = { min: 0, max: 1 };
const openShare: AllowedRange = { min: 0, max: 1, minOpen: true, maxOpen: true };
const shareAbove0: AllowedRange = { min: 0, max: 1, minOpen: true };
const shareBelow1: AllowedRange = { min: 0, max: 1, maxOpen: true };
const logOdds: AllowedRange = { min: -5, max: 5 };

const define = (
  id: string,
  reference: number,
  range: AllowedRange,
  unit: string,
  section: string,
  label: string,
  meaning: string,
): ParameterDefinition => ({ id, label, unit, range, reference, meaning, section });

// biome-ignore format: one parameter a line (or two) reads as the table that it is
export const PARAMETERS: readonly ParameterDefinition[] = [
  define('clock.years', 10, positive(500), 'years', '§1', 'Horizon', 'How many years the game is followed.'),
  define('clock.step_years', 0.25, positive(10), 'years', '§1', 'Period length', 'Length Δ of one period; years / step_years must round to 1–2000 periods.'),
  define('clock.discount_rate', 0.08, anyFrom0(10), 'per year', '§1', 'Discount rate', 'How fast all players discount the future.'),
  define('clock.salvage_years', 5, anyFrom0(200), 'years', '§2', 'Salvage years', 'How many years of the last flow payoff the challenger counts for what comes after the horizon.'),

  define('backer.reliability', 0.4, openShare, 'probability', '§2', 'Backer reliability', 'Chance that each of two independent dispositions of the backer is favourable; it sets the long-run shares of engaged, wavering and withdrawn.'),
  define('backer.volatility', 0.8, anyFrom0(100), 'per year', '§2', 'Backer volatility', 'Hazard at which the backer\'s posture is drawn anew.'),
  define('backer.transactionality', 1, anyFrom0(20), 'log-odds', '§2', 'Backer transactionality', 'How much full sanctions by the Europeans raise the log-odds of reliability.'),
  define('backer.backing_engaged', 0.9, openShare, 'probability', '§2', 'Backing when engaged', 'Chance that an engaged backer backs a coalition response.'),
  define('backer.backing_wavering', 0.5, openShare, 'probability', '§2', 'Backing when wavering', 'Chance that a wavering backer backs a coalition response.'),
  define('backer.backing_withdrawn', 0.1, openShare, 'probability', '§2', 'Backing when withdrawn', 'Chance that a withdrawn backer backs a coalition response.'),
  define('backer.supply_engaged', 1, share, 'share', '§2', 'Supply when engaged', 'Share of its supplies that an engaged backer delivers to the protégé.'),
  define('backer.supply_wavering', 0.7, share, 'share', '§2', 'Supply when wavering', 'Share of its supplies that a wavering backer delivers to the protégé.'),
  define('backer.supply_withdrawn', 0.3, share, 'share', '§2', 'Supply when withdrawn', 'Share of its supplies that a withdrawn backer delivers to the protégé.'),

  define('embargo.phase_out_rate', 0.4, anyFrom0(100), 'per year', '§2', 'Embargo phase-out rate', 'How fast the Europeans end their purchases from the challenger.'),
  define('embargo.veto_share', 0.35, share, 'share', '§2', 'Embargo veto share', 'Share of the sanctions that vetoes keep from ever being delivered.'),

  define('ceasefire.offer_rate', 0.5, anyFrom0(2000), 'per year', '§3', 'Ceasefire offer rate', 'How often a ceasefire is on offer while war goes on; offer_rate · step_years may not exceed 1.'),
  define('war.gain', 12, anyFrom0(), 'utility per year', '§3', 'Gain of war', 'What a year of war is worth to the challenger times her chance of winning.'),
  define('war.cost', 7, anyFrom0(), 'utility per year', '§3', 'Cost of war', 'What a year of war costs the challenger before sanctions.'),
  define('war.collapse_rate', 0.09, anyFrom0(100), 'per year', '§3', 'Collapse rate', 'Hazard that the protégé collapses in war, times the challenger\'s chance of winning.'),

  define('protege.strength', 0.75, positive(1000), 'relative to challenger', '§2', 'Protégé strength', 'Military strength of the protégé at the start, the challenger before rearmament being 1.'),
  define('contest.decisiveness', 2, positive(20), 'exponent', '§2', 'Contest decisiveness', 'How sharply superior strength turns into victory (exponent of the contest function).'),
  define('contest.defender_advantage', 1.7, positive(1000), 'factor', '§2', 'Defender advantage', 'Factor by which defence multiplies the protégé\'s strength in a contest.'),

  define('fortress.gain', 0.3, anyFrom0(1000), 'share of strength', '§2', 'Fortress gain', 'How much the full build-up adds to the protégé\'s strength, as a share of it.'),
  define('fortress.half_years', 3.5, positive(500), 'years', '§2', 'Fortress half-time', 'Years until half of the build-up is there.'),
  define('fortress.backer_dependence', 0.35, shareBelow1, 'share', '§2', 'Dependence on the backer', 'Share of the protégé\'s strength that rests on the backer\'s supplies.'),
  define('fortress.depot_cover', 0.3, share, 'share', '§2', 'Depot cover', 'Share of that dependence that the full build-up replaces by own production and depots.'),
  define('integration.midpoint_years', 9, positive(500), 'years', '§2', 'Integration midpoint', 'Years until half of the attainable political integration is reached.'),
  define('integration.ceiling', 0.7, share, 'share', '§2', 'Integration ceiling', 'Integration that is reached in the end, 1 being full membership.'),
  define('integration.solidarity', 0.4, share, 'share', '§2', 'Integration solidarity', 'How far full integration closes the gap between the given promise and a binding one.'),

  define('challenger.sanctions_bite', 0.5, anyFrom0(1000), 'factor', '§2', 'Sanctions bite', 'How much full sanctions raise the challenger\'s costs, as a share of them.'),
  define('challenger.rearm_years', 2, positive(500), 'years', '§2', 'Rearmament years', 'Mean years from the deployment until the challenger has rearmed.'),
  define('challenger.rearm_gain', 0.5, anyFrom0(1000), 'share of strength', '§2', 'Rearmament gain', 'How much rearmament adds to the challenger\'s strength, as a share of it.'),
  define('challenger.drift', 2, anyFrom0(), 'utility per year', '§2', 'Drift', 'What a year of the protégé\'s full integration with the West costs the challenger.'),
  define('challenger.troop_aversion', 1, anyFrom0(), 'utility per year and 10,000 troops', '§2', 'Troop aversion', 'What a year with 10,000 foreign troops in the protégé costs the challenger.'),
  define('challenger.leverage', 6, anyFrom0(), 'utility per year', '§2', 'Leverage', 'What a year of a given chance of winning is worth to the challenger in peace: the source of the preventive motive.'),
  define('challenger.challenge_rate', 2, anyFrom0(2000), 'per year', '§4.1', 'Challenge rate', 'How often the challenger weighs a challenge during a ceasefire; challenge_rate · step_years may not exceed 1.'),
  define('challenger.rationality', 0.3, positive(1000), 'per unit of utility', '§4.1', 'Challenger rationality', 'Precision λ_R of the challenger\'s logit choices.'),
  define('challenger.misperception_resolve', 0, logOdds, 'log-odds', '§1', 'Misperception of resolve', 'Error of the challenger\'s first belief about the coalition\'s resolve; negative underrates it.'),
  define('challenger.misperception_backing', 0, logOdds, 'log-odds', '§2', 'Misperception of backing', 'Error of the challenger\'s belief about the backer\'s backing; negative underrates it.'),
  define('challenger.overconfidence', 0, logOdds, 'log-odds', '§2', 'Overconfidence', 'Error of the challenger\'s belief about her chance of winning; positive overrates it.'),

  define('challenge.cost_probe', 0.5, anyFrom0(), 'utility', '§4.1', 'Cost of a probe', 'What a probe costs the challenger before sanctions.'),
  define('challenge.cost_limited', 6, anyFrom0(), 'utility', '§4.1', 'Cost of a limited attack', 'What a limited attack costs the challenger before sanctions.'),
  define('challenge.cost_assault', 38, anyFrom0(), 'utility', '§4.1', 'Cost of an assault', 'What an assault costs the challenger before sanctions.'),
  define('challenge.gain_probe', 1.5, anyFrom0(), 'utility', '§4.1', 'Gain of a probe', 'What an unopposed probe is worth to the challenger.'),
  define('challenge.gain_limited', 10, anyFrom0(), 'utility', '§4.1', 'Gain of a limited attack', 'What a successful limited attack is worth to the challenger.'),
  define('challenge.gain_assault', 100, positive(), 'utility', '§4.1', 'Gain of an assault', 'What a won war is worth to the challenger.'),
  define('challenge.defeat_cost', 30, anyFrom0(), 'utility', '§4.5', 'Cost of defeat', 'What a repelled war costs the challenger before sanctions, beside the cost of the assault.'),
  define('challenge.spiral', 0.06, share, 'probability', '§4.5', 'Spiral', 'Chance that an unopposed limited attack becomes a full war.'),

  define('tripwire.troops', 17, anyFrom0(10000), 'thousand', '§2', 'Troops', 'Size of the deployment.'),
  define('tripwire.deploy_years', 0.75, anyFrom0(500), 'years', '§2', 'Deployment years', 'Mean years from the ceasefire until the troops are there.'),
  define('tripwire.strength_per_10k', 0.03, anyFrom0(1000), 'strength per 10,000 troops', '§2', 'Strength of the troops', 'What 10,000 troops add to the protégé\'s strength.'),
  define('tripwire.density', 3, positive(), 'thousand', '§4.2', 'Density', 'Number of troops at which an attack within reach hits some of them with chance 1 − 1/e.'),
  define('tripwire.distance_km', 120, anyFrom0(), 'km', '§4.2', 'Distance', 'How far behind the front the troops stand.'),
  define('tripwire.reach_probe', 30, positive(), 'km', '§4.2', 'Reach of a probe', 'Depth at which the chance that a probe reaches the troops has fallen to 1/e.'),
  define('tripwire.reach_limited', 120, positive(), 'km', '§4.2', 'Reach of a limited attack', 'Depth at which the chance that a limited attack reaches the troops has fallen to 1/e.'),
  define('tripwire.reach_assault', 600, positive(), 'km', '§4.2', 'Reach of an assault', 'Depth at which the chance that an assault reaches the troops has fallen to 1/e.'),
  define('tripwire.casualties_probe', 1, positive(), 'soldiers', '§4.2', 'Casualties of a probe', 'Median casualties among 10,000 troops that a probe hits.'),
  define('tripwire.casualties_limited', 15, positive(), 'soldiers', '§4.2', 'Casualties of a limited attack', 'Median casualties among 10,000 troops that a limited attack hits.'),
  define('tripwire.casualties_assault', 120, positive(), 'soldiers', '§4.2', 'Casualties of an assault', 'Median casualties among 10,000 troops that an assault hits.'),
  define('tripwire.casualty_sigma', 1, anyFrom0(20), 'log-sd', '§4.3', 'Spread of casualties', 'Standard deviation of the logarithm of the casualties.'),

  define('roe.threshold', 40, positive(), 'soldiers', '§4.3', 'Threshold of response', 'Median casualties that the rules of engagement are read to require for a response.'),
  define('roe.ambiguity', 1.5, anyFrom0(20), 'log-sd', '§4.3', 'Ambiguity', 'Standard deviation of the logarithm of the threshold between readers of the rules.'),
  define('roe.automaticity', 0.2, share, 'probability', '§4.4', 'Automaticity', 'Chance that a force whose rules are triggered answers by itself, without a vote.'),
  define('roe.deniability', 0.6, share, 'share', '§4.4', 'Deniability', 'Share of the audience cost that is spared when the rules were not triggered.'),
  define('roe.unmandated_cost', 8, anyFrom0(), 'utility', '§4.4', 'Cost without mandate', 'What it costs the coalition to respond to a hit that did not trigger the rules.'),
  define('roe.misread_risk', 0.15, share, 'probability', '§4.3', 'Misreading risk', 'Chance that control is lost when two readers of the rules disagree about an incident.'),

  define('commitment.binding', 0.25, share, 'share', '§2', 'Binding force', 'How binding the promise is, from support (0) to alliance (1).'),
  define('commitment.audience_cost', 80, anyFrom0(), 'utility', '§2', 'Audience cost', 'What breaking a fully binding promise costs the coalition.'),
  define('commitment.blood_cost', 5, anyFrom0(), 'utility per log casualty', '§4.4', 'Blood cost', 'What leaving own casualties unanswered costs the coalition, per ln(1 + casualties).'),
  define('commitment.intervention_cost', 60, anyFrom0(), 'utility', '§4.4', 'Intervention cost', 'What it costs the coalition to respond when its force was not hit and the promise does not bind.'),

  define('coalition.resolve', 0.35, openShare, 'probability', '§1', 'Coalition resolve', 'Chance that the coalition is of the resolute type when the ceasefire begins.'),
  define('coalition.erosion', 0.08, anyFrom0(100), 'per year', '§1', 'Erosion of resolve', 'Hazard that a resolute coalition turns irresolute.'),
  define('coalition.stake_resolute', 60, anyFrom0(), 'utility', '§4.4', 'Stake of the resolute', 'What the loss of the protégé costs a resolute coalition.'),
  define('coalition.stake_irresolute', 15, anyFrom0(), 'utility', '§4.4', 'Stake of the irresolute', 'What the loss of the protégé costs an irresolute coalition.'),
  define('coalition.repelled_share', 0.3, share, 'share', '§4.5', 'Harm of a repelled war', 'What a war that is repelled costs the coalition, as a share of its stake.'),
  define('coalition.type_gap', 20, anyFrom0(), 'utility', '§5', 'Gap between the types', 'Difference between the resolute and the irresolute type in the inclination to act.'),
  define('coalition.quorum', 0.5, shareAbove0, 'share of weight', '§5', 'Quorum', 'Share of the members\' weight that must be in favour for the coalition to act.'),
  define('coalition.rationality', 0.2, positive(1000), 'per unit of utility', '§5', 'Coalition rationality', 'Precision λ_C of the members\' logit choices.'),
  define('coalition.war_strength', 0.25, anyFrom0(1000), 'relative to challenger', '§2', 'War strength', 'What the coalition adds to the protégé\'s strength when it fights a war with it.'),
  define('coalition.war_cost', 40, anyFrom0(), 'utility', '§4.6', 'Cost of a joint war', 'What fighting a war beside the protégé costs the coalition, unbacked.'),
  define('coalition.war_escalation', 0.1, share, 'probability', '§4.6', 'Escalation of a joint war', 'Chance that control is lost in a joint war.'),

  define('ladder.initiative', 0.5, share, 'probability', '§4.6', 'Initiative', 'Chance that the challenger has the next move on a rung.'),
  define('ladder.backing_weight', 0.5, anyFrom0(1000), 'factor', '§4.6', 'Weight of backing', 'How much the backer adds to the coalition\'s war strength and to the challenger\'s costs, as a share of them.'),
  define('ladder.backing_relief', 0.4, share, 'share', '§4.6', 'Relief by backing', 'Share of the coalition\'s costs of escalation and war that the backer takes over.'),
  define('ladder.humiliation_challenger', 4, anyFrom0(), 'utility per rung', '§4.6', 'Humiliation of the challenger', 'What backing down costs the challenger, per rung climbed.'),
  define('ladder.humiliation_coalition', 4, anyFrom0(), 'utility per rung', '§4.6', 'Humiliation of the coalition', 'What backing down costs the coalition, per rung climbed, beside the audience cost.'),
  define('ladder.war_loss_challenger', 150, anyFrom0(), 'utility', '§4.6', 'General war, challenger', 'What general war costs the challenger, unbacked coalition.'),
  define('ladder.war_loss_coalition', 150, anyFrom0(), 'utility', '§4.6', 'General war, coalition', 'What general war costs the coalition, unbacked.'),
  define('ladder.nuclear_share', 0.08, share, 'probability', '§4.6', 'Nuclear share', 'Chance that a loss of control ends in nuclear use.'),
  define('ladder.nuclear_loss', 600, anyFrom0(), 'utility', '§4.6', 'Nuclear loss', 'What nuclear use costs each side.'),

  define('budget.troop_cost', 0.18, anyFrom0(), 'bn € per 1,000 troops and year', '§7', 'Cost of troops', 'What 1,000 deployed troops cost a year; decides nothing in the game.'),
  define('budget.fortress_cost', 0, anyFrom0(), 'bn € per year', '§7', 'Cost of the build-up', 'What the build-up of the protégé costs a year; decides nothing in the game.'),

  define('solver.introspection_depth', 3, { min: 1, max: 20, integer: true }, 'steps', '§5', 'Introspection depth', 'Steps K of noisy introspection at a vote.'),
  define('solver.telescoping', 0.5, shareAbove0, 'factor', '§5', 'Telescoping', 'Factor τ by which each further step of introspection is noisier.'),
  define('solver.belief_points', 9, { min: 3, max: 201, integer: true }, 'points', '§6', 'Belief points', 'Size of the grid on which the challenger\'s belief is kept.'),
];

/** Position of a parameter in every parameter vector. */
export const PARAMETER_INDEX: ReadonlyMap<string, number> = new Map(PARAMETERS.map((p, index) => [p.id, index]));

/** A new vector of reference values, in registry order. */
export function referenceParameters(): Float64Array {
  return Float64Array.from(PARAMETERS, (p) => p.reference);
}

/**
 * Position of a parameter in every parameter vector.
 * @throws RangeError if there is no such parameter.
 */
export function parameterIndex(id: string): number {
  const index = PARAMETER_INDEX.get(id);
  if (index === undefined) throw new RangeError(`no parameter is called ${id}`);
  return index;
}

/** Whether a value lies in a range (NaN never does). */
export function isAllowed(value: number, range: AllowedRange): boolean {
  if (range.integer && !Number.isInteger(value)) return false;
  return (
    (range.minOpen ? value > range.min : value >= range.min) && (range.maxOpen ? value < range.max : value <= range.max)
  );
}

/** The range in words for messages: "a number above 0 and at most 10", "an integer from 1 to 20". */
export function describeRange(range: AllowedRange): string {
  if (range.integer) return `an integer from ${range.min} to ${range.max}`;
  const low = range.minOpen ? `above ${range.min}` : `at least ${range.min}`;
  const high = range.maxOpen ? `below ${range.max}` : `at most ${range.max}`;
  return `a number ${low} and ${high}`;
}
