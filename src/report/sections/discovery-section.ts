/** The section of scenario discovery: boxes and a tree of worlds in which a condition holds. */
import { wilsonInterval } from '../../analysis/statistics.ts';
import { boxesChart } from '../charts/boxes.ts';
import { type Condition, type Leaf, leavesChart, textOfCondition } from '../charts/leaves.ts';
import { type CsvRow, numberOf, textOf } from '../folder/read-csv.ts';
import type { Numbers } from '../language/numbers.ts';
import type { Block, Inline, Section } from '../page/document.ts';
import { chartBlocks, memberOf, pathInline, type ReportContext, withPieces } from './context.ts';

/** Boxes and rules of worlds in which a condition holds. */
export async function discoverySection(context: ReportContext): Promise<Section | undefined> {
  const { folder, speech } = context;
  const { say } = speech;
  const blocks = [...(await boxBlocks(context)), ...(await treeBlocks(context))];
  if (blocks.length === 0) return undefined;
  return {
    id: 'discovery',
    title: say('section.discovery'),
    blocks: [
      ...(folder.has('boxes.csv') ? [{ kind: 'paragraph', text: [say('section.discovery.text')] } as const] : []),
      ...conditionBlocks(context),
      ...blocks,
    ],
  };
}

/** What was looked for, in the words of the command, and how often it is so. */
function conditionBlocks(context: ReportContext): Block[] {
  const { folder, speech } = context;
  const { say, numbers } = speech;
  const settings = memberOf(folder.manifest, 'discover');
  const condition = memberOf(settings, 'condition');
  if (typeof condition !== 'string') return [];
  const [worlds, found] = [Number(memberOf(settings, 'worlds')), Number(memberOf(settings, 'of_interest'))];
  const asked = sayAsked(context, memberOf(settings, 'about'));
  const share = worlds > 0 ? numbers.share(found / worlds, wilsonInterval(found, worlds)) : undefined;
  return [
    {
      kind: 'paragraph',
      text: [
        ...(asked ?? [`${say('discovery.condition')} `, { written: condition }, '.']),
        ...(share === undefined ? [] : [` ${say('discovery.share', { share, n: numbers.count(worlds) })}`]),
      ],
    },
  ];
}

/** What was asked, in the language of the report; undefined in folders that do not say it apart. */
function sayAsked({ story, speech: { say } }: ReportContext, about: unknown): Inline[] | undefined {
  const told = (name: string) => String(memberOf(about, name) ?? '');
  const pieces = {
    path: pathInline(story, told('path')),
    other: pathInline(story, told('other')),
    metric: { code: told('metric') },
    where: { code: told('where') },
  };
  switch (memberOf(about, 'kind')) {
    case 'where':
      return withPieces(say('discovery.where'), pieces);
    case 'worse':
      return withPieces(say('discovery.worse'), pieces);
    case 'not best':
      return withPieces(say('discovery.notBest', { among: told('among') }), pieces);
    default:
      return undefined;
  }
}

async function boxBlocks({ folder, speech }: ReportContext): Promise<Block[]> {
  const { say, numbers } = speech;
  if (!folder.has('limits.csv') || !folder.has('boxes.csv')) return [];
  const boxes = (await folder.rows('boxes.csv')).map((row) => {
    const held = heldOut(row, numbers);
    const said = [
      say('boxes.facts', {
        box: row.box,
        density: numbers.percent(numberOf(row, 'density')),
        coverage: numbers.percent(numberOf(row, 'coverage')),
        n: numbers.count(numberOf(row, 'n')),
      }),
      ...(held === undefined ? [] : [say('boxes.held', { held })]),
      ...(row.accepted === '0' ? [say('boxes.refused')] : []),
    ];
    return [numberOf(row, 'box'), said.join(' ')] as const;
  });
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
  // A box without limits is all worlds that are in no other.
  const facts = new Map(boxes.filter(([box]) => limits.some((limit) => limit.box === box)));
  if (facts.size === 0) return [{ kind: 'paragraph', text: [say('boxes.none')] }];
  return [
    { kind: 'list', items: [...facts.values()].map((fact): Inline[] => [fact]) },
    ...chartBlocks(boxesChart(limits, facts, speech)),
  ];
}

function heldOut(row: CsvRow, numbers: Numbers): string | undefined {
  const value = numberOf(row, 'held_out_density');
  if (Number.isNaN(value)) return undefined;
  return `${numbers.percent(value)} (${numbers.probabilityRange(numberOf(row, 'held_out_density_low'), numberOf(row, 'held_out_density_high'))})`;
}

/** The tree's rules, and how well they foretell worlds from which it was not grown. */
async function treeBlocks({ folder, speech }: ReportContext): Promise<Block[]> {
  const { say, numbers, list } = speech;
  if (!folder.has('tree.csv')) return [];
  const rows = await folder.rows('tree.csv');
  const leaves = rows.map(
    (row): Leaf => ({
      leaf: numberOf(row, 'leaf'),
      conditions: conditionsOf(textOf(row, 'rule'), numbers),
      n: numberOf(row, 'n'),
      share: numberOf(row, 'share'),
      low: numberOf(row, 'share_low'),
      high: numberOf(row, 'share_high'),
    }),
  );
  if (leaves.length < 2) return [{ kind: 'paragraph', text: [say('tree.none')] }];
  const sum = (column: string) => rows.reduce((total, row) => total + numberOf(row, column), 0);
  const [highest, lowest] = [
    leaves.reduce((a, b) => (b.share > a.share ? b : a)),
    leaves.reduce((a, b) => (b.share < a.share ? b : a)),
  ];
  const less = folder.has('pruning.csv') ? gainOf(await folder.rows('pruning.csv')) : Number.NaN;
  return [
    {
      kind: 'paragraph',
      text: [
        say('tree.verdict', {
          ...{ high: numbers.share(highest.share, highest), highRule: list(highest.conditions.map(textOfCondition)) },
          ...{ low: numbers.share(lowest.share, lowest), lowRule: list(lowest.conditions.map(textOfCondition)) },
          less: numbers.percent(less),
        }),
      ],
    },
    ...chartBlocks(leavesChart(leaves, sum('k') / sum('n'), speech)),
  ];
}

/** By which part of it the tree's error in other worlds is smaller than that of the root alone. */
function gainOf(pruning: readonly CsvRow[]): number {
  const chosen = pruning.find((row) => row.chosen === '1');
  const root = pruning.find((row) => row.leaves === '1');
  if (chosen === undefined || root === undefined) return Number.NaN;
  return Math.max(0, 1 - numberOf(chosen, 'cross_validated') / numberOf(root, 'cross_validated'));
}

/** `x > 2.1 and y <= 0.4`, as `discover` writes it, condition by condition; names may have blanks in them. */
function conditionsOf(rule: string, numbers: Numbers): Condition[] {
  return [...rule.matchAll(/(.+?) (>|<=) (-?[\d.]+(?:e[+-]?\d+)?)(?: and |$)/g)].map(([, quantity, sign, value]) => ({
    quantity,
    limit: `${sign === '>' ? '>' : '≤'} ${numbers.short(Number(value), 3)}`,
  }));
}
