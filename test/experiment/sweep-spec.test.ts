import { describe, expect, test } from 'vitest';
import { readSpec } from '../../src/experiment/sweep-spec.ts';
import { compileExpression } from '../../src/expression/compile.ts';

const uniform = compileExpression('uniform(10, 20)');

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
    const values = readSpec('0:1:0.05', undefined);
    expect(values).toHaveLength(21);
    expect(values.map((value) => value.toFixed(2))).toEqual(values.map((_, i) => (i / 20).toFixed(2)));
    for (const value of values) expect(String(value).length).toBeLessThanOrEqual(4);
  });

  test('grow by the same factor on a logarithmic scale, to within twelve digits', () => {
    const values = readSpec('log:1:200/9', undefined);
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
      expect(() => readSpec('@q:0.1:0.9/3', compileExpression(text))).toThrow(JSON.stringify(text));
      expect(() => readSpec('@q:0.1:0.9/3', undefined)).toThrow('the reference value of the model');
    },
  );
});
