/** The worlds that an analysis looks at: those of a scenario, which is run first, or those of a run that is finished. */
import { statSync } from 'node:fs';
import { totalmem } from 'node:os';
import { usefulThreads } from '../experiment/chunks.ts';
import { numbersPerDraw, shapeOf } from '../experiment/evaluate.ts';
import type { Executor } from '../experiment/executor.ts';
import { resultsInMemory } from '../experiment/memory-results.ts';
import { type Plan, planRun } from '../experiment/plan.ts';
import type { Chunk, ResultShape, Results } from '../experiment/results.ts';
import { type ChunkStore, evaluateAll, workOfRun } from '../experiment/run.ts';
import { loadScenario } from '../scenario/load.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Environment } from './environment.ts';
import { UsageError } from './errors.ts';
import { openRunFolder, type RunFolder, readRunResults, withoutStates } from './folder-worlds.ts';
import { showProgress } from './progress.ts';
import { startExecutor, threadsHere } from './start-executor.ts';
import { VERSION } from './version.ts';
import type { WorldsOptions } from './worlds-options.ts';

/** Where worlds come from. */
interface WorldsSource {
  /** The scenario file, as it was named by whoever ran it. */
  readonly file: string;
  /** The folder that was read; undefined where the scenario was run. */
  readonly folder: string | undefined;
  /** SHA-256 of that folder's manifest. */
  readonly manifestHash: string | undefined;
}

/** A scenario and how its worlds are sampled, before anything is known of them. */
export interface Setting {
  /** Of a folder that of its scenario.resolved.json. */
  readonly scenario: Scenario;
  readonly plan: Plan;
  readonly source: WorldsSource;
  readonly warnings: readonly string[];
}

/** Draws of all paths with everything that analyses ask of them. */
export interface Worlds extends Setting {
  readonly results: Results;
}

/**
 * Opens the scenario of a source, and the plan of its worlds, without evaluating or reading these.
 * With `paths` a scenario has these paths only; the folder of a run keeps all it has.
 * @throws ScenarioError and UsageError for bad input; FolderError for a folder that is unfinished, changed, or was made
 *   by another version
 */
export async function openSetting(source: string, options: WorldsOptions): Promise<Setting> {
  if (isFolder(source)) {
    refuseScenarioOptions(source, options);
    return settingOf(await openRunFolder(source));
  }
  const { paths, draws, seed, design, set } = options;
  const scenario = loadScenario(source, { set, paths, draws, seed, design });
  const plan = planRun(scenario, { version: VERSION, histories: 0 });
  const made = { file: source, folder: undefined, manifestHash: undefined };
  return { scenario, plan, source: made, warnings: scenario.warnings };
}

/**
 * Opens the worlds of a source: those of a scenario file, which is run in memory, or those of the folder of a finished
 * run, which are read. Throws as `openSetting`.
 * @throws WorkerError, Interrupted, FailFastError
 */
export async function openWorlds(source: string, options: WorldsOptions, environment: Environment): Promise<Worlds> {
  if (isFolder(source)) {
    refuseScenarioOptions(source, options);
    const run = await openRunFolder(source);
    return { ...settingOf(run), results: await readRunResults(run) };
  }
  const setting = await openSetting(source, options);
  return { ...setting, results: await evaluateWorlds(setting, options, environment) };
}

/**
 * All draws of a plan, evaluated in memory. Probabilities of states over time, which would take most of the room, are not
 * kept and cannot be asked for. Throws what `evaluateAll` throws.
 * @throws UsageError if the values do not fit into memory
 */
export async function evaluateWorlds(
  { scenario, plan }: Pick<Setting, 'scenario' | 'plan'>,
  options: Pick<WorldsOptions, 'jobs' | 'queue' | 'quiet' | 'json' | 'failFast'>,
  environment: Environment,
): Promise<Results> {
  const { stderr, signal, now } = environment;
  const shape = shapeOf(scenario, plan);
  requireMemoryFor(shape);
  const chunks: Chunk[] = [];
  const store: ChunkStore = {
    has: () => false,
    put(_cell, chunk, data) {
      chunks[chunk] = { ...data, timeline: NOTHING };
    },
  };
  const executor = openExecutor(scenario, plan, options, environment);
  const progress = showProgress(plan.evaluations, options.quiet || options.json ? undefined : stderr, now, {
    who: executor.describeWorkers,
  });
  try {
    const { failFast } = options;
    await evaluateAll(executor, workOfRun(plan), store, { signal, failFast, onProgress: progress.update });
    return withoutStates(resultsInMemory(shape, chunks));
  } finally {
    await executor.close();
    progress.stop();
  }
}

const NOTHING = new Float64Array(0);
/** Share of the machine's memory that values may take; analyses need room of their own. */
const MOST_MEMORY = 0.4;

/**
 * Makes sure that the values of all draws fit into memory.
 * @param memory of the machine, in bytes
 * @throws UsageError
 */
export function requireMemoryFor(shape: ResultShape, memory = totalmem()): void {
  const { values, parameters } = numbersPerDraw(shape);
  requireMemory(shape.plan.draws, values + parameters, memory);
}

/**
 * Makes sure that so many numbers of every draw fit into memory.
 * @param memory of the machine, in bytes
 * @throws UsageError
 */
export function requireMemory(draws: number, numbers: number, memory = totalmem()): void {
  const most = Math.floor((MOST_MEMORY * memory) / (Float64Array.BYTES_PER_ELEMENT * numbers));
  if (draws > most)
    throw new UsageError(`${draws} draws do not fit into the memory of this machine, at most ${most} do`);
}

function settingOf({ folder, scenario, plan, manifestHash }: RunFolder): Setting {
  const { path, manifest } = folder;
  const warnings = [...new Set([...manifest.warnings, ...scenario.warnings])];
  return { scenario, plan, source: { file: manifest.scenario.file, folder: path, manifestHash }, warnings };
}

/** Whether a source is a folder, and not a scenario file. */
export function isFolder(source: string): boolean {
  return statSync(source, { throwIfNoEntry: false })?.isDirectory() === true;
}

/**
 * Somebody who evaluates draws of a plan: workers of a queue, if one is named; else threads, if it is worth starting them,
 * or this thread. To be closed by the caller.
 * @param draws that will be asked for, where they are other than those of the plan
 */
export function openExecutor(
  scenario: Scenario,
  plan: Plan,
  { jobs, queue }: Pick<WorldsOptions, 'jobs'> & Partial<Pick<WorldsOptions, 'queue'>>,
  environment: Environment,
  draws = plan.draws,
): Executor {
  const threads = usefulThreads({ ...plan, draws }, threadsHere({ jobs, queue }));
  return startExecutor(scenario, plan, { jobs: threads, queue }, environment);
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
