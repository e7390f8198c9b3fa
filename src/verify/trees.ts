/** Short ways to write down and read small games. */
import { type GameNode, type GameTree, informationSetsOf, movesFrom } from '../game/game-tree.ts';
import { end, growTree, type Plan, pay } from '../game/tree-plan.ts';

/** An ending with a name and what everybody gets. */
export function leaf(name: string, ...payoffs: number[]): Plan {
  return pay({ name, payoffs }, end);
}

export function gameOf(title: string, players: readonly string[], plan: Plan): GameTree {
  return { title, comment: '', players, root: growTree(plan) };
}

/** Probabilities of every move, as solvers give them. */
type Play = ReadonlyMap<GameNode, Float64Array>;

/** The chance that the game comes to an ending whose outcome is such. */
export function chanceOf(tree: GameTree, play: Play, isSuch: (outcome: string) => boolean): number {
  const walk = (node: GameNode): number => {
    const moves = movesFrom(node);
    if (moves.length === 0) return isSuch(node.outcome?.name ?? '') ? 1 : 0;
    return moves.reduce((sum, { next }, i) => sum + play.get(node)![i] * walk(next), 0);
  };
  return walk(tree.root);
}

/**
 * The chances of the moves in an information set.
 * @param name player and information set, as in `Alice: King`
 */
export function playAt(tree: GameTree, play: Play, name: string): readonly number[] {
  const nodes = informationSetsOf(tree).get(name);
  if (!nodes) throw new RangeError(`information set ${name}: is not in ${tree.title}`);
  return [...play.get(nodes[0])!];
}
