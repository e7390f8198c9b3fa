import { describe, expect, test } from 'vitest';
import { parameterIndex } from '../../src/deterrence/parameters.ts';
import { outputsOf } from './evaluation.ts';
import { worldWith } from './known-answers.ts';
import { evaluatePlainly } from './plain-model.ts';
import { changingWorld, livelyWorld, randomFor } from './random-worlds.ts';

/** Relative, model.md §8.3; the payoffs are counted forward, history by history, the values come from backward induction. */
const TOLERANCE = 1e-9;

const relative = (x: number, y: number) => Math.abs(x / y - 1);

describe('the values of the two types are the discounted payoffs that they meet', () => {
  const random = randomFor('values');
  const worlds = Array.from({ length: 5 }, (_, number) => {
    const world = livelyWorld(random, 3);
    return { name: `random world ${number}`, world: { ...world, members: [{ ...world.members[0], weight: 1 }] } };
  });
  // Strong erosion and learning, so that types change and beliefs move between the points of the grid.
  const restless = { 'coalition.erosion': 1.5, 'coalition.type_gap': 60, 'challenger.rationality': 0.1 };
  const reference = { 'clock.years': 4, 'clock.step_years': 0.5, 'solver.belief_points': 5 };

  test.each([
    { name: 'reference values on a coarse clock', world: worldWith(reference) },
    { name: 'types that change quickly', world: worldWith({ ...reference, ...restless }) },
    ...worlds,
    ...[[0.6], [0.4, 1.1], [0.9, 1.4]].map((fromYears, number) => {
      const world = changingWorld(random, 1, fromYears);
      const members = [{ ...world.members[0], weight: 1 }];
      return { name: `random world ${number} that changes course`, world: { ...world, members } };
    }),
  ])('$name', ({ world }) => {
    const output = outputsOf(world);
    const [resolute, irresolute] = evaluatePlainly(world, false).forwardPayoffs;
    expect(relative(output('value_resolute'), resolute)).toBeLessThan(TOLERANCE);
    expect(relative(output('value_irresolute'), irresolute)).toBeLessThan(TOLERANCE);
  });

  test('a world in which nothing is at stake is worth nothing to the coalition', () => {
    const world = worldWith({});
    for (const id of [
      'coalition.stake_resolute',
      'coalition.stake_irresolute',
      'coalition.war_cost',
      'commitment.audience_cost',
      'commitment.blood_cost',
      'commitment.intervention_cost',
      'roe.unmandated_cost',
      'ladder.humiliation_coalition',
      'ladder.war_loss_coalition',
      'ladder.nuclear_loss',
    ]) {
      world.parameters[parameterIndex(id)] = 0;
    }
    const free = { ...world, ladder: world.ladder.map((rung) => ({ ...rung, costCoalition: 0 })) };
    expect(Math.abs(outputsOf(free)('value_resolute'))).toBeLessThan(1e-12);
    expect(Math.abs(outputsOf(free)('value_irresolute'))).toBeLessThan(1e-12);
  });

  test('a challenger without opportunity is worth her flow of payoffs', () => {
    // No challenges, no troops, no drift, and a strength that does not move: leverage 0 leaves her nothing.
    const idle = { 'challenger.challenge_rate': 0, 'tripwire.troops': 0, 'challenger.leverage': 0 };
    const still = outputsOf(worldWith({ ...idle, 'challenger.drift': 0 }));
    expect(still('value_challenger')).toBe(0);
    expect(still('value_resolute')).toBe(0);
    // Troops from the first period's end on, for ever: aversion · n/10 a year, discounted, and the salvage years.
    const guarded = outputsOf(
      worldWith({
        ...idle,
        'challenger.drift': 0,
        'tripwire.troops': 20,
        'tripwire.deploy_years': 0,
        'challenger.troop_aversion': 3,
        'clock.salvage_years': 4,
      }),
    );
    const discount = Math.exp(-0.08 * 0.25);
    const periods = discount * ((1 - discount ** 39) / (1 - discount));
    expect(relative(guarded('value_challenger'), -6 * (0.25 * periods + 4 * discount ** 40))).toBeLessThan(1e-12);
  });
});
