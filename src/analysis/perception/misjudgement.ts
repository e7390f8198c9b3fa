/**
 * What misjudgements do to a quantity, world by world: the difference between a world in which somebody misjudges several
 * things and the same world in which she sees all of them as they are, split between the things.
 */

/** What one misjudgement does, by draw, counted in three ways. */
interface SourceEffect {
  /** Mean of what it adds, over all orders in which the misjudgements may come (Shapley 1953): adds up over the sources. */
  readonly shapley: Float64Array;
  /** What it adds to the truth when nothing else is misjudged. */
  readonly alone: Float64Array;
  /** What goes when it is the first to be put right, while all the others stay. */
  readonly last: Float64Array;
}

export interface MisjudgementSplit {
  /** As she sees the world, less knowing the truth. */
  readonly all: Float64Array;
  readonly sources: readonly SourceEffect[];
  /** What the misjudgements do together beyond the sum of what each does alone. */
  readonly interaction: Float64Array;
}

/**
 * Splits the effect of misjudgements between their sources.
 * @param values the quantity by draw for each set of sources that is misjudged: bit s of the position is source s, so that
 *   in the first the truth is known and in the last everything is misjudged; all of one length
 * @param sources how many they are
 * @throws RangeError if there are not 2^sources sets
 */
export function splitMisjudgement(values: readonly Float64Array[], sources: number): MisjudgementSplit {
  const sets = 1 << sources;
  if (values.length !== sets) {
    throw new RangeError(`${values.length} sets of misjudgements, must be ${sets} for ${sources} sources`);
  }
  const [truth, all] = [values[0], values[sets - 1]];
  const effects = Array.from({ length: sources }, (_, source): SourceEffect => {
    const bit = 1 << source;
    const shapley = new Float64Array(truth.length);
    for (let set = 0; set < sets; set++) {
      if (set & bit) continue;
      const weight = orderShare(countBits(set), sources);
      const [without, added] = [values[set], values[set | bit]];
      for (let draw = 0; draw < shapley.length; draw++) shapley[draw] += weight * (added[draw] - without[draw]);
    }
    return { shapley, alone: less(values[bit], truth), last: less(all, values[(sets - 1) ^ bit]) };
  });
  const interaction = less(all, truth);
  for (const { alone } of effects) for (let draw = 0; draw < alone.length; draw++) interaction[draw] -= alone[draw];
  return { all: less(all, truth), sources: effects, interaction };
}

/** Share of the orders of all sources in which exactly a given set of `before` comes before a given other: Shapley's weight. */
function orderShare(before: number, sources: number): number {
  return (factorial(before) * factorial(sources - before - 1)) / factorial(sources);
}

function factorial(n: number): number {
  return n < 2 ? 1 : n * factorial(n - 1);
}

function countBits(set: number): number {
  return set === 0 ? 0 : (set & 1) + countBits(set >> 1);
}

function less(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, draw) => value - b[draw]);
}
