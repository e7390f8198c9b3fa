/** What `sweep` is to run: the sweep of the command line, or those that the scenario names. */
import { planRun } from '../../experiment/plan.ts';
import { planExperiments } from '../../experiment/sweep-experiments.ts';
import { planSweep, type SweepPlan } from '../../experiment/sweep-plan.ts';
import { loadScenario } from '../../scenario/load.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { UsageError } from '../errors.ts';
import { planPrecision } from '../precision-options.ts';
import { VERSION } from '../version.ts';
import type { SweepCommandOptions } from './sweep-options.ts';

/** A sweep that is ready to be run. */
export interface PreparedSweep {
  /** Of a sweep that the scenario names: its results go into a folder of that name within the folder of the results. */
  readonly name: string | undefined;
  readonly title: string | undefined;
  readonly scenario: Scenario;
  readonly sweep: SweepPlan;
}

/**
 * Loads the scenario and plans everything that is to be run of it, in the order of running.
 * @throws ScenarioError with everything that is wrong, UsageError if there is nothing to run
 */
export function planSweeps(options: SweepCommandOptions): PreparedSweep[] {
  const { set, paths, draws, seed, design, vary, zip, cells, experiments: names } = options;
  const scenario = loadScenario(options.scenario, { set, paths, draws, seed, design });
  if (vary.length > 0) {
    const precision = planPrecision(options, scenario.run.draws);
    const run = planRun(scenario, { version: VERSION, histories: 0, precision });
    return [
      { name: undefined, title: undefined, scenario, sweep: checked(planSweep(scenario, run, vary, zip, cells)) },
    ];
  }
  if (scenario.sweeps.length === 0 && names === undefined) {
    throw new UsageError(
      `sweep: there is nothing to vary: say --vary ID=VALUES, or name sweeps in ${options.scenario} under sweep:`,
    );
  }
  const given = { paths: paths !== undefined, draws: draws !== undefined, design: design !== undefined };
  const precisionOf = (count: number) => planPrecision(options, count);
  const experiments = planExperiments(scenario, { version: VERSION, names, given, precisionOf });
  for (const { sweep } of experiments) checked(sweep);
  return experiments;
}

/** @throws UsageError if both the number of draws and their precision are said */
function checked(sweep: SweepPlan): SweepPlan {
  if (sweep.run.precision && sweep.axes.some(({ id }) => id === 'run.draws')) {
    throw new UsageError('--precision: cannot be used where run.draws is varied; either says how many draws there are');
  }
  return sweep;
}

/** `reliability: How much depends on Washington`; undefined for a sweep without a name. */
export function describeName({ name, title }: Pick<PreparedSweep, 'name' | 'title'>): string | undefined {
  return name !== undefined && title !== undefined ? `${name}: ${title}` : name;
}
