import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { type AgentLogitEquilibrium, solveAgentLogit } from '../../src/game/agent-logit.ts';
import { type GameTree, movesFrom, nodesOf, scalePayoffs } from '../../src/game/game-tree.ts';
import answers from '../../src/verify/gambit-answers.json' with { type: 'json' };
import { readEfg } from '../support/efg-reader.ts';
import { chance, decide, end, game } from './games.ts';

const fixture = (file: string) => readFileSync(new URL(`../fixtures/gambit/${file}`, import.meta.url), 'utf8');
const oracle: { source: string; games: Record<string, { columns: string[]; rows: number[][] }> } = answers;
const GAMES = Object.keys(oracle.games);
const read = (name: string): GameTree => readEfg(fixture(`${name}.efg`)).tree;

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** Probability of an action of the information set with a given number among those of its player. */
function profile(tree: GameTree, solved: AgentLogitEquilibrium): Map<string, number> {
  const counts = tree.players.map(() => 0);
  const byColumn = new Map<string, number>();
  for (const node of nodesOf(tree)) {
    if (node.kind !== 'decision') continue;
    counts[node.player]++;
    const set = `${node.player + 1}.${counts[node.player]}`;
    node.actions.forEach((action, move) => {
      byColumn.set(`${set}:${action.name}`, solved.probabilities.get(node)![move]);
    });
  }
  return byColumn;
}

/** Largest difference between a choice probability and the logit of the values of its own continuation. */
function residual({ game: tree, rationality, probabilities, values }: AgentLogitEquilibrium): number {
  let worst = 0;
  for (const node of nodesOf(tree)) {
    if (node.kind !== 'decision') continue;
    const next = node.actions.map((action) => values.get(action.next)![node.player]);
    node.actions.forEach((_, move) => {
      const odds = next.reduce((sum, value) => sum + Math.exp(rationality[node.player] * (value - next[move])), 0);
      worst = Math.max(worst, Math.abs(probabilities.get(node)![move] - 1 / odds));
    });
  }
  return worst;
}

describe('the agent logit equilibrium', () => {
  describe.each(GAMES)('of %s', (name) => {
    const { columns, rows } = oracle.games[name];
    // Gambit prints ten digits of a profile that solves its equations to 1e-10.
    test.each(rows)('is that of Gambit 16.7 at λ = %s, to 1e-8', (lambda, ...expected) => {
      const tree = read(name);
      const ours = profile(tree, solveAgentLogit(tree, lambda));
      expect(ours.size).toBe(columns.length);
      columns.forEach((column, i) => {
        expect(Math.abs(ours.get(column)! - expected[i]), column).toBeLessThan(1e-8);
      });
    });

    test.each([0, 0.5, 1, 2, 5, 10])('answers at λ = %s to its own continuation values, to 1e-12', (lambda) => {
      expect(residual(solveAgentLogit(read(name), lambda))).toBeLessThan(1e-12);
    });

    it('collects in the values what is expected along the paths', () => {
      const tree = read(name);
      const { probabilities, values } = solveAgentLogit(tree, 1);
      const expected = tree.players.map(() => 0);
      const walk = (node: GameTree['root'], reach: number): void => {
        node.outcome?.payoffs.forEach((payoff, i) => {
          expected[i] += reach * payoff;
        });
        movesFrom(node).forEach((move, i) => {
          walk(move.next, reach * probabilities.get(node)![i]);
        });
      };
      walk(tree.root, 1);
      expected.forEach((value, i) => {
        expect(values.get(tree.root)![i]).toBeCloseTo(value, 12);
      });
    });
  });

  // Attacker: status quo 0, conceded attack g, war −k. Defender: to fight f, to concede 0.
  describe('of extended deterrence in three moves', () => {
    const deterrence = (g: number, k: number, f: number) =>
      game(
        ['Attacker', 'Defender'],
        decide(0, 'attack', {
          'status quo': end(0, 0),
          attack: decide(1, 'defend', { concede: end(g, 0), fight: end(-k, f) }),
        }),
      );
    const solve = (lambda: number, g: number, k: number, f: number) => {
      const tree = deterrence(g, k, f);
      const columns = profile(tree, solveAgentLogit(tree, lambda));
      return { attack: columns.get('1.1:attack')!, fight: columns.get('2.1:fight')! };
    };

    it.each([
      [1, 0.3],
      [2, 0.3],
      [2, -3],
      [5, 3],
    ])('has the closed form of two logits (λ = %s, f = %s), to 1e-12', (lambda, f) => {
      const { attack, fight } = solve(lambda, 1, 2, f);
      const expected = sigmoid(lambda * f);
      expect(fight).toBeCloseTo(expected, 12);
      expect(attack).toBeCloseTo(sigmoid(lambda * ((1 - expected) * 1 - expected * 2)), 12);
    });

    it('is even at λ = 0 and subgame perfect as λ grows', () => {
      expect(solve(0, 1, 2, 0.3)).toEqual({ attack: 0.5, fight: 0.5 });
      expect(solve(500, 1, 2, 0.3).fight).toBeCloseTo(1, 12);
      expect(solve(500, 1, 2, 0.3).attack).toBeCloseTo(0, 12);
      expect(solve(500, 1, 2, -0.3).attack).toBeCloseTo(1, 12);
    });

    it('has a war that is likeliest for a defender of middling resolve', () => {
      // Four digits of the closed form at λ = 2, f = −3 … 3 in steps of one half.
      const expected = [0.0022, 0.0059, 0.0156, 0.0402, 0.0934, 0.1601, 0.1345, 0.0616, 0.0318, 0.0226];
      expected.forEach((war, i) => {
        const { attack, fight } = solve(2, 1, 2, -3 + i / 2);
        expect(attack * fight).toBeCloseTo(war, 4);
      });
    });
  });

  it('escalates with even chance at the critical risk (win − submit) / (win − disaster)', () => {
    const brink = (risk: number) =>
      game(
        ['Challenger'],
        decide(0, 'brink', {
          submit: end(0.2),
          escalate: chance('risk', ['control kept', 1 - risk, end(1)], ['control lost', risk, end(-3)]),
        }),
      );
    const escalates = (risk: number, lambda: number) => {
      const tree = brink(risk);
      return profile(tree, solveAgentLogit(tree, lambda)).get('1.1:escalate')!;
    };
    for (const lambda of [0.5, 5, 50]) expect(escalates(0.2, lambda)).toBeCloseTo(0.5, 12);
    expect(escalates(0.19, 1000)).toBeGreaterThan(1 - 1e-12);
    expect(escalates(0.21, 1000)).toBeLessThan(1e-12);
  });

  it('is the same at λ = 1 when payoffs are multiplied by each player’s λ', () => {
    for (const name of GAMES) {
      const tree = read(name);
      const precision = tree.players.map((_, i) => 0.5 + i);
      const scaled = scalePayoffs(tree, precision);
      const ours = profile(scaled, solveAgentLogit(scaled, 1));
      for (const [column, value] of profile(tree, solveAgentLogit(tree, precision))) {
        expect(ours.get(column)).toBeCloseTo(value, 12);
      }
    }
  });

  it('keeps its digits where payoffs are large', () => {
    const tree = game(['One'], decide(0, 'choice', { more: end(1e6 + 1), less: end(1e6), worst: end(-1e6) }));
    const [more, less, worst] = [...solveAgentLogit(tree, 2).probabilities.get(tree.root)!];
    expect(more).toBeCloseTo(sigmoid(2), 12);
    expect(less).toBeCloseTo(sigmoid(-2), 12);
    expect(worst).toBe(0);
  });

  it('records the game, the method and the precision of every player', () => {
    const tree = read('entry_deterrence');
    const solved = solveAgentLogit(tree, 2);
    expect(solved.game).toBe(tree);
    expect(solved.method).toMatch(/logit/);
    expect(solved.rationality).toEqual([2, 2]);
  });

  it('refuses information sets with several nodes', () => {
    const tree = game(
      ['Row', 'Column'],
      decide(0, 'row', {
        up: decide(1, 'column', { left: end(1, 0), right: end(0, 1) }),
        down: decide(1, 'column', { left: end(0, 1), right: end(1, 0) }),
      }),
    );
    expect(() => solveAgentLogit(tree, 1)).toThrow(
      new RangeError(
        'information set Column: column: has 2 nodes; must have one (backward induction needs perfect information)',
      ),
    );
  });

  it.each([[-1], [Number.NaN], [Number.POSITIVE_INFINITY], [[1]], [[1, 2, 3]]])(
    'refuses the precision %s',
    (lambda) => {
      expect(() => solveAgentLogit(read('entry_deterrence'), lambda)).toThrow(
        /^rationality .*must be 2 finite numbers/,
      );
    },
  );
});
