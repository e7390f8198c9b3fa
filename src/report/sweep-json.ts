/** What `sweep --json` prints: the sweep as one document, for programs. Undefined values are null. */
import type { PrecisionOutcome } from '../analysis/precision.ts';
import { type CellAnalysis, leadOf } from '../analysis/sweep-analysis.ts';
import type { SweepPlan } from '../experiment/sweep-plan.ts';

/**
 * The document as plain data; the other outputs and metrics of every cell are in sweep.csv.
 * @param precision what every cell has come to, where one was asked for
 */
export function describeSweep(
  sweep: SweepPlan,
  cells: readonly CellAnalysis[],
  folder: string,
  warnings: readonly string[],
  precision?: readonly PrecisionOutcome[],
): object {
  const { run, axes, zip, design, evaluations } = sweep;
  return {
    folder,
    warnings,
    plan: { ...run, evaluations, planHash: sweep.planHash },
    zip,
    design: design ?? null,
    axes: axes.map(({ name, path, unit, values }) => ({ name, path: path ?? null, unit, values })),
    cells: cells.map((analysis) => ({
      cell_id: analysis.cell.id,
      ...(precision ? { precision: precision[analysis.cell.id] } : {}),
      values: Object.fromEntries(axes.map(({ name }, index) => [name, analysis.cell.values[index]])),
      preferences: analysis.summary.filter(({ kind }) => kind === 'preference'),
      comparison: analysis.comparison,
      lead: Object.fromEntries(
        run.preferences.map((preference) => [preference.name, leadOf(analysis, preference) ?? null]),
      ),
    })),
  };
}
