/**
 * One period of a ceasefire in one posture of the backer, solved in all stages and for every belief at once
 * (docs/model.md §4): from the values of ending the period, through the ladder (ladder.ts) and the challenges
 * (challenges.ts), to the challenger's choice.
 */
import { Cell, fillCells, Player } from './belief-grid.ts';
import { solveChallenges } from './challenges.ts';
import { Challenge } from './engagement-rules.ts';
import { EXPONENTIAL_TABLE, exponential } from './exponential.ts';
import type { Game } from './game.ts';
import { solveLadders } from './ladder.ts';
import { type PeriodWork, PerStage } from './period-work.ts';
import { Choice } from './policy.ts';
import { Size } from './schedule.ts';

/**
 * Solves the period, posture and stages that `work` names. Expects `work.endValues`; writes the play to the policy.
 * @param out values before the challenger's choice, [stage][player][belief], written from `outAt`
 */
export function solveStages(work: PeriodWork, out: Float64Array, outAt: number): void {
  prepareDisaster(work);
  for (let k = 0; k <= work.lastStage; k++) {
    prepareEnd(work, k);
    prepareWars(work, k);
  }
  solveLadders(work);
  solveChallenges(work);
  for (let k = 0; k <= work.lastStage; k++) choose(work, k, out, outAt);
}

/** Cells of the value of ending the period, and that value with the belief of each point. */
function prepareEnd({ grid, endValues, end }: PeriodWork, k: number): void {
  const { points, endPoint, endWeight } = grid;
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
function prepareDisaster({ game, disaster }: PeriodWork): void {
  for (let backed = 0; backed < 2; backed++) {
    disaster[Player.Count * backed] = game.disasterChallenger[backed];
    disaster[Player.Count * backed + Player.Resolute] = game.disasterCoalition[backed];
    disaster[Player.Count * backed + Player.Irresolute] = game.disasterCoalition[backed];
  }
}

/** What a war is worth in a stage, and what an unopposed challenge brings (§4.5–4.6). */
function prepareWars(work: PeriodWork, k: number): void {
  const { game, period, disaster, loneWar, jointWar, unopposed, unopposedEndShare } = work;
  const { schedule, cost, gain, spiral, warEscalation, stake } = game;
  const state = Size.States * period + Size.Stages * work.posture + k;
  const z = schedule.costMultiplier[period];
  const defeat = -game.defeatCost * z + schedule.afterWar[state];
  const lone = schedule.lone[state];
  const loneSeen = schedule.loneSeen[state];
  const war = Player.Count * k;
  setWar(game, loneWar, war, lone, loneSeen, defeat);
  for (let backed = 0; backed < 2; backed++) {
    const joint = (2 * k + backed) * Player.Count;
    setWar(game, jointWar, joint, schedule.joint[2 * state + backed], schedule.jointSeen[2 * state + backed], defeat);
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
  unopposed[probe] = gain[Challenge.Probe];
  unopposed[limited] =
    spiral * (loneWar[war] - (cost[Challenge.Assault] - cost[Challenge.Limited]) * z) +
    (1 - spiral) * Math.sqrt(loneSeen) * gain[Challenge.Limited];
  const taken = (1 - spiral) * Math.sqrt(lone) * (gain[Challenge.Limited] / gain[Challenge.Assault]);
  for (let type = 0; type < Size.Types; type++) {
    const row = Player.Resolute + type;
    unopposed[limited + row] = spiral * loneWar[war + row] - taken * stake[type];
  }
  for (let player = 0; player < Player.Count; player++) unopposed[assault + player] = loneWar[war + player];
  unopposedEndShare[Challenge.Probe] = 1;
  unopposedEndShare[Challenge.Limited] = 1 - spiral;
  unopposedEndShare[Challenge.Assault] = 0;
}

/** A war that the challenger wins with a true and a perceived chance; `defeat` is what a repelled war leaves her. */
function setWar(game: Game, out: Float64Array, at: number, won: number, wonSeen: number, defeat: number): void {
  const { gain, stake, repelledShare } = game;
  const lost = won + (1 - won) * repelledShare;
  out[at] = wonSeen * gain[Challenge.Assault] + (1 - wonSeen) * defeat;
  out[at + Player.Resolute] = -stake[0] * lost;
  out[at + Player.Irresolute] = -stake[1] * lost;
}

/** The challenger's choice among nothing and the three challenges, and the values before it (§4.1). */
function choose(work: PeriodWork, k: number, out: Float64Array, outAt: number): void {
  const { game, grid, policy, challenge } = work;
  const { points } = grid;
  const { challengeChance, challengerRationality } = game;
  const none = work.end.values;
  const perChallenge = Player.Count * points;
  const row = k * perChallenge;
  const probe = k * PerStage.Challenges * perChallenge;
  const limited = probe + perChallenge;
  const assault = limited + perChallenge;
  const choices = work.policyAt + k * work.layout.perState;
  for (let g = 0, choice = choices; g < points; g++, choice += Choice.Width) {
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
    for (let i = g; i < perChallenge; i += points) {
      out[outAt + row + i] =
        idle * none[row + i] +
        made * (e1 * challenge[probe + i] + e2 * challenge[limited + i] + e3 * challenge[assault + i]);
    }
  }
}
