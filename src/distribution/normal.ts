import type { Distribution } from './distribution.ts';
import { point } from './point.ts';
import { requireFinite, requireNotNegative } from './require-parameter.ts';
import { standardNormalCdf, standardNormalQuantile } from './standard-normal.ts';

/**
 * Normal distribution; sd = 0 puts all probability on the mean.
 * @throws DistributionError unless both are finite and sd ≥ 0
 */
export function normal(mean: number, sd: number): Distribution {
  requireFinite('normal', 'mean', mean);
  requireNotNegative('normal', 'sd', sd);
  if (sd === 0) return point('normal', mean);
  return {
    family: 'normal',
    min: -Infinity,
    max: Infinity,
    mean,
    quantile: (u) => mean + sd * standardNormalQuantile(u),
    cdf: (x) => standardNormalCdf((x - mean) / sd),
  };
}
