import { describe, expect, test } from 'vitest';
import { parameterEvppi } from '../../../src/analysis/information/evppi.ts';
import { type NestedOptions, nestedEvppi } from '../../../src/analysis/information/nested-evppi.ts';
import { normalColumns, normalLinear, normalLoss } from './normal-linear.ts';

/** act gains −0.5 + 1.5·θ + 2·noise, wait nothing; θ is what would be known. */
function nestedNormal(outer: number, inner: number, seed: number): NestedOptions {
  const [theta] = normalColumns(1, outer, seed);
  const [noise] = normalColumns(1, outer * inner, seed + 1);
  return {
    paths: ['act', 'wait'],
    direction: 'maximize',
    outer,
    inner,
    evaluate(o, i, payoffs) {
      payoffs[0] = -0.5 + 1.5 * theta[o] + 2 * noise[o * inner + i];
      payoffs[1] = 0;
    },
  };
}

describe('EVPPI by nested simulation', () => {
  const truth = normalLoss(-0.5, 1.5);

  test('is the unit normal loss of the normal linear problem, within 4 standard errors', () => {
    const { value, standardError, low, high, evaluations } = nestedEvppi(nestedNormal(2000, 40, 101));
    expect(Math.abs(value - truth)).toBeLessThan(4 * standardError);
    expect(low).toBeLessThan(truth);
    expect(high).toBeGreaterThan(truth);
    expect(evaluations).toBe(80_000);
  });

  test('takes most of the bias of few inner draws out (30 samples of 400 × 6)', () => {
    let [value, plain] = [0, 0];
    for (let sample = 0; sample < 30; sample++) {
      const result = nestedEvppi(nestedNormal(400, 6, 1000 + 2 * sample));
      value += result.value / 30;
      plain += result.plain / 30;
    }
    expect(plain - truth).toBeGreaterThan(0.04);
    expect(Math.abs(value - truth)).toBeLessThan(0.4 * (plain - truth));
  });

  test('agrees with the regression on draws, within 3 standard errors of both', () => {
    const nested = nestedEvppi(nestedNormal(1000, 40, 55));
    const { payoffs, parameters } = normalLinear(-0.5, [1.5, 2], 2000, 77);
    const [regression] = parameterEvppi(payoffs, [parameters[0]], { seed: 'nested' });
    const error = Math.sqrt(nested.standardError ** 2 + regression.standardError ** 2);
    expect(Math.abs(nested.value - regression.value)).toBeLessThan(3 * error);
  });

  test('turns round when the preference is to be minimized', () => {
    const options = nestedNormal(100, 10, 7);
    const mirrored = nestedEvppi({
      ...options,
      direction: 'minimize',
      evaluate(o, i, payoffs) {
        options.evaluate(o, i, payoffs);
        payoffs[0] = -payoffs[0];
      },
    });
    expect(mirrored).toEqual(nestedEvppi(options));
  });

  test.each([
    [{ outer: 29 }, 'nested EVPPI, outer level: 29 draws, at least 30 are needed'],
    [{ inner: 0 }, 'nested EVPPI, inner level: 0 draws, at least 2 are needed'],
    [{ inner: 5 }, 'nested EVPPI: 5 inner draws, an even number is needed'],
    [
      { evaluate: (_o: number, _i: number, payoffs: Float64Array) => payoffs.fill(Number.NaN) },
      'nested EVPPI: the payoff of act is NaN, a finite number is needed',
    ],
  ])('refuses %j', (change, message) => {
    expect(() => nestedEvppi({ ...nestedNormal(30, 2, 3), ...(change as Partial<NestedOptions>) })).toThrow(message);
  });
});
