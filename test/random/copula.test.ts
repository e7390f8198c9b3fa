import { describe, expect, it } from 'vitest';
import { createCopula, type RankCorrelation } from '../../src/random/copula.ts';
import { createDesign } from '../../src/random/design.ts';

const keys = ['a', 'b', 'c', 'd', 'e', 'f'];

function columns(correlations: readonly RankCorrelation[], draws: number): Float64Array[] {
  const design = createDesign('random', { seed: 'copula', keys, draws });
  const copula = createCopula(keys, correlations);
  const result = keys.map(() => new Float64Array(draws));
  const uniforms = new Float64Array(keys.length);
  for (let draw = 0; draw < draws; draw++) {
    design.fill(draw, uniforms);
    copula.apply(uniforms);
    uniforms.forEach((u, i) => {
      result[i]![draw] = u;
    });
  }
  return result;
}

describe('Gaussian copula', () => {
  const draws = 20_000;
  const correlations: RankCorrelation[] = [
    ['e', 'b', 0.6],
    ['b', 'c', -0.4],
    ['d', 'f', 0.95],
  ];
  const plain = columns([], draws);
  const correlated = columns(correlations, draws);

  it('gives the rank correlations asked for', () => {
    // Standard error of a rank correlation at most 1/√20,000 = 0.0071; 15 pairs at 4.5 of them fail by chance once in
    // 10,000 (fixed seed: never).
    for (let i = 0; i < keys.length; i++) {
      for (let j = i + 1; j < keys.length; j++) {
        const asked = correlations.find(([x, y]) => [x, y].includes(keys[i]!) && [x, y].includes(keys[j]!));
        expect(Math.abs(rankCorrelation(correlated[i]!, correlated[j]!) - (asked?.[2] ?? 0))).toBeLessThan(
          4.5 * 0.0071,
        );
      }
    }
  });

  it('keeps each of them uniform', () => {
    // Kolmogorov–Smirnov: √n·D below 2.3 fails by chance once in 20,000 for each of 6 (fixed seed: never).
    for (const column of correlated) {
      const sorted = [...column].sort((a, b) => a - b);
      const distance = Math.max(
        ...sorted.map((u, i) => Math.max(Math.abs(u - i / draws), Math.abs((i + 1) / draws - u))),
      );
      expect(Math.sqrt(draws) * distance).toBeLessThan(2.3);
    }
  });

  it('leaves uncorrelated keys and the first of each group as they were, bit for bit', () => {
    for (const untouched of [0, 1, 3]) expect(correlated[untouched]).toEqual(plain[untouched]);
    for (const moved of [2, 4, 5]) expect(correlated[moved]).not.toEqual(plain[moved]);
  });

  it('does not depend on the order in which correlations and their keys are given', () => {
    const turned = [...correlations].reverse().map(([x, y, rank]): RankCorrelation => [y, x, rank]);
    expect(columns(turned, 50)).toEqual(columns(correlations, 50));
  });

  it('stays strictly inside (0, 1) at the edges', () => {
    const copula = createCopula(['a', 'b'], [['a', 'b', 0.999999]]);
    for (const u of [2 ** -54, 1 - 2 ** -53]) {
      const uniforms = Float64Array.of(u, u);
      copula.apply(uniforms);
      expect(uniforms[1]).toBeGreaterThan(0);
      expect(uniforms[1]).toBeLessThan(1);
    }
  });

  it('turns a rank into 2·sin(πρ/6), and a median into the median', () => {
    const copula = createCopula(['a', 'b'], [['a', 'b', 0.5]]);
    // Given a at Φ(1), b at its median moves to Φ(r), r = 2·sin(π/12) = 0.5176380902.
    const uniforms = Float64Array.of(0.8413447460685429, 0.5);
    copula.apply(uniforms);
    expect(uniforms[1]).toBeCloseTo(0.697645, 5);
  });
});

describe('impossible correlations', () => {
  const refused: [RankCorrelation[], string][] = [
    [[['a', 'x', 0.3]], 'correlation of a and x: x has no uniform of its own to correlate'],
    [[['x', 'a', 0.3]], 'correlation of x and a: x has no uniform of its own to correlate'],
    [[['a', 'a', 0.3]], 'correlation of a and a: two different quantities are needed'],
    [[['a', 'b', 1]], 'correlation of a and b is 1, must be above -1 and below 1'],
    [[['a', 'b', -1.5]], 'correlation of a and b is -1.5, must be above -1 and below 1'],
    [[['a', 'b', Number.NaN]], 'correlation of a and b is NaN, must be above -1 and below 1'],
    [
      [
        ['a', 'b', 0.3],
        ['b', 'a', 0.3],
      ],
      'correlation of b and a: is given twice',
    ],
    [
      [
        ['a', 'b', 0.9],
        ['b', 'd', 0.9],
        ['a', 'd', -0.9],
        ['e', 'f', 0.5],
      ],
      'correlations of a, b, d: contradict each other, no quantities can have them all (the matrix is not positive definite)',
    ],
  ];
  for (const [correlations, message] of refused) {
    it(`are refused: ${message}`, () => {
      expect(() => createCopula(keys, correlations)).toThrow(new Error(message));
    });
  }
});

function rankCorrelation(x: Float64Array, y: Float64Array): number {
  const ranks = (column: Float64Array): Float64Array => {
    const order = [...column.keys()].sort((i, j) => column[i]! - column[j]!);
    const result = new Float64Array(column.length);
    order.forEach((i, rank) => {
      result[i] = rank - (column.length - 1) / 2;
    });
    return result;
  };
  const [a, b] = [ranks(x), ranks(y)];
  return a.reduce((sum, r, i) => sum + r * b[i]!, 0) / a.reduce((sum, r) => sum + r * r, 0);
}
