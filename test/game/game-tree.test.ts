import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkGameTree, type GameNode, nodesOf, scalePayoffs } from '../../src/game/game-tree.ts';
import { readEfg } from '../support/efg-reader.ts';
import { chance, decide, end, game } from './games.ts';

const shared = end(1);
const faults: [what: string, players: string[], root: GameNode, message: string][] = [
  ['a game without players', [], end(), 'players: there are none; must be at least one'],
  ['a player without a name', [''], end(1), 'players: name 1 is empty; must be a text'],
  ['two players of one name', ['A', 'A'], end(1, 1), 'players: A stands twice; must be unique'],
  ['too few payoffs', ['A', 'B'], end(1), 'outcome 1: 1 payoffs; must be 2, one per player'],
  ['a payoff that is no number', ['A'], end(Number.NaN), 'outcome NaN: payoff NaN; must be a finite number'],
  [
    'a player who does not exist',
    ['A'],
    decide(1, 'move', { go: end(1) }),
    'decision node move: player 1; must be an integer from 0 to 0',
  ],
  [
    'a decision without actions',
    ['A'],
    decide(0, 'move', {}),
    'decision node move: there are none; must be at least one',
  ],
  [
    'an information set without a name',
    ['A'],
    decide(0, '', { go: end(1) }),
    'decision node: information set has no name; must have one',
  ],
  ['a chance node without a name', ['A'], chance('', ['x', 1, end(1)]), 'chance node: has no name; must have one'],
  [
    'two branches of one name',
    ['A'],
    chance('dice', ['x', 0.5, end(1)], ['x', 0.5, end(2)]),
    'chance node dice: x stands twice; must be unique',
  ],
  [
    'two chance nodes of one name',
    ['A'],
    chance('dice', ['x', 1, chance('dice', ['y', 1, end(1)])]),
    'chance node dice: name is used twice; must be unique',
  ],
  [
    'a probability below 0',
    ['A'],
    chance('dice', ['x', -0.5, end(1)], ['y', 1.5, end(2)]),
    'chance node dice: probability of x is -0.5; must be from 0 to 1',
  ],
  [
    'probabilities with another sum than 1',
    ['A'],
    chance('dice', ['x', 0.5, end(1)], ['y', 0.4, end(2)]),
    'chance node dice: probabilities sum to 0.9; must sum to 1',
  ],
  [
    'a node that stands twice',
    ['A'],
    chance('dice', ['x', 0.5, shared], ['y', 0.5, shared]),
    'terminal node 1: stands in the tree twice; must be a node of its own',
  ],
  [
    'an information set with different actions',
    ['A', 'B'],
    decide(0, 'first', {
      up: decide(1, 'second', { left: end(1, 1), right: end(1, 1) }),
      down: decide(1, 'second', { right: end(1, 1), left: end(1, 1) }),
    }),
    'information set B: second: actions right, left; must be left, right as at its other nodes',
  ],
];

describe('a game tree', () => {
  it.each(faults)('may not have %s', (_, players, root, message) => {
    expect(() => checkGameTree(game(players, root))).toThrow(new RangeError(message));
  });

  it.each(['centipede_mp4_low', 'entry_deterrence', 'escalation_ladder_chance', 'extended_deterrence'])(
    'is good as Gambit has it: %s',
    (name) => {
      const text = readFileSync(new URL(`../fixtures/gambit/${name}.efg`, import.meta.url), 'utf8');
      checkGameTree(readEfg(text).tree);
    },
  );

  it('lists its nodes before those that follow them, in the order of the moves', () => {
    const tree = game(['A'], decide(0, 'a', { x: decide(0, 'b', { y: end(1) }), z: end(2) }));
    const names = nodesOf(tree).map((node) => (node.kind === 'decision' ? node.informationSet : node.outcome!.name));
    expect(names).toEqual(['a', 'b', '1', '2']);
  });

  it('is scaled player by player, and outcomes that were one stay one', () => {
    const { outcome } = end(3, 5);
    const root = decide(0, 'a', { x: { kind: 'terminal', outcome }, y: { kind: 'terminal', outcome } });
    const scaled = scalePayoffs(game(['A', 'B'], root), [2, -1]);
    const [, x, y] = nodesOf(scaled);
    expect(x.outcome?.payoffs).toEqual([6, -5]);
    expect(x.outcome).toBe(y.outcome);
    expect(() => scalePayoffs(scaled, [1])).toThrow(/^factors 1: must be 2 finite numbers/);
  });
});
