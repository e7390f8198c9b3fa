/** What stands behind `--vary id=`: the values that a quantity is to take. */
import pow from '@stdlib/math-base-special-pow';
import type { Expression } from '../expression/expression.ts';

/** More values than anyone can run. */
const MOST_VALUES = 100_000;
/** Digits of a computed value: enough for every use, too few for the rounding of sums to show. */
const DIGITS = 12;
const NUMBER = String.raw`[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?`;
const RANGE = new RegExp(`^(log:|@q:)?(${NUMBER}):(${NUMBER})(?::(${NUMBER})|/(\\d+))$`);
const FORMS = '0.1,0.3,0.5 or 0:1:0.05 or 0:1/21 or log:1:200/9 or @q:0.05:0.95/9';

/** What is wrong with a specification of values: what follows the name of the quantity in a message. */
export class SpecError extends Error {
  override readonly name = 'SpecError';
}

/**
 * Reads a specification of values: a list `0.1,0.3`, a range with its step `0:1:0.05` or its number of values `0:1/21`,
 * both ends included, the same evenly spaced in the logarithm `log:1:200/9`, or quantiles of the quantity's own
 * distribution at evenly spaced levels `@q:0.05:0.95/9`.
 * @param own what the scenario says of the quantity; undefined where it keeps its reference value
 * @throws SpecError
 */
export function readSpec(text: string, own: Expression | undefined): number[] {
  const values = text.includes(':') ? readRange(text, own) : readList(text);
  const twice = values.find((value, index) => values.indexOf(value) < index);
  if (twice !== undefined) throw new SpecError(`${twice} comes twice in ${JSON.stringify(text)}; must come once`);
  return values;
}

function readList(text: string): number[] {
  return text.split(',').map((item) => {
    if (!new RegExp(`^${NUMBER}$`).test(item.trim())) {
      throw new SpecError(`${JSON.stringify(text)} says no values; must be written like ${FORMS}`);
    }
    return Number(item);
  });
}

function readRange(text: string, own: Expression | undefined): number[] {
  const parts = RANGE.exec(text.replaceAll(' ', ''));
  if (parts === null) throw new SpecError(`${JSON.stringify(text)} says no values; must be written like ${FORMS}`);
  const [, scale, low, high, step, count] = parts;
  const from = Number(low);
  const to = Number(high);
  if (!(from < to)) throw new SpecError(`${low}:${high} is no range; the first number must be below the second`);
  if (scale !== undefined && step !== undefined) {
    throw new SpecError(`${JSON.stringify(text)} has a step; ${scale} needs a number of values, as in ${scale}…/9`);
  }
  const n = count === undefined ? stepsIn(from, to, Number(step)) + 1 : Number(count);
  if (!(n >= 2 && n <= MOST_VALUES)) {
    throw new SpecError(`${JSON.stringify(text)} has ${n} values; must have 2 to ${MOST_VALUES}`);
  }
  if (scale === 'log:') return logarithmic(from, to, n);
  if (scale === '@q:') return quantiles(from, to, n, own);
  return evenly(from, to, n);
}

function stepsIn(from: number, to: number, step: number): number {
  const steps = Math.round((to - from) / step);
  if (!(step > 0)) throw new SpecError(`the step ${step} is out of range; must be above 0`);
  if (steps < 1 || Math.abs(from + steps * step - to) > 1e-9 * Math.max(step, Math.abs(from), Math.abs(to))) {
    throw new SpecError(`steps of ${step} from ${from} do not meet ${to}; must meet it, or say how many, as in /21`);
  }
  return steps;
}

/** Each value by itself, not by adding up; the ends exactly as they were written. */
function spaced(n: number, first: number, last: number, between: (index: number) => number): number[] {
  return Array.from({ length: n }, (_, index) =>
    index === 0 ? first : index === n - 1 ? last : Number(between(index).toPrecision(DIGITS)),
  );
}

function evenly(from: number, to: number, n: number): number[] {
  return spaced(n, from, to, (i) => (from * (n - 1 - i) + to * i) / (n - 1));
}

function logarithmic(from: number, to: number, n: number): number[] {
  if (!(from > 0)) throw new SpecError(`log: begins at ${from}; must begin above 0`);
  return spaced(n, from, to, (i) => from * pow(to / from, i / (n - 1)));
}

function quantiles(from: number, to: number, n: number, own: Expression | undefined): number[] {
  const distribution = own?.distribution;
  if (distribution === undefined) {
    const what = own === undefined ? 'the reference value of the model' : JSON.stringify(own.text);
    throw new SpecError(`@q: needs a single distribution with constant parameters; the scenario has ${what}`);
  }
  if (!(from > 0 && to < 1)) throw new SpecError(`@q: goes from ${from} to ${to}; levels must be between 0 and 1`);
  return evenly(from, to, n).map((level) => Number(distribution.quantile(level).toPrecision(DIGITS)));
}
