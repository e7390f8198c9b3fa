import { describe, expect, test } from 'vitest';
import { DensityDistance } from '../../../src/analysis/sensitivity/density-distance.ts';

const halves = (n: number) => ({
  sliceOf: Uint16Array.from({ length: n }, (_, i) => (i < n / 2 ? 0 : 1)),
  sizes: Uint32Array.of(n / 2, n / 2),
});
const alternating = (n: number) => ({
  sliceOf: Uint16Array.from({ length: n }, (_, i) => i % 2),
  sizes: Uint32Array.of(n / 2, n / 2),
});
const rising = (n: number) => Float64Array.from({ length: n }, (_, i) => i);

describe('the distance of densities', () => {
  test('of the lower and upper half of normal scores is 1/2, less what the kernel spills over the cut (0.001)', () => {
    const distance = new DensityDistance(rising(20_000), 2).meanDistance(halves(20_000));
    // Half normal: density √(2/π) at the cut, variance 1 − 2/π. Epanechnikov's kernel spills 3/16 of its half width.
    const halfWidth = 2.3449 * Math.sqrt(1 - 2 / Math.PI) * 10_000 ** -0.2;
    expect(Math.abs(distance - (0.5 - Math.sqrt(2 / Math.PI) * halfWidth * (3 / 16)))).toBeLessThan(0.001);
  });

  test('of every other draw is next to nothing, as the kernel of fewer draws is a little wider', () => {
    expect(new DensityDistance(rising(20_000), 2).meanDistance(alternating(20_000))).toBeLessThan(0.005);
  });

  test('of values that many share is that of their shares, exactly', () => {
    const values = new Float64Array(100).fill(1, 30).fill(2, 60);
    const slices = { sliceOf: new Uint16Array(100).fill(1, 45), sizes: Uint32Array.of(45, 55) };
    // Shares of 0, 1, 2: 0.3, 0.3, 0.4 of all, 30/45, 15/45, 0 below, 0, 15/55, 40/55 above.
    const below = Math.abs(30 / 45 - 0.3) + Math.abs(15 / 45 - 0.3) + 0.4;
    const above = 0.3 + Math.abs(15 / 55 - 0.3) + Math.abs(40 / 55 - 0.4);
    expect(new DensityDistance(values, 2).meanDistance(slices)).toBeCloseTo((0.45 * below + 0.55 * above) / 2, 14);
  });

  test('takes draws as often as it is told: twice each changes no more than the smoothing, none of a class leaves it out', () => {
    const density = new DensityDistance(rising(2000), 2);
    const once = density.meanDistance(halves(2000));
    density.use(new Uint16Array(2000).fill(2));
    expect(Math.abs(density.meanDistance(halves(2000)) - once)).toBeLessThan(0.01);
    density.use(new Uint16Array(2000).fill(1, 1000));
    expect(density.meanDistance(halves(2000))).toBeLessThan(1e-9);
  });
});
