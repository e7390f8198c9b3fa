/** What an analysis of the value of information has found. */
import type { AcceptabilityPoint, FrontierSegment } from '../../analysis/information/acceptability.ts';
import type { CostRange } from '../../analysis/information/cost-range.ts';
import type { Evpi } from '../../analysis/information/evpi.ts';
import type { Evppi } from '../../analysis/information/evppi.ts';
import type { NestedEvppi } from '../../analysis/information/nested-evppi.ts';
import type { UnsourcedShare } from '../../analysis/information/unsourced-share.ts';
import type { Interval } from '../../analysis/statistics.ts';
import type { Decision } from '../decision/decision.ts';

/** What it is worth to know one quantity. */
export interface ParameterFinding extends Evppi {
  readonly label: string;
  /** What the scenario rests it on. */
  readonly basis: 'source' | 'judgement' | 'nothing';
  /** Ids of quantities with whose ranks its own is correlated. */
  readonly correlated: readonly string[];
}

/** What it is worth to know several together. */
export interface GroupFinding extends Evppi {
  readonly members: readonly string[];
  /** Draws from which it was reckoned: the first of all. */
  readonly draws: number;
  /** How many of them rest on a source. */
  readonly sourced: number;
  /** The member that is worth most alone, where that was looked at. */
  readonly bestMember: { readonly name: string; readonly value: number } | undefined;
}

/** The check of a value by simulation, beside the estimate from the draws. */
export interface NestedFinding {
  readonly name: string;
  readonly outer: number;
  readonly inner: number;
  readonly estimate: NestedEvppi;
}

/** The choice as one weight in the values moves. */
export interface WeightFinding {
  readonly kind: 'cost' | 'between';
  /** The cost; or both preferences, `a,b`. */
  readonly name: string;
  readonly unit: string;
  readonly first: string | undefined;
  readonly second: string | undefined;
  /** Where the range was not given but found. */
  readonly range: CostRange | undefined;
  readonly draws: number;
  readonly leftOut: number;
  readonly points: readonly AcceptabilityPoint[];
  readonly segments: readonly FrontierSegment[];
}

export interface InformationFindings {
  readonly decision: Decision;
  readonly evpi: Evpi;
  /** Share of the worlds in which the path that is best on average is not the best, with Wilson's 95 % interval. */
  readonly notBest: { readonly share: number } & Interval;
  /** The second best on average, and by how much. */
  readonly second: ({ readonly path: string; readonly margin: number } & Interval) | undefined;
  /** The most valuable first. */
  readonly parameters: readonly ParameterFinding[];
  readonly groups: readonly GroupFinding[];
  readonly unsourced: UnsourcedShare | undefined;
  readonly nested: readonly NestedFinding[];
  readonly weight: WeightFinding | undefined;
  /** What was left out and why. */
  readonly skipped: readonly { readonly what: string; readonly reason: string }[];
}

/** Whether a value is larger than what a quantity that does nothing would get in nineteen cases of twenty. */
export function standsOut({ value, noise, pValue }: Evppi): boolean {
  return value > 0 && value > noise.p95 && pValue <= 0.05;
}
