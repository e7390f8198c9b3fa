/** What `sweep` prints: which path is better where, under the default preference, and how that is under the others. */
import { type CellAnalysis, leadOf } from '../analysis/sweep-analysis.ts';
import type { Plan, PlannedPreference } from '../experiment/plan.ts';
import type { Axis, CellValue } from '../experiment/sweep-axes.ts';
import { planOfCell, type SweepPlan } from '../experiment/sweep-plan.ts';
import { formatEstimate, formatShare, formatWithInterval, MISSING, shortValue } from './number-text.ts';
import type { TextOptions } from './run-text.ts';
import { renderMap } from './sweep-map.ts';
import { renderSweepPicture } from './sweep-picture.ts';
import { renderTable, type TextRow, wrapText } from './terminal-table.ts';

/** Cells in a table; all are in the files. */
const MOST_ROWS = 60;
/** Values along each side of a map. */
const MOST_SIDE = 60;
/** Quantities whose values tell the rows of a table apart; with more of them the number of the cell does. */
const MOST_LABELLED = 3;
const DESIGN_NAMES = { lhs: 'a Latin hypercube', sobol: 'Sobol points' } as const;

/**
 * What was swept: scenario, quantities, cells, worlds, seed and design, and how long it took.
 * @param precision what is to be said of the precision that was asked for
 */
export function renderSweepHeader(
  sweep: SweepPlan,
  seconds: number,
  { width, style }: TextOptions,
  precision?: string | undefined,
): string {
  const { title, asOf } = sweep.run;
  const lines = [
    `${saySize(sweep)}: ${sweep.evaluations} evaluations in ${seconds.toFixed(1)} s.`,
    ...sayAxes(sweep),
    ...(precision === undefined ? [] : [precision]),
  ];
  return [
    style.bold(wrapText(asOf ? `${title} (as of ${asOf})` : title, width)),
    ...lines.map((line) => style.dim(wrapText(line, width))),
  ].join('\n');
}

/** `9 cells × 4 paths × 100 draws (design lhs, seed paris)`. */
export function saySize(sweep: SweepPlan): string {
  const { cells, run, design } = sweep;
  const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;
  const plans = cells.map((cell) => planOfCell(sweep, cell));
  const [fewest, most] = [Math.min, Math.max].map((end) =>
    plans.reduce((n, { draws }) => end(n, draws), plans[0].draws),
  );
  const draws = fewest === most ? count(most, 'draw') : `${fewest} to ${most} draws`;
  const designs = [...new Set(plans.map((plan) => plan.design))].join(', ');
  const seeds = [...new Set(plans.map((plan) => plan.seed))];
  const shown = seeds.length > 3 ? `${seeds.length} seeds` : `seed ${seeds.join(', ')}`;
  const spread = design === undefined ? '' : ` (${DESIGN_NAMES[design]})`;
  return `${count(cells.length, 'cell')}${spread} × ${count(run.paths.length, 'path')} × ${draws} (design ${designs}, ${shown})`;
}

/** A line for every quantity that is varied. */
export function sayAxes({ axes, zip, design }: SweepPlan): string[] {
  return axes.map(({ name, values, path, overrides }) => {
    const texts = values.map(shortValue);
    const all = texts.length > 6 ? `${texts.slice(0, 5).join(', ')}, … ${texts.at(-1)}` : texts.join(', ');
    const shown = design === undefined ? all : sayRange(values);
    const where =
      path !== undefined
        ? 'in that path only'
        : overrides.length > 0
          ? `in every path, also in ${overrides.join(', ')}, which ${overrides.length > 1 ? 'set' : 'sets'} it otherwise`
          : 'in every path';
    return `Varied${zip && axes.length > 1 ? ' side by side' : ''}: ${name}, ${where}: ${shown}`;
  });
}

/** Values that are spread over a range. */
function sayRange(values: readonly CellValue[]): string {
  const numbers = values.map(Number);
  const [least, most] = [Math.min, Math.max].map((end) => shortValue(numbers.reduce((a, b) => end(a, b))));
  return `${values.length} values from ${least} to ${most}`;
}

/** The whole comparison: a map for two crossed quantities, else a table, of one quantity with a picture; then the preferences in words. */
export function renderSweep(sweep: SweepPlan, cells: readonly CellAnalysis[], options: TextOptions): string {
  const [preference] = sweep.run.preferences;
  const isCrossed = !sweep.zip && sweep.design === undefined;
  const isMap = sweep.axes.length === 2 && isCrossed && sweep.axes.every(({ values }) => values.length <= MOST_SIDE);
  const sections = [preferenceLine(preference, options)];
  if (isMap && sweep.run.paths.length > 1) sections.push(renderMap(sweep, cells, preference, options));
  else {
    const picture = renderSweepPicture(sweep, cells, preference, options);
    if (picture !== undefined) sections.push(picture);
    sections.push(renderCells(sweep, cells, preference, options));
  }
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
  const isLabelled = axes.length <= MOST_LABELLED;
  const by = isLabelled ? axes.map(({ name }) => name).join(', ') : 'cell (cells.csv has the values)';
  const table = (columns: readonly string[], cellsOf: (analysis: CellAnalysis) => string[]) => {
    const rows = cells.slice(0, MOST_ROWS).map(
      (analysis): TextRow => ({
        label: isLabelled ? analysis.cell.values.map(shortValue).join(', ') : String(analysis.cell.id),
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

/** For each preference, in how many cells each path leads, and what the intervals cover. */
function sayCells({ run, axes, cells: planned }: SweepPlan, cells: readonly CellAnalysis[]): string[] {
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
    `${sayWorlds(run, axes)} Intervals are 95 %, one cell at a time, and cover the sampling error; ` +
    '"not clearly" is where the interval of the mean difference to the next includes 0.';
  return [...sentences, limits];
}

function sayWorlds({ draws, precision }: Plan, axes: readonly Axis[]): string {
  const settings = axes.filter(({ id }) => id.startsWith('run.')).map(({ name }) => name);
  return settings.length === 0
    ? `All cells see the same ${precision ? 'worlds, as many of them as each has taken' : `${draws} worlds`}.`
    : `Only cells with the same ${settings.join(' and ')} see the same worlds.`;
}
