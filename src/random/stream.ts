import alea from 'seedrandom/lib/alea.js';

/**
 * First outputs of a stream that are thrown away: the very first of alea depend on one another between keys that differ
 * in a few digits (pairs of neighbouring draw ids fail a chi² test); from the second on they do not. Some more for margin.
 */
const DISCARDED = 4;

/**
 * A source of uniform random numbers strictly between 0 and 1, 53 bits each, that depends on its key alone: the same
 * key always gives the same numbers, and different keys independent ones.
 * @param seed text that the whole run depends on
 * @param purpose further parts of the key: what the numbers are for, the parameter, the draw
 * @throws Error if the seed is empty
 */
export function uniformStream(seed: string, ...purpose: readonly string[]): () => number {
  if (typeof seed !== 'string' || seed === '') throw new Error('seed is empty, a text is needed');
  const generator = alea(joinKey([seed, ...purpose]));
  for (let i = 0; i < DISCARDED; i++) generator.double();
  return () => generator.double() || Number.EPSILON / 4;
}

/** The parts in one text, joined so that no two lists of parts give the same. */
export function joinKey(parts: readonly string[]): string {
  return parts.map((part) => part.replace(/[\\/]/g, '\\$&')).join('/');
}
