import { describe, expect, test } from 'vitest';
import { parameterEvppi } from '../../../src/analysis/information/evppi.ts';
import { differencesFromBest } from '../../../src/analysis/information/regression-evppi.ts';
import { scoreBootstrap } from '../../../src/analysis/information/score-bootstrap.ts';
import { rankLevels, splineDesigns } from '../../../src/analysis/information/spline.ts';
import { unsourcedShare } from '../../../src/analysis/information/unsourced-share.ts';
import { normalLinear, normalLoss } from './normal-linear.ts';

const resampling = { seed: 'sources', resamples: 200 };
/** Flags by position. */
const flag = <T>(parameters: readonly T[], sourced: readonly number[]) =>
  parameters.map((parameter, k) => ({ ...parameter, hasSource: sourced.includes(k) }));

describe('the share of the EVPPI that rests on parameters without a source', () => {
  test('is what the closed forms say, within its interval', () => {
    const { payoffs, parameters } = normalLinear(-0.3, [1.5, 1, 0.8, 0, 0, 0, 0, 0], 1500, 41);
    const result = unsourcedShare(payoffs, flag(parameters, [0, 3, 4]), resampling);
    const [first, ...rest] = [1.5, 1, 0.8].map((slope) => normalLoss(-0.3, slope));
    const truth = (rest[0] + rest[1]) / (first + rest[0] + rest[1]);
    expect(result.low).toBeLessThan(truth);
    expect(result.high).toBeGreaterThan(truth);
    expect(result.high - result.low).toBeLessThan(0.25);
    expect(result).toMatchObject({ unsourced: 5, parameters: 8, undefinedShare: 0 });
  });

  test('is not drawn towards the number of parameters by many that do nothing', () => {
    const slopes = [1, ...new Array<number>(60).fill(0)];
    // So near to indifference that noise looks like information.
    const { payoffs, parameters } = normalLinear(0, slopes, 200, 43);
    const result = unsourcedShare(payoffs, flag(parameters, [0]), resampling);
    expect(result.rawShareOfSum).toBeGreaterThan(0.3);
    expect(result.low).toBeLessThan(0.05);
    expect(result.shareOfSum).toBeLessThan(0.5 * result.rawShareOfSum);
  });

  test('is all or nothing when all or none have a source', () => {
    const { payoffs, parameters } = normalLinear(-0.3, [1, 1], 300, 47);
    expect(unsourcedShare(payoffs, flag(parameters, []), resampling)).toMatchObject({ shareOfSum: 1, low: 1, high: 1 });
    expect(unsourcedShare(payoffs, flag(parameters, [0, 1]), resampling)).toMatchObject({ shareOfSum: 0, high: 0 });
  });

  test('is undefined where nothing is worth knowing', () => {
    const { payoffs, parameters } = normalLinear(-50, [1, 1], 300, 47);
    const result = unsourcedShare(payoffs, flag(parameters, [0]), resampling);
    expect(result.shareOfSum).toBeNaN();
    expect(result).toMatchObject({ sum: 0, undefinedShare: 1 });
  });

  test.each([
    ['no parameters', 200, 0, 'share without source: no parameters, at least one is needed'],
    ['too few draws', 99, 1, 'share without source: 99 draws, at least 100 are needed'],
  ])('refuses %s', (_, draws, count, message) => {
    const { payoffs, parameters } = normalLinear(0, [1], draws, 3);
    expect(() => unsourcedShare(payoffs, flag(parameters.slice(0, count), []), resampling)).toThrow(message);
  });
});

describe('the bootstrap without fitting again', () => {
  const { payoffs, parameters } = normalLinear(-0.5, [1.5, 2], 800, 53);
  const differences = differencesFromBest(payoffs.values);
  const estimate = scoreBootstrap(splineDesigns()(rankLevels(parameters[0].values)), differences);

  test('leaves the estimate where every draw counts once, but for the bins, to 1 %', () => {
    const [{ value }] = parameterEvppi(payoffs, [parameters[0]], { seed: 's', permutations: 1, simulations: 2 });
    expect(Math.abs(estimate(new Uint32Array(800).fill(1)) / value - 1)).toBeLessThan(0.01);
  });

  test('is near to what fitting the resample anew gives: half of the draws twice, to 10 %', () => {
    const counts = Uint32Array.from({ length: 800 }, (_, draw) => (draw < 400 ? 2 : 0));
    const half = {
      ...payoffs,
      values: payoffs.values.map((column) => column.slice(0, 400)),
    };
    const [{ value }] = parameterEvppi(half, [{ name: 'theta', values: parameters[0].values.slice(0, 400) }], {
      seed: 's',
      permutations: 1,
      simulations: 2,
    });
    expect(Math.abs(estimate(counts) / value - 1)).toBeLessThan(0.1);
  });
});
