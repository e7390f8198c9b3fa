/** What each path leads to: one row for every path and column. */
import type { ResultColumn, Results } from '../experiment/results.ts';
import { type Moments, moments, quantile, withoutMissing } from './statistics.ts';

/** Mean over worlds with its sampling error, and the spread of the worlds. */
export interface Spread extends Moments {
  readonly q05: number;
  readonly q50: number;
  readonly q95: number;
}

export interface SummaryRow extends Spread {
  readonly path: string;
  /** Name of an output, a metric or a preference. */
  readonly metric: string;
  readonly kind: ResultColumn['kind'];
}

/** Summarises values over worlds; those that are missing are left out, and `n` counts the others. */
export function describeSpread(values: Float64Array): Spread {
  const present = withoutMissing(values).sort();
  return {
    ...moments(present),
    q05: quantile(present, 0.05),
    q50: quantile(present, 0.5),
    q95: quantile(present, 0.95),
  };
}

/**
 * Mean, standard error, standard deviation and quantiles of every column on every path. The standard errors are those of
 * independent draws; a Latin hypercube or Sobol design makes the true errors smaller, as a rule.
 */
export function summarize(results: Results): SummaryRow[] {
  return results.plan.paths.flatMap((path, pathIndex) =>
    results.columns.map((column, index) => ({
      path: path.name,
      metric: column.name,
      kind: column.kind,
      ...describeSpread(results.column(pathIndex, index)),
    })),
  );
}
