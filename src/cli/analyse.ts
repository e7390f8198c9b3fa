/** What every analysis of worlds does alike: opens them, has them looked at, writes the results and prints them. */
import { basename } from 'node:path';
import { canonicalJson, sha256 } from '../experiment/plan.ts';
import { writeAnalysisFiles } from '../report/analysis-files.ts';
import type { Table } from '../report/csv.ts';
import type { TextOptions } from '../report/run-text.ts';
import { type Environment, terminalStyle, terminalWidth } from './environment.ts';
import { type FailedPart, reportFailures } from './failures.ts';
import { displayPath, openFolder } from './output-folder.ts';
import { provenanceOf, secondsBetween } from './provenance.ts';
import { threadsHere } from './start-executor.ts';
import { openSetting, openWorlds, type Setting, type Worlds } from './worlds.ts';
import type { WorldsOptions } from './worlds-options.ts';

/** What an analysis has come to. */
export interface Analysed {
  /** What determines the results beside the worlds, for the manifest. Plain data. */
  readonly settings: object;
  readonly tables: readonly Table[];
  /** Files beside the tables. */
  readonly others?: readonly { readonly name: string; readonly text: string }[];
  /** Evaluations that the analysis has made itself, and what of them has failed. */
  readonly evaluations?: number;
  readonly failures?: readonly FailedPart[];
  /** The document that `--json` prints. */
  json(folder: string): object;
  /** What is printed otherwise, without the line that says where the results are. */
  text(options: TextOptions): string;
  /** Which file to open first. */
  readonly hint: string;
}

/**
 * Opens worlds, analyses them, writes the results into a folder and prints them. Nothing is left behind if it fails.
 * @param command its name
 * @param analyse computes; what it throws ends the command
 * @returns the exit code: 3 if some evaluations failed
 * @throws what `openWorlds` and `openFolder` throw, and Interrupted
 */
export function analyseWorlds(
  command: string,
  options: WorldsOptions,
  environment: Environment,
  analyse: (worlds: Worlds) => Promise<Analysed>,
): Promise<number> {
  return analyseSource(
    command,
    options,
    environment,
    () => openWorlds(options.scenario, options, environment),
    analyse,
  );
}

/** The same for an analysis that evaluates worlds of its own, and needs those of the source not at all or only at times. */
export function analyseSetting(
  command: string,
  options: WorldsOptions,
  environment: Environment,
  analyse: (setting: Setting) => Promise<Analysed>,
): Promise<number> {
  return analyseSource(command, options, environment, () => openSetting(options.scenario, options), analyse);
}

async function analyseSource<S extends Setting & Partial<Worlds>>(
  command: string,
  options: WorldsOptions,
  environment: Environment,
  open: () => Promise<S>,
  analyse: (setting: S) => Promise<Analysed>,
): Promise<number> {
  const { stdout, stderr, signal, now } = environment;
  const started = now();
  const folder = openFolder(
    { out: options.out, scenario: `${nameOf(options.scenario)}-${command}`, resume: false },
    started,
    environment.files?.results,
  );
  // A second Ctrl-C ends the process without unwinding.
  process.once('exit', folder.discard);
  try {
    const setting = await open();
    const { scenario, plan, results, source, warnings } = setting;
    if (!options.quiet) for (const warning of warnings) stderr.write(`warning: ${warning}\n`);
    const opened = now();
    const analysed = await analyse(setting);
    const finished = now();
    const { settings, tables, others, hint } = analysed;
    const looked = results ? plan.evaluations : 0;
    const evaluations = (source.folder === undefined ? looked : 0) + (analysed.evaluations ?? 0);
    const parts = [...(results ? [{ failures: results.failures }] : []), ...(analysed.failures ?? [])];
    const total = (of: 'evaluations' | 'draws') => parts.reduce((sum, { failures }) => sum + failures[of], 0);
    await writeAnalysisFiles(
      folder,
      {
        ...{ command, plan, evaluations, settings, tables },
        ...(others ? { others } : {}),
        planHash: sha256(canonicalJson({ run: plan.planHash, command, settings })),
        source:
          source.folder === undefined || source.manifestHash === undefined
            ? undefined
            : { folder: source.folder, sha256: source.manifestHash },
      },
      {
        resolved: scenario.resolved,
        signal,
        provenance: () => ({
          ...provenanceOf({ scenario: source.file, jobs: threadsHere(options) }, environment, scenario),
          failures: { evaluations: total('evaluations'), draws: total('draws') },
          started,
          finished: now(),
          seconds: {
            open: secondsBetween(started, opened),
            analyse: secondsBetween(opened, finished),
            write: secondsBetween(finished, now()),
          },
        }),
      },
    );
    const shown = displayPath(folder.path);
    if (options.quiet) stdout.write(`${shown}\n`);
    else if (options.json) stdout.write(`${JSON.stringify(analysed.json(shown), null, 2)}\n`);
    else {
      const text = { width: terminalWidth(stdout), style: terminalStyle(stdout) };
      const where = `${text.style.bold('Results')} in ${shown}\n${text.style.dim(hint)}`;
      stdout.write(`${analysed.text(text)}\n\n${where}\n`);
    }
    return reportFailures(parts, looked + (analysed.evaluations ?? 0), stderr);
  } finally {
    process.off('exit', folder.discard);
    folder.discard();
  }
}

/** Of a scenario file its name, of the folder of a run that of the folder. */
function nameOf(source: string): string {
  return basename(source).replace(/\.ya?ml$/i, '');
}
