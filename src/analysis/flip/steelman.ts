/** The best case of a path that its priors still allow: the extreme of its objective in the middle region of all worlds. */
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { uniformStream } from '../../random/stream.ts';
import {
  along,
  checkDimensions,
  countEvaluations,
  type EvaluateBatch,
  type Evaluator,
  gradient,
  moved,
  roughGradient,
} from './evaluator.ts';
import { norm, type Plausibility, plausibility, type Region, shares } from './standard-normal-space.ts';

export interface SteelmanOptions {
  /** How many independent standard normal coordinates there are. */
  readonly dimensions: number;
  /** Which way is best. */
  readonly sense: 'minimize' | 'maximize';
  /** Where the case must lie, as `centralBall` or `centralBox` gives it. */
  readonly region: Region;
  /** Decides the random starts. Not empty. */
  readonly seed: string;
  /** How many random points to begin at, besides the origin; 5 unless given. */
  readonly randomStarts?: number;
  /** Half the distance over which slopes are measured; 0.01 standard deviations unless given. */
  readonly differenceStep?: number;
  /** No new step is begun after so many evaluations; 20,000 unless given. */
  readonly maximumEvaluations?: number;
}

interface Extreme {
  readonly point: Float64Array;
  /** NaN where a search began at a point at which the objective is undefined, and ended there. */
  readonly value: number;
  readonly plausibility: Plausibility;
  /** Part of each coordinate in the squared distance from the origin, summing to 1. */
  readonly shares: Float64Array;
  /** Whether the search came to rest: no step along the slopes made it better, of any length tried. */
  readonly converged: boolean;
}

export interface SteelmanResult {
  /** Value at the origin. */
  readonly origin: number;
  readonly region: Region;
  readonly best: Extreme;
  /**
   * Where each search along the slopes ended, the one from the origin first. Ends that differ much say that there may be
   * better ones. The best of them was then bettered by the pattern search.
   */
  readonly ends: readonly Extreme[];
  readonly evaluations: number;
  /** Whether the searches were cut short for lack of evaluations. */
  readonly exhausted: boolean;
}

const MOST_STEPS = 100;
/** Parts of the way to the point of the region that is best if the slopes stay as they are. */
const PARTS = [1, 0.7, 0.5, 0.3, 0.15, 0.07, 0.03, 0.01];
/** Lengths of steps along the slopes, as parts of the region's size, taken back into the region. */
const LENGTHS = [1, 0.5, 0.25, 0.1, 0.03, 0.01, 0.003, 0.001];
/** The pattern search begins with steps of this part of the region's size and halves them down to the least. */
const PATTERN_FIRST = 0.25;
const PATTERN_LEAST = 0.001;

/**
 * Searches the region for the extreme of a function, from several starts: by steps along the slopes taken back into the
 * region, and from the best end on by a pattern search along the coordinates too, which needs no slopes.
 * @param evaluate the path's objective at each of many points
 * @throws Error when the objective at the origin is no finite number, or an option is out of its range
 */
export async function findExtreme(evaluate: EvaluateBatch, options: SteelmanOptions): Promise<SteelmanResult> {
  const { dimensions, sense, region, seed, randomStarts = 5, maximumEvaluations = 20_000 } = options;
  checkOptions(options);
  const sign = sense === 'maximize' ? 1 : -1;
  const evaluator = countEvaluations(async (points) => {
    const values = await evaluate(points);
    // What is undefined is never the best.
    return values.map((value) => (Number.isNaN(value) ? Number.NEGATIVE_INFINITY : sign * value));
  }, maximumEvaluations);
  const originPoint = new Float64Array(dimensions);
  const atOrigin = (await evaluator.at([originPoint]))[0];
  if (!Number.isFinite(atOrigin))
    throw new Error('steelman: the objective is undefined at the origin, a number is needed');
  const uniform = uniformStream(seed, 'steelman starts');
  const starts = [
    originPoint,
    ...Array.from({ length: randomStarts }, () =>
      intoRegion(
        originPoint.map(() => normalQuantile(uniform(), 0, 1)),
        region,
      ),
    ),
  ];
  const describe = ({ point, value, converged }: End): Extreme => ({
    point,
    value: Number.isFinite(value) ? sign * value : Number.NaN,
    plausibility: plausibility(norm(point), dimensions),
    shares: shares(point),
    converged,
  });
  const ends: End[] = [];
  for (const start of starts) {
    if (ends.length > 0 && evaluator.exhausted()) break;
    const place = { point: start, value: (await evaluator.at([start]))[0] };
    ends.push(await climb(evaluator, place, options));
  }
  const best = await polish(
    evaluator,
    ends.reduce((a, b) => (b.value > a.value ? b : a)),
    options,
  );
  return {
    origin: sign * atOrigin,
    region,
    best: describe(best),
    ends: ends.map(describe),
    evaluations: evaluator.used(),
    exhausted: evaluator.exhausted(),
  };
}

interface Place {
  readonly point: Float64Array;
  readonly value: number;
}

interface End extends Place {
  readonly converged: boolean;
}

/** Steps along the slopes: rough ones, and good ones where the rough bring nothing more. */
async function climb(evaluator: Evaluator, start: Place, options: SteelmanOptions): Promise<End> {
  const { dimensions, differenceStep = 0.01 } = options;
  const all = Array.from({ length: dimensions }, (_, i) => i);
  if (!Number.isFinite(start.value)) return { ...start, converged: false };
  let place = start;
  let isRough = true;
  for (let step = 0; step < MOST_STEPS && !evaluator.exhausted(); step++) {
    const { point, value } = place;
    const slopes = isRough
      ? await roughGradient(evaluator, point, value, all, differenceStep)
      : await gradient(evaluator, point, all, differenceStep);
    const next = await slopeStep(evaluator, place, slopes, options);
    if (isBetter(next, place)) {
      place = next;
      isRough = true;
    } else if (isRough) isRough = false;
    else return { ...place, converged: true };
  }
  return { ...place, converged: false };
}

/** Steps along the coordinates, shorter and shorter; each that makes it better is followed up along the slopes. */
async function polish(evaluator: Evaluator, start: End, options: SteelmanOptions): Promise<End> {
  const size = sizeOf(options.region);
  let end = start;
  let part = PATTERN_FIRST;
  while (part >= PATTERN_LEAST) {
    if (evaluator.exhausted()) return { ...end, converged: false };
    const next = await patternStep(evaluator, end, part * size, options.region);
    if (isBetter(next, end)) end = await climb(evaluator, next, options);
    else part /= 2;
  }
  return end;
}

/** By more than a ten-millionth of the value: less is not worth a step. */
function isBetter(next: Place, place: Place): boolean {
  return next.value > place.value + 1e-7 * Math.abs(place.value);
}

function sizeOf(region: Region): number {
  return region.kind === 'ball' ? region.radius : region.halfWidth;
}

async function slopeStep(
  evaluator: Evaluator,
  place: Place,
  slopes: Float64Array,
  { region }: SteelmanOptions,
): Promise<Place> {
  const steepness = norm(slopes);
  if (!(steepness > 0 && Number.isFinite(steepness))) return place;
  const unit = slopes.map((slope) => slope / steepness);
  const farthest =
    region.kind === 'ball'
      ? unit.map((u) => u * region.radius)
      : unit.map((u) => (u === 0 ? 0 : Math.sign(u) * region.halfWidth));
  const towards = farthest.map((z, i) => z - place.point[i]);
  return bestOf(evaluator, place, [
    ...PARTS.map((part) => (part === 1 ? farthest : along(place.point, towards, part))),
    ...LENGTHS.map((length) => intoRegion(along(place.point, unit, length * sizeOf(region)), region)),
  ]);
}

async function patternStep(evaluator: Evaluator, place: Place, length: number, region: Region): Promise<Place> {
  const tried = [...place.point.keys()].flatMap((i) => [
    intoRegion(moved(place.point, i, length), region),
    intoRegion(moved(place.point, i, -length), region),
  ]);
  return bestOf(evaluator, place, tried);
}

async function bestOf(evaluator: Evaluator, place: Place, points: readonly Float64Array[]): Promise<Place> {
  const values = await evaluator.at(points);
  let best = place;
  points.forEach((point, i) => {
    if (values[i] > best.value) best = { point, value: values[i] };
  });
  return best;
}

/** The point of the region that is nearest. */
function intoRegion(point: Float64Array, region: Region): Float64Array {
  if (region.kind === 'box') {
    return point.map((z) => Math.min(Math.max(z, -region.halfWidth), region.halfWidth));
  }
  const length = norm(point);
  return length <= region.radius ? point : point.map((z) => (z * region.radius) / length);
}

function checkOptions({ dimensions, region, randomStarts = 5, differenceStep = 0.01 }: SteelmanOptions): void {
  checkDimensions('steelman', dimensions);
  const [name, size] = region.kind === 'ball' ? ['radius', region.radius] : ['halfWidth', region.halfWidth];
  for (const [what, value] of [
    [name, size],
    ['differenceStep', differenceStep],
  ] as const) {
    if (!(value > 0 && Number.isFinite(value))) throw new Error(`steelman: ${what} is ${value}, must be above 0`);
  }
  if (!Number.isInteger(randomStarts) || randomStarts < 0) {
    throw new Error(`steelman: randomStarts is ${randomStarts}, must be a whole number`);
  }
}
