/**
 * What one period of a ceasefire is solved from: room for it, and what wars and unopposed challenges are worth in it. The
 * solution itself is in assembly/period.ts.
 */
import type { Game } from './game.ts';
import type { Kernel } from './kernel.ts';
import { Cell, Challenge, PerStage, Player, Size, Slot } from './layout.ts';

/** What is written for a period before it is solved. */
export interface PeriodRoom {
  /** What ends the game, [player]: lost control by backing, and by stage a lone war and, by backing, a joint war. */
  readonly disaster: Float64Array;
  readonly loneWar: Float64Array;
  readonly jointWar: Float64Array;
  /** What an unopposed challenge brings beside its share of ending the period, [stage][kind][player]. */
  readonly unopposed: Float64Array;
  /** Values that follow, averaged over a redrawn posture, and over the posture's move: [stage][player][belief]. */
  readonly redrawn: Float64Array;
  readonly moved: Float64Array;
}

/** Makes room for all that the solution of a period needs beside its policy and its values. */
export function createPeriodRoom(kernel: Kernel, points: number): PeriodRoom {
  const perFunction = Player.Count * points;
  const ladders = Size.Stages * PerStage.Ladders;
  const challenges = Size.Stages * PerStage.Challenges;
  const votes = Size.Stages * PerStage.Votes;
  // Functions of the belief by stage, ladder and challenge: as values at the points, and as cells.
  kernel.room(Slot.EndValues, Size.Stages * perFunction);
  kernel.room(Slot.EndAtBelief, Size.Stages * perFunction);
  kernel.room(Slot.EndCells, Size.Stages * points * Cell.Width);
  kernel.room(Slot.EntryValues, ladders * perFunction);
  kernel.room(Slot.EntryCells, ladders * points * Cell.Width);
  kernel.room(Slot.AnswerValues, challenges * perFunction);
  kernel.room(Slot.AnswerCells, challenges * points * Cell.Width);
  kernel.room(Slot.ChallengeValues, challenges * perFunction);
  // Votes that are solved together: on a rung there are at most as many as ladders, on challenges more.
  for (const slot of [Slot.YesFunction, Slot.NoFunction, Slot.ShortfallOf, Slot.PlayAt]) kernel.room(slot, votes);
  for (const slot of [Slot.YesScale, Slot.NoScale, Slot.YesChallenger, Slot.YesCoalition]) kernel.room(slot, votes);
  for (const slot of [Slot.NoChallenger, Slot.Chance]) kernel.room(slot, votes);
  kernel.room(Slot.NoCoalition, Size.Types * votes);
  kernel.room(Slot.VoteValues, votes * perFunction);
  kernel.room(Slot.Odds, votes * points * Size.Types);
  kernel.room(Slot.Positions, votes * points * 2);
  kernel.room(Slot.Branches, points * 2 * Player.Count);
  kernel.room(Slot.Gaps, points * Size.Types);
  return {
    disaster: kernel.room(Slot.Disaster, 2 * Player.Count),
    loneWar: new Float64Array(Size.Stages * Player.Count),
    jointWar: kernel.room(Slot.JointWar, Size.Stages * 2 * Player.Count),
    unopposed: kernel.room(Slot.Unopposed, Size.Stages * 4 * Player.Count),
    redrawn: kernel.doubles(Size.Stages * perFunction),
    moved: kernel.room(Slot.Moved, Size.Stages * perFunction),
  };
}

/** What a loss of control is worth, by backing (§4.6). */
export function prepareDisaster(game: Game, { disaster }: PeriodRoom): void {
  for (let backed = 0; backed < 2; backed++) {
    disaster[Player.Count * backed] = game.disasterChallenger[backed];
    disaster[Player.Count * backed + Player.Resolute] = game.disasterCoalition[backed];
    disaster[Player.Count * backed + Player.Irresolute] = game.disasterCoalition[backed];
  }
}

/** What a war is worth in a stage, and what an unopposed challenge brings (§4.5–4.6). */
export function prepareWars(game: Game, room: PeriodRoom, t: number, u: number, k: number): void {
  const { disaster, loneWar, jointWar, unopposed } = room;
  const { schedule, cost, gain, spiral, warEscalation, stake } = game;
  const state = Size.States * t + Size.Stages * u + k;
  const z = schedule.costMultiplier[t];
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
}

/** A war that the challenger wins with a true and a perceived chance; `defeat` is what a repelled war leaves her. */
function setWar(game: Game, out: Float64Array, at: number, won: number, wonSeen: number, defeat: number): void {
  const { gain, stake, repelledShare } = game;
  const lost = won + (1 - won) * repelledShare;
  out[at] = wonSeen * gain[Challenge.Assault] + (1 - wonSeen) * defeat;
  out[at + Player.Resolute] = -stake[0] * lost;
  out[at + Player.Irresolute] = -stake[1] * lost;
}
