/** Sums of the products of many rows with many others: the product of a matrix with a transposed one, block by block. */

/** Columns that are worked on at a time, so that they stay in the processor's cache. */
export const BLOCK = 128;

/** Rows that are taken at a time from either matrix, so that their sums stay in registers. */
const TILE = 4;

/** The number of rows that both matrices must have: the next multiple of 4. */
export function paddedToTiles(count: number): number {
  return Math.ceil(count / TILE) * TILE;
}

/**
 * Adds to sums[r, c] the sum over a block of left[r, i] · right[c, i].
 * @param left rows of BLOCK values, of which the first `size` count
 * @param right likewise
 * @param rows number of rows of left, a multiple of 4
 * @param columns number of rows of right, a multiple of 4
 * @param sums rows · columns values by rows
 * @param isSymmetric whether only sums[r, c] with r at most c are wanted; others may be left as they are
 */
export function addRowProducts(
  left: Float64Array,
  right: Float64Array,
  size: number,
  rows: number,
  columns: number,
  sums: Float64Array,
  isSymmetric = false,
): void {
  for (let c = 0; c < columns; c += TILE) {
    const [p0, p1, p2, p3] = [c * BLOCK, (c + 1) * BLOCK, (c + 2) * BLOCK, (c + 3) * BLOCK];
    for (let r = 0; r < (isSymmetric ? c + TILE : rows); r += TILE) {
      const [w0, w1, w2, w3] = [r * BLOCK, (r + 1) * BLOCK, (r + 2) * BLOCK, (r + 3) * BLOCK];
      let s00 = 0,
        s01 = 0,
        s02 = 0,
        s03 = 0;
      let s10 = 0,
        s11 = 0,
        s12 = 0,
        s13 = 0;
      let s20 = 0,
        s21 = 0,
        s22 = 0,
        s23 = 0;
      let s30 = 0,
        s31 = 0,
        s32 = 0,
        s33 = 0;
      for (let i = 0; i < size; i++) {
        const x0 = right[p0 + i];
        const x1 = right[p1 + i];
        const x2 = right[p2 + i];
        const x3 = right[p3 + i];
        const y0 = left[w0 + i];
        const y1 = left[w1 + i];
        const y2 = left[w2 + i];
        const y3 = left[w3 + i];
        s00 += y0 * x0;
        s01 += y0 * x1;
        s02 += y0 * x2;
        s03 += y0 * x3;
        s10 += y1 * x0;
        s11 += y1 * x1;
        s12 += y1 * x2;
        s13 += y1 * x3;
        s20 += y2 * x0;
        s21 += y2 * x1;
        s22 += y2 * x2;
        s23 += y2 * x3;
        s30 += y3 * x0;
        s31 += y3 * x1;
        s32 += y3 * x2;
        s33 += y3 * x3;
      }
      const at = r * columns + c;
      sums[at] += s00;
      sums[at + 1] += s01;
      sums[at + 2] += s02;
      sums[at + 3] += s03;
      sums[at + columns] += s10;
      sums[at + columns + 1] += s11;
      sums[at + columns + 2] += s12;
      sums[at + columns + 3] += s13;
      sums[at + 2 * columns] += s20;
      sums[at + 2 * columns + 1] += s21;
      sums[at + 2 * columns + 2] += s22;
      sums[at + 2 * columns + 3] += s23;
      sums[at + 3 * columns] += s30;
      sums[at + 3 * columns + 1] += s31;
      sums[at + 3 * columns + 2] += s32;
      sums[at + 3 * columns + 3] += s33;
    }
  }
}
