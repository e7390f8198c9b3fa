/** EVPPI in bootstrap resamples without fitting again. */
import { fittedRows } from './diagonal-basis.ts';
import { coarsen, type RegressionDesign, rowCounts } from './penalised-regression.ts';
import { type Differences, fitDifferences, gainFromKnowing } from './regression-evppi.ts';

/**
 * A function from the counts of a resample, by draw, to the EVPPI in it. The coefficients move by one Newton step from
 * those of all draws, at the same smoothness (the score bootstrap of Kline & Santos 2012): with every count 1 they stay.
 */
export function scoreBootstrap(design: RegressionDesign, differences: Differences): (counts: Uint32Array) => number {
  const { columns, draws } = differences;
  const fits = fitDifferences(design, differences);
  const coarse = coarsen(design);
  const { rowOf: binOf, basis } = coarse;
  const { size, rows: bins, features } = basis;
  const perBin = rowCounts(coarse);
  const fitted = fits.map(({ coefficients }) => fittedRows(basis, coefficients));
  const excess = new Float64Array(bins);
  const score = new Float64Array(size);
  const moved = columns.map(() => new Float64Array(bins));
  const weights = new Float64Array(bins);
  return (counts) => {
    excess.fill(0);
    for (let draw = 0; draw < draws; draw++) excess[binOf[draw]] += counts[draw] - 1;
    for (let bin = 0; bin < bins; bin++) weights[bin] = perBin[bin] + excess[bin];
    columns.forEach((column, c) => {
      const sums = moved[c].fill(0);
      for (let draw = 0; draw < draws; draw++) sums[binOf[draw]] += (counts[draw] - 1) * column[draw];
      score.fill(0);
      for (let bin = 0, at = 0; bin < bins; bin++) {
        const residual = sums[bin] - fitted[c][bin] * excess[bin];
        for (let j = 0; j < size; j++, at++) score[j] += features[at] * residual;
      }
      const { shrinkage } = fits[c];
      for (let bin = 0, at = 0; bin < bins; bin++) {
        let value = fitted[c][bin];
        for (let j = 0; j < size; j++, at++) value += features[at] * shrinkage[j] * score[j];
        moved[c][bin] = value;
      }
    });
    return gainFromKnowing(moved, weights, draws);
  };
}
