import { beta } from './beta.ts';
import type { Distribution } from './distribution.ts';
import { point } from './point.ts';
import { requireNotNegative } from './require-parameter.ts';
import { requireMode } from './triangular.ts';

/**
 * PERT distribution: a beta distribution stretched over min to max, with mean (min + lambda·mode + max)/(lambda + 2);
 * min = max puts all probability there. lambda = 0 is uniform (Malcolm et al., Operations Research 7, 1959; Vose).
 * @throws DistributionError unless min ≤ mode ≤ max, all finite, and lambda ≥ 0
 */
export function pert(min: number, mode: number, max: number, lambda = 4): Distribution {
  requireMode('pert', min, mode, max);
  requireNotNegative('pert', 'lambda', lambda);
  if (min === max) return point('pert', min);
  const width = max - min;
  const share = beta(1 + (lambda * (mode - min)) / width, 1 + (lambda * (max - mode)) / width);
  return {
    family: 'pert',
    min,
    max,
    mean: min + width * share.mean,
    quantile: (u) => {
      const s = share.quantile(u);
      return min * (1 - s) + max * s;
    },
    cdf: (x) => (x <= min ? 0 : x >= max ? 1 : share.cdf((x - min) / width)),
  };
}
