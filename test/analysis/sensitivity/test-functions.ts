/** Functions whose sensitivities are known in closed form, of uniforms between 0 and 1. */

/** Ishigami & Homma 1990, a = 7, b = 0.1, with inputs from −π to π. */
export function ishigami(u: ArrayLike<number>): number {
  const [x1, x2, x3] = [0, 1, 2].map((i) => Math.PI * (2 * u[i] - 1));
  return Math.sin(x1) + 7 * Math.sin(x2) ** 2 + 0.1 * x3 ** 4 * Math.sin(x1);
}

/** Sobol's G function with one coefficient for each input; the larger, the less the input matters. */
function sobolG(coefficients: readonly number[]): (u: ArrayLike<number>) => number {
  return (u) => coefficients.reduce((product, a, i) => (product * (Math.abs(4 * u[i] - 2) + a)) / (1 + a), 1);
}

export const SOBOL_G_8 = sobolG([0, 1, 4.5, 9, 99, 99, 99, 99]);

/** Sum of coefficient · input. */
export function linear(coefficients: readonly number[]): (u: ArrayLike<number>) => number {
  return (u) => coefficients.reduce((sum, c, i) => sum + c * u[i], 0);
}
