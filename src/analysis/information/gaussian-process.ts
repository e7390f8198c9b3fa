/** Regression of payoffs on several parameters at once, by a Gaussian process through a number of inducing draws. */
import exp from '@stdlib/math-base-special-exp';
import { choleskyFactor, solveLower, symmetricEigen } from '../linear-algebra.ts';
import { type DiagonalBasis, gramMatrix, multiply } from './diagonal-basis.ts';
import { fitPenalised, type RegressionDesign, regressionDesign } from './penalised-regression.ts';

/** Draws through which the process is described; the rest are reached through them (subset of regressors, Silverman 1985). */
const MOST_INDUCING = 200;
/** Draws on which the length scale is chosen. */
const MOST_FOR_SCALE = 2000;
/** In standard deviations of the weighted distance. */
const LENGTH_SCALES = [0.5, 1, 2, 4];

/** Parameters of a group as normal scores by draw, and how much each counts in the distance between draws (sum 1). */
export interface GroupScores {
  readonly scores: readonly Float64Array[];
  readonly weights: readonly number[];
}

/**
 * Design whose penalised fit is the posterior mean of a Gaussian process with an intercept, a linear and a squared
 * exponential kernel (Rasmussen & Williams 2006, 8.3.1). The length scale predicts best over
 * all columns together; the ratio of noise to signal is chosen by each fit.
 * @param columns what will be fitted, one value a draw
 */
export function gaussianProcessDesign(group: GroupScores, columns: readonly Float64Array[]): RegressionDesign {
  const draws = columns[0].length;
  const inducing = strided(draws, MOST_INDUCING);
  const chooseOn = strided(draws, MOST_FOR_SCALE);
  const chosen = columns.map((column) => Float64Array.from(chooseOn, (draw) => column[draw]));
  let best: { criterion: number; scale: number; design?: RegressionDesign } = {
    criterion: Number.POSITIVE_INFINITY,
    scale: LENGTH_SCALES[0],
  };
  for (const scale of LENGTH_SCALES) {
    const design = designOf(processBasis(group, chooseOn, inducing, scale));
    let criterion = 1;
    for (const column of chosen) {
      criterion *= fitPenalised(design, column).criterion;
    }
    if (criterion < best.criterion) best = { criterion, scale, design };
  }
  if (best.design !== undefined && chooseOn.length === draws) return best.design;
  const all = Uint32Array.from({ length: draws }, (_, draw) => draw);
  return designOf(processBasis(group, all, inducing, best.scale));
}

function designOf(basis: DiagonalBasis): RegressionDesign {
  return regressionDesign(
    basis,
    Uint32Array.from({ length: basis.rows }, (_, row) => row),
    false,
  );
}

/** The draws 0, s, 2s, …: at most so many. */
function strided(draws: number, most: number): Uint32Array {
  const count = Math.min(draws, most);
  return Uint32Array.from({ length: count }, (_, i) => Math.floor((i * draws) / count));
}

function processBasis(group: GroupScores, draws: Uint32Array, inducing: Uint32Array, scale: number): DiagonalBasis {
  const size = inducing.length;
  const among = kernel(group, inducing, inducing, scale);
  for (let i = 0; i < size; i++) among[i * size + i] += 1e-6;
  const factor = choleskyFactor(among, size);
  if (!factor) throw new Error('Gaussian process: the scores of the group are not finite');
  const design = kernel(group, draws, inducing, scale);
  for (let at = 0; at < design.length; at += size) solveLower(factor, size, design.subarray(at, at + size));
  centreColumns(design, size);
  const { values, vectors } = symmetricEigen(gramMatrix(design, size), size);
  // Directions that hardly any draw has are left out; the intercept takes the first place.
  const kept = [...values.keys()].filter((j) => values[j] > 1e-8 * values[size - 1]);
  const width = kept.length + 1;
  const transform = new Float64Array(size * width);
  kept.forEach((j, to) => {
    const length = Math.sqrt(values[j]);
    for (let i = 0; i < size; i++) transform[i * width + to + 1] = vectors[i * size + j] / length;
  });
  const features = multiply(design, transform, size, width);
  const intercept = 1 / Math.sqrt(draws.length);
  for (let row = 0; row < draws.length; row++) features[row * width] = intercept;
  const penalties = Float64Array.of(0, ...kept.map((j) => 1 / values[j]));
  return { rows: draws.length, size: width, features, penalties };
}

/** rows × columns, by rows. */
function kernel(group: GroupScores, rows: Uint32Array, columns: Uint32Array, scale: number): Float64Array {
  const { scores, weights } = group;
  const size = columns.length;
  const dimension = scores.length;
  const lengths = weights.map(Math.sqrt);
  const place = (draws: Uint32Array) => {
    const places = new Float64Array(draws.length * dimension);
    draws.forEach((draw, i) => {
      for (let d = 0; d < dimension; d++) places[i * dimension + d] = lengths[d] * scores[d][draw];
    });
    return places;
  };
  const from = place(rows);
  const to = place(columns);
  const result = new Float64Array(rows.length * size);
  const rate = 1 / (2 * scale * scale);
  for (let i = 0; i < rows.length; i++) {
    for (let j = 0; j < size; j++) {
      let distance = 0;
      let product = 0;
      for (let d = 0; d < dimension; d++) {
        const x = from[i * dimension + d];
        const y = to[j * dimension + d];
        distance += (x - y) * (x - y);
        product += x * y;
      }
      result[i * size + j] = exp(-distance * rate) + product;
    }
  }
  return result;
}

function centreColumns(matrix: Float64Array, size: number): void {
  const rows = matrix.length / size;
  const means = new Float64Array(size);
  for (let row = 0, at = 0; row < rows; row++) for (let j = 0; j < size; j++, at++) means[j] += matrix[at] / rows;
  for (let row = 0, at = 0; row < rows; row++) for (let j = 0; j < size; j++, at++) matrix[at] -= means[j];
}
