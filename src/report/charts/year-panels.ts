/** A panel for each path, side by side, over the years. */
import type { Story } from '../folder/story.ts';
import type { Speech } from '../language/language.ts';
import { type ChartWidth, framed } from './chart.ts';
import { pathLabels } from './path-marks.ts';

/** The scale and axis of shares from 0 to 100 %. */
export const SHARE = {
  scale: { domain: [0, 1] },
  axis: { title: null, format: '.0%', values: [0, 0.25, 0.5, 0.75, 1] },
} as const;

/**
 * The specification of the panels.
 * @param rows data of all panels, with the columns `path` and `year`
 * @param last year at which the panels end
 * @param panelOf what a path's panel has beside its years: layers, and how its rows are chosen
 */
export function yearPanels(
  story: Story,
  rows: readonly object[],
  last: number,
  width: ChartWidth,
  { say, language }: Speech,
  panelOf: (path: string) => object,
) {
  const isWide = width === 'wide';
  const labels = pathLabels(story.paths, 40);
  const columns = isWide ? 2 : 1;
  const rowsOfPanels = Math.ceil(story.paths.length / columns);
  const panels = story.paths.map(({ name }, index) => ({
    title: labels.get(name),
    width: isWide ? (story.paths.length === 1 ? 640 : 310) : 300,
    height: isWide ? 170 : 150,
    data: { name: 'lines' },
    encoding: {
      x: {
        field: 'year',
        type: 'quantitative',
        scale: { domain: [0, last], nice: false },
        axis: {
          title: Math.floor(index / columns) === rowsOfPanels - 1 ? say('axis.years') : null,
          tickCount: 5,
          grid: false,
        },
      },
    },
    ...panelOf(name),
  }));
  return framed(language, { datasets: { lines: rows }, concat: panels, columns, spacing: 22 });
}
