import { describe, expect, test } from 'vitest';
import { createModel } from '../../src/deterrence/model.ts';
import { OUTPUTS, outputIndex } from '../../src/deterrence/outputs.ts';
import { type Member, REFERENCE_MEMBERS } from '../../src/deterrence/world.ts';
import { deviation, evaluate, outputsOf } from './evaluation.ts';
import { worldWith } from './known-answers.ts';

type Values = Readonly<Record<string, number>>;
const model = createModel();

/** The largest deviation over all outputs of two worlds, some left out. */
function distance(x: Values, y: Values, members?: readonly Member[], but: readonly string[] = []): number {
  const a = evaluate(worldWith(x, members), model).outputs;
  const b = evaluate(worldWith(y, members), model).outputs;
  return Math.max(...OUTPUTS.map(({ name }, i) => (but.includes(name) ? 0 : deviation(a[i], b[i]))));
}

const relative = (x: number, y: number) => Math.abs(x / y - 1);

describe('as rationality tends to 0', () => {
  const blind = { 'challenger.rationality': 1e-12, 'coalition.rationality': 1e-12 };
  const TOLERANCE = 1e-8;

  test('the challenger chooses uniformly among the four', () => {
    const output = outputsOf(worldWith(blind), model);
    const perKind = ['probes', 'limited_attacks', 'assaults'].map(output);
    for (const number of perKind) expect(relative(number, perKind[0])).toBeLessThan(TOLERANCE);
    // One period of ceasefire from the start at most: ν/4 = ⅛ of each kind, and half of the offers are accepted.
    const once = outputsOf(worldWith({ ...blind, 'clock.years': 0.25 }), model);
    expect(relative(once('ceasefires'), 0.125 * 0.5)).toBeLessThan(TOLERANCE);
    expect(relative(once('probes') / once('ceasefires'), 0.5 / 4)).toBeLessThan(TOLERANCE);
  });

  test('a member votes either way with the same chance', () => {
    const output = outputsOf(worldWith(blind), model);
    const voted =
      (output('responses_triggered') - output('automatic_responses')) /
      (output('triggered') - output('automatic_responses'));
    expect(relative(voted, 0.5)).toBeLessThan(TOLERANCE);
    expect(relative(output('responses_untriggered') / (output('hits') - output('triggered')), 0.5)).toBeLessThan(
      TOLERANCE,
    );
    const unhit = output('limited_attacks') + output('assaults') - output('hits_limited') - output('hits_assault');
    expect(relative(output('responses_unhit') / unhit, 0.5)).toBeLessThan(TOLERANCE);
  });

  test('a coalition of three acts as often as the subsets that suffice', () => {
    const three = [3, 2, 2].map((weight, i) => ({ name: `member ${i}`, weight, resolve: 9 * i, conditionality: 20 }));
    // Of the eight subsets the one of all reaches 6, four reach 4 (any two, or all), seven reach 2.
    for (const [quorum, share] of [
      [6 / 7, 1 / 8],
      [4 / 7, 4 / 8],
      [2 / 7, 7 / 8],
    ]) {
      const output = outputsOf(worldWith({ ...blind, 'coalition.quorum': quorum }, three), model);
      const unhit = output('limited_attacks') + output('assaults') - output('hits_limited') - output('hits_assault');
      expect(relative(output('responses_unhit') / unhit, share)).toBeLessThan(1e-6);
    }
  });
});

describe('without troops', () => {
  const none = outputsOf(worldWith({ 'tripwire.troops': 0 }), model);

  test('nothing is hit, nothing triggered, nothing misread, no cheque uncovered, no force paid', () => {
    for (const name of [
      'hits',
      'triggered',
      'automatic_responses',
      'responses_triggered',
      'responses_untriggered',
      'absorbed_hits',
      'misreads',
      'uncovered_cheque',
      'budget',
    ]) {
      expect(none(name), name).toBe(0);
    }
    expect(none('limited_attacks')).toBeGreaterThan(0);
  });

  test('every output is the limit of ever fewer troops', () => {
    const distances = [1, 1e-2, 1e-4, 1e-6].map((troops) =>
      distance({ 'tripwire.troops': troops }, { 'tripwire.troops': 0 }, undefined, ['assaults_preferred']),
    );
    for (let i = 1; i < distances.length; i++) expect(distances[i]).toBeLessThan(distances[i - 1] / 5);
    expect(distances.at(-1)).toBeLessThan(1e-5);
  });
});

describe('far behind the front', () => {
  const idle = { 'tripwire.strength_per_10k': 0, 'challenger.troop_aversion': 0, 'budget.troop_cost': 0 };

  test('nothing is hit, and troops that neither fight nor annoy nor cost are as good as none, to 1e-9', () => {
    const far = { ...idle, 'tripwire.distance_km': 1e6 };
    expect(outputsOf(worldWith(far), model)('hits')).toBe(0);
    expect(distance(far, { ...idle, 'tripwire.troops': 0 })).toBeLessThan(1e-9);
  });

  test('distance takes its effect gradually', () => {
    const hits = [60, 120, 500, 2000, 8000].map((km) =>
      outputsOf(worldWith({ 'tripwire.distance_km': km }), model)('hits'),
    );
    for (let i = 1; i < hits.length; i++) expect(hits[i]).toBeLessThan(hits[i - 1]);
    expect(distance({ ...idle, 'tripwire.distance_km': 30_000 }, { ...idle, 'tripwire.troops': 0 })).toBeLessThan(1e-9);
  });
});

describe('a challenger who is certain of the type', () => {
  // Nothing can be learnt at b ∈ {0, 1}: the steps of introspection, which serve to form posteriors, change nothing.
  test.each([1 - 1e-13, 1e-13])('learns nothing, however deeply anybody thinks: resolve %f', (resolve) => {
    const base = { 'coalition.resolve': resolve, 'coalition.erosion': 0, 'tripwire.distance_km': 60 };
    const shallow = { ...base, 'solver.introspection_depth': 1 };
    const deep = { ...base, 'solver.introspection_depth': 12, 'solver.telescoping': 0.9 };
    expect(distance(shallow, deep)).toBeLessThan(1e-9);
    expect(distance({ ...base, 'solver.belief_points': 3 }, { ...base, 'solver.belief_points': 33 })).toBeLessThan(
      1e-9,
    );
    // While she who is not certain does learn.
    const unsure = { 'coalition.resolve': 0.35, 'tripwire.distance_km': 60 };
    expect(
      distance({ ...unsure, 'solver.introspection_depth': 1 }, { ...unsure, 'solver.introspection_depth': 12 }),
    ).toBeGreaterThan(1e-3);
  });
});

describe('without opportunity', () => {
  test('no ceasefire is offered, and everything about one is missing', () => {
    const output = outputsOf(worldWith({ 'ceasefire.offer_rate': 0 }), model);
    expect(output('ceasefires')).toBe(0);
    for (const { name, mayBeMissing } of OUTPUTS) expect(Number.isNaN(output(name)), name).toBe(mayBeMissing);
    expect(output('war_continues') + output('protege_collapses')).toBeCloseTo(1, 12);
  });

  test('no challenge is made, and every ceasefire holds', () => {
    const { outputs } = evaluate(worldWith({ 'challenger.challenge_rate': 0 }), model);
    expect(outputs[outputIndex('ceasefire_holds')]).toBeCloseTo(outputs[outputIndex('ceasefires')], 12);
    expect(outputs[outputIndex('probes')]).toBe(0);
    expect(outputs[outputIndex('breakdown_given_ceasefire')]).toBe(0);
  });

  test('one offer in every period and a challenger who wants it: the first period is the ceasefire', () => {
    const output = outputsOf(worldWith({ 'ceasefire.offer_rate': 4, 'war.gain': 0, 'war.cost': 1e4 }), model);
    expect(output('ceasefires')).toBeCloseTo(1, 12);
    expect(output('ceasefire_year')).toBeCloseTo(0, 12);
    expect(output('war_years')).toBeCloseTo(0, 12);
  });
});

describe('the reference coalition', () => {
  test('is a dictator among members without weight', () => {
    const silent = { name: 'silent', weight: 0, resolve: 1000, conditionality: -1000 };
    const a = evaluate(worldWith({}, [silent, ...REFERENCE_MEMBERS]), model).outputs;
    expect(a).toEqual(evaluate(worldWith({}), model).outputs);
  });
});
