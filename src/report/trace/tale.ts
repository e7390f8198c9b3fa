/** What a story is told from: one history of one world, on one path or on two. */
import type { TraceEvent } from '../../deterrence/trace.ts';

/** How the history went on one path. */
export interface TracedPath {
  /** Name and title of the path. */
  readonly name: string;
  readonly title: string;
  readonly events: readonly TraceEvent[];
  /** Names of the rungs, the lowest first. */
  readonly ladder: readonly string[];
  /** Soldiers of the force in thousands; 0 where the path sends none. */
  readonly troops: number;
  /** The challenger's belief that the coalition is resolute when a ceasefire begins. */
  readonly firstBelief: number;
  /** Share of the weight that must be in favour for the coalition to act. */
  readonly quorum: number;
  /** Every way to end with its exact probability in this world, in the order of the model's outcomes. */
  readonly outcomes: readonly { readonly name: string; readonly label: string; readonly chance: number }[];
}

export interface Tale {
  readonly title: string;
  /** Date of the start, as 2025-09-15. */
  readonly asOf: string | undefined;
  readonly actors: {
    readonly challenger: string;
    readonly protege: string;
    readonly coalition: string;
    readonly backer: string;
  };
  readonly draw: number;
  /** Number of draws that it is one of. */
  readonly draws: number;
  readonly history: number;
  readonly seed: string;
  readonly design: string;
  readonly stepYears: number;
  readonly periods: number;
  /** Points of the grid on which the challenger's belief moves. */
  readonly beliefPoints: number;
  /** One or two. */
  readonly paths: readonly TracedPath[];
  /** The command that tells it again. */
  readonly command: string;
}

/** Names of what events have as numbers. */
export const POSTURES = ['engaged', 'wavering', 'withdrawn'] as const;
export const CHALLENGES = ['none', 'probe', 'limited', 'assault'] as const;
export const STAGES = ['fresh', 'deployed', 'rearmed'] as const;
export const TYPES = ['resolute', 'irresolute'] as const;

export type Posture = (typeof POSTURES)[number];
/** What is done by whoever does not do nothing. */
export type Challenge = Exclude<(typeof CHALLENGES)[number], 'none'>;
export type CoalitionType = (typeof TYPES)[number];
