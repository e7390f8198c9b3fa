/** How surely the places are known where a curve passes 0: the bootstrap over draws (Efron 1979). */
import { resample } from '../resampling.ts';
import { quantile } from '../statistics.ts';
import type { Curve } from './curve.ts';
import { findZeros, signsOf, type ZeroPlace } from './sign-changes.ts';

/** Where a crossing was found in resamples of the draws, as positions in the range from 0 to 1. */
export interface CrossingInterval {
  /**
   * 95 % interval of the position; NaN for fewer than two draws. A resample in which the curve has passed 0 before it
   * enters the range counts as below it (−∞), one in which it has yet to do so at its end as above it (∞).
   */
  readonly low: number;
  readonly high: number;
  /** Share of resamples in which there is no such crossing because two have met and gone. */
  readonly without: number;
  /** Shares of resamples in which it lies below or above the range. */
  readonly below: number;
  readonly above: number;
}

export interface CurveIntervals {
  /** One for each of the crossings. */
  readonly crossings: readonly CrossingInterval[];
  /** Share of resamples in which the curve has one sign at all points, and it is that of the curve; 0 if that has two. */
  readonly sameSign: number;
}

/** Number and seed of the resamples. */
export interface BootstrapOptions {
  readonly seed: string;
  readonly resamples: number;
}

/**
 * Bootstrap intervals of the crossings of a curve.
 * @param crossings of kind `crossing`, in the order of their positions
 * @throws Error on an empty seed or too few resamples
 */
export function crossingIntervals(
  curve: Curve,
  crossings: readonly ZeroPlace[],
  { seed, resamples }: BootstrapOptions,
): CurveIntervals {
  const { columns, positions, draws } = curve;
  const points = columns.length;
  const rows = rowsOf(columns, draws.length);
  const means = new Float64Array(points);
  const found = crossings.map(() => new Float64Array(resamples));
  const sign = commonSign(curve.means);
  let same = 0;
  resample('threshold', draws.length, { seed, resamples }, (counts, index) => {
    means.fill(0);
    for (let draw = 0; draw < counts.length; draw++) {
      const count = counts[draw];
      if (count === 0) continue;
      for (let point = 0; point < points; point++) means[point] += count * rows[draw * points + point];
    }
    for (let point = 0; point < points; point++) means[point] /= draws.length;
    if (sign !== 0 && commonSign(means) === sign) same++;
    if (crossings.length > 0) {
      const places = matchCrossings(crossings, positions, means);
      for (let crossing = 0; crossing < places.length; crossing++) found[crossing][index] = places[crossing];
    }
  });
  return {
    crossings: found.map((places) => describePlaces(places, draws.length)),
    sameSign: same / resamples,
  };
}

/** Draw by draw: a resample goes through it once. */
function rowsOf(columns: readonly Float64Array[], draws: number): Float64Array {
  const rows = new Float64Array(columns.length * draws);
  columns.forEach((column, point) => {
    for (let draw = 0; draw < draws; draw++) rows[draw * columns.length + point] = column[draw];
  });
  return rows;
}

/** The sign that all points have, those that are 0 apart; 0 if there are two, or none. */
function commonSign(means: Float64Array): number {
  let common = 0;
  for (const sign of signsOf(means)) {
    if (sign === 0) continue;
    if (common !== 0 && sign !== common) return 0;
    common = sign;
  }
  return common;
}

/**
 * Where each crossing of the curve is in a resample: at the nearest one in the same direction that is not nearer to
 * another, −∞ or ∞ if it has moved out of the range, NaN if there is none.
 */
function matchCrossings(crossings: readonly ZeroPlace[], positions: Float64Array, means: Float64Array): number[] {
  const candidates = findZeros(positions, means).filter(({ kind }) => kind === 'crossing');
  const nearest = (places: readonly ZeroPlace[], { position, rises }: ZeroPlace) => {
    let best: ZeroPlace | undefined;
    for (const place of places) {
      if (place.rises !== rises) continue;
      if (!best || Math.abs(place.position - position) < Math.abs(best.position - position)) best = place;
    }
    return best;
  };
  const signs = signsOf(means);
  const first = signs.find((sign) => sign !== 0) ?? 0;
  const last = signs.findLast((sign) => sign !== 0) ?? 0;
  return crossings.map((crossing, index) => {
    const candidate = nearest(candidates, crossing);
    if (candidate && nearest(crossings, candidate) === crossing) return candidate.position;
    const signAfter = crossing.rises ? 1 : -1;
    if (index === 0 && first === signAfter) return Number.NEGATIVE_INFINITY;
    if (index === crossings.length - 1 && last === -signAfter) return Number.POSITIVE_INFINITY;
    return Number.NaN;
  });
}

function describePlaces(places: Float64Array, draws: number): CrossingInterval {
  const sorted = places.filter((place) => !Number.isNaN(place)).sort();
  const share = (isCounted: (place: number) => boolean) => places.filter(isCounted).length / places.length;
  const isKnown = draws > 1;
  return {
    low: isKnown ? extendedQuantile(sorted, 0.025) : Number.NaN,
    high: isKnown ? extendedQuantile(sorted, 0.975) : Number.NaN,
    without: share(Number.isNaN),
    below: share((place) => place === Number.NEGATIVE_INFINITY),
    above: share((place) => place === Number.POSITIVE_INFINITY),
  };
}

/** A quantile of values of which some are infinite: between such a one and another there is only the former. */
function extendedQuantile(sorted: Float64Array, p: number): number {
  if (sorted.length === 0) return Number.NaN;
  const place = (sorted.length - 1) * p;
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  if (!Number.isFinite(below)) return below;
  return Number.isFinite(above) ? quantile(sorted, p) : above;
}
