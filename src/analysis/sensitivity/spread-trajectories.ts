/**
 * The trajectories that are farthest from one another, out of many.
 *
 * F. Campolongo, J. Cariboni & A. Saltelli, An effective screening design for sensitivity analysis of large models,
 * Environmental Modelling & Software 22 (2007); where there are too many choices to try them all: M. V. Ruano et al., An
 * improved sampling strategy based on trajectory design for application of the Morris method to systems with many input
 * factors, Environmental Modelling & Software 37 (2012).
 */

/** Choices of trajectories that are all tried. */
const CHOICES_MAX = 100_000;

/** A trajectory on the grid: its first point in levels, and the steps, each of one input. */
export interface Trajectory {
  readonly start: Int32Array;
  readonly steps: readonly { readonly input: number; readonly change: number }[];
}

/**
 * Distances between trajectories, in levels: the sum of the Euclidean distances between each point of the one and each
 * point of the other. Squared distances are whole numbers and change by one input at a time.
 * @returns a symmetric matrix by rows
 */
export function trajectoryDistances(trajectories: readonly Trajectory[]): Float64Array {
  const count = trajectories.length;
  const distances = new Float64Array(count * count);
  for (let a = 0; a < count; a++) {
    for (let b = a + 1; b < count; b++) {
      const distance = distanceBetween(trajectories[a], trajectories[b]);
      distances[a * count + b] = distance;
      distances[b * count + a] = distance;
    }
  }
  return distances;
}

function distanceBetween(first: Trajectory, second: Trajectory): number {
  const gap = first.start.map((level, input) => level - second.start[input]);
  let squaredAtStart = 0;
  for (const difference of gap) squaredAtStart += difference * difference;
  let sum = 0;
  for (let i = 0; i <= first.steps.length; i++) {
    if (i > 0) {
      const { input, change } = first.steps[i - 1];
      squaredAtStart += change * (2 * gap[input] + change);
      gap[input] += change;
    }
    let squared = squaredAtStart;
    sum += Math.sqrt(squared);
    // Each input is moved once, so that the gap in it is still the one at the second trajectory's start.
    for (const { input, change } of second.steps) {
      squared -= change * (2 * gap[input] - change);
      sum += Math.sqrt(squared);
    }
  }
  return sum;
}

/** Sum of the squared distances between all pairs of the chosen; Campolongo's D is its root. */
export function spreadOf(chosen: readonly number[], distances: Float64Array, count: number): number {
  let sum = 0;
  for (let i = 0; i < chosen.length; i++) {
    for (let j = i + 1; j < chosen.length; j++) {
      const distance = distances[chosen[i] * count + chosen[j]];
      sum += distance * distance;
    }
  }
  return sum;
}

/**
 * Chooses the trajectories with the largest spread: of all choices if there are at most 100,000 of them, otherwise by
 * Ruano's local search, which need not find the very best.
 * @param distances symmetric matrix of the distances between `count` trajectories
 * @param wanted at least 1, at most count
 * @returns positions in ascending order
 */
export function chooseSpread(distances: Float64Array, count: number, wanted: number): number[] {
  const chosen =
    choices(count, wanted) <= CHOICES_MAX ? bestOfAll(distances, count, wanted) : localBest(distances, count, wanted);
  return chosen.sort((a, b) => a - b);
}

/** Binomial coefficient, or infinity once it is past CHOICES_MAX. */
function choices(count: number, wanted: number): number {
  let result = 1;
  for (let i = 1; i <= Math.min(wanted, count - wanted); i++) {
    result = Math.round((result * (count - i + 1)) / i);
    if (result > CHOICES_MAX) return Number.POSITIVE_INFINITY;
  }
  return result;
}

function bestOfAll(distances: Float64Array, count: number, wanted: number): number[] {
  let best: number[] = [];
  let bestSpread = -1;
  const chosen: number[] = [];
  const extend = (from: number, spread: number): void => {
    if (chosen.length === wanted) {
      if (spread > bestSpread) {
        best = [...chosen];
        bestSpread = spread;
      }
      return;
    }
    for (let next = from; next <= count - (wanted - chosen.length); next++) {
      const more = addedSpread(chosen, next, distances, count);
      chosen.push(next);
      extend(next + 1, spread + more);
      chosen.pop();
    }
  };
  extend(0, 0);
  return best;
}

/** Ruano's: a trajectory with its i farthest ones, the best such set, then the best to add, one by one; for every i. */
function localBest(distances: Float64Array, count: number, wanted: number): number[] {
  const farthest = Array.from({ length: count }, (_, a) =>
    Array.from({ length: count }, (_, b) => b)
      .filter((b) => b !== a)
      .sort((b, c) => distances[a * count + c] - distances[a * count + b] || b - c),
  );
  let best: number[] = [0];
  let bestSpread = -1;
  for (let i = 1; i < wanted; i++) {
    const sets = farthest.map((others, a) => [a, ...others.slice(0, i)]);
    const spreads = sets.map((set) => spreadOf(set, distances, count));
    const chosen = sets[spreads.indexOf(Math.max(...spreads))];
    while (chosen.length < wanted) {
      let added = -1;
      let most = -1;
      for (let next = 0; next < count; next++) {
        if (chosen.includes(next)) continue;
        const more = addedSpread(chosen, next, distances, count);
        if (more > most) [added, most] = [next, more];
      }
      chosen.push(added);
    }
    const spread = spreadOf(chosen, distances, count);
    if (spread > bestSpread) [best, bestSpread] = [chosen, spread];
  }
  return best;
}

function addedSpread(chosen: readonly number[], next: number, distances: Float64Array, count: number): number {
  let sum = 0;
  for (const member of chosen) {
    const distance = distances[member * count + next];
    sum += distance * distance;
  }
  return sum;
}
