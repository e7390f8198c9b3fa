import { describe, expect, test } from 'vitest';
import { prepareGame } from '../../src/deterrence/game.ts';
import { createModel } from '../../src/deterrence/model.ts';
import { OUTPUTS, outputIndex } from '../../src/deterrence/outputs.ts';
import { createSolution } from '../../src/deterrence/solve.ts';
import { REFERENCE_MEMBERS, type Rung } from '../../src/deterrence/world.ts';
import { uniformStream } from '../../src/random/stream.ts';
import { deviation, evaluate } from './evaluation.ts';
import { worldWith } from './known-answers.ts';

/**
 * A game too large to keep its play for the forward pass, and one of the same outputs that is small: on the first rung
 * control is lost all but surely, so that it makes no difference how many rungs there would be above it.
 */
const values = {
  'clock.years': 45,
  'clock.step_years': 0.125,
  'challenger.challenge_rate': 0.5,
  'ladder.war_loss_coalition': 5,
  'ladder.nuclear_loss': 20,
};
const first: Rung = { name: 'first', risk: 1 - 1e-15, costCoalition: 3, costChallenger: 4 };
const above: Rung = { name: 'above', risk: 0.1, costCoalition: 1, costChallenger: 1 };
const small = worldWith(values, REFERENCE_MEMBERS, [first, above]);
const large = worldWith(values, REFERENCE_MEMBERS, [first, ...Array<Rung>(11).fill(above)]);

describe('a game too large to keep its play', () => {
  test('is solved again period by period, a smaller one is not', () => {
    expect(createSolution(prepareGame(large)).keepsAllPeriods).toBe(false);
    expect(createSolution(prepareGame(small)).keepsAllPeriods).toBe(true);
  });

  test('has the outputs and the timeline of one that keeps it, to 1e-9', () => {
    const expected = evaluate(small);
    const found = evaluate(large);
    OUTPUTS.forEach(({ name }, index) => {
      expect(deviation(found.outputs[index], expected.outputs[index]), name).toBeLessThan(1e-9);
    });
    found.timeline.flat().forEach((share, index) => {
      expect(deviation(share, expected.timeline.flat()[index])).toBeLessThan(1e-9);
    });
    // The comparison means something: there are answers, and losses of control.
    expect(expected.outputs[outputIndex('responses')]).toBeGreaterThan(0.01);
    expect(expected.outputs[outputIndex('ladder_losses')]).toBeGreaterThan(0.01);
  });

  test('plays histories that agree with its outputs (z-tests, seven outcomes, family-wise error rate 1e-3)', () => {
    const { outputs } = evaluate(large);
    const streams = Array.from({ length: 500 }, (_, i) => uniformStream('large game', `history ${i}`));
    const histories = createModel().simulate(large, streams);
    for (let outcome = 0; outcome < 7; outcome++) {
      const mean = histories.reduce((sum, history) => sum + history[outcome], 0) / histories.length;
      const p = outputs[outcome];
      const z = (mean - p) / Math.sqrt((p * (1 - p)) / histories.length + 1e-12);
      expect(Math.abs(z), OUTPUTS[outcome].name).toBeLessThan(3.81);
    }
  });
});
