/** The options of `report` and `charts`: what they mean and how they are read. */
import type { Argv } from 'yargs';
import { LANGUAGES, type Language } from '../../report/language/languages.ts';
import { UsageError } from '../errors.ts';
import { readFlag, readList, readRepeated, readScalar, scalar } from '../read-options.ts';

const REPORT_FORMATS = ['html', 'pdf-ready', 'md'] as const;
const CHART_FORMATS = ['svg', 'png', 'json'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];
type ChartFormat = (typeof CHART_FORMATS)[number];

export interface ReportCommandOptions {
  readonly results: string;
  /** Folders of analyses that are to stand in the same report. */
  readonly others: readonly string[];
  readonly language: Language;
  /** On which the verdict rests; the scenario's first when left out. */
  readonly preference: string | undefined;
  readonly format: ReportFormat;
  /** File to write; in the folder of the results when left out. */
  readonly out: string | undefined;
  readonly quiet: boolean;
}

export interface ChartsCommandOptions {
  readonly results: string;
  readonly language: Language;
  readonly preference: string | undefined;
  readonly formats: readonly ChartFormat[];
  readonly quiet: boolean;
}

const language = scalar(`language: ${LANGUAGES.join(', ')} (default: en)`);
const preference = scalar('preference on which the verdict rests (default: the first of the scenario)');
const results = { type: 'string', describe: 'folder of results', demandOption: true } as const;

/** Declares the options of `report`. */
export function declareReportOptions(yargs: Argv): Argv {
  return yargs
    .positional('results', results)
    .options({
      lang: language,
      preference,
      with: scalar('folder of an analysis of the same scenario to take into the report; may be repeated'),
      format: scalar(`html, pdf-ready (a page to be printed to PDF) or md (default: html)`),
      out: scalar('file to write (default: report.html and the like in the folder of results)'),
      quiet: { type: 'boolean', describe: 'print only the name of the report' },
    })
    .epilogue(
      [
        'Examples:',
        '  stolperdraht report results/paris-2025-20250915T120000Z',
        '      one file that opens in any browser, without a network',
        '  stolperdraht report results/paris-2025-20250915T120000Z --lang de --format pdf-ready',
        '  stolperdraht report results/run --with results/sensitivity --with results/robustness',
        '  stolperdraht report results/run --preference kyiv',
        '      with the verdict under another preference than the first of the scenario',
      ].join('\n'),
    );
}

/** Declares the options of `charts`. */
export function declareChartsOptions(yargs: Argv): Argv {
  return yargs
    .positional('results', results)
    .options({
      lang: language,
      preference,
      formats: scalar(`what to write, separated by commas: ${CHART_FORMATS.join(', ')} (default: all)`),
      quiet: { type: 'boolean', describe: 'print only the folder of the charts' },
    })
    .epilogue('Writes every chart of the report into the folder charts of the results; json is Vega-Lite.');
}

/** @throws UsageError naming the option, its value and what is allowed */
export function readReportOptions(args: Readonly<Record<string, unknown>>): ReportCommandOptions {
  const text = (name: string) => readScalar(name, args[name]);
  return {
    results: readResults(args),
    others: readRepeated('with', args.with, 'a folder of results'),
    language: readLanguage(text('lang')),
    preference: text('preference'),
    format: oneOf('format', text('format') ?? 'html', REPORT_FORMATS),
    out: text('out'),
    quiet: readFlag('quiet', args.quiet),
  };
}

/** @throws UsageError naming the option, its value and what is allowed */
export function readChartsOptions(args: Readonly<Record<string, unknown>>): ChartsCommandOptions {
  const text = (name: string) => readScalar(name, args[name]);
  return {
    results: readResults(args),
    language: readLanguage(text('lang')),
    preference: text('preference'),
    formats: (readList('formats', text('formats')) ?? CHART_FORMATS).map((name) =>
      oneOf('formats', name, CHART_FORMATS),
    ),
    quiet: readFlag('quiet', args.quiet),
  };
}

function readResults(args: Readonly<Record<string, unknown>>): string {
  const folder = readScalar('RESULTS', args.results);
  if (folder === undefined) throw new UsageError('RESULTS is empty, must be a folder of results');
  return folder;
}

function readLanguage(text: string | undefined): Language {
  return oneOf('lang', text ?? 'en', LANGUAGES);
}

function oneOf<Value extends string>(name: string, text: string, allowed: readonly Value[]): Value {
  const value = allowed.find((candidate) => candidate === text);
  if (value === undefined) throw new UsageError(`--${name} is ${text}, must be one of ${allowed.join(', ')}`);
  return value;
}
