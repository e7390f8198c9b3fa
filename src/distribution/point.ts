import type { Distribution } from './distribution.ts';

/** All probability on one value: what a family becomes when its spread is 0. */
export function point(family: string, value: number): Distribution {
  return {
    family,
    min: value,
    max: value,
    mean: value,
    quantile: () => value,
    cdf: (x) => (x >= value ? 1 : 0),
  };
}
