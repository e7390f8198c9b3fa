/**
 * The equations of the agent quantal response equilibrium with logit choices (McKelvey & Palfrey, Experimental Economics
 * 1, 1998), for games with information sets. Every information set is an agent that knows the payoffs expected from its
 * actions *given that it is reached*: beliefs within it follow from the play by Bayes' rule.
 *
 * Play is kept as log-odds against the first action of each information set, one unknown for every other action. With
 * probabilities themselves a Newton step leaves [0, 1], and what is rare loses its digits (Turocy, Economic Theory 42,
 * 2010, uses logarithms of probabilities for the same reason).
 */
import exp from '@stdlib/math-base-special-exp';
import ln from '@stdlib/math-base-special-ln';
import { type GameNode, type GameTree, informationSetsOf, movesFrom, nodesOf } from './game-tree.ts';

interface InformationSet {
  readonly player: number;
  readonly nodes: readonly number[];
  readonly actions: number;
  /** Place of its first unknown: the log-odds of its second action. */
  readonly unknown: number;
  /** Place of its first action among those of all sets. */
  readonly action: number;
}

/** A game as arrays. Nodes are numbered so that each stands before those that follow it. */
export interface AgentForm {
  readonly nodes: readonly GameNode[];
  readonly players: number;
  readonly sets: readonly InformationSet[];
  /** Number of log-odds. */
  readonly unknowns: number;
  readonly actions: number;
  /** By node: number of its information set or −1, its parent or −1, and the number of the move from there. */
  readonly setOf: Int32Array;
  readonly parent: Int32Array;
  readonly move: Int32Array;
  readonly children: readonly (readonly number[])[];
  /** Payoffs received at a node itself, [node][player]. */
  readonly payoffs: Float64Array;
  /** By information set: the part of the tree that its play bears on. */
  readonly surroundings: readonly Surroundings[];
}

/** What changes with the play at an information set: expectations before it, and what is likely after it. */
interface Surroundings {
  /** The nodes of the set and all before them, each after those that follow it. */
  readonly before: readonly number[];
  /** All that follow the nodes of the set, each after those before it. */
  readonly after: readonly number[];
  /** Information sets that have nodes among the strictly earlier ones, or several nodes and some among the later ones. */
  readonly sets: readonly number[];
}

/** What follows from a play. */
export interface Response {
  /** By action of all sets: probabilities. */
  readonly probability: Float64Array;
  /** By node and move. */
  readonly chances: readonly Float64Array[];
  /** Expected payoffs from a node on, its own included, [node][player]. */
  readonly values: Float64Array;
  /** By node of an information set: how likely it is if the set is reached. */
  readonly belief: Float64Array;
  /** By action of all sets: what its player expects from it. */
  readonly worth: Float64Array;
}

/**
 * Lays a game out.
 * @param tree checked (`checkGameTree`)
 * @throws RangeError if an information set of several nodes cannot be reached: nothing can be believed there
 */
export function layOutAgents(tree: GameTree): AgentForm {
  const nodes = nodesOf(tree);
  const number = new Map(nodes.map((node, index) => [node, index]));
  const players = tree.players.length;
  const parent = new Int32Array(nodes.length).fill(-1);
  const move = new Int32Array(nodes.length).fill(-1);
  const setOf = new Int32Array(nodes.length).fill(-1);
  const possible = new Uint8Array(nodes.length).fill(1);
  const payoffs = new Float64Array(nodes.length * players);
  const children = nodes.map((node, index) => {
    node.outcome?.payoffs.forEach((payoff, player) => {
      payoffs[index * players + player] = payoff;
    });
    return movesFrom(node).map(({ next }, m) => {
      const child = number.get(next)!;
      parent[child] = index;
      move[child] = m;
      const never = node.kind === 'chance' && node.branches[m].probability === 0;
      possible[child] = never ? 0 : possible[index];
      return child;
    });
  });
  let unknowns = 0;
  let actions = 0;
  const sets = [...informationSetsOf(tree)].map(([name, members], index): InformationSet => {
    const places = members.map((node) => number.get(node)!);
    if (places.length > 1 && places.every((place) => possible[place] === 0)) {
      throw new RangeError(`information set ${name}: chance never leads there; beliefs in it need a way that it can`);
    }
    for (const place of places) setOf[place] = index;
    const [{ player, actions: own }] = members;
    const set = { player, nodes: places, actions: own.length, unknown: unknowns, action: actions };
    unknowns += own.length - 1;
    actions += own.length;
    return set;
  });
  const surroundings = sets.map((set) => surroundingsOf(set, { nodes, parent, children, setOf, sets }));
  return { nodes, players, sets, unknowns, actions, setOf, parent, move, children, payoffs, surroundings };
}

function surroundingsOf(
  set: InformationSet,
  { nodes, parent, children, setOf, sets }: Pick<AgentForm, 'nodes' | 'parent' | 'children' | 'setOf' | 'sets'>,
): Surroundings {
  const before = new Uint8Array(nodes.length);
  const after = new Uint8Array(nodes.length);
  for (const n of set.nodes) {
    for (let up = n; up >= 0 && before[up] === 0; up = parent[up]) before[up] = 1;
    const waiting = [...children[n]];
    for (let down = waiting.pop(); down !== undefined; down = waiting.pop()) {
      after[down] = 1;
      waiting.push(...children[down]);
    }
  }
  const own = new Set(set.nodes);
  // A set of several nodes may follow itself: a player who forgets that she has been there.
  const affected = new Set<number>(set.nodes.length > 1 ? [setOf[set.nodes[0]]] : []);
  nodes.forEach((_, n) => {
    const other = setOf[n];
    if (other < 0) return;
    if ((before[n] === 1 && !own.has(n)) || (after[n] === 1 && sets[other].nodes.length > 1)) affected.add(other);
  });
  const listed = (marks: Uint8Array) => nodes.flatMap((_, n) => (marks[n] === 1 ? [n] : []));
  return {
    before: listed(before).reverse(),
    after: listed(after),
    sets: [...affected].sort((a, b) => a - b),
  };
}

/** What everybody expects from a play. @param logOdds the unknowns */
export function respond(form: AgentForm, logOdds: Float64Array): Response {
  const { nodes, players, sets, setOf, parent, move, children, payoffs } = form;
  const probability = new Float64Array(form.actions);
  const logarithm = new Float64Array(form.actions);
  for (const set of sets) {
    const odds = Array.from({ length: set.actions }, (_, a) => (a === 0 ? 0 : logOdds[set.unknown + a - 1]));
    const highest = Math.max(...odds);
    const total = odds.reduce((sum, x) => sum + exp(x - highest), 0);
    odds.forEach((x, a) => {
      logarithm[set.action + a] = x - highest - ln(total);
      probability[set.action + a] = exp(x - highest) / total;
    });
  }
  const chances = nodes.map((node, n) =>
    node.kind === 'chance'
      ? Float64Array.from(node.branches, (branch) => branch.probability)
      : setOf[n] < 0
        ? new Float64Array(0)
        : probability.subarray(sets[setOf[n]].action, sets[setOf[n]].action + sets[setOf[n]].actions),
  );
  // Chances to be reached as logarithms: far down a tree of rare moves they would be 0.
  const reach = new Float64Array(nodes.length);
  for (let n = 1; n < nodes.length; n++) {
    const from = parent[n];
    const step = setOf[from] < 0 ? ln(chances[from][move[n]]) : logarithm[sets[setOf[from]].action + move[n]];
    reach[n] = reach[from] + step;
  }
  const values = payoffs.slice();
  for (let n = nodes.length - 1; n >= 0; n--) {
    children[n].forEach((child, m) => {
      for (let i = 0; i < players; i++) values[n * players + i] += chances[n][m] * values[child * players + i];
    });
  }
  const belief = new Float64Array(nodes.length);
  const worth = new Float64Array(form.actions);
  for (const set of sets) {
    believe(set, reach, belief);
    for (let a = 0; a < set.actions; a++) {
      worth[set.action + a] = set.nodes.reduce(
        (sum, n) => sum + belief[n] * values[children[n][a] * players + set.player],
        0,
      );
    }
  }
  return { probability, chances, values, belief, worth };
}

function believe({ nodes }: InformationSet, reach: Float64Array, belief: Float64Array): void {
  if (nodes.length === 1) {
    belief[nodes[0]] = 1;
    return;
  }
  const highest = Math.max(...nodes.map((n) => reach[n]));
  const total = nodes.reduce((sum, n) => sum + exp(reach[n] - highest), 0);
  for (const n of nodes) belief[n] = exp(reach[n] - highest) / total;
}

/** λ times what each action is worth beside the first of its set: the log-odds that answer a play, by unknown. */
export function answerTo(form: AgentForm, { worth }: Response, weights: readonly number[]): Float64Array {
  const answer = new Float64Array(form.unknowns);
  for (const { player, action, actions, unknown } of form.sets) {
    for (let a = 1; a < actions; a++) {
      answer[unknown + a - 1] = weights[player] * (worth[action + a] - worth[action]);
    }
  }
  return answer;
}

/**
 * Derivatives of `answerTo` by the unknowns.
 * @param out [answer][unknown], all 0, rows of length `width`; what is not 0 is written into the first columns
 */
export function differentiateAnswer(
  form: AgentForm,
  response: Response,
  weights: readonly number[],
  out: Float64Array,
  width: number,
): void {
  const { nodes, players, sets, setOf, parent, move, children, payoffs, surroundings } = form;
  const { probability, chances, values, belief } = response;
  const reachSlope = new Float64Array(nodes.length);
  const valueSlope = new Float64Array(nodes.length * players);
  sets.forEach((varied, g) => {
    const { before, after, sets: affected } = surroundings[g];
    for (let b = 1; b < varied.actions; b++) {
      const share = probability[varied.action + b];
      for (const n of after) {
        const from = parent[n];
        reachSlope[n] = reachSlope[from] + (setOf[from] === g ? Number(move[n] === b) - share : 0);
      }
      for (const n of before) {
        const here = children[n];
        for (let i = 0; i < players; i++) {
          const at = n * players + i;
          let slope = 0;
          for (let m = 0; m < here.length; m++) slope += chances[n][m] * valueSlope[here[m] * players + i];
          if (setOf[n] === g) slope += share * (values[here[b] * players + i] - (values[at] - payoffs[at]));
          valueSlope[at] = slope;
        }
      }
      const column = varied.unknown + b - 1;
      for (const number of affected) {
        const set = sets[number];
        const mean = set.nodes.reduce((sum, n) => sum + belief[n] * reachSlope[n], 0);
        const slopeOf = (a: number) =>
          set.nodes.reduce((sum, n) => {
            const child = children[n][a] * players + set.player;
            return sum + belief[n] * (valueSlope[child] + (reachSlope[n] - mean) * values[child]);
          }, 0);
        const first = slopeOf(0);
        for (let a = 1; a < set.actions; a++) {
          out[(set.unknown + a - 1) * width + column] = weights[set.player] * (slopeOf(a) - first);
        }
      }
      for (const n of after) reachSlope[n] = 0;
      for (const n of before) valueSlope.fill(0, n * players, (n + 1) * players);
    }
  });
}
