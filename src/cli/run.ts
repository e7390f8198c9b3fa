/** `run`: samples the worlds of a scenario, compares its paths and writes the results. */
import { existsSync } from 'node:fs';
import { arch, availableParallelism, cpus, platform, totalmem } from 'node:os';
import { basename, join, relative } from 'node:path';
import { defaultBaseline } from '../analysis/cost.ts';
import { analyzeRun, type RunAnalysis } from '../analysis/run-analysis.ts';
import { createModel } from '../deterrence/model.ts';
import { usefulThreads } from '../experiment/chunks.ts';
import { createContext, type EvaluationContext } from '../experiment/evaluate.ts';
import { type Plan, planRun } from '../experiment/plan.ts';
import { createPool } from '../experiment/pool.ts';
import type { Results } from '../experiment/results.ts';
import { resultBytes, runPlan } from '../experiment/run.ts';
import { didYouMean } from '../expression/suggest.ts';
import type { Provenance } from '../report/manifest.ts';
import { createResultsFolder, FolderError, type ResultsFolder } from '../report/results-folder.ts';
import { writeRunFiles } from '../report/run-files.ts';
import { describeComparison } from '../report/run-json.ts';
import { renderHeader, renderPriorPredictive, renderRun } from '../report/run-text.ts';
import { sayVerdict } from '../report/words.ts';
import { loadScenario } from '../scenario/load.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { type Environment, terminalStyle, terminalWidth } from './environment.ts';
import { UsageError } from './errors.ts';
import { showProgress } from './progress.ts';
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

/** @throws UsageError if the results would not fit into this machine */
function requireMemory(context: EvaluationContext): void {
  const needed = resultBytes(context);
  const { draws, histories } = context.plan;
  if (needed <= 0.8 * totalmem()) return;
  const gigabytes = (bytes: number) => (bytes / 2 ** 30).toFixed(0);
  throw new UsageError(
    `${draws} draws${histories > 0 ? ` with ${histories} histories each` : ''} need about ${gigabytes(needed)} GB of memory, ` +
      `must fit into the ${gigabytes(totalmem())} GB of this machine`,
  );
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

/** The folder that was asked for, or a new one under results/ named after scenario and time. */
function openFolder(options: RunCommandOptions, started: Date): ResultsFolder {
  if (options.out !== undefined) return createResultsFolder(options.out);
  const time = started.toISOString().replace(/[-:]/g, '').replace(/\.\d+/, '');
  const base = join('results', `${slug(options.scenario)}-${time}`);
  for (let attempt = 1; attempt < 1000; attempt++) {
    const path = attempt === 1 ? base : `${base}-${attempt}`;
    if (!existsSync(path)) return createResultsFolder(path);
  }
  throw new FolderError(`${base} exists a thousand times over, name a folder with --out`, true);
}

/** Name of a scenario file as part of a folder's name: it cannot lead out of results/. */
function slug(file: string): string {
  const name = basename(file).replace(/\.ya?ml$/i, '');
  const safe = name
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(0, 60);
  return safe === '' ? 'scenario' : safe;
}

function displayPath(path: string): string {
  const shorter = relative(process.cwd(), path);
  return shorter.startsWith('..') || shorter === '' ? path : shorter;
}

function provenanceOf(options: Settled, { argv }: Environment, scenario: Scenario) {
  const processors = cpus();
  return {
    command: ['stolperdraht', ...argv],
    scenarioFile: options.scenario,
    warnings: scenario.warnings,
    node: process.version,
    platform: {
      system: platform(),
      architecture: arch(),
      processor: processors[0]?.model ?? 'unknown',
      cores: processors.length,
      jobs: options.jobs,
    },
  } satisfies Partial<Provenance>;
}

function secondsBetween(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / 1000;
}
