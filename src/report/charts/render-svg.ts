/** Draws charts: Vega-Lite to SVG, with real text, the same bytes on every machine. */
import * as vega from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';

/** Widths of characters at size 1, for the layout; who shows the SVG sets it in a sans serif, perhaps a broad one. */
const NARROW = /[iljtfI.,:;'|!()[\]·’ \u00a0\u202f]/;
const BROAD = /[mwMW@%—…]/;

interface TextItem {
  readonly text?: unknown;
  readonly fontSize?: number;
  readonly fontWeight?: unknown;
}

function estimateWidth(item: TextItem, text: unknown): number {
  let width = 0;
  for (const character of String(text)) {
    if (NARROW.test(character)) width += 0.31;
    else if (BROAD.test(character)) width += 0.88;
    else if (character >= 'A' && character <= 'Z') width += 0.68;
    else if (character > '\u2e80') width += 1;
    else width += 0.57;
  }
  return width * (item.fontSize ?? 11) * (Number(item.fontWeight) >= 600 ? 1.06 : 1);
}

/** How Vega measures text; its types do not know of it. */
const { textMetrics } = vega as unknown as {
  textMetrics: { canvas(use: boolean): void; width: (item: TextItem, text?: unknown) => number };
};

/**
 * The SVG of a specification. No canvas is used, even where one is installed: the layout rests on a table of widths.
 * @throws Error if Vega does not understand the specification
 */
export async function renderSvg(specification: TopLevelSpec): Promise<string> {
  textMetrics.canvas(false);
  textMetrics.width = (item, text) =>
    Array.isArray(text)
      ? Math.max(0, ...text.map((line) => estimateWidth(item, line)))
      : estimateWidth(item, text ?? item.text);
  const silent = vega.logger(0);
  // Vega writes marks of its own into the rows that it is given.
  const { spec } = compile(structuredClone(specification), { logger: silent });
  const view = new vega.View(vega.parse(spec), { renderer: 'none', logger: silent });
  try {
    return tidy(await view.toSVG());
  } finally {
    view.finalize();
  }
}

/** Changes attributes of an SVG, or drops those that become undefined; its texts stay as they are. */
export function rewriteAttributes(svg: string, change: (name: string, value: string) => string | undefined): string {
  return svg.replace(/<[a-zA-Z]+(?:\s+[\w:-]+="[^"]*")*\s*\/?>/g, (tag) =>
    tag.replace(/\s+([\w:-]+)="([^"]*)"/g, (_, name: string, value: string) => {
      const changed = change(name, value);
      return changed === undefined ? '' : ` ${name}="${changed}"`;
    }),
  );
}

/** What Vega says to screen readers is English and of no use to them; the chart has a description of its own. */
const DROPPED = new Set(['role', 'aria-roledescription', 'aria-hidden', 'aria-label', 'pointer-events', 'xmlns:xlink']);

function tidy(svg: string): string {
  const drawn = svg.replace(/<path class="(?:background|foreground)"[^>]* d="(?:M0,0h0v0h0Z)?"[^>]*\/>/g, '');
  const ids = new Map<string, string>();
  // Vega numbers its clips through the life of the process.
  const renumber = (id: string) => {
    if (!ids.has(id)) ids.set(id, `clip${ids.size}`);
    return ids.get(id) as string;
  };
  return rewriteAttributes(drawn, (name, value) => {
    if (name === 'id') return renumber(value);
    if (value.startsWith('url(#')) return `url(#${renumber(value.slice(5, -1))})`;
    if (DROPPED.has(name) || (name === 'opacity' && value === '1')) return undefined;
    return round(value);
  });
}

/** Coordinates to a hundredth of a pixel: what lies beyond is not seen, and could differ between machines. */
function round(value: string): string {
  return value.replace(/-?\d+\.\d{3,}(?:e-?\d+)?/g, (number) => String(Number(Number(number).toFixed(2))));
}
