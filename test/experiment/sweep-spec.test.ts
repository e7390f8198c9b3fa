import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readEnds, readSpec, readTexts, type SpecSubject } from '../../src/experiment/sweep-spec.ts';
import { compileExpression } from '../../src/expression/compile.ts';

const uniform = { own: compileExpression('uniform(10, 20)'), whole: false };
const reference = { own: undefined, whole: false };

describe('the values of a varied quantity', () => {
  test.each<[string, number[]]>([
    ['0.1,0.3,0.5', [0.1, 0.3, 0.5]],
    ['7', [7]],
    ['-1, 2e-3,+4', [-1, 0.002, 4]],
    ['0:1:0.25', [0, 0.25, 0.5, 0.75, 1]],
    ['-1:1:1', [-1, 0, 1]],
    ['0:1/3', [0, 0.5, 1]],
    ['0.1:0.3/3', [0.1, 0.2, 0.3]],
    ['log:1:100/3', [1, 10, 100]],
    // Quantiles of uniform(10, 20) are 10 + 10 · level.
    ['@q:0.05:0.95/4', [10.5, 13.5, 16.5, 19.5]],
  ])('%s', (text, values) => {
    expect(readSpec(text, uniform)).toEqual(values);
  });

  test('do not show the rounding of sums: 0:1:0.05 holds 0.15 and 0.7, and both ends', () => {
    const values = readSpec('0:1:0.05', reference);
    expect(values).toHaveLength(21);
    expect(values.map((value) => value.toFixed(2))).toEqual(values.map((_, i) => (i / 20).toFixed(2)));
    for (const value of values) expect(String(value).length).toBeLessThanOrEqual(4);
  });

  test('grow by the same factor on a logarithmic scale, to within twelve digits', () => {
    const values = readSpec('log:1:200/9', reference);
    expect([values[0], values.at(-1)]).toEqual([1, 200]);
    values.slice(1).forEach((value, i) => {
      expect(value / values[i]).toBeCloseTo(200 ** (1 / 8), 10);
    });
  });

  test.each([
    ['a,b', 'says no values'],
    ['0.1,,0.2', 'says no values'],
    ['0:1', 'says no values'],
    ['0:1:0.1:2', 'says no values'],
    ['0:one/3', 'says no values'],
    ['1:0/3', '1:0 is no range'],
    ['0:1:0.3', 'steps of 0.3 from 0 do not meet 1'],
    ['0:1:-0.1', 'the step -0.1 is out of range; must be above 0'],
    ['0:1:0', 'the step 0 is out of range'],
    ['0:1/1', 'has 1 values; must have 2 to'],
    ['0:1/999999999', 'has 999999999 values'],
    ['0.1,0.2,0.1', '0.1 comes twice'],
    ['log:0:1/3', 'log: begins at 0; must begin above 0'],
    ['log:1:8:2', 'has a step; log: needs a number of values'],
    ['@q:0:1/3', 'levels must be between 0 and 1'],
  ])('are refused: %s %s', (text, message) => {
    expect(() => readSpec(text, uniform)).toThrow(message);
  });

  test.each(['0.2 + 0.5 * uniform(0, 1)', 'beta(goodwill, 3)', '0.4'])(
    'are no quantiles of what is no single distribution with constant parameters: %s',
    (text) => {
      expect(() => readSpec('@q:0.1:0.9/3', { own: compileExpression(text), whole: false })).toThrow(
        JSON.stringify(text),
      );
      expect(() => readSpec('@q:0.1:0.9/3', reference)).toThrow('the reference value of the model');
    },
  );

  test('may come as the items of a list', () => {
    expect(readSpec(['0.1', '3e2'], reference)).toEqual([0.1, 300]);
    expect(() => readSpec(['0:1/3'], reference)).toThrow('says no values');
    expect(() => readSpec(['1', '1.0'], reference)).toThrow('1 comes twice');
  });

  test('are rounded where whole numbers are computed between the ends of a range, and left as written elsewhere', () => {
    const whole = { own: compileExpression('uniform(10, 20)'), whole: true };
    expect(readSpec('3:10/4', whole)).toEqual([3, 5, 8, 10]);
    expect(readSpec('log:1:100/4', whole)).toEqual([1, 5, 22, 100]);
    expect(readSpec('@q:0.13:0.87/2', whole)).toEqual([11, 19]);
    expect(readSpec('1:2:0.5', whole)).toEqual([1, 1.5, 2]);
    expect(readSpec('1.5,2', whole)).toEqual([1.5, 2]);
    expect(() => readSpec('3:5/9', whole)).toThrow('3 comes twice');
  });
});

describe('texts', () => {
  test('are a list, on the command line separated by commas', () => {
    expect(readTexts('a, b,c:1')).toEqual(['a', 'b', 'c:1']);
    expect(readTexts(['a, b', 'c'])).toEqual(['a, b', 'c']);
    expect(() => readTexts('a,,b')).toThrow('is no list of texts');
    expect(() => readTexts('a,b,a')).toThrow('a comes twice');
  });
});

describe('a range over which cells are spread', () => {
  const at = (text: string, levels: number[], subject: SpecSubject = uniform) => levels.map(readEnds(text, subject));

  test('is even in the value, in its logarithm, or in the level of the quantile', () => {
    expect(at('0:1', [0.1, 0.123456789012345])).toEqual([0.1, 0.123456789012]);
    expect(at('-1:1', [0.25, 0.5])).toEqual([-0.5, 0]);
    // 1 · 100^u, known at quarters.
    expect(at('log:1:100', [0.25, 0.5])).toEqual([3.16227766017, 10]);
    // 10 + 10 · (0.05 + 0.9 u).
    expect(at('@q:0.05:0.95', [0.5, 0.75])).toEqual([15, 17.25]);
  });

  test('holds every value, however near the end', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        fc.double({ min: 0, max: 1, minExcluded: true, maxExcluded: true, noNaN: true }),
        fc.boolean(),
        (from, width, u, log) => {
          const [low, high] = log ? [Math.abs(from) + 1e-3, Math.abs(from) + 1e-3 + width] : [from, from + width];
          fc.pre(low < high);
          const value = readEnds(`${log ? 'log:' : ''}${low}:${high}`, reference)(u);
          return value >= low && value <= high;
        },
      ),
      { seed: 20, numRuns: 500 },
    );
  });

  test('of whole numbers holds each of them equally often', () => {
    const whole = { own: undefined, whole: true };
    const levels = Array.from({ length: 400 }, (_, i) => (i + 0.5) / 400);
    const counts = new Map<number, number>();
    for (const value of at('3:6', levels, whole)) counts.set(value, (counts.get(value) ?? 0) + 1);
    expect([...counts]).toEqual([
      [3, 100],
      [4, 100],
      [5, 100],
      [6, 100],
    ]);
    expect(new Set(at('log:1:4', levels, whole))).toEqual(new Set([1, 2, 3, 4]));
    expect(() => readEnds('0:1.5', whole)).toThrow('does not end in whole numbers');
  });

  test.each([
    ['0.1,0.5', 'is no range; cells are spread over a range by its ends'],
    ['0:1/9', 'has a step or a number of values'],
    ['0:1:0.1', 'has a step or a number of values'],
    ['5', 'is no range'],
    ['1:0', '1:0 is no range'],
    ['log:0:1', 'log: begins at 0'],
    ['@q:0:1', 'levels must be between 0 and 1'],
  ])('is refused: %s %s', (text, message) => {
    expect(() => readEnds(text, uniform)).toThrow(message);
    expect(() => readEnds('@q:0.1:0.9', reference)).toThrow('the reference value of the model');
  });
});
