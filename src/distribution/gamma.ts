import gammaCdf from '@stdlib/stats-base-dists-gamma-cdf';
import gammaQuantile from '@stdlib/stats-base-dists-gamma-quantile';
import type { Distribution } from './distribution.ts';
import { requirePositive } from './require-parameter.ts';

/**
 * A positive quantity with mean shape·scale and standard deviation √shape·scale.
 * @throws DistributionError unless both are finite and above 0
 */
export function gamma(shape: number, scale: number): Distribution {
  requirePositive('gamma', 'shape', shape);
  requirePositive('gamma', 'scale', scale);
  return {
    family: 'gamma',
    min: 0,
    max: Infinity,
    mean: shape * scale,
    quantile: (u) => scale * gammaQuantile(u, shape, 1),
    cdf: (x) => gammaCdf(x / scale, shape, 1),
  };
}
