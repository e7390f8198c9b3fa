import type { Evaluate } from '../expression/expression.ts';
import { type PathProgram, slotIn } from './program.ts';
import type { Quantity } from './scenario.ts';

/** Binds the expression of a quantity to the vector of values of a path. */
export type BindShared = (quantity: Quantity, program: PathProgram) => Evaluate;

interface LastEvaluation {
  /** Its uniforms, then the values that it read. */
  readonly inputs: Float64Array;
  value: number;
}

/**
 * Saves the repetition of work between paths. The paths of a draw share most of their quantities, and quantile functions
 * are slow: a quantity that finds the same uniforms and reads the same values as on the path before gives the value that
 * it gave there. What is computed is never changed by it.
 */
export function createBindShared(): BindShared {
  const evaluations = new Map<string, LastEvaluation>();
  return (quantity, program) => {
    const { expression } = quantity;
    const evaluate = expression.bind((name) => slotIn(program, name));
    const count = expression.distributionCount;
    if (count === 0) return evaluate;
    const read = expression.references.map((name) => slotIn(program, name));
    // The same text under the same id reads the same quantities, also where two paths set it each for itself.
    const name = JSON.stringify([quantity.id, expression.text]);
    let last = evaluations.get(name);
    if (last === undefined) {
      // Uniforms are numbers, so NaN is what no evaluation finds.
      last = { inputs: new Float64Array(count + read.length).fill(Number.NaN), value: Number.NaN };
      evaluations.set(name, last);
    }
    return (values, uniforms, firstUniform) => {
      if (isSame(last.inputs, count, uniforms, firstUniform, values, read)) return last.value;
      const value = evaluate(values, uniforms, firstUniform);
      for (let n = 0; n < count; n++) last.inputs[n] = uniforms[firstUniform + n];
      for (let r = 0; r < read.length; r++) last.inputs[count + r] = values[read[r]];
      last.value = value;
      return value;
    };
  };
}

function isSame(
  inputs: Float64Array,
  count: number,
  uniforms: Float64Array,
  firstUniform: number,
  values: Float64Array,
  read: readonly number[],
): boolean {
  for (let n = 0; n < count; n++) if (inputs[n] !== uniforms[firstUniform + n]) return false;
  for (let r = 0; r < read.length; r++) if (!Object.is(inputs[count + r], values[read[r]])) return false;
  return true;
}
