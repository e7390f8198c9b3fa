import ln from '@stdlib/math-base-special-ln';
import type { Distribution } from './distribution.ts';
import { lognormal } from './lognormal.ts';
import { normal } from './normal.ts';
import { refuse, requireFinite } from './require-parameter.ts';
import { standardNormalQuantile } from './standard-normal.ts';

const Z95 = standardNormalQuantile(0.95);

/**
 * `low to high`: the distribution that has 5 % of its probability below low and 5 % above high, lognormal when both
 * are positive and normal otherwise, as in the Squiggle language.
 * @throws DistributionError unless low < high, both finite
 */
export function interval(low: number, high: number): Distribution {
  requireFinite('interval', 'low', low);
  requireFinite('interval', 'high', high);
  if (!(low < high)) refuse('interval', 'high', high, `must be above low (${low})`);
  const shape = low > 0 ? between(lognormal, ln(low), ln(high)) : between(normal, low, high);
  return { ...shape, family: 'interval' };
}

function between(family: (mean: number, sd: number) => Distribution, low: number, high: number): Distribution {
  return family(low + 0.5 * (high - low), (0.5 * (high - low)) / Z95);
}
