/** A report as one HTML file: no script, no network, all text escaped in one place. */
import type { Chart } from '../charts/chart.ts';
import { renderSvg } from '../charts/render-svg.ts';
import { pathShape, pathTone, toneVariable } from '../charts/theme.ts';
import type { Speech } from '../language/language.ts';
import type { Block, DocumentTable, Inline, PathMark, ReportDocument, Section } from './document.ts';
import { escapeText } from './escape.ts';
import { csvLink, embeddedSvg, specificationLink } from './figure.ts';
import { frameHtml } from './frame.ts';
import { paperStyle, screenStyle } from './style.ts';

export interface HtmlOptions {
  /** For paper: light, everything open, page breaks, no downloads. */
  readonly paper: boolean;
}

/** Rows of a chart's data on the page; the download has all. */
const MOST_ROWS = 120;
/** Sections that begin on a page of their own on paper. */
const APART = new Set(['outcomes', 'preferences', 'assumptions']);

/** The text of the file. */
export async function renderHtml(report: ReportDocument, speech: Speech, { paper }: HtmlOptions): Promise<string> {
  const style = paper ? paperStyle() : screenStyle();
  const sections: string[] = [];
  for (const section of report.sections) sections.push(await renderSection(section, speech, paper));
  const body = `<a class="skip" href="#content">${escapeText(speech.say('page.skip'))}</a>
<div class="page">
<header>
<p class="kicker">${escapeText(report.kicker)}</p>
<h1 dir="auto">${escapeText(report.title)}</h1>
${report.description === undefined ? '' : `<p class="description" dir="auto">${escapeText(report.description)}</p>`}
</header>
${paper ? '' : contents(report.sections, speech)}
<main id="content">
${sections.join('\n')}
</main>
<footer><p>${escapeText(report.footer)}</p></footer>
</div>`;
  return frameHtml({ language: speech.language, title: report.title, style, mayBeDark: !paper, body });
}

function contents(sections: readonly Section[], { say }: Speech): string {
  const items = sections.map(({ id, title }) => `<li><a href="#${id}">${escapeText(title)}</a></li>`);
  return `<nav aria-labelledby="contents"><h2 id="contents">${escapeText(say('page.contents'))}</h2><ol>${items.join('')}</ol></nav>`;
}

async function renderSection({ id, title, blocks }: Section, speech: Speech, paper: boolean): Promise<string> {
  const body: string[] = [];
  for (const block of blocks) body.push(await renderBlock(block, speech, paper));
  const name = paper && APART.has(id) ? ' class="apart"' : '';
  return `<section id="${id}"${name} aria-labelledby="${id}-heading"><h2 id="${id}-heading">${escapeText(title)}</h2>\n${body.join('\n')}\n</section>`;
}

async function renderBlock(block: Block, speech: Speech, paper: boolean): Promise<string> {
  switch (block.kind) {
    case 'paragraph':
      return `<p${block.tone === undefined ? '' : ` class="${block.tone}"`}>${inline(block.text)}</p>`;
    case 'heading':
      return `<h3>${escapeText(block.text)}</h3>`;
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${inline(item)}</li>`).join('')}</ul>`;
    case 'code':
      return `<pre><code>${escapeText(block.text)}</code></pre>`;
    case 'verdict':
      return `<div class="verdict"><p class="headline">${inline(block.headline)}</p>${block.text
        .map((text) => `<p>${inline(text)}</p>`)
        .join('')}</div>`;
    case 'paths':
      return `<ul class="paths">${block.paths.map(renderPath).join('')}</ul>`;
    case 'table':
      return renderTable(block, paper);
    case 'chart':
      return renderFigure(block.chart, speech, paper);
  }
}

function renderPath(path: PathMark & { readonly name: string; readonly description: string | undefined }): string {
  // The tone of the border is an attribute of the class, since a style attribute is not allowed by the policy.
  return `<li class="tone${path.index % 8}"><h3>${mark(path)}</h3>${
    path.description === undefined ? '' : `<p dir="auto">${escapeText(path.description)}</p>`
  }<code>${escapeText(path.name)}</code></li>`;
}

function renderTable({ caption, columns, rows, fold }: DocumentTable, paper: boolean): string {
  const numeric = (index: number) => (columns[index]?.numeric ? ' class="n"' : '');
  const head = columns.map(({ label }, index) => `<th scope="col"${numeric(index)}>${inline([label])}</th>`);
  const body = rows.map((row) => {
    if ('heading' in row)
      return `<tr class="group"><th scope="colgroup" colspan="${columns.length}">${escapeText(row.heading)}</th></tr>`;
    const written = row.map((cell, index) =>
      index === 0 && !columns[0]?.numeric
        ? `<th scope="row">${inline(cell)}</th>`
        : `<td${numeric(index)}>${inline(cell)}</td>`,
    );
    return `<tr>${written.join('')}</tr>`;
  });
  const table = `<div class="scroll" tabindex="0" role="region" aria-label="${escapeText(caption)}"><table><caption><span>${escapeText(caption)}</span></caption><thead><tr>${head.join('')}</tr></thead><tbody>${body.join('')}</tbody></table></div>`;
  return fold === undefined || paper ? table : `<details><summary>${escapeText(fold)}</summary>${table}</details>`;
}

async function renderFigure(chart: Chart, speech: Speech, paper: boolean): Promise<string> {
  const { say } = speech;
  const drawn: string[] = [];
  for (const width of paper ? (['wide'] as const) : (['wide', 'narrow'] as const)) {
    const svg = embeddedSvg(await renderSvg(chart.specification(width)), chart, width);
    drawn.push(svg.replace(/class="marks"/, `class="chart ${width}"`));
  }
  const tools = paper
    ? ''
    : `<p class="tools"><a download="${chart.id}.csv" href="${csvLink(chart)}">${escapeText(say('page.download.csv'))}</a><a download="${chart.id}.vl.json" href="${specificationLink(chart)}">${escapeText(say('page.download.spec'))}</a></p>${dataTable(chart, speech)}`;
  return `<figure id="chart-${chart.id}" aria-labelledby="chart-${chart.id}-name"><p class="title" id="chart-${chart.id}-name">${escapeText(chart.title)}</p>\n${drawn.join('\n')}\n<figcaption>${escapeText(chart.caption)}</figcaption>${tools}</figure>`;
}

function dataTable(chart: Chart, { say, numbers }: Speech): string {
  const { columns, rows, title } = chart;
  const isNumeric = columns.map(({ name }) => rows.every((row) => typeof row[name] === 'number'));
  const table: DocumentTable = {
    kind: 'table',
    caption: title,
    columns: columns.map(({ label }, index) => ({ label, numeric: isNumeric[index] })),
    rows: rows
      .slice(0, MOST_ROWS)
      .map((row) => columns.map(({ name }): Inline[] => [cellText(row[name], numbers.short)])),
    fold: say('page.data'),
  };
  const more =
    rows.length > MOST_ROWS
      ? `<p class="small">${escapeText(say('page.more', { n: rows.length - MOST_ROWS }))}</p>`
      : '';
  return renderTable(table, false).replace('</details>', `${more}</details>`);
}

function cellText(cell: string | number | undefined, write: (value: number, digits: number) => string): string {
  return typeof cell === 'number' ? write(cell, 3) : (cell ?? '–');
}

function inline(pieces: readonly Inline[]): string {
  return pieces
    .map((piece) => {
      if (typeof piece === 'string') return unbroken(escapeText(piece));
      if ('strong' in piece) return `<strong>${escapeText(piece.strong)}</strong>`;
      if ('code' in piece) return `<code>${escapeText(piece.code)}</code>`;
      if ('written' in piece) return `<bdi class="written">${escapeText(piece.written)}</bdi>`;
      return mark(piece.path);
    })
    .join('');
}

/** Keeps the two ends of a range of numbers together. */
function unbroken(html: string): string {
  return html.replace(/\(?[\d.,−]+–[\d.,−]+(?:\u00a0%)?\)?/g, '<span class="nb">$&</span>');
}

/** Outlines of the marks of paths in a square of 10, as Vega draws them. */
const OUTLINES: Readonly<Record<string, string>> = {
  circle: 'M5,0A5,5,0,1,1,5,10A5,5,0,1,1,5,0Z',
  square: 'M.5,.5h9v9h-9Z',
  'triangle-up': 'M5,0L10,9.5H0Z',
  diamond: 'M5,-.5L9.5,5L5,10.5L.5,5Z',
  cross: 'M3.3,0h3.4v3.3h3.3v3.4h-3.3v3.3h-3.4v-3.3h-3.3v-3.4h3.3Z',
  'triangle-down': 'M0,.5H10L5,10Z',
  'triangle-right': 'M.5,0L10,5L.5,10Z',
  'triangle-left': 'M9.5,0L0,5L9.5,10Z',
};

function mark({ title, index }: PathMark): string {
  const fill = `var(${toneVariable(pathTone(index))})`;
  return `<span class="mark"><svg viewBox="-0.5 -0.5 11 11" aria-hidden="true"><path d="${OUTLINES[pathShape(index)]}" fill="${fill}"/></svg><bdi>${escapeText(title)}</bdi></span>`;
}
