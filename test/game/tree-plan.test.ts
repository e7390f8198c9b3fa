import { describe, expect, it } from 'vitest';
import { checkGameTree, type GameTree, nodesOf } from '../../src/game/game-tree.ts';
import { decide, draw, drawUnseen, end, growTree, type Plan, pay } from '../../src/game/tree-plan.ts';

const tree = (plan: Plan): GameTree => ({ title: '', comment: '', players: ['One', 'Two'], root: growTree(plan) });
const brings = (name: string, ...payoffs: number[]) => ({ name, payoffs });

describe('a plan of a game', () => {
  it('grows nodes that are named by the moves before them', () => {
    const grown = tree(
      decide(0, ['stay', end], ['go', draw(['rain', 0.3, decide(1, ['turn', end])], ['sun', 0.7, end])]),
    );
    checkGameTree(grown);
    const names = nodesOf(grown).map((node) =>
      node.kind === 'decision' ? node.informationSet : node.kind === 'chance' ? node.name : 'end',
    );
    expect(names).toEqual(['start', 'end', 'go', 'go > rain', 'end', 'end']);
  });

  it('adds payoffs that meet at a node, and shares equal outcomes', () => {
    const part = pay(brings('toll', -1, 0), end);
    const grown = tree(
      decide(0, ['left', pay(brings('prize', 3, 5), part)], ['right', pay(brings('prize', 3, 5), part)]),
    );
    const [, left, right] = nodesOf(grown);
    expect(left.outcome).toEqual({ name: 'prize; toll', payoffs: [2, 5] });
    expect(right.outcome).toBe(left.outcome);
    expect(left).not.toBe(right);
  });

  it('leaves out what cannot happen, and chance where there is none', () => {
    const certain = draw(['never', 0, end], ['always', 1, pay(brings('all', 1, 1), decide(0, ['go', end]))]);
    const grown = tree(pay(brings('start', 1, 0), certain));
    expect(nodesOf(grown)).toHaveLength(2);
    expect(grown.root).toMatchObject({ informationSet: 'always', outcome: { name: 'start; all', payoffs: [2, 1] } });
  });

  it('gives who has not seen a draw one information set after each of its branches', () => {
    const answer = decide(0, ['guess', decide(1, ['reply', end])]);
    const grown = tree(drawUnseen([0], ['heads', 0.5, answer], ['tails', 0.5, answer]));
    checkGameTree(grown);
    const sets = nodesOf(grown).flatMap((node) => (node.kind === 'decision' ? [node.informationSet] : []));
    expect(sets).toEqual(['start', 'heads > guess', 'start', 'tails > guess']);
  });

  it('refuses one name for two outcomes', () => {
    const plan = decide(0, ['left', pay(brings('prize', 1, 0), end)], ['right', pay(brings('prize', 2, 0), end)]);
    expect(() => growTree(plan)).toThrow(new RangeError('outcome prize: payoffs 2, 0; must be 1, 0'));
  });
});
