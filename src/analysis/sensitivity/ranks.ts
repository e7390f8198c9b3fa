/**
 * Rank regression: how the rank of an output moves with the rank of each input, from draws made for something else.
 *
 * R. L. Iman & W. J. Conover, The use of the rank transform in regression, Technometrics 21 (1979); partial rank
 * correlation: A. Saltelli & J. Marivoet, Reliability Engineering and System Safety 28 (1990), and S. Marino et al.,
 * Journal of Theoretical Biology 254 (2008).
 */

import { uniformStream } from '../../random/stream.ts';
import { percentileInterval } from '../resampling.ts';
import { completeDraws } from './draws.ts';
import {
  distanceInterval,
  drawResample,
  type Estimate,
  isConstant,
  requireResamples,
  UNDEFINED_ESTIMATE,
} from './estimate.ts';
import { addRowProducts, BLOCK, paddedToTiles } from './row-products.ts';

/** Variance of an input that the inputs before it leave, as a share, below which it is taken to follow from them. */
const PIVOT_MIN = 1e-9;
/** Coefficient below which an input has no part in another that follows from some. */
const PART_MIN = 1e-6;
/** Coefficient that rounding alone can give. */
const ROUNDING = 1e-9;

export interface RankOptions {
  /** Bootstrap resamples, at least 40. */
  readonly resamples: number;
  readonly seed: string;
}

export interface RankIndex {
  /** Correlation of the ranks of input and output, once the other inputs are taken out of both: PRCC, −1 to 1. */
  readonly partial: Estimate;
  /** Standardised rank regression coefficient, SRRC: ranks of the output, in their standard deviations, for one of the input. */
  readonly coefficient: Estimate;
  /** Variance inflation: 1 where the input's rank does not hang on the others'; NaN where undefined. */
  readonly inflation: number;
  /** Why the input has no index: it has one value, or its ranks follow from those of others that have none either. */
  readonly problem: 'constant' | 'collinear' | undefined;
}

export interface RankResult {
  /** Draws used. */
  readonly draws: number;
  /** Draws left out because a value is missing. */
  readonly missing: number;
  /**
   * Share of the variance of the output's ranks that the regression accounts for; where it is low, so are its merits. About
   * inputs / (draws − 1) of it comes of chance; the interval is of the share at this number of draws, since resampling
   * raises it of itself.
   */
  readonly fit: Estimate;
  /** One for each input; undefined (NaN) when the output does not vary. */
  readonly indices: readonly RankIndex[];
}

/** Draws that rank regression on so many inputs needs. */
export function rankDrawsMin(inputs: number): number {
  return 2 * inputs + 20;
}

/**
 * Regresses the ranks of the output on those of all inputs; equal values share their mean rank. Intervals: percentile
 * bootstrap over draws, with new ranks in each resample.
 * @param inputs values of each input
 * @param output one value for each draw; NaN where missing
 * @throws Error on fewer draws than rankDrawsMin, or too few resamples
 */
export function rankIndices(inputs: readonly Float64Array[], output: Float64Array, options: RankOptions): RankResult {
  const { resamples, seed } = options;
  requireResamples('rank regression', resamples);
  const draws = completeDraws('rank regression', rankDrawsMin(inputs.length), inputs, output);
  const n = draws.output.length;
  const result = { draws: n, missing: draws.missing };
  const columns = [...draws.inputs, draws.output];
  const runs = columns.map(runsOfEquals);
  const counts = new Uint16Array(n).fill(1);
  const correlations = new Float64Array(columns.length * columns.length);

  correlateRanks(runs, counts, correlations);
  const { kept, problems } = independentInputs(draws.inputs, correlations, columns.length);
  if (isConstant(draws.output)) {
    const undefinedIndex = { partial: UNDEFINED_ESTIMATE, coefficient: UNDEFINED_ESTIMATE, inflation: Number.NaN };
    return { ...result, fit: UNDEFINED_ESTIMATE, indices: problems.map((problem) => ({ ...undefinedIndex, problem })) };
  }
  const regression = regress(correlations, columns.length, kept);
  const fits = new Float64Array(resamples);
  const partials = kept.map(() => new Float64Array(resamples));
  const coefficients = kept.map(() => new Float64Array(resamples));
  const uniform = uniformStream(seed, 'rank bootstrap');
  for (let r = 0; r < resamples; r++) {
    drawResample(uniform, counts);
    correlateRanks(runs, counts, correlations);
    const again = regress(correlations, columns.length, kept);
    fits[r] = again.fit;
    kept.forEach((_, k) => {
      partials[k][r] = again.partials[k];
      coefficients[k][r] = again.coefficients[k];
    });
  }
  const indices = problems.map((problem, input) => {
    const k = problem === undefined ? kept.indexOf(input) : -1;
    if (k < 0) return { partial: UNDEFINED_ESTIMATE, coefficient: UNDEFINED_ESTIMATE, inflation: Number.NaN, problem };
    return {
      partial: { value: regression.partials[k], ...percentileInterval(partials[k]) },
      coefficient: { value: regression.coefficients[k], ...percentileInterval(coefficients[k]) },
      inflation: regression.inflations[k],
      problem,
    };
  });
  return { ...result, fit: { value: regression.fit, ...distanceInterval(regression.fit, fits) }, indices };
}

/** For each value its place among the different values, from 0. */
function runsOfEquals(values: Float64Array): Uint32Array {
  const order = Uint32Array.from({ length: values.length }, (_, i) => i).sort((a, b) => values[a] - values[b]);
  const runs = new Uint32Array(values.length);
  for (let i = 1; i < order.length; i++) {
    runs[order[i]] = runs[order[i - 1]] + (values[order[i]] === values[order[i - 1]] ? 0 : 1);
  }
  return runs;
}

/**
 * Writes the correlations between the ranks of all columns, each draw taken `counts` times; NaN for a column with one
 * value. Ranks are halved and centred: (draws below − draws above) / 2, so that their mean is 0, exactly.
 * @param runs for each column the place of each draw among its different values
 */
function correlateRanks(runs: readonly Uint32Array[], counts: Uint16Array, correlations: Float64Array): void {
  const n = counts.length;
  const ranks = runs.map((run) => ranksOfRuns(run, counts));
  const size = runs.length;
  const rows = paddedToTiles(size);
  const [block, weighted] = [new Float64Array(rows * BLOCK), new Float64Array(rows * BLOCK)];
  const sums = new Float64Array(rows * rows);
  for (let start = 0; start < n; start += BLOCK) {
    const length = Math.min(BLOCK, n - start);
    for (let column = 0; column < size; column++) {
      const [run, rankOf] = [runs[column], ranks[column]];
      for (let i = 0; i < length; i++) {
        const rank = rankOf[run[start + i]];
        block[column * BLOCK + i] = rank;
        weighted[column * BLOCK + i] = counts[start + i] * rank;
      }
    }
    addRowProducts(weighted, block, length, rows, rows, sums, true);
  }
  for (let a = 0; a < size; a++) {
    for (let b = a; b < size; b++) {
      const correlation = sums[a * rows + b] / Math.sqrt(sums[a * rows + a] * sums[b * rows + b]);
      correlations[a * size + b] = correlation;
      correlations[b * size + a] = correlation;
    }
  }
}

/** For each different value the halved and centred rank of its draws. */
function ranksOfRuns(runs: Uint32Array, counts: Uint16Array): Float64Array {
  const n = counts.length;
  const ranks = new Float64Array(n);
  for (let i = 0; i < n; i++) ranks[runs[i]] += counts[i];
  for (let run = 0, below = 0; run < n; run++) {
    const equal = ranks[run];
    ranks[run] = below + (equal - n) / 2;
    below += equal;
  }
  return ranks;
}

/**
 * The inputs that the regression keeps: those that vary and do not follow from kept ones before them. An input that
 * follows from others makes them, too, undefined: which of them matters cannot be told.
 */
function independentInputs(inputs: readonly Float64Array[], correlations: Float64Array, size: number) {
  const problems = inputs.map((input): RankIndex['problem'] => (isConstant(input) ? 'constant' : undefined));
  const kept: number[] = [];
  inputs.forEach((_, input) => {
    if (problems[input] === 'constant') return;
    const factor = cholesky(correlations, size, [...kept, input], PIVOT_MIN);
    if (factor !== undefined) {
      kept.push(input);
      return;
    }
    problems[input] = 'collinear';
    const before = cholesky(correlations, size, kept, PIVOT_MIN)!;
    const parts = solve(
      before,
      kept.map((other) => correlations[other * size + input]),
    );
    parts.forEach((part, k) => {
      if (Math.abs(part) > PART_MIN) problems[kept[k]] = 'collinear';
    });
  });
  return { kept, problems };
}

interface Regression {
  readonly fit: number;
  readonly coefficients: readonly number[];
  readonly partials: readonly number[];
  readonly inflations: readonly number[];
}

/** Regression of the last column on those kept; all undefined (NaN) where the resample leaves it without a solution. */
function regress(correlations: Float64Array, size: number, kept: readonly number[]): Regression {
  const output = size - 1;
  const factor = cholesky(correlations, size, kept, PIVOT_MIN / 10);
  const withOutput = kept.map((input) => correlations[input * size + output]);
  if (factor === undefined || withOutput.some(Number.isNaN)) {
    const none = kept.map(() => Number.NaN);
    return { fit: Number.NaN, coefficients: none, partials: none, inflations: none };
  }
  const coefficients = solve(factor, withOutput);
  let fit = 0;
  for (let k = 0; k < kept.length; k++) fit += coefficients[k] * withOutput[k];
  const left = Math.max(0, 1 - fit);
  const inflations = kept.map((_, k) => {
    const unit = kept.map((_, other) => (other === k ? 1 : 0));
    return solve(factor, unit)[k];
  });
  // The partial correlation in terms of the regression; of an input without a coefficient 0, even if nothing is left.
  const partials = coefficients.map((b, k) =>
    Math.abs(b) < ROUNDING ? 0 : b / Math.sqrt(b * b + left * inflations[k]),
  );
  return { fit: Math.min(1, fit), coefficients, partials, inflations };
}

/** Lower Cholesky factor of the chosen rows and columns, by rows; undefined if a pivot is not above the least. */
function cholesky(
  matrix: Float64Array,
  size: number,
  chosen: readonly number[],
  pivotMin: number,
): Float64Array[] | undefined {
  const factor: Float64Array[] = [];
  for (let a = 0; a < chosen.length; a++) {
    const row = new Float64Array(a + 1);
    for (let b = 0; b <= a; b++) {
      let rest = matrix[chosen[a] * size + chosen[b]];
      const other = b === a ? row : factor[b];
      for (let c = 0; c < b; c++) rest -= row[c] * other[c];
      if (b < a) row[b] = rest / other[b];
      else if (rest > pivotMin) row[b] = Math.sqrt(rest);
      else return undefined;
    }
    factor.push(row);
  }
  return factor;
}

/** Solves (factor · factorᵀ) x = right. */
function solve(factor: readonly Float64Array[], right: readonly number[]): number[] {
  const x = [...right];
  for (let a = 0; a < x.length; a++) {
    for (let b = 0; b < a; b++) x[a] -= factor[a][b] * x[b];
    x[a] /= factor[a][a];
  }
  for (let a = x.length - 1; a >= 0; a--) {
    for (let b = a + 1; b < x.length; b++) x[a] -= factor[b][a] * x[b];
    x[a] /= factor[a][a];
  }
  return x;
}
