import { describe, expect, test } from 'vitest';
import { findBoxes, type PrimStep } from '../../../src/analysis/discovery/prim.ts';
import { proposeDenseStep, proposeStep, tradeOff } from '../../../src/analysis/discovery/trade-off.ts';
import { worldsOfFixture } from './worlds.ts';

/** A step with so many worlds, so many of them of 100 of interest, and so many restricted parameters. */
function step(n: number, k: number, restricted: number): PrimStep {
  return {
    n,
    k,
    coverage: k / 100,
    density: k / n,
    mass: n / 1000,
    restrictions: Array.from({ length: restricted }, (_, column) => ({ column, lower: 0 })),
  };
}

describe('the trade-off table', () => {
  test('has a row for every step, with the intervals of Wilson and the F-measure', () => {
    const [all, row] = tradeOff([step(1000, 100, 0), step(100, 50, 2)], 100);
    expect(all).toMatchObject({ step: 0, n: 1000, k: 100, mass: 1, coverage: 1, density: 0.1, restricted: 0 });
    expect(row).toMatchObject({ step: 1, n: 100, k: 50, coverage: 0.5, density: 0.5, restricted: 2, fMeasure: 0.5 });
    // Wilson's interval of 50 in 100, as printed in textbooks: 0.4038 to 0.5962.
    for (const interval of [row.coverageInterval, row.densityInterval]) {
      expect(interval.low).toBeCloseTo(0.4038, 4);
      expect(interval.high).toBeCloseTo(0.5962, 4);
    }
    expect(all.coverageInterval.high).toBe(1);
    expect(all.fMeasure).toBeCloseTo(200 / 1100, 12);
  });

  test('marks the steps that no other beats in coverage, density and number of parameters together', () => {
    const steps = [step(1000, 100, 0), step(200, 80, 2), step(100, 80, 2), step(100, 80, 3), step(90, 81, 3)];
    expect(tradeOff(steps, 100).map(({ efficient }) => efficient)).toEqual([true, false, true, false, true]);
  });

  test('shows the F-measure as the harmonic mean of coverage and density, for a first box', () => {
    const { boxes, ofInterest } = findBoxes(worldsOfFixture('planted-1000x5'), { threshold: 0.5 });
    const rows = tradeOff(boxes[0].steps, ofInterest);
    expect(rows).toHaveLength(boxes[0].steps.length);
    for (const { fMeasure, coverage, density } of rows) {
      expect(fMeasure).toBeCloseTo(2 / (1 / coverage + 1 / density), 12);
    }
  });
});

describe('the rule that proposes a box', () => {
  // F-measures 0.18, 0.70, 0.80, 0.82, 0.78.
  const steps = [step(1000, 100, 0), step(150, 87.5, 1), step(100, 80, 2), step(100, 82, 4), step(100, 78, 2)];

  test('takes the fewest parameters among the steps within the slack of the best, and of these the best', () => {
    expect(proposeStep(0)(steps)).toBe(3);
    expect(proposeStep()(steps)).toBe(2);
    expect(proposeStep(0.15)(steps)).toBe(1);
    // All worlds are no box.
    expect(proposeStep(0.99)(steps)).toBe(1);
  });

  test('looks only at steps that are dense enough, where there are some', () => {
    // Densities 0.1, 0.58, 0.8, 0.82, 0.78.
    expect(proposeDenseStep(0.5)(steps)).toBe(2);
    expect(proposeDenseStep(0.81)(steps)).toBe(3);
    expect(proposeDenseStep(0.9)(steps)).toBe(proposeStep()(steps));
    expect(proposeDenseStep(0.5)(steps.slice(0, 2))).toBe(1);
  });

  test('takes the first of equals', () => {
    expect(proposeStep(0)([step(1000, 100, 0), step(100, 80, 2), step(100, 80, 2)])).toBe(1);
  });

  test('finds the two parameters that were planted, and no more', () => {
    const { boxes } = findBoxes(worldsOfFixture('planted-1000x5'), { threshold: 0.5, maximumBoxes: 1 }, proposeStep());
    const chosen = boxes[0].steps[boxes[0].chosen];
    expect(chosen.restrictions.map(({ column }) => column)).toEqual([0, 1]);
    expect(chosen.coverage).toBeGreaterThan(0.75);
    expect(chosen.density).toBeGreaterThan(0.75);
  });

  test.each([-0.1, 1, Number.NaN])('refuses a slack of %d', (slack) => {
    expect(() => proposeStep(slack)).toThrow(`slack is ${slack}, must be at least 0 and below 1`);
  });
});
