/** Writes everything that `threshold` leaves in its folder. */
import type { SubjectAnalysis } from '../analysis/threshold/subject-analysis.ts';
import type { ThresholdPlan } from '../experiment/threshold-plan.ts';
import { csvText } from './csv.ts';
import { describePackage } from './datapackage.ts';
import { describeRun } from './manifest.ts';
import type { ResultsFolder } from './results-folder.ts';
import { json, type RunFilesOptions } from './run-files.ts';
import { thresholdTables } from './threshold-tables.ts';

/**
 * Writes the files and gives them their final names; the manifest, which lists the others, comes last.
 * @param values of the quantity at which all paths were evaluated
 * @throws FolderError if one cannot be written; the caller discards the folder
 */
export async function writeThresholdFiles(
  folder: ResultsFolder,
  threshold: ThresholdPlan,
  found: readonly SubjectAnalysis[],
  values: number,
  { resolved, provenance, signal }: RunFilesOptions,
): Promise<void> {
  const { run, axis, range, metric, points, planHash } = threshold;
  const plan = { ...run, evaluations: values * run.evaluations, planHash };
  const tables = thresholdTables(threshold, found);
  await folder.write('scenario.resolved.json', [json(resolved)], signal);
  for (const table of tables) await folder.write(`${table.name}.csv`, csvText(table), signal);
  await folder.write('datapackage.json', [json(describePackage(plan, tables, 'stolperdraht-threshold'))], signal);
  const manifest = {
    ...describeRun(plan, provenance(), folder.files),
    threshold: {
      parameter: axis.name,
      range: { low: range.low, high: range.high, scale: range.scale, origin: range.origin },
      metric: metric.name,
      points,
      values,
      found: found.map(({ subject, analysis }) => ({ ...subject, thresholds: analysis.thresholds.length })),
    },
  };
  await folder.write('manifest.json', [json(manifest)], signal);
  signal?.throwIfAborted();
  folder.commit();
}
