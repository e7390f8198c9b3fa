/** Regression of payoffs on one parameter, by a penalised cubic spline of its normal scores. */
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { type DiagonalBasis, diagonalBasis } from './diagonal-basis.ts';
import { type RegressionDesign, regressionDesign } from './penalised-regression.ts';

/** The different values of a parameter, ascending, by what their ranks say. */
export interface Levels {
  /** Normal score of each level: the standard normal quantile of its (mean) rank, less 1/2, over the number of draws. */
  readonly scores: Float64Array;
  /** Number of draws at each level. */
  readonly counts: Uint32Array;
  /** Level of each draw. */
  readonly levelOf: Uint32Array;
}

/** A parameter with no more values than this gets a mean for each instead of a curve. */
export const MOST_SINGLE_LEVELS = 12;

/** Draws at either end of a parameter that are taken for one. */
const ENDS = 10;

/**
 * Ranks a parameter. To know a parameter is to know its rank, so the regression may be on either; normal scores keep the
 * far values of a skewed one from bending the curve.
 */
export function rankLevels(values: Float64Array): Levels {
  const draws = values.length;
  const order = Uint32Array.from(values, (_, draw) => draw).sort((a, b) => values[a] - values[b] || a - b);
  const levelOf = new Uint32Array(draws);
  const counts: number[] = [];
  for (let i = 0; i < draws; i++) {
    if (i === 0 || values[order[i]] !== values[order[i - 1]]) counts.push(0);
    counts[counts.length - 1]++;
    levelOf[order[i]] = counts.length - 1;
  }
  let below = 0;
  const scores = Float64Array.from(counts, (count) => {
    const score = normalQuantile((below + count / 2) / draws, 0, 1);
    below += count;
    return score;
  });
  return { scores, counts: Uint32Array.from(counts), levelOf };
}

/**
 * Designs for one parameter after the other. All those without ties have the same scores in another order, and so share
 * one basis.
 */
export function splineDesigns(): (levels: Levels) => RegressionDesign {
  let untied: RegressionDesign | undefined;
  return (levels) => {
    const { counts, levelOf } = levels;
    if (counts.length < levelOf.length) return regressionDesign(basisOf(levels), levelOf, true);
    untied ??= regressionDesign(basisOf(levels), levelOf, true);
    return { ...untied, rowOf: levelOf };
  };
}

function basisOf(levels: Levels): DiagonalBasis {
  return levels.counts.length <= MOST_SINGLE_LEVELS ? levelBasis(levels) : splineBasis(levels);
}

/** A mean for each level, all shrunk alike towards the common one. */
function levelBasis({ counts, levelOf }: Levels): DiagonalBasis {
  const size = counts.length;
  const design = new Float64Array(size * size);
  const penalty = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    design[i * size + i] = 1;
    for (let j = 0; j < size; j++) {
      penalty[i * size + j] = (i === j ? counts[i] : 0) - (counts[i] * counts[j]) / levelOf.length;
    }
  }
  return diagonalBasis(design, size, counts, penalty, 1);
}

/**
 * Cubic B-splines on equal intervals of the scores, with a penalty on the second differences of their coefficients: the
 * P-splines of Eilers & Marx (1996). What is linear in the scores is not penalised. Beyond the ten draws at either end the
 * curve is flat: single draws shall not bend it.
 */
function splineBasis({ scores, counts, levelOf }: Levels): DiagonalBasis {
  const intervals = Math.min(levelOf.length < 2000 ? 20 : 40, Math.floor(scores.length / 2));
  const size = intervals + 3;
  const high = normalQuantile(1 - ENDS / levelOf.length, 0, 1);
  const low = Math.max(-high, scores[0]);
  const width = (Math.min(high, scores[scores.length - 1]) - low) / intervals;
  const design = new Float64Array(scores.length * size);
  scores.forEach((score, row) => {
    const position = Math.min(Math.max((score - low) / width, 0), intervals);
    const interval = Math.min(Math.floor(position), intervals - 1);
    const t = position - interval;
    const s = 1 - t;
    const at = row * size + interval;
    design[at] = (s * s * s) / 6;
    design[at + 1] = (3 * t * t * t - 6 * t * t + 4) / 6;
    design[at + 2] = (3 * s * s * s - 6 * s * s + 4) / 6;
    design[at + 3] = (t * t * t) / 6;
  });
  const penalty = new Float64Array(size * size);
  const difference = [1, -2, 1];
  for (let k = 0; k + 2 < size; k++) {
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j < 3; j++) penalty[(k + i) * size + k + j] += difference[i] * difference[j];
    }
  }
  return diagonalBasis(design, size, counts, penalty, 2);
}
