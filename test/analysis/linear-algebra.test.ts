import { describe, expect, test } from 'vitest';
import { choleskyFactor, solveLower, solveLowerTransposed, symmetricEigen } from '../../src/analysis/linear-algebra.ts';
import { minimalStandard } from '../support/sample-results.ts';

/** B·Bᵀ for random B with `rank` columns. */
function gram(size: number, rank: number, seed: number): Float64Array {
  const uniform = minimalStandard(seed);
  const b = Array.from({ length: size }, () => Array.from({ length: rank }, () => uniform() - 0.5));
  return Float64Array.from({ length: size * size }, (_, at) =>
    b[Math.floor(at / size)].reduce((sum, x, k) => sum + x * b[at % size][k], 0),
  );
}

describe('the Cholesky factor', () => {
  test('of a matrix worked by hand', () => {
    expect([...choleskyFactor(Float64Array.of(4, 2, 2, 10), 2)!]).toEqual([2, 0, 1, 3]);
  });

  test('solves equations to 1e-10', () => {
    const size = 12;
    const matrix = gram(size, 20, 5);
    const x = Float64Array.from({ length: size }, (_, i) => i - 4);
    const b = Float64Array.from(x, (_, i) => x.reduce((sum, v, j) => sum + matrix[i * size + j] * v, 0));
    const l = choleskyFactor(matrix, size)!;
    solveLower(l, size, b);
    solveLowerTransposed(l, size, b);
    b.forEach((value, i) => {
      expect(Math.abs(value - x[i])).toBeLessThan(1e-10);
    });
  });

  test('is undefined for a matrix that is not positive definite', () => {
    expect(choleskyFactor(Float64Array.of(1, 2, 2, 1), 2)).toBeUndefined();
    expect(choleskyFactor(new Float64Array(4), 2)).toBeUndefined();
  });
});

describe('eigenvalues and eigenvectors', () => {
  test('of a matrix worked by hand', () => {
    const { values, vectors } = symmetricEigen(Float64Array.of(2, 1, 1, 2), 2);
    expect(values[0]).toBeCloseTo(1, 14);
    expect(values[1]).toBeCloseTo(3, 14);
    expect(vectors[0] * vectors[2]).toBeCloseTo(-0.5, 14);
    expect(vectors[1] * vectors[3]).toBeCloseTo(0.5, 14);
  });

  test('of the second-difference matrix are 2 − 2·cos(πk/(n + 1)), to 1e-13', () => {
    const size = 9;
    const matrix = new Float64Array(size * size);
    for (let i = 0; i < size; i++) {
      matrix[i * size + i] = 2;
      if (i > 0) matrix[i * size + i - 1] = -1;
      if (i > 0) matrix[(i - 1) * size + i] = -1;
    }
    symmetricEigen(matrix, size).values.forEach((value, k) => {
      expect(Math.abs(value - (2 - 2 * Math.cos((Math.PI * (k + 1)) / (size + 1))))).toBeLessThan(1e-13);
    });
  });

  test.each([
    [1, 1],
    [2, 2],
    [7, 3],
    [40, 60],
    [90, 30],
  ])(
    'of a matrix of size %i and rank %i put it together again, and the vectors are orthonormal, to 1e-12',
    (size, rank) => {
      const matrix = gram(size, rank, size);
      const { values, vectors } = symmetricEigen(matrix, size);
      for (let i = 0; i < size; i++) {
        if (i > 0) expect(values[i]).toBeGreaterThanOrEqual(values[i - 1]);
        for (let j = 0; j < size; j++) {
          let again = 0;
          let product = 0;
          for (let k = 0; k < size; k++) {
            again += vectors[i * size + k] * values[k] * vectors[j * size + k];
            product += vectors[k * size + i] * vectors[k * size + j];
          }
          expect(Math.abs(again - matrix[i * size + j])).toBeLessThan(1e-12);
          expect(Math.abs(product - (i === j ? 1 : 0))).toBeLessThan(1e-12);
        }
      }
    },
  );

  test('of a diagonal matrix and of nothing but zeros are exact', () => {
    expect([...symmetricEigen(Float64Array.of(3, 0, 0, 0, 1, 0, 0, 0, 2), 3).values]).toEqual([1, 2, 3]);
    expect([...symmetricEigen(new Float64Array(9), 3).values]).toEqual([0, 0, 0]);
  });
});
