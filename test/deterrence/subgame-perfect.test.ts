import { describe, expect, test } from 'vitest';
import { createEngagementRules, fillEngagementRules } from '../../src/deterrence/engagement-rules.ts';
import { parameterIndex } from '../../src/deterrence/parameters.ts';
import { createSchedule, fillSchedule } from '../../src/deterrence/schedule.ts';
import type { World } from '../../src/deterrence/world.ts';
import { deviation, outputsOf, periodsOf } from './evaluation.ts';
import { livelyWorld, randomFor } from './random-worlds.ts';

const COUNTS = [
  'probes',
  'limited_attacks',
  'assaults',
  'responses',
  'challenger_backs_down',
  'coalition_backs_down',
  'joint_wars',
] as const;
/** To the challenger, to the coalition, then COUNTS. */
type Account = readonly number[];

const add = (...parts: readonly [number, Account][]): Account =>
  Array.from({ length: 2 + COUNTS.length }, (_, i) =>
    parts.reduce((sum, [share, account]) => sum + share * account[i], 0),
  );
const account = (challenger: number, coalition: number): Account => [challenger, coalition, ...COUNTS.map(() => 0)];
const count = (name: (typeof COUNTS)[number]): Account => [0, 0, ...COUNTS.map((one) => (one === name ? 1 : 0))];

/**
 * The game of model.md §4 between players who make no mistakes and know each other: at every move the better branch,
 * for the coalition by its decision utilities of §5. One voter, no misperceptions, no erosion.
 * @param type 0 resolute, 1 irresolute
 * @returns the account of a ceasefire at the start by posture, and by how much the closest decision was made
 */
function solvePerfectly(world: World, type: number): { start: Account[]; closest: number } {
  const p = (id: string) => world.parameters[parameterIndex(id)];
  const periods = periodsOf(world);
  const schedule = createSchedule(periods);
  fillSchedule(schedule, world.parameters);
  const rules = createEngagementRules();
  fillEngagementRules(rules, world.parameters);
  const step = p('clock.step_years');
  const chance = (hazard: number) => 1 - Math.exp(-hazard * step);
  const backing = ['engaged', 'wavering', 'withdrawn'].map((u) => p(`backer.backing_${u}`));
  const stake = p(type === 0 ? 'coalition.stake_resolute' : 'coalition.stake_irresolute');
  const [voter] = world.members.filter(({ weight }) => weight > 0);
  const inclination = voter.resolve + (type === 0 ? 0.5 : -0.5) * p('coalition.type_gap');
  const kinds = ['none', 'probe', 'limited', 'assault'];
  const cost = kinds.map((kind) => (kind === 'none' ? 0 : p(`challenge.cost_${kind}`)));
  const gain = kinds.map((kind) => (kind === 'none' ? 0 : p(`challenge.gain_${kind}`)));
  const move = chance(p('backer.volatility'));
  const deploy = p('tripwire.deploy_years') === 0 ? 1 : chance(1 / p('tripwire.deploy_years'));
  const stages = [
    [1 - deploy, deploy, 0],
    [0, 1 - chance(1 / p('challenger.rearm_years')), chance(1 / p('challenger.rearm_years'))],
    [0, 0, 1],
  ];
  let closest = Number.POSITIVE_INFINITY;
  const better = (margin: number) => {
    closest = Math.min(closest, Math.abs(margin));
    return margin > 0;
  };
  const agree = (yes: Account, no: Account, shortfall: number) =>
    better(yes[1] - no[1] + inclination - voter.conditionality * shortfall) ? yes : no;

  let next: Account[] = Array.from({ length: 9 }, (_, state) =>
    account(p('clock.salvage_years') * schedule.flow[9 * periods + state], 0),
  );
  for (let t = periods - 1; t >= 0; t--) {
    next = Array.from({ length: 9 }, (_, state) => {
      const [u, k] = [Math.floor(state / 3), state % 3];
      const row = 9 * t + state;
      const z = schedule.costMultiplier[t];
      const later = add(
        ...next.map((one, other): [number, Account] => [
          (move * schedule.posture[3 * t + Math.floor(other / 3)] + (Math.floor(other / 3) === u ? 1 - move : 0)) *
            stages[k][other % 3],
          one,
        ]),
      );
      const end: Account = [
        step * schedule.flow[row] + schedule.discount * later[0],
        schedule.discount * later[1],
        ...later.slice(2),
      ];
      const war = (won: number): Account =>
        account(
          won * gain[3] + (1 - won) * (schedule.afterWar[row] - p('challenge.defeat_cost') * z),
          -stake * (won + (1 - won) * p('coalition.repelled_share')),
        );
      const success = Math.sqrt(schedule.lone[row]);
      const spiral = p('challenge.spiral');
      const unopposed = (kind: number): Account => {
        if (kind === 1) return add([1, end], [gain[1], account(1, 0)]);
        if (kind === 3) return war(schedule.lone[row]);
        return add(
          [spiral, war(schedule.lone[row])],
          [spiral * (cost[3] - cost[2]) * z, account(-1, 0)],
          [1 - spiral, end],
          [1 - spiral, account(success * gain[2], (-success * stake * gain[2]) / gain[3])],
        );
      };
      const disaster = (backed: number): Account => {
        const nuclear = p('ladder.nuclear_share');
        const weight = 1 + p('ladder.backing_weight') * backed;
        const relief = 1 - p('ladder.backing_relief') * backed;
        return add(
          [nuclear * p('ladder.nuclear_loss'), account(-1, -1)],
          [1 - nuclear, account(-weight * p('ladder.war_loss_challenger'), -relief * p('ladder.war_loss_coalition'))],
        );
      };
      const enter = (rung: number, kind: number, backed: number): Account => {
        if (rung === world.ladder.length) return disaster(backed);
        const { risk, costCoalition, costChallenger } = world.ladder[rung - 1];
        const relief = 1 - p('ladder.backing_relief') * backed;
        const climb = enter(rung + 1, kind, backed);
        const escalation = p('coalition.war_escalation');
        const stop =
          kind === 3
            ? add(
                [1, count('joint_wars')],
                [escalation, disaster(backed)],
                [1 - escalation, war(schedule.joint[2 * row + backed])],
                [1 - escalation, account(0, -relief * p('coalition.war_cost'))],
              )
            : add(
                [1, end],
                [rung, account(-p('ladder.humiliation_challenger'), 0)],
                [1, count('challenger_backs_down')],
              );
        const down = add(
          [1, unopposed(kind)],
          [1, account(0, -schedule.audienceCost[t] - rung * p('ladder.humiliation_coalition'))],
          [1, count('coalition_backs_down')],
        );
        const hers = better(climb[0] - stop[0]) ? climb : stop;
        const theirs = agree(climb, down, 1 - backed);
        return add(
          [1, account(-costChallenger * z * (1 + p('ladder.backing_weight') * backed), -costCoalition * relief)],
          [risk, disaster(backed)],
          [(1 - risk) * p('ladder.initiative'), hers],
          [(1 - risk) * (1 - p('ladder.initiative')), theirs],
        );
      };
      const answer = (kind: number, misread: number): Account =>
        add(
          [1, count('responses')],
          ...[0, 1].flatMap((backed): [number, Account][] => {
            const share = backed ? backing[u] : 1 - backing[u];
            return [
              [share * misread, disaster(backed)],
              [share * (1 - misread), enter(1, kind, backed)],
            ];
          }),
        );
      const challenge = (kind: number): Account => {
        const hit = k > 0 ? rules.hit[kind] : 0;
        const audience = schedule.audienceCost[t];
        const vote = (misread: number, price: number, absorb: number) =>
          agree(
            add([1, answer(kind, misread)], [1, account(0, -price)]),
            add([1, unopposed(kind)], [1, account(0, -absorb)]),
            1 - backing[u],
          );
        const muted = audience * (1 - p('roe.deniability'));
        const branches: [number, Account][] = [
          [1, account(-cost[kind] * z, 0)],
          [1, count((['probes', 'limited_attacks', 'assaults'] as const)[kind - 1])],
          [
            1 - hit,
            kind === 1 ? unopposed(1) : vote(0, p('commitment.intervention_cost') * (1 - schedule.binding[t]), muted),
          ],
        ];
        if (hit > 0) {
          const [v, misread, blood] = [rules.triggered[kind], rules.misread[kind], rules.bloodCost[kind]];
          branches.push(
            [hit * v * p('roe.automaticity'), answer(kind, misread)],
            [hit * v * (1 - p('roe.automaticity')), vote(misread, 0, audience + blood)],
            [hit * (1 - v), vote(misread, p('roe.unmandated_cost'), muted + blood)],
          );
        }
        return add(...branches);
      };
      const choices = [end, challenge(1), challenge(2), challenge(3)].sort((x, y) => y[0] - x[0]);
      better(choices[0][0] - choices[1][0]);
      const opportunity = step * p('challenger.challenge_rate');
      return add([opportunity, choices[0]], [1 - opportunity, end]);
    });
  }
  return { start: [next[0], next[3], next[6]], closest };
}

describe('players who make no mistakes and know each other', () => {
  // With λ = 1000 a decision by a margin of 0.03 goes wrong once in e³⁰; closer ones are left out.
  const CLEAR = 0.03;
  const TOLERANCE = 1e-9;
  const random = randomFor('subgame perfection');
  const cases = Array.from({ length: 120 }, (_, number) => {
    const world = livelyWorld(random, 1);
    const type = number % 2;
    const set = (id: string, value: number) => {
      world.parameters[parameterIndex(id)] = value;
    };
    set('clock.years', 2);
    set('challenger.rationality', 1000);
    set('coalition.rationality', 1000);
    set('coalition.erosion', 0);
    set('coalition.resolve', type === 0 ? 1 - 1e-14 : 1e-14);
    for (const id of ['misperception_resolve', 'misperception_backing', 'overconfidence']) set(`challenger.${id}`, 0);
    // The ceasefire begins at once.
    set('ceasefire.offer_rate', 2);
    set('war.gain', 0);
    set('war.cost', 1e5);
    set('backer.reliability', 0.5);
    const members = [{ ...world.members[0], weight: 1 }];
    return { world: { ...world, members }, type, ...solvePerfectly({ ...world, members }, type) };
  }).filter(({ closest }) => closest > CLEAR);

  test('follow the subgame-perfect path of the decision utilities, in values and in what happens', () => {
    expect(cases.length).toBeGreaterThan(20);
    for (const { world, type, start } of cases) {
      const output = outputsOf(world);
      expect(deviation(output('value_challenger'), start[0][0])).toBeLessThan(TOLERANCE);
      expect(deviation(output(type === 0 ? 'value_resolute' : 'value_irresolute'), start[0][1])).toBeLessThan(
        TOLERANCE,
      );
      const schedule = createSchedule(periodsOf(world));
      fillSchedule(schedule, world.parameters);
      COUNTS.forEach((name, i) => {
        const expected = start.reduce((sum, one, u) => sum + schedule.posture[u] * one[2 + i], 0);
        expect(deviation(output(name), expected), name).toBeLessThan(TOLERANCE);
      });
    }
  });

  test('do everything in one world or another', () => {
    COUNTS.forEach((name, i) => {
      expect(Math.max(...cases.map(({ start }) => start[0][2 + i])), name).toBeGreaterThan(1e-3);
    });
  });
});
