/** The boxes of a PRIM trajectory beside one another: what is gained in density is lost in coverage. */
import { type Interval, wilsonInterval } from '../statistics.ts';
import type { ChooseStep, PrimStep } from './prim.ts';

export interface TradeOffRow {
  /** Index of the step in its trajectory. */
  readonly step: number;
  /** Worlds in the box, and those of interest among them. */
  readonly n: number;
  readonly k: number;
  /** Share of all worlds that lie in the box. */
  readonly mass: number;
  /** Share of all worlds of interest that lie in the box, with Wilson's 95 % interval. */
  readonly coverage: number;
  readonly coverageInterval: Interval;
  /**
   * Share of the worlds in the box that are of interest, with Wilson's 95 % interval. The interval is that of a box chosen
   * beforehand: this one was looked for in the same worlds, and holds less in others (see the held-out density).
   */
  readonly density: number;
  readonly densityInterval: Interval;
  /** How many parameters are restricted. */
  readonly restricted: number;
  /** Harmonic mean of density and of the coverage of the worlds of interest at the start of the trajectory. */
  readonly fMeasure: number;
  /** No other step has as much coverage and density with as few restricted parameters, and more of one of them. */
  readonly efficient: boolean;
}

/**
 * The whole table, one row a step.
 * @param steps of one trajectory, from its first
 * @param ofInterest all worlds of interest, those in earlier boxes too
 */
export function tradeOff(steps: readonly PrimStep[], ofInterest: number): TradeOffRow[] {
  return steps.map((step, index) => ({
    step: index,
    n: step.n,
    k: step.k,
    mass: step.mass,
    coverage: step.coverage,
    coverageInterval: wilsonInterval(step.k, ofInterest),
    density: step.density,
    densityInterval: wilsonInterval(step.k, step.n),
    restricted: step.restrictions.length,
    fMeasure: fMeasure(step, steps[0].k),
    efficient: !steps.some((other) => dominates(other, step)),
  }));
}

/**
 * The rule that proposes a box: of the steps that restrict something and whose F-measure is at least (1 − slack) times
 * the best of these, those with the fewest restricted parameters; of these the one with the greatest F-measure; of
 * several the first. It weighs coverage and density the same. Who weighs them otherwise chooses another row of the table.
 * @param slack at least 0 and below 1; 0.05 unless given
 * @throws Error on another slack
 */
export function proposeStep(slack = 0.05): ChooseStep {
  if (!(slack >= 0 && slack < 1)) throw new Error(`slack is ${slack}, must be at least 0 and below 1`);
  return (steps) => {
    const isBox = steps.map(({ restrictions }) => restrictions.length > 0);
    // Where nothing could be peeled there is no other step than all worlds.
    if (!isBox.includes(true)) return 0;
    const scores = steps.map((step, index) => (isBox[index] ? fMeasure(step, steps[0].k) : Number.NEGATIVE_INFINITY));
    const enough = (1 - slack) * Math.max(...scores);
    let proposed = -1;
    for (let index = 0; index < steps.length; index++) {
      if (scores[index] < enough) continue;
      const fewer = proposed < 0 ? 1 : steps[proposed].restrictions.length - steps[index].restrictions.length;
      if (fewer > 0 || (fewer === 0 && scores[index] > scores[proposed])) proposed = index;
    }
    return proposed;
  };
}

/**
 * The same rule among the steps that are dense enough to count; where there are none, among all.
 * @param threshold density that a box must have
 */
export function proposeDenseStep(threshold: number): ChooseStep {
  const propose = proposeStep();
  return (steps) => {
    const dense = [...steps.keys()].filter((index) => index > 0 && steps[index].density >= threshold);
    // The first step says how many worlds of interest there are; it restricts nothing and is not proposed.
    return dense.length === 0 ? propose(steps) : dense[propose([steps[0], ...dense.map((index) => steps[index])]) - 1];
  };
}

/** 2 · density · coverage / (density + coverage) is 2k / (n + worlds of interest). */
function fMeasure({ n, k }: PrimStep, ofInterest: number): number {
  return (2 * k) / (n + ofInterest);
}

function dominates(a: PrimStep, b: PrimStep): boolean {
  const fewer = b.restrictions.length - a.restrictions.length;
  if (a.coverage < b.coverage || a.density < b.density || fewer < 0) return false;
  return a.coverage > b.coverage || a.density > b.density || fewer > 0;
}
