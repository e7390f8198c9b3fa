/** Under which keys everything stands in Redis, and how long it stays. */

/** Which program it is: results of different ones are not the same experiment. */
export interface ProgramVersion {
  readonly version: string;
  /** Of what the model computes. */
  readonly modelVersion: string;
}

/** Before the keys that BullMQ makes. */
export const JOB_PREFIX = 'stolperdraht';
const DATA_PREFIX = 'stolperdraht-data';

/** Seconds that results, experiments and failed jobs of which nobody asks any more stay in Redis. */
export const KEPT_SECONDS = 24 * 3600;

/** A chunk is begun anew so often when its worker ends; then it is given up, as it would end all of them. */
export const MOST_STALLS = 2;

/** Keys of one queue. */
export interface QueueKeys {
  /**
   * Name of the queue of BullMQ. Versions are part of it: whoever has another one is never given a job that it cannot do,
   * and none goes to and fro.
   */
  readonly jobs: string;
  /** Signs of life of workers and coordinators of all versions. */
  readonly members: (role: 'worker' | 'coordinator') => string;
  /** Scenario and plan, by the hash of their text. */
  readonly experiment: (hash: string) => string;
  /** The bytes of a chunk, by the id of its job. */
  readonly result: (id: string) => string;
}

/** The keys of a queue by its name. */
export function queueKeys(name: string, { version, modelVersion }: ProgramVersion): QueueKeys {
  const jobs = `${name}@${version}+${modelVersion}`.replaceAll(':', '_');
  return {
    jobs,
    members: (role) => `${DATA_PREFIX}:${name}:${role}s`,
    experiment: (hash) => `${DATA_PREFIX}:${jobs}:experiment:${hash}`,
    result: (id) => `${DATA_PREFIX}:${jobs}:result:${id}`,
  };
}
