/** What a comparison of solutions has found. */
import type { Change, SolutionOrder } from '../../analysis/solutions/solution-order.ts';
import type { VarianceParts } from '../../analysis/solutions/variance-parts.ts';
import type { Decision } from '../decision/decision.ts';

/** One way of solving the game, and what the choice comes to under it. */
export interface SolutionFinding extends SolutionOrder {
  readonly name: string;
  readonly title: string;
  readonly assumption: string;
  /** The weights of all solutions sum to 1. */
  readonly weight: number;
  /** Values that take the place of those of the scenario, on every path and in every draw. */
  readonly values: readonly { readonly id: string; readonly value: number }[];
  /** For each path what it changes of the scenario's own solution. */
  readonly changes: readonly Change[];
}

export interface SolutionsFindings {
  readonly decision: Decision;
  /** The scenario's own is the first. */
  readonly solutions: readonly SolutionFinding[];
  /** Solutions that were left out, since the scenario assumes the same already. */
  readonly same: readonly string[];
  /** The best two paths by the mean under the scenario's own solution. */
  readonly pair: readonly [first: string, second: string];
  /** Parts of the variance: of each path, then of the difference of the pair. */
  readonly parts: readonly ({ readonly subject: string } & VarianceParts)[];
  /** The chance with which votes pass under a fixed response, and whether the user named it. */
  readonly response: { readonly value: number; readonly isGiven: boolean };
  readonly resamples: number;
}
