/** Worlds so bare that closed forms of the literature are special cases of the model. */
import type { Values } from './subject.ts';

/** So dear that nobody chooses it. */
const PROHIBITIVE = 1e6;

/** One period, which is one of ceasefire from its beginning, with an opportunity to challenge. */
export const BEGINS_AT_ONCE: Values = {
  'clock.years': 0.25,
  'clock.step_years': 0.25,
  'ceasefire.offer_rate': 4,
  'war.gain': 0,
  'war.cost': 1e5,
  'challenger.challenge_rate': 4,
};

/**
 * Such a period and nothing after it, without troops, and with a coalition that is known to be resolute and decides by
 * what it gains and loses alone. On the ladder it is the challenger's move, who does not choose the disaster at its top.
 * What a challenge costs and brings is set by the claim; all are prohibitive until then.
 */
export const ONE_PERIOD: Values = {
  ...BEGINS_AT_ONCE,
  'clock.salvage_years': 0,
  'challenger.drift': 0,
  'challenger.leverage': 0,
  'challenger.sanctions_bite': 0,
  'tripwire.troops': 0,
  'coalition.erosion': 0,
  'coalition.resolve': 1 - 1e-15,
  'coalition.type_gap': 0,
  'coalition.war_escalation': 0,
  'commitment.audience_cost': 0,
  'commitment.intervention_cost': 0,
  'ladder.backing_weight': 0,
  'ladder.backing_relief': 0,
  'ladder.initiative': 1,
  'ladder.nuclear_share': 0,
  'ladder.war_loss_challenger': PROHIBITIVE,
  'challenge.cost_probe': PROHIBITIVE,
  'challenge.cost_limited': PROHIBITIVE,
  'challenge.cost_assault': PROHIBITIVE,
};
