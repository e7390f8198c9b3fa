import { expect, test } from 'vitest';
import { checkPriors } from '../../src/analysis/prior-predictive.ts';
import { OUTCOMES } from '../../src/deterrence/outputs.ts';
import { sampleResults } from '../support/sample-results.ts';

const results = sampleResults({
  paths: ['assurance'],
  draws: 3,
  adjust(set, _path, draw) {
    set('hits', draw === 2 ? 0 : 2);
    set('responses_triggered', draw === 2 ? 0 : 0.5);
    set('responses_untriggered', draw === 2 ? 0 : 0.25);
    set('general_war', 0.01);
    set('nuclear_use', 0.002);
  },
});
const rows = checkPriors(results);
const find = (check: string) => rows.find((row) => row.check === check)!;

test('a ceasefire in the first year is what is left of 1 after war going on and collapse, one year in', () => {
  // Periods of half a year: the second row of the timeline is the end of the first year.
  const period = 1;
  const expected = Array.from({ length: 3 }, (_, draw) => {
    const at = (name: string) =>
      results.chunk.timeline[
        (draw * 4 + period) * OUTCOMES.length + OUTCOMES.findIndex((outcome) => outcome.name === name)
      ];
    return 1 - at('war_continues') - at('protege_collapses');
  });
  const mean = expected.reduce((sum, value) => sum + value, 0) / 3;
  expect(find('ceasefire_first_year').mean).toBeCloseTo(mean, 14);
});

test('answers are counted per hit, in the worlds that have hits', () => {
  expect(find('response_given_hit')).toMatchObject({ n: 2, mean: 0.375 });
});

test('general war is shown alone and with nuclear use', () => {
  expect(find('general_war').mean).toBeCloseTo(0.01, 14);
  expect(find('control_lost').mean).toBeCloseTo(0.012, 14);
});
