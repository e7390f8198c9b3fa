/** `validate`: loads scenarios, samples some of their worlds, and says what is wrong before a long run does. */
import { planExperiments } from '../../experiment/sweep-experiments.ts';
import { createUniformSource, type UniformSource } from '../../experiment/uniforms.ts';
import { loadScenario } from '../../scenario/load.ts';
import { createSampler, SampleError } from '../../scenario/sampler.ts';
import { type Scenario, ScenarioError, type ScenarioFault } from '../../scenario/scenario.ts';
import type { Environment } from '../environment.ts';
import { VERSION } from '../version.ts';

/** Worlds that are sampled at most: as many as most runs have, in well under a second. */
const SAMPLED_WORLDS = 1000;

/**
 * Prints a summary of every scenario that is in order, with its warnings.
 * @param settings `--set` of the command line, applied to every scenario
 * @throws ScenarioError with everything that is wrong with the others
 */
export function validateScenarios(
  files: readonly string[],
  settings: readonly string[],
  { stdout }: Pick<Environment, 'stdout'>,
): void {
  const faults: ScenarioFault[] = [];
  for (const file of files) {
    try {
      const scenario = loadScenario(file, { set: settings });
      const found = [...sampleFaults(scenario), ...sweepFaults(scenario)];
      if (found.length === 0) stdout.write(`${summary(scenario)}\n`);
      faults.push(...found);
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error;
      faults.push(...error.faults);
    }
  }
  if (faults.length > 0) throw new ScenarioError(faults);
}

/** Samples the first draws of a run: one fault for each quantity and path that cannot be sampled, with its share of draws. */
function sampleFaults(scenario: Scenario): ScenarioFault[] {
  const draws = Math.min(scenario.run.draws, SAMPLED_WORLDS);
  const sampler = createSampler(scenario);
  let source: UniformSource;
  try {
    source = createUniformSource(scenario, sampler.uniformKeys, { ...scenario.run, draws });
  } catch (error) {
    return [{ at: undefined, message: `${scenario.file}: run.design: ${(error as Error).message}` }];
  }
  const uniforms = new Float64Array(sampler.uniformKeys.length);
  const columnValues = new Float64Array(sampler.columns.length);
  const found = new Map<string, { message: string; count: number }>();
  for (let draw = 0; draw < draws; draw++) {
    source.fill(draw, uniforms);
    const resample = source.resample(draw);
    for (let path = 0; path < scenario.paths.length; path++) {
      try {
        sampler.sample(path, draw, uniforms, resample, columnValues);
      } catch (error) {
        if (!(error instanceof SampleError)) throw error;
        const key = JSON.stringify([error.path, error.quantity]);
        const known = found.get(key);
        if (known) known.count++;
        else found.set(key, { message: error.message, count: 1 });
      }
    }
  }
  return [...found.values()].map(({ message, count }) => ({
    at: undefined,
    message: count === 1 ? message : `${message} (and in ${count - 1} more of ${draws} draws)`,
  }));
}

/** What is wrong with the sweeps that the scenario names, down to the values of every cell. */
function sweepFaults(scenario: Scenario): readonly ScenarioFault[] {
  try {
    planExperiments(scenario, { version: VERSION });
    return [];
  } catch (error) {
    if (error instanceof ScenarioError) return error.faults;
    throw error;
  }
}

function summary(scenario: Scenario): string {
  const { uniformKeys } = createSampler(scenario);
  const { members, paths, metrics, preferences, run, sweeps, warnings } = scenario;
  const states = members.reduce((sum, member) => sum + member.states, 0);
  const parts = [
    `${count(paths.length, 'path')} (${paths.map((path) => path.name).join(', ')})`,
    `${count(uniformKeys.length, 'sampled distribution')}`,
    `${count(members.length, 'member')} for ${count(states, 'state')}`,
    `${count(metrics.length, 'metric')}`,
    `${count(preferences.length, 'preference')}`,
    `${count(run.draws, 'draw')} (${run.design}, seed ${run.seed})`,
    ...(sweeps.length > 0 ? [`${count(sweeps.length, 'sweep')} (${sweeps.map(({ name }) => name).join(', ')})`] : []),
    `${count(warnings.length, 'warning')}`,
  ];
  return [`ok: ${scenario.file}: ${parts.join(', ')}`, ...warnings.map((warning) => `warning: ${warning}`)].join('\n');
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
