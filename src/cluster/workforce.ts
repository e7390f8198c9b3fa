/** Who works on a queue for a version of the program. */
import type { Redis } from 'ioredis';
import { closeInTime, connect, type QueueTiming } from './connection.ts';
import { announce, listMembers, type Member } from './members.ts';
import { describeAddress, type QueueAddress } from './queue-address.ts';
import { type ProgramVersion, type QueueKeys, queueKeys } from './queue-keys.ts';

export interface Workforce {
  readonly workers: number;
  /** Threads of all of them together. */
  readonly threads: number;
}

/** Counts those of the members that are of the version. */
function countWorkforce(members: readonly Member[], { version, modelVersion }: ProgramVersion): Workforce {
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

export interface WorkforceWatch {
  readonly client: Redis;
  readonly keys: QueueKeys;
  readonly address: QueueAddress;
  /** Who watches. */
  readonly coordinator: Member;
  readonly beat: number;
  /** Told when nobody is there who could do the work, and when somebody has come. */
  readonly notify: (line: string) => void;
}

/**
 * Looks who works for a coordinator, and gives a sign of its life.
 * @returns looks once more
 */
export function watchWorkforce({ client, keys, address, coordinator, beat, notify }: WorkforceWatch) {
  const { version, modelVersion } = coordinator;
  const where = describeAddress(address);
  let said: string | undefined;
  let looks = 0;

  return async (): Promise<Workforce> => {
    await announce(client, keys, 'coordinator', coordinator, beat);
    const all = await listMembers(client, keys, 'worker', beat);
    const force = countWorkforce(all, coordinator);
    looks++;
    if (force.workers > 0) {
      if (said !== undefined) notify(`a worker has come to ${where}`);
      said = undefined;
      return force;
    }
    // Those that start together with this need a moment.
    if (looks < 2) return force;
    const others = [...new Set(all.map((each) => `version ${each.version} (model ${each.modelVersion})`))];
    const who =
      others.length > 0
        ? `there are only workers of ${others.join(', ')}`
        : 'there is none; one is started by: stolperdraht worker --queue …';
    const line = `waiting for a worker of version ${version} (model ${modelVersion}) at ${where}, where ${who}`;
    if (line !== said) notify(line);
    said = line;
    return force;
  };
}
