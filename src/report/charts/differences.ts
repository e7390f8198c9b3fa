/** The path that comes first against each other one, world by world: how much better or worse it is, and how often. */
import type { Order } from '../folder/order.ts';
import type { ComparisonEntry } from '../folder/run-data.ts';
import type { Story } from '../folder/story.ts';
import type { Speech } from '../language/language.ts';
import { type Chart, framed, shorten } from './chart.ts';
import { GROUND, pathTone } from './theme.ts';

const BINS = 40;
/** Nice widths of bins. */
const STEPS = [1, 2, 2.5, 5, 10];

/**
 * @param worlds for each path of the story the objective in every world, NaN where there is none
 */
export function differencesChart(
  story: Story,
  order: Order,
  comparison: readonly ComparisonEntry[],
  worlds: readonly Float64Array[],
  speech: Speech,
): Chart | undefined {
  const { numbers, say } = speech;
  const place = (name: string) => story.paths.findIndex((path) => path.name === name);
  const first = story.paths[place(order.paths[0])];
  const sign = order.preference.direction === 'minimize' ? 1 : -1;
  const others = order.paths.slice(1).map((name) => {
    const path = story.paths[place(name)];
    const own = worlds[place(first.name)];
    // Positive where the first is better, whichever way the preference looks.
    const gains = worlds[place(name)]
      .map((value, draw) => sign * (value - own[draw]))
      .filter((gain) => !Number.isNaN(gain));
    return { path, gains, ...shares(comparison, order.preference.name, first.name, name, sign) };
  });
  if (others.every(({ gains }) => gains.length === 0)) return undefined;
  let [low, high] = [0, 0];
  for (const { gains } of others) {
    for (const gain of gains) {
      low = Math.min(low, gain);
      high = Math.max(high, gain);
    }
  }
  const width = binWidth(low, high);
  const rows = others.flatMap(({ path, gains }) => histogram(gains, width).map((bin) => ({ path: path.name, ...bin })));
  const parts = others.map(({ path, better, worse, margin }) =>
    say('differences.path', {
      first: first.title,
      other: path.title,
      better: better ? numbers.share(better.share, better) : '–',
      worse: worse ? numbers.share(worse.share, worse) : '–',
      margin: numbers.withInterval(margin.mean, margin),
    }),
  );
  return {
    id: 'differences',
    title: say('differences.title', { first: first.title, preference: order.preference.name }),
    caption: say('differences.caption', { first: first.title }),
    alternative: parts.join(' '),
    columns: [
      { name: 'path', label: say('column.compared') },
      { name: 'from', label: say('column.from') },
      { name: 'to', label: say('column.to') },
      { name: 'share', label: say('column.worlds') },
    ],
    rows,
    specification: (size) => {
      const isWide = size === 'wide';
      const most = Math.max(...rows.map(({ share }) => share));
      const panels = others.map(({ path, better, worse, margin }, index) => {
        const own = rows.filter((row) => row.path === path.name).map((row) => ({ ...row, wins: row.from >= 0 }));
        const total = isWide ? 660 : 310;
        const say1 = (name: string, share: { share: number } | undefined) =>
          share ? `${shorten(name, 34)} ${numbers.percent(share.share)}` : '';
        return {
          width: total,
          height: 90,
          layer: [
            {
              data: { values: own },
              mark: { type: 'bar', stroke: GROUND.paper.light, strokeWidth: 0.6 },
              encoding: {
                x: {
                  field: 'from',
                  bin: 'binned',
                  type: 'quantitative',
                  axis: {
                    title: index === others.length - 1 ? say('differences.axis') : null,
                    tickCount: isWide ? 10 : 5,
                    grid: false,
                  },
                },
                x2: { field: 'to' },
                y: {
                  field: 'share',
                  type: 'quantitative',
                  scale: { domain: [0, most] },
                  axis: { title: null, format: '.0%', tickCount: 3 },
                },
                color: {
                  field: 'wins',
                  type: 'nominal',
                  legend: null,
                  scale: { domain: [true, false], range: [pathTone(first.index).light, pathTone(path.index).light] },
                },
              },
            },
            {
              data: { values: [{ zero: 0 }] },
              mark: { type: 'rule', strokeWidth: 1.4, color: GROUND.ink.light },
              encoding: { x: { field: 'zero', type: 'quantitative' } },
            },
            {
              data: {
                values: [
                  {
                    mean: margin.mean,
                    text: `${say('differences.mean')} ${numbers.withInterval(margin.mean, margin)}`,
                  },
                ],
              },
              layer: [
                {
                  mark: { type: 'rule', strokeWidth: 1.4, strokeDash: [4, 3], color: GROUND.ink.light },
                  encoding: { x: { field: 'mean', type: 'quantitative' } },
                },
                {
                  mark: { type: 'text', align: 'left', dx: 5, dy: 8, baseline: 'top', fontSize: 11.5 },
                  encoding: { x: { field: 'mean', type: 'quantitative' }, y: { value: 0 }, text: { field: 'text' } },
                },
              ],
            },
            {
              data: {
                values: [
                  { text: `◂ ${say1(path.title, worse)}`, at: 0, side: 'left' },
                  { text: `${say1(first.title, better)} ▸`, at: total, side: 'right' },
                ],
              },
              // On a telephone one above the other: side by side there is no room for both.
              layer: ['left', 'right'].map((side) => ({
                transform: [{ filter: `datum.side === '${side}'` }],
                mark: {
                  type: 'text',
                  align: side,
                  fontSize: 12,
                  fontWeight: 600,
                  baseline: 'bottom',
                  dy: side === 'left' && !isWide ? -19 : -4,
                },
                encoding: { x: { value: side === 'left' ? 0 : total }, y: { value: 0 }, text: { field: 'text' } },
              })),
            },
          ],
        };
      });
      return framed(speech.language, {
        spacing: 26,
        vconcat: panels,
        resolve: { scale: { x: 'shared', color: 'independent' } },
      });
    },
  };
}

function shares(
  comparison: readonly ComparisonEntry[],
  preference: string,
  first: string,
  other: string,
  sign: number,
) {
  const pair = comparison.find(
    ({ metric, pathA, pathB }) =>
      metric === preference && [first, other].includes(pathA) && [first, other].includes(pathB),
  );
  const isA = pair?.pathA === first;
  const none = { mean: Number.NaN, low: Number.NaN, high: Number.NaN };
  const turned = pair !== undefined && isA === (sign === 1);
  return {
    better: isA ? pair?.better?.a : pair?.better?.b,
    worse: isA ? pair?.better?.b : pair?.better?.a,
    margin:
      pair === undefined
        ? none
        : turned
          ? { mean: 0 - pair.mean, low: 0 - pair.high, high: 0 - pair.low }
          : { mean: pair.mean, low: pair.low, high: pair.high },
  };
}

/** A nice width that makes about so many bins from low ≤ 0 to high ≥ 0; their edges are its multiples, so that 0 is one. */
function binWidth(low: number, high: number): number {
  const raw = (high - low) / BINS;
  if (!(raw > 0)) return 1;
  const power = Number(`1e${raw.toExponential().split('e')[1]}`);
  return (STEPS.find((step) => step * power >= raw) ?? 10) * power;
}

/** Shares of the values in bins; those between the outermost are kept when they are empty. */
function histogram(values: Float64Array, width: number): { from: number; to: number; share: number }[] {
  const counts = new Map<number, number>();
  for (const value of values) {
    const bin = Math.floor(value / width);
    counts.set(bin, (counts.get(bin) ?? 0) + 1);
  }
  const edge = (bin: number) => Number((bin * width).toPrecision(12));
  return [...counts]
    .sort(([a], [b]) => a - b)
    .map(([bin, count]) => ({ from: edge(bin), to: edge(bin + 1), share: count / values.length }));
}
