/**
 * How the choice hangs on a weight in the preference (what a billion counts in harm, say). Two different things: how
 * probable it is that each path is the best, and which path has the best expected payoff. The second need not be the
 * path most probably best (Fenwick, Claxton & Sculpher 2001).
 */
import { isTie } from '../comparison.ts';
import { type Direction, gainsOf, largest } from '../payoffs.ts';
import { fiellerInterval, type Interval, moments, wilsonInterval } from '../statistics.ts';

/** Payoffs that are base + weight · slope in every draw, for each path: a preference that is linear in the weight. */
export interface WeightedPayoffs {
  readonly paths: readonly string[];
  readonly base: readonly Float64Array[];
  readonly slope: readonly Float64Array[];
  readonly direction: Direction;
}

interface AcceptabilityShare extends Interval {
  readonly path: string;
  /** Share of draws in which it alone is the best, with Wilson's 95 % interval. */
  readonly share: number;
  readonly meanPayoff: number;
}

export interface AcceptabilityPoint {
  readonly weight: number;
  readonly paths: readonly AcceptabilityShare[];
  /** Share of draws in which several share the first place; with the shares of the paths it makes 1. */
  readonly tied: number;
  /** Path with the best expected payoff (the first of those that tie), and how probably it is the best. */
  readonly frontier: AcceptabilityShare;
}

/** An interval of weights on which one path has the best expected payoff. */
export interface FrontierSegment {
  readonly path: string;
  readonly from: number;
  readonly to: number;
  /**
   * Fieller's 95 % interval of the weight `to`, where the next path takes over; NaN bounds when the draws cannot tell
   * that the two ever change places, undefined at the end of the range.
   */
  readonly toInterval: Interval | undefined;
}

const LEAST_DRAWS = 20;

/**
 * The acceptability curve with the frontier, at the weights given.
 * @throws Error on fewer than 20 draws, columns that do not fit, or payoffs or weights that are not finite
 */
export function acceptabilityCurve(payoffs: WeightedPayoffs, weights: readonly number[]): AcceptabilityPoint[] {
  const { paths, direction } = payoffs;
  const { base, slope } = checked(payoffs);
  const sign = direction === 'maximize' ? 1 : -1;
  return weights.map((weight) => {
    if (!Number.isFinite(weight)) throw new Error(`acceptability: a weight is ${weight}, must be a finite number`);
    const gains = base.map((column, p) => column.map((gain, draw) => gain + weight * slope[p][draw]));
    const draws = gains[0].length;
    const { alone, tied } = countBest(gains);
    const means = gains.map((column) => moments(column).mean);
    const rows = paths.map((path, p) => ({
      path,
      share: alone[p] / draws,
      ...wilsonInterval(alone[p], draws),
      meanPayoff: sign * means[p],
    }));
    return { weight, paths: rows, tied: tied / draws, frontier: rows[largest(means)[0]] };
  });
}

/**
 * The frontier over a range of weights, exactly: expected payoffs are straight lines in the weight, and this is the upper
 * envelope of their means. The segments join and cover the range.
 * @throws Error as acceptabilityCurve does, or on a range whose end is not above its beginning
 */
export function frontier(payoffs: WeightedPayoffs, from: number, to: number): FrontierSegment[] {
  const { base, slope } = checked(payoffs);
  if (!(Number.isFinite(from) && Number.isFinite(to) && from < to)) {
    throw new Error(`frontier: the weights go from ${from} to ${to}, the end must be above the beginning`);
  }
  const bases = base.map((column) => moments(column).mean);
  const slopes = slope.map((column) => moments(column).mean);
  const segments: FrontierSegment[] = [];
  let current = firstOf(bases, slopes, from);
  let start = from;
  for (;;) {
    // The line that the current one meets first further on, and of several the steepest.
    let next: { path: number; weight: number } | undefined;
    for (let path = 0; path < slopes.length; path++) {
      if (!(slopes[path] > slopes[current])) continue;
      const weight = Math.max(start, (bases[current] - bases[path]) / (slopes[path] - slopes[current]));
      const sooner = next === undefined || weight < next.weight;
      if (weight < to && (sooner || (weight === next!.weight && slopes[path] > slopes[next!.path]))) {
        next = { path, weight };
      }
    }
    const path = payoffs.paths[current];
    if (next === undefined) return [...segments, { path, from: start, to, toInterval: undefined }];
    const lead = base[current].map((gain, draw) => gain - base[next.path][draw]);
    const catchUp = slope[next.path].map((rate, draw) => rate - slope[current][draw]);
    segments.push({ path, from: start, to: next.weight, toInterval: fiellerInterval(lead, catchUp) });
    current = next.path;
    start = next.weight;
  }
}

/** In how many draws each path alone is the best, and in how many several share the first place. */
function countBest(gains: readonly Float64Array[]): { alone: Float64Array; tied: number } {
  const alone = new Float64Array(gains.length);
  let tied = 0;
  for (let draw = 0; draw < gains[0].length; draw++) {
    let first = 0;
    for (let path = 1; path < gains.length; path++) if (gains[path][draw] > gains[first][draw]) first = path;
    let shared = false;
    for (let path = 0; path < gains.length && !shared; path++) {
      shared = path !== first && isTie(gains[path][draw], gains[first][draw]);
    }
    if (shared) tied++;
    else alone[first]++;
  }
  return { alone, tied };
}

/** The best at the first weight, and of several the one that stays best just above it. */
function firstOf(bases: readonly number[], slopes: readonly number[], weight: number): number {
  const tied = largest(bases.map((value, path) => value + weight * slopes[path]));
  return tied.reduce((best, path) => (slopes[path] > slopes[best] ? path : best));
}

/** Base and slope so that larger is better. */
function checked({ paths, base, slope, direction }: WeightedPayoffs) {
  const gains = {
    base: gainsOf({ paths, values: base, direction }, 'acceptability, base', LEAST_DRAWS),
    slope: gainsOf({ paths, values: slope, direction }, 'acceptability, slope', LEAST_DRAWS),
  };
  const [draws, others] = [gains.base[0].length, gains.slope[0].length];
  if (draws !== others)
    throw new Error(`acceptability: base has ${draws} draws and slope ${others}, both need the same`);
  return gains;
}
