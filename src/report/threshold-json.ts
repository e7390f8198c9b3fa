/** What `threshold --json` prints: what was found as one document, for programs. Undefined values are null. */
import type { SubjectAnalysis } from '../analysis/threshold/subject-analysis.ts';
import type { ThresholdPlan } from '../experiment/threshold-plan.ts';
import { betterPath } from './threshold-tables.ts';
import { sayLimits, sayThresholds } from './threshold-words.ts';

/** The document as plain data. The numbers of the curve are those of curve.csv, less the level where one is looked for. */
export function describeThresholds(
  threshold: ThresholdPlan,
  found: readonly SubjectAnalysis[],
  folder: string,
  warnings: readonly string[],
): object {
  const { run, axis, range, metric, points, planHash } = threshold;
  return {
    folder,
    warnings,
    plan: { ...run, planHash },
    parameter: { name: axis.name, path: axis.path ?? null, unit: axis.unit, ...range },
    metric: { name: metric.name, direction: metric.direction ?? null },
    points,
    found: found.map((one) => {
      const { subject, analysis } = one;
      const { thresholds, nearMisses, sign, sameSign, isCutOff, curve } = analysis;
      return {
        ...subject,
        thresholds: thresholds.map(({ positions: _, ...each }) => ({
          ...each,
          betterBelow: betterPath(threshold, subject, each.rises ? -1 : 1) ?? null,
          betterAbove: betterPath(threshold, subject, each.rises ? 1 : -1) ?? null,
        })),
        nearMisses,
        throughout:
          thresholds.length > 0 ? null : { sign, sameSign, better: betterPath(threshold, subject, sign) ?? null },
        draws: curve.draws.length,
        missing: curve.missing,
        isCutOff,
        curve: one.points,
        sentences: sayThresholds(threshold, one),
      };
    }),
    limits: sayLimits(threshold),
  };
}
