/** Threads for the experiments that a worker is given chunks of. */
import type { Plan } from '../experiment/plan.ts';
import { createPool, type Pool } from '../experiment/pool.ts';
import type { Experiment } from './experiment-text.ts';

/** Pools that are kept while nobody uses them. */
const MOST_IDLE = 2;

/** An experiment and the threads that are ready for it. */
interface Ready {
  readonly plan: Plan;
  readonly pool: Pool;
}

interface Held {
  readonly ready: Promise<Ready>;
  users: number;
}

/** Pools by the hash of their experiment. Those that were not used for longest are closed. */
export interface ExperimentPools {
  /**
   * Uses the pool of an experiment.
   * @param open finds the experiment when there is no pool for it
   * @throws Error once they are closed, and what `open` and `work` throw
   */
  use<T>(hash: string, open: () => Promise<Experiment>, work: (ready: Ready) => Promise<T>): Promise<T>;
  /** Ends all threads. What they are working on is rejected. */
  close(): Promise<void>;
}

/**
 * @param jobs threads of each pool; they are started when there is work for them
 * @param entry another module than the usual one for the threads to run
 */
export function createExperimentPools(jobs: number, entry?: URL): ExperimentPools {
  const pools = new Map<string, Held>();
  let isClosed = false;

  async function closeIdle(most: number): Promise<void> {
    const idle = [...pools].filter(([, { users }]) => users === 0);
    for (const [hash, { ready }] of idle.slice(0, Math.max(0, idle.length - most))) {
      pools.delete(hash);
      await (await ready).pool.close();
    }
  }

  return {
    async use(hash, open, work) {
      if (isClosed) throw new Error('the pools are closed');
      const held = pools.get(hash) ?? {
        ready: open().then(({ scenario, plan }) => ({ plan, pool: createPool(scenario, plan, { jobs, entry }) })),
        users: 0,
      };
      // The last place in the order of a Map is that of the most recent.
      pools.delete(hash);
      pools.set(hash, held);
      held.users++;
      try {
        return await work(await held.ready);
      } finally {
        held.users--;
        await held.ready.then(
          () => closeIdle(MOST_IDLE),
          () => {
            // What could not be opened may be there the next time.
            if (pools.get(hash) === held) pools.delete(hash);
          },
        );
      }
    },
    async close() {
      isClosed = true;
      const all = [...pools.values()];
      pools.clear();
      for (const { ready } of all) await ready.then(({ pool }) => pool.close()).catch(() => {});
    },
  };
}
