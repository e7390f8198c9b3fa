/**
 * How far a box is due to the worlds that happened to be drawn: the resampling test of Bryant & Lempert, Thinking inside
 * the box (2010). PRIM is run again on random halves of the worlds; from each trajectory the step whose coverage is
 * nearest to that of the box is taken, and the step whose density is nearest. Each step is then measured in the half that
 * PRIM has not seen.
 */
import { uniformStream } from '../../random/stream.ts';
import { type Interval, moments, quantile, wilsonInterval, withoutMissing } from '../statistics.ts';
import { countInBox, countOfInterest, type LabelledWorlds, takeWorlds } from './labelled-worlds.ts';
import { findBoxes, type PrimOptions, type PrimStep } from './prim.ts';

export interface StabilityOptions {
  /** Not empty. */
  readonly seed: string;
  /** How many times the worlds are split; 50 unless given. */
  readonly resamples?: number;
  /** What is done with a half before PRIM searches it, such as choosing parameters; nothing unless given. */
  readonly prepare?: (searched: LabelledWorlds) => LabelledWorlds;
  /** What is done with the trajectory of a half, such as leaving out limits; nothing unless given. */
  readonly refine?: (searched: LabelledWorlds, steps: readonly PrimStep[]) => readonly PrimStep[];
}

/** Values over the resamples. */
export interface Spread {
  /** Resamples in which the value is defined. */
  readonly n: number;
  readonly mean: number;
  readonly sd: number;
  /** Quantiles at 5, 50 and 95 %. */
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** In what share of the resamples a parameter is restricted. */
interface RestrictedShare {
  readonly share: number;
  /** Wilson's 95 % interval: the error of having only so many resamples. */
  readonly interval: Interval;
}

interface ParameterStability {
  readonly column: number;
  /** Whether the box itself restricts the parameter. */
  readonly inBox: boolean;
  /** Among the steps nearest in coverage, and among those nearest in density. */
  readonly atCoverage: RestrictedShare;
  readonly atDensity: RestrictedShare;
  /** Limits among the steps nearest in coverage, where they have one. */
  readonly lower: Spread;
  readonly upper: Spread;
}

/** Coverage and density of the steps nearest in coverage to the box, or of those nearest in density. */
interface Reproduced {
  /** In the half that PRIM searched. */
  readonly coverage: Spread;
  readonly density: Spread;
  /** In the other half: without the optimism of the search. */
  readonly heldOutCoverage: Spread;
  readonly heldOutDensity: Spread;
}

export interface BoxStability {
  readonly resamples: number;
  /** In the order of the parameters. */
  readonly parameters: readonly ParameterStability[];
  readonly atCoverage: Reproduced;
  readonly atDensity: Reproduced;
}

const LEAST_RESAMPLES = 10;
/** In each class; half of them must give both halves some. */
const LEAST_OF_A_KIND = 20;

/**
 * Resamples a box.
 * @param data the worlds among which the box was found: all of them for a first box
 * @param box the step chosen from PRIM's trajectory over these worlds; its coverage is taken of the worlds given
 * @param prim the options PRIM was run with
 * @throws Error when there are too few worlds, of interest or not, to split, or too few resamples
 */
export function boxStability(
  data: LabelledWorlds,
  box: PrimStep,
  prim: PrimOptions,
  { seed, resamples = 50, prepare = (half) => half, refine = (_, steps) => steps }: StabilityOptions,
): BoxStability {
  if (!Number.isInteger(resamples) || resamples < LEAST_RESAMPLES) {
    throw new Error(`box stability: ${resamples} resamples are given, at least ${LEAST_RESAMPLES} are needed`);
  }
  const worlds = data.ofInterest.length;
  const total = countOfInterest(data, 'box stability', 2 * Math.ceil(1 / prim.peelAlpha) + 2);
  const rarer = Math.min(total, worlds - total);
  if (rarer < LEAST_OF_A_KIND) {
    const kind = rarer === total ? 'of interest' : 'not of interest';
    throw new Error(
      `box stability: ${rarer} worlds ${kind} are too few to split, at least ${LEAST_OF_A_KIND} are needed`,
    );
  }
  const found = Array.from({ length: resamples }, (_, resample) => {
    const { searched, heldOut } = splitHalves(data, uniformStream(seed, 'box stability', String(resample)));
    const steps = refine(searched, findBoxes(prepare(searched), { ...prim, maximumBoxes: 1 }).boxes[0].steps);
    const byCoverage = nearest(
      steps,
      ({ coverage }) => Math.abs(coverage - box.k / total),
      ({ density }) => density,
    );
    const byDensity = nearest(
      steps,
      ({ density }) => Math.abs(density - box.k / box.n),
      ({ coverage }) => coverage,
    );
    return {
      byCoverage: withHeldOut(byCoverage, heldOut),
      byDensity: withHeldOut(byDensity, heldOut),
    };
  });
  const byCoverage = found.map((resample) => resample.byCoverage);
  const byDensity = found.map((resample) => resample.byDensity);
  return {
    resamples,
    parameters: data.columns.map((_, column) => ({
      column,
      inBox: restrictionOf(box, column) !== undefined,
      atCoverage: restrictedShare(byCoverage, column),
      atDensity: restrictedShare(byDensity, column),
      lower: spread(byCoverage.map(({ step }) => restrictionOf(step, column)?.lower ?? Number.NaN)),
      upper: spread(byCoverage.map(({ step }) => restrictionOf(step, column)?.upper ?? Number.NaN)),
    })),
    atCoverage: reproduced(byCoverage),
    atDensity: reproduced(byDensity),
  };
}

/** A step found in one half, and what it holds in the other. */
interface Found {
  readonly step: PrimStep;
  readonly heldOutCoverage: number;
  /** NaN when no world of the other half lies in the box. */
  readonly heldOutDensity: number;
}

function withHeldOut(step: PrimStep, heldOut: LabelledWorlds): Found {
  const { n, k } = countInBox(heldOut, step.restrictions);
  let total = 0;
  for (const label of heldOut.ofInterest) total += label;
  return { step, heldOutCoverage: k / total, heldOutDensity: k / n };
}

function reproduced(found: readonly Found[]): Reproduced {
  return {
    coverage: spread(found.map(({ step }) => step.coverage)),
    density: spread(found.map(({ step }) => step.density)),
    heldOutCoverage: spread(found.map(({ heldOutCoverage }) => heldOutCoverage)),
    heldOutDensity: spread(found.map(({ heldOutDensity }) => heldOutDensity)),
  };
}

function restrictedShare(found: readonly Found[], column: number): RestrictedShare {
  const count = found.filter(({ step }) => restrictionOf(step, column) !== undefined).length;
  return { share: count / found.length, interval: wilsonInterval(count, found.length) };
}

function restrictionOf(step: PrimStep, column: number) {
  return step.restrictions.find((restriction) => restriction.column === column);
}

/** The step at the least distance; of several the one with the most merit, of several such the first. */
function nearest(
  steps: readonly PrimStep[],
  distance: (step: PrimStep) => number,
  merit: (step: PrimStep) => number,
): PrimStep {
  return steps.reduce((best, step) => {
    const nearer = distance(best) - distance(step);
    return nearer > 0 || (nearer === 0 && merit(step) > merit(best)) ? step : best;
  });
}

function spread(values: readonly number[]): Spread {
  const sorted = withoutMissing(Float64Array.from(values)).sort();
  const { n, mean, sd } = moments(sorted);
  return {
    n,
    mean,
    sd,
    low: quantile(sorted, 0.05),
    median: quantile(sorted, 0.5),
    high: quantile(sorted, 0.95),
  };
}

/** A random half of the worlds of interest and a random half of the others, and the rest. */
function splitHalves(
  data: LabelledWorlds,
  uniform: () => number,
): { readonly searched: LabelledWorlds; readonly heldOut: LabelledWorlds } {
  const halves: [number[], number[]] = [[], []];
  for (const label of [0, 1]) {
    const kind = [...data.ofInterest.keys()].filter((world) => data.ofInterest[world] === label);
    const first = Math.ceil(kind.length / 2);
    // Each world in turn with the chance that leaves the halves full (selection sampling, Knuth, TAOCP 3.4.2).
    let taken = 0;
    kind.forEach((world, i) => {
      const take = uniform() * (kind.length - i) < first - taken;
      if (take) taken++;
      halves[take ? 0 : 1].push(world);
    });
  }
  const [searched, heldOut] = halves.map((worlds) => takeWorlds(data, Uint32Array.from(worlds).sort()));
  return { searched, heldOut };
}
