/** What every report needs of a folder: its paths, preferences and names of outputs, in the order of the scenario. */
import { withFirst } from '../preference-order.ts';
import type { OpenedFolder } from './read-folder.ts';
import type { ResolvedScenario } from './result-schemas.ts';

export interface ReportedPath {
  readonly name: string;
  /** As the scenario calls it; its name where it says nothing. */
  readonly title: string;
  readonly description: string | undefined;
  /** Position, from 0: decides over colour, shape and letter. */
  readonly index: number;
}

export interface ReportedPreference {
  readonly name: string;
  readonly title: string | undefined;
  readonly direction: 'minimize' | 'maximize';
  /** The expression that is minimized or maximized. */
  readonly text: string;
}

export interface Story {
  readonly title: string;
  readonly asOf: string | undefined;
  readonly description: string | undefined;
  readonly paths: readonly ReportedPath[];
  /** The first is that on which the verdict rests. */
  readonly preferences: readonly ReportedPreference[];
  readonly metrics: readonly { readonly name: string; readonly text: string }[];
  readonly draws: number;
  readonly design: string;
  readonly seed: string;
}

/**
 * The story of a folder.
 * @param first preference on which the verdict is to rest: the scenario's first when left out, or where there is none of that name
 */
export function readStory({ manifest, scenario }: OpenedFolder, first?: string): Story {
  const { plan } = manifest;
  return {
    title: scenario.title,
    asOf: scenario.as_of ?? undefined,
    description: scenario.description,
    paths: plan.paths.map((name, index) => {
      const { title, description } = scenario.paths[name];
      return { name, title: title ?? name, description, index };
    }),
    preferences: withFirst(readPreferences(scenario), first),
    metrics: Object.entries(scenario.metrics).map(([name, metric]) => ({
      name,
      text: typeof metric === 'string' ? metric : JSON.stringify(metric),
    })),
    draws: plan.draws,
    design: plan.design,
    seed: plan.seed,
  };
}

function readPreferences({ preferences }: ResolvedScenario): ReportedPreference[] {
  return Object.entries(preferences).map(([name, preference]) => {
    if (typeof preference === 'string') return { name, title: undefined, direction: 'minimize', text: preference };
    const { title, minimize, maximize } = preference;
    return maximize === undefined
      ? { name, title, direction: 'minimize', text: minimize ?? '' }
      : { name, title, direction: 'maximize', text: maximize };
  });
}

/** What decides over the results of a scenario, but for its paths and how many worlds are sampled. */
const DECISIVE = ['variables', 'correlations', 'parameters', 'members', 'ladder', 'metrics', 'preferences'];

/** Whether two scenarios are the same in all that both say: one may have fewer paths, or fewer draws. */
export function asksTheSame(a: ResolvedScenario, b: ResolvedScenario): boolean {
  const isSame = (x: unknown, y: unknown) => JSON.stringify(x) === JSON.stringify(y);
  return (
    DECISIVE.every((key) => isSame(a[key], b[key])) &&
    Object.keys(a.paths).every((name) => !Object.hasOwn(b.paths, name) || isSame(a.paths[name], b.paths[name]))
  );
}
