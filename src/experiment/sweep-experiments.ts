/** Plans the sweeps that a scenario names itself. */

import { unknownName } from '../scenario/names.ts';
import { narrowScenario } from '../scenario/narrow.ts';
import {
  type Position,
  type RunSettings,
  type Scenario,
  ScenarioError,
  type SweepExperiment,
} from '../scenario/scenario.ts';
import { createFaults } from '../scenario/source.ts';
import { type PlanOptions, planRun } from './plan.ts';
import { planDefinition, type SweepPlan } from './sweep-plan.ts';

/** A named sweep that is ready to be run. */
export interface PlannedExperiment {
  readonly name: string;
  readonly title: string | undefined;
  /** The scenario as this experiment runs it: with its paths and draws; resolved with this experiment alone. */
  readonly scenario: Scenario;
  readonly sweep: SweepPlan;
}

export interface ExperimentOptions {
  /** Of the program. */
  readonly version: string;
  /** Names of the experiments to plan; all of the scenario when left out. They stay in the order of the file. */
  readonly names?: readonly string[] | undefined;
  /** The precision that is asked for of a run with so many draws to begin with; none when left out. */
  readonly precisionOf?: (draws: number) => PlanOptions['precision'];
  /** What the command line has said, which comes before what an experiment says. */
  readonly given?: { readonly paths?: boolean; readonly draws?: boolean; readonly design?: boolean };
}

/**
 * Plans the named sweeps of a scenario.
 * @throws ScenarioError with everything that is wrong with any of them
 */
export function planExperiments(
  scenario: Scenario,
  { version, names, given = {}, precisionOf }: ExperimentOptions,
): PlannedExperiment[] {
  const known = scenario.sweeps.map(({ name }) => name);
  const unknown = createFaults();
  for (const name of names ?? []) {
    const at: Position = { file: `--experiment ${names?.join(',')}`, line: 0, column: 0 };
    if (known.length === 0) unknown.add(at, `${name}: no such experiment; ${scenario.file} has none under sweep:`);
    else if (!known.includes(name)) unknown.add(at, unknownName('experiment', name, known));
  }
  const faults = unknown.sorted();
  const planned = scenario.sweeps
    .filter(({ name }) => names?.includes(name) ?? true)
    .flatMap((experiment) => {
      const { name, title, vary, zip, cells: count, design } = experiment;
      const own = narrowScenario(scenario, {
        paths: given.paths ? undefined : experiment.paths,
        run: runOf(experiment, given),
      });
      const cells = count === undefined ? undefined : { count, name: design === 'sobol' ? design : ('lhs' as const) };
      const found = createFaults();
      const run = planRun(own, { version, histories: 0, precision: precisionOf?.(own.run.draws) });
      const sweep = planDefinition(own, run, { vary, zip, cells }, found);
      faults.push(...found.sorted());
      if (sweep === undefined) return [];
      const resolved = { ...(own.resolved as object), sweep: { [name]: describeExperiment(experiment) } };
      return [{ name, title, scenario: { ...own, resolved }, sweep }];
    });
  if (faults.length > 0) throw new ScenarioError(faults);
  return planned;
}

/** What an experiment says of the run. A design is that of the draws where no cells are spread. */
function runOf(
  { draws, design, cells }: SweepExperiment,
  given: NonNullable<ExperimentOptions['given']>,
): Partial<RunSettings> {
  return {
    ...(draws === undefined || given.draws ? {} : { draws }),
    ...(design === undefined || cells !== undefined || given.design ? {} : { design }),
  };
}

/** The experiment as plain data for the resolved scenario, whose run and paths are those of the experiment already. */
function describeExperiment({ title, vary, zip, cells, design }: SweepExperiment): object {
  return {
    ...(title === undefined ? {} : { title }),
    vary: Object.fromEntries(vary.map(({ name, values }) => [name, values])),
    ...(zip ? { zip } : {}),
    ...(cells === undefined ? {} : { cells, ...(design === undefined ? {} : { design }) }),
  };
}
