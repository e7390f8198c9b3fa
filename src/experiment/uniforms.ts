/** Where the uniforms of a scenario's draws come from: design, correlations, and new ones for values to be resampled. */
import { createCopula } from '../random/copula.ts';
import { createDesign, type Design } from '../random/design.ts';
import { uniformStream } from '../random/stream.ts';
import { createSampler, type Resample } from '../scenario/sampler.ts';
import type { RunSettings, Scenario } from '../scenario/scenario.ts';

/** The uniforms of all draws; any draw can be asked for at any time. */
export interface UniformSource {
  /** One for each uniform of a draw. */
  readonly keys: readonly string[];
  /** Writes the uniforms of a draw, correlated as the scenario says, in the order of the keys. */
  fill(draw: number, out: Float64Array): void;
  /** Correlates independent uniforms of another origin as the scenario says, in place. */
  correlate(uniforms: Float64Array): void;
  /** New uniforms for the values of a draw that came out outside their range. */
  resample(draw: number): Resample;
}

/**
 * Opens the uniforms of a run. A Latin hypercube, which is large, is made when it is first asked for a draw.
 * @param keys of the sampler
 * @throws Error if the design cannot have so many keys
 */
export function createUniformSource(
  { correlations }: Pick<Scenario, 'correlations'>,
  keys: readonly string[],
  { seed, design: name, draws }: RunSettings,
): UniformSource {
  const create = () => createDesign(name, { seed, keys, draws });
  let design: Design | undefined = name === 'lhs' ? undefined : create();
  const copula = createCopula(
    keys,
    correlations.map(({ first, second, rank }) => [first, second, rank] as const),
  );
  return {
    keys,
    fill(draw, out) {
      design ??= create();
      design.fill(draw, out);
      copula.apply(out);
    },
    correlate: copula.apply,
    resample: (draw) => (key, attempt) => uniformStream(seed, 'resample', key, String(draw), String(attempt))(),
  };
}

/** The uniforms that a scenario itself needs. */
export function uniformsOf(scenario: Scenario, run: RunSettings): UniformSource {
  return createUniformSource(scenario, createSampler(scenario).uniformKeys, run);
}
