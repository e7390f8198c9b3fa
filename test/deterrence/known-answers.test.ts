import { describe, expect, test } from 'vitest';
import { deviation, outputsOf } from './evaluation.ts';
import { KNOWN_ANSWERS } from './known-answers.ts';

/** Relative to max(1, |answer|); a vote of several is read from a table. */
const TOLERANCE_ONE = 1e-9;
const TOLERANCE_SEVERAL = 1e-6;

describe('the engine gives the known answer of', () => {
  test.each(KNOWN_ANSWERS)('$name', ({ world, expect: answers }) => {
    const output = outputsOf(world);
    const voters = world.members.filter((member) => member.weight > 0).length;
    const tolerance = voters > 1 ? TOLERANCE_SEVERAL : TOLERANCE_ONE;
    for (const [name, answer] of Object.entries(answers)) {
      // A null in the file is an answer that does not exist, as the year of a breakdown that cannot happen.
      expect(deviation(output(name), answer ?? Number.NaN), `${name}: ${output(name)} for ${answer}`).toBeLessThan(
        tolerance,
      );
    }
  });

  test('all sixteen worlds, each with the outcomes and the values', () => {
    expect(KNOWN_ANSWERS).toHaveLength(16);
    for (const { expect: answers } of KNOWN_ANSWERS) {
      expect(Object.keys(answers)).toEqual(
        expect.arrayContaining(['ceasefire_holds', 'nuclear_use', 'value_challenger']),
      );
    }
  });
});
