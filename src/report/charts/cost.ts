/** What each path costs against the harm that is left under the default preference. */
import { meanInterval } from '../../analysis/statistics.ts';
import type { RunData } from '../folder/run-data.ts';
import type { ReportedPreference, Story } from '../folder/story.ts';
import type { Speech } from '../language/language.ts';
import { type Chart, framed } from './chart.ts';
import { pathEncodings, pathLabels, spread } from './path-marks.ts';
import { GROUND } from './theme.ts';

export function costChart(
  story: Story,
  data: RunData,
  preference: ReportedPreference,
  speech: Speech,
): Chart | undefined {
  const { numbers, say } = speech;
  const rows = story.paths.flatMap(({ name }) => {
    const budget = estimate(data, name, 'budget');
    const harm = estimate(data, name, preference.name);
    if (budget === undefined || harm === undefined) return [];
    return [
      {
        path: name,
        budget: budget.mean,
        budget_low: budget.low,
        budget_high: budget.high,
        objective: harm.mean,
        objective_low: harm.low,
        objective_high: harm.high,
      },
    ];
  });
  if (rows.length === 0) return undefined;
  const isHarm = preference.direction === 'minimize';
  const parts = rows.map((row) =>
    say('cost.path', {
      path: story.paths.find(({ name }) => name === row.path)?.title ?? row.path,
      budget: numbers.withInterval(row.budget, { low: row.budget_low, high: row.budget_high }),
      objective: numbers.withInterval(row.objective, { low: row.objective_low, high: row.objective_high }),
    }),
  );
  return {
    id: 'cost',
    title: say('cost.title', { preference: preference.name }),
    caption: say(isHarm ? 'cost.caption.harm' : 'cost.caption.good'),
    alternative: `${say('cost.alternative', { preference: preference.name })} ${parts.join(' ')}`,
    columns: [
      { name: 'path', label: say('column.path') },
      { name: 'budget', label: say('column.budget') },
      { name: 'budget_low', label: say('column.low') },
      { name: 'budget_high', label: say('column.high') },
      { name: 'objective', label: preference.name },
      { name: 'objective_low', label: say('column.low') },
      { name: 'objective_high', label: say('column.high') },
    ],
    rows,
    specification: (width) => {
      const isWide = width === 'wide';
      const height = isWide ? 270 : 240;
      const labels = pathLabels(story.paths, isWide ? 30 : 20);
      const { color, shape } = pathEncodings(story.paths);
      const lows = rows.map(({ objective_low }) => objective_low);
      const highs = rows.map(({ objective_high }) => objective_high);
      const span = Math.max(...highs) - Math.min(...lows) || 1;
      const domain = [Math.min(...lows) - 0.15 * span, Math.max(...highs) + 0.15 * span];
      const most = Math.max(...rows.map(({ budget_high }) => budget_high), 1);
      const places = spread(
        rows.map(({ objective }) => objective),
        (16 / height) * (domain[1] - domain[0]),
        domain[0],
        domain[1],
      );
      // Labels stand to the left of the marks in the right half.
      const values = rows.map((row, index) => ({
        ...row,
        text: labels.get(row.path),
        place: places[index],
        side: row.budget > 0.6 * most ? 'right' : 'left',
        edge: row.budget > 0.6 * most ? row.budget_low : row.budget_high,
      }));
      const x = {
        type: 'quantitative',
        scale: { domain: [0, most], nice: true },
        axis: { title: say('cost.axis'), tickCount: isWide ? 8 : 5 },
      };
      const y = {
        type: 'quantitative',
        scale: { domain, nice: true, zero: false },
        axis: { title: say(isHarm ? 'cost.harm' : 'cost.good', { preference: preference.name }), tickCount: 6 },
      };
      return framed(speech.language, {
        data: { values },
        width: isWide ? 600 : 270,
        height,
        layer: [
          {
            mark: { type: 'rule', strokeWidth: 4, opacity: 0.45 },
            encoding: {
              x: { ...x, field: 'budget_low' },
              x2: { field: 'budget_high' },
              y: { ...y, field: 'objective' },
              color,
            },
          },
          {
            mark: { type: 'rule', strokeWidth: 4, opacity: 0.45 },
            encoding: {
              x: { ...x, field: 'budget' },
              y: { ...y, field: 'objective_low' },
              y2: { field: 'objective_high' },
              color,
            },
          },
          {
            mark: { type: 'point', filled: true, size: 110, opacity: 1 },
            encoding: { x: { ...x, field: 'budget' }, y: { ...y, field: 'objective' }, color, shape },
          },
          ...['left', 'right'].flatMap((side) =>
            // Once in the colour of the ground, so that no bar runs through the letters.
            [{ stroke: GROUND.paper.light, strokeWidth: 4 }, {}].map((look) => ({
              transform: [{ filter: `datum.side === '${side}'` }],
              mark: { type: 'text', align: side, dx: side === 'left' ? 10 : -10, fontSize: 12.5, ...look },
              encoding: { x: { ...x, field: 'edge' }, y: { ...y, field: 'place' }, text: { field: 'text' } },
            })),
          ),
        ],
      });
    },
  };
}

function estimate({ summary }: RunData, path: string, metric: string) {
  const row = summary.find((entry) => entry.path === path && entry.metric === metric);
  if (row === undefined || row.n === 0) return undefined;
  const { low, high } = meanInterval({ ...row, sd: row.se * Math.sqrt(row.n) });
  return Number.isFinite(low) ? { mean: row.mean, low, high } : { mean: row.mean, low: row.mean, high: row.mean };
}
