import type { Distribution } from '../distribution/distribution.ts';
import { bindTree, type Source, type Tree } from './tree.ts';

/** The number itself if nothing in the tree can change from draw to draw. */
export function folded(tree: Tree, operands: readonly Tree[]): Tree {
  if (!operands.every(({ kind }) => kind === 'number')) return tree;
  const nothing = new Float64Array(0);
  return { kind: 'number', value: bindTree(tree, () => 0)(nothing, nothing, 0) };
}

/** The distribution itself if its parameters are constants: built once. */
export function settled(source: Source): Source {
  const distribution = distributionOf(source);
  return distribution ? { kind: 'fixed', distribution } : source;
}

function distributionOf(source: Source): Distribution | undefined {
  const constants = (trees: readonly Tree[]): number[] | undefined => {
    const values = trees.flatMap((tree) => (tree.kind === 'number' ? [tree.value] : []));
    return values.length === trees.length ? values : undefined;
  };
  switch (source.kind) {
    case 'fixed':
      return source.distribution;
    case 'numeric': {
      const parameters = constants(source.parameters);
      return parameters && source.family.create(...parameters);
    }
    case 'discrete': {
      const values = constants(source.values);
      const weights = source.weights && constants(source.weights);
      const known = values !== undefined && (weights !== undefined || source.weights === undefined);
      return known ? source.family.create(values, weights) : undefined;
    }
    case 'mixture': {
      const components = source.components.flatMap((part) => (part.kind === 'fixed' ? [part.distribution] : []));
      const weights = source.weights && constants(source.weights);
      const known =
        components.length === source.components.length && (weights !== undefined || source.weights === undefined);
      return known ? source.family.create(components, weights) : undefined;
    }
  }
}
