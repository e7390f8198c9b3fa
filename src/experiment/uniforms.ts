/** Where the uniforms of a scenario's draws come from: design, correlations, and new ones for values to be resampled. */
import { createCopula } from '../random/copula.ts';
import { createDesign, type Design } from '../random/design.ts';
import { joinKey, uniformStream } from '../random/stream.ts';
import { createSampler, type Resample } from '../scenario/sampler.ts';
import type { RunSettings, Scenario } from '../scenario/scenario.ts';
import { keepRecent } from './keep-recent.ts';
import type { Plan } from './plan.ts';

/** Hypercubes that are kept: threads are never far apart. */
const MOST_BLOCKS = 4;

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

/** What decides over the uniforms beside their keys. */
type DrawSettings = RunSettings & Pick<Plan, 'precision'>;

/**
 * Opens the uniforms of a run. A Latin hypercube, which is large, is made when it is first asked for a draw. Where a run
 * goes on until a precision is reached, each block of draws is a hypercube of its own, the first of them that of a run
 * without; the other designs simply go on.
 * @param keys of the sampler
 * @throws Error if the design cannot have so many keys
 */
export function createUniformSource(
  { correlations }: Pick<Scenario, 'correlations'>,
  keys: readonly string[],
  { seed, design: name, draws, precision }: DrawSettings,
): UniformSource {
  const isBlocked = name === 'lhs' && precision !== undefined;
  const block = isBlocked ? precision.block : draws;
  const blocks = keepRecent<Design>(MOST_BLOCKS);
  const create = (number: number) =>
    createDesign(name, { seed: number === 0 ? seed : joinKey([seed, 'block', String(number)]), keys, draws: block });
  // What is wrong with a design is said at once.
  if (name !== 'lhs') blocks('0', () => create(0));
  const copula = createCopula(
    keys,
    correlations.map(({ first, second, rank }) => [first, second, rank] as const),
  );
  return {
    keys,
    fill(draw, out) {
      const number = isBlocked ? Math.floor(draw / block) : 0;
      blocks(String(number), () => create(number)).fill(draw - number * block, out);
      copula.apply(out);
    },
    correlate: copula.apply,
    resample: (draw) => (key, attempt) => uniformStream(seed, 'resample', key, String(draw), String(attempt))(),
  };
}

/** The uniforms that a scenario itself needs. */
export function uniformsOf(scenario: Scenario, run: DrawSettings): UniformSource {
  return createUniformSource(scenario, createSampler(scenario).uniformKeys, run);
}
