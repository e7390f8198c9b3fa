/** The two-sample Kolmogorov–Smirnov test. */
import exp from '@stdlib/math-base-special-exp';

/** Points of the band up to which paths are counted; beyond them the limiting distribution is good to 1 %. */
const POINTS_MAX = 2e7;
/** The same where √(mn/(m+n)) times the distance is above 4, and the probability below 3e-14, whatever its digits. */
const POINTS_MAX_FAR = 1e6;

/**
 * Probability that the distribution functions of two samples of sizes m and n, of one continuous distribution, are at
 * least so far apart somewhere: J. L. Hodges, The significance probability of the Smirnov two-sample test, Arkiv för
 * Matematik 3 (1958). Exact, by the share of lattice paths from (0, 0) to (m, n) that leave the band of smaller distances;
 * for samples so large that the band has more than 2 · 10⁷ points (10⁶ far out), Kolmogorov's limit. Too large, if
 * anything, where values are equal.
 * @param steps the distance times m · n, a whole number
 */
export function smirnovPValue(steps: number, m: number, n: number): number {
  if (steps <= 0) return 1;
  const lambda = Math.sqrt((m * n) / (m + n)) * (steps / m / n);
  const points = m * Math.min(n, (2 * steps) / m);
  if (points > (lambda > 4 ? POINTS_MAX_FAR : POINTS_MAX)) return kolmogorovTail(lambda);
  // reached[j]: probability that a random path comes to (i, j) without having left the band.
  const reached = new Float64Array(n + 1);
  reached[0] = 1;
  let outside = 0;
  for (let i = 0; i <= m; i++) {
    const first = Math.max(0, Math.floor((i * n - steps) / m) + 1);
    const last = Math.min(n, Math.ceil((i * n + steps) / m) - 1);
    let fromLeft = 0;
    for (let j = first; j <= last; j++) {
      const here = reached[j] + fromLeft;
      const left = m + n - i - j;
      if (left === 0) break;
      const toNext = (here * (m - i)) / left;
      const toRight = (here * (n - j)) / left;
      const nextIsInside = (i + 1) * n - j * m < steps;
      reached[j] = nextIsInside ? toNext : 0;
      if (!nextIsInside) outside += toNext;
      fromLeft = j < last ? toRight : 0;
      if (j === last) outside += toRight;
    }
  }
  return Math.min(1, outside);
}

/** Kolmogorov's limit of the probability that √(mn/(m+n)) times the distance is at least λ. */
function kolmogorovTail(lambda: number): number {
  if (lambda < 0.2) return 1;
  let sum = 0;
  for (let k = 1; k <= 100; k++) {
    const term = exp(-2 * k * k * lambda * lambda);
    sum += k % 2 === 1 ? term : -term;
    if (term < 1e-17 * sum) break;
  }
  return Math.min(1, 2 * sum);
}

/** Distance of two distribution functions. */
export interface SmirnovDistance {
  readonly distance: number;
  /** The distance times both sizes, a whole number. */
  readonly steps: number;
}

/**
 * Largest distance between the distribution functions of two groups of draws, each draw taken `counts` times; NaN if a
 * group is empty.
 * @param order the draws by rising values
 * @param isFirst 1 for draws of the first group, 0 for those of the second
 */
export function smirnovDistance(
  values: Float64Array,
  order: Uint32Array,
  isFirst: Uint8Array,
  counts: Uint16Array,
): SmirnovDistance {
  let m = 0;
  let n = 0;
  for (let i = 0; i < counts.length; i++) {
    if (isFirst[i] === 1) m += counts[i];
    else n += counts[i];
  }
  let below = 0;
  let otherBelow = 0;
  let steps = 0;
  for (let i = 0; i < order.length; i++) {
    const draw = order[i];
    if (isFirst[draw] === 1) below += counts[draw];
    else otherBelow += counts[draw];
    if (i + 1 < order.length && values[order[i + 1]] === values[draw]) continue;
    const apart = Math.abs(below * n - otherBelow * m);
    if (apart > steps) steps = apart;
  }
  return { distance: m > 0 && n > 0 ? steps / m / n : Number.NaN, steps };
}
