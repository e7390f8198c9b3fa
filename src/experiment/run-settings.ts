/** Settings of a run that a sweep can vary beside the quantities of its scenario. */

/** Run settings that can be varied, by the name that they have in a sweep. */
export const RUN_SETTINGS = {
  'run.draws': { label: 'Draws', unit: 'worlds', meaning: 'Number of sampled worlds.' },
  'run.seed': { label: 'Seed', unit: '', meaning: 'Seed of the sampled worlds: other worlds in every cell.' },
  'run.design': { label: 'Design', unit: '', meaning: 'How worlds are sampled: random, lhs or sobol.' },
} as const;

export type RunSetting = keyof typeof RUN_SETTINGS;

/** Whether a name is that of a run setting. */
export function isRunSetting(id: string): id is RunSetting {
  return Object.hasOwn(RUN_SETTINGS, id);
}
