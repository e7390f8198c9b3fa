/** The option by which `run` and `sweep` compute one share of their work only, to be joined with the others by `merge`. */
import type { Share } from '../experiment/share.ts';
import { UsageError } from './errors.ts';
import { readScalar, scalar } from './read-options.ts';

/** More parts than one would want to name. */
const MOST = 100_000;

export const SHARD_OPTION = {
  shard: scalar('I/N: compute the I-th of N parts only, into the folder --out; merge joins the parts'),
} as const;

/** What cannot be asked of a part. */
interface Beside {
  readonly out: string | undefined;
  readonly precision: number | undefined;
  readonly dryRun?: boolean;
  readonly queue?: unknown;
}

/**
 * Reads it from what yargs found.
 * @throws UsageError
 */
export function readShard(value: unknown, { out, precision, dryRun, queue }: Beside): Share | undefined {
  const text = readScalar('shard', value);
  if (text === undefined) return undefined;
  const [, index, of] = (/^(\d{1,9})\/(\d{1,9})$/.exec(text) ?? []).map(Number);
  if (!(index >= 1 && index <= of && of <= MOST)) {
    throw new UsageError(`--shard is ${text}, must be I/N with I from 1 to N and N at most ${MOST}, such as 3/40`);
  }
  if (precision !== undefined) {
    throw new UsageError(
      '--shard and --precision cannot be used together: how many draws a precision takes is known only where all are',
    );
  }
  if (dryRun) throw new UsageError('--shard and --dry-run cannot be used together');
  if (queue !== undefined)
    throw new UsageError('--shard and --queue cannot be used together: either deals the work out');
  if (out === undefined) throw new UsageError('--shard needs a folder for the part: --out DIR');
  return { index, of };
}
