/** A decision whose values of information are known in closed form. */
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import type { ParameterDraws } from '../../../src/analysis/information/evppi.ts';
import type { Payoffs } from '../../../src/analysis/payoffs.ts';
import { minimalStandard } from '../../support/sample-results.ts';

/** Columns of independent standard normal draws, from a literal seed. */
export function normalColumns(count: number, draws: number, seed: number): Float64Array[] {
  const uniform = minimalStandard(seed);
  for (let i = 0; i < 10; i++) uniform();
  return Array.from({ length: count }, () =>
    Float64Array.from({ length: draws }, () => normalQuantile(uniform(), 0, 1)),
  );
}

/**
 * Two paths: `act` gains mean + Σ slope·θ with independent standard normal θ, `wait` nothing.
 */
export function normalLinear(
  mean: number,
  slopes: readonly number[],
  draws: number,
  seed: number,
): { payoffs: Payoffs; parameters: ParameterDraws[] } {
  const columns = normalColumns(slopes.length, draws, seed);
  const act = Float64Array.from({ length: draws }, (_, i) =>
    slopes.reduce((sum, b, k) => sum + b * columns[k][i], mean),
  );
  return {
    payoffs: { paths: ['act', 'wait'], values: [act, new Float64Array(draws)], direction: 'maximize' },
    parameters: columns.map((values, k) => ({ name: `theta${k}`, values })),
  };
}

/** Unit normal loss integral (Raiffa & Schlaifer 1961): E max(0, X) − max(0, mean) for X normal. */
export function normalLoss(mean: number, sd: number): number {
  if (sd === 0) return 0;
  const u = Math.abs(mean) / sd;
  const density = Math.exp((-u * u) / 2) / Math.sqrt(2 * Math.PI);
  return sd * (density - u * normalCdf(-u, 0, 1));
}
