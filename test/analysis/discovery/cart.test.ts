import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CartOptions, classify, type Leaf } from '../../../src/analysis/discovery/cart.ts';
import { growTree, type TreeNode } from '../../../src/analysis/discovery/classification-tree.ts';
import type { LabelledWorlds } from '../../../src/analysis/discovery/labelled-worlds.ts';
import { prunable, prunedAt } from '../../../src/analysis/discovery/tree-pruning.ts';
import { plantedWorlds } from './worlds.ts';

/** Few worlds with many ties. */
const smallWorlds = fc
  .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 6, max: 30 }))
  .chain(([parameters, worlds]) =>
    fc.record({
      columns: fc.array(fc.array(fc.integer({ min: 0, max: 6 }), { minLength: worlds, maxLength: worlds }), {
        minLength: parameters,
        maxLength: parameters,
      }),
      labels: fc.array(fc.integer({ min: 0, max: 1 }), { minLength: worlds, maxLength: worlds }),
    }),
  )
  .map(
    ({ columns, labels }): LabelledWorlds => ({
      parameters: columns.map((_, i) => `x${i}`),
      columns: columns.map((column) => Float64Array.from(column)),
      ofInterest: Uint8Array.from(labels),
    }),
  );

describe('a grown tree', () => {
  test('splits first where an exhaustive search finds the greatest fall of impurity', () => {
    fc.assert(
      fc.property(smallWorlds, fc.integer({ min: 1, max: 4 }), (data, minimumLeaf) => {
        const { split } = growTree(data, { minimumLeaf, maximumDepth: 1 });
        const best = exhaustive(data, minimumLeaf);
        if (split === undefined) expect(best).toBeLessThan(1e-12);
        else expect(Math.abs(fall(data, split.column, split.threshold) - best)).toBeLessThan(1e-12);
      }),
      { seed: 1984, numRuns: 500 },
    );
  });

  test('counts in every node the worlds that come to it, none fewer than allowed, none deeper than allowed', () => {
    fc.assert(
      fc.property(smallWorlds, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }), (data, leaf, depth) => {
        const visit = ({ n, k, split }: TreeNode, worlds: number[], level: number): void => {
          expect([n, k]).toEqual([worlds.length, worlds.reduce((sum, w) => sum + data.ofInterest[w], 0)]);
          expect(level).toBeLessThanOrEqual(depth);
          if (level > 0) expect(n).toBeGreaterThanOrEqual(leaf);
          if (split === undefined) return;
          const values = data.columns[split.column];
          visit(
            split.below,
            worlds.filter((w) => values[w] <= split.threshold),
            level + 1,
          );
          visit(
            split.above,
            worlds.filter((w) => values[w] > split.threshold),
            level + 1,
          );
        };
        visit(growTree(data, { minimumLeaf: leaf, maximumDepth: depth }), [...data.ofInterest.keys()], 0);
      }),
      { seed: 1984, numRuns: 300 },
    );
  });

  test('parts the worlds the same when parameters are transformed monotonely', () => {
    const data = plantedWorlds({
      seed: 'monotone',
      worlds: 400,
      parameters: 4,
      chance: ([a, b]) => (a > b ? 0.8 : 0.2),
    });
    const transforms = [(x: number) => x ** 3, (x: number) => 1 / (1.5 - x), Math.sqrt, (x: number) => 7 * x - 2];
    const transformed = { ...data, columns: data.columns.map((column, c) => column.map(transforms[c])) };
    const limits = { minimumLeaf: 5, maximumDepth: 6 };
    const shape = ({ n, k, split }: TreeNode): unknown =>
      split && { n, k, column: split.column, below: shape(split.below), above: shape(split.above) };
    expect(shape(growTree(transformed, limits))).toEqual(shape(growTree(data, limits)));
  });

  test('keeps apart neighbouring numbers between which there is no other', () => {
    const low = 1;
    const high = 1 + Number.EPSILON;
    const data = {
      parameters: ['x'],
      columns: [Float64Array.of(low, low, high, high)],
      ofInterest: Uint8Array.of(0, 0, 1, 1),
    };
    const { split } = growTree(data, { minimumLeaf: 1, maximumDepth: 1 });
    expect(split).toMatchObject({ threshold: low, below: { n: 2, k: 0 }, above: { n: 2, k: 2 } });
  });
});

describe('pruning', () => {
  test('gives at every complexity the cheapest of all trees that can be cut from the whole', () => {
    fc.assert(
      fc.property(smallWorlds, fc.double({ min: 0, max: 0.1, noNaN: true }), (data, complexity) => {
        const whole = growTree(data, { minimumLeaf: 1, maximumDepth: 3 });
        const { root, sequence } = prunable(whole);
        const worlds = data.ofInterest.length;
        const prices = [complexity, ...sequence.map((row) => row.complexity)];
        for (const price of prices) {
          const { leaves, error } = cost(prunedAt(root, price), worlds);
          const cheapest = Math.min(...allPruned(whole, worlds).map((tree) => tree.error + price * tree.leaves));
          expect(Math.abs(error + price * leaves - cheapest)).toBeLessThan(1e-12);
        }
        for (let i = 0; i < sequence.length; i++) {
          const { leaves, error } = cost(prunedAt(root, sequence[i].complexity), worlds);
          expect(sequence[i].leaves).toBe(leaves);
          expect(Math.abs(sequence[i].error - error)).toBeLessThan(1e-12);
          if (i === 0) continue;
          expect(sequence[i].complexity).toBeGreaterThan(sequence[i - 1].complexity);
          expect(sequence[i].leaves).toBeLessThan(sequence[i - 1].leaves);
        }
        expect(sequence.at(-1)!.leaves).toBe(1);
      }),
      { seed: 1984, numRuns: 200 },
    );
  });
});

describe('CART', () => {
  const planted = plantedWorlds({
    seed: 'cart',
    worlds: 2000,
    parameters: 6,
    chance: ([a, , c]) => (a > 0.6 && c <= 0.5 ? 0.9 : 0.05),
  });
  const result = classify(planted, { seed: 'folds' });

  test('finds the planted rule, in as few leaves as it takes', () => {
    const dense = result.leaves.filter(({ share }) => share > 0.5);
    expect(dense).toHaveLength(1);
    const [a, c] = dense[0].conditions;
    expect([a.column, c.column]).toEqual([0, 2]);
    // 2000 worlds lie 0.0005 apart on each axis.
    expect(Math.abs(a.above! - 0.6)).toBeLessThan(0.01);
    expect(Math.abs(c.atMost! - 0.5)).toBeLessThan(0.01);
    expect(Math.abs(dense[0].share - 0.9)).toBeLessThan(0.06);
    expect(result.leaves).toHaveLength(3);
  });

  test('has leaves that part all worlds', () => {
    const sum = (pick: (leaf: Leaf) => number) => result.leaves.reduce((total, leaf) => total + pick(leaf), 0);
    expect(sum(({ n }) => n)).toBe(2000);
    expect(sum(({ k }) => k)).toBe(result.ofInterest);
    expect(sum(({ coverage }) => coverage)).toBeCloseTo(1, 12);
    for (const leaf of result.leaves) {
      const members = [...planted.ofInterest.keys()].filter((world) =>
        leaf.conditions.every(({ column, above = -Infinity, atMost = Infinity }) => {
          const value = planted.columns[column][world];
          return value > above && value <= atMost;
        }),
      );
      expect(members).toHaveLength(leaf.n);
      expect(leaf.interval.low).toBeLessThan(leaf.share);
      expect(leaf.interval.high).toBeGreaterThan(leaf.share);
    }
  });

  test('chooses the smallest tree within one standard error of the best by cross-validation', () => {
    const { pruning, chosen } = result;
    const best = pruning.reduce((a, b) => (b.crossValidated < a.crossValidated ? b : a));
    const near = pruning.filter((row) => row.crossValidated <= best.crossValidated + best.standardError);
    expect(pruning[chosen]).toBe(near.at(-1));
    expect(pruning[chosen].leaves).toBe(result.leaves.length);
    const exact = classify(planted, { seed: 'folds', standardErrors: 0 });
    expect(exact.pruning[exact.chosen].crossValidated).toBe(Math.min(...pruning.map((row) => row.crossValidated)));
  });

  test('estimates by cross-validation the error that the tree makes in worlds it has not seen', () => {
    const fresh = plantedWorlds({
      seed: 'cart, fresh',
      worlds: 20_000,
      parameters: 6,
      chance: ([a, , c]) => (a > 0.6 && c <= 0.5 ? 0.9 : 0.05),
    });
    const errors = Float64Array.from(fresh.ofInterest, (label, world) => {
      let node = result.tree;
      while (node.split !== undefined) {
        const { column, threshold, below, above } = node.split;
        node = fresh.columns[column][world] <= threshold ? below : above;
      }
      return (label - node.k / node.n) ** 2;
    });
    const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    const { crossValidated, standardError } = result.pruning[result.chosen];
    // Four standard errors: wrong once in 16,000 seeds.
    expect(Math.abs(crossValidated - mean)).toBeLessThan(4 * standardError);
  });

  test('finds nothing where there is nothing', () => {
    const noise = plantedWorlds({ seed: 'cart, noise', worlds: 1000, parameters: 6, chance: () => 0.3 });
    const { leaves, pruning } = classify(noise, { seed: 'folds' });
    expect(pruning[0].leaves).toBeGreaterThan(5);
    expect(leaves).toHaveLength(1);
    expect(leaves[0].conditions).toEqual([]);
  });

  test('depends on the seed alone', () => {
    expect(classify(planted, { seed: 'folds' })).toEqual(result);
    expect(classify(planted, { seed: 'others' }).pruning).not.toEqual(result.pruning);
  });

  const few = (interesting: number, worlds: number): LabelledWorlds => ({
    parameters: ['x'],
    columns: [Float64Array.from({ length: worlds }, (_, world) => world)],
    ofInterest: Uint8Array.from({ length: worlds }, (_, world) => (world < interesting ? 1 : 0)),
  });

  test.each([
    ['too few worlds', few(5, 19), {}, 'CART: 19 worlds are too few, at least 20 are needed'],
    [
      'too few for two leaves',
      few(30, 99),
      { minimumLeaf: 50 },
      'CART: 99 worlds are too few, at least 100 are needed',
    ],
    ['too few of interest', few(9, 100), {}, 'CART: 9 worlds of interest are too few for 10 folds, at least 10'],
    ['too few of the others', few(98, 100), {}, 'CART: 2 worlds not of interest are too few for 10 folds'],
    ['no world of interest', few(0, 100), {}, 'CART: 0 of 100 worlds are of interest'],
    [
      'leaves of no world',
      few(50, 100),
      { minimumLeaf: 0 },
      'CART: minimumLeaf is 0, must be a whole number, at least 1',
    ],
    ['half a level', few(50, 100), { maximumDepth: 2.5 }, 'CART: maximumDepth is 2.5, must be a whole number'],
    ['a single fold', few(50, 100), { folds: 1 }, 'CART: folds is 1, must be a whole number, at least 2'],
    ['a negative margin', few(50, 100), { standardErrors: -1 }, 'CART: standardErrors is -1, must be at least 0'],
  ] satisfies [string, LabelledWorlds, Partial<CartOptions>, string][])('refuses %s', (_, data, options, message) => {
    expect(() => classify(data, { seed: 'x', ...options })).toThrow(message);
  });
});

/** n·p·(1 − p) of the worlds that a condition holds for. */
function impurity(data: LabelledWorlds, holds: (world: number) => boolean): number {
  const members = [...data.ofInterest.keys()].filter(holds);
  const k = members.reduce((sum, world) => sum + data.ofInterest[world], 0);
  return members.length === 0 ? 0 : members.length * (k / members.length) * (1 - k / members.length);
}

function fall(data: LabelledWorlds, column: number, threshold: number): number {
  const values = data.columns[column];
  const whole = impurity(data, () => true);
  return (
    whole - impurity(data, (world) => values[world] <= threshold) - impurity(data, (world) => values[world] > threshold)
  );
}

function exhaustive(data: LabelledWorlds, minimumLeaf: number): number {
  let best = 0;
  data.columns.forEach((values, column) => {
    for (const threshold of new Set(values)) {
      const below = values.filter((value) => value <= threshold).length;
      if (below < minimumLeaf || values.length - below < minimumLeaf) continue;
      best = Math.max(best, fall(data, column, threshold));
    }
  });
  return best;
}

interface Cost {
  readonly leaves: number;
  readonly error: number;
}

function cost({ n, k, split }: TreeNode, worlds: number): Cost {
  if (split === undefined) return { leaves: 1, error: (n * (k / n) * (1 - k / n)) / worlds };
  const [below, above] = [cost(split.below, worlds), cost(split.above, worlds)];
  return { leaves: below.leaves + above.leaves, error: below.error + above.error };
}

/** Costs of all trees that come of making any nodes leaves. */
function allPruned(node: TreeNode, worlds: number): Cost[] {
  const asLeaf = cost({ n: node.n, k: node.k }, worlds);
  if (node.split === undefined) return [asLeaf];
  const aboves = allPruned(node.split.above, worlds);
  const both = allPruned(node.split.below, worlds).flatMap((below) =>
    aboves.map((above) => ({ leaves: below.leaves + above.leaves, error: below.error + above.error })),
  );
  return [asLeaf, ...both];
}
