/** What `run` prints: the comparison of the paths for somebody who sees it for the first time. */
import { CHAIN } from '../analysis/chain.ts';
import type { CostRow } from '../analysis/cost.ts';
import type { RunAnalysis } from '../analysis/run-analysis.ts';
import type { Plan } from '../experiment/plan.ts';
import type { ResultColumn, Results } from '../experiment/results.ts';
import { formatEstimate, formatRange, formatShare, formatWithInterval, MISSING } from './number-text.ts';
import { renderRunPicture } from './run-picture.ts';
import { renderTable, type TextRow, type TextStyle, wrapText } from './terminal-table.ts';

export interface TextOptions {
  /** Columns of the terminal. */
  readonly width: number;
  readonly style: TextStyle;
}

/** Derived outputs worth a line of their own; everything else is in summary.csv. */
const DERIVED = [
  'renewed_war_given_ceasefire',
  'uncovered_cheque',
  'broken_promise',
  'miscalculation',
  'war_years',
  'budget',
] as const;

const ON_THE_WAY = 'On the way';

/**
 * What was run: scenario, date, players, worlds, seed and design, and how long it took.
 * @param precision what is to be said of the precision that was asked for
 */
export function renderHeader(
  plan: Plan,
  seconds: number,
  { width, style }: TextOptions,
  precision?: string | undefined,
): string {
  const { title, asOf, actors, paths, draws, design, seed, evaluations } = plan;
  const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;
  const what =
    `${count(paths.length, 'path')} in ${count(draws, 'world')} (design ${design}, seed ${seed}): ` +
    `${count(evaluations, 'evaluation')} in ${seconds.toFixed(1)} s.`;
  const who =
    `Challenger: ${actors.challenger}. Protégé: ${actors.protege}. Coalition: ${actors.coalition}. ` +
    `Backer: ${actors.backer}.`;
  return [
    style.bold(wrapText(asOf ? `${title} (as of ${asOf})` : title, width)),
    style.dim(wrapText(what, width)),
    style.dim(wrapText(who, width)),
    ...(precision === undefined ? [] : [style.dim(wrapText(precision, width))]),
  ].join('\n');
}

/** The whole comparison, section by section, ending with the verdict in words. */
export function renderRun(
  results: Results,
  analysis: RunAnalysis,
  sentences: readonly string[],
  options: TextOptions,
): string {
  const picture = renderRunPicture(results, analysis, options);
  return [
    preferencesSection(results, options),
    ...(picture === undefined ? [] : [picture]),
    outcomesSection(results, analysis, options),
    ...(results.plan.paths.length > 1
      ? [differencesSection(results, analysis, options), betterSection(results, analysis, options)]
      : []),
    chainSection(results, analysis, options),
    costSection(results, analysis, options),
    section('In words', undefined, sentences.map((sentence) => wrapText(sentence, options.width)).join('\n'), options),
  ].join('\n\n');
}

/** The prior predictive check as a table. */
export function renderPriorPredictive(
  results: Results,
  { priorPredictive }: RunAnalysis,
  options: TextOptions,
): string {
  const { paths } = results.plan;
  const checks = [...new Map(priorPredictive.map((row) => [row.check, row.label]))];
  const rows = checks.map(
    ([check, label]): TextRow => ({
      label,
      cells: paths.map(({ name }) => {
        const row = priorPredictive.find((r) => r.check === check && r.path === name);
        return row ? `${formatEstimate(row.mean, row.se)}\n${formatRange(row.q05, row.q95)}` : MISSING;
      }),
    }),
  );
  return section(
    'What the priors imply (prior predictive check)',
    'Mean over worlds ± standard error; below it the range of the middle 90 % of worlds.',
    renderTable({ corner: '', columns: paths.map(({ name }) => name), rows }, options.width, options.style),
    options,
  );
}

function section(title: string, explanation: string | undefined, body: string, { width, style }: TextOptions): string {
  const lines = [style.bold(title)];
  if (explanation) lines.push(style.dim(wrapText(explanation, width)));
  return [...lines, body].join('\n');
}

function preferencesSection({ plan }: Results, options: TextOptions): string {
  const preferences = plan.preferences.map(({ name, title, direction, text }) => ({
    name,
    meaning: `${title ? `${title}: ` : ''}${direction} ${text}`,
  }));
  const metrics = plan.metrics.map(({ name, text }) => ({ name, meaning: text }));
  const where = metrics.length > 0 ? [options.style.dim('Metrics of the scenario, in these or beside them:')] : [];
  return section(
    'Preferences',
    'What a good outcome is depends on values. These are the value judgements compared; the first is the default.',
    [definitions(preferences, options), ...where, ...(metrics.length > 0 ? [definitions(metrics, options)] : [])].join(
      '\n',
    ),
    options,
  );
}

/** Names and what they mean, in two columns. */
function definitions(entries: readonly { name: string; meaning: string }[], { width }: TextOptions): string {
  const nameWidth = Math.max(...entries.map(({ name }) => name.length)) + 2;
  const indent = ' '.repeat(nameWidth + 1);
  return entries
    .map(({ name, meaning }) => {
      const wrapped = wrapText(meaning.replace(/\s+/g, ' '), width, indent);
      return ` ${name.padEnd(nameWidth)}${wrapped.slice(indent.length)}`;
    })
    .join('\n');
}

function outcomesSection(results: Results, { summary }: RunAnalysis, options: TextOptions): string {
  const { paths } = results.plan;
  const byName = new Map(summary.map((row) => [`${row.path} ${row.metric}`, row]));
  const rowFor = (column: ResultColumn): TextRow => ({
    label: labelOf(column),
    cells: paths.map(({ name }) => {
      const row = byName.get(`${name} ${column.name}`);
      return row && row.n > 0 ? `${formatEstimate(row.mean, row.se)}\n${formatRange(row.q05, row.q95)}` : MISSING;
    }),
  });
  const rows: TextRow[] = [];
  for (const { heading, columns } of shownColumns(results)) {
    if (columns.length > 0) rows.push({ heading }, ...columns.map(rowFor));
  }
  const table = renderTable({ corner: '', columns: paths.map(({ name }) => name), rows }, options.width, options.style);
  return section(
    'What each path leads to',
    'A world is one sample of everything that is not known for certain, the same for all paths. Mean over worlds ± ' +
      'standard error; below it the range of the middle 90 % of worlds (5–95 %). ≈0 is less than a millionth.',
    [
      definitions(
        paths.map(({ name, title }) => ({ name, meaning: title })),
        options,
      ),
      '',
      table,
      ...failedNotes(results).map((note) => wrapText(note, options.width)),
      ...missingNotes(results, summary).map((note) => wrapText(note, options.width)),
    ].join('\n'),
    options,
  );
}

/** One line where some draws failed. */
function failedNotes({ failures, plan }: Results): string[] {
  if (failures.draws === 0) return [];
  return [`${failures.draws} of ${plan.draws} worlds failed on some path and are left out on every path.`];
}

/** One line for every shown column that is undefined in some worlds: its mean is one over the others. */
function missingNotes(results: Results, summary: RunAnalysis['summary']): string[] {
  const { paths } = results.plan;
  const { usable } = results;
  return shownColumns(results).flatMap(({ columns }) =>
    columns.flatMap((column) => {
      const missing = paths.flatMap(({ name }) => {
        const row = summary.find((r) => r.path === name && r.metric === column.name);
        return row && row.n < usable ? [`${usable - row.n} (${name})`] : [];
      });
      return missing.length > 0
        ? [`${labelOf(column)} has no value in ${missing.join(', ')} of ${usable} worlds; they are left out.`]
        : [];
    }),
  );
}

function differencesSection(results: Results, { comparison }: RunAnalysis, options: TextOptions): string {
  const pairs = pairsOf(results);
  const rows: TextRow[] = [];
  for (const { heading, columns } of shownColumns(results)) {
    if (columns.length === 0 || heading === ON_THE_WAY) continue;
    rows.push({ heading });
    for (const column of columns) {
      rows.push({
        label: labelOf(column),
        cells: pairs.map(({ a, b }) => {
          const row = comparison.find((r) => r.pathA === a && r.pathB === b && r.metric === column.name);
          return row ? formatWithInterval(row.mean, row).replace(' (', '\n(') : MISSING;
        }),
      });
    }
  }
  return section(
    'Differences between the paths, in the same worlds',
    'Mean of the first path minus the second; in brackets its 95 % interval. An interval that includes 0 leaves open which is larger.',
    renderTable({ corner: '', columns: pairs.map(({ label }) => label), rows }, options.width, options.style),
    options,
  );
}

function betterSection(results: Results, { comparison, best }: RunAnalysis, options: TextOptions): string {
  const { paths, preferences } = results.plan;
  const tables: string[] = [];
  if (paths.length > 2) {
    const anyTies = best.some((row) => row.tiedWorlds > 0);
    const rows = preferences.map((preference): TextRow => {
      const ranked = best.filter((row) => row.preference === preference.name);
      const ties = anyTies ? [formatTies(ranked[0].tiedWorlds, ranked[0].n)] : [];
      return { label: preference.name, cells: [...ranked.map(formatShare), ...ties] };
    });
    const columns = [...paths.map(({ name }) => name), ...(anyTies ? ['tied'] : [])];
    tables.push(renderTable({ corner: 'Best of all', columns, rows }, options.width, options.style));
  }
  const pairs = pairsOf(results);
  const rows = preferences.map(
    ({ name }): TextRow => ({
      label: name,
      cells: pairs.map(({ a, b }) => {
        const row = comparison.find((r) => r.pathA === a && r.pathB === b && r.metric === name && r.better);
        if (!row?.better) return MISSING;
        const ties = row.better.ties > 0 ? [`${formatTies(row.better.ties, row.n)} tied`] : [];
        return [formatShare(row.better.a), formatShare(row.better.b), ...ties].join('\n');
      }),
    }),
  );
  const columns = pairs.map(({ a, b }) => `${a}\n${b}`);
  tables.push(renderTable({ corner: 'One or the other', columns, rows }, options.width, options.style));
  return section(
    'In how many worlds each path is better',
    `Share of worlds, with its 95 % interval, under each preference.${paths.length > 2 ? ' One or the other: the upper share is that of the upper path.' : ''}`,
    tables.join('\n\n'),
    options,
  );
}

function formatTies(ties: number, n: number): string {
  if (n === 0) return MISSING;
  const percent = (100 * ties) / n;
  return `${percent.toFixed(percent > 0 && percent < 1 ? 1 : 0)} %`;
}

function chainSection(results: Results, { chain }: RunAnalysis, options: TextOptions): string {
  const { paths } = results.plan;
  const rows: TextRow[] = [];
  let heading = '';
  for (const link of CHAIN) {
    if (link.group !== heading) rows.push({ heading: link.group });
    heading = link.group;
    rows.push({
      label: link.label,
      cells: paths.map(({ name }) => {
        const row = chain.find((r) => r.path === name && r.link === link.id);
        return row ? formatEstimate(row.value, row.se) : MISSING;
      }),
    });
  }
  return section(
    'Why: the causal chain of each path',
    'Expected numbers over all worlds and their ratios, ± standard error; – where the condition never arises.',
    renderTable({ corner: '', columns: paths.map(({ name }) => name), rows }, options.width, options.style),
    options,
  );
}

function costSection(results: Results, { cost }: RunAnalysis, options: TextOptions): string {
  const { paths, preferences } = results.plan;
  const baseline = cost[0].baseline;
  const find = (path: string, preference: string) => cost.find((r) => r.path === path && r.preference === preference);
  const first = preferences[0].name;
  const perPath = (label: string, text: (row: CostRow) => string, preference = first): TextRow => ({
    label,
    cells: paths.map(({ name }) => {
      const row = find(name, preference);
      return row ? text(row) : MISSING;
    }),
  });
  const withInterval = (value: number, interval: { low: number; high: number }) =>
    formatWithInterval(value, interval).replace(' (', '\n(');
  const rows: TextRow[] = [perPath('budget, bn €', (row) => formatEstimate(row.budget.mean, row.budget.se))];
  if (paths.length > 1) {
    rows.push(
      perPath('beyond the baseline, bn €', (row) =>
        row.status === 'baseline' ? MISSING : withInterval(row.extra.mean, row.extra),
      ),
      { heading: 'Harm avoided per bn € spent beyond the baseline' },
      ...preferences.map(({ name }) =>
        perPath(name, (row) => withInterval(row.perBillion.value, row.perBillion), name),
      ),
    );
  }
  return section(
    'What each path costs, and what the money buys',
    `Harm is what a preference counts; the baseline is ${baseline}. In brackets 95 % intervals (Fieller); – where a path costs no more than the baseline, or not surely more.`,
    renderTable({ corner: '', columns: paths.map(({ name }) => name), rows }, options.width, options.style),
    options,
  );
}

function labelOf(column: ResultColumn): string {
  if (column.kind === 'preference') return column.name;
  return column.kind === 'money' ? `${column.label}, ${column.unit}` : column.label;
}

/** Which way is better, where it is the same way for all preferences; each says its own at the top. */
function sayDirection({ preferences }: Plan): string {
  const directions = new Set(preferences.map(({ direction }) => direction));
  if (directions.size > 1) return '';
  return directions.has('minimize') ? ' (harm: less is better)' : ' (more is better)';
}

function shownColumns({ columns, plan }: Results): { heading: string; columns: ResultColumn[] }[] {
  const ofKind = (kind: ResultColumn['kind']) => columns.filter((column) => column.kind === kind);
  return [
    { heading: 'How it stands at the horizon (probabilities, sum 1)', columns: ofKind('outcome') },
    { heading: 'Metrics of the scenario', columns: ofKind('metric') },
    {
      heading: ON_THE_WAY,
      columns: DERIVED.flatMap((name) => columns.filter((column) => column.name === name)),
    },
    { heading: `Objectives of the preferences${sayDirection(plan)}`, columns: ofKind('preference') },
  ];
}

function pairsOf({ plan }: Results): { a: string; b: string; label: string }[] {
  return plan.paths.flatMap(({ name: a }, index) =>
    plan.paths.slice(index + 1).map(({ name: b }) => ({ a, b, label: `${a}\n− ${b}` })),
  );
}
