import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileExpression } from '../../src/expression/compile.ts';
import { ExpressionError } from '../../src/expression/expression.ts';

const MISSING = 'an operator is missing between';
const PRODUCT = '(a product is written with *)';
const LIST = 'a list [ ] is allowed only as values or weights of discrete and mixture';
const CHAIN = 'a chain of comparisons is not allowed: write a < b and b < c';
const TO = 'to: put brackets around what it joins or around the whole, as in 2 * (30 to 70)';

/** Text, message, and offset of what is wrong. */
const REFUSED: readonly (readonly [string, string, number | undefined])[] = [
  // Hostile
  ['import("fs")', '" is not allowed: there is no text in expressions', 7],
  ['constructor', 'constructor is not allowed', 0],
  ['1 + constructor(1)', 'constructor is not allowed', 4],
  ['__proto__', '__proto__ is not allowed', 0],
  ['a.constructor', 'constructor is not allowed', 0],
  ['a.b.toString', 'toString is not allowed', 0],
  ['a["b"]', 'indexing with [ ] is not allowed', 1],
  ['f(x) = x', '= is not allowed: compare with ==', 5],
  ['x = 3', '= is not allowed: compare with ==', 2],
  ['1:1e9', 'a range is not allowed', 1],
  ['0 + (1:1e9)', 'a range is not allowed', 6],
  ['{a: 1}', '{ is not allowed: there are no objects', 0],
  ['}', '} is not allowed: there are no objects', 0],
  ['1; 2', '; is not allowed: there is one expression, and no matrix', 1],
  ['x # y', '# is not allowed: there are no comments', 2],
  ['`x`', '` is not allowed: there is no text in expressions', 0],
  ["x'", "' is not allowed: there is no text in expressions", 1],
  ['new Function()', `${MISSING} new and Function ${PRODUCT}`, 4],
  ['[1, 2]', LIST, 0],
  ['2 * [1]', LIST, 4],
  ['discrete([[1]])', LIST, 9],
  // Numbers
  ['1e999', '1e999 is too large for a number', 0],
  ['0x10', `${MISSING} 0 and x10 ${PRODUCT}`, 1],
  ['1..2', `${MISSING} 1. and .2 ${PRODUCT}`, 2],
  // Implicit multiplication
  ['2 x', `${MISSING} 2 and x ${PRODUCT}`, 2],
  ['2(3)', `${MISSING} 2 and ( ${PRODUCT}`, 1],
  ['(2)(3)', `${MISSING} ) and ( ${PRODUCT}`, 3],
  ['5 kg', `${MISSING} 5 and kg ${PRODUCT}`, 2],
  // Operators and words
  ['5 %', '% is not allowed: write 0.05 for 5 %', 2],
  ['x!', '! is not allowed: write not', 1],
  ['x & y', '& is not allowed: write and', 2],
  ['x && y', '&& is not allowed: write and', 2],
  ['x | y', '| is not allowed: write or', 2],
  ['x || y', '|| is not allowed: write or', 2],
  ['~x', '~ is not allowed: write not', 0],
  ['x << 2', '<< is not allowed: there are no bit operators', 2],
  ['x >> 2', '>> is not allowed: there are no bit operators', 2],
  ['x ** 2', '** is not allowed: write ^ for powers', 2],
  ['x ?? 2', '?? is not allowed: write a number', 2],
  ['x mod 2', 'mod is not allowed: write x - y * floor(x / y)', 2],
  ['x xor y', 'xor is not allowed: write (x != 0) != (y != 0)', 2],
  ['x in y', 'in is not allowed: there are no units', 2],
  ['true', 'true is not allowed: write 1', 0],
  ['false', 'false is not allowed: write 0', 0],
  ['NaN', 'NaN is not allowed: write a number', 0],
  ['Infinity', 'Infinity is not allowed: write a number', 0],
  ['null', 'null is not allowed: write a number', 0],
  ['undefined', 'undefined is not allowed: write a number', 0],
  ['end', 'end is not allowed: there are no ranges', 0],
  ['a < b < c', CHAIN, 2],
  ['1 + (a == b == c)', CHAIN, 7],
  ['and', 'and has no value before it', 0],
  ['1 + to', 'to has no value before it', 4],
  ['$x', 'unexpected character "$"', 0],
  ['x + 😀', 'unexpected character "😀"', 4],
  ['a . b', 'unexpected character "."', 2],
  // Syntax
  ['', 'the expression is empty', 0],
  [' \n ', 'the expression is empty', 0],
  ['1 +', 'unexpected end of expression after +', 3],
  ['(1 + 2', 'parenthesis ) expected after 2', 6],
  ['1 + 2)', 'unexpected operator )', 5],
  ['x ? 1', 'false part of conditional expression expected after 1', 5],
  // Functions and distributions
  ['bta(2, 3)', 'unknown function bta (did you mean beta?)', 0],
  ['1 + sqr(2)', 'unknown function sqr (did you mean sqrt?)', 4],
  ['a.beta(2, 3)', 'unknown function a.beta (did you mean beta?)', 0],
  ['x + beta', 'beta is a distribution: write beta(a, b)', 4],
  ['exp + 1', 'exp is a function: write exp(x)', 0],
  ['log(8, 2)', 'log is given 2 arguments, write log(x)', 0],
  ['max()', 'max is given 0 arguments, write max(x, …)', 0],
  ['x * beta(2)', 'beta is given 1 argument, write beta(a, b)', 4],
  ['discrete()', 'discrete is given 0 arguments, write discrete(values, weights)', 0],
  ['discrete(1, 2)', 'discrete takes lists: write discrete([0, 10, 25], [1, 2, 1])', 0],
  [
    'mixture(1, beta(1, 2))',
    'mixture: component 1 is not a distribution, as in mixture(beta(2, 8), beta(8, 2), [0.7, 0.3])',
    0,
  ],
  ['x + beta(-1, 2)', 'beta: a is -1, must be above 0', 4],
  ['x + (70 to 30)', 'interval: high is 30, must be above low (70)', 8],
  ['mixture(beta(1, 1), beta(1, 0))', 'beta: b is 0, must be above 0', 20],
  ['30 to 70 + 1', TO, 3],
  ['2 * 30 to 70', TO, 7],
  ['1 to 2 to 3', TO, 2],
];

describe('an expression is refused, with the place', () => {
  for (const [text, message, offset] of REFUSED) {
    it(`${JSON.stringify(text)}: ${message}`, () => {
      const error = refusal(text);
      expect(error.message).toBe(message);
      expect(error.offset).toBe(offset);
    });
  }

  it('when a function is like no other: all are named', () => {
    const { message, offset } = refusal('2 * import(x)');
    expect(message).toMatch(/^unknown function import, allowed are exp, log, .*beta, .*mixture$/);
    expect(offset).toBe(4);
  });

  it('when it has a distribution where none may be', () => {
    for (const [text, name, offset] of [
      ['x + beta(1, 2)', 'beta', 4],
      ['(1 to 2)', 'to', 3],
    ] as const) {
      const error = refusal(text, false);
      expect(error.message).toBe(`${name}: a distribution is not allowed here`);
      expect(error.offset).toBe(offset);
    }
    expect(compileExpression('60 * protege_collapses', { distributions: false }).references).toHaveLength(1);
  });
});

describe('size', () => {
  it('is limited before parsing: length and nesting', () => {
    const deep = (depth: number): string => `${'('.repeat(depth)}1${')'.repeat(depth)}`;
    expect(refusal(deep(10_000)).message).toBe('the expression has 20001 characters, at most 2000 are allowed');
    expect(refusal(deep(65)).message).toBe('brackets are nested more than 64 deep, at most 64 are allowed');
    expect(refusal(deep(65)).offset).toBe(64);
    expect(compileExpression(deep(64)).constant).toBe(1);
  });

  it('at its limit overflows no stack', () => {
    const longest: [string, number][] = [
      [`${'-'.repeat(1999)}1`, -1],
      [`${'2^'.repeat(999)}1`, Infinity],
      [`${'not '.repeat(499)}1`, 0],
      [`${'x+'.repeat(999)}x`, 3000],
      [`${'1?x:'.repeat(499)}1`, 3],
      [`${'exp('.repeat(64)}x${')'.repeat(64)}`, Infinity],
    ];
    for (const [text, value] of longest) {
      const evaluate = compileExpression(text).bind(() => 0);
      expect(evaluate(Float64Array.of(3), new Float64Array(0), 0), text.slice(0, 20)).toBe(value);
    }
  });
});

it('compiles or refuses with ExpressionError whatever it is given', () => {
  const scraps = fc.constantFrom(
    ...['x', 'a.b', 'beta', 'exp', 'mixture', 'discrete', 'to', 'and', 'not', 'true', 'in', 'end', '(', ')', '[', ']'],
    ...[
      ',',
      '.',
      ':',
      '?',
      '+',
      '-',
      '*',
      '/',
      '^',
      '<',
      '=',
      '!',
      '%',
      '"',
      ';',
      ' ',
      '\n',
      '1',
      '.5',
      '2e9',
      '{',
      'é',
    ],
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(scraps, { maxLength: 12 }).map((parts) => parts.join('')),
        fc.string(),
      ),
      (text) => {
        try {
          compileExpression(text).bind(() => 0);
        } catch (error) {
          expect(error, text).toBeInstanceOf(ExpressionError);
          expect((error as ExpressionError).message).not.toMatch(/[\n\r]/);
        }
      },
    ),
    { seed: 9, numRuns: 5000 },
  );
});

function refusal(text: string, distributions = true): ExpressionError {
  try {
    compileExpression(text, { distributions });
  } catch (error) {
    expect(error).toBeInstanceOf(ExpressionError);
    return error as ExpressionError;
  }
  throw new Error(`${text} was not refused`);
}
