import { describe, expect, test } from 'vitest';
import { createModel } from '../../src/deterrence/model.ts';
import { OUTPUTS, outputIndex } from '../../src/deterrence/outputs.ts';
import { parameterIndex } from '../../src/deterrence/parameters.ts';
import type { World } from '../../src/deterrence/world.ts';
import { uniformStream } from '../../src/random/stream.ts';
import { evaluate } from './evaluation.ts';
import { KNOWN_ANSWERS, worldWith } from './known-answers.ts';
import { livelyWorld, randomFor } from './random-worlds.ts';

const HISTORIES = 20_000;
/** An output is tested in a world where more than so many histories are expected to show it. */
const FEW = 60;
/** Two-sided z of an error rate of 1e-3 over 330 tests (Bonferroni). */
const FAMILY = 330;
const CRITICAL = 4.65;

/** Outputs that a history has: all but the ratios, the values and what is defined by them. */
const COUNTED = OUTPUTS.filter(
  ({ name, kind }) =>
    (kind !== 'derived' && kind !== 'utility') || name === 'uncovered_cheque' || name === 'broken_promise',
).map(({ name }) => name);

const streamsOf = (seed: string, count: number) =>
  Array.from({ length: count }, (_, i) => uniformStream(seed, 'history', `${i}`));

/**
 * The z of the histories' mean of one output against the exact pass. Where too few histories should show it there is
 * none, and at most twice as many as FEW may (a Poisson count of 60 exceeds 120 once in 10¹¹).
 */
function zOf(histories: readonly Float64Array[], index: number, exact: number): number | undefined {
  const values = histories.map((history) => history[index]).filter((value) => !Number.isNaN(value));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (!(exact * values.length > FEW))
    return values.length === 0 || mean * values.length < 2 * FEW ? undefined : Number.POSITIVE_INFINITY;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  // What is the same in all histories has no spread to measure by, but must then be the exact value.
  if (variance === 0) return Math.abs(mean - exact) < 1e-9 ? 0 : Number.POSITIVE_INFINITY;
  return (mean - exact) / Math.sqrt(variance / values.length);
}

describe('histories', () => {
  const random = randomFor('histories');
  const seven = KNOWN_ANSWERS[1].world;
  const busy = { 'tripwire.deploy_years': 0, 'tripwire.distance_km': 20, 'challenger.rationality': 0.05 };
  const meek = { 'coalition.rationality': 0.02, 'ladder.war_loss_coalition': 30, 'ladder.nuclear_loss': 100 };
  const worlds: [string, World][] = [
    ['reference values', worldWith({})],
    ['seven members', seven],
    ['many incidents', worldWith({ ...busy, ...meek, 'budget.fortress_cost': 2 })],
    ['an overconfident challenger', worldWith({ ...busy, 'challenger.overconfidence': 0.8, 'roe.misread_risk': 0.8 })],
    [
      'answers without a hit',
      worldWith({
        ...busy,
        ...meek,
        'tripwire.distance_km': 120,
        'commitment.intervention_cost': 0,
        'challenge.spiral': 1,
        'roe.misread_risk': 1,
      }),
    ],
    ['short rungs', { ...worldWith({ ...busy, ...meek }), ladder: livelyWorld(random, 3).ladder }],
    ...[1, 2, 3].map((i): [string, World] => [`random world ${i}`, livelyWorld(random, 5)]),
  ];
  const tested = new Set<string>();
  let tests = 0;

  test.each(worlds)('have the means of the exact pass: %s (z-tests, family-wise error rate 1e-3)', (name, world) => {
    const { outputs } = evaluate(world);
    const histories = createModel().simulate(world, streamsOf(`means ${name}`, HISTORIES));
    for (const output of COUNTED) {
      const index = outputIndex(output);
      const z = zOf(histories, index, outputs[index]);
      if (z === undefined) continue;
      tests++;
      tested.add(output);
      expect(Math.abs(z), `${output}: exact ${outputs[index]}`).toBeLessThan(CRITICAL);
    }
  });

  test('test every output somewhere, and not more often than the error rate allows for', () => {
    expect([...tested].sort()).toEqual([...COUNTED].sort());
    expect(tests).toBeLessThanOrEqual(FAMILY);
  });

  test('end in one outcome, begin at most one ceasefire, and spend their years', () => {
    const world = worldWith({ ...busy, ...meek });
    for (const history of createModel().simulate(world, streamsOf('one outcome', 2000))) {
      const at = (output: string) => history[outputIndex(output)];
      expect([...history.subarray(0, 7)].sort()).toEqual([0, 0, 0, 0, 0, 0, 1]);
      expect([0, 1]).toContain(at('ceasefires'));
      expect(Number.isNaN(at('ceasefire_year'))).toBe(at('ceasefires') === 0);
      const broken = at('renewed_war_lost') + at('renewed_war_repelled') + at('general_war') + at('nuclear_use');
      expect(Number.isNaN(at('breakdown_year'))).toBe(broken === 0);
      expect(at('hits')).toBe(at('responses_triggered') + at('responses_untriggered') + at('absorbed_hits'));
      expect(at('general_war') + at('nuclear_use')).toBe(at('misreads') + at('ladder_losses') + at('joint_war_losses'));
      expect(at('war_years') + at('ceasefire_years')).toBeLessThanOrEqual(10 + 1e-9);
      if (at('ceasefire_holds') + at('war_continues') === 1) {
        expect(at('war_years') + at('ceasefire_years')).toBeCloseTo(10, 9);
      }
      if (at('absorbed_hits') > 0) expect(at('uncovered_cheque')).toBe(1);
      if (at('lone_assault_wars') + at('spirals') > 0) expect(at('broken_promise')).toBe(1);
    }
  });
});

describe('the luck of a history', () => {
  const model = createModel();
  const play = (values: Readonly<Record<string, number>>, seed = 'luck', count = 4000) =>
    model.simulate(worldWith(values), streamsOf(seed, count));
  const column = (histories: readonly Float64Array[], output: string) =>
    histories.map((history) => history[outputIndex(output)]);

  test('is that of its stream: the same streams give the same histories, others do not', () => {
    const first = play({}, 'luck', 300);
    play({ 'tripwire.troops': 3, 'solver.belief_points': 5 }, 'other', 10);
    expect(play({}, 'luck', 300)).toEqual(first);
    expect(play({}, 'another', 300)).not.toEqual(first);
    // A history does not depend on those that are played beside it.
    expect(play({}, 'luck', 100)).toEqual(first.slice(0, 100));
  });

  test('is that of another path, where the paths do not differ', () => {
    const cheap = play({ 'budget.troop_cost': 0 });
    const dear = play({ 'budget.troop_cost': 1 });
    for (const { name } of OUTPUTS) {
      if (name !== 'budget') expect(column(cheap, name), name).toEqual(column(dear, name));
    }
  });

  test('meets two paths alike in the war of the start: what collapses collapses sooner under a higher hazard', () => {
    const war = { 'ceasefire.offer_rate': 0, 'backer.supply_wavering': 1, 'backer.supply_withdrawn': 1 };
    const mild = play({ ...war, 'war.collapse_rate': 0.1 });
    const harsh = play({ ...war, 'war.collapse_rate': 0.2 });
    mild.forEach((history, i) => {
      expect(harsh[i][outputIndex('protege_collapses')]).toBeGreaterThanOrEqual(
        history[outputIndex('protege_collapses')],
      );
      expect(harsh[i][outputIndex('war_years')]).toBeLessThanOrEqual(history[outputIndex('war_years')]);
    });
  });

  test('meets them alike even after they have parted', () => {
    // What happens on one path and not on the other leaves the uniforms of later periods in step.
    const deployment = play({}, 'parted', 8000);
    const fortress = play({ 'tripwire.troops': 0, 'fortress.gain': 0.9 }, 'parted', 8000);
    const elsewhere = play({ 'tripwire.troops': 0, 'fortress.gain': 0.9 }, 'elsewhere', 8000);
    const correlation = (x: readonly number[], y: readonly number[]) => {
      const mean = (row: readonly number[]) => row.reduce((a, b) => a + b) / row.length;
      const [mx, my] = [mean(x), mean(y)];
      const sum = (f: (i: number) => number) => x.reduce((total, _, i) => total + f(i), 0);
      return (
        sum((i) => (x[i] - mx) * (y[i] - my)) / Math.sqrt(sum((i) => (x[i] - mx) ** 2) * sum((i) => (y[i] - my) ** 2))
      );
    };
    for (const output of ['war_years', 'probes', 'ceasefire_holds']) {
      const together = correlation(column(deployment, output), column(fortress, output));
      const apart = correlation(column(deployment, output), column(elsewhere, output));
      expect(together, output).toBeGreaterThan(0.3);
      // Independent histories: |r| < 5/√n, an error rate below 1e-6.
      expect(Math.abs(apart), output).toBeLessThan(5 / Math.sqrt(8000));
    }
  });

  test('takes a fixed number of uniforms in every period that is played', () => {
    const world = worldWith({ 'ceasefire.offer_rate': 0, 'war.collapse_rate': 0 });
    const taken = [1, 2, 5].map((years) => {
      world.parameters[parameterIndex('clock.years')] = years;
      let asked = 0;
      const uniform = uniformStream('count', `${years}`);
      model.simulate(world, [
        () => {
          asked++;
          return uniform();
        },
      ]);
      return asked;
    });
    expect((taken[2] - taken[1]) / 12).toBe((taken[1] - taken[0]) / 4);
  });
});
