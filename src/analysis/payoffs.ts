/** What the paths are worth in every draw, under one preference: what robustness and the value of information rest on. */
import { isTie } from './comparison.ts';

export type Direction = 'maximize' | 'minimize';

/** One preference (or metric) over the same draws for every path. */
export interface Payoffs {
  readonly paths: readonly string[];
  /** For each path its value in every draw, in the same order of draws. */
  readonly values: readonly Float64Array[];
  /** Whether larger or smaller values are better. */
  readonly direction: Direction;
}

/**
 * The payoffs so that larger is better: themselves, or their negatives. New arrays.
 * @param method subject of the message, as in "regret"
 * @throws Error on no path, arrays of different lengths, fewer draws than the method needs, or a value that is not finite
 */
export function gainsOf(payoffs: Payoffs, method: string, leastDraws: number): Float64Array[] {
  const { paths, values, direction } = payoffs;
  if (paths.length === 0 || values.length !== paths.length) {
    throw new Error(`${method}: ${values.length} columns of payoffs for ${paths.length} paths, one for each is needed`);
  }
  const draws = values[0].length;
  requireDraws(method, draws, leastDraws);
  values.forEach((column, p) => {
    if (column.length !== draws) {
      throw new Error(
        `${method}: path ${paths[p]} has ${column.length} draws and ${paths[0]} ${draws}, all need the same`,
      );
    }
    const missing = column.findIndex((value) => !Number.isFinite(value));
    if (missing >= 0) {
      throw new Error(
        `${method}: the payoff of ${paths[p]} in draw ${missing} is ${column[missing]}, a finite number is needed`,
      );
    }
  });
  return values.map((column) => (direction === 'maximize' ? column.slice() : column.map((value) => -value)));
}

/** @throws Error if there are fewer draws than the method needs: says how many */
export function requireDraws(method: string, draws: number, least: number): void {
  if (draws < least) throw new Error(`${method}: ${draws} draws, at least ${least} are needed`);
}

/** The draws in which every path has a finite value, ascending: what is left when those with missing values are dropped. */
export function completeDraws(values: readonly Float64Array[]): Uint32Array {
  const draws = Uint32Array.from({ length: values[0]?.length ?? 0 }, (_, draw) => draw);
  return draws.filter((draw) => values.every((column) => Number.isFinite(column[draw])));
}

/** Which entries are as large as the largest, differences of rounding apart, ascending. */
export function largest(values: ArrayLike<number>): number[] {
  let best = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) best = Math.max(best, values[i]);
  const winners: number[] = [];
  for (let i = 0; i < values.length; i++) if (isTie(values[i], best)) winners.push(i);
  return winners;
}
