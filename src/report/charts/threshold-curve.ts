/** Where two paths change places as a quantity moves: the mean paired difference with its interval, and the crossings. */
import type { Speech } from '../language/language.ts';
import { type Chart, framed, shorten } from './chart.ts';
import { GROUND, pathTone } from './theme.ts';

interface CurveEntry {
  readonly value: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

interface CrossingEntry {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** In words, where it is known. */
  readonly betterBelow: string | undefined;
  readonly betterAbove: string | undefined;
}

export interface ThresholdCurve {
  readonly id: string;
  readonly parameter: string;
  /** What is drawn upwards. */
  readonly output: string;
  /** Where it is compared: 0 for a difference. */
  readonly level: number;
  readonly isLogarithmic: boolean;
  readonly curve: readonly CurveEntry[];
  readonly crossings: readonly CrossingEntry[];
}

export function thresholdChart(input: ThresholdCurve, speech: Speech): Chart | undefined {
  const { say, numbers } = speech;
  const { id, parameter, output, level, isLogarithmic, curve, crossings } = input;
  if (curve.length < 2) return undefined;
  const found = crossings.map(({ value, low, high, betterBelow, betterAbove }) => {
    const at = numbers.withInterval(value, { low, high });
    return betterBelow === undefined || betterAbove === undefined
      ? say('threshold.at', { parameter, at })
      : say('threshold.found', { parameter, at, below: betterBelow, above: betterAbove });
  });
  return {
    id,
    title: say('threshold.title', { parameter }),
    caption: say('threshold.caption'),
    alternative: `${output}. ${found.length > 0 ? found.join(' ') : say('threshold.none')}`,
    columns: [
      { name: 'value', label: parameter },
      { name: 'mean', label: say('column.mean') },
      { name: 'low', label: say('column.low') },
      { name: 'high', label: say('column.high') },
    ],
    rows: curve.map(({ value, mean, low, high }) => ({ value, mean, low, high })),
    specification: (width) => {
      const isWide = width === 'wide';
      const x = {
        field: 'value',
        type: 'quantitative',
        scale: isLogarithmic ? { type: 'log', nice: false } : { zero: false, nice: false },
        axis: { title: shorten(parameter, 60), tickCount: isWide ? 8 : 4, grid: false },
      };
      const color = pathTone(0).light;
      return framed(speech.language, {
        width: isWide ? 600 : 265,
        height: 250,
        layer: [
          {
            data: { values: crossings },
            mark: { type: 'rect', opacity: 0.14, color: pathTone(1).light },
            encoding: { x: { ...x, field: 'low' }, x2: { field: 'high' } },
          },
          {
            data: { values: curve },
            mark: { type: 'area', opacity: 0.2, color },
            encoding: { x, y: { field: 'low', type: 'quantitative' }, y2: { field: 'high' } },
          },
          {
            data: { values: [{ level }] },
            mark: { type: 'rule', strokeWidth: 1.4, color: GROUND.ink.light },
            encoding: { y: { field: 'level', type: 'quantitative' } },
          },
          {
            data: { values: curve },
            mark: { type: 'line', strokeWidth: 2.5, color, point: { filled: true, size: 30, color } },
            encoding: {
              x,
              y: {
                field: 'mean',
                type: 'quantitative',
                axis: { title: shorten(output, isWide ? 60 : 42), tickCount: 6 },
              },
            },
          },
          {
            data: { values: crossings.map((crossing) => ({ ...crossing, text: numbers.short(crossing.value, 3) })) },
            layer: [
              {
                mark: { type: 'rule', strokeDash: [4, 3], strokeWidth: 1.4, color: GROUND.ink.light },
                encoding: { x },
              },
              {
                mark: { type: 'text', align: 'left', dx: 5, baseline: 'top', fontWeight: 600 },
                encoding: { x, y: { value: 2 }, text: { field: 'text' } },
              },
            ],
          },
        ],
      });
    },
  };
}
