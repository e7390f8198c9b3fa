import type { Distribution } from './distribution.ts';
import { point } from './point.ts';
import { refuse, requireFinite } from './require-parameter.ts';

/**
 * 1 with probability p, else 0.
 * @throws DistributionError unless 0 ≤ p ≤ 1
 */
export function bernoulli(p: number): Distribution {
  requireFinite('bernoulli', 'p', p);
  if (p < 0 || p > 1) refuse('bernoulli', 'p', p, 'must be from 0 to 1');
  if (p === 0 || p === 1) return point('bernoulli', p);
  return {
    family: 'bernoulli',
    min: 0,
    max: 1,
    mean: p,
    quantile: (u) => (u <= 1 - p ? 0 : 1),
    cdf: (x) => (x < 0 ? 0 : x < 1 ? 1 - p : 1),
  };
}
