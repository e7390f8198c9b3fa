/**
 * Sobol indices: shares of the variance of an output that its inputs account for.
 *
 * First order: A. Saltelli et al., Computer Physics Communications 181 (2010), table 2 (b). Total: M. J. W. Jansen,
 * Computer Physics Communications 117 (1999), (f) of the same table. Second order: A. Saltelli, Computer Physics
 * Communications 145 (2002). Estimators as SALib 1.4.8 has them.
 */

import { uniformStream } from '../../random/stream.ts';
import { percentileInterval } from '../resampling.ts';
import { drawResample, type Estimate, isConstant, requireResamples, UNDEFINED_ESTIMATE } from './estimate.ts';
import { addRowProducts, BLOCK, paddedToTiles } from './row-products.ts';
import { saltelliRowsPerPoint } from './saltelli.ts';

/** Base points below which no index is worth its name. */
export const SOBOL_POINTS_MIN = 32;

export interface SobolIndicesOptions {
  /** Factors of the design: groups, or inputs where there are none. */
  readonly factors: number;
  /** Whether the design has the rows for pairs. */
  readonly secondOrder: boolean;
  /** Bootstrap resamples over base points, at least 40. */
  readonly resamples: number;
  /** Seed of the resamples. */
  readonly seed: string;
}

/** Index of a pair of factors, beyond their first-order indices; factor < other. */
interface SecondOrderIndex extends Estimate {
  readonly factor: number;
  readonly other: number;
}

/** All indices are undefined (NaN) when the output does not vary. */
export interface SobolIndices {
  /** Base points with an output in every row. */
  readonly points: number;
  /** Base points left out because an output is missing in one of their rows. */
  readonly missing: number;
  /** Share of the variance that would go, on average, if the factor were known. */
  readonly first: readonly Estimate[];
  /** Share that would stay, on average, if all but the factor were known. */
  readonly total: readonly Estimate[];
  /** Empty without second order. */
  readonly second: readonly SecondOrderIndex[];
  /** Sum of first-order indices; what it lacks to 1 are interactions. */
  readonly firstSum: Estimate;
}

/**
 * Computes the indices from the outputs of a Saltelli design with independent inputs.
 *
 * Intervals: percentile bootstrap over base points. They treat the points as independent; the evenness of Sobol points
 * makes the true error smaller, as a rule. An estimate may fall below 0 by its error.
 * @param outputs one for each row of the design, in its order; NaN where missing
 * @throws Error on outputs that do not fill a design, fewer than SOBOL_POINTS_MIN base points without missing outputs,
 *   or too few resamples
 */
export function sobolIndices(outputs: Float64Array, options: SobolIndicesOptions): SobolIndices {
  const { factors, secondOrder, resamples, seed } = options;
  requireResamples('Sobol indices', resamples);
  const rowsPerPoint = saltelliRowsPerPoint(factors, secondOrder);
  if (!Number.isInteger(factors) || factors < 1 || outputs.length % rowsPerPoint !== 0) {
    throw new Error(
      `Sobol indices: ${outputs.length} outputs, must be a multiple of ${rowsPerPoint}, the rows of a base point with ${factors} factors`,
    );
  }
  const columns = completeColumns(outputs, rowsPerPoint);
  const points = columns[0].length;
  const missing = outputs.length / rowsPerPoint - points;
  if (points < SOBOL_POINTS_MIN) {
    const without = missing > 0 ? ` (and ${missing} with missing outputs)` : '';
    throw new Error(`Sobol indices: ${points} base points${without}, at least ${SOBOL_POINTS_MIN} are needed`);
  }
  const pairs = secondOrder ? pairsOf(factors) : [];
  const base = new Float64Array(2 * points);
  base.set(columns[0]);
  base.set(columns[rowsPerPoint - 1], points);
  if (isConstant(base)) {
    const none = Array.from({ length: factors }, () => UNDEFINED_ESTIMATE);
    const second = pairs.map(([factor, other]) => ({ factor, other, ...UNDEFINED_ESTIMATE }));
    return { points, missing, first: none, total: none, second, firstSum: UNDEFINED_ESTIMATE };
  }
  centre(columns);
  const sums = weightedSums(columns, factors, pairs, resamples, seed);
  return { points, missing, ...indicesOfSums(sums, points, factors, pairs, resamples) };
}

type Pair = readonly [factor: number, other: number];

function pairsOf(factors: number): Pair[] {
  const pairs: Pair[] = [];
  for (let j = 0; j < factors; j++) for (let k = j + 1; k < factors; k++) pairs.push([j, k]);
  return pairs;
}

/** The outputs of each place in a base point's rows, over base points without missing outputs. */
function completeColumns(outputs: Float64Array, rowsPerPoint: number): Float64Array[] {
  const all = outputs.length / rowsPerPoint;
  const kept: number[] = [];
  for (let point = 0; point < all; point++) {
    let isComplete = true;
    for (let place = 0; place < rowsPerPoint; place++) {
      if (Number.isNaN(outputs[point * rowsPerPoint + place])) isComplete = false;
    }
    if (isComplete) kept.push(point);
  }
  return Array.from({ length: rowsPerPoint }, (_, place) => {
    const column = new Float64Array(kept.length);
    for (let i = 0; i < kept.length; i++) column[i] = outputs[kept[i] * rowsPerPoint + place];
    return column;
  });
}

/** Takes the mean of all outputs from every one: products of large numbers would lose the digits that matter. */
function centre(columns: readonly Float64Array[]): void {
  let mean = 0;
  for (const column of columns) {
    let sum = 0;
    for (let i = 0; i < column.length; i++) sum += column[i];
    mean += sum / column.length / columns.length;
  }
  for (const column of columns) for (let i = 0; i < column.length; i++) column[i] -= mean;
}

/** Per base point: A + B, A² + B², then per factor B(AB − A), per factor (A − AB)², per pair BA_j AB_k − AB. */
const HEAD = 2;

interface WeightedSums {
  /** Sums of the products, resample by resample; resample 0 has every base point once. */
  readonly sums: Float64Array;
  /** Sums of a resample. */
  readonly stride: number;
}

/** Sums of every product over every resample: a product of two matrices, resamples × points and points × products. */
function weightedSums(
  columns: readonly Float64Array[],
  factors: number,
  pairs: readonly Pair[],
  resamples: number,
  seed: string,
): WeightedSums {
  const points = columns[0].length;
  const stride = paddedToTiles(HEAD + 2 * factors + pairs.length);
  const weightRows = paddedToTiles(1 + resamples);
  const counts = resampleCounts(points, resamples, weightRows, seed);
  const sums = new Float64Array(weightRows * stride);
  const products = new Float64Array(stride * BLOCK);
  const weights = new Float64Array(weightRows * BLOCK);
  for (let start = 0; start < points; start += BLOCK) {
    const size = Math.min(BLOCK, points - start);
    writeProducts(columns, factors, pairs, start, size, products);
    for (let r = 0; r < weightRows; r++) {
      for (let i = 0; i < size; i++) weights[r * BLOCK + i] = counts[r * points + start + i];
    }
    addRowProducts(weights, products, size, weightRows, stride, sums);
  }
  return { sums, stride };
}

/** How often each base point is in each resample; the first has each once, those that fill up the last tile none. */
function resampleCounts(points: number, resamples: number, rows: number, seed: string): Uint16Array {
  const counts = new Uint16Array(rows * points);
  counts.fill(1, 0, points);
  const uniform = uniformStream(seed, 'sobol bootstrap');
  for (let r = 1; r <= resamples; r++) drawResample(uniform, counts.subarray(r * points, (r + 1) * points));
  return counts;
}

function writeProducts(
  columns: readonly Float64Array[],
  factors: number,
  pairs: readonly Pair[],
  start: number,
  size: number,
  products: Float64Array,
): void {
  const a = columns[0];
  const b = columns[columns.length - 1];
  for (let i = 0; i < size; i++) {
    const [ya, yb] = [a[start + i], b[start + i]];
    products[i] = ya + yb;
    products[BLOCK + i] = ya * ya + yb * yb;
  }
  for (let factor = 0; factor < factors; factor++) {
    const ab = columns[1 + factor];
    const first = (HEAD + factor) * BLOCK;
    const total = (HEAD + factors + factor) * BLOCK;
    for (let i = 0; i < size; i++) {
      const change = ab[start + i] - a[start + i];
      products[first + i] = b[start + i] * change;
      products[total + i] = change * change;
    }
  }
  pairs.forEach(([j, k], pair) => {
    const ba = columns[1 + factors + j];
    const ab = columns[1 + k];
    const second = (HEAD + 2 * factors + pair) * BLOCK;
    for (let i = 0; i < size; i++) products[second + i] = ba[start + i] * ab[start + i] - a[start + i] * b[start + i];
  });
}

function indicesOfSums(
  { sums, stride }: WeightedSums,
  points: number,
  factors: number,
  pairs: readonly Pair[],
  resamples: number,
) {
  const count = 1 + resamples;
  /** Of each resample the sum of a product over N · Var(A and B); undefined in a resample that does not vary. */
  const shares = (product: number) => {
    const values = new Float64Array(count);
    for (let r = 0; r < count; r++) {
      const mean = sums[r * stride] / (2 * points);
      const variance = sums[r * stride + 1] / (2 * points) - mean * mean;
      values[r] = variance > 0 ? sums[r * stride + product] / points / variance : Number.NaN;
    }
    return values;
  };
  const first = Array.from({ length: factors }, (_, i) => shares(HEAD + i));
  const total = Array.from({ length: factors }, (_, i) => shares(HEAD + factors + i).map((value) => value / 2));
  const second = pairs.map(([j, k], pair) =>
    shares(HEAD + 2 * factors + pair).map((value, r) => value - first[j][r] - first[k][r]),
  );
  const firstSum = new Float64Array(count);
  for (const values of first) for (let r = 0; r < count; r++) firstSum[r] += values[r];
  return {
    first: first.map(estimateOf),
    total: total.map(estimateOf),
    second: second.map((values, pair) => ({ factor: pairs[pair][0], other: pairs[pair][1], ...estimateOf(values) })),
    firstSum: estimateOf(firstSum),
  };
}

/** Of values whose first comes from all base points, the others from resamples. */
function estimateOf(values: Float64Array): Estimate {
  return { value: values[0], ...percentileInterval(values.subarray(1)) };
}
