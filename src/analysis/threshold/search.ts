/**
 * Finds where a curve passes 0: a coarse scan of the range, then more points around every place where it does, or might.
 * All draws are the same at all points, so that the curve is as smooth as the model, whatever the sampling error is.
 */
import { type Curve, createCurve, type EvaluateAt } from './curve.ts';
import { type ParameterRange, positionOf, spreadValues, valueAt } from './scale.ts';
import { findZeros, signsOf, type ZeroPlace } from './sign-changes.ts';

export interface SearchOptions {
  readonly range: ParameterRange;
  /** Points of the coarse scan. */
  readonly points: number;
  /** Width, as a share of the range, below which a crossing is not looked into any further. */
  readonly tolerance: number;
  /** Points at which the search stops, whatever it has found. */
  readonly mostPoints: number;
}

export const SEARCH_DEFAULTS = { points: 17, tolerance: 1e-4, mostPoints: 400 } as const;

/** A bracket need not be narrower than this share of the 95 % interval that the sampling error allows. */
const SHARE_OF_INTERVAL = 0.1;
/** Half a 95 % interval in standard errors. */
const HALF_INTERVAL = 1.96;
/** New points are put this share of a bracket to both sides of where a straight line would be 0. */
const STEP = 1 / 32;
/** A dip is looked into until its points are so much closer than those of the coarse scan. */
const DIP_DEPTH = 16;
/** A dip is looked into if it would reach 0 by going so many times deeper than the parabola through its points. */
const DIP_MARGIN = 4;
/** A dip that is shallower, in standard errors, says nothing. */
const LEAST_DEPTH = 0.01;
/** Positions differ by rounding. */
const SLACK = 1.25;

/** What has been evaluated so far; grows. */
export type Evaluated = Map<number, Float64Array>;

/**
 * Evaluates the curve where it must be known.
 * @param evaluated what is known already; new points are added to it
 * @param extra values at which it is wanted in any case
 * @throws NoDrawsError, and what `evaluateAt` throws
 */
export async function traceCurve(
  evaluateAt: EvaluateAt,
  evaluated: Evaluated,
  options: SearchOptions,
  extra: readonly number[] = [],
): Promise<Curve> {
  const { range, points, mostPoints } = options;
  let wanted = evaluated.size === 0 ? spreadValues(range, points) : [];
  wanted = [...wanted, ...extra];
  for (;;) {
    const fresh = [...new Set(wanted)].filter((value) => !evaluated.has(value)).sort((a, b) => a - b);
    if (fresh.length > 0) {
      const columns = await evaluateAt(fresh);
      fresh.forEach((value, index) => {
        evaluated.set(value, columns[index]);
      });
    }
    const curve = createCurve(range, evaluated);
    wanted = curve.values.length < mostPoints ? wantedValues(curve, options) : [];
    if (!wanted.some((value) => !evaluated.has(value))) return curve;
  }
}

/** Values at which the curve should be known next; some of them may be known already. */
function wantedValues(curve: Curve, options: SearchOptions): number[] {
  const zeros = findZeros(curve.positions, curve.means);
  const positions = [...zeros.flatMap((zero) => aroundZero(curve, zero, options)), ...aroundDips(curve, options)];
  return positions.map((position) => valueAt(curve.range, position));
}

function aroundZero(curve: Curve, zero: ZeroPlace, { tolerance }: SearchOptions): number[] {
  const { range, values, positions, means, errors } = curve;
  const { kind, before, after } = zero;
  if (kind === 'everywhere') return [];
  if (after - before === 1) {
    const [low, high] = [positions[before], positions[after]];
    const width = high - low;
    const slope = Math.abs(means[after] - means[before]) / width;
    const interval = (2 * HALF_INTERVAL * Math.max(errors[before], errors[after])) / slope;
    if (width <= tolerance * SLACK || width <= SHARE_OF_INTERVAL * interval) return [];
    return splitBracket(low, high, zero.position);
  }
  const [first, last] = [before + 1, after - 1];
  // A single zero can be that of a line: its closest surroundings tell. A plateau has edges to be found.
  const edge = (inner: number, outer: number) => {
    const width = Math.abs(positions[outer] - positions[inner]);
    if (width <= tolerance * SLACK) return [];
    const step = (positions[outer] - positions[inner]) / 4;
    const next = range.whole
      ? positionOf(range, values[inner] + Math.sign(step))
      : positions[inner] + Math.sign(step) * tolerance;
    return first === last
      ? [next]
      : [positions[inner] + step, positions[inner] + 2 * step, positions[inner] + 3 * step];
  };
  return [...(before >= 0 ? edge(first, before) : []), ...(after < positions.length ? edge(last, after) : [])];
}

/**
 * Three points in a bracket: two close to where the curve is 0 if it is straight, so that the next bracket is 16 times
 * narrower, and one that halves the larger of the rest if it is not.
 */
function splitBracket(low: number, high: number, guess: number): number[] {
  const step = (high - low) * STEP;
  const centre = Math.min(Math.max(guess, low + 2 * step), high - 2 * step);
  const [left, right] = [centre - step, centre + step];
  const middle = left - low > high - right ? (low + left) / 2 : (right + high) / 2;
  return [left, right, middle];
}

/** Where the curve comes close to 0 and turns back, it may pass it twice between two points. */
function aroundDips({ positions, means, errors }: Curve, { points }: SearchOptions): number[] {
  const signs = signsOf(means);
  const narrow = 1 / (points - 1) / DIP_DEPTH;
  const wanted: number[] = [];
  for (let i = 1; i + 1 < means.length; i++) {
    const sign = signs[i];
    if (sign === 0 || signs[i - 1] !== sign || signs[i + 1] !== sign) continue;
    const [left, here, right] = [sign * means[i - 1], sign * means[i], sign * means[i + 1]];
    const depth = Math.min(left, right) - here;
    if (!(depth >= 0 && Math.max(left, right) - here > LEAST_DEPTH * (errors[i] || 0))) continue;
    const [toLeft, toRight] = [positions[i] - positions[i - 1], positions[i + 1] - positions[i]];
    if (Math.max(toLeft, toRight) <= narrow * SLACK) continue;
    const vertex = vertexOf(toLeft, toRight, left - here, right - here);
    if (!(here + DIP_MARGIN * vertex.change <= 0)) continue;
    wanted.push(positions[i] - toLeft / 2, positions[i] + vertex.shift, positions[i] + toRight / 2);
  }
  return wanted;
}

/** The lowest point of the parabola through (−a, left), (0, 0), (b, right), neither of which is below 0. */
function vertexOf(a: number, b: number, left: number, right: number): { shift: number; change: number } {
  const curvature = (left / a + right / b) / (a + b);
  if (!(curvature > 0)) return { shift: 0, change: 0 };
  const slope = right / b - curvature * b;
  const shift = -slope / (2 * curvature);
  return { shift, change: (curvature * shift + slope) * shift };
}
