/** The section of the value of information: what it would be worth to know more before choosing. */
import type { Chart } from '../charts/chart.ts';
import { importanceChart } from '../charts/importance.ts';
import { type CsvRow, numberOf, textOf } from '../folder/read-csv.ts';
import type { Block, Section } from '../page/document.ts';
import { betterBlocks, chartBlocks, memberOf, type ReportContext, withPieces } from './context.ts';

/** What perfect knowledge, single quantities and groups of them would be worth. */
export async function informationSection(context: ReportContext): Promise<Section | undefined> {
  const { folder, speech } = context;
  const { say } = speech;
  const rowsOf = async (name: string) => (folder.has(name) ? await folder.rows(name) : []);
  const [single, groups] = [await rowsOf('evppi.csv'), await rowsOf('groups.csv')];
  const perfect = await perfectInformation(context, single);
  const charts = [
    worthChart(single, 'parameter', { id: 'knowledge', title: say('importance.knowledge') }, context),
    worthChart(groups, 'group', { id: 'knowledge-groups', title: say('importance.groups') }, context),
  ];
  const blocks: Block[] = [...perfect, ...chartBlocks(...charts), ...nested(context, await rowsOf('nested.csv'))];
  if (blocks.length === 0) return undefined;
  const [row] = [...(await rowsOf('evpi.csv')), ...single];
  const direction = memberOf(memberOf(folder.manifest, 'value_of_information'), 'direction');
  return {
    id: 'information',
    title: say('section.information'),
    blocks: [
      { kind: 'paragraph', text: [say('section.information.text')] },
      ...blocks,
      ...(typeof direction === 'string' && row ? betterBlocks(context, textOf(row, 'metric'), direction) : []),
    ],
  };
}

/** What comes out at 0 is shown if its interval reaches this part of the farthest one. */
const LEAST_SEEN = 0.02;

/** Those that are or may be worth something, the most valuable first. */
function worthChart(
  rows: readonly CsvRow[],
  column: 'parameter' | 'group',
  { id, title }: { readonly id: string; readonly title: string },
  { speech }: ReportContext,
): Chart | undefined {
  const { say, numbers } = speech;
  const entries = rows.map((row) => ({ quantity: textOf(row, column), values: [worthOf(row)] as const }));
  const far = LEAST_SEEN * Math.max(0, ...entries.map(({ values: [{ high }] }) => high || 0));
  const worth = entries.filter(({ values: [{ value, high }] }) => value > 0 || high > far);
  worth.sort(({ values: [a] }, { values: [b] }) => b.value - a.value || b.high - a.high);
  const zeros = entries.filter((entry) => entry.values[0].value === 0 && !worth.includes(entry)).length;
  const caption = say(column === 'group' ? 'importance.groups.caption' : 'importance.knowledge.caption');
  const rest = zeros > 0 ? ` ${say('evppi.zeros', { n: numbers.count(zeros), all: numbers.count(rows.length) })}` : '';
  return importanceChart(
    worth,
    { id, title, caption: `${caption}${rest}`, measures: [say('importance.evppi')] },
    speech,
  );
}

/** What it would be worth to know the world before choosing, and how much of it rests on judgement. */
async function perfectInformation(
  { folder, speech: { say, numbers } }: ReportContext,
  single: readonly CsvRow[],
): Promise<Block[]> {
  if (!folder.has('evpi.csv')) return [];
  const standing = single.filter((row) => row.stands_out === '1').length;
  const isKnown = single.some((row) => row.stands_out !== undefined);
  return (await folder.rows('evpi.csv')).map((row) => {
    const interval = (name: string) => ({ low: numberOf(row, `${name}_low`), high: numberOf(row, `${name}_high`) });
    const unsourced = numberOf(row, 'unsourced_share');
    const said = [
      say('evpi.text', {
        metric: textOf(row, 'metric'),
        value: numbers.withInterval(numberOf(row, 'evpi'), { low: numberOf(row, 'low'), high: numberOf(row, 'high') }),
        share: numbers.share(numberOf(row, 'not_best'), interval('not_best')),
      }),
      ...(isKnown
        ? [
            say(standing > 0 ? 'evpi.standing' : 'evpi.standing.none', {
              n: standing,
              all: numbers.count(single.length),
            }),
          ]
        : []),
      ...(Number.isNaN(unsourced)
        ? []
        : [say('evpi.unsourced', { share: numbers.share(unsourced, interval('unsourced_share')) })]),
    ];
    return { kind: 'paragraph', text: [said.join(' ')] };
  });
}

/** Single quantities beside a simulation with the model. */
function nested({ speech: { say, numbers } }: ReportContext, rows: readonly CsvRow[]): Block[] {
  if (rows.length === 0) return [];
  return [
    {
      kind: 'list',
      items: rows.map((row) => {
        const drawn = { low: numberOf(row, 'from_draws_low'), high: numberOf(row, 'from_draws_high') };
        const { value, ...interval } = worthOf(row);
        return withPieces(
          say('evpi.nested', {
            value: numbers.withInterval(value, interval),
            drawn: numbers.withInterval(numberOf(row, 'from_draws'), drawn),
          }),
          { quantity: { code: textOf(row, 'parameter') } },
        );
      }),
    },
  ];
}

function worthOf(row: CsvRow) {
  return { value: numberOf(row, 'evppi'), low: numberOf(row, 'low'), high: numberOf(row, 'high') };
}
