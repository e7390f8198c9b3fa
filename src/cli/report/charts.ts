/** `charts`: every chart of a report as Vega-Lite, SVG and PNG. */
import { join } from 'node:path';
import { loadPngRenderer } from '../../report/charts/render-png.ts';
import { renderSvg } from '../../report/charts/render-svg.ts';
import { GROUND } from '../../report/charts/theme.ts';
import { openResults } from '../../report/folder/read-folder.ts';
import { chartsOf } from '../../report/page/document.ts';
import { specificationText, standaloneSvg } from '../../report/page/figure.ts';
import { replaceFiles } from '../../report/replace-files.ts';
import { composeReport } from '../../report/report.ts';
import type { Environment } from '../environment.ts';
import { requirePreference } from '../objective.ts';
import { displayPath } from '../output-folder.ts';
import { VERSION } from '../version.ts';
import { chartName } from './report.ts';
import type { ChartsCommandOptions } from './report-options.ts';

/**
 * Writes the charts of a folder into its folder `charts` and prints where.
 * @throws FolderError if the folder is not one of finished results, PNG cannot be made, or a file cannot be written
 */
export async function chartResults(options: ChartsCommandOptions, { stdout, stderr }: Environment): Promise<void> {
  const { formats, language, preference, quiet } = options;
  const folder = await openResults(options.results, VERSION);
  if (!quiet) for (const warning of folder.warnings) stderr.write(`warning: ${warning}\n`);
  const renderPng = formats.includes('png') ? await loadPngRenderer() : undefined;
  requirePreference(preference, Object.keys(folder.scenario.preferences));
  const charts = chartsOf(await composeReport(folder, language, [], preference));
  const where = join(folder.path, 'charts');
  const files: { path: string; data: string | Uint8Array }[] = [];
  for (const chart of charts) {
    const path = (extension: string) => join(where, chartName(chart.id, language, extension));
    if (formats.includes('json')) files.push({ path: path('vl.json'), data: specificationText(chart) });
    if (renderPng === undefined && !formats.includes('svg')) continue;
    const svg = standaloneSvg(await renderSvg(chart.specification('wide')), chart, GROUND.paper.light);
    if (formats.includes('svg')) files.push({ path: path('svg'), data: svg });
    if (renderPng !== undefined) files.push({ path: path('png'), data: renderPng(svg) });
  }
  replaceFiles(files);
  const many = `${charts.length} ${charts.length === 1 ? 'chart' : 'charts'}`;
  stdout.write(quiet ? `${displayPath(where)}\n` : `${many} in ${displayPath(where)} (${formats.join(', ')})\n`);
}
