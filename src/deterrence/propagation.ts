/** What the parts of the exact pass (propagate.ts, pass-stage.ts) share: where the outputs stand (for histories too), and room. */
import { Challenge } from './engagement-rules.ts';
import { outputIndex as out } from './outputs.ts';
import { Size } from './schedule.ts';

/** Positions in an output vector. */
export const AT = {
  ceasefireHolds: out('ceasefire_holds'),
  warContinues: out('war_continues'),
  collapses: out('protege_collapses'),
  lost: out('renewed_war_lost'),
  repelled: out('renewed_war_repelled'),
  generalWar: out('general_war'),
  nuclearUse: out('nuclear_use'),
  ceasefires: out('ceasefires'),
  /** Probes, limited attacks, assaults. */
  challenges: out('probes') - Challenge.Probe,
  assaultsPreferred: out('assaults_preferred'),
  hits: out('hits'),
  /** By kind. */
  hitsBy: out('hits_probe') - Challenge.Probe,
  triggered: out('triggered'),
  automatic: out('automatic_responses'),
  responses: out('responses'),
  /** By case: triggered, untriggered, not hit. */
  responsesBy: out('responses_triggered'),
  absorbedHits: out('absorbed_hits'),
  challengerBacksDown: out('challenger_backs_down'),
  coalitionBacksDown: out('coalition_backs_down'),
  limitedSuccesses: out('limited_successes'),
  spirals: out('spirals'),
  loneAssaultWars: out('lone_assault_wars'),
  jointWars: out('joint_wars'),
  jointWarLosses: out('joint_war_losses'),
  misreads: out('misreads'),
  ladderLosses: out('ladder_losses'),
  warYears: out('war_years'),
  ceasefireYears: out('ceasefire_years'),
  budget: out('budget'),
  ceasefireYear: out('ceasefire_year'),
  breakdownYear: out('breakdown_year'),
};

/** Room for the pass; arrays "[type][belief]" have Size.Types · points entries. */
export interface Propagation {
  /** Mass in ceasefire, [state][type][belief], now and in the next period: of the force in place, and by force. */
  mass: Float64Array;
  next: Float64Array;
  masses: Float64Array[];
  nexts: Float64Array[];
  /** Mass at war by posture. */
  readonly war: Float64Array;
  /** Mass that ends the period with its belief unchanged, [type][belief]; and rounded after erosion, [type][point]. */
  readonly unchanged: Float64Array;
  readonly ended: Float64Array;
  /** Mass that answers one kind of challenge, [type][belief]; and by rung from the first, [rung][type][belief]. */
  readonly answering: Float64Array;
  readonly rungMass: Float64Array;
  /** Chances of the three cases (`Circumstance`) of one kind of challenge. */
  readonly caseChance: Float64Array;
  /** New ceasefires by period and posture, for what begins with one. */
  readonly begun: Float64Array;
  /** Mass of one kind of challenge that nobody answers, or from which the coalition backs down. */
  unopposed: number;
}

export function createPropagation(points: number, periods: number, rungs: number): Propagation {
  const perState = Size.Types * points;
  const [mass, next] = [new Float64Array(Size.States * perState), new Float64Array(Size.States * perState)];
  return {
    mass,
    next,
    masses: [mass],
    nexts: [next],
    war: new Float64Array(Size.Postures),
    unchanged: new Float64Array(perState),
    ended: new Float64Array(perState),
    answering: new Float64Array(perState),
    rungMass: new Float64Array((rungs - 1) * perState),
    caseChance: new Float64Array(3),
    begun: new Float64Array(periods * Size.Postures),
    unopposed: 0,
  };
}
