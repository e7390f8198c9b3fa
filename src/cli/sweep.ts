/** `sweep`: runs the paths of a scenario while quantities are varied, and writes which is better where. */
import { availableParallelism } from 'node:os';
import { analyzeCell, type CellAnalysis } from '../analysis/sweep-analysis.ts';
import { createModel } from '../deterrence/model.ts';
import { type CellContexts, createCellContexts } from '../experiment/cell-contexts.ts';
import { usefulThreads } from '../experiment/chunks.ts';
import { planRun } from '../experiment/plan.ts';
import { createPool } from '../experiment/pool.ts';
import { replacementsOfCells, runSweep } from '../experiment/run-sweep.ts';
import { planSweep, type SweepPlan } from '../experiment/sweep-plan.ts';
import { writeSweepFiles } from '../report/sweep-files.ts';
import { describeSweep } from '../report/sweep-json.ts';
import { renderSweep, renderSweepHeader } from '../report/sweep-text.ts';
import { loadScenario } from '../scenario/load.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { type Environment, terminalStyle, terminalWidth } from './environment.ts';
import { requireMemory } from './memory.ts';
import { displayPath, openFolder } from './output-folder.ts';
import { showProgress } from './progress.ts';
import { provenanceOf, secondsBetween } from './provenance.ts';
import { printSweepPlan } from './sweep-dry-run.ts';
import type { SweepCommandOptions } from './sweep-options.ts';
import { VERSION } from './version.ts';

/** More evaluations than one probably means. */
const MANY = 10_000_000;

/**
 * Sweeps a scenario and prints what came of it. Nothing is left behind if it fails.
 * @throws ScenarioError, SampleError and UsageError for bad input, FolderError, EvaluationError and Interrupted
 */
export async function sweepScenario(options: SweepCommandOptions, environment: Environment): Promise<void> {
  const { stderr, signal, now } = environment;
  const started = now();
  const { paths, draws, seed, design, set, vary, zip } = options;
  const scenario = loadScenario(options.scenario, { set, paths, draws, seed, design });
  const sweep = planSweep(scenario, planRun(scenario, { version: VERSION, histories: 0 }), vary, zip);
  const warnings = [...scenario.warnings, ...warningsOf(sweep)];
  if (!options.quiet) for (const warning of warnings) stderr.write(`warning: ${warning}\n`);

  const jobs = usefulThreads(sweep.run, options.jobs ?? availableParallelism(), sweep.cells.length);
  const contexts = createCellContexts(scenario, sweep.run, replacementsOfCells(sweep), createModel(), jobs + 2);
  requireMemory(contexts(0), jobs + 2);
  if (options.dryRun) {
    printSweepPlan(sweep, contexts, jobs, options.json, environment);
    return;
  }

  const folder = openFolder(options, started);
  // A second Ctrl-C ends the process without unwinding.
  process.once('exit', folder.discard);
  try {
    const evaluating = now();
    const cells = await evaluate({ scenario, sweep, contexts, jobs }, options, environment);
    const evaluated = now();
    await writeSweepFiles(folder, sweep, cells, {
      resolved: scenario.resolved,
      signal,
      provenance: () => ({
        ...provenanceOf({ scenario: options.scenario, jobs }, environment, scenario),
        warnings,
        started,
        finished: now(),
        seconds: {
          load: secondsBetween(started, evaluating),
          evaluate: secondsBetween(evaluating, evaluated),
          write: secondsBetween(evaluated, now()),
        },
      }),
    });
    const seconds = secondsBetween(evaluating, evaluated);
    print({ sweep, cells, folder: displayPath(folder.path), warnings, seconds }, options, environment);
  } finally {
    process.off('exit', folder.discard);
    folder.discard();
  }
}

function warningsOf({ evaluations }: SweepPlan): string[] {
  return evaluations > MANY
    ? [`the sweep has ${evaluations} evaluations, more than ${MANY}; --dry-run says how long that takes`]
    : [];
}

interface PreparedSweep {
  readonly scenario: Scenario;
  readonly sweep: SweepPlan;
  readonly contexts: CellContexts;
  readonly jobs: number;
}

async function evaluate(
  { scenario, sweep, contexts, jobs }: PreparedSweep,
  { quiet, json }: SweepCommandOptions,
  { stderr, signal, now }: Environment,
): Promise<CellAnalysis[]> {
  const progress = showProgress(sweep.evaluations, quiet || json ? undefined : stderr, now);
  const pool =
    jobs > 1 ? createPool(scenario, sweep.run, { jobs, signal, cells: replacementsOfCells(sweep) }) : undefined;
  const cells: CellAnalysis[] = [];
  try {
    for await (const results of runSweep(sweep, contexts, { pool, signal, onProgress: progress.update })) {
      cells.push(analyzeCell(sweep.cells[cells.length], results));
    }
    return cells;
  } finally {
    await pool?.close();
    progress.stop();
  }
}

/** What a sweep has come to. */
interface FinishedSweep {
  readonly sweep: SweepPlan;
  readonly cells: readonly CellAnalysis[];
  readonly folder: string;
  readonly warnings: readonly string[];
  /** Time of the evaluations. */
  readonly seconds: number;
}

function print(
  { sweep, cells, folder, warnings, seconds }: FinishedSweep,
  options: SweepCommandOptions,
  { stdout }: Environment,
): void {
  if (options.quiet) {
    stdout.write(`${folder}\n`);
    return;
  }
  if (options.json) {
    stdout.write(`${JSON.stringify(describeSweep(sweep, cells, folder, warnings), null, 2)}\n`);
    return;
  }
  const text = { width: terminalWidth(stdout), style: terminalStyle(stdout) };
  const where = `${text.style.bold('Results')} in ${folder}`;
  const hint = text.style.dim('Every metric in every cell: sweep.csv; datapackage.json explains every column.');
  const parts = [renderSweepHeader(sweep, seconds, text), renderSweep(sweep, cells, text), `${where}\n${hint}`];
  stdout.write(`${parts.join('\n\n')}\n`);
}
