/**
 * Regional sensitivity: which inputs differ between the worlds of a kind and all others.
 *
 * R. C. Spear & G. M. Hornberger, Eutrophication in Peel Inlet II: identification of critical uncertainties via
 * generalized sensitivity analysis, Water Research 14 (1980). P values are adjusted for the number of inputs: S. Holm, A
 * simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6 (1979).
 */
import { uniformStream } from '../../random/stream.ts';
import { quantile } from '../statistics.ts';
import { completeDraws } from './draws.ts';
import { distanceInterval, drawResample, type Estimate, requireResamples } from './estimate.ts';
import { smirnovDistance, smirnovPValue } from './kolmogorov-smirnov.ts';

/** Draws that either kind needs. */
export const REGIONAL_DRAWS_MIN = 10;

export interface RegionalOptions {
  /** Bootstrap resamples, at least 40. */
  readonly resamples: number;
  readonly seed: string;
}

export interface RegionalIndex {
  /** Kolmogorov–Smirnov distance of the input between behavioural and other draws; the interval is at this number of draws. */
  readonly distance: Estimate;
  /** Probability of a distance at least as large if the input did not differ. */
  readonly p: number;
  /** The same, adjusted by Holm: no input that does not differ is below 0.05, with 95 % probability. */
  readonly pAdjusted: number;
  readonly medianBehavioural: number;
  readonly medianOther: number;
}

export interface RegionalResult {
  readonly behavioural: number;
  readonly other: number;
  /** Draws left out because a value is missing. */
  readonly missing: number;
  /** One for each input; an input with one value has distance 0. */
  readonly indices: readonly RegionalIndex[];
}

/**
 * Compares the inputs of behavioural draws with those of all others.
 * @param inputs values of each input
 * @param behavioural for each draw 1 if it is behavioural, 0 if not, NaN where that cannot be told
 * @throws Error on fewer than REGIONAL_DRAWS_MIN draws of either kind, or too few resamples
 */
export function regionalIndices(
  inputs: readonly Float64Array[],
  behavioural: Float64Array,
  options: RegionalOptions,
): RegionalResult {
  const { resamples, seed } = options;
  const method = 'regional sensitivity';
  requireResamples(method, resamples);
  const draws = completeDraws(method, 2 * REGIONAL_DRAWS_MIN, inputs, behavioural);
  const isBehavioural = Uint8Array.from(draws.output, (flag) => (flag === 0 ? 0 : 1));
  const n = isBehavioural.length;
  const inside = isBehavioural.reduce((sum, flag) => sum + flag, 0);
  if (Math.min(inside, n - inside) < REGIONAL_DRAWS_MIN) {
    throw new Error(
      `${method}: ${inside} behavioural and ${n - inside} other draws, at least ${REGIONAL_DRAWS_MIN} of each are needed`,
    );
  }
  const orders = draws.inputs.map((input) =>
    Uint32Array.from({ length: n }, (_, i) => i).sort((a, b) => input[a] - input[b] || a - b),
  );
  const counts = new Uint16Array(n);
  const resampled = draws.inputs.map(() => new Float64Array(resamples));
  const uniform = uniformStream(seed, 'regional bootstrap');
  for (let r = 0; r < resamples; r++) {
    drawResample(uniform, counts);
    draws.inputs.forEach((input, i) => {
      resampled[i][r] = smirnovDistance(input, orders[i], isBehavioural, counts).distance;
    });
  }
  counts.fill(1);
  const distances = draws.inputs.map((input, i) => smirnovDistance(input, orders[i], isBehavioural, counts));
  const ps = distances.map(({ steps }) => smirnovPValue(steps, inside, n - inside));
  const adjusted = holm(ps);
  const indices = draws.inputs.map((input, i) => ({
    distance: { value: distances[i].distance, ...distanceInterval(distances[i].distance, resampled[i]) },
    p: ps[i],
    pAdjusted: adjusted[i],
    medianBehavioural: median(input.filter((_, draw) => isBehavioural[draw] === 1)),
    medianOther: median(input.filter((_, draw) => isBehavioural[draw] === 0)),
  }));
  return { behavioural: inside, other: n - inside, missing: draws.missing, indices };
}

function holm(ps: readonly number[]): number[] {
  const adjusted = new Array<number>(ps.length);
  const order = [...ps.keys()].sort((a, b) => ps[a] - ps[b]);
  let largest = 0;
  order.forEach((index, place) => {
    largest = Math.max(largest, Math.min(1, ps[index] * (ps.length - place)));
    adjusted[index] = largest;
  });
  return adjusted;
}

function median(values: Float64Array): number {
  return quantile(values.sort(), 0.5);
}
