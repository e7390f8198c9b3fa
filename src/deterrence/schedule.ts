/** What is fixed in advance within a draw: strengths, prospects of war, postures and payoffs by period (docs/model.md §2). */
import exp from '@stdlib/math-base-special-exp';
import pow from '@stdlib/math-base-special-pow';
import { type Course, type Efforts, effortsAfter } from './course.ts';
import { Posture, Size } from './layout.ts';
import { parameterIndex as id } from './parameters.ts';

const AT = {
  step: id('clock.step_years'),
  salvage: id('clock.salvage_years'),
  discountRate: id('clock.discount_rate'),
  sanctionsBite: id('challenger.sanctions_bite'),
  fortressGain: id('fortress.gain'),
  dependence: id('fortress.backer_dependence'),
  depotCover: id('fortress.depot_cover'),
  ceiling: id('integration.ceiling'),
  solidarity: id('integration.solidarity'),
  troops: id('tripwire.troops'),
  strengthPer10k: id('tripwire.strength_per_10k'),
  binding: id('commitment.binding'),
  audienceCost: id('commitment.audience_cost'),
  reliability: id('backer.reliability'),
  transactionality: id('backer.transactionality'),
  supplyEngaged: id('backer.supply_engaged'),
  strength: id('protege.strength'),
  decisiveness: id('contest.decisiveness'),
  defenderAdvantage: id('contest.defender_advantage'),
  rearmGain: id('challenger.rearm_gain'),
  overconfidence: id('challenger.overconfidence'),
  drift: id('challenger.drift'),
  troopAversion: id('challenger.troop_aversion'),
  leverage: id('challenger.leverage'),
  warStrength: id('coalition.war_strength'),
  backingWeight: id('ladder.backing_weight'),
  warGain: id('war.gain'),
  warCost: id('war.cost'),
};

/** Schedules of one draw and path. Row t is period t, row T the horizon. */
export interface Schedule {
  periods: number;
  /** Discount factor of one period. */
  discount: number;
  /** z(t), [T+1]. */
  costMultiplier: Float64Array;
  /** A(t), [T+1]. */
  audienceCost: Float64Array;
  /** β(t), [T+1]. */
  binding: Float64Array;
  /** π(t): long-run shares of the postures, [T+1][3]. */
  posture: Float64Array;
  /** P(t,u,k): the challenger wins against the protégé alone, [T+1][9]; true and as the challenger sees it. */
  lone: Float64Array;
  loneSeen: Float64Array;
  /** J(t,u,k,backed), [T+1][9][2]. */
  joint: Float64Array;
  jointSeen: Float64Array;
  /** The challenger's payoff per year of ceasefire, [T+1][9]. */
  flow: Float64Array;
  /** Ψ(t,u,k): what is left to her after a repelled war, [T+1][9]. */
  afterWar: Float64Array;
  /** w(t,u): her payoff per year of the war of the start, [T+1][3]. */
  warFlow: Float64Array;
}

/** Room for schedules of the given number of periods. */
export function createSchedule(periods: number): Schedule {
  const rows = periods + 1;
  return {
    periods,
    discount: 1,
    costMultiplier: new Float64Array(rows),
    audienceCost: new Float64Array(rows),
    binding: new Float64Array(rows),
    posture: new Float64Array(rows * Size.Postures),
    lone: new Float64Array(rows * Size.States),
    loneSeen: new Float64Array(rows * Size.States),
    joint: new Float64Array(rows * Size.States * 2),
    jointSeen: new Float64Array(rows * Size.States * 2),
    flow: new Float64Array(rows * Size.States),
    afterWar: new Float64Array(rows * Size.States),
    warFlow: new Float64Array(rows * Size.Postures),
  };
}

/** Fills the schedules of a path that keeps its course from a parameter vector in registry order (docs/model.md §2). */
export function fillSchedule(schedule: Schedule, p: Float64Array): void {
  const { periods } = schedule;
  const phases = [{ fromYear: 0, parameters: p }];
  schedule.discount = exp(-p[AT.discountRate] * p[AT.step]);
  for (let t = 0; t <= periods; t++) fillRow(schedule, p, t, effortsAfter(phases, yearsOf(schedule, p, t)));
  for (let t = periods; t >= 0; t--) fillAfterWar(schedule, schedule, p, t);
}

/**
 * Fills the schedules of a path that changes course, one for each force that may be in place in stages 1 and 2.
 * @param parameters by phase and force: those of the phase, with that force for the troops
 */
export function fillSchedules(
  schedules: readonly Schedule[],
  course: Course,
  parameters: readonly (readonly Float64Array[])[],
): void {
  const [{ periods }] = schedules;
  const { phases, phaseOf, settled } = course;
  const count = schedules.length;
  const first = phases[0].parameters;
  for (const schedule of schedules) schedule.discount = exp(-first[AT.discountRate] * first[AT.step]);
  for (let t = 0; t <= periods; t++) {
    const efforts = effortsAfter(phases, yearsOf(schedules[0], first, t));
    for (let force = 0; force < count; force++) fillRow(schedules[force], parameters[phaseOf[t]][force], t, efforts);
  }
  for (let t = periods; t >= 0; t--) {
    for (let force = 0; force < count; force++) {
      const later = t === periods ? force : settled[(t + 1) * count + force];
      fillAfterWar(schedules[force], schedules[later], first, t);
    }
  }
}

/** When the schedules of a period are read: in its middle, and at the horizon itself. */
function yearsOf({ periods }: Schedule, p: Float64Array, t: number): number {
  const step = p[AT.step];
  return t === periods ? t * step : (t + 0.5) * step;
}

/** Sanctions, promise, postures and prospects of war of one period. Row 0 comes first: it holds the baseline of leverage. */
function fillRow(schedule: Schedule, p: Float64Array, t: number, efforts: Efforts): void {
  const { sanctions } = efforts;
  const fortress = saturating(efforts.fortress, 2);
  const integration = p[AT.ceiling] * saturating(efforts.integration, 3);
  const binding = p[AT.binding] + (1 - p[AT.binding]) * p[AT.solidarity] * integration;
  schedule.costMultiplier[t] = 1 + p[AT.sanctionsBite] * sanctions;
  schedule.binding[t] = binding;
  schedule.audienceCost[t] = p[AT.audienceCost] * binding;

  // Reliability raised by sanctions in log-odds, as odds; both shares without subtraction.
  const odds = (p[AT.reliability] / (1 - p[AT.reliability])) * exp(p[AT.transactionality] * sanctions);
  const reliable = odds / (1 + odds);
  const unreliable = 1 / (1 + odds);
  schedule.posture[3 * t] = reliable * reliable;
  schedule.posture[3 * t + 1] = 2 * reliable * unreliable;
  schedule.posture[3 * t + 2] = unreliable * unreliable;

  const m = p[AT.decisiveness];
  const rearmed = pow(1 + p[AT.rearmGain], m);
  const confidence = exp(p[AT.overconfidence]);
  const dependence = p[AT.dependence] * (1 - p[AT.depotCover] * fortress);
  const own = p[AT.strength] * (1 + p[AT.fortressGain] * fortress);
  const troops = (p[AT.strengthPer10k] * p[AT.troops]) / 10;
  for (let u = 0; u < Size.Postures; u++) {
    const delivered = 1 - dependence * (1 - p[AT.supplyEngaged + u]);
    for (let k = 0; k < Size.Stages; k++) {
      const state = Size.States * t + Size.Stages * u + k;
      const attack = k === 2 ? rearmed : 1;
      // Without troops the second stage is as strong as the first, and the third always as the second.
      if (k === 0 || (k === 1 && troops > 0)) {
        const strength = (own + (k === 0 ? 0 : troops)) * delivered;
        resist[0] = pow(p[AT.defenderAdvantage] * strength, m);
        resist[1] = pow(p[AT.defenderAdvantage] * (strength + p[AT.warStrength]), m);
        resist[2] = pow(p[AT.defenderAdvantage] * (strength + p[AT.warStrength] * (1 + p[AT.backingWeight])), m);
      }
      // σ(logit(P) + overconfidence) with P = a/(a + d) is a·e^overconfidence / (a·e^overconfidence + d).
      schedule.lone[state] = attack / (attack + resist[0]);
      schedule.loneSeen[state] = (attack * confidence) / (attack * confidence + resist[0]);
      for (let backed = 0; backed < 2; backed++) {
        schedule.joint[2 * state + backed] = attack / (attack + resist[1 + backed]);
        schedule.jointSeen[2 * state + backed] = (attack * confidence) / (attack * confidence + resist[1 + backed]);
      }
    }
    schedule.warFlow[3 * t + u] =
      p[AT.warGain] * schedule.loneSeen[Size.States * t + Size.Stages * u] - p[AT.warCost] * schedule.costMultiplier[t];
  }
  const baseline = schedule.loneSeen[Size.Stages * Posture.Wavering];
  for (let state = 0; state < Size.States; state++) {
    const presence = state % Size.Stages === 0 ? 0 : p[AT.troops] / 10;
    schedule.flow[Size.States * t + state] =
      -p[AT.drift] * integration -
      p[AT.troopAversion] * presence +
      p[AT.leverage] * (schedule.loneSeen[Size.States * t + state] - baseline);
  }
}

/** (d·s)^m of the protégé alone, with the coalition, and with coalition and backer: the same for stages 1 and 2. */
const resist = new Float64Array(3);

/**
 * Ψ of one period: the flows from here to the horizon and the salvage years after it, discounted.
 * @param later the schedule that holds from the next period on
 */
function fillAfterWar(schedule: Schedule, later: Schedule, p: Float64Array, t: number): void {
  const { periods, flow, afterWar, discount } = schedule;
  for (let at = Size.States * t; at < Size.States * (t + 1); at++) {
    afterWar[at] =
      t === periods ? p[AT.salvage] * flow[at] : p[AT.step] * flow[at] + discount * later.afterWar[at + Size.States];
  }
}

/** x^n / (1 + x^n), also where x^n overflows. */
function saturating(x: number, n: number): number {
  return 1 / (1 + pow(x, -n));
}
