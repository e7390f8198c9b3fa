/**
 * The tree of a period as it is shown (docs/game.md): the rounding of the belief averaged out, chance moves that leave
 * no choice passed over, rare branches counted instead of drawn. Text and SVG are made from it, and `--json` prints it.
 */
import type { StageNode, Stakes } from '../deterrence/stage-tree.ts';

/** Who decides at a place, or what it is. */
type Mover = 'challenger' | 'coalition' | 'chance' | 'end';

export interface ViewNode {
  readonly mover: Mover;
  /** The choice of the challenger that opens the period. */
  readonly first: boolean;
  /** What is decided here, or how it ends. */
  readonly what: string;
  /** The challenger's belief that the coalition is resolute, on average over those who come here. */
  readonly belief: number;
  /** What the whole period comes to for each if this place is reached: received on the way, and expected from here on. */
  readonly payoffs: Stakes;
  readonly branches: readonly ViewBranch[];
  /** Names of the branches that are too rare to be shown, and the chance of them together. */
  readonly left: { readonly names: readonly string[]; readonly chance: number } | undefined;
}

export interface ViewBranch {
  readonly name: string;
  /** Chance of the move if the coalition is resolute, and if it is irresolute. */
  readonly chance: readonly [resolute: number, irresolute: number];
  /** The chance in an equilibrium of the tree, where that was asked for and somebody decides. */
  readonly equilibrium: readonly [resolute: number, irresolute: number] | undefined;
  /** What the challenger takes the chance to be, where she misperceives it. */
  readonly seen: number | undefined;
  readonly next: ViewNode;
}

export interface GameView {
  readonly title: string;
  /** What is to be known of the period and the world, one statement each. */
  readonly statements: readonly string[];
  /** The challenger's name. */
  readonly challenger: string;
  readonly belief: number;
  readonly root: ViewNode;
}

/** The chance of a move in an equilibrium, under either type; nothing where nobody decides. */
export type Equilibrium = (
  node: StageNode,
  move: number,
) => readonly [resolute: number, irresolute: number] | undefined;

const NO_EQUILIBRIUM: Equilibrium = () => undefined;

/** Nodes that are shown as one, with the chances to be there under each type. */
interface Visit {
  readonly node: StageNode;
  readonly reach: readonly [resolute: number, irresolute: number];
  /** Received before. */
  readonly before: Stakes;
}

/** A probability as the challenger sees it counts as hers only where it differs by more than this. */
const SAME = 1e-9;

/**
 * Turns a tree into what is shown of it.
 * @param belief of the start
 * @param least branches are left out that are reached less often than this after a challenge of their kind
 */
export function viewStageTree(
  root: StageNode,
  belief: number,
  least: number,
  equilibrium: Equilibrium = NO_EQUILIBRIUM,
): ViewNode {
  return view([{ node: root, reach: [1, 1], before: [0, 0, 0] }], belief, least, equilibrium);
}

function view(visits: readonly Visit[], belief: number, least: number, equilibrium: Equilibrium): ViewNode {
  const members = visits.flatMap(passOver);
  const [{ node: first }] = members;
  const weight = (visit: Visit) => belief * visit.reach[0] + (1 - belief) * visit.reach[1];
  const average = (by: (visit: Visit) => number, of: (visit: Visit) => number) => {
    const total = members.reduce((sum, visit) => sum + by(visit), 0);
    // Where nobody comes every way of averaging is as good as another.
    if (!(total > 0)) return of(members[0]);
    return members.reduce((sum, visit) => sum + (by(visit) / total) * of(visit), 0);
  };
  const payoff = (player: 0 | 1 | 2) =>
    average(
      (visit) => (player === 0 ? weight(visit) : visit.reach[player - 1]),
      ({ node, before }) => before[player] + node.values[player],
    );
  const all = first.moves.map((move, index) => {
    const next = members.map((visit) => follow(visit, index));
    const byType = (of: (node: StageNode) => readonly [number, number]): [number, number] => {
      const mean = (type: 0 | 1) =>
        average(
          (visit) => visit.reach[type],
          ({ node }) => of(node)[type],
        );
      return [mean(0), mean(1)];
    };
    const chance = byType((node) => chanceOf(node, index));
    const solved = equilibrium(first, index) && byType((node) => equilibrium(node, index) ?? [0, 0]);
    const seen = 'seen' in move && Math.abs(move.seen - move.probability) > SAME ? move.seen : undefined;
    return { name: move.name, chance, equilibrium: solved, seen, next };
  });
  const reachOf = (next: readonly Visit[]) => next.reduce((sum, visit) => sum + weight(visit), 0);
  const shown = all.filter(({ next }) => reachOf(next) >= least);
  const rare = all.filter(({ next }) => reachOf(next) < least);
  const reached = members.reduce((sum, visit) => sum + weight(visit), 0);
  return {
    mover: first.kind === 'vote' ? 'coalition' : first.kind,
    first: first.kind === 'challenger' && first.first,
    what: whatOf(first),
    belief: average(weight, ({ node }) => node.belief),
    payoffs: [payoff(0), payoff(1), payoff(2)],
    branches: shown.map(({ next, ...move }) => ({ ...move, next: view(next, belief, least, equilibrium) })),
    left:
      rare.length === 0
        ? undefined
        : {
            names: rare.map(({ name }) => name),
            chance: rare.reduce((sum, { next }) => sum + reachOf(next), 0) / reached,
          },
  };
}

/** What stands for a node: roundings and chance moves with one outcome lead on to what follows them. */
function passOver(visit: Visit): Visit[] {
  const { node } = visit;
  if (node.kind !== 'chance' || (node.name !== 'belief' && node.moves.length > 1)) return [visit];
  return node.moves.flatMap((_, index) => passOver(follow(visit, index)));
}

/** The first move of hers and the opportunity for it are taken as made: rare challenges are shown, too. */
function follow({ node, reach, before }: Visit, index: number): Visit {
  const received = node.receipts.reduce<Stakes>(
    (sum, { stakes }) => [sum[0] + stakes[0], sum[1] + stakes[1], sum[2] + stakes[2]],
    before,
  );
  const opens = (node.kind === 'chance' && node.name === 'opportunity') || (node.kind === 'challenger' && node.first);
  const chance = opens ? [1, 1] : chanceOf(node, index);
  return { node: node.moves[index].next, reach: [reach[0] * chance[0], reach[1] * chance[1]], before: received };
}

function chanceOf(node: StageNode, index: number): readonly [number, number] {
  if (node.kind === 'end') return [1, 1];
  if (node.kind === 'vote') return node.moves[index].play;
  const chance = node.kind === 'chance' ? node.moves[index].probability : node.moves[index].play;
  return [chance, chance];
}

function whatOf(node: StageNode): string {
  if (node.kind === 'chance') return node.name;
  if (node.kind === 'end') return node.goesOn ? 'period ends' : (node.receipts.at(-1)?.name ?? 'end');
  return node.kind === 'vote' ? 'vote' : 'move';
}
