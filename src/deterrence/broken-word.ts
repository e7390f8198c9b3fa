/**
 * The chance that the coalition's word is broken at least once (docs/model.md §7: uncovered cheque, broken promise).
 * It is carried backward like a value: at every state, belief and type the probability that from here on such a branch
 * is met. That equals the total probability less what is left when such branches are removed from the exact pass.
 */
import { entryPosition } from './belief-grid.ts';
import { forceCount, isPossible, mixForces, wantedForce } from './force.ts';
import { Size, Slot, Strand, Words } from './layout.ts';
import { enterPeriod, lastStage, policyOffset, type Solution } from './solve.ts';

/** Room for the pass; arrays "[belief][word][type]" have Words.Width entries a belief. */
export interface BrokenWord {
  /** [period 0…T][state][belief][word][type]: with the force in place, and by force. */
  chance: Float64Array;
  readonly chances: Float64Array[];
  /** What follows a period on a path that changes course, [state][belief][word][type]. */
  readonly following: Float64Array;
  /** Next period averaged over a redrawn posture, and over the posture's move: [stage][belief][word][type]. */
  readonly redrawn: Float64Array;
  readonly moved: Float64Array;
  /** Entering the rung last passed, and the one above it: [belief][strand][type]. */
  readonly rungs: readonly Float64Array[];
}

export function createBrokenWord({ kernel, game }: Solution): BrokenWord {
  const { points, periods } = game;
  const perState = Words.Width * points;
  const chance = kernel.doubles((periods + 1) * Size.States * perState);
  for (const slot of [Slot.WordEnd, Slot.WordEndAtBelief]) kernel.room(slot, perState);
  kernel.room(Slot.WordAnswer, Strand.Width * points);
  return {
    chance,
    chances: [chance],
    following: kernel.doubles(Size.States * perState),
    redrawn: kernel.doubles(Size.Stages * perState),
    moved: kernel.room(Slot.WordMoved, Size.Stages * perState),
    rungs: [Slot.WordEntry, Slot.WordAbove].map((slot) => kernel.room(slot, Strand.Width * points)),
  };
}

/** Chance of a broken word in a ceasefire that begins in a period and posture, before the type is known. */
export function chanceFromStart(solution: Solution, room: BrokenWord, t: number, u: number, word: Words): number {
  const { game, grid } = solution;
  const chance = room.chances[wantedForce(game, t)];
  const position = entryPosition(grid, game.firstBelief);
  const low = Math.floor(position);
  const at = ((t * Size.States + Size.Stages * u) * grid.points + low) * Words.Width + word;
  const up = position - low;
  return (
    game.resolve * between(chance, at, Words.Width, up) + (1 - game.resolve) * between(chance, at + 1, Words.Width, up)
  );
}

/** Between an entry and the same of the next belief. */
function between(values: Float64Array, at: number, width: number, up: number): number {
  return values[at] + up * (values[at + width] - values[at]);
}

/** One period of the backward pass, after the period's game has been solved. */
export function watchPeriod(solution: Solution, room: BrokenWord, t: number): void {
  const { chances } = room;
  const forces = forceCount(solution.game);
  while (chances.length < forces) chances.push(solution.kernel.doubles(room.chance.length));
  if (t === solution.game.periods - 1) {
    const next = room.following.length * (t + 1);
    for (const chance of chances) chance.fill(0, next);
    // Strands that are not followed in this world are read as 0.
    for (const rung of room.rungs) rung.fill(0);
  }
  for (let force = 0; force < forces; force++) {
    if (!isPossible(solution.game, t, force)) continue;
    enterPeriod(solution, t, force);
    room.chance = chances[force];
    watchStates(solution, room, t, force);
  }
}

/** The states of one period in which one force is in place. */
function watchStates(solution: Solution, room: BrokenWord, t: number, force: number): void {
  const { game, grid, layout, kernel } = solution;
  const { loops } = kernel;
  const { redrawn, moved, chance } = room;
  const { posture } = game.schedule;
  const { course } = game;
  const perState = Words.Width * grid.points;
  const perPosture = Size.Stages * perState;
  const length = (lastStage(t + 1) + 1) * perState;
  const start = (t + 1) * Size.States * perState;
  if (course) mixForces(course, t, force, game.deployChance, room.chances, start, perState, room.following);
  const next = course ? room.following.byteOffset : chance.byteOffset + start * chance.BYTES_PER_ELEMENT;
  loops.redraw(redrawn.byteOffset, next, perPosture, length, posture[3 * t], posture[3 * t + 1], posture[3 * t + 2]);
  for (let u = 0; u < Size.Postures; u++) {
    const stays = next + u * perPosture * chance.BYTES_PER_ELEMENT;
    loops.move(moved.byteOffset, redrawn.byteOffset, stays, length, game.postureChance, 1);
    for (let k = 0; k <= lastStage(t); k++) {
      const state = Size.Stages * u + k;
      const out = chance.byteOffset + (t * Size.States + state) * perState * chance.BYTES_PER_ELEMENT;
      loops.watchStage(u, k, policyOffset(solution, t) + state * layout.perState, out);
    }
  }
}
