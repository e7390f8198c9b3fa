import { type Distribution, DistributionError } from './distribution.ts';
import { requireFinite, requireNotNegative } from './require-parameter.ts';

/**
 * Finitely many values with weights, which need not sum to 1; equal weights when none are given. Values of weight 0
 * never occur, and a value given twice has the sum of its weights.
 * @throws DistributionError unless there are as many weights as values, at least one, all finite, no weight below 0
 *   and not all of them 0
 */
export function discrete(values: readonly number[], weights?: readonly number[]): Distribution {
  if (values.length === 0) throw new DistributionError('discrete: there are no values, at least one is needed');
  for (const value of values) requireFinite('discrete', 'a value', value);
  const shares = normalizeWeights('discrete', values.length, 'values', weights);
  const massOf = new Map<number, number>();
  // `+ 0` makes one value of 0 and −0.
  for (const [i, value] of values.entries()) massOf.set(value + 0, (massOf.get(value + 0) ?? 0) + shares[i]!);
  const atoms = [...massOf].filter(([, mass]) => mass > 0).sort(([a], [b]) => a - b);

  const support = Float64Array.from(atoms, ([value]) => value);
  const cumulative = new Float64Array(atoms.length);
  let sum = 0;
  let mean = 0;
  atoms.forEach(([value, mass], i) => {
    sum += mass;
    mean += mass * value;
    cumulative[i] = sum;
  });
  const last = atoms.length - 1;
  cumulative[last] = 1;

  return {
    family: 'discrete',
    min: support[0]!,
    max: support[last]!,
    mean,
    quantile: (u) => {
      let low = 0;
      let high = last;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (cumulative[middle]! >= u) high = middle;
        else low = middle + 1;
      }
      return support[low]!;
    },
    cdf: (x) => {
      let low = 0;
      let high = atoms.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (support[middle]! <= x) low = middle + 1;
        else high = middle;
      }
      return low === 0 ? 0 : cumulative[low - 1]!;
    },
  };
}

/**
 * Weights divided by their sum; equal ones when none are given.
 * @param what the weighted things, for the message
 * @throws DistributionError unless there are `count` weights, all finite, none below 0 and not all of them 0
 */
export function normalizeWeights(family: string, count: number, what: string, weights?: readonly number[]): number[] {
  if (weights === undefined) return new Array<number>(count).fill(1 / count);
  if (weights.length !== count) {
    throw new DistributionError(
      `${family}: there are ${weights.length} weights for ${count} ${what}, one each is needed`,
    );
  }
  for (const weight of weights) requireNotNegative(family, 'a weight', weight);
  const largest = Math.max(...weights);
  if (largest === 0) throw new DistributionError(`${family}: the weights sum to 0, one must be above 0`);
  // Scaled by the largest first, so that the sum cannot overflow.
  const scaled = weights.map((weight) => weight / largest);
  const sum = scaled.reduce((a, b) => a + b, 0);
  return scaled.map((weight) => weight / sum);
}
