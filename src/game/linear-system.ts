/** Small dense systems of linear equations: Gaussian elimination with partial pivoting. */

/**
 * Solves A·x = b. Both arguments are destroyed; the solution is left in b.
 * @param matrix A, n × n, row by row
 * @param right b, of length n
 * @returns whether A could be inverted; if not, b is worthless
 */
export function solveLinearSystem(matrix: Float64Array, right: Float64Array): boolean {
  const n = right.length;
  for (let column = 0; column < n; column++) {
    const pivot = pivotRow(matrix, n, column);
    const size = Math.abs(matrix[pivot * n + column]);
    if (!(size > 0 && size < Number.POSITIVE_INFINITY)) return false;
    if (pivot !== column) swapRows(matrix, right, n, pivot, column);
    for (let row = column + 1; row < n; row++) {
      const factor = matrix[row * n + column] / matrix[column * n + column];
      if (factor === 0) continue;
      for (let j = column + 1; j < n; j++) matrix[row * n + j] -= factor * matrix[column * n + j];
      right[row] -= factor * right[column];
    }
  }
  for (let row = n - 1; row >= 0; row--) {
    let sum = right[row];
    for (let j = row + 1; j < n; j++) sum -= matrix[row * n + j] * right[j];
    right[row] = sum / matrix[row * n + row];
  }
  return right.every(Number.isFinite);
}

/** The row, from the diagonal down, with the largest entry in a column. */
function pivotRow(matrix: Float64Array, n: number, column: number): number {
  let best = column;
  for (let row = column + 1; row < n; row++) {
    if (Math.abs(matrix[row * n + column]) > Math.abs(matrix[best * n + column])) best = row;
  }
  return best;
}

function swapRows(matrix: Float64Array, right: Float64Array, n: number, one: number, other: number): void {
  for (let j = 0; j < n; j++) {
    const kept = matrix[one * n + j];
    matrix[one * n + j] = matrix[other * n + j];
    matrix[other * n + j] = kept;
  }
  const kept = right[one];
  right[one] = right[other];
  right[other] = kept;
}
