import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evpi } from '../../../src/analysis/information/evpi.ts';
import { groupEvppi, type ParameterDraws, parameterEvppi } from '../../../src/analysis/information/evppi.ts';
import type { Payoffs } from '../../../src/analysis/payoffs.ts';
import { minimalStandard } from '../../support/sample-results.ts';
import { normalColumns, normalLinear, normalLoss } from './normal-linear.ts';

const options = { seed: 'evppi' };
const quick = { seed: 'evppi', simulations: 60, permutations: 19 };
const act = (gains: Float64Array): Payoffs => ({
  paths: ['act', 'wait'],
  values: [gains, new Float64Array(gains.length)],
  direction: 'maximize',
});

describe('EVPPI of one parameter', () => {
  const slopes = [1.5, 1, 0.5, 0];
  const { payoffs, parameters } = normalLinear(-0.5, slopes, 3000, 3);
  const rows = parameterEvppi(payoffs, parameters, options);

  test.each(slopes.map((slope, k) => [slope, k]))(
    'of the normal linear problem with slope %f is the unit normal loss, within its interval',
    (slope, k) => {
      const truth = normalLoss(-0.5, slope);
      const { low, high, value, standardError, name, method } = rows[k];
      expect([name, method]).toEqual([`theta${k}`, 'spline']);
      expect(low).toBeLessThanOrEqual(truth);
      expect(high).toBeGreaterThanOrEqual(truth);
      expect(Math.abs(value - truth)).toBeLessThanOrEqual(3 * standardError);
    },
  );

  test('of a parameter that does nothing has 0 in its interval and lies in the noise', () => {
    expect(rows[3].low).toBe(0);
    expect(rows[3].pValue).toBeGreaterThan(0.05);
    expect(rows[0].pValue).toBe(0.01);
    expect(rows[0].noise.p95).toBeLessThan(0.1 * rows[0].low);
  });

  test('is not changed at all by a monotone change of its scale', () => {
    const skewed = parameters.map(({ name, values }) => ({ name, values: values.map((x) => Math.exp(2 * x)) }));
    expect(parameterEvppi(payoffs, skewed, options)).toEqual(rows);
  });

  test('comes out the same with the same seed, whatever other parameters there are', () => {
    expect(parameterEvppi(payoffs, [parameters[1]], options)).toEqual([rows[1]]);
    const other = parameterEvppi(payoffs, [parameters[1]], { seed: 'other' })[0];
    expect(other.value).toBe(rows[1].value);
    expect(other.standardError).not.toBe(rows[1].standardError);
  });

  test('finds what is not monotone: E(θ² − 1)⁺ = 2φ(1), within its interval', () => {
    const [theta, noise] = normalColumns(2, 3000, 5);
    const gains = theta.map((x, i) => x * x - 1 + noise[i]);
    const [{ low, high }] = parameterEvppi(act(gains), [{ name: 'theta', values: theta }], options);
    const truth = (2 * Math.exp(-0.5)) / Math.sqrt(2 * Math.PI);
    expect(low).toBeLessThan(truth);
    expect(high).toBeGreaterThan(truth);
    expect(low).toBeGreaterThan(0.8 * truth);
  });

  test('is right for three paths whose errors hang together (E max of two correlated normals by quadrature)', () => {
    const [theta, noise] = normalColumns(2, 4000, 11);
    // Known θ: the best of 0, θ − 0.2 + noise and −2θ − 0.5 + noise.
    const values = [
      new Float64Array(theta.length),
      theta.map((x, i) => x - 0.2 + noise[i]),
      theta.map((x, i) => -2 * x - 0.5 + noise[i]),
    ];
    const payoffs3: Payoffs = { paths: ['a', 'b', 'c'], values, direction: 'maximize' };
    let truth = 0;
    const step = 1e-3;
    for (let x = -9; x < 9; x += step) {
      truth += (Math.max(0, x - 0.2, -2 * x - 0.5) * Math.exp((-x * x) / 2) * step) / Math.sqrt(2 * Math.PI);
    }
    const [{ low, high, value }] = parameterEvppi(payoffs3, [{ name: 'theta', values: theta }], options);
    expect(low).toBeLessThan(truth);
    expect(high).toBeGreaterThan(truth);
    expect(Math.abs(value / truth - 1)).toBeLessThan(0.1);
  });

  test('of a discrete problem is what it is by hand, to 1 % (the means of the levels are shrunk a little)', () => {
    // x is 0, 1 or 2 and z −1 or 1, all six worlds equally often. act gains 3x − 4 + 2z.
    const x = Float64Array.from({ length: 600 }, (_, i) => i % 3);
    const z = Float64Array.from({ length: 600 }, (_, i) => (i % 2 ? 1 : -1));
    const payoffs6 = act(x.map((v, i) => 3 * v - 4 + 2 * z[i]));
    const [ofX, ofZ] = parameterEvppi(
      payoffs6,
      [
        { name: 'x', values: x },
        { name: 'z', values: z },
      ],
      options,
    );
    // E max is (0 + 0 + 2)/3 with x known, (0 + 1)/2 with z; without either wait gives 0 and act −1.
    expect(ofX.method).toBe('levels');
    expect(Math.abs(ofX.value / (2 / 3) - 1)).toBeLessThan(0.01);
    expect(Math.abs(ofZ.value / (1 / 2) - 1)).toBeLessThan(0.01);
    // With both: gains −6, −2, −3, 1, 0, 4.
    expect(evpi(payoffs6, { seed: 's', resamples: 100 }).value).toBeCloseTo(5 / 6, 12);
    expect(ofX.shareOfEvpi).toBeCloseTo(4 / 5, 1);
    // Without z, to know x is to know all, and nothing is shrunk.
    const alone = act(x.map((v) => 3 * v - 4));
    expect(parameterEvppi(alone, [{ name: 'x', values: x }], options)[0].value).toBeCloseTo(2 / 3, 4);
  });

  test('of one that is often the same value and else spread out is estimated too', () => {
    const uniform = minimalStandard(9);
    const x = Float64Array.from({ length: 2000 }, () => Math.max(0, uniform() - 0.5));
    // act gains 1 where x > 0.25, a quarter of the draws, else −1: E max − 0 = 1/4.
    const gains = x.map((v) => (v > 0.25 ? 1 : -1) + uniform() - 0.5);
    const [{ low, high, method }] = parameterEvppi(act(gains), [{ name: 'x', values: x }], options);
    expect(method).toBe('spline');
    expect(low).toBeLessThan(0.25);
    expect(high).toBeGreaterThan(0.25);
    expect(low).toBeGreaterThan(0.2);
  });

  test('of a constant is 0', () => {
    const [row] = parameterEvppi(payoffs, [{ name: 'fixed', values: new Float64Array(3000).fill(2) }], options);
    expect(row).toMatchObject({ method: 'constant', value: 0, low: 0, high: 0, pValue: 1, shareOfEvpi: 0 });
  });

  test('is covered by its interval in nearly 95 % of samples (120 samples of 300; at least 87 %: error rate below 1e-2 at 93 %)', () => {
    const covered = slopes.map(() => 0);
    let falseAlarms = 0;
    for (let sample = 0; sample < 120; sample++) {
      const one = normalLinear(-0.5, slopes, 300, 104729 * (sample + 1));
      parameterEvppi(one.payoffs, one.parameters, quick).forEach(({ low, high, pValue }, k) => {
        const truth = normalLoss(-0.5, slopes[k]);
        if (low <= truth && truth <= high) covered[k]++;
        if (k === 3 && pValue <= 0.05) falseAlarms++;
      });
    }
    for (const count of covered) expect(count / 120).toBeGreaterThanOrEqual(0.87);
    // 5 % are expected; 12 % or more have a chance below 2e-3.
    expect(falseAlarms / 120).toBeLessThan(0.12);
  });

  test('does not take for information that far values make noisy payoffs (80 parameters of 600 draws, true value 0)', () => {
    let above = 0;
    for (let sample = 0; sample < 40; sample++) {
      const [first, second, noise] = normalColumns(3, 600, 32452843 + 7 * sample);
      const gains = act(first.map((x, i) => x * second[i] + 0.3 * noise[i]));
      const members = [first, second].map((values, k) => ({ name: `x${k}`, values }));
      for (const { low } of parameterEvppi(gains, members, quick)) if (low > 0) above++;
    }
    // 2.5 % to 5 % are expected; one sample in eight or more has a chance below 1e-2.
    expect(above / 80).toBeLessThan(0.125);
  });

  test('is at least 0, at most EVPI, and the same after a constant is added (any payoffs)', () => {
    const column = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 100, maxLength: 100 });
    fc.assert(
      fc.property(
        fc.array(column, { minLength: 2, maxLength: 4 }),
        fc.array(column, { minLength: 1, maxLength: 3 }),
        (values, of) => {
          const any: Payoffs = {
            paths: values.map((_, p) => `p${p}`),
            values: values.map((v) => Float64Array.from(v)),
            direction: 'minimize',
          };
          const some = of.map((v, k): ParameterDraws => ({ name: `x${k}`, values: Float64Array.from(v) }));
          const most = evpi(any, { seed: 's', resamples: 100 }).value;
          const estimates = parameterEvppi(any, some, quick);
          const moved = { ...any, values: any.values.map((v) => v.map((y) => y + 64)) };
          parameterEvppi(moved, some, quick).forEach(({ value }, k) => {
            expect(value).toBeCloseTo(estimates[k].value, 8);
          });
          for (const { value, low, high } of estimates) {
            expect(value).toBeGreaterThanOrEqual(0);
            expect(value).toBeLessThanOrEqual(most + 1e-9);
            expect(low).toBeGreaterThanOrEqual(0);
            expect(high).toBeGreaterThanOrEqual(value);
            expect(low).toBeLessThanOrEqual(value + 1e-12);
          }
        },
      ),
      { seed: 2, numRuns: 30 },
    );
  });
});

describe('EVPPI of a group', () => {
  const slopes = [1.5, 1, 0.5, 0];
  const { payoffs, parameters } = normalLinear(-0.5, slopes, 1000, 17);
  const all = groupEvppi(payoffs, { name: 'all', parameters }, options);

  test('of the normal linear problem is the unit normal loss of the joint spread, within its interval', () => {
    const two = groupEvppi(payoffs, { name: 'two', parameters: parameters.slice(1, 3) }, options);
    const truth = normalLoss(-0.5, Math.sqrt(1.25));
    expect(two.method).toBe('gaussian process');
    expect(two.low).toBeLessThan(truth);
    expect(two.high).toBeGreaterThan(truth);
    expect(Math.abs(two.value / truth - 1)).toBeLessThan(0.25);
  });

  test('of all parameters is at least that of each, and with nothing else uncertain the EVPI, to 2 %', () => {
    for (const { value } of parameterEvppi(payoffs, parameters, options)) expect(all.value).toBeGreaterThan(value);
    expect(all.shareOfEvpi).toBeGreaterThan(0.98);
    expect(all.shareOfEvpi).toBeLessThanOrEqual(1);
  });

  test('finds what no member shows alone: E(θ₁·θ₂)⁺ = 1/π, within its interval', () => {
    const [first, second, noise] = normalColumns(3, 1500, 23);
    const gains = act(first.map((x, i) => x * second[i] + 0.3 * noise[i]));
    const members = [
      { name: 'first', values: first },
      { name: 'second', values: second },
    ];
    for (const single of parameterEvppi(gains, members, options)) expect(single.low).toBe(0);
    const { low, high, value, pValue } = groupEvppi(gains, { name: 'both', parameters: members }, options);
    expect(low).toBeLessThan(1 / Math.PI);
    expect(high).toBeGreaterThan(1 / Math.PI);
    expect(value).toBeGreaterThan(0.9 / Math.PI);
    expect(pValue).toBe(0.01);
  });

  test('that has nothing to do with the payoffs has 0 in its interval', () => {
    const strangers = normalColumns(3, 1000, 29).map((values, k) => ({ name: `stranger${k}`, values }));
    const row = groupEvppi(payoffs, { name: 'strangers', parameters: strangers }, options);
    expect(row.low).toBe(0);
    expect(row.pValue).toBeGreaterThan(0.05);
  });

  test('with one parameter that varies is that parameter\u2019s', () => {
    const fixed = { name: 'fixed', values: new Float64Array(1000) };
    const alone = groupEvppi(payoffs, { name: 'theta0', parameters: [fixed, parameters[0]] }, options);
    expect(alone).toEqual(parameterEvppi(payoffs, [parameters[0]], options)[0]);
    expect(groupEvppi(payoffs, { name: 'none', parameters: [fixed] }, options).method).toBe('constant');
  });
});

describe('bad input to EVPPI', () => {
  const { payoffs, parameters } = normalLinear(0, [1], 100, 3);
  const [theta] = parameters;
  test.each<[string, () => unknown, string]>([
    [
      'too few draws',
      () => parameterEvppi(normalLinear(0, [1], 99, 3).payoffs, parameters, options),
      'EVPPI: 99 draws, at least 100 are needed',
    ],
    [
      'other draws',
      () => parameterEvppi(payoffs, [{ name: 'x', values: new Float64Array(7) }], options),
      'EVPPI: parameter x has 7 draws and the payoffs 100, both need the same',
    ],
    [
      'a missing value',
      () => parameterEvppi(payoffs, [{ name: 'x', values: theta.values.map((v, i) => (i === 4 ? NaN : v)) }], options),
      'EVPPI: parameter x in draw 4 is NaN, a finite number is needed',
    ],
    [
      'an empty group',
      () => groupEvppi(payoffs, { name: 'g', parameters: [] }, options),
      'EVPPI of g: the group is empty, a parameter is needed',
    ],
    ['no seed', () => parameterEvppi(payoffs, parameters, { seed: '' }), 'seed is empty'],
  ])('is refused: %s', (_, run, message) => expect(run).toThrow(message));
});
