/** The range of a parameter in which a threshold is looked for, and how far apart its values are. */
import ln from '@stdlib/math-base-special-ln';
import pow from '@stdlib/math-base-special-pow';

/** Digits of a computed value: enough for every use, too few for the rounding of sums to show. */
const DIGITS = 12;

export interface ParameterRange {
  readonly low: number;
  readonly high: number;
  /** Whether equal distances are equal differences, or equal factors. */
  readonly scale: 'linear' | 'log';
  /** Whether the parameter takes whole numbers only. */
  readonly whole: boolean;
}

/** Where a value stands in its range: 0 at the low end, 1 at the high end. */
export function positionOf({ low, high, scale }: ParameterRange, value: number): number {
  if (value === low) return 0;
  if (value === high) return 1;
  return scale === 'log' ? ln(value / low) / ln(high / low) : (value - low) / (high - low);
}

/** The value that stands at a position, to 12 digits; of whole numbers the nearest. The ends are exact. */
export function valueAt({ low, high, scale, whole }: ParameterRange, position: number): number {
  if (!(position > 0)) return low;
  if (!(position < 1)) return high;
  const exact = scale === 'log' ? low * pow(high / low, position) : low + (high - low) * position;
  const value = whole ? Math.round(exact) : Number(exact.toPrecision(DIGITS));
  return Math.min(high, Math.max(low, value));
}

/** Values that are evenly spread over the range, both ends included, each once, in ascending order. */
export function spreadValues(range: ParameterRange, count: number): number[] {
  const values = Array.from({ length: count }, (_, i) => valueAt(range, i / (count - 1)));
  return [...new Set(values)];
}
