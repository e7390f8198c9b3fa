/** Charts as files and as figures of a page. */
import type { Chart } from '../charts/chart.ts';
import { rewriteAttributes } from '../charts/render-svg.ts';
import { TONES, toneVariable } from '../charts/theme.ts';
import { csvOf } from './chart-data.ts';
import { escapeText } from './escape.ts';

const VARIABLES = new Map(TONES.map((tone) => [tone.light, toneVariable(tone)]));

/** An SVG that stands alone: on paper-white ground, with its title and its text alternative in it. */
export function standaloneSvg(svg: string, chart: Chart, background: string): string {
  const named = labelSvg(svg, chart, chart.id);
  return named.replace(/(<svg[^>]*>.*?<\/desc>)/s, `$1<rect width="100%" height="100%" fill="${background}"/>`);
}

/** An SVG as part of a page: its colours are variables of the page, its type is the page's, its ids are its own. */
export function embeddedSvg(svg: string, chart: Chart, variant: string): string {
  const prefix = `${chart.id}-${variant}`;
  const themed = rewriteAttributes(svg, (name, value) => {
    if (name === 'fill' || name === 'stroke') {
      const variable = VARIABLES.get(value.toLowerCase());
      if (variable !== undefined) return `var(${variable})`;
    }
    if (name === 'id') return `${prefix}-${value}`;
    if (name === 'font-family') return undefined;
    return value.replace(/url\(#([^)]+)\)/g, `url(#${prefix}-$1)`);
  });
  return labelSvg(themed, chart, prefix);
}

function labelSvg(svg: string, { title, alternative }: Chart, prefix: string): string {
  return svg.replace(
    /<svg([^>]*)>/,
    (_, attributes: string) =>
      `<svg${attributes} role="img" aria-labelledby="${prefix}-title ${prefix}-desc">` +
      `<title id="${prefix}-title">${escapeText(title)}</title><desc id="${prefix}-desc">${escapeText(alternative)}</desc>`,
  );
}

/** The data of a chart as a link that needs no network. */
export function csvLink(chart: Chart): string {
  return dataLink('text/csv', csvOf(chart));
}

/** Its specification as such a link. */
export function specificationLink(chart: Chart): string {
  return dataLink('application/json', JSON.stringify(specificationOf(chart)));
}

/** The specification of a chart as a file. */
export function specificationText(chart: Chart): string {
  return `${JSON.stringify(specificationOf(chart), null, 2)}\n`;
}

function specificationOf(chart: Chart): object {
  return {
    ...chart.specification('wide'),
    title: undefined,
    description: chart.alternative,
    usermeta: { title: chart.title, caption: chart.caption },
  };
}

function dataLink(type: string, text: string): string {
  return `data:${type};charset=utf-8;base64,${Buffer.from(text, 'utf8').toString('base64')}`;
}
