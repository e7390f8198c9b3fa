import { permutation } from './shuffle.ts';
import { SOBOL_DIMENSIONS, sobolBits } from './sobol.ts';
import { streamsOf, uniformStream } from './stream.ts';

export const DESIGN_NAMES = ['random', 'lhs', 'sobol'] as const;

export type DesignName = (typeof DESIGN_NAMES)[number];

export interface DesignOptions {
  /** Not empty. */
  readonly seed: string;
  /** One for each uniform of a draw, all different. */
  readonly keys: readonly string[];
  /** Number of draws. */
  readonly draws: number;
}

/** The uniforms of all draws; any draw can be asked for at any time, in any order and by any worker. */
export interface Design {
  readonly name: DesignName;
  /**
   * Writes the uniforms of one draw, strictly between 0 and 1, in the order of the keys.
   * @throws RangeError unless draw is a whole number from 0 to draws − 1
   */
  fill(draw: number, out: Float64Array): void;
}

/**
 * Creates a design.
 *
 * - `random`: independent uniforms, each of which depends on (seed, key, draw) alone. Another key or more draws change
 *   no value.
 * - `lhs`, Latin hypercube: for each key one value in every interval [i/draws, (i + 1)/draws), in an order of its own.
 *   Depends on (seed, key, draws): another key changes no value of the others, another number of draws changes all.
 * - `sobol`: Sobol points with a random digital shift. Depends on (seed, key, draw) and the position of the key: more
 *   draws change no value, nor does a key added after the others; a key added before them does.
 * @throws Error on an empty seed, a number of draws that is not a whole number above 0, a key given twice, or more keys
 *   than the Sobol sequence has dimensions
 */
export function createDesign(name: DesignName, options: DesignOptions): Design {
  const { seed, keys, draws } = options;
  if (!Number.isInteger(draws) || draws < 1 || draws > 0xffff_ffff) {
    throw new Error(`draws is ${draws}, must be a whole number from 1 to ${0xffff_ffff}`);
  }
  if (seed === '') throw new Error('seed is empty, a text is needed');
  const twice = keys.find((key, i) => keys.indexOf(key) < i);
  if (twice !== undefined) throw new Error(`key ${twice} is given twice, each must be given once`);
  const uniformOf = create[name](options);
  return {
    name,
    fill(draw, out) {
      if (!Number.isInteger(draw) || draw < 0 || draw >= draws) {
        throw new RangeError(`draw is ${draw}, must be a whole number from 0 to ${draws - 1}`);
      }
      for (let i = 0; i < keys.length; i++) out[i] = uniformOf(draw, i);
    },
  };
}

/** Uniform of a draw for the key at this index. */
type UniformOf = (draw: number, index: number) => number;

const create: Record<DesignName, (options: DesignOptions) => UniformOf> = {
  random: ({ seed, keys }) => {
    const streams = keys.map((key) => streamsOf(seed, 'draw', key));
    return (draw, index) => streams[index]!(String(draw))();
  },
  lhs: latinHypercube,
  sobol,
};

/** McKay, Beckman & Conover, Technometrics 21 (1979). Memory: 4 bytes a key and draw. */
function latinHypercube({ seed, keys, draws }: DesignOptions): UniformOf {
  const strata = keys.map((key) => permutation(draws, uniformStream(seed, 'lhs order', key, String(draws))));
  const places = keys.map((key) => streamsOf(seed, 'lhs place', key, String(draws)));
  return (draw, index) => {
    const within = places[index]!(String(draw))();
    return below1((strata[index]![draw]! + within) / draws);
  };
}

/** The shift flips the same binary digits of every point, which keeps the points' evenness (L'Ecuyer & Lemieux 2002). */
function sobol({ seed, keys }: DesignOptions): UniformOf {
  if (keys.length > SOBOL_DIMENSIONS) {
    throw new Error(
      `design sobol: the scenario has ${keys.length} uncertain quantities, at most ${SOBOL_DIMENSIONS} are possible; use lhs or random`,
    );
  }
  const shifts = keys.map((key) => {
    const uniform = uniformStream(seed, 'sobol shift', key);
    return { digits: Math.floor(uniform() * 2 ** 32), rest: uniform() };
  });
  return (draw, index) => {
    const { digits, rest } = shifts[index]!;
    return below1((((sobolBits(index, draw) ^ digits) >>> 0) + rest) / 2 ** 32);
  };
}

/** The sum of whole part and fraction can round up to the next whole number. */
function below1(u: number): number {
  return Math.min(u, 1 - Number.EPSILON / 2);
}
