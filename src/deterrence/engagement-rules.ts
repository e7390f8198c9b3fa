/** The tripwire and its rules of engagement: is the force hit, do the rules answer, do two readers agree (docs/model.md §4.2–4.3). */
import exp from '@stdlib/math-base-special-exp';
import expm1 from '@stdlib/math-base-special-expm1';
import ln from '@stdlib/math-base-special-ln';
import log1p from '@stdlib/math-base-special-log1p';
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import { Challenge } from './layout.ts';
import { parameterIndex as id } from './parameters.ts';

const AT = {
  troops: id('tripwire.troops'),
  density: id('tripwire.density'),
  distance: id('tripwire.distance_km'),
  reach: id('tripwire.reach_probe'),
  casualties: id('tripwire.casualties_probe'),
  casualtySigma: id('tripwire.casualty_sigma'),
  threshold: id('roe.threshold'),
  ambiguity: id('roe.ambiguity'),
  misreadRisk: id('roe.misread_risk'),
  bloodCost: id('commitment.blood_cost'),
};

/** What follows from troops, distance and rules; entries by kind of challenge (0 none, 1 probe, 2 limited, 3 assault). */
export interface EngagementRules {
  /** h_a: chance that a challenge hits deployed troops. */
  readonly hit: Float64Array;
  /** v_a: chance that a hit triggers the rules. */
  readonly triggered: Float64Array;
  /** m_a: chance that control is lost by misreading when a hit is answered. */
  readonly misread: Float64Array;
  /** What an unanswered hit costs the coalition in blood. */
  readonly bloodCost: Float64Array;
}

export function createEngagementRules(): EngagementRules {
  return {
    hit: new Float64Array(4),
    triggered: new Float64Array(4),
    misread: new Float64Array(4),
    bloodCost: new Float64Array(4),
  };
}

/** Fills the rules from a parameter vector in registry order. */
export function fillEngagementRules(rules: EngagementRules, p: Float64Array): void {
  const troops = p[AT.troops];
  const casualtySigma = p[AT.casualtySigma];
  const ambiguity = p[AT.ambiguity];
  const spread = Math.sqrt(casualtySigma * casualtySigma + ambiguity * ambiguity);
  for (let a: number = Challenge.Probe; a <= Challenge.Assault; a++) {
    if (troops === 0) {
      rules.hit[a] = 0;
      rules.triggered[a] = 0;
      rules.misread[a] = 0;
      rules.bloodCost[a] = 0;
      continue;
    }
    const casualties = p[AT.casualties + a - 1] * Math.sqrt(troops / 10);
    rules.hit[a] = exp(-p[AT.distance] / p[AT.reach + a - 1]) * -expm1(-troops / p[AT.density]);
    // A difference of logarithms: the quotient of a tiny and a huge number may not exist as a double.
    const margin = ln(casualties) - ln(p[AT.threshold]);
    rules.triggered[a] = spread === 0 ? (casualties >= p[AT.threshold] ? 1 : 0) : normalCdf(margin / spread, 0, 1);
    rules.misread[a] = p[AT.misreadRisk] * disagreement(margin, casualtySigma, ambiguity);
    rules.bloodCost[a] = p[AT.bloodCost] * log1p(casualties);
  }
}

/**
 * D_a: chance that two readers of the same incident disagree whether the rules call for an answer.
 * 2 E[q(1−q)] for q = Φ((margin + σ_c e)/σ_a), e ~ N(0,1), is 4 T(margin/√(σ_c²+σ_a²), √((1−r)/(1+r))) with
 * r = σ_c²/(σ_c²+σ_a²) and Owen's T.
 * @param margin ln(casualties / threshold)
 */
export function disagreement(margin: number, casualtySigma: number, ambiguity: number): number {
  if (ambiguity === 0) return 0;
  const spread = Math.sqrt(casualtySigma * casualtySigma + ambiguity * ambiguity);
  // √((1−r)/(1+r)) = σ_a / √(σ_a² + 2σ_c²)
  return 4 * owenT(margin / spread, ambiguity / Math.sqrt(ambiguity * ambiguity + 2 * casualtySigma * casualtySigma));
}

/** Nodes and weights of the 16-point Gauss–Legendre rule on [−1, 1], the positive half. */
const NODES = [
  0.09501250983763744, 0.2816035507792589, 0.45801677765722737, 0.6178762444026438, 0.755404408355003,
  0.8656312023878318, 0.9445750230732326, 0.9894009349916499,
];
const WEIGHTS = [
  0.1894506104550685, 0.18260341504492358, 0.16915651939500254, 0.14959598881657674, 0.12462897125553388,
  0.09515851168249279, 0.06225352393864789, 0.02715245941175409,
];

/**
 * Owen's T(h, a) for 0 ≤ a ≤ 1: (1/2π) ∫₀^a exp(−h²(1+x²)/2)/(1+x²) dx (Owen, Annals of Mathematical Statistics 27,
 * 1956), by Gauss–Legendre; absolute error below 1e-13 (the integrand varies most at |h| of a few, where it is small).
 */
export function owenT(h: number, a: number): number {
  const half = a / 2;
  const factor = -0.5 * h * h;
  let sum = 0;
  for (let i = 0; i < NODES.length; i++) {
    for (const side of [1 - NODES[i], 1 + NODES[i]]) {
      const square = 1 + half * side * (half * side);
      sum += (WEIGHTS[i] * exp(factor * square)) / square;
    }
  }
  return (sum * half) / (2 * Math.PI);
}
