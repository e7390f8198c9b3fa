/** The objectives of the paths while one quantity is varied, with 95 % intervals. */
import { meanInterval } from '../../analysis/statistics.ts';
import type { Story } from '../folder/story.ts';
import { leadOfCell, type SweepData } from '../folder/sweep-data.ts';
import type { Speech } from '../language/language.ts';
import { type Chart, framed, shorten } from './chart.ts';
import { pathEncodings, pathLegend } from './path-marks.ts';

export function sweepLinesChart(story: Story, sweep: SweepData, speech: Speech): Chart | undefined {
  const [quantity] = sweep.quantities;
  if (quantity === undefined || (sweep.quantities.length > 1 && !sweep.zip) || quantity.values.length < 2)
    return undefined;
  const { numbers, say } = speech;
  const rows = sweep.cells.flatMap(({ values, summary }) =>
    summary.flatMap((row) => {
      if (row.n === 0) return [];
      const { low, high } = meanInterval({ ...row, sd: row.se * Math.sqrt(row.n) });
      const known = Number.isFinite(low);
      return [
        {
          preference: row.metric,
          value: values[0],
          path: row.path,
          mean: row.mean,
          low: known ? low : row.mean,
          high: known ? high : row.mean,
        },
      ];
    }),
  );
  if (rows.length === 0) return undefined;
  const names = story.paths.map(({ name }) => name);
  const title = (name: string) => story.paths.find((path) => path.name === name)?.title ?? name;
  const [first] = story.preferences;
  const parts = sweep.cells.flatMap((cell) => {
    const lead = leadOfCell(cell, names, first);
    if (lead === undefined) return [];
    return [
      say(lead.isClear ? 'sweep.cell.clear' : 'sweep.cell.open', {
        quantity: quantity.name,
        value: numbers.exact(Number(cell.values[0].toPrecision(6))),
        path: title(lead.path),
        next: title(lead.next),
        margin: numbers.withInterval(lead.margin.mean, lead.margin),
      }),
    ];
  });
  const axisTitle =
    quantity.label === quantity.name ? quantity.name : `${speech.label(quantity.label)} (${quantity.name})`;
  return {
    id: 'sweep',
    title: say('sweep.lines.title', { quantity: axisTitle }),
    caption: say('sweep.lines.caption'),
    alternative: `${say('sweep.lines.alternative', { preference: first.name })} ${parts.join(' ')}`,
    columns: [
      { name: 'preference', label: say('column.preference') },
      { name: 'value', label: quantity.name },
      { name: 'path', label: say('column.path') },
      { name: 'mean', label: say('column.mean') },
      { name: 'low', label: say('column.low') },
      { name: 'high', label: say('column.high') },
    ],
    rows,
    specification: (width) => {
      const isWide = width === 'wide';
      const { color, shape } = pathEncodings(story.paths);
      const legend = pathLegend(story.paths, isWide);
      const dodge = dodgeOf(quantity.values, names);
      return framed(speech.language, {
        data: {
          values: rows.map((row) => ({
            ...row,
            panel: shorten(row.preference, 40),
            shifted: row.value + (dodge.get(row.path) ?? 0),
          })),
        },
        facet: {
          field: 'panel',
          type: 'nominal',
          sort: story.preferences.map(({ name }) => shorten(name, 40)),
          header: { title: null, labelAnchor: 'start', labelPadding: 4 },
        },
        columns: isWide ? 2 : 1,
        spacing: { row: 20, column: 26 },
        resolve: { scale: { y: 'independent' } },
        spec: {
          width: isWide ? 295 : 280,
          height: 190,
          layer: [
            {
              mark: { type: 'rule', strokeWidth: 1.6, opacity: 0.5 },
              encoding: { y: { field: 'low', type: 'quantitative', scale: { zero: false } }, y2: { field: 'high' } },
            },
            {
              mark: { type: 'line', strokeWidth: 2 },
              encoding: { y: { field: 'mean', type: 'quantitative', axis: { title: null, tickCount: 5 } } },
            },
            {
              mark: { type: 'point', filled: true, size: 60, opacity: 1 },
              encoding: { y: { field: 'mean', type: 'quantitative' }, shape: { ...shape, legend } },
            },
          ],
          encoding: {
            color: { ...color, legend },
            x: {
              field: 'shifted',
              type: 'quantitative',
              scale: { zero: false, nice: false, padding: 8 },
              axis: { title: shorten(axisTitle, 50), tickCount: 5, grid: false },
            },
          },
        },
      });
    },
  };
}

/** How far each path stands beside the value, so that the intervals do not cover each other. */
function dodgeOf(values: readonly number[], paths: readonly string[]): ReadonlyMap<string, number> {
  const step = 0.012 * (Math.max(...values) - Math.min(...values));
  return new Map(paths.map((path, index) => [path, (index - (paths.length - 1) / 2) * step]));
}
