/**
 * Least squares with a quadratic penalty, in the coordinates in which both are diagonal (Demmler & Reinsch 1975): the
 * features are orthonormal over the draws, and each coefficient is shrunk on its own. Splines and Gaussian processes
 * share everything that follows from there.
 */
import { choleskyFactor, solveLower, solveLowerTransposed, symmetricEigen } from '../linear-algebra.ts';

/** Orthonormal features of the rows, which stand for one or several draws each. */
export interface DiagonalBasis {
  readonly rows: number;
  /** Number of features. */
  readonly size: number;
  /** rows × size, by rows. Over all draws the features are orthonormal. */
  readonly features: Float64Array;
  /** For each feature how strongly it is shrunk, relative to the others; 0 for what is not. */
  readonly penalties: Float64Array;
}

/**
 * Brings a design and its penalty into diagonal form.
 * @param design rows × size, by rows
 * @param counts how many draws each row stands for
 * @param penalty size × size, positive semidefinite
 * @param unpenalised number of dimensions on which the penalty is 0
 */
export function diagonalBasis(
  design: Float64Array,
  size: number,
  counts: ArrayLike<number>,
  penalty: Float64Array,
  unpenalised: number,
): DiagonalBasis {
  const rows = design.length / size;
  const gram = gramMatrix(design, size, counts);
  let trace = 0;
  for (let i = 0; i < size; i++) trace += gram[i * size + i];
  // A feature that no draw has would have no scale; this gives it one, and the penalty then takes it out.
  for (let i = 0; i < size; i++) gram[i * size + i] += (1e-10 * trace) / size;
  const factor = choleskyFactor(gram, size);
  if (!factor) throw new Error(`regression on ${size} features: they are not finite or depend on one another`);
  const { values, vectors } = symmetricEigen(whiten(penalty, factor, size), size);
  const transform = vectors.slice();
  const column = new Float64Array(size);
  for (let j = 0; j < size; j++) {
    for (let i = 0; i < size; i++) column[i] = vectors[i * size + j];
    solveLowerTransposed(factor, size, column);
    for (let i = 0; i < size; i++) transform[i * size + j] = column[i];
  }
  return {
    rows,
    size,
    features: multiply(design, transform, size, size),
    penalties: values.map((value, j) => (j < unpenalised ? 0 : Math.max(0, value))),
  };
}

/** Value of the fit in every row. */
export function fittedRows(basis: DiagonalBasis, coefficients: Float64Array): Float64Array {
  const { rows, size, features } = basis;
  const fitted = new Float64Array(rows);
  for (let row = 0, at = 0; row < rows; row++) {
    let sum = 0;
    for (let j = 0; j < size; j++, at++) sum += features[at] * coefficients[j];
    fitted[row] = sum;
  }
  return fitted;
}

/** Sum over the rows of features times sums. */
export function project({ rows, size, features }: DiagonalBasis, sums: Float64Array): Float64Array {
  const projected = new Float64Array(size);
  for (let row = 0, at = 0; row < rows; row++) {
    const sum = sums[row];
    for (let j = 0; j < size; j++, at++) projected[j] += features[at] * sum;
  }
  return projected;
}

/** designᵀ · diag(counts) · design. */
export function gramMatrix(design: Float64Array, size: number, counts?: ArrayLike<number>): Float64Array {
  const gram = new Float64Array(size * size);
  for (let row = 0, at = 0; at < design.length; row++, at += size) {
    const count = counts ? counts[row] : 1;
    for (let i = 0; i < size; i++) {
      const x = count * design[at + i];
      if (x === 0) continue;
      for (let j = 0; j <= i; j++) gram[i * size + j] += x * design[at + j];
    }
  }
  for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) gram[j * size + i] = gram[i * size + j];
  return gram;
}

/** A matrix of any number of rows times a small one of size × columns. */
export function multiply(matrix: Float64Array, by: Float64Array, size: number, columns: number): Float64Array {
  const rows = matrix.length / size;
  const product = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    const to = row * columns;
    for (let i = 0; i < size; i++) {
      const x = matrix[row * size + i];
      if (x === 0) continue;
      const from = i * columns;
      for (let j = 0; j < columns; j++) product[to + j] += x * by[from + j];
    }
  }
  return product;
}

/** L⁻¹ · matrix · L⁻ᵀ for a symmetric matrix. */
function whiten(matrix: Float64Array, factor: Float64Array, size: number): Float64Array {
  const half = new Float64Array(size * size);
  const column = new Float64Array(size);
  for (let j = 0; j < size; j++) {
    for (let i = 0; i < size; i++) column[i] = matrix[i * size + j];
    solveLower(factor, size, column);
    // Transposed, so that the second solution works on its columns too.
    for (let i = 0; i < size; i++) half[j * size + i] = column[i];
  }
  const whitened = new Float64Array(size * size);
  for (let j = 0; j < size; j++) {
    for (let i = 0; i < size; i++) column[i] = half[i * size + j];
    solveLower(factor, size, column);
    for (let i = 0; i < size; i++) whitened[i * size + j] = column[i];
  }
  return whitened;
}
