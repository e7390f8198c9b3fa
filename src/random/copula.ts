import erfcinv from '@stdlib/math-base-special-erfcinv';
import sin from '@stdlib/math-base-special-sin';
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';

/** Two keys and the Spearman rank correlation of their uniforms. */
export type RankCorrelation = readonly [first: string, second: string, rank: number];

export interface Copula {
  /** Correlates the uniforms of one draw, in the order of the keys, in place. Each stays uniform. */
  apply(uniforms: Float64Array): void;
  /**
   * How the normal score of a key, once correlated, is made of the independent ones of all keys: a weight for each, 0 for
   * those after it. Their squares sum to 1; without correlations its own is all there is.
   */
  loadings(key: number): Float64Array;
}

/** Keys that hang together, as rows of the lower Cholesky factor of their normal correlation matrix. */
interface Component {
  readonly indices: readonly number[];
  readonly factor: readonly Float64Array[];
}

/**
 * Creates a Gaussian copula: uniforms become normal, are correlated by the Cholesky factor, and become uniform again.
 * The normal correlation that gives a rank correlation ρ is 2·sin(πρ/6) (Pearson 1907). A key without correlations
 * keeps its uniforms bit for bit, and so does the first key, in the order of the keys, of those that hang together.
 * @throws Error on a key that does not exist, a key correlated with itself, a pair given twice, a rank correlation
 *   outside (−1, 1), or correlations that contradict each other (matrix not positive definite): names the keys
 */
export function createCopula(keys: readonly string[], correlations: readonly RankCorrelation[]): Copula {
  const index = new Map(keys.map((key, i) => [key, i]));
  const normal = new Map<string, number>();
  const neighbours = new Map<number, number[]>();
  for (const [first, second, rank] of correlations) {
    const pair = `correlation of ${first} and ${second}`;
    const [i, j] = [first, second].map((key) => index.get(key));
    if (i === undefined || j === undefined) {
      throw new Error(`${pair}: ${i === undefined ? first : second} has no uniform of its own to correlate`);
    }
    if (i === j) throw new Error(`${pair}: two different quantities are needed`);
    if (!(Math.abs(rank) < 1)) throw new Error(`${pair} is ${rank}, must be above -1 and below 1`);
    if (normal.has(pairKey(i, j))) throw new Error(`${pair}: is given twice`);
    normal.set(pairKey(i, j), 2 * sin((Math.PI * rank) / 6));
    neighbours.set(i, [...(neighbours.get(i) ?? []), j]);
    neighbours.set(j, [...(neighbours.get(j) ?? []), i]);
  }
  const components = connected(neighbours).map((indices) => {
    const entry = (a: number, b: number): number =>
      a === b ? 1 : (normal.get(pairKey(indices[a]!, indices[b]!)) ?? 0);
    const factor = cholesky(indices.length, entry);
    if (factor === undefined) {
      const names = indices.map((i) => keys[i]).join(', ');
      throw new Error(
        `correlations of ${names}: contradict each other, no quantities can have them all (the matrix is not positive definite)`,
      );
    }
    return { indices, factor };
  });
  const largest = Math.max(0, ...components.map(({ indices }) => indices.length));
  const scores = new Float64Array(largest);
  return {
    apply(uniforms) {
      for (const component of components) correlate(component, uniforms, scores);
    },
    loadings(key) {
      const weights = new Float64Array(keys.length);
      const component = components.find(({ indices }) => indices.includes(key));
      if (component === undefined) weights[key] = 1;
      else
        component.factor[component.indices.indexOf(key)]!.forEach((weight, b) => {
          weights[component.indices[b]!] = weight;
        });
      return weights;
    },
  };
}

function correlate({ indices, factor }: Component, uniforms: Float64Array, scores: Float64Array): void {
  for (let a = 0; a < indices.length; a++) scores[a] = -Math.SQRT2 * erfcinv(2 * uniforms[indices[a]!]!);
  for (let a = 1; a < indices.length; a++) {
    const row = factor[a]!;
    let z = 0;
    for (let b = 0; b <= a; b++) z += row[b]! * scores[b]!;
    uniforms[indices[a]!] = Math.min(Math.max(normalCdf(z, 0, 1), Number.MIN_VALUE), 1 - Number.EPSILON / 2);
  }
}

function pairKey(i: number, j: number): string {
  return i < j ? `${i} ${j}` : `${j} ${i}`;
}

/** Groups of indices that hang together, each ascending. */
function connected(neighbours: ReadonlyMap<number, readonly number[]>): number[][] {
  const seen = new Set<number>();
  const groups: number[][] = [];
  for (const start of [...neighbours.keys()].sort((a, b) => a - b)) {
    if (seen.has(start)) continue;
    const group = [start];
    seen.add(start);
    for (const member of group) {
      for (const next of neighbours.get(member)!) {
        if (seen.has(next)) continue;
        seen.add(next);
        group.push(next);
      }
    }
    groups.push(group.sort((a, b) => a - b));
  }
  return groups;
}

/** Lower Cholesky factor by rows, or undefined if the matrix is not positive definite (pivot at most 1e-10). */
function cholesky(size: number, entry: (a: number, b: number) => number): Float64Array[] | undefined {
  const factor: Float64Array[] = [];
  for (let a = 0; a < size; a++) {
    const row = new Float64Array(size);
    for (let b = 0; b <= a; b++) {
      let rest = entry(a, b);
      const other = b === a ? row : factor[b]!;
      for (let c = 0; c < b; c++) rest -= row[c]! * other[c]!;
      if (b < a) row[b] = rest / other[b]!;
      else if (rest > 1e-10) row[b] = Math.sqrt(rest);
      else return undefined;
    }
    factor.push(row);
  }
  return factor;
}
