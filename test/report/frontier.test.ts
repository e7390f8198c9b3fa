import { describe, expect, test } from 'vitest';
import type { Chart } from '../../src/report/charts/chart.ts';
import { frontierChart } from '../../src/report/charts/frontier.ts';
import { renderSvg } from '../../src/report/charts/render-svg.ts';
import type { Story } from '../../src/report/folder/story.ts';
import type { SweepCell, SweepData } from '../../src/report/folder/sweep-data.ts';
import { speechOf } from '../../src/report/language/language.ts';

const english = speechOf('en');
const story: Story = {
  ...{ title: 'Rules', asOf: undefined, description: undefined, preferences: [], metrics: [] },
  ...{ draws: 100, design: 'lhs', seed: 'rules' },
  paths: [
    { name: 'paper', title: 'On paper', description: undefined, index: 0 },
    { name: 'force', title: 'With a force', description: undefined, index: 1 },
  ],
};

/** Renewed war, general war and nuclear use of a rule with an ambiguity and a threshold. */
type Outcome = (ambiguity: number, threshold: number) => readonly [renewed: number, war: number, nuclear: number];

const AMBIGUITIES = [0, 1, 2];
const THRESHOLDS = [5, 50];

/** A sweep in which the rules matter on the path with a force only. */
function sweepOf(
  outcome: Outcome,
  { prefix = '', thresholds = THRESHOLDS, se = 0.001, values = AMBIGUITIES, zip = false } = {},
): SweepData {
  const hasThreshold = thresholds.length > 0;
  const quantity = (name: string, own: readonly number[]) => ({ name, label: name, unit: undefined, values: own });
  const cells = values.flatMap((ambiguity) =>
    (hasThreshold ? thresholds : [Number.NaN]).map((threshold) => ({ ambiguity, threshold })),
  );
  return {
    zip,
    rulePairs: [],
    quantities: [
      quantity(`${prefix}roe.ambiguity`, values),
      ...(hasThreshold ? [quantity(`${prefix}roe.threshold`, thresholds)] : []),
    ],
    cells: cells.map(({ ambiguity, threshold }, id): SweepCell => {
      const outputs = story.paths.flatMap(({ name }) => {
        const means = name === 'force' ? outcome(ambiguity, threshold) : ([0.4, 0.001, 0.0001] as const);
        return ['renewed_war_given_ceasefire', 'general_war', 'nuclear_use'].map((metric, index) => ({
          ...{ path: name, metric, mean: means[index], se: index === 2 ? se / 10 : se, n: 100 },
          ...{ q05: 0, q50: means[index], q95: 1 },
        }));
      });
      return { id, values: hasThreshold ? [ambiguity, threshold] : [ambiguity], summary: [], outputs, comparison: [] };
    }),
  };
}

/** Clear rules deter better and escalate less. */
const CLEAR_IS_BETTER: Outcome = (ambiguity, threshold) => [
  0.2 + 0.05 * ambiguity + threshold / 1000,
  0.01 + 0.01 * ambiguity + threshold / 10_000,
  0.001,
];
/** Ambiguous rules deter better, and escalate more. */
const TRADE_OFF: Outcome = (ambiguity) => [0.3 - 0.05 * ambiguity, 0.01 + 0.01 * ambiguity, 0.001];

const chart = (sweep: SweepData, speech = english) => frontierChart(story, sweep, speech);

describe('the frontier of clear and ambiguous rules', () => {
  test('has a mark for each rule on each path on which rules matter', () => {
    const { rows } = chart(sweepOf(TRADE_OFF)) as Chart;
    expect(rows).toHaveLength(6);
    expect(rows[5]).toMatchObject({ path: 'force', ambiguity: 2, threshold: 50, renewedSe: 0.001 });
    expect(rows[5].renewed).toBeCloseTo(0.2, 12);
    // The sum of general war and nuclear use, with the sum of their errors.
    expect(rows[5].escalation).toBeCloseTo(0.031, 12);
    expect(rows[5].escalationSe).toBeCloseTo(0.0011, 12);
  });

  test('says when the clearest rule is the best on both counts, and beyond doubt than how many', () => {
    const caption = chart(sweepOf(CLEAR_IS_BETTER))?.caption;
    expect(caption).toContain(
      'With a force: no trade-off between the best rules. Those with ambiguity 0, threshold 5 have both',
    );
    expect(caption).toContain('better on both counts, beyond the sampling error, than 5 of 5 others.');
    expect(caption).toContain(
      'beside the clearest (0) have renewed war less at 0 (surely at 0) and more at 2 (surely at 2), escalation less at 0',
    );
  });

  test('says when there is a trade-off, and when errors leave that open', () => {
    const sure = chart(sweepOf(TRADE_OFF))?.caption;
    expect(sure).toContain('With a force: a trade-off. Rules with ambiguity 2, threshold 5 have the least renewed war');
    expect(sure).toContain('both differences go beyond the sampling error');
    const open = chart(sweepOf(TRADE_OFF, { se: 0.05 }))?.caption;
    expect(open).toContain('whether that is a trade-off is open');
  });

  test('takes the surer word of differences that are paired by world', () => {
    const pair = (cellA: number, cellB: number, renewed: number, escalation: number) => ({
      ...{ path: 'force', cellA, cellB },
      renewed: { mean: renewed, low: renewed - 0.01, high: renewed + 0.01 },
      escalation: { mean: escalation, low: escalation - 0.001, high: escalation + 0.001 },
    });
    // Cells 0 and 4 are the rules of least and of most ambiguity at the threshold 5.
    const sweep = { ...sweepOf(TRADE_OFF, { se: 0.05 }), rulePairs: [pair(0, 4, 0.1, -0.02)] };
    const caption = chart(sweep)?.caption;
    expect(caption).toContain('With a force: a trade-off.');
    expect(caption).toContain('renewed war less at 2 (surely at 1) and more at 0 (surely at 0)');
    expect(caption).toContain('escalation less at 0 (surely at 0) and more at 2 (surely at 1)');
    expect(caption).toContain('differences paired by world');
  });

  test('gives the difference with its interval where only the ambiguity is varied', () => {
    const only = chart(sweepOf(TRADE_OFF, { thresholds: [] }));
    // −10 ± 1.96·√2·0.1 and 2 ± 1.96·√2·0.11 percentage points.
    expect(only?.caption).toContain('renewed war −10.0 (−10.3…−9.7), escalation 2.0 (1.7–2.3) percentage points');
    expect(only?.columns.map(({ name }) => name)).not.toContain('threshold');
  });

  test('shows the other paths as marks where the rules of one are varied', async () => {
    const own = chart(sweepOf(TRADE_OFF, { prefix: 'force:' })) as Chart;
    expect(own.caption).toContain('A cross marks a path on which the rules are not varied: On paper.');
    expect(own.rows.filter(({ path }) => path === 'paper')).toHaveLength(1);
    expect(await renderSvg(own.specification('wide'))).toContain('>On paper<');
  });

  test.each(['wide', 'narrow'] as const)(
    'is drawn with a series for each ambiguity, by shape and name, %s',
    async (width) => {
      for (const speech of [english, speechOf('de')]) {
        for (const sweep of [sweepOf(TRADE_OFF), sweepOf(TRADE_OFF, { thresholds: [] })]) {
          const own = chart(sweep, speech) as Chart;
          const svg = await renderSvg(own.specification(width));
          expect(svg).not.toMatch(/NaN|undefined|Infinity/);
          expect(Number(/ width="(\d+)"/.exec(svg)?.[1])).toBeLessThanOrEqual(width === 'wide' ? 760 : 400);
          for (const ambiguity of AMBIGUITIES) {
            expect(svg).toContain(`>${speech.say('frontier.legend', { ambiguity })}<`);
          }
          for (const row of own.rows)
            expect(Object.keys(row).sort()).toEqual(own.columns.map(({ name }) => name).sort());
        }
      }
    },
  );

  test('is not drawn of other sweeps, nor where rules make no difference', () => {
    const base = sweepOf(TRADE_OFF);
    const [ambiguity, threshold] = base.quantities;
    expect(chart({ ...base, quantities: [threshold] })).toBeUndefined();
    expect(chart({ ...base, quantities: [{ ...threshold, name: 'tripwire.troops' }, ambiguity] })).toBeUndefined();
    expect(chart({ ...base, zip: true })).toBeUndefined();
    expect(chart(sweepOf(() => [0.3, 0.01, 0.001]))).toBeUndefined();
    expect(chart({ ...base, cells: base.cells.map((cell) => ({ ...cell, outputs: [] })) })).toBeUndefined();
  });
});
