/** The world that a command is asked to look at by itself. */
import type { World } from '../deterrence/world.ts';
import { worldOf } from '../experiment/draw-world.ts';
import type { Plan } from '../experiment/plan.ts';
import { SampleError } from '../scenario/sampler.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { UsageError } from './errors.ts';

/**
 * The world of a draw on a path, or the world of medians.
 * @param path position in the paths of the scenario
 * @throws UsageError if there is no such draw, or if it gives no world
 */
export function singleWorld(
  scenario: Scenario,
  plan: Pick<Plan, 'seed' | 'design' | 'draws' | 'precision'>,
  path: number,
  draw: number | undefined,
): World {
  if (draw !== undefined && draw >= plan.draws) {
    throw new UsageError(`--draw is ${draw}, must be from 0 to ${plan.draws - 1}; --draws says of how many it is one`);
  }
  try {
    return worldOf(scenario, plan, path, draw);
  } catch (error) {
    if (error instanceof SampleError) throw new UsageError(error.message);
    throw error;
  }
}
