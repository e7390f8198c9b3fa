/** `run`: samples the worlds of a scenario, compares its paths and writes the results. */
import { existsSync } from 'node:fs';
import { arch, cpus, platform, release } from 'node:os';
import { basename, join, relative } from 'node:path';
import { defaultBaseline } from '../analysis/cost.ts';
import { analyzeRun, type RunAnalysis } from '../analysis/run-analysis.ts';
import { createModel } from '../deterrence/model.ts';
import { createContext } from '../experiment/evaluate.ts';
import { type Plan, planRun } from '../experiment/plan.ts';
import type { Results } from '../experiment/results.ts';
import { runPlan } from '../experiment/run.ts';
import { didYouMean } from '../expression/suggest.ts';
import type { Provenance } from '../report/manifest.ts';
import { createResultsFolder, FolderError, type ResultsFolder } from '../report/results-folder.ts';
import { writeRunFiles } from '../report/run-files.ts';
import { describeComparison } from '../report/run-json.ts';
import { renderPriorPredictive, renderRun } from '../report/run-text.ts';
import { wrapText } from '../report/terminal-table.ts';
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
  const plan = planRun(scenario, { version: VERSION, histories: 0 });
  const namedBaseline = options.baseline === undefined ? undefined : findBaseline(plan, options.baseline);

  const folder = openFolder(options, started);
  try {
    const context = createContext(scenario, plan, createModel());
    const progress = showProgress(plan.evaluations, options.quiet || options.json ? undefined : stderr, now);
    const evaluating = now();
    let results: Results;
    try {
      results = await runPlan(context, { signal, onProgress: progress.update });
    } finally {
      progress.stop();
    }
    const evaluated = now();
    const baseline = namedBaseline ?? defaultBaseline(results);
    const analysis = analyzeRun(results, baseline);
    const analyzed = now();
    await writeRunFiles(folder, results, analysis, {
      resolved: scenario.resolved,
      signal,
      provenance: () => ({
        ...provenanceOf(options, environment, scenario),
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
    print(
      options,
      environment,
      results,
      analysis,
      folder.path,
      scenario.warnings,
      secondsBetween(evaluating, evaluated),
    );
  } finally {
    folder.discard();
  }
}

function print(
  options: RunCommandOptions,
  { stdout }: Environment,
  results: Results,
  analysis: RunAnalysis,
  folder: string,
  warnings: readonly string[],
  seconds: number,
): void {
  const { plan } = results;
  const shownFolder = displayPath(folder);
  if (options.quiet) {
    stdout.write(`${shownFolder}\n`);
    return;
  }
  const sentences = sayVerdict(plan, analysis);
  if (options.json) {
    const document = describeComparison(results, analysis, sentences, shownFolder, warnings);
    stdout.write(`${JSON.stringify(document, null, 2)}\n`);
    return;
  }
  const text = { width: terminalWidth(stdout), style: terminalStyle(stdout) };
  const heading = [
    text.style.bold(wrapText(plan.asOf ? `${plan.title} (as of ${plan.asOf})` : plan.title, text.width)),
    text.style.dim(
      wrapText(
        `${plan.paths.length} paths in ${plan.draws} sampled worlds (design ${plan.design}, seed ${plan.seed}): ` +
          `${plan.evaluations} evaluations in ${seconds.toFixed(1)} s.`,
        text.width,
      ),
    ),
  ].join('\n');
  const body = options.priorPredictive
    ? renderPriorPredictive(results, analysis, text)
    : renderRun(results, analysis, sentences, text);
  stdout.write(
    `${heading}\n\n${body}\n\n${text.style.bold('Results')} in ${shownFolder} (start with summary.csv; datapackage.json explains every column)\n`,
  );
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

function provenanceOf(options: RunCommandOptions, { argv }: Environment, scenario: Scenario) {
  const processors = cpus();
  return {
    command: ['stolperdraht', ...argv],
    scenarioFile: options.scenario,
    warnings: scenario.warnings,
    node: process.version,
    platform: {
      system: platform(),
      release: release(),
      architecture: arch(),
      processor: processors[0]?.model ?? 'unknown',
      cores: processors.length,
    },
  } satisfies Partial<Provenance>;
}

function secondsBetween(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / 1000;
}
