/** The state of each path at the end of every period, over worlds. */
import { OUTCOMES } from '../deterrence/outputs.ts';
import { type Results, withoutFailed } from '../experiment/results.ts';
import { moments, quantile } from './statistics.ts';

export interface TimelineRow {
  readonly path: string;
  /** End of the period, in years from the start. */
  readonly year: number;
  readonly outcome: string;
  readonly mean: number;
  readonly q05: number;
  readonly q95: number;
}

/** Mean and 5–95 % range over worlds of every state, path and period. */
export function summarizeTimeline(results: Results): TimelineRow[] {
  const { plan } = results;
  const rows: TimelineRow[] = [];
  plan.paths.forEach((path, pathIndex) => {
    for (let period = 0; period < plan.periods; period++) {
      // Twelve digits take the rounding of (t+1)·Δ away: 0.3, not 0.30000000000000004.
      const year = Number(((period + 1) * plan.stepYears).toPrecision(12));
      OUTCOMES.forEach((outcome, state) => {
        const values = withoutFailed(results, results.state(pathIndex, period, state)).sort();
        const { mean } = moments(values);
        rows.push({
          path: path.name,
          year,
          outcome: outcome.name,
          mean,
          q05: quantile(values, 0.05),
          q95: quantile(values, 0.95),
        });
      });
    }
  });
  return rows;
}
