/** Draws that were made for something else, made ready for the methods that need no runs of their own. */
import { shuffle } from '../../random/shuffle.ts';

/** Draws with a value of every input and of the output. */
export interface CompleteDraws {
  /** One array for each input. */
  readonly inputs: readonly Float64Array[];
  readonly output: Float64Array;
  /** Draws left out because the output or an input is missing. */
  readonly missing: number;
}

/**
 * Takes out draws with missing values (NaN) and puts the others in an order of their own: by the output, then by each
 * input. So the order in which the draws came changes nothing, not even the intervals.
 * @param method name for messages
 * @param needed draws that the method needs
 * @throws Error on fewer draws than needed, no inputs, or inputs and output of different length
 */
export function completeDraws(
  method: string,
  needed: number,
  inputs: readonly Float64Array[],
  output: Float64Array,
): CompleteDraws {
  if (inputs.length === 0) throw new Error(`${method}: no inputs are given, at least one is needed`);
  const other = inputs.findIndex((input) => input.length !== output.length);
  if (other >= 0) {
    throw new Error(`${method}: input ${other + 1} has ${inputs[other].length} draws, the output ${output.length}`);
  }
  const kept: number[] = [];
  for (let i = 0; i < output.length; i++) {
    if (!Number.isNaN(output[i]) && !inputs.some((input) => Number.isNaN(input[i]))) kept.push(i);
  }
  const missing = output.length - kept.length;
  if (kept.length < needed) {
    const without = missing > 0 ? ` (and ${missing} with missing values)` : '';
    throw new Error(`${method}: ${kept.length} draws${without}, at least ${needed} are needed`);
  }
  const columns = [output, ...inputs];
  kept.sort((a, b) => {
    for (const column of columns) if (column[a] !== column[b]) return column[a] - column[b];
    return 0;
  });
  const take = (column: Float64Array) => Float64Array.from(kept, (i) => column[i]);
  return { inputs: inputs.map(take), output: take(output), missing };
}

/** A partition of the draws by the values of one input. */
export interface Slices {
  /** Number of the slice of each draw. */
  readonly sliceOf: Uint16Array;
  /** Draws in each slice; none is empty. */
  readonly sizes: Uint32Array;
}

/**
 * Slices of about as many draws each, by rising values of an input. Equal values stay together, so that an input of few
 * different values has at most as many slices; one that does not vary has one.
 * @param count slices at most, below 65,536
 */
export function sliceByInput(input: Float64Array, count: number): Slices {
  const n = input.length;
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort((a, b) => input[a] - input[b] || a - b);
  const sliceOf = new Uint16Array(n);
  const sizes: number[] = [];
  let quota = -1;
  for (let start = 0; start < n; ) {
    let end = start + 1;
    while (end < n && input[order[end]] === input[order[start]]) end++;
    // A run of equal values belongs where its middle is.
    const place = Math.floor((((start + end - 1) / 2) * count) / n);
    if (place !== quota) sizes.push(0);
    quota = place;
    for (let i = start; i < end; i++) sliceOf[order[i]] = sizes.length - 1;
    sizes[sizes.length - 1] += end - start;
    start = end;
  }
  return { sliceOf, sizes: Uint32Array.from(sizes) };
}

/**
 * Slices of the same sizes to which the draws are dealt at random: what slices of an input that does nothing look like.
 * @returns a function that shuffles again and gives the slices; each call overwrites the one before
 */
export function shuffledSlices({ sliceOf, sizes }: Slices, uniform: () => number): () => Slices {
  // From slices in order, so that the shuffles hang on the sizes and the uniforms alone.
  const shuffled = sliceOf.slice().sort();
  return () => {
    shuffle(shuffled, uniform);
    return { sliceOf: shuffled, sizes };
  };
}
