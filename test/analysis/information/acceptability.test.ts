import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { acceptabilityCurve, frontier, type WeightedPayoffs } from '../../../src/analysis/information/acceptability.ts';
import { wilsonInterval } from '../../../src/analysis/statistics.ts';
import { normalColumns } from './normal-linear.ts';

/** Four worlds, five times each: cheap costs 1 and does 1; dear costs 4 and does 2, 2, 2 or 14; nothing costs and does nothing. */
const worked: WeightedPayoffs = {
  paths: ['nothing', 'cheap', 'dear'],
  base: [0, -1, -4].map((cost) => new Float64Array(20).fill(cost)),
  slope: [
    new Float64Array(20),
    new Float64Array(20).fill(1),
    Float64Array.from({ length: 20 }, (_, i) => (i % 4 === 3 ? 14 : 2)),
  ],
  direction: 'maximize',
};

describe('the acceptability curve', () => {
  const [low, middle, high] = acceptabilityCurve(worked, [0.25, 2, 5]);

  test('gives each path the share of worlds in which it is the best, with Wilson intervals', () => {
    // At 0.25 dear gains −3.5 or −0.5, cheap −0.75: nothing is best everywhere.
    expect(low.paths.map(({ share }) => share)).toEqual([1, 0, 0]);
    // At 2 cheap gains 1, dear 0 or 24.
    expect(middle.paths.map(({ share }) => share)).toEqual([0, 0.75, 0.25]);
    expect(middle.paths[1]).toMatchObject(wilsonInterval(15, 20));
    expect(high.paths.map(({ share }) => share)).toEqual([0, 0, 1]);
  });

  test('and the frontier are two things: the best expected payoff can be that of a path that is seldom best', () => {
    expect(middle.paths[2].meanPayoff).toBe(6);
    expect(middle.frontier).toMatchObject({ path: 'dear', share: 0.25, meanPayoff: 6 });
  });

  test('counts ties apart', () => {
    const [tied] = acceptabilityCurve(worked, [1]);
    // nothing and cheap both gain 0 in the worlds in which dear gains −2.
    expect(tied.tied).toBe(0.75);
    expect(tied.paths.map(({ share }) => share)).toEqual([0, 0, 0.25]);
  });

  test('turns round when the preference is to be minimized', () => {
    const negative = (columns: readonly Float64Array[]) => columns.map((column) => column.map((v) => -v));
    const harm: WeightedPayoffs = {
      ...worked,
      base: negative(worked.base),
      slope: negative(worked.slope),
      direction: 'minimize',
    };
    const [point] = acceptabilityCurve(harm, [2]);
    expect(point.frontier).toMatchObject({ path: 'dear', meanPayoff: -6 });
    expect(point.paths.map(({ share }) => share)).toEqual([0, 0.75, 0.25]);
    expect(frontier(harm, 0, 5)).toEqual(frontier(worked, 0, 5));
  });
});

describe('the frontier', () => {
  test('changes at the exact weights at which expected payoffs cross, and leaves out what never is best', () => {
    // Means 0, −1 + w, −4 + 5w: dear overtakes nothing at 0.8, before cheap does at 1.
    expect(frontier(worked, 0, 5)).toEqual([
      { path: 'nothing', from: 0, to: 0.8, toInterval: expect.any(Object) },
      { path: 'dear', from: 0.8, to: 5, toInterval: undefined },
    ]);
    expect(frontier(worked, 1, 5)).toEqual([{ path: 'dear', from: 1, to: 5, toInterval: undefined }]);
    expect(frontier(worked, 0, 0.5)).toEqual([{ path: 'nothing', from: 0, to: 0.5, toInterval: undefined }]);
  });

  test('is covered by Fieller intervals in 95 % of samples (600 samples, band of ±3.5 points: error rate below 1e-3)', () => {
    let covered = 0;
    for (let sample = 0; sample < 600; sample++) {
      const [gain, cost] = normalColumns(2, 80, 15485863 + 3 * sample);
      // Expected gain 2 per weight, expected cost 3: the change is at 1.5.
      const [first] = frontier(
        {
          paths: ['wait', 'act'],
          base: [new Float64Array(80), cost.map((v) => -3 - v)],
          slope: [new Float64Array(80), gain.map((v) => 2 + v)],
          direction: 'maximize',
        },
        0,
        10,
      );
      if (first.toInterval!.low <= 1.5 && 1.5 <= first.toInterval!.high) covered++;
    }
    expect(Math.abs(covered / 600 - 0.95)).toBeLessThan(0.035);
  });

  test('names the path with the best mean at every weight (any payoffs)', () => {
    const column = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 20, maxLength: 20 });
    const lines = fc.array(fc.tuple(column, column), { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(lines, (columns) => {
        const payoffs: WeightedPayoffs = {
          paths: columns.map((_, p) => `p${p}`),
          base: columns.map(([base]) => Float64Array.from(base)),
          slope: columns.map(([, slope]) => Float64Array.from(slope)),
          direction: 'maximize',
        };
        const segments = frontier(payoffs, -3, 3);
        expect([segments[0].from, segments.at(-1)!.to]).toEqual([-3, 3]);
        segments.forEach(({ path, from, to }, s) => {
          if (s > 0) expect(from).toBe(segments[s - 1].to);
          for (const share of [0, 0.37, 1]) {
            const [point] = acceptabilityCurve(payoffs, [from + share * (to - from)]);
            const mean = point.paths.find((row) => row.path === path)!.meanPayoff;
            expect(mean).toBeGreaterThanOrEqual(point.frontier.meanPayoff - 1e-8);
          }
        });
      }),
      { seed: 3, numRuns: 200 },
    );
  });

  test.each<[string, () => unknown, string]>([
    ['a range of nothing', () => frontier(worked, 2, 2), 'frontier: the weights go from 2 to 2'],
    ['a weight that is no number', () => acceptabilityCurve(worked, [Number.NaN]), 'a weight is NaN'],
    [
      'too few draws',
      () => frontier({ ...worked, base: worked.base.map((c) => c.slice(0, 3)) }, 0, 1),
      'acceptability, base: 3 draws, at least 20 are needed',
    ],
    [
      'slopes of other draws',
      () => frontier({ ...worked, slope: worked.slope.map(() => new Float64Array(21)) }, 0, 1),
      'acceptability: base has 20 draws and slope 21, both need the same',
    ],
  ])('refuses %s', (_, run, message) => expect(run).toThrow(message));
});
