/** The choice between paths that an analysis looks at, from its options. */
import type { Payoffs } from '../analysis/payoffs.ts';
import type { Decision } from '../report/decision/decision.ts';
import { UsageError } from './errors.ts';
import { findObjective, findPaths, pathObjectives, requireDirection } from './objective.ts';
import type { Worlds } from './worlds.ts';
import type { WorldsOptions } from './worlds-options.ts';

/** A decision with what is needed to analyse it. */
export interface AskedDecision {
  readonly decision: Decision;
  readonly payoffs: Payoffs;
  /** Ids of the draws of the payoffs. */
  readonly draws: Uint32Array;
  /** Positions of the paths in the plan, and of the objective among the columns. */
  readonly pathIndices: readonly number[];
  readonly column: number;
}

/**
 * The choice between the paths that are named, or all, by the objective that is named, or the first preference.
 * @param command its name, the subject of messages
 * @param least draws that the command needs
 * @param isUsable whether a draw is to be kept, beside that it has values; all by default
 * @throws UsageError if there is nothing to choose, nothing says what is better, or there are too few draws
 */
export function askDecision(
  { plan, results }: Worlds,
  options: WorldsOptions,
  { command, least, isUsable = () => true }: { command: string; least: number; isUsable?: (draw: number) => boolean },
): AskedDecision {
  const objective = findObjective(results, options);
  const direction = requireDirection(objective);
  const pathIndices = findPaths(plan, options.paths);
  if (pathIndices.length < 2) {
    throw new UsageError(
      `${command}: ${plan.paths[pathIndices[0]].name} is the only path, at least two are needed to choose between`,
    );
  }
  const { paths, draws: complete, values: all } = pathObjectives(results, objective, pathIndices);
  const kept = Uint32Array.from(complete.keys()).filter((index) => isUsable(complete[index]));
  const values = kept.length === complete.length ? all : all.map((column) => Float64Array.from(kept, (i) => column[i]));
  const leftOut = plan.draws - kept.length;
  if (kept.length < least) {
    const why = leftOut > 0 ? ` of ${plan.draws}, the others failed or have no value on some path` : '';
    throw new UsageError(
      `${command}: ${kept.length} draws can be used${why}; at least ${least} are needed, take more with --draws`,
    );
  }
  const { column, ...shown } = objective;
  return {
    decision: { plan, objective: { ...shown, direction }, paths, draws: kept.length, leftOut },
    payoffs: { paths, values, direction },
    draws: Uint32Array.from(kept, (index) => complete[index]),
    pathIndices,
    column,
  };
}
