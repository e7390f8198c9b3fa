import { normalizeWeights } from './discrete.ts';
import { type Distribution, DistributionError } from './distribution.ts';

/**
 * One of several distributions applies, each with the probability of its weight (equal when none are given); weights
 * need not sum to 1. One uniform serves the whole: the quantile function inverts the mixture's cdf.
 * @throws DistributionError unless there is a component, and a weight for each, none below 0 and not all of them 0
 */
export function mixture(components: readonly Distribution[], weights?: readonly number[]): Distribution {
  if (components.length === 0) throw new DistributionError('mixture: there are no components, at least one is needed');
  const shares = normalizeWeights('mixture', components.length, 'components', weights);
  const parts = components.map((component, i) => ({ component, share: shares[i]! })).filter(({ share }) => share > 0);

  const min = Math.min(...parts.map(({ component }) => component.min));
  const max = Math.max(...parts.map(({ component }) => component.max));
  const cdf = (x: number): number => {
    if (x >= max) return 1;
    let sum = 0;
    for (const { component, share } of parts) sum += share * component.cdf(x);
    return sum;
  };
  return {
    family: 'mixture',
    min,
    max,
    mean: parts.reduce((sum, { component, share }) => sum + share * component.mean, 0),
    quantile: (u) => {
      if (u <= 0) return min;
      if (u >= 1) return max;
      // Below the smallest component quantile every component's cdf is under u, at the largest none is.
      let low = Infinity;
      let high = -Infinity;
      for (const { component } of parts) {
        const x = component.quantile(u);
        if (x < low) low = x;
        if (x > high) high = x;
      }
      return low === high || cdf(low) >= u ? low : firstAtLeast(cdf, u, low, high);
    },
    cdf,
  };
}

/** Past this many steps the bracket is halved in the order of the doubles, which ends within 64 more. */
const STEPS_BY_VALUE = 60;

/**
 * The smallest double x with cdf(x) ≥ u, given cdf(low) < u and that cdf(high) ≥ u but for rounding. Secant and
 * double-length secant steps, a bisection whenever they have not halved the bracket (Alefeld & Potra, BIT 32, 1992), on
 * until the ends of the bracket are neighbours: jumps are met exactly, and of a flat stretch the left end.
 */
function firstAtLeast(cdf: (x: number) => number, u: number, low: number, high: number): number {
  let below = cdf(low) - u;
  let above = Math.max(cdf(high) - u, 0);
  let steps = 0;
  const shrink = (x: number): void => {
    steps++;
    if (!(x > low && x < high)) return;
    const excess = cdf(x) - u;
    if (excess >= 0) {
      high = x;
      above = excess;
    } else {
      low = x;
      below = excess;
    }
  };
  for (;;) {
    const width = high - low;
    const middle = low + 0.5 * width;
    if (!(middle > low && middle < high)) return high;
    if (steps >= STEPS_BY_VALUE) {
      const between = middleDouble(low, high);
      if (between === low || between === high) return high;
      shrink(between);
      continue;
    }
    shrink(low - (below * width) / (above - below));
    const [nearest, excess] = -below < above ? [low, below] : [high, above];
    const step = (2 * excess * (high - low)) / (above - below);
    if (Math.abs(step) < 0.5 * (high - low)) shrink(nearest - step);
    if (high - low > 0.5 * width) shrink(low + 0.5 * (high - low));
  }
}

const float = new Float64Array(2);
const bits = new BigInt64Array(float.buffer);

/** The double half-way between two in the order of all doubles, which a bisection from anywhere meets in 64 steps. */
function middleDouble(low: number, high: number): number {
  float[0] = low;
  float[1] = high;
  bits[0] = fromOrder((toOrder(bits[0]!) + toOrder(bits[1]!)) >> 1n);
  return float[0]!;
}

const MAGNITUDE = 0x7fff_ffff_ffff_ffffn;

function toOrder(word: bigint): bigint {
  return word < 0n ? -(word & MAGNITUDE) : word;
}

function fromOrder(order: bigint): bigint {
  return order < 0n ? BigInt.asIntN(64, -order | ~MAGNITUDE) : order;
}
