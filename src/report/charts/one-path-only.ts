/** Events that happen on one of two paths only, though both met the same luck. */
import type { ReportedPath } from '../folder/story.ts';
import type { Speech } from '../language/language.ts';
import { type Chart, framed, NAME_AXIS, shortNames } from './chart.ts';
import { pathEncodings, pathLegend } from './path-marks.ts';

interface PairShare {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

export interface OneSidedEvent {
  /** In words. */
  readonly event: string;
  /** Shares of all pairs of futures in which it happens on the first path only, and on the second only. */
  readonly only: readonly [PairShare, PairShare];
}

/** @returns undefined where nothing was counted */
export function onePathOnlyChart(
  events: readonly OneSidedEvent[],
  paths: readonly [ReportedPath, ReportedPath],
  speech: Speech,
): Chart | undefined {
  const { say, numbers } = speech;
  if (events.length === 0) return undefined;
  const rows = events.flatMap(({ event, only }) =>
    only.map(({ share, low, high }, index) => ({ event, path: paths[index].name, share, low, high })),
  );
  const parts = events.map(({ event, only }) => {
    const said = only.map((share, index) => `${paths[index].title} ${numbers.probability(share.share, share)}`);
    return `${event}: ${said.join('; ')}.`;
  });
  const [a, b] = paths.map(({ title }) => title);
  return {
    id: 'discordant',
    title: say('discordant.title'),
    caption: say('discordant.caption', { a, b }),
    alternative: `${say('discordant.alternative')} ${parts.join(' ')}`,
    columns: [
      { name: 'event', label: say('column.event') },
      { name: 'path', label: say('discordant.only') },
      { name: 'share', label: say('discordant.share') },
      { name: 'low', label: say('column.low') },
      { name: 'high', label: say('column.high') },
    ],
    rows,
    specification: (width) => {
      const isWide = width === 'wide';
      const names = events.map(({ event }) => event);
      const short = shortNames(names, isWide ? 34 : 22);
      const { color, shape } = pathEncodings(paths);
      const legend = pathLegend(paths, isWide);
      const x = {
        type: 'quantitative',
        scale: { zero: true, nice: true },
        axis: { title: null, format: '.0%', tickCount: isWide ? 6 : 4 },
      };
      return framed(speech.language, {
        data: { values: rows.map((row) => ({ ...row, name: short[names.indexOf(row.event)] })) },
        width: isWide ? 470 : 185,
        height: { step: 13 },
        encoding: {
          y: {
            field: 'name',
            type: 'nominal',
            sort: short,
            scale: { paddingInner: 0.3 },
            axis: NAME_AXIS,
          },
          yOffset: { field: 'path', type: 'nominal', sort: paths.map(({ name }) => name) },
          color: { ...color, legend },
        },
        layer: [
          {
            mark: { type: 'rule', strokeWidth: 3.5, opacity: 0.45 },
            encoding: { x: { ...x, field: 'low' }, x2: { field: 'high' } },
          },
          {
            mark: { type: 'point', filled: true, size: 65, opacity: 1 },
            encoding: { x: { ...x, field: 'share' }, shape: { ...shape, legend } },
          },
        ],
      });
    },
  };
}
