import type { LabelledWorlds } from './labelled-worlds.ts';
import { sortColumn } from './sorted-column.ts';

/** A set of worlds, and the two sets it is split into if it is. */
export interface TreeNode {
  /** Worlds, and those of interest among them. */
  readonly n: number;
  readonly k: number;
  readonly split?: Split;
}

interface Split {
  /** Index of the parameter. */
  readonly column: number;
  /** Half way between two neighbouring values that occur. */
  readonly threshold: number;
  /** Worlds whose value is at most the threshold. */
  readonly below: TreeNode;
  /** Worlds whose value is above it. */
  readonly above: TreeNode;
}

export interface GrowthLimits {
  /** Fewest worlds in a leaf. */
  readonly minimumLeaf: number;
  /** Most splits on the way to a leaf. */
  readonly maximumDepth: number;
}

/**
 * Grows a classification tree (Breiman, Friedman, Olshen & Stone 1984): each set is split where Gini's impurity,
 * n·p·(1 − p) summed over the two parts, falls most; of several such splits the one on the first parameter, at the lowest
 * threshold. A split that leaves the share of interest the same on both sides is none.
 */
export function growTree(data: LabelledWorlds, limits: GrowthLimits): TreeNode {
  const orders = data.columns.map((column) => sortColumn(column).worlds);
  const worlds = data.ofInterest.length;
  const isBelow = new Uint8Array(worlds);
  const held = new Uint32Array(worlds);

  function grow(start: number, end: number, depth: number): TreeNode {
    const n = end - start;
    let k = 0;
    for (let place = start; place < end; place++) k += data.ofInterest[orders[0][place]];
    if (k === 0 || k === n || depth === limits.maximumDepth || n < 2 * limits.minimumLeaf) return { n, k };
    const best = bestSplit(data, orders, start, end, k, limits.minimumLeaf);
    if (best === undefined) return { n, k };
    const { column, size } = best;
    const low = data.columns[column][orders[column][start + size - 1]];
    const high = data.columns[column][orders[column][start + size]];
    for (let place = start; place < end; place++) isBelow[orders[column][place]] = place < start + size ? 1 : 0;
    for (const order of orders) divide(order, start, end, isBelow, held);
    // The mean of two neighbouring numbers may round to the upper one, which is not below it.
    const middle = low + (high - low) / 2;
    const threshold = middle < high ? middle : low;
    const below = grow(start, start + size, depth + 1);
    const above = grow(start + size, end, depth + 1);
    return { n, k, split: { column, threshold, below, above } };
  }

  return grow(0, worlds, 0);
}

/** The best split of the worlds at these places: its parameter, and how many worlds are below. */
function bestSplit(
  data: LabelledWorlds,
  orders: readonly Uint32Array[],
  start: number,
  end: number,
  k: number,
  minimumLeaf: number,
): { readonly column: number; readonly size: number } | undefined {
  const n = end - start;
  let best: { column: number; size: number } | undefined;
  let bestScore = Number.NEGATIVE_INFINITY;
  for (let column = 0; column < orders.length; column++) {
    const order = orders[column];
    const values = data.columns[column];
    let kBelow = 0;
    for (let size = 1; size <= n - minimumLeaf; size++) {
      const world = order[start + size - 1];
      kBelow += data.ofInterest[world];
      if (size < minimumLeaf || !(values[world] < values[order[start + size]])) continue;
      const kAbove = k - kBelow;
      // Whole numbers: exact.
      if (kBelow * (n - size) === kAbove * size) continue;
      // Impurity is k − k²/n on each side, and the k add up to the same.
      const score = (kBelow * kBelow) / size + (kAbove * kAbove) / (n - size);
      if (score > bestScore) {
        bestScore = score;
        best = { column, size };
      }
    }
  }
  return best;
}

/** Brings the worlds below to the front of the places, both parts in the order they had. */
function divide(order: Uint32Array, start: number, end: number, isBelow: Uint8Array, held: Uint32Array): void {
  let below = start;
  let above = 0;
  for (let place = start; place < end; place++) {
    const world = order[place];
    if (isBelow[world]) order[below++] = world;
    else held[above++] = world;
  }
  order.set(held.subarray(0, above), below);
}
