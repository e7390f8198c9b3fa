/**
 * Agent quantal response equilibrium with logit choices (McKelvey & Palfrey, Experimental Economics 1, 1998) of games of
 * perfect information, by backward induction: there it exists, is unique, and needs no iteration.
 */
import exp from '@stdlib/math-base-special-exp';
import { type GameNode, type GameTree, informationSetsOf, movesFrom, nodesOf } from './game-tree.ts';

export interface AgentLogitEquilibrium {
  readonly method: 'agent logit equilibrium by backward induction';
  readonly game: GameTree;
  /** Precision λ of each player's choices. */
  readonly rationality: readonly number[];
  /** Probability of each move at every node that has moves, in the order of the moves; that of chance included. */
  readonly probabilities: ReadonlyMap<GameNode, Float64Array>;
  /** What each player expects from a node on, the payoffs of the node itself included. */
  readonly values: ReadonlyMap<GameNode, Float64Array>;
}

/**
 * Solves a game of perfect information with chance moves. At every decision the probabilities are proportional to
 * e^(λ · value of the action to the player), where values are expected payoffs under the equilibrium.
 * @param tree checked (`checkGameTree`)
 * @param rationality λ ≥ 0, one per player or one for all; 0 is uniform choice
 * @throws RangeError if an information set has several nodes, or λ is negative, not finite or missing
 */
export function solveAgentLogit(tree: GameTree, rationality: number | readonly number[]): AgentLogitEquilibrium {
  const precision = typeof rationality === 'number' ? tree.players.map(() => rationality) : rationality;
  if (precision.length !== tree.players.length || !precision.every((l) => l >= 0 && l < Number.POSITIVE_INFINITY)) {
    throw new RangeError(
      `rationality ${precision.join(', ')}: must be ${tree.players.length} finite numbers of at least 0, one per player`,
    );
  }
  for (const [name, nodes] of informationSetsOf(tree)) {
    if (nodes.length > 1) {
      throw new RangeError(
        `information set ${name}: has ${nodes.length} nodes; must have one (backward induction needs perfect information)`,
      );
    }
  }
  const probabilities = new Map<GameNode, Float64Array>();
  const values = new Map<GameNode, Float64Array>();
  for (const node of nodesOf(tree).reverse()) {
    const value = new Float64Array(tree.players.length);
    if (node.kind !== 'terminal') {
      const next = movesFrom(node).map((move) => values.get(move.next)!);
      const chances =
        node.kind === 'chance'
          ? Float64Array.from(node.branches, (branch) => branch.probability)
          : logit(
              next.map((continuation) => continuation[node.player]),
              precision[node.player],
            );
      probabilities.set(node, chances);
      next.forEach((continuation, move) => {
        for (let i = 0; i < value.length; i++) value[i] += chances[move] * continuation[i];
      });
    }
    node.outcome?.payoffs.forEach((payoff, i) => {
      value[i] += payoff;
    });
    values.set(node, value);
  }
  return {
    method: 'agent logit equilibrium by backward induction',
    game: tree,
    rationality: precision,
    probabilities,
    values,
  };
}

/** Probabilities proportional to e^(λ · value), relative to the best value so that nothing overflows. */
function logit(values: readonly number[], precision: number): Float64Array {
  const best = Math.max(...values);
  const weights = Float64Array.from(values, (value) => exp(precision * (value - best)));
  const sum = weights.reduce((a, b) => a + b);
  return weights.map((weight) => weight / sum);
}
