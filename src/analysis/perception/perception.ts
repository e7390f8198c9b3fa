/** What rests on misjudgement, path by path: of a quantity in the same worlds under every set of misjudgements. */
import type { Direction } from '../payoffs.ts';
import { orderPaths, type SolutionOrder } from '../solutions/solution-order.ts';
import { fiellerInterval, type Interval, moments } from '../statistics.ts';
import { describeEffect, type Effect, estimateMean, type MeanEstimate } from './effect.ts';
import { splitMisjudgement } from './misjudgement.ts';

/** A quantity by set of misjudgements, path and draw. Bit s of a set is source s: in set 0 the truth is known. */
export type ValuesBySet = readonly (readonly Float64Array[])[];

/** A part of the mean of a quantity, as a share of it: the ratio of the means with its 95 % interval (Fieller). */
interface PartOfMean extends Interval {
  readonly value: number;
}

/** What one misjudgement does on a path. */
interface SourcePart {
  /** Its part, when the effect of all is shared out (Shapley). */
  readonly shapley: Effect;
  readonly shareOfTotal: PartOfMean;
  /** Alone, added to the truth. */
  readonly alone: Effect;
  /** The first to be put right, all others staying. */
  readonly last: Effect;
  /** Its Shapley part in the worlds in which the thing is underrated, and in those in which it is overrated. */
  readonly under: Effect;
  readonly over: Effect;
}

export interface PathSplit {
  /** The quantity as the world is seen, and if it were seen as it is. */
  readonly total: MeanEstimate;
  readonly known: MeanEstimate;
  readonly knownShare: PartOfMean;
  /** What goes when all misjudgements are put right: total − known. */
  readonly misjudged: Effect;
  readonly misjudgedShare: PartOfMean;
  readonly sources: readonly SourcePart[];
  /** What the misjudgements do together beyond the sum of what each does alone. */
  readonly interaction: Effect;
}

export interface Split {
  /** Draws in which the quantity has a value on every path under every set, and those left out. */
  readonly draws: number;
  readonly leftOut: number;
  readonly paths: readonly PathSplit[];
}

/**
 * Splits a quantity on every path into what remains when the truth is known and what rests on misjudgement.
 * @param misjudgements how far each source is misjudged, by source, path and draw; above 0 it is overrated
 */
export function splitByPath(values: ValuesBySet, misjudgements: readonly (readonly Float64Array[])[]): Split {
  const draws = commonDraws(values);
  const all = values[0][0].length;
  const kept = (column: Float64Array) => Float64Array.from(draws, (draw) => column[draw]);
  const paths = values[0].map((_, path): PathSplit => {
    const sets = values.map((ofPath) => kept(ofPath[path]));
    const [known, total] = [sets[0], sets[sets.length - 1]];
    const split = splitMisjudgement(sets, misjudgements.length);
    const describe = (effect: Float64Array) => describeEffect(effect, total);
    return {
      total: estimateMean(total),
      known: estimateMean(known),
      knownShare: partOfMean(known, total),
      misjudged: describe(split.all),
      misjudgedShare: partOfMean(split.all, total),
      sources: split.sources.map(({ shapley, alone, last }, source): SourcePart => {
        const error = kept(misjudgements[source][path]);
        const where = (sign: number) =>
          describeEffect(
            shapley.filter((_value, draw) => sign * error[draw] > 0),
            total.filter((_value, draw) => sign * error[draw] > 0),
          );
        return {
          shapley: describe(shapley),
          shareOfTotal: partOfMean(shapley, total),
          alone: describe(alone),
          last: describe(last),
          under: where(-1),
          over: where(1),
        };
      }),
      interaction: describe(split.interaction),
    };
  });
  return { draws: draws.length, leftOut: all - draws.length, paths };
}

/** What it changes of a quantity on a path when misjudgements are put right. */
export interface Correction {
  readonly asIs: MeanEstimate;
  readonly corrected: MeanEstimate;
  /** corrected − as it is. */
  readonly change: Effect;
}

export interface Corrections {
  readonly draws: number;
  readonly leftOut: number;
  /** For each path: all put right, then each source alone, the others staying. */
  readonly paths: readonly { readonly all: Correction; readonly sources: readonly Correction[] }[];
}

/** What it changes of a quantity on every path when all misjudgements are put right, or only one of them. */
export function correctByPath(values: ValuesBySet, sources: number): Corrections {
  const draws = commonDraws(values);
  const paths = values[0].map((_, path) => {
    const kept = (set: number) => Float64Array.from(draws, (draw) => values[set][path][draw]);
    const full = values.length - 1;
    const asIs = kept(full);
    const correct = (set: number): Correction => {
      const corrected = kept(set);
      const change = corrected.map((value, draw) => value - asIs[draw]);
      return { asIs: estimateMean(asIs), corrected: estimateMean(corrected), change: describeEffect(change, asIs) };
    };
    return { all: correct(0), sources: Array.from({ length: sources }, (_, s) => correct(full ^ (1 << s))) };
  });
  return { draws: draws.length, leftOut: values[0][0].length - draws.length, paths };
}

/** The paths in the order of their means, as it is and if all misjudgements are put right, with their paired differences. */
export interface Orders {
  readonly asIs: SolutionOrder;
  readonly known: SolutionOrder;
}

/** @param paths names, in the order of the values */
export function orderBoth(values: ValuesBySet, paths: readonly string[], direction: Direction): Orders {
  const draws = commonDraws(values);
  const order = (set: number) =>
    orderPaths({
      paths,
      direction,
      values: values[set].map((column) => Float64Array.from(draws, (draw) => column[draw])),
    });
  return { asIs: order(values.length - 1), known: order(0) };
}

/** Ids of the draws in which there is a value everywhere. */
function commonDraws(values: ValuesBySet): number[] {
  return Array.from(values[0][0].keys()).filter((draw) =>
    values.every((paths) => paths.every((column) => Number.isFinite(column[draw]))),
  );
}

function partOfMean(part: Float64Array, total: Float64Array): PartOfMean {
  const whole = moments(total).mean;
  const value = whole !== 0 ? moments(part).mean / whole : Number.NaN;
  return { value, ...fiellerInterval(part, total) };
}
