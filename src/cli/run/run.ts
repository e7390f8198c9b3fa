/** `run`: samples the worlds of a scenario, compares its paths and writes the results. */
import { defaultBaseline } from '../../analysis/cost.ts';
import type { PrecisionOutcome } from '../../analysis/precision.ts';
import { analyzeRun, type RunAnalysis } from '../../analysis/run-analysis.ts';
import { usefulThreads } from '../../experiment/chunks.ts';
import { shapeOf } from '../../experiment/evaluate.ts';
import { resultsFromJournal } from '../../experiment/journal-results.ts';
import { endAfter, type Plan, planRun } from '../../experiment/plan.ts';
import type { Results } from '../../experiment/results.ts';
import { workOfRun } from '../../experiment/run.ts';
import { didYouMean } from '../../expression/suggest.ts';
import { sayPrecision } from '../../report/precision-text.ts';
import { withFirst } from '../../report/preference-order.ts';
import { writeRunFiles } from '../../report/run-files.ts';
import { describeComparison } from '../../report/run-json.ts';
import { renderHeader, renderPriorPredictive, renderRun } from '../../report/run-text.ts';
import { wrapText } from '../../report/terminal-table.ts';
import { sayVerdict } from '../../report/words.ts';
import { loadScenario } from '../../scenario/load.ts';
import { computePart, printParts } from '../compute-part.ts';
import { type Environment, terminalStyle, terminalWidth } from '../environment.ts';
import { ExitCode, UsageError } from '../errors.ts';
import { reportFailures, sayNothingUsable } from '../failures.ts';
import type { Merging } from '../merge/merging.ts';
import { requirePreference } from '../objective.ts';
import { displayPath } from '../output-folder.ts';
import { createPrecision } from '../precision.ts';
import { planPrecision } from '../precision-options.ts';
import { provenanceOf, secondsBetween } from '../provenance.ts';
import { threadsHere } from '../start-executor.ts';
import { type Task, undertake } from '../undertake.ts';
import { VERSION } from '../version.ts';
import type { RunCommandOptions } from './run-options.ts';

/**
 * Runs a scenario and prints what came of it.
 * @returns the exit code: 3 if some evaluations failed
 * @param merging the parts, where all has been computed already
 * @throws ScenarioError and UsageError for bad input, and what `undertake` throws
 */
export async function runScenario(
  options: RunCommandOptions,
  environment: Environment,
  merging?: Merging,
): Promise<number> {
  const { stderr, signal, now } = environment;
  const started = now();
  const { paths, draws, seed, design, set } = options;
  const scenario = loadScenario(options.scenario, { set, paths, draws, seed, design });
  const warnings = merging?.provenance.warnings ?? scenario.warnings;
  if (!options.quiet) for (const warning of warnings) stderr.write(`warning: ${warning}\n`);
  const plan = planRun(scenario, {
    version: VERSION,
    histories: options.histories,
    precision: planPrecision(options, scenario.run.draws),
  });
  requirePreference(
    options.preference,
    plan.preferences.map(({ name }) => name),
  );
  const namedBaseline = options.baseline === undefined ? undefined : findBaseline(plan, options.baseline);
  const shape = shapeOf(scenario, plan);
  const { shard } = options;
  const merged = merging?.partsOf(undefined);
  const jobs = usefulThreads(plan, threadsHere(options), 1 / (shard?.of ?? 1));
  const precision = createPrecision(plan, () => shape);
  const task: Task = {
    command: 'run',
    precision,
    options,
    scenario,
    plan,
    work: workOfRun(plan),
    shapeOfCell: () => shape,
    evaluations: plan.evaluations,
    planHash: plan.planHash,
    determinants: {},
    jobs,
    keepsDraws: true,
    format: options.format,
    parts: merged?.files,
  };
  if (shard) {
    const part = await computePart({ task, share: shard, warnings }, started, environment);
    if (part) printParts([part], shard, part.folder, options, environment);
    return ExitCode.Done;
  }
  const finished = await undertake(task, started, environment, async ({ folder, journal, evaluating, evaluated }) => {
    const outcome = precision?.outcomeOf(0);
    const taken = outcome ? { ...shape, plan: endAfter(plan, outcome.draws) } : shape;
    const results = resultsFromJournal(taken, journal, 0);
    const baseline = namedBaseline ?? defaultBaseline(results);
    const analysis = analyzeRun(results, baseline);
    const analyzed = now();
    await writeRunFiles(folder, results, analysis, {
      resolved: scenario.resolved,
      signal,
      format: options.format,
      provenance: () => ({
        ...provenanceOf({ ...options, jobs }, environment, scenario),
        ...merging?.provenance,
        baseline: plan.paths[baseline].name,
        precision: outcome,
        failures: { evaluations: results.failures.evaluations, draws: results.failures.draws },
        started,
        finished: now(),
        seconds: {
          load: secondsBetween(started, evaluating),
          evaluate: secondsBetween(evaluating, evaluated),
          analyze: secondsBetween(evaluated, analyzed),
          write: secondsBetween(analyzed, now()),
        },
      }),
    });
    const seconds = merged?.seconds ?? secondsBetween(evaluating, evaluated);
    return { results, analysis, precision: outcome, folder: displayPath(folder.path), warnings, seconds };
  });
  if (finished === undefined) return ExitCode.Done;
  print(finished, options, environment);
  if (options.report) await report(finished.folder, options, environment);
  const { failures, plan: taken } = finished.results;
  return reportFailures([{ failures }], taken.evaluations, stderr);
}

/** What a run has come to; its results can be read no more, save what was counted. */
interface FinishedRun {
  readonly results: Results;
  readonly analysis: RunAnalysis;
  /** Where one was asked for. */
  readonly precision: PrecisionOutcome | undefined;
  readonly folder: string;
  readonly warnings: readonly string[];
  /** Time of the evaluations. */
  readonly seconds: number;
}

function print(run: FinishedRun, options: RunCommandOptions, { stdout }: Environment): void {
  const { results, analysis, precision, folder, warnings, seconds } = run;
  const { plan } = results;
  if (options.quiet) {
    stdout.write(`${folder}\n`);
    return;
  }
  const preferences = withFirst(plan.preferences, options.preference);
  const sentences = results.usable > 0 ? sayVerdict({ ...plan, preferences }, analysis) : [sayNothingUsable(plan)];
  if (options.json) {
    const document = describeComparison(results, analysis, sentences, folder, warnings, precision);
    stdout.write(`${JSON.stringify(document, null, 2)}\n`);
    return;
  }
  const text = { width: terminalWidth(stdout), style: terminalStyle(stdout) };
  const body =
    results.usable === 0
      ? wrapText(sayNothingUsable(plan), text.width)
      : options.priorPredictive
        ? renderPriorPredictive(results, analysis, text)
        : renderRun(results, analysis, sentences, text);
  const where = `${text.style.bold('Results')} in ${folder}`;
  const hints = [
    'Start with summary.csv; datapackage.json explains every column.',
    'What the outputs mean: stolperdraht explain --outputs',
  ].map(text.style.dim);
  const header = renderHeader(plan, seconds, text, precision && sayPrecision(precision));
  stdout.write(`${header}\n\n${body}\n\n${where}\n${hints.join('\n')}\n`);
}

/** Writes the page and names it, where anything is said at all. */
async function report(
  results: string,
  { quiet, json, preference }: RunCommandOptions,
  { stdout }: Environment,
): Promise<void> {
  const { writeReport } = await import('../report/report.ts');
  const { file } = await writeReport({
    ...{ results, others: [], language: 'en', format: 'html', out: undefined },
    preference,
  });
  if (!quiet && !json) stdout.write(`${terminalStyle(stdout).bold('Report')} in ${file}\n`);
}

/** @throws UsageError if no such path is run */
function findBaseline(plan: Plan, name: string): number {
  const names = plan.paths.map((path) => path.name);
  const index = names.indexOf(name);
  if (index >= 0) return index;
  throw new UsageError(`--baseline is ${name}, must be one of the paths ${names.join(', ')}${didYouMean(name, names)}`);
}
