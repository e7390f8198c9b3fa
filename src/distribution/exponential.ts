import expm1 from '@stdlib/math-base-special-expm1';
import log1p from '@stdlib/math-base-special-log1p';
import type { Distribution } from './distribution.ts';
import { requirePositive } from './require-parameter.ts';

/**
 * Waiting time for something that happens at a constant rate; the mean is 1/rate.
 * @throws DistributionError unless rate is finite and above 0
 */
export function exponential(rate: number): Distribution {
  requirePositive('exponential', 'rate', rate);
  return {
    family: 'exponential',
    min: 0,
    max: Infinity,
    mean: 1 / rate,
    quantile: (u) => (0 - log1p(-u)) / rate,
    cdf: (x) => (x <= 0 ? 0 : -expm1(-rate * x)),
  };
}
