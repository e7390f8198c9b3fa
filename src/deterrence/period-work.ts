/** What the parts of a period's solution (period.ts, ladder.ts, challenges.ts) share: the task, and room for it. */
import { type BeliefGrid, Cell, Player } from './belief-grid.ts';
import type { Game } from './game.ts';
import type { PolicyLayout } from './policy.ts';
import { Size } from './schedule.ts';
import { type BeliefFunctions, createVoteBatch, type VoteBatch } from './vote-batch.ts';

/** Numbers per stage: challenges that are made, ladders (by kind of challenge and backing), votes on challenges. */
export enum PerStage {
  Challenges = 3,
  Ladders = 6,
  Votes = 8,
}

/** What is being solved, and room for it. `[player][belief]` is Player.Count · points entries. */
export interface PeriodWork {
  game: Game;
  grid: BeliefGrid;
  layout: PolicyLayout;
  /** Period t, posture u and the last stage that can be reached. */
  period: number;
  posture: number;
  lastStage: number;
  /** Where the play of the first stage goes (policy.ts). */
  policy: Float64Array;
  policyAt: number;

  /** Value of ending the period at grid beliefs after erosion, [stage][player][belief]; filled by the caller. */
  readonly endValues: Float64Array;
  /** The same as a function of the belief before erosion, by stage. */
  readonly end: BeliefFunctions;
  /** Value of entering the rung last solved, by ladder: (stage · 3 + kind − 1) · 2 + backing. */
  readonly entry: BeliefFunctions;
  /** Value of an answer before the backer has shown itself, by challenge: stage · 3 + kind − 1. */
  readonly answer: BeliefFunctions;
  /** Value of each challenge, [challenge][player][belief]. */
  readonly challenge: Float64Array;
  /** What ends the game, [player]: lost control by backing, and by stage a lone war and, by backing, a joint war. */
  readonly disaster: Float64Array;
  readonly loneWar: Float64Array;
  readonly jointWar: Float64Array;
  /** What an unopposed challenge brings beside its share of ending the period, [stage][kind][player]; those shares. */
  readonly unopposed: Float64Array;
  readonly unopposedEndShare: Float64Array;
  readonly batch: VoteBatch;
  /** By vote of the batch: the ladder or challenge it belongs to, and the chance with which it is held. */
  readonly owner: Int32Array;
  readonly chance: Float64Array;
}

export function createPeriodWork(game: Game, grid: BeliefGrid, layout: PolicyLayout, policy: Float64Array): PeriodWork {
  const { points } = grid;
  const functions = (count: number): BeliefFunctions => ({
    cells: new Float64Array(count * Cell.Width * points),
    values: new Float64Array(count * Player.Count * points),
  });
  const capacity = Size.Stages * PerStage.Votes;
  return {
    game,
    grid,
    layout,
    period: 0,
    posture: 0,
    lastStage: 0,
    policy,
    policyAt: 0,
    endValues: new Float64Array(Size.Stages * Player.Count * points),
    end: functions(Size.Stages),
    entry: functions(Size.Stages * PerStage.Ladders),
    answer: functions(Size.Stages * PerStage.Challenges),
    challenge: new Float64Array(Size.Stages * PerStage.Challenges * Player.Count * points),
    disaster: new Float64Array(2 * Player.Count),
    loneWar: new Float64Array(Size.Stages * Player.Count),
    jointWar: new Float64Array(Size.Stages * 2 * Player.Count),
    unopposed: new Float64Array(Size.Stages * 4 * Player.Count),
    unopposedEndShare: new Float64Array(4),
    batch: createVoteBatch(capacity, points),
    owner: new Int32Array(capacity),
    chance: new Float64Array(capacity),
  };
}

/** Whether the force stands in a stage: a probe is only answered when it has hit somebody. */
export function isDeployed(game: Game, k: number): boolean {
  return k > 0 && game.troops > 0;
}

/**
 * Adds a vote to the batch: no runs unopposed, for which the caller charges the coalition; the caller also says what
 * yes is worth beside its function of the belief. Returns the number of the vote.
 */
export function addVote(
  work: PeriodWork,
  k: number,
  kind: number,
  yesFunction: number,
  shortfall: number,
  policyOffset: number,
): number {
  const { batch, unopposed, unopposedEndShare } = work;
  const v = batch.count++;
  const no = (4 * k + kind) * Player.Count;
  batch.yesFunction[v] = yesFunction;
  batch.noFunction[v] = k;
  batch.noScale[v] = unopposedEndShare[kind];
  batch.noChallenger[v] = unopposed[no];
  batch.noResolute[v] = unopposed[no + Player.Resolute];
  batch.noIrresolute[v] = unopposed[no + Player.Irresolute];
  batch.shortfall[v] = shortfall;
  batch.policyOffset[v] = policyOffset;
  work.owner[v] = yesFunction;
  return v;
}
