/**
 * Of the ceasefires that have begun by the end of a period, the share that has not broken yet, and by how much the paths
 * differ in it. A history whose ceasefire has begun is either still in it (`ceasefire_holds`) or in one of the states in
 * which a ceasefire ends. At the horizon the share is 1 − `breakdown_given_ceasefire`.
 */
import { OUTCOMES } from '../deterrence/outputs.ts';
import { type Results, withoutFailed } from '../experiment/results.ts';
import { type Interval, meanInterval, moments, quantile } from './statistics.ts';

export interface SurvivalRow extends Interval {
  readonly path: string;
  /** End of the period, in years from the start. */
  readonly year: number;
  /** Mean chance over worlds that the ceasefire has begun. */
  readonly begun: number;
  /** Over all worlds: mean chance that it holds, divided by `begun`. With its 95 % interval, within 0 and 1. */
  readonly unbroken: number;
  /** By the delta method. */
  readonly se: number;
  /** Quantiles over worlds of the share in the single world, of those in which a ceasefire may have begun. */
  readonly q05: number;
  readonly q25: number;
  readonly q50: number;
  readonly q75: number;
  readonly q95: number;
  /** Number of these worlds. */
  readonly n: number;
}

/** A pair of paths at the end of a period, in the same worlds. */
interface SurvivalDifferenceRow extends Interval {
  readonly pathA: string;
  readonly pathB: string;
  readonly year: number;
  /** `unbroken` of pathA minus that of pathB, with its 95 % interval. */
  readonly difference: number;
  readonly se: number;
}

export interface Survival {
  /** By path, then year. */
  readonly shares: readonly SurvivalRow[];
  /** By pair, then year. */
  readonly differences: readonly SurvivalDifferenceRow[];
}

const HOLDS = stateOf('ceasefire_holds');
const BROKEN = ['renewed_war_lost', 'renewed_war_repelled', 'general_war', 'nuclear_use'].map(stateOf);

/**
 * Shares of every path and differences of every pair, period by period. Of each path a number a draw is in memory at a
 * time, of one of them a few more.
 */
export function summarizeSurvival(results: Results): Survival {
  const { periods, stepYears, paths } = results.plan;
  const shares: SurvivalRow[][] = paths.map(() => []);
  const pairs = paths.flatMap((_, a) => paths.slice(a + 1).map((_path, index) => ({ a, b: a + 1 + index })));
  const differences: SurvivalDifferenceRow[][] = pairs.map(() => []);
  for (let period = 0; period < periods; period++) {
    // Twelve digits take the rounding of (t+1)·Δ away: 0.3, not 0.30000000000000004.
    const year = Number(((period + 1) * stepYears).toPrecision(12));
    const estimates = paths.map(({ name }, path) => {
      const { row, influence } = estimate(results, path, period);
      shares[path].push({ path: name, year, ...row });
      return { unbroken: row.unbroken, influence };
    });
    pairs.forEach(({ a, b }, index) => {
      const difference = estimates[a].unbroken - estimates[b].unbroken;
      const of = estimates[b].influence;
      const own = moments(estimates[a].influence.map((value, draw) => value - of[draw]));
      differences[index].push({
        ...{ pathA: paths[a].name, pathB: paths[b].name, year, difference, se: own.se },
        ...meanInterval({ ...own, mean: difference }),
      });
    });
  }
  return { shares: shares.flat(), differences: differences.flat() };
}

function estimate(results: Results, path: number, period: number) {
  const holds = withoutFailed(results, results.state(path, period, HOLDS));
  const begun = holds.slice();
  for (const state of BROKEN) {
    const broken = withoutFailed(results, results.state(path, period, state));
    for (let draw = 0; draw < begun.length; draw++) begun[draw] += broken[draw];
  }
  const chance = moments(begun).mean;
  const unbroken = chance > 0 ? moments(holds).mean / chance : Number.NaN;
  let n = 0;
  const inWorlds = new Float64Array(holds.length);
  // What a draw adds to the error of the ratio (delta method): its mean is 0, its standard error that of the ratio.
  const influence = new Float64Array(holds.length);
  for (let draw = 0; draw < holds.length; draw++) {
    if (begun[draw] > 0) inWorlds[n++] = holds[draw] / begun[draw];
    influence[draw] = (holds[draw] - unbroken * begun[draw]) / chance;
  }
  const sorted = inWorlds.subarray(0, n).sort();
  const own = moments(influence);
  const { low, high } = meanInterval({ ...own, mean: unbroken });
  const row = {
    ...{ begun: chance, unbroken, se: own.se, low: Math.max(0, low), high: Math.min(1, high) },
    ...{ q05: quantile(sorted, 0.05), q25: quantile(sorted, 0.25), q50: quantile(sorted, 0.5) },
    ...{ q75: quantile(sorted, 0.75), q95: quantile(sorted, 0.95), n },
  };
  return { row, influence };
}

function stateOf(name: string): number {
  const state = OUTCOMES.findIndex((outcome) => outcome.name === name);
  if (state < 0) throw new RangeError(`no outcome is called ${name}`);
  return state;
}
