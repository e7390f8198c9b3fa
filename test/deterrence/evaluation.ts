/** Short ways to evaluate a world in tests. */
import { createModel, type Model } from '../../src/deterrence/model.ts';
import { OUTCOMES, OUTPUTS, outputIndex } from '../../src/deterrence/outputs.ts';
import { parameterIndex } from '../../src/deterrence/parameters.ts';
import { periodCount, type World } from '../../src/deterrence/world.ts';

/** Number of periods of a world. */
export function periodsOf({ parameters }: World): number {
  return periodCount(parameters[parameterIndex('clock.years')], parameters[parameterIndex('clock.step_years')]);
}

/** All outputs of a world, and its timeline as rows of outcomes. */
export function evaluate(world: World, model: Model = createModel()): { outputs: Float64Array; timeline: number[][] } {
  const outputs = new Float64Array(OUTPUTS.length);
  const periods = periodsOf(world);
  const flat = new Float64Array(periods * OUTCOMES.length);
  model.evaluate(world, outputs, flat);
  const timeline = Array.from({ length: periods }, (_, t) =>
    Array.from(flat.subarray(t * OUTCOMES.length, (t + 1) * OUTCOMES.length)),
  );
  return { outputs, timeline };
}

/** Outputs of a world, read by name. */
export function outputsOf(world: World, model?: Model): (name: string) => number {
  const { outputs } = evaluate(world, model);
  return (name) => outputs[outputIndex(name)];
}

/** |x − y| in units of max(1, |y|); 0 if both are missing. */
export function deviation(x: number, y: number): number {
  if (Number.isNaN(x) && Number.isNaN(y)) return 0;
  const difference = Math.abs(x - y) / Math.max(1, Math.abs(y));
  return Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
}
