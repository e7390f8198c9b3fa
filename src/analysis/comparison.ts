/** The paths against each other, world by world: all see the same worlds, so that differences are paired. */
import type { ResultColumn, Results } from '../experiment/results.ts';
import { type Interval, meanInterval, moments, quantile, wilsonInterval, withoutMissing } from './statistics.ts';

/** A share of worlds with Wilson's 95 % interval. */
export interface Share extends Interval {
  readonly share: number;
}

/** Paired difference of one column between two paths, pathA − pathB. */
export interface ComparisonRow {
  readonly pathA: string;
  readonly pathB: string;
  readonly metric: string;
  readonly kind: ResultColumn['kind'];
  /** Worlds in which both values are defined. */
  readonly n: number;
  readonly mean: number;
  readonly se: number;
  /** 95 % interval of the mean difference (Student); conservative, as a rule, under a stratified design. */
  readonly low: number;
  readonly high: number;
  /** Range of the difference over worlds. */
  readonly q05: number;
  readonly q95: number;
  /** Worlds in which each path is better; only a preference says what better means. */
  readonly better: { readonly a: Share; readonly b: Share; readonly ties: number } | undefined;
}

/** How often one path is the best of all under one preference. */
export interface BestRow extends Share {
  readonly preference: string;
  readonly path: string;
  /** Worlds in which it alone is the best. */
  readonly worlds: number;
  /** Worlds in which all paths have a value. */
  readonly n: number;
  /** Worlds in which several paths share the first place. */
  readonly tiedWorlds: number;
}

/** Two values that differ by no more than rounding are a tie. */
const TIE = 1e-9;

/** Whether two values of a preference differ by no more than rounding. */
export function isTie(a: number, b: number): boolean {
  return Math.abs(a - b) <= TIE * Math.max(1, Math.abs(a), Math.abs(b));
}

/** Every pair of paths and every column, or those that are wanted. */
export function comparePaths(
  results: Results,
  isWanted: (column: ResultColumn) => boolean = () => true,
): ComparisonRow[] {
  const { paths } = results.plan;
  const rows: ComparisonRow[] = [];
  for (let a = 0; a < paths.length; a++) {
    for (let b = a + 1; b < paths.length; b++) {
      results.columns.forEach((column, index) => {
        if (!isWanted(column)) return;
        const valuesA = results.column(a, index);
        const valuesB = results.column(b, index);
        rows.push({
          pathA: paths[a].name,
          pathB: paths[b].name,
          metric: column.name,
          kind: column.kind,
          ...compareValues(valuesA, valuesB),
          better:
            column.kind === 'preference' ? countBetter(valuesA, valuesB, direction(results, column.name)) : undefined,
        });
      });
    }
  }
  return rows;
}

/** For each preference the share of worlds in which each path is the best. */
export function rankPaths(results: Results): BestRow[] {
  const { paths, preferences } = results.plan;
  const firstPreference = results.columns.length - preferences.length;
  return preferences.flatMap((preference, index) => {
    const sign = preference.direction === 'minimize' ? 1 : -1;
    const values = paths.map((_, path) => results.column(path, firstPreference + index));
    const worlds = new Array<number>(paths.length).fill(0);
    let n = 0;
    let tiedWorlds = 0;
    for (let draw = 0; draw < results.plan.draws; draw++) {
      const losses = values.map((column) => sign * column[draw]);
      if (losses.some(Number.isNaN)) continue;
      n++;
      const best = Math.min(...losses);
      const winners = losses.flatMap((loss, path) => (isTie(loss, best) ? [path] : []));
      if (winners.length === 1) worlds[winners[0]]++;
      else tiedWorlds++;
    }
    return paths.map((path, p) => ({
      preference: preference.name,
      path: path.name,
      worlds: worlds[p],
      n,
      tiedWorlds,
      ...share(worlds[p], n),
    }));
  });
}

function compareValues(a: Float64Array, b: Float64Array) {
  const differences = withoutMissing(a.map((value, i) => value - b[i]));
  const { n, mean, se, sd } = moments(differences);
  const { low, high } = meanInterval({ n, mean, se, sd });
  differences.sort();
  return { n, mean, se, low, high, q05: quantile(differences, 0.05), q95: quantile(differences, 0.95) };
}

function countBetter(a: Float64Array, b: Float64Array, sign: number) {
  let n = 0;
  let betterA = 0;
  let betterB = 0;
  for (let i = 0; i < a.length; i++) {
    if (Number.isNaN(a[i]) || Number.isNaN(b[i])) continue;
    n++;
    if (isTie(a[i], b[i])) continue;
    if (sign * (a[i] - b[i]) < 0) betterA++;
    else betterB++;
  }
  return { a: share(betterA, n), b: share(betterB, n), ties: n - betterA - betterB };
}

function share(k: number, n: number): Share {
  return { share: n > 0 ? k / n : Number.NaN, ...wilsonInterval(k, n) };
}

/** 1 where smaller is better, −1 where larger is. */
function direction(results: Results, preference: string): 1 | -1 {
  return results.plan.preferences.find(({ name }) => name === preference)?.direction === 'maximize' ? -1 : 1;
}
