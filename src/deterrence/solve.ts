/** The backward pass: the game solved from the horizon to the start (docs/model.md §3–6). */
import { type BeliefGrid, createBeliefGrid, entryPosition, Player } from './belief-grid.ts';
import { EXPONENTIAL_TABLE, exponential } from './exponential.ts';
import { type Game, SUBJUGATION } from './game.ts';
import { solveStages } from './period.ts';
import { createPeriodWork, type PeriodWork } from './period-work.ts';
import { layOutPolicy, type PolicyLayout } from './policy.ts';
import { Size } from './schedule.ts';

/** A policy larger than this (in doubles) is not kept: each period is solved again when the forward pass comes to it. */
const POLICY_LIMIT = 2 ** 24;

/** A solved game. */
export interface Solution {
  game: Game;
  grid: BeliefGrid;
  readonly layout: PolicyLayout;
  /** Play of all periods, or of one if they are too many to keep. */
  readonly policy: Float64Array;
  readonly keepsAllPeriods: boolean;
  /** Values before the challenger's choice, [period 0…T][state][player][belief]. */
  readonly values: Float64Array;
  /** Chance that an offered ceasefire is accepted, [period][posture]. */
  readonly acceptance: Float64Array;
  /** The challenger's value of war before the offer, [period 0…T][posture]. */
  readonly warValues: Float64Array;
  readonly scratch: SolveScratch;
}

interface SolveScratch {
  readonly work: PeriodWork;
  /** Next period's values averaged over a redrawn posture, and over the posture's move: [stage][player][belief]. */
  readonly redrawn: Float64Array;
  readonly moved: Float64Array;
}

/** Makes room for a game. A solution of the same shape can be used again for another game: see `reuseSolution`. */
export function createSolution(game: Game): Solution {
  const { points, periods, rungs } = game;
  const layout = layOutPolicy(points, rungs);
  const keepsAllPeriods = layout.perPeriod * periods <= POLICY_LIMIT;
  const perState = Player.Count * points;
  const grid = createBeliefGrid(points, game.erosionChance);
  const policy = new Float64Array(keepsAllPeriods ? layout.perPeriod * periods : layout.perPeriod);
  return {
    game,
    grid,
    layout,
    policy,
    keepsAllPeriods,
    values: new Float64Array((periods + 1) * Size.States * perState),
    acceptance: new Float64Array(periods * Size.Postures),
    warValues: new Float64Array((periods + 1) * Size.Postures),
    scratch: {
      work: createPeriodWork(game, grid, layout, policy),
      redrawn: new Float64Array(Size.Stages * perState),
      moved: new Float64Array(Size.Stages * perState),
    },
  };
}

/** The room of a solution for another game, if the shapes agree, which ends the old solution; otherwise new room. */
export function reuseSolution(old: Solution | undefined, game: Game): Solution {
  const fits =
    old && old.game.points === game.points && old.game.periods === game.periods && old.game.rungs === game.rungs;
  if (!fits) return createSolution(game);
  old.game = game;
  old.grid = createBeliefGrid(game.points, game.erosionChance);
  old.scratch.work.game = old.game;
  old.scratch.work.grid = old.grid;
  return old;
}

/**
 * Solves the whole game: the ceasefire from the horizon back, then the war that precedes it.
 * @param afterPeriod called when a period has been solved, while its play is in the policy
 */
export function solve(solution: Solution, afterPeriod?: (t: number) => void): void {
  const { game } = solution;
  endAtHorizon(solution);
  for (let t = game.periods - 1; t >= 0; t--) {
    solvePeriod(solution, t);
    afterPeriod?.(t);
  }
  solveWar(solution);
}

/** Offset of a period's play in the policy. */
export function policyOffset(solution: Solution, t: number): number {
  return solution.keepsAllPeriods ? t * solution.layout.perPeriod : 0;
}

/** Offset of the values of a state in a period. */
export function valueOffset(solution: Solution, t: number, state: number): number {
  return (t * Size.States + state) * Player.Count * solution.grid.points;
}

/** Highest stage that can be reached by period t: the force deploys after the first period, the rearmed stage follows. */
export function lastStage(t: number): number {
  return Math.min(t, Size.Stages - 1);
}

/** Reads a player's value of a ceasefire that begins in period t with belief b0 (stage 0). */
export function startValue(solution: Solution, t: number, u: number, player: number): number {
  const { grid, game, values } = solution;
  const position = entryPosition(grid, game.firstBelief);
  const low = Math.floor(position);
  const at = valueOffset(solution, t, Size.Stages * u) + player * grid.points + low;
  return values[at] + (position - low) * (values[at + 1] - values[at]);
}

function endAtHorizon(solution: Solution): void {
  const { game, grid, values } = solution;
  for (let state = 0; state < Size.States; state++) {
    const at = valueOffset(solution, game.periods, state);
    values.fill(game.salvage * game.schedule.flow[Size.States * game.periods + state], at, at + grid.points);
    values.fill(0, at + Player.Resolute * grid.points, at + Player.Count * grid.points);
  }
}

/** Solves all states of one period, given the values of the next. */
export function solvePeriod(solution: Solution, t: number): void {
  const { game, grid, layout, values, scratch } = solution;
  const { points } = grid;
  const perState = Player.Count * points;
  const { redrawn, moved } = scratch;
  const { posture } = game.schedule;
  const next = valueOffset(solution, t + 1, 0);
  const reach = lastStage(t);
  const width = (lastStage(t + 1) + 1) * perState;
  for (let i = 0; i < width; i++) {
    redrawn[i] =
      posture[3 * t] * values[next + i] +
      posture[3 * t + 1] * values[next + Size.Stages * perState + i] +
      posture[3 * t + 2] * values[next + 2 * Size.Stages * perState + i];
  }
  for (let u = 0; u < Size.Postures; u++) {
    const stays = next + u * Size.Stages * perState;
    for (let i = 0; i < width; i++) {
      moved[i] = game.discount * (game.postureChance * redrawn[i] + (1 - game.postureChance) * values[stays + i]);
    }
    for (let k = 0; k <= reach; k++) prepareEndValues(solution, t, u, k);
    const { work } = scratch;
    work.period = t;
    work.posture = u;
    work.lastStage = reach;
    work.policyAt = policyOffset(solution, t) + Size.Stages * u * layout.perState;
    solveStages(work, values, valueOffset(solution, t, Size.Stages * u));
  }
}

/** The value of ending the period at grid beliefs (§6): stage and type move, and the challenger receives her flow. */
function prepareEndValues(solution: Solution, t: number, u: number, k: number): void {
  const { game, grid, scratch } = solution;
  const { points } = grid;
  const { endValues } = scratch.work;
  const { moved } = scratch;
  const perState = Player.Count * points;
  const advance = k === 0 ? game.deployChance : k === 1 ? game.rearmChance : 0;
  const here = k * perState;
  const there = Math.min(k + 1, Size.Stages - 1) * perState;
  const to = k * perState;
  for (let i = 0; i < perState; i++) endValues[to + i] = (1 - advance) * moved[here + i] + advance * moved[there + i];
  const flow = game.step * game.schedule.flow[Size.States * t + Size.Stages * u + k];
  const erosion = game.erosionChance;
  for (let g = 0; g < points; g++) {
    endValues[to + g] += flow;
    const at = to + Player.Resolute * points + g;
    endValues[at] = (1 - erosion) * endValues[at] + erosion * endValues[at + points];
  }
}

/** The war of the start: when does the challenger prefer the ceasefire that is on offer (§3)? */
function solveWar(solution: Solution): void {
  const { game, acceptance, warValues } = solution;
  const { periods, schedule, offerChance } = game;
  for (let u = 0; u < Size.Postures; u++) {
    warValues[Size.Postures * periods + u] = game.salvage * schedule.warFlow[Size.Postures * periods + u];
  }
  for (let t = periods - 1; t >= 0; t--) {
    let redrawn = 0;
    for (let u = 0; u < Size.Postures; u++)
      redrawn += schedule.posture[3 * t + u] * warValues[Size.Postures * (t + 1) + u];
    for (let u = 0; u < Size.Postures; u++) {
      const row = Size.Postures * t + u;
      const later = game.postureChance * redrawn + (1 - game.postureChance) * warValues[row + Size.Postures];
      const collapse = game.collapseSeen[row];
      const war = game.step * schedule.warFlow[row] + collapse * SUBJUGATION + (1 - collapse) * game.discount * later;
      const ceasefire = startValue(solution, t, u, Player.Challenger);
      const odds = exponential(game.challengerRationality * (war - ceasefire), EXPONENTIAL_TABLE);
      const accept = 1 / (1 + odds);
      acceptance[row] = accept;
      warValues[row] = offerChance * (accept * ceasefire + odds * accept * war) + (1 - offerChance) * war;
    }
  }
}
