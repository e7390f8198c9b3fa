import { describe, expect, test } from 'vitest';
import { PARAMETER_INDEX, parameterIndex, referenceParameters } from '../../src/deterrence/parameters.ts';
import { payoffOrders } from '../../src/deterrence/payoff-order.ts';
import { REFERENCE_LADDER, REFERENCE_MEMBERS, type World } from '../../src/deterrence/world.ts';

const world = (values: Readonly<Record<string, number>> = {}, ladder = REFERENCE_LADDER): World => {
  const parameters = referenceParameters();
  for (const [id, value] of Object.entries(values)) parameters[parameterIndex(id)] = value;
  return { parameters, members: REFERENCE_MEMBERS, ladder };
};
const broken = (of: World): string[] =>
  payoffOrders(of.ladder.length).flatMap(({ name, sides }) => {
    const [lesser, greater] = sides(of) ?? [0, 0];
    return lesser > greater ? [name] : [];
  });

describe('the orders that payoffs are meant to have', () => {
  test('hold in the reference world', () => {
    expect(broken(world())).toEqual([]);
  });

  test.each([
    ['a probe that is worth more than an attack', { 'challenge.gain_probe': 11 }, ['challenge.gain_limited']],
    [
      'an attack that is dearer than an assault',
      { 'challenge.cost_limited': 39 },
      ['challenge.cost_assault', 'worthwhile_limited'],
    ],
    ['nuclear use preferred to general war', { 'ladder.nuclear_loss': 200 }, ['nuclear_challenger']],
    ['general war preferred to backing down', { 'ladder.humiliation_challenger': 80 }, ['humiliation_challenger']],
    ['general war cheaper than the stakes', { 'coalition.stake_resolute': 100 }, ['general_war_coalition_backed']],
    ['a general war that costs less than can be won', { 'ladder.war_loss_challenger': 90 }, ['general_war_challenger']],
    ['types that are turned round', { 'coalition.stake_irresolute': 61 }, ['stakes']],
    ['a backer that gives more the less it is engaged', { 'backer.backing_withdrawn': 0.6 }, ['backing_withdrawn']],
    ['a joint war worse than general war', { 'coalition.war_cost': 151 }, ['joint_war']],
    ['a promise dearer than general war', { 'commitment.audience_cost': 250 }, ['humiliation_coalition']],
  ])('are broken by %s', (_, values, names) => {
    expect(broken(world(values))).toEqual(names);
  });

  test('reach and casualties mean nothing where there are no troops', () => {
    const far = { 'tripwire.reach_probe': 900, 'tripwire.casualties_limited': 500 };
    expect(broken(world(far))).toEqual(['tripwire.reach_limited', 'tripwire.casualties_assault']);
    expect(broken(world({ ...far, 'tripwire.troops': 0 }))).toEqual([]);
  });

  test('rungs may not get cheaper or safer on the way up, whatever the unused entries of the top say', () => {
    const rung = (risk: number, costCoalition: number, costChallenger: number) => ({
      ...{ name: 'rung', risk, costCoalition, costChallenger },
    });
    const ladder = [rung(0.1, 4, 5), rung(0.2, 3, 9), rung(0.3, 9, 8), rung(0, 0, 0)];
    expect(broken(world({}, ladder))).toEqual(['rung_2_cost_coalition', 'rung_3_cost_challenger']);
    expect(payoffOrders(2).filter(({ name }) => name.startsWith('rung'))).toEqual([]);
  });

  test('name parameters and rungs that there are', () => {
    for (const { quantities } of payoffOrders(3)) {
      expect(quantities.length).toBeGreaterThan(1);
      for (const id of quantities) expect(PARAMETER_INDEX.has(id) || /^ladder\[[01]\]\.\w+$/.test(id)).toBe(true);
    }
  });
});
