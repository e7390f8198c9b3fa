/** Sections of the analyses that other commands leave in folders of their own: each is there when its file is. */
import { acceptabilityChart } from '../charts/acceptability.ts';
import { boxesChart } from '../charts/boxes.ts';
import type { Chart } from '../charts/chart.ts';
import { type ImportanceOptions, importanceChart } from '../charts/importance.ts';
import { thresholdChart } from '../charts/threshold-curve.ts';
import { tornadoChart } from '../charts/tornado.ts';
import { type CsvRow, numberOf, textOf } from '../folder/read-csv.ts';
import { columnsOf } from '../folder/run-data.ts';
import type { Block, Inline, Section } from '../page/document.ts';
import { pathInline, type ReportContext } from './context.ts';

const chartBlocks = (...charts: readonly (Chart | undefined)[]): Block[] =>
  charts.flatMap((chart) => (chart === undefined ? [] : [{ kind: 'chart', chart }]));

const titleOf = ({ story }: ReportContext, name: string) =>
  story.paths.find((path) => path.name === name)?.title ?? name;

/** Where two paths change places. */
export async function thresholdSection(context: ReportContext): Promise<Section | undefined> {
  const { folder, speech } = context;
  const { say } = speech;
  if (!folder.has('curve.csv') || !folder.has('threshold.csv')) return undefined;
  const [curve, crossings] = [await folder.rows('curve.csv'), await folder.rows('threshold.csv')];
  const keyOf = (row: CsvRow) => `${row.metric} ${row.path_a} ${row.path_b} ${row.level}`;
  const subjects = [...new Map(curve.map((row) => [keyOf(row), row])).entries()];
  const range = memberOf(memberOf(folder.manifest, 'threshold'), 'range');
  const charts = subjects.map(([key, row], index) => {
    const [a, b] = [titleOf(context, textOf(row, 'path_a')), titleOf(context, textOf(row, 'path_b'))];
    const metric = textOf(row, 'metric');
    const isDifference = row.path_b !== '';
    return thresholdChart(
      {
        id: `threshold-${index + 1}`,
        parameter: textOf(row, 'parameter'),
        output: isDifference
          ? say('threshold.difference', { metric, a, b })
          : say('threshold.output', { metric, path: a }),
        level: isDifference ? 0 : numberOf(row, 'level'),
        isLogarithmic: memberOf(range, 'scale') === 'log',
        curve: curve
          .filter((point) => keyOf(point) === key)
          .map((point) => ({
            value: numberOf(point, 'value'),
            mean: numberOf(point, 'mean'),
            low: numberOf(point, 'low'),
            high: numberOf(point, 'high'),
          }))
          .filter(({ mean }) => Number.isFinite(mean)),
        crossings: crossings
          .filter((crossing) => keyOf(crossing) === key)
          .map((crossing) => ({
            value: numberOf(crossing, 'value'),
            low: numberOf(crossing, 'low'),
            high: numberOf(crossing, 'high'),
            betterBelow: crossing.better_below ? titleOf(context, textOf(crossing, 'better_below')) : undefined,
            betterAbove: crossing.better_above ? titleOf(context, textOf(crossing, 'better_above')) : undefined,
          })),
      },
      speech,
    );
  });
  const said = charts.flatMap((chart): Inline[][] => (chart === undefined ? [] : [[chart.alternative]]));
  return {
    id: 'threshold',
    title: say('section.threshold'),
    blocks: [
      { kind: 'paragraph', text: [say('section.threshold.text')] },
      { kind: 'list', items: said },
      ...chartBlocks(...charts),
    ],
  };
}

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

/** How probable it is that each path is the best, by the weight of a value judgement. */
export async function acceptabilitySection(context: ReportContext): Promise<Section | undefined> {
  const { folder, story, speech } = context;
  if (!folder.has('acceptability.csv')) return undefined;
  const rows = (await folder.rows('acceptability.csv')).map((row) => ({
    weight: numberOf(row, 'weight'),
    path: textOf(row, 'path'),
    share: numberOf(row, 'share'),
    low: numberOf(row, 'low'),
    high: numberOf(row, 'high'),
    isBestOnAverage: row.best_on_average === '1',
  }));
  const label = columnsOf(folder, 'acceptability.csv').get('weight')?.label ?? 'weight';
  const chart = acceptabilityChart(story, rows, label === 'weight' ? speech.say('column.weight') : label, speech);
  if (chart === undefined) return undefined;
  const meaning = folder.dataPackage.resources
    .find(({ path }) => path === 'acceptability.csv')
    ?.schema.fields.find(({ name }) => name === 'weight')?.description;
  return {
    id: 'acceptability',
    title: speech.say('section.acceptability'),
    blocks: [
      ...(meaning === undefined
        ? []
        : [{ kind: 'paragraph', text: [`${speech.say('column.weight')}: `, { written: meaning }] } as const]),
      ...(await frontierBlocks(context)),
      ...chartBlocks(chart),
    ],
  };
}

/** Which path has the best mean in which range of the weight. */
async function frontierBlocks({ folder, story, speech: { say, numbers } }: ReportContext): Promise<Block[]> {
  if (!folder.has('frontier.csv')) return [];
  const items = (await folder.rows('frontier.csv')).map((row): Inline[] => {
    const to = numberOf(row, 'to');
    const interval = { low: numberOf(row, 'to_low'), high: numberOf(row, 'to_high') };
    const end = Number.isNaN(interval.low) ? numbers.short(to, 3) : numbers.withInterval(to, interval);
    return [
      pathInline(story, textOf(row, 'path')),
      `: ${say('frontier.range', { from: numbers.short(numberOf(row, 'from'), 3), to: end })}`,
    ];
  });
  return [
    { kind: 'paragraph', text: [say('frontier.text')] },
    { kind: 'list', items },
  ];
}

/** Which path each rule of choice picks. */
export async function robustnessSection(context: ReportContext): Promise<Section | undefined> {
  const { folder, story, speech } = context;
  const { say, numbers, label } = speech;
  if (!folder.has('robustness.csv')) return undefined;
  const rows = await folder.rows('robustness.csv');
  const rules = [...new Map(rows.map((row) => [textOf(row, 'rule'), row])).entries()];
  const blocks: Block[] = [
    { kind: 'paragraph', text: [say('section.robustness.text')] },
    {
      kind: 'table',
      caption: say('robustness.table', { metric: rows.length > 0 ? textOf(rows[0], 'metric') : '' }),
      columns: [
        { label: say('column.rule') },
        { label: say('column.picks') },
        { label: say('column.picked'), numeric: true },
      ],
      rows: rules.flatMap(([rule, first]): Inline[][][] => {
        const own = rows.filter((row) => textOf(row, 'rule') === rule);
        const picked = own.filter((row) => row.picked === '1');
        if (picked.length === 0) return [];
        const name = ruleName(textOf(first, 'title'), label, numbers.exact);
        return [
          [
            [first.extreme === '1' ? `${name} †` : name],
            picked.flatMap((row, index): Inline[] => [
              ...(index > 0 ? [', '] : []),
              pathInline(story, textOf(row, 'path')),
            ]),
            [numbers.percent(picked.reduce((sum, row) => sum + numberOf(row, 'pick_share'), 0))],
          ],
        ];
      }),
    },
    { kind: 'paragraph', tone: 'small', text: [say('robustness.note')] },
  ];
  if (folder.has('satisficing.csv')) {
    const met = await folder.rows('satisficing.csv');
    const requirements = [...new Set(met.map((row) => textOf(row, 'requirement')))];
    blocks.push({
      kind: 'table',
      caption: say('satisficing.table'),
      columns: [
        { label: say('column.requirement') },
        ...story.paths.map(({ title, index }) => ({ label: { path: { title, index } }, numeric: true })),
      ],
      rows: requirements.map((requirement): Inline[][] => [
        [{ code: requirement }],
        ...story.paths.map(({ name }): Inline[] => {
          const row = met.find(
            (entry) => textOf(entry, 'requirement') === requirement && textOf(entry, 'path') === name,
          );
          if (row === undefined) return ['–'];
          return [numbers.share(numberOf(row, 'share'), { low: numberOf(row, 'low'), high: numberOf(row, 'high') })];
        }),
      ]),
    });
  }
  return { id: 'robustness', title: say('section.robustness'), blocks };
}

/** Boxes of worlds in which a condition holds. */
export async function discoverySection({ folder, speech }: ReportContext): Promise<Section | undefined> {
  const { say, numbers } = speech;
  if (!folder.has('limits.csv') || !folder.has('boxes.csv')) return undefined;
  const boxes = await folder.rows('boxes.csv');
  const facts = new Map(
    boxes.map((row) => [
      numberOf(row, 'box'),
      say('boxes.facts', {
        box: row.box,
        density: numbers.percent(numberOf(row, 'density')),
        coverage: numbers.percent(numberOf(row, 'coverage')),
        n: numbers.count(numberOf(row, 'n')),
        held: heldOut(row, numbers),
      }) + (row.accepted === '0' ? ` ${say('boxes.refused')}` : ''),
    ]),
  );
  const limits = (await folder.rows('limits.csv')).map((row) => {
    const quantile = (column: string, open: number) => {
      const value = numberOf(row, column);
      return Number.isNaN(value) ? open : value;
    };
    return {
      box: numberOf(row, 'box'),
      quantity: textOf(row, 'parameter'),
      low: numberOf(row, 'low'),
      high: numberOf(row, 'high'),
      lowQuantile: quantile('low_quantile', 0),
      highQuantile: quantile('high_quantile', 1),
    };
  });
  const description = folder.dataPackage.resources.find(({ path }) => path === 'boxes.csv')?.description;
  return {
    id: 'discovery',
    title: say('section.discovery'),
    blocks: [
      { kind: 'paragraph', text: [say('section.discovery.text')] },
      ...(description === undefined ? [] : [{ kind: 'paragraph', text: [{ written: description }] } as const]),
      { kind: 'list', items: [...facts.values()].map((fact): Inline[] => [fact]) },
      ...chartBlocks(boxesChart(limits, facts, speech)),
    ],
  };
}

function heldOut(row: CsvRow, numbers: ReportContext['speech']['numbers']): string {
  const value = numberOf(row, 'held_out_density');
  if (Number.isNaN(value)) return '–';
  return `${numbers.percent(value)} (${numbers.probabilityRange(numberOf(row, 'held_out_density_low'), numberOf(row, 'held_out_density_high'))})`;
}

/** `Hurwicz (0.5)`: the name in the language, with the number that it has in brackets. */
function ruleName(title: string, label: (english: string) => string, write: (value: number) => string): string {
  if (label(title) !== title) return label(title);
  const base = title.replace(/ \(.*\)$/, '');
  if (label(base) === base) return title;
  const number = /([\d.]+)\)$/.exec(title)?.[1];
  return number === undefined ? label(base) : `${label(base)} (${write(Number(number))})`;
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
  const path = (name: string) => titleOf(context, String(memberOf(subject, name)));
  if (memberOf(subject, 'kind') === 'difference') {
    return say('threshold.difference', { metric, a: path('pathA'), b: path('pathB') });
  }
  return memberOf(subject, 'path') === undefined ? metric : say('threshold.output', { metric, path: path('path') });
}

function memberOf(data: unknown, name: string): unknown {
  return typeof data === 'object' && data !== null && Object.hasOwn(data, name)
    ? (data as Record<string, unknown>)[name]
    : undefined;
}
