/** Short ways to write down games in tests. */
import type { DecisionNode, GameNode, GameTree, TerminalNode } from '../../src/game/game-tree.ts';

export function end(...payoffs: number[]): TerminalNode {
  return { kind: 'terminal', outcome: { name: payoffs.join(' '), payoffs } };
}

export function decide(player: number, informationSet: string, moves: Record<string, GameNode>): DecisionNode {
  return {
    kind: 'decision',
    player,
    informationSet,
    actions: Object.entries(moves).map(([name, next]) => ({ name, next })),
  };
}

export function chance(name: string, ...branches: [name: string, probability: number, next: GameNode][]): GameNode {
  return {
    kind: 'chance',
    name,
    branches: branches.map(([branch, probability, next]) => ({ name: branch, probability, next })),
  };
}

export function game(players: string[], root: GameNode): GameTree {
  return { title: 'A game', comment: '', players, root };
}
