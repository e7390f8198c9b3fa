import { describe, expect, test } from 'vitest';
import { createModel } from '../../src/deterrence/model.ts';
import { OUTPUTS } from '../../src/deterrence/outputs.ts';
import { parameterIndex } from '../../src/deterrence/parameters.ts';
import { REFERENCE_MEMBERS, worldFaults } from '../../src/deterrence/world.ts';
import { deviation, evaluate } from './evaluation.ts';
import { evaluatePlainly } from './plain-model.ts';
import { changingWorld, livelyWorld, randomFor } from './random-worlds.ts';

const WORLDS = 24;
/** Further worlds in which the coalition hardly errs: what is learnt from its rare actions hangs on their last digits. */
const SHARP_WORLDS = 4;
/** Relative to max(1, |value|); a vote of several is read from a table. */
const TOLERANCE_ONE = 1e-9;
const TOLERANCE_SEVERAL = 1e-6;

describe('the engine agrees with the plainly written model', () => {
  const random = randomFor('plain model');
  const model = createModel();
  const worlds = Array.from({ length: WORLDS + SHARP_WORLDS }, (_, number) => {
    const world = livelyWorld(random, 5);
    if (number >= WORLDS) {
      world.parameters[parameterIndex('coalition.rationality')] = 1 + 3 * random();
      world.parameters[parameterIndex('solver.telescoping')] = 0.9;
      return { number, world: { ...world, members: REFERENCE_MEMBERS } };
    }
    return { number, world };
  });

  const changing = [[0.6], [1.1], [0.9, 1.3], [0.4, 0.9, 1.4], [0.7, 1.2], [0.3]].flatMap((fromYears, i) => [
    { number: `${2 * i} that changes course`, world: changingWorld(random, 4, fromYears) },
    { number: `${2 * i + 1} that changes course`, world: changingWorld(random, 1, fromYears) },
  ]);

  test.each([...worlds, ...changing])('in every output and every period of random world $number', ({ world }) => {
    expect(worldFaults(world)).toEqual([]);
    const voters = world.members.filter((member) => member.weight > 0).length;
    const tolerance = voters > 1 ? TOLERANCE_SEVERAL : TOLERANCE_ONE;
    const plain = evaluatePlainly(world);
    const { outputs, timeline } = evaluate(world, model);
    OUTPUTS.forEach(({ name }, index) => {
      const words = `${name}: ${outputs[index]} for ${plain.outputs[index]}`;
      expect(deviation(outputs[index], plain.outputs[index]), words).toBeLessThan(tolerance);
    });
    expect(timeline).toHaveLength(plain.timeline.length);
    timeline.flat().forEach((share, index) => {
      expect(deviation(share, plain.timeline.flat()[index]), `timeline, entry ${index}`).toBeLessThan(tolerance);
    });
  });

  test('over worlds of one voter and of several, in which everything happens somewhere', () => {
    const voters = worlds.map(({ world }) => world.members.filter((member) => member.weight > 0).length);
    expect(Math.min(...voters)).toBe(1);
    expect(Math.max(...voters)).toBeGreaterThan(3);
    expect(new Set(worlds.map(({ world }) => world.ladder.length)).size).toBeGreaterThan(2);
    const most = new Float64Array(OUTPUTS.length);
    for (const { world } of worlds) {
      evaluate(world, model).outputs.forEach((value, index) => {
        most[index] = Math.max(most[index], Math.abs(value) || 0);
      });
    }
    OUTPUTS.forEach(({ name }, index) => {
      expect(most[index], name).toBeGreaterThan(0.001);
    });
  });
});
