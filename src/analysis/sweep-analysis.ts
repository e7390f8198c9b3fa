/** What is kept of a cell of a sweep: summaries, and the paths against each other under every preference. */
import type { PlannedPreference } from '../experiment/plan.ts';
import type { Results } from '../experiment/results.ts';
import type { Cell } from '../experiment/sweep-plan.ts';
import { type ComparisonRow, comparePaths, type Share } from './comparison.ts';
import type { Interval } from './statistics.ts';
import { type SummaryRow, summarize } from './summary.ts';

export interface CellAnalysis {
  readonly cell: Cell;
  readonly summary: readonly SummaryRow[];
  /** Of the preferences only. */
  readonly comparison: readonly ComparisonRow[];
}

/** The path with the best mean objective in a cell, and how surely it comes before the next. */
export interface Lead {
  readonly path: string;
  readonly next: string;
  /** How much better its mean objective is, never negative, and the 95 % interval of the paired difference. */
  readonly margin: Interval & { readonly mean: number };
  /** Share of worlds in which the path does better than the next. */
  readonly better: Share;
  /**
   * - `open`: the interval of the mean difference includes 0.
   * - `mean`: it does not, but the path does better in fewer than three quarters of the worlds.
   * - `worlds`: it does not, and the path does better in three quarters of the worlds or more.
   */
  readonly certainty: 'open' | 'mean' | 'worlds';
}

const MOST_WORLDS = 0.75;

/** Analyses the results of a cell, which are needed no more. */
export function analyzeCell(cell: Cell, results: Results): CellAnalysis {
  const comparison = comparePaths(results, (column) => column.kind === 'preference');
  return { cell, summary: summarize(results), comparison };
}

/**
 * Which path leads under a preference.
 * @returns undefined for a single path, and where the objective has no value on some path
 */
export function leadOf({ summary, comparison }: CellAnalysis, preference: PlannedPreference): Lead | undefined {
  const sign = preference.direction === 'minimize' ? 1 : -1;
  const rows = summary.filter(({ kind, metric }) => kind === 'preference' && metric === preference.name);
  if (rows.length < 2 || rows.some(({ n }) => n === 0)) return undefined;
  const [{ path }, { path: next }] = rows.sort((a, b) => sign * (a.mean - b.mean));
  const pair = comparison.find(
    ({ metric, pathA, pathB }) =>
      metric === preference.name && [pathA, pathB].includes(path) && [pathA, pathB].includes(next),
  );
  if (!pair?.better) return undefined;
  const isA = pair.pathA === path;
  const { mean, low, high } = pair;
  const turned = isA === (sign === 1);
  const margin = turned ? { mean: 0 - mean, low: 0 - high, high: 0 - low } : { mean, low, high };
  const better = isA ? pair.better.a : pair.better.b;
  const certainty = !(margin.low > 0) ? 'open' : better.share < MOST_WORLDS ? 'mean' : 'worlds';
  return { path, next, margin, better, certainty };
}
