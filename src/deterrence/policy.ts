/**
 * Where the solved game keeps its play: for every period and public state the challenger's choice, the coalition's
 * votes and the moves on the ladder, at every belief of the grid. Flat, so that the passes read it in order.
 */
import { Challenge, Choice, Move, Play, Size } from './layout.ts';

/** A probe that hits nobody is let pass, so that there are eight kinds of vote. */
const VOTES = 8;

export interface PolicyLayout {
  readonly points: number;
  /** Doubles per state (posture and stage) and per period. */
  readonly perState: number;
  readonly perPeriod: number;
  readonly votes: number;
  readonly ladder: number;
}

export function layOutPolicy(points: number, rungs: number): PolicyLayout {
  const votes = points * Choice.Width;
  const ladder = votes + points * VOTES * Play.Width;
  const perState = ladder + points * (rungs - 1) * Challenge.Assault * 2 * Move.Width;
  return { points, perState, perPeriod: perState * Size.States, votes, ladder };
}

/** Offset of a vote's play within a state. */
export function voteOffset(layout: PolicyLayout, kind: number, circumstance: number): number {
  const number =
    kind === Challenge.Probe ? circumstance : kind === Challenge.Limited ? 2 + circumstance : 5 + circumstance;
  return layout.votes + number * layout.points * Play.Width;
}

/** Offset of the moves on a rung (from 1) within a state. @param backed 0 or 1 */
export function rungOffset(layout: PolicyLayout, rung: number, kind: number, backed: number): number {
  return layout.ladder + (((rung - 1) * Challenge.Assault + kind - 1) * 2 + backed) * layout.points * Move.Width;
}
