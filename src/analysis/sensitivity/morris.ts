/**
 * Morris screening: trajectories on a grid along which one input moves at a time, and what its moves do.
 *
 * M. D. Morris, Factorial sampling plans for preliminary computational experiments, Technometrics 33 (1991); mu* and the
 * choice of trajectories: F. Campolongo, J. Cariboni & A. Saltelli, Environmental Modelling & Software 22 (2007).
 */

import { shuffle } from '../../random/shuffle.ts';
import { streamsOf, uniformStream } from '../../random/stream.ts';
import { percentileInterval } from '../resampling.ts';
import { moments } from '../statistics.ts';
import { drawResample, type Estimate, requireResamples } from './estimate.ts';
import { chooseSpread, type Trajectory, trajectoryDistances } from './spread-trajectories.ts';

/** Trajectories below which no spread of effects can be told. */
export const MORRIS_TRAJECTORIES_MIN = 4;

export interface MorrisDesignOptions {
  /** Number of inputs D, at least 1. */
  readonly inputs: number;
  /** Levels p of the grid, even; 4 is usual. */
  readonly levels: number;
  /** Trajectories r; each takes D + 1 rows. */
  readonly trajectories: number;
  /** Random trajectories M from which those farthest apart are chosen; by default as many as trajectories, no choice. */
  readonly candidates?: number;
  readonly seed: string;
  /**
   * Share of each prior that is left out at either end, from 0 to below 0.5: levels go from margin to 1 − margin. With
   * 0, the default, they go from 0 to 1, which a prior without bounds cannot take.
   */
  readonly margin?: number;
}

/** The uniforms of all rows; those of one trajectory follow one another. */
export interface MorrisDesign {
  readonly rows: number;
  /** Length of a move, p / (2(p − 1)), in units of the grid from its lowest to its highest level. */
  readonly jump: number;
  /**
   * Writes the uniforms of one row.
   * @throws RangeError unless row is a whole number from 0 to rows − 1
   */
  fill(row: number, out: Float64Array): void;
}

/**
 * Creates a Morris design. A candidate depends on (seed, inputs, levels) and its number alone.
 * @throws Error on options outside their ranges, or fewer candidates than trajectories
 */
export function createMorrisDesign(options: MorrisDesignOptions): MorrisDesign {
  const { inputs, levels, trajectories, seed, candidates = trajectories, margin = 0 } = options;
  requireWhole('inputs', inputs, 1);
  requireWhole('levels', levels, 2);
  requireWhole('trajectories', trajectories, 1);
  requireWhole('candidates', candidates, trajectories);
  if (levels % 2 !== 0) throw new Error(`Morris: levels is ${levels}, must be even`);
  if (!(margin >= 0 && margin < 0.5)) throw new Error(`Morris: margin is ${margin}, must be from 0 to below 0.5`);
  const streams = streamsOf(seed, 'morris trajectory', String(inputs), String(levels));
  const all = Array.from({ length: candidates }, (_, i) => randomTrajectory(inputs, levels, streams(String(i))));
  const chosen =
    candidates === trajectories
      ? all
      : chooseSpread(trajectoryDistances(all), candidates, trajectories).map((i) => all[i]);
  const rows = trajectories * (inputs + 1);
  return {
    rows,
    jump: levels / (2 * (levels - 1)),
    fill(row, out) {
      if (!Number.isInteger(row) || row < 0 || row >= rows) {
        throw new RangeError(`row is ${row}, must be a whole number from 0 to ${rows - 1}`);
      }
      const { start, steps } = chosen[Math.floor(row / (inputs + 1))];
      for (let i = 0; i < inputs; i++) out[i] = start[i];
      for (let step = 0; step < row % (inputs + 1); step++) out[steps[step].input] += steps[step].change;
      for (let i = 0; i < inputs; i++) out[i] = margin + (1 - 2 * margin) * (out[i] / (levels - 1));
    },
  };
}

function requireWhole(name: string, value: number, least: number): void {
  if (!Number.isInteger(value) || value < least) {
    throw new Error(`Morris: ${name} is ${value}, must be a whole number of at least ${least}`);
  }
}

/** Each input half the grid up from a level of its lower half, or as far down from its upper half; in random order. */
function randomTrajectory(inputs: number, levels: number, uniform: () => number): Trajectory {
  const half = levels / 2;
  const start = new Int32Array(inputs);
  const steps = Array.from({ length: inputs }, (_, input) => {
    const low = Math.floor(uniform() * half);
    const isUp = uniform() < 0.5;
    start[input] = isUp ? low : low + half;
    return { input, change: isUp ? half : -half };
  });
  shuffle(steps, uniform);
  return { start, steps };
}

export interface MorrisOptions {
  readonly inputs: number;
  /** Length of a move, as the design has it. */
  readonly jump: number;
  /** Bootstrap resamples over trajectories, at least 40. */
  readonly resamples: number;
  readonly seed: string;
}

/** What the moves of one input do. Without effects, and for sigma with fewer than two, undefined (NaN). */
export interface MorrisEffects {
  /** Trajectories in which the output is there on both sides of the move. */
  readonly effects: number;
  /** Mean effect. */
  readonly mu: Estimate;
  /** Mean size of the effect: how much the input matters. */
  readonly muStar: Estimate;
  /** Standard deviation of the effects, divisor n − 1: how much its effect hangs on itself and on the others. */
  readonly sigma: Estimate;
}

/**
 * Computes elementary effects, (change of the output) / jump for a move upward, and their summary for each input.
 * Intervals: percentile bootstrap over trajectories; those of trajectories chosen for their spread are rough. An output
 * that does not vary has effects of 0.
 * @param points inputs of each row, by rows; in each row of a trajectory after its first, one input differs from the row
 *   before, each input once. Only the direction of a move is read from them.
 * @param outputs one for each row; NaN where missing
 * @throws Error on fewer than MORRIS_TRAJECTORIES_MIN trajectories, rows that are no trajectories, or too few resamples
 */
export function morrisEffects(points: Float64Array, outputs: Float64Array, options: MorrisOptions): MorrisEffects[] {
  const { inputs, jump, resamples, seed } = options;
  requireResamples('Morris', resamples);
  const trajectories = outputs.length / (inputs + 1);
  if (!Number.isInteger(trajectories) || points.length !== outputs.length * inputs) {
    throw new Error(
      `Morris: ${outputs.length} outputs and ${points.length} values of ${inputs} inputs do not make whole trajectories of ${inputs + 1} rows`,
    );
  }
  if (trajectories < MORRIS_TRAJECTORIES_MIN) {
    throw new Error(`Morris: ${trajectories} trajectories, at least ${MORRIS_TRAJECTORIES_MIN} are needed`);
  }
  const effects = effectsOfMoves(points, outputs, inputs, trajectories, jump);
  const counts = new Uint16Array(trajectories);
  const resampled = effects.map(() => [0, 1, 2].map(() => new Float64Array(resamples)));
  const uniform = uniformStream(seed, 'morris bootstrap');
  for (let r = 0; r < resamples; r++) {
    drawResample(uniform, counts);
    effects.forEach((values, input) => {
      summarise(repeat(values, counts)).forEach((value, i) => {
        resampled[input][i][r] = value;
      });
    });
  }
  return effects.map((values, input) => {
    const there = values.filter((value) => !Number.isNaN(value));
    const [mu, muStar, sigma] = summarise(there).map((value, i) => ({
      value,
      ...percentileInterval(resampled[input][i]),
    }));
    return { effects: there.length, mu, muStar, sigma };
  });
}

/** For each input its effect in each trajectory. */
function effectsOfMoves(
  points: Float64Array,
  outputs: Float64Array,
  inputs: number,
  trajectories: number,
  jump: number,
): Float64Array[] {
  const effects = Array.from({ length: inputs }, () => new Float64Array(trajectories));
  for (let trajectory = 0; trajectory < trajectories; trajectory++) {
    const moved = new Set<number>();
    for (let step = 1; step <= inputs; step++) {
      const row = trajectory * (inputs + 1) + step;
      const input = movedInput(points, row, inputs);
      if (input === undefined || moved.has(input)) {
        throw new Error(
          `Morris: from row ${row} to row ${row + 1} exactly one input must move, and each once in a trajectory`,
        );
      }
      moved.add(input);
      const isUp = points[row * inputs + input] > points[(row - 1) * inputs + input];
      const change = outputs[row] - outputs[row - 1];
      effects[input][trajectory] = (isUp ? change : -change) / jump;
    }
  }
  return effects;
}

/** The input in which a row differs from the row before, if it is one. */
function movedInput(points: Float64Array, row: number, inputs: number): number | undefined {
  let moved: number | undefined;
  for (let i = 0; i < inputs; i++) {
    if (points[row * inputs + i] === points[(row - 1) * inputs + i]) continue;
    if (moved !== undefined) return undefined;
    moved = i;
  }
  return moved;
}

/** The values that are there, each as often as the resample has its trajectory. */
function repeat(values: Float64Array, counts: Uint16Array): Float64Array {
  const repeated: number[] = [];
  for (let i = 0; i < values.length; i++) {
    if (!Number.isNaN(values[i])) for (let k = 0; k < counts[i]; k++) repeated.push(values[i]);
  }
  return Float64Array.from(repeated);
}

function summarise(effects: Float64Array): [mu: number, muStar: number, sigma: number] {
  const { mean, sd } = moments(effects);
  return [mean, moments(effects.map(Math.abs)).mean, sd];
}
