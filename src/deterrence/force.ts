/**
 * Forces on a path that changes course (docs/model.md §2, changes of course). Stages 1 and 2 say that a force has been
 * deployed; where phases want forces of different sizes, which of them is in place is part of the state too. It is kept
 * as a number of the course, outermost: everything within a period is the game of one phase and one force.
 */
import type { Course } from './course.ts';
import type { Game } from './game.ts';
import { Size } from './layout.ts';

/** How many forces may be in place: 1 where the path keeps its course. */
export function forceCount({ course }: Game): number {
  return course === undefined ? 1 : course.forces.length;
}

/** The force that is wanted in a period. It is also where stage 0 is kept, in which none is in place. */
export function wantedForce({ course }: Game, t: number): number {
  return course === undefined ? 0 : course.wanted[t];
}

/** Whether a force may be in place in a period. */
export function isPossible({ course }: Game, t: number, force: number): boolean {
  return course === undefined || course.possible[t * course.forces.length + force] === 1;
}

/** What a force in place has become when a period begins: what is more than wanted leaves at once. */
export function settledForce(course: Course, t: number, force: number): number {
  return course.settled[t * course.forces.length + force];
}

/**
 * What follows a period that is played with one force in place, at the start of the next: rows of each stage from the
 * force that is then in place, in expectation over the arrival of the one that is wanted.
 * @param arrival chance that it arrives by the end of the period
 * @param from by force, rows [state] of `width` read from `at`
 * @param to rows [state], written from 0
 */
export function mixForces(
  course: Course,
  t: number,
  force: number,
  arrival: number,
  from: readonly Float64Array[],
  at: number,
  width: number,
  to: Float64Array,
): void {
  const target = course.wanted[t];
  // From stage 0 the wanted force arrives with the move to stage 1, and nothing is in place before.
  const fresh = from[course.wanted[t + 1]];
  const arrived = from[settledForce(course, t + 1, target)];
  const here = from[settledForce(course, t + 1, force)];
  for (let state = 0; state < Size.States; state++) {
    const start = state * width;
    const end = start + width;
    if (state % Size.Stages === 0) {
      for (let i = start; i < end; i++) to[i] = fresh[at + i];
    } else if (force === target) {
      for (let i = start; i < end; i++) to[i] = arrived[at + i];
    } else {
      for (let i = start; i < end; i++) to[i] = (1 - arrival) * here[at + i] + arrival * arrived[at + i];
    }
  }
}

/**
 * Moves mass at the end of a period: the wanted force arrives where another is in place, and with the next period what
 * is then more than wanted leaves.
 * @param masses by force, rows [state] of `width`
 */
export function moveForces(
  course: Course,
  t: number,
  arrival: number,
  masses: readonly Float64Array[],
  width: number,
): void {
  const target = course.wanted[t];
  const next = course.wanted[t + 1];
  for (let force = 0; force < masses.length; force++) {
    if (force !== target) shift(masses[force], masses[target], arrival, width, false);
  }
  for (let force = 0; force < masses.length; force++) {
    const settled = settledForce(course, t + 1, force);
    if (settled !== force) shift(masses[force], masses[settled], 1, width, false);
  }
  if (next !== target) shift(masses[target], masses[next], 1, width, true);
}

/** Moves a share of the mass of stages 1 and 2, or of stage 0, to another force. */
function shift(from: Float64Array, to: Float64Array, share: number, width: number, fresh: boolean): void {
  for (let state = 0; state < Size.States; state++) {
    if ((state % Size.Stages === 0) !== fresh) continue;
    for (let i = state * width; i < (state + 1) * width; i++) {
      const moved = share * from[i];
      from[i] -= moved;
      to[i] += moved;
    }
  }
}
