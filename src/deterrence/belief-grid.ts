/**
 * The grid on which the challenger's belief is kept, and functions of the belief that are linear between its points
 * (docs/model.md §6). Reading such a function at a posterior is the same as the mean-preserving lottery over the two
 * neighbouring points, which is what the forward pass plays.
 */

/** Challenger, resolute type, irresolute type: the three whose values are carried. */
export const PLAYERS = 3;
export const CHALLENGER = 0;
export const RESOLUTE = 1;
export const IRRESOLUTE = 2;

/** Per cell of a table: base and slope for each player, so that a value is base + slope · belief. */
export const CELL = 2 * PLAYERS;

export interface BeliefGrid {
  readonly points: number;
  /** g / (points − 1). */
  readonly belief: Float64Array;
  /** Grid steps per unit of belief, on entering a rung (points − 1) and at the end of a period (after erosion). */
  readonly entryScale: number;
  readonly endScale: number;
  /** Where the belief of each point is rounded to at the end of a period: the lower point, and the upper's weight. */
  readonly endPoint: Int32Array;
  readonly endWeight: Float64Array;
}

export function createBeliefGrid(points: number, erosion: number): BeliefGrid {
  const entryScale = points - 1;
  const endScale = (1 - erosion) * entryScale;
  const belief = Float64Array.from({ length: points }, (_, g) => g / entryScale);
  const endPoint = Int32Array.from(belief, (b) => lowerPoint(b * endScale, points));
  const endWeight = belief.map((b, g) => b * endScale - endPoint[g]);
  return { points, belief, entryScale, endScale, endPoint, endWeight };
}

/** The lower of the two points that a position (in grid steps) is rounded to. */
export function lowerPoint(position: number, points: number): number {
  return position >= points - 1 ? points - 2 : position | 0;
}

/**
 * Turns values at the grid points into cells. One more cell than needed continues the last, so that a belief of
 * exactly 1 needs no test.
 * @param values [player][point]
 * @param scale grid steps per unit of belief
 * @param table [cell][player][base, slope], written from `offset`
 */
export function fillCells(
  values: Float64Array,
  points: number,
  scale: number,
  table: Float64Array,
  offset: number,
): void {
  for (let player = 0; player < PLAYERS; player++) {
    const row = player * points;
    let at = offset + 2 * player;
    for (let cell = 0; cell < points - 1; cell++, at += CELL) {
      const rise = values[row + cell + 1] - values[row + cell];
      table[at] = values[row + cell] - cell * rise;
      table[at + 1] = rise * scale;
    }
    table[at] = table[at - CELL];
    table[at + 1] = table[at - CELL + 1];
  }
}
