/**
 * One period of a ceasefire as a game tree (docs/model.md §4), for programs that solve games: what comes after the
 * period is in the payoffs, as the engine values it. At a belief of 0 or 1 nothing can be learnt, and the tree's agent
 * logit equilibrium is the engine's play (docs/model.md §5).
 *
 * The inclination to act (the gap between the types, a member's resolve, missing backing) moves a vote but is no part
 * of what the coalition gains or loses: whoever votes first foresees how later votes will go, yet does not count the
 * inclination behind them as a gain. The payoffs of a single player cannot say that, short of building the solution
 * into them. The coalition therefore appears in agent form, as one player for each vote that it may come to: the first
 * one, and one on every rung. All of them get what the coalition gets; each gets its inclination on top where it has
 * itself chosen to act. No path has two votes of the same agent, so that the addition enters that one decision and
 * nothing else.
 */
import type { GameTree, Outcome } from '../game/game-tree.ts';
import { decide, draw, end, growTree, type Plan, pay } from '../game/tree-plan.ts';
import { Player } from './belief-grid.ts';
import { Challenge } from './engagement-rules.ts';
import { parameterIndex } from './parameters.ts';
import { Size } from './schedule.ts';
import { lastStage, type Solution, valueOffset } from './solve.ts';
import type { World } from './world.ts';

/** Which period of a ceasefire is meant. */
export interface StageState {
  readonly period: number;
  /** 0 engaged, 1 wavering, 2 withdrawn. */
  readonly posture: number;
  /** 0 fresh, 1 deployed, 2 deployed and challenger rearmed. */
  readonly stage: number;
  /** The challenger is sure that the coalition is irresolute (0) or resolute (1), and it is. */
  readonly belief: 0 | 1;
}

export interface StageGame {
  /** Players: the challenger, then the coalition at the first vote and on each rung below the top. */
  readonly tree: GameTree;
  /** Precision λ of each player's choices. */
  readonly rationality: readonly number[];
}

const COALITION_RATIONALITY = parameterIndex('coalition.rationality');

const KINDS = ['none', 'probe', 'limited attack', 'assault'];
const POSTURE_NAMES = ['engaged', 'wavering', 'withdrawn'];
const STAGE_NAMES = ['fresh', 'deployed', 'deployed and challenger rearmed'];
/** The agent of the coalition at the first vote; the one on a rung is this plus the rung. */
const FIRST_VOTE = 1;

/**
 * Builds the game of a period. Loss of control is one ending, worth what is expected of general war and nuclear use.
 * Every way onto a ladder of L rungs leads to 2^(L−1) − 1 rungs, so that long ladders make large trees.
 * @param solution the world's, solved
 * @throws RangeError if the period cannot be in that state, if the challenger misperceives backing or her strength (a tree
 *   has one probability for all players), or if several members vote (no logit choice describes their majority)
 */
export function createStageGame(world: World, solution: Solution, state: StageState): StageGame {
  checkState(solution, state);
  checkWorld(world);
  const { rungs, challengerRationality } = solution.game;
  const { period, posture, stage, belief } = state;
  const type = belief === 1 ? 'Resolute' : 'Irresolute';
  return {
    tree: {
      title: `Ceasefire period ${period}, backer ${POSTURE_NAMES[posture]}, stage ${STAGE_NAMES[stage]}, ${type.toLowerCase()} coalition`,
      comment: 'The coalition in agent form: a player for each vote that it may come to.',
      players: [
        'Challenger',
        `${type} coalition, first vote`,
        ...Array.from({ length: rungs - 1 }, (_, i) => `${type} coalition, rung ${i + 1}`),
      ],
      root: growTree(planPeriod(world, solution, state)),
    },
    rationality: [challengerRationality, ...Array<number>(rungs).fill(world.parameters[COALITION_RATIONALITY])],
  };
}

function checkState({ game }: Solution, { period, posture, stage, belief }: StageState): void {
  const check = (name: string, value: number, max: number) => {
    if (!(Number.isInteger(value) && value >= 0 && value <= max)) {
      throw new RangeError(`${name} ${value}: must be an integer from 0 to ${max}`);
    }
  };
  check('period', period, game.periods - 1);
  check('posture', posture, Size.Postures - 1);
  check(`in period ${period} stage`, stage, lastStage(period));
  check('belief', belief, 1);
}

function checkWorld({ parameters, members }: World): void {
  for (const id of ['challenger.misperception_backing', 'challenger.overconfidence']) {
    const value = parameters[parameterIndex(id)];
    if (value !== 0) throw new RangeError(`${id}: ${value}; must be 0, since a game tree has one probability for all`);
  }
  const voters = members.filter((member) => member.weight > 0).length;
  if (voters !== 1) {
    throw new RangeError(`members: ${voters} have votes; must be 1, since a majority makes no logit choice`);
  }
}

function planPeriod(world: World, solution: Solution, state: StageState): Plan {
  const { game } = solution;
  const { schedule, rules, gain, cost } = game;
  const { period, posture, stage, belief } = state;
  const at = Size.States * period + Size.Stages * posture + stage;
  const z = schedule.costMultiplier[period];
  const audience = schedule.audienceCost[period];
  const stake = game.stake[belief === 1 ? 0 : 1];
  const [member] = world.members.filter(({ weight }) => weight > 0);

  const outcome = (name: string, challenger: number, coalition: number): Outcome => ({
    name,
    payoffs: [challenger, ...Array<number>(game.rungs).fill(coalition)],
  });
  /** Acting, at a price to the coalition: on top, the agent who so chose has its inclination (§5). */
  const acts = (name: string, price: number, agent: number, shortfall: number): Outcome => {
    const inclination = (belief === 1 ? 1 : -1) * game.halfTypeGap + member.resolve - member.conditionality * shortfall;
    const { payoffs } = outcome(name, 0, -price);
    return { name, payoffs: payoffs.map((payoff, player) => (player === agent ? payoff + inclination : payoff)) };
  };

  const ends = outcome('period ends', ...endValues(solution, state));
  const periodEnds = pay(ends, end);

  // §4.5
  const war = (won: number): Plan =>
    draw(
      ['won', won, pay(outcome('war won', gain[Challenge.Assault], -stake), end)],
      [
        'repelled',
        1 - won,
        pay(outcome('war repelled', -game.defeatCost * z + schedule.afterWar[at], -stake * game.repelledShare), end),
      ],
    );
  const lone = schedule.lone[at];
  const unopposed: Plan[] = [];
  unopposed[Challenge.Probe] = pay(outcome('probe unopposed', gain[Challenge.Probe], 0), periodEnds);
  unopposed[Challenge.Limited] = draw(
    [
      'spiral',
      game.spiral,
      pay(outcome('spiral', -(cost[Challenge.Assault] - cost[Challenge.Limited]) * z, 0), war(lone)),
    ],
    [
      'success',
      (1 - game.spiral) * Math.sqrt(lone),
      pay(
        outcome(
          'limited success',
          gain[Challenge.Limited],
          (-stake * gain[Challenge.Limited]) / gain[Challenge.Assault],
        ),
        periodEnds,
      ),
    ],
    ['failure', (1 - game.spiral) * (1 - Math.sqrt(lone)), periodEnds],
  );
  unopposed[Challenge.Assault] = war(lone);

  // §4.6
  const controlLost = (backed: number): Plan =>
    pay(
      outcome(`control lost, ${backedName(backed)}`, game.disasterChallenger[backed], game.disasterCoalition[backed]),
      end,
    );
  const jointWar = (backed: number): Plan =>
    draw(
      ['control lost', game.warEscalation, controlLost(backed)],
      [
        'war',
        1 - game.warEscalation,
        pay(
          outcome(`joint war, ${backedName(backed)}`, 0, -game.jointWarCost[backed]),
          war(schedule.joint[2 * at + backed]),
        ),
      ],
    );
  const enterRung = (rung: number, kind: number, backed: number): Plan => {
    if (rung === game.rungs) return controlLost(backed);
    const above = enterRung(rung + 1, kind, backed);
    const risk = game.risk[rung];
    const entry = outcome(
      `rung ${rung}, ${backedName(backed)}`,
      -game.rungCostChallenger[2 * rung + backed] * z,
      -game.rungCostCoalition[2 * rung + backed],
    );
    const stops = outcome(`challenger stops on rung ${rung}`, -game.humiliationChallenger * rung, 0);
    const climbs = acts(`coalition climbs from rung ${rung}, ${backedName(backed)}`, 0, FIRST_VOTE + rung, 1 - backed);
    const backsDown = outcome(`coalition backs down on rung ${rung}`, 0, -audience - game.humiliationCoalition * rung);
    const hers = decide(
      Player.Challenger,
      ['climb', above],
      ['stop', kind === Challenge.Assault ? jointWar(backed) : pay(stops, periodEnds)],
    );
    const theirs = decide(
      FIRST_VOTE + rung,
      ['climb', pay(climbs, above)],
      ['back down', pay(backsDown, unopposed[kind])],
    );
    return pay(
      entry,
      draw(
        ['control lost', risk, controlLost(backed)],
        ['challenger', (1 - risk) * game.initiative, hers],
        ['coalition', (1 - risk) * (1 - game.initiative), theirs],
      ),
    );
  };
  const answer = (kind: number, misread: number): Plan => {
    const incident = (backed: number) =>
      draw(['misread', misread, controlLost(backed)], ['understood', 1 - misread, enterRung(1, kind, backed)]);
    const backs = game.backing[posture];
    return draw(['backed', backs, incident(1)], ['unbacked', 1 - backs, incident(0)]);
  };

  // §4.2–4.4
  const vote = (kind: number, misread: number, circumstance: string, price: number, absorbed: number): Plan =>
    decide(
      FIRST_VOTE,
      [
        'respond',
        pay(acts(`response, ${circumstance}`, price, FIRST_VOTE, 1 - game.backing[posture]), answer(kind, misread)),
      ],
      ['absorb', pay(outcome(`${KINDS[kind]} absorbed, ${circumstance}`, 0, -absorbed), unopposed[kind])],
    );
  const challenge = (kind: number): Plan => {
    const hit = stage > 0 && game.troops > 0 ? rules.hit[kind] : 0;
    const triggered = rules.triggered[kind];
    const misread = rules.misread[kind];
    const blood = rules.bloodCost[kind];
    const denied = audience * (1 - game.deniability);
    const intervention = game.interventionCost * (1 - schedule.binding[period]);
    return pay(
      outcome(`${KINDS[kind]} launched`, -cost[kind] * z, 0),
      draw(
        ['triggered, automatic', hit * triggered * game.automaticity, answer(kind, misread)],
        ['triggered', hit * triggered * (1 - game.automaticity), vote(kind, misread, 'triggered', 0, audience + blood)],
        ['hit', hit * (1 - triggered), vote(kind, misread, 'hit', game.unmandatedCost, denied + blood)],
        [
          'not hit',
          1 - hit,
          kind === Challenge.Probe ? unopposed[Challenge.Probe] : vote(kind, 0, 'not hit', intervention, denied),
        ],
      ),
    );
  };

  // §4.1
  const choice = decide(
    Player.Challenger,
    [KINDS[Challenge.None], periodEnds],
    [KINDS[Challenge.Probe], challenge(Challenge.Probe)],
    [KINDS[Challenge.Limited], challenge(Challenge.Limited)],
    [KINDS[Challenge.Assault], challenge(Challenge.Assault)],
  );
  return draw(['opportunity', game.challengeChance, choice], ['no opportunity', 1 - game.challengeChance, periodEnds]);
}

const backedName = (backed: number): string => (backed ? 'backed' : 'unbacked');

/** What the end of the period is worth to the challenger and to the type that she expects (§4.7, §6). */
function endValues(
  solution: Solution,
  { period, posture, stage, belief }: StageState,
): [challenger: number, coalition: number] {
  const { game, grid, values } = solution;
  const point = belief === 1 ? grid.points - 1 : 0;
  const advance = [game.deployChance, game.rearmChance, 0][stage];
  const next = (player: number, u: number, k: number): number => {
    const at = valueOffset(solution, period + 1, Size.Stages * u + k) + player * grid.points + grid.endPoint[point];
    return values[at] + grid.endWeight[point] * (values[at + 1] - values[at]);
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
  const irresolute = expected(Player.Irresolute);
  return [
    game.step * game.schedule.flow[Size.States * period + Size.Stages * posture + stage] + expected(Player.Challenger),
    belief === 1 ? (1 - game.erosionChance) * expected(Player.Resolute) + game.erosionChance * irresolute : irresolute,
  ];
}
