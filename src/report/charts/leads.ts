/** How much better one path is than each other one, case by case: under each solution of the game. */
import type { ReportedPath } from '../folder/story.ts';
import type { Speech } from '../language/language.ts';
import { type Chart, framed, NAME_AXIS, shorten, shortNames } from './chart.ts';
import { pathEncodings, pathLegend } from './path-marks.ts';
import { GROUND } from './theme.ts';

export interface Lead {
  /** Name of the case. */
  readonly solution: string;
  /** The other path. */
  readonly path: string;
  /** How much better the first is on average, negative where the other is better, with its 95 % interval. */
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

export interface LeadsOptions {
  /** The path that is compared with each other one. */
  readonly first: ReportedPath;
  readonly others: readonly ReportedPath[];
  /** By which the paths are judged. */
  readonly metric: string;
}

/** @returns undefined where there is nothing to compare */
export function leadsChart(
  leads: readonly Lead[],
  { first, others, metric }: LeadsOptions,
  speech: Speech,
): Chart | undefined {
  const { say, numbers } = speech;
  const rows = leads.filter(({ mean }) => Number.isFinite(mean));
  const solutions = [...new Set(rows.map(({ solution }) => solution))];
  if (rows.length === 0) return undefined;
  const titleOf = (name: string) => others.find((path) => path.name === name)?.title ?? name;
  const parts = solutions.map((solution) => {
    const said = rows
      .filter((row) => row.solution === solution)
      .map((row) => `${titleOf(row.path)} ${numbers.withInterval(row.mean, row)}`);
    return `${solution}: ${said.join('; ')}.`;
  });
  return {
    id: 'solutions',
    title: say('solutions.title', { first: first.title, metric }),
    caption: say('solutions.caption', { first: first.title }),
    alternative: `${say('solutions.alternative', { first: first.title })} ${parts.join(' ')}`,
    columns: [
      { name: 'solution', label: say('column.solution') },
      { name: 'path', label: say('column.compared') },
      { name: 'mean', label: say('column.margin') },
      { name: 'low', label: say('column.low') },
      { name: 'high', label: say('column.high') },
    ],
    rows: rows.map((row) => ({ ...row })),
    specification: (width) => {
      const isWide = width === 'wide';
      const short = shortNames(solutions, isWide ? 34 : 20);
      const { color, shape } = pathEncodings(others);
      const legend = pathLegend(others, isWide);
      const x = {
        type: 'quantitative',
        axis: {
          title: say('solutions.axis', { first: shorten(first.title, isWide ? 44 : 20) }),
          tickCount: isWide ? 6 : 4,
        },
        scale: { zero: true },
      };
      return framed(speech.language, {
        width: isWide ? 480 : 200,
        height: { step: 13 },
        layer: [
          {
            data: { values: [{ value: 0 }] },
            mark: { type: 'rule', color: GROUND.ink.light, strokeWidth: 1.2 },
            encoding: { x: { ...x, field: 'value' } },
          },
          {
            data: { values: rows.map((row) => ({ ...row, name: short[solutions.indexOf(row.solution)] })) },
            encoding: {
              y: {
                field: 'name',
                type: 'nominal',
                sort: short,
                scale: { paddingInner: 0.25 },
                axis: NAME_AXIS,
              },
              yOffset: { field: 'path', type: 'nominal', sort: others.map(({ name }) => name) },
              color: { ...color, legend },
            },
            layer: [
              {
                mark: { type: 'rule', strokeWidth: 3.5, opacity: 0.45 },
                encoding: { x: { ...x, field: 'low' }, x2: { field: 'high' } },
              },
              {
                mark: { type: 'point', filled: true, size: 62, opacity: 1 },
                encoding: { x: { ...x, field: 'mean' }, shape: { ...shape, legend } },
              },
            ],
          },
        ],
      });
    },
  };
}
