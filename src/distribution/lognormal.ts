import exp from '@stdlib/math-base-special-exp';
import ln from '@stdlib/math-base-special-ln';
import type { Distribution } from './distribution.ts';
import { point } from './point.ts';
import { requireFinite, requireNotNegative } from './require-parameter.ts';
import { standardNormalCdf, standardNormalQuantile } from './standard-normal.ts';

/**
 * A positive quantity whose natural logarithm is normal with mean mu and standard deviation sigma: the median is
 * exp(mu). sigma = 0 puts all probability there.
 * @throws DistributionError unless both are finite and sigma ≥ 0
 */
export function lognormal(mu: number, sigma: number): Distribution {
  requireFinite('lognormal', 'mu', mu);
  requireNotNegative('lognormal', 'sigma', sigma);
  if (sigma === 0) return point('lognormal', exp(mu));
  return {
    family: 'lognormal',
    min: 0,
    max: Infinity,
    mean: exp(mu + 0.5 * sigma * sigma),
    quantile: (u) => exp(mu + sigma * standardNormalQuantile(u)),
    cdf: (x) => (x <= 0 ? 0 : standardNormalCdf((ln(x) - mu) / sigma)),
  };
}
