/**
 * One period of a ceasefire as a game tree for programs that solve games: what comes after the period is in the payoffs,
 * as the engine values it. At a belief of 0 or 1 nothing can be learnt, and the tree's agent logit equilibrium is the
 * engine's play (docs/model.md §5). In between chance first draws the type of the coalition, which the challenger does
 * not see; there the engine's play is noisy introspection, and the equilibria of the tree are something to hold it against.
 *
 * Some things that the model says cannot be said by payoffs of two players. They are said by more players, none of whom
 * decides twice on a way through the tree, so that what is added to one decision enters nothing else:
 *
 * - *Inclinations* (the gap between the types, a member's resolve, missing backing) move a vote but are no part of what
 *   the coalition gains or loses: whoever votes first foresees later votes, yet does not count the inclination behind
 *   them as a gain. The coalition is therefore one player for each vote that it may come to, the first one and one on
 *   every rung. All of them get what the coalition gets; each gets its inclination on top where it has itself acted.
 * - *A committee* votes otherwise than by a logit. Its inclination at a vote is that of the single voter who would vote
 *   there as it does, so that this part of the tree repeats the solution and cannot check it.
 * - *Misperceptions*: a tree has one probability for all, the true one. What the challenger gets after a chance move is
 *   multiplied by the ratio of its probability in her eyes to the true one, so that she expects what she would expect by
 *   her lights. On the ladder she knows whether there is backing: her moves there are those of a player of its own.
 */
import ln from '@stdlib/math-base-special-ln';
import type { DecisionNode, GameNode, GameTree, Outcome } from '../game/game-tree.ts';
import { decide, draw, drawUnseen, end, growTree, type Plan, pay } from '../game/tree-plan.ts';
import { enterStart, type Solution } from './solve.ts';
import { buildStageTree, type StageNode, type StageState, type VoteNode } from './stage-tree.ts';
import type { World } from './world.ts';

export interface StageGame {
  readonly tree: GameTree;
  /** Precision λ of each player's choices. */
  readonly rationality: readonly number[];
  /** The engine's play at each decision, in the order of its actions. */
  readonly play: ReadonlyMap<GameNode, readonly number[]>;
  /** Where each decision stands in the tree of the period, and the type of coalition that there is (0 resolute, 1 irresolute). */
  readonly origin: ReadonlyMap<GameNode, { readonly node: StageNode; readonly type: number }>;
}

const POSTURE_NAMES = ['engaged', 'wavering', 'withdrawn'];
const STAGE_NAMES = ['fresh', 'deployed', 'deployed and challenger rearmed'];
const TYPES = ['Resolute', 'Irresolute'] as const;
/** A vote that is surer than this counts as so sure: there is no number for certainty. */
const LARGEST_LOG_ODDS = 700;

/** What is noted of the decisions while the tree grows. */
interface Decisions {
  readonly play: Map<GameNode, readonly number[]>;
  readonly origin: Map<GameNode, { readonly node: StageNode; readonly type: number }>;
}

/** Who plays, by place in the tree's list of players. */
interface Cast {
  readonly names: readonly string[];
  /** Her moves on the ladder; 0, as for her choice, where she sees the backing as it is. */
  readonly challengerOnLadder: number;
  /** By type (0 resolute, 1 irresolute) the agent of the first vote, or −1 if the type is not there. */
  readonly firstVote: readonly number[];
}

/**
 * Builds the game of a period. Loss of control is one ending, worth what is expected of general war and nuclear use.
 * @param world the solution's
 * @param solution solved
 * @param root the period's tree, if it is at hand
 * @throws RangeError if the period cannot be in that state, or the belief is not on the grid
 */
export function createStageGame(
  world: World,
  solution: Solution,
  state: StageState,
  root: StageNode = buildStageTree(world, solution, state),
): StageGame {
  const { period, posture, stage, belief } = state;
  enterStart(solution, period);
  const types = belief === 0 ? [1] : belief === 1 ? [0] : [0, 1];
  const cast = castOf(solution, types);
  const found: Decisions = { play: new Map(), origin: new Map() };
  const coalition =
    types.length === 2 ? `coalition resolute with chance ${belief}` : `${TYPES[types[0]].toLowerCase()} coalition`;
  const lambda = solution.game.precision;
  return {
    tree: {
      title: `Ceasefire period ${period}, backer ${POSTURE_NAMES[posture]}, stage ${STAGE_NAMES[stage]}, ${coalition}`,
      comment: 'The coalition in agent form: a player for each vote that it may come to.',
      players: cast.names,
      root: growTree(planTypes(world, solution, root, belief, types, cast, found)),
    },
    rationality: cast.names.map((_, player) =>
      player === 0 || player === cast.challengerOnLadder ? solution.game.challengerRationality : lambda,
    ),
    ...found,
  };
}

function castOf({ game }: Solution, types: readonly number[]): Cast {
  const names = ['Challenger'];
  const misperceives = game.backing.some((chance, posture) => chance !== game.backingSeen[posture]);
  if (misperceives) names.push('Challenger on the ladder');
  const challengerOnLadder = names.length - 1;
  const firstVote = [-1, -1];
  for (const type of types) {
    firstVote[type] = names.length;
    names.push(`${TYPES[type]} coalition, first vote`);
    for (let rung = 1; rung < game.rungs; rung++) names.push(`${TYPES[type]} coalition, rung ${rung}`);
  }
  return { names, challengerOnLadder, firstVote };
}

function planTypes(
  world: World,
  solution: Solution,
  root: StageNode,
  belief: number,
  types: readonly number[],
  cast: Cast,
  found: Decisions,
): Plan {
  const plans = types.map((type) => planType(world, solution, root, type, cast, found));
  if (plans.length === 1) return plans[0];
  const challengers = cast.challengerOnLadder === 0 ? [0] : [0, 1];
  return drawUnseen(challengers, ['resolute', belief, plans[0]], ['irresolute', 1 - belief, plans[1]]);
}

/** The game that a type of coalition is in. */
function planType(world: World, solution: Solution, root: StageNode, type: number, cast: Cast, found: Decisions): Plan {
  const { rungs } = solution.game;
  const first = cast.firstVote[type];
  const isAgent = (player: number) => player >= first && player < first + rungs;
  const inclinationOf = inclinations(world, solution, type);
  /** Outcomes of one name have one payoff: a further one is numbered. */
  const named = new Map<string, string[]>();
  const outcome = (name: string, payoffs: readonly number[]): Outcome => {
    const key = payoffs.join(' ');
    const known = named.get(name) ?? [];
    if (!known.includes(key)) named.set(name, [...known, key]);
    const number = named.get(name)!.indexOf(key);
    const whole = cast.firstVote.includes(-1) ? name : `${name}, ${TYPES[type].toLowerCase()}`;
    return { name: number === 0 ? whole : `${whole} (${number + 1})`, payoffs };
  };
  const recorded = (plan: Plan, origin: StageNode, chances: readonly number[]): Plan => {
    return (place) => {
      const node = plan(place);
      found.play.set(node, chances);
      found.origin.set(node, { node: origin, type });
      return node;
    };
  };
  /** @param scales what the payoffs of her choice and of her moves on the ladder are multiplied by */
  const planOf = (node: StageNode, scales: readonly [number, number]): Plan => {
    const received = (plan: Plan): Plan =>
      node.receipts.reduceRight<Plan>((after, { name, stakes }) => {
        const payoffs = cast.names.map((_, player) => {
          if (player <= cast.challengerOnLadder) return stakes[0] * scales[player];
          return isAgent(player) ? stakes[1 + type] : 0;
        });
        return pay(outcome(name, payoffs), after);
      }, plan);
    if (node.kind === 'end') return received(end);
    if (node.kind === 'chance') {
      const moves = node.moves.map(({ name, probability, seen, next }): [string, number, Plan] => {
        const ratio = seen === probability ? 1 : seen / probability;
        // On the ladder she knows of the backing: what she thought of it before is behind her.
        const onLadder = node.name === 'backing' ? 1 : ratio;
        return [name, probability, planOf(next, [scales[0] * ratio, scales[1] * onLadder])];
      });
      return received(draw(...moves));
    }
    if (node.kind === 'challenger') {
      const player = node.first ? 0 : cast.challengerOnLadder;
      const moves = node.moves.map(({ name, next }): [string, Plan] => [name, planOf(next, scales)]);
      return received(
        recorded(
          decide(player, ...moves),
          node,
          node.moves.map((move) => move.play),
        ),
      );
    }
    const agent = first + node.rung;
    const inclination = inclinationOf(node);
    const payoffs = cast.names.map((_, player) => (player === agent ? inclination : 0));
    const [act, refrain] = node.moves;
    const chosen = recorded(
      decide(
        agent,
        [act.name, pay(outcome(`inclined to ${act.name}`, payoffs), planOf(act.next, scales))],
        [refrain.name, planOf(refrain.next, scales)],
      ),
      node,
      node.moves.map((move) => move.play[type]),
    );
    return received(chosen);
  };
  return planOf(root, [1, 1]);
}

/** What the agent of a vote gets on top where it acts. */
function inclinations(world: World, { game }: Solution, type: number): (node: VoteNode) => number {
  const voters = world.members.filter((member) => member.weight > 0);
  const lambda = game.precision;
  if (voters.length === 1) {
    const [{ resolve, conditionality }] = voters;
    const own = (type === 0 ? game.halfTypeGap : -game.halfTypeGap) + resolve;
    return ({ shortfall }) => own - conditionality * shortfall;
  }
  return ({ moves: [act, refrain] }) => {
    const gap = act.next.values[1 + type] - refrain.next.values[1 + type];
    const odds = ln(act.play[type]) - ln(refrain.play[type]);
    return Math.max(-LARGEST_LOG_ODDS, Math.min(LARGEST_LOG_ODDS, odds)) / lambda - gap;
  };
}

/** The name of an action with the engine's play beside it, as .efg files show it: `respond 0.713`. */
export function labelWithPlay({ play }: StageGame, node: DecisionNode, move: number): string {
  const chance = play.get(node)?.[move];
  const { name } = node.actions[move];
  return chance === undefined ? name : `${name} ${Number(chance.toPrecision(4))}`;
}
