import type { Distribution } from './distribution.ts';
import { point } from './point.ts';
import { refuse, requireFinite } from './require-parameter.ts';

/**
 * Every value between min and max equally likely.
 * @throws DistributionError unless min ≤ max, both finite
 */
export function uniform(min: number, max: number): Distribution {
  requireFinite('uniform', 'min', min);
  requireFinite('uniform', 'max', max);
  if (max < min) refuse('uniform', 'max', max, `must be at least min (${min})`);
  if (min === max) return point('uniform', min);
  return {
    family: 'uniform',
    min,
    max,
    mean: min + 0.5 * (max - min),
    // The weighted mean of the ends meets both exactly and cannot overflow.
    quantile: (u) => min * (1 - u) + max * u,
    cdf: (x) => (x <= min ? 0 : x >= max ? 1 : (x - min) / (max - min)),
  };
}
