/** How work is dealt out to several who know nothing of each other. */

/** One of several shares. */
export interface Share {
  /** From 1. */
  readonly index: number;
  readonly of: number;
}

/**
 * The share, from 1, that a chunk is in. Chunks are dealt in the order of evaluation like cards, one to each in a round,
 * and every round begins one further on: shares differ by at most one chunk, and none of them always gets the same cells
 * of a sweep, some of which may take longer than others.
 * @param turn of the chunk in the order of evaluation, from 0
 * @param of how many shares there are
 */
export function shareOf(turn: number, of: number): number {
  const round = Math.floor(turn / of);
  return 1 + ((turn + round) % of);
}

/** `3/40` */
export function describeShare({ index, of }: Share): string {
  return `${index}/${of}`;
}
