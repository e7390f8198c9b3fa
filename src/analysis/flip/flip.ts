/**
 * The decision-flip certificate: the smallest joint move of the uncertain quantities, counted in prior standard deviations,
 * that reverses which of two paths is preferred.
 */
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { uniformStream } from '../../random/stream.ts';
import { type Carriers, findCarriers } from './carriers.ts';
import { type DesignSearch, findDesignPoint } from './design-point.ts';
import { along, checkDimensions, countEvaluations, type EvaluateBatch, type Evaluator, moved } from './evaluator.ts';
import { firstBelowOnRay, shrink } from './reversal.ts';
import { norm, type Plausibility, plausibility, shares } from './standard-normal-space.ts';

export interface FlipOptions {
  /** How many independent standard normal coordinates there are. */
  readonly dimensions: number;
  /** Decides the random directions. Not empty. */
  readonly seed: string;
  /** A reversal further out does not count; 5 standard deviations unless given. */
  readonly radius?: number;
  /** Directions to begin in besides those found here, such as those of a sensitivity analysis; of any length above 0. */
  readonly directions?: readonly Float64Array[];
  /** How many single coordinates to begin with: those that bring the difference nearest to a reversal; 4 unless given. */
  readonly axisStarts?: number;
  /** How many random directions to begin in; 6 unless given. */
  readonly randomStarts?: number;
  /** Half the distance over which slopes are measured; 0.01 standard deviations unless given. */
  readonly differenceStep?: number;
  /** No new step is begun after so many evaluations; 20,000 unless given. */
  readonly maximumEvaluations?: number;
}

/** Where a search began: at the origin, on one coordinate, in a direction that was given, or in a random one. */
type StartKind = 'origin' | 'axis' | 'given' | 'random';

export interface Reversal {
  /** The move, one number a coordinate, in prior standard deviations. */
  readonly point: Float64Array;
  /** Difference of the paths at this point. */
  readonly difference: number;
  /** Whether the difference, evaluated at this very point, has the other sign than at the origin. */
  readonly verified: boolean;
  /**
   * Whether the search came to rest: no point near this one is a shorter move. If not, there is a shorter one for sure or
   * the difference has no slopes to go by.
   */
  readonly converged: boolean;
  readonly withinRadius: boolean;
  readonly plausibility: Plausibility;
  /** Part of each coordinate in the squared length of the move, summing to 1. */
  readonly shares: Float64Array;
  /** From where it was found, in the order of the searches. */
  readonly starts: readonly StartKind[];
}

export interface FlipResult {
  /** Difference of the paths at the origin. */
  readonly origin: number;
  readonly radius: number;
  /** All that were found, those verified first, then from near to far; points that are the same are given once. */
  readonly found: readonly Reversal[];
  /**
   * The shortest move that is verified and within the radius. Without it no reversal was found there, which is no proof
   * that there is none: the search is local.
   */
  readonly nearest: Reversal | undefined;
  /** The few coordinates that carry the nearest reversal. */
  readonly carriers: Carriers | undefined;
  readonly starts: number;
  readonly evaluations: number;
  /** Whether the searches were cut short for lack of evaluations. */
  readonly exhausted: boolean;
}

/** How far out the coordinates and directions are tried to find where to begin. */
const PROBE = 2;
/** Two points nearer to one another than this part of their length are the same. */
const SAME = 0.05;

/**
 * Searches for the shortest moves that reverse the sign of a difference.
 * @param evaluate the difference of the two paths at each of many points
 * @throws Error when the difference at the origin is 0 or no finite number, an option is out of its range or a direction is
 *   of another length or nowhere
 */
export async function findReversals(evaluate: EvaluateBatch, options: FlipOptions): Promise<FlipResult> {
  const { dimensions, radius = 5, differenceStep = 0.01, maximumEvaluations = 20_000 } = options;
  checkOptions(options);
  const all = Array.from({ length: dimensions }, (_, i) => i);
  const originPoint = new Float64Array(dimensions);
  let sign = 1;
  const evaluator = countEvaluations(async (points) => {
    const values = await evaluate(points);
    return values.map((value) => sign * value);
  }, maximumEvaluations);
  const origin = (await evaluator.at([originPoint]))[0];
  if (!Number.isFinite(origin))
    throw new Error(`flip: the difference is ${origin} at the origin, a finite number is needed`);
  if (origin === 0) throw new Error('flip: the difference is 0 at the origin, neither path is preferred');
  // From here on a reversal is a value below 0.
  sign = Math.sign(origin);

  const search: DesignSearch = { evaluator, coordinates: all, scale: Math.abs(origin), differenceStep, radius };
  const starts = await beginnings(evaluator, originPoint, options);
  const found: Reversal[] = [];
  for (const start of starts) {
    if (evaluator.exhausted()) break;
    const reversal = await searchFrom(search, start.point, found);
    if (reversal === undefined) continue;
    addReversal(found, {
      point: reversal.point,
      difference: sign * reversal.value,
      verified: reversal.verified,
      converged: reversal.converged,
      withinRadius: norm(reversal.point) <= radius,
      plausibility: plausibility(norm(reversal.point), dimensions),
      shares: shares(reversal.point),
      starts: [start.kind],
    });
  }
  found.sort((a, b) => Number(b.verified) - Number(a.verified) || a.plausibility.norm - b.plausibility.norm);
  const nearest = found.find(({ verified, withinRadius }) => verified && withinRadius);
  return {
    origin,
    radius,
    found,
    nearest,
    carriers: nearest && (await findCarriers(search, nearest.point)),
    starts: starts.length,
    evaluations: evaluator.used(),
    exhausted: evaluator.exhausted(),
  };
}

/** Adds a reversal, or if the same one is there already, keeps the shorter of the two. */
function addReversal(found: Reversal[], reversal: Reversal): void {
  const same = found.findIndex((other) => other.verified === reversal.verified && isSame(other.point, reversal.point));
  if (same < 0) {
    found.push(reversal);
    return;
  }
  const other = found[same];
  const shorter = reversal.plausibility.norm < other.plausibility.norm ? reversal : other;
  found[same] = { ...shorter, starts: [...other.starts, ...reversal.starts] };
}

interface Ended {
  readonly point: Float64Array;
  readonly value: number;
  readonly verified: boolean;
  readonly converged: boolean;
}

async function searchFrom(
  search: DesignSearch,
  start: Float64Array,
  found: readonly Reversal[],
): Promise<Ended | undefined> {
  const { evaluator } = search;
  const known = (point: Float64Array): Reversal | undefined =>
    found.find((reversal) => reversal.verified && reversal.converged && isSame(reversal.point, point));
  const knowing = { ...search, isKnown: (point: Float64Array) => known(point) !== undefined };
  let end = await findDesignPoint(knowing, start);
  if (end.end === 'known') return ended(known(end.point)!);
  let first = end.end === 'at rest' ? await firstBelowOnRay(evaluator, end.point) : undefined;
  let converged = end.end === 'at rest';
  if (first !== undefined && norm(first.point) < 0.98 * norm(end.point)) {
    // The ray crosses the surface earlier than where the search came to rest.
    end = await findDesignPoint(knowing, first.point);
    if (end.end === 'known') return ended(known(end.point)!);
    const nearer = end.end === 'at rest' ? await firstBelowOnRay(evaluator, end.point) : undefined;
    converged = nearer !== undefined && norm(nearer.point) <= norm(first.point);
    if (converged) first = nearer;
  }
  if (first !== undefined) return { ...first, verified: true, converged };
  if (end.end === 'at rest') return { point: end.point, value: end.value, verified: false, converged: true };
  if (end.below === undefined) return undefined;
  const crossed = await firstBelowOnRay(evaluator, await shrink(evaluator, end.below));
  return crossed && { ...crossed, verified: true, converged: false };
}

function ended({ point, difference, verified, converged }: Reversal): Ended {
  return { point, value: -Math.abs(difference), verified, converged };
}

interface Start {
  readonly kind: StartKind;
  readonly point: Float64Array;
}

/** Where to begin: the origin, the coordinates that bring the difference nearest to a reversal, directions given and random. */
async function beginnings(evaluator: Evaluator, origin: Float64Array, options: FlipOptions): Promise<Start[]> {
  const { dimensions, seed, axisStarts = 4, randomStarts = 6, directions = [] } = options;
  const probes = Array.from({ length: 2 * dimensions }, (_, i) => moved(origin, i >> 1, i % 2 === 0 ? PROBE : -PROBE));
  const values = axisStarts > 0 ? await evaluator.at(probes) : new Float64Array(0);
  const axes = [...values.keys()]
    .filter((i) => Number.isFinite(values[i]))
    .sort((i, j) => values[i] - values[j] || i - j)
    .slice(0, axisStarts);
  const uniform = uniformStream(seed, 'flip directions');
  const random = Array.from({ length: randomStarts }, () => origin.map(() => normalQuantile(uniform(), 0, 1)));
  return [
    { kind: 'origin', point: origin },
    ...axes.map((i): Start => ({ kind: 'axis', point: probes[i] })),
    ...directions.map((direction): Start => ({ kind: 'given', point: ofLength(direction, PROBE) })),
    ...random.map((direction): Start => ({ kind: 'random', point: ofLength(direction, PROBE) })),
  ];
}

function ofLength(direction: Float64Array, length: number): Float64Array {
  const factor = length / norm(direction);
  return direction.map((value) => value * factor);
}

function isSame(a: Float64Array, b: Float64Array): boolean {
  return norm(along(a, b, -1)) <= SAME * Math.max(norm(a), norm(b));
}

function checkOptions(options: FlipOptions): void {
  const { dimensions, radius = 5, differenceStep = 0.01, axisStarts = 4, randomStarts = 6, directions = [] } = options;
  checkDimensions('flip', dimensions);
  for (const [name, value] of Object.entries({ radius, differenceStep })) {
    if (!(value > 0 && Number.isFinite(value))) throw new Error(`flip: ${name} is ${value}, must be above 0`);
  }
  for (const [name, value] of Object.entries({ axisStarts, randomStarts })) {
    if (!Number.isInteger(value) || value < 0) throw new Error(`flip: ${name} is ${value}, must be a whole number`);
  }
  directions.forEach((direction, i) => {
    if (direction.length !== dimensions) {
      throw new Error(`flip: direction ${i} has ${direction.length} coordinates, ${dimensions} are needed`);
    }
    const length = norm(direction);
    if (!(length > 0 && Number.isFinite(length)))
      throw new Error(`flip: direction ${i} has length ${length}, must be above 0`);
  });
}
