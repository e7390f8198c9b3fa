/**
 * Of the ceasefires that have begun by each year, the share that has not broken. From timeline.csv: a history whose
 * ceasefire has begun is either still in it (`ceasefire_holds`) or in one of the states in which a ceasefire ends, so that
 * the share is ceasefire_holds / (ceasefire_holds + those), a ratio of means over worlds. The interval at the horizon is
 * that of the link `ceasefire_breaks` of chain.csv.
 */
import type { RunData } from '../folder/run-data.ts';
import type { Story } from '../folder/story.ts';
import type { Speech } from '../language/language.ts';
import { type Chart, framed } from './chart.ts';
import { crossings, sayCrossings } from './crossings.ts';
import { pathEncodings, pathLabels, spread } from './path-marks.ts';
import { GROUND } from './theme.ts';

/** Where a history ends up when its ceasefire breaks. */
const BROKEN = ['renewed_war_lost', 'renewed_war_repelled', 'general_war', 'nuclear_use'];
/** As long as fewer have begun, a share of them says little. */
const LEAST_BEGUN = 0.02;
const Z95 = 1.96;

export function survivalChart(story: Story, data: RunData, speech: Speech): Chart | undefined {
  const { numbers, say } = speech;
  const lines = story.paths.map(({ name }) => ({ path: name, points: survivalOf(data, name) }));
  if (lines.some(({ points }) => points.length === 0)) return undefined;
  const last = Math.max(...lines.flatMap(({ points }) => points.map(({ year }) => year)));
  const lowest = Math.min(...lines.flatMap(({ points }) => points.map(({ value }) => value)));
  const floor = Math.max(0, Math.floor(10 * lowest - 0.5) / 10);
  const ends = story.paths.map(({ name }, index) => {
    const value = lines[index].points.at(-1)?.value ?? Number.NaN;
    const se = data.chain.find(({ path, link }) => path === name && link === 'ceasefire_breaks')?.se ?? Number.NaN;
    const half = Number.isFinite(se) ? Z95 * se : 0;
    return { path: name, year: last, value, low: Math.max(0, value - half), high: Math.min(1, value + half) };
  });
  const shared = sharedYears(lines);
  const met = crossings(shared);
  const crossed = sayCrossings(met, story.paths, speech);
  const parts = ends.map((end, index) =>
    say('survival.path', { path: story.paths[index].title, share: numbers.probability(end.value, end) }),
  );
  return {
    id: 'survival',
    title: say('survival.title'),
    caption: `${say('survival.caption')} ${crossed}`,
    alternative: `${say('survival.alternative', { years: numbers.exact(last) })} ${parts.join(' ')} ${crossed}`,
    columns: [
      { name: 'path', label: say('column.path') },
      { name: 'year', label: say('column.year') },
      { name: 'value', label: say('column.unbroken') },
    ],
    rows: lines.flatMap(({ path, points }) => points.map((point) => ({ path, ...point }))),
    specification: (width) => {
      const isWide = width === 'wide';
      const height = isWide ? 300 : 260;
      const labels = pathLabels(story.paths, isWide ? 26 : 18);
      const { color, shape } = pathEncodings(story.paths);
      const places = spread(
        ends.map(({ value }) => value),
        (16 / height) * (1 - floor),
        floor,
        1,
      );
      const y = {
        field: 'value',
        type: 'quantitative',
        scale: { domain: [floor, 1], nice: false },
        axis: { title: null, format: '.0%', tickCount: 6 },
      };
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
            data: { values: lines.flatMap(({ path, points }) => points.map((point) => ({ path, ...point }))) },
            mark: { type: 'line', strokeWidth: 2.5, clip: true },
            encoding: { y, color },
          },
          {
            data: { values: ends },
            mark: { type: 'rule', strokeWidth: 6, opacity: 0.4 },
            encoding: { y: { ...y, field: 'low' }, y2: { field: 'high' }, color },
          },
          {
            data: { values: ends },
            mark: { type: 'point', filled: true, size: 70, opacity: 1 },
            encoding: { y, color, shape },
          },
          {
            data: { values: met.filter(({ value }) => value >= floor) },
            mark: { type: 'point', size: 90, stroke: GROUND.ink.light, strokeWidth: 1.4, opacity: 1 },
            encoding: { y },
          },
          {
            data: { values: ends.map((end, index) => ({ ...end, place: places[index], text: labels.get(end.path) })) },
            mark: { type: 'text', align: 'left', dx: 10, fontSize: 12.5 },
            encoding: { y: { ...y, field: 'place' }, text: { field: 'text' } },
          },
        ],
      });
    },
  };
}

function survivalOf({ timeline }: RunData, path: string): { year: number; value: number }[] {
  const byYear = new Map<number, { holds: number; broken: number }>();
  for (const row of timeline) {
    if (row.path !== path) continue;
    const sums = byYear.get(row.year) ?? { holds: 0, broken: 0 };
    if (row.outcome === 'ceasefire_holds') sums.holds += row.mean;
    if (BROKEN.includes(row.outcome)) sums.broken += row.mean;
    byYear.set(row.year, sums);
  }
  return [...byYear]
    .filter(([, { holds, broken }]) => holds + broken >= LEAST_BEGUN)
    .map(([year, { holds, broken }]) => ({ year, value: holds / (holds + broken) }));
}

/** The lines in the years that all of them have. */
function sharedYears<Point extends { year: number }>(lines: readonly { path: string; points: readonly Point[] }[]) {
  const years = lines.map(({ points }) => new Set(points.map(({ year }) => year)));
  return lines.map(({ path, points }) => ({
    path,
    points: points.filter(({ year }) => years.every((set) => set.has(year))),
  }));
}
