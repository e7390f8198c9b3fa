import { describe, expect, test } from 'vitest';
import { countInBox, inBox } from '../../../src/analysis/discovery/labelled-worlds.ts';
import { findBoxes, PRIM_DEFAULTS } from '../../../src/analysis/discovery/prim.ts';
import { findSimpleBoxes, keepDiffering, simplify } from '../../../src/analysis/discovery/simple-boxes.ts';
import { boxStability } from '../../../src/analysis/discovery/stability.ts';
import { proposeStep } from '../../../src/analysis/discovery/trade-off.ts';
import { plantedWorlds } from './worlds.ts';

const prim = { ...PRIM_DEFAULTS, threshold: 0.5 };
/** Of interest in a corner of the first two of sixty parameters, and where the third is high, mostly. */
const planted = plantedWorlds({
  seed: 'two reasons',
  worlds: 1000,
  parameters: 60,
  chance: ([x, y, z]) => ((x > 0.6 && y < 0.4) || z > 0.8 ? 0.95 : 0.06),
});
const total = planted.ofInterest.reduce((sum, label) => sum + label, 0);

describe('simple boxes', () => {
  const boxes = findSimpleBoxes(planted, prim, 8, proposeStep());

  test('describe both reasons by the planted parameters of sixty, one after the other', () => {
    const accepted = boxes.filter((box) => box.accepted).map(({ steps, chosen }) => steps[chosen]);
    const limits = accepted.map(({ restrictions }) => restrictions.map(({ column }) => column));
    expect(limits).toContainEqual([0, 1]);
    expect(limits).toContainEqual([2]);
    const [x, y] = accepted.find(({ restrictions }) => restrictions.length === 2)!.restrictions;
    expect(x.lower).toBeGreaterThan(0.5);
    expect(y.upper).toBeLessThan(0.5);
    const [z] = accepted.find(({ restrictions }) => restrictions[0].column === 2)!.restrictions;
    expect(z.lower).toBeGreaterThan(0.6);
  });

  test('count coverage and mass by all worlds, also of later boxes', () => {
    for (const { steps, among } of boxes) {
      for (const { n, k, coverage, mass, restrictions } of steps) {
        expect(countInBox(among, restrictions)).toEqual({ n, k });
        expect(coverage).toBe(k / total);
        expect(mass).toBe(n / 1000);
      }
    }
    expect(boxes[1].among.ofInterest).toHaveLength(1000 - boxes[0].steps[boxes[0].chosen].n);
  });

  test('have no limit with a quasi-p value above 5 %, though the trajectories of PRIM have', () => {
    const worst = (steps: (typeof boxes)[0]['steps']) =>
      Math.max(
        ...steps.flatMap(({ restrictions }) =>
          restrictions.flatMap(({ lowerQuasiP = 0, upperQuasiP = 0 }) => [lowerQuasiP, upperQuasiP]),
        ),
      );
    const [{ steps }] = findBoxes(planted, { ...prim, maximumBoxes: 1 }).boxes;
    expect(worst(steps)).toBeGreaterThan(0.05);
    expect(worst(simplify(planted, steps))).toBeLessThanOrEqual(0.05);
    for (const box of boxes) expect(worst(box.steps)).toBeLessThanOrEqual(0.05);
  });

  test('hold in halves that were not searched nearly what they hold in all worlds', () => {
    const [{ steps, chosen }] = boxes;
    const stability = boxStability(planted, steps[chosen], prim, {
      ...{ seed: 'halves', resamples: 20 },
      ...{ prepare: (half) => keepDiffering(half, 8), refine: simplify },
    });
    expect(stability.atCoverage.heldOutDensity.mean).toBeGreaterThan(0.5);
    expect(stability.atCoverage.heldOutDensity.mean).toBeLessThan(steps[chosen].density);
    for (const { atCoverage } of stability.parameters.slice(3)) expect(atCoverage.share).toBeLessThan(0.4);
    for (const { column } of steps[chosen].restrictions) {
      expect(stability.parameters[column].atCoverage.share).toBeGreaterThan(0.6);
    }
  });
});

test('the parameters that are kept are those that differ most, and the others tell nothing', () => {
  const kept = keepDiffering(planted, 3);
  expect(kept.columns.slice(0, 3)).toEqual(planted.columns.slice(0, 3));
  for (const column of kept.columns.slice(3)) expect(column.every((value) => value === 0)).toBe(true);
  expect(keepDiffering(planted, 60)).toBe(planted);
  expect(keepDiffering(planted, undefined)).toBe(planted);
});

test('in mere noise a box that was proposed is seldom dense: at most half of 20 samples have one that counts', () => {
  let counted = 0;
  for (let sample = 0; sample < 20; sample++) {
    const noise = plantedWorlds({ seed: `noise ${sample}`, worlds: 300, parameters: 50, chance: () => 0.25 });
    const [{ accepted, steps, chosen }] = findSimpleBoxes(noise, prim, 8, proposeStep());
    if (accepted) counted++;
    for (let world = 0; world < 300; world++) {
      if (inBox(noise, steps[chosen].restrictions, world)) continue;
      expect(steps[chosen].n).toBeLessThan(300);
      break;
    }
  }
  expect(counted).toBeLessThanOrEqual(10);
});
