/** Minimal cost-complexity pruning (Breiman, Friedman, Olshen & Stone 1984, chapter 3). */
import type { TreeNode } from './classification-tree.ts';

/** A node that knows from which complexity on it is a leaf. */
export interface PrunableNode {
  readonly n: number;
  readonly k: number;
  readonly split?: {
    readonly column: number;
    readonly threshold: number;
    readonly below: PrunableNode;
    readonly above: PrunableNode;
  };
  /** 0 for the leaves of the whole tree. */
  leafFrom: number;
}

/** A tree of the sequence: the price of a leaf from which on it is the cheapest, its leaves, its mean squared error. */
export interface SequenceRow {
  readonly complexity: number;
  readonly leaves: number;
  readonly error: number;
}

/**
 * Prunes again and again the node whose split is worth least by leaf saved, until the root alone is left.
 * @returns the tree with the complexity from which on each node is a leaf, and the sequence of trees in which each next
 *   one is a part of the one before, by strictly rising complexity
 */
export function prunable(tree: TreeNode): { readonly root: PrunableNode; readonly sequence: SequenceRow[] } {
  const root = withComplexities(tree);
  const worlds = tree.n;
  const sequence: SequenceRow[] = [];
  let complexity = 0;
  for (;;) {
    const { leaves, error } = costOf(root, worlds);
    const row = { complexity, leaves, error };
    if (sequence.at(-1)?.complexity === complexity) sequence[sequence.length - 1] = row;
    else sequence.push(row);
    if (leaves === 1) return { root, sequence };
    const weakest = weakestLink(root, worlds);
    // Sums of rounded numbers may make it fall by a last digit.
    complexity = Math.max(complexity, weakest.worth);
    prune(weakest.node, complexity);
  }
}

/** The part of the tree that is the cheapest at this price of a leaf. */
export function prunedAt(node: PrunableNode, complexity: number): TreeNode {
  const { n, k, split } = node;
  if (split === undefined || node.leafFrom <= complexity) return { n, k };
  const { column, threshold } = split;
  return {
    n,
    k,
    split: {
      column,
      threshold,
      below: prunedAt(split.below, complexity),
      above: prunedAt(split.above, complexity),
    },
  };
}

/**
 * The share of interest in the leaf that a world comes to, for each complexity.
 * @param complexities in ascending order
 * @param out is written to, one a complexity
 */
export function predictions(
  root: PrunableNode,
  columns: readonly Float64Array[],
  world: number,
  complexities: readonly number[],
  out: Float64Array,
): void {
  let node = root;
  for (let i = complexities.length - 1; i >= 0; i--) {
    while (node.split !== undefined && node.leafFrom > complexities[i]) {
      const { column, threshold, below, above } = node.split;
      node = columns[column][world] <= threshold ? below : above;
    }
    out[i] = node.k / node.n;
  }
}

function withComplexities({ n, k, split }: TreeNode): PrunableNode {
  if (split === undefined) return { n, k, leafFrom: 0 };
  const { column, threshold } = split;
  const below = withComplexities(split.below);
  const above = withComplexities(split.above);
  return { n, k, split: { column, threshold, below, above }, leafFrom: Number.POSITIVE_INFINITY };
}

function isLeaf(node: PrunableNode): boolean {
  return node.leafFrom < Number.POSITIVE_INFINITY;
}

/** Squared error of a node taken as a leaf: n·p·(1 − p), by the worlds of the whole tree. */
function errorAsLeaf({ n, k }: PrunableNode, worlds: number): number {
  return (k - (k * k) / n) / worlds;
}

function costOf(node: PrunableNode, worlds: number): { readonly leaves: number; readonly error: number } {
  if (isLeaf(node)) return { leaves: 1, error: errorAsLeaf(node, worlds) };
  const below = costOf(node.split!.below, worlds);
  const above = costOf(node.split!.above, worlds);
  return { leaves: below.leaves + above.leaves, error: below.error + above.error };
}

/** The node whose split takes away least error by leaf added; of several the first from the root, below before above. */
function weakestLink(root: PrunableNode, worlds: number): { readonly node: PrunableNode; readonly worth: number } {
  let weakest = { node: root, worth: Number.POSITIVE_INFINITY };
  const visit = (node: PrunableNode): void => {
    if (isLeaf(node)) return;
    const { leaves, error } = costOf(node, worlds);
    const worth = (errorAsLeaf(node, worlds) - error) / (leaves - 1);
    if (worth < weakest.worth) weakest = { node, worth };
    visit(node.split!.below);
    visit(node.split!.above);
  };
  visit(root);
  return weakest;
}

/** Makes a leaf of a node, and of what is below it. */
function prune(node: PrunableNode, complexity: number): void {
  if (isLeaf(node)) return;
  node.leafFrom = complexity;
  prune(node.split!.below, complexity);
  prune(node.split!.above, complexity);
}
