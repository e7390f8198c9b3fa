/** A report as Markdown (CommonMark with tables); its charts are files beside it. */
import type { Chart } from '../charts/chart.ts';
import type { Block, DocumentTable, Inline, ReportDocument } from './document.ts';

/**
 * The text of the file.
 * @param chartFile where the picture of a chart lies, from the report
 */
export function renderMarkdown(report: ReportDocument, chartFile: (chart: Chart) => string): string {
  const parts = [
    escapeMarkdown(report.kicker),
    `# ${escapeMarkdown(report.title)}`,
    ...(report.description === undefined ? [] : [escapeMarkdown(report.description)]),
    ...report.sections.flatMap(({ title, blocks }) => [
      `## ${escapeMarkdown(title)}`,
      ...blocks.map((block) => renderBlock(block, chartFile)),
    ]),
    '---',
    escapeMarkdown(report.footer),
  ];
  return `${parts.join('\n\n')}\n`;
}

function renderBlock(block: Block, chartFile: (chart: Chart) => string): string {
  switch (block.kind) {
    case 'paragraph':
      return inline(block.text);
    case 'heading':
      return `### ${escapeMarkdown(block.text)}`;
    case 'list':
      return block.items.map((item) => `- ${inline(item)}`).join('\n');
    case 'code':
      return fence(block.text);
    case 'verdict':
      return [`**${inline(block.headline, false)}**`, ...block.text.map((text) => inline(text))]
        .map((line) => `> ${line}`)
        .join('\n>\n');
    case 'paths':
      return block.paths
        .map(({ title, name, description }) => {
          const said = description === undefined ? '' : `: ${escapeMarkdown(description)}`;
          return `- **${escapeMarkdown(title)}** (${code(name)})${said}`;
        })
        .join('\n');
    case 'table':
      return renderTable(block);
    case 'chart': {
      const { title, caption, alternative } = block.chart;
      return `### ${escapeMarkdown(title)}\n\n![${escapeMarkdown(alternative)}](${chartFile(block.chart)})\n\n*${escapeMarkdown(caption)}*`;
    }
  }
}

function renderTable({ caption, columns, rows }: DocumentTable): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const head = line(columns.map(({ label }) => inline([label])));
  const rule = line(columns.map(({ numeric }) => (numeric ? '--:' : '---')));
  const body = rows.map((row) =>
    'heading' in row
      ? line([`**${escapeMarkdown(row.heading)}**`, ...columns.slice(1).map(() => '')])
      : line(columns.map((_, index) => inline(row[index] ?? []))),
  );
  return [`**${escapeMarkdown(caption)}**`, '', head, rule, ...body].join('\n');
}

function inline(pieces: readonly Inline[], strong = true): string {
  const bold = (text: string) => (strong ? `**${escapeMarkdown(text)}**` : escapeMarkdown(text));
  return pieces
    .map((piece) => {
      if (typeof piece === 'string') return escapeMarkdown(piece);
      if ('strong' in piece) return bold(piece.strong);
      if ('code' in piece) return code(piece.code);
      if ('written' in piece) return escapeMarkdown(piece.written);
      return bold(piece.path.title);
    })
    .join('');
}

/** Code with as many backticks around it as it takes. A pipe would end the cell of a table, even in code. */
function code(text: string): string {
  const plain = text.replace(/\s+/g, ' ').replaceAll('|', '\\|');
  const longest = Math.max(0, ...(plain.match(/`+/g) ?? []).map((run) => run.length));
  const ticks = '`'.repeat(longest + 1);
  const pad = plain.startsWith('`') || plain.endsWith('`') ? ' ' : '';
  return plain === '' ? '' : `${ticks}${pad}${plain}${pad}${ticks}`;
}

function fence(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const ticks = '`'.repeat(longest + 1);
  return `${ticks}text\n${text}\n${ticks}`;
}

/** Text in which nothing is read as Markdown or HTML, on one line. */
function escapeMarkdown(text: string): string {
  return text
    .replace(/[\s\p{Cc}]+/gu, (space) => (space === '\u00a0' || space === '\u202f' ? space : ' '))
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '\ufffd')
    .replace(/[\\`*_{}[\]<>#|~&!]/g, '\\$&')
    .replace(/^(\s*)([-+=])/, '$1\\$2')
    .replace(/^(\s*\d+)([.)])/, '$1\\$2');
}
