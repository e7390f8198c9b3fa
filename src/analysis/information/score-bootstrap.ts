/** EVPPI in bootstrap resamples without fitting again. */
import { fittedRows, type RegressionDesign } from './penalised-regression.ts';
import { type Differences, fitDifferences, gainFromKnowing, rowCounts } from './regression-evppi.ts';

/** Bins of neighbouring rows, in which the curve is taken for flat. */
const MOST_BINS = 250;

/**
 * A function from the counts of a resample, by draw, to the EVPPI in it. The coefficients move by one Newton step from
 * those of all draws, at the same smoothness (the score bootstrap of Kline & Santos 2012): with every count 1 they stay.
 * Rows of the design must be in the order of what they are for, as those of a spline are.
 */
export function scoreBootstrap(
  { basis, rowOf }: RegressionDesign,
  differences: Differences,
): (counts: Uint32Array) => number {
  const { columns, draws } = differences;
  const { size, features } = basis;
  const fits = fitDifferences({ basis, rowOf }, differences);
  const perRow = rowCounts(basis, rowOf);
  const binOfRow = binRows(perRow, draws);
  const bins = binOfRow[binOfRow.length - 1] + 1;
  const perBin = new Float64Array(bins);
  const binned = new Float64Array(bins * size);
  binOfRow.forEach((bin, row) => {
    perBin[bin] += perRow[row];
    for (let j = 0; j < size; j++) binned[bin * size + j] += perRow[row] * features[row * size + j];
  });
  for (let bin = 0; bin < bins; bin++) {
    for (let j = 0; j < size; j++) binned[bin * size + j] /= perBin[bin];
  }
  const fitted = fits.map(({ coefficients }) => fittedRows({ ...basis, rows: bins, features: binned }, coefficients));
  const binOf = Uint32Array.from(rowOf, (row) => binOfRow[row]);
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
        for (let j = 0; j < size; j++, at++) score[j] += binned[at] * residual;
      }
      const { shrinkage } = fits[c];
      for (let bin = 0, at = 0; bin < bins; bin++) {
        let value = fitted[c][bin];
        for (let j = 0; j < size; j++, at++) value += binned[at] * shrinkage[j] * score[j];
        moved[c][bin] = value;
      }
    });
    return gainFromKnowing(moved, weights, draws);
  };
}

/** Bin of each row: neighbouring rows together, so that bins have about as many draws each and none is empty. */
function binRows(perRow: Float64Array, draws: number): Uint32Array {
  const bins = new Uint32Array(perRow.length);
  let below = 0;
  let bin = -1;
  let place = -1;
  perRow.forEach((count, row) => {
    const next = Math.floor(((below + count / 2) * MOST_BINS) / draws);
    if (next !== place) bin++;
    place = next;
    bins[row] = bin;
    below += count;
  });
  return bins;
}
