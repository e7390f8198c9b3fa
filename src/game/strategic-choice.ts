/**
 * Strategic probit and logit models: choices in a game tree with errors that have a variance, as they are fitted to data
 * (Signorino, American Political Science Review 93, 1999; Signorino, Political Analysis 11, 2003; the models
 * egame12, egame122 and egame123 of Kenkel & Signorino, Journal of Statistical Software 56(8), 2014).
 *
 * Everybody has two actions at each of her decisions, and everybody is uncertain in one of two ways:
 *
 * - *agent errors*: each action of each decision is worth an error more or less, which the agent sees when it decides;
 * - *private information*: every player sees errors of her own utilities of the endings, nobody those of another.
 *
 * With a logistic link and agent errors that is the agent logit equilibrium with λ = 1 / (√2 · scale).
 */
import exp from '@stdlib/math-base-special-exp';
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import { type DecisionNode, type GameNode, type GameTree, informationSetsOf, movesFrom, nodesOf } from './game-tree.ts';

export interface ErrorStructure {
  readonly kind: 'agent' | 'private';
  /** Distribution function of a difference of errors that has scale 1. Private information knows the normal one only. */
  readonly link: 'probit' | 'logit';
  /** Scale σ of a single error: its standard deviation under a probit link. */
  readonly scale: number;
}

export interface StrategicChoice {
  readonly method: 'strategic choice by backward induction';
  readonly game: GameTree;
  readonly errors: ErrorStructure;
  /** Probability of each move at every node that has moves, in the order of the moves; that of chance included. */
  readonly probabilities: ReadonlyMap<GameNode, Float64Array>;
  /** What each player expects from a node on, errors left aside. */
  readonly values: ReadonlyMap<GameNode, Float64Array>;
  /** Probability of each ending, in the order of the tree. */
  readonly endings: readonly number[];
}

/**
 * Solves such a model backwards.
 * @param tree checked (`checkGameTree`), of perfect information, with two actions at each decision
 * @throws RangeError if it is not, if the scale is not a finite number above 0, or, with private information, if the
 *   link is logit or a player decides twice on one way through the tree (her first choice would tell of her errors)
 */
export function solveStrategicChoice(tree: GameTree, errors: ErrorStructure): StrategicChoice {
  checkErrors(errors);
  checkTree(tree, errors);
  const probabilities = new Map<GameNode, Float64Array>();
  const values = new Map<GameNode, Float64Array>();
  /** Sum of squared probabilities of the endings that follow a node. */
  const concentration = new Map<GameNode, number>();
  for (const node of nodesOf(tree).reverse()) {
    const next = movesFrom(node).map((move) => move.next);
    const value = Float64Array.from(tree.players, (_, i) => node.outcome?.payoffs[i] ?? 0);
    const chances =
      node.kind === 'decision'
        ? choose(node, values, concentration, errors)
        : Float64Array.from(node.kind === 'chance' ? node.branches : [], (branch) => branch.probability);
    let squares = node.kind === 'terminal' ? 1 : 0;
    next.forEach((child, move) => {
      values.get(child)!.forEach((x, i) => {
        value[i] += chances[move] * x;
      });
      squares += chances[move] * chances[move] * concentration.get(child)!;
    });
    if (node.kind !== 'terminal') probabilities.set(node, chances);
    values.set(node, value);
    concentration.set(node, squares);
  }
  const method = 'strategic choice by backward induction';
  return { method, game: tree, errors, probabilities, values, endings: endingsOf(tree, probabilities) };
}

function checkErrors({ kind, link, scale }: ErrorStructure): void {
  if (!(scale > 0 && scale < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`scale ${scale}: must be a finite number above 0`);
  }
  if (kind === 'private' && link === 'logit') {
    throw new RangeError('link logit: must be probit with private information, whose errors are sums');
  }
}

function checkTree(tree: GameTree, { kind }: ErrorStructure): void {
  for (const [name, nodes] of informationSetsOf(tree)) {
    if (nodes.length > 1) throw new RangeError(`information set ${name}: has ${nodes.length} nodes; must have one`);
    const { actions } = nodes[0];
    if (actions.length !== 2) {
      throw new RangeError(`information set ${name}: has ${actions.length} actions; must have two`);
    }
  }
  if (kind === 'agent') return;
  const walk = (node: GameNode, decided: readonly number[]): void => {
    if (node.kind === 'decision' && decided.includes(node.player)) {
      const player = tree.players[node.player];
      throw new RangeError(`${player}: decides twice on the way to ${node.informationSet}; must decide once`);
    }
    const after = node.kind === 'decision' ? [...decided, node.player] : decided;
    for (const { next } of movesFrom(node)) walk(next, after);
  };
  walk(tree.root, []);
}

/** Probabilities of two actions: the link of their difference over its spread, the complement computed for itself. */
function choose(
  { player, actions }: DecisionNode,
  values: ReadonlyMap<GameNode, Float64Array>,
  concentration: ReadonlyMap<GameNode, number>,
  { kind, link, scale }: ErrorStructure,
): Float64Array {
  const [first, second] = actions.map((action) => action.next);
  const gap = values.get(second)![player] - values.get(first)![player];
  // Errors of endings are weighed by the endings' probabilities; those of actions are one each.
  const variance = kind === 'agent' ? 2 : concentration.get(first)! + concentration.get(second)!;
  const x = gap / (scale * Math.sqrt(variance));
  return Float64Array.of(distribution(link, -x), distribution(link, x));
}

function distribution(link: ErrorStructure['link'], x: number): number {
  return link === 'probit' ? normalCdf(x, 0, 1) : 1 / (1 + exp(-x));
}

function endingsOf(tree: GameTree, probabilities: ReadonlyMap<GameNode, Float64Array>): number[] {
  const endings: number[] = [];
  const walk = (node: GameNode, reach: number): void => {
    if (node.kind === 'terminal') endings.push(reach);
    movesFrom(node).forEach(({ next }, move) => {
      walk(next, reach * probabilities.get(node)![move]);
    });
  };
  walk(tree.root, 1);
  return endings;
}
