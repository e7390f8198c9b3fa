/** What `votes` has found, as tables and sentences need it. */
import type { Spread } from '../../analysis/summary.ts';

/** What the backer does: before it has shown itself its posture, after that whether it backs the answer. */
export const BACKINGS = ['engaged', 'wavering', 'withdrawn', 'unbacked', 'backed'] as const;
export type Backing = (typeof BACKINGS)[number];
/** Those before the backer has shown itself. */
export const POSTURES = ['engaged', 'wavering', 'withdrawn'] as const;
export type Posture = (typeof POSTURES)[number];

/** `either`: both types, each with the chance that the coalition is of it when a ceasefire begins. */
export type CoalitionType = 'resolute' | 'irresolute' | 'either';

/** The chance that the coalition acts if something is at stake. */
export interface VoteCurvePoint {
  readonly type: CoalitionType;
  readonly backing: Backing;
  /** What acting is worth to it beside refraining, in utility. */
  readonly stake: number;
  readonly act: Spread;
}

/** A vote of the solved game. */
export interface FoundVote {
  /** `limited_triggered`, … */
  readonly vote: string;
  readonly posture: Posture;
  readonly type: CoalitionType;
  readonly stake: Spread;
  readonly act: Spread;
}

/** What the vote of one member comes to, at a vote of the solved game or, as the vote `even`, with nothing at stake. */
export interface FoundMember {
  readonly vote: string;
  readonly posture: Posture;
  readonly type: CoalitionType;
  readonly member: string;
  readonly yes: Spread;
  readonly decisive: Spread;
}

export interface VotesFindings {
  readonly title: string;
  readonly asOf: string | undefined;
  readonly actors: { readonly challenger: string; readonly coalition: string; readonly backer: string };
  readonly path: { readonly name: string; readonly title: string };
  /** Start of the period, and what it is in: a force deployed, or none yet. */
  readonly year: number;
  readonly isDeployed: boolean;
  readonly draws: number;
  /** Those that could be evaluated. */
  readonly usable: number;
  readonly design: string;
  readonly seed: string;
  /** In the order of the scenario; the weights are those of the first world. */
  readonly members: readonly { readonly name: string; readonly weight: number }[];
  readonly quorum: Spread;
  readonly resolve: Spread;
  readonly curve: readonly VoteCurvePoint[];
  readonly votes: readonly FoundVote[];
  readonly memberRows: readonly FoundMember[];
  /** The vote that is told first: that on a limited attack that has hit the force and triggers the rules, if there is one. */
  readonly focus: string;
  /** At that vote, by how much acting is more probable with the backer engaged than with it withdrawn, paired by world. */
  readonly backingEffect: Spread;
}
