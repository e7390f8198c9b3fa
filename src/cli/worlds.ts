/** The worlds that an analysis looks at: those of a scenario, which is run first, or those of a run that is finished. */
import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { createModel } from '../deterrence/model.ts';
import { usefulThreads } from '../experiment/chunks.ts';
import { shapeOf } from '../experiment/evaluate.ts';
import { createLocalExecutor, type Executor } from '../experiment/executor.ts';
import { type Plan, planRun } from '../experiment/plan.ts';
import { createPool } from '../experiment/pool.ts';
import type { Results } from '../experiment/results.ts';
import { runInMemory } from '../experiment/run.ts';
import { loadScenario } from '../scenario/load.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Environment } from './environment.ts';
import { UsageError } from './errors.ts';
import { readRunFolder } from './folder-worlds.ts';
import { showProgress } from './progress.ts';
import { VERSION } from './version.ts';
import type { WorldsOptions } from './worlds-options.ts';

/** Where worlds come from. */
export interface WorldsSource {
  /** The scenario file, as it was named by whoever ran it. */
  readonly file: string;
  /** The folder that was read; undefined where the scenario was run. */
  readonly folder: string | undefined;
  /** SHA-256 of that folder's manifest. */
  readonly manifestHash: string | undefined;
}

/** Draws of all paths with everything that analyses ask of them. */
export interface Worlds {
  /** Of a folder that of its scenario.resolved.json. Its paths are those that are looked at. */
  readonly scenario: Scenario;
  readonly plan: Plan;
  readonly results: Results;
  readonly source: WorldsSource;
  readonly warnings: readonly string[];
}

/**
 * Opens the worlds of a scenario, which is run in memory, or of the folder of a finished run, which is read.
 * With `paths` a scenario is run on these paths only; the folder of a run must have them, and keeps all it has.
 * @throws ScenarioError and UsageError for bad input; FolderError for a folder that is unfinished, changed, or was made
 *   by another version
 * @throws WorkerError, Interrupted
 */
export async function openWorlds(source: string, options: WorldsOptions, environment: Environment): Promise<Worlds> {
  if (statSync(source, { throwIfNoEntry: false })?.isDirectory()) {
    refuseScenarioOptions(source, options);
    return readRunFolder(source);
  }
  const { paths, draws, seed, design, set, quiet, json } = options;
  const { stderr, signal, now } = environment;
  const scenario = loadScenario(source, { set, paths, draws, seed, design });
  const plan = planRun(scenario, { version: VERSION, histories: 0 });
  const progress = showProgress(plan.evaluations, quiet || json ? undefined : stderr, now);
  const executor = openExecutor(scenario, plan, options, environment);
  try {
    const run = { signal, failFast: options.failFast, onProgress: progress.update };
    const results = await runInMemory(executor, shapeOf(scenario, plan), run);
    const made = { file: source, folder: undefined, manifestHash: undefined };
    return { scenario, plan, results, source: made, warnings: scenario.warnings };
  } finally {
    await executor.close();
    progress.stop();
  }
}

/**
 * Somebody who evaluates draws of a plan: threads, if it is worth starting them, or this thread. To be closed by the caller.
 * @param draws that will be asked for, where they are other than those of the plan
 */
export function openExecutor(
  scenario: Scenario,
  plan: Plan,
  { jobs }: Pick<WorldsOptions, 'jobs'>,
  { signal }: Environment,
  draws = plan.draws,
): Executor {
  const threads = usefulThreads({ ...plan, draws }, jobs ?? availableParallelism());
  return threads > 1
    ? createPool(scenario, plan, { jobs: threads, signal })
    : createLocalExecutor(scenario, plan, createModel(), signal);
}

/** A run that is finished has its worlds. */
function refuseScenarioOptions(folder: string, { draws, seed, design, set }: WorldsOptions): void {
  const given = { draws, seed, design, set: set.length > 0 ? set.join(' ') : undefined };
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    throw new UsageError(
      `--${name} is ${value}, but ${folder} is a run that is finished and has its worlds; leave it out, or name a scenario file`,
    );
  }
}
