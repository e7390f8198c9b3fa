/**
 * The design of Sobol indices.
 *
 * A. Saltelli, Making best use of model evaluations to compute sensitivity indices, Computer Physics Communications 145
 * (2002); A. Saltelli et al., Variance based sensitivity analysis of model output, Computer Physics Communications 181
 * (2010), with B in the place of A and A in the place of B for the second order.
 */
import { SOBOL_DIMENSIONS, sobolBits } from '../../random/sobol.ts';
import { uniformStream } from '../../random/stream.ts';

/** Inputs that one design can vary. */
export const SALTELLI_INPUTS_MAX = Math.floor(SOBOL_DIMENSIONS / 2);

export interface SaltelliOptions {
  /** Names of the inputs, all different; their number is D. */
  readonly keys: readonly string[];
  /** Base points N; the points are even only if it is a power of 2. */
  readonly points: number;
  /** Whether interactions of pairs are wanted, for which almost twice as many rows are needed. */
  readonly secondOrder: boolean;
  /** Inputs that are varied together, as lists of positions in keys; each input in exactly one. By default each alone. */
  readonly groups?: readonly (readonly number[])[];
  /** Points of the Sobol sequence that are left out at its beginning; 0 by default. */
  readonly skip?: number;
  /**
   * Seed of a random digital shift, which keeps the points' evenness and every coordinate off 0. Without it the points
   * are those of other programs, the first of them 0 in every coordinate.
   */
  readonly shiftSeed?: string;
}

/** The uniforms of all rows; any row can be asked for at any time, in any order. */
export interface SaltelliDesign {
  /** Number of factors: groups, or inputs where there are none. */
  readonly factors: number;
  /** Rows of one base point: A, AB_1 … AB_factors, with second order also BA_1 … BA_factors, B. */
  readonly rowsPerPoint: number;
  /** All rows, N · rowsPerPoint; those of one base point follow one another. */
  readonly rows: number;
  /**
   * Writes the uniforms of one row in the order of the keys: in [0, 1) without shift, strictly between 0 and 1 with it.
   * AB_i is A with the inputs of factor i from B, BA_i the reverse.
   * @throws RangeError unless row is a whole number from 0 to rows − 1
   */
  fill(row: number, out: Float64Array): void;
}

/** Rows that a base point takes. */
export function saltelliRowsPerPoint(factors: number, secondOrder: boolean): number {
  return secondOrder ? 2 * factors + 2 : factors + 2;
}

/**
 * Creates a Saltelli design on the points of the Sobol sequence: of each point the first D coordinates are A, the next D
 * are B. Row order and points as SALib 1.4.8 has them.
 * @throws Error on no or too many inputs, an input given twice, a number of points or a skip that is not a whole number,
 *   or groups that are not a partition of the inputs
 */
export function createSaltelliDesign(options: SaltelliOptions): SaltelliDesign {
  const { keys, points, secondOrder, skip = 0, shiftSeed } = options;
  const inputs = keys.length;
  if (inputs < 1 || inputs > SALTELLI_INPUTS_MAX) {
    throw new Error(`Sobol indices: ${inputs} inputs are to be varied, 1 to ${SALTELLI_INPUTS_MAX} are possible`);
  }
  const twice = keys.find((key, i) => keys.indexOf(key) < i);
  if (twice !== undefined) throw new Error(`Sobol indices: input ${twice} is given twice, each must be given once`);
  if (!Number.isInteger(points) || points < 1) {
    throw new Error(`Sobol indices: points is ${points}, must be a whole number above 0`);
  }
  if (!Number.isInteger(skip) || skip < 0 || skip + points > 2 ** 32) {
    throw new Error(`Sobol indices: skip is ${skip}, must be a whole number from 0 to 2^32 less the points`);
  }
  const groups = options.groups ?? keys.map((_, i) => [i]);
  const factorOf = factorsOfInputs(keys, groups);
  const factors = groups.length;
  const rowsPerPoint = saltelliRowsPerPoint(factors, secondOrder);
  const rows = points * rowsPerPoint;
  const shifts = shiftSeed === undefined ? undefined : digitalShifts(shiftSeed, keys);
  const coordinate = (dimension: number, point: number): number => {
    const bits = sobolBits(dimension, point);
    if (shifts === undefined) return bits / 2 ** 32;
    const { digits, rest } = shifts[dimension];
    return Math.min((((bits ^ digits) >>> 0) + rest) / 2 ** 32, 1 - Number.EPSILON / 2);
  };
  return {
    factors,
    rowsPerPoint,
    rows,
    fill(row, out) {
      if (!Number.isInteger(row) || row < 0 || row >= rows) {
        throw new RangeError(`row is ${row}, must be a whole number from 0 to ${rows - 1}`);
      }
      const point = skip + Math.floor(row / rowsPerPoint);
      const place = row % rowsPerPoint;
      const isLast = place === rowsPerPoint - 1;
      const mostlyB = isLast || place > factors;
      const exchanged = isLast || place === 0 ? -1 : (place - 1) % factors;
      for (let i = 0; i < inputs; i++) {
        const fromB = mostlyB !== (factorOf[i] === exchanged);
        out[i] = coordinate(fromB ? inputs + i : i, point);
      }
    },
  };
}

function factorsOfInputs(keys: readonly string[], groups: readonly (readonly number[])[]): Int32Array {
  const factorOf = new Int32Array(keys.length).fill(-1);
  groups.forEach((group, factor) => {
    if (group.length === 0) throw new Error(`Sobol indices: group ${factor + 1} has no inputs`);
    for (const input of group) {
      const key = keys[input];
      if (key === undefined) {
        throw new Error(
          `Sobol indices: group ${factor + 1} has input number ${input}, must be from 0 to ${keys.length - 1}`,
        );
      }
      if (factorOf[input] >= 0) throw new Error(`Sobol indices: input ${key} is in two groups, must be in one`);
      factorOf[input] = factor;
    }
  });
  const left = factorOf.indexOf(-1);
  if (left >= 0) throw new Error(`Sobol indices: input ${keys[left]} is in no group, must be in one`);
  return factorOf;
}

/** For each coordinate the digits to flip and what lies below them (L'Ecuyer & Lemieux 2002); A's first, then B's. */
function digitalShifts(seed: string, keys: readonly string[]) {
  return ['A', 'B'].flatMap((matrix) =>
    keys.map((key) => {
      const uniform = uniformStream(seed, 'saltelli shift', matrix, key);
      return { digits: Math.floor(uniform() * 2 ** 32), rest: uniform() };
    }),
  );
}
