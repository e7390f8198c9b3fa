/** A check of the value of one quantity with the model itself: new worlds around values of it, drawn from its prior. */
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { type NestedEvppi, nestedEvppi } from '../../analysis/information/nested-evppi.ts';
import { uniformKeys } from '../../experiment/executor.ts';
import type { FailureCount } from '../../experiment/results.ts';
import { cutDraws, evaluateRows, type RowBatch } from '../../experiment/row-evaluator.ts';
import { createCopula } from '../../random/copula.ts';
import { uniformStream } from '../../random/stream.ts';
import type { AskedDecision } from '../decision.ts';
import type { Environment } from '../environment.ts';
import { UsageError } from '../errors.ts';
import type { Input } from '../inputs.ts';
import { showProgress } from '../progress.ts';
import { openExecutor, type Worlds } from '../worlds.ts';
import type { InformationOptions } from './value-of-information-options.ts';

/** Draws that are asked for at a time never lie so close to the ends that a quantile would be infinite. */
const CLOSEST = 1e-12;

export interface NestedCheck {
  readonly estimate: NestedEvppi;
  readonly outer: number;
  readonly inner: number;
  readonly evaluations: number;
  readonly failures: FailureCount;
}

/**
 * Why a quantity cannot be held at a value while everything else is drawn anew; undefined if it can. To hold the uniforms
 * of a quantity that is computed from others, or from several distributions, would hold more or less than its value.
 */
export function whyNotNested({ quantity, uniforms }: Input): string | undefined {
  if (quantity.expression.distribution === undefined || uniforms.length !== 1) {
    return 'is computed from other quantities or several distributions, must be one distribution with constant parameters';
  }
  return quantity.outside === 'resample' ? 'is sampled anew outside its range, which cannot be held' : undefined;
}

/**
 * Two-level simulation of the value of knowing one quantity. What is correlated with it is drawn given its value.
 * @throws UsageError if an evaluation fails or has no value: what is left would be another prior
 */
export async function checkNested(
  { scenario, plan, results }: Worlds,
  input: Input,
  { decision, payoffs, pathIndices, column }: AskedDecision,
  options: InformationOptions & { readonly nested: { readonly outer: number; readonly inner: number } },
  environment: Environment,
): Promise<NestedCheck> {
  const { outer, inner } = options.nested;
  const rows = outer * inner;
  const paths = plan.paths.length;
  const keys = uniformKeys(scenario, plan);
  const copula = createCopula(
    keys,
    scenario.correlations.map(({ first, second, rank }) => [first, second, rank] as const),
  );
  const [own] = input.uniforms;
  const loadings = copula.loadings(own);
  const fill = (row: number, out: Float64Array) => {
    const held = uniformStream(plan.seed, 'nested EVPPI', input.name, String(Math.floor(row / inner)));
    holdScore(
      normalScore(held()),
      loadings,
      uniformStream(plan.seed, 'nested EVPPI', input.name, 'row', String(row)),
      out,
    );
  };
  const batches = cutDraws(rows, paths).map(
    ({ fromDraw, toDraw }): RowBatch => ({
      ...{ fromDraw, toDraw, rowOf: (draw) => draw },
      uniforms() {
        const all = new Float64Array((toDraw - fromDraw) * keys.length);
        for (let draw = fromDraw; draw < toDraw; draw++) {
          const start = (draw - fromDraw) * keys.length;
          fill(draw, all.subarray(start, start + keys.length));
        }
        return all;
      },
    }),
  );
  const { stderr, signal, now } = environment;
  const progress = showProgress(rows * paths, options.quiet || options.json ? undefined : stderr, now);
  const executor = openExecutor(scenario, plan, options, environment, rows);
  try {
    const { values, failures } = await evaluateRows(executor, batches, {
      ...{ paths, columns: results.columns.length, column, rows, signal },
      onProgress: progress.update,
    });
    const kept = pathIndices.map((path) => values[path]);
    const missing = kept[0].findIndex((_, row) => kept.some((of) => !Number.isFinite(of[row])));
    if (missing >= 0) {
      throw new UsageError(
        `--nested: ${input.name} in world ${missing} of its check has no value on some path` +
          `${failures.first[0] ? ` (${failures.first[0].error})` : ''}; all are needed, leave the check out`,
      );
    }
    const estimate = nestedEvppi({
      ...{ paths: decision.paths, direction: payoffs.direction, outer, inner },
      evaluate(o, i, out) {
        kept.forEach((of, path) => {
          out[path] = of[o * inner + i];
        });
      },
    });
    return { estimate, outer, inner, evaluations: rows * paths, failures };
  } finally {
    await executor.close();
    progress.stop();
  }
}

/**
 * Writes independent uniforms from which the copula makes a quantity with a given normal score, the others as they are
 * given it. Drawn without the condition first, then moved by what the score differs from the one that came out (Matheron's
 * rule for normal variables: Journel & Huijbregts 1978).
 * @param loadings of the quantity's key
 */
export function holdScore(score: number, loadings: Float64Array, uniform: () => number, out: Float64Array): void {
  for (let k = 0; k < out.length; k++) out[k] = uniform();
  let came = 0;
  loadings.forEach((weight, k) => {
    if (weight !== 0) came += weight * normalScore(out[k]);
  });
  loadings.forEach((weight, k) => {
    if (weight === 0) return;
    const moved = normalCdf(normalScore(out[k]) + weight * (score - came), 0, 1);
    out[k] = Math.min(Math.max(moved, CLOSEST), 1 - CLOSEST);
  });
}

function normalScore(uniform: number): number {
  return normalQuantile(Math.min(Math.max(uniform, CLOSEST), 1 - CLOSEST), 0, 1);
}
