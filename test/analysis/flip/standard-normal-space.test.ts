import gammaCdf from '@stdlib/stats-base-dists-gamma-cdf';
import { describe, expect, test } from 'vitest';
import {
  centralBall,
  centralBox,
  chiSquareTail,
  plausibility,
  shares,
} from '../../../src/analysis/flip/standard-normal-space.ts';
import { uniformStream } from '../../../src/random/stream.ts';

describe('the tail of χ²', () => {
  // scipy 1.17, chi2.sf(x, d).
  test.each([
    [100, 20, 1.2596084591660847e-12],
    [400, 6, 2.7956093736608924e-83],
    [3.841458820694124, 1, 0.05],
    [1, 60, 1],
    [9.21034037197618, 2, 0.01],
  ])('of %d with %d degrees of freedom is right to 1e-12', (x, d, expected) => {
    expect(Math.abs(chiSquareTail(x, d) / expected - 1)).toBeLessThan(1e-12);
  });

  test('is what the distribution function leaves over, for many degrees of freedom', () => {
    for (const d of [1, 2, 3, 7, 8, 40, 61, 200]) {
      for (const x of [0.01, 0.5 * d, d, 1.5 * d, 2 * d]) {
        expect(Math.abs(chiSquareTail(x, d) - (1 - gammaCdf(x, d / 2, 0.5)))).toBeLessThan(1e-12);
      }
    }
    expect(chiSquareTail(0, 5)).toBe(1);
  });
});

describe('plausibility', () => {
  test('of a move in one coordinate: as far either way is twice as likely as as far this way', () => {
    const { asFar, asFarThisWay } = plausibility(1.959963984540054, 1);
    expect(asFar).toBeCloseTo(0.05, 12);
    expect(asFarThisWay).toBeCloseTo(0.025, 12);
  });

  test('of a move of two deviations among sixty coordinates: worlds are further out as a rule, but hardly this way', () => {
    const { asFar, asFarThisWay } = plausibility(2, 60);
    expect(asFar).toBeGreaterThan(1 - 1e-9);
    expect(asFarThisWay).toBeCloseTo(0.02275013, 8);
  });
});

describe('regions', () => {
  test('hold the share of the worlds that they are to hold', () => {
    const uniform = uniformStream('regions', 'test');
    const normal = (): number => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
    const ball = centralBall(7, 0.9) as { radius: number };
    const box = centralBox(7, 0.9) as { halfWidth: number };
    let inBall = 0;
    let inBox = 0;
    const worlds = 20_000;
    for (let world = 0; world < worlds; world++) {
      const z = Array.from({ length: 7 }, normal);
      if (z.reduce((sum, value) => sum + value * value, 0) <= ball.radius ** 2) inBall++;
      if (z.every((value) => Math.abs(value) <= box.halfWidth)) inBox++;
    }
    // Four standard errors of a share of 0.9 in 20,000: wrong once in 16,000 seeds.
    expect(Math.abs(inBall / worlds - 0.9)).toBeLessThan(0.0085);
    expect(Math.abs(inBox / worlds - 0.9)).toBeLessThan(0.0085);
  });

  test('are the 90 % interval in one coordinate', () => {
    expect(centralBall(1, 0.9)).toEqual({ kind: 'ball', radius: expect.closeTo(1.6448536269514722, 10) });
    expect(centralBox(1, 0.9)).toEqual({ kind: 'box', halfWidth: expect.closeTo(1.6448536269514722, 10) });
  });

  test.each([0, 1, Number.NaN])('refuse a share of %d', (share) => {
    expect(() => centralBall(3, share)).toThrow(`share of the region is ${share}, must be above 0 and below 1`);
    expect(() => centralBox(3, share)).toThrow(`share of the region is ${share}`);
  });
});

test('the parts of the coordinates in the squared length sum to 1, and are 0 at the origin', () => {
  expect([...shares(Float64Array.of(3, 0, -4))]).toEqual([9 / 25, 0, 16 / 25]);
  expect([...shares(new Float64Array(2))]).toEqual([0, 0]);
});
