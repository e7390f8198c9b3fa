import type { LabelledWorlds } from './labelled-worlds.ts';
import { type SortedColumn, sortColumn } from './sorted-column.ts';

export type Side = 'lower' | 'upper';

/** A limit that may be moved, and how many worlds (n), of them of interest (k), the box would then hold. */
export interface Candidate {
  readonly column: number;
  readonly side: Side;
  readonly limit: number;
  readonly n: number;
  readonly k: number;
}

/** Violations of a world that is out of the search: so many that it never comes into a box. */
const EXCLUDED = 1 << 24;

/**
 * A box in the space of the parameters whose limits are moved one at a time. For each world it is known how many limits
 * the world violates, and which if it is one alone; the columns are sorted once. So a move costs as many steps as worlds
 * cross the limit, and to weigh a move costs no more than the walk along the sorted column to the new limit.
 */
export class BoxSearch {
  /** Worlds in the box. */
  n: number;
  /** Worlds of interest in the box. */
  k: number;
  /** Limits of the box, one a parameter, both inclusive. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** Least and greatest value of each parameter over all worlds, excluded ones too: where the limits begin. */
  readonly least: Float64Array;
  readonly greatest: Float64Array;

  private readonly ofInterest: Uint8Array;
  private readonly columns: readonly SortedColumn[];
  /** Places in the sorted column of the first and the last world that the limits let in. */
  private readonly first: Int32Array;
  private readonly last: Int32Array;
  /** How many limits each world violates, and the sum of their codes (2 · column, + 1 for the upper). */
  private readonly violations: Int32Array;
  private readonly codes: Int32Array;
  /** For each limit, the worlds that violate it and no other. */
  private readonly aloneN: Int32Array;
  private readonly aloneK: Int32Array;

  /** @param sorted the columns of the data, sorted @param excluded 1 for worlds that are out of the search */
  constructor(data: LabelledWorlds, sorted: readonly SortedColumn[], excluded: Uint8Array) {
    const worlds = data.ofInterest.length;
    this.ofInterest = data.ofInterest;
    this.columns = sorted;
    this.least = Float64Array.from(sorted, ({ values }) => values[0]);
    this.greatest = Float64Array.from(sorted, ({ values }) => values[worlds - 1]);
    this.lower = this.least.slice();
    this.upper = this.greatest.slice();
    this.first = new Int32Array(sorted.length);
    this.last = new Int32Array(sorted.length).fill(worlds - 1);
    this.violations = Int32Array.from(excluded, (out) => (out ? EXCLUDED : 0));
    this.codes = new Int32Array(worlds);
    this.aloneN = new Int32Array(2 * sorted.length);
    this.aloneK = new Int32Array(2 * sorted.length);
    this.n = 0;
    this.k = 0;
    for (let world = 0; world < worlds; world++) {
      if (excluded[world]) continue;
      this.n++;
      this.k += data.ofInterest[world];
    }
  }

  /** Whether a limit is elsewhere than where it began. */
  isRestricted(column: number, side: Side): boolean {
    return side === 'lower' ? this.lower[column] !== this.least[column] : this.upper[column] !== this.greatest[column];
  }

  /** What the box would hold were one limit back where it began. */
  without(column: number, side: Side): { readonly n: number; readonly k: number } {
    const code = codeOf(column, side);
    return { n: this.n + this.aloneN[code], k: this.k + this.aloneK[code] };
  }

  /** The move of a limit inwards that takes away the share alpha of the box. The box must not be empty. */
  peel(column: number, side: Side, alpha: number): Candidate {
    const { values, worlds } = this.columns[column];
    const inwards = side === 'lower' ? 1 : -1;
    const start = side === 'lower' ? this.first[column] : this.last[column];
    const limit = this.quantile(column, start, inwards, this.n, alpha);
    let { n, k } = this;
    for (let place = start; inwards * (limit - values[place]) > 0; place += inwards) {
      const world = worlds[place];
      if (this.violations[world] !== 0) continue;
      n--;
      k -= this.ofInterest[world];
    }
    return { column, side, limit, n, k };
  }

  /** The move of a limit outwards that takes in the share alpha of the worlds that this limit alone keeps out. */
  paste(column: number, side: Side, alpha: number): Candidate {
    const { values, worlds } = this.columns[column];
    const outwards = side === 'lower' ? -1 : 1;
    const old = side === 'lower' ? this.lower[column] : this.upper[column];
    const begin = side === 'lower' ? this.first[column] : this.last[column];
    // Worlds of the box that lie on the limit count among those beyond it.
    let start = begin + outwards;
    let total = this.aloneN[codeOf(column, side)];
    for (let place = begin; values[place] === old; place -= outwards) {
      if (this.violations[worlds[place]] === 0) total++;
      start = place;
    }
    const end = side === 'lower' ? this.least[column] : this.greatest[column];
    const limit = total > 0 ? this.quantile(column, start, outwards, total, alpha) : end;
    let { n, k } = this;
    for (let place = begin + outwards; outwards * (limit - values[place]) >= 0; place += outwards) {
      const world = worlds[place];
      if (this.violations[world] !== 1) continue;
      n++;
      k += this.ofInterest[world];
    }
    return { column, side, limit, n, k };
  }

  /** Moves a limit. */
  move(column: number, side: Side, limit: number): void {
    const { values, worlds } = this.columns[column];
    const code = codeOf(column, side);
    const limits = side === 'lower' ? this.lower : this.upper;
    const edge = side === 'lower' ? this.first : this.last;
    const inwards = side === 'lower' ? 1 : -1;
    let place = edge[column];
    for (; inwards * (limit - values[place]) > 0; place += inwards) this.violate(worlds[place], code);
    for (; inwards * (limit - values[place - inwards]) <= 0; place -= inwards) {
      this.forgive(worlds[place - inwards], code);
    }
    edge[column] = place;
    limits[column] = limit;
  }

  /**
   * Quantile alpha, counted from the place where a walk along the sorted column begins, of the worlds met that violate no
   * limit, or only the one at whose far side they lie. It is the mean of the two values beside the position
   * (total − 1) · (1 − alpha) from the other end; while those are equal the inner one steps on, past the tied group
   * (as the R package sdtoolkit and EMA Workbench 2.5.3 do it).
   */
  private quantile(column: number, start: number, direction: 1 | -1, total: number, alpha: number): number {
    const { values, worlds } = this.columns[column];
    const position = (total - 1) * (direction === 1 ? alpha : 1 - alpha);
    const below = Math.floor(position);
    const above = Math.ceil(position);
    const outerRank = direction === 1 ? below : total - 1 - above;
    const innerRank = direction === 1 ? above : total - 1 - below;
    const first = this.first[column];
    const last = this.last[column];
    let outer = Number.NaN;
    for (let rank = 0, place = start; ; place += direction) {
      const allowed = place < first || place > last ? 1 : 0;
      if (this.violations[worlds[place]] !== allowed) continue;
      if (rank === outerRank) outer = values[place];
      if (rank >= innerRank && (values[place] !== outer || rank === total - 1)) return (outer + values[place]) / 2;
      rank++;
    }
  }

  private violate(world: number, code: number): void {
    const interest = this.ofInterest[world];
    const before = this.violations[world]++;
    if (before === 0) {
      this.n--;
      this.k -= interest;
      this.aloneN[code]++;
      this.aloneK[code] += interest;
    } else if (before === 1) {
      const other = this.codes[world];
      this.aloneN[other]--;
      this.aloneK[other] -= interest;
    }
    this.codes[world] += code;
  }

  private forgive(world: number, code: number): void {
    const interest = this.ofInterest[world];
    const after = --this.violations[world];
    this.codes[world] -= code;
    if (after === 0) {
      this.n++;
      this.k += interest;
      this.aloneN[code]--;
      this.aloneK[code] -= interest;
    } else if (after === 1) {
      const other = this.codes[world];
      this.aloneN[other]++;
      this.aloneK[other] += interest;
    }
  }
}

/** Sorts every column of the data, once for all searches. */
export function sortColumns(data: LabelledWorlds): SortedColumn[] {
  return data.columns.map(sortColumn);
}

function codeOf(column: number, side: Side): number {
  return 2 * column + (side === 'lower' ? 0 : 1);
}
