/** What `run --json` prints: the comparison as one document, for programs. Undefined values are null. */
import type { RunAnalysis } from '../analysis/run-analysis.ts';
import type { Results } from '../experiment/results.ts';

/** The document as plain data; `JSON.stringify` writes its NaNs as null. */
export function describeComparison(
  { plan }: Results,
  analysis: RunAnalysis,
  sentences: readonly string[],
  folder: string,
  warnings: readonly string[],
): object {
  const { summary, comparison, best, chain, cost, priorPredictive } = analysis;
  return { folder, warnings, plan, summary, comparison, best, chain, cost, priorPredictive, sentences };
}
