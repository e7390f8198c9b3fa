/** A mean over draws as a function of a parameter, as far as it has been evaluated: the same draws at every value. */
import { moments } from '../statistics.ts';
import { type ParameterRange, positionOf } from './scale.ts';

/**
 * Evaluates a quantity at some values of the parameter: for each value one number of every draw, the draws being the
 * same at all values; NaN where it is undefined.
 */
export type EvaluateAt = (values: readonly number[]) => Promise<readonly Float64Array[]>;

/** What is known of the curve. Draws that are undefined at any value are left out at all of them. */
export interface Curve {
  readonly range: ParameterRange;
  /** Ascending. */
  readonly values: readonly number[];
  /** Where the values stand in the range, from 0 to 1. */
  readonly positions: Float64Array;
  /** For each value the numbers of the draws that are defined everywhere, in the order of the draws. */
  readonly columns: readonly Float64Array[];
  /** Their mean and its standard error at each value; the latter is NaN for a single draw. */
  readonly means: Float64Array;
  readonly errors: Float64Array;
  /** Ids of the draws that are defined everywhere. */
  readonly draws: Uint32Array;
  /** Draws that were left out. */
  readonly missing: number;
}

/** There is no draw in which the quantity has a value everywhere. */
export class NoDrawsError extends Error {
  override readonly name = 'NoDrawsError';
}

/**
 * Puts together what has been evaluated.
 * @param evaluated the numbers of every draw by the value of the parameter
 * @throws NoDrawsError if no draw is defined at all values
 */
export function createCurve(range: ParameterRange, evaluated: ReadonlyMap<number, Float64Array>): Curve {
  const values = [...evaluated.keys()].sort((a, b) => a - b);
  const all = values.map((value) => evaluated.get(value) as Float64Array);
  const count = all[0]?.length ?? 0;
  const isDefined = new Uint8Array(count).fill(1);
  for (const column of all) for (let i = 0; i < count; i++) if (Number.isNaN(column[i])) isDefined[i] = 0;
  const draws = Uint32Array.from({ length: count }, (_, i) => i).filter((i) => isDefined[i] === 1);
  if (draws.length === 0) {
    throw new NoDrawsError(`none of ${count} draws has a value at all of ${values.length} values of the parameter`);
  }
  const columns = draws.length === count ? all : all.map((column) => Float64Array.from(draws, (draw) => column[draw]));
  const statistics = columns.map(moments);
  return {
    range,
    values,
    positions: Float64Array.from(values, (value) => positionOf(range, value)),
    columns,
    means: Float64Array.from(statistics, ({ mean }) => mean),
    errors: Float64Array.from(statistics, ({ se }) => se),
    draws,
    missing: count - draws.length,
  };
}
