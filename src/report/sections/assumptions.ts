/** What the numbers rest on, what they cannot say, and how to make them again. */
import type { Quantity } from '../folder/result-schemas.ts';
import { columnsOf } from '../folder/run-data.ts';
import { asksTheSame } from '../folder/story.ts';
import type { Block, DocumentTable, Inline, Section } from '../page/document.ts';
import type { ReportContext } from './context.ts';

/** The question in the scenario's words, its players and its paths. */
export function questionSection({ folder, story, speech: { say } }: ReportContext): Section {
  const { challenger, protege, coalition, backer } = folder.scenario.actors ?? {};
  const players: [string, string | undefined][] = [
    [say('player.challenger'), challenger],
    [say('player.protege'), protege],
    [say('player.coalition'), coalition],
    [say('player.backer'), backer],
  ];
  const named = players.filter(([, name]) => name !== undefined);
  return {
    id: 'question',
    title: say('section.question'),
    blocks: [
      ...(named.length > 0
        ? [
            {
              kind: 'list',
              items: named.map(([role, name]): Inline[] => [`${role}: `, { written: name ?? '' }]),
            } as const,
          ]
        : []),
      { kind: 'paragraph', text: [say('section.question.paths')] },
      { kind: 'paths', paths: story.paths },
    ],
  };
}

/** Every quantity of the scenario with its value and source. */
export function assumptionsSection(context: ReportContext): Section {
  const { folder, story, speech } = context;
  const { scenario } = folder;
  const { say, numbers } = speech;
  const own = [...Object.entries(scenario.variables), ...Object.entries(scenario.parameters)];
  const stated = own.flatMap(([, quantity]) => (quantity && isUncertain(quantity) ? [quantity] : []));
  const sourced = stated.filter(({ source }) => source !== undefined).length;
  const judged = stated.filter(({ source, judgement }) => source === undefined && judgement === true).length;
  const blocks: Block[] = [
    {
      kind: 'paragraph',
      text: [
        say('assumptions.text', {
          n: numbers.count(stated.length),
          sourced: numbers.count(sourced),
          judged: numbers.count(judged),
        }),
      ],
    },
    quantitiesTable(context, say('assumptions.quantities'), own),
  ];
  for (const { name, title } of story.paths) {
    const { parameters, phases } = scenario.paths[name];
    const set = Object.entries(parameters ?? {});
    if (set.length > 0) blocks.push(quantitiesTable(context, say('assumptions.path', { path: title }), set));
    for (const { from_year: year, parameters: later } of phases ?? []) {
      const back = { note: say('assumptions.back') };
      const changed = Object.entries(later ?? {}).map(([id, quantity]) => [id, quantity ?? back] as const);
      const caption = say('assumptions.phase', { path: title, year: numbers.exact(year) });
      if (changed.length > 0) blocks.push(quantitiesTable(context, caption, changed));
    }
  }
  const members = scenario.members ?? [];
  if (members.length > 0) blocks.push(peopleTable(context, say('assumptions.members'), members));
  const ladder = scenario.ladder ?? [];
  if (ladder.length > 0) blocks.push(peopleTable(context, say('assumptions.ladder'), ladder));
  return { id: 'assumptions', title: say('section.assumptions'), blocks };
}

/** Whether a value is more than a plain number. */
function isUncertain({ value }: Quantity): boolean {
  return typeof value === 'string' && !Number.isFinite(Number(value));
}

function quantitiesTable(
  { folder, speech: { say, label, numbers } }: ReportContext,
  caption: string,
  quantities: readonly (readonly [string, Quantity | null | undefined])[],
): DocumentTable {
  const labels = columnsOf(folder, 'params.csv');
  const rows = quantities.flatMap(([name, quantity]): Inline[][][] => {
    if (quantity === null || quantity === undefined) return [];
    const english = labels.get(name)?.label;
    return [
      [
        [{ code: name }, ...(english === undefined || english === name ? [] : [` ${label(english)}`])],
        [{ code: typeof quantity.value === 'number' ? numbers.exact(quantity.value) : (quantity.value ?? '–') }],
        groundsOf(quantity, say('assumptions.judgement')),
      ],
    ];
  });
  return {
    kind: 'table',
    caption,
    columns: [{ label: say('column.quantity') }, { label: say('column.value') }, { label: say('column.grounds') }],
    rows,
    fold: `${caption} (${rows.length})`,
  };
}

function groundsOf({ source, judgement, note }: Quantity, judged: string): Inline[] {
  const grounds: Inline[] = [];
  if (source !== undefined) grounds.push({ written: source });
  if (judgement === true) grounds.push(...(grounds.length > 0 ? [' '] : []), { strong: judged });
  if (note !== undefined) grounds.push(...(grounds.length > 0 ? [' – '] : []), { written: note });
  return grounds;
}

const KNOWN = ['name', 'source', 'note', 'judgement'];

function peopleTable(
  { speech: { say } }: ReportContext,
  caption: string,
  entries: readonly (Quantity & { readonly name: string } & Readonly<Record<string, unknown>>)[],
): DocumentTable {
  const rows = entries.map((entry): Inline[][] => [
    [{ written: entry.name }],
    Object.entries(entry)
      .filter(([key]) => !KNOWN.includes(key))
      .flatMap(([key, value], index): Inline[] => [
        ...(index > 0 ? ['; '] : []),
        {
          code: `${key}: ${typeof value === 'object' && value !== null && 'value' in value ? String(value.value) : String(value)}`,
        },
      ]),
    groundsOf(entry, say('assumptions.judgement')),
  ]);
  return {
    kind: 'table',
    caption,
    columns: [{ label: say('column.name') }, { label: say('column.value') }, { label: say('column.grounds') }],
    rows,
    fold: `${caption} (${rows.length})`,
  };
}

/** What the numbers cannot say. */
export function limitsSection({ folder, others, story, run, speech: { say, numbers } }: ReportContext): Section {
  const strangers = others.filter(({ scenario }) => !asksTheSame(scenario, folder.scenario));
  const items: Inline[][] = [
    [say('limits.levels')],
    [say('limits.sampling')],
    [say('limits.model')],
    [say('limits.values')],
    [say('limits.players')],
    ...(story.asOf === undefined ? [] : [[say('limits.date', { date: numbers.date(story.asOf) })]]),
    ...(run !== undefined && run.failed > 0
      ? [[say('limits.failed', { n: numbers.count(run.failed), worlds: numbers.count(story.draws) })]]
      : []),
    ...folder.manifest.warnings.map((warning): Inline[] => [`${say('limits.warning')} `, { written: warning }]),
    ...strangers.map(({ path }): Inline[] => [`${say('limits.stranger')} `, { code: path }, '.']),
    ...[folder, ...others].flatMap(({ warnings }) =>
      warnings.map((warning): Inline[] => [`${say('limits.warning')} `, { written: warning }]),
    ),
  ];
  return { id: 'limits', title: say('section.limits'), blocks: [{ kind: 'list', items }] };
}

/** How the results came about, and how to make them again. */
export function reproduceSection({ folder, others, story, speech: { say, numbers } }: ReportContext): Section {
  const { manifest, dataPackage } = folder;
  const described = new Map(dataPackage.resources.map((resource) => [resource.path, resource]));
  const facts: [string, string | undefined][] = [
    [say('reproduce.version'), manifest.version],
    [say('reproduce.scenario'), manifest.scenario.file],
    [say('reproduce.seed'), story.seed],
    [say('reproduce.design'), story.design],
    [say('reproduce.worlds'), numbers.count(story.draws)],
    [
      say('reproduce.evaluations'),
      manifest.plan.evaluations === undefined ? undefined : numbers.count(manifest.plan.evaluations),
    ],
    [say('reproduce.scenarioHash'), manifest.scenario.sha256],
    [say('reproduce.planHash'), manifest.plan.sha256],
  ];
  return {
    id: 'reproduce',
    title: say('section.reproduce'),
    blocks: [
      { kind: 'paragraph', text: [say('reproduce.text')] },
      {
        kind: 'code',
        text: [folder, ...others].map((each) => each.manifest.command.map(shellWord).join(' ')).join('\n'),
      },
      {
        kind: 'table',
        caption: say('reproduce.table'),
        columns: [{ label: say('column.fact') }, { label: say('column.value') }],
        rows: facts.flatMap(([name, value]) => (value === undefined ? [] : [[[name], [{ code: value }]]])),
      },
      {
        kind: 'table',
        caption: say('reproduce.files'),
        columns: [
          { label: say('column.file') },
          { label: say('column.content') },
          { label: say('column.rows'), numeric: true },
        ],
        rows: manifest.files.map(({ name, rows }): Inline[][] => {
          const { title, description } = described.get(name) ?? {};
          const content = [title, description].filter((text) => text !== undefined).join('. ');
          return [[{ code: name }], [{ written: content }], [rows === null ? '–' : numbers.count(rows)]];
        }),
        fold: say('reproduce.files'),
      },
    ],
  };
}

/** A word of a command line as a shell reads it back. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
