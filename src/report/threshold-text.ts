/** What `threshold` prints: the curve as a picture, and what was found in words. */
import type { SubjectAnalysis } from '../analysis/threshold/subject-analysis.ts';
import type { ThresholdPlan } from '../experiment/threshold-plan.ts';
import { drawCurve, PICTURE_LEGEND } from './curve-picture.ts';
import { shortValue } from './number-text.ts';
import type { TextOptions } from './run-text.ts';
import { wrapText } from './terminal-table.ts';
import { nameSubject, sayLimits, sayThresholds } from './threshold-words.ts';

const ORIGINS = {
  given: undefined,
  distribution: 'the 1 % and 99 % quantiles of its distribution',
  allowed: 'what it may be',
} as const;

/**
 * What was looked at: scenario, quantity and its range, worlds, and how long it took.
 * @param values of the quantity that were evaluated
 */
export function renderThresholdHeader(
  plan: ThresholdPlan,
  values: number,
  seconds: number,
  { width, style }: TextOptions,
): string {
  const { run, axis, range } = plan;
  const { title, asOf, paths, draws, design, seed } = run;
  const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;
  const notes = [axis.unit === '' ? undefined : `unit: ${axis.unit}`, ORIGINS[range.origin]].filter(Boolean).join('; ');
  const where =
    axis.path !== undefined
      ? 'in that path only'
      : axis.overrides.length > 0
        ? `in every path, also in ${axis.overrides.join(', ')}, which ${axis.overrides.length > 1 ? 'set' : 'sets'} it otherwise`
        : 'in every path';
  const lines = [
    `${count(values, 'value')} × ${count(paths.length, 'path')} × ${count(draws, 'draw')} (design ${design}, seed ${seed}): ` +
      `${values * run.evaluations} evaluations in ${seconds.toFixed(1)} s.`,
    `Moved: ${axis.name}, ${where}, from ${shortValue(range.low)} to ${shortValue(range.high)}${notes === '' ? '' : ` (${notes})`}.`,
  ];
  return [
    style.bold(wrapText(asOf ? `${title} (as of ${asOf})` : title, width)),
    ...lines.map((line) => style.dim(wrapText(line, width))),
  ].join('\n');
}

/** A picture and its sentences for each subject, and what the intervals cover. */
export function renderThresholds(plan: ThresholdPlan, found: readonly SubjectAnalysis[], options: TextOptions): string {
  const { width, style } = options;
  return [
    style.dim(wrapText(sayMetric(plan), width)),
    ...found.map((one) => renderSubject(plan, one, options)),
    wrapText(sayLimits(plan), width),
  ].join('\n\n');
}

function sayMetric({ run, metric }: ThresholdPlan): string {
  const preference = metric.direction && run.preferences.find(({ name }) => name === metric.name);
  if (preference) {
    const meaning = `${preference.direction} ${preference.text.replace(/\s+/g, ' ')}`;
    const isDefault = preference === run.preferences[0] ? ", the scenario's default" : '';
    return `Better means under the preference ${metric.name}${isDefault}: ${meaning}`;
  }
  const own = run.metrics.find(({ name }) => name === metric.name);
  return own ? `${metric.name}: ${own.text.replace(/\s+/g, ' ')}` : `${metric.name}: ${metric.label}`;
}

function renderSubject(plan: ThresholdPlan, found: SubjectAnalysis, { width, style }: TextOptions): string {
  const { metric, axis, range } = plan;
  const { subject, analysis, points } = found;
  const level = subject.kind === 'level' ? subject.level : 0;
  const { positions, values } = analysis.curve;
  const positionOf = new Map(values.map((value, index) => [value, positions[index]]));
  const picture = drawCurve(
    {
      points: points.map(({ value, mean, low, high }) => ({
        position: positionOf.get(value) ?? 0,
        mean: mean + level,
        low: low + level,
        high: high + level,
      })),
      line: level,
      crossings: analysis.thresholds.map(({ positions: place }) => place),
      ends: [range.low, range.high],
    },
    width,
  );
  const what = subject.kind === 'level' ? `Mean ${metric.name}` : `Mean difference of ${metric.name}`;
  const log = range.scale === 'log' ? ', by factors' : '';
  return [
    style.bold(wrapText(`${what}, ${nameSubject(subject)}, by ${axis.name}`, width)),
    style.dim(wrapText(`${PICTURE_LEGEND}. Across: ${axis.name}${log}.`, width)),
    picture,
    '',
    ...sayThresholds(plan, found).map((sentence) => wrapText(sentence, width)),
  ].join('\n');
}
