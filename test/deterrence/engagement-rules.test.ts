import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import { describe, expect, test } from 'vitest';
import {
  createEngagementRules,
  disagreement,
  type EngagementRules,
  fillEngagementRules,
  owenT,
} from '../../src/deterrence/engagement-rules.ts';
import { worldWith } from './known-answers.ts';

/** Kinds of challenge, as the entries of the rules are numbered. */
const PROBE = 1;
const LIMITED = 2;
const ASSAULT = 3;

const phi = (x: number) => normalCdf(x, 0, 1);

/** The integral of f over [from, to] by Simpson's rule. */
function integrate(f: (x: number) => number, from: number, to: number, intervals: number): number {
  const width = (to - from) / intervals;
  let sum = f(from) + f(to);
  for (let i = 1; i < intervals; i++) sum += (i % 2 === 1 ? 4 : 2) * f(from + i * width);
  return (sum * width) / 3;
}

function rulesOf(values: Readonly<Record<string, number>>): EngagementRules {
  const rules = createEngagementRules();
  fillEngagementRules(rules, worldWith(values).parameters);
  return rules;
}

describe("Owen's T", () => {
  test('has the published values', () => {
    // Patefield & Tandy, Journal of Statistical Software 5 (2000), the cases for each of their methods.
    const published: [number, number, number][] = [
      [0.0625, 0.25, 0.038911930234701],
      [6.5, 0.4375, 2.00057730485083e-11],
      [7, 0.96875, 6.39906271938987e-13],
      [4.78125, 0.0625, 1.06329748046875e-7],
      [2, 0.5, 0.00862507798552151],
      [1, 0.9999975, 0.0667418089782286],
    ];
    for (const [h, a, value] of published) expect(Math.abs(owenT(h, a) - value), `T(${h}, ${a})`).toBeLessThan(1e-13);
  });

  test('is Φ(h)Φ(−h)/2 at a = 1, arctan(a)/2π at h = 0, and 0 at a = 0', () => {
    for (let h = -8; h <= 8; h += 0.25) {
      expect(Math.abs(owenT(h, 1) - (phi(h) * phi(-h)) / 2), `T(${h}, 1)`).toBeLessThan(1e-13);
      expect(owenT(h, 0)).toBe(0);
    }
    for (let a = 0; a <= 1; a += 0.05) {
      expect(Math.abs(owenT(0, a) - Math.atan(a) / (2 * Math.PI)), `T(0, ${a})`).toBeLessThan(1e-13);
    }
  });

  test('is its integral, and even in h', () => {
    for (const h of [0.01, 0.3, 1, 1.7, 2.5, 4, 6, 10, 40]) {
      for (const a of [0.01, 0.2, 0.5, 0.8, 0.99, 1]) {
        const integral = integrate((x) => Math.exp(-0.5 * h * h * (1 + x * x)) / (1 + x * x), 0, a, 4000);
        expect(Math.abs(owenT(h, a) - integral / (2 * Math.PI)), `T(${h}, ${a})`).toBeLessThan(1e-13);
        expect(owenT(-h, a)).toBe(owenT(h, a));
      }
    }
  });
});

describe('the disagreement of two readers', () => {
  test('is 2 E[q(1−q)] by numerical integration, to 1e-12', () => {
    for (const margin of [-6, -2.5, -1, -0.2, 0, 0.7, 3]) {
      for (const casualtySigma of [0.1, 0.5, 1, 2.5]) {
        for (const ambiguity of [0.1, 0.4, 1.5, 5, 20]) {
          const integrand = (e: number) => {
            const x = (margin + casualtySigma * e) / ambiguity;
            return 2 * phi(x) * phi(-x) * Math.exp(-0.5 * e * e);
          };
          const integral = integrate(integrand, -10, 10, 4000) / Math.sqrt(2 * Math.PI);
          const words = `margin ${margin}, σ_c ${casualtySigma}, σ_a ${ambiguity}`;
          expect(Math.abs(disagreement(margin, casualtySigma, ambiguity) - integral), words).toBeLessThan(1e-12);
        }
      }
    }
  });

  test('is 2q(1−q) when casualties are known, and ½ when the threshold means nothing', () => {
    for (const margin of [-3, -0.5, 0, 1, 4]) {
      const q = phi(margin / 1.5);
      expect(disagreement(margin, 0, 1.5)).toBeCloseTo(2 * q * (1 - q), 12);
    }
    expect(disagreement(0, 0, 1)).toBeCloseTo(0.5, 12);
    expect(disagreement(1, 1, 1e6)).toBeCloseTo(0.5, 6);
  });

  test('vanishes for rules that leave no doubt and for incidents far from the threshold', () => {
    expect(disagreement(0.3, 1, 0)).toBe(0);
    expect(disagreement(0, 0, 0)).toBe(0);
    expect(disagreement(0.3, 1, 1e-9)).toBeLessThan(1e-9);
    expect(disagreement(-60, 1, 1)).toBeLessThan(1e-100);
    expect(disagreement(60, 1, 1)).toBeLessThan(1e-100);
  });

  test('does not depend on which side of the threshold the incident lies, and is greatest at it', () => {
    for (const margin of [0.4, 1, 3]) {
      expect(disagreement(margin, 1, 1.5)).toBe(disagreement(-margin, 1, 1.5));
      expect(disagreement(margin, 1, 1.5)).toBeLessThan(disagreement(0, 1, 1.5));
    }
  });
});

describe('the tripwire', () => {
  test('is hit with chance e^(−distance/reach)·(1 − e^(−troops/density))', () => {
    const rules = rulesOf({
      'tripwire.troops': 6 * Math.LN2,
      'tripwire.density': 3,
      'tripwire.distance_km': 120 * Math.LN2,
      'tripwire.reach_probe': 60,
      'tripwire.reach_limited': 120,
      'tripwire.reach_assault': 240,
    });
    expect(rules.hit[PROBE]).toBeCloseTo(0.25 * 0.75, 14);
    expect(rules.hit[LIMITED]).toBeCloseTo(0.5 * 0.75, 14);
    expect(rules.hit[ASSAULT]).toBeCloseTo(Math.SQRT1_2 * 0.75, 14);
  });

  test('is never hit without troops or far behind the front', () => {
    expect([...rulesOf({ 'tripwire.troops': 0 }).hit]).toEqual([0, 0, 0, 0]);
    expect([...rulesOf({ 'tripwire.distance_km': 1e6 }).hit]).toEqual([0, 0, 0, 0]);
  });

  test('costs blood by the logarithm of its casualties', () => {
    const rules = rulesOf({ 'tripwire.troops': 40, 'tripwire.casualties_limited': 3.5, 'commitment.blood_cost': 4 });
    expect(rules.bloodCost[LIMITED]).toBeCloseTo(4 * Math.log(1 + 7), 13);
  });
});

describe('the rules of engagement', () => {
  const clear = { 'tripwire.casualty_sigma': 0, 'roe.ambiguity': 0, 'tripwire.troops': 10 };

  test('are a step when casualties and threshold are certain, 1 at equality', () => {
    const values = {
      ...clear,
      'tripwire.casualties_probe': 39.999999,
      'tripwire.casualties_limited': 40,
      'tripwire.casualties_assault': 40.000001,
      'roe.threshold': 40,
    };
    expect([...rulesOf(values).triggered]).toEqual([0, 0, 1, 1]);
    expect([...rulesOf(values).misread]).toEqual([0, 0, 0, 0]);
  });

  test('are triggered by half of the hits whose median casualties are the threshold', () => {
    const values = { 'tripwire.troops': 10, 'tripwire.casualties_limited': 40, 'roe.threshold': 40 };
    expect(rulesOf(values).triggered[LIMITED]).toBe(0.5);
  });

  test('are triggered with chance Φ of the margin in standard deviations', () => {
    // Ten thousand troops, spread √(3² + 4²) = 5, margins of −5, 0 and 10.
    const values = {
      'tripwire.troops': 10,
      'tripwire.casualty_sigma': 3,
      'roe.ambiguity': 4,
      'roe.threshold': 40,
      'tripwire.casualties_probe': 40 * Math.exp(-5),
      'tripwire.casualties_limited': 40,
      'tripwire.casualties_assault': 40 * Math.exp(10),
    };
    const { triggered } = rulesOf(values);
    // Φ(−1) and Φ(2) from tables.
    expect(triggered[PROBE]).toBeCloseTo(0.158655253931457, 13);
    expect(triggered[LIMITED]).toBeCloseTo(0.5, 14);
    expect(triggered[ASSAULT]).toBeCloseTo(0.977249868051821, 13);
  });

  test('tend to the step as the spread vanishes', () => {
    for (const sigma of [1e-3, 1e-6, 1e-9]) {
      const { triggered, misread } = rulesOf({
        'tripwire.troops': 10,
        'tripwire.casualty_sigma': sigma,
        'roe.ambiguity': sigma,
        'tripwire.casualties_limited': 39,
        'tripwire.casualties_assault': 41,
      });
      expect(triggered[LIMITED]).toBeLessThan(1e-20);
      expect(triggered[ASSAULT]).toBe(1);
      expect(misread[LIMITED]).toBeLessThan(1e-13);
    }
  });

  test('are misread with the share of disagreements that is the risk', () => {
    const values = { 'tripwire.troops': 10, 'tripwire.casualties_limited': 40, 'roe.misread_risk': 0.3 };
    // At the threshold D = (2/π)·arctan √((1−r)/(1+r)), here r = 1/(1 + 1.5²).
    const r = 1 / 3.25;
    expect(rulesOf(values).misread[LIMITED]).toBeCloseTo((0.6 / Math.PI) * Math.atan(Math.sqrt((1 - r) / (1 + r))), 12);
  });
});
