/**
 * Boxes that a reader can use where there are many parameters: PRIM on those few that differ most between the worlds of
 * interest and the others, and without limits that may be due to chance. Of a hundred parameters some fit any few hundred
 * worlds, and PRIM takes them all.
 */
import betaCdf from '@stdlib/stats-base-dists-beta-cdf';
import { smirnovDistance } from '../sensitivity/kolmogorov-smirnov.ts';
import { inBox, type LabelledWorlds, takeWorlds } from './labelled-worlds.ts';
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
  let limits = box.restrictions.flatMap(({ column, lower, upper }): Limit[] => [
    ...(lower === undefined ? [] : [{ column, side: 'lower' as const, value: lower }]),
    ...(upper === undefined ? [] : [{ column, side: 'upper' as const, value: upper }]),
  ]);
  for (;;) {
    const { n, k, without } = countWithout(data, limits);
    const quasiP = without.map((wider) => (k === 0 ? 1 : betaCdf(wider.k / wider.n, k, n - k + 1)));
    const worst = quasiP.indexOf(Math.max(...quasiP));
    if (worst < 0 || !(quasiP[worst] > DUE_TO_CHANCE)) {
      const restrictions = restrictionsOf(limits, quasiP);
      return { n, k, coverage: k / count(data), density: k / n, mass: n / data.ofInterest.length, restrictions };
    }
    limits = limits.filter((_, index) => index !== worst);
  }
}

interface Limit {
  readonly column: number;
  readonly side: 'lower' | 'upper';
  readonly value: number;
}

/** What a box holds, and what it would hold without each of its limits, in one walk over the worlds. */
function countWithout({ columns, ofInterest }: LabelledWorlds, limits: readonly Limit[]) {
  const aloneN = new Uint32Array(limits.length);
  const aloneK = new Uint32Array(limits.length);
  let n = 0;
  let k = 0;
  for (let world = 0; world < ofInterest.length; world++) {
    let violated = 0;
    let last = 0;
    for (let index = 0; index < limits.length && violated < 2; index++) {
      const { column, side, value } = limits[index];
      if (side === 'lower' ? columns[column][world] >= value : columns[column][world] <= value) continue;
      violated++;
      last = index;
    }
    if (violated === 0) {
      n++;
      k += ofInterest[world];
    } else if (violated === 1) {
      aloneN[last]++;
      aloneK[last] += ofInterest[world];
    }
  }
  return { n, k, without: limits.map((_, index) => ({ n: n + aloneN[index], k: k + aloneK[index] })) };
}

/** The limits as ranges, one a parameter, in the order of the parameters. */
function restrictionsOf(limits: readonly Limit[], quasiP: readonly number[]): Restriction[] {
  const restrictions = new Map<number, Restriction>();
  limits.forEach(({ column, side, value }, index) => {
    const own =
      side === 'lower' ? { lower: value, lowerQuasiP: quasiP[index] } : { upper: value, upperQuasiP: quasiP[index] };
    restrictions.set(column, { ...(restrictions.get(column) ?? { column }), ...own });
  });
  return [...restrictions.values()];
}

function count({ ofInterest }: LabelledWorlds): number {
  return ofInterest.reduce((sum, label) => sum + label, 0);
}
