/** The options that name a queue, and how long is waited for what there. */
import type { QueueTiming } from '../cluster/connection.ts';
import { parseQueueAddress, type QueueAddress, USUAL_QUEUE } from '../cluster/queue-address.ts';
import { UsageError } from './errors.ts';

/** For commands that evaluate worlds. */
export const QUEUE_OPTIONS = {
  queue: {
    type: 'string',
    requiresArg: true,
    describe: 'have the workers of a queue in Redis compute, with the same results: redis://HOST:PORT or …:PORT/DB',
  },
  'queue-name': { type: 'string', requiresArg: true, describe: `name of that queue (default: ${USUAL_QUEUE})` },
} as const;

/**
 * The queue that is named, if one is.
 * @throws UsageError
 */
export function readQueue(text: string | undefined, name: string | undefined): QueueAddress | undefined {
  if (text === undefined) {
    if (name !== undefined) throw new UsageError('--queue-name is given without --queue');
    return undefined;
  }
  try {
    return parseQueueAddress(text, name ?? USUAL_QUEUE);
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(`--queue is ${error.message}`);
    throw error;
  }
}

const TIMES = ['lock', 'check', 'beat', 'reach', 'patience'] as const;

/**
 * Times that differ from the usual, in milliseconds: `lock=1000,check=300` in STOLPERDRAHT_QUEUE_TIMES.
 * @throws UsageError
 */
export function readQueueTimes(text: string | undefined): Partial<QueueTiming> {
  const parts = (text ?? '').split(',').filter((part) => part !== '');
  const times = parts.map((part) => {
    const [, name, digits] = /^([a-z]+)=(\d{1,9})$/.exec(part) ?? [];
    const known = TIMES.find((each) => each === name);
    if (known !== undefined && Number(digits) > 0) return [known, Number(digits)];
    throw new UsageError(
      `STOLPERDRAHT_QUEUE_TIMES has ${part}, must have NAME=MILLISECONDS with a NAME of ${TIMES.join(', ')}`,
    );
  });
  return Object.fromEntries(times) as Partial<QueueTiming>;
}
