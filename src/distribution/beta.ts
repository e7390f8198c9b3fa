import betaCdf from '@stdlib/stats-base-dists-beta-cdf';
import betaQuantile from '@stdlib/stats-base-dists-beta-quantile';
import type { Distribution } from './distribution.ts';
import { requirePositive } from './require-parameter.ts';

/**
 * A share between 0 and 1 with mean a/(a + b); the larger a + b, the narrower.
 * @throws DistributionError unless both are finite and above 0
 */
export function beta(a: number, b: number): Distribution {
  requirePositive('beta', 'a', a);
  requirePositive('beta', 'b', b);
  return {
    family: 'beta',
    min: 0,
    max: 1,
    mean: a / (a + b),
    quantile: (u) => betaQuantile(u, a, b),
    cdf: (x) => betaCdf(x, a, b),
  };
}
