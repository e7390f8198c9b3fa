import { describe, expect, it } from 'vitest';
import { joinKey, streamsOf, uniformStream } from '../../src/random/stream.ts';

describe('streams of uniforms', () => {
  it('depend on their key alone', () => {
    const first = uniformStream('paris', 'draw', 'roe.threshold', '7');
    const again = uniformStream('paris', 'draw', 'roe.threshold', '7');
    const numbers = Array.from({ length: 5 }, first);
    uniformStream('elsewhere')();
    expect(Array.from({ length: 5 }, again)).toEqual(numbers);
    expect(new Set(numbers).size).toBe(5);
  });

  it('stay the same from version to version', () => {
    // The first numbers when this was written: a change would change every published result.
    expect(uniformStream('paris', 'draw', 'roe.threshold', '7')()).toBe(0.7245224839074476);
  });

  it('differ with every part of the key and with where one part ends', () => {
    const keys = [['a', 'b'], ['ab'], ['a/b'], ['a\\', 'b'], ['a\\/b'], ['a', 'b', ''], ['', 'a', 'b'], ['b', 'a']];
    expect(new Set(keys.map(joinKey)).size).toBe(keys.length);
    expect(new Set(keys.map((key) => uniformStream('s', ...key)())).size).toBe(keys.length);
  });

  it('can be opened by the last part of their key', () => {
    const streams = streamsOf('s', 'a/b', 'c');
    for (const last of ['0', '17', 'd/e', '']) expect(streams(last)()).toBe(uniformStream('s', 'a/b', 'c', last)());
    expect(streamsOf('s')('x')()).toBe(uniformStream('s', 'x')());
  });

  it('need a seed', () => {
    expect(() => streamsOf('')).toThrow('seed is empty, a text is needed');
    expect(() => uniformStream('')).toThrow('seed is empty, a text is needed');
    expect(() => uniformStream(undefined as unknown as string)).toThrow('seed is empty, a text is needed');
  });
});

/**
 * What a design of independent draws is made of: first numbers of streams whose keys differ in the draw id only. All
 * statistics are standard normal to a good approximation if the numbers are independent and uniform; 180 of them at
 * |z| < 4.5 fail by chance less than once in 800 (fixed seeds: never).
 */
describe('first numbers of the streams of successive draws', () => {
  const draws = 20_000;
  const keys = ['backer.reliability', 'backer.reliabilitz', 'a', 'b', 'ladder[0].risk', 'ladder[1].risk'];
  const bySeed = ['kyiv', 'berlin', '2'].map((seed) =>
    keys.map((key) =>
      Float64Array.from({ length: draws }, (_, draw) => uniformStream(seed, 'draw', key, String(draw))()),
    ),
  );
  const columns = bySeed.flat();

  it('are uniform (chi², 256 classes)', () => {
    for (const column of columns) expect(Math.abs(chiSquared(column, 256))).toBeLessThan(4.5);
  });

  it('have 53 bits and lie strictly inside (0, 1)', () => {
    for (const column of columns) {
      expect(new Set(column).size).toBe(draws);
      expect(column.every((u) => u > 0 && u < 1)).toBe(true);
      expect(column.filter((u) => (u * 2 ** 32) % 1 === 0).length).toBe(0);
    }
  });

  it('are independent of the draws 1, 10 and 100 before (correlations; pairs in 32 × 32 classes, taken together)', () => {
    for (const lag of [1, 10, 100]) {
      let sum = 0;
      for (const column of columns) {
        const [earlier, later] = [column.subarray(0, -lag), column.subarray(lag)];
        expect(Math.abs(correlation(earlier, later))).toBeLessThan(4.5);
        sum += chiSquaredPairs(earlier, later, 32);
      }
      // Without numbers discarded this is 10 at lag 1, though each column alone looks harmless.
      expect(Math.abs(sum) / Math.sqrt(columns.length)).toBeLessThan(4.5);
    }
  });

  it('are independent of those of other keys', () => {
    for (const group of bySeed) {
      group.forEach((column, i) => {
        for (const other of group.slice(i + 1)) {
          expect(Math.abs(correlation(column, other))).toBeLessThan(4.5);
          expect(Math.abs(chiSquaredPairs(column, other, 32))).toBeLessThan(4.5);
        }
      });
    }
  });
});

function chiSquared(x: Float64Array, classes: number): number {
  return standardizedChiSquared(x, classes, (i) => Math.floor(x[i]! * classes));
}

function chiSquaredPairs(x: Float64Array, y: Float64Array, classes: number): number {
  return standardizedChiSquared(
    x,
    classes * classes,
    (i) => Math.floor(x[i]! * classes) * classes + Math.floor(y[i]! * classes),
  );
}

function standardizedChiSquared(x: Float64Array, classes: number, classOf: (i: number) => number): number {
  const counts = new Float64Array(classes);
  for (let i = 0; i < x.length; i++) counts[classOf(i)]!++;
  const expected = x.length / classes;
  const statistic = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  return (statistic - (classes - 1)) / Math.sqrt(2 * (classes - 1));
}

/** Correlation in units of its standard error; the uniforms' mean and variance are known. */
function correlation(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += (x[i]! - 0.5) * (y[i]! - 0.5);
  return (12 * sum) / Math.sqrt(x.length);
}
