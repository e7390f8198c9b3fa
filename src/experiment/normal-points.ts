/**
 * Worlds as points of standard normal coordinates: one for each uniform that can matter on the paths, before these are
 * correlated. The origin is the world in which every quantity is at its median, given those that it is computed from.
 */
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { createDesign } from '../random/design.ts';
import { definitionOf } from '../scenario/phases.ts';
import { buildProgram, type PathProgram } from '../scenario/program.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { EvaluationRequest, Executor } from './executor.ts';
import { uniformKeys } from './executor.ts';
import type { Plan } from './plan.ts';
import type { Chunk } from './results.ts';

/** A uniform of the draws that can matter. */
export interface Coordinate {
  /** Key of the uniform: the id of its quantity, then `id#2` and so on. */
  readonly key: string;
  /** Quantity whose distribution it feeds. */
  readonly id: string;
  /** Position among `uniformKeys` of the scenario. */
  readonly place: number;
}

/** The uniforms that can move what the paths of a scenario come to, in the order of its uniforms. */
export function coordinatesOf(scenario: Scenario, plan: Plan): Coordinate[] {
  const needed = new Map<string, string>();
  for (const path of scenario.paths) {
    const program = buildProgram(scenario, path);
    for (const id of readIds(program)) {
      const { key = id, expression } = program.quantities.get(id)!;
      for (let n = 0; n < expression.distributionCount; n++) needed.set(n === 0 ? key : `${key}#${n + 1}`, key);
    }
  }
  // What is correlated with something that matters moves it.
  for (let before = -1; before < needed.size; ) {
    before = needed.size;
    for (const { first, second } of scenario.correlations) {
      if (needed.has(first) !== needed.has(second)) needed.set(first, first).set(second, second);
    }
  }
  return uniformKeys(scenario, plan).flatMap((key, place) => {
    const id = needed.get(key);
    return id === undefined ? [] : [{ key, id, place }];
  });
}

/** Ids of the quantities that the model reads on a path, and of those that these are computed from. */
function readIds({ quantities }: PathProgram): Set<string> {
  const isRead = (id: string) => definitionOf(id) !== undefined || /^(?:members\.|ladder\[)/.test(id);
  const read = new Set([...quantities.keys()].filter(isRead));
  for (const id of read) {
    for (const name of quantities.get(id)!.expression.references) if (quantities.has(name)) read.add(name);
  }
  return read;
}

/** Where a coordinate is among the uniforms of a scenario; undefined where that has no such uniform. */
type Place = Pick<Coordinate, 'place'> | undefined;

/**
 * The uniforms of a point, not yet correlated; those without a coordinate are at their median.
 * @param keys number of uniforms of a draw
 */
export function uniformsAt(point: Float64Array, coordinates: readonly Place[], keys: number): Float64Array {
  const uniforms = new Float64Array(keys).fill(0.5);
  coordinates.forEach((coordinate, i) => {
    if (coordinate)
      uniforms[coordinate.place] = Math.min(
        Math.max(normalCdf(point[i], 0, 1), Number.MIN_VALUE),
        1 - Number.EPSILON / 2,
      );
  });
  return uniforms;
}

/** The same coordinates among the uniforms of another scenario with the same quantities. */
export function placeIn(coordinates: readonly Coordinate[], keys: readonly string[]): Place[] {
  const places = new Map(keys.map((key, place) => [key, place]));
  return coordinates.map((coordinate) => {
    const place = places.get(coordinate.key);
    return place === undefined ? undefined : { place };
  });
}

/**
 * The points of some draws of a plan, in some coordinates.
 * @param keys of the uniforms of the plan's scenario @param ids of the draws
 */
export function pointsOfDraws(
  { seed, design: name, draws }: Plan,
  keys: readonly string[],
  coordinates: readonly Coordinate[],
  ids: Iterable<number>,
): Float64Array[] {
  const design = createDesign(name, { seed, keys, draws });
  const uniforms = new Float64Array(keys.length);
  const places = placeIn(coordinates, keys);
  return Array.from(ids, (draw) => {
    design.fill(draw, uniforms);
    return Float64Array.from(places, (coordinate) =>
      coordinate === undefined ? 0 : normalQuantile(uniforms[coordinate.place], 0, 1),
    );
  });
}

/** Evaluates the worlds of points, on every path of its scenario. */
export interface PointEvaluator {
  /** What came out, point by point; each chunk has one draw. */
  at(points: readonly Float64Array[]): Promise<readonly Chunk[]>;
  /** Worlds that were evaluated, and evaluations of them that failed. */
  worlds(): number;
  failed(): number;
}

export interface PointEvaluatorOptions {
  readonly executor: Executor;
  /** Number of uniforms of a draw. */
  readonly keys: number;
  readonly coordinates: readonly Place[];
  /** Called with the worlds evaluated so far. */
  readonly onProgress?: (worlds: number) => void;
}

/** All points are evaluated under the same draw id: what is resampled is then the same everywhere. */
export function createPointEvaluator(options: PointEvaluatorOptions): PointEvaluator {
  const { executor, keys, coordinates, onProgress } = options;
  let worlds = 0;
  let failed = 0;
  return {
    at: (points) =>
      Promise.all(
        points.map(async (point) => {
          const request: EvaluationRequest = { fromDraw: 0, toDraw: 1, uniforms: uniformsAt(point, coordinates, keys) };
          const chunk = await executor.evaluate(request);
          worlds++;
          failed += chunk.failures.length;
          onProgress?.(worlds);
          return chunk;
        }),
      ),
    worlds: () => worlds,
    failed: () => failed,
  };
}
