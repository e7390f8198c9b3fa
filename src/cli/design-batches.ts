/** Designs of `sensitivity` as batches of rows that can be evaluated. */
import { cutDraws, type RowBatch } from '../experiment/row-evaluator.ts';

/** A design whose rows come in points, each with as many rows, one after the other. */
export interface PointDesign {
  readonly points: number;
  readonly rowsPerPoint: number;
  /** Number of inputs. */
  readonly inputs: number;
  /** Writes the uniforms of the inputs of a row. */
  fill(row: number, out: Float64Array): void;
}

/** The median, where an input that is not varied stays. */
const MEDIAN = 0.5;

/**
 * The rows of a design, at the place of each input's uniforms among all. The draw id of a row is its point, so that rows
 * of a point have the same luck where values are sampled anew.
 * @param uniforms for each input of the design the positions of its uniforms
 * @param width number of uniforms of a draw
 */
export function designBatches(
  { points, rowsPerPoint, inputs, fill }: PointDesign,
  uniforms: readonly (readonly number[])[],
  width: number,
  paths: number,
): RowBatch[] {
  return Array.from({ length: rowsPerPoint }, (_, place) =>
    cutDraws(points, paths).map(({ fromDraw, toDraw }): RowBatch => {
      const rowOf = (point: number) => point * rowsPerPoint + place;
      return {
        fromDraw,
        toDraw,
        rowOf,
        uniforms() {
          const row = new Float64Array(inputs);
          const all = new Float64Array((toDraw - fromDraw) * width).fill(MEDIAN);
          for (let point = fromDraw; point < toDraw; point++) {
            fill(rowOf(point), row);
            uniforms.forEach((positions, input) => {
              for (const position of positions) all[(point - fromDraw) * width + position] = row[input];
            });
          }
          return all;
        },
      };
    }),
  ).flat();
}
