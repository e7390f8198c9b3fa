/** What stands behind `--vary id=`: the values that a quantity is to take. */
import pow from '@stdlib/math-base-special-pow';
import type { Expression } from '../expression/expression.ts';

/** More values than anyone can run. */
const MOST_VALUES = 100_000;
/** Digits of a computed value: enough for every use, too few for the rounding of sums to show. */
const DIGITS = 12;
const NUMBER = String.raw`[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?`;
const RANGE = new RegExp(`^(log:|@q:)?(${NUMBER}):(${NUMBER})(?::(${NUMBER})|/(\\d+))$`);
const ENDS = new RegExp(`^(log:|@q:)?(${NUMBER}):(${NUMBER})$`);
const FORMS = '0.1,0.3,0.5 or 0:1:0.05 or 0:1/21 or log:1:200/9 or @q:0.05:0.95/9';

/** What is wrong with a specification of values: what follows the name of the quantity in a message. */
export class SpecError extends Error {
  override readonly name = 'SpecError';
}

/** What the values are of. */
export interface SpecSubject {
  /** What the scenario says of the quantity; undefined where it keeps its reference value. */
  readonly own: Expression | undefined;
  /** Whether it takes whole numbers only. */
  readonly whole: boolean;
}

/**
 * Reads a specification of values: a list `0.1,0.3`, a range with its step `0:1:0.05` or its number of values `0:1/21`,
 * both ends included, the same evenly spaced in the logarithm `log:1:200/9`, or quantiles of the quantity's own
 * distribution at evenly spaced levels `@q:0.05:0.95/9`. Of a quantity that takes whole numbers only, what is computed
 * between the ends of a range with a number of values is rounded; what is written is left as it is.
 * @param written the specification, or the items of a list
 * @throws SpecError
 */
export function readSpec(written: string | readonly string[], subject: SpecSubject): number[] {
  const text = typeof written === 'string' ? written : written.join(',');
  return eachOnce(typeof written === 'string' && text.includes(':') ? readRange(text, subject) : readList(text), text);
}

/**
 * Reads a list of texts, separated by commas.
 * @throws SpecError
 */
export function readTexts(written: string | readonly string[]): string[] {
  const text = typeof written === 'string' ? written : written.join(',');
  const items = typeof written === 'string' ? written.split(',').map((item) => item.trim()) : [...written];
  if (items.includes(''))
    throw new SpecError(`${JSON.stringify(text)} is no list of texts; must be written like a,b,c`);
  return eachOnce(items, text);
}

/**
 * Reads a range by its ends, over which cells are to be spread: `0:1`, `log:1:200` or `@q:0.05:0.95`.
 * @returns the value at a uniform number: evenly in the value, in its logarithm, or in the level of the quantile. Of whole
 *   numbers each in the range is as likely as the others (on the scale of the range).
 * @throws SpecError
 */
export function readEnds(written: string | readonly string[], { own, whole }: SpecSubject): (u: number) => number {
  const text = typeof written === 'string' ? written.replaceAll(' ', '') : written.join(',');
  const parts = ENDS.exec(text);
  if (parts === null) {
    const why = RANGE.test(text) ? 'has a step or a number of values' : 'is no range';
    throw new SpecError(
      `${JSON.stringify(text)} ${why}; cells are spread over a range by its ends, such as 0:1 or log:1:200 or @q:0.05:0.95`,
    );
  }
  const [, scale, low, high] = parts;
  const [from, to] = ascending(low, high);
  if (scale === '@q:') {
    const quantile = quantileOf(own, from, to);
    return (u) => rounded(quantile(from + (to - from) * u), whole);
  }
  if (whole && !(Number.isInteger(from) && Number.isInteger(to))) {
    throw new SpecError(`${low}:${high} does not end in whole numbers; the quantity takes no others`);
  }
  if (scale === 'log:') requirePositive(from);
  // Half a step beyond the ends, which are rounded to: they would be half as likely as the others otherwise.
  const [first, last] = whole ? [from - 0.5, to + 0.5] : [from, to];
  const between = (u: number) => (scale === 'log:' ? first * pow(last / first, u) : first + (last - first) * u);
  return (u) => Math.min(Math.max(rounded(between(u), whole), from), to);
}

function eachOnce<T>(values: T[], text: string): T[] {
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

function ascending(low: string, high: string): [number, number] {
  const [from, to] = [Number(low), Number(high)];
  if (!(from < to)) throw new SpecError(`${low}:${high} is no range; the first number must be below the second`);
  return [from, to];
}

function requirePositive(from: number): void {
  if (!(from > 0)) throw new SpecError(`log: begins at ${from}; must begin above 0`);
}

/** To so many digits; of whole numbers to the nearest. */
function rounded(value: number, whole: boolean): number {
  return whole ? Math.round(value) : Number(value.toPrecision(DIGITS));
}

function readRange(text: string, { own, whole }: SpecSubject): number[] {
  const parts = RANGE.exec(text.replaceAll(' ', ''));
  if (parts === null) throw new SpecError(`${JSON.stringify(text)} says no values; must be written like ${FORMS}`);
  const [, scale, low, high, step, count] = parts;
  const [from, to] = ascending(low, high);
  if (scale !== undefined && step !== undefined) {
    throw new SpecError(`${JSON.stringify(text)} has a step; ${scale} needs a number of values, as in ${scale}…/9`);
  }
  const n = count === undefined ? stepsIn(from, to, Number(step)) + 1 : Number(count);
  if (!(n >= 2 && n <= MOST_VALUES)) {
    throw new SpecError(`${JSON.stringify(text)} has ${n} values; must have 2 to ${MOST_VALUES}`);
  }
  const isRounded = whole && step === undefined;
  if (scale === '@q:') {
    const quantile = quantileOf(own, from, to);
    return evenly(from, to, n, false).map((level) => rounded(quantile(level), isRounded));
  }
  return scale === 'log:' ? logarithmic(from, to, n, isRounded) : evenly(from, to, n, isRounded);
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
function spaced(n: number, first: number, last: number, whole: boolean, between: (index: number) => number): number[] {
  return Array.from({ length: n }, (_, index) =>
    index === 0 ? first : index === n - 1 ? last : rounded(between(index), whole),
  );
}

function evenly(from: number, to: number, n: number, whole: boolean): number[] {
  return spaced(n, from, to, whole, (i) => (from * (n - 1 - i) + to * i) / (n - 1));
}

function logarithmic(from: number, to: number, n: number, whole: boolean): number[] {
  requirePositive(from);
  return spaced(n, from, to, whole, (i) => from * pow(to / from, i / (n - 1)));
}

function quantileOf(own: Expression | undefined, from: number, to: number): (level: number) => number {
  const distribution = own?.distribution;
  if (distribution === undefined) {
    const what = own === undefined ? 'the reference value of the model' : JSON.stringify(own.text);
    throw new SpecError(`@q: needs a single distribution with constant parameters; the scenario has ${what}`);
  }
  if (!(from > 0 && to < 1)) throw new SpecError(`@q: goes from ${from} to ${to}; levels must be between 0 and 1`);
  return (level) => distribution.quantile(level);
}
