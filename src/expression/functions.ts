/** The functions, operators and constants that an expression may use; nothing else can be called. */
import exp from '@stdlib/math-base-special-exp';
import ln from '@stdlib/math-base-special-ln';
import log1p from '@stdlib/math-base-special-log1p';
import log2 from '@stdlib/math-base-special-log2';
import log10 from '@stdlib/math-base-special-log10';
import pow from '@stdlib/math-base-special-pow';
import tanh from '@stdlib/math-base-special-tanh';

export interface ExpressionFunction {
  readonly name: string;
  /** Names of the arguments; the last one may be repeated when the function is variadic. */
  readonly parameters: readonly string[];
  readonly variadic: boolean;
  readonly meaning: string;
  readonly apply: (...x: number[]) => number;
}

function one(name: string, meaning: string, apply: (x: number) => number): ExpressionFunction {
  return { name, parameters: ['x'], variadic: false, meaning, apply: apply as (...x: number[]) => number };
}

export const FUNCTIONS: ReadonlyMap<string, ExpressionFunction> = new Map(
  [
    one('exp', 'e to the power of x', exp),
    one('log', 'natural logarithm', ln),
    one('log10', 'logarithm to base 10', log10),
    one('log2', 'logarithm to base 2', log2),
    one('sqrt', 'square root', Math.sqrt),
    one('abs', 'absolute value', Math.abs),
    one('sign', '1, 0 or −1', Math.sign),
    one('floor', 'largest whole number not above x', Math.floor),
    one('ceil', 'smallest whole number not below x', Math.ceil),
    one('round', 'nearest whole number, halves away from 0', (x) => Math.sign(x) * Math.round(Math.abs(x))),
    one('tanh', 'hyperbolic tangent', tanh),
    one('logit', 'log(x/(1 − x))', (x) => ln(x) - log1p(-x)),
    one('sigmoid', '1/(1 + exp(−x)), the inverse of logit', (x) => 1 / (1 + exp(-x))),
    {
      name: 'pow',
      parameters: ['x', 'y'],
      variadic: false,
      meaning: 'x to the power of y, as x^y',
      apply: pow,
    },
    {
      name: 'clamp',
      parameters: ['x', 'low', 'high'],
      variadic: false,
      meaning: 'x, but at least low and at most high',
      apply: (x: number, low: number, high: number) => Math.min(Math.max(x, low), high),
    },
    { name: 'min', parameters: ['x', '…'], variadic: true, meaning: 'the smallest', apply: Math.min },
    { name: 'max', parameters: ['x', '…'], variadic: true, meaning: 'the largest', apply: Math.max },
  ].map((fn) => [fn.name, fn as ExpressionFunction]),
);

export const FUNCTION_NAMES: readonly string[] = [...FUNCTIONS.keys()];

export const CONSTANTS: ReadonlyMap<string, number> = new Map([
  ['pi', Math.PI],
  ['e', Math.E],
]);

/**
 * Operators of two operands, by the names that mathjs gives them. What is missing stays missing: a comparison with NaN,
 * `and` and `or` of NaN are NaN, not false. `==` is exact.
 */
export const BINARY: ReadonlyMap<string, (x: number, y: number) => number> = new Map([
  ['add', (x: number, y: number) => x + y],
  ['subtract', (x: number, y: number) => x - y],
  ['multiply', (x: number, y: number) => x * y],
  ['divide', (x: number, y: number) => x / y],
  ['pow', pow],
  ['smaller', (x: number, y: number) => truth(x, y, x < y)],
  ['larger', (x: number, y: number) => truth(x, y, x > y)],
  ['smallerEq', (x: number, y: number) => truth(x, y, x <= y)],
  ['largerEq', (x: number, y: number) => truth(x, y, x >= y)],
  ['equal', (x: number, y: number) => truth(x, y, x === y)],
  ['unequal', (x: number, y: number) => truth(x, y, x !== y)],
  ['and', (x: number, y: number) => truth(x, y, x !== 0 && y !== 0)],
  ['or', (x: number, y: number) => truth(x, y, x !== 0 || y !== 0)],
]);

/** Operators of one operand, by the names that mathjs gives them. */
export const UNARY: ReadonlyMap<string, (x: number) => number> = new Map([
  ['unaryMinus', (x: number) => -x],
  ['unaryPlus', (x: number) => x],
  ['not', (x: number) => truth(x, x, x === 0)],
]);

function truth(x: number, y: number, holds: boolean): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  return holds ? 1 : 0;
}
