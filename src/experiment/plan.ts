/** What will be run, as plain data: it can be looked at, hashed, written down and tested before anything runs. */
import { createHash } from 'node:crypto';
import { MODEL_VERSION } from '../deterrence/model.ts';
import { parameterIndex, referenceParameters } from '../deterrence/parameters.ts';
import { periodCount } from '../deterrence/world.ts';
import type { DesignName, Scenario } from '../scenario/scenario.ts';

/** A path as tables and files name it. */
interface PlannedPath {
  readonly name: string;
  readonly title: string;
}

/** A named value judgement as tables and files show it. */
export interface PlannedPreference {
  readonly name: string;
  readonly title: string | undefined;
  readonly direction: 'minimize' | 'maximize';
  readonly text: string;
}

/** A metric of the scenario as tables and files show it. */
interface PlannedMetric {
  readonly name: string;
  readonly text: string;
}

/** How far a run goes on beyond the draws of its scenario. */
interface PrecisionTarget {
  /** The standard error of each paired difference of the objective is to be below this. */
  readonly standardError: number;
  /** Draws of the scenario: in whole blocks of so many the run goes on. A Latin hypercube is made for each by itself. */
  readonly block: number;
}

export interface Plan {
  readonly title: string;
  readonly asOf: string | undefined;
  /** Who the players are in this scenario. */
  readonly actors: Scenario['actors'];
  readonly paths: readonly PlannedPath[];
  readonly metrics: readonly PlannedMetric[];
  /** The first is the default objective. */
  readonly preferences: readonly PlannedPreference[];
  /** Where a precision is asked for, before anything is run the most draws that it may take, and then those that it took. */
  readonly draws: number;
  readonly seed: string;
  readonly design: DesignName;
  readonly precision?: PrecisionTarget | undefined;
  /** Simulated futures per path and draw; 0 for none. */
  readonly histories: number;
  /** The clock, the same in every path and draw. */
  readonly stepYears: number;
  readonly periods: number;
  /** Paths times draws. */
  readonly evaluations: number;
  /** Version of the program, and of what its model computes. */
  readonly version: string;
  readonly modelVersion: string;
  /** SHA-256 of the resolved scenario without its named sweeps, in hexadecimal. */
  readonly scenarioHash: string;
  /** SHA-256 of everything that determines the results, in hexadecimal. */
  readonly planHash: string;
}

/** What a run is told beside its scenario. */
export interface PlanOptions {
  /** Of the program; results of different versions are not the same experiment. */
  readonly version: string;
  readonly histories: number;
  /** Goes on until this is reached; with the draws of the scenario only when left out. */
  readonly precision?: { readonly standardError: number; readonly mostDraws: number } | undefined;
}

/** Plans a run of a scenario. */
export function planRun(scenario: Scenario, options: PlanOptions): Plan {
  const paths = scenario.paths.map(({ name, title }) => ({ name, title }));
  const { seed, design, draws: block } = scenario.run;
  const { precision: wanted } = options;
  const precision = wanted && { standardError: wanted.standardError, block };
  const draws = wanted ? block * Math.max(1, Math.floor(wanted.mostDraws / block)) : block;
  const determinants = {
    scenario: scenario.resolved,
    paths: paths.map((path) => path.name),
    draws,
    seed,
    design,
    histories: options.histories,
    precision,
    version: options.version,
    modelVersion: MODEL_VERSION,
  };
  return {
    title: scenario.title,
    asOf: scenario.asOf,
    actors: scenario.actors,
    paths,
    metrics: scenario.metrics.map(({ name, expression }) => ({ name, text: expression.text })),
    preferences: scenario.preferences.map(({ name, title, direction, expression }) => ({
      name,
      title,
      direction,
      text: expression.text,
    })),
    draws,
    seed,
    design,
    ...(precision ? { precision } : {}),
    histories: options.histories,
    ...clockOf(scenario),
    evaluations: paths.length * draws,
    version: options.version,
    modelVersion: MODEL_VERSION,
    scenarioHash: sha256(canonicalJson(scenario.resolved)),
    planHash: sha256(canonicalJson(determinants)),
  };
}

/** A plan that ends after some of its draws: where a precision was reached. */
export function endAfter(plan: Plan, draws: number): Plan {
  return { ...plan, draws, evaluations: plan.paths.length * draws };
}

/**
 * JSON in which equal data has equal text: keys in code-point order, no white space, no keys without a value.
 * @throws TypeError if the data holds itself
 */
export function canonicalJson(data: unknown): string {
  return JSON.stringify(data, (_key, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

/** SHA-256 of a text in UTF-8, in hexadecimal. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** Length and number of the periods of a scenario. */
export function clockOf(scenario: Scenario): Pick<Plan, 'stepYears' | 'periods'> {
  const stepYears = clockValue(scenario, 'clock.step_years');
  return { stepYears, periods: periodCount(clockValue(scenario, 'clock.years'), stepYears) };
}

/** The clock is certain and the same in all paths; loading a scenario has seen to it. */
function clockValue(scenario: Scenario, id: string): number {
  const quantity = scenario.paths[0]?.parameters.get(id) ?? scenario.parameters.get(id);
  return quantity?.expression.constant ?? referenceParameters()[parameterIndex(id)];
}
