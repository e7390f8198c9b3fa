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
  return openStream(checkedKey(seed, purpose));
}

/**
 * Streams whose keys differ in their last part only: `streamsOf(seed, …purpose)(last)` is `uniformStream(seed, …purpose,
 * last)`, and faster when there are many.
 * @throws Error if the seed is empty
 */
export function streamsOf(seed: string, ...purpose: readonly string[]): (last: string) => () => number {
  const beginning = checkedKey(seed, purpose);
  return (last) => openStream(`${beginning}/${joinKey([last])}`);
}

function checkedKey(seed: string, purpose: readonly string[]): string {
  if (typeof seed !== 'string' || seed === '') throw new Error('seed is empty, a text is needed');
  return joinKey([seed, ...purpose]);
}

function openStream(key: string): () => number {
  const generator = alea(key);
  for (let i = 0; i < DISCARDED; i++) generator.double();
  return () => generator.double() || Number.EPSILON / 4;
}

/** The parts in one text, joined so that no two lists of parts give the same. */
export function joinKey(parts: readonly string[]): string {
  return parts.map((part) => part.replace(/[\\/]/g, '\\$&')).join('/');
}
