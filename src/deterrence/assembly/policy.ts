/** Where a policy keeps its play (policy.ts of the folder above, whose offsets these are). */
import { Challenge, Choice, Move, Play, Slot } from '../layout';
import { whole } from './memory';

/** Offset of a vote's play within a state, in doubles. */
export function voteOffset(kind: i32, circumstance: i32): i32 {
  const first = kind == Challenge.Probe ? 0 : kind == Challenge.Limited ? 2 : 5;
  return whole(Slot.Points) * (Choice.Width + (first + circumstance) * Play.Width);
}

/** Offset of the moves on a rung (from 1) within a state, in doubles. @param backed 0 or 1 */
export function rungOffset(rung: i32, kind: i32, backed: i32): i32 {
  const ladder = ((rung - 1) * Challenge.Assault + kind - 1) * 2 + backed;
  return whole(Slot.LadderOffset) + ladder * whole(Slot.Points) * Move.Width;
}
