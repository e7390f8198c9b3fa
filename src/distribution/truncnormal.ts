import exp from '@stdlib/math-base-special-exp';
import expm1 from '@stdlib/math-base-special-expm1';
import log1p from '@stdlib/math-base-special-log1p';
import type { Distribution } from './distribution.ts';
import { point } from './point.ts';
import { refuse, requireFinite, requireNotNegative } from './require-parameter.ts';
import { standardNormalCdf, standardNormalDensity, standardNormalQuantile } from './standard-normal.ts';

/** From this many standard deviations on, the asymptotic series of the normal tail is exact to a double. */
const FAR = 12;

/**
 * Normal distribution of the given mean and sd, conditional on lying between min and max. sd = 0 puts all probability
 * on the mean, which must then lie between them. Keeps its digits however far in a tail min and max lie.
 * @throws DistributionError unless all are finite, sd ≥ 0 and min < max (min = max is allowed: a certain value)
 */
export function truncnormal(mean: number, sd: number, min: number, max: number): Distribution {
  requireFinite('truncnormal', 'mean', mean);
  requireNotNegative('truncnormal', 'sd', sd);
  requireFinite('truncnormal', 'min', min);
  requireFinite('truncnormal', 'max', max);
  if (max < min) refuse('truncnormal', 'max', max, `must be at least min (${min})`);
  if (min === max) return point('truncnormal', min);
  if (sd === 0) {
    if (mean < min || mean > max) refuse('truncnormal', 'mean', mean, `must be from ${min} to ${max} when sd is 0`);
    return point('truncnormal', mean);
  }
  if ((min - mean) / sd > FAR) return tail(mean, sd, min, max);
  if ((mean - max) / sd > FAR) return mirrored(tail(-mean, sd, -max, -min));
  return body(mean, sd, min, max);
}

/** Bounds on both sides of the mean, or near enough: both tail probabilities interpolated, the smaller one inverted. */
function body(mean: number, sd: number, min: number, max: number): Distribution {
  const a = (min - mean) / sd;
  const b = (max - mean) / sd;
  const lower = standardNormalCdf;
  const upper = (z: number): number => standardNormalCdf(-z);
  const [lowerA, lowerB, upperA, upperB] = [lower(a), lower(b), upper(a), upper(b)];
  const mass = a > 0 ? upperA - upperB : lowerB - lowerA;
  const within = (x: number): number => Math.min(Math.max(x, min), max);
  return {
    family: 'truncnormal',
    min,
    max,
    mean: within(mean + (sd * (standardNormalDensity(a) - standardNormalDensity(b))) / mass),
    quantile: (u) => {
      if (u <= 0) return min;
      if (u >= 1) return max;
      const p = (1 - u) * lowerA + u * lowerB;
      const q = (1 - u) * upperA + u * upperB;
      return within(mean + sd * (p < q ? standardNormalQuantile(p) : -standardNormalQuantile(q)));
    },
    cdf: (x) => {
      if (x <= min) return 0;
      if (x >= max) return 1;
      const z = (x - mean) / sd;
      return Math.min((a > 0 ? upperA - upper(z) : lower(z) - lowerA) / mass, 1);
    },
  };
}

/**
 * min far above the mean: measured from min, y = (x − min)/sd, because there the normal probabilities underflow and
 * mean + sd·z cancels. With a = (min − mean)/sd the survival function is Q(a + y)/Q(a) = exp(logRatio(a, y)).
 */
function tail(mean: number, sd: number, min: number, max: number): Distribution {
  const a = (min - mean) / sd;
  if (a === Infinity) return point('truncnormal', min);
  const width = Math.min((max - min) / sd, Number.MAX_VALUE);
  const beyond = exp(logRatio(a, width));
  const mass = -expm1(logRatio(a, width));
  // E[y] from φ(z) = Q(z)·(z + excess(z)); a narrow interval, where the difference cancels, is nearly uniform.
  const meanY =
    a * width < 1e-4 ? 0.5 * width * (1 - (a * width) / 6) : (excess(a) - beyond * (excess(a + width) + width)) / mass;
  return {
    family: 'truncnormal',
    min,
    max,
    mean: min + sd * meanY,
    quantile: (u) => {
      if (u <= 0) return min;
      if (u >= 1) return max;
      const target = log1p(-u * mass);
      // Newton from the root of the first term alone, which lies above; logRatio is concave, so the steps only descend.
      let y = (-2 * target) / (Math.sqrt(a * a - 2 * target) + a);
      for (let step = 0; step < 50; step++) {
        const z = a + y;
        const change = (logRatio(a, y) - target) / (z + excess(z));
        y += change;
        if (Math.abs(change) <= 1e-16 * y) break;
      }
      return Math.min(min + sd * y, max);
    },
    cdf: (x) => {
      if (x <= min) return 0;
      if (x >= max) return 1;
      return Math.min(-expm1(logRatio(a, (x - min) / sd)) / mass, 1);
    },
  };
}

/** ln(Q(a + y)/Q(a)), Q the upper tail of the standard normal, without cancellation. */
function logRatio(a: number, y: number): number {
  return -y * (a + 0.5 * y) - log1p(y / a) + log1p(series(a + y)) - log1p(series(a));
}

/** φ(z)/Q(z) − z. */
function excess(z: number): number {
  const s = series(z);
  return (-z * s) / (1 + s);
}

/** z·Q(z)/φ(z) − 1 = −1/z² + 3/z⁴ − 15/z⁶ + … (Abramowitz & Stegun 26.2.12), exact to a double for z ≥ FAR. */
function series(z: number): number {
  const r = 1 / (z * z);
  let sum = 0;
  for (let k = 29; k >= 1; k -= 2) sum = -k * r * (1 + sum);
  return sum;
}

/** The distribution of −x. */
function mirrored(of: Distribution): Distribution {
  return {
    ...of,
    min: -of.max,
    max: -of.min,
    mean: -of.mean,
    quantile: (u) => -of.quantile(1 - u),
    cdf: (x) => 1 - of.cdf(-x),
  };
}
