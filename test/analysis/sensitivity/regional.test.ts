import { describe, expect, test } from 'vitest';
import { regionalIndices } from '../../../src/analysis/sensitivity/regional.ts';
import reference from '../../fixtures/kolmogorov-smirnov.json' with { type: 'json' };
import { randomDraws, reorder } from './random-draws.ts';

const options = { resamples: 40, seed: 'regional' };

describe('regional sensitivity', () => {
  test('has the distance and p value of scipy, to 1e-10', () => {
    const input = Float64Array.from([...reference.first, ...reference.second]);
    const flags = Float64Array.from(input, (_, i) => (i < reference.first.length ? 1 : 0));
    const { behavioural, other, indices } = regionalIndices([input], flags, options);
    expect([behavioural, other]).toEqual([60, 75]);
    expect(Math.abs(indices[0].distance.value - reference.stat)).toBeLessThan(1e-10);
    expect(Math.abs(indices[0].p - reference.p_exact)).toBeLessThan(1e-10);
    expect(indices[0].pAdjusted).toBe(indices[0].p);
  });

  test('of an input that alone decides has distance 1, and tells which side behaves', () => {
    const { inputs, output } = randomDraws(2, 300, 4, (u) => (u[0] > 0.7 ? 1 : 0));
    const [decides, idle] = regionalIndices(inputs, output, options).indices;
    expect(decides.distance).toEqual({ value: 1, low: 1, high: 1 });
    expect(decides.p).toBeLessThan(1e-30);
    expect(decides.medianBehavioural).toBeGreaterThan(0.7);
    expect(decides.medianOther).toBeLessThan(0.7);
    expect(idle.pAdjusted).toBeGreaterThan(0.05);
  });

  test('of a threshold on a sum of two uniforms approaches its known distances (4000 draws, within 0.05: error rate below 1e-2)', () => {
    // Behavioural where u0 + u1 > 1: the density of u0 is 2u there and 2(1 − u) elsewhere; u − u² apart twice, 0.5 at most.
    const { inputs, output } = randomDraws(3, 4000, 8, (u) => (u[0] + u[1] > 1 ? 1 : 0));
    const { indices } = regionalIndices(inputs, output, options);
    expect(Math.abs(indices[0].distance.value - 0.5)).toBeLessThan(0.05);
    expect(Math.abs(indices[1].distance.value - 0.5)).toBeLessThan(0.05);
    for (const { low, high } of [indices[0].distance, indices[1].distance]) expect(low < 0.5 && 0.5 < high).toBe(true);
  });

  test('finds an input that does nothing in 5 % of samples at most (400 samples, fixed seeds; below 8.5 %: error rate below 1e-3), any of four after adjustment likewise', () => {
    let single = 0;
    let any = 0;
    for (let seed = 1; seed <= 400; seed++) {
      const { inputs, output } = randomDraws(5, 150, 400 + seed, (u) => (u[0] > 0.6 ? 1 : 0));
      const { indices } = regionalIndices(inputs.slice(1), output, options);
      if (indices[0].p < 0.05) single++;
      if (indices.some(({ pAdjusted }) => pAdjusted < 0.05)) any++;
    }
    expect(single / 400).toBeLessThan(0.085);
    expect(single / 400).toBeGreaterThan(0.015);
    expect(any / 400).toBeLessThan(0.085);
  });

  test("adjusts p values as Holm's example: the smallest times 3, the next times 2, never falling", () => {
    const { inputs, output } = randomDraws(3, 200, 5, (u, noise) => (u[0] + noise() > 1 ? 1 : 0));
    const { indices } = regionalIndices(inputs, output, options);
    const sorted = [...indices].sort((a, b) => a.p - b.p);
    let last = 0;
    sorted.forEach(({ p, pAdjusted }, place) => {
      last = Math.max(last, Math.min(1, p * (3 - place)));
      expect(pAdjusted).toBe(last);
    });
  });

  test('does not hang on the order of the draws; an input with one value has distance 0', () => {
    const draws = randomDraws(2, 200, 5, (u, noise) => (u[0] + noise() > 1 ? 1 : 0));
    const inputs = [...draws.inputs, new Float64Array(200).fill(3)];
    const plain = regionalIndices(inputs, draws.output, options);
    const other = reorder({ inputs, output: draws.output }, 9);
    expect(regionalIndices(other.inputs, other.output, options)).toEqual(plain);
    expect([plain.indices[2].distance, plain.indices[2].p]).toEqual([{ value: 0, low: 0, high: 0 }, 1]);
  });

  test('leaves out draws that are neither, and says how many it needs of each kind', () => {
    const input = Float64Array.from({ length: 40 }, (_, i) => i);
    const flags = (inside: number) => Float64Array.from(input, (_, i) => (i < inside ? 1 : i < 35 ? 0 : NaN));
    const { behavioural, other, missing } = regionalIndices([input], flags(10), options);
    expect([behavioural, other, missing]).toEqual([10, 25, 5]);
    expect(() => regionalIndices([input], flags(9), options)).toThrow(
      'regional sensitivity: 9 behavioural and 26 other draws, at least 10 of each are needed',
    );
    expect(() => regionalIndices([input.subarray(0, 19)], new Float64Array(19), options)).toThrow(
      'regional sensitivity: 19 draws, at least 20 are needed',
    );
  });
});
