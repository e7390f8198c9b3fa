/**
 * How much of the spread of an answer comes from parameters that nobody knows, and how much from how the game is solved:
 * the analysis of variance of draws crossed with solutions, all solutions in the same draws.
 */

import { percentileInterval, type ResamplingOptions, resample } from '../resampling.ts';
import { type Interval, moments } from '../statistics.ts';

/** A part of the variance and its share of the whole; the intervals are 95 %, by bootstrap over draws. */
interface VariancePart extends Interval {
  readonly variance: number;
  readonly share: number;
}

/**
 * The parts of the variance of a value over draws and solutions. The solutions are all that there are, with their
 * weights, and no sample of others; the draws are a sample.
 */
export interface VarianceParts {
  /** Variance between the means of the solutions: what it would be worth to know which holds. */
  readonly solutions: VariancePart;
  /** Variance over draws of the mean over solutions: what parameters do whatever the solution. */
  readonly parameters: VariancePart;
  /** What is left: parameters that do one thing under one solution and another under another. */
  readonly interaction: VariancePart;
  readonly total: number;
  /** For each solution its weighted squared distance from the mean of all, as a share of the sum of these. */
  readonly contributions: readonly number[];
}

export interface VarianceOptions extends ResamplingOptions {
  /** One for each solution, at least 0, with a sum above 0; divided by their sum. */
  readonly weights: readonly number[];
}

const LEAST_DRAWS = 10;

/**
 * Splits the variance by the law of total variance, Var = Var_v(E[Y|v]) + E_v(Var[Y|v]), and the second part into what
 * all solutions have in common and the rest. Unbiased for independent draws: the variance between means that the sampling
 * of draws alone brings about is taken off, and nothing is left below 0 (Searle, Casella & McCulloch 1992, ch. 4).
 * @param values for each solution its value in the same draws
 * @throws Error on weights that do not fit, draws that are not the same, or fewer than ten of them
 */
export function splitVariance(values: readonly Float64Array[], options: VarianceOptions): VarianceParts {
  const weights = normalised(options.weights, values.length);
  const draws = values[0].length;
  if (values.some((column) => column.length !== draws)) {
    throw new Error('variance by solutions: not all solutions have the same draws');
  }
  if (draws < LEAST_DRAWS) {
    throw new Error(`variance by solutions: ${draws} draws, at least ${LEAST_DRAWS} are needed`);
  }
  const common = new Float64Array(draws);
  values.forEach((column, v) => {
    for (let d = 0; d < draws; d++) common[d] += weights[v] * column[d];
  });
  // Sums of squares lose digits where the mean is large: it is taken off first.
  const centre = moments(common).mean;
  const deviations = values.map((column) => column.map((value, d) => value - common[d]));
  const parts = common.map((value) => value - centre);
  const once = new Uint32Array(draws).fill(1);
  const found = partsOf(parts, deviations, weights, once, 1);

  const { resamples } = options;
  const shares = [0, 1, 2].map(() => new Float64Array(resamples));
  resample('variance by solutions', draws, options, (counts, index) => {
    // The draws at hand have that much variance between means by chance already, and resamples add as much again.
    const again = partsOf(parts, deviations, weights, counts, 2);
    const whole = again.solutions + again.parameters + again.interaction;
    [again.solutions, again.parameters, again.interaction].forEach((variance, part) => {
      shares[part][index] = whole > 0 ? variance / whole : Number.NaN;
    });
  });
  const total = found.solutions + found.parameters + found.interaction;
  const part = (variance: number, index: number): VariancePart => ({
    variance,
    share: total > 0 ? variance / total : Number.NaN,
    ...percentileInterval(shares[index]),
  });
  const squares = deviations.map((column, v) => {
    const { mean } = moments(column);
    return weights[v] * mean * mean;
  });
  const between = squares.reduce((sum, square) => sum + square, 0);
  return {
    solutions: part(found.solutions, 0),
    parameters: part(found.parameters, 1),
    interaction: part(found.interaction, 2),
    total,
    contributions: squares.map((square) => (between > 0 ? square / between : 0)),
  };
}

function normalised(weights: readonly number[], solutions: number): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  if (solutions === 0 || weights.length !== solutions) {
    throw new Error(
      `variance by solutions: ${weights.length} weights for ${solutions} solutions, one for each is needed`,
    );
  }
  if (!weights.every((weight) => Number.isFinite(weight) && weight >= 0) || !(sum > 0)) {
    throw new Error(
      `variance by solutions: the weights are ${weights.join(', ')}, must be at least 0 with a sum above 0`,
    );
  }
  return weights.map((weight) => weight / sum);
}

/**
 * @param common by draws the mean over solutions
 * @param deviations by solutions and draws what the solution differs from it
 * @param counts how often each draw counts
 * @param corrections how many times the variance between means that sampling brings about is taken off
 */
function partsOf(
  common: Float64Array,
  deviations: readonly Float64Array[],
  weights: readonly number[],
  counts: Uint32Array,
  corrections: number,
): { solutions: number; parameters: number; interaction: number } {
  const draws = common.length;
  const spread = (column: Float64Array): { mean: number; variance: number } => {
    let sum = 0;
    for (let d = 0; d < draws; d++) sum += counts[d] * column[d];
    const mean = sum / draws;
    let squares = 0;
    for (let d = 0; d < draws; d++) squares += counts[d] * (column[d] - mean) * (column[d] - mean);
    return { mean, variance: squares / (draws - 1) };
  };
  let between = 0;
  let interaction = 0;
  deviations.forEach((column, v) => {
    const { mean, variance } = spread(column);
    between += weights[v] * mean * mean;
    interaction += weights[v] * variance;
  });
  return {
    solutions: Math.max(0, between - (corrections * interaction) / draws),
    parameters: spread(common).variance,
    interaction,
  };
}
