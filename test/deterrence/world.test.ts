import { describe, expect, test } from 'vitest';
import { PARAMETERS, parameterIndex } from '../../src/deterrence/parameters.ts';
import { REFERENCE_LADDER, REFERENCE_MEMBERS, worldFaults } from '../../src/deterrence/world.ts';
import { worldWith } from './known-answers.ts';

const member = (weight: number, resolve = 0, conditionality = 0) => ({
  name: 'France',
  weight,
  resolve,
  conditionality,
});
const rung = (risk: number, costCoalition = 0, costChallenger = 0) => ({
  name: 'clash',
  risk,
  costCoalition,
  costChallenger,
});

describe('a world is faultless', () => {
  test('at reference values', () => {
    expect(worldFaults(worldWith({}))).toEqual([]);
  });

  test('at every bound that is included', () => {
    for (const { id, range } of PARAMETERS) {
      // Bounds of the clock are bounds of its quotient too.
      if (id.startsWith('clock.') || id.endsWith('_rate')) continue;
      if (!range.minOpen) expect(worldFaults(worldWith({ [id]: range.min })), id).toEqual([]);
      if (!range.maxOpen) expect(worldFaults(worldWith({ [id]: range.max })), id).toEqual([]);
    }
  });

  test('with one opportunity in every period, whatever the rounding of rate times length', () => {
    for (const step of [0.1, 0.3, 1 / 3, 0.7, 1 / 49]) {
      const world = worldWith({
        'clock.step_years': step,
        'challenger.challenge_rate': 1 / step,
        'ceasefire.offer_rate': 1 / step,
      });
      expect(worldFaults(world)).toEqual([]);
    }
  });

  test('with 1 to 2000 periods, 1 to 40 members and 2 to 12 rungs', () => {
    expect(worldFaults(worldWith({ 'clock.years': 0.25 }))).toEqual([]);
    expect(worldFaults(worldWith({ 'clock.years': 500 }))).toEqual([]);
    expect(worldFaults(worldWith({}, Array(40).fill(member(1000))))).toEqual([]);
    expect(worldFaults(worldWith({}, [member(0), member(1)], Array(12).fill(rung(0))))).toEqual([]);
  });
});

describe('a fault names its subject, the value and what is allowed:', () => {
  const cases: [string, Record<string, number>, string, string][] = [
    ['a share above 1', { 'roe.automaticity': 1.5 }, 'roe.automaticity', 'a number at least 0 and at most 1'],
    ['a probability of exactly 0', { 'backer.reliability': 0 }, 'backer.reliability', 'a number above 0 and below 1'],
    ['a strength of 0', { 'protege.strength': 0 }, 'protege.strength', 'a number above 0 and at most 1000'],
    [
      'a log-odds beyond 5',
      { 'challenger.overconfidence': -5.1 },
      'challenger.overconfidence',
      'a number at least -5 and at most 5',
    ],
    [
      'half a step of introspection',
      { 'solver.introspection_depth': 2.5 },
      'solver.introspection_depth',
      'an integer from 1 to 20',
    ],
    ['two belief points', { 'solver.belief_points': 2 }, 'solver.belief_points', 'an integer from 3 to 201'],
    [
      'full dependence',
      { 'fortress.backer_dependence': 1 },
      'fortress.backer_dependence',
      'a number at least 0 and below 1',
    ],
    ['a number that is none', { 'war.gain': Number.NaN }, 'war.gain', 'a number at least 0 and at most 1000000'],
    ['infinity', { 'war.gain': Number.POSITIVE_INFINITY }, 'war.gain', 'a number at least 0 and at most 1000000'],
    [
      'more than one challenge a period',
      { 'challenger.challenge_rate': 4.1 },
      'challenger.challenge_rate',
      'at most 1 / clock.step_years = 4',
    ],
    [
      'more than one offer a period',
      { 'ceasefire.offer_rate': 5 },
      'ceasefire.offer_rate',
      'at most 1 / clock.step_years = 4',
    ],
    [
      'too many periods',
      { 'clock.step_years': 0.001, 'challenger.challenge_rate': 1 },
      'clock.step_years',
      'a length that divides clock.years into 1 to 2000 periods',
    ],
    [
      'no period at all',
      { 'clock.years': 0.1 },
      'clock.step_years',
      'a length that divides clock.years into 1 to 2000 periods',
    ],
  ];

  test.each(cases)('%s', (_, values, subject, allowed) => {
    const value = worldWith(values).parameters[parameterIndex(subject)];
    expect(worldFaults(worldWith(values))).toEqual([{ subject, value, allowed }]);
  });

  test('members and their weights', () => {
    expect(worldFaults(worldWith({}, []))).toEqual([
      { subject: 'members', value: 0, allowed: 'an integer from 1 to 40' },
      { subject: 'members', value: 0, allowed: 'weights with a sum above 0' },
    ]);
    expect(worldFaults(worldWith({}, [member(0), member(0)]))).toEqual([
      { subject: 'members', value: 0, allowed: 'weights with a sum above 0' },
    ]);
    expect(worldFaults(worldWith({}, [member(1.5)]))).toEqual([
      { subject: 'members.France.weight', value: 1.5, allowed: 'an integer from 0 to 1000' },
    ]);
    expect(worldFaults(worldWith({}, [member(1, 1e7, -1e7)]))).toEqual([
      { subject: 'members.France.resolve', value: 1e7, allowed: 'a number at least -1000000 and at most 1000000' },
      {
        subject: 'members.France.conditionality',
        value: -1e7,
        allowed: 'a number at least -1000000 and at most 1000000',
      },
    ]);
    expect(worldFaults(worldWith({}, Array(41).fill(member(1))))).toEqual([
      { subject: 'members', value: 41, allowed: 'an integer from 1 to 40' },
    ]);
  });

  test('the ladder and its rungs', () => {
    expect(worldFaults(worldWith({}, REFERENCE_MEMBERS, [rung(0)]))).toEqual([
      { subject: 'ladder', value: 1, allowed: 'an integer from 2 to 12' },
    ]);
    expect(worldFaults(worldWith({}, REFERENCE_MEMBERS, [rung(1), rung(0, -1, 2e6)]))).toEqual([
      { subject: 'ladder[0].risk', value: 1, allowed: 'a number at least 0 and below 1' },
      { subject: 'ladder[1].cost_coalition', value: -1, allowed: 'a number at least 0 and at most 1000000' },
      { subject: 'ladder[1].cost_challenger', value: 2e6, allowed: 'a number at least 0 and at most 1000000' },
    ]);
  });

  test('several at once, in the order of the registry', () => {
    const world = worldWith({ 'roe.threshold': 0, 'backer.volatility': -1 }, REFERENCE_MEMBERS, [
      ...REFERENCE_LADDER,
      rung(2),
    ]);
    expect(worldFaults(world).map(({ subject }) => subject)).toEqual([
      'backer.volatility',
      'roe.threshold',
      'ladder[3].risk',
    ]);
  });
});
