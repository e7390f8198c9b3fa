import type { EvaluateBatch } from '../../../src/analysis/flip/evaluator.ts';

/** Evaluates a function point by point, and counts the batches and points. */
export function batches(f: (z: Float64Array) => number): EvaluateBatch & { count: () => [number, number] } {
  let calls = 0;
  let points = 0;
  const evaluate: EvaluateBatch = async (batch) => {
    calls++;
    points += batch.length;
    return Float64Array.from(batch, f);
  };
  return Object.assign(evaluate, { count: (): [number, number] => [calls, points] });
}

export function linear(constant: number, slopes: readonly number[]): (z: Float64Array) => number {
  return (z) => slopes.reduce((sum, slope, i) => sum + slope * z[i], constant);
}

export const length = (values: readonly number[] | Float64Array): number =>
  Math.sqrt([...values].reduce((sum, value) => sum + value * value, 0));
