/** Who works on a queue for a version of the program. */
import { closeInTime, connect, type QueueTiming } from './connection.ts';
import { listMembers, type Member } from './members.ts';
import type { QueueAddress } from './queue-address.ts';
import { type ProgramVersion, queueKeys } from './queue-keys.ts';

export interface Workforce {
  readonly workers: number;
  /** Threads of all of them together. */
  readonly threads: number;
}

/** Counts those of the members that are of the version. */
export function countWorkforce(members: readonly Member[], { version, modelVersion }: ProgramVersion): Workforce {
  const own = members.filter((each) => each.version === version && each.modelVersion === modelVersion);
  return { workers: own.length, threads: own.reduce((sum, { threads }) => sum + threads, 0) };
}

/**
 * Looks who works, without having anything to do for them.
 * @throws QueueError if the server is not reached or refuses
 */
export async function readWorkforce(
  address: QueueAddress,
  program: ProgramVersion,
  timing: QueueTiming,
): Promise<Workforce> {
  const client = await connect(address, timing);
  try {
    const keys = queueKeys(address.name, program);
    return countWorkforce(await listMembers(client, keys, 'worker', timing.beat), program);
  } finally {
    await closeInTime(client, () => client.quit(), timing.reach);
  }
}
