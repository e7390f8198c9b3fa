/** Boxes of worlds: between which quantiles of each quantity the worlds of a box lie. */
import type { Speech } from '../language/language.ts';
import { type Chart, framed, NAME_AXIS, shortNames } from './chart.ts';
import { GROUND, pathTone } from './theme.ts';

export interface BoxLimit {
  readonly box: number;
  readonly quantity: string;
  /** Values; NaN where the box is open. */
  readonly low: number;
  readonly high: number;
  /** Their quantiles; 0 and 1 where the box is open. */
  readonly lowQuantile: number;
  readonly highQuantile: number;
}

/** @param facts of each box in words, by its number */
export function boxesChart(
  limits: readonly BoxLimit[],
  facts: ReadonlyMap<number, string>,
  speech: Speech,
): Chart | undefined {
  const { say, numbers } = speech;
  if (limits.length === 0) return undefined;
  const range = ({ low, high }: BoxLimit) => {
    if (Number.isNaN(low)) return `≤ ${numbers.short(high, 3)}`;
    if (Number.isNaN(high)) return `≥ ${numbers.short(low, 3)}`;
    return numbers.range(low, high);
  };
  const boxes = [...new Set(limits.map(({ box }) => box))];
  const parts = boxes.map((box) => {
    const said = limits.filter((limit) => limit.box === box).map((limit) => `${limit.quantity} ${range(limit)}`);
    return `${facts.get(box) ?? say('boxes.box', { box })} ${said.join('; ')}.`;
  });
  return {
    id: 'boxes',
    title: say('boxes.title'),
    caption: say('boxes.caption'),
    alternative: parts.join(' '),
    columns: [
      { name: 'box', label: say('column.box') },
      { name: 'quantity', label: say('column.quantity') },
      { name: 'range', label: say('column.range') },
      { name: 'low_quantile', label: say('boxes.low') },
      { name: 'high_quantile', label: say('boxes.high') },
    ],
    rows: limits.map((limit) => ({
      box: limit.box,
      quantity: limit.quantity,
      range: range(limit),
      low_quantile: limit.lowQuantile,
      high_quantile: limit.highQuantile,
    })),
    specification: (width) => {
      const isWide = width === 'wide';
      const panels = boxes.map((box) => {
        const own = limits.filter((limit) => limit.box === box);
        const names = shortNames(
          own.map(({ quantity }) => quantity),
          isWide ? 34 : 22,
        );
        const values = own.map((limit, index) => ({
          name: names[index],
          from: limit.lowQuantile,
          to: limit.highQuantile,
          zero: 0,
          one: 1,
          text: range(limit),
        }));
        const y = {
          field: 'name',
          type: 'nominal',
          sort: names,
          axis: NAME_AXIS,
        };
        const x = {
          type: 'quantitative',
          scale: { domain: [0, isWide ? 1.35 : 1.6], nice: false },
          axis: { title: null, format: '.0%', values: [0, 0.5, 1], domain: false, grid: false },
        };
        return {
          title: say('boxes.box', { box }),
          data: { values },
          width: isWide ? 440 : 175,
          height: { step: 24 },
          encoding: { y },
          layer: [
            {
              mark: { type: 'bar', height: 12, color: GROUND.faint.light },
              encoding: { x: { ...x, field: 'zero' }, x2: { field: 'one' } },
            },
            {
              mark: { type: 'bar', height: 12, color: pathTone(0).light },
              encoding: { x: { ...x, field: 'from' }, x2: { field: 'to' } },
            },
            {
              mark: { type: 'text', align: 'left', dx: 6, fontSize: 11.5 },
              encoding: { x: { ...x, field: 'one' }, text: { field: 'text' } },
            },
          ],
        };
      });
      return framed(speech.language, { vconcat: panels, spacing: 20 });
    },
  };
}
