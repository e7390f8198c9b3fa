/** `threshold`: finds where two paths change places as a quantity moves, or where one path passes a level. */
import { totalmem } from 'node:os';
import { NoDrawsError } from '../../analysis/threshold/curve.ts';
import { analyzeSubject, type SubjectAnalysis } from '../../analysis/threshold/subject-analysis.ts';
import { usefulThreads } from '../../experiment/chunks.ts';
import { shapeOf } from '../../experiment/evaluate.ts';
import { type Plan, planRun } from '../../experiment/plan.ts';
import type { FailureCount, ResultShape } from '../../experiment/results.ts';
import { planThreshold, type ThresholdPlan, type ThresholdSubject } from '../../experiment/threshold-plan.ts';
import { createValueEvaluator } from '../../experiment/value-evaluator.ts';
import { writeThresholdFiles } from '../../report/threshold-files.ts';
import { describeThresholds } from '../../report/threshold-json.ts';
import { renderThresholdHeader, renderThresholds } from '../../report/threshold-text.ts';
import { loadScenario } from '../../scenario/load.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { type Environment, terminalStyle, terminalWidth } from '../environment.ts';
import { UsageError } from '../errors.ts';
import { reportFailures } from '../failures.ts';
import { findObjective } from '../objective.ts';
import { displayPath, openFolder } from '../output-folder.ts';
import { showProgress } from '../progress.ts';
import { provenanceOf, secondsBetween } from '../provenance.ts';
import { startExecutor, threadsHere } from '../start-executor.ts';
import { VERSION } from '../version.ts';
import type { ThresholdCommandOptions } from './threshold-options.ts';

/** There is no draw to look at: at some value of the quantity all have failed, or have no value of the metric. */
class NothingUsableError extends Error {
  override readonly name = 'NothingUsableError';
  /** Whether the scenario is at fault, in which a value came out where none may be. */
  readonly isUsage: boolean;

  constructor(message: string, { first: [failure] }: FailureCount) {
    super(failure ? `${message}; the first that failed: ${failure.message}` : message);
    this.isUsage = failure?.kind === 'SampleError';
  }
}

/**
 * Looks for thresholds and prints what was found. Nothing is left behind if it fails.
 * @returns the exit code: 3 if some evaluations failed
 * @throws ScenarioError and UsageError for bad input, FolderError, WorkerError, NothingUsableError and Interrupted
 */
export async function findThreshold(options: ThresholdCommandOptions, environment: Environment): Promise<number> {
  const { stderr, signal, now } = environment;
  const started = now();
  const { paths, draws, seed, design, set } = options;
  const scenario = loadScenario(options.scenario, { set, paths, draws, seed, design });
  const run = planRun(scenario, { version: VERSION, histories: 0 });
  const shape = shapeOf(scenario, run);
  const threshold = planThreshold(scenario, run, {
    parameter: options.parameter,
    range: options.range,
    metric: findObjective(shape, { metric: options.metric }),
    subjects: findSubjects(run, options),
    points: options.points,
  });
  if (!options.quiet) for (const warning of scenario.warnings) stderr.write(`warning: ${warning}\n`);
  requireMemory(run.draws, run.paths.length, threshold.points);
  const jobs = usefulThreads(run, threadsHere(options), threshold.points);

  const folder = openFolder(options, started);
  // A second Ctrl-C ends the process without unwinding.
  process.once('exit', folder.discard);
  try {
    const evaluating = now();
    const { found, values, failures } = await search({ scenario, threshold, shape, jobs }, options, environment);
    const evaluated = now();
    await writeThresholdFiles(folder, threshold, found, values, {
      resolved: scenario.resolved,
      signal,
      provenance: () => ({
        ...provenanceOf({ scenario: options.scenario, jobs }, environment, scenario),
        failures: { evaluations: failures.evaluations, draws: failures.draws },
        started,
        finished: now(),
        seconds: {
          load: secondsBetween(started, evaluating),
          search: secondsBetween(evaluating, evaluated),
          write: secondsBetween(evaluated, now()),
        },
      }),
    });
    const seconds = secondsBetween(evaluating, evaluated);
    const warnings = scenario.warnings;
    print({ threshold, found, values, folder: displayPath(folder.path), warnings, seconds }, options, environment);
    return reportFailures([{ failures }], values * run.evaluations, stderr);
  } finally {
    process.off('exit', folder.discard);
    folder.discard();
  }
}

/** @throws UsageError unless there are two paths to compare, or a level */
function findSubjects(plan: Plan, { paths, level }: ThresholdCommandOptions): ThresholdSubject[] {
  // In the order in which they were named: first minus second.
  const names = paths ?? plan.paths.map(({ name }) => name);
  if (level !== undefined) return names.map((path) => ({ kind: 'level', path, level }));
  if (names.length === 2) return [{ kind: 'difference', pathA: names[0], pathB: names[1] }];
  const all = plan.paths.map(({ name }) => name).join(', ');
  throw new UsageError(
    paths === undefined
      ? `--paths is missing, must name two of the paths ${all}`
      : `--paths is ${paths.join(',')}, must name two paths (or any number with --level)`,
  );
}

/** Values that a search usually takes beyond its scan, and numbers that are kept of a draw beside those of the paths. */
const USUAL = { values: 30, numbers: 3 } as const;

/**
 * Makes sure that what is kept of all draws at all values fits into memory.
 * @throws UsageError
 */
function requireMemory(draws: number, paths: number, points: number): void {
  const bytes = Float64Array.BYTES_PER_ELEMENT * draws * (points + USUAL.values) * (paths + USUAL.numbers);
  if (bytes <= 0.8 * totalmem()) return;
  const gigabytes = (size: number) => (size / 2 ** 30).toFixed(1);
  throw new UsageError(
    `--draws: ${draws} draws need about ${gigabytes(bytes)} GB of memory, must fit into the ${gigabytes(totalmem())} GB of ` +
      'this machine; take fewer',
  );
}

interface PreparedSearch {
  readonly scenario: Scenario;
  readonly threshold: ThresholdPlan;
  readonly shape: ResultShape;
  readonly jobs: number;
}

async function search(
  { scenario, threshold, shape, jobs }: PreparedSearch,
  { quiet, json, queue }: ThresholdCommandOptions,
  environment: Environment,
) {
  const { stderr, now } = environment;
  const { run, axis, metric, subjects, points } = threshold;
  const executor = startExecutor(scenario, run, { jobs, queue }, environment);
  const { describeWorkers: who } = executor;
  const progress = showProgress(points * run.evaluations, quiet || json ? undefined : stderr, now, { who });
  const evaluator = createValueEvaluator({
    ...{ executor, plan: run, axis, columns: shape.columns.length, column: metric.column },
    onProgress: progress.update,
  });
  try {
    const found: SubjectAnalysis[] = [];
    for (const subject of subjects) found.push(await analyzeSubject(threshold, subject, evaluator.at));
    return { found, values: evaluator.values().length, failures: evaluator.failures() };
  } catch (error) {
    if (error instanceof NoDrawsError) {
      throw new NothingUsableError(`${metric.name}: ${error.message}`, evaluator.failures());
    }
    throw error;
  } finally {
    await executor.close();
    progress.stop();
  }
}

/** What a search has come to. */
interface FinishedSearch {
  readonly threshold: ThresholdPlan;
  readonly found: readonly SubjectAnalysis[];
  /** Values of the quantity that were evaluated. */
  readonly values: number;
  readonly folder: string;
  readonly warnings: readonly string[];
  readonly seconds: number;
}

function print(
  { threshold, found, values, folder, warnings, seconds }: FinishedSearch,
  options: ThresholdCommandOptions,
  { stdout }: Environment,
): void {
  if (options.quiet) {
    stdout.write(`${folder}\n`);
    return;
  }
  if (options.json) {
    stdout.write(`${JSON.stringify(describeThresholds(threshold, found, folder, warnings), null, 2)}\n`);
    return;
  }
  const text = { width: terminalWidth(stdout), style: terminalStyle(stdout) };
  const where = `${text.style.bold('Results')} in ${folder}`;
  const hint = text.style.dim('Every value that was looked at: curve.csv; datapackage.json explains every column.');
  const header = renderThresholdHeader(threshold, values, seconds, text);
  stdout.write(`${[header, renderThresholds(threshold, found, text), `${where}\n${hint}`].join('\n\n')}\n`);
}
