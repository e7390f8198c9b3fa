/** What the exact pass (propagate.ts) needs: where the outputs stand (for histories too), and room. */
import { Challenge, Circumstance, Size, Slot, Tally } from './layout.ts';
import { outputIndex as out } from './outputs.ts';
import type { Solution } from './solve.ts';

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

/** Outputs that are counted in the inner loops, and as what. */
const COUNTED: readonly (readonly [output: number, tally: number])[] = [
  ...[Challenge.Probe, Challenge.Limited, Challenge.Assault].flatMap((kind) => [
    [AT.challenges + kind, Tally.ChallengesByKind + kind - 1] as const,
    [AT.hitsBy + kind, Tally.HitsByKind + kind - 1] as const,
  ]),
  ...[Circumstance.Triggered, Circumstance.Untriggered, Circumstance.Unhit].map(
    (circumstance) => [AT.responsesBy + circumstance, Tally.ResponsesByCase + circumstance] as const,
  ),
  [AT.assaultsPreferred, Tally.AssaultsPreferred],
  [AT.hits, Tally.Hits],
  [AT.triggered, Tally.Triggered],
  [AT.automatic, Tally.Automatic],
  [AT.absorbedHits, Tally.AbsorbedHits],
  [AT.challengerBacksDown, Tally.ChallengerBacksDown],
  [AT.coalitionBacksDown, Tally.CoalitionBacksDown],
  [AT.limitedSuccesses, Tally.LimitedSuccesses],
  [AT.spirals, Tally.Spirals],
  [AT.loneAssaultWars, Tally.LoneAssaultWars],
  [AT.jointWars, Tally.JointWars],
  [AT.jointWarLosses, Tally.JointWarLosses],
  [AT.misreads, Tally.Misreads],
  [AT.ladderLosses, Tally.LadderLosses],
  [AT.lost, Tally.Lost],
  [AT.repelled, Tally.Repelled],
  [AT.generalWar, Tally.GeneralWar],
  [AT.nuclearUse, Tally.NuclearUse],
];

/** Puts what has been counted so far into an output vector. */
export function readTallies({ tallies }: Propagation, outputs: Float64Array): void {
  for (let i = 0; i < COUNTED.length; i++) outputs[COUNTED[i][0]] = tallies[COUNTED[i][1]];
}

/** Room for the pass; arrays "[belief][type]" have Size.Types · points entries. */
export interface Propagation {
  /** Mass in ceasefire, [state][belief][type], now and in the next period: of the force in place, and by force. */
  mass: Float64Array;
  next: Float64Array;
  masses: Float64Array[];
  nexts: Float64Array[];
  /** Mass at war by posture. */
  readonly war: Float64Array;
  /** New ceasefires by period and posture, for what begins with one. */
  readonly begun: Float64Array;
  /** By `Tally`, from the start of the pass. */
  readonly tallies: Float64Array;
}

export function createPropagation({ kernel, game }: Solution): Propagation {
  const { points, periods, rungs } = game;
  const perState = Size.Types * points;
  const [mass, next] = [kernel.doubles(Size.States * perState), kernel.doubles(Size.States * perState)];
  // Mass that ends the period with its belief unchanged, [belief][type]; and rounded after erosion, [point][type].
  kernel.room(Slot.Unchanged, perState);
  kernel.room(Slot.Ended, perState);
  // Mass that answers one kind of challenge, [belief][type]; and by rung from the first, [rung][belief][type].
  kernel.room(Slot.Answering, perState);
  kernel.room(Slot.RungMass, (rungs - 1) * perState);
  return {
    mass,
    next,
    masses: [mass],
    nexts: [next],
    war: new Float64Array(Size.Postures),
    begun: new Float64Array(periods * Size.Postures),
    tallies: kernel.room(Slot.Tallies, Tally.Count),
  };
}
