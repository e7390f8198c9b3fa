import { describe, expect, test } from 'vitest';
import { EXPONENTIAL_TABLE, exponential } from '../../src/deterrence/exponential.ts';
import { randomFor } from './random-worlds.ts';

/** Promised by the function; Math.exp itself is within 2.2e-16. */
const TOLERANCE = 3e-13;

const exp = (x: number) => exponential(x, EXPONENTIAL_TABLE);
const relativeError = (x: number) => Math.abs(exp(x) / Math.exp(x) - 1);

describe('the exponential', () => {
  test('agrees with Math.exp over all of its range', () => {
    const random = randomFor('exponential');
    let worst = 0;
    for (let i = 0; i < 200_000; i++) worst = Math.max(worst, relativeError(690 * (2 * random() - 1)));
    expect(worst).toBeLessThan(TOLERANCE);
  });

  test('agrees where its table changes its entry, on both sides', () => {
    for (let n = -700; n <= 700; n++) {
      const boundary = ((n + 0.5) * Math.LN2) / 256;
      for (const x of [boundary - 1e-12, boundary, boundary + 1e-12]) expect(relativeError(x)).toBeLessThan(TOLERANCE);
    }
  });

  test('agrees for arguments of every size', () => {
    for (let power = -320; power <= 2; power++) {
      for (const x of [10 ** power, -(10 ** power)]) expect(relativeError(x), `exp(${x})`).toBeLessThan(TOLERANCE);
    }
  });

  test('is exactly 1 at 0', () => {
    expect(exp(0)).toBe(1);
    expect(exp(-0)).toBe(1);
  });

  test('is cut at ±690, where it and its reciprocal are finite', () => {
    for (const beyond of [690.001, 1e3, 1e300, Number.POSITIVE_INFINITY]) {
      expect(exp(beyond)).toBe(exp(690));
      expect(exp(-beyond)).toBe(exp(-690));
    }
    expect(relativeError(690)).toBeLessThan(TOLERANCE);
    expect(relativeError(-690)).toBeLessThan(TOLERANCE);
    expect(Number.isFinite(1 / exp(-690))).toBe(true);
  });
});
