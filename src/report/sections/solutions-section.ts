/** The section of a comparison of solutions: whether the verdict hangs on how the game is solved. */
import { leadsChart } from '../charts/leads.ts';
import { type CsvRow, numberOf, textOf } from '../folder/read-csv.ts';
import type { EstimatedShare } from '../folder/run-data.ts';
import { ENGLISH, type MessageKey } from '../language/messages-en.ts';
import type { Block, Inline, Section } from '../page/document.ts';
import {
  betterBlocks,
  chartBlocks,
  listPieces,
  memberOf,
  pathInline,
  type ReportContext,
  withPieces,
} from './context.ts';

/** What one path does better than another under a solution. */
interface Lead {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly better: EstimatedShare;
}

interface Solution {
  readonly name: string;
  /** By their means, the best first. */
  readonly order: readonly string[];
}

/** Which path comes first under each way of solving the game, and by how much. */
export async function solutionsSection(context: ReportContext): Promise<Section | undefined> {
  const { folder, story, speech } = context;
  const { say, numbers } = speech;
  if (!folder.has('solutions.csv') || !folder.has('pairs.csv')) return undefined;
  const rows = await folder.rows('solutions.csv');
  const pairs = await folder.rows('pairs.csv');
  const solutions = solutionsOf(rows);
  const [own] = solutions;
  if (own === undefined || own.order.length < 2) return undefined;
  const metric = textOf(rows[0], 'metric');
  const direction = String(memberOf(memberOf(folder.manifest, 'compare_solutions'), 'direction'));
  const leadOf = (solution: string, path: string, other: string) =>
    leadIn(pairs, direction === 'minimize', solution, path, other);
  const [first, next] = own.order;
  const leads = solutions.map(({ name }) => ({ name, ...leadOf(name, first, next) }));
  const [model] = story.paths.filter(({ name }) => name === first);
  const others = story.paths.filter(({ name }) => name !== first && own.order.includes(name));
  const chart =
    model &&
    leadsChart(
      solutions.flatMap(({ name }) =>
        others.map((path) => ({ solution: name, path: path.name, ...leadOf(name, first, path.name) })),
      ),
      { first: model, others, metric },
      speech,
    );
  const winner = { metric: { code: metric }, first: pathInline(story, first) };
  const changed = solutions.filter(({ order }) => order[0] !== first);
  const open = solutions.filter(({ name, order }) => !(leadOf(name, order[0], order[1]).low > 0));
  const shares = leads.map(({ better }) => better.share).filter(Number.isFinite);
  const [least, most] = extremes(leads);
  const blocks: Block[] = [
    { kind: 'paragraph', text: [say('section.solutions.text')] },
    {
      kind: 'paragraph',
      text: withPieces(
        say(changed.length === 0 ? 'solutions.same' : 'solutions.changed', {
          n: solutions.length,
          ...(changed.length === 0 ? {} : { same: solutions.length - changed.length }),
        }),
        winner,
      ),
    },
  ];
  if (changed.length > 0) {
    blocks.push({
      kind: 'list',
      items: changed.map(({ name, order }) => {
        const lead = leadOf(name, order[0], first);
        return withPieces(say('solutions.winner', { margin: numbers.withInterval(lead.mean, lead) }), {
          ...winner,
          solution: { code: name },
          path: pathInline(story, order[0]),
        });
      }),
    });
  }
  if (open.length > 0) {
    const named = open.map(({ name }): Inline => ({ code: name }));
    blocks.push({ kind: 'paragraph', text: [`${say('solutions.open')} `, ...listPieces(named, say('and')), '.'] });
  }
  blocks.push(
    {
      kind: 'paragraph',
      text: withPieces(
        say('solutions.range', {
          least: numbers.withInterval(least.mean, least),
          most: numbers.withInterval(most.mean, most),
          low: numbers.percent(Math.min(...shares)),
          high: numbers.percent(Math.max(...shares)),
        }),
        { next: pathInline(story, next), leastName: { code: least.name }, mostName: { code: most.name } },
      ),
    },
    ...(await varianceBlocks(context)),
    ...chartBlocks(chart),
    await solutionsTable(context, solutions, leadOf),
    ...betterBlocks(context, metric, direction),
    { kind: 'paragraph', tone: 'small', text: [say('solutions.limits')] },
  );
  return { id: 'solutions', title: say('section.solutions'), blocks };
}

function solutionsOf(rows: readonly CsvRow[]): Solution[] {
  const names = [...new Set(rows.map((row) => textOf(row, 'solution')))];
  return names.map((name) => ({
    name,
    order: rows
      .filter((row) => textOf(row, 'solution') === name)
      .sort((a, b) => numberOf(a, 'rank') - numberOf(b, 'rank'))
      .map((row) => textOf(row, 'path')),
  }));
}

const UNKNOWN: Lead = {
  ...{ mean: Number.NaN, low: Number.NaN, high: Number.NaN },
  better: { share: Number.NaN, low: Number.NaN, high: Number.NaN },
};

/** How much better a path is than another: positive where it is. */
function leadIn(pairs: readonly CsvRow[], isHarm: boolean, solution: string, path: string, other: string): Lead {
  const isOf = (row: CsvRow, a: string, b: string) => textOf(row, 'path_a') === a && textOf(row, 'path_b') === b;
  const pair = pairs.find(
    (row) => textOf(row, 'solution') === solution && (isOf(row, path, other) || isOf(row, other, path)),
  );
  if (pair === undefined) return UNKNOWN;
  const isA = textOf(pair, 'path_a') === path;
  const [mean, low, high] = ['difference', 'low', 'high'].map((column) => numberOf(pair, column));
  const which = isA ? 'a_better' : 'b_better';
  return {
    ...(isA === isHarm ? { mean: 0 - mean, low: 0 - high, high: 0 - low } : { mean, low, high }),
    better: {
      share: numberOf(pair, which),
      low: numberOf(pair, `${which}_low`),
      high: numberOf(pair, `${which}_high`),
    },
  };
}

/** The least and the greatest. */
function extremes<Entry extends { readonly mean: number }>(leads: readonly Entry[]): readonly [Entry, Entry] {
  const sorted = [...leads].sort((a, b) => a.mean - b.mean);
  return [sorted[0], sorted[sorted.length - 1]];
}

/** How much of the variance of the difference between the best two is due to the solutions. */
async function varianceBlocks({ folder, speech: { say, numbers } }: ReportContext): Promise<Block[]> {
  if (!folder.has('decomposition.csv')) return [];
  const rows = await folder.rows('decomposition.csv');
  // The difference of the best two comes after the paths themselves.
  const subject = textOf(rows[rows.length - 1] ?? {}, 'subject');
  const share = (part: string) => {
    const row = rows.find((each) => textOf(each, 'subject') === subject && each.part === part);
    return (
      row && numbers.probability(numberOf(row, 'share'), { low: numberOf(row, 'low'), high: numberOf(row, 'high') })
    );
  };
  const [model, parameters, interaction] = ['model', 'parameters', 'interaction'].map(share);
  if (model === undefined || parameters === undefined || interaction === undefined) return [];
  return [{ kind: 'paragraph', text: [say('solutions.parts', { model, parameters, interaction })] }];
}

/** What each assumes, and the best two paths under it. */
async function solutionsTable(
  { folder, story, speech: { say, numbers } }: ReportContext,
  solutions: readonly Solution[],
  leadOf: (solution: string, path: string, other: string) => Lead,
): Promise<Block> {
  const assumptions = folder.has('assumptions.csv') ? await folder.rows('assumptions.csv') : [];
  const response = memberOf(memberOf(folder.manifest, 'compare_solutions'), 'response');
  const assumption = (name: string): Inline => {
    const key = `solution.${name}`;
    if (Object.hasOwn(ENGLISH, key)) {
      return say(key as MessageKey, { response: typeof response === 'number' ? numbers.percent(response) : '–' });
    }
    const row = assumptions.find((each) => textOf(each, 'solution') === name);
    return row === undefined ? '–' : { written: textOf(row, 'assumption') };
  };
  return {
    kind: 'table',
    caption: say('solutions.table'),
    columns: [
      { label: say('column.solution') },
      { label: say('column.assumes') },
      { label: say('changes.first') },
      { label: say('changes.next') },
      { label: say('changes.better'), numeric: true },
      { label: say('changes.margin'), numeric: true },
    ],
    rows: solutions.map(({ name, order: [first, next] }): Inline[][] => {
      const lead = leadOf(name, first, next);
      return [
        [{ code: name }],
        [assumption(name)],
        [pathInline(story, first)],
        [pathInline(story, next)],
        [numbers.share(lead.better.share, lead.better)],
        [`${numbers.withInterval(lead.mean, lead)}${lead.low > 0 ? '' : ` ${say('changes.open')}`}`],
      ];
    }),
    fold: say('solutions.fold'),
  };
}
