/**
 * Boxes that a reader can use where there are many parameters: PRIM on those few that differ most between the worlds of
 * interest and the others, and without limits that may be due to chance. Of a hundred parameters some fit any few hundred
 * worlds, and PRIM takes them all.
 */
import betaCdf from '@stdlib/stats-base-dists-beta-cdf';
import { smirnovDistance } from '../sensitivity/kolmogorov-smirnov.ts';
import { countInBox, inBox, type LabelledWorlds, type Range, takeWorlds } from './labelled-worlds.ts';
import { type ChooseStep, findBoxes, type PrimOptions, type PrimStep, type Restriction } from './prim.ts';
import { sortColumn } from './sorted-column.ts';

export interface SimpleBox {
  /**
   * The trajectory in the worlds that no earlier box holds, without limits that may be due to chance and without steps
   * that are then the same; coverage and mass are shares of all worlds.
   */
  readonly steps: readonly PrimStep[];
  /** Index of the step that is the box. */
  readonly chosen: number;
  /** Whether the box restricts something and is as dense as the threshold asks. */
  readonly accepted: boolean;
  /** The worlds that no earlier box holds. */
  readonly among: LabelledWorlds;
}

/** Limits with a greater quasi-p value are left out. */
const DUE_TO_CHANCE = 0.05;

/**
 * Looks for one box after the other, each among the worlds that no earlier one holds, until one is not dense enough.
 * @param most parameters that are looked at, those that differ most among the worlds that are left; all when undefined
 * @throws Error as findBoxes does, of the first box
 */
export function findSimpleBoxes(
  data: LabelledWorlds,
  prim: PrimOptions,
  most: number | undefined,
  choose: ChooseStep,
): SimpleBox[] {
  const total = count(data);
  const worlds = data.ofInterest.length;
  const boxes: SimpleBox[] = [];
  let among = data;
  while (boxes.length < prim.maximumBoxes) {
    const left = among.ofInterest.length;
    const k = count(among);
    if (boxes.length > 0 && (k === 0 || k === left || left < Math.ceil(1 / prim.peelAlpha))) break;
    const ofAll = (step: PrimStep): PrimStep => ({ ...step, coverage: step.k / total, mass: step.n / worlds });
    const [found] = findBoxes(keepDiffering(among, most), { ...prim, maximumBoxes: 1 }).boxes;
    const steps = simplify(among, found.steps).map(ofAll);
    const chosen = choose(steps);
    const box = steps[chosen];
    const accepted = box.restrictions.length > 0 && box.density >= prim.threshold;
    boxes.push({ steps, chosen, accepted, among });
    if (!accepted) break;
    const outside = Uint32Array.from(among.ofInterest.keys()).filter((world) => !inBox(among, box.restrictions, world));
    among = takeWorlds(among, outside);
  }
  return boxes;
}

/**
 * The worlds with only those parameters that differ most between the worlds of interest and the others, by the distance
 * of the two distribution functions (Kolmogorov & Smirnov); the rest is 0 everywhere, so that nothing can be told from it.
 * @param most parameters to keep; all when undefined
 */
export function keepDiffering(data: LabelledWorlds, most: number | undefined): LabelledWorlds {
  if (most === undefined || most >= data.columns.length) return data;
  const once = new Uint16Array(data.ofInterest.length).fill(1);
  const distances = data.columns.map(
    (column) => smirnovDistance(column, sortColumn(column).worlds, data.ofInterest, once).distance,
  );
  const order = [...distances.keys()].sort((a, b) => distances[b] - distances[a] || a - b);
  const kept = new Set(order.slice(0, most));
  const nothing = new Float64Array(data.ofInterest.length);
  return { ...data, columns: data.columns.map((column, index) => (kept.has(index) ? column : nothing)) };
}

/**
 * The steps of a trajectory without the limits that may be due to chance; of several that are then the same the first.
 * @param data the worlds in which the trajectory was found
 */
export function simplify(data: LabelledWorlds, steps: readonly PrimStep[]): PrimStep[] {
  const simple = new Map<string, PrimStep>();
  for (const step of steps) {
    const box = withoutChance(data, step);
    const limits = JSON.stringify(box.restrictions.map(({ column, lower, upper }) => [column, lower, upper]));
    if (!simple.has(limits)) simple.set(limits, box);
  }
  return [...simple.values()];
}

/**
 * Takes away one limit after the other, each time the one with the greatest quasi-p value, until none is above 5 %.
 * @param data the worlds among which the box was found
 */
function withoutChance(data: LabelledWorlds, box: PrimStep): PrimStep {
  let ranges: readonly Range[] = box.restrictions;
  for (;;) {
    const { n, k } = countInBox(data, ranges);
    const restrictions = ranges.map((range): Restriction => {
      const quasiP = (side: 'lower' | 'upper') => {
        if (range[side] === undefined) return {};
        const wider = countInBox(data, withoutLimit(ranges, range.column, side));
        return { [`${side}QuasiP`]: k === 0 ? 1 : betaCdf(wider.k / wider.n, k, n - k + 1) };
      };
      return { ...range, ...quasiP('lower'), ...quasiP('upper') };
    });
    const worst = restrictions
      .flatMap(({ column, lowerQuasiP, upperQuasiP }) => [
        { column, side: 'lower' as const, p: lowerQuasiP ?? 0 },
        { column, side: 'upper' as const, p: upperQuasiP ?? 0 },
      ])
      .reduce((a, b) => (b.p > a.p ? b : a), { column: -1, side: 'lower' as 'lower' | 'upper', p: 0 });
    if (!(worst.p > DUE_TO_CHANCE)) {
      return { n, k, coverage: k / count(data), density: k / n, mass: n / data.ofInterest.length, restrictions };
    }
    ranges = withoutLimit(ranges, worst.column, worst.side);
  }
}

function withoutLimit(ranges: readonly Range[], column: number, side: 'lower' | 'upper'): Range[] {
  return ranges.flatMap((range): Range[] => {
    if (range.column !== column) return [range];
    const other = side === 'lower' ? range.upper : range.lower;
    if (other === undefined) return [];
    return [side === 'lower' ? { column, upper: other } : { column, lower: other }];
  });
}

function count({ ofInterest }: LabelledWorlds): number {
  return ofInterest.reduce((sum, label) => sum + label, 0);
}
