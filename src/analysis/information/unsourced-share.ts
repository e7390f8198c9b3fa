/** How much of what it would be worth to know hangs on parameters for which the scenario names no source. */
import { permutation } from '../../random/shuffle.ts';
import { uniformStream } from '../../random/stream.ts';
import { gainsOf, type Payoffs } from '../payoffs.ts';
import { percentileInterval, type ResamplingOptions, resample } from '../resampling.ts';
import type { Interval } from '../statistics.ts';
import type { DiagonalBasis } from './diagonal-basis.ts';
import { checkParameter, LEAST_DRAWS, type ParameterDraws } from './evppi.ts';
import type { RegressionDesign } from './penalised-regression.ts';
import { type Differences, differencesFromBest } from './regression-evppi.ts';
import { scoreBootstrap } from './score-bootstrap.ts';
import { rankLevels, splineDesigns } from './spline.ts';

/** A sampled quantity and whether a source is named for it. */
export interface FlaggedParameter extends ParameterDraws {
  readonly hasSource: boolean;
}

export interface UnsourcedShare extends Interval {
  /**
   * Share of the sum of the single parameters' EVPPIs, less their noise floors, that belongs to those without a source. A
   * share of that sum and of nothing else: EVPPIs add up neither to each other's nor to the EVPI. NaN when the sum does not
   * rise above the noise. low and high are a bootstrap percentile interval, at the smoothness found in all draws.
   */
  readonly shareOfSum: number;
  /** The same with the noise left in. */
  readonly rawShareOfSum: number;
  /** Sum of the EVPPIs less noise, in units of the preference. */
  readonly sum: number;
  /** Number of parameters without a source, and of all. */
  readonly unsourced: number;
  readonly parameters: number;
  /** Share of the resamples in which the sum does not rise above the noise; they are left out of the interval. */
  readonly undefinedShare: number;
}

/** Parameters that have nothing to do with the payoffs, by which the noise in each kind of design is measured. */
const DUMMIES = 10;

/**
 * @throws Error on fewer than 100 draws, no parameters, values that do not fit or are not finite, or bad resampling options
 */
export function unsourcedShare(
  payoffs: Payoffs,
  parameters: readonly FlaggedParameter[],
  resampling: ResamplingOptions,
): UnsourcedShare {
  const differences = differencesFromBest(gainsOf(payoffs, 'share without source', LEAST_DRAWS));
  const { draws } = differences;
  if (parameters.length === 0) throw new Error('share without source: no parameters, at least one is needed');
  const designOf = splineDesigns();
  const noises = new Map<DiagonalBasis, (counts: Uint32Array) => number>();
  const estimators = parameters.map((parameter) => {
    checkParameter(parameter, draws);
    const design = designOf(rankLevels(parameter.values));
    const noise =
      noises.get(design.basis) ?? averageNoise(design, differences, resampling.seed, `like ${parameter.name}`);
    noises.set(design.basis, noise);
    return { hasSource: parameter.hasSource, value: scoreBootstrap(design, differences), basis: design.basis };
  });
  const shareFor = (counts: Uint32Array) => {
    const floors = new Map([...noises].map(([basis, noise]) => [basis, noise(counts)]));
    const raw = { sourced: 0, unsourced: 0 };
    const above = { sourced: 0, unsourced: 0 };
    for (const { hasSource, value, basis } of estimators) {
      const kind = hasSource ? 'sourced' : 'unsourced';
      const worth = value(counts);
      raw[kind] += worth;
      // Not cut off at 0 one by one: that would leave in the noise of those that lie above their floor by chance.
      above[kind] += worth - floors.get(basis)!;
    }
    const unsourced = Math.max(0, above.unsourced);
    const sum = unsourced + Math.max(0, above.sourced);
    return { shareOfSum: unsourced / sum, rawShareOfSum: raw.unsourced / (raw.sourced + raw.unsourced), sum };
  };
  const resampled = new Float64Array(resampling.resamples);
  resample('share without source', draws, resampling, (counts, index) => {
    resampled[index] = shareFor(counts).shareOfSum;
  });
  return {
    ...shareFor(new Uint32Array(draws).fill(1)),
    ...percentileInterval(resampled),
    unsourced: parameters.filter(({ hasSource }) => !hasSource).length,
    parameters: parameters.length,
    undefinedShare: resampled.filter(Number.isNaN).length / resampling.resamples,
  };
}

/** Mean EVPPI of permuted parameters of the same design, as a function of the counts of a resample. */
function averageNoise(
  design: RegressionDesign,
  differences: Differences,
  seed: string,
  key: string,
): (counts: Uint32Array) => number {
  const uniform = uniformStream(seed, 'share without source', key);
  const dummies = Array.from({ length: DUMMIES }, () => {
    const order = permutation(differences.draws, uniform);
    return scoreBootstrap({ ...design, rowOf: order.map((draw) => design.rowOf[draw]) }, differences);
  });
  return (counts) => dummies.reduce((sum, dummy) => sum + dummy(counts), 0) / DUMMIES;
}
