/** Penalised least squares on a diagonal basis, with the weight of the penalty chosen by leave-one-out. */
import exp from '@stdlib/math-base-special-exp';
import ln from '@stdlib/math-base-special-ln';
import { type DiagonalBasis, project } from './diagonal-basis.ts';

/** Where the fits are held against draws that they have not seen, prepared once for a basis. */
interface CheckPoints {
  /** Groups of neighbouring rows, in each of which the curve is taken for flat; or single rows, with the others left out. */
  readonly bins: number;
  /** Bin of each row, NOWHERE for those left out. */
  readonly binOfRow: Uint32Array;
  /** bins × size, mean features of the draws in it. */
  readonly features: Float64Array;
  /** Values of λ that are tried, ascending. */
  readonly lambdas: readonly number[];
  /** For each λ and bin, the mean influence of a draw in it on its own fitted value. */
  readonly influence: Float64Array;
}

/** A basis, which of its rows each draw has, and how its fits are checked. */
export interface RegressionDesign {
  readonly basis: DiagonalBasis;
  readonly rowOf: Uint32Array;
  /** Whether rows next to each other are alike, so that they may be put together. */
  readonly ordered: boolean;
  readonly check: CheckPoints;
}

export interface PenalisedFit {
  readonly coefficients: Float64Array;
  /** For each coefficient the factor by which it was shrunk, 1/(1 + λ·penalty), which is its posterior variance over σ². */
  readonly shrinkage: Float64Array;
  /** Effective degrees of freedom: the sum of the shrinkage. */
  readonly freedom: number;
  /** Squared errors at the check points, over the squares of the values there; 0 where these are 0. */
  readonly criterion: number;
}

/** Values of λ that are tried. */
const STEPS = 40;

/** How many of them are tried at a time. */
const LAMBDAS_AT_ONCE = 4;

/**
 * By how much the influence of a draw on its own fitted value is taken for larger than it is. At 1 a curve that is too rough
 * is chosen every now and then, and that would look like information; 1.4 is the advice of Kim & Gu (2004).
 */
const CAUTION = 1.4;

const MOST_BINS = 250;
const MOST_CHECKED_ROWS = 500;
const NOWHERE = 0xffff_ffff;

/**
 * Puts basis and draws together.
 * @param rowOf row of each draw
 * @param ordered whether rows next to each other are alike
 */
export function regressionDesign(basis: DiagonalBasis, rowOf: Uint32Array, ordered: boolean): RegressionDesign {
  return { basis, rowOf, ordered, check: checkPoints(basis, rowOf, ordered) };
}

/**
 * Fits values, one a draw, to the features. The penalty's weight λ is the one, on a logarithmic grid from hardly any shrinkage
 * to hardly anything left, under which draws are best predicted by the others (leave-one-out: Allen 1974, from the
 * influences). Generalised cross-validation, which gives all draws the same influence, takes noise for signal where the
 * few far values of a parameter are the noisiest, as they are when it acts through others.
 */
export function fitPenalised(design: RegressionDesign, column: Float64Array): PenalisedFit {
  const { basis, rowOf, check } = design;
  const { size, penalties } = basis;
  const { bins, binOfRow, features, lambdas, influence } = check;
  const perRow = new Float64Array(basis.rows);
  const counts = new Float64Array(bins);
  const sums = new Float64Array(bins);
  const squares = new Float64Array(bins);
  let all = 0;
  for (let draw = 0; draw < column.length; draw++) {
    const value = column[draw];
    perRow[rowOf[draw]] += value;
    const bin = binOfRow[rowOf[draw]];
    if (bin === NOWHERE) continue;
    counts[bin]++;
    sums[bin] += value;
    squares[bin] += value * value;
    all += value * value;
  }
  const raw = project(basis, perRow);
  let best = { criterion: Number.POSITIVE_INFINITY, lambda: lambdas[lambdas.length - 1] };
  const together = Array.from({ length: LAMBDAS_AT_ONCE }, () => new Float64Array(size));
  const [first, second, third, fourth] = together;
  const fitted = new Float64Array(LAMBDAS_AT_ONCE);
  const criteria = new Float64Array(LAMBDAS_AT_ONCE);
  for (let from = 0; from < lambdas.length; from += LAMBDAS_AT_ONCE) {
    const some = lambdas.slice(from, from + LAMBDAS_AT_ONCE);
    some.forEach((lambda, k) => {
      for (let j = 0; j < size; j++) together[k][j] = raw[j] / (1 + lambda * penalties[j]);
    });
    criteria.fill(0);
    for (let bin = 0, at = 0; bin < bins; bin++) {
      // Four sums side by side: one would wait for each of its additions.
      let [a, b, c, d] = [0, 0, 0, 0];
      for (let j = 0; j < size; j++, at++) {
        const feature = features[at];
        a += feature * first[j];
        b += feature * second[j];
        c += feature * third[j];
        d += feature * fourth[j];
      }
      fitted[0] = a;
      fitted[1] = b;
      fitted[2] = c;
      fitted[3] = d;
      for (let k = 0; k < some.length; k++) {
        const error = squares[bin] - 2 * fitted[k] * sums[bin] + fitted[k] * fitted[k] * counts[bin];
        const others = Math.max(1e-3, 1 - CAUTION * influence[(from + k) * bins + bin]);
        criteria[k] += error / (others * others);
      }
    }
    some.forEach((lambda, k) => {
      // Of equals the smoothest: λ ascends.
      if (criteria[k] <= best.criterion) best = { criterion: criteria[k], lambda };
    });
  }
  const shrinkage = penalties.map((penalty) => 1 / (1 + best.lambda * penalty));
  return {
    coefficients: raw.map((value, j) => value * shrinkage[j]),
    shrinkage,
    freedom: shrinkage.reduce((sum, kept) => sum + kept, 0),
    criterion: all === 0 ? 0 : best.criterion / all,
  };
}

function checkPoints(basis: DiagonalBasis, rowOf: Uint32Array, ordered: boolean): CheckPoints {
  const { size, penalties } = basis;
  const counts = new Float64Array(basis.rows);
  for (const row of rowOf) counts[row]++;
  const binOfRow = ordered ? binRows(counts, rowOf.length) : spacedRows(basis.rows);
  const bins = binOfRow.reduce((most, bin) => (bin === NOWHERE ? most : Math.max(most, bin)), 0) + 1;
  const perBin = new Float64Array(bins);
  const features = new Float64Array(bins * size);
  const squares = new Float64Array(bins * size);
  binOfRow.forEach((bin, row) => {
    if (bin === NOWHERE) return;
    perBin[bin] += counts[row];
    for (let j = 0; j < size; j++) {
      const feature = basis.features[row * size + j];
      features[bin * size + j] += counts[row] * feature;
      squares[bin * size + j] += counts[row] * feature * feature;
    }
  });
  for (let at = 0; at < features.length; at++) {
    features[at] /= perBin[Math.floor(at / size)];
    squares[at] /= perBin[Math.floor(at / size)];
  }
  const positive = penalties.filter((penalty) => penalty > 0).sort();
  const lambdas =
    positive.length === 0 ? [0] : logarithmicGrid(1e-6 / positive[positive.length - 1], 1e5 / positive[0]);
  const influence = new Float64Array(lambdas.length * bins);
  lambdas.forEach((lambda, step) => {
    for (let bin = 0, at = 0; bin < bins; bin++) {
      let sum = 0;
      for (let j = 0; j < size; j++, at++) sum += squares[at] / (1 + lambda * penalties[j]);
      influence[step * bins + bin] = sum;
    }
  });
  return { bins, binOfRow, features, lambdas, influence };
}

/** Bin of each row: neighbouring rows together, so that bins have about as many draws each and none is empty. */
function binRows(counts: Float64Array, draws: number): Uint32Array {
  const bins = new Uint32Array(counts.length);
  let below = 0;
  let bin = -1;
  let place = -1;
  counts.forEach((count, row) => {
    const next = Math.floor(((below + count / 2) * MOST_BINS) / draws);
    if (next !== place) bin++;
    place = next;
    bins[row] = bin;
    below += count;
  });
  return bins;
}

/** At most so many rows at equal distances, each a bin of its own. */
function spacedRows(rows: number): Uint32Array {
  const bins = new Uint32Array(rows).fill(NOWHERE);
  const wanted = Math.min(rows, MOST_CHECKED_ROWS);
  for (let i = 0; i < wanted; i++) bins[Math.floor((i * rows) / wanted)] = i;
  return bins;
}

/**
 * The design with neighbouring rows put together, at most 250 of about as many draws each; itself when its rows have no
 * order. For what is repeated many times.
 */
export function coarsen(design: RegressionDesign): RegressionDesign {
  const { basis, rowOf, ordered, check } = design;
  if (!ordered || basis.rows === check.bins) return design;
  const coarse = { ...basis, rows: check.bins, features: check.features };
  const binOf = Uint32Array.from(rowOf, (row) => check.binOfRow[row]);
  return {
    basis: coarse,
    rowOf: binOf,
    ordered,
    check: { ...check, binOfRow: Uint32Array.from({ length: check.bins }, (_, i) => i) },
  };
}

/** How many draws each row stands for. */
export function rowCounts({ basis, rowOf }: RegressionDesign): Float64Array {
  const counts = new Float64Array(basis.rows);
  for (const row of rowOf) counts[row]++;
  return counts;
}

function logarithmicGrid(from: number, to: number): number[] {
  const step = ln(to / from) / (STEPS - 1);
  return Array.from({ length: STEPS }, (_, i) => from * exp(step * i));
}
