/** How probable it is that each path is the best, as the weight of a value judgement moves. */
import type { Story } from '../folder/story.ts';
import type { Speech } from '../language/language.ts';
import { type Chart, framed, shorten } from './chart.ts';
import { pathEncodings, pathLegend } from './path-marks.ts';

export interface AcceptabilityEntry {
  readonly weight: number;
  readonly path: string;
  readonly share: number;
  readonly low: number;
  readonly high: number;
  readonly isBestOnAverage: boolean;
}

/** @param weight what the weight is, in words */
export function acceptabilityChart(
  story: Story,
  rows: readonly AcceptabilityEntry[],
  weight: string,
  speech: Speech,
): Chart | undefined {
  const { say, numbers } = speech;
  const weights = [...new Set(rows.map((row) => row.weight))].sort((a, b) => a - b);
  if (weights.length < 2) return undefined;
  const ends = [weights[0], weights[weights.length - 1]];
  const parts = ends.map((at) => {
    const said = rows
      .filter((row) => row.weight === at)
      .map((row) => `${titleOf(story, row.path)} ${numbers.share(row.share, row)}`);
    return `${say('acceptability.at', { weight: numbers.exact(at) })} ${said.join('; ')}.`;
  });
  return {
    id: 'acceptability',
    title: say('acceptability.title'),
    caption: say('acceptability.caption'),
    alternative: parts.join(' '),
    columns: [
      { name: 'weight', label: weight },
      { name: 'path', label: say('column.path') },
      { name: 'share', label: say('column.worlds') },
      { name: 'low', label: say('column.low') },
      { name: 'high', label: say('column.high') },
    ],
    rows: rows.map(({ isBestOnAverage: _, ...row }) => row),
    specification: (width) => {
      const isWide = width === 'wide';
      const { color, shape } = pathEncodings(story.paths);
      const legend = pathLegend(story.paths, isWide);
      return framed(speech.language, {
        data: { values: rows },
        width: isWide ? 600 : 270,
        height: 260,
        encoding: {
          color: { ...color, legend },
          x: {
            field: 'weight',
            type: 'quantitative',
            scale: { zero: false, nice: false },
            axis: { title: shorten(weight, isWide ? 80 : 40), grid: false, tickCount: isWide ? 8 : 4 },
          },
        },
        layer: [
          {
            mark: { type: 'area', opacity: 0.15 },
            encoding: { y: { field: 'low', type: 'quantitative' }, y2: { field: 'high' } },
          },
          {
            mark: { type: 'line', strokeWidth: 2.2 },
            encoding: {
              y: {
                field: 'share',
                type: 'quantitative',
                scale: { domain: [0, 1] },
                axis: { title: null, format: '.0%', tickCount: 5 },
              },
            },
          },
          {
            transform: [{ filter: 'datum.isBestOnAverage' }],
            mark: { type: 'point', filled: true, size: 70, opacity: 1 },
            encoding: { y: { field: 'share', type: 'quantitative' }, shape: { ...shape, legend } },
          },
        ],
      });
    },
  };
}

function titleOf({ paths }: Story, name: string): string {
  return paths.find((path) => path.name === name)?.title ?? name;
}
