/** The section of best cases: the world that speaks most for each path, and how the others do there. */
import { movesChart } from '../charts/moves.ts';
import { standingsChart } from '../charts/standings.ts';
import { MEDIANS, readMoves, readWorlds } from '../folder/found-worlds.ts';
import { numberOf, textOf } from '../folder/read-csv.ts';
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

interface BestCase {
  readonly path: string;
  readonly file: string;
  readonly best: number;
  readonly median: number;
  /** Share of the sampled worlds in which the path does at least as well. */
  readonly asGood: { readonly share: number; readonly low: number; readonly high: number };
  readonly sampled: number;
  readonly hasConverged: boolean;
  /** The best of the other paths in this world; undefined where there is none. */
  readonly rival: { readonly path: string; readonly value: number } | undefined;
  readonly isFirst: boolean;
}

/** The best case of each path. */
export async function steelmanSection(context: ReportContext): Promise<Section | undefined> {
  const { folder, story, speech } = context;
  const { say, numbers } = speech;
  if (!folder.has('steelman.csv') || !folder.has('paths.csv')) return undefined;
  const settings = memberOf(folder.manifest, 'steelman');
  const [metric, direction] = [String(memberOf(settings, 'objective')), String(memberOf(settings, 'direction'))];
  const worlds = await readWorlds(folder);
  const moves = await readMoves(folder, 'case');
  const cases = await readCases(context, worlds, direction === 'maximize' ? -1 : 1);
  if (cases.length === 0) return undefined;
  // The medians lie far from all best cases; what the paths come to there is said in words.
  const found = worlds.filter(({ file }) => file !== MEDIANS);
  const nameOf = (file: string) => {
    const of = cases.find((each) => each.file === file);
    return of === undefined ? file : say('steelman.world', { path: pathTitle(story, of.path) });
  };
  const content = numbers.percent(Number(memberOf(settings, 'content')));
  const isLine = memberOf(settings, 'region') === 'line';
  const unsettled = cases.filter(({ hasConverged }) => !hasConverged).length;
  const blocks: Block[] = [
    {
      kind: 'paragraph',
      text: withPieces(say(isLine ? 'section.steelman.line' : 'section.steelman.region', { content }), {
        metric: { code: metric },
      }),
    },
    ...verdict(context, cases),
    { kind: 'list', items: cases.map((each) => sentence(context, each)) },
    ...chartBlocks(
      standingsChart(
        found.flatMap(({ file, values }) => [...values].map(([path, value]) => ({ world: nameOf(file), path, value }))),
        story.paths,
        {
          id: 'steelman',
          title: say('steelman.standings.title'),
          caption: say('steelman.standings.caption'),
          axis: say(direction === 'maximize' ? 'worlds.axis.more' : 'worlds.axis.less', { metric }),
        },
        speech,
      ),
      movesChart(
        cases.map(({ path }) => ({
          world: pathTitle(story, path),
          index: story.paths.find(({ name }) => name === path)?.index ?? 0,
          moves: moves.get(path) ?? [],
        })),
        { id: 'steelman-moves', title: say('steelman.moves') },
        speech,
      ),
    ),
    {
      kind: 'paragraph',
      tone: 'small',
      text: [unsettled > 0 ? say('steelman.unsettled', { n: unsettled, all: cases.length }) : say('steelman.settled')],
    },
    ...betterBlocks(context, metric, direction),
  ];
  return { id: 'steelman', title: say('section.steelman'), blocks };
}

async function readCases(
  { folder }: ReportContext,
  worlds: Awaited<ReturnType<typeof readWorlds>>,
  sign: 1 | -1,
): Promise<BestCase[]> {
  return (await folder.rows('steelman.csv')).map((row) => {
    const [path, file] = [textOf(row, 'path'), textOf(row, 'file')];
    const values = worlds.find((world) => world.file === file)?.values ?? new Map<string, number>();
    const [rival] = [...values]
      .filter(([name, value]) => name !== path && Number.isFinite(value))
      .sort((a, b) => sign * (a[1] - b[1]))
      .map(([name, value]) => ({ path: name, value }));
    const best = numberOf(row, 'best');
    return {
      ...{ path, file, best, rival },
      median: numberOf(row, 'median_world'),
      asGood: {
        share: numberOf(row, 'as_good'),
        low: numberOf(row, 'as_good_low'),
        high: numberOf(row, 'as_good_high'),
      },
      sampled: numberOf(row, 'worlds'),
      hasConverged: row.converged === '1',
      isFirst: rival === undefined || sign * (best - rival.value) < 0,
    };
  });
}

/** Which paths are the best of all where most speaks for them. */
function verdict({ story, speech: { say } }: ReportContext, cases: readonly BestCase[]): Block[] {
  if (cases.length < 2 || cases.every(({ rival }) => rival === undefined)) return [];
  const first = cases.filter(({ isFirst }) => isFirst);
  if (first.length === 0) return [{ kind: 'paragraph', text: [{ strong: say('steelman.none') }] }];
  if (first.length === cases.length) return [{ kind: 'paragraph', text: [{ strong: say('steelman.all') }] }];
  const list = (some: readonly BestCase[]): Inline[] => [
    ...listPieces(
      some.map(({ path }) => pathInline(story, path)),
      say('and'),
    ),
    '.',
  ];
  const others = cases.filter(({ isFirst }) => !isFirst);
  return [
    {
      kind: 'paragraph',
      text: [`${say('steelman.some')} `, ...list(first), ` ${say('steelman.notEven')} `, ...list(others)],
    },
  ];
}

function sentence(
  { story, speech: { say, numbers } }: ReportContext,
  { path, best, median, asGood, sampled, rival, isFirst }: BestCase,
): Inline[] {
  const values = {
    best: numbers.short(best, 3),
    median: numbers.short(median, 3),
    worlds: numbers.count(sampled),
    share: numbers.share(asGood.share, asGood),
  };
  if (rival === undefined) return withPieces(say('steelman.single', values), { path: pathInline(story, path) });
  return withPieces(
    say(isFirst ? 'steelman.first' : 'steelman.behind', { ...values, other: numbers.short(rival.value, 3) }),
    { path: pathInline(story, path), next: pathInline(story, rival.path) },
  );
}
