/** Writes everything that `sweep` leaves in its folder. */
import type { CellAnalysis } from '../analysis/sweep-analysis.ts';
import type { SweepPlan } from '../experiment/sweep-plan.ts';
import { csvText } from './csv.ts';
import { describePackage } from './datapackage.ts';
import { describeRun } from './manifest.ts';
import type { ResultsFolder } from './results-folder.ts';
import { json, type RunFilesOptions } from './run-files.ts';
import { sweepTables } from './sweep-tables.ts';

/**
 * Writes the files and gives them their final names; the manifest, which lists the others, comes last.
 * @throws FolderError if one cannot be written; the caller discards the folder
 */
export async function writeSweepFiles(
  folder: ResultsFolder,
  sweep: SweepPlan,
  cells: readonly CellAnalysis[],
  { resolved, provenance, signal }: RunFilesOptions,
): Promise<void> {
  const { axes, zip, evaluations, planHash } = sweep;
  const plan = { ...sweep.run, evaluations, planHash };
  const tables = sweepTables(sweep, cells);
  const values = Object.fromEntries(axes.map((axis) => [axis.name, axis.values]));
  await folder.write('scenario.resolved.json', [json(resolved)], signal);
  for (const table of tables) await folder.write(`${table.name}.csv`, csvText(table), signal);
  await folder.write('datapackage.json', [json(describePackage(plan, tables, 'stolperdraht-sweep'))], signal);
  const manifest = {
    ...describeRun(plan, provenance(), folder.files),
    sweep: { cells: cells.length, zip, values },
  };
  await folder.write('manifest.json', [json(manifest)], signal);
  signal?.throwIfAborted();
  folder.commit();
}
