/**
 * Tornado: what each parameter alone does to an objective when it goes from a low to a high value, and whether another
 * path is then preferred.
 *
 * R. A. Howard, Decision analysis: practice and promise, Management Science 34 (1988); the mark where the decision changes
 * after T. G. Eschenbach, Spiderplots versus tornado diagrams for sensitivity analysis, Interfaces 22 (1992).
 */
import { meanInterval, moments } from '../statistics.ts';
import type { Estimate } from './estimate.ts';

/**
 * The objective of each path: one array for each path, one value for each draw of the other parameters. A single value
 * where the others are held at their medians; NaN where missing.
 */
export type PathObjectives = readonly Float64Array[];

/** The objective with one parameter at a low and at a high value. */
export interface TornadoEnds {
  readonly parameter: string;
  readonly low: PathObjectives;
  readonly high: PathObjectives;
}

/** What a parameter does to the objective of one path. */
interface TornadoBar {
  /** Mean objective at the parameter's low and high value. */
  readonly low: number;
  readonly high: number;
  /** Mean of high − low over the same draws, with Student's interval; no interval from a single draw. */
  readonly swing: Estimate;
}

/** The path with the best mean objective. */
export interface PreferredPath {
  /** Position of the path; undefined where several share the first place or one has no value. */
  readonly path: number | undefined;
  /** How much better than the second, over the same draws; an interval with 0 in it leaves the choice open. */
  readonly advantage: Estimate;
}

export interface TornadoRow {
  readonly parameter: string;
  /** One for each path. */
  readonly bars: readonly TornadoBar[];
  readonly preferredLow: PreferredPath;
  readonly preferredHigh: PreferredPath;
  /** Whether one path is preferred at the low value and another at the high one. */
  readonly changesBetweenEnds: boolean;
  /** Whether at the low or at the high value another path is preferred than at the base. */
  readonly changesFromBase: boolean;
}

export interface Tornado {
  readonly preferredBase: PreferredPath;
  /** Widest first, by the widest bar of any path; rows of the same width stay in the order given. */
  readonly rows: readonly TornadoRow[];
}

export interface TornadoOptions {
  /** Which way the objective is better. */
  readonly direction: 'minimize' | 'maximize';
}

/** Two objectives that differ by no more than rounding are a tie. */
const TIE = 1e-9;

/**
 * Makes the bars of a tornado.
 * @param base the objective with every parameter at its base, or over the draws as they are
 * @throws Error on no paths, no draws, or a parameter whose objectives have other paths or draws than the base
 */
export function makeTornado(base: PathObjectives, ends: readonly TornadoEnds[], options: TornadoOptions): Tornado {
  if (base.length === 0 || base[0].length === 0) {
    throw new Error(`tornado: ${base.length} paths with ${base[0]?.length ?? 0} draws, at least 1 of each is needed`);
  }
  requireShape('the base', base, base);
  const sign = options.direction === 'minimize' ? -1 : 1;
  const preferredBase = preferredPath(base, sign);
  const rows = ends.map(({ parameter, low, high }) => {
    requireShape(`${parameter} at its low value`, low, base);
    requireShape(`${parameter} at its high value`, high, base);
    const preferredLow = preferredPath(low, sign);
    const preferredHigh = preferredPath(high, sign);
    return {
      parameter,
      bars: low.map((values, path) => barOf(values, high[path])),
      preferredLow,
      preferredHigh,
      changesBetweenEnds: differ(preferredLow, preferredHigh),
      changesFromBase: differ(preferredLow, preferredBase) || differ(preferredHigh, preferredBase),
    };
  });
  rows.sort((a, b) => width(b) - width(a));
  return { preferredBase, rows };
}

function requireShape(what: string, objectives: PathObjectives, base: PathObjectives): void {
  if (objectives.length !== base.length) {
    throw new Error(`tornado: ${what} has ${objectives.length} paths, must have ${base.length}`);
  }
  const other = objectives.find((values) => values.length !== base[0].length);
  if (other !== undefined) {
    throw new Error(`tornado: ${what} has ${other.length} draws of a path, must have ${base[0].length}`);
  }
}

/** Over the draws in which both ends have a value. */
function barOf(low: Float64Array, high: Float64Array): TornadoBar {
  const isThere = (_: number, draw: number) => !Number.isNaN(low[draw]) && !Number.isNaN(high[draw]);
  const [lows, highs] = [low.filter(isThere), high.filter(isThere)];
  return { low: moments(lows).mean, high: moments(highs).mean, swing: meanDifference(highs, lows) };
}

function preferredPath(objectives: PathObjectives, sign: number): PreferredPath {
  // Means over draws in which every path has a value, so that the paths are compared in the same worlds.
  const complete = objectives.map((values) =>
    values.filter((_, draw) => !objectives.some((others) => Number.isNaN(others[draw]))),
  );
  const order = complete
    .map((values, path) => ({ path, values, merit: sign * moments(values).mean }))
    .sort((a, b) => b.merit - a.merit);
  const [best, second] = order;
  const undecided = { value: Number.NaN, low: Number.NaN, high: Number.NaN };
  if (Number.isNaN(best.merit)) return { path: undefined, advantage: undecided };
  if (second === undefined) return { path: best.path, advantage: undecided };
  const difference = meanDifference(best.values, second.values);
  const advantage = sign > 0 ? difference : { value: -difference.value, low: -difference.high, high: -difference.low };
  const isTied = best.merit - second.merit <= TIE * Math.max(1, Math.abs(best.merit), Math.abs(second.merit));
  return { path: isTied ? undefined : best.path, advantage };
}

function meanDifference(a: Float64Array, b: Float64Array): Estimate {
  const summary = moments(a.map((value, draw) => value - b[draw]));
  return { value: summary.mean, ...meanInterval(summary) };
}

function differ(a: PreferredPath, b: PreferredPath): boolean {
  return a.path !== undefined && b.path !== undefined && a.path !== b.path;
}

/** Width of the widest bar; 0 if none has one, so that the row comes last. */
function width({ bars }: TornadoRow): number {
  return bars.reduce((widest, { swing }) => {
    const size = Math.abs(swing.value);
    return size > widest ? size : widest;
  }, 0);
}
