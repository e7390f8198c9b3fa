/**
 * One ceasefire period as a game tree (docs/model.md §4), for programs that solve games: what comes after the period is
 * in the payoffs, as the engine values it. At a belief of 0 or 1 nothing can be learnt, and the tree's agent logit
 * equilibrium is the engine's play (docs/model.md §5).
 *
 * The inclinations of the coalition (the gap between the types, a member's resolve, missing backing) move its votes but
 * are no part of what it gains or loses: a vote foresees the next one, yet does not count the inclination with which that
 * will be taken. A coalition that is one player cannot have such payoffs. It therefore appears in agent form, as one
 * player for each vote that it may come to: the first vote, and one on every rung. All of them get what the coalition
 * gets; each in addition gets its inclination where it itself acts. No path has two votes of the same player, so that
 * the addition enters that decision and nothing else: not the value of the path to the others, and, being realised
 * only after the player has moved, no earlier decision of its own.
 */
import type { Branch, GameNode, GameTree, Outcome } from '../game/game-tree.ts';
import { CHALLENGER, IRRESOLUTE, lowerPoint, RESOLUTE } from './belief-grid.ts';
import { ASSAULT, LIMITED, PROBE } from './engagement-rules.ts';
import { parameterIndex } from './parameters.ts';
import { POSTURES, STAGES, STATES } from './schedule.ts';
import { lastStage, type Solution, valueOffset } from './solve.ts';
import type { World } from './world.ts';

/** Which period of a ceasefire is meant. */
export interface StageState {
  readonly period: number;
  /** 0 engaged, 1 wavering, 2 withdrawn. */
  readonly posture: number;
  /** 0 fresh, 1 deployed, 2 deployed and challenger rearmed. */
  readonly stage: number;
  /** The challenger is sure of an irresolute (0) or a resolute (1) coalition, and right. */
  readonly belief: 0 | 1;
}

export interface StageGame {
  /** Players: the challenger, then the coalition at the first vote and on each rung. */
  readonly tree: GameTree;
  /** Precision λ of each player's choices. */
  readonly rationality: readonly number[];
}

const KINDS = ['nothing', 'probe', 'limited attack', 'assault'];
const POSTURE_NAMES = ['engaged', 'wavering', 'withdrawn'];
const STAGE_NAMES = ['fresh', 'deployed', 'deployed and challenger rearmed'];

/**
 * Builds the game of a period. A ladder of L rungs makes about 2^L nodes of every way onto it.
 * @param solution that of the world, solved
 * @throws RangeError if there is no such state or the period cannot be in it, if the challenger misperceives backing or her
 *   strength (a tree has one probability for all), or if several members vote (their majority is no logit choice)
 */
export function createStageGame(world: World, solution: Solution, state: StageState): StageGame {
  checkState(solution, state);
  checkWorld(world);
  const builder = new StageBuilder(world, solution, state);
  const { rungs } = solution.game;
  const type = state.belief === 1 ? 'Resolute' : 'Irresolute';
  const votes = Array.from({ length: rungs - 1 }, (_, i) => `${type} coalition on rung ${i + 1}`);
  const coalitionRationality = world.parameters[parameterIndex('coalition.rationality')];
  return {
    tree: {
      title: `Ceasefire, period ${state.period}, backer ${POSTURE_NAMES[state.posture]}, ${STAGE_NAMES[state.stage]}`,
      comment: `The challenger is sure of a coalition that is ${type.toLowerCase()}. Players of the coalition are its votes in agent form.`,
      players: ['Challenger', `${type} coalition at the first vote`, ...votes],
      root: builder.period(),
    },
    rationality: [solution.game.challengerRationality, ...Array<number>(rungs).fill(coalitionRationality)],
  };
}

function checkState({ game }: Solution, { period, posture, stage, belief }: StageState): void {
  const check = (name: string, value: number, max: number) => {
    if (!(Number.isInteger(value) && value >= 0 && value <= max)) {
      throw new RangeError(`${name} ${value}: must be an integer from 0 to ${max}`);
    }
  };
  check('period', period, game.periods - 1);
  check('posture', posture, POSTURES - 1);
  check(`stage in period ${period}`, stage, lastStage(period));
  check('belief', belief, 1);
}

function checkWorld({ parameters, members }: World): void {
  for (const id of ['challenger.misperception_backing', 'challenger.overconfidence']) {
    const value = parameters[parameterIndex(id)];
    if (value !== 0)
      throw new RangeError(`${id}: ${value}; must be 0, a game tree has one probability for all players`);
  }
  const voters = members.filter((member) => member.weight > 0).length;
  if (voters !== 1) {
    throw new RangeError(`members: ${voters} of them vote; must be one, the vote of several is no logit choice`);
  }
}

/** A move on the way to a node, from the start: the node's name. */
type Trail = readonly string[];
/** Makes the node at the end of a trail; the outcome is what the move that leads there brings. */
type Continuation = (trail: Trail, arrival: Outcome | undefined) => GameNode;

class StageBuilder {
  private readonly world: World;
  private readonly solution: Solution;
  private readonly state: StageState;
  private readonly at: number;
  private readonly z: number;
  private readonly audienceCost: number;
  private readonly stake: number;
  /** Outcomes by name, so that the same one is the same object wherever it is met. */
  private readonly outcomes = new Map<string, Outcome>();

  constructor(world: World, solution: Solution, state: StageState) {
    const { game } = solution;
    this.world = world;
    this.solution = solution;
    this.state = state;
    this.at = STATES * state.period + STAGES * state.posture + state.stage;
    this.z = game.schedule.costMultiplier[state.period];
    this.audienceCost = game.schedule.audienceCost[state.period];
    this.stake = game.stake[state.belief === 1 ? 0 : 1];
  }

  /** §4.1: whether there is an opportunity, and the challenger's choice. */
  period(): GameNode {
    const { challengeChance } = this.solution.game;
    return this.chance([], undefined, [
      ['opportunity', challengeChance, (trail, arrival) => this.choice(trail, arrival)],
      ['no opportunity', 1 - challengeChance, (trail, arrival) => this.periodEnds(trail, arrival)],
    ]);
  }

  private choice(trail: Trail, arrival: Outcome | undefined): GameNode {
    const { cost } = this.solution.game;
    return this.decision(
      CHALLENGER,
      trail,
      arrival,
      KINDS.map((name, kind): [string, Continuation] => [
        name,
        (next) =>
          kind === 0
            ? this.periodEnds(next, undefined)
            : this.challenge(next, this.outcome(`${name} launched`, -cost[kind] * this.z, 0), kind),
      ]),
    );
  }

  /** §4.2–4.4: is the force hit, do the rules call for an answer, does it answer by itself? */
  private challenge(trail: Trail, arrival: Outcome | undefined, kind: number): GameNode {
    const { rules, troops, automaticity } = this.solution.game;
    const hit = this.state.stage > 0 && troops > 0 ? rules.hit[kind] : 0;
    const triggered = rules.triggered[kind];
    return this.chance(trail, arrival, [
      ['triggered, automatic', hit * triggered * automaticity, (next, own) => this.answer(next, own, kind, true)],
      ['triggered', hit * triggered * (1 - automaticity), (next, own) => this.firstVote(next, own, kind, true, true)],
      ['hit', hit * (1 - triggered), (next, own) => this.firstVote(next, own, kind, true, false)],
      [
        'not hit',
        1 - hit,
        (next, own) =>
          kind === PROBE ? this.unopposed(next, own, kind) : this.firstVote(next, own, kind, false, false),
      ],
    ]);
  }

  private firstVote(
    trail: Trail,
    arrival: Outcome | undefined,
    kind: number,
    hit: boolean,
    triggered: boolean,
  ): GameNode {
    const { rules, deniability, unmandatedCost, interventionCost, schedule, backing } = this.solution.game;
    const { period, posture } = this.state;
    const price = triggered ? 0 : hit ? unmandatedCost : interventionCost * (1 - schedule.binding[period]);
    const absorbed = this.audienceCost * (triggered ? 1 : 1 - deniability) + (hit ? rules.bloodCost[kind] : 0);
    const circumstance = triggered ? 'triggered' : hit ? 'hit' : 'not hit';
    return this.decision(1, trail, arrival, [
      [
        'respond',
        (next) =>
          this.answer(
            next,
            this.outcome(`${circumstance}: response`, 0, -price, 1, this.inclination(1 - backing[posture])),
            kind,
            hit,
          ),
      ],
      [
        'absorb',
        (next) => this.unopposed(next, this.outcome(`${KINDS[kind]}, ${circumstance}: absorbed`, 0, -absorbed), kind),
      ],
    ]);
  }

  /** What a member adds to the utility gap of acting, beside the interests of the coalition (§5). */
  private inclination(shortfall: number): number {
    const { halfTypeGap } = this.solution.game;
    const { resolve, conditionality } = this.world.members.find((member) => member.weight > 0)!;
    return (this.state.belief === 1 ? halfTypeGap : -halfTypeGap) + resolve - conditionality * shortfall;
  }

  /** §4.5 */
  private unopposed(trail: Trail, arrival: Outcome | undefined, kind: number): GameNode {
    const { gain, cost, spiral, schedule } = this.solution.game;
    if (kind === PROBE) {
      return this.periodEnds(trail, this.join(arrival, this.outcome('probe unopposed', gain[PROBE], 0)));
    }
    const lone = schedule.lone[this.at];
    if (kind === ASSAULT) return this.war(trail, arrival, lone);
    const dearer = this.outcome('spiral', -(cost[ASSAULT] - cost[LIMITED]) * this.z, 0);
    const taken = this.outcome('success', gain[LIMITED], (-this.stake * gain[LIMITED]) / gain[ASSAULT]);
    return this.chance(trail, arrival, [
      ['spiral', spiral, (next, own) => this.war(next, this.join(own, dearer), lone)],
      ['success', (1 - spiral) * Math.sqrt(lone), (next, own) => this.periodEnds(next, this.join(own, taken))],
      ['failure', (1 - spiral) * (1 - Math.sqrt(lone)), (next, own) => this.periodEnds(next, own)],
    ]);
  }

  private war(trail: Trail, arrival: Outcome | undefined, won: number): GameNode {
    const { gain, defeatCost, schedule, repelledShare } = this.solution.game;
    const defeat = -defeatCost * this.z + schedule.afterWar[this.at];
    return this.chance(trail, arrival, [
      ['won', won, terminal(this.outcome('war won', gain[ASSAULT], -this.stake), this)],
      ['repelled', 1 - won, terminal(this.outcome('war repelled', defeat, -this.stake * repelledShare), this)],
    ]);
  }

  /** §4.6: the backer decides, the incident may be misread, the first rung is entered. */
  private answer(trail: Trail, arrival: Outcome | undefined, kind: number, hit: boolean): GameNode {
    const { backing, rules } = this.solution.game;
    const misread = hit ? rules.misread[kind] : 0;
    const incident =
      (backed: number): Continuation =>
      (trail, arrival) =>
        this.chance(trail, arrival, [
          ['misread', misread, (next, own) => this.controlLost(next, own, backed)],
          ['understood', 1 - misread, (next, own) => this.rung(next, own, kind, backed, 1)],
        ]);
    const backs = backing[this.state.posture];
    return this.chance(trail, arrival, [
      ['backed', backs, incident(1)],
      ['unbacked', 1 - backs, incident(0)],
    ]);
  }

  private rung(trail: Trail, arrival: Outcome | undefined, kind: number, backed: number, rung: number): GameNode {
    const { game } = this.solution;
    if (rung === game.rungs) return this.controlLost(trail, arrival, backed);
    const entered = this.outcome(
      `rung ${rung}, ${backed ? 'backed' : 'unbacked'}`,
      -game.rungCostChallenger[2 * rung + backed] * this.z,
      -game.rungCostCoalition[2 * rung + backed],
    );
    const risk = game.risk[rung];
    const climbs = (arrival: Outcome | undefined): Continuation => {
      return (next) => this.rung(next, arrival, kind, backed, rung + 1);
    };
    const stops = this.outcome(`challenger stops on rung ${rung}`, -game.humiliationChallenger * rung, 0);
    const down = this.outcome(
      `coalition backs down on rung ${rung}`,
      0,
      -this.audienceCost - game.humiliationCoalition * rung,
    );
    const climbing = this.outcome(`coalition climbs from rung ${rung}`, 0, 0, 1 + rung, this.inclination(1 - backed));
    return this.chance(trail, this.join(arrival, entered), [
      ['control lost', risk, (next, own) => this.controlLost(next, own, backed)],
      [
        'challenger',
        (1 - risk) * game.initiative,
        (trail, own) =>
          this.decision(CHALLENGER, trail, own, [
            ['climb', climbs(undefined)],
            [
              'stop',
              (next) => (kind === ASSAULT ? this.jointWar(next, undefined, backed) : this.periodEnds(next, stops)),
            ],
          ]),
      ],
      [
        'coalition',
        (1 - risk) * (1 - game.initiative),
        (trail, own) =>
          this.decision(1 + rung, trail, own, [
            ['climb', climbs(climbing)],
            ['back down', (next) => this.unopposed(next, down, kind)],
          ]),
      ],
    ]);
  }

  private jointWar(trail: Trail, arrival: Outcome | undefined, backed: number): GameNode {
    const { warEscalation, jointWarCost, schedule } = this.solution.game;
    const fought = this.outcome(`joint war, ${backed ? 'backed' : 'unbacked'}`, 0, -jointWarCost[backed]);
    return this.chance(trail, arrival, [
      ['control lost', warEscalation, (next, own) => this.controlLost(next, own, backed)],
      [
        'war',
        1 - warEscalation,
        (next, own) => this.war(next, this.join(own, fought), schedule.joint[2 * this.at + backed]),
      ],
    ]);
  }

  /** Nuclear use or general war, at what the engine expects of the two. */
  private controlLost(_: Trail, arrival: Outcome | undefined, backed: number): GameNode {
    const { disasterChallenger, disasterCoalition } = this.solution.game;
    const name = `control lost, ${backed ? 'backed' : 'unbacked'}`;
    const lost = this.outcome(name, disasterChallenger[backed], disasterCoalition[backed]);
    return { kind: 'terminal', outcome: this.join(arrival, lost) };
  }

  /** §4.7 and §6: the flow of the period, and the values of the next. */
  private periodEnds(_: Trail, arrival: Outcome | undefined): GameNode {
    const { challenger, coalition } = this.endValues();
    return { kind: 'terminal', outcome: this.join(arrival, this.outcome('period ends', challenger, coalition)) };
  }

  private endValues(): { challenger: number; coalition: number } {
    const { game, grid, values } = this.solution;
    const { period, posture, stage, belief } = this.state;
    const position = belief * (1 - game.erosionChance) * (grid.points - 1);
    const low = lowerPoint(position, grid.points);
    const advance = [game.deployChance, game.rearmChance, 0][stage];
    const expected = (player: number): number => {
      let sum = 0;
      for (let u = 0; u < POSTURES; u++) {
        const moves = game.postureChance * game.schedule.posture[POSTURES * period + u];
        const chance = moves + (u === posture ? 1 - game.postureChance : 0);
        for (const [k, share] of [
          [stage, 1 - advance],
          [stage + 1, advance],
        ]) {
          if (share === 0) continue;
          const at = valueOffset(this.solution, period + 1, STAGES * u + k) + player * grid.points + low;
          sum += chance * share * (values[at] + (position - low) * (values[at + 1] - values[at]));
        }
      }
      return game.discount * sum;
    };
    const irresolute = expected(IRRESOLUTE);
    return {
      challenger: game.step * game.schedule.flow[this.at] + expected(CHALLENGER),
      coalition:
        belief === 1 ? (1 - game.erosionChance) * expected(RESOLUTE) + game.erosionChance * irresolute : irresolute,
    };
  }

  /** An outcome that brings the challenger and every agent of the coalition its part, and one agent something more. */
  private outcome(name: string, challenger: number, coalition: number, agent = 0, more = 0): Outcome {
    const known = this.outcomes.get(name);
    if (known) return known;
    const payoffs = [challenger, ...Array<number>(this.solution.game.rungs).fill(coalition)];
    if (agent > 0) payoffs[agent] += more;
    const made = { name, payoffs };
    this.outcomes.set(name, made);
    return made;
  }

  /** Both of two outcomes, one after the other. */
  private join(first: Outcome | undefined, second: Outcome): Outcome {
    if (!first) return second;
    const name = `${first.name}; ${second.name}`;
    const known = this.outcomes.get(name);
    if (known) return known;
    const made = { name, payoffs: first.payoffs.map((payoff, player) => payoff + second.payoffs[player]) };
    this.outcomes.set(name, made);
    return made;
  }

  private decision(
    player: number,
    trail: Trail,
    outcome: Outcome | undefined,
    moves: readonly (readonly [name: string, next: Continuation])[],
  ): GameNode {
    return {
      kind: 'decision',
      player,
      informationSet: trailName(trail),
      outcome,
      actions: moves.map(([name, next]) => ({ name, next: next([...trail, name], undefined) })),
    };
  }

  /** A move of nature or of the backer. What cannot happen is left out, and so is chance where only one thing can. */
  private chance(
    trail: Trail,
    outcome: Outcome | undefined,
    branches: readonly (readonly [name: string, probability: number, next: Continuation])[],
  ): GameNode {
    const possible = branches.filter(([, probability]) => probability > 0);
    if (possible.length === 1) return possible[0][2]([...trail, possible[0][0]], outcome);
    return {
      kind: 'chance',
      name: trailName(trail),
      outcome,
      branches: possible.map(
        ([name, probability, next]): Branch => ({ name, probability, next: next([...trail, name], undefined) }),
      ),
    };
  }
}
