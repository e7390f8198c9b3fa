/**
 * Where the solved game keeps its play: for every period and public state the challenger's choice, the coalition's
 * votes and the moves on the ladder, at every belief of the grid. Flat, so that the passes read it in order.
 */

import { ASSAULT, LIMITED, PROBE } from './engagement-rules.ts';
import { PLAY } from './introspection.ts';
import { STATES } from './schedule.ts';

/** Per belief: probabilities of none, probe, limited attack, assault; then 1 if the assault is strictly best, else 0. */
export const CHOICE = 5;
export const PREFERRED = 4;

/** The three cases of a challenge that a vote can be about. */
export const TRIGGERED = 0;
export const UNTRIGGERED = 1;
export const UNHIT = 2;

/** A probe that hits nobody is let pass, so that there are eight kinds of vote. */
const VOTES = 8;

/** Per belief on a rung: the coalition's play, then the chances that the challenger climbs and stops. */
export const RUNG = PLAY + 2;
export const CLIMB = PLAY;
export const STOP = PLAY + 1;

/** Number of the vote on a challenge in a case. */
export function voteNumber(kind: number, circumstance: number): number {
  return kind === PROBE ? circumstance : kind === LIMITED ? 2 + circumstance : 5 + circumstance;
}

export interface PolicyLayout {
  readonly points: number;
  /** Doubles per state (posture and stage) and per period. */
  readonly perState: number;
  readonly perPeriod: number;
  readonly votes: number;
  readonly ladder: number;
}

export function layOutPolicy(points: number, rungs: number): PolicyLayout {
  const votes = points * CHOICE;
  const ladder = votes + points * VOTES * PLAY;
  const perState = ladder + points * (rungs - 1) * ASSAULT * 2 * RUNG;
  return { points, perState, perPeriod: perState * STATES, votes, ladder };
}

/** Offset of a vote's play within a state. */
export function voteOffset(layout: PolicyLayout, kind: number, circumstance: number): number {
  return layout.votes + voteNumber(kind, circumstance) * layout.points * PLAY;
}

/** Offset of the moves on a rung (from 1) within a state. @param backed 0 or 1 */
export function rungOffset(layout: PolicyLayout, rung: number, kind: number, backed: number): number {
  return layout.ladder + (((rung - 1) * ASSAULT + kind - 1) * 2 + backed) * layout.points * RUNG;
}
