import { isTie } from '../comparison.ts';
import { type CountedSample, countedMean, countedQuantile } from './counted-sample.ts';
import { best } from './extremes.ts';

/**
 * Regret of each path in every draw: how much better the best path does there (Savage 1951). At least 0, and exactly 0
 * for the best path and those that differ from it by rounding.
 * @param gains payoffs of each path, larger is better
 */
export function regrets(gains: readonly Float64Array[]): Float64Array[] {
  const regretOf = gains.map((column) => new Float64Array(column.length));
  for (let draw = 0; draw < gains[0].length; draw++) {
    let top = Number.NEGATIVE_INFINITY;
    for (const column of gains) top = Math.max(top, column[draw]);
    gains.forEach((column, path) => {
      regretOf[path][draw] = isTie(column[draw], top) ? 0 : top - column[draw];
    });
  }
  return regretOf;
}

/** Mean regret. The path with the smallest has the largest expected value too, and its mean regret is the EVPI. */
export function meanRegret(regret: CountedSample): number {
  return countedMean(regret);
}

/** Regret that is not exceeded in nine draws of ten. */
export function regretPercentile90(regret: CountedSample): number {
  return countedQuantile(regret, 0.9);
}

/** Largest regret, which minimax regret looks at. It can only grow with more draws. */
export function largestRegret(regret: CountedSample): number {
  return best(regret);
}

/** Share of the draws in which the path is the best or shares the first place. */
export function shareWithoutRegret({ values, counts, total }: CountedSample): number {
  let without = 0;
  for (let i = 0; i < values.length && values[i] === 0; i++) without += counts[i];
  return without / total;
}
