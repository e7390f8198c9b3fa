/** Results made up for tests of what comes after the model: consistent counts, no model behind them. */
import { deriveOutputs, OUTCOMES, OUTPUTS, outputIndex } from '../../src/deterrence/outputs.ts';
import { resultsInMemory } from '../../src/experiment/memory-results.ts';
import type { Plan } from '../../src/experiment/plan.ts';
import type { Chunk, Failure, ResultColumn, Results } from '../../src/experiment/results.ts';

export interface SampleOptions {
  readonly paths?: readonly string[];
  readonly draws?: number;
  readonly preferences?: Plan['preferences'];
  /** Evaluations that are to have failed; their values stay there to be ignored. */
  readonly failures?: readonly Failure[];
  /** Changes the outputs of one path and draw after they have been made up. */
  readonly adjust?: (set: (name: string, value: number) => void, path: number, draw: number) => void;
}

/** A small generator with a literal seed (Park & Miller 1988), so that the numbers are the same everywhere. */
export function minimalStandard(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

/** Made-up results of some paths, with the metric `open_war` and by default the preferences `balanced` and `peace`. */
export function sampleResults(options: SampleOptions = {}): Results & { readonly chunk: Chunk } {
  const names = options.paths ?? ['deployment', 'fortress'];
  const draws = options.draws ?? 50;
  const preferences: Plan['preferences'] = options.preferences ?? [
    { name: 'balanced', title: 'Balanced', direction: 'minimize', text: '60 * renewed_war_lost + 150 * general_war' },
    { name: 'peace', title: undefined, direction: 'maximize', text: 'ceasefire_holds' },
  ];
  const plan: Plan = {
    title: 'A made-up scenario',
    asOf: '2025-09-15',
    actors: { challenger: 'Russia', protege: 'Ukraine', coalition: 'Coalition', backer: 'United States' },
    paths: names.map((name) => ({ name, title: `The path ${name}` })),
    metrics: [{ name: 'open_war', text: 'renewed_war + general_war + nuclear_use' }],
    preferences,
    draws,
    seed: 'sample',
    design: 'random',
    histories: 0,
    stepYears: 0.5,
    periods: 4,
    evaluations: names.length * draws,
    version: '0.0.0',
    modelVersion: '0',
    scenarioHash: 'a'.repeat(64),
    planHash: 'b'.repeat(64),
  };
  const columns: ResultColumn[] = [
    ...OUTPUTS,
    { name: 'open_war', kind: 'metric', unit: '', label: 'open_war', meaning: 'Metric.', mayBeMissing: true },
    ...preferences.map(({ name, title }) => ({
      name,
      kind: 'preference' as const,
      unit: '',
      label: title ?? name,
      meaning: 'Preference.',
      mayBeMissing: true,
    })),
  ];
  const random = minimalStandard(20250915);
  const values = new Float64Array(draws * names.length * columns.length);
  const timeline = new Float64Array(draws * names.length * plan.periods * OUTCOMES.length);
  const parameters = new Float64Array(draws * 2);
  for (let draw = 0; draw < draws; draw++) {
    parameters.set([random(), 20 * random()], draw * 2);
    for (let path = 0; path < names.length; path++) {
      const row = draw * names.length + path;
      const slice = values.subarray(row * columns.length, (row + 1) * columns.length);
      const set = (name: string, value: number) => {
        slice[outputIndex(name)] = value;
      };
      fillOutputs(set, random);
      options.adjust?.(set, path, draw);
      deriveOutputs(slice);
      const at = (name: string) => slice[outputIndex(name)];
      const metrics = [at('renewed_war') + at('general_war') + at('nuclear_use')];
      const objectives = preferences.map(({ direction }) =>
        direction === 'minimize' ? 60 * at('renewed_war_lost') + 150 * at('general_war') : at('ceasefire_holds'),
      );
      slice.set([...metrics, ...objectives], OUTPUTS.length);
      for (let period = 0; period < plan.periods; period++) {
        const over = (period + 1) / plan.periods;
        OUTCOMES.forEach((outcome, state) => {
          const still = outcome.name === 'war_continues' ? 1 - over : 0;
          const start = row * plan.periods * OUTCOMES.length;
          timeline[start + period * OUTCOMES.length + state] = over * slice[state] + still;
        });
      }
    }
  }
  const shape = {
    plan,
    columns,
    parameterColumns: [
      { name: 'backer.reliability', label: 'Backer reliability', unit: 'probability', meaning: 'Reliability.' },
      { name: 'deployment:tripwire.troops', label: 'Troops', unit: 'thousand', meaning: 'Size of the deployment.' },
    ],
    historyColumns: [],
  };
  const failures = options.failures ?? [];
  const histories = new Float64Array(0);
  const chunk: Chunk = { fromDraw: 0, toDraw: draws, values, parameters, timeline, histories, failures };
  return { ...resultsInMemory(shape, [chunk]), chunk };
}

function fillOutputs(set: (name: string, value: number) => void, random: () => number): void {
  for (const { name } of OUTPUTS) set(name, random());
  const weights = OUTCOMES.map(() => random());
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  OUTCOMES.forEach(({ name }, index) => {
    set(name, weights[index] / total);
  });
  set('hits', 0.9);
  set('triggered', 0.5 * random());
  set('hits_limited', 0.1);
  set('hits_assault', 0.1);
  set('limited_attacks', 0.2 + random());
  set('assaults', 0.2 + random());
  set('joint_war_losses', 0);
  set('budget', 5 + 10 * random());
}
