import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSaltelliDesign, type SaltelliOptions } from '../../../src/analysis/sensitivity/saltelli.ts';
import { type SobolIndices, sobolIndices } from '../../../src/analysis/sensitivity/sobol-indices.ts';
import reference from '../../fixtures/sobol-indices.json' with { type: 'json' };
import { minimalStandard } from '../../support/sample-results.ts';
import { ishigami, linear, SOBOL_G_8 } from './test-functions.ts';

type Model = (u: ArrayLike<number>) => number;

const names = (count: number) => Array.from({ length: count }, (_, i) => `x${i + 1}`);

function outputsOf(model: Model, options: SaltelliOptions): Float64Array {
  const design = createSaltelliDesign(options);
  const x = new Float64Array(options.keys.length);
  return Float64Array.from({ length: design.rows }, (_, row) => {
    design.fill(row, x);
    return model(x);
  });
}

/** Indices of a model of independent uniforms. */
function indicesOf(model: Model, inputs: number, points: number, changes: Partial<SaltelliOptions> = {}) {
  const options = { keys: names(inputs), points, secondOrder: true, shiftSeed: 'test', ...changes };
  const factors = options.groups?.length ?? inputs;
  return sobolIndices(outputsOf(model, options), {
    factors,
    secondOrder: options.secondOrder,
    resamples: 100,
    seed: 'resamples',
  });
}

const values = (estimates: readonly { value: number }[]) => estimates.map(({ value }) => value);

function expectClose(actual: readonly number[], expected: readonly number[], tolerance: number, about = ''): void {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((value, i) => {
    expect(Math.abs(value - expected[i]), `${about} ${i}: ${value} is not ${expected[i]}`).toBeLessThan(tolerance);
  });
}

describe('Sobol indices on the same design', () => {
  const models: Record<string, readonly [Model, number]> = { ishigami: [ishigami, 3], sobol_g_8: [SOBOL_G_8, 8] };

  test.each(reference.runs.map((run) => [run.model, run.N, run.second_order ? 'second' : 'first', run] as const))(
    'of %s with %i points and %s order are those of SALib 1.4.8, to 1e-12',
    (name, points, order, run) => {
      const [model, inputs] = models[name];
      const secondOrder = order === 'second';
      const outputs = outputsOf(model, { keys: names(inputs), points, secondOrder });
      const sum = outputs.reduce((total, y) => total + y, 0);
      expect(Math.abs(sum - run.Y_sum) / Math.abs(run.Y_sum)).toBeLessThan(1e-12);
      const indices = sobolIndices(outputs, { factors: inputs, secondOrder, resamples: 40, seed: 'x' });
      expectClose(values(indices.first), run.S1, 1e-12, 'first order');
      expectClose(values(indices.total), run.ST, 1e-12, 'total');
      const pairs = indices.second.map(({ factor, other }) => run.S2![factor][other] ?? Number.NaN);
      expectClose(values(indices.second), pairs, 1e-12, 'second order');
      expect(indices.second).toHaveLength(secondOrder ? (inputs * (inputs - 1)) / 2 : 0);
    },
  );

  test('of groups of inputs are those of SALib 1.4.8, to 1e-12', () => {
    const groups = [[0, 2], [1]];
    const outputs = outputsOf(ishigami, { keys: names(3), points: 1024, secondOrder: true, groups });
    const indices = sobolIndices(outputs, { factors: 2, secondOrder: true, resamples: 40, seed: 'x' });
    expectClose(values(indices.first), reference.groups.S1, 1e-12);
    expectClose(values(indices.total), reference.groups.ST, 1e-12);
    expectClose(values(indices.second), [reference.groups.S2[0][1]!], 1e-12);
  });
});

describe('Sobol indices of functions with known ones', () => {
  const exact = reference.exact;
  const cases: readonly [string, Model, { S1: number[]; ST: number[] }][] = [
    ['Ishigami', ishigami, exact['ishigami_a7_b0.1']],
    ['Sobol-G', SOBOL_G_8, exact['sobol_g_8_a=[0,1,4.5,9,99x4]']],
    ['a linear function', linear([1, 2, 3, 4]), exact['linear y=sum c_i x_i, x~U(0,1), c=[1,2,3,4]']],
  ];

  test.each(cases)('%s: within 0.01 at 8192 shifted points, and inside the intervals', (_, model, { S1, ST }) => {
    const { first, total } = indicesOf(model, S1.length, 8192, { secondOrder: false });
    expectClose(values(first), S1, 0.01, 'first order');
    expectClose(values(total), ST, 0.01, 'total');
    // The intervals are wide for Sobol points; a margin of 1e-4 for indices that are almost 0.
    first.forEach(({ low, high }, i) => {
      expect(low - 1e-4 <= S1[i] && S1[i] <= high + 1e-4).toBe(true);
    });
    total.forEach(({ low, high }, i) => {
      expect(low - 1e-4 <= ST[i] && ST[i] <= high + 1e-4).toBe(true);
    });
  });

  test('Ishigami has one interaction, of the first and the third input (0.2437 ± 0.01 at 8192 points)', () => {
    const { second } = indicesOf(ishigami, 3, 8192);
    expectClose(values(second), [0, exact['ishigami_a7_b0.1'].S2['13'], 0], 0.01);
    expect(second.map(({ factor, other }) => [factor, other])).toEqual([
      [0, 1],
      [0, 2],
      [1, 2],
    ]);
  });
});

describe('intervals of Sobol indices', () => {
  test('cover the true index in about 95 % of independent random samples (200 samples, fixed seed; 89–99 %: error rate below 1e-2)', () => {
    const uniform = minimalStandard(3);
    const { S1, ST } = reference.exact['linear y=sum c_i x_i, x~U(0,1), c=[1,2,3,4]'];
    const model = linear([1, 2, 3, 4]);
    let first = 0;
    let total = 0;
    for (let sample = 0; sample < 200; sample++) {
      const rows: number[] = [];
      for (let point = 0; point < 256; point++) {
        const a = Array.from({ length: 4 }, uniform);
        const b = Array.from({ length: 4 }, uniform);
        rows.push(model(a), ...a.map((_, i) => model(a.map((u, k) => (k === i ? b[k] : u)))), model(b));
      }
      const indices = sobolIndices(Float64Array.from(rows), {
        factors: 4,
        secondOrder: false,
        resamples: 100,
        seed: `sample ${sample}`,
      });
      if (indices.first[3].low <= S1[3] && S1[3] <= indices.first[3].high) first++;
      if (indices.total[3].low <= ST[3] && ST[3] <= indices.total[3].high) total++;
    }
    for (const covered of [first / 200, total / 200]) {
      expect(covered).toBeGreaterThan(0.89);
      expect(covered).toBeLessThan(0.99);
    }
  });

  test('are as wide as those of SALib 1.4.8: Ishigami, 1024 randomised points, mean half width of 20 designs within 8 % (fixed seeds; standard error 2 %)', () => {
    // SALib: 1.96 standard deviations of 100 resamples.
    const salib = [0.0604, 0.0543, 0.0551, 0.0824, 0.0399, 0.0268];
    const halfWidths = salib.map(() => 0);
    for (let design = 0; design < 20; design++) {
      const { first, total } = indicesOf(ishigami, 3, 1024, { secondOrder: false, shiftSeed: `design ${design}` });
      [...first, ...total].forEach(({ low, high }, i) => {
        halfWidths[i] += (high - low) / 2 / 20;
      });
    }
    halfWidths.forEach((half, i) => {
      expect(Math.abs(half / salib[i] - 1)).toBeLessThan(0.08);
    });
  });

  test('hang on the seed alone', () => {
    const outputs = outputsOf(ishigami, { keys: names(3), points: 64, secondOrder: true });
    const run = (seed: string) => sobolIndices(outputs, { factors: 3, secondOrder: true, resamples: 50, seed });
    expect(run('a')).toEqual(run('a'));
    expect(values(run('b').first)).toEqual(values(run('a').first));
    expect(run('b').first[0].low).not.toBe(run('a').first[0].low);
  });
});

describe('properties of Sobol indices', () => {
  test('an input that does nothing scores exactly 0, whatever the others do', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 3, maxLength: 3 }), (c) => {
        fc.pre(Math.abs(c[0]) + Math.abs(c[1]) > 0.1);
        const { first, total } = indicesOf((u) => c[0] * u[0] + c[1] * u[1] ** 2 + c[2] * u[0] * u[1], 3, 64);
        for (const { value, low, high } of [first[2], total[2]]) {
          expect([value, low, high].map(Math.abs)).toEqual([0, 0, 0]);
        }
      }),
      { seed: 1, numRuns: 25 },
    );
  });

  test('scale and shift of the output change nothing (1e-9)', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 100 }), fc.double({ min: -1000, max: 1000 }), (scale, shift) => {
        const plain = indicesOf(ishigami, 3, 64);
        const moved = indicesOf((u) => scale * ishigami(u) + shift, 3, 64);
        expectClose(values(moved.first), values(plain.first), 1e-9);
        expectClose(values(moved.total), values(plain.total), 1e-9);
        expectClose(values(moved.second), values(plain.second), 1e-9);
      }),
      { seed: 2, numRuns: 25 },
    );
  });

  test('the first-order and second-order indices sum to 1 where there are no higher ones, and to less where there are', () => {
    const sumOf = ({ first, second }: SobolIndices) => [...first, ...second].reduce((sum, s) => sum + s.value, 0);
    expect(Math.abs(sumOf(indicesOf(ishigami, 3, 4096)) - 1)).toBeLessThan(0.02);
    const triple = indicesOf((u) => (u[0] - 0.5) * (u[1] - 0.5) * (u[2] - 0.5), 3, 4096);
    expect(Math.abs(sumOf(triple))).toBeLessThan(0.02);
    const sum = indicesOf(linear([1, 2, 3, 4]), 4, 1024).firstSum;
    expect(sum.low <= 1 && 1 <= sum.high && Math.abs(sum.value - 1) < 0.01).toBe(true);
  });

  test('the order of the base points changes nothing but the last digits', () => {
    const outputs = outputsOf(ishigami, { keys: names(3), points: 128, secondOrder: true });
    const reversed = new Float64Array(outputs.length);
    for (let p = 0; p < 128; p++) reversed.set(outputs.subarray(8 * p, 8 * p + 8), 8 * (127 - p));
    const options = { factors: 3, secondOrder: true, resamples: 40, seed: 'x' };
    const [forth, back] = [sobolIndices(outputs, options), sobolIndices(reversed, options)];
    expectClose(values(back.first), values(forth.first), 1e-13);
    expectClose(values(back.second), values(forth.second), 1e-13);
  });

  test.each([0, 0.1, -1e9])('an output that is %d everywhere has no indices', (constant) => {
    const indices = indicesOf(() => constant, 3, 32);
    for (const { value, low, high } of [...indices.first, ...indices.total, ...indices.second, indices.firstSum]) {
      expect([value, low, high]).toEqual([NaN, NaN, NaN]);
    }
  });

  test('base points with a missing output are left out and counted', () => {
    const options = { factors: 3, secondOrder: true, resamples: 40, seed: 'x' };
    const outputs = outputsOf(ishigami, { keys: names(3), points: 100, secondOrder: true });
    const holes = outputs.slice();
    holes[8 * 20 + 3] = NaN;
    holes[8 * 99] = NaN;
    const complete = Float64Array.from([...outputs.subarray(0, 160), ...outputs.subarray(168, 792)]);
    const indices = sobolIndices(holes, options);
    expect([indices.points, indices.missing]).toEqual([98, 2]);
    expect(indices.first).toEqual(sobolIndices(complete, options).first);
  });

  test('say how many base points they need', () => {
    const options = { factors: 3, secondOrder: false, resamples: 40, seed: 'x' };
    expect(() => sobolIndices(new Float64Array(5 * 31), options)).toThrow(
      'Sobol indices: 31 base points, at least 32 are needed',
    );
    expect(() => sobolIndices(new Float64Array(5 * 40).fill(NaN), options)).toThrow(
      'Sobol indices: 0 base points (and 40 with missing outputs), at least 32 are needed',
    );
    expect(() => sobolIndices(new Float64Array(161), options)).toThrow('161 outputs, must be a multiple of 5');
    expect(() => sobolIndices(new Float64Array(160), { ...options, resamples: 10 })).toThrow('resamples is 10');
  });
});
