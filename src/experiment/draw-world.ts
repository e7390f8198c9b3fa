/** One world by itself, and the luck of one of its histories: the same that a run evaluates and plays. */
import { type World, worldFaults } from '../deterrence/world.ts';
import { uniformStream } from '../random/stream.ts';
import { createSampler, SampleError } from '../scenario/sampler.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Plan } from './plan.ts';
import { createUniformSource } from './uniforms.ts';

/**
 * The world of a draw on a path, as a run of the plan has it.
 * @param path position in the paths of the scenario
 * @param draw undefined for the world in which all uniforms are in the middle: every distribution at its median
 * @throws SampleError if the scenario gives no world there, or one that the model does not accept
 * @throws RangeError unless the draw is one of the plan's
 */
export function worldOf(scenario: Scenario, plan: DrawPlan, path: number, draw: number | undefined): World {
  return worldsOf(scenario, plan, path)(draw);
}

/** What decides over the worlds of a plan beside the scenario. */
type DrawPlan = Pick<Plan, 'seed' | 'design' | 'draws' | 'precision'>;

/** The same for one draw after the other: see `worldOf`. */
export function worldsOf(scenario: Scenario, plan: DrawPlan, path: number): (draw: number | undefined) => World {
  const sampler = createSampler(scenario);
  const source = createUniformSource(scenario, sampler.uniformKeys, plan);
  const { name } = scenario.paths[path];
  return (draw) => {
    const uniforms = new Float64Array(sampler.uniformKeys.length).fill(0.5);
    if (draw !== undefined) source.fill(draw, uniforms);
    const values = new Float64Array(sampler.columns.length);
    const world = sampler.sample(path, draw ?? 0, uniforms, source.resample(draw ?? 0), values);
    const [fault] = worldFaults(world);
    if (fault === undefined) return world;
    const { subject: quantity, value, allowed } = fault;
    const reason = `${value} is not allowed, must be ${allowed}`;
    const where = draw === undefined ? 'the world of medians' : `draw ${draw}`;
    throw new SampleError(`${quantity} in ${where} on path ${name}: ${reason}`, {
      ...{ quantity, path: name, draw: draw ?? 0, value, reason },
    });
  };
}

/** The luck of a history of a draw: the same on every path. */
export function historyStream(seed: string, draw: number, history: number): () => number {
  return uniformStream(seed, 'history', String(draw), String(history));
}

/** What decides how the members vote in a history, given how the coalition decides. */
export function votersStream(seed: string, draw: number, history: number): () => number {
  return uniformStream(seed, 'voters', String(draw), String(history));
}
