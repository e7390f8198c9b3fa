/** In how many worlds each path is the best of all, under every preference, with 95 % intervals. */
import type { RunData } from '../folder/run-data.ts';
import type { Story } from '../folder/story.ts';
import type { Speech } from '../language/language.ts';
import { type Chart, framed, shorten } from './chart.ts';
import { pathEncodings, pathLabels } from './path-marks.ts';
import { GROUND } from './theme.ts';

export function bestChart(story: Story, data: RunData, speech: Speech): Chart {
  const { numbers, say } = speech;
  const rows = story.preferences.flatMap((preference) =>
    story.paths.flatMap((path) => {
      const row = data.best.find((entry) => entry.preference === preference.name && entry.path === path.name);
      if (row === undefined || row.n === 0) return [];
      const { share, low, high } = row;
      return [{ preference: preference.name, path: path.name, share, low, high }];
    }),
  );
  const parts = story.preferences.map((preference) => {
    const said = rows
      .filter((row) => row.preference === preference.name)
      .map((row) => `${story.paths.find(({ name }) => name === row.path)?.title} ${numbers.share(row.share, row)}`);
    return `${preference.name}: ${said.join('; ')}.`;
  });
  return {
    id: 'best',
    title: say('best.title'),
    caption: say('best.caption'),
    alternative: `${say('best.alternative')} ${parts.join(' ')}`,
    columns: [
      { name: 'preference', label: say('column.preference') },
      { name: 'path', label: say('column.path') },
      { name: 'share', label: say('column.worlds') },
      { name: 'low', label: say('column.low') },
      { name: 'high', label: say('column.high') },
    ],
    rows,
    specification: (width) => {
      const isWide = width === 'wide';
      const labels = pathLabels(story.paths, 22);
      const { color } = pathEncodings(story.paths);
      // Room for the numbers behind the bars.
      const panelWidth = isWide ? 285 : 225;
      const x = {
        type: 'quantitative',
        scale: { domain: [0, isWide ? 1.5 : 1.6], nice: false },
        axis: { title: null, format: '.0%', values: [0, 0.5, 1], domain: false },
      };
      const text = { field: 'text', type: 'nominal' };
      return framed(speech.language, {
        data: {
          values: rows.map((row) => ({
            ...row,
            panel: shorten(row.preference, 40),
            text: numbers.share(row.share, row),
          })),
        },
        facet: {
          field: 'panel',
          type: 'nominal',
          sort: story.preferences.map(({ name }) => shorten(name, 40)),
          header: { title: null, labelAnchor: 'start', labelPadding: 4 },
        },
        columns: isWide ? 2 : 1,
        spacing: { row: 16, column: 8 },
        spec: {
          width: panelWidth,
          height: { step: 21 },
          layer: [
            {
              mark: { type: 'bar', height: 13, opacity: 0.85 },
              encoding: { x: { ...x, field: 'share' }, color },
            },
            {
              mark: { type: 'rule', strokeWidth: 1.6, color: GROUND.ink.light },
              encoding: { x: { ...x, field: 'low' }, x2: { field: 'high' } },
            },
            {
              mark: { type: 'text', align: 'left', dx: 6, fontSize: 11.5 },
              encoding: { x: { ...x, field: 'high' }, text },
            },
          ],
          encoding: {
            y: {
              field: 'path',
              type: 'nominal',
              sort: story.paths.map(({ name }) => name),
              axis: {
                title: null,
                domain: false,
                ticks: false,
                labelColor: GROUND.ink.light,
                labelExpr: `${JSON.stringify(Object.fromEntries(labels))}[datum.value] || datum.value`,
                labelPadding: 6,
              },
            },
          },
        },
      });
    },
  };
}
