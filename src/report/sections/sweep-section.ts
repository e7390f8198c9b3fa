/** The section of a sweep: what was varied, and which path is better where. */
import { frontierChart } from '../charts/frontier.ts';
import { sweepLinesChart } from '../charts/sweep-lines.ts';
import { sweepMapChart } from '../charts/sweep-map.ts';
import { leadOfCell } from '../folder/sweep-data.ts';
import type { Block, Inline, Section } from '../page/document.ts';
import { pathInline, type ReportContext, withPieces } from './context.ts';

/** Rows of the table of cells; the files have all. */
const MOST_CELLS = 400;

export function sweepSection({ sweep, story, speech }: ReportContext): Section | undefined {
  if (sweep === undefined) return undefined;
  const { say, numbers, label } = speech;
  const names = story.paths.map(({ name }) => name);
  const lines = sweepLinesChart(story, sweep, speech);
  const maps = story.preferences.flatMap((preference) => sweepMapChart(story, sweep, preference, speech) ?? []);
  const frontier = frontierChart(story, sweep, speech);
  const charts = [...(lines === undefined ? [] : [lines]), ...maps, ...(frontier === undefined ? [] : [frontier])];
  const varied = sweep.quantities.map(({ name, label: english, unit, values }): Inline[] => [
    { code: name },
    english === name ? '' : ` (${label(english)})`,
    `: ${summarize(values, numbers.exact)}${unit === undefined ? '' : ` ${label(unit)}`}`,
  ]);
  const verdicts = story.preferences.flatMap((preference): Inline[][] => {
    const leads = sweep.cells.flatMap((cell) => leadOfCell(cell, names, preference) ?? []);
    if (leads.length === 0) return [];
    const counted = story.paths
      .map(({ name }) => {
        const own = leads.filter(({ path }) => path === name);
        return { name, n: own.length, open: own.filter(({ certainty }) => certainty === 'open').length };
      })
      .filter(({ n }) => n > 0)
      .sort((a, b) => b.n - a.n);
    const said = counted.flatMap(({ name, n, open }, index): Inline[] => [
      index === 0 ? '' : '; ',
      ...withPieces(say(open > 0 ? 'sweep.leads.open' : 'sweep.leads', { n, open }), { path: pathInline(story, name) }),
    ]);
    return [[{ code: preference.name }, ': ', ...said, '.']];
  });
  const [first] = story.preferences;
  const blocks: Block[] = [
    {
      kind: 'paragraph',
      text: [
        say(sweep.zip && varied.length > 1 ? 'sweep.text.zip' : 'sweep.text', { worlds: numbers.count(story.draws) }),
      ],
    },
    { kind: 'list', items: varied },
    ...(verdicts.length > 0
      ? ([
          { kind: 'paragraph', text: [say('sweep.verdict', { cells: sweep.cells.length })] },
          { kind: 'list', items: verdicts },
        ] as const)
      : []),
    ...charts.map((chart): Block => ({ kind: 'chart', chart })),
  ];
  if (first !== undefined && story.paths.length > 1) {
    blocks.push({
      kind: 'table',
      caption: say('sweep.table', { preference: first.name }),
      columns: [
        ...sweep.quantities.map(({ name }) => ({ label: { code: name }, numeric: true })),
        { label: say('changes.first') },
        { label: say('changes.next') },
        { label: say('changes.better'), numeric: true },
        { label: say('changes.margin'), numeric: true },
      ],
      rows: sweep.cells.slice(0, MOST_CELLS).map((cell): Inline[][] => {
        const lead = leadOfCell(cell, names, first);
        const values = cell.values.map((value): Inline[] => [numbers.exact(Number(value.toPrecision(6)))]);
        if (lead === undefined) return [...values, ['–'], ['–'], ['–'], ['–']];
        return [
          ...values,
          [pathInline(story, lead.path)],
          [pathInline(story, lead.next)],
          [numbers.share(lead.better.share, lead.better)],
          [`${numbers.withInterval(lead.margin.mean, lead.margin)}${lead.isClear ? '' : ` ${say('changes.open')}`}`],
        ];
      }),
      fold: say('sweep.fold', { cells: Math.min(MOST_CELLS, sweep.cells.length), all: sweep.cells.length }),
    });
  }
  blocks.push({ kind: 'paragraph', tone: 'small', text: [say('sweep.limits')] });
  return { id: 'sweep', title: say('section.sweep'), blocks };
}

function summarize(values: readonly number[], write: (value: number) => string): string {
  const texts = values.map((value) => write(Number(value.toPrecision(6))));
  return texts.length > 8 ? `${texts.slice(0, 6).join('; ')}; … ${texts.at(-1)}` : texts.join('; ');
}
