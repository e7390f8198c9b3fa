/** Who works on a queue and who has work for it, by signs of life in Redis. Times are the server's: clocks may differ. */
import type { Redis } from 'ioredis';
import * as z from 'zod';
import type { QueueKeys } from './queue-keys.ts';

const MEMBER = z.strictObject({
  id: z.string().max(100),
  version: z.string().max(100),
  modelVersion: z.string().max(100),
  /** Threads of a worker. */
  threads: z.int().min(0).max(100_000),
});

export type Member = z.infer<typeof MEMBER>;

/** Who has given no sign for so many times the usual interval is gone. */
const MISSED = 4;

/** Gives a sign of life. */
export async function announce(
  client: Redis,
  keys: QueueKeys,
  role: 'worker' | 'coordinator',
  member: Member,
  beat: number,
): Promise<void> {
  const key = keys.members(role);
  const now = await serverTime(client);
  await client.zadd(key, now, JSON.stringify(member));
  await client.pexpire(key, 10 * MISSED * beat);
}

/** Takes leave. */
export async function takeLeave(
  client: Redis,
  keys: QueueKeys,
  role: 'worker' | 'coordinator',
  member: Member,
): Promise<void> {
  await client.zrem(keys.members(role), JSON.stringify(member));
}

/** Who has given a sign of life lately. What is no such sign is passed over. */
export async function listMembers(
  client: Redis,
  keys: QueueKeys,
  role: 'worker' | 'coordinator',
  beat: number,
): Promise<Member[]> {
  const key = keys.members(role);
  await client.zremrangebyscore(key, '-inf', (await serverTime(client)) - MISSED * beat);
  const texts = await client.zrange(key, 0, -1);
  return texts.flatMap((text) => {
    try {
      return [MEMBER.parse(JSON.parse(text))];
    } catch {
      return [];
    }
  });
}

/** In milliseconds. */
async function serverTime(client: Redis): Promise<number> {
  const [seconds, microseconds] = await client.time();
  return Number(seconds) * 1000 + Math.floor(Number(microseconds) / 1000);
}
