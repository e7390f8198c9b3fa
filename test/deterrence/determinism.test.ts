import { describe, expect, test } from 'vitest';
import { createModel } from '../../src/deterrence/model.ts';
import type { World } from '../../src/deterrence/world.ts';
import { uniformStream } from '../../src/random/stream.ts';
import { evaluate } from './evaluation.ts';
import { KNOWN_ANSWERS, worldWith } from './known-answers.ts';
import { anyWorld, livelyWorld, randomFor } from './random-worlds.ts';

/** Worlds of many shapes: other periods, belief points, rungs, committees, with and without misperceptions. */
const random = randomFor('determinism');
const WORLDS: readonly World[] = [
  worldWith({}),
  ...KNOWN_ANSWERS.slice(0, 4).map(({ world }) => world),
  ...Array.from({ length: 15 }, () => livelyWorld(random, 7)),
  ...Array.from({ length: 15 }, () => anyWorld(random)),
  worldWith({ 'solver.belief_points': 17 }),
  worldWith({ 'clock.step_years': 0.125, 'challenger.overconfidence': 0.4 }),
  worldWith({ 'tripwire.troops': 0 }),
];

describe('an evaluation depends on its world alone', () => {
  const alone = WORLDS.map((world) => evaluate(world));

  test('bit for bit, whatever the model evaluated before', () => {
    const model = createModel();
    // Two rounds in different order, so that every world follows others of its own and of another shape.
    for (const step of [1, 7]) {
      for (let i = 0; i < WORLDS.length; i++) {
        const at = (i * step) % WORLDS.length;
        expect(evaluate(WORLDS[at], model), `world ${at}, step ${step}`).toEqual(alone[at]);
      }
    }
  });

  test('bit for bit, when histories were played in between', () => {
    const model = createModel();
    WORLDS.forEach((world, at) => {
      const other = WORLDS[(at + 5) % WORLDS.length];
      model.simulate(other, [uniformStream('determinism', `${at}`)]);
      expect(evaluate(world, model), `world ${at}`).toEqual(alone[at]);
    });
  });

  test('with or without a timeline', () => {
    const model = createModel();
    WORLDS.forEach((world, at) => {
      const outputs = new Float64Array(alone[at].outputs.length).fill(7);
      model.evaluate(world, outputs);
      expect(outputs, `world ${at}`).toEqual(alone[at].outputs);
    });
  });

  test('and leaves the world as it was', () => {
    const world = worldWith({ 'challenger.overconfidence': 0.5 });
    const before = structuredClone(world);
    evaluate(world);
    expect(world).toEqual(before);
  });
});
