import type { Distribution } from '../distribution/distribution.ts';
import type { DiscreteFamily, MixtureFamily, NumericFamily } from '../distribution/families.ts';
import type { Evaluate } from './expression.ts';

/** A checked expression: all that can be computed, and nothing else. */
export type Tree =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'reference'; readonly name: string }
  | { readonly kind: 'unary'; readonly apply: (x: number) => number; readonly operand: Tree }
  | {
      readonly kind: 'binary';
      /** Name of the operator; the arithmetic ones are compiled in place. */
      readonly operator: string;
      readonly apply: (x: number, y: number) => number;
      readonly left: Tree;
      readonly right: Tree;
    }
  | { readonly kind: 'call'; readonly apply: (...x: number[]) => number; readonly operands: readonly Tree[] }
  | { readonly kind: 'condition'; readonly test: Tree; readonly then: Tree; readonly otherwise: Tree }
  /** A distribution where a number is wanted: its quantile at the expression's uniform of this index. */
  | { readonly kind: 'sample'; readonly uniform: number; readonly source: Source };

/** A distribution: known when all its parameters are constants, else computed from them at each evaluation. */
export type Source =
  | { readonly kind: 'fixed'; readonly distribution: Distribution }
  | { readonly kind: 'numeric'; readonly family: NumericFamily; readonly parameters: readonly Tree[] }
  | {
      readonly kind: 'discrete';
      readonly family: DiscreteFamily;
      readonly values: readonly Tree[];
      readonly weights: readonly Tree[] | undefined;
    }
  | {
      readonly kind: 'mixture';
      readonly family: MixtureFamily;
      readonly components: readonly Source[];
      readonly weights: readonly Tree[] | undefined;
    };

type SlotOf = (name: string) => number;
type EvaluateSource = (values: Float64Array, uniforms: Float64Array, firstUniform: number) => Distribution;

/** Turns a tree into nested closures; operators between the commonest operands without a call for each operand. */
export function bindTree(tree: Tree, slotOf: SlotOf): Evaluate {
  switch (tree.kind) {
    case 'number': {
      const { value } = tree;
      return () => value;
    }
    case 'reference': {
      const slot = slotOf(tree.name);
      return (v) => v[slot]!;
    }
    case 'unary': {
      const { apply } = tree;
      const operand = bindTree(tree.operand, slotOf);
      return (v, u, f) => apply(operand(v, u, f));
    }
    case 'binary':
      return bindBinary(tree.operator, tree.apply, bindTree(tree.left, slotOf), bindTree(tree.right, slotOf));
    case 'call':
      return bindCall(
        tree.apply,
        tree.operands.map((operand) => bindTree(operand, slotOf)),
      );
    case 'condition': {
      const test = bindTree(tree.test, slotOf);
      const then = bindTree(tree.then, slotOf);
      const otherwise = bindTree(tree.otherwise, slotOf);
      return (v, u, f) => {
        const holds = test(v, u, f);
        if (Number.isNaN(holds)) return Number.NaN;
        return holds !== 0 ? then(v, u, f) : otherwise(v, u, f);
      };
    }
    case 'sample': {
      const { uniform, source } = tree;
      if (source.kind === 'fixed') {
        const { distribution } = source;
        return (_v, u, f) => distribution.quantile(u[f + uniform]!);
      }
      const distribution = bindSource(source, slotOf);
      return (v, u, f) => distribution(v, u, f).quantile(u[f + uniform]!);
    }
  }
}

function bindBinary(
  operator: string,
  apply: (x: number, y: number) => number,
  left: Evaluate,
  right: Evaluate,
): Evaluate {
  switch (operator) {
    case 'add':
      return (v, u, f) => left(v, u, f) + right(v, u, f);
    case 'subtract':
      return (v, u, f) => left(v, u, f) - right(v, u, f);
    case 'multiply':
      return (v, u, f) => left(v, u, f) * right(v, u, f);
    case 'divide':
      return (v, u, f) => left(v, u, f) / right(v, u, f);
    default:
      return (v, u, f) => apply(left(v, u, f), right(v, u, f));
  }
}

function bindCall(apply: (...x: number[]) => number, operands: readonly Evaluate[]): Evaluate {
  const [first, second, third] = operands;
  switch (operands.length) {
    case 1:
      return (v, u, f) => apply(first!(v, u, f));
    case 2:
      return (v, u, f) => apply(first!(v, u, f), second!(v, u, f));
    case 3:
      return (v, u, f) => apply(first!(v, u, f), second!(v, u, f), third!(v, u, f));
    default:
      return (v, u, f) => apply(...operands.map((operand) => operand(v, u, f)));
  }
}

function bindSource(source: Source, slotOf: SlotOf): EvaluateSource {
  const bindAll = (trees: readonly Tree[]): ((...at: Parameters<Evaluate>) => number[]) => {
    const bound = trees.map((tree) => bindTree(tree, slotOf));
    return (v, u, f) => bound.map((evaluate) => evaluate(v, u, f));
  };
  switch (source.kind) {
    case 'fixed': {
      const { distribution } = source;
      return () => distribution;
    }
    case 'numeric': {
      const { create } = source.family;
      const parameters = bindAll(source.parameters);
      return (v, u, f) => create(...parameters(v, u, f));
    }
    case 'discrete': {
      const { create } = source.family;
      const values = bindAll(source.values);
      const weights = source.weights && bindAll(source.weights);
      return (v, u, f) => create(values(v, u, f), weights?.(v, u, f));
    }
    case 'mixture': {
      const { create } = source.family;
      const components = source.components.map((component) => bindSource(component, slotOf));
      const weights = source.weights && bindAll(source.weights);
      return (v, u, f) =>
        create(
          components.map((component) => component(v, u, f)),
          weights?.(v, u, f),
        );
    }
  }
}
