/**
 * The exact pass: probability pushed forward through the solved game (docs/model.md §6–7). Posteriors are played as
 * mean-preserving lotteries over the belief grid, so that the pass agrees with the backward pass to rounding.
 */
import { entryPosition } from './belief-grid.ts';
import { Challenge } from './engagement-rules.ts';
import type { Game } from './game.ts';
import { OUTCOMES, OUTPUTS, outputIndex as out } from './outputs.ts';
import { Choice, Circumstance, Mask, Move, Play, rungOffset, voteOffset } from './policy.ts';
import { Size } from './schedule.ts';
import { lastStage, policyOffset, type Solution, solvePeriod } from './solve.ts';

const AT = {
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
  /** Mass in ceasefire, [state][type][belief], now and in the next period. */
  mass: Float64Array;
  next: Float64Array;
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
  return {
    mass: new Float64Array(Size.States * perState),
    next: new Float64Array(Size.States * perState),
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

/**
 * Pushes the mass of one world from the war of the start to the horizon.
 * @param outputs OUTPUTS.length, written: outcomes, counts, years and budget; not what is derived from them
 * @param timeline [period][outcome], if wanted: shares at the end of each period
 */
export function propagate(
  solution: Solution,
  room: Propagation,
  outputs: Float64Array,
  timeline: Float64Array | undefined,
): void {
  const { game } = solution;
  outputs.fill(0, 0, OUTPUTS.length);
  room.mass.fill(0);
  room.war.set(game.schedule.posture.subarray(0, Size.Postures));
  let ceasefireTime = 0;
  let breakdownTime = 0;
  for (let t = 0; t < game.periods; t++) {
    const begun = passWar(solution, room, t, outputs);
    ceasefireTime += begun * t * game.step;
    if (!solution.keepsAllPeriods) solvePeriod(solution, t);
    const before = breakdown(outputs);
    passCeasefire(solution, room, t, outputs);
    breakdownTime += (breakdown(outputs) - before) * t * game.step;
    outputs[AT.ceasefireHolds] = sum(room.mass);
    outputs[AT.warContinues] = sum(room.war);
    if (timeline) timeline.set(outputs.subarray(0, OUTCOMES.length), t * OUTCOMES.length);
  }
  for (let j: number = Circumstance.Triggered; j <= Circumstance.Unhit; j++)
    outputs[AT.responses] += outputs[AT.responsesBy + j];
  outputs[AT.ceasefireYear] = outputs[AT.ceasefires] > 0 ? ceasefireTime / outputs[AT.ceasefires] : Number.NaN;
  outputs[AT.breakdownYear] = breakdown(outputs) > 0 ? breakdownTime / breakdown(outputs) : Number.NaN;
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

function breakdown(outputs: Float64Array): number {
  return outputs[AT.lost] + outputs[AT.repelled] + outputs[AT.generalWar] + outputs[AT.nuclearUse];
}

/** One period of the war of the start: ceasefires begin, the protégé may collapse. Returns the mass that begins one. */
function passWar(solution: Solution, room: Propagation, t: number, outputs: Float64Array): number {
  const { game, grid, acceptance } = solution;
  const { war, mass, begun } = room;
  const position = entryPosition(grid, game.firstBelief);
  const low = Math.floor(position);
  const weight = position - low;
  let total = 0;
  let redrawn = 0;
  for (let u = 0; u < Size.Postures; u++) {
    const row = Size.Postures * t + u;
    const begins = war[u] * game.offerChance * acceptance[row];
    const goesOn = war[u] - begins;
    begun[row] = begins;
    total += begins;
    const at = Size.Stages * u * Size.Types * grid.points + low;
    mass[at] += begins * game.resolve * (1 - weight);
    mass[at + 1] += begins * game.resolve * weight;
    mass[at + grid.points] += begins * (1 - game.resolve) * (1 - weight);
    mass[at + grid.points + 1] += begins * (1 - game.resolve) * weight;
    outputs[AT.warYears] += game.step * goesOn;
    outputs[AT.budget] += game.step * game.fortressCost * goesOn;
    outputs[AT.collapses] += goesOn * game.collapse[row];
    war[u] = goesOn * (1 - game.collapse[row]);
    redrawn += war[u];
  }
  outputs[AT.ceasefires] += total;
  const { posture } = game.schedule;
  for (let u = 0; u < Size.Postures; u++) {
    war[u] = (1 - game.postureChance) * war[u] + game.postureChance * posture[Size.Postures * t + u] * redrawn;
  }
  return total;
}

/** One period of ceasefire in all states; leaves the next period's mass in `room.mass`. */
function passCeasefire(solution: Solution, room: Propagation, t: number, outputs: Float64Array): void {
  const { game, grid } = solution;
  const { points } = grid;
  const perState = Size.Types * points;
  const { mass, next, unchanged, ended } = room;
  next.fill(0);
  for (let u = 0; u < Size.Postures; u++) {
    for (let k = 0; k <= lastStage(t); k++) {
      const at = (Size.Stages * u + k) * perState;
      let present = 0;
      for (let i = at; i < at + perState; i++) present += mass[i];
      if (present === 0) continue;
      outputs[AT.ceasefireYears] += game.step * present;
      const deployed = k > 0 ? game.troops : 0;
      outputs[AT.budget] += game.step * present * (game.troopCost * deployed + game.fortressCost);
      unchanged.fill(0);
      ended.fill(0);
      passStage(solution, room, t, u, k, at, outputs);
      for (let g = 0; g < points; g++) {
        const low = grid.endPoint[g];
        const weight = grid.endWeight[g];
        for (let row = 0; row < perState; row += points) {
          ended[row + low] += unchanged[row + g] * (1 - weight);
          ended[row + low + 1] += unchanged[row + g] * weight;
        }
      }
      move(solution, room, u, k);
    }
  }
  mixPostures(solution, room, t);
}

/** Erosion of the type and advance of the stage: from one state's `ended` to the next period, posture unmoved. */
function move(solution: Solution, room: Propagation, u: number, k: number): void {
  const { game, grid } = solution;
  const { points } = grid;
  const { ended, next } = room;
  const advance = k === 0 ? game.deployChance : k === 1 ? game.rearmChance : 0;
  const here = (Size.Stages * u + k) * Size.Types * points;
  const there = (Size.Stages * u + Math.min(k + 1, Size.Stages - 1)) * Size.Types * points;
  for (let g = 0; g < points; g++) {
    const resolute = ended[g] * (1 - game.erosionChance);
    const irresolute = ended[points + g] + ended[g] * game.erosionChance;
    next[here + g] += resolute * (1 - advance);
    next[here + points + g] += irresolute * (1 - advance);
    next[there + g] += resolute * advance;
    next[there + points + g] += irresolute * advance;
  }
}

/** The backer's posture moves; swaps the two mass arrays. */
function mixPostures(solution: Solution, room: Propagation, t: number): void {
  const { game, grid } = solution;
  const { posture } = game.schedule;
  const width = Size.Stages * Size.Types * grid.points;
  const { next } = room;
  for (let i = 0; i < width; i++) {
    const redrawn = game.postureChance * (next[i] + next[width + i] + next[2 * width + i]);
    for (let u = 0; u < Size.Postures; u++) {
      next[u * width + i] = (1 - game.postureChance) * next[u * width + i] + posture[Size.Postures * t + u] * redrawn;
    }
  }
  room.next = room.mass;
  room.mass = next;
}

/** One period in one state: choices, hits and votes, then the ladder. Mass that goes on is left in the room. */
function passStage(
  solution: Solution,
  room: Propagation,
  t: number,
  u: number,
  k: number,
  massAt: number,
  outputs: Float64Array,
): void {
  const { game, grid, layout, policy } = solution;
  const { points } = grid;
  const { mass, unchanged, answering, caseChance } = room;
  const { rules, challengeChance } = game;
  const at = policyOffset(solution, t) + (Size.Stages * u + k) * layout.perState;
  const deployed = k > 0 && game.troops > 0;
  for (let g = 0; g < points; g++) {
    const idle = 1 - challengeChance + challengeChance * policy[at + Choice.Width * g];
    unchanged[g] += mass[massAt + g] * idle;
    unchanged[points + g] += mass[massAt + points + g] * idle;
  }
  for (let kind: number = Challenge.Probe; kind <= Challenge.Assault; kind++) {
    const hit = deployed ? rules.hit[kind] : 0;
    const triggered = hit * rules.triggered[kind];
    const automatic = triggered * game.automaticity;
    const calm = deployed ? 1 - rules.misread[kind] : 1;
    caseChance[Circumstance.Triggered] = triggered - automatic;
    caseChance[Circumstance.Untriggered] = hit * (1 - rules.triggered[kind]);
    caseChance[Circumstance.Unhit] = 1 - hit;
    answering.fill(0);
    room.unopposed = 0;
    let launched = 0;
    let preferred = 0;
    for (let g = 0; g < points; g++) {
      const choice = at + Choice.Width * g;
      const share = challengeChance * policy[choice + kind];
      const all = (mass[massAt + g] + mass[massAt + points + g]) * share;
      launched += all;
      preferred += all * policy[choice + Choice.Preferred];
      answering[g] += mass[massAt + g] * share * automatic * calm;
      answering[points + g] += mass[massAt + points + g] * share * automatic * calm;
    }
    outputs[AT.challenges + kind] += launched;
    outputs[AT.hits] += launched * hit;
    outputs[AT.hitsBy + kind] += launched * hit;
    outputs[AT.triggered] += launched * triggered;
    outputs[AT.automatic] += launched * automatic;
    outputs[AT.responsesBy + Circumstance.Triggered] += launched * automatic;
    if (kind === Challenge.Assault) outputs[AT.assaultsPreferred] += preferred;
    let answeredHits = launched * automatic;
    for (let circumstance: number = Circumstance.Triggered; circumstance <= Circumstance.Unhit; circumstance++) {
      const chance = challengeChance * caseChance[circumstance];
      if (chance === 0) continue;
      if (circumstance === Circumstance.Unhit && kind === Challenge.Probe) {
        for (let g = 0; g < points; g++) {
          const share = policy[at + Choice.Width * g + Challenge.Probe] * chance;
          unchanged[g] += mass[massAt + g] * share;
          unchanged[points + g] += mass[massAt + points + g] * share;
        }
        continue;
      }
      const play = at + voteOffset(layout, kind, circumstance);
      const before = room.unopposed;
      const yes = passVote(
        solution,
        room,
        kind,
        at,
        play,
        massAt,
        chance,
        circumstance === Circumstance.Unhit ? 1 : calm,
      );
      outputs[AT.responsesBy + circumstance] += yes;
      if (circumstance !== Circumstance.Unhit) {
        answeredHits += yes;
        outputs[AT.absorbedHits] += room.unopposed - before;
      }
    }
    const misread = deployed ? answeredHits * rules.misread[kind] : 0;
    outputs[AT.misreads] += misread;
    settle(game, outputs, misread);
    for (let backed = 0; backed < 2; backed++) {
      passLadder(solution, room, t, u, k, kind, backed, at, outputs);
    }
    settleUnopposed(game, Size.States * t + Size.Stages * u + k, kind, room.unopposed, outputs);
  }
}

/** All masses at one kind of vote: yes goes to `answering`, no runs unopposed. Returns the mass that answers. */
function passVote(
  solution: Solution,
  room: Propagation,
  kind: number,
  choiceAt: number,
  playAt: number,
  massAt: number,
  chance: number,
  calm: number,
): number {
  const { grid, policy, game } = solution;
  const { points } = grid;
  const { mass, answering, ended } = room;
  const survives = shareThatGoesOn(game, kind);
  let answered = 0;
  let refused = 0;
  for (let g = 0, at = playAt, choice = choiceAt + kind; g < points; g++, at += Play.Width, choice += Choice.Width) {
    const play = at & Mask.Policy;
    const share = policy[choice] * chance;
    const resolute = mass[massAt + g] * share;
    const irresolute = mass[massAt + points + g] * share;
    const yesResolute = resolute * policy[play];
    const yesIrresolute = irresolute * policy[play + Play.IrresoluteYes];
    const noResolute = resolute * policy[play + Play.ResoluteNo];
    const noIrresolute = irresolute * policy[play + Play.IrresoluteNo];
    answered += yesResolute + yesIrresolute;
    refused += noResolute + noIrresolute;
    const entry = policy[play + Play.EntryPosition];
    const low = entry | 0;
    const up = (entry - low) * calm;
    const down = calm - up;
    answering[low] += yesResolute * down;
    answering[low + 1] += yesResolute * up;
    answering[points + low] += yesIrresolute * down;
    answering[points + low + 1] += yesIrresolute * up;
    if (survives === 0) continue;
    const end = policy[play + Play.EndPosition];
    const endLow = end | 0;
    const endUp = (end - endLow) * survives;
    const endDown = survives - endUp;
    ended[endLow] += noResolute * endDown;
    ended[endLow + 1] += noResolute * endUp;
    ended[points + endLow] += noIrresolute * endDown;
    ended[points + endLow + 1] += noIrresolute * endUp;
  }
  room.unopposed += refused;
  return answered;
}

/** Share of unopposed challenges of a kind after which the period ends and the game goes on. */
export function shareThatGoesOn(game: Game, kind: number): number {
  return kind === Challenge.Probe ? 1 : kind === Challenge.Limited ? 1 - game.spiral : 0;
}

/** The ladder under one kind of challenge, backed or not, for the mass that answers it (§4.6). */
function passLadder(
  solution: Solution,
  room: Propagation,
  t: number,
  u: number,
  k: number,
  kind: number,
  backed: number,
  at: number,
  outputs: Float64Array,
): void {
  const { game, grid, layout, policy } = solution;
  const { points } = grid;
  const { unchanged, answering, ended, rungMass } = room;
  const chance = backed ? game.backing[u] : 1 - game.backing[u];
  const survives = shareThatGoesOn(game, kind);
  const perRung = Size.Types * points;
  for (let i = 0; i < perRung; i++) rungMass[i] = answering[i] * chance;
  rungMass.fill(0, perRung);
  let lost = 0;
  let stopped = 0;
  let backedDown = 0;
  for (let rung = 1; rung < game.rungs; rung++) {
    const top = rung + 1 === game.rungs;
    const risk = game.risk[rung];
    const hers = (1 - risk) * game.initiative;
    const theirs = (1 - risk) * (1 - game.initiative);
    const here = (rung - 1) * perRung;
    const above = here + perRung;
    let move = at + rungOffset(layout, rung, kind, backed);
    for (let g = 0; g < points; g++, move += Move.Width) {
      const play = move & Mask.Policy;
      const resolute = rungMass[here + g];
      const irresolute = rungMass[here + points + g];
      const both = resolute + irresolute;
      const climb = hers * policy[play + Move.Climb];
      const stop = hers * policy[play + Move.Stop];
      const yesResolute = resolute * theirs * policy[play];
      const yesIrresolute = irresolute * theirs * policy[play + Play.IrresoluteYes];
      const noResolute = resolute * theirs * policy[play + Play.ResoluteNo];
      const noIrresolute = irresolute * theirs * policy[play + Play.IrresoluteNo];
      lost += both * risk;
      if (top) {
        lost += both * climb + yesResolute + yesIrresolute;
      } else {
        const entry = policy[play + Play.EntryPosition];
        const low = entry | 0;
        const up = entry - low;
        const to = above + low;
        rungMass[above + g] += resolute * climb;
        rungMass[above + points + g] += irresolute * climb;
        rungMass[to] += yesResolute * (1 - up);
        rungMass[to + 1] += yesResolute * up;
        rungMass[to + points] += yesIrresolute * (1 - up);
        rungMass[to + points + 1] += yesIrresolute * up;
      }
      stopped += both * stop;
      backedDown += noResolute + noIrresolute;
      if (kind === Challenge.Assault) continue;
      unchanged[g] += resolute * stop;
      unchanged[points + g] += irresolute * stop;
      const end = policy[play + Play.EndPosition];
      const endLow = end | 0;
      const endUp = (end - endLow) * survives;
      const endDown = survives - endUp;
      ended[endLow] += noResolute * endDown;
      ended[endLow + 1] += noResolute * endUp;
      ended[points + endLow] += noIrresolute * endDown;
      ended[points + endLow + 1] += noIrresolute * endUp;
    }
  }
  room.unopposed += backedDown;
  outputs[AT.coalitionBacksDown] += backedDown;
  outputs[AT.ladderLosses] += lost;
  settle(game, outputs, lost);
  if (kind !== Challenge.Assault) {
    outputs[AT.challengerBacksDown] += stopped;
    return;
  }
  // She stops the climb, not the invasion.
  const escalated = stopped * game.warEscalation;
  outputs[AT.jointWars] += stopped;
  outputs[AT.jointWarLosses] += escalated;
  settle(game, outputs, escalated);
  const state = Size.States * t + Size.Stages * u + k;
  settleWar(outputs, stopped * (1 - game.warEscalation), game.schedule.joint[2 * state + backed]);
}

/** Control is lost (§4.6). */
function settle(game: Game, outputs: Float64Array, mass: number): void {
  outputs[AT.nuclearUse] += mass * game.nuclearShare;
  outputs[AT.generalWar] += mass * (1 - game.nuclearShare);
}

function settleWar(outputs: Float64Array, mass: number, won: number): void {
  outputs[AT.lost] += mass * won;
  outputs[AT.repelled] += mass * (1 - won);
}

/** What unopposed challenges of one kind bring (§4.5). */
function settleUnopposed(game: Game, state: number, kind: number, mass: number, outputs: Float64Array): void {
  const won = game.schedule.lone[state];
  if (kind === Challenge.Limited) {
    outputs[AT.spirals] += mass * game.spiral;
    outputs[AT.limitedSuccesses] += mass * (1 - game.spiral) * Math.sqrt(won);
    settleWar(outputs, mass * game.spiral, won);
  } else if (kind === Challenge.Assault) {
    outputs[AT.loneAssaultWars] += mass;
    settleWar(outputs, mass, won);
  }
}
