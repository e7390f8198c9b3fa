/** Writes everything that `run` leaves in its folder. */
import type { RunAnalysis } from '../analysis/run-analysis.ts';
import type { Results } from '../experiment/results.ts';
import { describePackage } from './datapackage.ts';
import { describeRun, type Provenance } from './manifest.ts';
import type { ResultsFolder } from './results-folder.ts';
import { runTables } from './run-tables.ts';
import { type TableFormat, writeTable } from './table-files.ts';

export interface RunFilesOptions {
  /** The merged scenario as plain data. */
  readonly resolved: unknown;
  /** Called when everything else is written, so that its times include the writing. */
  readonly provenance: () => Provenance;
  readonly signal?: AbortSignal;
  /** CSV alone when left out. */
  readonly format?: TableFormat;
}

/**
 * Writes the files and gives them their final names; the manifest, which lists the others, comes last.
 * @throws FolderError if one cannot be written; the caller discards the folder
 */
export async function writeRunFiles(
  folder: ResultsFolder,
  results: Results,
  analysis: RunAnalysis,
  options: RunFilesOptions,
): Promise<void> {
  const { signal, format = 'csv' } = options;
  const { plan } = results;
  const tables = runTables(results, analysis);
  await folder.write('scenario.resolved.json', [json(options.resolved)], signal);
  for (const table of tables) await writeTable(folder, table, format, plan.version, signal);
  await folder.write('datapackage.json', [json(describePackage(plan, tables, undefined, format))], signal);
  await folder.write('manifest.json', [json(describeRun(plan, options.provenance(), folder.files))], signal);
  signal?.throwIfAborted();
  folder.commit();
}

/** Data as the text of a file. */
export function json(data: unknown): { text: string } {
  return { text: `${JSON.stringify(data, null, 2)}\n` };
}
