/** What a risk rests on: what it is when the truth is known, and what each misjudgement adds or takes away, by path. */
import type { ReportedPath } from '../folder/story.ts';
import type { Speech } from '../language/language.ts';
import { type Chart, framed } from './chart.ts';
import { pathLabels } from './path-marks.ts';
import { GROUND, pathTone, stateTone } from './theme.ts';

/** A mean with its 95 % interval. */
export interface ChartedMean {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** A risk on one path, in the order in which it adds up. */
export interface ChartedSplit {
  readonly path: string;
  readonly known: ChartedMean;
  /** What each misjudgement adds, in the order of `sources`. */
  readonly parts: readonly ChartedMean[];
  readonly total: ChartedMean;
}

export interface MisjudgementOptions {
  /** What the risk is, in words. */
  readonly what: string;
  /** What is misjudged, in words. */
  readonly sources: readonly string[];
  /** Whether the risk is a probability, and is shown in per cent. */
  readonly isProbability: boolean;
}

/** One bar: the level where it stands from 0, or a step from one level to the next. */
interface Bar extends ChartedMean {
  readonly path: string;
  readonly row: string;
  readonly from: number;
  readonly to: number;
  readonly kind: 'level' | 'raises' | 'lowers';
  /** The risk as she sees the world. */
  readonly level: number;
}

/** Steps within this share of the risk, their interval included, are as good as none. */
const NEGLIGIBLE = 0.001;
/** Distances between ticks in per cent of which the smallest that leaves few enough is taken. */
const TICK_STEPS = [1, 2, 5, 10, 20, 25, 50];
const MOST_TICKS = 5;

/** @returns undefined where there is nothing to show */
export function misjudgementChart(
  splits: readonly ChartedSplit[],
  paths: readonly ReportedPath[],
  { what, sources, isProbability }: MisjudgementOptions,
  speech: Speech,
): Chart | undefined {
  const { say, numbers } = speech;
  const shown = paths.filter(({ name }) => splits.some(({ path }) => path === name));
  if (shown.length === 0 || sources.length === 0) return undefined;
  const rowNames = [say('perception.known'), ...sources, say('perception.total')];
  const bars = shown.flatMap(({ name }) => barsOf(splits.find(({ path }) => path === name)!, rowNames));
  const write = ({ mean, low, high, kind, level }: Bar) => {
    if (kind === 'level' && isProbability) return numbers.probability(mean, { low, high });
    if (kind !== 'level' && Math.max(Math.abs(low), Math.abs(high)) < NEGLIGIBLE * level) return '≈0';
    const scale = isProbability ? 100 : 1;
    const text = numbers.withInterval(scale * mean, { low: scale * low, high: scale * high });
    return kind === 'raises' ? `+${text}` : text;
  };
  const parts = shown.map(({ name, title }) => {
    const said = bars.filter(({ path }) => path === name).map((bar) => `${bar.row} ${write(bar)}`);
    return `${title}: ${said.join('; ')}.`;
  });
  return {
    id: 'misjudgement',
    title: say('perception.title', { what }),
    caption: say(isProbability ? 'perception.caption.points' : 'perception.caption'),
    alternative: parts.join(' '),
    columns: [
      { name: 'path', label: say('column.path') },
      { name: 'row', label: say('column.part') },
      { name: 'mean', label: say('column.mean') },
      { name: 'low', label: say('column.low') },
      { name: 'high', label: say('column.high') },
    ],
    rows: bars.map(({ path, row, mean, low, high }) => ({ path, row, mean, low, high })),
    specification: (width) => {
      const isWide = width === 'wide';
      const labels = pathLabels(shown, 40);
      const ends = bars.flatMap(({ from, to, low, high, kind }) => (kind === 'level' ? [from, high, low] : [from, to]));
      const [least, most] = [Math.min(0, ...ends), Math.max(0, ...ends)];
      const span = most - least || 1;
      // Room for the numbers behind the bars.
      const domain = [least, most + (isWide ? 0.62 : 0.85) * span];
      const columns = isWide ? Math.min(2, shown.length) : 1;
      const x = {
        type: 'quantitative',
        scale: { domain, nice: false },
        axis: {
          ...{ title: null, domain: false },
          ...(isProbability ? { format: '.0%', values: ticksTo(most) } : { tickCount: 4 }),
        },
      };
      const panels = shown.map((path, index) => {
        const isFirst = index % columns === 0;
        return {
          title: { text: labels.get(path.name), color: pathTone(path.index).light },
          width: isWide ? (shown.length === 1 ? 460 : 245) : 190,
          height: { step: 22 },
          data: {
            values: bars
              .filter((bar) => bar.path === path.name)
              .map((bar) => ({
                ...bar,
                text: write(bar),
                end: Math.max(bar.from, bar.to, bar.kind === 'level' ? bar.high : bar.to),
              })),
          },
          encoding: {
            y: {
              field: 'row',
              type: 'nominal',
              sort: rowNames,
              axis: {
                title: null,
                domain: false,
                ticks: false,
                labels: isFirst,
                labelColor: GROUND.ink.light,
                labelPadding: 6,
                labelLimit: 180,
              },
            },
          },
          layer: [
            {
              mark: { type: 'bar', height: 13 },
              encoding: {
                x: { ...x, field: 'from' },
                x2: { field: 'to' },
                color: {
                  field: 'kind',
                  type: 'nominal',
                  legend: null,
                  scale: {
                    domain: ['level', 'raises', 'lowers'],
                    range: [
                      GROUND.muted.light,
                      stateTone('renewed_war_lost').light,
                      stateTone('ceasefire_holds').light,
                    ],
                  },
                },
              },
            },
            {
              // A step too small to be seen still has its place.
              transform: [{ filter: "datum.kind !== 'level'" }],
              mark: { type: 'tick', thickness: 1.6, size: 17, color: GROUND.ink.light },
              encoding: { x: { ...x, field: 'to' } },
            },
            {
              transform: [{ filter: "datum.kind === 'level'" }],
              mark: { type: 'rule', strokeWidth: 1.6, color: GROUND.ink.light },
              encoding: { x: { ...x, field: 'low' }, x2: { field: 'high' } },
            },
            {
              mark: { type: 'text', align: 'left', dx: 6, fontSize: 11 },
              encoding: { x: { ...x, field: 'end' }, text: { field: 'text', type: 'nominal' } },
            },
          ],
        };
      });
      return framed(speech.language, { concat: panels, columns, spacing: { row: 20, column: 10 } });
    },
  };
}

function barsOf({ path, known, parts, total }: ChartedSplit, rows: readonly string[]): Bar[] {
  let level = known.mean;
  const steps = parts.map((part, index): Bar => {
    const from = level;
    level += part.mean;
    return {
      path,
      row: rows[index + 1],
      ...part,
      from,
      to: level,
      kind: part.mean < 0 ? 'lowers' : 'raises',
      level: Math.abs(total.mean),
    };
  });
  const bar = (row: string, of: ChartedMean): Bar => ({
    path,
    row,
    ...of,
    from: 0,
    to: of.mean,
    kind: 'level',
    level: Math.abs(total.mean),
  });
  return [bar(rows[0], known), ...steps, bar(rows[rows.length - 1], total)];
}

/** Ticks of a probability from 0 to where the bars end: the room behind them is for numbers. */
function ticksTo(most: number): number[] {
  const step = TICK_STEPS.find((one) => (100 * most) / one < MOST_TICKS) ?? 50;
  return Array.from({ length: 1 + Math.floor((100 * most) / step) }, (_, index) => (index * step) / 100);
}
