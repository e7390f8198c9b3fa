/** EVPPI by brute force: for each value of what would be known, new draws of everything else. */

import type { Direction } from '../payoffs.ts';
import { requireDraws } from '../payoffs.ts';
import { type Interval, moments, studentQuantile } from '../statistics.ts';

export interface NestedOptions {
  readonly paths: readonly string[];
  readonly direction: Direction;
  /** Number of values of what would be known, drawn from its prior. */
  readonly outer: number;
  /** Draws of everything else for each of them; even. */
  readonly inner: number;
  /**
   * Writes the payoff of every path, in order, in inner draw `inner` of outer draw `outer`. What would be known must be the
   * same for all inner draws of an outer one, and everything else must be drawn anew, given it.
   */
  readonly evaluate: (outer: number, inner: number, payoffs: Float64Array) => void;
}

export interface NestedEvppi extends Interval {
  /**
   * With the bias of the inner means taken out as far as it falls with 1/inner; can be below 0 by chance. low and high are
   * Student's 95 % interval over the outer draws, from 0 up.
   */
  readonly value: number;
  readonly standardError: number;
  /** The plain two-level estimate, too large because the best of noisy means is too good. */
  readonly plain: number;
  /** Standard error of the plain estimate. */
  readonly plainStandardError: number;
  /** Calls of `evaluate`. */
  readonly evaluations: number;
}

const LEAST_OUTER = 30;
const LEAST_INNER = 2;

/**
 * Two-level Monte Carlo (Brennan et al. 2007). The correction compares the best of all inner means with the best in each
 * half of them, whose bias is twice as large (Giles & Goda 2019), in every outer draw.
 * @throws Error on fewer than 30 outer or 2 inner draws, an odd number of inner ones, or a payoff that is not finite
 */
export function nestedEvppi({ paths, direction, outer, inner, evaluate }: NestedOptions): NestedEvppi {
  requireDraws('nested EVPPI, outer level', outer, LEAST_OUTER);
  requireDraws('nested EVPPI, inner level', inner, LEAST_INNER);
  if (inner % 2 !== 0) throw new Error(`nested EVPPI: ${inner} inner draws, an even number is needed`);
  const sign = direction === 'maximize' ? 1 : -1;
  const payoffs = new Float64Array(paths.length);
  const plainTop = new Float64Array(outer);
  const halfTop = new Float64Array(outer);
  const means = paths.map(() => new Float64Array(outer));
  for (let o = 0; o < outer; o++) {
    const halves = [new Float64Array(paths.length), new Float64Array(paths.length)];
    for (let i = 0; i < inner; i++) {
      evaluate(o, i, payoffs);
      const half = halves[i < inner / 2 ? 0 : 1];
      for (let p = 0; p < paths.length; p++) {
        if (!Number.isFinite(payoffs[p])) {
          throw new Error(`nested EVPPI: the payoff of ${paths[p]} is ${payoffs[p]}, a finite number is needed`);
        }
        half[p] += (2 * sign * payoffs[p]) / inner;
      }
    }
    paths.forEach((_, p) => {
      means[p][o] = (halves[0][p] + halves[1][p]) / 2;
    });
    plainTop[o] = Math.max(...means.map((column) => column[o]));
    halfTop[o] = (Math.max(...halves[0]) + Math.max(...halves[1])) / 2;
  }
  const expected = means.map((column) => moments(column).mean);
  const best = means[expected.indexOf(Math.max(...expected))];
  const plain = moments(plainTop.map((top, o) => top - best[o]));
  const corrected = moments(plainTop.map((top, o) => 2 * top - halfTop[o] - best[o]));
  const half = studentQuantile(0.975, outer - 1) * corrected.se;
  return {
    value: corrected.mean,
    standardError: corrected.se,
    low: Math.max(0, corrected.mean - half),
    high: Math.max(0, corrected.mean + half),
    plain: plain.mean,
    plainStandardError: plain.se,
    evaluations: outer * inner,
  };
}
