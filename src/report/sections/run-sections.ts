/** The sections that a run has: how each path ends, when ceasefires come and break, which is better, cost, and why. */
import { bestChart } from '../charts/best.ts';
import { ceasefiresChart } from '../charts/ceasefires.ts';
import { costChart } from '../charts/cost.ts';
import { differencesChart } from '../charts/differences.ts';
import { outcomesChart } from '../charts/outcomes.ts';
import { phasesChart } from '../charts/phases.ts';
import { survivalChart, survivalWorldsChart } from '../charts/survival.ts';
import type { DocumentTable, Inline, Section, TableRow } from '../page/document.ts';
import { chartBlocks, horizonOf, pathInline, type ReportContext } from './context.ts';
import { ordersOf } from './verdict.ts';

/** How each path ends, and what it goes through. */
export function outcomesSection(context: ReportContext): Section | undefined {
  const { run, story, speech } = context;
  if (run === undefined) return undefined;
  const years = horizonOf(context);
  return {
    id: 'outcomes',
    title: speech.say('section.outcomes'),
    blocks: [
      { kind: 'paragraph', text: [speech.say('section.outcomes.text', { worlds: speech.numbers.count(story.draws) })] },
      ...chartBlocks(outcomesChart(story, run, speech, years)),
      ...(run.timeline.length > 0 ? chartBlocks(phasesChart(story, run, speech)) : []),
    ],
  };
}

/** When ceasefires come, and whether they hold. */
export function ceasefireSection({ run, story, speech }: ReportContext): Section | undefined {
  if (run === undefined || run.timeline.length === 0) return undefined;
  return {
    id: 'ceasefires',
    title: speech.say('section.ceasefires'),
    blocks: chartBlocks(
      ceasefiresChart(story, run, speech),
      survivalChart(story, run, speech),
      survivalWorldsChart(story, run, speech),
    ),
  };
}

/** Which path is better under which values. */
export function preferencesSection(context: ReportContext): Section | undefined {
  const { run, story, speech } = context;
  const { say } = speech;
  if (run === undefined || story.preferences.length === 0) return undefined;
  const [order] = ordersOf(context);
  return {
    id: 'preferences',
    title: say('section.preferences'),
    blocks: [
      { kind: 'paragraph', text: [say('section.preferences.text')] },
      preferencesTable(context),
      ...(story.metrics.length > 0 ? [metricsTable(context)] : []),
      ...(story.paths.length > 1 ? chartBlocks(bestChart(story, run, speech)) : []),
      ...(order !== undefined ? chartBlocks(differencesChart(story, order, run.comparison, run.worlds, speech)) : []),
    ],
  };
}

function preferencesTable({ story, speech: { say } }: ReportContext): DocumentTable {
  return {
    kind: 'table',
    caption: say('preferences.table'),
    columns: [{ label: say('column.preference') }, { label: say('column.meaning') }, { label: say('column.formula') }],
    rows: story.preferences.map(({ name, title, direction, text }): Inline[][] => [
      [{ code: name }],
      title === undefined ? [] : [{ written: title }],
      [
        `${say(direction === 'minimize' ? 'preferences.minimize' : 'preferences.maximize')} `,
        { code: text.replace(/\s+/g, ' ') },
      ],
    ]),
  };
}

function metricsTable({ story, speech: { say } }: ReportContext): DocumentTable {
  return {
    kind: 'table',
    caption: say('metrics.table'),
    columns: [{ label: say('column.metric') }, { label: say('column.formula') }],
    rows: story.metrics.map(({ name, text }) => [[{ code: name }], [{ code: text.replace(/\s+/g, ' ') }]]),
    fold: say('metrics.table'),
  };
}

/** What each path costs, and what the money buys. */
export function costSection({ run, story, speech }: ReportContext): Section | undefined {
  const [preference] = story.preferences;
  if (run === undefined || preference === undefined || run.cost.length === 0) return undefined;
  const { say, numbers } = speech;
  const baseline = run.cost[0].baseline;
  const rows = story.paths.map(({ name }): Inline[][] => {
    const own = run.cost.filter(({ path }) => path === name);
    const [first] = own;
    if (first === undefined) return [[pathInline(story, name)]];
    const isBaseline = first.status === 'baseline';
    return [
      [pathInline(story, name)],
      [numbers.estimate(first.budget, first.budgetSe)],
      [isBaseline ? '–' : numbers.withInterval(first.extra.mean, first.extra)],
      ...story.preferences.map((wanted): Inline[] => {
        const entry = own.find((row) => row.preference === wanted.name);
        return [entry === undefined ? '–' : numbers.withInterval(entry.perBillion.value, entry.perBillion)];
      }),
    ];
  });
  const table: DocumentTable = {
    kind: 'table',
    caption: say('cost.table', { baseline: story.paths.find(({ name }) => name === baseline)?.title ?? baseline }),
    columns: [
      { label: say('column.path') },
      { label: say('column.budget'), numeric: true },
      { label: say('column.extra'), numeric: true },
      ...story.preferences.map(({ name }) => ({ label: { code: name }, numeric: true })),
    ],
    rows,
    fold: say('cost.fold'),
  };
  return {
    id: 'cost',
    title: say('section.cost'),
    blocks: [...chartBlocks(costChart(story, run, preference, speech)), ...(story.paths.length > 1 ? [table] : [])],
  };
}

/** The causal chain. */
export function chainSection({ run, story, speech }: ReportContext): Section | undefined {
  if (run === undefined || run.chain.length === 0) return undefined;
  const { say, numbers, label } = speech;
  const links = [...new Map(run.chain.map((row) => [row.link, row])).values()];
  const groups = [...new Set(links.map(({ group }) => group))];
  const write = (value: number, se: number, unit: string) => {
    if (!Number.isFinite(value)) return '–';
    if (value === 0 && se === 0) return '0';
    if (unit === 'probability' || unit === 'share') return `${numbers.estimate(100 * value, 100 * se)}\u00a0%`;
    return numbers.estimate(value, se);
  };
  const rows = groups.flatMap((group): TableRow[] => [
    { heading: label(group) },
    ...links
      .filter((link) => link.group === group)
      .map((link): Inline[][] => [
        [label(link.label)],
        ...story.paths.map(({ name }): Inline[] => {
          const row = run.chain.find((entry) => entry.path === name && entry.link === link.link);
          return [row === undefined ? '–' : write(row.value, row.se, row.unit)];
        }),
      ]),
  ]);
  const table: DocumentTable = {
    kind: 'table',
    caption: say('chain.table'),
    columns: [
      { label: '' },
      ...story.paths.map(({ title, index }) => ({ label: { path: { title, index } }, numeric: true })),
    ],
    rows,
  };
  return {
    id: 'chain',
    title: say('section.chain'),
    blocks: [{ kind: 'paragraph', text: [say('section.chain.text')] }, table],
  };
}
