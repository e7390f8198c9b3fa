/** Games in extensive form: who moves when, what is left to chance, and what everybody gets. Knows no solver and no application. */

/** What the players get on reaching a node. Payoffs along a path add up. */
export interface Outcome {
  readonly name: string;
  /** One per player, in the order of `GameTree.players`. */
  readonly payoffs: readonly number[];
}

export interface Action {
  readonly name: string;
  readonly next: GameNode;
}

export interface DecisionNode {
  readonly kind: 'decision';
  readonly outcome?: Outcome | undefined;
  /** Index in `GameTree.players`. */
  readonly player: number;
  /** Nodes of one player with the same information set cannot be told apart by her. */
  readonly informationSet: string;
  readonly actions: readonly Action[];
}

export interface Branch extends Action {
  readonly probability: number;
}

interface ChanceNode {
  readonly kind: 'chance';
  readonly outcome?: Outcome | undefined;
  /** Unlike that of any other chance node. */
  readonly name: string;
  readonly branches: readonly Branch[];
}

export interface TerminalNode {
  readonly kind: 'terminal';
  readonly outcome?: Outcome | undefined;
}

export type GameNode = DecisionNode | ChanceNode | TerminalNode;

/** A game. No node object stands in it twice. */
export interface GameTree {
  readonly title: string;
  readonly comment: string;
  readonly players: readonly string[];
  readonly root: GameNode;
}

/** How far the probabilities of a chance node may be from a sum of 1. */
const SUM_TOLERANCE = 1e-9;

/** What may follow a node, in order; empty for a terminal one. */
export function movesFrom(node: GameNode): readonly Action[] {
  return node.kind === 'decision' ? node.actions : node.kind === 'chance' ? node.branches : [];
}

/** All nodes, each before those that follow it, in the order of the moves. */
export function nodesOf(tree: GameTree): GameNode[] {
  const nodes: GameNode[] = [];
  const waiting = [tree.root];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    nodes.push(node);
    const moves = movesFrom(node);
    for (let i = moves.length - 1; i >= 0; i--) waiting.push(moves[i].next);
  }
  return nodes;
}

/** The nodes of each information set, by player and name. */
export function informationSetsOf(tree: GameTree): Map<string, DecisionNode[]> {
  const sets = new Map<string, DecisionNode[]>();
  for (const node of nodesOf(tree)) {
    if (node.kind !== 'decision') continue;
    const name = `${tree.players[node.player]}: ${node.informationSet}`;
    const set = sets.get(name);
    if (set) set.push(node);
    else sets.set(name, [node]);
  }
  return sets;
}

/**
 * Checks that a tree is a game.
 * @throws RangeError if a name is missing or stands twice where it must not, a payoff is not finite or missing, a player
 *   does not exist, a node has no moves or stands in the tree twice, probabilities are not a distribution, or the
 *   nodes of an information set differ in their actions
 */
export function checkGameTree(tree: GameTree): void {
  checkNames('players', tree.players);
  const seen = new Set<GameNode>();
  const chances = new Set<string>();
  const waiting = [tree.root];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (seen.has(node)) throw new RangeError(`${describe(node)}: stands in the tree twice; must be a node of its own`);
    seen.add(node);
    if (node.outcome) checkOutcome(node.outcome, tree.players.length);
    if (node.kind === 'decision') checkDecision(node, tree.players.length);
    if (node.kind === 'chance') {
      checkChance(node);
      if (chances.has(node.name)) throw new RangeError(`chance node ${node.name}: name is used twice; must be unique`);
      chances.add(node.name);
    }
    for (const move of movesFrom(node)) waiting.push(move.next);
  }
  for (const [name, [first, ...others]] of informationSetsOf(tree)) {
    const actions = first.actions.map((action) => action.name).join(', ');
    for (const other of others) {
      const theirs = other.actions.map((action) => action.name).join(', ');
      if (theirs !== actions) {
        throw new RangeError(`information set ${name}: actions ${theirs}; must be ${actions} as at its other nodes`);
      }
    }
  }
}

function checkDecision(node: DecisionNode, players: number): void {
  if (node.informationSet === '') throw new RangeError('decision node: information set has no name; must have one');
  if (!(Number.isInteger(node.player) && node.player >= 0 && node.player < players)) {
    throw new RangeError(`${describe(node)}: player ${node.player}; must be an integer from 0 to ${players - 1}`);
  }
  checkNames(
    describe(node),
    node.actions.map((action) => action.name),
  );
}

function checkChance(node: ChanceNode): void {
  if (node.name === '') throw new RangeError('chance node: has no name; must have one');
  checkNames(
    describe(node),
    node.branches.map((branch) => branch.name),
  );
  let sum = 0;
  for (const { name, probability } of node.branches) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new RangeError(`${describe(node)}: probability of ${name} is ${probability}; must be from 0 to 1`);
    }
    sum += probability;
  }
  if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
    throw new RangeError(`${describe(node)}: probabilities sum to ${sum}; must sum to 1`);
  }
}

function checkOutcome({ name, payoffs }: Outcome, players: number): void {
  if (payoffs.length !== players) {
    throw new RangeError(`outcome ${name}: ${payoffs.length} payoffs; must be ${players}, one per player`);
  }
  for (const payoff of payoffs) {
    if (!Number.isFinite(payoff)) throw new RangeError(`outcome ${name}: payoff ${payoff}; must be a finite number`);
  }
}

/** Players, and the moves of a node: at least one, each with a name of its own. */
function checkNames(subject: string, names: readonly string[]): void {
  if (names.length === 0) throw new RangeError(`${subject}: there are none; must be at least one`);
  names.forEach((name, index) => {
    if (name === '') throw new RangeError(`${subject}: name ${index + 1} is empty; must be a text`);
    if (names.indexOf(name) !== index) throw new RangeError(`${subject}: ${name} stands twice; must be unique`);
  });
}

function describe(node: GameNode): string {
  if (node.kind === 'decision') return `decision node ${node.informationSet}`;
  return node.kind === 'chance'
    ? `chance node ${node.name}`
    : `terminal node ${node.outcome?.name ?? 'without outcome'}`;
}

/**
 * The same game with every player's payoffs multiplied by a factor. A logit equilibrium with precisions λ is the one
 * with precision 1 of the game scaled by λ, which is how a program that knows a single precision can be asked for it.
 * @param factors one per player
 * @throws RangeError if there is not one finite factor per player
 */
export function scalePayoffs(tree: GameTree, factors: readonly number[]): GameTree {
  if (factors.length !== tree.players.length || !factors.every(Number.isFinite)) {
    throw new RangeError(
      `factors ${factors.join(', ')}: must be ${tree.players.length} finite numbers, one per player`,
    );
  }
  const scaled = new Map<Outcome, Outcome>();
  const scaleOutcome = (outcome: Outcome | undefined): Outcome | undefined => {
    if (!outcome) return undefined;
    const known = scaled.get(outcome);
    if (known) return known;
    const made = { name: outcome.name, payoffs: outcome.payoffs.map((payoff, player) => payoff * factors[player]) };
    scaled.set(outcome, made);
    return made;
  };
  const scaleNode = (node: GameNode): GameNode => {
    const outcome = scaleOutcome(node.outcome);
    if (node.kind === 'terminal') return { ...node, outcome };
    if (node.kind === 'chance') {
      return { ...node, outcome, branches: node.branches.map((b) => ({ ...b, next: scaleNode(b.next) })) };
    }
    return { ...node, outcome, actions: node.actions.map((a) => ({ ...a, next: scaleNode(a.next) })) };
  };
  return { ...tree, root: scaleNode(tree.root) };
}
