/** What `flip` and `steelman` have found, for tables, text and JSON. */
import type { Plausibility, Region } from '../../analysis/flip/standard-normal-space.ts';
import type { Interval } from '../../analysis/statistics.ts';
import type { Decision } from '../decision/decision.ts';

/** A quantity with a distribution, at the medians and at another point. */
export interface MovedQuantity {
  /** The id; `path:id` where it is that of one path. */
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  /** What the scenario rests it on, and what it says of that. */
  readonly basis: 'source' | 'judgement' | 'nothing';
  readonly source: string | undefined;
  readonly from: number;
  readonly to: number;
  /** Its quantile at the point, given what it is computed from; at the medians that is 0.5. Undefined for several uniforms. */
  readonly quantile: number | undefined;
  /** Its part in the squared length of the move; 0 where it only follows what it is correlated with or computed from. */
  readonly share: number;
}

/** A world that was searched for, with everything that is known of it. */
export interface FoundWorld {
  readonly plausibility: Plausibility;
  /** The objective on each path of the decision; NaN where undefined. */
  readonly values: readonly number[];
  /** Those that move, the one with the greatest part first. */
  readonly moved: readonly MovedQuantity[];
  /** The scenario file that shows it. */
  readonly file: string;
}

/** What is the same for both commands. */
export interface PointQuestion {
  /** All paths of the source, and its worlds at hand. */
  readonly decision: Decision;
  /** The objective on each path where every quantity is at its median. */
  readonly medians: readonly number[];
  /** Independent uniforms that can matter, and those that a search moves first, or at all. */
  readonly dimensions: number;
  readonly screened: number;
  /** Evaluations of the searches. */
  readonly evaluations: number;
}

export interface FlipFindings extends PointQuestion {
  /** Positions of the path that is preferred at the medians, and of the other. */
  readonly preferred: number;
  readonly other: number;
  readonly areBestTwo: boolean;
  /** Preferred less the other over the worlds at hand, positive where the preferred one is better, and how often it is. */
  readonly margin: Interval & { readonly mean: number };
  readonly better: Interval & { readonly share: number };
  readonly radius: number;
  readonly reversal: FoundWorld | undefined;
  /** With few quantities moved, the others at their medians. */
  readonly carried: FoundWorld | undefined;
  /** With one quantity moved, where that is found and more are better. */
  readonly alone: FoundWorld | undefined;
  /** Lengths of all reversals that were found. */
  readonly lengths: readonly number[];
  readonly converged: boolean;
  readonly searchedAll: boolean;
  readonly exhausted: boolean;
  readonly starts: number;
}

export interface BestCase {
  /** Position of the path. */
  readonly path: number;
  readonly world: FoundWorld;
  /** Share of the worlds at hand in which the path does at least as well. */
  readonly asGood: Interval & { readonly share: number; readonly count: number; readonly n: number };
  readonly converged: boolean;
  /** Values where the searches ended. */
  readonly ends: readonly number[];
}

export interface SteelmanFindings extends PointQuestion {
  readonly region: Region;
  /** Whether the region is no further out than a share of worlds along any one line; else it holds that share itself. */
  readonly isLine: boolean;
  readonly content: number;
  readonly cases: readonly BestCase[];
}
