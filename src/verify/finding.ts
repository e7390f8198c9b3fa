/** How findings are made of numbers: comparisons with known ones, and the shape of rows of them. */
import type { CheckedNumber, Finding } from './claim.ts';

/** Deviations smaller than this are told as that: their digits are those of rounding. */
const FINEST = 1e-12;
const NEARLY_NONE = 1e-9;

/** A number to three digits, as it is printed. */
export function short(value: number, digits = 3): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(digits))) : 'none';
}

/** `below 1e-9`: the next power of ten above a deviation. */
export function below(deviation: number): string {
  if (!(deviation < Number.POSITIVE_INFINITY)) return 'not finite';
  let bound = FINEST;
  while (bound < deviation) bound *= 10;
  return `below ${short(bound, 1)}`;
}

/** A number that must be another one. */
export function compare(quantity: string, found: number, expected: number, tolerance: number): CheckedNumber {
  return { quantity, found, expected, tolerance };
}

/** Whether all numbers are as expected; what is not a number never is. */
export function areEqual(numbers: readonly CheckedNumber[]): boolean {
  return (
    numbers.length > 0 &&
    numbers.every(({ found, expected = Number.NaN, tolerance = 0 }) => {
      return Math.abs(found - expected) <= tolerance;
    })
  );
}

/** A finding on numbers that are expected, told one by one. */
export function equalNumbers(numbers: readonly CheckedNumber[], digits = 4): Finding {
  // What is expected to be 0 and is not quite has no digits worth telling.
  const tell = ({ found, expected }: CheckedNumber) =>
    expected === 0 && Math.abs(found) < NEARLY_NONE ? '0' : short(found, digits);
  return { holds: areEqual(numbers), found: numbers.map(tell).join(', '), numbers };
}

/** A finding on numbers that are expected, told by the largest deviation. */
export function smallDeviations(numbers: readonly CheckedNumber[], what = 'numbers'): Finding {
  return {
    holds: areEqual(numbers),
    found: `largest deviation of ${numbers.length} ${what} ${below(largestDeviation(numbers))}`,
    numbers,
  };
}

function largestDeviation(numbers: readonly CheckedNumber[]): number {
  return numbers.reduce((worst, { found, expected = Number.NaN }) => {
    const deviation = Math.abs(found - expected);
    return Number.isNaN(deviation) ? Number.POSITIVE_INFINITY : Math.max(worst, deviation);
  }, 0);
}

/** A measure at the values of a quantity. */
export interface Row {
  readonly measure: string;
  readonly quantity: string;
  readonly at: readonly number[];
  readonly values: readonly number[];
}

export function numbersOf({ measure, quantity, at, values }: Row): CheckedNumber[] {
  return values.map((found, i) => ({ quantity: `${measure} at ${quantity} ${short(at[i], 6)}`, found }));
}

/** Whether a row rises at every step. */
export function isRising(values: readonly number[]): boolean {
  return values.length > 1 && values.slice(1).every((value, i) => value > values[i]);
}

/** Whether a row falls at every step. */
export function isFalling(values: readonly number[]): boolean {
  return isRising(values.toReversed());
}

/** A finding that rows rise or fall at every step. */
export function monotone(direction: 'rises' | 'falls', ...rows: readonly Row[]): Finding {
  const holds = (row: Row) => (direction === 'rises' ? isRising(row.values) : isFalling(row.values));
  const found = rows.map(
    (row) =>
      `${row.measure} ${tellEnds(row)}, ${holds(row) ? `${direction} at each` : `does not ${direction.slice(0, -1)} at each`} of ${row.values.length - 1} steps`,
  );
  return { holds: rows.every(holds), found: found.join('; '), numbers: rows.flatMap(numbersOf) };
}

/** `0.117 → 0.0399` */
export function tellEnds({ values }: Row): string {
  return `${short(values[0])} → ${short(values[values.length - 1])}`;
}

/** A finding that a row rises to one highest value inside and falls from there; with `dip` the other way round. */
export function turns(kind: 'hump' | 'dip', row: Row): Finding {
  const values = kind === 'hump' ? row.values : row.values.map((value) => -value);
  const top = values.indexOf(Math.max(...values));
  const inside = top > 0 && top < values.length - 1;
  const holds = inside && isRising(values.slice(0, top + 1)) && isFalling(values.slice(top));
  const extreme = kind === 'hump' ? 'highest' : 'lowest';
  const found = `${row.measure} ${short(row.values[0])} → ${short(row.values[top])} → ${short(row.values[values.length - 1])}, ${extreme} at ${short(row.at[top])}${holds ? '' : '; not a single turn inside'}`;
  return { holds, found, numbers: numbersOf(row) };
}

/** Findings that must all hold, told after one another. */
export function all(...findings: readonly Finding[]): Finding {
  return {
    holds: findings.every((finding) => finding.holds),
    found: findings.map((finding) => finding.found).join('; '),
    numbers: findings.flatMap((finding) => finding.numbers),
  };
}

/** From one value to another in equal steps, both included. */
export function steps(from: number, to: number, count: number): number[] {
  return Array.from({ length: count + 1 }, (_, i) => from + ((to - from) * i) / count);
}
