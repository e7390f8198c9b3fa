/** Writes everything that an analysis of worlds leaves in its folder. */
import type { Plan } from '../experiment/plan.ts';
import { csvText, type Table } from './csv.ts';
import { describePackage } from './datapackage.ts';
import { describeRun } from './manifest.ts';
import type { ResultsFolder } from './results-folder.ts';
import { json, type RunFilesOptions } from './run-files.ts';

/** What an analysis has to write. */
export interface AnalysisFiles {
  /** Name of the command: `sensitivity`. */
  readonly command: string;
  /** Plan of the worlds that were looked at. */
  readonly plan: Plan;
  /** SHA-256 of everything that determines the results, in hexadecimal. */
  readonly planHash: string;
  /** Evaluations in all, those of the analysis itself included; those of a folder that was read are not. */
  readonly evaluations: number;
  /** What was asked and found, in brief, for the manifest. Plain data. */
  readonly settings: object;
  readonly tables: readonly Table[];
  /** Files beside the tables, such as scenarios that can be run. */
  readonly others?: readonly { readonly name: string; readonly text: string }[];
  /** The run whose folder was read, and the SHA-256 of its manifest. */
  readonly source?: { readonly folder: string; readonly sha256: string } | undefined;
}

/**
 * Writes the files and gives them their final names; the manifest, which lists the others, comes last.
 * @throws FolderError if one cannot be written; the caller discards the folder
 */
export async function writeAnalysisFiles(
  folder: ResultsFolder,
  { command, plan, planHash, evaluations, settings, tables, others = [], source }: AnalysisFiles,
  { resolved, provenance, signal }: RunFilesOptions,
): Promise<void> {
  const described = { ...plan, planHash, evaluations };
  await folder.write('scenario.resolved.json', [json(resolved)], signal);
  for (const table of tables) await folder.write(`${table.name}.csv`, csvText(table), signal);
  for (const { name, text } of others) await folder.write(name, [{ text }], signal);
  await folder.write('datapackage.json', [json(describePackage(described, tables, `stolperdraht-${command}`))], signal);
  const manifest = {
    ...describeRun(described, provenance(), folder.files),
    ...(source ? { source } : {}),
    [command.replaceAll('-', '_')]: settings,
  };
  await folder.write('manifest.json', [json(manifest)], signal);
  signal?.throwIfAborted();
  folder.commit();
}
