/** Everything that `run` concludes from its results. */
import type { Results } from '../experiment/results.ts';
import { type ChainRow, traceChain } from './chain.ts';
import { type BestRow, type ComparisonRow, comparePaths, rankPaths } from './comparison.ts';
import { type CostRow, defaultBaseline, weighCosts } from './cost.ts';
import { checkPriors, type PriorPredictiveRow } from './prior-predictive.ts';
import { type SummaryRow, summarize } from './summary.ts';
import { type Survival, summarizeSurvival } from './survival.ts';
import { summarizeTimeline, type TimelineRow } from './timeline.ts';

export interface RunAnalysis {
  readonly summary: readonly SummaryRow[];
  readonly comparison: readonly ComparisonRow[];
  readonly best: readonly BestRow[];
  readonly chain: readonly ChainRow[];
  readonly cost: readonly CostRow[];
  readonly timeline: readonly TimelineRow[];
  readonly survival: Survival;
  readonly priorPredictive: readonly PriorPredictiveRow[];
}

/**
 * Analyses the results of a run.
 * @param baseline position of the path beside which costs are judged; by default see `defaultBaseline`
 */
export function analyzeRun(results: Results, baseline = defaultBaseline(results)): RunAnalysis {
  return {
    summary: summarize(results),
    comparison: comparePaths(results),
    best: rankPaths(results),
    chain: traceChain(results),
    cost: weighCosts(results, baseline),
    timeline: summarizeTimeline(results),
    survival: summarizeSurvival(results),
    priorPredictive: checkPriors(results),
  };
}
