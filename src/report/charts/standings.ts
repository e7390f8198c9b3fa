/** What the paths come to in a few worlds that were searched for, beside the world of medians. */
import type { ReportedPath } from '../folder/story.ts';
import type { Speech } from '../language/language.ts';
import { type Chart, framed, NAME_AXIS, shorten, shortNames } from './chart.ts';
import { pathEncodings, pathLegend } from './path-marks.ts';

/** The objective on a path in one world; exact, there is nothing sampled in it. */
export interface Standing {
  /** What the world is called, in words. */
  readonly world: string;
  readonly path: string;
  readonly value: number;
}

export interface StandingsOptions {
  readonly id: string;
  readonly title: string;
  readonly caption: string;
  /** What the values are, with what is better. */
  readonly axis: string;
}

/** @returns undefined where no path has a value */
export function standingsChart(
  standings: readonly Standing[],
  paths: readonly ReportedPath[],
  { id, title, caption, axis }: StandingsOptions,
  speech: Speech,
): Chart | undefined {
  const { say, numbers } = speech;
  const rows = standings.filter(({ path, value }) => Number.isFinite(value) && paths.some(({ name }) => name === path));
  if (rows.length === 0) return undefined;
  const worlds = [...new Set(rows.map(({ world }) => world))];
  const titleOf = (name: string) => paths.find((path) => path.name === name)?.title ?? name;
  const parts = worlds.map((world) => {
    const said = rows
      .filter((row) => row.world === world)
      .map(({ path, value }) => `${titleOf(path)} ${numbers.short(value, 3)}`);
    return `${world}: ${said.join('; ')}.`;
  });
  return {
    id,
    title,
    caption,
    alternative: `${axis}. ${parts.join(' ')}`,
    columns: [
      { name: 'world', label: say('column.world') },
      { name: 'path', label: say('column.path') },
      { name: 'value', label: say('column.value') },
    ],
    rows: rows.map((row) => ({ ...row })),
    specification: (width) => {
      const isWide = width === 'wide';
      const short = shortNames(worlds, isWide ? 34 : 20);
      const { color, shape } = pathEncodings(paths);
      const legend = pathLegend(paths, isWide);
      return framed(speech.language, {
        data: { values: rows.map((row) => ({ ...row, name: short[worlds.indexOf(row.world)] })) },
        width: isWide ? 480 : 190,
        height: { step: 12 },
        mark: { type: 'point', filled: true, size: 70, opacity: 1 },
        encoding: {
          x: {
            field: 'value',
            type: 'quantitative',
            scale: { zero: false, padding: 10 },
            axis: { title: shorten(axis, isWide ? 70 : 34), tickCount: isWide ? 7 : 4 },
          },
          y: {
            field: 'name',
            type: 'nominal',
            sort: short,
            scale: { paddingInner: 0.3 },
            axis: NAME_AXIS,
          },
          yOffset: { field: 'path', type: 'nominal', sort: paths.map(({ name }) => name) },
          color: { ...color, legend },
          shape: { ...shape, legend },
        },
      });
    },
  };
}
