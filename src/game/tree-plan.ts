/**
 * Writing a game down as it is told: a plan says what comes next and what it brings, and is grown into a tree in which
 * every node is named by the moves that lead to it.
 */
import type { GameNode, Outcome } from './game-tree.ts';

/** A move, and the players who do not see it. */
interface Step {
  readonly move: string;
  readonly unseenBy: readonly number[];
}

/** Where a plan is to be carried out. */
interface Place {
  /** Moves from the start. */
  readonly trail: readonly Step[];
  /** What the move that led here brings. */
  readonly arrival: Outcome | undefined;
  /** Outcomes by name, so that the same one is the same object wherever it is met. */
  readonly outcomes: Map<string, Outcome>;
}

/** A part of a game. It can stand in several places; each gets nodes of its own. */
export type Plan = (place: Place) => GameNode;

/** The game ends. */
export const end: Plan = ({ arrival }) => ({ kind: 'terminal', outcome: arrival });

/** Something is brought, then the plan goes on. Payoffs that meet at one node are added there. */
export function pay(outcome: Outcome, plan: Plan): Plan {
  return (place) => plan({ ...place, arrival: join(place.outcomes, place.arrival, outcome) });
}

/** A player decides, in an information set that is named by the moves she has seen. */
export function decide(player: number, ...moves: readonly [name: string, plan: Plan][]): Plan {
  return (place) => ({
    kind: 'decision',
    outcome: place.arrival,
    player,
    informationSet: placeName(place, player),
    actions: moves.map(([name, plan]) => ({ name, next: plan(follow(place, name)) })),
  });
}

/** Chance decides. What cannot happen is left out, and so is the node if only one thing can. */
export function draw(...branches: readonly [name: string, probability: number, plan: Plan][]): Plan {
  const possible = branches.filter(([, probability]) => probability > 0);
  if (possible.length === 1) {
    const [[name, , plan]] = possible;
    return (place) => plan({ ...place, trail: [...place.trail, { move: name, unseenBy: [] }] });
  }
  return (place) => ({
    kind: 'chance',
    outcome: place.arrival,
    name: placeName(place),
    branches: possible.map(([name, probability, plan]) => ({ name, probability, next: plan(follow(place, name)) })),
  });
}

/** Chance decides, and some players do not see how. */
export function drawUnseen(
  unseenBy: readonly number[],
  ...branches: readonly [name: string, probability: number, plan: Plan][]
): Plan {
  return (place) => ({
    kind: 'chance',
    outcome: place.arrival,
    name: placeName(place),
    branches: branches.map(([name, probability, plan]) => ({
      name,
      probability,
      next: plan(follow(place, name, unseenBy)),
    })),
  });
}

/**
 * Grows the tree of a plan.
 * @throws RangeError if outcomes of one name have different payoffs
 */
export function growTree(plan: Plan): GameNode {
  return plan({ trail: [], arrival: undefined, outcomes: new Map() });
}

function follow(place: Place, move: string, unseenBy: readonly number[] = []): Place {
  return { ...place, trail: [...place.trail, { move, unseenBy }], arrival: undefined };
}

/** The moves that lead to a place, as far as a player has seen them. */
function placeName({ trail }: Place, player?: number): string {
  const seen = trail.filter(({ unseenBy }) => player === undefined || !unseenBy.includes(player));
  return seen.length === 0 ? 'start' : seen.map(({ move }) => move).join(' > ');
}

function join(outcomes: Map<string, Outcome>, first: Outcome | undefined, second: Outcome): Outcome {
  const both = first
    ? {
        name: `${first.name}; ${second.name}`,
        payoffs: first.payoffs.map((payoff, player) => payoff + second.payoffs[player]),
      }
    : second;
  const known = outcomes.get(both.name);
  if (!known) {
    outcomes.set(both.name, both);
    return both;
  }
  if (known.payoffs.some((payoff, player) => payoff !== both.payoffs[player])) {
    throw new RangeError(
      `outcome ${both.name}: payoffs ${both.payoffs.join(', ')}; must be ${known.payoffs.join(', ')}`,
    );
  }
  return known;
}
