/**
 * PAWN: how far the distribution of an output moves, at most, when an input is held in a narrow range.
 *
 * F. Pianosi & T. Wagener, A simple and efficient method for global sensitivity analysis based on cumulative distribution
 * functions, Environmental Modelling & Software 67 (2015); from draws made for something else: F. Pianosi & T. Wagener,
 * Distribution-based sensitivity analysis from a generic input-output sample, ibid. 108 (2018), with its dummy input.
 */
import { uniformStream } from '../../random/stream.ts';
import { moments, quantile } from '../statistics.ts';
import { completeDraws, type Slices, shuffledSlices, sliceByInput } from './draws.ts';
import {
  distanceInterval,
  drawResample,
  type Estimate,
  isConstant,
  requireResamples,
  UNDEFINED_ESTIMATE,
} from './estimate.ts';

/** Draws that every slice needs; below this the distance of its distribution is mostly noise. */
const SLICE_DRAWS_MIN = 20;

export interface PawnOptions {
  /** Slices of each input, 2 to 1000; 10 is usual. At least 20 draws for each are needed. */
  readonly slices: number;
  /** What is made of the distances of the slices. */
  readonly statistic: 'median' | 'mean' | 'max';
  /** Bootstrap resamples and, as many, shuffles of the dummy; at least 40. */
  readonly resamples: number;
  readonly seed: string;
}

interface PawnIndex extends Estimate {
  /** What an input that does nothing would score with these slices: the mean over shuffled draws. */
  readonly dummy: number;
  /** 95 % of shuffles score no more than this. An index below it cannot be told from no influence. */
  readonly dummyLimit: number;
  /** Slices that the input has; fewer than asked for if it has few different values. */
  readonly slices: number;
}

export interface PawnResult {
  /** Draws used. */
  readonly draws: number;
  /** Draws left out because a value is missing. */
  readonly missing: number;
  /** One for each input, between 0 and 1; undefined (NaN) when the output does not vary or the input has one value. */
  readonly indices: readonly PawnIndex[];
}

/**
 * Computes the PAWN index of each input: Kolmogorov–Smirnov distances between the distribution of all outputs and that of
 * the outputs in each slice of the input, summarised over slices.
 *
 * The index of finitely many draws is above that of infinitely many, even without any influence; the dummy says by how
 * much. The interval is of the index at this number of draws: bootstrap percentiles, in slices that stay as they are,
 * less the rise that resampling adds of itself.
 * @param inputs values of each input
 * @param output one value for each draw; NaN where missing
 * @throws Error on too few draws for the slices, too few resamples, or slices that are not a whole number from 2 to 1000
 */
export function pawnIndices(inputs: readonly Float64Array[], output: Float64Array, options: PawnOptions): PawnResult {
  const { slices: wanted, statistic, resamples, seed } = options;
  requireResamples('PAWN', resamples);
  if (!Number.isInteger(wanted) || wanted < 2 || wanted > 1000) {
    throw new Error(`PAWN: slices is ${wanted}, must be a whole number from 2 to 1000`);
  }
  const draws = completeDraws('PAWN', wanted * SLICE_DRAWS_MIN, inputs, output);
  const n = draws.output.length;
  const sliced = draws.inputs.map((input) => sliceByInput(input, wanted));
  const undefinedIndex = (slices: Slices): PawnIndex => ({
    ...UNDEFINED_ESTIMATE,
    dummy: Number.NaN,
    dummyLimit: Number.NaN,
    slices: slices.sizes.length,
  });
  const result = { draws: n, missing: draws.missing };
  if (isConstant(draws.output)) return { ...result, indices: sliced.map(undefinedIndex) };

  const ends = endsOfTies(draws.output);
  const counts = new Uint16Array(n);
  const resampled = sliced.map(() => new Float64Array(resamples));
  const uniform = uniformStream(seed, 'pawn bootstrap');
  for (let r = 0; r < resamples; r++) {
    drawResample(uniform, counts);
    sliced.forEach((slices, input) => {
      if (slices.sizes.length > 1) resampled[input][r] = pawnStatistic(slices, ends, counts, statistic);
    });
  }
  counts.fill(1);
  const dummies = new Map<string, Float64Array>();
  const indices = sliced.map((slices, input) => {
    if (slices.sizes.length < 2) return undefinedIndex(slices);
    const value = pawnStatistic(slices, ends, counts, statistic);
    // Inputs with slices of the same sizes have the same dummy.
    const key = slices.sizes.join(' ');
    const dummy = dummies.get(key) ?? shuffledStatistics(slices, ends, statistic, resamples, seed).sort();
    dummies.set(key, dummy);
    return {
      value,
      ...distanceInterval(value, resampled[input]),
      dummy: moments(dummy).mean,
      dummyLimit: quantile(dummy, 0.95),
      slices: slices.sizes.length,
    };
  });
  return { ...result, indices };
}

/** What the statistic is when the draws are dealt to the slices at random. */
function shuffledStatistics(
  slices: Slices,
  ends: Uint32Array,
  statistic: PawnOptions['statistic'],
  shuffles: number,
  seed: string,
): Float64Array {
  const counts = new Uint16Array(slices.sliceOf.length).fill(1);
  const shuffle = shuffledSlices(slices, uniformStream(seed, 'pawn dummy', slices.sizes.join(' ')));
  return Float64Array.from({ length: shuffles }, () => pawnStatistic(shuffle(), ends, counts, statistic));
}

/** For every position of the sorted outputs where a run of equal ones ends, the position after it. */
function endsOfTies(sortedOutput: Float64Array): Uint32Array {
  const ends: number[] = [];
  for (let i = 1; i < sortedOutput.length; i++) if (sortedOutput[i] !== sortedOutput[i - 1]) ends.push(i);
  ends.push(sortedOutput.length);
  return Uint32Array.from(ends);
}

/**
 * Distances between the distribution function in each slice and that of all, of draws sorted by the output, each taken
 * `counts` times. A slice's distance can only be largest just before or just after a draw of its own.
 */
function pawnStatistic(
  { sliceOf, sizes }: Slices,
  ends: Uint32Array,
  counts: Uint16Array,
  statistic: PawnOptions['statistic'],
): number {
  const totals = new Float64Array(sizes.length);
  let all = 0;
  for (let i = 0; i < sliceOf.length; i++) {
    totals[sliceOf[i]] += counts[i];
    all += counts[i];
  }
  const below = new Float64Array(sizes.length);
  const distances = new Float64Array(sizes.length);
  let allBelow = 0;
  for (let run = 0, start = 0; run < ends.length; start = ends[run++]) {
    const shareBefore = allBelow / all;
    for (let i = start; i < ends[run]; i++) {
      const slice = sliceOf[i];
      if (counts[i] === 0) continue;
      const distance = Math.abs(below[slice] / totals[slice] - shareBefore);
      if (distance > distances[slice]) distances[slice] = distance;
    }
    for (let i = start; i < ends[run]; i++) {
      below[sliceOf[i]] += counts[i];
      allBelow += counts[i];
    }
    const shareAfter = allBelow / all;
    for (let i = start; i < ends[run]; i++) {
      const slice = sliceOf[i];
      const distance = Math.abs(below[slice] / totals[slice] - shareAfter);
      if (distance > distances[slice]) distances[slice] = distance;
    }
  }
  // A slice that a resample left empty has no distance.
  return summarise(
    distances.filter((_, slice) => totals[slice] > 0),
    statistic,
  );
}

function summarise(distances: Float64Array, statistic: PawnOptions['statistic']): number {
  distances.sort();
  if (statistic === 'max') return distances[distances.length - 1];
  return statistic === 'mean' ? moments(distances).mean : quantile(distances, 0.5);
}
