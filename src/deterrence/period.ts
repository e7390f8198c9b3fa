/**
 * One period of a ceasefire in one posture of the backer, solved in all stages and for every belief at once
 * (docs/model.md §4): from the values of ending the period, through the ladder and the votes, to the challenger's choice.
 */
import { type BeliefGrid, Cell, fillCells, Player } from './belief-grid.ts';
import { Challenge } from './engagement-rules.ts';
import { EXPONENTIAL_TABLE, exponential } from './exponential.ts';
import type { Game } from './game.ts';
import { Choice, Circumstance, Mask, Move, Play, type PolicyLayout, rungOffset, voteOffset } from './policy.ts';
import { Size } from './schedule.ts';
import { Shortfall } from './vote.ts';
import { type BeliefFunctions, createVoteBatch, solveFlatVotes, solveVotes, type VoteBatch } from './vote-batch.ts';

/** Kinds of challenge that are made (all but none), and entries to a ladder per stage: by kind and backing. */
const KINDS = 3;
const LADDERS = 6;
/** Votes on challenges per stage. */
const VOTES = 8;

/** Room for solving one period; `[player][belief]` is Player.Count · points entries. */
export interface PeriodScratch {
  /** Value of ending the period at grid beliefs after erosion, [stage][player][belief]; filled by the caller. */
  readonly endValues: Float64Array;
  /** The same as a function of the belief before erosion, by stage. */
  readonly end: BeliefFunctions;
  /** Value of entering the rung last solved, by stage, kind and backing. */
  readonly entry: BeliefFunctions;
  /** Value of an answer before the backer has shown itself, by stage and kind. */
  readonly answer: BeliefFunctions;
  /** Value of each challenge, [stage][kind][player][belief]. */
  readonly challenge: Float64Array;
  readonly batch: VoteBatch;
  /** What ends the game, [player]: lost control by backing, and by stage a lone war and, by backing, a joint war. */
  readonly disaster: Float64Array;
  readonly loneWar: Float64Array;
  readonly jointWar: Float64Array;
  /** Constants of an unopposed challenge beside its share of ending the period, [stage][kind][player]; those shares. */
  readonly unopposed: Float64Array;
  readonly unopposedEndShare: Float64Array;
  /** Which votes of the batch belong to which ladder or challenge, and with what chance they are held. */
  readonly owner: Int32Array;
  readonly chance: Float64Array;
}

export function createPeriodScratch(points: number): PeriodScratch {
  const functions = (count: number): BeliefFunctions => ({
    cells: new Float64Array(count * Cell.Width * points),
    values: new Float64Array(count * Player.Count * points),
  });
  const capacity = Size.Stages * VOTES;
  return {
    endValues: new Float64Array(Size.Stages * Player.Count * points),
    end: functions(Size.States),
    entry: functions(Size.Stages * LADDERS),
    answer: functions(Size.Stages * KINDS),
    challenge: new Float64Array(Size.Stages * KINDS * Player.Count * points),
    batch: createVoteBatch(capacity, points),
    disaster: new Float64Array(2 * Player.Count),
    loneWar: new Float64Array(Size.Stages * Player.Count),
    jointWar: new Float64Array(Size.Stages * 2 * Player.Count),
    unopposed: new Float64Array(Size.Stages * 4 * Player.Count),
    unopposedEndShare: new Float64Array(4),
    owner: new Int32Array(capacity),
    chance: new Float64Array(capacity),
  };
}

/**
 * Solves period t in posture u and the stages up to `lastStage`. Expects `scratch.endValues`.
 * @param policy the posture's play, written from `at` (policy.ts)
 * @param out values before the challenger's choice, [stage][player][belief], written from `outAt`
 */
export function solveStages(
  game: Game,
  grid: BeliefGrid,
  layout: PolicyLayout,
  scratch: PeriodScratch,
  t: number,
  u: number,
  lastStage: number,
  policy: Float64Array,
  at: number,
  out: Float64Array,
  outAt: number,
): void {
  prepareDisaster(game, scratch);
  for (let k = 0; k <= lastStage; k++) {
    prepareEnd(grid, scratch, k);
    prepareWars(game, scratch, t, u, k);
  }
  solveLadders(game, grid, layout, scratch, t, lastStage, policy, at);
  solveChallenges(game, grid, layout, scratch, t, u, lastStage, policy, at);
  for (let k = 0; k <= lastStage; k++) {
    choose(game, grid, scratch, k, policy, at + k * layout.perState, out, outAt);
  }
}

/** Whether the force stands in a stage: a probe is only answered when it has hit somebody. */
function isDeployed(game: Game, k: number): boolean {
  return k > 0 && game.troops > 0;
}

/** Cells of the value of ending the period, and that value with the belief of each point. */
function prepareEnd(grid: BeliefGrid, scratch: PeriodScratch, k: number): void {
  const { points, endPoint, endWeight } = grid;
  const { endValues, end } = scratch;
  const from = k * Player.Count * points;
  fillCells(endValues, from, points, end.cells, k * Cell.Width * points);
  for (let row = from; row < from + Player.Count * points; row += points) {
    for (let g = 0; g < points; g++) {
      const low = endValues[row + endPoint[g]];
      end.values[row + g] = low + endWeight[g] * (endValues[row + endPoint[g] + 1] - low);
    }
  }
}

/** What a loss of control is worth, by backing (§4.6). */
function prepareDisaster(game: Game, { disaster }: PeriodScratch): void {
  for (let backed = 0; backed < 2; backed++) {
    disaster[Player.Count * backed] = game.disasterChallenger[backed];
    disaster[Player.Count * backed + Player.Resolute] = game.disasterCoalition[backed];
    disaster[Player.Count * backed + Player.Irresolute] = game.disasterCoalition[backed];
  }
}

/** What a war is worth in a stage, and what an unopposed challenge brings (§4.5–4.6). */
function prepareWars(game: Game, scratch: PeriodScratch, t: number, u: number, k: number): void {
  const { schedule, gain, spiral, warEscalation, stake } = game;
  const { disaster, loneWar, jointWar, unopposed, unopposedEndShare } = scratch;
  const now = Size.States * t + Size.Stages * u + k;
  const z = schedule.costMultiplier[t];
  const defeat = -game.defeatCost * z + schedule.afterWar[now];
  const lone = schedule.lone[now];
  const loneSeen = schedule.loneSeen[now];
  const war = Player.Count * k;
  setWar(game, loneWar, war, lone, loneSeen, defeat);
  for (let backed = 0; backed < 2; backed++) {
    const joint = (2 * k + backed) * Player.Count;
    setWar(game, jointWar, joint, schedule.joint[2 * now + backed], schedule.jointSeen[2 * now + backed], defeat);
    jointWar[joint + Player.Resolute] -= game.jointWarCost[backed];
    jointWar[joint + Player.Irresolute] -= game.jointWarCost[backed];
    for (let player = 0; player < Player.Count; player++) {
      jointWar[joint + player] =
        warEscalation * disaster[Player.Count * backed + player] + (1 - warEscalation) * jointWar[joint + player];
    }
  }
  const probe = (4 * k + Challenge.Probe) * Player.Count;
  const limited = (4 * k + Challenge.Limited) * Player.Count;
  const assault = (4 * k + Challenge.Assault) * Player.Count;
  const success = (1 - spiral) * Math.sqrt(lone) * (gain[Challenge.Limited] / gain[Challenge.Assault]);
  unopposed[probe] = gain[Challenge.Probe];
  unopposed[limited] =
    spiral * (loneWar[war] - (game.cost[Challenge.Assault] - game.cost[Challenge.Limited]) * z) +
    (1 - spiral) * Math.sqrt(loneSeen) * gain[Challenge.Limited];
  for (let type = 0; type < Size.Types; type++) {
    unopposed[limited + Player.Resolute + type] =
      spiral * loneWar[war + Player.Resolute + type] - success * stake[type];
  }
  for (let player = 0; player < Player.Count; player++) unopposed[assault + player] = loneWar[war + player];
  unopposedEndShare[Challenge.Probe] = 1;
  unopposedEndShare[Challenge.Limited] = 1 - spiral;
  unopposedEndShare[Challenge.Assault] = 0;
}

/** A war that the challenger wins with a true and a perceived chance; `defeat` is what a repelled war leaves her. */
function setWar(game: Game, out: Float64Array, at: number, won: number, wonSeen: number, defeat: number): void {
  const { gain, stake, repelledShare } = game;
  out[at] = wonSeen * gain[Challenge.Assault] + (1 - wonSeen) * defeat;
  out[at + Player.Resolute] = -stake[0] * (won + (1 - won) * repelledShare);
  out[at + Player.Irresolute] = -stake[1] * (won + (1 - won) * repelledShare);
}

/** Adds a vote to the batch: no runs unopposed, at a price to the coalition. */
function addVote(
  scratch: PeriodScratch,
  k: number,
  kind: number,
  yesFunction: number,
  yesScale: number,
  yesChallenger: number,
  yesCoalition: number,
  priceOfNo: number,
  shortfall: number,
  policyOffset: number,
): number {
  const { batch, unopposed, unopposedEndShare } = scratch;
  const v = batch.count++;
  const no = (4 * k + kind) * Player.Count;
  batch.yesFunction[v] = yesFunction;
  batch.yesScale[v] = yesScale;
  batch.yesChallenger[v] = yesChallenger;
  batch.yesCoalition[v] = yesCoalition;
  batch.noFunction[v] = k;
  batch.noScale[v] = unopposedEndShare[kind];
  batch.noChallenger[v] = unopposed[no];
  batch.noResolute[v] = unopposed[no + Player.Resolute] - priceOfNo;
  batch.noIrresolute[v] = unopposed[no + Player.Irresolute] - priceOfNo;
  batch.shortfall[v] = shortfall;
  batch.policyOffset[v] = policyOffset;
  return v;
}

/** The ladders under all challenges, backed and not, from the rung below the top down to the first (§4.6). */
function solveLadders(
  game: Game,
  grid: BeliefGrid,
  layout: PolicyLayout,
  scratch: PeriodScratch,
  t: number,
  lastStage: number,
  policy: Float64Array,
  at: number,
): void {
  const { points } = grid;
  const { rungs } = game;
  const { entry, batch } = scratch;
  for (let rung = rungs - 1; rung >= 1; rung--) {
    addRungVotes(game, scratch, layout, points, t, rung, lastStage, Challenge.Probe, Challenge.Limited, at);
    // Nothing after an assault depends on the belief but her own next move, and on the top two rungs not even that.
    const flat = rung >= rungs - 2;
    if (!flat)
      addRungVotes(game, scratch, layout, points, t, rung, lastStage, Challenge.Assault, Challenge.Assault, at);
    let count = batch.count;
    solveVotes(game, grid, batch, entry, scratch.end, policy, Move.Width);
    for (let v = 0; v < count; v++) climb(game, grid, scratch, t, rung, v, policy);
    if (!flat) continue;
    addRungVotes(game, scratch, layout, points, t, rung, lastStage, Challenge.Assault, Challenge.Assault, at);
    count = batch.count;
    solveFlatVotes(game, grid, batch, entry, policy, Move.Width);
    for (let v = 0; v < count; v++) climb(game, grid, scratch, t, rung, v, policy);
  }
}

/** Puts the coalition's votes on one rung into the batch, for some kinds of challenge in all stages, backed and not. */
function addRungVotes(
  game: Game,
  scratch: PeriodScratch,
  layout: PolicyLayout,
  points: number,
  t: number,
  rung: number,
  lastStage: number,
  firstKind: number,
  lastKind: number,
  at: number,
): void {
  const { disaster, entry, owner } = scratch;
  const top = rung === game.rungs - 1;
  const price = game.schedule.audienceCost[t] + game.humiliationCoalition * rung;
  const perFunction = Player.Count * points;
  for (let k = 0; k <= lastStage; k++) {
    for (let kind = firstKind; kind <= lastKind; kind++) {
      if (kind === Challenge.Probe && !isDeployed(game, k)) continue;
      for (let backed = 0; backed < 2; backed++) {
        const ladder = k * LADDERS + (kind - 1) * 2 + backed;
        const offset = at + k * layout.perState + rungOffset(layout, rung, kind, backed);
        const shortfall = backed ? Shortfall.Backed : Shortfall.Unbacked;
        if (!top) {
          fillCells(entry.values, ladder * perFunction, points, entry.cells, ladder * Cell.Width * points);
          owner[addVote(scratch, k, kind, ladder, 1, 0, 0, price, shortfall, offset)] = ladder;
          continue;
        }
        // To climb from the rung below the top is to lose control.
        const lostR = disaster[Player.Count * backed];
        const lostC = disaster[Player.Count * backed + Player.Resolute];
        const row = ladder * perFunction;
        for (let g = 0; g < points; g++) {
          entry.values[row + g] = lostR;
          entry.values[row + points + g] = lostC;
          entry.values[row + 2 * points + g] = lostC;
        }
        owner[addVote(scratch, k, kind, ladder, 0, lostR, lostC, price, shortfall, offset)] = ladder;
      }
    }
  }
}

/** The challenger's move on a rung, and the value of entering it. */
function climb(
  game: Game,
  grid: BeliefGrid,
  scratch: PeriodScratch,
  t: number,
  rung: number,
  v: number,
  policy: Float64Array,
): void {
  const { points } = grid;
  const { challengerRationality, initiative } = game;
  const { disaster, jointWar, batch } = scratch;
  const endValues = scratch.end.values;
  const entry = scratch.entry.values;
  const voteValues = batch.values;
  const ladder = scratch.owner[v];
  const backed = ladder & 1;
  const k = (ladder / LADDERS) | 0;
  const assault = ((ladder - k * LADDERS) >> 1) + 1 === Challenge.Assault;
  const lost = game.risk[rung];
  const hers = (1 - lost) * initiative;
  const theirs = (1 - lost) * (1 - initiative);
  const costR = game.rungCostChallenger[2 * rung + backed] * game.schedule.costMultiplier[t];
  const lossR = lost * disaster[Player.Count * backed] - costR;
  const lossC = lost * disaster[Player.Count * backed + Player.Resolute] - game.rungCostCoalition[2 * rung + backed];
  // To stop an assault is to stop the climb, not the invasion: a joint war. To stop less is to back down.
  const endShare = assault ? 0 : 1;
  const joint = (2 * k + backed) * Player.Count;
  const stopR = assault ? jointWar[joint] : -game.humiliationChallenger * rung;
  const stopr = assault ? jointWar[joint + Player.Resolute] : 0;
  const stopi = assault ? jointWar[joint + Player.Irresolute] : 0;
  const end = k * Player.Count * points;
  const vote = v * Player.Count * points;
  const row = ladder * Player.Count * points;
  let move = batch.policyOffset[v];
  for (let g = 0; g < points; g++, move += Move.Width) {
    const at = move & Mask.Policy;
    const r = points + g;
    const i = 2 * points + g;
    const stop = stopR + endShare * endValues[end + g];
    const odds = exponential(challengerRationality * (stop - entry[row + g]), EXPONENTIAL_TABLE);
    const climbs = 1 / (1 + odds);
    const stops = odds * climbs;
    policy[at + Move.Climb] = climbs;
    policy[at + Move.Stop] = stops;
    entry[row + g] = lossR + hers * (climbs * entry[row + g] + stops * stop) + theirs * voteValues[vote + g];
    entry[row + r] =
      lossC +
      hers * (climbs * entry[row + r] + stops * (stopr + endShare * endValues[end + r])) +
      theirs * voteValues[vote + r];
    entry[row + i] =
      lossC +
      hers * (climbs * entry[row + i] + stops * (stopi + endShare * endValues[end + i])) +
      theirs * voteValues[vote + i];
  }
}

/** All challenges in all stages: hit or not, rules triggered or not, answered or not (§4.2–4.5). */
function solveChallenges(
  game: Game,
  grid: BeliefGrid,
  layout: PolicyLayout,
  scratch: PeriodScratch,
  t: number,
  u: number,
  lastStage: number,
  policy: Float64Array,
  at: number,
): void {
  const { points } = grid;
  const { batch, owner, chance, challenge } = scratch;
  const perChallenge = Player.Count * points;
  for (let k = 0; k <= lastStage; k++) {
    const deployed = isDeployed(game, k);
    for (let kind: number = Challenge.Probe; kind <= Challenge.Assault; kind++) {
      if (deployed || kind !== Challenge.Probe) prepareAnswer(game, grid, scratch, u, k, kind);
      addVotes(game, scratch, layout, t, u, k, kind, deployed, at + k * layout.perState);
      beginChallenge(game, scratch, points, t, u, k, kind, deployed);
    }
  }
  const count = batch.count;
  solveVotes(game, grid, batch, scratch.answer, scratch.end, policy, Play.Width);
  for (let v = 0; v < count; v++) {
    const to = owner[v] * perChallenge;
    const from = v * perChallenge;
    const weight = chance[v];
    for (let i = 0; i < perChallenge; i++) challenge[to + i] += weight * batch.values[from + i];
  }
}

/** The value of an answer before the backer has shown itself: the challenger's chance of facing it is as she sees it. */
function prepareAnswer(game: Game, grid: BeliefGrid, scratch: PeriodScratch, u: number, k: number, kind: number): void {
  const { points } = grid;
  const entry = scratch.entry.values;
  const { cells, values } = scratch.answer;
  const number = k * KINDS + kind - 1;
  const to = number * Player.Count * points;
  const alone = (k * LADDERS + (kind - 1) * 2) * Player.Count * points;
  const backed = alone + Player.Count * points;
  for (let i = 0; i < Player.Count * points; i++) {
    const chance = i < points ? game.backingSeen[u] : game.backing[u];
    values[to + i] = chance * entry[backed + i] + (1 - chance) * entry[alone + i];
  }
  fillCells(values, to, points, cells, number * Cell.Width * points);
}

/** Puts the votes on one kind of challenge into the batch, with the chances of their cases. */
function addVotes(
  game: Game,
  scratch: PeriodScratch,
  layout: PolicyLayout,
  t: number,
  u: number,
  k: number,
  kind: number,
  deployed: boolean,
  at: number,
): void {
  const { rules, schedule } = game;
  const { owner, chance } = scratch;
  const answer = k * KINDS + kind - 1;
  const audience = schedule.audienceCost[t];
  const spared = audience * (1 - game.deniability);
  const hit = deployed ? rules.hit[kind] : 0;
  if (deployed) {
    const misread = rules.misread[kind];
    const blood = rules.bloodCost[kind];
    const lostR = misread * lossOfControl(scratch, game.backingSeen[u], Player.Challenger);
    const lostC = misread * lossOfControl(scratch, game.backing[u], Player.Resolute);
    const triggeredAt = at + voteOffset(layout, kind, Circumstance.Triggered);
    const triggered = addVote(scratch, k, kind, answer, 1 - misread, lostR, lostC, audience + blood, u, triggeredAt);
    owner[triggered] = answer;
    chance[triggered] = hit * rules.triggered[kind] * (1 - game.automaticity);
    const otherAt = at + voteOffset(layout, kind, Circumstance.Untriggered);
    const unmandated = lostC - game.unmandatedCost;
    const other = addVote(scratch, k, kind, answer, 1 - misread, lostR, unmandated, spared + blood, u, otherAt);
    owner[other] = answer;
    chance[other] = hit * (1 - rules.triggered[kind]);
  }
  if (kind === Challenge.Probe) return;
  const unhitAt = at + voteOffset(layout, kind, Circumstance.Unhit);
  const intervention = -game.interventionCost * (1 - schedule.binding[t]);
  const unhit = addVote(scratch, k, kind, answer, 1, 0, intervention, spared, u, unhitAt);
  owner[unhit] = answer;
  chance[unhit] = 1 - hit;
}

/** Lost control before the backer has shown itself. */
function lossOfControl({ disaster }: PeriodScratch, backing: number, player: number): number {
  return backing * disaster[Player.Count + player] + (1 - backing) * disaster[player];
}

/** The value of a challenge but for its votes: its cost, an automatic answer, and a probe that is let pass. */
function beginChallenge(
  game: Game,
  scratch: PeriodScratch,
  points: number,
  t: number,
  u: number,
  k: number,
  kind: number,
  deployed: boolean,
): void {
  const { rules } = game;
  const { challenge, unopposed } = scratch;
  const endValues = scratch.end.values;
  const answer = scratch.answer.values;
  const perChallenge = Player.Count * points;
  const to = (k * KINDS + kind - 1) * perChallenge;
  const hit = deployed ? rules.hit[kind] : 0;
  const misread = deployed ? rules.misread[kind] : 0;
  const automatic = hit * rules.triggered[kind] * game.automaticity;
  const letPass = kind === Challenge.Probe ? 1 - hit : 0;
  for (let player = 0; player < Player.Count; player++) {
    const challenger = player === Player.Challenger;
    const lost = lossOfControl(scratch, challenger ? game.backingSeen[u] : game.backing[u], player);
    const constant =
      automatic * misread * lost +
      (challenger ? letPass * unopposed[(4 * k + kind) * Player.Count] : 0) -
      (challenger ? game.cost[kind] * game.schedule.costMultiplier[t] : 0);
    const end = (k * Player.Count + player) * points;
    const row = to + player * points;
    for (let g = 0; g < points; g++) {
      challenge[row + g] = constant + automatic * (1 - misread) * answer[row + g] + letPass * endValues[end + g];
    }
  }
}

/** The challenger's choice among nothing and the three challenges, and the values before it (§4.1). */
function choose(
  game: Game,
  grid: BeliefGrid,
  scratch: PeriodScratch,
  k: number,
  policy: Float64Array,
  at: number,
  out: Float64Array,
  outAt: number,
): void {
  const { points } = grid;
  const { challengeChance, challengerRationality } = game;
  const { challenge } = scratch;
  const none = scratch.end.values;
  const perPlayers = Player.Count * points;
  const row = k * perPlayers;
  const probe = k * KINDS * perPlayers;
  const limited = probe + perPlayers;
  const assault = limited + perPlayers;
  for (let g = 0, choice = at; g < points; g++, choice += Choice.Width) {
    const v0 = none[row + g];
    const v1 = challenge[probe + g];
    const v2 = challenge[limited + g];
    const v3 = challenge[assault + g];
    const other = Math.max(v0, v1, v2);
    const best = Math.max(other, v3);
    const e0 = exponential(challengerRationality * (v0 - best), EXPONENTIAL_TABLE);
    const e1 = exponential(challengerRationality * (v1 - best), EXPONENTIAL_TABLE);
    const e2 = exponential(challengerRationality * (v2 - best), EXPONENTIAL_TABLE);
    const e3 = exponential(challengerRationality * (v3 - best), EXPONENTIAL_TABLE);
    const scale = 1 / (e0 + e1 + e2 + e3);
    policy[choice + Challenge.None] = e0 * scale;
    policy[choice + Challenge.Probe] = e1 * scale;
    policy[choice + Challenge.Limited] = e2 * scale;
    policy[choice + Challenge.Assault] = e3 * scale;
    policy[choice + Choice.Preferred] = v3 > other ? 1 : 0;
    const idle = 1 - challengeChance + challengeChance * e0 * scale;
    const made = challengeChance * scale;
    for (let i = g; i < perPlayers; i += points) {
      out[outAt + row + i] =
        idle * none[row + i] +
        made * (e1 * challenge[probe + i] + e2 * challenge[limited + i] + e3 * challenge[assault + i]);
    }
  }
}
