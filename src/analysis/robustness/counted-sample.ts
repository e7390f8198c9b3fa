/** A sample in ascending order in which every value has a count: the sample itself (all 1) or a bootstrap resample. */

export interface CountedSample {
  /** Ascending. */
  readonly values: Float64Array;
  /** How often each value counts. */
  readonly counts: Uint32Array;
  /** Sum of the counts. */
  readonly total: number;
}

/** Sorted values that know from which draw each came, so that resamples need not be sorted again. */
export interface OrderedDraws {
  readonly sample: CountedSample;
  /** Takes the counts of a resample, by draw, into `sample`. */
  recount(countOfDraw: Uint32Array): void;
}

/** Orders the values of the draws; at first each counts once. */
export function orderDraws(values: Float64Array): OrderedDraws {
  const order = Uint32Array.from(values, (_, draw) => draw).sort((a, b) => values[a] - values[b] || a - b);
  const counts = new Uint32Array(values.length).fill(1);
  return {
    sample: { values: Float64Array.from(order, (draw) => values[draw]), counts, total: values.length },
    recount(countOfDraw) {
      for (let i = 0; i < order.length; i++) counts[i] = countOfDraw[order[i]];
    },
  };
}

/** Type-7 quantile, as in statistics.ts, of the values repeated by their counts. */
export function countedQuantile({ values, counts, total }: CountedSample, p: number): number {
  const position = (total - 1) * p;
  const below = Math.floor(position);
  let i = 0;
  let seen = counts[0];
  while (seen <= below) seen += counts[++i];
  const low = values[i];
  if (position === below) return low;
  while (seen <= below + 1) seen += counts[++i];
  return low + (position - below) * (values[i] - low);
}

/** Arithmetic mean. */
export function countedMean({ values, counts, total }: CountedSample): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += counts[i] * values[i];
  return sum / total;
}
