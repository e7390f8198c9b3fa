import { describe, expect, it } from 'vitest';
import { solveLinearSystem } from '../../src/game/linear-system.ts';

describe('a linear system', () => {
  it('is solved where elimination in the given order would divide by 0', () => {
    const right = Float64Array.of(5, 1, 6);
    expect(solveLinearSystem(Float64Array.of(0, 2, 1, 1, 0, -1, 2, 1, 0.5), right)).toBe(true);
    const [x, y, z] = right;
    expect(2 * y + z).toBeCloseTo(5, 12);
    expect(x - z).toBeCloseTo(1, 12);
    expect(2 * x + y + z / 2).toBeCloseTo(6, 12);
  });

  // Hilbert matrices are the classic of bad condition: that of order 6 loses 7 digits.
  it('keeps the digits that a Hilbert matrix of order 6 leaves, to 1e-8', () => {
    const n = 6;
    const matrix = Float64Array.from({ length: n * n }, (_, i) => 1 / (Math.floor(i / n) + (i % n) + 1));
    const right = Float64Array.from({ length: n }, (_, row) =>
      matrix.subarray(row * n, (row + 1) * n).reduce((sum, x) => sum + x, 0),
    );
    expect(solveLinearSystem(matrix, right)).toBe(true);
    for (const x of right) expect(Math.abs(x - 1)).toBeLessThan(1e-8);
  });

  it('says so when it has no single solution', () => {
    expect(solveLinearSystem(Float64Array.of(1, 2, 2, 4), Float64Array.of(1, 2))).toBe(false);
    expect(solveLinearSystem(Float64Array.of(Number.NaN, 2, 2, 4), Float64Array.of(1, 2))).toBe(false);
  });
});
