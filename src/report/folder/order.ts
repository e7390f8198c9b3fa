/** Which path comes first under a preference, and how surely: read from the tables, by the rules of the command line. */
import type { BestEntry, ComparisonEntry, EstimatedShare, SummaryEntry } from './run-data.ts';
import type { ReportedPreference } from './story.ts';

/** One path against the next in the order. */
export interface Step {
  readonly path: string;
  readonly next: string;
  /** Share of worlds in which the path does better than the next, and the reverse. */
  readonly better: EstimatedShare;
  readonly worse: EstimatedShare;
  /** How much better its mean objective is, never negative, and the 95 % interval of the paired difference. */
  readonly margin: { readonly mean: number; readonly low: number; readonly high: number };
  /** Whether the interval of the margin leaves out 0. */
  readonly isClear: boolean;
}

export interface Order {
  readonly preference: ReportedPreference;
  /** By their mean objective, the best first. */
  readonly paths: readonly string[];
  readonly steps: readonly Step[];
  /** Share of worlds in which the first is the best of all; where there are shares. */
  readonly firstIsBest: EstimatedShare | undefined;
}

/**
 * The order of the paths under a preference.
 * @returns undefined for fewer than two paths, and where the objective has no value on some path
 */
export function orderPaths(
  paths: readonly string[],
  preference: ReportedPreference,
  tables: {
    readonly summary: readonly Pick<SummaryEntry, 'path' | 'metric' | 'mean' | 'n'>[];
    readonly comparison: readonly ComparisonEntry[];
    readonly best?: readonly BestEntry[];
  },
): Order | undefined {
  const sign = preference.direction === 'minimize' ? 1 : -1;
  const ordered = tables.summary
    .filter((row) => row.metric === preference.name && row.n > 0 && paths.includes(row.path))
    .sort((a, b) => sign * (a.mean - b.mean))
    .map((row) => row.path);
  if (ordered.length < paths.length || paths.length < 2) return undefined;
  const steps = ordered
    .slice(1)
    .map((next, index) => compare(ordered[index], next, preference, sign, tables.comparison));
  if (steps.includes(undefined)) return undefined;
  return {
    preference,
    paths: ordered,
    steps: steps as Step[],
    firstIsBest: tables.best?.find((row) => row.preference === preference.name && row.path === ordered[0]),
  };
}

function compare(
  path: string,
  next: string,
  preference: ReportedPreference,
  sign: number,
  comparison: readonly ComparisonEntry[],
): Step | undefined {
  const pair = comparison.find(
    ({ metric, pathA, pathB }) =>
      metric === preference.name && [path, next].includes(pathA) && [path, next].includes(pathB),
  );
  if (!pair?.better) return undefined;
  const isA = pair.pathA === path;
  const { mean, low, high } = pair;
  const margin = isA === (sign === 1) ? { mean: 0 - mean, low: 0 - high, high: 0 - low } : { mean, low, high };
  return {
    path,
    next,
    better: isA ? pair.better.a : pair.better.b,
    worse: isA ? pair.better.b : pair.better.a,
    margin,
    isClear: margin.low > 0,
  };
}
