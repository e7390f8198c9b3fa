/** A connection to Redis that is there when it is handed out, and waits for a server that goes away for a while. */
import { endianness } from 'node:os';
import { Redis } from 'ioredis';
import { describeAddress, type QueueAddress } from './queue-address.ts';

/** Redis cannot be reached, has gone away for too long, or refuses. */
export class QueueError extends Error {
  override readonly name = 'QueueError';
}

/** How long is waited for what, in milliseconds. */
export interface QueueTiming {
  /** So long without a sign of life of its worker a chunk stays its own. */
  readonly lock: number;
  /** Between looks for chunks whose worker is gone, and for what has got lost. */
  readonly check: number;
  /** Between signs of life. */
  readonly beat: number;
  /** Until a server that does not answer at first counts as unreachable. */
  readonly reach: number;
  /** Until a server that has gone away counts as lost. */
  readonly patience: number;
}

export const USUAL_TIMING: QueueTiming = {
  lock: 15_000,
  check: 5_000,
  beat: 5_000,
  reach: 5_000,
  patience: 600_000,
};

/** Longest wait between two attempts to reach a server that has gone away, in milliseconds. */
const LONGEST_RETRY = 2_000;

/**
 * Connects.
 * @throws QueueError if the server is not reached in time or refuses
 */
export async function connect(address: QueueAddress, { reach }: QueueTiming): Promise<Redis> {
  if (endianness() !== 'LE') throw new QueueError('a queue needs machines that store numbers little-endian');
  const { host, port, db, username, password, isEncrypted } = address;
  const client = new Redis({
    ...{ host, port, db, username, password },
    ...(isEncrypted ? { tls: {} } : {}),
    lazyConnect: true,
    connectTimeout: reach,
    // What is asked while the server is away is asked when it is back.
    maxRetriesPerRequest: null,
    retryStrategy: (attempts) => Math.min(100 * attempts, LONGEST_RETRY),
  });
  let timer: NodeJS.Timeout | undefined;
  // Without a listener ioredis would print what goes wrong.
  let refuse: (error: Error) => void = () => {};
  client.on('error', (error) => refuse(error));
  try {
    await new Promise<void>((resolve, reject) => {
      refuse = reject;
      timer = setTimeout(() => reject(new Error(`no answer in ${reach / 1000} s`)), reach);
      client
        .connect()
        .then(() => client.ping())
        .then(() => resolve(), reject);
    });
  } catch (error) {
    client.disconnect();
    const [where, why] = [describeAddress(address), reasonOf(error)];
    throw new QueueError(
      /^(?:WRONGPASS|NOAUTH|NOPERM)\b/.test(why)
        ? `${where} refuses: ${why} A password is given by redis://[USER]:PASSWORD@HOST:PORT`
        : `${where} is not reached: ${why}; is a Redis server there?`,
    );
  } finally {
    refuse = () => {};
    clearTimeout(timer);
  }
  return client;
}

/** Why, in one line. */
export function reasonOf(error: unknown): string {
  const parts = error instanceof AggregateError && error.errors.length > 0 ? error.errors : [error];
  const said = parts.map((part) => (part instanceof Error ? part.message || part.name : String(part)));
  return [...new Set(said)].join(', ').replace(/\s+/g, ' ');
}

/** What happens to the connection. */
export interface ConnectionWatch {
  onLost?: (patience: number) => void;
  onBack?: () => void;
  /** The server has been away for too long. */
  onGone(error: QueueError): void;
}

/**
 * Watches a connection.
 * @returns ends the watch
 */
export function watchConnection(
  client: Redis,
  address: QueueAddress,
  { patience }: QueueTiming,
  { onLost, onBack, onGone }: ConnectionWatch,
): () => void {
  let timer: NodeJS.Timeout | undefined;
  const lost = () => {
    if (timer !== undefined) return;
    timer = setTimeout(() => {
      onGone(new QueueError(`${describeAddress(address)} has been away for ${patience / 1000} s`));
    }, patience);
    onLost?.(patience);
  };
  const back = () => {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    onBack?.();
  };
  client.on('close', lost);
  client.on('ready', back);
  return () => {
    client.off('close', lost);
    client.off('ready', back);
    clearTimeout(timer);
  };
}

/** Closes what is closed politely, or cuts the connection when that takes too long: the server may be away. */
export async function closeInTime(client: Redis, polite: () => Promise<unknown>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, client.status === 'ready' ? milliseconds : 0);
  });
  await Promise.race([polite().catch(() => {}), deadline]);
  clearTimeout(timer);
  client.disconnect();
}
