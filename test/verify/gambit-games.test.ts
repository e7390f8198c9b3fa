import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkGameTree, type GameTree, movesFrom, nodesOf } from '../../src/game/game-tree.ts';
import { GAMBIT_GAMES } from '../../src/verify/gambit-games.ts';
import { readEfg } from '../support/efg-reader.ts';

/** What a solver sees of a game: who moves where, with which actions and chances, and what everybody gets. */
function substance({ title, players, root }: GameTree) {
  const sets = new Map<string, number>();
  return {
    title,
    players,
    nodes: nodesOf({ title, players, root, comment: '' }).map((node) => {
      const moves = movesFrom(node).map(({ name }) => name);
      const payoffs = node.outcome?.payoffs.map((payoff) => payoff + 0) ?? players.map(() => 0);
      if (node.kind === 'decision') {
        const key = `${node.player} ${node.informationSet}`;
        if (!sets.has(key)) sets.set(key, sets.size);
        return { kind: node.kind, player: node.player, set: sets.get(key), moves, payoffs };
      }
      const chances = node.kind === 'chance' ? node.branches.map(({ probability }) => probability.toFixed(12)) : [];
      return { kind: node.kind, moves, chances, payoffs };
    }),
  };
}

// The files that Gambit was given.
test.each(GAMBIT_GAMES)('$id is the game that Gambit has solved', ({ id, tree, columns, rows }) => {
  const file = readFileSync(new URL(`../fixtures/gambit/${id}.efg`, import.meta.url), 'utf8');
  checkGameTree(tree);
  expect(substance(tree)).toEqual(substance(readEfg(file).tree));
  for (const row of rows) expect(row).toHaveLength(columns.length + 1);
});
