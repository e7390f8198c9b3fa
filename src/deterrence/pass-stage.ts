/** The exact pass through one period in one state: choices, hits, votes and the ladder (docs/model.md §4). */
import { Challenge } from './engagement-rules.ts';
import { type Game, shareThatGoesOn } from './game.ts';
import { Choice, Circumstance, Mask, Move, Play, rungOffset, voteOffset } from './policy.ts';
import { AT, type Propagation } from './propagation.ts';
import { Size } from './schedule.ts';
import { policyOffset, type Solution } from './solve.ts';

/** One period in one state: choices, hits and votes, then the ladder. Mass that goes on is left in the room. */
export function passStage(
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
    let answered = answeredHits;
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
      answered += yes;
      if (circumstance !== Circumstance.Unhit) {
        answeredHits += yes;
        outputs[AT.absorbedHits] += room.unopposed - before;
      }
    }
    const misread = deployed ? answeredHits * rules.misread[kind] : 0;
    outputs[AT.misreads] += misread;
    settle(game, outputs, misread);
    for (let backed = 0; backed < 2 && answered > 0; backed++) {
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
