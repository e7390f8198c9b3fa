/**
 * One period of a ceasefire in one public state, solved for every belief (docs/model.md §4): from the values of ending
 * the period, through the ladder and the votes, to the challenger's choice.
 */
import { type BeliefGrid, Cell, fillCells, Player } from './belief-grid.ts';
import { Challenge } from './engagement-rules.ts';
import { exponential } from './exponential.ts';
import type { Game } from './game.ts';
import {
  createIntrospectionScratch,
  createVote,
  type IntrospectionScratch,
  solveFlatVote,
  solveVote,
  type Vote,
} from './introspection.ts';
import { Choice, Circumstance, Move, Play, type PolicyLayout, rungOffset, voteOffset } from './policy.ts';
import { Size } from './schedule.ts';
import { Shortfall } from './vote.ts';

/** Room for solving one stage game; arrays "[player][belief]" have Player.Count · points entries. */
export interface StageScratch {
  /** Value of ending the period at grid beliefs after erosion, [player][belief]; written by the caller. */
  readonly endValues: Float64Array;
  readonly endCells: Float64Array;
  /** Value of ending the period with the belief of each grid point, [player][belief]. */
  readonly endAtBelief: Float64Array;
  /** Value of entering the rung last solved, by backing: [backed][player][belief]. */
  readonly entry: readonly [Float64Array, Float64Array];
  readonly entryCells: Float64Array;
  /** Value of an answer, [kind][player][belief] and its cells. */
  readonly answer: readonly Float64Array[];
  readonly answerCells: readonly Float64Array[];
  readonly voteValues: Float64Array;
  /** What the challenger's stopping on a rung is worth, [player][belief]. */
  readonly stop: Float64Array;
  /** Value of each challenge, [kind][player][belief]. */
  readonly challenge: readonly Float64Array[];
  readonly vote: Vote;
  readonly introspection: IntrospectionScratch;
  /** Values of a war fought by the protégé alone, of a joint war by backing, of lost control by backing: [player]. */
  readonly loneWar: Float64Array;
  readonly jointWar: readonly [Float64Array, Float64Array];
  readonly disaster: readonly [Float64Array, Float64Array];
  /** Constants of an unopposed challenge by kind, [player], beside the share of the value of ending the period. */
  readonly unopposed: readonly Float64Array[];
  readonly unopposedEndShare: Float64Array;
}

export function createStageScratch(points: number): StageScratch {
  const values = () => new Float64Array(Player.Count * points);
  const cells = () => new Float64Array(Cell.Width * points);
  const players = () => new Float64Array(Player.Count);
  const byKind = <V>(make: () => V): V[] => [make(), make(), make(), make()];
  return {
    endValues: values(),
    endCells: cells(),
    endAtBelief: values(),
    entry: [values(), values()],
    entryCells: cells(),
    answer: byKind(values),
    answerCells: byKind(cells),
    voteValues: values(),
    stop: values(),
    challenge: byKind(values),
    vote: createVote(),
    introspection: createIntrospectionScratch(points),
    loneWar: players(),
    jointWar: [players(), players()],
    disaster: [players(), players()],
    unopposed: byKind(players),
    unopposedEndShare: new Float64Array(4),
  };
}

/**
 * Solves the stage game of period t in posture u and stage k. Expects `scratch.endValues`; writes the play to the
 * policy and the values to `out`.
 * @param policy written from `at` (policy.ts)
 * @param out [player][belief], written from `outAt`
 */
export function solveStage(
  game: Game,
  grid: BeliefGrid,
  layout: PolicyLayout,
  scratch: StageScratch,
  t: number,
  u: number,
  k: number,
  policy: Float64Array,
  at: number,
  out: Float64Array,
  outAt: number,
): void {
  const deployed = k > 0 && game.troops > 0;
  prepareEnd(grid, scratch);
  prepareWars(game, scratch, t, u, k);
  for (let kind: number = deployed ? Challenge.Probe : Challenge.Limited; kind <= Challenge.Assault; kind++) {
    solveLadder(game, grid, layout, scratch, t, kind, policy, at);
    prepareAnswer(game, grid, scratch, u, kind);
  }
  for (let kind: number = Challenge.Probe; kind <= Challenge.Assault; kind++) {
    solveChallenge(game, grid, layout, scratch, t, u, kind, deployed, policy, at);
  }
  choose(game, grid, scratch, policy, at, out, outAt);
}

/** Cells of the value of ending the period, and that value at the grid beliefs themselves. */
function prepareEnd(grid: BeliefGrid, scratch: StageScratch): void {
  const { points, endPoint, endWeight } = grid;
  const { endValues, endAtBelief, endCells } = scratch;
  fillCells(endValues, points, endCells);
  for (let row = 0; row < Player.Count * points; row += points) {
    for (let g = 0; g < points; g++) {
      const low = endValues[row + endPoint[g]];
      endAtBelief[row + g] = low + endWeight[g] * (endValues[row + endPoint[g] + 1] - low);
    }
  }
}

/** The three ways in which the game can end in this period, and what an unopposed challenge brings (§4.5–4.6). */
function prepareWars(game: Game, scratch: StageScratch, t: number, u: number, k: number): void {
  const { schedule, stake, gain, spiral } = game;
  const state = Size.States * t + Size.Stages * u + k;
  const z = schedule.costMultiplier[t];
  const defeat = -game.defeatCost * z + schedule.afterWar[state];
  const lone = schedule.lone[state];
  const loneSeen = schedule.loneSeen[state];
  setWar(game, scratch.loneWar, lone, loneSeen, defeat);
  for (let backed = 0; backed < 2; backed++) {
    const disaster = scratch.disaster[backed];
    disaster[Player.Challenger] = game.disasterChallenger[backed];
    disaster[Player.Resolute] = game.disasterCoalition[backed];
    disaster[Player.Irresolute] = game.disasterCoalition[backed];
    const joint = scratch.jointWar[backed];
    setWar(game, joint, schedule.joint[2 * state + backed], schedule.jointSeen[2 * state + backed], defeat);
    joint[Player.Resolute] -= game.jointWarCost[backed];
    joint[Player.Irresolute] -= game.jointWarCost[backed];
    for (let player = 0; player < Player.Count; player++) {
      joint[player] = game.warEscalation * disaster[player] + (1 - game.warEscalation) * joint[player];
    }
  }
  const { unopposed, unopposedEndShare, loneWar } = scratch;
  unopposed[Challenge.Probe][Player.Challenger] = gain[Challenge.Probe];
  unopposedEndShare[Challenge.Probe] = 1;
  const taken = gain[Challenge.Limited] / gain[Challenge.Assault];
  unopposed[Challenge.Limited][Player.Challenger] =
    spiral * (loneWar[Player.Challenger] - (game.cost[Challenge.Assault] - game.cost[Challenge.Limited]) * z) +
    (1 - spiral) * Math.sqrt(loneSeen) * gain[Challenge.Limited];
  unopposed[Challenge.Limited][Player.Resolute] =
    spiral * loneWar[Player.Resolute] - (1 - spiral) * Math.sqrt(lone) * stake[0] * taken;
  unopposed[Challenge.Limited][Player.Irresolute] =
    spiral * loneWar[Player.Irresolute] - (1 - spiral) * Math.sqrt(lone) * stake[1] * taken;
  unopposedEndShare[Challenge.Limited] = 1 - spiral;
  unopposed[Challenge.Assault].set(loneWar);
  unopposedEndShare[Challenge.Assault] = 0;
}

/** A war that the challenger wins with a true and a perceived chance; `defeat` is what a repelled war leaves her. */
function setWar(game: Game, out: Float64Array, won: number, wonSeen: number, defeat: number): void {
  const { gain, stake, repelledShare } = game;
  out[Player.Challenger] = wonSeen * gain[Challenge.Assault] + (1 - wonSeen) * defeat;
  out[Player.Resolute] = -stake[0] * (won + (1 - won) * repelledShare);
  out[Player.Irresolute] = -stake[1] * (won + (1 - won) * repelledShare);
}

/** Points a vote's no branch at an unopposed challenge, at a price to the coalition. */
function refuse(scratch: StageScratch, kind: number, price: number): void {
  const { vote, unopposed, unopposedEndShare } = scratch;
  vote.noScale = unopposedEndShare[kind];
  vote.noChallenger = unopposed[kind][Player.Challenger];
  vote.noResolute = unopposed[kind][Player.Resolute] - price;
  vote.noIrresolute = unopposed[kind][Player.Irresolute] - price;
}

/** The ladder under one kind of challenge, backed and not, from the rung below the top down to the first (§4.6). */
function solveLadder(
  game: Game,
  grid: BeliefGrid,
  layout: PolicyLayout,
  scratch: StageScratch,
  t: number,
  kind: number,
  policy: Float64Array,
  at: number,
): void {
  const { points } = grid;
  const { rungs, initiative, risk, challengerRationality } = game;
  const { vote, endCells, endAtBelief, entryCells, voteValues, stop } = scratch;
  const z = game.schedule.costMultiplier[t];
  for (let backed = 0; backed < 2; backed++) {
    const disaster = scratch.disaster[backed];
    const entry = scratch.entry[backed];
    vote.shortfall = backed ? Shortfall.Backed : Shortfall.Unbacked;
    vote.yesCells = entryCells;
    vote.yesValues = entry;
    for (let player = 0; player < Player.Count; player++) {
      // To climb from the rung below the top is to lose control; to stop an assault is to fight a joint war.
      entry.fill(disaster[player], player * points, (player + 1) * points);
      if (kind === Challenge.Assault)
        stop.fill(scratch.jointWar[backed][player], player * points, (player + 1) * points);
    }
    for (let rung = rungs - 1; rung >= 1; rung--) {
      const offset = at + rungOffset(layout, rung, kind, backed);
      if (rung === rungs - 1) {
        vote.yesScale = 0;
        vote.yesChallenger = disaster[Player.Challenger];
        vote.yesCoalition = disaster[Player.Resolute];
      } else {
        fillCells(entry, points, entryCells);
        vote.yesScale = 1;
        vote.yesChallenger = 0;
        vote.yesCoalition = 0;
      }
      refuse(scratch, kind, game.schedule.audienceCost[t] + game.humiliationCoalition * rung);
      if (kind === Challenge.Assault && rung >= rungs - 2) {
        // Nothing after an assault depends on the belief but her own next move, and on the top two rungs not even that.
        solveFlatVote(game, grid, vote, scratch.introspection, policy, offset, Move.Width, voteValues);
      } else {
        solveVote(
          game,
          grid,
          vote,
          endCells,
          endAtBelief,
          scratch.introspection,
          policy,
          offset,
          Move.Width,
          voteValues,
        );
      }
      if (kind !== Challenge.Assault) {
        stop.set(endAtBelief);
        for (let g = 0; g < points; g++) stop[g] -= game.humiliationChallenger * rung;
      }
      const lost = risk[rung];
      const hers = (1 - lost) * initiative;
      const theirs = (1 - lost) * (1 - initiative);
      const lossR = lost * disaster[Player.Challenger] - game.rungCostChallenger[2 * rung + backed] * z;
      const lossC = lost * disaster[Player.Resolute] - game.rungCostCoalition[2 * rung + backed];
      for (let g = 0, play = offset; g < points; g++, play += Move.Width) {
        const gr = points + g;
        const gi = 2 * points + g;
        const odds = exponential(challengerRationality * (stop[g] - entry[g]));
        const climbs = 1 / (1 + odds);
        const stops = odds * climbs;
        policy[play + Move.Climb] = climbs;
        policy[play + Move.Stop] = stops;
        entry[g] = lossR + hers * (climbs * entry[g] + stops * stop[g]) + theirs * voteValues[g];
        entry[gr] = lossC + hers * (climbs * entry[gr] + stops * stop[gr]) + theirs * voteValues[gr];
        entry[gi] = lossC + hers * (climbs * entry[gi] + stops * stop[gi]) + theirs * voteValues[gi];
      }
    }
  }
}

/** The value of an answer before the backer has shown itself: her chance of facing it backed is as she sees it. */
function prepareAnswer(game: Game, grid: BeliefGrid, scratch: StageScratch, u: number, kind: number): void {
  const { points } = grid;
  const [alone, backed] = scratch.entry;
  const answer = scratch.answer[kind];
  for (let player = 0; player < Player.Count; player++) {
    const chance = player === Player.Challenger ? game.backingSeen[u] : game.backing[u];
    for (let i = player * points; i < (player + 1) * points; i++) {
      answer[i] = chance * backed[i] + (1 - chance) * alone[i];
    }
  }
  fillCells(answer, points, scratch.answerCells[kind]);
}

/** One kind of challenge: hit or not, rules triggered or not, answered or not (§4.2–4.5). */
function solveChallenge(
  game: Game,
  grid: BeliefGrid,
  layout: PolicyLayout,
  scratch: StageScratch,
  t: number,
  u: number,
  kind: number,
  deployed: boolean,
  policy: Float64Array,
  at: number,
): void {
  const { points } = grid;
  const { rules, schedule } = game;
  const { vote, endAtBelief, disaster } = scratch;
  const audience = schedule.audienceCost[t];
  const value = scratch.challenge[kind];
  const hit = deployed ? rules.hit[kind] : 0;
  value.fill(0);

  vote.yesCells = scratch.answerCells[kind];
  vote.yesValues = scratch.answer[kind];
  vote.shortfall = u;
  if (deployed) {
    const misread = rules.misread[kind];
    const seen = game.backingSeen[u];
    const lostR = misread * (seen * disaster[1][Player.Challenger] + (1 - seen) * disaster[0][Player.Challenger]);
    const lostC =
      misread * (game.backing[u] * disaster[1][Player.Resolute] + (1 - game.backing[u]) * disaster[0][Player.Resolute]);
    vote.yesScale = 1 - misread;
    vote.yesChallenger = lostR;
    vote.yesCoalition = lostC;
    refuse(scratch, kind, audience + rules.bloodCost[kind]);
    holdVote(
      game,
      grid,
      layout,
      scratch,
      kind,
      Circumstance.Triggered,
      hit * rules.triggered[kind] * (1 - game.automaticity),
      policy,
      at,
    );
    vote.yesCoalition = lostC - game.unmandatedCost;
    refuse(scratch, kind, audience * (1 - game.deniability) + rules.bloodCost[kind]);
    holdVote(
      game,
      grid,
      layout,
      scratch,
      kind,
      Circumstance.Untriggered,
      hit * (1 - rules.triggered[kind]),
      policy,
      at,
    );
    const automatic = hit * rules.triggered[kind] * game.automaticity;
    const answer = scratch.answer[kind];
    for (let player = 0; player < Player.Count; player++) {
      const lost = player === Player.Challenger ? lostR : lostC;
      for (let i = player * points; i < (player + 1) * points; i++) {
        value[i] += automatic * (lost + (1 - misread) * answer[i]);
      }
    }
  }
  if (kind === Challenge.Probe) {
    for (let i = 0; i < Player.Count * points; i++) value[i] += (1 - hit) * endAtBelief[i];
    for (let g = 0; g < points; g++) value[g] += (1 - hit) * scratch.unopposed[Challenge.Probe][Player.Challenger];
  } else {
    vote.yesScale = 1;
    vote.yesChallenger = 0;
    vote.yesCoalition = -game.interventionCost * (1 - schedule.binding[t]);
    refuse(scratch, kind, audience * (1 - game.deniability));
    holdVote(game, grid, layout, scratch, kind, Circumstance.Unhit, 1 - hit, policy, at);
  }
  const cost = game.cost[kind] * schedule.costMultiplier[t];
  for (let g = 0; g < points; g++) value[g] -= cost;
}

/** Holds the vote that `scratch.vote` describes and adds its value to the challenge, weighted by its chance. */
function holdVote(
  game: Game,
  grid: BeliefGrid,
  layout: PolicyLayout,
  scratch: StageScratch,
  kind: number,
  circumstance: number,
  chance: number,
  policy: Float64Array,
  at: number,
): void {
  const { vote, voteValues, endCells, endAtBelief, introspection } = scratch;
  const offset = at + voteOffset(layout, kind, circumstance);
  solveVote(game, grid, vote, endCells, endAtBelief, introspection, policy, offset, Play.Width, voteValues);
  const value = scratch.challenge[kind];
  for (let i = 0; i < value.length; i++) value[i] += chance * voteValues[i];
}

/** The challenger's choice among nothing and the three challenges, and the values before it (§4.1). */
function choose(
  game: Game,
  grid: BeliefGrid,
  scratch: StageScratch,
  policy: Float64Array,
  at: number,
  out: Float64Array,
  outAt: number,
): void {
  const { points } = grid;
  const { challengeChance, challengerRationality } = game;
  const none = scratch.endAtBelief;
  const [, probe, limited, assault] = scratch.challenge;
  for (let g = 0; g < points; g++) {
    const other = Math.max(none[g], probe[g], limited[g]);
    const best = Math.max(other, assault[g]);
    const e0 = exponential(challengerRationality * (none[g] - best));
    const e1 = exponential(challengerRationality * (probe[g] - best));
    const e2 = exponential(challengerRationality * (limited[g] - best));
    const e3 = exponential(challengerRationality * (assault[g] - best));
    const scale = 1 / (e0 + e1 + e2 + e3);
    const choice = at + Choice.Width * g;
    policy[choice + Challenge.None] = e0 * scale;
    policy[choice + Challenge.Probe] = e1 * scale;
    policy[choice + Challenge.Limited] = e2 * scale;
    policy[choice + Challenge.Assault] = e3 * scale;
    policy[choice + Choice.Preferred] = assault[g] > other ? 1 : 0;
    const idle = 1 - challengeChance + challengeChance * e0 * scale;
    const act = challengeChance * scale;
    for (let i = g; i < Player.Count * points; i += points) {
      out[outAt + i] = idle * none[i] + act * (e1 * probe[i] + e2 * limited[i] + e3 * assault[i]);
    }
  }
}
