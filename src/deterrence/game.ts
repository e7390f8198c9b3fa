/** Everything about one world that does not change from period to period, worked out once (docs/model.md §1–5). */
import exp from '@stdlib/math-base-special-exp';
import expm1 from '@stdlib/math-base-special-expm1';
import pow from '@stdlib/math-base-special-pow';
import { type Course, planCourse } from './course.ts';
import { createEngagementRules, type EngagementRules, fillEngagementRules } from './engagement-rules.ts';
import { Challenge, Shortfall } from './layout.ts';
import { parameterIndex as id } from './parameters.ts';
import { createSchedule, fillSchedule, fillSchedules, type Schedule } from './schedule.ts';
import { type Committee, committeeFor } from './vote.ts';
import { periodCount, type World } from './world.ts';

const AT = {
  years: id('clock.years'),
  step: id('clock.step_years'),
  salvage: id('clock.salvage_years'),
  volatility: id('backer.volatility'),
  backing: id('backer.backing_engaged'),
  offerRate: id('ceasefire.offer_rate'),
  collapseRate: id('war.collapse_rate'),
  rearmYears: id('challenger.rearm_years'),
  challengeRate: id('challenger.challenge_rate'),
  challengerRationality: id('challenger.rationality'),
  misperceptionResolve: id('challenger.misperception_resolve'),
  misperceptionBacking: id('challenger.misperception_backing'),
  cost: id('challenge.cost_probe'),
  gain: id('challenge.gain_probe'),
  defeatCost: id('challenge.defeat_cost'),
  spiral: id('challenge.spiral'),
  troops: id('tripwire.troops'),
  deployYears: id('tripwire.deploy_years'),
  automaticity: id('roe.automaticity'),
  deniability: id('roe.deniability'),
  unmandatedCost: id('roe.unmandated_cost'),
  interventionCost: id('commitment.intervention_cost'),
  resolve: id('coalition.resolve'),
  erosion: id('coalition.erosion'),
  stakeResolute: id('coalition.stake_resolute'),
  stakeIrresolute: id('coalition.stake_irresolute'),
  repelledShare: id('coalition.repelled_share'),
  typeGap: id('coalition.type_gap'),
  quorum: id('coalition.quorum'),
  coalitionRationality: id('coalition.rationality'),
  warCost: id('coalition.war_cost'),
  warEscalation: id('coalition.war_escalation'),
  initiative: id('ladder.initiative'),
  backingWeight: id('ladder.backing_weight'),
  backingRelief: id('ladder.backing_relief'),
  humiliationChallenger: id('ladder.humiliation_challenger'),
  humiliationCoalition: id('ladder.humiliation_coalition'),
  warLossChallenger: id('ladder.war_loss_challenger'),
  warLossCoalition: id('ladder.war_loss_coalition'),
  nuclearShare: id('ladder.nuclear_share'),
  nuclearLoss: id('ladder.nuclear_loss'),
  troopCost: id('budget.troop_cost'),
  fortressCost: id('budget.fortress_cost'),
  depth: id('solver.introspection_depth'),
  telescoping: id('solver.telescoping'),
  beliefPoints: id('solver.belief_points'),
};

/** Utility of subjugating the protégé in the war of the start: the top of the scale (docs/model.md §3). */
export const SUBJUGATION = 100;

/** The course of a path that changes it, with the game that is played in each phase while each force is in place. */
interface GameCourse extends Course {
  /** [phase][force]; they differ in what the phase and the force decide. */
  readonly games: readonly (readonly Game[])[];
}

/** One world, ready to be solved. Arrays "by kind" are indexed 0 none, 1 probe, 2 limited attack, 3 assault. */
export interface Game {
  readonly periods: number;
  readonly step: number;
  readonly discount: number;
  readonly salvage: number;
  readonly schedule: Schedule;
  readonly rules: EngagementRules;

  /** Chances per period. */
  readonly challengeChance: number;
  readonly offerChance: number;
  readonly erosionChance: number;
  readonly postureChance: number;
  readonly deployChance: number;
  readonly rearmChance: number;
  /** Collapse of the protégé in war, [T][3]; true and as the challenger sees it. */
  readonly collapse: Float64Array;
  readonly collapseSeen: Float64Array;

  readonly resolve: number;
  /** b0: the challenger's belief when a ceasefire begins. */
  readonly firstBelief: number;
  readonly challengerRationality: number;
  /** By posture; true and as the challenger sees it. */
  readonly backing: Float64Array;
  readonly backingSeen: Float64Array;

  readonly cost: Float64Array;
  readonly gain: Float64Array;
  readonly defeatCost: number;
  readonly spiral: number;
  readonly troops: number;
  readonly automaticity: number;
  readonly deniability: number;
  readonly unmandatedCost: number;
  readonly interventionCost: number;
  /** By type: resolute, irresolute. */
  readonly stake: Float64Array;
  readonly repelledShare: number;
  readonly halfTypeGap: number;
  readonly warEscalation: number;

  /** Number of rungs L; the top one is the loss of control. */
  readonly rungs: number;
  readonly initiative: number;
  /** By rung from 1: chance that control is lost. */
  readonly risk: Float64Array;
  /** [rung][backed]: cost of entering to the coalition, and to the challenger before sanctions. */
  readonly rungCostCoalition: Float64Array;
  readonly rungCostChallenger: Float64Array;
  readonly humiliationChallenger: number;
  readonly humiliationCoalition: number;
  readonly nuclearShare: number;
  /** By backing: cost of a joint war to the coalition; value of lost control to the challenger and to the coalition. */
  readonly jointWarCost: Float64Array;
  readonly disasterChallenger: Float64Array;
  readonly disasterCoalition: Float64Array;

  readonly troopCost: number;
  readonly fortressCost: number;

  /** λ_C, and the share of the weight that must be in favour. */
  readonly precision: number;
  readonly quorum: number;
  readonly depth: number;
  readonly points: number;
  readonly committee: Committee;

  /** Where the path changes course: this game is then one of several, and holds while its phase and force do. */
  readonly course: GameCourse | undefined;
  /** Number of its phase, 0 the first. */
  readonly phase: number;
  /** Whether a force may be in place at some time. */
  readonly everDeployed: boolean;
}

/**
 * Works out a game; of a path that changes course the one that it begins with. The world must be faultless (`worldFaults`).
 * @param previous a committee that may serve again, if it is the same
 */
export function prepareGame(world: World, previous?: Committee): Game {
  const p = world.parameters;
  if (world.phases?.length) return prepareCourse(world, previous);
  const schedule = createSchedule(periodsOf(p));
  fillSchedule(schedule, p);
  return prepareOne(world, p, schedule, previous, { course: undefined, phase: 0, everDeployed: p[AT.troops] > 0 });
}

/** Whole numbers are made small integers (| 0): an index computed from a double is slow. */
function periodsOf(p: Float64Array): number {
  return periodCount(p[AT.years], p[AT.step]) | 0;
}

function prepareCourse(world: World, previous: Committee | undefined): Game {
  const plan = planCourse(world);
  const parameters = plan.phases.map((phase) =>
    Array.from(plan.forces, (troops) => {
      const own = phase.parameters.slice();
      own[AT.troops] = troops;
      return own;
    }),
  );
  const schedules = Array.from(plan.forces, () => createSchedule(periodsOf(world.parameters)));
  fillSchedules(schedules, plan, parameters);
  const games: Game[][] = [];
  const course: GameCourse = { ...plan, games };
  const everDeployed = plan.forces.some((troops) => troops > 0);
  let committee = previous;
  parameters.forEach((ofPhase, phase) => {
    const row = ofPhase.map((p, force) => {
      const game = prepareOne(world, p, schedules[force], committee, { course, phase, everDeployed });
      committee = game.committee;
      return game;
    });
    games.push(row);
  });
  return games[plan.phaseOf[0]][plan.wanted[0]];
}

/** The game of one parameter vector. */
function prepareOne(
  world: World,
  p: Float64Array,
  schedule: Schedule,
  previous: Committee | undefined,
  place: Pick<Game, 'course' | 'phase' | 'everDeployed'>,
): Game {
  const { periods } = schedule;
  const step = p[AT.step];
  const rules = createEngagementRules();
  fillEngagementRules(rules, p);
  const perPeriod = (hazard: number) => -expm1(-hazard * step);
  const odds = (chance: number) => chance / (1 - chance);
  const shifted = (chance: number, logOdds: number) => {
    const o = odds(chance) * exp(logOdds);
    return o / (1 + o);
  };
  const collapse = new Float64Array(periods * 3);
  const collapseSeen = new Float64Array(periods * 3);
  for (let row = 0; row < periods * 3; row++) {
    collapse[row] = perPeriod(p[AT.collapseRate] * schedule.lone[3 * row]);
    collapseSeen[row] = perPeriod(p[AT.collapseRate] * schedule.loneSeen[3 * row]);
  }
  const backing = p.slice(AT.backing, AT.backing + 3);
  const relief = Float64Array.of(1, 1 - p[AT.backingRelief]);
  const weight = Float64Array.of(1, 1 + p[AT.backingWeight]);
  const nuclear = p[AT.nuclearShare];
  const rungs = world.ladder.length;
  const byRung = (entry: (rung: World['ladder'][number], backed: number) => number) =>
    Float64Array.from({ length: 2 * (rungs + 1) }, (_, i) => (i < 2 ? 0 : entry(world.ladder[(i >> 1) - 1], i & 1)));
  const shortfalls = new Float64Array(Shortfall.Count);
  for (let u = 0; u < 3; u++) shortfalls[u] = 1 - backing[u];
  shortfalls[3] = 1;
  const depth = p[AT.depth] | 0;
  return {
    periods,
    step,
    discount: schedule.discount,
    salvage: p[AT.salvage],
    schedule,
    rules,
    challengeChance: Math.min(1, p[AT.challengeRate] * step),
    offerChance: Math.min(1, p[AT.offerRate] * step),
    erosionChance: perPeriod(p[AT.erosion]),
    postureChance: perPeriod(p[AT.volatility]),
    deployChance: p[AT.deployYears] === 0 ? 1 : -expm1(-step / p[AT.deployYears]),
    rearmChance: -expm1(-step / p[AT.rearmYears]),
    collapse,
    collapseSeen,
    resolve: p[AT.resolve],
    firstBelief: shifted(p[AT.resolve], p[AT.misperceptionResolve]),
    challengerRationality: p[AT.challengerRationality],
    backing,
    backingSeen: backing.map((chance) => shifted(chance, p[AT.misperceptionBacking])),
    cost: Float64Array.of(0, p[AT.cost], p[AT.cost + 1], p[AT.cost + 2]),
    gain: Float64Array.of(0, p[AT.gain], p[AT.gain + 1], p[AT.gain + 2]),
    defeatCost: p[AT.defeatCost],
    spiral: p[AT.spiral],
    troops: p[AT.troops],
    automaticity: p[AT.automaticity],
    deniability: p[AT.deniability],
    unmandatedCost: p[AT.unmandatedCost],
    interventionCost: p[AT.interventionCost],
    stake: Float64Array.of(p[AT.stakeResolute], p[AT.stakeIrresolute]),
    repelledShare: p[AT.repelledShare],
    halfTypeGap: p[AT.typeGap] / 2,
    warEscalation: p[AT.warEscalation],
    rungs,
    initiative: p[AT.initiative],
    risk: Float64Array.from({ length: rungs + 1 }, (_, l) => (l === 0 ? 0 : world.ladder[l - 1].risk)),
    rungCostCoalition: byRung((rung, backed) => rung.costCoalition * relief[backed]),
    rungCostChallenger: byRung((rung, backed) => rung.costChallenger * weight[backed]),
    humiliationChallenger: p[AT.humiliationChallenger],
    humiliationCoalition: p[AT.humiliationCoalition],
    nuclearShare: nuclear,
    jointWarCost: relief.map((r) => p[AT.warCost] * r),
    disasterChallenger: weight.map((w) => -nuclear * p[AT.nuclearLoss] - (1 - nuclear) * p[AT.warLossChallenger] * w),
    disasterCoalition: relief.map((r) => -nuclear * p[AT.nuclearLoss] - (1 - nuclear) * p[AT.warLossCoalition] * r),
    troopCost: p[AT.troopCost],
    fortressCost: p[AT.fortressCost],
    precision: p[AT.coalitionRationality],
    quorum: p[AT.quorum],
    depth,
    points: p[AT.beliefPoints] | 0,
    committee: committeeFor(
      previous,
      world.members,
      p[AT.quorum],
      Float64Array.from({ length: depth }, (_, j) => p[AT.coalitionRationality] * pow(p[AT.telescoping], j)),
      shortfalls,
    ),
    ...place,
  };
}

/** Share of unopposed challenges of a kind after which the period ends and the game goes on. */
export function shareThatGoesOn(game: Game, kind: number): number {
  return kind === Challenge.Probe ? 1 : kind === Challenge.Limited ? 1 - game.spiral : 0;
}
