/** The section of perception: what of a risk rests on misjudgement, and what the truth would change. */
import { type ChartedMean, type ChartedSplit, misjudgementChart } from '../charts/misjudgement.ts';
import { type CsvRow, numberOf, textOf } from '../folder/read-csv.ts';
import { ENGLISH, type MessageKey } from '../language/messages-en.ts';
import type { Block, DocumentTable, Inline, Section, TableRow } from '../page/document.ts';
import { chartBlocks, pathInline, type ReportContext } from './context.ts';

const SOURCES = ['resolve', 'backing', 'strength'] as const;
type Source = (typeof SOURCES)[number];

/** One risk, as perception.csv has it. */
interface Risk {
  readonly name: string;
  readonly what: string;
  readonly isProbability: boolean;
  readonly rows: readonly CsvRow[];
  /** Paths in the order of the table. */
  readonly paths: readonly string[];
  readonly sources: readonly Source[];
}

/** What of each risk rests on misjudgement. */
export async function perceptionSection(context: ReportContext): Promise<Section | undefined> {
  const { folder, story, speech } = context;
  const { say } = speech;
  if (!folder.has('perception.csv')) return undefined;
  const risks = readRisks(await folder.rows('perception.csv'), context);
  const [first] = risks;
  if (first === undefined) return undefined;
  const isClear = first.sources.length === 0;
  const chart = misjudgementChart(
    first.paths.map((path) => splitOf(first, path)),
    story.paths,
    {
      what: first.what,
      sources: first.sources.map((source) => say(`perception.source.${source}`)),
      isProbability: first.isProbability,
    },
    speech,
  );
  const blocks: Block[] = [
    { kind: 'paragraph', text: [say(isClear ? 'perception.clear' : 'section.perception.text')] },
    ...chartBlocks(chart),
    ...risks.map((risk) => riskTable(risk, context)),
  ];
  if (!isClear) {
    blocks.push(
      { kind: 'paragraph', text: [say('perception.table.note')] },
      directionsTable(first, context),
      ...(await worthBlocks(context, first.paths)),
      { kind: 'paragraph', tone: 'small', text: [say('perception.limits')] },
    );
  }
  return { id: 'perception', title: say('section.perception'), blocks };
}

function readRisks(rows: readonly CsvRow[], { speech: { say } }: ReportContext): Risk[] {
  const names = [...new Set(rows.map((row) => textOf(row, 'metric')))];
  return names.map((name) => {
    const own = rows.filter((row) => textOf(row, 'metric') === name);
    const key = `perception.metric.${name}`;
    return {
      name,
      what: Object.hasOwn(ENGLISH, key) ? say(key as MessageKey) : name,
      isProbability: own[0]?.unit === 'probability',
      rows: own,
      paths: [...new Set(own.map((row) => textOf(row, 'path')))],
      sources: SOURCES.filter((source) => own.some(({ part }) => part === source)),
    };
  });
}

function rowOf({ rows }: Risk, path: string, part: string, counted: string, worlds = 'all'): CsvRow | undefined {
  return rows.find(
    (row) => textOf(row, 'path') === path && row.part === part && row.counted === counted && row.worlds === worlds,
  );
}

const MISSING: ChartedMean = { mean: Number.NaN, low: Number.NaN, high: Number.NaN };

function meanOf(row: CsvRow | undefined): ChartedMean {
  if (row === undefined) return MISSING;
  return { mean: numberOf(row, 'mean'), low: numberOf(row, 'low'), high: numberOf(row, 'high') };
}

function splitOf(risk: Risk, path: string): ChartedSplit {
  return {
    path,
    known: meanOf(rowOf(risk, path, 'known', 'whole')),
    parts: risk.sources.map((source) => meanOf(rowOf(risk, path, source, 'shapley'))),
    total: meanOf(rowOf(risk, path, 'total', 'whole')),
  };
}

/** By path: the risk, what remains when the truth is known, what rests on misjudgement, and in how many worlds which way. */
function riskTable(risk: Risk, { story, speech: { say, numbers } }: ReportContext): Block {
  const level = (mean: ChartedMean) =>
    risk.isProbability ? numbers.probability(mean.mean, mean) : numbers.withInterval(mean.mean, mean);
  const share = (row: CsvRow | undefined, column: string) =>
    row === undefined
      ? '–'
      : numbers.share(numberOf(row, column), {
          low: numberOf(row, `${column}_low`),
          high: numberOf(row, `${column}_high`),
        });
  const isClear = risk.sources.length === 0;
  const unit = risk.isProbability ? ` (${say('perception.points')})` : '';
  return {
    kind: 'table',
    caption: say('perception.table', { what: risk.what }),
    columns: [
      { label: say('column.path') },
      { label: say('perception.total'), numeric: true },
      ...(isClear
        ? []
        : [
            { label: say('column.known'), numeric: true },
            { label: `${say('column.misjudged')}${unit}`, numeric: true },
            { label: say('column.raisesIn'), numeric: true },
            { label: say('column.lowersIn'), numeric: true },
          ]),
    ],
    rows: risk.paths.map((path): Inline[][] => {
      const { known, total } = splitOf(risk, path);
      const misjudged = rowOf(risk, path, 'misjudged', 'whole');
      const cells = [
        [level(known)],
        [differenceText(risk, meanOf(misjudged), numbers)],
        [share(misjudged, 'raises')],
        [share(misjudged, 'lowers')],
      ];
      return [[pathInline(story, path)], [level(total)], ...(isClear ? [] : cells)];
    }),
  };
}

function differenceText(
  { isProbability }: Risk,
  { mean, low, high }: ChartedMean,
  numbers: ReportContext['speech']['numbers'],
): string {
  const scale = isProbability ? 100 : 1;
  const text = numbers.withInterval(scale * mean, { low: scale * low, high: scale * high });
  return mean > 0 ? `+${text}` : text;
}

/** What each error adds where the thing is underrated, and where it is overrated. */
function directionsTable(risk: Risk, { story, speech: { say, numbers } }: ReportContext): Block {
  const unit = risk.isProbability ? ` (${say('perception.points')})` : '';
  return {
    kind: 'table',
    caption: `${say('perception.directions', { what: risk.what })}${unit}`,
    columns: [
      { label: say('column.path') },
      { label: say('column.underrated'), numeric: true },
      { label: say('column.overrated'), numeric: true },
    ],
    rows: risk.sources.flatMap((source): TableRow[] => [
      { heading: say(`perception.source.${source}`) },
      ...risk.paths.map((path): Inline[][] => [
        [pathInline(story, path)],
        ...(['under', 'over'] as const).map((worlds): Inline[] => [
          differenceText(risk, meanOf(rowOf(risk, path, source, 'shapley', worlds)), numbers),
        ]),
      ]),
    ]),
    fold: say('perception.directions.fold'),
  };
}

/** Players to whom the truth may be worth something, as transparency.csv names what they get. */
const WORTH_TO = new Map<string, MessageKey>([
  ['value_coalition', 'perception.worth.coalition'],
  ['payoff_challenger', 'perception.worth.challenger'],
]);

/** What the truth would change: of the default preference and for the players at once, of other preferences on demand. */
async function worthBlocks(context: ReportContext, paths: readonly string[]): Promise<Block[]> {
  const { folder, story, speech } = context;
  const { say } = speech;
  if (!folder.has('transparency.csv')) return [];
  const rows = (await folder.rows('transparency.csv')).filter((row) => row.known === 'all');
  const preferences = rows.filter((row) => row.kind === 'preference');
  const isFirst = (row: CsvRow) => textOf(row, 'name') === story.preferences[0]?.name;
  const players = [...WORTH_TO.keys()].flatMap((name) =>
    rows.filter((row) => row.kind === 'value' && textOf(row, 'name') === name),
  );
  const first = [...preferences.filter(isFirst), ...players];
  const others = preferences.filter((row) => !isFirst(row));
  return [
    ...(first.length > 0 ? [worthTable(first, paths, context)] : []),
    ...(others.length > 0
      ? [{ ...worthTable(others, paths, context), fold: say('perception.worth.fold') } as const]
      : []),
    ...(first.length + others.length > 0
      ? [{ kind: 'paragraph', tone: 'small', text: [say('perception.worth.text')] } as const]
      : []),
  ];
}

function worthTable(
  rows: readonly CsvRow[],
  paths: readonly string[],
  { story, speech: { say, numbers } }: ReportContext,
): DocumentTable {
  const keyOf = (row: CsvRow) => `${row.kind} ${textOf(row, 'name')}`;
  const heads = rows.filter((row, index) => rows.findIndex((each) => keyOf(each) === keyOf(row)) === index);
  const cells = (head: CsvRow, path: string): Inline[][] => {
    const row = rows.find((each) => keyOf(each) === keyOf(head) && textOf(each, 'path') === path);
    if (row === undefined) return [['–'], ['–']];
    const [mean, low, high] = ['change', 'low', 'high'].map((column) => numberOf(row, column));
    const which = row.better === 'lower' ? 'falls' : 'rises';
    const interval = { low: numberOf(row, `${which}_low`), high: numberOf(row, `${which}_high`) };
    return [
      [`${mean > 0 ? '+' : ''}${numbers.withInterval(mean, { low, high })}`],
      [numbers.share(numberOf(row, which), interval)],
    ];
  };
  const label = (head: CsvRow): string => {
    const name = textOf(head, 'name');
    const player = head.kind === 'value' ? WORTH_TO.get(name) : undefined;
    if (player !== undefined) return say(player);
    return say(head.better === 'lower' ? 'perception.worth.less' : 'perception.worth.more', { name });
  };
  return {
    kind: 'table',
    caption: say('perception.worth'),
    columns: [
      { label: say('column.path') },
      { label: say('column.ifKnown'), numeric: true },
      { label: say('column.helpsIn'), numeric: true },
    ],
    rows: heads.flatMap((head): TableRow[] => [
      { heading: label(head) },
      ...paths.map((path): Inline[][] => [[pathInline(story, path)], ...cells(head, path)]),
    ]),
  };
}
