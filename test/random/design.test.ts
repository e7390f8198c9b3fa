import { describe, expect, it } from 'vitest';
import { createDesign, DESIGN_NAMES, type DesignName } from '../../src/random/design.ts';
import { SOBOL_DIMENSIONS } from '../../src/random/sobol.ts';

const keys = ['backer.reliability', 'roe.threshold', 'delivery'];

function all(name: DesignName, seed: string, names: readonly string[], draws: number): number[][] {
  const design = createDesign(name, { seed, keys: names, draws });
  return Array.from({ length: draws }, (_, draw) => {
    const out = new Float64Array(names.length);
    design.fill(draw, out);
    return [...out];
  });
}

describe('every design', () => {
  for (const name of DESIGN_NAMES) {
    it(`${name} gives the same draw whenever and in whatever order it is asked for`, () => {
      const expected = all(name, 'paris', keys, 64);
      const design = createDesign(name, { seed: 'paris', keys, draws: 64 });
      expect(design.name).toBe(name);
      const out = new Float64Array(3);
      for (const draw of [63, 0, 17, 0, 41]) {
        design.fill(draw, out);
        expect([...out]).toEqual(expected[draw]);
      }
    });

    it(`${name} changes with the seed and lies strictly inside (0, 1)`, () => {
      const [one, other] = [all(name, 'paris', keys, 64), all(name, 'kyiv', keys, 64)];
      expect(one.flat().every((u) => u > 0 && u < 1)).toBe(true);
      expect(one.flat().filter((u, i) => u === other.flat()[i])).toEqual([]);
    });

    it(`${name} has uniform columns`, () => {
      // z of the mean of 1000 draws; |z| < 4 fails by chance in one of 15,000 (fixed seed: never).
      const rows = all(name, 'uniform', keys, 1000);
      keys.forEach((_, i) => {
        const mean = rows.reduce((sum, row) => sum + row[i]!, 0) / 1000;
        expect(Math.abs(mean - 0.5) * Math.sqrt(12 * 1000)).toBeLessThan(4);
      });
    });

    it(`${name} refuses a draw that it does not have`, () => {
      const design = createDesign(name, { seed: 's', keys, draws: 10 });
      for (const draw of [-1, 10, 0.5, Number.NaN]) {
        expect(() => design.fill(draw, new Float64Array(3))).toThrow(
          new RangeError(`draw is ${draw}, must be a whole number from 0 to 9`),
        );
      }
    });

    it(`${name} refuses an empty seed, a key given twice, and a number of draws that is none`, () => {
      expect(() => createDesign(name, { seed: '', keys, draws: 10 })).toThrow('seed is empty, a text is needed');
      expect(() => createDesign(name, { seed: 's', keys: ['a', 'b', 'a'], draws: 10 })).toThrow(
        'key a is given twice, each must be given once',
      );
      for (const draws of [0, -1, 1.5, Number.NaN, 2 ** 32]) {
        expect(() => createDesign(name, { seed: 's', keys, draws })).toThrow(
          `draws is ${draws}, must be a whole number from 1 to 4294967295`,
        );
      }
    });
  }
});

describe('adding to a design', () => {
  const column = (rows: number[][], i: number): number[] => rows.map((row) => row[i]!);

  it('random: another key or more draws change no value', () => {
    const before = all('random', 'paris', keys, 20);
    expect(all('random', 'paris', keys, 40).slice(0, 20)).toEqual(before);
    const after = all('random', 'paris', ['new', ...keys], 20);
    expect(after.map((row) => row.slice(1))).toEqual(before);
  });

  it('lhs: another key changes no value of the others, another number of draws does', () => {
    const before = all('lhs', 'paris', keys, 20);
    const after = all('lhs', 'paris', ['new', ...keys], 20);
    expect(after.map((row) => row.slice(1))).toEqual(before);
    expect(all('lhs', 'paris', keys, 40)[0]).not.toEqual(before[0]);
  });

  it('sobol: more draws or a key behind the others change no value, a key before them does', () => {
    const before = all('sobol', 'paris', keys, 20);
    expect(all('sobol', 'paris', keys, 40).slice(0, 20)).toEqual(before);
    expect(all('sobol', 'paris', [...keys, 'new'], 20).map((row) => row.slice(0, 3))).toEqual(before);
    expect(column(all('sobol', 'paris', ['new', ...keys], 20), 3)).not.toEqual(column(before, 2));
  });
});

describe('Latin hypercube', () => {
  it('has one value of each key in every stratum', () => {
    for (const draws of [1, 2, 7, 1000]) {
      const rows = all('lhs', 'strata', keys, draws);
      keys.forEach((_, i) => {
        const strata = rows.map((row) => Math.floor(row[i]! * draws)).sort((a, b) => a - b);
        expect(strata).toEqual(Array.from({ length: draws }, (_, k) => k));
      });
    }
  });

  it('orders the strata independently from key to key and places values at random within them', () => {
    // Correlations of 2000 draws in standard errors; 6 of them at |z| < 4.5 fail by chance once in 20,000.
    const draws = 2000;
    const rows = all('lhs', 'order', keys, draws);
    const z = (x: (row: number[], i: number) => number, y: (row: number[], i: number) => number): number =>
      (12 * rows.reduce((sum, row, i) => sum + (x(row, i) - 0.5) * (y(row, i) - 0.5), 0)) / Math.sqrt(draws);
    for (const [i, j] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const) {
      expect(
        Math.abs(
          z(
            (row) => row[i]!,
            (row) => row[j]!,
          ),
        ),
      ).toBeLessThan(4.5);
      expect(
        Math.abs(
          z(
            (row) => (row[i]! * draws) % 1,
            (row) => row[i]!,
          ),
        ),
      ).toBeLessThan(4.5);
      expect(
        Math.abs(
          z(
            (row) => row[i]!,
            (_, draw) => draw / draws,
          ),
        ),
      ).toBeLessThan(4.5);
    }
  });
});

describe('shifted Sobol points', () => {
  it('have one value of each key in every stratum of a power of 2, whichever block of draws', () => {
    const many = Array.from({ length: 60 }, (_, i) => `key ${i}`);
    const rows = all('sobol', 'strata', many, 768);
    for (const block of [rows.slice(0, 256), rows.slice(256, 512), rows.slice(512)]) {
      many.forEach((_, i) => {
        expect(new Set(block.map((row) => Math.floor(row[i]! * 256))).size).toBe(256);
      });
    }
  });

  it('are limited in the number of keys', () => {
    const many = Array.from({ length: SOBOL_DIMENSIONS + 1 }, (_, i) => `key ${i}`);
    expect(() => createDesign('sobol', { seed: 's', keys: many.slice(1), draws: 4 })).not.toThrow();
    expect(() => createDesign('sobol', { seed: 's', keys: many, draws: 4 })).toThrow(
      `design sobol: the scenario has ${many.length} uncertain quantities, at most ${SOBOL_DIMENSIONS} are possible; use lhs or random`,
    );
  });
});
