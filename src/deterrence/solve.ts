/** The backward pass: the game solved from the horizon to the start (docs/model.md §3–6). */
import { type BeliefGrid, createBeliefGrid, entryPosition } from './belief-grid.ts';
import { EXPONENTIAL_TABLE, exponential } from './exponential.ts';
import { forceCount, isPossible, mixForces, wantedForce } from './force.ts';
import { type Game, SUBJUGATION } from './game.ts';
import { Kernel } from './kernel.ts';
import { Player, Size } from './layout.ts';
import { createPeriodRoom, type PeriodRoom, prepareDisaster, prepareWars } from './period.ts';
import { layOutPolicy, type PolicyLayout } from './policy.ts';

/** A policy larger than this (in doubles) is not kept: each period is solved again when the forward pass comes to it. */
const POLICY_LIMIT = 2 ** 24;

/** Where play and values are kept while one force is in place. */
interface ForceRoom {
  readonly policy: Float64Array;
  readonly values: Float64Array;
}

/**
 * A solved game. Where the path changes course, `game`, `grid`, `policy` and `values` are those of the phase and force
 * that were entered last (`enterPeriod`); numbers that no phase changes can be read at any time.
 */
export interface Solution {
  game: Game;
  grid: BeliefGrid;
  readonly layout: PolicyLayout;
  /** Play of all periods, or of one if they are too many to keep. */
  policy: Float64Array;
  readonly keepsAllPeriods: boolean;
  /** Values before the challenger's choice, [period 0…T][state][player][belief]. */
  values: Float64Array;
  /** Grids of the phases; room by force, at least as many as the game has. */
  grids: readonly BeliefGrid[];
  readonly rooms: ForceRoom[];
  /** Chance that an offered ceasefire is accepted, [period][posture]. */
  readonly acceptance: Float64Array;
  /** The challenger's value of war before the offer, [period 0…T][posture]. */
  readonly warValues: Float64Array;
  /** The inner loops, in whose memory policies and values stand. */
  readonly kernel: Kernel;
  readonly scratch: SolveScratch;
}

interface SolveScratch {
  readonly period: PeriodRoom;
  /** What follows a period on a path that changes course, [state][player][belief]. */
  readonly following: Float64Array;
}

/** Makes room for a game. A solution of the same shape can be used again for another game: see `reuseSolution`. */
export function createSolution(game: Game): Solution {
  const { points, periods, rungs } = game;
  const layout = layOutPolicy(points, rungs);
  const keepsAllPeriods = layout.perPeriod * periods <= POLICY_LIMIT;
  const perState = Player.Count * points;
  const kernel = new Kernel(game, layout);
  const room = createForceRoom(kernel, layout, periods, keepsAllPeriods);
  const grid = createBeliefGrid(points, game.erosionChance);
  const solution: Solution = {
    game,
    grid,
    layout,
    policy: room.policy,
    keepsAllPeriods,
    values: room.values,
    grids: [],
    rooms: [room],
    acceptance: new Float64Array(periods * Size.Postures),
    warValues: new Float64Array((periods + 1) * Size.Postures),
    kernel,
    scratch: { period: createPeriodRoom(kernel, points), following: kernel.doubles(Size.States * perState) },
  };
  setGame(solution, game);
  return solution;
}

function createForceRoom(kernel: Kernel, layout: PolicyLayout, periods: number, keepsAllPeriods: boolean): ForceRoom {
  return {
    policy: kernel.doubles(keepsAllPeriods ? layout.perPeriod * periods : layout.perPeriod),
    values: kernel.doubles((periods + 1) * Size.States * Player.Count * layout.points),
  };
}

/** The room of a solution for another game, if the shapes agree, which ends the old solution; otherwise new room. */
export function reuseSolution(old: Solution | undefined, game: Game): Solution {
  const fits =
    old &&
    old.game.points === game.points &&
    old.game.periods === game.periods &&
    old.game.rungs === game.rungs &&
    old.game.depth === game.depth;
  if (!fits) return createSolution(game);
  setGame(old, game);
  return old;
}

function setGame(solution: Solution, game: Game): void {
  const { kernel, layout, rooms, keepsAllPeriods } = solution;
  const { points, periods, course } = game;
  solution.game = game;
  solution.grids = course
    ? course.games.map(([{ erosionChance }]) => createBeliefGrid(points, erosionChance))
    : [createBeliefGrid(points, game.erosionChance)];
  while (rooms.length < forceCount(game)) rooms.push(createForceRoom(kernel, layout, periods, keepsAllPeriods));
  enter(solution, game, solution.grids[course ? course.phaseOf[0] : 0], rooms[wantedForce(game, 0)]);
}

function enter(solution: Solution, game: Game, grid: BeliefGrid, { policy, values }: ForceRoom): void {
  solution.game = game;
  solution.grid = grid;
  solution.policy = policy;
  solution.values = values;
  solution.kernel.enterGame(game, grid, policy);
}

/** Turns to the phase of a period, while a force is in place. Nothing happens where the path keeps its course. */
export function enterPeriod(solution: Solution, t: number, force: number): void {
  const { course } = solution.game;
  if (course === undefined) return;
  const phase = course.phaseOf[t];
  enter(solution, course.games[phase][force], solution.grids[phase], solution.rooms[force]);
}

/** Turns to what a period begins with, and a ceasefire in it: the phase in force, and the force that it wants. */
export function enterStart(solution: Solution, t: number): void {
  enterPeriod(solution, t, wantedForce(solution.game, t));
}

/**
 * Solves the whole game: the ceasefire from the horizon back, then the war that precedes it.
 * @param afterPeriod called when a period has been solved, while its play is in the policy
 */
export function solve(solution: Solution, afterPeriod?: (t: number) => void): void {
  endAtHorizon(solution);
  for (let t = solution.game.periods - 1; t >= 0; t--) {
    solvePeriod(solution, t);
    afterPeriod?.(t);
  }
  solveWar(solution);
  enterStart(solution, 0);
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
  const { grid, game, rooms } = solution;
  const { values } = rooms[wantedForce(game, t)];
  const position = entryPosition(grid, game.firstBelief);
  const low = Math.floor(position);
  const at = valueOffset(solution, t, Size.Stages * u) + player * grid.points + low;
  return values[at] + (position - low) * (values[at + 1] - values[at]);
}

function endAtHorizon(solution: Solution): void {
  const { periods } = solution.game;
  for (let force = 0; force < forceCount(solution.game); force++) {
    enterPeriod(solution, periods, force);
    const { game, grid, values } = solution;
    for (let state = 0; state < Size.States; state++) {
      const at = valueOffset(solution, periods, state);
      values.fill(game.salvage * game.schedule.flow[Size.States * periods + state], at, at + grid.points);
      values.fill(0, at + Player.Resolute * grid.points, at + Player.Count * grid.points);
    }
  }
}

/** Solves all states of one period, given the values of the next. */
export function solvePeriod(solution: Solution, t: number): void {
  for (let force = 0; force < forceCount(solution.game); force++) {
    if (!isPossible(solution.game, t, force)) continue;
    enterPeriod(solution, t, force);
    solveStates(solution, t, force);
  }
}

/**
 * Where the values that follow a period stand, [state][player][belief]: those of the next period, where the path changes
 * course in expectation over the force that is then in place.
 */
export function followingValues(solution: Solution, t: number, force: number): { values: Float64Array; at: number } {
  const { game, values, rooms, scratch } = solution;
  const at = valueOffset(solution, t + 1, 0);
  if (game.course === undefined) return { values, at };
  const all = rooms.map((room) => room.values);
  const width = Player.Count * solution.grid.points;
  mixForces(game.course, t, force, game.deployChance, all, at, width, scratch.following);
  return { values: scratch.following, at: 0 };
}

/** The states of one period in which one force is in place. */
function solveStates(solution: Solution, t: number, force: number): void {
  const { game, grid, layout, kernel, scratch } = solution;
  const { loops } = kernel;
  const { redrawn, moved } = scratch.period;
  const { values, at } = followingValues(solution, t, force);
  const perState = Player.Count * grid.points;
  const perPosture = Size.Stages * perState;
  const { posture, flow } = game.schedule;
  const reach = lastStage(t);
  const length = (lastStage(t + 1) + 1) * perState;
  const next = values.byteOffset + at * values.BYTES_PER_ELEMENT;
  kernel.enterPeriod(game, t);
  prepareDisaster(game, scratch.period);
  loops.redraw(redrawn.byteOffset, next, perPosture, length, posture[3 * t], posture[3 * t + 1], posture[3 * t + 2]);
  for (let u = 0; u < Size.Postures; u++) {
    const stays = next + u * perPosture * values.BYTES_PER_ELEMENT;
    loops.move(moved.byteOffset, redrawn.byteOffset, stays, length, game.postureChance, game.discount);
    for (let k = 0; k <= reach; k++) {
      loops.endPeriod(k, game.step * flow[Size.States * t + Size.Stages * u + k]);
      prepareWars(game, scratch.period, t, u, k);
    }
    const out = solution.values.byteOffset + valueOffset(solution, t, Size.Stages * u) * values.BYTES_PER_ELEMENT;
    loops.solveStages(u, reach, policyOffset(solution, t) + Size.Stages * u * layout.perState, out);
  }
}

/** The war of the start: when does the challenger prefer the ceasefire that is on offer (§3)? */
function solveWar(solution: Solution): void {
  const { acceptance, warValues } = solution;
  const { periods, salvage } = solution.game;
  enterStart(solution, periods);
  for (let u = 0; u < Size.Postures; u++) {
    const row = Size.Postures * periods + u;
    warValues[row] = salvage * solution.game.schedule.warFlow[row];
  }
  for (let t = periods - 1; t >= 0; t--) {
    enterStart(solution, t);
    const { game } = solution;
    const { schedule, offerChance } = game;
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
