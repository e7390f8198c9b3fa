import type { CountedSample } from './counted-sample.ts';

/** The payoff in the worst draw, which maximin looks at (Wald 1950). It can only get worse with more draws. */
export function worst({ values, counts }: CountedSample): number {
  let i = 0;
  while (counts[i] === 0) i++;
  return values[i];
}

/** The payoff in the best draw, which maximax looks at. It can only get better with more draws. */
export function best({ values, counts }: CountedSample): number {
  let i = values.length - 1;
  while (counts[i] === 0) i--;
  return values[i];
}

/**
 * Hurwicz's criterion α · worst + (1 − α) · best (Hurwicz 1951, where α is the weight of the worst).
 * @param pessimism α, from 0 (looks at the best draw only) to 1 (maximin)
 */
export function hurwicz(gains: CountedSample, pessimism: number): number {
  return pessimism * worst(gains) + (1 - pessimism) * best(gains);
}
