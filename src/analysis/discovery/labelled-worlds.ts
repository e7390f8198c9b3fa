/** Worlds of which some are of interest, and boxes around them: what every method of scenario discovery works on. */

export interface LabelledWorlds {
  /** Name of each parameter, in the order of the columns. */
  readonly parameters: readonly string[];
  /** Values of each parameter, one a world. */
  readonly columns: readonly Float64Array[];
  /** 1 for a world of interest (the plan fails in it, say), 0 for any other. */
  readonly ofInterest: Uint8Array;
}

/** A closed range of one parameter; a side that is left out is open. */
export interface Range {
  /** Index of the parameter. */
  readonly column: number;
  readonly lower?: number;
  readonly upper?: number;
}

/** How many worlds lie in a box, and how many of those are of interest. */
export interface BoxCounts {
  readonly n: number;
  readonly k: number;
}

/**
 * Checks worlds before a method works on them and counts those of interest.
 * @param method its name, the subject of the errors
 * @param leastWorlds how many worlds the method needs
 * @throws Error when there is no parameter, a column is of another length or holds a value that is not finite, a label
 *   is neither 0 nor 1, there are too few worlds, or none or all of them are of interest: says how many there are
 */
export function countOfInterest(data: LabelledWorlds, method: string, leastWorlds: number): number {
  const { parameters, columns, ofInterest } = data;
  const worlds = ofInterest.length;
  if (columns.length === 0) throw new Error(`${method}: 0 parameters are given, at least 1 is needed`);
  if (parameters.length !== columns.length) {
    throw new Error(`${method}: ${parameters.length} parameter names are given for ${columns.length} columns`);
  }
  if (worlds < leastWorlds)
    throw new Error(`${method}: ${worlds} worlds are too few, at least ${leastWorlds} are needed`);
  columns.forEach((column, index) => {
    const name = parameters[index];
    if (column.length !== worlds) {
      throw new Error(`${method}: parameter ${name} has ${column.length} values, ${worlds} are needed, one a world`);
    }
    const bad = column.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) {
      throw new Error(`${method}: parameter ${name} is ${column[bad]} in world ${bad}, a finite number is needed`);
    }
  });
  let count = 0;
  for (let world = 0; world < worlds; world++) {
    const label = ofInterest[world];
    if (label > 1) throw new Error(`${method}: the label of world ${world} is ${label}, must be 0 or 1`);
    count += label;
  }
  if (count === 0 || count === worlds) {
    const what = count === 0 ? `0 of ${worlds} worlds are` : `all ${worlds} worlds are`;
    throw new Error(`${method}: ${what} of interest, some must be and some not; choose another condition`);
  }
  return count;
}

/** Counts the worlds in a box. */
export function countInBox(data: LabelledWorlds, ranges: readonly Range[]): BoxCounts {
  let n = 0;
  let k = 0;
  for (let world = 0; world < data.ofInterest.length; world++) {
    if (!inBox(data, ranges, world)) continue;
    n++;
    k += data.ofInterest[world];
  }
  return { n, k };
}

/** Whether a world lies in a box, its limits included. */
export function inBox(data: LabelledWorlds, ranges: readonly Range[], world: number): boolean {
  for (const { column, lower, upper } of ranges) {
    const value = data.columns[column][world];
    if ((lower !== undefined && value < lower) || (upper !== undefined && value > upper)) return false;
  }
  return true;
}

/** The worlds of these indices, in this order; an index given twice gives the world twice. */
export function takeWorlds(data: LabelledWorlds, indices: Uint32Array): LabelledWorlds {
  const take = <T extends Float64Array | Uint8Array>(from: T, to: T): T => {
    for (let i = 0; i < indices.length; i++) to[i] = from[indices[i]];
    return to;
  };
  return {
    parameters: data.parameters,
    columns: data.columns.map((column) => take(column, new Float64Array(indices.length))),
    ofInterest: take(data.ofInterest, new Uint8Array(indices.length)),
  };
}
