/** Made-up draws for the methods that need no runs of their own. */
import { minimalStandard } from '../../support/sample-results.ts';

/** Independent uniforms of some inputs and what a function makes of them. */
export function randomDraws(
  inputs: number,
  draws: number,
  seed: number,
  model: (u: ArrayLike<number>, noise: () => number) => number,
): { inputs: Float64Array[]; output: Float64Array } {
  const uniform = minimalStandard(seed);
  const columns = Array.from({ length: inputs }, () => new Float64Array(draws));
  const output = new Float64Array(draws);
  const u = new Float64Array(inputs);
  for (let draw = 0; draw < draws; draw++) {
    for (let i = 0; i < inputs; i++) columns[i][draw] = u[i] = uniform();
    output[draw] = model(u, uniform);
  }
  return { inputs: columns, output };
}

/** The same draws in another order. */
export function reorder(
  { inputs, output }: { inputs: readonly Float64Array[]; output: Float64Array },
  seed: number,
): { inputs: Float64Array[]; output: Float64Array } {
  const uniform = minimalStandard(seed);
  const keys = output.map(() => uniform());
  const order = [...output.keys()].sort((a, b) => keys[a] - keys[b]);
  const take = (column: Float64Array) => Float64Array.from(order, (i) => column[i]);
  return { inputs: inputs.map(take), output: take(output) };
}
