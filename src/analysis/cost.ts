/** What each path costs, and what its money buys beside a baseline path. */
import { columnIndex, type Results, withoutFailed } from '../experiment/results.ts';
import { fiellerInterval, type Interval, type Moments, meanInterval, moments, withoutMissing } from './statistics.ts';

/** A mean over draws with its standard error and 95 % interval. */
interface Estimate extends Interval {
  readonly mean: number;
  readonly se: number;
}

/**
 * - `baseline`: the path is the baseline itself.
 * - `defined`: it costs more than the baseline, and the ratio has a bounded interval.
 * - `no_extra_cost`: it does not cost more; harm avoided per billion means nothing.
 * - `unbounded`: its extra cost, or the harm avoided in some world, cannot be told from none.
 */
type CostStatus = 'baseline' | 'defined' | 'no_extra_cost' | 'unbounded';

export interface CostRow {
  readonly path: string;
  readonly baseline: string;
  readonly preference: string;
  /** bn €, undiscounted. */
  readonly budget: Estimate;
  /** Budget of the path minus that of the baseline, bn €. */
  readonly extra: Estimate;
  /** Objective of the baseline minus that of the path (the reverse where larger is better), in its own units. */
  readonly avoided: Estimate;
  /** Mean harm avoided / mean extra cost, per bn €, with Fieller's interval. NaN unless the status is `defined`. */
  readonly perBillion: Interval & { readonly value: number };
  readonly status: CostStatus;
}

/**
 * The path beside which the others are judged when none is named: `assurance`, else the one with the smallest mean budget.
 */
export function defaultBaseline(results: Results): number {
  const { paths } = results.plan;
  const named = paths.findIndex((path) => path.name === 'assurance');
  if (named >= 0) return named;
  const column = columnIndex(results, 'budget');
  const budgets = paths.map((_, path) => moments(withoutFailed(results, results.column(path, column))).mean);
  // Where every draw has failed no budget is known; any path will do, since there is nothing to judge.
  return Math.max(0, budgets.indexOf(Math.min(...budgets)));
}

/**
 * Cost and harm avoided of every path, under every preference.
 * @param baseline position of the path beside which the others are judged
 */
export function weighCosts(results: Results, baseline: number): CostRow[] {
  const { paths, preferences } = results.plan;
  const budgetColumn = columnIndex(results, 'budget');
  const firstPreference = results.columns.length - preferences.length;
  const baselineBudget = results.column(baseline, budgetColumn);
  return paths.flatMap((path, pathIndex) => {
    const budget = results.column(pathIndex, budgetColumn);
    const extra = budget.map((value, draw) => value - baselineBudget[draw]);
    const known = withoutFailed(results, extra);
    return preferences.map((preference, index): CostRow => {
      const sign = preference.direction === 'minimize' ? 1 : -1;
      const before = results.column(baseline, firstPreference + index);
      const after = results.column(pathIndex, firstPreference + index);
      const avoided = before.map((value, draw) => sign * (value - after[draw]));
      const defined = withoutMissing(avoided);
      const status = costStatus(pathIndex === baseline, known);
      const ratio = status === 'defined' ? ratioPerBillion(defined, whereDefined(extra, avoided)) : UNDEFINED;
      return {
        path: path.name,
        baseline: paths[baseline].name,
        preference: preference.name,
        budget: estimate(moments(withoutFailed(results, budget))),
        extra: estimate(moments(known)),
        avoided: estimate(moments(defined)),
        perBillion: ratio,
        status: status === 'defined' && Number.isNaN(ratio.low) ? 'unbounded' : status,
      };
    });
  });
}

const UNDEFINED = { value: Number.NaN, low: Number.NaN, high: Number.NaN };

/** The values at the places where others are defined. */
function whereDefined(values: Float64Array, others: Float64Array): Float64Array {
  return withoutMissing(values.map((value, draw) => (Number.isNaN(others[draw]) ? Number.NaN : value)));
}

function costStatus(isBaseline: boolean, extra: Float64Array): CostStatus {
  if (isBaseline) return 'baseline';
  return moments(extra).mean > 0 ? 'defined' : 'no_extra_cost';
}

function ratioPerBillion(avoided: Float64Array, extra: Float64Array) {
  const interval = fiellerInterval(avoided, extra);
  if (Number.isNaN(interval.low)) return UNDEFINED;
  return { value: moments(avoided).mean / moments(extra).mean, ...interval };
}

function estimate(m: Moments): Estimate {
  return { mean: m.mean, se: m.se, ...meanInterval(m) };
}
