/**
 * Classification and regression trees (CART) for scenario discovery: rules that part all worlds, where PRIM looks for
 * boxes. Breiman, Friedman, Olshen & Stone, Classification and Regression Trees (1984); beside PRIM, Lempert, Bryant &
 * Bankes, Comparing algorithms for scenario discovery (2008).
 *
 * A tree is judged by its mean squared error, the label 0 or 1 against the share of interest in the leaf (half of Gini's
 * impurity; Brier's score). Counting misclassified worlds instead would see no use in telling 5 % from 40 %.
 */
import { uniformStream } from '../../random/stream.ts';
import { type Interval, wilsonInterval } from '../statistics.ts';
import { growTree, type TreeNode } from './classification-tree.ts';
import { countOfInterest, type LabelledWorlds, takeWorlds } from './labelled-worlds.ts';
import { type PrunableNode, predictions, prunable, prunedAt } from './tree-pruning.ts';

export interface CartOptions {
  /** Decides the folds of the cross-validation. Not empty. */
  readonly seed: string;
  /** Fewest worlds in a leaf; one in a hundred, but at least 5, unless given. */
  readonly minimumLeaf?: number;
  /** Most conditions that lead to a leaf; 5 unless given. */
  readonly maximumDepth?: number;
  /** Parts of the cross-validation; 10 unless given. */
  readonly folds?: number;
  /** What is done with worlds before a tree is grown from them, such as choosing parameters; nothing unless given. */
  readonly prepare?: (training: LabelledWorlds) => LabelledWorlds;
  /** The tree chosen is the smallest within so many standard errors of the best; 1 unless given. */
  readonly standardErrors?: number;
}

/** A tree of the pruning sequence. */
interface PruningRow {
  /** The price of a leaf from which on the tree is the cheapest: mean squared error + complexity · leaves. */
  readonly complexity: number;
  readonly leaves: number;
  /** Mean squared error in the worlds the tree was grown from. */
  readonly error: number;
  /** Mean squared error by cross-validation, and its standard error. */
  readonly crossValidated: number;
  readonly standardError: number;
}

/** A condition of a leaf: above one number, at most another; a side that is left out is open. */
interface Condition {
  /** Index of the parameter. */
  readonly column: number;
  readonly above?: number;
  readonly atMost?: number;
}

export interface Leaf {
  /** Worlds, and those of interest among them. */
  readonly n: number;
  readonly k: number;
  /** Share of the worlds of the leaf that are of interest, with Wilson's 95 % interval. */
  readonly share: number;
  readonly interval: Interval;
  /** Share of all worlds of interest that are in the leaf. */
  readonly coverage: number;
  /** All must hold; one a parameter, in the order of the parameters. */
  readonly conditions: readonly Condition[];
}

export interface CartResult {
  readonly worlds: number;
  readonly ofInterest: number;
  /** From the whole tree to the root alone. */
  readonly pruning: readonly PruningRow[];
  /** Index in `pruning` of the tree that was chosen. */
  readonly chosen: number;
  readonly tree: TreeNode;
  /** From left (below) to right. */
  readonly leaves: readonly Leaf[];
}

/**
 * Grows a tree, prunes it by cost-complexity, and chooses its size by cross-validation: the smallest tree whose error is
 * within one standard error of the least. The parts of the cross-validation have the same share of interest.
 * @throws Error on an option out of its range, too few worlds for two leaves, or too few worlds of either kind for the folds
 */
export function classify(data: LabelledWorlds, options: CartOptions): CartResult {
  const worlds = data.ofInterest.length;
  const {
    seed,
    minimumLeaf = Math.max(5, Math.ceil(worlds / 100)),
    maximumDepth = 5,
    folds = 10,
    standardErrors = 1,
    prepare = (training) => training,
  } = options;
  checkWhole('minimumLeaf', minimumLeaf, 1);
  checkWhole('maximumDepth', maximumDepth, 1);
  checkWhole('folds', folds, 2);
  if (!(standardErrors >= 0)) throw new Error(`CART: standardErrors is ${standardErrors}, must be at least 0`);
  const total = countOfInterest(data, 'CART', Math.max(2 * minimumLeaf, 2 * folds));
  const rarer = Math.min(total, worlds - total);
  if (rarer < folds) {
    const kind = rarer === total ? 'of interest' : 'not of interest';
    throw new Error(`CART: ${rarer} worlds ${kind} are too few for ${folds} folds, at least ${folds} are needed`);
  }
  const limits = { minimumLeaf, maximumDepth };
  const { root, sequence } = prunable(growTree(prepare(data), limits));
  // Between two complexities the tree is the same; their geometric mean stands for all of them (Breiman et al., 3.4).
  const typical = sequence.map(({ complexity }, i) =>
    i + 1 < sequence.length ? Math.sqrt(complexity * sequence[i + 1].complexity) : Number.POSITIVE_INFINITY,
  );
  const errors = crossValidate(
    data,
    typical,
    foldsOf(data, folds, seed),
    folds,
    (training) => prunable(growTree(prepare(training), limits)).root,
  );
  const pruning = sequence.map((row, i) => ({ ...row, ...errors[i] }));
  const chosen = chooseRow(pruning, standardErrors);
  const tree = prunedAt(root, pruning[chosen].complexity);
  return { worlds, ofInterest: total, pruning, chosen, tree, leaves: leavesOf(tree, total) };
}

/** The last row, that is the smallest tree, that is near enough to the best. */
function chooseRow(pruning: readonly PruningRow[], standardErrors: number): number {
  const best = pruning.reduce((least, row) => (row.crossValidated < least.crossValidated ? row : least));
  const enough = best.crossValidated + standardErrors * best.standardError;
  return pruning.findLastIndex(({ crossValidated }) => crossValidated <= enough);
}

/** The fold of each world: worlds of interest and others are shuffled and dealt out in turn. */
function foldsOf(data: LabelledWorlds, folds: number, seed: string): Uint32Array {
  const uniform = uniformStream(seed, 'CART folds');
  const fold = new Uint32Array(data.ofInterest.length);
  let dealt = 0;
  for (const label of [0, 1]) {
    const kind = [...data.ofInterest.keys()].filter((world) => data.ofInterest[world] === label);
    for (let last = kind.length - 1; last >= 0; last--) {
      const other = Math.floor(uniform() * (last + 1));
      [kind[last], kind[other]] = [kind[other], kind[last]];
      fold[kind[last]] = dealt++ % folds;
    }
  }
  return fold;
}

/** Mean squared error, with its standard error, at each complexity, of trees grown without the worlds they are tried on. */
function crossValidate(
  data: LabelledWorlds,
  complexities: readonly number[],
  foldOf: Uint32Array,
  folds: number,
  grow: (training: LabelledWorlds) => PrunableNode,
): { readonly crossValidated: number; readonly standardError: number }[] {
  const worlds = foldOf.length;
  const sums = new Float64Array(complexities.length);
  const squares = new Float64Array(complexities.length);
  const shares = new Float64Array(complexities.length);
  for (let fold = 0; fold < folds; fold++) {
    const all = Uint32Array.from(foldOf.keys());
    const tree = grow(
      takeWorlds(
        data,
        all.filter((world) => foldOf[world] !== fold),
      ),
    );
    for (const world of all) {
      if (foldOf[world] !== fold) continue;
      predictions(tree, data.columns, world, complexities, shares);
      for (let i = 0; i < shares.length; i++) {
        const error = (data.ofInterest[world] - shares[i]) * (data.ofInterest[world] - shares[i]);
        sums[i] += error;
        squares[i] += error * error;
      }
    }
  }
  return complexities.map((_, i) => {
    const mean = sums[i] / worlds;
    const variance = Math.max(0, squares[i] / worlds - mean * mean);
    return { crossValidated: mean, standardError: Math.sqrt(variance / worlds) };
  });
}

function leavesOf(tree: TreeNode, ofInterest: number): Leaf[] {
  const leaves: Leaf[] = [];
  const visit = ({ n, k, split }: TreeNode, conditions: ReadonlyMap<number, Condition>): void => {
    if (split === undefined) {
      const sorted = [...conditions.values()].sort((a, b) => a.column - b.column);
      leaves.push({ n, k, share: k / n, interval: wilsonInterval(k, n), coverage: k / ofInterest, conditions: sorted });
      return;
    }
    const { column, threshold, below, above } = split;
    const before = conditions.get(column) ?? { column };
    // A later split of the same parameter lies within the earlier ones.
    visit(below, new Map(conditions).set(column, { ...before, atMost: threshold }));
    visit(above, new Map(conditions).set(column, { ...before, above: threshold }));
  };
  visit(tree, new Map());
  return leaves;
}

function checkWhole(name: string, value: number, least: number): void {
  if (!Number.isInteger(value) || value < least) {
    throw new Error(`CART: ${name} is ${value}, must be a whole number, at least ${least}`);
  }
}
