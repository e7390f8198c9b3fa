/** Curves with known zeros and a deviation of every draw that is the same at all values. */
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import type { EvaluateAt } from '../../../src/analysis/threshold/curve.ts';
import type { ThresholdOptions } from '../../../src/analysis/threshold/threshold.ts';
import { uniformStream } from '../../../src/random/stream.ts';

/** Options that the commands use, over 0 to 1. */
export const OPTIONS: ThresholdOptions = {
  range: { low: 0, high: 1, scale: 'linear', whole: false },
  points: 17,
  tolerance: 1e-4,
  mostPoints: 400,
  seed: 'threshold',
  resamples: 1000,
};

/** Standard normal numbers, the same for the same seed. */
export function normals(seed: string, count: number): Float64Array {
  const uniform = uniformStream(seed, 'deviations');
  return Float64Array.from({ length: count }, () => normalQuantile(uniform(), 0, 1));
}

/** A curve by draw, and the values at which it has been asked for. */
export function watched(quantity: (value: number, draw: number) => number, draws: number) {
  const rounds: number[][] = [];
  const evaluateAt: EvaluateAt = async (values) => {
    rounds.push([...values]);
    return values.map((value) => Float64Array.from({ length: draws }, (_, draw) => quantity(value, draw)));
  };
  return { evaluateAt, rounds, asked: () => rounds.flat() };
}
