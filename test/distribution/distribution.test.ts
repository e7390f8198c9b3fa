import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bernoulli } from '../../src/distribution/bernoulli.ts';
import { beta } from '../../src/distribution/beta.ts';
import { discrete } from '../../src/distribution/discrete.ts';
import { type Distribution, DistributionError } from '../../src/distribution/distribution.ts';
import { exponential } from '../../src/distribution/exponential.ts';
import { FAMILIES } from '../../src/distribution/families.ts';
import { gamma } from '../../src/distribution/gamma.ts';
import { interval } from '../../src/distribution/interval.ts';
import { lognormal } from '../../src/distribution/lognormal.ts';
import { mixture } from '../../src/distribution/mixture.ts';
import { normal } from '../../src/distribution/normal.ts';
import { pert } from '../../src/distribution/pert.ts';
import { triangular } from '../../src/distribution/triangular.ts';
import { truncnormal } from '../../src/distribution/truncnormal.ts';
import { uniform } from '../../src/distribution/uniform.ts';
import reference from '../fixtures/scipy-distributions.json' with { type: 'json' };

const UNIFORMS = [1e-9, 1e-4, 0.01, 0.05, 0.2, 0.5, 0.77, 0.95, 0.999, 1 - 1e-9];

/** One of each family and shape, for what must hold of them all. */
const EXAMPLES: Record<string, Distribution> = {
  'uniform(-1, 4)': uniform(-1, 4),
  'normal(-3, 0.2)': normal(-3, 0.2),
  'truncnormal(1, 2, 0, 3)': truncnormal(1, 2, 0, 3),
  'truncnormal(0, 1, 6, 9)': truncnormal(0, 1, 6, 9),
  'truncnormal(0, 1, 40, 41)': truncnormal(0, 1, 40, 41),
  'truncnormal(5, 0.1, -1, 1)': truncnormal(5, 0.1, -1, 1),
  'lognormal(log(20), 0.8)': lognormal(Math.log(20), 0.8),
  'interval(30, 70)': interval(30, 70),
  'interval(-30, 70)': interval(-30, 70),
  'beta(3, 4.5)': beta(3, 4.5),
  'beta(0.4, 0.3)': beta(0.4, 0.3),
  'gamma(0.7, 3)': gamma(0.7, 3),
  'triangular(8, 17, 30)': triangular(8, 17, 30),
  'triangular(8, 8, 30)': triangular(8, 8, 30),
  'triangular(8, 30, 30)': triangular(8, 30, 30),
  'pert(-2, 17, 30)': pert(-2, 17, 30),
  'pert(8, 8, 30, 1)': pert(8, 8, 30, 1),
  'exponential(0.5)': exponential(0.5),
  'bernoulli(0.3)': bernoulli(0.3),
  'discrete([3, -1, 7], [1, 2, 5])': discrete([3, -1, 7], [1, 2, 5]),
  'mixture(beta, beta)': mixture([beta(2, 8), beta(8, 2)], [0.7, 0.3]),
  'mixture(apart)': mixture([uniform(0, 1), uniform(5, 6)], [1, 1]),
  'mixture(spike and slab)': mixture([discrete([0]), normal(0, 1)], [1, 3]),
};

describe('against scipy 1.10, to 1e-9 relative', () => {
  for (const { family: name, parameters, ppf, x, cdf, mean } of reference.families) {
    it(`${name}(${JSON.stringify(parameters).slice(1, -1)}) has the quantiles, the cdf and the mean`, () => {
      const family = FAMILIES.find((candidate) => candidate.name === name)!;
      const d = (family.create as (...p: unknown[]) => Distribution)(...parameters);
      reference.p.forEach((p, i) => {
        expectClose(d.quantile(p), ppf[i]!, 1e-9);
      });
      x.forEach((value, i) => {
        expectClose(d.cdf(value), cdf[i]!, 1e-9);
      });
      expectClose(d.mean, mean, 1e-9);
    });
  }
});

describe('every distribution', () => {
  for (const [name, d] of Object.entries(EXAMPLES)) {
    it(`${name} runs from the lower to the upper end of its support`, () => {
      expect(d.quantile(0)).toBe(d.min);
      expect(d.quantile(1)).toBe(d.max);
      expect(d.cdf(d.max)).toBe(1);
      if (d.min > -Infinity) expect(d.cdf(d.min - 1)).toBe(0);
    });

    it(`${name} has a quantile function that rises and is the least value with enough probability`, () => {
      let previous = d.min;
      for (const u of UNIFORMS) {
        const x = d.quantile(u);
        expect(x).toBeGreaterThanOrEqual(previous);
        // A rounding of x, and 1e-9 of the probability on either side.
        expect(d.cdf(x + 1e-15 * Math.abs(x))).toBeGreaterThanOrEqual(u * (1 - 1e-9) - 1e-15);
        const step = 1e-6 * Math.max(Math.abs(x), 1e-3);
        if (x - step > d.min) expect(d.cdf(x - step)).toBeLessThanOrEqual(u * (1 + 1e-9));
        previous = x;
      }
    });

    it(`${name} has the mean of its quantile function`, () => {
      // Midpoint rule after u = v²(3 − 2v), which flattens the ends; 1e-4 of the spread is its error in the tails.
      const points = 20_000;
      let sum = 0;
      for (let i = 0; i < points; i++) {
        const v = (i + 0.5) / points;
        sum += (d.quantile(v * v * (3 - 2 * v)) * 6 * v * (1 - v)) / points;
      }
      const spread = d.quantile(0.95) - d.quantile(0.05);
      expect(Math.abs(sum - d.mean)).toBeLessThan(1e-4 * spread);
    });
  }
});

describe('truncated normal', () => {
  it('keeps its digits far in a tail, on either side', () => {
    // Reference: 60-digit arithmetic, solving Q(x) = (1 − u)·Q(a) + u·Q(b).
    for (const { a, b, u, excess, mean } of TAILS) {
      expectClose(truncnormal(-a, 1, 0, b - a).quantile(u), excess, a > 12 ? 1e-13 : 1e-11);
      expectClose(-truncnormal(a, 1, a - b, 0).quantile(1 - u), excess, a > 12 ? 1e-13 : 1e-11);
      expectClose(truncnormal(-a, 1, 0, b - a).mean, mean, a > 12 ? 1e-12 : 1e-9);
    }
  });

  it('is continuous where the method changes', () => {
    for (const u of [0.01, 0.5, 0.99]) {
      const below = truncnormal(0, 1, 12 - 1e-12, 14);
      const above = truncnormal(0, 1, 12 + 1e-12, 14);
      expect(Math.abs(above.quantile(u) - below.quantile(u))).toBeLessThan(1e-11);
      expect(Math.abs(above.mean - below.mean)).toBeLessThan(1e-11);
    }
  });

  it('survives bounds that no double can express in standard deviations', () => {
    const d = truncnormal(0, 1e-320, 1, 2);
    expect([d.quantile(0.5), d.mean]).toEqual([1, 1]);
  });
});

/** mpmath, 60 digits: excess = x − a, mean = E[x] − a. */
const TAILS: readonly { a: number; b: number; u: number; excess: number; mean: number }[] = [
  { a: 3, b: 5, u: 0.125, excess: 0.04043162892681861, mean: 0.28269437994229846 },
  { a: 3, b: 5, u: 0.75, excess: 0.39938368535824054, mean: 0.28269437994229846 },
  { a: 8, b: 9, u: 0.125, excess: 0.016422424846436395, mean: 0.12118899297979713 },
  { a: 8, b: 9, u: 0.75, excess: 0.1688987085648934, mean: 0.12118899297979713 },
  { a: 11, b: 30, u: 0.125, excess: 0.012034804592864783, mean: 0.0894650297151724 },
  { a: 11, b: 30, u: 0.75, excess: 0.12431864465524495, mean: 0.0894650297151724 },
  { a: 13, b: 14, u: 0.125, excess: 0.010207939253980976, mean: 0.07603729333742623 },
  { a: 13, b: 14, u: 0.75, excess: 0.10559369521788017, mean: 0.07603729333742623 },
  { a: 20, b: 60, u: 0.125, excess: 0.006658898805450109, mean: 0.049753068527850546 },
  { a: 20, b: 60, u: 0.75, excess: 0.06902419403102764, mean: 0.049753068527850546 },
  { a: 40, b: 41, u: 0.125, excess: 0.003336063344350762, mean: 0.024968847207263722 },
  { a: 40, b: 41, u: 0.75, excess: 0.034620774855168034, mean: 0.024968847207263722 },
  { a: 100, b: 100.0078125, u: 0.125, excess: 0.000701760093579313, mean: 0.0034027053815996093 },
  { a: 100, b: 100.0078125, u: 0.75, excess: 0.005219257222515673, mean: 0.0034027053815996093 },
  { a: 1000, b: 2000, u: 0.125, excess: 0.00013353125017825105, mean: 0.00099999800001 },
  { a: 1000, b: 2000, u: 0.75, excess: 0.0013862920139288363, mean: 0.00099999800001 },
];

describe('mixture', () => {
  it('meets the values of discrete components exactly', () => {
    const d = mixture([discrete([0.1, 0.7]), normal(0.3, 1), discrete([0])], [0.5, 0.3, 0.2]);
    for (const value of [0.1, 0.7, 0]) {
      expect(d.quantile(d.cdf(value) - 1e-3)).toBe(value);
      expect(d.quantile(d.cdf(value) - 0.09)).toBe(value);
    }
  });

  it('takes the left end of a flat stretch', () => {
    const d = mixture([uniform(0, 1), uniform(5, 6)], [1, 1]);
    expect(d.quantile(0.5)).toBe(1);
    expect(d.quantile(0.5 + 1e-12)).toBeGreaterThanOrEqual(5);
  });

  it('agrees with the closed form for two uniforms', () => {
    const d = mixture([uniform(0, 1), uniform(0, 3)], [0.4, 0.6]);
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }), (u) => {
        const x = u < 0.6 ? u / 0.6 : 1 + (u - 0.6) / 0.2;
        expect(Math.abs(d.quantile(u) - x)).toBeLessThan(1e-14 * 10);
      }),
      { seed: 11, numRuns: 500 },
    );
  });

  it('is the component when there is one, and ignores components of weight 0', () => {
    for (const u of UNIFORMS) {
      expect(mixture([beta(2, 3)]).quantile(u)).toBe(beta(2, 3).quantile(u));
      expect(mixture([beta(2, 3), normal(0, 1)], [2, 0]).quantile(u)).toBe(beta(2, 3).quantile(u));
    }
    expect(mixture([beta(2, 3), normal(0, 1)], [2, 0]).min).toBe(0);
  });

  it('may be a component of another', () => {
    const inner = mixture([discrete([1]), discrete([2])]);
    const outer = mixture([inner, discrete([3])], [2, 1]);
    expect([0.2, 0.5, 0.9].map(outer.quantile)).toEqual([1, 2, 3]);
  });

  it('needs few evaluations of the cdf for smooth components', () => {
    let calls = 0;
    const counted = (d: Distribution): Distribution => ({
      ...d,
      cdf: (x) => {
        calls++;
        return d.cdf(x);
      },
    });
    const d = mixture([counted(normal(0, 1)), normal(3, 2)]);
    for (let i = 1; i < 100; i++) d.quantile(i / 100);
    expect(calls / 99).toBeLessThan(40);
  });
});

describe('discrete', () => {
  it('sorts its values, adds the weights of equal ones and drops weights of 0', () => {
    const d = discrete([5, 1, 5, 9], [1, 2, 1, 0]);
    expect([d.min, d.max, d.mean, d.cdf(1), d.cdf(4.9)]).toEqual([1, 5, 3, 0.5, 0.5]);
    expect([0, 0.5, 0.500001, 1].map(d.quantile)).toEqual([1, 1, 5, 5]);
  });

  it('weighs equally when no weights are given, and does not overflow on large ones', () => {
    expect(discrete([1, 2, 6]).mean).toBeCloseTo(3, 14);
    expect(discrete([1, 3], [1e308, 1e308]).mean).toBe(2);
  });
});

describe('interval', () => {
  it('has 5 % below low and 5 % above high, lognormal when both are positive, else normal', () => {
    for (const [low, high] of [
      [30, 70],
      [-30, 70],
      [0, 4],
      [-9, -2],
    ] as const) {
      const d = interval(low, high);
      expectClose(d.cdf(low), 0.05, 1e-12);
      expectClose(d.cdf(high), 0.95, 1e-12);
      expect(d.min).toBe(low > 0 ? 0 : -Infinity);
      expect(d.family).toBe('interval');
    }
    expectClose(interval(30, 70).quantile(0.5), Math.sqrt(30 * 70), 1e-14);
    expectClose(interval(-30, 70).quantile(0.5), 20, 1e-14);
  });
});

describe('degenerate parameters', () => {
  const certain: Record<string, [Distribution, number]> = {
    'uniform(2, 2)': [uniform(2, 2), 2],
    'normal(2, 0)': [normal(2, 0), 2],
    'lognormal(0, 0)': [lognormal(0, 0), 1],
    'truncnormal(2, 0, 1, 3)': [truncnormal(2, 0, 1, 3), 2],
    'truncnormal(2, 1, 3, 3)': [truncnormal(2, 1, 3, 3), 3],
    'triangular(2, 2, 2)': [triangular(2, 2, 2), 2],
    'pert(2, 2, 2)': [pert(2, 2, 2), 2],
    'bernoulli(0)': [bernoulli(0), 0],
    'bernoulli(1)': [bernoulli(1), 1],
    'discrete([4])': [discrete([4]), 4],
    'mixture(discrete([4]))': [mixture([discrete([4])]), 4],
  };
  for (const [name, [d, value]] of Object.entries(certain)) {
    it(`${name} is certainly ${value}`, () => {
      expect([d.min, d.max, d.mean, d.quantile(0), d.quantile(0.3), d.quantile(1)]).toEqual(Array(6).fill(value));
      expect([d.cdf(value - 1e-9), d.cdf(value)]).toEqual([0, 1]);
    });
  }
});

describe('impossible parameters', () => {
  const refused: [() => Distribution, string][] = [
    [() => uniform(5, 2), 'uniform: max is 2, must be at least min (5)'],
    [() => uniform(Number.NaN, 2), 'uniform: min is NaN, must be a finite number'],
    [() => uniform(0, Infinity), 'uniform: max is Infinity, must be a finite number'],
    [() => normal(0, -1), 'normal: sd is -1, must be 0 or above'],
    [() => normal(Infinity, 1), 'normal: mean is Infinity, must be a finite number'],
    [() => truncnormal(0, 1, 3, 2), 'truncnormal: max is 2, must be at least min (3)'],
    [() => truncnormal(0, -1, 1, 2), 'truncnormal: sd is -1, must be 0 or above'],
    [() => truncnormal(0, 0, 1, 2), 'truncnormal: mean is 0, must be from 1 to 2 when sd is 0'],
    [() => lognormal(0, -0.5), 'lognormal: sigma is -0.5, must be 0 or above'],
    [() => interval(7, 3), 'interval: high is 3, must be above low (7)'],
    [() => interval(3, 3), 'interval: high is 3, must be above low (3)'],
    [() => beta(-1, 2), 'beta: a is -1, must be above 0'],
    [() => beta(1, 0), 'beta: b is 0, must be above 0'],
    [() => gamma(0, 1), 'gamma: shape is 0, must be above 0'],
    [() => gamma(1, -2), 'gamma: scale is -2, must be above 0'],
    [() => triangular(1, 0, 3), 'triangular: mode is 0, must be at least min (1)'],
    [() => triangular(1, 4, 3), 'triangular: max is 3, must be at least mode (4)'],
    [() => pert(1, 4, 3), 'pert: max is 3, must be at least mode (4)'],
    [() => pert(1, 2, 3, -1), 'pert: lambda is -1, must be 0 or above'],
    [() => exponential(0), 'exponential: rate is 0, must be above 0'],
    [() => bernoulli(1.5), 'bernoulli: p is 1.5, must be from 0 to 1'],
    [() => discrete([]), 'discrete: there are no values, at least one is needed'],
    [() => discrete([1, Number.NaN]), 'discrete: a value is NaN, must be a finite number'],
    [() => discrete([1, 2], [1]), 'discrete: there are 1 weights for 2 values, one each is needed'],
    [() => discrete([1, 2], [1, -1]), 'discrete: a weight is -1, must be 0 or above'],
    [() => discrete([1, 2], [0, 0]), 'discrete: the weights sum to 0, one must be above 0'],
    [() => mixture([]), 'mixture: there are no components, at least one is needed'],
    [() => mixture([beta(1, 1)], [1, 2]), 'mixture: there are 2 weights for 1 components, one each is needed'],
  ];
  for (const [create, message] of refused) {
    it(`are refused: ${message}`, () => {
      expect(create).toThrow(DistributionError);
      expect(create).toThrow(new DistributionError(message));
    });
  }
});

describe('the table of families', () => {
  it('names each once, with a one-line meaning', () => {
    expect(new Set(FAMILIES.map(({ name }) => name)).size).toBe(FAMILIES.length);
    for (const { meaning } of FAMILIES) expect(meaning).toMatch(/^\S.*\S$/);
  });

  it('gives the families their names', () => {
    for (const family of FAMILIES) {
      if (family.kind === 'numeric') {
        const parameters = [0.25, 0.5, 0.75, 0.9].slice(0, family.parameters.length);
        const ordered = family.name === 'truncnormal' ? [0.5, 0.1, 0, 1] : parameters;
        expect(family.create(...ordered).family).toBe(family.name);
      }
    }
    expect(discrete([1, 2]).family).toBe('discrete');
    expect(mixture([beta(1, 2)]).family).toBe('mixture');
  });
});

function expectClose(actual: number, expected: number, relative: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(relative * Math.abs(expected));
}
