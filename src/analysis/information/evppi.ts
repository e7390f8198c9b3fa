/** Expected value of knowing one parameter, or a group of them, before the path is chosen. */
import { gainsOf, type Payoffs } from '../payoffs.ts';
import { fittedRows } from './diagonal-basis.ts';
import { type GroupScores, gaussianProcessDesign } from './gaussian-process.ts';
import type { RegressionDesign } from './penalised-regression.ts';
import {
  type Differences,
  differencesFromBest,
  type EvppiOptions,
  evpiOf,
  fitDifferences,
  type NoiseFloor,
  noiseFloor,
  permutationP,
  permutedValues,
  type RegressionEvppi,
  regressionEvppi,
  residualSigns,
} from './regression-evppi.ts';
import { type Levels, MOST_SINGLE_LEVELS, rankLevels, splineDesigns } from './spline.ts';

/** One sampled quantity, in the same draws as the payoffs. */
export interface ParameterDraws {
  readonly name: string;
  readonly values: Float64Array;
}

export interface ParameterGroup {
  readonly name: string;
  readonly parameters: readonly ParameterDraws[];
}

export interface Evppi extends RegressionEvppi {
  /** Name of the parameter or group. */
  readonly name: string;
  /**
   * How the payoffs were regressed: a spline of the parameter, a mean for each of its few values, a Gaussian process of
   * a group; or it does not vary at all.
   */
  readonly method: 'spline' | 'levels' | 'gaussian process' | 'constant';
  /** Of the EVPI of the same draws; NaN when that is 0. The shares of several parameters do not add up. */
  readonly shareOfEvpi: number;
  /** NaN of a group without value, which need not be held against it. */
  readonly noise: NoiseFloor;
  /** Of the permutation test that it has nothing to do with which path is best; 1 for a constant. */
  readonly pValue: number;
}

/** Ten for each coefficient of the spline, rounded. */
export const LEAST_DRAWS = 100;

/** A group's parameter without an effect of its own still counts this much in the distance, beside the strongest. */
const LEAST_WEIGHT = 0.02;

/**
 * EVPPI of each parameter alone, in their order. The value is an estimate with a positive bias that shrinks with more
 * draws; hold it against the noise floor.
 * @throws Error on fewer than 100 draws, values that are not finite, or an empty seed
 */
export function parameterEvppi(
  payoffs: Payoffs,
  parameters: readonly ParameterDraws[],
  options: EvppiOptions,
): Evppi[] {
  const differences = differencesFromBest(gainsOf(payoffs, 'EVPPI', LEAST_DRAWS));
  const designOf = splineDesigns();
  // All parameters without ties have the same noise floor: only the order of their draws differs.
  const inOrder = Uint32Array.from({ length: differences.draws }, (_, draw) => draw);
  let untied: Float64Array | undefined;
  const signs = residualSigns(differences.draws, options);
  return parameters.map((parameter) => {
    checkParameter(parameter, differences.draws);
    const levels = rankLevels(parameter.values);
    if (levels.counts.length === 1) return constantEvppi(parameter.name, differences);
    const design = designOf(levels);
    let permuted: Float64Array;
    if (levels.counts.length === differences.draws) {
      untied ??= permutedValues({ ...design, rowOf: inOrder }, differences, options, 'untied');
      permuted = untied;
    } else {
      permuted = permutedValues(design, differences, options, `parameter ${parameter.name}`);
    }
    const method = levels.counts.length <= MOST_SINGLE_LEVELS ? 'levels' : 'spline';
    return complete(parameter.name, method, regressionEvppi(design, differences, signs), differences, permuted);
  });
}

/**
 * EVPPI of knowing all parameters of a group together. A group with a single parameter that varies is estimated like it
 * alone. In theory it is at least that of each member; the estimates can differ from that by their errors. The more
 * parameters and the fewer draws, the more of what they do together is taken for noise: then the value is too small, which
 * its interval does not cover. For all parameters of a scenario together the EVPI is the answer, and needs no regression.
 * @throws Error on fewer than 100 draws, an empty group, values that are not finite, or an empty seed
 */
export function groupEvppi(payoffs: Payoffs, group: ParameterGroup, options: EvppiOptions): Evppi {
  const method = `EVPPI of ${group.name}`;
  const differences = differencesFromBest(gainsOf(payoffs, method, LEAST_DRAWS));
  if (group.parameters.length === 0) throw new Error(`${method}: the group is empty, a parameter is needed`);
  for (const parameter of group.parameters) checkParameter(parameter, differences.draws);
  const varying = group.parameters.filter(({ values }) => values.some((value) => value !== values[0]));
  if (varying.length === 0) return constantEvppi(group.name, differences);
  if (varying.length === 1) return { ...parameterEvppi(payoffs, varying, options)[0], name: group.name };
  const design = gaussianProcessDesign(weighScores(varying, differences), differences.columns);
  const estimate = regressionEvppi(design, differences, residualSigns(differences.draws, options));
  // Nothing is below 0, so that nothing need be permuted to tell that it does not stand out.
  const permuted =
    estimate.value === 0 ? undefined : permutedValues(design, differences, options, `group ${group.name}`);
  return complete(group.name, 'gaussian process', estimate, differences, permuted);
}

function complete(
  name: string,
  method: Evppi['method'],
  estimate: RegressionEvppi,
  differences: Differences,
  permuted: Float64Array | undefined,
): Evppi {
  return {
    name,
    method,
    ...estimate,
    shareOfEvpi: estimate.value / evpiOf(differences),
    noise: permuted ? noiseFloor(permuted) : { mean: Number.NaN, p95: Number.NaN },
    pValue: permuted ? permutationP(permuted, estimate.value) : 1,
  };
}

function constantEvppi(name: string, differences: Differences): Evppi {
  const zero = { value: 0, standardError: 0, low: 0, high: 0, bias: 0, freedom: 1 };
  const shareOfEvpi = 0 / evpiOf(differences);
  return { name, method: 'constant', ...zero, shareOfEvpi, noise: { mean: 0, p95: 0 }, pValue: 1 };
}

/** Normal scores of each member, weighted by how much of the payoffs' variance its own curve explains. */
function weighScores(members: readonly ParameterDraws[], differences: Differences): GroupScores {
  const designOf = splineDesigns();
  const levels = members.map(({ values }) => rankLevels(values));
  const shares = levels.map((of) => explainedShare(designOf(of), differences));
  const floor = Math.max(Math.max(...shares) * LEAST_WEIGHT, 1e-9);
  const weights = shares.map((share) => Math.max(share, floor));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return { scores: levels.map(scoresByDraw), weights: weights.map((weight) => weight / total) };
}

function scoresByDraw({ scores, levelOf }: Levels): Float64Array {
  return Float64Array.from(levelOf, (level) => scores[level]);
}

/** Variance of the fitted values over that of the payoffs, added up over the paths. */
function explainedShare(design: RegressionDesign, differences: Differences): number {
  return fitDifferences(design, differences).reduce((sum, { coefficients }, c) => {
    const fitted = fittedRows(design.basis, coefficients);
    const all = variance(differences.columns[c]);
    return all === 0 ? sum : sum + variance(Float64Array.from(design.rowOf, (row) => fitted[row])) / all;
  }, 0);
}

function variance(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) * (value - mean);
  return squares / values.length;
}

/** @throws Error on another number of draws or a value that is not finite */
export function checkParameter({ name, values }: ParameterDraws, draws: number): void {
  if (values.length !== draws) {
    throw new Error(`EVPPI: parameter ${name} has ${values.length} draws and the payoffs ${draws}, both need the same`);
  }
  const missing = values.findIndex((value) => !Number.isFinite(value));
  if (missing >= 0) {
    throw new Error(`EVPPI: parameter ${name} in draw ${missing} is ${values[missing]}, a finite number is needed`);
  }
}
