/** Who evaluates the draws of a plan. */
import { availableParallelism } from 'node:os';
import type { QueueAddress } from '../cluster/queue-address.ts';
import { createModel } from '../deterrence/model.ts';
import { createLocalExecutor, type Executor } from '../experiment/executor.ts';
import type { Plan } from '../experiment/plan.ts';
import { createPool } from '../experiment/pool.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Environment } from './environment.ts';
import { startQueueExecutor } from './start-queue-executor.ts';

/** Who is to do it. */
export interface Labour {
  /** Threads of this machine. */
  readonly jobs: number | undefined;
  /** Whose workers do it instead. */
  readonly queue: QueueAddress | undefined;
}

/** Threads of this machine that a command may use: as many as there are cores, unless it is told; one beside a queue. */
export function threadsHere({ jobs, queue }: Partial<Labour>): number {
  return queue ? 1 : (jobs ?? availableParallelism());
}

/** Workers of a queue, or worker threads, or for one job this thread. To be closed by the caller. */
export function startExecutor(
  scenario: Scenario,
  plan: Plan,
  { jobs, queue }: Labour,
  environment: Environment,
): Executor {
  const { signal } = environment;
  if (queue) return startQueueExecutor({ scenario, plan }, queue, environment);
  return jobs !== undefined && jobs > 1
    ? createPool(scenario, plan, { jobs, signal })
    : createLocalExecutor(scenario, plan, createModel(), signal);
}
