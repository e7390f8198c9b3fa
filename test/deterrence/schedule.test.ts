import { describe, expect, test } from 'vitest';
import { createSchedule, fillSchedule, type Schedule } from '../../src/deterrence/schedule.ts';
import { periodsOf } from './evaluation.ts';
import { worldWith } from './known-answers.ts';

function scheduleOf(values: Readonly<Record<string, number>>): Schedule {
  const world = worldWith(values);
  const schedule = createSchedule(periodsOf(world));
  fillSchedule(schedule, world.parameters);
  return schedule;
}

/** One period of two years, read at y = 1, and a horizon read at y = 2; every number below follows by hand. */
const BY_HAND = {
  'clock.years': 2,
  'clock.step_years': 2,
  'clock.discount_rate': Math.LN2 / 2,
  'clock.salvage_years': 3,
  'embargo.phase_out_rate': Math.LN2,
  'embargo.veto_share': 0.5,
  'challenger.sanctions_bite': 2,
  'fortress.half_years': 1,
  'fortress.gain': 1,
  'fortress.backer_dependence': 0.5,
  'fortress.depot_cover': 0.5,
  'integration.midpoint_years': 1,
  'integration.ceiling': 0.8,
  'integration.solidarity': 0.5,
  'commitment.binding': 0.2,
  'commitment.audience_cost': 100,
  'backer.reliability': 0.5,
  'backer.transactionality': 4 * Math.log(3),
  'backer.supply_engaged': 1,
  'backer.supply_wavering': 0.2,
  'protege.strength': 0.5,
  'tripwire.troops': 20,
  'tripwire.strength_per_10k': 0.125,
  'contest.decisiveness': 1,
  'contest.defender_advantage': 2,
  'challenger.rearm_gain': 1,
  'challenger.overconfidence': Math.LN2,
  'challenger.drift': 5,
  'challenger.troop_aversion': 3,
  'challenger.leverage': 10,
  'coalition.war_strength': 0.5,
  'ladder.backing_weight': 1,
  'war.gain': 14,
  'war.cost': 2,
};

const ENGAGED_FRESH = 0;
const ENGAGED_DEPLOYED = 1;
const ENGAGED_REARMED = 2;
const WAVERING_FRESH = 3;

describe('the schedules, worked out by hand', () => {
  const schedule = scheduleOf(BY_HAND);
  // g = ½·½, F = ½, a = 0.8·½ in the middle of the period; g = ½·¾, F = ⅘, a = 0.8·8/9 at the horizon.
  test('sanctions multiply costs', () => {
    expect(schedule.costMultiplier[0]).toBeCloseTo(1 + 2 * 0.25, 14);
    expect(schedule.costMultiplier[1]).toBeCloseTo(1 + 2 * 0.375, 14);
  });

  test('integration makes the promise binding, and breaking it dear', () => {
    expect(schedule.binding[0]).toBeCloseTo(0.2 + 0.8 * 0.5 * 0.4, 14);
    expect(schedule.audienceCost[0]).toBeCloseTo(36, 12);
    expect(schedule.binding[1]).toBeCloseTo(0.2 + 0.8 * 0.5 * 0.8 * (8 / 9), 14);
  });

  test('sanctions buy reliability: odds of 3 after a quarter of them', () => {
    expect(schedule.posture[0]).toBeCloseTo(9 / 16, 14);
    expect(schedule.posture[1]).toBeCloseTo(6 / 16, 14);
    expect(schedule.posture[2]).toBeCloseTo(1 / 16, 14);
  });

  test('the protégé alone: strength, troops, rearmament, supplies', () => {
    // S = 0.5·1.5 = 0.75 fresh, + 0.25 with troops; a wavering backer leaves 1 − 0.375·0.8 = 0.7 of it.
    expect(schedule.lone[ENGAGED_FRESH]).toBeCloseTo(1 / 2.5, 14);
    expect(schedule.lone[ENGAGED_DEPLOYED]).toBeCloseTo(1 / 3, 14);
    expect(schedule.lone[ENGAGED_REARMED]).toBeCloseTo(1 / 2, 14);
    expect(schedule.lone[WAVERING_FRESH]).toBeCloseTo(1 / 2.05, 14);
    // At the horizon F = ⅘: S = 0.5·1.8, with troops 1.15.
    expect(schedule.lone[9 + ENGAGED_FRESH]).toBeCloseTo(1 / 2.8, 14);
    expect(schedule.lone[9 + ENGAGED_DEPLOYED]).toBeCloseTo(1 / 3.3, 14);
  });

  test('the coalition adds its war strength, and the backer adds to that', () => {
    expect(schedule.joint[2 * ENGAGED_DEPLOYED]).toBeCloseTo(1 / 4, 14);
    expect(schedule.joint[2 * ENGAGED_DEPLOYED + 1]).toBeCloseTo(1 / 5, 14);
    expect(schedule.joint[2 * ENGAGED_REARMED + 1]).toBeCloseTo(2 / 6, 14);
  });

  test('an overconfident challenger doubles her odds', () => {
    expect(schedule.loneSeen[ENGAGED_FRESH]).toBeCloseTo(4 / 7, 14);
    expect(schedule.loneSeen[ENGAGED_DEPLOYED]).toBeCloseTo(1 / 2, 14);
    expect(schedule.jointSeen[2 * ENGAGED_DEPLOYED]).toBeCloseTo(2 / 5, 14);
  });

  test('the challenger is paid in leverage and pays for drift and troops', () => {
    const baseline = 2 / 3.05;
    expect(schedule.flow[ENGAGED_FRESH]).toBeCloseTo(-5 * 0.4 + 10 * (4 / 7 - baseline), 12);
    expect(schedule.flow[ENGAGED_DEPLOYED]).toBeCloseTo(-5 * 0.4 - 3 * 2 + 10 * (1 / 2 - baseline), 12);
    expect(schedule.flow[WAVERING_FRESH]).toBeCloseTo(-5 * 0.4, 12);
    // The baseline stays that of the first period: odds 2/1.8 of a fresh horizon against it.
    expect(schedule.flow[9]).toBeCloseTo(-5 * 0.8 * (8 / 9) + 10 * (2 / 3.8 - baseline), 12);
  });

  test('what a repelled war leaves is the flow from then on, and that of war is gain less cost', () => {
    const { flow, afterWar, warFlow } = schedule;
    expect(schedule.discount).toBeCloseTo(0.5, 14);
    for (let state = 0; state < 9; state++) {
      expect(afterWar[9 + state]).toBeCloseTo(3 * flow[9 + state], 12);
      expect(afterWar[state]).toBeCloseTo(2 * flow[state] + 0.5 * 3 * flow[9 + state], 12);
    }
    expect(warFlow[0]).toBeCloseTo(14 * (4 / 7) - 2 * 1.5, 12);
  });
});

describe('the schedules are read', () => {
  test('in the middle of every period and at the horizon itself', () => {
    const { costMultiplier } = scheduleOf({
      'clock.years': 1,
      'clock.step_years': 0.25,
      'embargo.veto_share': 0,
      'challenger.sanctions_bite': 1,
      'embargo.phase_out_rate': 1,
    });
    expect(costMultiplier).toHaveLength(5);
    [0.125, 0.375, 0.625, 0.875, 1].forEach((y, t) => {
      expect(costMultiplier[t]).toBeCloseTo(2 - Math.exp(-y), 14);
    });
  });
});

describe('the schedules tend to their limits', () => {
  const last = (row: Float64Array) => row[row.length - 1];

  test('sanctions: none under a full veto or without a phase-out, all of them when it is at once', () => {
    expect(last(scheduleOf({ 'embargo.veto_share': 1 }).costMultiplier)).toBe(1);
    expect(last(scheduleOf({ 'embargo.phase_out_rate': 0 }).costMultiplier)).toBe(1);
    const full = scheduleOf({ 'embargo.phase_out_rate': 100, 'embargo.veto_share': 0, 'challenger.sanctions_bite': 1 });
    expect(full.costMultiplier[0]).toBeCloseTo(2, 5);
    expect(last(full.costMultiplier)).toBe(2);
  });

  test('the fortress: no time is no build-up, however small the half-time the build-up is whole', () => {
    const plain = { 'fortress.depot_cover': 0, 'clock.years': 1 };
    const none = scheduleOf({ ...plain, 'fortress.gain': 0 });
    const slow = scheduleOf({ ...plain, 'fortress.gain': 1, 'fortress.half_years': 500 });
    const fast = scheduleOf({ ...plain, 'fortress.gain': 1, 'fortress.half_years': 1e-300 });
    const doubled = scheduleOf({ ...plain, 'fortress.gain': 0, 'protege.strength': 1.5 });
    for (let row = 0; row < none.lone.length; row++) {
      expect(Math.abs(slow.lone[row] - none.lone[row])).toBeLessThan(1e-5);
      expect(fast.lone[row]).toBeCloseTo(doubled.lone[row], 14);
    }
  });

  test('integration: nothing towards an infinite midpoint, the ceiling towards none', () => {
    const never = scheduleOf({ 'integration.midpoint_years': 500, 'clock.years': 1 });
    expect(last(never.binding)).toBeCloseTo(0.25, 8);
    const atOnce = scheduleOf({ 'integration.midpoint_years': 1e-300, 'integration.solidarity': 1 });
    expect(atOnce.binding[0]).toBeCloseTo(0.25 + 0.75 * 0.7, 14);
    expect(scheduleOf({ 'commitment.binding': 1 }).binding[20]).toBe(1);
  });

  test('postures: certain at the ends of reliability, always shares', () => {
    const reliable = scheduleOf({ 'backer.reliability': 1 - 1e-12 }).posture;
    const unreliable = scheduleOf({ 'backer.reliability': 1e-12, 'backer.transactionality': 0 }).posture;
    expect(reliable[0]).toBeCloseTo(1, 11);
    expect(unreliable[2]).toBeCloseTo(1, 11);
    // Small shares keep their digits.
    expect(unreliable[0]).toBeCloseTo(1e-24, 34);
    const bought = scheduleOf({ 'backer.transactionality': 20 }).posture;
    for (let t = 0; t <= 40; t++) expect(bought[3 * t] + bought[3 * t + 1] + bought[3 * t + 2]).toBeCloseTo(1, 14);
  });

  test('contests: decided for the overwhelmingly stronger, finite at the ends of what is allowed', () => {
    const strong = scheduleOf({ 'protege.strength': 1000, 'contest.decisiveness': 20 });
    const weak = scheduleOf({ 'protege.strength': 1e-12, 'contest.decisiveness': 20 });
    for (const { lone, joint, flow, afterWar } of [strong, weak]) {
      for (const value of [...lone, ...joint, ...flow, ...afterWar]) expect(Number.isFinite(value)).toBe(true);
    }
    expect(strong.lone[0]).toBeLessThan(1e-40);
    expect(weak.lone[0]).toBe(1);
  });

  test('without overconfidence she sees what is', () => {
    const { lone, loneSeen, joint, jointSeen } = scheduleOf({});
    expect(loneSeen).toEqual(lone);
    expect(jointSeen).toEqual(joint);
  });
});
