/** Where a ceasefire is in force, over the years: each path with the range of the worlds, the others behind it. */
import type { RunData } from '../folder/run-data.ts';
import type { Story } from '../folder/story.ts';
import type { Speech } from '../language/language.ts';
import type { Chart } from './chart.ts';
import { crossings, sayCrossings } from './crossings.ts';
import { pathEncodings } from './path-marks.ts';
import { GROUND } from './theme.ts';
import { SHARE, yearPanels } from './year-panels.ts';

export function ceasefiresChart(story: Story, data: RunData, speech: Speech): Chart {
  const { numbers, say } = speech;
  const own = data.timeline.filter(({ outcome }) => outcome === 'ceasefire_holds');
  const last = Math.max(...own.map(({ year }) => year));
  const lines = story.paths.map(({ name }) => ({
    path: name,
    points: [
      { year: 0, mean: 0, q05: 0, q95: 0 },
      ...own.filter(({ path }) => path === name).map(({ year, mean, q05, q95 }) => ({ year, mean, q05, q95 })),
    ],
  }));
  const rows = lines.flatMap(({ path, points }) => points.map((point) => ({ path, ...point })));
  const met = crossings(
    lines.map(({ path, points }) => ({ path, points: points.map(({ year, mean }) => ({ year, value: mean })) })),
  );
  const parts = story.paths.map((path, index) => {
    const end = lines[index].points.at(-1);
    return say('ceasefires.path', {
      path: path.title,
      mean: numbers.percent(end?.mean ?? Number.NaN),
      range: numbers.probabilityRange(end?.q05 ?? Number.NaN, end?.q95 ?? Number.NaN),
    });
  });
  const crossed = sayCrossings(met, story.paths, speech);
  return {
    id: 'ceasefires',
    title: say('ceasefires.title'),
    caption: `${say('ceasefires.caption')} ${crossed}`,
    alternative: `${say('ceasefires.alternative', { years: numbers.exact(last) })} ${parts.join(' ')} ${crossed}`,
    columns: [
      { name: 'path', label: say('column.path') },
      { name: 'year', label: say('column.year') },
      { name: 'mean', label: say('column.mean') },
      { name: 'q05', label: say('column.q05') },
      { name: 'q95', label: say('column.q95') },
    ],
    rows,
    specification: (width) => {
      const { color } = pathEncodings(story.paths);
      return yearPanels(story, rows, last, width, speech, (name) => ({
        layer: [
          {
            transform: [{ filter: { field: 'path', equal: name } }],
            mark: { type: 'area', opacity: 0.18 },
            encoding: { y: { field: 'q05', type: 'quantitative' }, y2: { field: 'q95' }, color },
          },
          {
            transform: [{ filter: { not: { field: 'path', equal: name } } }],
            mark: { type: 'line', strokeWidth: 1.2, color: GROUND.muted.light, opacity: 0.6 },
            encoding: { y: { field: 'mean', type: 'quantitative' }, detail: { field: 'path' } },
          },
          {
            transform: [{ filter: { field: 'path', equal: name } }],
            mark: { type: 'line', strokeWidth: 3 },
            encoding: {
              y: {
                field: 'mean',
                type: 'quantitative',
                ...SHARE,
              },
              color,
            },
          },
        ],
      }));
    },
  };
}
