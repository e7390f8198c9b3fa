import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { solveAgentLogit } from '../../src/game/agent-logit.ts';
import { type GameNode, type GameTree, movesFrom, nodesOf } from '../../src/game/game-tree.ts';
import { followLogitBranch, type LogitPoint } from '../../src/game/logit-branch.ts';
import answers from '../../src/verify/gambit-answers.json' with { type: 'json' };
import { readEfg } from '../support/efg-reader.ts';
import { chance, decide, end, game } from './games.ts';

const fixture = (file: string) => readFileSync(new URL(`../fixtures/gambit/${file}`, import.meta.url), 'utf8');
const oracle: { games: Record<string, { columns: string[]; rows: number[][] }> } = answers;
const GAMBIT_GAMES = Object.keys(oracle.games);

/** Both choose without seeing the other's choice. */
function simultaneous(row: number[][], column: number[][]): GameTree {
  const names = (n: number, letter: string) => Array.from({ length: n }, (_, i) => `${letter}${i + 1}`);
  const columns = names(row[0].length, 'c');
  const rows = names(row.length, 'r').map((name, i) => [
    name,
    decide(1, 'column', Object.fromEntries(columns.map((c, j) => [c, end(row[i][j], column[i][j])]))),
  ]);
  return game(['Row', 'Column'], decide(0, 'row', Object.fromEntries(rows)));
}

/** Probabilities of the actions of an information set. */
function play(tree: GameTree, point: LogitPoint, informationSet: string): number[] {
  const node = nodesOf(tree).find((n) => n.kind === 'decision' && n.informationSet === informationSet);
  return [...point.probabilities.get(node!)!];
}

/** Largest difference between a probability and the logit answer, computed from the tree alone. */
function residual(tree: GameTree, { lambda, probabilities }: LogitPoint): number {
  const value = (node: GameNode, player: number): number =>
    movesFrom(node).reduce(
      (sum, move, i) => sum + probabilities.get(node)![i] * value(move.next, player),
      node.outcome?.payoffs[player] ?? 0,
    );
  const sets = new Map<string, { node: GameNode; reach: number }[]>();
  const walk = (node: GameNode, reach: number): void => {
    if (node.kind === 'decision') {
      const key = `${node.player} ${node.informationSet}`;
      sets.set(key, [...(sets.get(key) ?? []), { node, reach }]);
    }
    movesFrom(node).forEach((move, i) => {
      walk(move.next, reach * probabilities.get(node)![i]);
    });
  };
  walk(tree.root, 1);
  let worst = 0;
  for (const members of sets.values()) {
    const total = members.reduce((sum, { reach }) => sum + reach, 0);
    const [{ node: first }] = members;
    if (first.kind !== 'decision' || total === 0) continue;
    const worth = first.actions.map((_, a) =>
      members.reduce((sum, { node, reach }) => sum + (reach / total) * value(movesFrom(node)[a].next, first.player), 0),
    );
    worth.forEach((mine, a) => {
      const odds = worth.reduce((sum, other) => sum + Math.exp(lambda * (other - mine)), 0);
      for (const { node } of members) worst = Math.max(worst, Math.abs(probabilities.get(node)![a] - 1 / odds));
    });
  }
  return worst;
}

describe('the principal branch', () => {
  describe.each(GAMBIT_GAMES)('of %s', (name) => {
    const { tree } = readEfg(fixture(`${name}.efg`));
    const { columns, rows } = oracle.games[name];
    const branch = followLogitBranch(
      tree,
      rows.map(([lambda]) => lambda),
    );

    // Gambit prints ten digits of a profile that solves its equations to 1e-10.
    test.each(rows)('is that of Gambit 16.7 at λ = %s, to 1e-8', (lambda, ...expected) => {
      const point = branch.points.find((p) => p.lambda === lambda)!;
      const counts = tree.players.map(() => 0);
      const ours = nodesOf(tree).flatMap((node) => {
        if (node.kind !== 'decision') return [];
        counts[node.player]++;
        const set = `${node.player + 1}.${counts[node.player]}`;
        return node.actions.map((a, i): [string, number] => [`${set}:${a.name}`, point.probabilities.get(node)![i]]);
      });
      const byColumn = new Map(ours);
      columns.forEach((column, i) => {
        expect(Math.abs(byColumn.get(column)! - expected[i]), column).toBeLessThan(1e-8);
      });
    });

    it('answers itself, to 1e-10', () => {
      for (const point of branch.points) {
        expect(point.residual).toBeLessThan(1e-10);
        expect(residual(tree, point)).toBeLessThan(1e-10);
      }
    });
  });

  it('is backward induction on any tree of perfect information, to 1e-10, with any precisions', () => {
    const leaf = fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 }));
    interface Shape {
      pay: [number, number];
      player: number;
      next: Shape[];
      chance: boolean;
    }
    const { shape } = fc.letrec<{ shape: Shape }>((tie) => ({
      shape: fc.record({
        pay: leaf,
        player: fc.nat(1),
        chance: fc.boolean(),
        next: fc.oneof(
          { depthSize: 'small', withCrossShrink: true },
          fc.constant<Shape[]>([]),
          fc.array(tie('shape'), { minLength: 1, maxLength: 3 }),
        ),
      }),
    }));
    const build = ({ pay, player, next, chance: byChance }: Shape, name: string): GameNode => {
      const outcome = { name, payoffs: pay };
      if (next.length === 0) return { kind: 'terminal', outcome };
      const moves = next.map((child, i) => ({ name: `${i}`, next: build(child, `${name}${i}`) }));
      return byChance
        ? { kind: 'chance', name, outcome, branches: moves.map((m) => ({ ...m, probability: 1 / next.length })) }
        : { kind: 'decision', player, informationSet: name, outcome, actions: moves };
    };
    fc.assert(
      fc.property(
        shape,
        fc.double({ min: 0, max: 4, noNaN: true }),
        fc.double({ min: 0, max: 2, noNaN: true }),
        (s, lambda, weight) => {
          const tree = game(['One', 'Two'], build(s, 'n'));
          const [point] = followLogitBranch(tree, lambda, [1, weight]).points;
          const exact = solveAgentLogit(tree, [lambda, lambda * weight]);
          for (const [node, chances] of exact.probabilities) {
            chances.forEach((p, i) => {
              expect(Math.abs(point.probabilities.get(node)![i] - p)).toBeLessThan(1e-10);
            });
            exact.values.get(node)!.forEach((value, i) => {
              expect(Math.abs(point.values.get(node)![i] - value)).toBeLessThan(1e-8);
            });
          }
        },
      ),
      { seed: 20250904, numRuns: 150 },
    );
  });

  // Gambit's own test of a constant-sum game, tests/test_nash.py: four digits, the column's three or four.
  it.each([
    [1, 0.643, 0.5883],
    [2, 0.7727, 0.6117],
    [3, 0.8595, 0.6038],
  ])('is that of Gambit in a constant-sum game of simultaneous moves at λ = %s', (lambda, row, column) => {
    const tree = simultaneous(
      [
        [1, 1],
        [0, 1],
      ],
      [
        [1, 1],
        [2, 1],
      ],
    );
    const [point] = followLogitBranch(tree, lambda).points;
    expect(play(tree, point, 'row')[0]).toBeCloseTo(row, 3);
    expect(play(tree, point, 'column')[0]).toBeCloseTo(column, 4);
    expect(residual(tree, point)).toBeLessThan(1e-10);
  });

  // Ochs, Games and Economic Behavior 10, 1995, with payoffs and estimate as in Gambit's tutorial on quantal response.
  it('fits the asymmetric matching pennies of Ochs at his estimate of λ, to six digits', () => {
    const tree = simultaneous(
      [
        [1.1141, 0],
        [0, 0.2785],
      ],
      [
        [0, 1.1141],
        [1.1141, 0],
      ],
    );
    const likelihood = (lambda: number) => {
      const [point] = followLogitBranch(tree, lambda).points;
      const [[row], [column]] = [play(tree, point, 'row'), play(tree, point, 'column')];
      const log = (p: number, share: number) => 128 * (share * Math.log(p) + (1 - share) * Math.log(1 - p));
      return { row, column, log: log(row, 0.527) + log(column, 0.366) };
    };
    const best = likelihood(1.84561);
    expect(best.row).toBeCloseTo(0.615651, 5);
    expect(best.column).toBeCloseTo(0.383291, 5);
    expect(best.log).toBeCloseTo(-174.764532, 5);
    for (const lambda of [1.8, 1.9]) expect(likelihood(lambda).log).toBeLessThan(best.log);
  });

  describe('of stripped-down poker, in which a bet is read as a signal', () => {
    const answer = (card: string, win: number) =>
      decide(0, card, { Bet: decide(1, 'bet seen', { Call: end(win, -win), Fold: end(1, -1) }), Fold: end(-1, 1) });
    const tree = game(
      ['Alice', 'Bob'],
      chance('deal', ['King', 0.5, answer('King', 2)], ['Queen', 0.5, answer('Queen', -2)]),
    );
    const branch = followLogitBranch(tree, [1, 2, 10, 2000]);
    // Computed by an independent program from the payoffs that are expected at an information set once it is reached.
    it.each([
      [1, 0.9318, 0.5391, 0.6144],
      [2, 0.9952, 0.5027, 0.6648],
      [10, 1, 0.3687, 0.6846],
    ])('is known at λ = %s, to four digits', (lambda, king, queen, call) => {
      const point = branch.points.find((p) => p.lambda === lambda)!;
      expect(play(tree, point, 'King')[0]).toBeCloseTo(king, 4);
      expect(play(tree, point, 'Queen')[0]).toBeCloseTo(queen, 4);
      expect(play(tree, point, 'bet seen')[0]).toBeCloseTo(call, 4);
      expect(residual(tree, point)).toBeLessThan(1e-10);
    });

    it('tends to the equilibrium: bluff with a Queen in one case of three, call in two of three', () => {
      const point = branch.points.at(-1)!;
      expect(play(tree, point, 'Queen')[0]).toBeCloseTo(1 / 3, 3);
      expect(play(tree, point, 'bet seen')[0]).toBeCloseTo(2 / 3, 3);
      expect(point.values.get(tree.root)![0]).toBeCloseTo(1 / 3, 3);
    });
  });

  describe('where it turns back in λ', () => {
    const tree = simultaneous(
      [
        [8, 8, 9],
        [6, 0, 8],
        [9, 1, 9],
      ],
      [
        [0, 2, 6],
        [9, 8, 10],
        [6, 2, 0],
      ],
    );
    const lambdas = Array.from({ length: 300 }, (_, i) => 0.01 * (i + 1));
    const branch = followLogitBranch(tree, lambdas);

    it('is followed through both turns, and what it finds is an equilibrium at every λ', () => {
      expect(branch.turns).toBe(2);
      expect(branch.points.map((p) => p.lambda)).toEqual(lambdas);
      for (const point of branch.points) expect(residual(tree, point)).toBeLessThan(1e-10);
    });

    it('jumps only there, since a point is the first with its λ', () => {
      const first = branch.points.map((point) => play(tree, point, 'row')[0]);
      const jumps = first.slice(1).filter((p, i) => Math.abs(p - first[i]) > 0.05);
      expect(jumps).toHaveLength(1);
    });

    it('does not depend on which λ are asked for', () => {
      const [alone] = followLogitBranch(tree, 3).points;
      const together = branch.points.at(-1)!;
      expect(Math.abs(play(tree, alone, 'row')[0] - play(tree, together, 'row')[0])).toBeLessThan(1e-11);
    });
  });

  it('goes to the risk-dominant side of a game of coordination, and stays with even odds where there is none', () => {
    const coordination = (x: number) =>
      simultaneous(
        [
          [x, 0],
          [0, 1],
        ],
        [
          [x, 0],
          [0, 1],
        ],
      );
    const lean = (x: number) => {
      const tree = coordination(x);
      return play(tree, followLogitBranch(tree, 20).points[0], 'row')[0];
    };
    expect(lean(1.2)).toBeGreaterThan(1 - 1e-6);
    expect(lean(0.8)).toBeLessThan(1e-6);
    expect(lean(1)).toBeCloseTo(0.5, 12);
  });

  it('records game, method, weights and λ, and begins with even odds', () => {
    const { tree } = readEfg(fixture('entry_deterrence.efg'));
    const branch = followLogitBranch(tree, [2, 0], [1, 3]);
    expect(branch.game).toBe(tree);
    expect(branch.method).toMatch(/principal branch/);
    expect(branch.weights).toEqual([1, 3]);
    expect(branch.points.map((p) => p.lambda)).toEqual([0, 2]);
    expect([...branch.points[0].probabilities.get(tree.root)!]).toEqual([0.5, 0.5]);
  });

  it('refuses bad precisions, and information sets in which nothing can be believed', () => {
    const { tree } = readEfg(fixture('entry_deterrence.efg'));
    expect(() => followLogitBranch(tree, -1)).toThrow(/^λ -1: must be finite numbers of at least 0/);
    expect(() => followLogitBranch(tree, [])).toThrow(/at least one$/);
    expect(() => followLogitBranch(tree, Number.NaN)).toThrow(/^λ NaN/);
    expect(() => followLogitBranch(tree, 1, [1])).toThrow(/^weights 1: must be 2 finite numbers/);
    const hidden = () => decide(0, 'hidden', { a: end(1), b: end(2) });
    const never = chance('c', ['x', 0, chance('d', ['1', 0.5, hidden()], ['2', 0.5, hidden()])], ['y', 1, end(0)]);
    expect(() => followLogitBranch(game(['A'], never), 1)).toThrow(
      /^information set A: hidden: chance never leads there/,
    );
  });
});
