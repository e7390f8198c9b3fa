/** Thresholds: where a mean over draws passes 0 as a parameter changes, how surely, and how it runs in between. */

import { type Interval, meanInterval, moments } from '../statistics.ts';
import type { Curve, EvaluateAt } from './curve.ts';
import { type CrossingInterval, crossingIntervals } from './intervals.ts';
import { positionOf, valueAt } from './scale.ts';
import { type Evaluated, type SearchOptions, traceCurve } from './search.ts';
import { findZeros, signsOf, type ZeroPlace } from './sign-changes.ts';

export interface ThresholdOptions extends SearchOptions {
  /** Of the bootstrap. */
  readonly seed: string;
  readonly resamples: number;
}

/** A value of the parameter at which the mean changes its sign. */
export interface Threshold {
  readonly value: number;
  /** The values between which it was found: the closest at which the mean has one sign and the other. */
  readonly between: Interval;
  /** Whether the mean is 0 at several values there, which `between` encloses; `value` is in their middle. */
  readonly isPlateau: boolean;
  /** Whether the mean goes from negative to positive. */
  readonly rises: boolean;
  /** 95 % bootstrap interval over draws; it ends at the end of the range where it goes beyond. NaN if unknown. */
  readonly low: number;
  readonly high: number;
  readonly isBelowRange: boolean;
  readonly isAboveRange: boolean;
  /** The same as places in the range, from 0 to 1. */
  readonly positions: Interval & { readonly position: number };
  /** Share of resamples in which there is no such threshold, in the range or beyond. */
  readonly without: number;
}

/** Where the mean is 0, or cannot be told from it, and does not change its sign. */
export interface NearMiss {
  readonly from: number;
  readonly to: number;
  /**
   * - `zero`: it is exactly 0 from here to there, with the same sign on both sides, or at an end of the range.
   * - `open`: its 95 % interval includes 0 from here to there: two thresholds may be hidden, or one beyond the end.
   */
  readonly kind: 'zero' | 'open';
}

export interface ThresholdAnalysis {
  readonly curve: Curve;
  readonly thresholds: readonly Threshold[];
  readonly nearMisses: readonly NearMiss[];
  /** The sign of the mean where there are no thresholds; 0 if it is 0 everywhere or there are some. */
  readonly sign: number;
  /** Share of resamples in which that is its sign everywhere. */
  readonly sameSign: number;
  /** Whether the search has stopped at its greatest number of points. */
  readonly isCutOff: boolean;
}

/** Resamples that say where more points are worth their time. */
const FIRST_RESAMPLES = 200;
/** Points across each first interval. */
const POINTS_PER_INTERVAL = 6;

/**
 * Finds the thresholds of a quantity in a range of a parameter.
 * @param evaluateAt the quantity by draw, such as the paired difference between two paths
 * @throws NoDrawsError if no draw has a value everywhere, and what `evaluateAt` throws
 */
export async function findThresholds(evaluateAt: EvaluateAt, options: ThresholdOptions): Promise<ThresholdAnalysis> {
  const { seed, resamples, mostPoints } = options;
  const evaluated: Evaluated = new Map();
  const first = await traceCurve(evaluateAt, evaluated, options);
  const rough = crossingIntervals(first, crossingsOf(first), { seed, resamples: FIRST_RESAMPLES });
  const extra = rough.crossings.flatMap((interval) => acrossInterval(first, interval));
  const curve = extra.length > 0 ? await traceCurve(evaluateAt, evaluated, options, extra) : first;

  const crossings = crossingsOf(curve);
  const intervals = crossingIntervals(curve, crossings, { seed, resamples });
  const thresholds = crossings.map((crossing, index) => describeThreshold(curve, crossing, intervals.crossings[index]));
  const hasOneSign = thresholds.length === 0;
  return {
    curve,
    thresholds,
    nearMisses: findNearMisses(curve),
    sign: hasOneSign ? (signsOf(curve.means).find((sign) => sign !== 0) ?? 0) : 0,
    sameSign: intervals.sameSign,
    isCutOff: curve.values.length >= mostPoints,
  };
}

function crossingsOf({ positions, means }: Curve): ZeroPlace[] {
  return findZeros(positions, means).filter(({ kind }) => kind === 'crossing');
}

/** Values that make the curve known where resamples pass 0: an interval can be wider than the steps of the scan. */
function acrossInterval({ range, values }: Curve, { low, high }: CrossingInterval): number[] {
  if (Number.isNaN(low) || Number.isNaN(high)) return [];
  const [from, to] = [Math.max(0, low), Math.min(1, high)];
  if (!(to > from)) return [];
  const known = values.map((value) => positionOf(range, value));
  const step = (to - from) / (POINTS_PER_INTERVAL - 1);
  return Array.from({ length: POINTS_PER_INTERVAL }, (_, i) => from + i * step)
    .filter((position) => !known.some((other) => Math.abs(other - position) < step / 2))
    .map((position) => valueAt(range, position));
}

function describeThreshold(curve: Curve, crossing: ZeroPlace, interval: CrossingInterval): Threshold {
  const { range, values } = curve;
  const { before, after, position, rises } = crossing;
  const { low, high, without } = interval;
  const exact = { ...range, whole: false };
  return {
    value: valueAt(exact, position),
    between: { low: values[before], high: values[after] },
    isPlateau: after - before > 2,
    rises,
    low: Number.isNaN(low) ? Number.NaN : valueAt(exact, low),
    high: Number.isNaN(high) ? Number.NaN : valueAt(exact, high),
    isBelowRange: low === Number.NEGATIVE_INFINITY,
    isAboveRange: high === Number.POSITIVE_INFINITY,
    positions: { position, low: Math.max(0, low), high: Math.min(1, high) },
    without,
  };
}

/** Stretches in which the mean comes close to 0 without a crossing in them. */
function findNearMisses(curve: Curve): NearMiss[] {
  const { values, positions, means, columns } = curve;
  const zeros = findZeros(positions, means);
  const exact = zeros
    .filter(({ kind }) => kind !== 'crossing')
    .map(({ before, after }): NearMiss => ({ from: values[before + 1], to: values[after - 1], kind: 'zero' }));
  const isOpen = columns.map((column) => meanInterval(moments(column))).map(({ low, high }) => low <= 0 && high >= 0);
  const open: NearMiss[] = [];
  for (let first = 0; first < isOpen.length; first++) {
    if (!isOpen[first]) continue;
    let last = first;
    while (isOpen[last + 1]) last++;
    const isExplained = zeros.some(({ before, after }) => before <= last && after >= first);
    if (!isExplained) open.push({ from: values[first], to: values[last], kind: 'open' });
    first = last;
  }
  return [...exact, ...open].sort((a, b) => a.from - b.from);
}
