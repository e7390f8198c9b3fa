/** What `run` and `sweep` do alike: evaluate into a checkpoint, write the results from it, and leave it if that fails. */
import { resolve } from 'node:path';
import { hashFormats, openCheckpoint, removeCheckpoint, type Undertaking } from '../experiment/checkpoint.ts';
import { planChunks } from '../experiment/chunks.ts';
import { shapeOf } from '../experiment/evaluate.ts';
import { uniformKeys } from '../experiment/executor.ts';
import type { CellFormat, Journal } from '../experiment/journal.ts';
import { joinParts, type PartFile } from '../experiment/part-file.ts';
import { canonicalJson, endAfter, type Plan, sha256 } from '../experiment/plan.ts';
import { recordLayout } from '../experiment/record.ts';
import type { ResultShape } from '../experiment/results.ts';
import { evaluateInRounds } from '../experiment/rounds.ts';
import { evaluateAll, type Work } from '../experiment/run.ts';
import { describeShare, type Share } from '../experiment/share.ts';
import { asFolderError, type ResultsFolder } from '../report/results-folder.ts';
import type { TableFormat } from '../report/table-files.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Environment } from './environment.ts';
import { Interrupted } from './errors.ts';
import { displayPath, isFinished, openFolder } from './output-folder.ts';
import type { Precision } from './precision.ts';
import { showProgress } from './progress.ts';
import type { EvaluationOptions } from './read-options.ts';
import { drawTableBytes, journalBytes, requireDisk, requireMemory } from './room.ts';
import { startExecutor } from './start-executor.ts';

/** What is to be done, when it has been settled how. */
export interface Task {
  readonly command: 'run' | 'sweep';
  readonly options: EvaluationOptions;
  readonly scenario: Scenario;
  /** What is run in every cell, unless it says otherwise. */
  readonly plan: Plan;
  readonly work: Work;
  /** What the results of a cell look like. */
  shapeOfCell(cell: number): ResultShape;
  readonly evaluations: number;
  readonly planHash: string;
  /** What decides over the results beside the scenario and its plan, under names that a user understands. */
  readonly determinants: Readonly<Record<string, unknown>>;
  readonly jobs: number;
  /** Whether there will be tables with rows for every draw. */
  readonly keepsDraws: boolean;
  readonly format: TableFormat;
  /** Only this share of the chunks is evaluated; all of them when left out. */
  readonly share?: Share | undefined;
  /** Files of parts that hold all chunks, where nothing is to be evaluated. */
  readonly parts?: readonly PartFile[] | undefined;
  /** Where it goes on until a precision is reached. */
  readonly precision?: Precision | undefined;
  /** Folder that `resume` is to be told, where it is another than that of the results. */
  readonly resumeAs?: string | undefined;
}

/** Everything is evaluated, and can be read. */
export interface Evaluated {
  readonly folder: ResultsFolder;
  readonly journal: Journal;
  /** What it is, without the share of it that was evaluated. */
  readonly undertaking: Undertaking;
  /** When the evaluations began and ended. */
  readonly evaluating: Date;
  readonly evaluated: Date;
}

/**
 * Evaluates a task and has its results written. If anything fails when some chunks are finished, they stay in the folder
 * to be gone on with, and the message says how; otherwise nothing is left.
 * @param conclude writes the results into the folder, commits it and prints
 * @returns what `conclude` returns; undefined if the folder that is to be gone on with is finished
 * @throws UsageError, CheckpointError and FolderError for a folder that cannot be used
 * @throws FailFastError, WorkerError, Interrupted, and what `conclude` throws
 */
export async function undertake<T>(
  task: Task,
  started: Date,
  environment: Environment,
  conclude: (evaluated: Evaluated) => Promise<T>,
): Promise<T | undefined> {
  const { options } = task;
  const { now, stderr } = environment;
  if (options.resume && options.out !== undefined && isFinished(options.out)) {
    sayFinished(options.out, stderr);
    return undefined;
  }
  const formats = formatsOf(task);
  requireMemory(formats, task.jobs);
  const undertaking = describe(task, formats);
  const { folder, checkpoint } = open(task, undertaking, formats, started, environment);
  const { journal } = checkpoint;
  const isFromParts = task.parts !== undefined && journal.finished === 0;
  let isConcluded = false;
  let done = 0;

  // Also when a second Ctrl-C ends the process without unwinding.
  const leave = () => {
    if (isConcluded) return;
    // What comes from parts is there already.
    if (journal.finished > 0 && !isFromParts) checkpoint.close();
    else checkpoint.remove();
    folder.discard();
  };
  process.once('exit', leave);
  try {
    if (journal.finished === 0) {
      requireDisk(folder.path, bytesOf(task, formats));
    }
    const evaluating = now();
    if (task.parts) await joinParts(task.parts, task.work, formats, journal, environment.signal);
    else {
      await evaluate(task, journal, environment, (evaluations) => {
        done = evaluations;
      });
    }
    const evaluated = now();
    const result = await conclude({ folder, journal, undertaking, evaluating, evaluated });
    checkpoint.remove();
    isConcluded = true;
    return result;
  } catch (error) {
    const fault = asFolderError(error, folder.path, false);
    if (fault instanceof Error && !isFromParts)
      fault.message += sayRest(fault, task.resumeAs ?? folder.path, journal, done, task);
    throw fault;
  } finally {
    process.off('exit', leave);
    leave();
  }
}

/** Says that there is nothing to go on with, and tidies up what a crash at the very end may have left. */
export function sayFinished(folder: string, stream: NodeJS.WriteStream): void {
  removeCheckpoint(folder);
  stream.write(`${displayPath(folder)} is finished\n`);
}

function sayRest(
  fault: Error,
  folder: string,
  journal: Journal,
  done: number,
  { evaluations, precision }: Task,
): string {
  if (journal.finished === 0) return fault instanceof Interrupted ? '; nothing was written' : '';
  return `; ${done}${precision ? '' : ` of ${evaluations}`} evaluations are kept, to go on: stolperdraht resume ${displayPath(folder)}`;
}

/** Bytes of disk that a task will take, about. */
function bytesOf({ plan, keepsDraws, format, share }: Task, formats: readonly CellFormat[]): number {
  const least = formats.map((each) => ofFirstRound(each, plan));
  // The chunks of a part are written once more, in order.
  if (share) return (2 * journalBytes(least)) / share.of;
  return journalBytes(least) + (keepsDraws ? drawTableBytes(least, format) : 0);
}

/** Where a precision is asked for nobody knows how many draws there will be, but those of the first round. */
function ofFirstRound({ chunking, layout }: CellFormat, { precision }: Plan): CellFormat {
  return precision ? { layout, chunking: { ...chunking, draws: precision.block } } : { layout, chunking };
}

function formatsOf({ work, shapeOfCell }: Task): CellFormat[] {
  const known = new Map<ResultShape, CellFormat>();
  return Array.from({ length: work.cells }, (_, cell) => {
    const shape = shapeOfCell(cell);
    const format = known.get(shape) ?? { chunking: planChunks(shape.plan), layout: recordLayout(shape) };
    known.set(shape, format);
    return format;
  });
}

/** Options that can be others when one goes on: where it is, what is printed, with how many threads. */
const PASSING: ReadonlySet<string> = new Set(['out', 'resume', 'jobs', 'queue', 'json', 'quiet', 'failFast']);

/** The options that going on needs, of which one must know where the scenario is. */
export function lastingOptions(options: object, scenario: string): object {
  return { ...Object.fromEntries(Object.entries(options).filter(([name]) => !PASSING.has(name))), scenario };
}

function describe(task: Task, formats: readonly CellFormat[]): Undertaking {
  const { command, options, scenario, plan, planHash } = task;
  const { columns, parameterColumns } = task.shapeOfCell(0);
  const names = [...columns, ...parameterColumns].map(({ name }) => name);
  return {
    command,
    options: lastingOptions(options, resolve(options.scenario)),
    determinants: {
      version: plan.version,
      model_version: plan.modelVersion,
      ...(scenario.resolved as object),
      paths_run: plan.paths.map(({ name }) => name).join(', '),
      run: { draws: plan.draws, seed: plan.seed, design: plan.design, histories: plan.histories },
      ...(plan.precision ? { precision: plan.precision } : {}),
      ...task.determinants,
    },
    planHash,
    formatHash: hashFormats(formats, [...names, ...uniformKeys(scenario, plan)]),
  };
}

/** The share of an undertaking, which is another one for each share. */
export function shareOfUndertaking(whole: Undertaking, share: Share | undefined): Undertaking {
  if (share === undefined) return whole;
  const shard = describeShare(share);
  return {
    ...whole,
    determinants: { ...whole.determinants, shard },
    planHash: sha256(canonicalJson([whole.planHash, shard])),
  };
}

function open(
  { options, share }: Task,
  undertaking: Undertaking,
  formats: readonly CellFormat[],
  started: Date,
  { files }: Environment,
) {
  const folder = openFolder(options, started, files?.results);
  try {
    const own = shareOfUndertaking(undertaking, share);
    return { folder, checkpoint: openCheckpoint(folder.path, own, formats, files?.checkpoint) };
  } catch (error) {
    folder.discard();
    throw asFolderError(error, folder.path, true);
  }
}

async function evaluate(
  { scenario, plan, work, jobs, evaluations, options, precision, share }: Task,
  journal: Journal,
  environment: Environment,
  onProgress: (evaluations: number) => void,
): Promise<void> {
  const { stderr, signal, now } = environment;
  const { quiet, json, failFast } = options;
  const atFirst = plan.precision ? work.cells * endAfter(plan, plan.precision.block).evaluations : evaluations;
  const executor = startExecutor(scenario, plan, { jobs, queue: options.queue }, environment);
  const progress = showProgress(atFirst, quiet || json ? undefined : stderr, now, { who: executor.describeWorkers });
  try {
    const runOptions = {
      signal,
      failFast,
      share,
      onProgress(done: number, wanted?: number) {
        onProgress(done);
        progress.update(done, wanted);
      },
    };
    if (precision) await evaluateInRounds(executor, work, journal, precision.ruleFor(journal), runOptions);
    else await evaluateAll(executor, work, journal, runOptions);
    journal.sync();
  } finally {
    await executor.close();
    progress.stop();
  }
}

/** Shapes of cells: the same for all of which the plan is the same, since all replace the same quantities. */
export function createShapes(scenarioOf: (cell: number) => Scenario, planOf: (cell: number) => Plan) {
  const known = new Map<Plan, ResultShape>();
  return (cell: number): ResultShape => {
    const plan = planOf(cell);
    const shape = known.get(plan) ?? shapeOf(scenarioOf(cell), plan);
    known.set(plan, shape);
    return shape;
  };
}
