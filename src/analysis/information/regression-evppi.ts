/**
 * The one-level estimator of the expected value of partial perfect information (Strong, Oakley & Brennan 2014): the
 * regression of the payoffs on what would be known estimates what would be expected of each path once it is known.
 */
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { uniformStream } from '../../random/stream.ts';
import { choleskyFactor } from '../linear-algebra.ts';
import { shuffled } from '../resampling.ts';
import { type Interval, moments, quantile } from '../statistics.ts';
import type { RegressionDesign } from './penalised-regression.ts';
import { type DiagonalBasis, fitPenalised, fittedRows, type PenalisedFit } from './penalised-regression.ts';

/** What the payoffs are regressed as: every path's gain beside that of the path with the best mean. */
export interface Differences {
  /** One array of draws for each path but the best; their means are at most 0. */
  readonly columns: readonly Float64Array[];
  readonly draws: number;
}

export interface RegressionEvppi extends Interval {
  /** At least 0 and at most the EVPI of the same draws. */
  readonly value: number;
  /** Of the regression's coefficients and of the draws that are averaged over, together. */
  readonly standardError: number;
  /**
   * How much the value is likely to lie above the truth because the best of several estimates is too good, by simulation
   * from the coefficients' posterior; low is reckoned from the value less this.
   */
  readonly bias: number;
  /** The most effective degrees of freedom that a path took. */
  readonly freedom: number;
}

/** The value that a parameter which has nothing to do with the payoffs would get, by chance alone. */
export interface NoiseFloor {
  readonly mean: number;
  /** Exceeded by one such parameter in twenty. */
  readonly p95: number;
}

export interface EvppiOptions {
  /** Not empty. */
  readonly seed: string;
  /** Simulations from the posterior of the coefficients. Default 200. */
  readonly simulations?: number;
  /** Permutations for the noise floor and the p-value. Default 99. */
  readonly permutations?: number;
}

/** Rows on which simulations are averaged; more would change them by less than their own noise. */
const MOST_SIMULATED_ROWS = 250;

/** Gains of the other paths less those of the path with the best mean. */
export function differencesFromBest(gains: readonly Float64Array[]): Differences {
  const means = gains.map((column) => moments(column).mean);
  const best = means.indexOf(Math.max(...means));
  const columns = gains
    .filter((_, path) => path !== best)
    .map((column) => column.map((gain, draw) => gain - gains[best][draw]));
  return { columns, draws: gains[0].length };
}

/** EVPI of the same draws: what no EVPPI may exceed. */
export function evpiOf({ columns, draws }: Differences): number {
  let sum = 0;
  for (let draw = 0; draw < draws; draw++) {
    let top = 0;
    for (const column of columns) top = Math.max(top, column[draw]);
    sum += top;
  }
  return sum / draws;
}

/** Fits every column of differences. */
export function fitDifferences({ basis, rowOf }: RegressionDesign, { columns, draws }: Differences): PenalisedFit[] {
  return columns.map((column) => fitPenalised(basis, rowSums(basis, rowOf, column), sumOfSquares(column), draws));
}

/**
 * EVPPI with its interval.
 * @param key tells its random numbers from those of others under the same seed
 */
export function regressionEvppi(
  design: RegressionDesign,
  differences: Differences,
  { seed, simulations = 200 }: EvppiOptions,
  key: string,
): RegressionEvppi {
  const { basis, rowOf } = design;
  const { columns, draws } = differences;
  const fits = fitDifferences(design, differences);
  const counts = rowCounts(basis, rowOf);
  const fitted = fits.map(({ coefficients }) => fittedRows(basis, coefficients));
  const raw = gainFromKnowing(fitted, counts, draws);
  const simulated = simulate(design, differences, fits, fitted, simulations, uniformStream(seed, 'EVPPI', key));
  const standardError = Math.sqrt(simulated.variance + valueVariance(fitted, counts, draws));
  const z = normalQuantile(0.975, 0, 1);
  return {
    value: Math.min(raw, evpiOf(differences)),
    standardError,
    low: Math.max(0, raw - Math.max(0, simulated.bias) - z * standardError),
    high: raw + z * standardError,
    bias: simulated.bias,
    freedom: columns.length === 0 ? 0 : Math.max(...fits.map(({ freedom }) => freedom)),
  };
}

/** Values of permuted parameters, ascending: the payoffs of all paths stay together, and their tie to the parameter is cut. */
export function permutedValues(
  { basis, rowOf }: RegressionDesign,
  { columns, draws }: Differences,
  { seed, permutations = 99 }: EvppiOptions,
  key: string,
): Float64Array {
  const counts = rowCounts(basis, rowOf);
  const squares = columns.map(sumOfSquares);
  return Float64Array.from({ length: permutations }, (_, index) => {
    const order = shuffled(draws, uniformStream(seed, 'EVPPI permutation', key, String(index)));
    const permuted = order.map((draw) => rowOf[draw]);
    const fitted = columns.map((column, c) => {
      const fit = fitPenalised(basis, rowSums(basis, permuted, column), squares[c], draws);
      return fittedRows(basis, fit.coefficients);
    });
    return gainFromKnowing(fitted, counts, draws);
  }).sort();
}

export function noiseFloor(permuted: Float64Array): NoiseFloor {
  return { mean: moments(permuted).mean, p95: quantile(permuted, 0.95) };
}

/** Share of the permuted values that are as large, the value itself counted in: a permutation test. */
export function permutationP(permuted: Float64Array, value: number): number {
  return (1 + permuted.filter((other) => other >= value).length) / (1 + permuted.length);
}

/** Mean over the draws of the best fitted gain, less the best of the means; the path with the best mean has 0 throughout. */
export function gainFromKnowing(fitted: readonly Float64Array[], weights: ArrayLike<number>, total: number): number {
  let sum = 0;
  const sums = fitted.map(() => 0);
  for (let row = 0; row < weights.length; row++) {
    let top = 0;
    for (let c = 0; c < fitted.length; c++) {
      const value = fitted[c][row];
      sums[c] += weights[row] * value;
      if (value > top) top = value;
    }
    sum += weights[row] * top;
  }
  return Math.max(0, sum / total - Math.max(0, ...sums.map((column) => column / total)));
}

/** How many draws each row stands for. */
export function rowCounts({ rows }: DiagonalBasis, rowOf: Uint32Array): Float64Array {
  const counts = new Float64Array(rows);
  for (const row of rowOf) counts[row]++;
  return counts;
}

/** Variance of the mean of the best fitted gain, from the draws it is the mean of. */
function valueVariance(fitted: readonly Float64Array[], counts: Float64Array, draws: number): number {
  let sum = 0;
  let squares = 0;
  for (let row = 0; row < counts.length; row++) {
    let top = 0;
    for (const column of fitted) top = Math.max(top, column[row]);
    sum += counts[row] * top;
    squares += counts[row] * top * top;
  }
  return Math.max(0, squares / draws - (sum / draws) * (sum / draws)) / draws;
}

/**
 * Draws coefficients from their posterior, jointly for all paths, whose residuals hang together, and computes the value
 * with them.
 */
function simulate(
  { basis, rowOf }: RegressionDesign,
  { columns, draws }: Differences,
  fits: readonly PenalisedFit[],
  fitted: readonly Float64Array[],
  simulations: number,
  uniform: () => number,
): { bias: number; variance: number } {
  const paths = columns.length;
  const size = basis.size;
  const factor = residualFactor(columns, rowOf, fits, fitted, draws);
  const rows = spreadRows(rowCounts(basis, rowOf), draws);
  const features = new Float64Array(rows.length * size);
  rows.forEach((row, i) => {
    features.set(basis.features.subarray(row * size, (row + 1) * size), i * size);
  });
  const thinned: DiagonalBasis = { ...basis, rows: rows.length, features };
  const ones = new Float64Array(rows.length).fill(1);
  const deviations = fits.map(({ shrinkage }) => shrinkage.map(Math.sqrt));
  const here = gainFromKnowing(
    fits.map(({ coefficients }) => fittedRows(thinned, coefficients)),
    ones,
    rows.length,
  );
  const noise = new Float64Array(paths);
  const drawn = fits.map(() => new Float64Array(size));
  const values = Float64Array.from({ length: simulations }, () => {
    for (let j = 0; j < size; j++) {
      for (let c = 0; c < paths; c++) noise[c] = normalQuantile(uniform(), 0, 1);
      for (let c = 0; c < paths; c++) {
        let error = 0;
        for (let k = 0; k <= c; k++) error += factor[c * paths + k] * noise[k];
        drawn[c][j] = fits[c].coefficients[j] + deviations[c][j] * error;
      }
    }
    return gainFromKnowing(
      drawn.map((coefficients) => fittedRows(thinned, coefficients)),
      ones,
      rows.length,
    );
  });
  const { mean, sd } = moments(values);
  return { bias: mean - here, variance: sd * sd };
}

/** Cholesky factor of the residuals' covariance between paths; only their variances when it has none. */
function residualFactor(
  columns: readonly Float64Array[],
  rowOf: Uint32Array,
  fits: readonly PenalisedFit[],
  fitted: readonly Float64Array[],
  draws: number,
): Float64Array {
  const paths = columns.length;
  const covariance = new Float64Array(paths * paths);
  const residual = columns.map((column, c) => column.map((value, draw) => value - fitted[c][rowOf[draw]]));
  for (let a = 0; a < paths; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = 0;
      for (let draw = 0; draw < draws; draw++) sum += residual[a][draw] * residual[b][draw];
      const room = Math.max(1, draws - Math.max(fits[a].freedom, fits[b].freedom));
      covariance[a * paths + b] = sum / room;
    }
  }
  const factor = choleskyFactor(covariance, paths);
  if (factor) return factor;
  const diagonal = new Float64Array(paths * paths);
  for (let a = 0; a < paths; a++) diagonal[a * paths + a] = Math.sqrt(covariance[a * paths + a]);
  return diagonal;
}

/** Rows in equal distances of draws, so that each stands for as many. */
export function spreadRows(counts: Float64Array, draws: number): Uint32Array {
  const wanted = Math.min(draws, MOST_SIMULATED_ROWS);
  const rows = new Uint32Array(wanted);
  let row = 0;
  let below = counts[0];
  for (let i = 0; i < wanted; i++) {
    while (below <= ((i + 0.5) * draws) / wanted && row < counts.length - 1) below += counts[++row];
    rows[i] = row;
  }
  return rows;
}

function rowSums({ rows }: DiagonalBasis, rowOf: Uint32Array, column: Float64Array): Float64Array {
  const sums = new Float64Array(rows);
  for (let draw = 0; draw < column.length; draw++) sums[rowOf[draw]] += column[draw];
  return sums;
}

function sumOfSquares(column: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < column.length; i++) sum += column[i] * column[i];
  return sum;
}
