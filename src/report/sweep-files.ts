/** Writes everything that `sweep` leaves in its folder. */
import type { CellAnalysis } from '../analysis/sweep-analysis.ts';
import type { SweepPlan } from '../experiment/sweep-plan.ts';
import { describePackage } from './datapackage.ts';
import { describeRun } from './manifest.ts';
import type { ResultsFolder } from './results-folder.ts';
import { json, type RunFilesOptions } from './run-files.ts';
import { type SweepTableOptions, sweepTables } from './sweep-tables.ts';
import { writeTable } from './table-files.ts';

type SweepFilesOptions = RunFilesOptions & SweepTableOptions;

/**
 * Writes the files and gives them their final names; the manifest, which lists the others, comes last.
 * @param analyses of all cells, in their order, each made when its turn comes to be written
 * @returns the analyses, with the summaries of preferences only: the others are in the files
 * @throws FolderError if one cannot be written; the caller discards the folder
 */
export async function writeSweepFiles(
  folder: ResultsFolder,
  sweep: SweepPlan,
  analyses: Iterable<CellAnalysis>,
  { resolved, provenance, signal, resultsOf, rulePairs, precision, format = 'csv' }: SweepFilesOptions,
): Promise<CellAnalysis[]> {
  const { axes, zip, design, evaluations, planHash } = sweep;
  const plan = { ...sweep.run, evaluations, planHash };
  const kept: CellAnalysis[] = [];
  const tables = sweepTables(sweep, keepingPreferences(analyses, kept), kept, { resultsOf, rulePairs, precision });
  const inOrder = [tables.cells, tables.sweep, tables.comparison, ...tables.rulePairs, ...tables.draws];
  const values = Object.fromEntries(axes.map((axis) => [axis.name, axis.values]));
  await folder.write('scenario.resolved.json', [json(resolved)], signal);
  for (const table of inOrder) await writeTable(folder, table, format, plan.version, signal);
  await folder.write('datapackage.json', [json(describePackage(plan, inOrder, 'stolperdraht-sweep', format))], signal);
  const manifest = {
    ...describeRun(plan, provenance(), folder.files),
    sweep: { cells: sweep.cells.length, zip, ...(design ? { design } : {}), values },
  };
  await folder.write('manifest.json', [json(manifest)], signal);
  signal?.throwIfAborted();
  folder.commit();
  return kept;
}

/** Hands the analyses on one by one, and keeps of each what is printed. */
function* keepingPreferences(analyses: Iterable<CellAnalysis>, kept: CellAnalysis[]): Generator<CellAnalysis> {
  for (const analysis of analyses) {
    yield analysis;
    kept.push({ ...analysis, summary: analysis.summary.filter(({ kind }) => kind === 'preference') });
  }
}
