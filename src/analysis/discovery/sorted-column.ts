/** The values of one parameter in ascending order, with the world that each belongs to; ties in order of the worlds. */
export interface SortedColumn {
  readonly values: Float64Array;
  readonly worlds: Uint32Array;
}

/**
 * Sorts a column. The values alone are sorted, which is many times faster than to sort indices with a comparison; a
 * binary search then finds the place of each world.
 * @param column finite values
 */
export function sortColumn(column: Float64Array): SortedColumn {
  const values = column.slice().sort();
  const worlds = new Uint32Array(column.length);
  const placed = new Uint32Array(column.length);
  for (let world = 0; world < column.length; world++) {
    const start = firstAtLeast(values, column[world]);
    worlds[start + placed[start]++] = world;
  }
  return { values, worlds };
}

function firstAtLeast(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
