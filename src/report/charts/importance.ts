/** Quantities by how much hangs on them: one or two measures with their 95 % intervals, the largest first. */
import type { Speech } from '../language/language.ts';
import { type Chart, framed, NAME_AXIS, shortNames } from './chart.ts';
import { GROUND, pathShape, pathTone } from './theme.ts';

export interface ImportanceRow {
  readonly quantity: string;
  /** One for every measure, in their order; NaN where there is none. */
  readonly values: readonly { readonly value: number; readonly low: number; readonly high: number }[];
}

export interface ImportanceOptions {
  readonly id: string;
  readonly title: string;
  readonly caption: string;
  /** Names of the measures. */
  readonly measures: readonly string[];
  /** A value that something without any influence would reach, and what it is called. */
  readonly reference?: { readonly value: number; readonly label: string };
}

/** More are in the files. */
const MOST_QUANTITIES = 15;

export function importanceChart(
  all: readonly ImportanceRow[],
  { id, title, caption, measures, reference }: ImportanceOptions,
  speech: Speech,
): Chart | undefined {
  const { say, numbers } = speech;
  const shown = all.slice(0, MOST_QUANTITIES);
  const rows = shown.flatMap(({ quantity, values }) =>
    values.flatMap(({ value, low, high }, index) => {
      if (!Number.isFinite(value)) return [];
      const isKnown = Number.isFinite(low) && Number.isFinite(high);
      return [{ quantity, measure: measures[index], value, low: isKnown ? low : value, high: isKnown ? high : value }];
    }),
  );
  if (rows.length === 0) return undefined;
  const parts = rows.map(
    (row) => `${row.quantity}${measures.length > 1 ? ` (${row.measure})` : ''} ${numbers.withInterval(row.value, row)}`,
  );
  const rest = all.length > shown.length ? ` ${say('importance.rest', { shown: shown.length, all: all.length })}` : '';
  return {
    id,
    title,
    caption: `${caption}${rest}`,
    alternative: `${measures.join(', ')}: ${parts.join('; ')}.`,
    columns: [
      { name: 'quantity', label: say('column.quantity') },
      { name: 'measure', label: say('column.measure') },
      { name: 'value', label: say('column.value') },
      { name: 'low', label: say('column.low') },
      { name: 'high', label: say('column.high') },
    ],
    rows,
    specification: (width) => {
      const isWide = width === 'wide';
      const ids = shown.map(({ quantity }) => quantity);
      const short = shortNames(ids, isWide ? 34 : 22);
      const name = new Map(ids.map((quantity, index) => [quantity, short[index]]));
      const position = measures.length > 1 ? { yOffset: { field: 'measure', type: 'nominal', sort: measures } } : {};
      const legend = measures.length > 1 ? { title: null, orient: 'top', symbolOpacity: 1 } : null;
      const x = { type: 'quantitative', axis: { title: null, tickCount: isWide ? 6 : 4 }, scale: { zero: true } };
      const y = {
        field: 'name',
        type: 'nominal',
        sort: short,
        axis: NAME_AXIS,
      };
      const color = {
        field: 'measure',
        type: 'nominal',
        scale: { domain: measures, range: measures.map((_, index) => pathTone(index).light) },
        legend,
      };
      const shape = {
        field: 'measure',
        type: 'nominal',
        scale: { domain: measures, range: measures.map((_, index) => pathShape(index)) },
        legend,
      };
      const line = (value: number, look: object) => ({
        data: { values: [{ value }] },
        mark: { type: 'rule', color: GROUND.muted.light, ...look },
        encoding: { x: { ...x, field: 'value' } },
      });
      return framed(speech.language, {
        width: isWide ? 440 : 165,
        height: { step: measures.length > 1 ? 13 : 21 },
        layer: [
          line(0, { strokeWidth: 1 }),
          ...(reference === undefined
            ? []
            : [
                line(reference.value, { strokeDash: [4, 3], strokeWidth: 1.4 }),
                {
                  data: { values: [{ value: reference.value, text: reference.label }] },
                  mark: { type: 'text', align: 'left', baseline: 'bottom', dx: 3, dy: -3, fontSize: 11 },
                  encoding: { x: { ...x, field: 'value' }, y: { value: 0 }, text: { field: 'text' } },
                },
              ]),
          {
            data: { values: rows.map((row) => ({ ...row, name: name.get(row.quantity) })) },
            encoding: { y, ...position, color },
            layer: [
              {
                mark: { type: 'rule', strokeWidth: 4, opacity: 0.45 },
                encoding: { x: { ...x, field: 'low' }, x2: { field: 'high' } },
              },
              {
                mark: { type: 'point', filled: true, size: 65, opacity: 1 },
                encoding: { x: { ...x, field: 'value' }, shape },
              },
            ],
          },
        ],
      });
    },
  };
}
