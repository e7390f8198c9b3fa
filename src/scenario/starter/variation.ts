/** The text of a scenario that varies another one. */
import { stringify, YAMLMap } from 'yaml';
import type { Scenario, SweepExperiment } from '../scenario.ts';
import { addKey, mapOf } from './commented.ts';
import { meaningOf } from './meanings.ts';
import type { StarterPath } from './parts.ts';
import { documentText, pathMap, type StarterActors } from './starter.ts';

/** What is decided about a variation; what is left out stays as it is. */
export interface VariationOptions {
  readonly base: Scenario;
  /** The file of the base, relative to the folder of the variation, with `/`. */
  readonly extended: string;
  readonly title: string;
  readonly asOf: string | undefined;
  readonly actors: Partial<StarterActors>;
  /** New paths. */
  readonly added: readonly StarterPath[];
  /** Names of paths of the base that are not to be compared. */
  readonly dropped: readonly string[];
  readonly draws: number | undefined;
}

/** The text of the file: what the base says of parameters and variables stands in it as lines to be used. */
export function variationText(options: VariationOptions): string {
  const { base, extended, title, asOf, actors, added, dropped, draws } = options;
  const root = new YAMLMap();
  addKey(root, 'extends', extended, { comment: meaningOf('extends') });
  addKey(root, 'title', title);
  if (asOf !== undefined) addKey(root, 'as_of', asOf, { comment: meaningOf('as_of') });
  if (Object.keys(actors).length > 0) addKey(root, 'actors', mapOf(Object.entries(actors)));
  if (added.length + dropped.length > 0) {
    const paths = pathMap(added, new Set(), false);
    for (const name of dropped) addKey(paths, name, null);
    addKey(root, 'paths', paths, {
      comment: `${meaningOf('paths')} Those of ${extended} remain; null takes one out.`,
      space: true,
    });
  }
  const broken = base.sweeps.filter((sweep) => namesPath(sweep, dropped));
  if (broken.length > 0) {
    const sweeps = mapOf(broken.map(({ name }) => [name, null]));
    addKey(root, 'sweep', sweeps, { comment: 'These name a path that is taken out.', space: true });
  }
  if (draws !== undefined) addKey(root, 'run', mapOf([['draws', draws]]), { comment: meaningOf('run'), space: true });
  return documentText(root, [
    ` What ${extended} says of its quantities: remove the # of what you change, and of the key above it.`,
    ...hiddenLines(base.resolved),
  ]);
}

/** Whether a sweep is about one of these paths. */
function namesPath({ paths, vary }: SweepExperiment, names: readonly string[]): boolean {
  return names.some((name) => paths?.includes(name) || vary.some((one) => one.name.startsWith(`${name}:`)));
}

/** Parameters and variables of a scenario as lines of YAML. */
function hiddenLines(resolved: unknown): string[] {
  const { parameters, variables } = resolved as Readonly<Record<string, unknown>>;
  const found = Object.fromEntries(
    Object.entries({ variables, parameters }).filter(([, value]) => value !== undefined && value !== null),
  );
  if (Object.keys(found).length === 0) return ['parameters:'];
  return stringify(found, { lineWidth: 0 }).trimEnd().split('\n');
}
