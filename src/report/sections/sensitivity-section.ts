/** The section of sensitivity analyses and of the value of information: which uncertain quantities the results hang on. */
import type { Chart } from '../charts/chart.ts';
import { type ImportanceOptions, importanceChart } from '../charts/importance.ts';
import { tornadoChart } from '../charts/tornado.ts';
import { type CsvRow, numberOf, textOf } from '../folder/read-csv.ts';
import type { Block, Section } from '../page/document.ts';
import { chartBlocks, memberOf, pathTitle, type ReportContext } from './context.ts';

/** Which uncertain quantities the results hang on, by whatever measures are there. */
export async function sensitivitySection(context: ReportContext): Promise<Section | undefined> {
  const { folder, speech } = context;
  const { say } = speech;
  const charts: (Chart | undefined)[] = [];
  const what = subjectOf(context);
  if (folder.has('tornado.csv')) {
    const rows = await folder.rows('tornado.csv');
    const entries = rows.map((row) => ({
      quantity: textOf(row, 'parameter'),
      low: numberOf(row, 'low_value'),
      high: numberOf(row, 'high_value'),
      outputLow: numberOf(row, 'output_low'),
      outputHigh: numberOf(row, 'output_high'),
      swing: estimateOf(row, 'swing'),
      changes: row.changes === 'yes',
    }));
    charts.push(
      tornadoChart(
        entries.filter(({ swing }) => Number.isFinite(swing.value)),
        what,
        speech,
      ),
    );
  }
  const ranked: readonly (Omit<ImportanceOptions, 'reference'> & {
    file: string;
    fields: string[];
    reference?: string;
  })[] = [
    {
      ...{ id: 'sobol', file: 'sobol.csv', fields: ['first', 'total'] },
      measures: [say('importance.first'), say('importance.total')],
      title: say('importance.sobol', { what }),
      caption: say('importance.sobol.caption'),
    },
    {
      ...{ id: 'pawn', file: 'pawn.csv', fields: ['pawn'], reference: 'dummy_limit' },
      measures: ['PAWN'],
      title: say('importance.pawn', { what }),
      caption: say('importance.pawn.caption'),
    },
    {
      ...{ id: 'ranks', file: 'ranks.csv', fields: ['prcc'] },
      measures: [say('importance.prcc')],
      title: say('importance.ranks', { what }),
      caption: say('importance.ranks.caption'),
    },
    {
      ...{ id: 'knowledge', file: 'evppi.csv', fields: ['evppi'] },
      measures: [say('importance.evppi')],
      title: say('importance.knowledge'),
      caption: say('importance.knowledge.caption'),
    },
  ];
  for (const { file, fields, reference, ...options } of ranked) {
    if (!folder.has(file)) continue;
    const rows = await folder.rows(file);
    const limit = reference === undefined || rows.length === 0 ? Number.NaN : numberOf(rows[0], reference);
    charts.push(
      importanceChart(
        rows.map((row) => ({
          quantity: textOf(row, 'parameter'),
          values: fields.map((field) => (field === 'evppi' ? plainEstimate(row, field) : estimateOf(row, field))),
        })),
        {
          ...options,
          ...(Number.isFinite(limit) ? { reference: { value: limit, label: say('importance.noise') } } : {}),
        },
        speech,
      ),
    );
  }
  if (charts.every((chart) => chart === undefined)) return undefined;
  return {
    id: 'sensitivity',
    title: say('section.sensitivity'),
    blocks: [
      { kind: 'paragraph', text: [say('section.sensitivity.text')] },
      ...(await perfectInformation(context)),
      ...chartBlocks(...charts),
    ],
  };
}

/** What it would be worth to know the world before choosing. */
async function perfectInformation({ folder, speech: { say, numbers } }: ReportContext): Promise<Block[]> {
  if (!folder.has('evpi.csv')) return [];
  return (await folder.rows('evpi.csv')).map((row) => ({
    kind: 'paragraph',
    text: [
      say('evpi.text', {
        metric: textOf(row, 'metric'),
        value: numbers.withInterval(numberOf(row, 'evpi'), { low: numberOf(row, 'low'), high: numberOf(row, 'high') }),
        share: numbers.share(numberOf(row, 'not_best'), {
          low: numberOf(row, 'not_best_low'),
          high: numberOf(row, 'not_best_high'),
        }),
      }),
    ],
  }));
}

function estimateOf(row: CsvRow, name: string) {
  return { value: numberOf(row, name), low: numberOf(row, `${name}_low`), high: numberOf(row, `${name}_high`) };
}

function plainEstimate(row: CsvRow, name: string) {
  return { value: numberOf(row, name), low: numberOf(row, 'low'), high: numberOf(row, 'high') };
}

/** What was explained, from the manifest: an objective on a path, or its difference between two. */
function subjectOf(context: ReportContext): string {
  const { say } = context.speech;
  const settings = memberOf(context.folder.manifest, 'sensitivity');
  const subject = memberOf(settings, 'subject');
  const metric = String(memberOf(settings, 'objective') ?? context.story.preferences[0]?.name ?? '');
  const path = (name: string) => pathTitle(context.story, String(memberOf(subject, name)));
  if (memberOf(subject, 'kind') === 'difference') {
    return say('threshold.difference', { metric, a: path('pathA'), b: path('pathB') });
  }
  return memberOf(subject, 'path') === undefined ? metric : say('threshold.output', { metric, path: path('path') });
}
