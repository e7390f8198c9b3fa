/** The options by which `run` and `sweep` are told to go on until a precision is reached. */
import type { PlanOptions } from '../experiment/plan.ts';
import { UsageError } from './errors.ts';
import { MAX_DRAWS, numberOf, readCount, readScalar, scalar } from './read-options.ts';

export interface PrecisionOptions {
  /** The standard error that every paired difference of the objective is to be below; undefined for a fixed number of draws. */
  readonly precision: number | undefined;
  readonly maxDraws: number | undefined;
}

/** Draws at which one gives up, unless more are begun with. */
const USUAL_MOST = 100_000;

export const PRECISION_OPTIONS = {
  precision: scalar('go on until the standard error of every paired difference of the first preference is below this'),
  'max-draws': scalar(`with --precision: the most draws that it may take (default: ${USUAL_MOST})`),
} as const;

/**
 * Reads the options from what yargs found.
 * @throws UsageError naming the option, its value and what is allowed
 */
export function readPrecisionOptions(args: Readonly<Record<string, unknown>>): PrecisionOptions {
  const text = readScalar('precision', args.precision);
  const precision = text === undefined ? undefined : readPositive(text);
  const maxDraws = readCount('max-draws', readScalar('max-draws', args['max-draws']), MAX_DRAWS);
  if (maxDraws !== undefined && precision === undefined) {
    throw new UsageError('--max-draws is given without --precision; --draws says how many a run has without');
  }
  return { precision, maxDraws };
}

function readPositive(text: string): number {
  const value = numberOf(text);
  if (!(value > 0 && value < Number.POSITIVE_INFINITY)) {
    throw new UsageError(`--precision is ${text}, must be a number above 0`);
  }
  return value;
}

/**
 * What a plan is told of the precision.
 * @param draws that are begun with
 * @throws UsageError if more are begun with than are allowed
 */
export function planPrecision({ precision, maxDraws }: PrecisionOptions, draws: number): PlanOptions['precision'] {
  if (precision === undefined) return undefined;
  const mostDraws = maxDraws ?? Math.max(draws, USUAL_MOST);
  if (mostDraws < draws) {
    throw new UsageError(`--max-draws is ${mostDraws}, must be at least the ${draws} draws that are begun with`);
  }
  return { standardError: precision, mostDraws };
}
