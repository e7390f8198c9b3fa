import { describe, expect, test } from 'vitest';
import { deltaClasses, deltaIndices } from '../../../src/analysis/sensitivity/delta.ts';
import { randomDraws, reorder } from './random-draws.ts';
import { ishigami } from './test-functions.ts';

const options = { resamples: 40, seed: 'delta' };

describe('delta', () => {
  // The estimator of Plischke et al. on the same draws and classes, with scipy's Gaussian kernel, Silverman's bandwidth and
  // 100 points. Ours has another kernel on another scale of the output.
  test.each([
    [500, [0.171, 0.251, 0.1616]],
    [2000, [0.2089, 0.3096, 0.1532]],
    [10_000, [0.2144, 0.36, 0.1638]],
  ])('of Ishigami from %i draws agrees with another program within 0.012, before correction', (draws, expected) => {
    const { inputs, output } = randomDraws(4, draws, 11, ishigami);
    const { indices } = deltaIndices(inputs, output, options);
    expected.forEach((value, i) => {
      expect(Math.abs(indices[i].uncorrected - value)).toBeLessThan(0.012);
      expect(indices[i].uncorrected).toBeGreaterThan(indices[i].dummyLimit);
      expect(indices[i].value).toBeLessThan(indices[i].uncorrected);
      expect(indices[i].low).toBeGreaterThan(0);
    });
    expect(indices[3].low).toBe(0);
    expect(indices[3].uncorrected).toBeLessThanOrEqual(indices[3].dummyLimit);
  });

  // Half the mean area between a normal density and its conditional ones, by Gauss–Hermite quadrature (numpy).
  test.each([
    [0.3, 0.101],
    [0.6, 0.2367],
    [0.9, 0.5149],
  ])(
    'of normal values with correlation %d approaches the known %d from below (10,000 draws: by 0 to 0.02)',
    (rho, expected) => {
      const [u, v] = randomDraws(2, 10_000, 5, () => 0).inputs;
      const x = u.map((p, i) => Math.sqrt(-2 * Math.log(p)) * Math.cos(2 * Math.PI * v[i]));
      const e = u.map((p, i) => Math.sqrt(-2 * Math.log(p)) * Math.sin(2 * Math.PI * v[i]));
      const y = x.map((value, i) => rho * value + Math.sqrt(1 - rho * rho) * e[i]);
      const { value } = deltaIndices([x], y, options).indices[0];
      expect(value).toBeLessThan(expected);
      expect(value).toBeGreaterThan(expected - 0.02);
    },
  );

  test('of an input that decides the output alone is close to 1 less the share of a class', () => {
    const { inputs, output } = randomDraws(2, 4000, 3, (u) => Math.exp(u[0]));
    const { indices } = deltaIndices(inputs, output, options);
    expect(indices[0].value).toBeGreaterThan(0.88);
    expect(indices[0].value).toBeLessThanOrEqual(1 - 1 / indices[0].classes);
    expect(indices[0].classes).toBe(deltaClasses(4000));
  });

  test('of an input of two values that decides between two outputs is 1/2, as the shares say', () => {
    const x = Float64Array.from({ length: 400 }, (_, i) => i % 2);
    const { indices } = deltaIndices(
      [x],
      x.map((value) => 5 * value),
      options,
    );
    expect([indices[0].uncorrected, indices[0].classes]).toEqual([0.5, 2]);
    expect(Math.abs(indices[0].value - 0.5)).toBeLessThan(0.01);
  });

  test('sees the share of draws without war beside how bad war is', () => {
    // 0 where the first input is below 0.4, else what the second says: half of 2 · 0.4 · 0.6 for the first, 0.6 times
    // almost 1 for the second (10 classes at 1200 draws).
    const { inputs, output } = randomDraws(3, 1200, 21, (u) => (u[0] < 0.4 ? 0 : 1 + u[1]));
    const [share, size, idle] = deltaIndices(inputs, output, options).indices;
    expect(Math.abs(share.value - 2 * 0.4 * 0.6)).toBeLessThan(0.05);
    expect(size.value).toBeGreaterThan(0.6 * 0.8);
    expect(size.value).toBeLessThan(0.6);
    expect(idle.low).toBe(0);
  });

  test('of an input that does nothing has 0 in its interval in about 95 % of samples (150 samples, fixed seeds; 88.5–99 %: error rate below 1e-2)', () => {
    let covered = 0;
    for (let seed = 1; seed <= 150; seed++) {
      const { inputs, output } = randomDraws(2, 200, 2000 + seed, (u) => u[0] ** 3);
      const { indices } = deltaIndices([inputs[1]], output, { resamples: 60, seed: String(seed) });
      if (indices[0].low === 0) covered++;
    }
    expect(covered / 150).toBeGreaterThan(0.885);
    expect(covered / 150).toBeLessThan(0.99);
  });

  test('does not hang on the order of the draws, nor on rising changes of output or input', () => {
    const draws = randomDraws(2, 400, 9, (u, noise) => Math.max(0.3, u[0] + 0.3 * u[1] + 0.2 * noise()));
    const plain = deltaIndices(draws.inputs, draws.output, options);
    const other = reorder(draws, 4);
    expect(deltaIndices(other.inputs, other.output, options)).toEqual(plain);
    const moved = draws.inputs.map((input) => input.map((x) => 10 + Math.exp(x)));
    expect(
      deltaIndices(
        moved,
        draws.output.map((y) => Math.exp(y) - 3),
        options,
      ),
    ).toEqual(plain);
  });

  test('is undefined for an output that does not vary and for an input that does not', () => {
    const { inputs } = randomDraws(1, 100, 8, () => 0);
    const constant = new Float64Array(100).fill(0.1);
    const [index] = deltaIndices(inputs, constant, options).indices;
    expect([index.value, index.low, index.high, index.uncorrected]).toEqual([NaN, NaN, NaN, NaN]);
    const [fixed] = deltaIndices([constant], inputs[0], options).indices;
    expect([fixed.value, fixed.dummyLimit, fixed.classes]).toEqual([NaN, NaN, 1]);
  });

  test('stays between 0 and 1, and leaves out draws with missing values', () => {
    const { inputs, output } = randomDraws(3, 120, 10, (u) => u[0]);
    output[7] = NaN;
    const result = deltaIndices(inputs, output, options);
    expect([result.draws, result.missing]).toEqual([119, 1]);
    for (const { value, low, high } of result.indices)
      expect(0 <= low && low <= value && value <= high && high <= 1).toBe(true);
  });

  test('says how many draws it needs', () => {
    const few = new Float64Array(99);
    expect(() => deltaIndices([few], few, options)).toThrow('delta: 99 draws, at least 100 are needed');
    expect(() => deltaIndices([few], few, { ...options, resamples: 1 })).toThrow('delta: resamples is 1');
  });
});

test("the number of classes is Plischke's", () => {
  expect([100, 500, 2000, 10_000, 1_000_000].map(deltaClasses)).toEqual([4, 5, 12, 22, 48]);
});
