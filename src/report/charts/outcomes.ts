/** How each path ends: mean probability of every outcome, its 95 % interval, and the range of the worlds. */
import { meanInterval } from '../../analysis/statistics.ts';
import type { RunData } from '../folder/run-data.ts';
import type { Story } from '../folder/story.ts';
import type { Speech } from '../language/language.ts';
import { type Chart, type ChartWidth, framed } from './chart.ts';
import { pathEncodings, pathLabels } from './path-marks.ts';
import { GROUND } from './theme.ts';

/** Outcomes whose range stays below this on every path are drawn on a scale of their own. */
const RARE = 0.05;

export function outcomesChart(story: Story, data: RunData, speech: Speech, years: number): Chart {
  const { numbers, say } = speech;
  const rows = data.outcomes.flatMap((outcome) =>
    story.paths.flatMap((path) => {
      const row = data.summary.find((entry) => entry.metric === outcome && entry.path === path.name);
      if (row === undefined || row.n === 0) return [];
      const { low, high } = meanInterval({ ...row, sd: row.se * Math.sqrt(row.n) });
      return [
        {
          path: path.name,
          outcome: speech.label(data.columns.get(outcome)?.label ?? outcome),
          state: outcome,
          mean: row.mean,
          low: Number.isFinite(low) ? Math.max(0, low) : row.mean,
          high: Number.isFinite(high) ? Math.min(1, high) : row.mean,
          q05: row.q05,
          q95: row.q95,
        },
      ];
    }),
  );
  const isRare = (state: string) => rows.every((row) => row.state !== state || row.q95 < RARE);
  const rare = data.outcomes.filter(isRare);
  const common = data.outcomes.filter((state) => !isRare(state));
  const parts = story.paths.map((path) => {
    const own = rows.filter((row) => row.path === path.name);
    const said = own.map((row) => `${row.outcome} ${numbers.probability(row.mean, row)}`);
    return `${path.title}: ${said.join('; ')}.`;
  });
  return {
    id: 'outcomes',
    title: say('outcomes.title', { years: numbers.exact(years) }),
    caption: say('outcomes.caption'),
    alternative: `${say('outcomes.alternative')} ${parts.join(' ')}`,
    columns: [
      { name: 'path', label: say('column.path') },
      { name: 'outcome', label: say('column.outcome') },
      { name: 'mean', label: say('column.mean') },
      { name: 'low', label: say('column.low') },
      { name: 'high', label: say('column.high') },
      { name: 'q05', label: say('column.q05') },
      { name: 'q95', label: say('column.q95') },
    ],
    rows: rows.map(({ state: _, ...row }) => row),
    specification: (width) =>
      framed(speech.language, {
        spacing: 26,
        vconcat: [common, rare]
          .filter((states) => states.length > 0)
          .map((states) =>
            panels(
              story,
              rows.filter((row) => states.includes(row.state)),
              states === rare,
              width,
            ),
          ),
        resolve: { scale: { x: 'independent' } },
      }),
  };
}

function panels(
  story: Story,
  rows: readonly { readonly outcome: string; readonly q95: number; readonly high: number }[],
  isRare: boolean,
  width: ChartWidth,
): object {
  const labels = pathLabels(story.paths, 22);
  const { color, shape } = pathEncodings(story.paths);
  const most = isRare ? Math.max(...rows.map(({ q95, high }) => Math.max(q95, high)), 1e-9) : 1;
  const x = {
    type: 'quantitative',
    scale: { domain: [0, most], nice: isRare },
    axis: isRare
      ? { title: null, format: '~%', tickCount: 4 }
      : { title: null, format: '.0%', values: width === 'wide' ? [0, 0.25, 0.5, 0.75, 1] : [0, 0.5, 1] },
  };
  const y = {
    field: 'path',
    type: 'nominal',
    sort: story.paths.map(({ name }) => name),
    axis: {
      title: null,
      domain: false,
      ticks: false,
      grid: false,
      labelColor: GROUND.ink.light,
      labelExpr: `${JSON.stringify(Object.fromEntries(labels))}[datum.value] || datum.value`,
      labelPadding: 6,
    },
  };
  return {
    data: { values: rows },
    facet: {
      field: 'outcome',
      type: 'nominal',
      sort: [...new Set(rows.map(({ outcome }) => outcome))],
      header: HEADER,
    },
    columns: width === 'wide' ? 2 : 1,
    spacing: { row: 14, column: 24 },
    spec: {
      width: width === 'wide' ? 195 : 180,
      height: { step: 19 },
      layer: [
        {
          mark: { type: 'rule', strokeWidth: 2, opacity: 0.35 },
          encoding: { x: { ...x, field: 'q05' }, x2: { field: 'q95' } },
        },
        {
          mark: { type: 'rule', strokeWidth: 6, opacity: 0.55 },
          encoding: { x: { ...x, field: 'low' }, x2: { field: 'high' } },
        },
        {
          mark: { type: 'point', filled: true, size: 75, opacity: 1 },
          encoding: { x: { ...x, field: 'mean' }, shape },
        },
      ],
      encoding: { y, color },
    },
  };
}

const HEADER = { title: null, labelAnchor: 'start', labelOrient: 'top', labelPadding: 4 };
