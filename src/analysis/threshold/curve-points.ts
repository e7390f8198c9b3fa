/** What is known of a curve at each value of the parameter, for tables. */
import type { Share } from '../comparison.ts';
import { type Interval, meanInterval, moments, wilsonInterval } from '../statistics.ts';
import type { Curve } from './curve.ts';

export interface CurvePoint extends Interval {
  readonly value: number;
  /** Over draws; `low` and `high` are the 95 % interval of the mean (Student). */
  readonly mean: number;
  readonly se: number;
  readonly n: number;
  /** Draws in which the quantity is below 0, or above it. */
  readonly negative: Share;
  readonly positive: Share;
}

/** All points of a curve, by ascending values of the parameter. */
export function describePoints({ values, columns }: Curve): CurvePoint[] {
  return columns.map((column, point) => {
    const statistics = moments(column);
    const { n, mean, se } = statistics;
    const shareOf = (sign: number): Share => {
      const count = column.filter((number) => Math.sign(number) === sign).length;
      return { share: count / n, ...wilsonInterval(count, n) };
    };
    return {
      ...{ value: values[point], mean, se, n, ...meanInterval(statistics) },
      negative: shareOf(-1),
      positive: shareOf(1),
    };
  });
}
