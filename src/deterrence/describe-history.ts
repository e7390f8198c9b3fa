/** Where a history stands and what is decided in it, as data for whoever is told (history-events.ts). */
import ln from '@stdlib/math-base-special-ln';
import type { Game } from './game.ts';
import type { HistoryEvent } from './history-events.ts';
import { Circumstance, Play } from './layout.ts';
import { parameterIndex } from './parameters.ts';
import type { Solution } from './solve.ts';

const TROOPS = parameterIndex('tripwire.troops');

/** Where one history stands in the states of the game. */
export interface Standing {
  ceasefire: boolean;
  posture: number;
  stage: number;
  /** Grid point of the challenger's belief. */
  point: number;
  /** 0 resolute, 1 irresolute. */
  type: number;
}

/** The state of a history as a period begins, or as a ceasefire begins in it. */
export function describePeriod({ game, grid }: Solution, player: Standing, t: number): HistoryEvent {
  const { ceasefire, posture, stage, point } = player;
  const phase = ceasefire ? 'ceasefire' : 'war';
  const belief = ceasefire ? grid.belief[point] : undefined;
  const wanted = game.course ? game.course.forces[game.course.wanted[t]] : game.troops;
  const troops = stage > 0 ? game.troops : 0;
  return { kind: 'period', period: t, years: t * game.step, phase, posture, stage, belief, troops, wanted };
}

/** The change of course with which a period begins; undefined if there is none. */
export function describeCourse({ course }: Game, t: number): HistoryEvent | undefined {
  const before = t === 0 ? 0 : course?.phaseOf[t - 1];
  if (course === undefined || course.phaseOf[t] === before) return undefined;
  const { phases, phaseOf, forces, wanted } = course;
  const was = t === 0 ? phases[0].parameters[TROOPS] : forces[wanted[t - 1]];
  return { kind: 'course', fromYear: phases[phaseOf[t]].fromYear, wanted: forces[wanted[t]], before: was };
}

/** A decision of the coalition; `play` is where its play stands in the policy. */
export function describeVote(
  { grid, policy }: Solution,
  { type }: Pick<Standing, 'type'>,
  play: number,
  rung: number,
  circumstance: number,
  shortfall: number,
  point: number,
  happened: boolean,
): HistoryEvent {
  return {
    kind: 'vote',
    rung,
    hit: circumstance !== Circumstance.Unhit,
    triggered: circumstance === Circumstance.Triggered,
    chances: [policy[play + Play.ResoluteYes], policy[play + Play.IrresoluteYes]],
    type,
    logOdds: ln(policy[play + Play.ResoluteYes + type]) - ln(policy[play + Play.ResoluteNo + type]),
    happened,
    shortfall,
    beliefBefore: grid.belief[point],
    beliefAfter: happened
      ? policy[play + Play.EntryPosition] / grid.entryScale
      : policy[play + Play.EndPosition] / grid.endScale,
  };
}
