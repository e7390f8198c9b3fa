/** The section of futures that meet the same luck on two paths and end differently. */
import { onePathOnlyChart } from '../charts/one-path-only.ts';
import { type CsvRow, numberOf, textOf } from '../folder/read-csv.ts';
import type { ReportedPath } from '../folder/story.ts';
import { ENGLISH, type MessageKey } from '../language/messages-en.ts';
import type { Block, Inline, Section } from '../page/document.ts';
import { shellWord } from './assumptions.ts';
import { chartBlocks, memberOf, pathInline, type ReportContext, withPieces } from './context.ts';

/** What happens on one path and not on the other, though luck is the same. */
export async function discordantSection(context: ReportContext): Promise<Section | undefined> {
  const { folder, story, speech } = context;
  const { say, numbers } = speech;
  const settings = memberOf(folder.manifest, 'discordant');
  if (settings === undefined || !folder.has('events.csv') || !folder.has('discordant.csv')) return undefined;
  const named = memberOf(settings, 'paths');
  const paths = (Array.isArray(named) ? named : []).map((name) => story.paths.find((path) => path.name === name));
  const [a, b] = paths;
  const events = await folder.rows('events.csv');
  const [first] = events;
  if (a === undefined || b === undefined || first === undefined) return undefined;
  const pieces = { a: pathInline(story, a.name), b: pathInline(story, b.name) };
  const pairs = ['only_a', 'only_b', 'both', 'neither'].reduce((sum, column) => sum + numberOf(first, column), 0);
  const histories = Number(memberOf(settings, 'histories'));
  const share = (row: CsvRow, name: string) => ({
    share: numberOf(row, `${name}_share`),
    low: numberOf(row, `${name}_low`),
    high: numberOf(row, `${name}_high`),
  });
  const shown = (name: string) => numbers.probability(share(first, name).share, share(first, name));
  const points = (name: string) => {
    const [value, low, high] = ['', '_low', '_high'].map((end) => 100 * numberOf(first, `${name}${end}`));
    return numbers.withInterval(value, { low, high });
  };
  const isClear = numberOf(first, 'exact_low') > 0 || numberOf(first, 'exact_high') < 0;
  const chart = onePathOnlyChart(
    events.map((row) => ({
      event: eventName(textOf(row, 'event'), say),
      only: [share(row, 'only_a'), share(row, 'only_b')],
    })),
    [a, b],
    speech,
  );
  const blocks: Block[] = [
    {
      kind: 'paragraph',
      text: withPieces(
        say('section.discordant.text', {
          n: numbers.count(pairs),
          per: numbers.count(histories),
          worlds: numbers.count(pairs / histories),
        }),
        pieces,
      ),
    },
    {
      kind: 'paragraph',
      text: [
        ...withPieces(
          say('discordant.verdict', {
            ...{ onlyA: shown('only_a'), onlyB: shown('only_b'), both: shown('both'), neither: shown('neither') },
          }),
          { ...pieces, event: { strong: eventName(textOf(first, 'event'), say) } },
        ),
        ' ',
        ...withPieces(
          say('discordant.difference', { difference: points('difference'), exact: points('exact') }),
          pieces,
        ),
        ` ${say(isClear ? 'discordant.clear' : 'discordant.open')}`,
      ],
    },
    ...chartBlocks(chart),
    ...(await crossTable(context, a, b)),
    ...(await commands(context, a, b)),
    { kind: 'paragraph', tone: 'small', text: [say('discordant.limits')] },
  ];
  return { id: 'discordant', title: say('section.discordant'), blocks };
}

/** An event in words; several together are joined by `+`. */
function eventName(name: string, say: (key: MessageKey) => string): string {
  const words = name.split('+').map((part) => {
    const key = `event.${part}`;
    return Object.hasOwn(ENGLISH, key) ? say(key as MessageKey) : part;
  });
  return words.join(' / ');
}

/** How pairs end, outcome by outcome. */
async function crossTable(
  { folder, speech: { say, numbers } }: ReportContext,
  a: ReportedPath,
  b: ReportedPath,
): Promise<Block[]> {
  if (!folder.has('table.csv')) return [];
  const rows = await folder.rows('table.csv');
  const across = [...new Set(rows.map((row) => textOf(row, 'outcome_b')))];
  const down = [...new Set(rows.map((row) => textOf(row, 'outcome_a')))];
  const caption = say('discordant.table', { a: a.title, b: b.title });
  return [
    {
      kind: 'table',
      caption,
      columns: [
        { label: say('column.outcome') },
        ...across.map((outcome) => ({ label: eventName(outcome, say), numeric: true })),
      ],
      rows: down.map((outcome): Inline[][] => [
        [eventName(outcome, say)],
        ...across.map((other): Inline[] => {
          const cell = rows.find((row) => textOf(row, 'outcome_a') === outcome && textOf(row, 'outcome_b') === other);
          return [cell === undefined ? '–' : numbers.count(numberOf(cell, 'pairs'))];
        }),
      ]),
      fold: caption,
    },
  ];
}

/** Futures of each kind for which there is a command. */
const MOST_SHOWN = 2;

/** Commands that tell the first futures in which the event happens on one path only. */
async function commands(context: ReportContext, a: ReportedPath, b: ReportedPath): Promise<Block[]> {
  const { folder, story, speech } = context;
  const found = { a: [] as CsvRow[], b: [] as CsvRow[] };
  await folder.eachRow('discordant.csv', (row) => {
    if ((row.event === 'a' || row.event === 'b') && found[row.event].length < MOST_SHOWN) found[row.event].push(row);
  });
  return (['a', 'b'] as const).flatMap((which): Block[] => {
    if (found[which].length === 0) return [];
    const lines = found[which].map((row) =>
      [
        ...['stolperdraht', 'trace', ...sourceOf(context), '--paths', `${a.name},${b.name}`],
        ...['--draw', row.draw_id, '--history', row.history_id],
      ]
        .map(shellWord)
        .join(' '),
    );
    const path = pathInline(story, which === 'a' ? a.name : b.name);
    return [
      { kind: 'paragraph', text: withPieces(speech.say('discordant.read'), { path }) },
      { kind: 'code', text: lines.join('\n') },
    ];
  });
}

/** The run whose worlds were looked at, or the scenario with everything that decides over its worlds. */
function sourceOf({ folder: { manifest } }: ReportContext): string[] {
  const source = memberOf(memberOf(manifest, 'source'), 'folder');
  if (typeof source === 'string') return [source];
  const { draws, seed, design } = manifest.plan;
  const words = manifest.command;
  const set = words.flatMap((word, index) =>
    word === '--set' ? ['--set', words[index + 1] ?? ''] : word.startsWith('--set=') ? [word] : [],
  );
  return [manifest.scenario.file, '--draws', String(draws), '--seed', seed, '--design', design, ...set];
}
