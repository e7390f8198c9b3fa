/**
 * The coalition's vote (docs/model.md §5): the tail of a weighted Poisson-binomial distribution.
 *
 * A committee answers with the log-odds of acting at a utility gap. Within a draw that is a function of one number for
 * each step of introspection and shortfall of backing, so it is tabulated, cell by cell when first asked for. A
 * committee of one needs no table: its log-odds are a straight line.
 */
import exp from '@stdlib/math-base-special-exp';
import ln from '@stdlib/math-base-special-ln';
import log1p from '@stdlib/math-base-special-log1p';
import { Coefficients, Shortfall } from './layout.ts';
import type { Member } from './world.ts';

/** Probability that a coalition acts, and its complement summed for itself. */
export interface VoteChance {
  readonly act: number;
  readonly refrain: number;
}

/**
 * The vote by dynamic programming over the weight in favour. Every term is positive: both tails keep their digits.
 * @param chances probability of each member to be in favour
 * @param complements 1 − chances, computed without subtraction
 * @param weights whole numbers above 0
 * @param need the least weight in favour with which the coalition acts
 */
export function exactVote(
  chances: ArrayLike<number>,
  complements: ArrayLike<number>,
  weights: ArrayLike<number>,
  need: number,
): VoteChance {
  // Weights in favour from `need` on are one absorbing state.
  const below = new Float64Array(Math.max(1, Math.ceil(need)));
  below[0] = 1;
  let act = 0;
  let reached = 0;
  for (let m = 0; m < weights.length; m++) {
    for (let w = Math.min(reached, below.length - 1); w >= 0; w--) {
      const favour = below[w] * chances[m];
      below[w] *= complements[m];
      if (w + weights[m] < below.length) below[w + weights[m]] += favour;
      else act += favour;
    }
    reached += weights[m];
  }
  let refrain = 0;
  for (const mass of below) refrain += mass;
  return { act: Math.min(act, 1), refrain: Math.min(refrain, 1) };
}

/** Those whose votes count, with their weights in lowest terms and the weight in favour that is needed. */
export function weighVoters(
  members: readonly Member[],
  quorum: number,
): { readonly voters: readonly Member[]; readonly weights: Float64Array; readonly need: number } {
  const voters = members.filter((member) => member.weight > 0);
  const unit = voters.reduce((divisor, member) => greatestCommonDivisor(divisor, member.weight), 0);
  const weights = Float64Array.from(voters, (member) => member.weight / unit);
  return { voters, weights, need: weights.reduce((sum, weight) => sum + weight, 0) * quorum - 1e-9 / unit };
}

/** A table ends where the terms that bend the log-odds have fallen to e^−STRAIGHT of the leading one. */
const STRAIGHT = 20;
/** Where products of odds would overflow, the subsets of members are summed in logarithms. */
const MAX_EXPONENT = 600;
/** A table that would need more cells is not made: the vote is then computed anew each time. */
const MAX_CELLS = 20_000;

/** The log-odds of one step of introspection and one shortfall, as a function of the gap. */
interface Curve {
  readonly precision: number;
  /** By member: λ (resolve − conditionality · shortfall). */
  readonly thresholds: Float64Array;
  /** Middle of the thresholds; odds are taken relative to it. */
  readonly middle: number;
  readonly tabulated: boolean;
  /** Gap of the first knot, cells per unit of gap, number of cells between knots, and place of the first in the table. */
  readonly start: number;
  readonly cellsPerGap: number;
  readonly cells: number;
  readonly offset: number;
  /** By number n of members in favour: coefficients of w^n, n·w^n and n²·w^n, w = e^(λ·gap + middle). */
  readonly favour: Polynomial;
  readonly against: Polynomial;
}

/** A polynomial with positive coefficients for the powers lowest…highest, with its first two logarithmic moments. */
interface Polynomial {
  readonly lowest: number;
  readonly highest: number;
  /** Logarithms of the coefficients. */
  readonly logs: Float64Array;
  /** The coefficients themselves, times 1, n and n², where they are small enough to be numbers. */
  readonly moments: readonly [Float64Array, Float64Array, Float64Array] | undefined;
}

/** The polynomial of a cell, added up as in the inner loops (assembly/votes.ts): the bits must be the same. */
function readCell(c: Float64Array, at: number, x: number): number {
  const square = x * x;
  const even = c[at] + square * (c[at + 2] + square * c[at + 4]);
  const odd = c[at + 1] + square * (c[at + 3] + square * c[at + 5]);
  return even + x * odd;
}

/**
 * The committee for some votes: a given one, tables and all, if it was made for the same. (Paths of a draw often differ
 * in nothing that concerns the vote.)
 */
export function committeeFor(
  given: Committee | undefined,
  members: readonly Member[],
  quorum: number,
  precisions: Float64Array,
  shortfalls: Float64Array,
): Committee {
  const traits = Float64Array.from([
    quorum,
    ...precisions,
    ...shortfalls,
    ...members.flatMap(({ weight, resolve, conditionality }) => [weight, resolve, conditionality]),
  ]);
  const same = given && given.traits.length === traits.length && traits.every((x, i) => x === given.traits[i]);
  return same ? given : new Committee(members, quorum, precisions, shortfalls, traits);
}

export class Committee {
  /** All numbers that it was made from. */
  readonly traits: Float64Array;
  /** One member decides: the log-odds are slopes[index] · gap + shifts[index]. */
  readonly single: boolean;
  readonly slopes: Float64Array;
  readonly shifts: Float64Array;
  private readonly weights: Float64Array;
  private readonly need: number;
  private readonly curves: Curve[] = [];
  /** The tables, for `readCurve`: by index the gap at position 0, cells per unit of gap, number of the last cell, first cell. */
  readonly coefficients: Float64Array;
  readonly starts: Float64Array;
  readonly scales: Float64Array;
  readonly lastCells: Int32Array;
  readonly offsets: Int32Array;
  /** Log-odds and two derivatives by λ·gap at cell boundaries. */
  private readonly knots: Float64Array;
  private readonly knotFilled: Uint8Array;

  /**
   * @param members at least one with positive weight
   * @param quorum share of the total weight that must be in favour
   * @param precisions λ of each step of introspection
   * @param shortfalls the Shortfall.Count values of the missing backing
   * @param traits what `committeeFor` compares
   */
  constructor(
    members: readonly Member[],
    quorum: number,
    precisions: ArrayLike<number>,
    shortfalls: ArrayLike<number>,
    traits: Float64Array = new Float64Array(0),
  ) {
    this.traits = traits;
    const { voters, weights, need } = weighVoters(members, quorum);
    this.weights = weights;
    this.need = need;
    this.single = voters.length === 1;
    this.slopes = new Float64Array(precisions.length * Shortfall.Count);
    this.shifts = new Float64Array(precisions.length * Shortfall.Count);
    let offset = 0;
    for (let j = 0; j < precisions.length; j++) {
      for (let s = 0; s < Shortfall.Count; s++) {
        const shift = (member: Member) => precisions[j] * (member.resolve - member.conditionality * shortfalls[s]);
        if (this.single) {
          this.slopes[j * Shortfall.Count + s] = precisions[j];
          this.shifts[j * Shortfall.Count + s] = shift(voters[0]);
        } else {
          const curve = layOutCurve(precisions[j], Float64Array.from(voters, shift), this.weights, this.need, offset);
          this.curves.push(curve);
          offset += curve.cells + 2;
        }
      }
    }
    this.coefficients = new Float64Array(offset * Coefficients.Width);
    for (let at = 0; at < this.coefficients.length; at += Coefficients.Width) this.coefficients[at] = Number.NaN;
    this.starts = Float64Array.from(this.curves, (curve) =>
      curve.tabulated ? curve.start - 1 / curve.cellsPerGap : 0,
    );
    this.scales = Float64Array.from(this.curves, (curve) => curve.cellsPerGap);
    this.lastCells = Int32Array.from(this.curves, (curve) => (curve.tabulated ? curve.cells + 1 : 0));
    this.offsets = Int32Array.from(this.curves, (curve) => curve.offset);
    this.knots = new Float64Array(offset * 3);
    this.knotFilled = new Uint8Array(offset);
  }

  /**
   * Log-odds of acting at a utility gap (act minus refrain, with the type's share of the gap between the types).
   * @param index step · Shortfall.Count + shortfall
   */
  logOdds(index: number, gap: number): number {
    if (this.single) return this.slopes[index] * gap + this.shifts[index];
    const curve = this.curves[index];
    if (!curve.tabulated) return this.exactLogOdds(curve, gap);
    const cell = this.cellOf(index, gap) - curve.offset;
    const at = (curve.offset + cell) * Coefficients.Width;
    if (Number.isNaN(this.coefficients[at])) this.fillCell(curve, cell, at);
    return readCell(this.coefficients, at, this.positionOf(index, gap) - cell);
  }

  /** Number of the table's cell to which a gap belongs. */
  cellOf(index: number, gap: number): number {
    const position = this.positionOf(index, gap);
    const last = this.lastCells[index];
    return this.offsets[index] + (position < 1 ? 0 : position >= last ? last : Math.floor(position));
  }

  /** In cells, the first knot being at 1. */
  private positionOf(index: number, gap: number): number {
    return (gap - this.starts[index]) * this.scales[index];
  }

  private fillCell(curve: Curve, cell: number, at: number): void {
    const last = curve.cells + 1;
    const width = curve.precision / curve.cellsPerGap;
    const k = this.knots;
    const c = this.coefficients;
    if (cell === 0 || cell === last) {
      // A straight end: through the outermost knot, with the power of e^(λ·gap) that leads there.
      const { favour, against } = curve;
      const low = cell === 0;
      const knot = low ? 0 : curve.cells;
      this.fillKnot(curve, knot);
      const slope = (low ? favour.lowest - against.lowest : favour.highest - against.highest) * width;
      // The knot lies at the end of the first cell and at the beginning of the last.
      c[at] = k[(curve.offset + knot) * 3] - (low ? slope : 0);
      c[at + 1] = slope;
    } else {
      // Quintic Hermite interpolation between the values and two derivatives at the knots of the cell.
      this.fillKnot(curve, cell - 1);
      this.fillKnot(curve, cell);
      const left = (curve.offset + cell - 1) * 3;
      const right = left + 3;
      const rise = k[right] - k[left];
      const d0 = k[left + 1] * width;
      const d1 = k[right + 1] * width;
      const s0 = k[left + 2] * width * width;
      const s1 = k[right + 2] * width * width;
      c[at] = k[left];
      c[at + 1] = d0;
      c[at + 2] = s0 / 2;
      c[at + 3] = 10 * rise - 6 * d0 - 4 * d1 - 1.5 * s0 + 0.5 * s1;
      c[at + 4] = -15 * rise + 8 * d0 + 7 * d1 + 1.5 * s0 - s1;
      c[at + 5] = 6 * rise - 3 * d0 - 3 * d1 - 0.5 * s0 + 0.5 * s1;
    }
  }

  private exactLogOdds(curve: Curve, gap: number): number {
    const { thresholds } = curve;
    const odds = thresholds.map((threshold) => exp(-(curve.precision * gap + threshold)));
    const chances = odds.map((e) => 1 / (1 + e));
    const complements = odds.map((e) => 1 / (1 + 1 / e));
    const { act, refrain } = exactVote(chances, complements, this.weights, this.need);
    return ln(act) - ln(refrain);
  }

  /** The exact log-odds and two derivatives by λ·gap at a knot. */
  private fillKnot(curve: Curve, knot: number): void {
    const index = curve.offset + knot;
    if (this.knotFilled[index] === 1) return;
    const exponent = (curve.start + knot / curve.cellsPerGap) * curve.precision + curve.middle;
    logMoments(curve.favour, exponent, favourMoments);
    logMoments(curve.against, exponent, againstMoments);
    for (let n = 0; n < 3; n++) this.knots[index * 3 + n] = favourMoments[n] - againstMoments[n];
    this.knotFilled[index] = 1;
  }
}

const favourMoments = new Float64Array(3);
const againstMoments = new Float64Array(3);

/** Sums the subsets and places the cells between the two ends from which the log-odds are straight. */
function layOutCurve(
  precision: number,
  thresholds: Float64Array,
  weights: Float64Array,
  need: number,
  offset: number,
): Curve {
  const voters = thresholds.length;
  const highest = thresholds.reduce((a, b) => Math.max(a, b));
  const lowest = thresholds.reduce((a, b) => Math.min(a, b));
  const middle = (highest + lowest) / 2;
  const logOdds = thresholds.map((threshold) => threshold - middle);
  const moderate = ((highest - lowest) / 2) * voters < MAX_EXPONENT;
  const { favour, against } = moderate ? countSubsets(logOdds, weights, need) : countInLogs(logOdds, weights, need);
  const from = Math.min(straightBelow(favour), straightBelow(against));
  const to = Math.max(straightAbove(favour), straightAbove(against));
  // The complex zeros of the tails, which limit how far a polynomial reaches, come closer with more voters.
  const width = Math.min(0.4, 0.7 / Math.sqrt(voters));
  const wanted = Math.ceil((to - from) / width);
  const tabulated = wanted <= MAX_CELLS;
  const cells = tabulated ? wanted : 0;
  return {
    precision,
    thresholds,
    middle,
    tabulated,
    start: (from - middle) / precision,
    cellsPerGap: (cells * precision) / (to - from),
    cells,
    offset,
    favour,
    against,
  };
}

/** The exponent x below which the lowest term of Σ cₙ e^(n·x) leads every other by e^STRAIGHT. */
function straightBelow({ lowest, highest, logs }: Polynomial): number {
  let x = -STRAIGHT;
  for (let n = lowest + 1; n <= highest; n++) x = Math.min(x, (logs[lowest] - logs[n] - STRAIGHT) / (n - lowest));
  return x;
}

/** The exponent x above which the highest term leads every other by e^STRAIGHT. */
function straightAbove({ lowest, highest, logs }: Polynomial): number {
  let x = STRAIGHT;
  for (let n = lowest; n < highest; n++) x = Math.max(x, (logs[n] - logs[highest] + STRAIGHT) / (highest - n));
  return x;
}

/** Two sums over subsets of members: of those whose weight suffices, and of those whose weight does not. */
interface SubsetSums {
  readonly favour: Polynomial;
  readonly against: Polynomial;
}

/**
 * Sums of products of odds over the subsets of members whose weight suffices (favour) or does not (against), by number
 * of members in the subset: with w = e^gap the odds of the vote are Σ favour[n] wⁿ / Σ against[n] wⁿ.
 */
function countSubsets(logOdds: Float64Array, weights: Float64Array, need: number): SubsetSums {
  const voters = logOdds.length;
  const width = Math.max(1, Math.ceil(need));
  const favour = new Float64Array(voters + 1);
  const below = new Float64Array((voters + 1) * width);
  below[0] = 1;
  let reached = 0;
  for (let m = 0; m < voters; m++) {
    const odds = exp(logOdds[m]);
    for (let n = m; n >= 0; n--) {
      favour[n + 1] += favour[n] * odds;
      for (let w = Math.min(reached, width - 1); w >= 0; w--) {
        const sum = below[n * width + w];
        if (sum === 0) continue;
        if (w + weights[m] < width) below[(n + 1) * width + w + weights[m]] += sum * odds;
        else favour[n + 1] += sum * odds;
      }
    }
    reached += weights[m];
  }
  const against = new Float64Array(voters + 1);
  for (let n = 0; n <= voters; n++) {
    for (let w = 0; w < width; w++) against[n] += below[n * width + w];
  }
  const polynomial = (c: Float64Array) => ({
    ...bounds(c.map(ln)),
    moments: [c, c.map((x, n) => x * n), c.map((x, n) => x * n * n)] as const,
  });
  return { favour: polynomial(favour), against: polynomial(against) };
}

/** The same in logarithms, for members so different that products of their odds are no numbers. */
function countInLogs(logOdds: Float64Array, weights: Float64Array, need: number): SubsetSums {
  const voters = logOdds.length;
  const width = Math.max(1, Math.ceil(need));
  const favour = new Float64Array(voters + 1).fill(Number.NEGATIVE_INFINITY);
  const below = new Float64Array((voters + 1) * width).fill(Number.NEGATIVE_INFINITY);
  below[0] = 0;
  let reached = 0;
  for (let m = 0; m < voters; m++) {
    for (let n = m; n >= 0; n--) {
      favour[n + 1] = logAdd(favour[n + 1], favour[n] + logOdds[m]);
      for (let w = Math.min(reached, width - 1); w >= 0; w--) {
        const sum = below[n * width + w];
        if (sum === Number.NEGATIVE_INFINITY) continue;
        const to = (n + 1) * width + w + weights[m];
        if (w + weights[m] < width) below[to] = logAdd(below[to], sum + logOdds[m]);
        else favour[n + 1] = logAdd(favour[n + 1], sum + logOdds[m]);
      }
    }
    reached += weights[m];
  }
  const against = new Float64Array(voters + 1).fill(Number.NEGATIVE_INFINITY);
  for (let n = 0; n <= voters; n++) {
    for (let w = 0; w < width; w++) against[n] = logAdd(against[n], below[n * width + w]);
  }
  return { favour: { ...bounds(favour), moments: undefined }, against: { ...bounds(against), moments: undefined } };
}

/** ln(e^a + e^b). */
function logAdd(a: number, b: number): number {
  const high = Math.max(a, b);
  return high === Number.NEGATIVE_INFINITY ? high : high + log1p(exp(Math.min(a, b) - high));
}

/** Lowest and highest power that a polynomial has, by the logarithms of its coefficients. */
function bounds(logs: Float64Array) {
  const exists = (log: number) => log > Number.NEGATIVE_INFINITY;
  return { logs, lowest: logs.findIndex(exists), highest: logs.findLastIndex(exists) };
}

/** ln Σ cₙ e^(n·x) and its two derivatives by x. */
function logMoments(sum: Polynomial, x: number, out: Float64Array): void {
  const { lowest, highest, moments, logs } = sum;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let scale = x * (x <= 0 ? lowest : highest);
  if (moments === undefined) {
    scale = Number.NEGATIVE_INFINITY;
    for (let n = lowest; n <= highest; n++) scale = Math.max(scale, logs[n] + n * x);
    for (let n = lowest; n <= highest; n++) {
      const term = exp(logs[n] + n * x - scale);
      s0 += term;
      s1 += term * n;
      s2 += term * n * n;
    }
  } else {
    // Horner's rule, from the end at which the terms are small.
    const [c0, c1, c2] = moments;
    const w = exp(-Math.abs(x));
    const step = x <= 0 ? -1 : 1;
    for (let n = x <= 0 ? highest : lowest; n >= lowest && n <= highest; n += step) {
      s0 = s0 * w + c0[n];
      s1 = s1 * w + c1[n];
      s2 = s2 * w + c2[n];
    }
  }
  const mean = s1 / s0;
  out[0] = ln(s0) + scale;
  out[1] = mean;
  out[2] = s2 / s0 - mean * mean;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
