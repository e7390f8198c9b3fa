import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type RankIndex, rankDrawsMin, rankIndices } from '../../../src/analysis/sensitivity/ranks.ts';
import { randomDraws, reorder } from './random-draws.ts';

const options = { resamples: 40, seed: 'ranks' };

function expectClose(actual: readonly number[], expected: readonly number[], tolerance: number): void {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((value, i) => {
    expect(Math.abs(value - expected[i]), `${i}: ${value} is not ${expected[i]}`).toBeLessThan(tolerance);
  });
}

const partials = (indices: readonly RankIndex[]) => indices.map(({ partial }) => partial.value);
const coefficients = (indices: readonly RankIndex[]) => indices.map(({ coefficient }) => coefficient.value);

describe('rank regression', () => {
  test('of 300 draws with many ties agrees with numpy and scipy: residuals of mid-ranks, to 1e-10', () => {
    const { inputs, output } = randomDraws(4, 300, 77, (u, noise) =>
      Math.floor(8 * (u[0] + 0.5 * u[1] ** 3 - (0.2 * Math.floor(5 * u[2])) / 4 + 0.5 * noise())),
    );
    inputs[2] = inputs[2].map((u) => Math.floor(5 * u));
    const { indices, fit } = rankIndices(inputs, output, options);
    const prcc = [0.8597291669034755, 0.6087497705074197, -0.3849168348614986, -0.013637157234798624];
    const srrc = [0.7926442120029046, 0.36027922384154454, -0.1958107644574724, -0.006421992338621339];
    const inflation = [1.007541213064796, 1.0017431845679157, 1.001634618348689, 1.0074501676828576];
    expectClose(partials(indices), prcc, 1e-10);
    expectClose(coefficients(indices), srrc, 1e-10);
    expectClose(
      indices.map((index) => index.inflation),
      inflation,
      1e-10,
    );
    expect(Math.abs(fit.value - 0.7799164803505464)).toBeLessThan(1e-10);
  });

  test("with one input is Spearman's correlation: 1 − 6 Σd² / (n(n² − 1)) without ties", () => {
    const { inputs, output } = randomDraws(1, 60, 5, (u, noise) => u[0] + noise());
    const rank = (values: Float64Array) => values.map((v) => values.filter((w) => w < v).length);
    const [x, y] = [rank(inputs[0]), rank(output)];
    const squares = x.reduce((sum, r, i) => sum + (r - y[i]) ** 2, 0);
    const { indices } = rankIndices(inputs, output, options);
    const spearman = 1 - (6 * squares) / (60 * (60 ** 2 - 1));
    expectClose([...partials(indices), ...coefficients(indices)], [spearman, spearman], 1e-13);
  });

  test('of an output that rises with one input alone gives it 1 and the others 0', () => {
    const { inputs, output } = randomDraws(3, 200, 6, (u) => u[1] ** 5);
    const { indices, fit } = rankIndices(inputs, output, options);
    expectClose(partials(indices), [0, 1, 0], 1e-12);
    expectClose(coefficients(indices), [0, 1, 0], 1e-12);
    expect(fit.value).toBeCloseTo(1, 12);
    expect(indices[1].partial.low).toBeCloseTo(1, 12);
  });

  test('stays between −1 and 1 and does not hang on the order of draws, nor on rising changes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const draws = randomDraws(3, 60, seed, (u, noise) => u[0] - u[1] + noise());
        const plain = rankIndices(draws.inputs, draws.output, options);
        for (const { partial } of plain.indices) expect(Math.abs(partial.value)).toBeLessThanOrEqual(1);
        expect(plain.fit.value).toBeLessThanOrEqual(1);
        const other = reorder(draws, 3);
        expect(rankIndices(other.inputs, other.output, options)).toEqual(plain);
        const risen = draws.inputs.map((input) => input.map((x) => Math.exp(3 * x)));
        expect(rankIndices(risen, draws.output, options)).toEqual(plain);
        const fallen = rankIndices(
          draws.inputs,
          draws.output.map((y) => -y),
          options,
        );
        expectClose(
          partials(fallen.indices),
          partials(plain.indices).map((value) => -value),
          1e-12,
        );
      }),
      { seed: 8, numRuns: 20 },
    );
  });
});

describe('intervals of rank regression', () => {
  test('hold 0 for an input that does nothing in about 95 % of samples (200 samples, fixed seeds; 90–98.5 %: error rate below 1e-2)', () => {
    let partial = 0;
    let coefficient = 0;
    for (let seed = 1; seed <= 200; seed++) {
      const { inputs, output } = randomDraws(3, 120, 300 + seed, (u, noise) => u[0] + 0.5 * u[1] + 0.5 * noise());
      const { indices } = rankIndices(inputs, output, { resamples: 100, seed: String(seed) });
      if (indices[2].partial.low <= 0 && 0 <= indices[2].partial.high) partial++;
      if (indices[2].coefficient.low <= 0 && 0 <= indices[2].coefficient.high) coefficient++;
    }
    for (const covered of [partial / 200, coefficient / 200]) {
      expect(covered).toBeGreaterThan(0.9);
      expect(covered).toBeLessThan(0.985);
    }
  });

  test('hold the rank correlation 6/π · asin(ρ/2) of normal values in about 95 % of samples (150 samples, fixed seeds; 89–99 %: error rate below 1e-2)', () => {
    const rho = 0.6;
    let covered = 0;
    for (let seed = 1; seed <= 150; seed++) {
      const { inputs, output } = randomDraws(1, 200, 700 + seed, () => 0);
      const noise = randomDraws(1, 200, 90_000 + seed, () => 0).inputs[0];
      // Box & Muller: a pair of normals for each draw.
      for (let i = 0; i < 200; i++) {
        const radius = Math.sqrt(-2 * Math.log(inputs[0][i]));
        const [x, e] = [radius * Math.cos(2 * Math.PI * noise[i]), radius * Math.sin(2 * Math.PI * noise[i])];
        inputs[0][i] = x;
        output[i] = rho * x + Math.sqrt(1 - rho * rho) * e;
      }
      const { partial } = rankIndices(inputs, output, { resamples: 100, seed: String(seed) }).indices[0];
      const truth = (6 / Math.PI) * Math.asin(rho / 2);
      if (partial.low <= truth && truth <= partial.high) covered++;
    }
    expect(covered / 150).toBeGreaterThan(0.89);
    expect(covered / 150).toBeLessThan(0.99);
  });
});

describe('inputs that cannot be told apart', () => {
  const { inputs, output } = randomDraws(3, 200, 12, (u, noise) => u[0] + 0.5 * u[1] + noise());

  test('an input with one value has no index and changes nothing for the others', () => {
    const plain = rankIndices(inputs, output, options);
    const { indices } = rankIndices([inputs[0], new Float64Array(200).fill(3), inputs[1], inputs[2]], output, options);
    expect(indices.map(({ problem }) => problem)).toEqual([undefined, 'constant', undefined, undefined]);
    expect(indices[1].partial.value).toBeNaN();
    expectClose(partials(indices.filter((_, i) => i !== 1)), partials(plain.indices), 1e-12);
  });

  test('an input given twice, once in another unit, has no index, nor has its double; the others keep theirs', () => {
    const plain = rankIndices(inputs, output, options);
    const double = inputs[0].map((x) => 100 - 7 * x);
    const { indices, fit } = rankIndices([...inputs, double], output, options);
    expect(indices.map(({ problem }) => problem)).toEqual(['collinear', undefined, undefined, 'collinear']);
    expect([indices[0].partial.value, indices[3].coefficient.low]).toEqual([NaN, NaN]);
    expectClose(partials(indices.slice(1, 3)), partials(plain.indices.slice(1)), 1e-12);
    expect(fit.value).toBeCloseTo(plain.fit.value, 12);
  });

  test('inputs that move together almost entirely have wide intervals and a high inflation', () => {
    const near = inputs[0].map((x, i) => x + 0.02 * inputs[2][i]);
    const { indices } = rankIndices([inputs[0], inputs[1], near], output, options);
    expect(indices[0].inflation).toBeGreaterThan(100);
    expect(indices[1].inflation).toBeLessThan(1.2);
    const width = ({ coefficient }: RankIndex) => coefficient.high - coefficient.low;
    expect(width(indices[0])).toBeGreaterThan(5 * width(indices[1]));
  });

  test('an output that does not vary has no indices', () => {
    const { indices, fit } = rankIndices(inputs, new Float64Array(200).fill(0.3), options);
    expect([fit.value, fit.low, fit.high]).toEqual([NaN, NaN, NaN]);
    for (const { partial, coefficient } of indices) expect([partial.value, coefficient.high]).toEqual([NaN, NaN]);
  });

  test('no inputs that vary leave nothing to regress on', () => {
    const { indices, fit } = rankIndices([new Float64Array(200)], output, options);
    expect(indices[0].problem).toBe('constant');
    expect(fit.value).toBe(0);
  });
});

test('rank regression says how many draws it needs', () => {
  expect(rankDrawsMin(3)).toBe(26);
  const few = new Float64Array(25);
  expect(() => rankIndices([few, few, few], few, options)).toThrow('rank regression: 25 draws, at least 26 are needed');
  expect(() => rankIndices([few], few, { resamples: 39, seed: 'x' })).toThrow('resamples is 39');
});
