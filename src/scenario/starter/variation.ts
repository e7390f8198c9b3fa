/** The text of a scenario that varies another one. */
import { stringify, YAMLMap } from 'yaml';
import { commonQuantities } from '../program.ts';
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
  const unused = variablesOnlyOf(base, dropped);
  const gone = (names: readonly string[]) => mapOf(names.map((name) => [name, null]));
  if (unused.length > 0) {
    addKey(root, 'variables', gone(unused), { comment: 'Only what is taken out reads these.', space: true });
  }
  const broken = base.sweeps.filter((sweep) => isAbout(sweep, dropped, unused)).map(({ name }) => name);
  if (broken.length > 0) {
    addKey(root, 'sweep', gone(broken), { comment: 'These are about what is taken out.', space: true });
  }
  if (draws !== undefined) addKey(root, 'run', mapOf([['draws', draws]]), { comment: meaningOf('run'), space: true });
  return documentText(root, [
    ` What ${extended} says of its quantities: remove the # of what you change, and of the key above it.`,
    ...hiddenLines(base.resolved, unused),
  ]);
}

/** Whether a sweep is about one of these paths or variables. */
function isAbout({ paths, vary }: SweepExperiment, dropped: readonly string[], unused: readonly string[]): boolean {
  return (
    dropped.some((name) => paths?.includes(name) || vary.some((one) => one.name.startsWith(`${name}:`))) ||
    vary.some((one) => unused.includes(one.name))
  );
}

/** Variables that nothing reads once these paths are gone, though something does now. What is correlated stays. */
function variablesOnlyOf(base: Scenario, dropped: readonly string[]): string[] {
  const correlated = new Set(base.correlations.flatMap(({ first, second }) => [first, second]));
  const common = [...commonQuantities({ ...base, variables: new Map() }).values()];
  const unreadWith = (paths: Scenario['paths']): string[] => {
    let left = [...base.variables];
    for (;;) {
      const readers = [...common, ...paths.flatMap((path) => [...path.parameters.values()]), ...left.map(([, q]) => q)];
      const read = new Set(readers.flatMap((quantity) => quantity.expression.references));
      const kept = left.filter(([name]) => read.has(name) || correlated.has(name));
      if (kept.length === left.length) break;
      left = kept;
    }
    const names = new Set(left.map(([name]) => name));
    return [...base.variables.keys()].filter((name) => !names.has(name));
  };
  const already = unreadWith(base.paths);
  return unreadWith(base.paths.filter(({ name }) => !dropped.includes(name))).filter((name) => !already.includes(name));
}

/** Parameters and variables of a scenario as lines of YAML, without some variables. */
function hiddenLines(resolved: unknown, unused: readonly string[]): string[] {
  const { parameters, variables } = resolved as Readonly<Record<string, object | null | undefined>>;
  const read = Object.entries(variables ?? {}).filter(([name]) => !unused.includes(name));
  const found = {
    ...(read.length > 0 ? { variables: Object.fromEntries(read) } : {}),
    ...(parameters ? { parameters } : {}),
  };
  if (Object.keys(found).length === 0) return ['parameters:'];
  return stringify(found, { lineWidth: 0 }).trimEnd().split('\n');
}
