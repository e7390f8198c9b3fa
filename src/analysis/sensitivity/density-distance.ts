/** How far the distributions of an output in classes of draws are from that of all draws. */
import pow from '@stdlib/math-base-special-pow';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import type { Slices } from './draws.ts';

/** Points of the grid on which densities are compared, and the normal scores it spans. */
const GRID = 512;
const SPAN = 7;
const STEP = (2 * SPAN) / (GRID - 1);

/** Draws with the same value that make it an atom: this share of all, and no fewer than this number. */
const ATOM_SHARE = 0.01;
const ATOM_DRAWS = 5;

/** Silverman's rule for Epanechnikov's kernel: half width over standard deviation, times n^(1/5). */
const BANDWIDTH = 2.3449;

/**
 * Draws with their output on a normal scale, each taken a number of times. A class because it keeps the room that
 * thousands of densities are worked out in.
 */
export class DensityDistance {
  /** Position on the grid of each draw, or −1 for draws at an atom. */
  readonly #place: Float64Array;
  /** Number of the atom of each draw, or −1. */
  readonly #atom: Int32Array;
  readonly #atoms: number;
  #counts: Uint16Array;
  /** Density of all draws but those at atoms, on the grid, with their share as its sum. */
  readonly #all = new Float64Array(GRID);
  readonly #allAtoms: Float64Array;
  readonly #density = new Float64Array(GRID);
  /** By classes: draws near each point of the grid, draws at each atom, and count, sum and sum of squares of places. */
  readonly #near: Float64Array;
  readonly #atAtoms: Float64Array;
  readonly #sums: Float64Array;

  /**
   * @param output in ascending order
   * @param classes largest number of classes
   */
  constructor(output: Float64Array, classes: number) {
    const n = output.length;
    this.#counts = new Uint16Array(n).fill(1);
    this.#place = new Float64Array(n).fill(-1);
    this.#atom = new Int32Array(n).fill(-1);
    let atoms = 0;
    let single = 0;
    forEachTie(output, (start, end) => {
      if (end - start >= Math.max(ATOM_DRAWS, ATOM_SHARE * n)) this.#atom.fill(atoms++, start, end);
      else single += end - start;
    });
    let below = 0;
    forEachTie(output, (start, end) => {
      if (this.#atom[start] >= 0) return;
      const score = normalQuantile((below + (end - start) / 2) / single, 0, 1);
      this.#place.fill((score + SPAN) / STEP, start, end);
      below += end - start;
    });
    this.#atoms = atoms;
    this.#allAtoms = new Float64Array(atoms);
    this.#near = new Float64Array(classes * GRID);
    this.#atAtoms = new Float64Array(classes * atoms);
    this.#sums = new Float64Array(classes * 3);
    this.use(this.#counts);
  }

  /** Takes each draw so many times from now on, until told otherwise; the array is read, not copied. */
  use(counts: Uint16Array): void {
    this.#counts = counts;
    this.#gather({ sliceOf: new Uint16Array(counts.length), sizes: Uint32Array.of(counts.length) });
    const total = this.#classTotal(0);
    this.#estimate(0, total, this.#all);
    for (let atom = 0; atom < this.#atoms; atom++) this.#allAtoms[atom] = this.#atAtoms[atom] / total;
  }

  /** Half the area between the density in a class and that of all draws, averaged over the draws' classes. */
  meanDistance(slices: Slices): number {
    this.#gather(slices);
    const [density, all] = [this.#density, this.#all];
    let sum = 0;
    let draws = 0;
    for (let slice = 0; slice < slices.sizes.length; slice++) {
      const total = this.#classTotal(slice);
      if (total === 0) continue;
      this.#estimate(slice, total, density);
      let area = 0;
      for (let g = 0; g < GRID; g++) area += Math.abs(density[g] - all[g]);
      for (let atom = 0; atom < this.#atoms; atom++) {
        area += Math.abs(this.#atAtoms[slice * this.#atoms + atom] / total - this.#allAtoms[atom]);
      }
      sum += (total * area) / 2;
      draws += total;
    }
    return sum / draws;
  }

  #gather({ sliceOf, sizes }: Slices): void {
    const [counts, atom, atoms, places] = [this.#counts, this.#atom, this.#atoms, this.#place];
    const [near, atAtoms, sums] = [this.#near, this.#atAtoms, this.#sums];
    near.fill(0, 0, sizes.length * GRID);
    atAtoms.fill(0);
    sums.fill(0);
    for (let i = 0; i < sliceOf.length; i++) {
      const count = counts[i];
      if (count === 0) continue;
      const slice = sliceOf[i];
      if (atom[i] >= 0) {
        atAtoms[slice * atoms + atom[i]] += count;
        continue;
      }
      // Shared between the two nearest points of the grid by nearness.
      const place = places[i];
      const left = Math.floor(place);
      const at = slice * GRID + left;
      near[at] += count * (left + 1 - place);
      near[at + 1] += count * (place - left);
      sums[slice * 3] += count;
      sums[slice * 3 + 1] += count * place;
      sums[slice * 3 + 2] += count * place * place;
    }
  }

  #classTotal(slice: number): number {
    let total = this.#sums[slice * 3];
    for (let atom = 0; atom < this.#atoms; atom++) total += this.#atAtoms[slice * this.#atoms + atom];
    return total;
  }

  /**
   * Kernel density of a class by Epanechnikov's kernel, whose parabola needs no more than running sums. Sums to the share
   * of the class that is not at atoms.
   */
  #estimate(slice: number, total: number, out: Float64Array): void {
    out.fill(0);
    const n = this.#sums[slice * 3];
    if (n === 0) return;
    const mean = this.#sums[slice * 3 + 1] / n;
    const variance = n > 1 ? Math.max(0, (this.#sums[slice * 3 + 2] - n * mean * mean) / (n - 1)) : 0;
    // No narrower than the grid can show.
    const half = Math.max(2, BANDWIDTH * Math.sqrt(variance) * pow(n, -0.2));
    let kernelSum = 0;
    for (let d = -Math.floor(half); d <= half; d++) kernelSum += 1 - (d / half) * (d / half);
    const near = this.#near.subarray(slice * GRID, (slice + 1) * GRID);
    parabolas(near, half, 1 / kernelSum / total, out);
  }
}

/** Sum over the grid of near[b] · scale · (1 − ((g − b) / half)²), where b is less than half away from g, for every g. */
function parabolas(near: Float64Array, half: number, scale: number, out: Float64Array): void {
  const curve = 1 / (half * half);
  let [weight, first, second] = [0, 0, 0];
  let [entering, leaving] = [0, 0];
  for (let g = 0; g < GRID; g++) {
    for (; entering < GRID && entering <= g + half; entering++) {
      const count = near[entering];
      weight += count;
      first += count * entering;
      second += count * entering * entering;
    }
    for (; leaving < g - half; leaving++) {
      const count = near[leaving];
      weight -= count;
      first -= count * leaving;
      second -= count * leaving * leaving;
    }
    const parabola = weight - (g * g * weight - 2 * g * first + second) * curve;
    out[g] = parabola > 0 ? parabola * scale : 0;
  }
}

/** Calls for every run of equal values with its first position and the position after its last. */
function forEachTie(sorted: Float64Array, call: (start: number, end: number) => void): void {
  for (let start = 0; start < sorted.length; ) {
    let end = start + 1;
    while (end < sorted.length && sorted[end] === sorted[start]) end++;
    call(start, end);
    start = end;
  }
}
