/** Computes one share of a run or sweep into the folder of a part, which `merge` joins with the others. */
import type { Undertaking } from '../experiment/checkpoint.ts';
import type { Journal } from '../experiment/journal.ts';
import { partRecords } from '../experiment/part-file.ts';
import { placesOfShare, type Work } from '../experiment/run.ts';
import { describeShare, type Share } from '../experiment/share.ts';
import type { ResultsFolder } from '../report/results-folder.ts';
import { json } from '../report/run-files.ts';
import { wrapText } from '../report/terminal-table.ts';
import { type Environment, terminalStyle, terminalWidth } from './environment.ts';
import { displayPath, PART } from './output-folder.ts';
import { CHUNKS, describePart, type PartContent, SCENARIO } from './part-folder.ts';
import { describeMachine, secondsBetween } from './provenance.ts';
import { type Task, undertake } from './undertake.ts';

/** A task, and which share of it is wanted. */
export interface ShareTask {
  readonly task: Task;
  readonly share: Share;
  readonly warnings: readonly string[];
}

/** A part that is finished. */
export interface ComputedPart {
  readonly folder: string;
  readonly chunks: number;
  readonly evaluations: number;
  /** Evaluations that failed. */
  readonly failed: number;
  /** Time of the evaluations. */
  readonly seconds: number;
}

/**
 * Computes a part.
 * @returns undefined if the folder that is to be gone on with is finished
 * @throws what `undertake` throws
 */
export async function computePart(
  { task, share, warnings }: ShareTask,
  started: Date,
  environment: Environment,
): Promise<ComputedPart | undefined> {
  const { now, signal } = environment;
  const { options, scenario, work } = task;
  const own = { ...task, share, evaluations: count(work, share).evaluations };
  return undertake(own, started, environment, async ({ folder, journal, undertaking, evaluating, evaluated }) => {
    const { chunks, evaluations, failed } = count(work, share, journal);
    await folder.write(CHUNKS, pieces(partRecords(journal, work, share)), signal);
    const seconds = secondsBetween(evaluating, evaluated);
    await folder.write(SCENARIO, [json(scenario.resolved)], signal);
    await writeDescription(folder, environment, {
      shard: share,
      undertaking,
      scenario: options.scenario,
      warnings: [...warnings],
      chunks,
      evaluations,
      failures: { evaluations: failed },
      computed: { ...describeComputation(environment, task.jobs), ...times(started, now(), seconds) },
    });
    return { folder: displayPath(folder.path), chunks, evaluations, failed, seconds };
  });
}

/** What is in the part of several sweeps, each of which has a part of its own in a folder of its name. */
export interface SweepsPart {
  readonly share: Share;
  readonly undertaking: Undertaking;
  /** File of the scenario as it was named. */
  readonly scenario: string;
  readonly warnings: readonly string[];
  readonly sweeps: readonly string[];
}

/**
 * Finishes the part of several sweeps when each has its own part.
 * @throws FolderError if it cannot be written
 */
export async function finishSweepsPart(
  folder: ResultsFolder,
  { share, undertaking, scenario, warnings, sweeps }: SweepsPart,
  started: Date,
  environment: Environment,
): Promise<void> {
  await writeDescription(folder, environment, {
    shard: share,
    undertaking,
    scenario,
    warnings: [...warnings],
    sweeps: [...sweeps],
    chunks: 0,
    evaluations: 0,
    failures: { evaluations: 0 },
    computed: times(started, environment.now(), 0),
  });
}

/** The description, which gets its name last. */
async function writeDescription(
  folder: ResultsFolder,
  { signal }: Environment,
  content: Omit<PartContent, 'undertaking'> & { readonly undertaking: Undertaking },
): Promise<void> {
  await folder.write(PART, [json(describePart(content as PartContent, folder.files))], signal);
  signal.throwIfAborted();
  folder.commit();
}

function* pieces(records: Iterable<Uint8Array>) {
  for (const bytes of records) yield { bytes };
}

/** How much is in a share, and how much of it has failed as far as a journal is given. */
function count(work: Work, share: Share, journal?: Journal) {
  let [chunks, evaluations, failed] = [0, 0, 0];
  for (const place of placesOfShare(work, share)) {
    chunks++;
    evaluations += place.evaluations;
    failed += journal?.failures(place.cell, place.chunk).length ?? 0;
  }
  return { chunks, evaluations, failed };
}

function describeComputation({ argv }: Environment, jobs: number) {
  return { command: ['stolperdraht', ...argv], node: process.version, platform: { ...describeMachine(), jobs } };
}

function times(started: Date, finished: Date, seconds: number) {
  return { started: started.toISOString(), finished: finished.toISOString(), seconds };
}

/** Prints what was computed, and what is to be done with it. Failures are said; a part with some is finished all the same. */
export function printParts(
  parts: readonly ComputedPart[],
  share: Share,
  folder: string,
  { json: isJson, quiet }: { readonly json: boolean; readonly quiet: boolean },
  { stdout, stderr }: Environment,
): void {
  const total = (of: (part: ComputedPart) => number) => parts.reduce((sum, part) => sum + of(part), 0);
  const [chunks, evaluations, failed] = [total((p) => p.chunks), total((p) => p.evaluations), total((p) => p.failed)];
  const seconds = total((part) => part.seconds);
  if (failed > 0) {
    stderr.write(`${failed} of ${evaluations} evaluations of this part failed; merge says which draws are left out\n`);
  }
  if (quiet) {
    stdout.write(`${folder}\n`);
    return;
  }
  if (isJson) {
    const document = { folder, shard: describeShare(share), chunks, evaluations, failed_evaluations: failed, seconds };
    stdout.write(`${JSON.stringify(document, null, 2)}\n`);
    return;
  }
  const style = terminalStyle(stdout);
  const what =
    `Part ${describeShare(share)}: ${evaluations} evaluation${evaluations === 1 ? '' : 's'} in ` +
    `${seconds.toFixed(1)} s.`;
  const hint = `When all ${share.of} are there: stolperdraht merge PART… --out DIR`;
  stdout.write(`${what}\n\n${style.bold('Part')} in ${folder}\n${style.dim(wrapText(hint, terminalWidth(stdout)))}\n`);
}
