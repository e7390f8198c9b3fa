/** Whether results fit into this machine. */
import { totalmem } from 'node:os';
import type { EvaluationContext } from '../experiment/evaluate.ts';
import { resultBytes } from '../experiment/run.ts';
import { UsageError } from './errors.ts';

/**
 * Makes sure that results fit into memory.
 * @param copies how many of them are there at once
 * @throws UsageError if they would not fit into this machine
 */
export function requireMemory(context: EvaluationContext, copies = 1): void {
  const needed = copies * resultBytes(context);
  const { draws, histories } = context.plan;
  if (needed <= 0.8 * totalmem()) return;
  const gigabytes = (bytes: number) => (bytes / 2 ** 30).toFixed(0);
  throw new UsageError(
    `${draws} draws${histories > 0 ? ` with ${histories} histories each` : ''} need about ${gigabytes(needed)} GB of memory, ` +
      `must fit into the ${gigabytes(totalmem())} GB of this machine`,
  );
}
