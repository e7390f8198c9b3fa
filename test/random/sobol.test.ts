import { describe, expect, it } from 'vitest';
import { SOBOL_DIMENSIONS, sobolBits } from '../../src/random/sobol.ts';
import { SOBOL_TABLE } from '../../src/random/sobol-table.ts';
import reference from '../fixtures/sobol-points.json' with { type: 'json' };

describe('Sobol sequence', () => {
  it('gives the points of an independent program in 40 dimensions, exactly', () => {
    for (const { point, coordinates } of reference.rows) {
      expect(coordinates.map((_, dimension) => sobolBits(dimension, point) / 2 ** 20)).toEqual(coordinates);
    }
  });

  it('fills each dimension evenly, up to the last one', () => {
    for (let dimension = 0; dimension < SOBOL_DIMENSIONS; dimension++) {
      const strata = new Set<number>();
      for (let point = 0; point < 4096; point++) strata.add(sobolBits(dimension, point) >>> 20);
      expect(strata.size, `dimension ${dimension + 1}`).toBe(4096);
    }
  });

  it('fills the plane of 99 % of all pairs of dimensions evenly: 64 of 1024 points in each of 4 × 4 squares', () => {
    const quarters = Array.from({ length: SOBOL_DIMENSIONS }, (_, dimension) =>
      Uint8Array.from({ length: 1024 }, (_, point) => sobolBits(dimension, point) >>> 30),
    );
    let even = 0;
    let pairs = 0;
    quarters.forEach((x, i) => {
      for (const y of quarters.slice(i + 1)) {
        const counts = new Uint16Array(16);
        for (let point = 0; point < 1024; point++) counts[(x[point]! << 2) | y[point]!]!++;
        pairs++;
        if (counts.every((count) => count === 64)) even++;
      }
    });
    expect(even / pairs).toBeGreaterThan(0.99);
  });

  it('reaches the last point of 32 bits', () => {
    expect(sobolBits(0, 2 ** 32 - 1)).toBe(1);
  });
});

describe('table of direction numbers', () => {
  const rows = SOBOL_TABLE.trim()
    .split('\n')
    .map((line) => line.split(' ').map(Number));

  it('has enough dimensions for a large scenario', () => {
    expect(SOBOL_DIMENSIONS).toBeGreaterThanOrEqual(250);
  });

  it('has a different primitive polynomial in every dimension', () => {
    expect(new Set(rows.map(([degree, inner]) => `${degree} ${inner}`)).size).toBe(rows.length);
    for (const [degree, inner] of rows) {
      expect(orderOfX(degree!, inner!), `${degree} ${inner}`).toBe(2 ** degree! - 1);
    }
  });

  it('has odd initial numbers m_k below 2^k, as many as the degree', () => {
    for (const [degree, , ...initial] of rows) {
      expect(initial).toHaveLength(degree!);
      initial.forEach((m, k) => {
        expect(m % 2).toBe(1);
        expect(m).toBeLessThan(2 ** (k + 1));
      });
    }
  });
});

/** Smallest n > 0 with xⁿ = 1 modulo the polynomial over GF(2); 2^degree − 1 if and only if it is primitive. */
function orderOfX(degree: number, inner: number): number {
  const polynomial = (1 << degree) | (inner << 1) | 1;
  let power = 1;
  for (let n = 1; ; n++) {
    power <<= 1;
    if (power >> degree) power ^= polynomial;
    if (power === 1 || n > 2 ** degree) return n;
  }
}
