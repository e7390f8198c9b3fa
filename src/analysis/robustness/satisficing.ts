import { requireDraws } from '../payoffs.ts';
import { type Interval, wilsonInterval } from '../statistics.ts';
import type { CountedSample } from './counted-sample.ts';

export interface SatisficingShare extends Interval {
  /** Share of the draws in which the path meets the requirement; low and high are Wilson's 95 % interval. */
  readonly share: number;
  readonly met: number;
  readonly draws: number;
}

/**
 * Domain criterion with a requirement: the share of draws in which a path is good enough (Starr 1962; Simon 1956).
 * @param met 1 in the draws that meet it, else 0
 * @throws Error without draws, or on a value that is neither 0 nor 1
 */
export function satisficing(met: Uint8Array): SatisficingShare {
  requireDraws('satisficing', met.length, 1);
  let count = 0;
  for (const value of met) {
    if (value > 1) throw new Error(`satisficing: a draw is marked ${value}, must be 0 or 1`);
    count += value;
  }
  return { share: count / met.length, ...wilsonInterval(count, met.length), met: count, draws: met.length };
}

/**
 * Starr's domain criterion with a threshold of the payoff itself: the share of draws in which the gain is at least as
 * large.
 */
export function shareAtLeast({ values, counts, total }: CountedSample, threshold: number): number {
  let reached = 0;
  for (let i = values.length - 1; i >= 0 && values[i] >= threshold; i--) reached += counts[i];
  return reached / total;
}
