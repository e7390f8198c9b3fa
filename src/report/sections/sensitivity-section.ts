/** The section of sensitivity analyses: which uncertain quantities the results hang on, by whatever measures are there. */
import type { Chart } from '../charts/chart.ts';
import { type ImportanceOptions, importanceChart } from '../charts/importance.ts';
import { tornadoChart } from '../charts/tornado.ts';
import { type CsvRow, numberOf, textOf } from '../folder/read-csv.ts';
import type { MessageKey } from '../language/messages-en.ts';
import type { Section } from '../page/document.ts';
import { betterBlocks, chartBlocks, memberOf, pathTitle, type ReportContext } from './context.ts';
import { regionalBlocks } from './regional-blocks.ts';

/** A table of quantities by how much hangs on them. */
interface RankedTable extends Omit<ImportanceOptions, 'reference'> {
  readonly file: string;
  /** Columns of the measures; each has one for either end of its interval. */
  readonly fields: readonly string[];
  /** Column of what something without influence would reach. */
  readonly reference?: string;
}

/** Titles of sections that show one method alone. */
const TITLES: Readonly<Record<string, MessageKey>> = {
  'tornado.csv': 'section.tornado',
  'sobol.csv': 'section.sobol',
  'morris.csv': 'section.morris',
  'regional.csv': 'section.regional',
};

/** Which uncertain quantities the results hang on. */
export async function sensitivitySection(context: ReportContext): Promise<Section | undefined> {
  const { folder, speech } = context;
  const { say } = speech;
  const charts: (Chart | undefined)[] = [];
  const subject = subjectOf(context);
  if (folder.has('tornado.csv')) charts.push(await tornado(context, subject.text));
  const tables = rankedTables(context, subject.text).filter(({ file }) => folder.has(file));
  for (const table of tables) charts.push(await ranked(context, table));
  if (charts.every((chart) => chart === undefined)) return undefined;
  const files = [...(folder.has('tornado.csv') ? ['tornado.csv'] : []), ...tables.map(({ file }) => file)];
  const title = files.length === 1 ? TITLES[files[0]] : undefined;
  const regional = await regionalBlocks(context);
  return {
    id: 'sensitivity',
    title: say(title ?? 'section.sensitivity'),
    blocks: [
      { kind: 'paragraph', text: [say('section.sensitivity.text')] },
      ...regional.before,
      ...chartBlocks(...charts),
      ...regional.after,
      ...(subject.direction === undefined ? [] : betterBlocks(context, subject.metric, subject.direction)),
    ],
  };
}

function rankedTables({ folder, story, speech: { say } }: ReportContext, what: string): readonly RankedTable[] {
  const settings = memberOf(folder.manifest, 'sensitivity');
  const told = (name: string) => String(memberOf(settings, name) ?? '');
  return [
    {
      ...{ id: 'sobol', file: 'sobol.csv', fields: ['first', 'total'] },
      measures: [say('importance.first'), say('importance.total')],
      title: say('importance.sobol', { what }),
      caption: say('importance.sobol.caption'),
    },
    {
      ...{ id: 'morris', file: 'morris.csv', fields: ['mu_star', 'sigma'] },
      measures: [say('importance.size'), say('importance.spread')],
      title: say('importance.morris', { what }),
      caption: say('importance.morris.caption'),
    },
    {
      ...{ id: 'pawn', file: 'pawn.csv', fields: ['pawn'], reference: 'dummy_limit' },
      measures: ['PAWN'],
      title: say('importance.pawn', { what }),
      caption: say('importance.pawn.caption'),
    },
    {
      ...{ id: 'delta', file: 'delta.csv', fields: ['delta'] },
      measures: [say('importance.delta.name')],
      title: say('importance.delta', { what }),
      caption: say('importance.delta.caption'),
    },
    {
      ...{ id: 'ranks', file: 'ranks.csv', fields: ['prcc'] },
      measures: [say('importance.prcc')],
      title: say('importance.ranks', { what }),
      caption: say('importance.ranks.caption'),
    },
    {
      ...{ id: 'regional', file: 'regional.csv', fields: ['distance'] },
      measures: [say('importance.distance')],
      title: say('importance.regional', { where: told('where'), path: pathTitle(story, told('path')) }),
      caption: say('importance.regional.caption'),
    },
  ];
}

async function ranked(
  { folder, speech }: ReportContext,
  { file, fields, reference, ...options }: RankedTable,
): Promise<Chart | undefined> {
  const rows = await folder.rows(file);
  const limit = reference === undefined || rows.length === 0 ? Number.NaN : numberOf(rows[0], reference);
  return importanceChart(
    rows.map((row) => ({
      quantity: textOf(row, 'parameter'),
      values: fields.map((field) => estimateOf(row, field)),
    })),
    {
      ...options,
      ...(Number.isFinite(limit) ? { reference: { value: limit, label: speech.say('importance.noise') } } : {}),
    },
    speech,
  );
}

async function tornado({ folder, speech }: ReportContext, what: string): Promise<Chart | undefined> {
  const entries = (await folder.rows('tornado.csv')).map((row) => ({
    quantity: textOf(row, 'parameter'),
    low: numberOf(row, 'low_value'),
    high: numberOf(row, 'high_value'),
    outputLow: numberOf(row, 'output_low'),
    outputHigh: numberOf(row, 'output_high'),
    swing: estimateOf(row, 'swing'),
    changes: row.changes === 'yes',
  }));
  return tornadoChart(
    entries.filter(({ swing }) => Number.isFinite(swing.value)),
    what,
    speech,
  );
}

function estimateOf(row: CsvRow, name: string) {
  return { value: numberOf(row, name), low: numberOf(row, `${name}_low`), high: numberOf(row, `${name}_high`) };
}

/** What was explained, from the manifest: an objective on a path, or its difference between two. */
function subjectOf({ folder, story, speech: { say } }: ReportContext) {
  const settings = memberOf(folder.manifest, 'sensitivity');
  const subject = memberOf(settings, 'subject');
  const metric = String(memberOf(settings, 'objective') ?? story.preferences[0]?.name ?? '');
  const path = (name: string) => pathTitle(story, String(memberOf(subject, name)));
  const text =
    memberOf(subject, 'kind') === 'difference'
      ? say('threshold.difference', { metric, a: path('pathA'), b: path('pathB') })
      : memberOf(subject, 'path') === undefined
        ? metric
        : say('threshold.output', { metric, path: path('path') });
  // Which way a metric is better does not count in an explanation of how it differs.
  const direction = story.preferences.find(({ name }) => name === metric && subject !== undefined)?.direction;
  return { text, metric, direction };
}
