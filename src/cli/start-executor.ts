/** Who evaluates the draws of a plan. */
import { createModel } from '../deterrence/model.ts';
import { createLocalExecutor, type Executor } from '../experiment/executor.ts';
import type { Plan } from '../experiment/plan.ts';
import { createPool } from '../experiment/pool.ts';
import type { Scenario } from '../scenario/scenario.ts';

/** Worker threads, or for one job this thread. To be closed by the caller. */
export function startExecutor(scenario: Scenario, plan: Plan, jobs: number, signal: AbortSignal): Executor {
  return jobs > 1
    ? createPool(scenario, plan, { jobs, signal })
    : createLocalExecutor(scenario, plan, createModel(), signal);
}
