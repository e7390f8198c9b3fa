/** The tornado: what each quantity alone does to the mean of an output between its low and its high value. */
import type { Speech } from '../language/language.ts';
import { type Chart, framed, NAME_AXIS, shortNames } from './chart.ts';
import { GROUND, pathTone } from './theme.ts';

export interface TornadoEntry {
  readonly quantity: string;
  readonly low: number;
  readonly high: number;
  readonly outputLow: number;
  readonly outputHigh: number;
  readonly swing: { readonly value: number; readonly low: number; readonly high: number };
  /** Whether another path is preferred at an end. */
  readonly changes: boolean;
}

const MOST_QUANTITIES = 15;

/** @param what what the output is, in words */
export function tornadoChart(all: readonly TornadoEntry[], what: string, speech: Speech): Chart | undefined {
  const { say, numbers } = speech;
  const shown = all.slice(0, MOST_QUANTITIES);
  if (shown.length === 0) return undefined;
  const rows = shown.map(({ quantity, low, high, outputLow, outputHigh, swing, changes }) => ({
    quantity,
    low,
    high,
    output_low: outputLow,
    output_high: outputHigh,
    swing: swing.value,
    swing_low: swing.low,
    swing_high: swing.high,
    changes: changes ? say('yes') : say('no'),
  }));
  const parts = shown.map(({ quantity, low, high, outputLow, outputHigh, swing, changes }) =>
    say(changes ? 'tornado.part.changes' : 'tornado.part', {
      quantity,
      low: numbers.short(low, 3),
      high: numbers.short(high, 3),
      outputLow: numbers.short(outputLow, 3),
      outputHigh: numbers.short(outputHigh, 3),
      swing: numbers.withInterval(swing.value, swing),
    }),
  );
  const rest = all.length > shown.length ? ` ${say('importance.rest', { shown: shown.length, all: all.length })}` : '';
  return {
    id: 'tornado',
    title: say('tornado.title', { what }),
    caption: `${say('tornado.caption')}${rest}`,
    alternative: parts.join(' '),
    columns: [
      { name: 'quantity', label: say('column.quantity') },
      { name: 'low', label: say('tornado.low') },
      { name: 'high', label: say('tornado.high') },
      { name: 'output_low', label: say('tornado.outputLow') },
      { name: 'output_high', label: say('tornado.outputHigh') },
      { name: 'swing', label: say('tornado.swing') },
      { name: 'swing_low', label: say('column.low') },
      { name: 'swing_high', label: say('column.high') },
      { name: 'changes', label: say('tornado.changes') },
    ],
    rows,
    specification: (width) => {
      const isWide = width === 'wide';
      const names = shortNames(
        shown.map(({ quantity, changes }) => (changes ? `${quantity} *` : quantity)),
        isWide ? 34 : 22,
      );
      const values = shown.map((entry, index) => ({
        name: names[index],
        low: entry.outputLow,
        high: entry.outputHigh,
        lowText: numbers.short(entry.low, 2),
        highText: numbers.short(entry.high, 2),
        rises: entry.outputHigh >= entry.outputLow,
      }));
      const ends = values.flatMap((row) => [
        { name: row.name, at: row.low, text: row.lowText, side: row.rises ? 'right' : 'left', end: say('tornado.low') },
        {
          name: row.name,
          at: row.high,
          text: row.highText,
          side: row.rises ? 'left' : 'right',
          end: say('tornado.high'),
        },
      ]);
      const all = values.flatMap(({ low, high }) => [low, high]);
      const span = Math.max(...all) - Math.min(...all) || 1;
      const domain = [Math.min(...all) - 0.16 * span, Math.max(...all) + 0.16 * span];
      const x = {
        type: 'quantitative',
        scale: { domain, nice: false, zero: false },
        axis: { title: null, tickCount: isWide ? 6 : 4 },
      };
      const y = {
        field: 'name',
        type: 'nominal',
        sort: names,
        axis: NAME_AXIS,
      };
      const legend = { title: null, orient: 'top', columns: isWide ? 2 : 1, symbolOpacity: 1 };
      return framed(speech.language, {
        width: isWide ? 440 : 175,
        height: { step: 23 },
        layer: [
          {
            data: { values },
            mark: { type: 'bar', height: 12, color: GROUND.line.light },
            encoding: { y, x: { ...x, field: 'low' }, x2: { field: 'high' } },
          },
          {
            data: { values: ends },
            mark: { type: 'point', filled: true, size: 70, opacity: 1 },
            encoding: {
              y,
              x: { ...x, field: 'at' },
              color: {
                field: 'end',
                type: 'nominal',
                scale: {
                  domain: [say('tornado.low'), say('tornado.high')],
                  range: [pathTone(0).light, pathTone(1).light],
                },
                legend,
              },
              shape: {
                field: 'end',
                type: 'nominal',
                scale: { domain: [say('tornado.low'), say('tornado.high')], range: ['circle', 'square'] },
                legend,
              },
            },
          },
          ...['left', 'right'].map((side) => ({
            data: { values: ends.filter((end) => end.side === side) },
            mark: {
              type: 'text',
              align: side,
              dx: side === 'left' ? 8 : -8,
              fontSize: 10.5,
              color: GROUND.muted.light,
            },
            encoding: { y, x: { ...x, field: 'at' }, text: { field: 'text' } },
          })),
        ],
      });
    },
  };
}
