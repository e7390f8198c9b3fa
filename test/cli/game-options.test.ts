import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/cli/errors.ts';
import { readGameOptions } from '../../src/cli/game/game-options.ts';

describe('the options of game', () => {
  it('are read, with what holds where they are left out', () => {
    expect(readGameOptions({ scenario: 'a.yaml' })).toMatchObject({ posture: 0, set: [], least: 0.05, json: false });
    const asked = {
      year: '2.5',
      posture: 'withdrawn',
      belief: '.25',
      rearmed: true,
      draw: '7',
      least: '0',
      efg: 'g',
      scaled: true,
    };
    expect(readGameOptions({ scenario: 'a.yaml', ...asked })).toMatchObject({
      ...{ year: 2.5, posture: 2, belief: 0.25, stage: 2, draw: 7, least: 0, efg: 'g', scaled: true },
    });
    expect(readGameOptions({ scenario: 'a.yaml', fresh: true }).stage).toBe(0);
  });

  it.each([
    [{ year: 'soon' }, '--year is soon, must be a number from 0 to 500'],
    [{ year: '-1' }, '--year is -1, must be a number from 0 to 500'],
    [{ belief: '1.5' }, '--belief is 1.5, must be a number from 0 to 1'],
    [{ least: 'NaN' }, '--least is NaN, must be a number from 0 to 1'],
    [{ posture: 'asleep' }, '--posture is asleep, must be one of engaged, wavering, withdrawn'],
    [{ draw: '1.5' }, '--draw is 1.5, must be a whole number from 0'],
    [{ fresh: true, rearmed: true }, '--fresh and --rearmed cannot be used together'],
    [{ scaled: true }, '--scaled is given without --efg FILE'],
    [{ path: ['a', 'b'] }, '--path is given 2 times, must be given once'],
  ])('refuse %j', (args, message) => {
    expect(() => readGameOptions({ scenario: 'a.yaml', ...args })).toThrow(new UsageError(message));
  });
});
