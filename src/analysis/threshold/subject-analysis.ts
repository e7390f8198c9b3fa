/** The thresholds of what a plan watches: of the difference between two paths, or of one path about a level. */
import type { ThresholdPlan, ThresholdSubject } from '../../experiment/threshold-plan.ts';
import { isTie } from '../comparison.ts';
import { type CurvePoint, describePoints } from './curve-points.ts';
import { SEARCH_DEFAULTS } from './search.ts';
import { findThresholds, type ThresholdAnalysis } from './threshold.ts';

export interface SubjectAnalysis {
  readonly subject: ThresholdSubject;
  readonly analysis: ThresholdAnalysis;
  /** Every value of the parameter at which it was evaluated: of the difference, or of how far the path is above the level. */
  readonly points: readonly CurvePoint[];
}

/** The watched metric at some values: for each value and each path of the plan the numbers of all draws. */
export type MetricAt = (values: readonly number[]) => Promise<readonly (readonly Float64Array[])[]>;

const RESAMPLES = 1000;

/**
 * Finds the thresholds of one subject.
 * @throws NoDrawsError if it is undefined in every draw at some value, and what `metricAt` throws
 */
export async function analyzeSubject(
  { run, range, points }: ThresholdPlan,
  subject: ThresholdSubject,
  metricAt: MetricAt,
): Promise<SubjectAnalysis> {
  const names = run.paths.map(({ name }) => name);
  const quantityOf = (columns: readonly Float64Array[]): Float64Array =>
    subject.kind === 'difference'
      ? pairedDifferences(columns[names.indexOf(subject.pathA)], columns[names.indexOf(subject.pathB)])
      : distancesTo(subject.level, columns[names.indexOf(subject.path)]);
  const analysis = await findThresholds(async (values) => (await metricAt(values)).map(quantityOf), {
    ...SEARCH_DEFAULTS,
    range,
    points,
    // A scan as fine as was asked for, and as many points again as usual.
    mostPoints: SEARCH_DEFAULTS.mostPoints + points,
    seed: run.seed,
    resamples: RESAMPLES,
  });
  return { subject, analysis, points: describePoints(analysis.curve) };
}

/** Paired differences a − b; those that are nothing but rounding are 0, as they count as ties. */
function pairedDifferences(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, draw) => (isTie(value, b[draw]) ? 0 : value - b[draw]));
}

/** How far values are above a level; 0 where they reach it but for rounding. */
function distancesTo(level: number, values: Float64Array): Float64Array {
  return values.map((value) => (isTie(value, level) ? 0 : value - level));
}
