/** What an analysis looks at: a column of the results, on one path, on the difference of two, or on all. */
import type { Plan } from '../experiment/plan.ts';
import type { ResultShape, Results } from '../experiment/results.ts';
import { didYouMean } from '../expression/suggest.ts';
import { unknownName } from '../scenario/names.ts';
import { UsageError } from './errors.ts';
import type { WorldsOptions } from './worlds-options.ts';

/** An output, a metric or a preference. */
export interface Objective {
  readonly name: string;
  readonly kind: 'preference' | 'metric' | 'output';
  /** Its place among the columns of results. */
  readonly column: number;
  readonly label: string;
  readonly unit: string;
  /** Which way it is better; undefined where nothing says. */
  readonly direction: 'minimize' | 'maximize' | undefined;
  /** What a preference or a metric computes. */
  readonly text: string | undefined;
}

/** The objective on one path, or its paired difference on two. */
export type Subject =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'difference'; readonly pathA: string; readonly pathB: string };

/**
 * What `--preference` names must be there.
 * @param known names of all preferences
 * @param option that has named it
 * @throws UsageError if it is not one of them
 */
export function requirePreference(name: string | undefined, known: readonly string[], option = 'preference'): void {
  if (name !== undefined && !known.includes(name)) {
    throw new UsageError(`--${option} ${unknownName('preference', name, known)}`);
  }
}

/**
 * The column that `--metric`, `--preference`, or neither (the first preference) asks for.
 * @throws UsageError if there is no such column
 */
export function findObjective(
  { plan, columns }: ResultShape,
  { metric, preference, better }: Partial<Pick<WorldsOptions, 'metric' | 'preference' | 'better'>>,
): Objective {
  const preferences = plan.preferences.map(({ name }) => name);
  requirePreference(preference, preferences);
  const wanted = metric ?? preference ?? preferences[0];
  // A preference may have the name of an output; it is what one means.
  const column = columns.findLastIndex((each) => each.name === wanted);
  if (column < 0) {
    const known = columns.map((each) => each.name);
    throw new UsageError(`--metric ${unknownName('output, metric or preference', wanted, known)}`);
  }
  const { kind, label, unit } = columns[column];
  const planned = kind === 'preference' ? plan.preferences.find(({ name }) => name === wanted) : undefined;
  if (planned && better !== undefined) {
    throw new UsageError(
      `--better is ${better}, but the preference ${wanted} says itself that it is ${planned.direction}d`,
    );
  }
  const own = better && (better === 'lower' ? 'minimize' : 'maximize');
  return {
    name: wanted,
    kind: kind === 'preference' || kind === 'metric' ? kind : 'output',
    column,
    label,
    unit,
    direction: planned?.direction ?? own,
    text: planned?.text ?? plan.metrics.find(({ name }) => kind === 'metric' && name === wanted)?.text,
  };
}

/**
 * Which way an objective is better, for methods that must know.
 * @throws UsageError if nothing says so
 */
export function requireDirection({ name, direction }: Objective): 'minimize' | 'maximize' {
  if (direction !== undefined) return direction;
  throw new UsageError(`--metric ${name}: nothing says which way it is better, add --better lower or --better higher`);
}

/**
 * Positions of paths in a plan, in the order of the names; of all paths where none are named.
 * @throws UsageError if one is not run
 */
export function findPaths({ paths }: Plan, names: readonly string[] | undefined): number[] {
  const known = paths.map(({ name }) => name);
  return (names ?? known).map((name) => {
    const index = known.indexOf(name);
    if (index >= 0) return index;
    throw new UsageError(`--paths names ${name}, must be of ${known.join(', ')}${didYouMean(name, known)}`);
  });
}

/**
 * The objective by draw: on one path, or the paired difference pathA − pathB. NaN where it is undefined and in draws
 * that failed on any path.
 */
export function subjectValues(results: Results, { column }: Pick<Objective, 'column'>, subject: Subject): Float64Array {
  const [a, b] = findPaths(results.plan, subject.kind === 'path' ? [subject.path] : [subject.pathA, subject.pathB]);
  const values = results.column(a, column);
  if (b === undefined) return values;
  const others = results.column(b, column);
  return values.map((value, draw) => value - others[draw]);
}

/** The objective on several paths in the draws in which each has a value: what decisions between paths rest on. */
interface PathObjectives {
  readonly paths: readonly string[];
  /** Ids of the draws, ascending. */
  readonly draws: Uint32Array;
  /** For each path its value in each of these draws. */
  readonly values: readonly Float64Array[];
  /** Draws left out: they failed, or some path has no value. */
  readonly leftOut: number;
}

/** @param paths positions; all by default */
export function pathObjectives(results: Results, { column }: Objective, paths = findPaths(results.plan, undefined)) {
  const columns = paths.map((path) => results.column(path, column));
  const all = Uint32Array.from({ length: results.plan.draws }, (_, draw) => draw);
  const draws = all.filter((draw) => columns.every((values) => Number.isFinite(values[draw])));
  return {
    paths: paths.map((path) => results.plan.paths[path].name),
    draws,
    values: columns.map((values) => Float64Array.from(draws, (draw) => values[draw])),
    leftOut: all.length - draws.length,
  } satisfies PathObjectives;
}
