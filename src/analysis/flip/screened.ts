/**
 * The search for reversals where there are many coordinates and evaluations are dear: first among the few coordinates that
 * move the difference most, then among all, beginning at what was found. Every reversal is verified at its own point, so
 * that screening can make it longer than the shortest, never wrong.
 */
import { type Carriers, findCarriers } from './carriers.ts';
import { countEvaluations, type EvaluateBatch, moved } from './evaluator.ts';
import { type FlipOptions, type FlipResult, findReversals, type Reversal } from './flip.ts';
import { plausibility } from './standard-normal-space.ts';

export interface ScreenedOptions extends FlipOptions {
  /** How many coordinates the first search may move. */
  readonly screened: number;
  readonly maximumEvaluations: number;
}

export interface ScreenedResult {
  readonly origin: number;
  readonly radius: number;
  readonly nearest: Reversal | undefined;
  readonly carriers: Carriers | undefined;
  /** Different reversals that were verified within the radius, the nearest first. */
  readonly found: readonly Reversal[];
  /** Coordinates of the first search; all where no second was needed. */
  readonly screened: number;
  /** Whether the search among all coordinates came to its end. */
  readonly searchedAll: boolean;
  readonly starts: number;
  readonly evaluations: number;
  readonly exhausted: boolean;
}

/** How far out single coordinates are tried, as in the search itself. */
const PROBE = 2;
/** Parts of the evaluations that both searches may take; the rest is for what carries the reversal. */
const FIRST_PART = 0.45;
const SECOND_PART = 0.3;

/**
 * Searches for reversals in two stages. Throws as findReversals does.
 * @param evaluate the difference of the two paths at each of many points
 */
export async function findScreenedReversals(
  evaluate: EvaluateBatch,
  options: ScreenedOptions,
): Promise<ScreenedResult> {
  const { dimensions, screened, maximumEvaluations, directions = [] } = options;
  if (screened >= dimensions) {
    const result = await findReversals(evaluate, options);
    return { ...summarise(result, [result]), screened: dimensions, searchedAll: !result.exhausted };
  }
  const kept = await mostMoving(evaluate, dimensions, screened);
  const widen = (point: Float64Array): Float64Array => {
    const wide = new Float64Array(dimensions);
    kept.forEach((coordinate, i) => {
      wide[coordinate] = point[i];
    });
    return wide;
  };
  const narrow = (point: Float64Array) => Float64Array.from(kept, (coordinate) => point[coordinate]);
  const narrowed = directions.map(narrow).filter((direction) => direction.some((value) => value !== 0));
  // Two for each coordinate, and the origin.
  const probed = 2 * dimensions + 1;
  const few = await findReversals((points) => evaluate(points.map(widen)), {
    ...options,
    dimensions: kept.length,
    directions: narrowed,
    maximumEvaluations: Math.floor(FIRST_PART * (maximumEvaluations - probed)),
  });
  const first = widenResult(few, widen, kept, dimensions);
  const left = maximumEvaluations - probed - few.evaluations;
  const forCarriers = (1 - FIRST_PART - SECOND_PART) * (maximumEvaluations - probed);
  const all = await findReversals(evaluate, {
    ...options,
    directions: first.nearest ? [first.nearest.point] : directions,
    axisStarts: 0,
    randomStarts: 0,
    maximumEvaluations: Math.max(1, Math.floor(left - forCarriers)),
  });
  const better =
    all.nearest && (!first.nearest || all.nearest.plausibility.norm < first.nearest.plausibility.norm) ? all : first;
  const { nearest, carriers } = better;
  const used = probed + few.evaluations + all.evaluations;
  const again =
    nearest && !isSettled(carriers)
      ? await carry(evaluate, nearest, better.origin, Math.max(forCarriers, maximumEvaluations - used), options)
      : undefined;
  return {
    ...summarise(better, [first, all]),
    carriers: again?.carriers ?? carriers,
    screened: kept.length,
    searchedAll: !all.exhausted,
    evaluations: used + (again?.evaluations ?? 0),
  };
}

/** Whether the search for few coordinates has come to an end: enough were found, or ten were too few. */
function isSettled(carriers: Carriers | undefined): boolean {
  return carriers?.chosen !== undefined || carriers?.byCount.length === 10;
}

/** The search for few coordinates, with evaluations of its own. */
async function carry(
  evaluate: EvaluateBatch,
  { point }: Reversal,
  origin: number,
  budget: number,
  { dimensions, radius = 5, differenceStep = 0.01 }: ScreenedOptions,
): Promise<{ readonly carriers: Carriers; readonly evaluations: number }> {
  const sign = Math.sign(origin);
  const evaluator = countEvaluations(async (points) => (await evaluate(points)).map((value) => sign * value), budget);
  const coordinates = Array.from({ length: dimensions }, (_, i) => i);
  const search = { evaluator, coordinates, scale: Math.abs(origin), differenceStep, radius };
  return { carriers: await findCarriers(search, point), evaluations: evaluator.used() };
}

function summarise(best: FlipResult, all: readonly FlipResult[]): Omit<ScreenedResult, 'screened' | 'searchedAll'> {
  const { origin, radius, nearest, carriers } = best;
  const found = all
    .flatMap((result) => result.found)
    .filter(({ verified, withinRadius }) => verified && withinRadius)
    .sort((a, b) => a.plausibility.norm - b.plausibility.norm);
  const total = (of: (result: FlipResult) => number) => all.reduce((sum, result) => sum + of(result), 0);
  return {
    ...{ origin, radius, nearest, carriers, found },
    starts: total(({ starts }) => starts),
    evaluations: total(({ evaluations }) => evaluations),
    exhausted: all.some(({ exhausted }) => exhausted),
  };
}

/** The coordinates that alone, two standard deviations up or down, change the value most; in their own order. */
export async function mostMoving(evaluate: EvaluateBatch, dimensions: number, most: number): Promise<number[]> {
  const origin = new Float64Array(dimensions);
  const points = Array.from({ length: 2 * dimensions }, (_, i) => moved(origin, i >> 1, i % 2 === 0 ? PROBE : -PROBE));
  const [atOrigin] = await evaluate([origin]);
  const values = await evaluate(points);
  const change = (i: number) => {
    const changes = [values[2 * i], values[2 * i + 1]].map((value) => Math.abs(value - atOrigin));
    return Math.max(...changes.map((value) => (Number.isNaN(value) ? 0 : value)));
  };
  const changes = Array.from(origin, (_, i) => change(i));
  const order = [...changes.keys()].sort((i, j) => changes[j] - changes[i] || i - j);
  return order.slice(0, most).sort((i, j) => i - j);
}

function widenResult(
  result: FlipResult,
  widen: (point: Float64Array) => Float64Array,
  kept: readonly number[],
  dimensions: number,
): FlipResult {
  const reversal = (found: Reversal): Reversal => ({
    ...found,
    point: widen(found.point),
    shares: widen(found.shares),
    // Far out is far out in all coordinates, moved or not.
    plausibility: plausibility(found.plausibility.norm, dimensions),
  });
  const carried = (one: NonNullable<Carriers['chosen']>) => ({
    ...one,
    coordinates: one.coordinates.map((coordinate) => kept[coordinate]),
    point: widen(one.point),
  });
  const { carriers, nearest, found } = result;
  return {
    ...result,
    found: found.map(reversal),
    nearest: nearest && reversal(nearest),
    carriers: carriers && {
      byCount: carriers.byCount.map((one) => one && carried(one)),
      chosen: carriers.chosen && carried(carriers.chosen),
    },
  };
}
