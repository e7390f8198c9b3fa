/**
 * The grid on which the challenger's belief is kept, and functions of the belief that are linear between its points
 * (docs/model.md §6). Reading such a function at a posterior is the same as the mean-preserving lottery over the two
 * neighbouring points, which is what the forward pass plays.
 *
 * A *position* is a belief measured in grid steps: its whole part is the lower point, its fraction the weight of the
 * upper one. Positions stay a hair below the last point, so that there is an upper one.
 */

export interface BeliefGrid {
  readonly points: number;
  /** g / (points − 1). */
  readonly belief: Float64Array;
  /** Grid steps per unit of belief, on entering a rung (points − 1) and at the end of a period (after erosion). */
  readonly entryScale: number;
  readonly endScale: number;
  /** The largest position. */
  readonly lastPosition: number;
  /** Position to which the belief of each point is rounded at the end of a period: lower point, weight of the upper. */
  readonly endPoint: Int32Array;
  readonly endWeight: Float64Array;
}

/** @param erosion chance per period that a resolute coalition turns irresolute */
export function createBeliefGrid(points: number, erosion: number): BeliefGrid {
  const entryScale = points - 1;
  const endScale = (1 - erosion) * entryScale;
  const lastPosition = entryScale * (1 - Number.EPSILON);
  const belief = Float64Array.from({ length: points }, (_, g) => g / entryScale);
  const position = belief.map((b) => Math.min(b * endScale, lastPosition));
  const endPoint = Int32Array.from(position, Math.floor);
  const endWeight = position.map((x, g) => x - endPoint[g]);
  return { points, belief, entryScale, endScale, lastPosition, endPoint, endWeight };
}

/** The position of a belief that is taken along without erosion. */
export function entryPosition(grid: BeliefGrid, belief: number): number {
  return Math.min(belief * grid.entryScale, grid.lastPosition);
}
