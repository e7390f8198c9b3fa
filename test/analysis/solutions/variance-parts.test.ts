import { describe, expect, test } from 'vitest';
import { splitVariance } from '../../../src/analysis/solutions/variance-parts.ts';
import { uniformStream } from '../../../src/random/stream.ts';

const options = { seed: 'variance parts', resamples: 200 };
const equal = (count: number) => new Array<number>(count).fill(1);
const noise = (name: string, draws: number) => {
  const uniform = uniformStream('variance parts', name);
  return Float64Array.from({ length: draws }, () => Math.sqrt(12) * (uniform() - 0.5));
};

describe('the variance of an answer', () => {
  test('lies between the solutions where they shift every draw alike, by the variance of the shifts', () => {
    const draws = noise('shifts', 400);
    const [flat, ...shifted] = [0, 3, 6].map((shift) => draws.map((value) => value * 0 + shift));
    const certain = splitVariance([flat, ...shifted], { ...options, weights: equal(3) });
    // Of 0, 3 and 6 with the same weight: mean 3, variance (9 + 0 + 9) / 3.
    expect(certain.solutions.variance).toBeCloseTo(6, 12);
    expect(certain.solutions).toMatchObject({ share: 1, low: 1, high: 1 });
    expect([certain.parameters.share, certain.interaction.share, certain.total]).toEqual([0, 0, 6]);
    expect(certain.contributions).toEqual([0.5, 0, 0.5]);
  });

  test('is shared out by hand where shifts, draws and their interaction are known', () => {
    // Two solutions: x + 1 + y and x − 1 − y, with independent x and y of variance 1: 1 between, 1 of x, 1 of y.
    const [x, y] = [noise('x', 4000), noise('y', 4000)];
    const first = x.map((value, d) => value + 1 + y[d]);
    const second = x.map((value, d) => value - 1 - y[d]);
    const { solutions, parameters, interaction, total } = splitVariance([first, second], {
      ...options,
      weights: equal(2),
    });
    // Four standard errors of a variance or squared mean of 4000 draws: false alarm about 1 in 5000, with a fixed seed.
    for (const { variance } of [solutions, parameters, interaction]) expect(Math.abs(variance - 1)).toBeLessThan(0.13);
    expect(solutions.variance + parameters.variance + interaction.variance).toBeCloseTo(total, 12);
    expect(solutions.share + parameters.share + interaction.share).toBeCloseTo(1, 12);
    for (const part of [solutions, parameters, interaction]) {
      expect(part.low).toBeLessThan(1 / 3);
      expect(part.high).toBeGreaterThan(1 / 3);
    }
  });

  test('is that of the parameters alone where all solutions agree', () => {
    const draws = noise('same', 50);
    const { solutions, parameters, interaction } = splitVariance([draws, draws, draws], {
      ...options,
      weights: equal(3),
    });
    for (const part of [solutions, interaction]) expect(part.share).toBeLessThan(1e-30);
    expect(parameters.share).toBeCloseTo(1, 12);
  });

  test('gives a solution without weight no part in anything', () => {
    const [x, y] = [noise('a', 60), noise('b', 60)];
    const wild = y.map((value) => 1000 * value + 5000);
    const two = splitVariance([x, y], { ...options, weights: [1, 3] });
    const three = splitVariance([x, y, wild], { ...options, weights: [0.5, 1.5, 0] });
    for (const part of ['solutions', 'parameters', 'interaction'] as const) {
      expect(three[part].variance).toBeCloseTo(two[part].variance, 10);
    }
    expect(three.contributions[2]).toBe(0);
  });

  test('does not take the sampling of draws for a difference between solutions', () => {
    // Solutions whose true means are the same: without the correction 1/n of the interaction would lie between them.
    const found = Array.from({ length: 200 }, (_, run) => {
      const [a, b] = [noise(`a ${run}`, 20), noise(`b ${run}`, 20)];
      return splitVariance([a, b], { ...options, resamples: 100, weights: equal(2) }).solutions.variance;
    });
    // Uncorrected the mean were 0.025; cut off at 0 the corrected one is a little above 0.
    const mean = found.reduce((sum, value) => sum + value, 0) / found.length;
    expect(mean).toBeLessThan(0.02);
    expect(found.filter((value) => value === 0).length).toBeGreaterThan(100);
  });

  test.each([
    [[1, 1, 1], '3 weights for 2 solutions'],
    [[0, 0], 'the weights are 0, 0, must be at least 0 with a sum above 0'],
    [[-1, 2], 'the weights are -1, 2, must be'],
  ])('refuses the weights %j', (weights, message) => {
    expect(() => splitVariance([noise('c', 20), noise('d', 20)], { ...options, weights })).toThrow(message);
  });

  test('says how many draws it needs', () => {
    expect(() => splitVariance([new Float64Array(9)], { ...options, weights: [1] })).toThrow(
      'variance by solutions: 9 draws, at least 10 are needed',
    );
  });
});
