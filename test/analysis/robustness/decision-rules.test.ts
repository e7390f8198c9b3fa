import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Payoffs } from '../../../src/analysis/payoffs.ts';
import { applyRules, type RuleName, type RuleRow } from '../../../src/analysis/robustness/decision-rules.ts';
import { regrets } from '../../../src/analysis/robustness/regret.ts';
import { satisficing } from '../../../src/analysis/robustness/satisficing.ts';
import { wilsonInterval } from '../../../src/analysis/statistics.ts';
import reference from '../../fixtures/robustness.json' with { type: 'json' };
import { minimalStandard } from '../../support/sample-results.ts';

const paths = ['a', 'b', 'c', 'd'];
const payoffs: Payoffs = { paths, values: reference.payoff.map((x) => Float64Array.from(x)), direction: 'maximize' };
const met = reference.risk.map((risks) => Uint8Array.from(risks, (risk) => (risk <= 0.2 ? 1 : 0)));
const resampling = { seed: 'rules', resamples: 200 };
const rows = applyRules(payoffs, { ...resampling, threshold: 60, met });
const find = (rule: RuleName, of: readonly RuleRow[] = rows) => of.find((row) => row.rule === rule)!;

describe('the decision rules on 4 paths in 200 worlds', () => {
  const { criteria } = reference;
  const expected: Record<RuleName, readonly number[]> = {
    expected_value: criteria.laplace_mean,
    laplace: criteria.laplace_mean,
    maximin: criteria.maximin,
    maximax: criteria.maximax,
    hurwicz: criteria['hurwicz_alpha0.5'],
    tenth_percentile: criteria.p10,
    worst_tenth_mean: criteria.cvar10_mean_of_worst_10pct_ceil,
    mean_less_sd: criteria.mean_minus_1sd_ddof0,
    undesirable_deviations: criteria.undesirable_deviations_mean_below_median,
    mean_regret: criteria.mean_regret,
    p90_regret: criteria.p90_regret,
    minimax_regret: criteria.max_regret,
    best_share: criteria.best_in_scenario_share,
    starr_domain: criteria.starr_domain_threshold60,
    satisficing: reference.satisficing,
    percentile_skewness: criteria.percentile_skewness,
    percentile_peakedness: criteria.percentile_peakedness,
  };
  for (const [rule, values] of Object.entries(expected)) {
    test(`${rule} agrees with numpy or Rhodium to 1e-12`, () => {
      find(rule as RuleName).values.forEach(({ value }, p) => {
        expect(Math.abs(value / values[p] - 1)).toBeLessThan(1e-12);
      });
    });
  }

  test('pick the path that those numbers say, and none where they only describe', () => {
    const largest = (values: readonly number[]) => paths[values.indexOf(Math.max(...values))];
    const smallest = (values: readonly number[]) => paths[values.indexOf(Math.min(...values))];
    expect(find('maximin').picks).toEqual([largest(criteria.maximin)]);
    expect(find('hurwicz').picks).toEqual([largest(criteria['hurwicz_alpha0.5'])]);
    expect(find('minimax_regret').picks).toEqual([smallest(criteria.max_regret)]);
    expect(find('undesirable_deviations').picks).toEqual(['b']);
    expect(find('starr_domain').picks).toEqual(['c']);
    // Two paths meet the requirement in all worlds.
    expect(find('satisficing').picks).toEqual(['c', 'd']);
    expect(find('percentile_skewness').picks).toEqual([]);
  });

  test('say how often each path is picked, and the shares sum to 1', () => {
    for (const row of rows.filter(({ picks }) => picks.length > 0)) {
      expect(
        row.values.reduce((sum, { pickShare }) => sum + pickShare, 0),
        row.rule,
      ).toBeCloseTo(1, 12);
    }
    expect(find('satisficing').values.map(({ pickShare }) => pickShare)).toEqual([0, 0, 0.5, 0.5].map(closeTo));
  });

  test('give every value an interval that holds it, Wilson\u2019s for the requirement', () => {
    for (const row of rows) {
      for (const { value, low, high } of row.values) {
        expect(low).toBeLessThanOrEqual(value + 1e-12);
        expect(high).toBeGreaterThanOrEqual(value - 1e-12);
      }
    }
    expect(find('satisficing').values[0]).toMatchObject(wilsonInterval(130, 200));
  });

  test('have the interval of the mean that theory gives, within 15 % (200 resamples)', () => {
    const { low, high } = find('expected_value').values[0];
    const x = reference.payoff[0];
    const mean = x.reduce((sum, v) => sum + v, 0) / 200;
    const se = Math.sqrt(x.reduce((sum, v) => sum + (v - mean) ** 2, 0) / 199 / 200);
    expect(Math.abs((high - low) / (2 * 1.96 * se) - 1)).toBeLessThan(0.15);
  });

  test('come out the same with the same seed, and otherwise with another', () => {
    expect(applyRules(payoffs, { ...resampling, threshold: 60, met })).toEqual(rows);
    expect(applyRules(payoffs, { ...resampling, seed: 'other' })[0].values).not.toEqual(rows[0].values);
  });
});

function closeTo(value: number) {
  return expect.closeTo(value, 12);
}

describe('a preference to be minimized', () => {
  const harms: Payoffs = { ...payoffs, values: payoffs.values.map((x) => x.map((v) => -v)), direction: 'minimize' };
  const mirrored = applyRules(harms, { ...resampling, threshold: -60, met });

  test('gives the same picks, regrets and shares, and payoffs with the other sign', () => {
    mirrored.forEach((row, r) => {
      expect(row.picks).toEqual(rows[r].picks);
      const sign = row.unit === 'payoff' ? -1 : 1;
      row.values.forEach(({ value, low, high, pickShare }, p) => {
        const other = rows[r].values[p];
        expect(value).toBeCloseTo(sign * other.value, 12);
        expect(low).toBeCloseTo(sign * (sign === 1 ? other.low : other.high), 12);
        expect(high).toBeCloseTo(sign * (sign === 1 ? other.high : other.low), 12);
        expect(pickShare).toBe(other.pickShare);
      });
    });
  });
});

describe('Hurwicz', () => {
  test('is maximin when fully pessimistic and maximax when not at all', () => {
    for (const [pessimism, rule] of [
      [1, 'maximin'],
      [0, 'maximax'],
    ] as const) {
      const hurwicz = find('hurwicz', applyRules(payoffs, { ...resampling, pessimism }));
      expect(hurwicz.values.map(({ value }) => value)).toEqual(find(rule).values.map(({ value }) => value));
    }
  });
});

/** Payoffs of 2–4 paths in 20–40 draws, on a coarse grid so that ties occur. */
const anyPayoffs = fc
  .tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 20, max: 40 }))
  .chain(([count, draws]) =>
    fc.array(fc.array(fc.integer({ min: -8, max: 8 }), { minLength: draws, maxLength: draws }), {
      minLength: count,
      maxLength: count,
    }),
  )
  .map(
    (values): Payoffs => ({
      paths: paths.slice(0, values.length),
      values: values.map((x) => Float64Array.from(x, (v) => v / 4)),
      direction: 'maximize',
    }),
  );

const few = { seed: 'few', resamples: 100 };
const picksOf = (of: Payoffs) => applyRules(of, few).map(({ picks }) => picks);

describe('for any payoffs', () => {
  test('regret is at least 0, and 0 for some path in every draw', () => {
    fc.assert(
      fc.property(anyPayoffs, ({ values }) => {
        const regret = regrets(values);
        for (let draw = 0; draw < values[0].length; draw++) {
          expect(Math.min(...regret.map((column) => column[draw]))).toBe(0);
        }
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  test('a constant added to all of them changes no pick', () => {
    fc.assert(
      fc.property(anyPayoffs, fc.integer({ min: -100, max: 100 }), (any, constant) => {
        const moved = { ...any, values: any.values.map((column) => column.map((v) => v + constant)) };
        expect(picksOf(moved)).toEqual(picksOf(any));
      }),
      { seed: 2, numRuns: 50 },
    );
  });

  test('another order of the draws changes no value and no pick', () => {
    fc.assert(
      fc.property(anyPayoffs, fc.integer({ min: 1, max: 1e6 }), (any, seed) => {
        const uniform = minimalStandard(seed);
        const order = any.values[0].map(() => uniform());
        const ranked = Array.from(order, (_, draw) => draw).sort((x, y) => order[x] - order[y]);
        const moved = { ...any, values: any.values.map((column) => Float64Array.from(ranked, (draw) => column[draw])) };
        const [before, after] = [applyRules(any, few), applyRules(moved, few)];
        after.forEach((row, r) => {
          expect(row.picks).toEqual(before[r].picks);
          row.values.forEach(({ value }, p) => {
            if (Number.isFinite(value)) expect(value).toBeCloseTo(before[r].values[p].value, 12);
          });
        });
      }),
      { seed: 3, numRuns: 50 },
    );
  });

  test('the smallest mean regret is that of the largest expected value', () => {
    fc.assert(
      fc.property(anyPayoffs, (any) => {
        const all = applyRules(any, few);
        expect(find('mean_regret', all).picks).toEqual(find('expected_value', all).picks);
      }),
      { seed: 4, numRuns: 50 },
    );
  });

  test('paths that are the same everywhere tie under every rule', () => {
    fc.assert(
      fc.property(anyPayoffs, ({ values: [column] }) => {
        const twins: Payoffs = { paths: ['a', 'b'], values: [column, column.slice()], direction: 'minimize' };
        for (const { picks, values, rule } of applyRules(twins, few)) {
          if (rule.startsWith('percentile')) continue;
          expect(picks).toEqual(['a', 'b']);
          expect(values.map(({ pickShare }) => pickShare)).toEqual([closeTo(0.5), closeTo(0.5)]);
        }
      }),
      { seed: 5, numRuns: 20 },
    );
  });
});

describe('satisficing', () => {
  test('is a share with its Wilson interval', () => {
    expect(satisficing(Uint8Array.of(1, 0, 1, 1))).toEqual({ share: 0.75, ...wilsonInterval(3, 4), met: 3, draws: 4 });
  });
});

describe('bad input', () => {
  const short: Payoffs = { paths: ['a'], values: [Float64Array.of(1, 2)], direction: 'maximize' };
  const with1 = (value: number): Payoffs => ({
    paths: ['a', 'b'],
    values: [new Float64Array(20), new Float64Array(20).fill(value, 3, 4)],
    direction: 'maximize',
  });
  test.each<[string, () => unknown, string]>([
    ['too few draws', () => applyRules(short, few), 'robustness: 2 draws, at least 20 are needed'],
    [
      'a missing payoff',
      () => applyRules(with1(Number.NaN), few),
      'robustness: the payoff of b in draw 3 is NaN, a finite number is needed',
    ],
    ['few resamples', () => applyRules(payoffs, { seed: 's', resamples: 5 }), 'at least 100 is needed'],
    ['no seed', () => applyRules(payoffs, { seed: '', resamples: 100 }), 'seed is empty'],
    ['a pessimism above 1', () => applyRules(payoffs, { ...few, pessimism: 2 }), 'pessimism is 2, must be from 0 to 1'],
    ['a requirement for one path', () => applyRules(payoffs, { ...few, met: [met[0]] }), '1 paths, 4 are needed'],
    ['no draws', () => satisficing(new Uint8Array(0)), 'satisficing: 0 draws, at least 1 are needed'],
  ])('is refused: %s', (_, act, message) => expect(act).toThrow(message));
});
