/** `report`: a folder of results as a page for a reader who was not there. */
import { basename, dirname, join } from 'node:path';
import { renderSvg } from '../report/charts/render-svg.ts';
import { GROUND } from '../report/charts/theme.ts';
import { type OpenedFolder, openResults } from '../report/folder/read-folder.ts';
import { speechOf } from '../report/language/language.ts';
import type { Language } from '../report/language/languages.ts';
import { chartsOf } from '../report/page/document.ts';
import { standaloneSvg } from '../report/page/figure.ts';
import { renderHtml } from '../report/page/html.ts';
import { renderMarkdown } from '../report/page/markdown.ts';
import { replaceFiles } from '../report/replace-files.ts';
import { composeReport } from '../report/report.ts';
import type { Environment } from './environment.ts';
import { displayPath } from './output-folder.ts';
import type { ReportCommandOptions, ReportFormat } from './report-options.ts';
import { VERSION } from './version.ts';

/**
 * Writes the report of a folder and prints its name.
 * @throws FolderError if the folder is not one of finished results, or the report cannot be written
 */
export async function reportResults(options: ReportCommandOptions, { stdout, stderr }: Environment): Promise<void> {
  const folder = await openResults(options.results, VERSION);
  if (!options.quiet) for (const warning of folder.warnings) stderr.write(`warning: ${warning}\n`);
  const file = options.out ?? join(folder.path, reportName(options.language, options.format));
  await writeReport(folder, file, options.language, options.format);
  stdout.write(options.quiet ? `${displayPath(file)}\n` : `Report in ${displayPath(file)}\n`);
}

/** Writes a report; with Markdown come the pictures that it shows. */
async function writeReport(
  folder: OpenedFolder,
  file: string,
  language: Language,
  format: ReportFormat,
): Promise<void> {
  const report = await composeReport(folder, language);
  const speech = speechOf(language);
  if (format !== 'md') {
    replaceFiles([{ path: file, data: await renderHtml(report, speech, { paper: format === 'pdf-ready' }) }]);
    return;
  }
  const pictures = chartsOf(report).map((chart) => ({
    chart,
    name: join('charts', chartName(chart.id, language, 'svg')),
  }));
  const files = [];
  for (const { chart, name } of pictures) {
    const svg = standaloneSvg(await renderSvg(chart.specification('wide')), chart, GROUND.paper.light);
    files.push({ path: join(dirname(file), name), data: svg });
  }
  const text = renderMarkdown(report, (wanted) => `charts/${chartName(wanted.id, language, 'svg')}`);
  replaceFiles([...files, { path: file, data: text }]);
}

/** Name of a report within its folder. */
export function reportName(language: Language, format: ReportFormat): string {
  const suffix = language === 'en' ? '' : `.${language}`;
  return { html: `report${suffix}.html`, 'pdf-ready': `report${suffix}.print.html`, md: `report${suffix}.md` }[format];
}

/** Name of the file of a chart. */
export function chartName(id: string, language: Language, extension: string): string {
  return basename(language === 'en' ? `${id}.${extension}` : `${id}.${language}.${extension}`);
}
