/** From uniforms to worlds: computes every quantity of a draw, in an order in which each finds what it reads. */
import type { World } from '../deterrence/world.ts';
import type { Scenario } from './scenario.ts';

/** One column of params.csv: a quantity that varies or that a path sets differently. */
export interface SampledColumn {
  /** Quantity id, or `path:id` where a path sets it differently. */
  readonly name: string;
  /** Index of the path whose value it shows; any path shows a shared value. */
  readonly path: number;
  readonly id: string;
}

/** Draws a fresh uniform for the attempt-th resampling (from 1) of a quantity: `outside: resample`. */
export type Resample = (key: string, attempt: number) => number;

export interface Sampler {
  /** Keys of the uniforms a draw needs, in the order of the `uniforms` handed to `sample`. The same for all paths. */
  readonly uniformKeys: readonly string[];
  readonly columns: readonly SampledColumn[];
  /**
   * Computes the world of one path from the uniforms of one draw.
   * @param path index in scenario.paths
   * @param draw draw id, for messages
   * @param columnValues filled at the positions of the columns that show this path (length columns.length)
   * @throws SampleError if a value lies outside its range, or cannot be computed
   */
  sample(path: number, draw: number, uniforms: Float64Array, resample: Resample, columnValues: Float64Array): World;
}

export type CreateSampler = (scenario: Scenario) => Sampler;
