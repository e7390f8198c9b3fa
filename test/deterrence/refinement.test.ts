import { describe, expect, test } from 'vitest';
import { createModel } from '../../src/deterrence/model.ts';
import { OUTCOMES } from '../../src/deterrence/outputs.ts';
import { REFERENCE_LADDER, REFERENCE_MEMBERS, type Rung } from '../../src/deterrence/world.ts';
import { outputsOf } from './evaluation.ts';
import { worldWith } from './known-answers.ts';

/** Bounds of model.md §8.4, in probability. */
const HALF_A_PERIOD = 0.02;
const TWICE_THE_BELIEFS = 0.005;
const DEEPER_INTROSPECTION = 0.005;
const ONE_MORE_RUNG = 0.03;

const model = createModel();
function outcomesOf(values: Readonly<Record<string, number>>, ladder?: readonly Rung[]): number[] {
  const output = outputsOf(worldWith(values, REFERENCE_MEMBERS, ladder), model);
  return OUTCOMES.map(({ name }) => output(name));
}

const reference = outcomesOf({});

/** The largest change of an outcome from the reference values. */
function change(values: Readonly<Record<string, number>>, ladder?: readonly Rung[]): number {
  return Math.max(...outcomesOf(values, ladder).map((share, i) => Math.abs(share - reference[i])));
}

/** The reference ladder with the rung at one place twice. */
const doubled = (place: number) => REFERENCE_LADDER.toSpliced(place, 0, REFERENCE_LADDER[place]);

describe('at reference values the outcomes hardly depend on', () => {
  test('the length of a period: half of it moves none by two points, and a quarter by little more', () => {
    const half = change({ 'clock.step_years': 0.125 });
    expect(half).toBeLessThan(HALF_A_PERIOD);
    expect(change({ 'clock.step_years': 0.0625 })).toBeLessThan(2 * half);
  });

  test('the belief grid: 17 points for 9 move none by half a point', () => {
    expect(change({ 'solver.belief_points': 17 })).toBeLessThan(TWICE_THE_BELIEFS);
    expect(change({ 'solver.belief_points': 65 })).toBeLessThan(TWICE_THE_BELIEFS);
  });

  test('the depth of introspection: 10 steps for 3 move none by half a point', () => {
    expect(change({ 'solver.introspection_depth': 10 })).toBeLessThan(DEEPER_INTROSPECTION);
    expect(change({ 'solver.introspection_depth': 20 })).toBeLessThan(DEEPER_INTROSPECTION);
  });

  test.each([0, 1, 2])('the number of rungs: a second one like number %i moves none by three points', (place) => {
    expect(change({}, doubled(place))).toBeLessThan(ONE_MORE_RUNG);
  });

  test('the number of rungs, between two unlike neighbours: one more like either', () => {
    const [retaliation, clash, war] = REFERENCE_LADDER;
    expect(change({}, [clash, retaliation, clash, war])).toBeLessThan(ONE_MORE_RUNG);
    expect(change({}, [retaliation, war, clash, war])).toBeLessThan(ONE_MORE_RUNG);
  });
});
