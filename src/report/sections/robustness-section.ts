/** The section of rules of choice under uncertainty. */
import { numberOf, textOf } from '../folder/read-csv.ts';
import type { Block, Inline, Section } from '../page/document.ts';
import { pathInline, type ReportContext } from './context.ts';

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

/** `Hurwicz (0.5)`: the name in the language, with the number that it has in brackets. */
function ruleName(title: string, label: (english: string) => string, write: (value: number) => string): string {
  if (label(title) !== title) return label(title);
  const base = title.replace(/ \(.*\)$/, '');
  if (label(base) === base) return title;
  const number = /([\d.]+)\)$/.exec(title)?.[1];
  return number === undefined ? label(base) : `${label(base)} (${write(Number(number))})`;
}
