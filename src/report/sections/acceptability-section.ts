/** The section of a weight that moves: how probable it is that each path is the best. */
import { acceptabilityChart } from '../charts/acceptability.ts';
import { numberOf, textOf } from '../folder/read-csv.ts';
import { columnsOf } from '../folder/run-data.ts';
import type { Block, Inline, Section } from '../page/document.ts';
import { chartBlocks, memberOf, pathInline, type ReportContext, withPieces } from './context.ts';

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
  return {
    id: 'acceptability',
    title: speech.say('section.acceptability'),
    blocks: [...meaningOfWeight(context), ...(await frontierBlocks(context)), ...chartBlocks(chart)],
  };
}

/** What the weight is of, in the language of the report; in the words of the table where the folder does not say it apart. */
function meaningOfWeight({ folder, speech: { say } }: ReportContext): Block[] {
  const settings = memberOf(folder.manifest, 'value_of_information');
  const weight = memberOf(settings, 'weight');
  const metric = { code: String(memberOf(settings, 'objective')) };
  if (memberOf(weight, 'kind') === 'between') {
    const [first, second] = ['first', 'second'].map((name) => ({ code: String(memberOf(weight, name)) }));
    return [{ kind: 'paragraph', text: withPieces(say('weight.between'), { first, second }) }];
  }
  const cost = typeof weight === 'string' ? weight : memberOf(weight, 'name');
  if (typeof cost === 'string') {
    const text = say(cost === 'budget' ? 'weight.budget' : 'weight.cost');
    return [{ kind: 'paragraph', text: withPieces(text, { cost: { code: cost }, metric }) }];
  }
  const meaning = folder.dataPackage.resources
    .find(({ path }) => path === 'acceptability.csv')
    ?.schema.fields.find(({ name }) => name === 'weight')?.description;
  if (meaning === undefined) return [];
  return [{ kind: 'paragraph', text: [`${say('column.weight')}: `, { written: meaning }] }];
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
