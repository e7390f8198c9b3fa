/** What a chart is: a specification made from rows, with what it says in words beside it. */
import type { TopLevelSpec } from 'vega-lite';
import type { Language } from '../language/languages.ts';
import { GROUND } from './theme.ts';

/** Charts are drawn for a page, about 720 pixels wide, and for a telephone, about 350. */
export type ChartWidth = 'wide' | 'narrow';

/** One column of the data behind a chart. */
interface ChartColumn {
  readonly name: string;
  /** In words, in the language of the report. */
  readonly label: string;
}

export interface Chart {
  /** Name of its files: lower-case letters, digits and hyphens. */
  readonly id: string;
  readonly title: string;
  /** What to see. */
  readonly caption: string;
  /** The same for those who do not see it, with the numbers. */
  readonly alternative: string;
  readonly columns: readonly ChartColumn[];
  readonly rows: readonly Readonly<Record<string, string | number>>[];
  specification(width: ChartWidth): TopLevelSpec;
}

const FONT = "'Source Sans 3', 'Source Sans Pro', system-ui, sans-serif";

/** The axis of rows that have names: the names alone. */
export const NAME_AXIS = {
  title: null,
  domain: false,
  ticks: false,
  labelColor: GROUND.ink.light,
  labelPadding: 6,
} as const;

/** A specification with the look that all charts share. */
export function framed(language: Language, body: object): TopLevelSpec {
  const [decimal, thousands] = language === 'de' ? [',', '\u202f'] : ['.', '\u202f'];
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    background: 'transparent',
    padding: 4,
    ...body,
    config: {
      // Its words would be English; the chart has its own.
      aria: false,
      font: FONT,
      locale: { number: { decimal, thousands, grouping: [3], currency: ['', ''], minus: '−', percent: '\u00a0%' } },
      view: { stroke: null },
      text: { color: GROUND.ink.light, fontSize: 12 },
      axis: {
        labelColor: GROUND.muted.light,
        titleColor: GROUND.muted.light,
        labelFontSize: 12,
        titleFontSize: 12,
        titleFontWeight: 'normal',
        domainColor: GROUND.line.light,
        tickColor: GROUND.line.light,
        gridColor: GROUND.faint.light,
        labelLimit: 260,
        labelSeparation: 5,
      },
      header: {
        labelColor: GROUND.ink.light,
        labelFontSize: 13,
        labelFontWeight: 600,
        titleColor: GROUND.muted.light,
        titleFontSize: 12,
        labelLimit: 300,
      },
      legend: { labelColor: GROUND.ink.light, labelFontSize: 12, titleColor: GROUND.muted.light, labelLimit: 260 },
      title: { color: GROUND.ink.light, fontSize: 13, fontWeight: 600, anchor: 'start' },
    },
  } as unknown as TopLevelSpec;
}

/** A text that fits into a place of a chart. The full one stands beside it. */
export function shorten(text: string, most: number): string {
  const plain = text.replace(/\s+/g, ' ').trim();
  const characters = [...plain];
  return characters.length <= most
    ? plain
    : `${characters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`;
}

/** Texts that stay different from each other when they are shortened. */
export function shortNames(texts: readonly string[], most: number): string[] {
  const short = texts.map((text) => shorten(text, most));
  return short.map((text, index) =>
    short.indexOf(text) === index && short.lastIndexOf(text) === index
      ? text
      : `${shorten(text, most - 4)} (${index + 1})`,
  );
}
