import { describe, expect, test } from 'vitest';
import { type DiagonalBasis, diagonalBasis, fittedRows } from '../../../src/analysis/information/diagonal-basis.ts';
import { fitPenalised, regressionDesign } from '../../../src/analysis/information/penalised-regression.ts';
import { rankLevels, splineDesigns } from '../../../src/analysis/information/spline.ts';
import { minimalStandard } from '../../support/sample-results.ts';
import { normalColumns } from './normal-linear.ts';

function products({ features, size }: DiagonalBasis, counts: ArrayLike<number>): number[] {
  const sums: number[] = [];
  for (let a = 0; a < size; a++) {
    for (let b = 0; b < size; b++) {
      let sum = 0;
      for (let row = 0; row < counts.length; row++) {
        sum += counts[row] * features[row * size + a] * features[row * size + b];
      }
      sums.push(sum - (a === b ? 1 : 0));
    }
  }
  return sums;
}

const squares = (values: Float64Array) => values.reduce((sum, value) => sum + value * value, 0);

describe('the diagonal form of a penalised regression', () => {
  test('has orthonormal features over the draws, to 1e-6', () => {
    const uniform = minimalStandard(3);
    const levels = rankLevels(Float64Array.from({ length: 500 }, () => Math.floor(1e3 * uniform() * uniform())));
    expect(levels.counts.length).toBeLessThan(500);
    const { basis } = splineDesigns()(levels);
    for (const product of products(basis, levels.counts)) expect(Math.abs(product)).toBeLessThan(1e-6);
  });

  test('is ridge regression where the penalty is the identity, to 1e-10', () => {
    // One feature x: the coefficient is Σxy/(Σxx + λ) and λ·penalty is what the shrinkage says.
    const x = Float64Array.of(1, 2, 3, 4, 5, 6);
    const y = Float64Array.of(1.1, 1.8, 3.3, 3.9, 5.2, 5.7);
    const basis = diagonalBasis(x, 1, new Float64Array(6).fill(1), Float64Array.of(1), 0);
    const fit = fitPenalised(regressionDesign(basis, Uint32Array.of(0, 1, 2, 3, 4, 5), false), y);
    const lambda = (1 / fit.shrinkage[0] - 1) / basis.penalties[0];
    const xx = squares(x);
    const xy = x.reduce((sum, v, i) => sum + v * y[i], 0);
    fittedRows(basis, fit.coefficients).forEach((value, i) => {
      expect(Math.abs(value - (x[i] * xy) / (xx + lambda))).toBeLessThan(1e-8);
    });
    expect(fit.freedom).toBeCloseTo(xx / (xx + lambda), 8);
  });

  test('refuses features that are not finite', () => {
    expect(() => diagonalBasis(Float64Array.of(Number.NaN), 1, [1], Float64Array.of(1), 0)).toThrow('not finite');
  });
});

describe('the spline of a parameter', () => {
  const [x, noise] = normalColumns(2, 400, 5);
  const levels = rankLevels(x);
  const design = splineDesigns()(levels);
  const { basis, rowOf } = design;
  test('reproduces a straight line in the scores, with two degrees of freedom', () => {
    // The scores, flat beyond the ten draws at either end.
    const end = levels.scores[389] / 2 + levels.scores[390] / 2;
    const y = Float64Array.from(rowOf, (row) => 3 - 2 * Math.min(Math.max(levels.scores[row], -end), end));
    const fitted = fittedRows(basis, fitPenalised(design, y).coefficients);
    y.forEach((value, draw) => {
      expect(Math.abs(fitted[rowOf[draw]] - value)).toBeLessThan(1e-3);
    });
  });

  test('keeps the mean', () => {
    const y = x.map((v, i) => Math.sin(2 * v) + noise[i]);
    const fit = fitPenalised(design, y);
    const mean = (of: Float64Array) => of.reduce((sum, v) => sum + v, 0) / of.length;
    expect(mean(fittedRows(basis, fit.coefficients))).toBeCloseTo(mean(y), 8);
  });

  test('comes nearer to a curve than the noise about it, and takes few degrees of freedom for noise alone', () => {
    const y = x.map((v, i) => Math.sin(2 * v) + noise[i]);
    const fit = fitPenalised(design, y);
    const fitted = fittedRows(basis, fit.coefficients);
    const error = x.reduce((sum, v, i) => sum + (fitted[rowOf[i]] - Math.sin(2 * v)) ** 2, 0) / 400;
    expect(error).toBeLessThan(0.05);
    expect(fit.freedom).toBeGreaterThan(4);
    expect(fitPenalised(design, noise).freedom).toBeLessThan(4);
  });

  test('gives equal values the same rank', () => {
    const { scores, counts, levelOf } = rankLevels(Float64Array.of(5, 1, 5, 1));
    expect([...levelOf]).toEqual([1, 0, 1, 0]);
    expect([...counts]).toEqual([2, 2]);
    // The quartiles of the standard normal distribution.
    expect(scores[0]).toBeCloseTo(-0.6744897501960817, 12);
    expect(scores[1]).toBeCloseTo(0.6744897501960817, 12);
  });
});
