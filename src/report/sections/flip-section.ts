/** The section of a reversal: how far one must go from the medians until another path is preferred. */

import { movesChart } from '../charts/moves.ts';
import { type Standing, standingsChart } from '../charts/standings.ts';
import { distanceOf } from '../flip/distance.ts';
import { MEDIANS, type MovedEntry, readMoves, readWorlds, type WorldEntry } from '../folder/found-worlds.ts';
import type { Block, Inline, Section } from '../page/document.ts';
import {
  betterBlocks,
  chartBlocks,
  listPieces,
  memberOf,
  pathInline,
  pathTitle,
  type ReportContext,
  withPieces,
} from './context.ts';

/** The worlds that the command shows, by their files. */
const WORLDS = {
  [MEDIANS]: 'worlds.medians',
  'flip.yaml': 'flip.world.shortest',
  'flip-carriers.yaml': 'flip.world.few',
  'flip-alone.yaml': 'flip.world.one',
} as const;

/** The two paths that change places, and by what they are judged. */
interface Question {
  readonly first: string;
  readonly other: string;
  readonly metric: string;
  readonly direction: string;
}

/** The smallest change that reverses which path is preferred. */
export async function flipSection(context: ReportContext): Promise<Section | undefined> {
  const { folder, story, speech } = context;
  const { say } = speech;
  const settings = memberOf(folder.manifest, 'flip');
  if (settings === undefined || !folder.has('paths.csv')) return undefined;
  const told = (name: string) => String(memberOf(settings, name) ?? '');
  const question = {
    ...{ first: told('preferred'), other: told('other') },
    ...{ metric: told('objective'), direction: told('direction') },
  };
  const { first, other, metric, direction } = question;
  const worlds = await readWorlds(folder);
  const moves = await readMoves(folder, 'file');
  const at = (file: string) => worlds.find((world) => world.file === file);
  const medians = at(MEDIANS);
  if (medians === undefined) return undefined;
  const pieces = { first: pathInline(story, first), other: pathInline(story, other), metric: { code: metric } };
  const value = (path: string) => medians.values.get(path) ?? Number.NaN;
  const blocks: Block[] = [
    { kind: 'paragraph', text: [say('section.flip.text')] },
    {
      kind: 'paragraph',
      text: [
        ...withPieces(
          say('flip.base', {
            a: apart(context, value(first), value(other)),
            b: apart(context, value(other), value(first)),
          }),
          pieces,
        ),
        ...atHand(context, settings),
      ],
    },
  ];
  const reversal = at('flip.yaml');
  if (reversal === undefined) {
    const radius = speech.numbers.short(Number(memberOf(settings, 'radius')), 3);
    blocks.push({ kind: 'paragraph', text: withPieces(say('flip.none', { radius }), pieces) });
  } else {
    blocks.push(
      {
        kind: 'paragraph',
        text: [
          ...withPieces(say('flip.found', { length: speech.numbers.short(reversal.length) }), pieces),
          ` ${say(`flip.reading.${distanceOf(reversal.length)}`)}`,
        ],
      },
      ...carriers(context, at('flip-carriers.yaml'), at('flip-alone.yaml'), moves),
    );
  }
  blocks.push(...chartBlocks(...charts(context, worlds, moves, question)));
  if (reversal !== undefined) {
    blocks.push(worldsTable(context, worlds, moves), {
      kind: 'paragraph',
      tone: 'small',
      text: [say('flip.bound'), ...(memberOf(settings, 'converged') === false ? [` ${say('flip.unsettled')}`] : [])],
    });
  }
  blocks.push(...betterBlocks(context, metric, direction));
  return { id: 'flip', title: say('section.flip'), blocks };
}

/** Whether the worlds that were sampled agree with the one of medians. */
function atHand({ speech: { say, numbers } }: ReportContext, settings: unknown): Inline[] {
  const number = (part: 'margin' | 'better', name: string) => {
    const value = memberOf(memberOf(settings, part), name);
    return typeof value === 'number' ? value : Number.NaN;
  };
  const margin = { mean: number('margin', 'mean'), low: number('margin', 'low'), high: number('margin', 'high') };
  if (Number.isNaN(margin.mean)) return [];
  const key = margin.low > 0 ? 'same' : margin.high < 0 ? 'reverse' : 'open';
  const better = { low: number('better', 'low'), high: number('better', 'high') };
  return [
    ` ${say(`flip.atHand.${key}`, {
      share: numbers.share(number('better', 'share'), better),
      worlds: numbers.count(Number(memberOf(settings, 'worlds'))),
      margin: key === 'open' ? numbers.interval(margin) : numbers.withInterval(margin.mean, margin),
    })}`,
  ];
}

/** Quantities that are named in a sentence. */
const MOST_NAMED = 4;

/** Which quantities alone can carry it, and whether they rest on a source. */
function carriers(
  context: ReportContext,
  few: WorldEntry | undefined,
  one: WorldEntry | undefined,
  moves: ReadonlyMap<string, readonly MovedEntry[]>,
): Block[] {
  const { say, numbers } = context.speech;
  const ofWorld = (world: WorldEntry | undefined) =>
    (world === undefined ? [] : (moves.get(world.file) ?? [])).filter(({ share }) => share > 0);
  const values = ({ from, to }: MovedEntry) => ({ from: apart(context, from, to), to: apart(context, to, from) });
  const single = [one, few].find((world) => ofWorld(world).length === 1);
  const text: Inline[] = [];
  const [alone] = ofWorld(single);
  if (single !== undefined && alone !== undefined) {
    text.push(
      ...withPieces(say('flip.one', { ...values(alone), length: numbers.short(single.length) }), {
        quantity: { code: alone.quantity },
      }),
    );
  }
  const several = ofWorld(few);
  if (few !== undefined && several.length > 1) {
    const named = several
      .slice(0, MOST_NAMED)
      .flatMap((moved, index): Inline[] => [
        index === 0 ? '' : '; ',
        ...withPieces(say('flip.moved', values(moved)), { quantity: { code: moved.quantity } }),
      ]);
    const rest = several.length > MOST_NAMED ? '; …' : '';
    const [before, after] = say('flip.few', {
      n: several.length,
      length: numbers.short(few.length),
      quantities: '\u0000',
    }).split('\u0000');
    text.push(text.length > 0 ? ' ' : '', before, ...named, rest, after);
  }
  const all = several.length > 0 ? several : ofWorld(single);
  const sourced = all.filter(({ isSourced }) => isSourced);
  if (all.length > 0) {
    text.push(' ');
    if (sourced.length === 0) text.push(say('flip.sources.none'));
    else if (sourced.length === all.length) text.push(say('flip.sources.all'));
    else {
      const named = sourced.map(({ quantity }): Inline => ({ code: quantity }));
      text.push(`${say('flip.sources.some')} `, ...listPieces(named, say('and')), '.');
    }
  }
  return text.length === 0 ? [] : [{ kind: 'paragraph', text }];
}

function charts(
  { story, speech }: ReportContext,
  worlds: readonly WorldEntry[],
  moves: ReadonlyMap<string, readonly MovedEntry[]>,
  { first, other, metric, direction }: Question,
) {
  const titles = { first: pathTitle(story, first), other: pathTitle(story, other) };
  const { say } = speech;
  const name = (file: string) => (Object.hasOwn(WORLDS, file) ? say(WORLDS[file as keyof typeof WORLDS]) : file);
  const standings = worlds.flatMap(({ file, values }) =>
    [...values].map(([path, value]): Standing => ({ world: name(file), path, value })),
  );
  const index = story.paths.find((path) => path.name === other)?.index ?? 0;
  return [
    standingsChart(
      standings,
      story.paths.filter(({ name: path }) => path === first || path === other),
      {
        id: 'flip',
        title: say('flip.standings.title', titles),
        caption: say('flip.standings.caption', { other: titles.other }),
        axis: say(direction === 'maximize' ? 'worlds.axis.more' : 'worlds.axis.less', { metric }),
      },
      speech,
    ),
    movesChart(
      // What few quantities do is the easiest to read.
      ['flip-alone.yaml', 'flip-carriers.yaml', 'flip.yaml'].flatMap((file) => {
        const own = moves.get(file);
        return own === undefined ? [] : [{ world: name(file), index, moves: own }];
      }),
      { id: 'flip-moves', title: say('flip.moves') },
      speech,
    ),
  ];
}

function worldsTable(
  { speech: { say, numbers } }: ReportContext,
  worlds: readonly WorldEntry[],
  moves: ReadonlyMap<string, readonly MovedEntry[]>,
): Block {
  return {
    kind: 'table',
    caption: say('flip.table'),
    columns: [
      { label: say('column.world') },
      { label: say('column.moved'), numeric: true },
      { label: say('column.length'), numeric: true },
      { label: say('column.thisWay'), numeric: true },
    ],
    rows: worlds
      .filter(({ file }) => file !== MEDIANS)
      .map(({ file, length, thisWay }): Inline[][] => [
        [...(Object.hasOwn(WORLDS, file) ? [say(WORLDS[file as keyof typeof WORLDS]), ' '] : []), { code: file }],
        [numbers.count((moves.get(file) ?? []).filter(({ share }) => share > 0).length)],
        [numbers.short(length, 3)],
        [numbers.percent(thisWay)],
      ]),
  };
}

/** A value with so many digits that it differs from another in what is shown. */
function apart({ speech: { numbers } }: ReportContext, value: number, other: number): string {
  const digits = [3, 4, 5, 6, 7, 8].find((each) => numbers.short(value, each) !== numbers.short(other, each)) ?? 3;
  return numbers.short(value, digits);
}
