/** What is said of the precision that was asked for, and of what became of it. */
import { type PrecisionOutcome, worstOutcome } from '../analysis/precision.ts';
import { formatShort } from './number-text.ts';

/** Of a run: one sentence. */
export function sayPrecision(outcome: PrecisionOutcome): string {
  const { draws, mostDraws, isReached } = outcome;
  const what = `${askedOf(outcome)} ${errorOf(outcome)}`;
  return isReached
    ? `${what} after ${draws} worlds.`
    : `${what} after ${draws} worlds, the most that were allowed (${mostDraws}): the precision is not reached.`;
}

/**
 * Of a sweep, in which each cell stops by itself.
 * @param outcomes of all cells, in their order
 */
export function sayCellPrecision(outcomes: readonly PrecisionOutcome[]): string {
  const [first] = outcomes;
  const worst = worstOutcome(outcomes);
  const reached = outcomes.filter(({ isReached }) => isReached).length;
  const [fewest, most] = [Math.min, Math.max].map((end) =>
    outcomes.reduce((n, { draws }) => end(n, draws), first.draws),
  );
  const draws = fewest === most ? `${most} worlds` : `${fewest} to ${most} worlds`;
  const missed =
    reached < outcomes.length
      ? `, but in the others not after ${first.mostDraws} worlds, the most that were allowed`
      : '';
  return (
    `${askedOf(first)} ${errorOf(worst, `cell ${outcomes.indexOf(worst)}`)}. Reached in ${reached} of ` +
    `${outcomes.length} cells${missed}; the cells took ${draws}.`
  );
}

function askedOf({ metric, target, worst }: PrecisionOutcome): string {
  const what = worst.pathB === undefined ? `the mean of ${metric}` : `every paired difference of ${metric}`;
  return `Precision: the standard error of ${what} was to be below ${target};`;
}

function errorOf({ worst: { pathA, pathB, se } }: PrecisionOutcome, ...places: string[]): string {
  const error = Number.isNaN(se) ? 'unknown' : formatShort(se, 3);
  const where = [...(pathB === undefined ? [] : [`${pathA} − ${pathB}`]), ...places].join(', ');
  return `${pathB === undefined ? 'it' : 'the largest'} is ${error}${where === '' ? '' : ` (${where})`}`;
}
