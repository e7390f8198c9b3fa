/** What `run --json` prints: the comparison as one document, for programs. Undefined values are null. */
import type { PrecisionOutcome } from '../analysis/precision.ts';
import type { RunAnalysis } from '../analysis/run-analysis.ts';
import type { Results } from '../experiment/results.ts';

/**
 * The document as plain data; `JSON.stringify` writes its NaNs as null.
 * @param precision where one was asked for
 */
export function describeComparison(
  { plan }: Results,
  analysis: RunAnalysis,
  sentences: readonly string[],
  folder: string,
  warnings: readonly string[],
  precision?: PrecisionOutcome,
): object {
  const { summary, comparison, best, chain, cost, priorPredictive } = analysis;
  const asked = precision ? { precision } : {};
  return { folder, warnings, plan, ...asked, summary, comparison, best, chain, cost, priorPredictive, sentences };
}
