/** `report`: a folder of results as a page for a reader who was not there. */
import { basename, dirname, join } from 'node:path';
import { renderSvg } from '../../report/charts/render-svg.ts';
import { GROUND } from '../../report/charts/theme.ts';
import { openResults } from '../../report/folder/read-folder.ts';
import { speechOf } from '../../report/language/language.ts';
import type { Language } from '../../report/language/languages.ts';
import { chartsOf } from '../../report/page/document.ts';
import { standaloneSvg } from '../../report/page/figure.ts';
import { renderHtml } from '../../report/page/html.ts';
import { renderMarkdown } from '../../report/page/markdown.ts';
import { replaceFiles } from '../../report/replace-files.ts';
import { composeReport } from '../../report/report.ts';
import type { Environment } from '../environment.ts';
import { requirePreference } from '../objective.ts';
import { displayPath } from '../output-folder.ts';
import { VERSION } from '../version.ts';
import type { ReportCommandOptions, ReportFormat } from './report-options.ts';

/**
 * Writes the report of a folder and prints its name.
 * @throws FolderError if the folder is not one of finished results, or the report cannot be written
 */
export async function reportResults(options: ReportCommandOptions, { stdout, stderr }: Environment): Promise<void> {
  const { file, warnings } = await writeReport(options);
  if (!options.quiet) for (const warning of warnings) stderr.write(`warning: ${warning}\n`);
  stdout.write(options.quiet ? `${file}\n` : `Report in ${file}\n`);
}

/**
 * Writes the report of a folder; with Markdown come the pictures that it shows.
 * @returns its name, as short as it can be said from here, and what a reader of it should know
 * @throws FolderError if the folder is not one of finished results, or the report cannot be written
 */
export async function writeReport(
  options: Pick<ReportCommandOptions, 'results' | 'others' | 'language' | 'format' | 'out'> &
    Partial<Pick<ReportCommandOptions, 'preference'>>,
): Promise<{ file: string; warnings: readonly string[] }> {
  const { language, preference, format } = options;
  const folder = await openResults(options.results, VERSION);
  const file = options.out ?? join(folder.path, reportName(language, format));
  const others = [];
  for (const other of options.others) others.push(await openResults(other, VERSION));
  requirePreference(preference, Object.keys(folder.scenario.preferences));
  const report = await composeReport(folder, language, others, preference);
  if (format === 'md') {
    const chartFile = (id: string) => `charts/${chartName(id, language, 'svg')}`;
    const files = [];
    for (const chart of chartsOf(report)) {
      const svg = standaloneSvg(await renderSvg(chart.specification('wide')), chart, GROUND.paper.light);
      files.push({ path: join(dirname(file), chartFile(chart.id)), data: svg });
    }
    replaceFiles([...files, { path: file, data: renderMarkdown(report, ({ id }) => chartFile(id)) }]);
  } else {
    replaceFiles([
      { path: file, data: await renderHtml(report, speechOf(language), { paper: format === 'pdf-ready' }) },
    ]);
  }
  return { file: displayPath(file), warnings: [folder, ...others].flatMap(({ warnings }) => warnings) };
}

/** Name of a report within its folder. */
function reportName(language: Language, format: ReportFormat): string {
  const suffix = language === 'en' ? '' : `.${language}`;
  return { html: `report${suffix}.html`, 'pdf-ready': `report${suffix}.print.html`, md: `report${suffix}.md` }[format];
}

/** Name of the file of a chart. */
export function chartName(id: string, language: Language, extension: string): string {
  return basename(language === 'en' ? `${id}.${extension}` : `${id}.${language}.${extension}`);
}
