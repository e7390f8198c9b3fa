import { type CountedSample, countedQuantile } from './counted-sample.ts';

/** Payoff that is reached in nine draws of ten. */
export function tenthPercentile(gains: CountedSample): number {
  return countedQuantile(gains, 0.1);
}

/**
 * Mean payoff in the worst tenth of the draws, their number rounded up: the conditional value at risk at 10 %
 * (Rockafellar & Uryasev 2000).
 */
export function worstTenthMean({ values, counts, total }: CountedSample): number {
  const wanted = Math.ceil(total / 10);
  let taken = 0;
  let sum = 0;
  for (let i = 0; taken < wanted; i++) {
    const times = Math.min(counts[i], wanted - taken);
    sum += times * values[i];
    taken += times;
  }
  return sum / wanted;
}
