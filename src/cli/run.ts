/** `run`: samples the worlds of a scenario, compares its paths and writes the results. */
import { availableParallelism } from 'node:os';
import { defaultBaseline } from '../analysis/cost.ts';
import { analyzeRun, type RunAnalysis } from '../analysis/run-analysis.ts';
import { createModel } from '../deterrence/model.ts';
import { usefulThreads } from '../experiment/chunks.ts';
import { createContext, type EvaluationContext } from '../experiment/evaluate.ts';
import { type Plan, planRun } from '../experiment/plan.ts';
import { createPool } from '../experiment/pool.ts';
import type { Results } from '../experiment/results.ts';
import { runPlan } from '../experiment/run.ts';
import { didYouMean } from '../expression/suggest.ts';
import { writeRunFiles } from '../report/run-files.ts';
import { describeComparison } from '../report/run-json.ts';
import { renderHeader, renderPriorPredictive, renderRun } from '../report/run-text.ts';
import { sayVerdict } from '../report/words.ts';
import { loadScenario } from '../scenario/load.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { type Environment, terminalStyle, terminalWidth } from './environment.ts';
import { UsageError } from './errors.ts';
import { requireMemory } from './memory.ts';
import { displayPath, openFolder } from './output-folder.ts';
import { showProgress } from './progress.ts';
import { provenanceOf, secondsBetween } from './provenance.ts';
import type { RunCommandOptions } from './run-options.ts';
import { VERSION } from './version.ts';

/**
 * Runs a scenario and prints what came of it. Nothing is left behind if it fails.
 * @throws ScenarioError, SampleError and UsageError for bad input, FolderError, EvaluationError and Interrupted
 */
export async function runScenario(options: RunCommandOptions, environment: Environment): Promise<void> {
  const { stderr, signal, now } = environment;
  const started = now();
  const { paths, draws, seed, design, set } = options;
  const scenario = loadScenario(options.scenario, { set, paths, draws, seed, design });
  if (!options.quiet) for (const warning of scenario.warnings) stderr.write(`warning: ${warning}\n`);
  const plan = planRun(scenario, { version: VERSION, histories: options.histories });
  const namedBaseline = options.baseline === undefined ? undefined : findBaseline(plan, options.baseline);

  const context = createContext(scenario, plan, createModel());
  requireMemory(context);

  const folder = openFolder(options, started);
  // A second Ctrl-C ends the process without unwinding.
  process.once('exit', folder.discard);
  try {
    const evaluating = now();
    const jobs = usefulThreads(plan, options.jobs ?? availableParallelism());
    const results = await evaluate(scenario, context, { ...options, jobs }, environment);
    const evaluated = now();
    const baseline = namedBaseline ?? defaultBaseline(results);
    const analysis = analyzeRun(results, baseline);
    const analyzed = now();
    await writeRunFiles(folder, results, analysis, {
      resolved: scenario.resolved,
      signal,
      provenance: () => ({
        ...provenanceOf({ ...options, jobs }, environment, scenario),
        baseline: plan.paths[baseline].name,
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
    const seconds = secondsBetween(evaluating, evaluated);
    print(
      { results, analysis, folder: displayPath(folder.path), warnings: scenario.warnings, seconds },
      options,
      environment,
    );
  } finally {
    process.off('exit', folder.discard);
    folder.discard();
  }
}

/** The options of `run` when it has been settled how many threads evaluate. */
type Settled = RunCommandOptions & { readonly jobs: number };

async function evaluate(
  scenario: Scenario,
  context: EvaluationContext,
  { quiet, json, jobs }: Settled,
  { stderr, signal, now }: Environment,
): Promise<Results> {
  const progress = showProgress(context.plan.evaluations, quiet || json ? undefined : stderr, now);
  const pool = jobs > 1 ? createPool(scenario, context.plan, { jobs, signal }) : undefined;
  try {
    return await runPlan(context, { pool, signal, onProgress: progress.update });
  } finally {
    await pool?.close();
    progress.stop();
  }
}

/** What a run has come to. */
interface FinishedRun {
  readonly results: Results;
  readonly analysis: RunAnalysis;
  readonly folder: string;
  readonly warnings: readonly string[];
  /** Time of the evaluations. */
  readonly seconds: number;
}

function print(run: FinishedRun, options: RunCommandOptions, { stdout }: Environment): void {
  const { results, analysis, folder, warnings, seconds } = run;
  const { plan } = results;
  if (options.quiet) {
    stdout.write(`${folder}\n`);
    return;
  }
  const sentences = sayVerdict(plan, analysis);
  if (options.json) {
    stdout.write(`${JSON.stringify(describeComparison(results, analysis, sentences, folder, warnings), null, 2)}\n`);
    return;
  }
  const text = { width: terminalWidth(stdout), style: terminalStyle(stdout) };
  const body = options.priorPredictive
    ? renderPriorPredictive(results, analysis, text)
    : renderRun(results, analysis, sentences, text);
  const where = `${text.style.bold('Results')} in ${folder}`;
  const hints = [
    'Start with summary.csv; datapackage.json explains every column.',
    'What the outputs mean: stolperdraht explain --outputs',
  ].map(text.style.dim);
  stdout.write(`${renderHeader(plan, seconds, text)}\n\n${body}\n\n${where}\n${hints.join('\n')}\n`);
}

/** @throws UsageError if no such path is run */
function findBaseline(plan: Plan, name: string): number {
  const names = plan.paths.map((path) => path.name);
  const index = names.indexOf(name);
  if (index >= 0) return index;
  throw new UsageError(`--baseline is ${name}, must be one of the paths ${names.join(', ')}${didYouMean(name, names)}`);
}
