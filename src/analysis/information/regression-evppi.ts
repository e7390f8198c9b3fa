/**
 * The one-level estimator of the expected value of partial perfect information (Strong, Oakley & Brennan 2014): the
 * regression of the payoffs on what would be known estimates what would be expected of each path once it is known.
 */
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { permutation } from '../../random/shuffle.ts';
import { uniformStream } from '../../random/stream.ts';
import { type Interval, moments, quantile } from '../statistics.ts';
import { type DiagonalBasis, fittedRows, project } from './diagonal-basis.ts';
import { coarsen, fitPenalised, type PenalisedFit, type RegressionDesign, rowCounts } from './penalised-regression.ts';

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
   * of the coefficients; low is reckoned from the value less this.
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
  /** Simulations of the coefficients. Default 200. */
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
export function fitDifferences(design: RegressionDesign, { columns }: Differences): PenalisedFit[] {
  return columns.map((column) => fitPenalised(design, column));
}

/**
 * Signs by which the residuals are multiplied, −1 or 1 for each draw and simulation (Rademacher), simulations by rows.
 * All parameters and groups can use the same.
 */
export function residualSigns(draws: number, { seed, simulations = 200 }: EvppiOptions): Int8Array {
  const uniform = uniformStream(seed, 'EVPPI signs');
  return Int8Array.from({ length: draws * simulations }, () => (uniform() < 0.5 ? -1 : 1));
}

/**
 * EVPPI with its interval.
 * @param signs of residualSigns
 */
export function regressionEvppi(design: RegressionDesign, differences: Differences, signs: Int8Array): RegressionEvppi {
  const { columns, draws } = differences;
  const fits = fitDifferences(design, differences);
  const counts = rowCounts(design);
  const fitted = fits.map(({ coefficients }) => fittedRows(design.basis, coefficients));
  const raw = gainFromKnowing(fitted, counts, draws);
  const residuals = columns.map((column, c) => {
    // As much larger as the fit has made them smaller.
    const room = Math.sqrt(draws / Math.max(1, draws - fits[c].freedom));
    return column.map((value, draw) => room * (value - fitted[c][design.rowOf[draw]]));
  });
  const simulated = simulate(design, fits, residuals, signs);
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
  design: RegressionDesign,
  { columns, draws }: Differences,
  { seed, permutations = 99 }: EvppiOptions,
  key: string,
): Float64Array {
  const counts = rowCounts(design);
  return Float64Array.from({ length: permutations }, (_, index) => {
    const order = permutation(draws, uniformStream(seed, 'EVPPI permutation', key, String(index)));
    const permuted = { ...design, rowOf: order.map((draw) => design.rowOf[draw]) };
    const fitted = columns.map((column) => fittedRows(design.basis, fitPenalised(permuted, column).coefficients));
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
 * Moves the coefficients as residuals with random signs would have (the wild bootstrap of Wu 1986): jointly for all paths,
 * whose residuals hang together, and whether or not these are as large everywhere. Where they are, the spread is that of
 * the coefficients' posterior, from which Strong et al. draw, which covers the bias of smoothing too (Nychka 1988).
 */
function simulate(
  design: RegressionDesign,
  fits: readonly PenalisedFit[],
  residuals: readonly Float64Array[],
  signs: Int8Array,
): { bias: number; variance: number } {
  const { basis, rowOf } = coarsen(design);
  const { rows, size } = basis;
  const draws = rowOf.length;
  const at = spreadRows(rowCounts(design), draws);
  const features = new Float64Array(at.length * size);
  at.forEach((row, i) => {
    features.set(design.basis.features.subarray(row * size, (row + 1) * size), i * size);
  });
  const shown: DiagonalBasis = { rows: at.length, size, features, penalties: basis.penalties };
  const ones = new Float64Array(at.length).fill(1);
  const worth = (coefficients: readonly Float64Array[]) =>
    gainFromKnowing(
      coefficients.map((of) => fittedRows(shown, of)),
      ones,
      at.length,
    );
  const spread = fits.map(({ shrinkage }) => shrinkage.map(Math.sqrt));
  const sums = new Float64Array(rows);
  const values = Float64Array.from({ length: signs.length / draws }, (_, simulation) => {
    const first = simulation * draws;
    return worth(
      residuals.map((residual, c) => {
        sums.fill(0);
        for (let draw = 0; draw < draws; draw++) sums[rowOf[draw]] += signs[first + draw] * residual[draw];
        const moved = project(basis, sums);
        for (let j = 0; j < size; j++) moved[j] = fits[c].coefficients[j] + spread[c][j] * moved[j];
        return moved;
      }),
    );
  });
  const { mean, sd } = moments(values);
  return { bias: mean - worth(fits.map(({ coefficients }) => coefficients)), variance: sd * sd };
}

/** Rows in equal distances of draws, so that each stands for as many. */
function spreadRows(counts: Float64Array, draws: number): Uint32Array {
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
