/**
 * Where the solved game keeps its play: for every period and public state the challenger's choice, the coalition's
 * votes and the moves on the ladder, at every belief of the grid. Flat, so that the passes read it in order.
 */
import { Challenge } from './engagement-rules.ts';
import { Size } from './schedule.ts';

/**
 * Policies hold at most 2^24 doubles, and the cells of a period at most 2^16. To say so with a mask spares the compiler
 * a test for overflow at every index derived from a masked one.
 */
export enum Mask {
  Policy = 0xffffff,
  Cells = 0xffff,
}

/** Per belief: probabilities of the four choices (`Challenge`), then 1 if the assault is strictly best, else 0. */
export enum Choice {
  Preferred = 4,
  Width = 5,
}

/**
 * Per belief, what a vote leaves: chances to act and to refrain of both types, then the position (belief-grid.ts) of
 * the challenger's belief on entering a rung after yes, and at the end of the period after no.
 */
export enum Play {
  ResoluteYes = 0,
  ResoluteNo = 1,
  IrresoluteYes = 2,
  IrresoluteNo = 3,
  EntryPosition = 4,
  EndPosition = 5,
  Width = 6,
}

/** Per belief on a rung: the coalition's play, then the chances that the challenger climbs and stops. */
export enum Move {
  Climb = 6,
  Stop = 7,
  Width = 8,
}

/** The three cases of a challenge that a vote can be about. */
export enum Circumstance {
  Triggered = 0,
  Untriggered = 1,
  Unhit = 2,
}

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
