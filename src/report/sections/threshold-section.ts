/** The section of a search for thresholds. */
import { thresholdChart } from '../charts/threshold-curve.ts';
import { type CsvRow, numberOf, textOf } from '../folder/read-csv.ts';
import type { Inline, Section } from '../page/document.ts';
import { chartBlocks, memberOf, pathTitle, type ReportContext } from './context.ts';

/** Where two paths change places. */
export async function thresholdSection(context: ReportContext): Promise<Section | undefined> {
  const { folder, speech } = context;
  const { say } = speech;
  if (!folder.has('curve.csv') || !folder.has('threshold.csv')) return undefined;
  const [curve, crossings] = [await folder.rows('curve.csv'), await folder.rows('threshold.csv')];
  const keyOf = (row: CsvRow) => `${row.metric} ${row.path_a} ${row.path_b} ${row.level}`;
  const subjects = [...new Map(curve.map((row) => [keyOf(row), row])).entries()];
  const range = memberOf(memberOf(folder.manifest, 'threshold'), 'range');
  const charts = subjects.map(([key, row], index) => {
    const [a, b] = [pathTitle(context.story, textOf(row, 'path_a')), pathTitle(context.story, textOf(row, 'path_b'))];
    const metric = textOf(row, 'metric');
    const isDifference = row.path_b !== '';
    return thresholdChart(
      {
        id: `threshold-${index + 1}`,
        parameter: textOf(row, 'parameter'),
        output: isDifference
          ? say('threshold.difference', { metric, a, b })
          : say('threshold.output', { metric, path: a }),
        level: isDifference ? 0 : numberOf(row, 'level'),
        isLogarithmic: memberOf(range, 'scale') === 'log',
        curve: curve
          .filter((point) => keyOf(point) === key)
          .map((point) => ({
            value: numberOf(point, 'value'),
            mean: numberOf(point, 'mean'),
            low: numberOf(point, 'low'),
            high: numberOf(point, 'high'),
          }))
          .filter(({ mean }) => Number.isFinite(mean)),
        crossings: crossings
          .filter((crossing) => keyOf(crossing) === key)
          .map((crossing) => ({
            value: numberOf(crossing, 'value'),
            low: numberOf(crossing, 'low'),
            high: numberOf(crossing, 'high'),
            betterBelow: crossing.better_below ? pathTitle(context.story, textOf(crossing, 'better_below')) : undefined,
            betterAbove: crossing.better_above ? pathTitle(context.story, textOf(crossing, 'better_above')) : undefined,
          })),
      },
      speech,
    );
  });
  const said = charts.flatMap((chart): Inline[][] => (chart === undefined ? [] : [[chart.alternative]]));
  return {
    id: 'threshold',
    title: say('section.threshold'),
    blocks: [
      { kind: 'paragraph', text: [say('section.threshold.text')] },
      { kind: 'list', items: said },
      ...chartBlocks(...charts),
    ],
  };
}
