/**
 * Of the ceasefires that have begun by each year, the share that has not broken: over all worlds with the interval of the
 * sampling error, and from world to world. From survival.csv and survival_comparison.csv.
 */
import type { RunData, SurvivalEntry } from '../folder/run-data.ts';
import type { Story } from '../folder/story.ts';
import type { Speech } from '../language/language.ts';
import { type Chart, framed } from './chart.ts';
import { crossings, sayCrossings, withOpenYears } from './crossings.ts';
import { pathEncodings, pathLabels, spread } from './path-marks.ts';
import { GROUND } from './theme.ts';
import { SHARE, yearPanels } from './year-panels.ts';

/** As long as fewer have begun, a share of them says little. */
const LEAST_BEGUN = 0.02;

interface Line {
  readonly path: string;
  readonly points: readonly SurvivalEntry[];
}

/** All paths on one ground: where they lie, how surely, and in which years they cross. */
export function survivalChart(story: Story, data: RunData, speech: Speech): Chart | undefined {
  const { numbers, say } = speech;
  const lines = linesOf(story, data);
  if (lines === undefined) return undefined;
  const last = lastYear(lines);
  const lowest = Math.min(...lines.flatMap(({ points }) => points.map(({ low, unbroken }) => least(low, unbroken))));
  const floor = Math.max(0, Math.floor(10 * lowest - 0.5) / 10);
  const ends = lines.map(({ points }) => points[points.length - 1]);
  const met = crossings(sharedYears(lines)).map((crossing) => withOpenYears(crossing, data.survivalDifferences));
  const crossed = sayCrossings(met, story.paths, speech);
  const parts = ends.map((end, index) =>
    say('survival.path', { path: story.paths[index].title, share: numbers.probability(end.unbroken, end) }),
  );
  const rows = lines.flatMap(({ points }) =>
    points.map(({ path, year, begun, unbroken, low, high }) => ({
      ...{ path, year, begun, unbroken },
      ...{ low: least(low, unbroken), high: Number.isFinite(high) ? high : unbroken },
    })),
  );
  return {
    id: 'survival',
    title: say('survival.title'),
    caption: `${say('survival.caption')} ${crossed}`,
    alternative: `${say('survival.alternative', { years: numbers.exact(last) })} ${parts.join(' ')} ${crossed}`,
    columns: [
      { name: 'path', label: say('column.path') },
      { name: 'year', label: say('column.year') },
      { name: 'begun', label: say('column.begun') },
      { name: 'unbroken', label: say('column.unbroken') },
      { name: 'low', label: say('column.low') },
      { name: 'high', label: say('column.high') },
    ],
    rows,
    specification: (width) => {
      const isWide = width === 'wide';
      const height = isWide ? 300 : 260;
      const labels = pathLabels(story.paths, isWide ? 26 : 18);
      const { color, shape } = pathEncodings(story.paths);
      const places = spread(
        ends.map(({ unbroken }) => unbroken),
        (16 / height) * (1 - floor),
        floor,
        1,
      );
      const y = {
        field: 'unbroken',
        type: 'quantitative',
        scale: { domain: [floor, 1], nice: false },
        axis: { title: null, format: '.0%', tickCount: 6 },
      };
      const shown = met.filter(({ value }) => value >= floor);
      const open = shown.flatMap(({ value, open: years }) => {
        if (years === undefined) return [];
        const { from, to } = years;
        return [{ value, year: Number.isNaN(from) ? 0 : from, to: Number.isNaN(to) ? last : to }];
      });
      const place = (index: number) => ({ ...ends[index], place: places[index], text: labels.get(ends[index].path) });
      return framed(speech.language, {
        width: isWide ? 500 : 195,
        height,
        encoding: {
          x: {
            field: 'year',
            type: 'quantitative',
            scale: { domain: [0, last], nice: false },
            axis: { title: say('axis.years'), tickCount: isWide ? 10 : 5, grid: false },
          },
        },
        layer: [
          {
            data: { values: rows },
            mark: { type: 'area', opacity: 0.16, clip: true },
            encoding: { y: { ...y, field: 'low' }, y2: { field: 'high' }, color },
          },
          {
            data: { values: rows },
            mark: { type: 'line', strokeWidth: 2.5, clip: true },
            encoding: { y, color },
          },
          {
            data: { values: ends.map(({ path, year, unbroken }) => ({ path, year, unbroken })) },
            mark: { type: 'point', filled: true, size: 70, opacity: 1 },
            encoding: { y, color, shape },
          },
          {
            data: { values: open },
            mark: { type: 'rule', strokeWidth: 1.6, color: GROUND.ink.light, opacity: 0.75 },
            encoding: { y: { ...y, field: 'value' }, x2: { field: 'to' } },
          },
          {
            data: { values: shown.map(({ year, value }) => ({ year, value })) },
            mark: { type: 'point', size: 90, stroke: GROUND.ink.light, strokeWidth: 1.4, opacity: 1 },
            encoding: { y: { ...y, field: 'value' } },
          },
          {
            data: {
              values: ends
                .map((_, index) => place(index))
                .map(({ year, place: at, text }) => ({ year, place: at, text })),
            },
            mark: { type: 'text', align: 'left', dx: 10, fontSize: 12.5 },
            encoding: { y: { ...y, field: 'place' }, text: { field: 'text' } },
          },
        ],
      });
    },
  };
}

/** A panel for each path: how much the single worlds differ. */
export function survivalWorldsChart(story: Story, data: RunData, speech: Speech): Chart | undefined {
  const { numbers, say } = speech;
  const lines = linesOf(story, data);
  if (lines === undefined) return undefined;
  const last = lastYear(lines);
  const rows = lines.flatMap(({ points }) =>
    points.map(({ path, year, unbroken, q05, q25, q50, q75, q95 }) => ({
      path,
      year,
      unbroken,
      q05,
      q25,
      q50,
      q75,
      q95,
    })),
  );
  const parts = lines.map(({ points }, index) => {
    const { q05, q25, q50, q75, q95 } = points[points.length - 1];
    return say('survival-worlds.path', {
      path: story.paths[index].title,
      median: numbers.percent(q50),
      half: numbers.probabilityRange(q25, q75),
      most: numbers.probabilityRange(q05, q95),
    });
  });
  return {
    id: 'survival-worlds',
    title: say('survival-worlds.title'),
    caption: say('survival-worlds.caption'),
    alternative: `${say('survival-worlds.alternative', { years: numbers.exact(last) })} ${parts.join(' ')}`,
    columns: [
      { name: 'path', label: say('column.path') },
      { name: 'year', label: say('column.year') },
      { name: 'unbroken', label: say('column.unbroken') },
      { name: 'q05', label: say('column.q05') },
      { name: 'q25', label: say('column.q25') },
      { name: 'q50', label: say('column.q50') },
      { name: 'q75', label: say('column.q75') },
      { name: 'q95', label: say('column.q95') },
    ],
    rows,
    specification: (width) => {
      const { color } = pathEncodings(story.paths);
      const band = (low: string, high: string, opacity: number) => ({
        mark: { type: 'area', opacity },
        encoding: { y: { field: low, type: 'quantitative' }, y2: { field: high }, color },
      });
      const line = (field: string, mark: object) => ({
        mark: { type: 'line', ...mark },
        encoding: {
          y: {
            field,
            type: 'quantitative',
            ...SHARE,
          },
          color,
        },
      });
      return yearPanels(story, rows, last, width, speech, (name) => ({
        transform: [{ filter: { field: 'path', equal: name } }],
        layer: [
          band('q05', 'q95', 0.16),
          band('q25', 'q75', 0.28),
          line('q50', { strokeWidth: 1.6, strokeDash: [5, 3] }),
          line('unbroken', { strokeWidth: 2.8 }),
        ],
      }));
    },
  };
}

/** The course of every path; undefined where one has none. */
function linesOf(story: Story, { survival }: RunData): Line[] | undefined {
  const lines = story.paths.map(({ name }) => ({
    path: name,
    points: survival.filter(({ path, begun }) => path === name && begun >= LEAST_BEGUN),
  }));
  return lines.some(({ points }) => points.length === 0) ? undefined : lines;
}

function lastYear(lines: readonly Line[]): number {
  return Math.max(...lines.flatMap(({ points }) => points.map(({ year }) => year)));
}

/** The lower end of an interval where there is one, else the value itself. */
function least(low: number, value: number): number {
  return Number.isFinite(low) ? low : value;
}

/** The lines in the years that all of them have. */
function sharedYears(lines: readonly Line[]) {
  const years = lines.map(({ points }) => new Set(points.map(({ year }) => year)));
  return lines.map(({ path, points }) => ({
    path,
    points: points
      .filter(({ year }) => years.every((set) => set.has(year)))
      .map(({ year, unbroken }) => ({ year, value: unbroken })),
  }));
}
