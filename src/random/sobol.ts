import { SOBOL_TABLE } from './sobol-table.ts';

/** Binary digits of a coordinate. */
const DIGITS = 32;

/** For each dimension the direction numbers v_1 … v_32 as binary fractions of 32 digits. */
const DIRECTIONS: readonly Uint32Array[] = [vanDerCorput(), ...SOBOL_TABLE.trim().split('\n').map(directions)];

export const SOBOL_DIMENSIONS = DIRECTIONS.length;

/**
 * Coordinate of a point of the Sobol sequence, without shift, in units of 2⁻³². The points come in Gray-code order
 * (Antonov & Saleev 1979) but are computed from the digits of their number, so that each can be had alone.
 * @param dimension from 0, below SOBOL_DIMENSIONS
 * @param point number of the point, from 0, below 2³²
 */
export function sobolBits(dimension: number, point: number): number {
  const directions = DIRECTIONS[dimension]!;
  let bits = 0;
  for (let code = (point ^ (point >>> 1)) >>> 0, digit = 0; code !== 0; code >>>= 1, digit++) {
    if (code & 1) bits ^= directions[digit]!;
  }
  return bits >>> 0;
}

function vanDerCorput(): Uint32Array {
  return Uint32Array.from({ length: DIGITS }, (_, k) => 2 ** (DIGITS - 1 - k));
}

/**
 * Bratley & Fox's recurrence (ACM TOMS 14, 1988) for a line `degree a m_1 … m_degree`, where the digits of a are the
 * inner coefficients of the primitive polynomial.
 */
function directions(line: string): Uint32Array {
  const [degree, inner, ...initial] = line.split(' ').map(Number) as [number, number, ...number[]];
  const v = new Uint32Array(DIGITS);
  for (let k = 0; k < DIGITS; k++) {
    if (k < degree) {
      v[k] = initial[k]! * 2 ** (DIGITS - 1 - k);
      continue;
    }
    let next = v[k - degree]! ^ (v[k - degree]! >>> degree);
    for (let j = 1; j < degree; j++) {
      if ((inner >>> (degree - 1 - j)) & 1) next ^= v[k - j]!;
    }
    v[k] = next;
  }
  return v;
}
