/** `sweep`: runs the paths of a scenario while quantities are varied, and writes which is better where. */
import { join, resolve } from 'node:path';
import type { PrecisionOutcome } from '../../analysis/precision.ts';
import { pairRules, pairsRules } from '../../analysis/rule-pairs.ts';
import { analyzeCell, type CellAnalysis } from '../../analysis/sweep-analysis.ts';
import { hashFormats, openCheckpoint, type Undertaking } from '../../experiment/checkpoint.ts';
import { usefulThreads } from '../../experiment/chunks.ts';
import { resultsFromJournal } from '../../experiment/journal-results.ts';
import { endAfter } from '../../experiment/plan.ts';
import { replaceValues } from '../../experiment/replace-values.ts';
import type { Share } from '../../experiment/share.ts';
import { describeCell, planOfCell, replacementsOf, type SweepPlan } from '../../experiment/sweep-plan.ts';
import { sayCellPrecision } from '../../report/precision-text.ts';
import { asFolderError, type ResultsFolder } from '../../report/results-folder.ts';
import { writeSweepFiles } from '../../report/sweep-files.ts';
import { describeSweep } from '../../report/sweep-json.ts';
import { renderSweep, renderSweepHeader } from '../../report/sweep-text.ts';
import { type ComputedPart, computePart, finishSweepsPart, printParts } from '../compute-part.ts';
import { type Environment, terminalStyle, terminalWidth } from '../environment.ts';
import { ExitCode } from '../errors.ts';
import { type FailedPart, reportFailures } from '../failures.ts';
import type { Merging } from '../merge/merging.ts';
import { displayPath, isFinished, openFolder } from '../output-folder.ts';
import { createPrecision } from '../precision.ts';
import { provenanceOf, secondsBetween } from '../provenance.ts';
import { threadsHere } from '../start-executor.ts';
import { createShapes, lastingOptions, sayFinished, shareOfUndertaking, type Task, undertake } from '../undertake.ts';
import { VERSION } from '../version.ts';
import { describeName, type PreparedSweep, planSweeps } from './plan-sweeps.ts';
import { printSweepPlans } from './sweep-dry-run.ts';
import type { SweepCommandOptions } from './sweep-options.ts';

/** More evaluations than one probably means. */
const MANY = 10_000_000;

/**
 * Runs the sweep of the command line, or those that the scenario names, and prints what came of them.
 * @returns the exit code: 3 if some evaluations failed
 * @param merging the parts, where all has been computed already
 * @throws ScenarioError and UsageError for bad input, and what `undertake` throws
 */
export async function sweepScenario(
  options: SweepCommandOptions,
  environment: Environment,
  merging?: Merging,
): Promise<number> {
  const { stderr, stdout, now } = environment;
  const started = now();
  const prepared =
    merging?.scenarios.flatMap((file) => planSweeps({ ...options, scenario: file })) ?? planSweeps(options);
  const warnings = merging?.provenance.warnings ?? warningsOf(prepared);
  if (!options.quiet) for (const warning of warnings) stderr.write(`warning: ${warning}\n`);
  const jobsOf = ({ run, cells }: SweepPlan) =>
    usefulThreads(run, threadsHere(options), cells.length / (options.shard?.of ?? 1));
  if (options.dryRun) {
    printSweepPlans(prepared, jobsOf, options.json, environment);
    return ExitCode.Done;
  }
  const { out, resume } = options;
  const isNamed = prepared.some(({ name }) => name !== undefined);
  const isAllThere = (folder: string) =>
    options.shard ? isFinished(folder) : prepared.every(({ name = '' }) => isFinished(join(folder, name)));
  if (isNamed && resume && out !== undefined && isAllThere(out)) {
    sayFinished(out, stderr);
    return ExitCode.Done;
  }
  if (options.shard) {
    const jobs = (each: PreparedSweep) => jobsOf(each.sweep);
    await computeParts(prepared, { ...options, shard: options.shard }, jobs, { warnings, started, environment });
    return ExitCode.Done;
  }
  const runAll = async (optionsOf: (each: PreparedSweep) => SweepCommandOptions, resumeAs?: string) => {
    const finished: FinishedSweep[] = [];
    for (const each of prepared) {
      const own = { ...optionsOf(each), jobs: jobsOf(each.sweep) };
      const done = await runSweep(each, own, { warnings, resumeAs, merging }, environment);
      if (done === undefined) continue;
      if (!options.json) print(done, options, finished.length > 0, environment);
      finished.push(done);
    }
    return finished;
  };
  const finished = isNamed
    ? await inSeries(prepared, options, started, environment, ({ path }) =>
        runAll(({ name = '' }) => ({ ...options, out: join(path, name) }), path),
      )
    : await runAll(() => options);
  if (options.json && finished.length > 0) {
    const documents = finished.map((each) => ({ ...(isNamed ? { name: each.prepared.name } : {}), ...describe(each) }));
    stdout.write(`${JSON.stringify(isNamed ? { experiments: documents } : documents[0], null, 2)}\n`);
  }
  return finished.reduce(
    (code: number, { failed, prepared: { sweep } }) =>
      Math.max(code, reportFailures(failed, sweep.evaluations, stderr)),
    ExitCode.Done,
  );
}

function warningsOf(prepared: readonly PreparedSweep[]): string[] {
  // How many a precision takes, nobody knows before.
  const counted = prepared.filter(({ sweep }) => sweep.run.precision === undefined);
  const evaluations = counted.reduce((sum, { sweep }) => sum + sweep.evaluations, 0);
  const own = new Set(prepared.flatMap(({ scenario }) => scenario.warnings));
  const many = `the sweep has ${evaluations} evaluations, more than ${MANY}; --dry-run says how long that takes`;
  return [...own, ...(evaluations > MANY ? [many] : [])];
}

/** What a sweep has come to. */
interface FinishedSweep {
  readonly prepared: PreparedSweep;
  /** Without what is in the files only. */
  readonly cells: readonly CellAnalysis[];
  /** Cells in which some evaluations failed. */
  readonly failed: readonly FailedPart[];
  /** That of every cell, where one was asked for. */
  readonly precision: readonly PrecisionOutcome[] | undefined;
  readonly folder: string;
  readonly warnings: readonly string[];
  /** Time of the evaluations. */
  readonly seconds: number;
}

/** The options of one of the sweeps. */
type OwnOptions = SweepCommandOptions & { readonly jobs: number };

/** @param resumeAs folder that `resume` is to be told, where it is another than that of the results */
function taskOf({ scenario, sweep }: PreparedSweep, options: OwnOptions, resumeAs: string | undefined) {
  const { axes, cells, run } = sweep;
  const planOf = (cell: number) => planOfCell(sweep, cells[cell]);
  const replacements = (cell: number) => replacementsOf(axes, cells[cell]);
  const shapeOfCell = createShapes((cell) => replaceValues(scenario, replacements(cell)), planOf);
  const precision = createPrecision(run, shapeOfCell);
  const task: Task = {
    command: 'sweep',
    precision,
    options,
    scenario,
    plan: run,
    work: { cells: cells.length, planOf, replacementsOf: replacements },
    shapeOfCell,
    evaluations: sweep.evaluations,
    planHash: sweep.planHash,
    determinants: { varied: Object.fromEntries(axes.map(({ name, values }) => [name, values.join(', ')])) },
    jobs: options.jobs,
    keepsDraws: options.keepDraws,
    format: options.format,
    resumeAs,
  };
  return { task, precision, shapeOfCell };
}

/** Computes a share of each sweep; of several, each into a folder of its own within that of the part. */
async function computeParts(
  prepared: readonly PreparedSweep[],
  options: SweepCommandOptions & { readonly shard: Share },
  jobsOf: (each: PreparedSweep) => number,
  {
    warnings,
    started,
    environment,
  }: { readonly warnings: readonly string[]; readonly started: Date; readonly environment: Environment },
): Promise<void> {
  const { shard: share, out = '' } = options;
  const compute = (each: PreparedSweep, own: SweepCommandOptions, resumeAs?: string) => {
    const { task } = taskOf(each, { ...own, jobs: jobsOf(each) }, resumeAs);
    return computePart({ task, share, warnings }, environment.now(), environment);
  };
  if (prepared[0].name === undefined) {
    const part = await compute(prepared[0], options);
    if (part) printParts([part], share, part.folder, options, environment);
    return;
  }
  const parts = await inSeries(prepared, options, started, environment, async (folder, undertaking) => {
    const computed: ComputedPart[] = [];
    for (const each of prepared) {
      const part = await compute(each, { ...options, out: join(folder.path, each.name ?? '') }, folder.path);
      if (part) computed.push(part);
    }
    const sweeps = prepared.map(({ name = '' }) => name);
    const content = { share, undertaking, scenario: options.scenario, warnings, sweeps };
    await finishSweepsPart(folder, content, started, environment);
    return computed;
  });
  printParts(parts, share, displayPath(out), options, environment);
}

async function runSweep(
  prepared: PreparedSweep,
  options: OwnOptions,
  {
    warnings,
    resumeAs,
    merging,
  }: {
    readonly warnings: readonly string[];
    readonly resumeAs: string | undefined;
    readonly merging: Merging | undefined;
  },
  environment: Environment,
): Promise<FinishedSweep | undefined> {
  const { now, signal } = environment;
  const started = now();
  const { scenario, sweep } = prepared;
  const { cells } = sweep;
  const { task: whole, precision, shapeOfCell } = taskOf(prepared, options, resumeAs);
  const merged = merging?.partsOf(prepared.name);
  const task = { ...whole, parts: merged?.files };
  return undertake(task, started, environment, async ({ folder, journal, evaluating, evaluated }) => {
    const outcomes = precision && cells.map(({ id }) => precision.outcomeOf(id));
    const taken = outcomes ? endCells(sweep, outcomes) : sweep;
    const resultsOf = (cell: number) => {
      const shape = { ...shapeOfCell(cell), plan: planOfCell(taken, taken.cells[cell]) };
      return resultsFromJournal(shape, journal, cell);
    };
    const failed: FailedPart[] = [];
    function* analyses() {
      for (const cell of taken.cells) {
        const results = resultsOf(cell.id);
        const { failures } = results;
        if (failures.draws > 0) failed.push({ failures, cell: `${cell.id} (${describeCell(sweep, cell)})` });
        yield analyzeCell(cell, results);
      }
    }
    const kept = await writeSweepFiles(folder, taken, analyses(), {
      precision: outcomes,
      resolved: scenario.resolved,
      signal,
      format: options.format,
      resultsOf: options.keepDraws ? resultsOf : undefined,
      rulePairs: pairsRules(taken) ? () => pairRules(taken, resultsOf) : undefined,
      provenance: () => ({
        ...provenanceOf(options, environment, scenario),
        warnings,
        ...merging?.provenance,
        failures: {
          evaluations: failed.reduce((sum, { failures }) => sum + failures.evaluations, 0),
          draws: failed.reduce((sum, { failures }) => sum + failures.draws, 0),
        },
        precision: outcomes,
        started,
        finished: now(),
        seconds: {
          load: secondsBetween(started, evaluating),
          evaluate: secondsBetween(evaluating, evaluated),
          write: secondsBetween(evaluated, now()),
        },
      }),
    });
    const seconds = merged?.seconds ?? secondsBetween(evaluating, evaluated);
    const done = { ...prepared, sweep: taken };
    return {
      prepared: done,
      cells: kept,
      failed,
      precision: outcomes,
      folder: displayPath(folder.path),
      warnings,
      seconds,
    };
  });
}

/** The sweep with the draws that its cells took. */
function endCells(sweep: SweepPlan, outcomes: readonly PrecisionOutcome[]): SweepPlan {
  const cells = sweep.cells.map((cell, index) => ({
    ...cell,
    plan: endAfter(planOfCell(sweep, cell), outcomes[index].draws),
  }));
  const most = outcomes.reduce((draws, outcome) => Math.max(draws, outcome.draws), 0);
  const evaluations = cells.reduce((sum, { plan }) => sum + plan.evaluations, 0);
  return { ...sweep, run: endAfter(sweep.run, most), cells, evaluations };
}

/**
 * Runs several sweeps, each of which gets a folder of its own in that of the results. As long as not all are finished the
 * folder says so, and `resume` finds there what to go on with.
 */
async function inSeries<T>(
  prepared: readonly PreparedSweep[],
  options: SweepCommandOptions,
  started: Date,
  environment: Environment,
  work: (folder: ResultsFolder, undertaking: Undertaking) => Promise<T>,
): Promise<T> {
  const folder = openFolder(options, started, environment.files?.results);
  const [{ scenario }] = prepared;
  const hashes = prepared.map(({ name, sweep }) => [name ?? '', sweep.planHash]);
  const undertaking = {
    command: 'sweep',
    options: lastingOptions(options, resolve(options.scenario)),
    determinants: { version: VERSION, ...(scenario.resolved as object), experiments: Object.fromEntries(hashes) },
    planHash: hashFormats([], hashes.flat()),
    formatHash: hashFormats([], []),
  };
  const leave = () => folder.discard();
  try {
    const own = shareOfUndertaking(undertaking, options.shard);
    const checkpoint = openCheckpoint(folder.path, own, [], environment.files?.checkpoint);
    let isDone = false;
    try {
      const result = await work(folder, undertaking);
      isDone = true;
      return result;
    } finally {
      // Without anything in one of the folders there is nothing to go on with.
      if (isDone || !prepared.some(({ name = '' }) => folder.holds(name))) checkpoint.remove();
      else checkpoint.close();
    }
  } catch (error) {
    throw asFolderError(error, folder.path, true);
  } finally {
    leave();
  }
}

function describe({ prepared, cells, precision, folder, warnings }: FinishedSweep): object {
  return describeSweep(prepared.sweep, cells, folder, warnings, precision);
}

function print(
  { prepared, cells, precision, folder, seconds }: FinishedSweep,
  options: SweepCommandOptions,
  isFurther: boolean,
  { stdout }: Environment,
): void {
  if (options.quiet) {
    stdout.write(`${folder}\n`);
    return;
  }
  const text = { width: terminalWidth(stdout), style: terminalStyle(stdout) };
  const name = describeName(prepared);
  const where = `${text.style.bold('Results')} in ${folder}`;
  const hint = text.style.dim('Every metric in every cell: sweep.csv; datapackage.json explains every column.');
  const parts = [
    ...(name === undefined ? [] : [text.style.bold(name)]),
    renderSweepHeader(prepared.sweep, seconds, text, precision && sayCellPrecision(precision)),
    renderSweep(prepared.sweep, cells, text),
    `${where}\n${hint}`,
  ];
  stdout.write(`${isFurther ? '\n' : ''}${parts.join('\n\n')}\n`);
}
