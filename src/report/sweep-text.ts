/** What `sweep` prints: which path is better where, under the default preference, and how that is under the others. */
import { type CellAnalysis, type Lead, leadOf } from '../analysis/sweep-analysis.ts';
import type { PlannedPreference } from '../experiment/plan.ts';
import type { SweepPlan } from '../experiment/sweep-plan.ts';
import { formatEstimate, formatShare, formatWithInterval, MISSING } from './number-text.ts';
import type { TextOptions } from './run-text.ts';
import { renderTable, type TextRow, wrapText } from './terminal-table.ts';

/** Cells in a table; all are in the files. */
const MOST_ROWS = 60;
/** Values along each side of a map. */
const MOST_SIDE = 60;
const MARKS: Readonly<Record<Lead['certainty'], string>> = { open: '.', mean: ':', worlds: '#' };

/** What was swept: scenario, quantities, cells, worlds, seed and design, and how long it took. */
export function renderSweepHeader(sweep: SweepPlan, seconds: number, { width, style }: TextOptions): string {
  const { title, asOf } = sweep.run;
  const lines = [`${saySize(sweep)}: ${sweep.evaluations} evaluations in ${seconds.toFixed(1)} s.`, ...sayAxes(sweep)];
  return [
    style.bold(wrapText(asOf ? `${title} (as of ${asOf})` : title, width)),
    ...lines.map((line) => style.dim(wrapText(line, width))),
  ].join('\n');
}

/** `9 cells × 4 paths × 100 draws (design lhs, seed paris)`. */
export function saySize({ cells, run }: SweepPlan): string {
  const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;
  const size = [count(cells.length, 'cell'), count(run.paths.length, 'path'), count(run.draws, 'draw')].join(' × ');
  return `${size} (design ${run.design}, seed ${run.seed})`;
}

/** A line for every quantity that is varied. */
export function sayAxes({ axes, zip }: SweepPlan): string[] {
  return axes.map(({ name, values, path, overrides }) => {
    const texts = values.map(shortValue);
    const shown = texts.length > 6 ? `${texts.slice(0, 5).join(', ')}, … ${texts.at(-1)}` : texts.join(', ');
    const where =
      path !== undefined
        ? 'in that path only'
        : overrides.length > 0
          ? `in every path, also in ${overrides.join(', ')}, which ${overrides.length > 1 ? 'set' : 'sets'} it otherwise`
          : 'in every path';
    return `Varied${zip && axes.length > 1 ? ' side by side' : ''}: ${name}, ${where}: ${shown}`;
  });
}

/** The whole comparison: a map for two crossed quantities, else a table; then the preferences in words. */
export function renderSweep(sweep: SweepPlan, cells: readonly CellAnalysis[], options: TextOptions): string {
  const [preference] = sweep.run.preferences;
  const isMap = sweep.axes.length === 2 && !sweep.zip && sweep.axes.every(({ values }) => values.length <= MOST_SIDE);
  const sections = [preferenceLine(preference, options)];
  if (isMap && sweep.run.paths.length > 1) sections.push(renderMap(sweep, cells, preference, options));
  else sections.push(renderCells(sweep, cells, preference, options));
  sections.push(
    sayCells(sweep, cells)
      .map((line) => wrapText(line, options.width))
      .join('\n'),
  );
  return sections.join('\n\n');
}

function preferenceLine({ name, direction, text }: PlannedPreference, { width, style }: TextOptions): string {
  const meaning = `Better means under the preference ${name}, the scenario's default: ${direction} ${text.replace(/\s+/g, ' ')}`;
  return style.dim(wrapText(meaning, width));
}

function renderCells(
  sweep: SweepPlan,
  cells: readonly CellAnalysis[],
  preference: PlannedPreference,
  { width, style }: TextOptions,
): string {
  const { axes, run } = sweep;
  const corner = axes.length > 1 ? 'Cell' : axes[0].name;
  const by = axes.map(({ name }) => name).join(', ');
  const table = (columns: readonly string[], cellsOf: (analysis: CellAnalysis) => string[]) => {
    const rows = cells.slice(0, MOST_ROWS).map(
      (analysis): TextRow => ({
        label: analysis.cell.values.map(shortValue).join(', '),
        cells: cellsOf(analysis),
      }),
    );
    return renderTable({ corner, columns, rows }, width, style);
  };
  const meansOf = ({ summary }: CellAnalysis) =>
    run.paths.map(({ name }) => {
      const row = summary.find((r) => r.path === name && r.metric === preference.name);
      return row && row.n > 0 ? formatEstimate(row.mean, row.se) : MISSING;
    });
  const leadsOf = (analysis: CellAnalysis) => {
    const lead = leadOf(analysis, preference);
    if (lead === undefined) return [MISSING, MISSING, MISSING, MISSING];
    return [lead.path, lead.next, formatWithInterval(lead.margin.mean, lead.margin), formatShare(lead.better)];
  };
  const rest = cells.length - MOST_ROWS;
  const parts = [
    style.bold('What each path leads to'),
    style.dim(wrapText(`Mean ${preference.name} over worlds ± standard error, by ${by}.`, width)),
    table(
      run.paths.map(({ name }) => name),
      meansOf,
    ),
  ];
  if (run.paths.length > 1) {
    const explanation =
      'The path with the best mean and the next; by how much it is better, paired in the same worlds; and the share of ' +
      'worlds in which it does better than the next. In brackets 95 % intervals.';
    parts.push(
      '',
      style.bold('Which path is better'),
      style.dim(wrapText(explanation, width)),
      table(['best', 'next', 'better by', 'in worlds'], leadsOf),
    );
  }
  if (rest > 0) parts.push(`… and ${rest} more cells in sweep.csv and comparison.csv.`);
  return parts.join('\n');
}

/** A varied value to six digits; the files have it in full. */
const shortValue = (value: number): string => String(Number(value.toPrecision(6)));

function renderMap(
  { axes, run }: SweepPlan,
  cells: readonly CellAnalysis[],
  preference: PlannedPreference,
  { width, style }: TextOptions,
): string {
  const [down, across] = axes;
  const letters = new Map(run.paths.map(({ name }, index) => [name, letter(index)]));
  const rows = down.values.map(
    (value, row): TextRow => ({
      label: shortValue(value),
      cells: across.values.map((_, column) => {
        const lead = leadOf(cells[row * across.values.length + column], preference);
        return lead ? `${letters.get(lead.path)}${MARKS[lead.certainty]}` : MISSING;
      }),
    }),
  );
  const legend = [
    ...run.paths.map(({ name, title }) => ` ${letters.get(name)}  ${name}${title === name ? '' : ` (${title})`}`),
    ` ${MARKS.open}  not told apart: the 95 % interval of the mean difference to the next path includes 0`,
    ` ${MARKS.mean}  better on average, but in fewer than 75 % of worlds than the next path`,
    ` ${MARKS.worlds}  better on average, and in 75 % of worlds or more`,
  ].map((line) => wrapText(line.slice(4), width, '    ').replace(/^ {4}/, line.slice(0, 4)));
  const explanation = `The path with the best mean ${preference.name}. Down: ${down.name}. Across: ${across.name}.`;
  return [
    style.bold('Which path is better where'),
    style.dim(wrapText(explanation, width)),
    renderTable({ corner: '', columns: across.values.map(shortValue), rows }, width, style),
    ...legend,
  ].join('\n');
}

/** A, B, … Z, AA, AB, … */
function letter(index: number): string {
  const rest = Math.floor(index / 26);
  return (rest > 0 ? letter(rest - 1) : '') + String.fromCharCode(65 + (index % 26));
}

/** For each preference, in how many cells each path leads, and what the intervals cover. */
function sayCells({ run, cells: planned }: SweepPlan, cells: readonly CellAnalysis[]): string[] {
  if (run.paths.length < 2) return ['Only one path was run, so there is nothing to compare.'];
  const sentences = run.preferences.map((preference) => {
    const leads = cells.flatMap((cell) => leadOf(cell, preference) ?? []);
    if (leads.length === 0) return `Under ${preference.name} the objective has no value on some path.`;
    const parts = run.paths.flatMap(({ name }) => {
      const own = leads.filter(({ path }) => path === name);
      if (own.length === 0) return [];
      const open = own.filter(({ certainty }) => certainty === 'open').length;
      const doubt = open === 0 ? '' : open === own.length ? ' (not clearly)' : ` (in ${open} of them not clearly)`;
      return [{ name, count: own.length, doubt }];
    });
    const [first, ...others] = parts.sort((a, b) => b.count - a.count);
    const opening = `${first.name} has the best mean in ${first.count} of ${planned.length} cells${first.doubt}`;
    const rest = others.map(({ name, count, doubt }) => `, ${name} in ${count}${doubt}`).join('');
    return `Under ${preference.name} ${opening}${rest}.`;
  });
  const limits =
    `All cells see the same ${run.draws} worlds. Intervals are 95 %, one cell at a time, and cover the sampling error; ` +
    '"not clearly" is where the interval of the mean difference to the next includes 0.';
  return [...sentences, limits];
}
