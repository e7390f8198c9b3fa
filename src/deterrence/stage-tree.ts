/**
 * One period of a ceasefire as a tree, with the play of the solution beside every move and what everybody expects from
 * it (docs/model.md §4–6). Both types of coalition are in the same tree: a node is what everybody can see, with the
 * challenger's belief there, and a vote has a play for each type.
 *
 * It is the game that the engine solved, rounding of the belief included, so that a choice of hers is the logit of what
 * she expects from her moves, at every belief and whatever she misperceives; the tests hold the solution to that.
 */
import { wantedForce } from './force.ts';
import { Challenge, Choice, Circumstance, Move, Play, Player, Size } from './layout.ts';
import { rungOffset, voteOffset } from './policy.ts';
import { enterStart, followingValues, lastStage, policyOffset, type Solution, solvePeriod } from './solve.ts';
import type { World } from './world.ts';

/** For the challenger, a resolute and an irresolute coalition. */
export type Stakes = readonly [challenger: number, resolute: number, irresolute: number];

/** What is got, or paid, on the way. */
interface Receipt {
  readonly name: string;
  readonly stakes: Stakes;
}

interface Place {
  /** Received on reaching the node. */
  readonly receipts: readonly Receipt[];
  /** Her belief that the coalition is resolute: one of the grid, at the end of the period what has become of it. */
  readonly belief: number;
  /** Number of the point of the grid, at the end of the period the last one. */
  readonly point: number;
  /** What each expects from here on, receipts here included: she by her lights, the coalition by the true chances. */
  readonly values: Stakes;
}

interface StageMove {
  readonly name: string;
  readonly next: StageNode;
}

interface ChanceNode extends Place {
  readonly kind: 'chance';
  /** What is decided. */
  readonly name: string;
  /** Those that can happen; `seen` is the chance as the challenger reckons it. */
  readonly moves: readonly (StageMove & { readonly probability: number; readonly seen: number })[];
}

interface ChallengerNode extends Place {
  readonly kind: 'challenger';
  /** The choice that opens the period, not a move on the ladder. */
  readonly first: boolean;
  readonly moves: readonly (StageMove & { readonly play: number })[];
}

export interface VoteNode extends Place {
  readonly kind: 'vote';
  /** 0 for the first vote, else the rung. */
  readonly rung: number;
  /** The backing that is missing, as the members see it. */
  readonly shortfall: number;
  /** To act, then to refrain; `play` of a resolute and an irresolute coalition. */
  readonly moves: readonly (StageMove & { readonly play: readonly [resolute: number, irresolute: number] })[];
}

interface EndNode extends Place {
  readonly kind: 'end';
  readonly moves: readonly never[];
  /** Whether the ceasefire goes on. */
  readonly goesOn: boolean;
}

export type StageNode = ChanceNode | ChallengerNode | VoteNode | EndNode;

/** Which period of a ceasefire is meant. */
export interface StageState {
  readonly period: number;
  /** 0 engaged, 1 wavering, 2 withdrawn. */
  readonly posture: number;
  /** 0 fresh, 1 deployed, 2 deployed and challenger rearmed. */
  readonly stage: number;
  /** The challenger's belief that the coalition is resolute: one of those on the grid of the solution. */
  readonly belief: number;
}

const KINDS = ['none', 'probe', 'limited attack', 'assault'];
const BELIEF_TOLERANCE = 1e-9;
/** The tree triples with each further rung at a belief between 0 and 1. */
const MOST_RUNGS = 7;
/** A belief so close to a point of the grid lies on it. */
const NO_ROUNDING = 1e-12;

/**
 * Builds the tree of a period; on a path that changes course with the force in place that is then wanted. Every way onto a ladder of L rungs leads to at least 2^(L−1) − 1 rungs, so that long
 * ladders make large trees.
 * @param world the solution's
 * @param solution solved
 * @throws RangeError if the period cannot be in that state, the belief is not on the grid, or the ladder is so long that
 *   the tree would be huge
 */
export function buildStageTree(world: World, solution: Solution, state: StageState): StageNode {
  const point = checkState(solution, state);
  if (!solution.keepsAllPeriods) solvePeriod(solution, state.period);
  enterStart(solution, state.period);
  const { game, grid, layout, policy } = solution;
  const { schedule, rules, gain, cost, stake } = game;
  const { period, posture, stage } = state;
  const at = Size.States * period + Size.Stages * posture + stage;
  const here = policyOffset(solution, period) + (Size.Stages * posture + stage) * layout.perState;
  const z = schedule.costMultiplier[period];
  const audience = schedule.audienceCost[period];
  const rungName = (rung: number) => `rung ${rung}: ${world.ladder[rung - 1].name}`;

  // What can happen at a node, and what it is worth.
  const chance = (
    name: string,
    point: number,
    ...branches: readonly (readonly [name: string, probability: number, seen: number, next: () => StageNode])[]
  ): ChanceNode => {
    const moves = branches
      .filter(([, probability]) => probability > 0)
      .map(([move, probability, seen, next]) => ({ name: move, probability, seen, next: next() }));
    const expect = (player: 0 | 1 | 2) =>
      moves.reduce((sum, m) => sum + (player === 0 ? m.seen : m.probability) * m.next.values[player], 0);
    return {
      kind: 'chance',
      name,
      receipts: [],
      belief: grid.belief[point],
      point,
      moves,
      values: [expect(0), expect(1), expect(2)],
    };
  };
  const objective = (
    name: string,
    point: number,
    ...branches: readonly (readonly [name: string, probability: number, next: () => StageNode])[]
  ) => chance(name, point, ...branches.map(([move, p, next]) => [move, p, p, next] as const));
  const challenger = (
    point: number,
    ...options: readonly (readonly [name: string, play: number, next: StageNode])[]
  ) => {
    const moves = options.map(([name, play, next]) => ({ name, play, next }));
    const expect = (player: 0 | 1 | 2) => moves.reduce((sum, m) => sum + m.play * m.next.values[player], 0);
    const values: Stakes = [expect(0), expect(1), expect(2)];
    const first = options.length > 2;
    return { kind: 'challenger', first, receipts: [], belief: grid.belief[point], point, moves, values } as const;
  };
  const vote = (
    point: number,
    rung: number,
    shortfall: number,
    play: number,
    ...[act, refrain]: readonly [name: string, next: StageNode][]
  ): VoteNode => {
    const belief = grid.belief[point];
    const option = ([name, next]: readonly [string, StageNode], no: number) => {
      const of = [policy[play + no], policy[play + Play.IrresoluteYes + no]] as const;
      return { name, next, play: of, seen: belief * of[0] + (1 - belief) * of[1] };
    };
    const moves = [option(act, 0), option(refrain, Play.ResoluteNo)];
    const values: Stakes = [
      moves.reduce((sum, m) => sum + m.seen * m.next.values[0], 0),
      moves.reduce((sum, m) => sum + m.play[0] * m.next.values[1], 0),
      moves.reduce((sum, m) => sum + m.play[1] * m.next.values[2], 0),
    ];
    const open = moves.map(({ name, next, play }) => ({ name, next, play }));
    return { kind: 'vote', rung, shortfall, receipts: [], belief, point, moves: open, values };
  };
  const receive = (name: string, stakes: Stakes, node: StageNode): StageNode => ({
    ...node,
    receipts: [{ name, stakes }, ...node.receipts],
    values: [node.values[0] + stakes[0], node.values[1] + stakes[1], node.values[2] + stakes[2]],
  });
  const end = (
    point: number,
    goesOn: boolean,
    name: string,
    stakes: Stakes,
    belief: number = grid.belief[point],
  ): StageNode =>
    receive(name, stakes, { kind: 'end', receipts: [], belief, point, moves: [], goesOn, values: [0, 0, 0] });
  const unchanged = (point: number) => grid.endPoint[point] + grid.endWeight[point];
  const periodEnds = (point: number, position: number): StageNode => {
    const belief = position / (grid.points - 1);
    const name = `period ends, belief ${Number(belief.toFixed(4))}`;
    return end(point, true, name, endStakes(solution, state, position), belief);
  };
  /** A posterior is rounded to one of two neighbouring points; which one tells nothing more (§6). */
  const rounded = (position: number, next: (point: number) => StageNode): StageNode => {
    const low = Math.floor(position);
    const up = position - low;
    if (up < NO_ROUNDING) return next(low);
    if (up > 1 - NO_ROUNDING) return next(low + 1);
    const named = (point: number) => `belief ${Number(grid.belief[point].toFixed(4))}`;
    return objective('belief', low, [named(low), 1 - up, () => next(low)], [named(low + 1), up, () => next(low + 1)]);
  };

  // §4.5
  const war = (point: number, won: number, seen: number): StageNode =>
    chance(
      'war',
      point,
      ['won', won, seen, () => end(point, false, 'war won', [gain[Challenge.Assault], -stake[0], -stake[1]])],
      [
        'repelled',
        1 - won,
        1 - seen,
        () => {
          const left = -game.defeatCost * z + schedule.afterWar[at];
          const share = -game.repelledShare;
          return end(point, false, 'war repelled', [left, share * stake[0], share * stake[1]]);
        },
      ],
    );
  const unopposed = (kind: number, point: number, position: number): StageNode => {
    const lone = schedule.lone[at];
    const seen = schedule.loneSeen[at];
    if (kind === Challenge.Assault) return war(point, lone, seen);
    if (kind === Challenge.Probe) {
      return receive('probe unopposed', [gain[Challenge.Probe], 0, 0], periodEnds(point, position));
    }
    const calm = 1 - game.spiral;
    const taken = -gain[Challenge.Limited] / gain[Challenge.Assault];
    const spiralCost = -(cost[Challenge.Assault] - cost[Challenge.Limited]) * z;
    const success: Stakes = [gain[Challenge.Limited], stake[0] * taken, stake[1] * taken];
    return chance(
      'limited attack, unopposed',
      point,
      ['spiral', game.spiral, game.spiral, () => receive('spiral', [spiralCost, 0, 0], war(point, lone, seen))],
      [
        'success',
        calm * Math.sqrt(lone),
        calm * Math.sqrt(seen),
        () => receive('limited success', success, periodEnds(point, position)),
      ],
      ['failure', calm * (1 - Math.sqrt(lone)), calm * (1 - Math.sqrt(seen)), () => periodEnds(point, position)],
    );
  };

  // §4.6
  const backedName = (backed: number) => (backed ? 'backed' : 'unbacked');
  const controlLost = (point: number, backed: number): StageNode => {
    const loss = game.disasterCoalition[backed];
    return end(point, false, `control lost, ${backedName(backed)}`, [game.disasterChallenger[backed], loss, loss]);
  };
  const jointWar = (point: number, backed: number): StageNode => {
    const price = -game.jointWarCost[backed];
    const [won, seen] = [schedule.joint[2 * at + backed], schedule.jointSeen[2 * at + backed]];
    return objective(
      'joint war',
      point,
      ['control lost', game.warEscalation, () => controlLost(point, backed)],
      [
        'war',
        1 - game.warEscalation,
        () => receive(`joint war, ${backedName(backed)}`, [0, price, price], war(point, won, seen)),
      ],
    );
  };
  const enterRung = (rung: number, kind: number, backed: number, point: number): StageNode => {
    if (rung === game.rungs) return controlLost(point, backed);
    const risk = game.risk[rung];
    const play = here + rungOffset(layout, rung, kind, backed) + Move.Width * point;
    const hers = (): StageNode => {
      const stops: Stakes = [-game.humiliationChallenger * rung, 0, 0];
      const stopped =
        kind === Challenge.Assault
          ? jointWar(point, backed)
          : receive(`challenger stops on rung ${rung}`, stops, periodEnds(point, unchanged(point)));
      return challenger(
        point,
        ['climb', policy[play + Move.Climb], enterRung(rung + 1, kind, backed, point)],
        ['stop', policy[play + Move.Stop], stopped],
      );
    };
    const theirs = (): StageNode => {
      const price = -audience - game.humiliationCoalition * rung;
      const above =
        rung + 1 === game.rungs
          ? enterRung(rung + 1, kind, backed, point)
          : rounded(policy[play + Play.EntryPosition], (next) => enterRung(rung + 1, kind, backed, next));
      const below = unopposed(kind, point, policy[play + Play.EndPosition]);
      const backsDown = receive(`coalition backs down on rung ${rung}`, [0, price, price], below);
      return vote(point, rung, 1 - backed, play, ['climb', above], ['back down', backsDown]);
    };
    const costs = [game.rungCostChallenger, game.rungCostCoalition].map((by) => -by[2 * rung + backed]);
    return receive(
      `rung ${rung}, ${backedName(backed)}`,
      [costs[0] * z, costs[1], costs[1]],
      objective(
        rungName(rung),
        point,
        ['control lost', risk, () => controlLost(point, backed)],
        ['challenger', (1 - risk) * game.initiative, hers],
        ['coalition', (1 - risk) * (1 - game.initiative), theirs],
      ),
    );
  };
  const answer = (kind: number, misread: number, point: number, position: number): StageNode => {
    const incident = (backed: number) => () =>
      objective(
        'reading of the rules',
        point,
        ['misread', misread, () => controlLost(point, backed)],
        ['understood', 1 - misread, () => rounded(position, (next) => enterRung(1, kind, backed, next))],
      );
    const [backs, seen] = [game.backing[posture], game.backingSeen[posture]];
    return chance(
      'backing',
      point,
      ['backed', backs, seen, incident(1)],
      ['unbacked', 1 - backs, 1 - seen, incident(0)],
    );
  };

  // §4.2–4.4
  const firstVote = (kind: number, circumstance: Circumstance, point: number, price: number, absorbed: number) => {
    const name = ['triggered', 'hit', 'not hit'][circumstance];
    const play = here + voteOffset(layout, kind, circumstance) + Play.Width * point;
    const misread = circumstance === Circumstance.Unhit ? 0 : rules.misread[kind];
    const responds = answer(kind, misread, point, policy[play + Play.EntryPosition]);
    const lets = unopposed(kind, point, policy[play + Play.EndPosition]);
    return vote(
      point,
      0,
      1 - game.backing[posture],
      play,
      ['respond', price === 0 ? responds : receive(`response, ${name}`, [0, -price, -price], responds)],
      ['absorb', receive(`${KINDS[kind]} absorbed, ${name}`, [0, -absorbed, -absorbed], lets)],
    );
  };
  const challenge = (kind: number): StageNode => {
    const hit = stage > 0 && game.troops > 0 ? rules.hit[kind] : 0;
    const triggered = rules.triggered[kind];
    const blood = rules.bloodCost[kind];
    const denied = audience * (1 - game.deniability);
    const intervention = game.interventionCost * (1 - schedule.binding[period]);
    const calls = game.automaticity;
    return receive(
      `${KINDS[kind]} launched`,
      [-cost[kind] * z, 0, 0],
      objective(
        'tripwire',
        point,
        ['triggered, automatic', hit * triggered * calls, () => answer(kind, rules.misread[kind], point, point)],
        [
          'triggered',
          hit * triggered * (1 - calls),
          () => firstVote(kind, Circumstance.Triggered, point, 0, audience + blood),
        ],
        [
          'hit',
          hit * (1 - triggered),
          () => firstVote(kind, Circumstance.Untriggered, point, game.unmandatedCost, denied + blood),
        ],
        [
          'not hit',
          1 - hit,
          () =>
            kind === Challenge.Probe
              ? unopposed(Challenge.Probe, point, unchanged(point))
              : firstVote(kind, Circumstance.Unhit, point, intervention, denied),
        ],
      ),
    );
  };

  // §4.1
  const choices = here + Choice.Width * point;
  return objective(
    'opportunity',
    point,
    [
      'opportunity',
      game.challengeChance,
      () =>
        challenger(
          point,
          [KINDS[0], policy[choices], periodEnds(point, unchanged(point))],
          ...[Challenge.Probe, Challenge.Limited, Challenge.Assault].map(
            (kind) => [KINDS[kind], policy[choices + kind], challenge(kind)] as const,
          ),
        ),
    ],
    ['no opportunity', 1 - game.challengeChance, () => periodEnds(point, unchanged(point))],
  );
}

/** @returns the point of the belief */
function checkState({ game, grid }: Solution, { period, posture, stage, belief }: StageState): number {
  const check = (name: string, value: number, max: number) => {
    if (!(Number.isInteger(value) && value >= 0 && value <= max)) {
      throw new RangeError(`${name} ${value}: must be an integer from 0 to ${max}`);
    }
  };
  check('period', period, game.periods - 1);
  check('posture', posture, Size.Postures - 1);
  check(`in period ${period} stage`, stage, lastStage(period));
  const point = Math.round(belief * (grid.points - 1));
  if (!(belief >= 0 && belief <= 1 && Math.abs(belief - grid.belief[point]) < BELIEF_TOLERANCE)) {
    throw new RangeError(`belief ${belief}: must be a multiple of 1/${grid.points - 1} from 0 to 1`);
  }
  if (game.rungs > MOST_RUNGS && point > 0 && point < grid.points - 1) {
    throw new RangeError(
      `ladder: ${game.rungs} rungs make too large a tree at belief ${belief}; must be at most ${MOST_RUNGS}, or belief 0 or 1`,
    );
  }
  return point;
}

/** What the end of the period is worth at a position of her belief after erosion (§4.7, §6). */
function endStakes(solution: Solution, { period, posture, stage }: StageState, position: number): Stakes {
  const { game, grid } = solution;
  const { values, at: start } = followingValues(solution, period, wantedForce(game, period));
  const low = Math.floor(position);
  const advance = [game.deployChance, game.rearmChance, 0][stage];
  const next = (player: number, u: number, k: number): number => {
    const at = start + ((Size.Stages * u + k) * Player.Count + player) * grid.points + low;
    return values[at] + (position - low) * (values[at + 1] - values[at]);
  };
  const expected = (player: number): number => {
    let sum = 0;
    for (let u = 0; u < Size.Postures; u++) {
      const moves = game.postureChance * game.schedule.posture[Size.Postures * period + u];
      const share = moves + (u === posture ? 1 - game.postureChance : 0);
      sum += share * (1 - advance) * next(player, u, stage);
      if (advance > 0) sum += share * advance * next(player, u, stage + 1);
    }
    return game.discount * sum;
  };
  const flow = game.step * game.schedule.flow[Size.States * period + Size.Stages * posture + stage];
  const [challenger, resolute, irresolute] = [expected(0), expected(1), expected(2)];
  const erosion = game.erosionChance;
  return [flow + challenger, (1 - erosion) * resolute + erosion * irresolute, irresolute];
}
