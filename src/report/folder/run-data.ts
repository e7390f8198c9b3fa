/** The tables of a run as numbers. */
import { type CsvRow, numberOf, textOf } from './read-csv.ts';
import type { OpenedFolder } from './read-folder.ts';
import type { ReportedPreference } from './story.ts';

export interface SummaryEntry {
  readonly path: string;
  readonly metric: string;
  readonly mean: number;
  readonly se: number;
  readonly q05: number;
  readonly q50: number;
  readonly q95: number;
  readonly n: number;
}

/** An estimated share and its 95 % interval. */
export interface EstimatedShare {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

export interface ComparisonEntry {
  readonly pathA: string;
  readonly pathB: string;
  readonly metric: string;
  /** Mean of pathA − pathB. */
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
  /** Of preferences only. */
  readonly better: { readonly a: EstimatedShare; readonly b: EstimatedShare } | undefined;
}

export interface BestEntry extends EstimatedShare {
  readonly preference: string;
  readonly path: string;
  readonly worlds: number;
  readonly tiedWorlds: number;
  readonly n: number;
}

interface ChainEntry {
  readonly path: string;
  readonly link: string;
  readonly group: string;
  readonly label: string;
  readonly unit: string;
  readonly value: number;
  readonly se: number;
}

interface CostEntry {
  readonly path: string;
  readonly baseline: string;
  readonly preference: string;
  readonly budget: number;
  readonly budgetSe: number;
  readonly extra: { readonly mean: number; readonly low: number; readonly high: number };
  readonly perBillion: { readonly value: number; readonly low: number; readonly high: number };
  readonly status: string;
}

export interface TimelineEntry {
  readonly path: string;
  readonly year: number;
  readonly outcome: string;
  readonly mean: number;
  readonly q05: number;
  readonly q95: number;
}

/** Of the ceasefires begun by a year, the share unbroken: over all worlds with its interval, and its range over worlds. */
export interface SurvivalEntry {
  readonly path: string;
  readonly year: number;
  readonly begun: number;
  readonly unbroken: number;
  readonly low: number;
  readonly high: number;
  readonly q05: number;
  readonly q25: number;
  readonly q50: number;
  readonly q75: number;
  readonly q95: number;
}

/** The 95 % interval of the difference between two paths in that share. */
export interface SurvivalDifference {
  readonly pathA: string;
  readonly pathB: string;
  readonly year: number;
  readonly low: number;
  readonly high: number;
}

export interface RunData {
  readonly summary: readonly SummaryEntry[];
  readonly comparison: readonly ComparisonEntry[];
  readonly best: readonly BestEntry[];
  readonly chain: readonly ChainEntry[];
  readonly cost: readonly CostEntry[];
  /** At most 120 years, evenly apart. */
  readonly timeline: readonly TimelineEntry[];
  /** At most 120 years, evenly apart; where any ceasefire has begun. */
  readonly survival: readonly SurvivalEntry[];
  readonly survivalDifferences: readonly SurvivalDifference[];
  /** The states in the order of timeline.csv; their probabilities sum to 1. */
  readonly outcomes: readonly string[];
  /** Label and unit of every column of draws.csv. */
  readonly columns: ReadonlyMap<string, { readonly label: string; readonly unit: string | undefined }>;
  /** Worlds that could not be evaluated on some path. */
  readonly failed: number;
  /** The objective of the wanted preference, for each path by draw; NaN where there is none. */
  readonly worlds: readonly Float64Array[];
}

/** Whether a folder holds a run. */
export function isRun(folder: OpenedFolder): boolean {
  return ['summary.csv', 'comparison.csv', 'best.csv', 'timeline.csv', 'draws.csv'].every(folder.has);
}

/**
 * Reads the tables of a run.
 * @param preference whose objective is wanted in every world
 * @throws FolderError as `OpenedFolder.eachRow`
 */
export async function readRun(folder: OpenedFolder, preference?: ReportedPreference): Promise<RunData> {
  const table = async <Entry>(name: string, entry: (row: CsvRow) => Entry): Promise<Entry[]> =>
    folder.has(name) ? (await folder.rows(name)).map(entry) : [];
  const timeline = thin((await table('timeline.csv', timelineEntry)).filter(({ mean }) => Number.isFinite(mean)));
  const survival = thin((await table('survival.csv', survivalEntry)).filter(({ begun }) => begun > 0));
  const { worlds, failed } = await readDraws(folder, preference);
  return {
    summary: await table('summary.csv', summaryEntry),
    comparison: await table('comparison.csv', comparisonEntry),
    best: await table('best.csv', bestEntry),
    chain: await table('chain.csv', chainEntry),
    cost: await table('cost.csv', costEntry),
    timeline,
    survival,
    survivalDifferences: thin(await table('survival_comparison.csv', survivalDifference)),
    outcomes: [...new Set(timeline.map((row) => row.outcome))],
    columns: columnsOf(folder, 'draws.csv'),
    failed,
    worlds,
  };
}

/** Years that charts over time can show apart. */
const MOST_YEARS = 120;

/** A long table over time with every so many years, the last among them. */
function thin<Entry extends { readonly year: number }>(rows: readonly Entry[]): Entry[] {
  const years = [...new Set(rows.map(({ year }) => year))].sort((a, b) => a - b);
  const step = Math.ceil(years.length / MOST_YEARS);
  const kept = new Set(years.filter((_, index) => (years.length - 1 - index) % step === 0));
  return rows.filter(({ year }) => kept.has(year));
}

/** Label and unit of the columns of a table, from the data package. */
export function columnsOf(folder: OpenedFolder, file: string): RunData['columns'] {
  const fields = folder.dataPackage.resources.find(({ path }) => path === file)?.schema.fields ?? [];
  return new Map(fields.map(({ name, title, unit }) => [name, { label: title ?? name, unit }]));
}

/** draws.csv may be far larger than all other tables together: it is read once, and only what is wanted of it is kept. */
async function readDraws(folder: OpenedFolder, preference: ReportedPreference | undefined) {
  const { draws, paths } = folder.manifest.plan;
  const worlds = paths.map(() => new Float64Array(preference === undefined ? 0 : draws).fill(Number.NaN));
  const failed = new Set<string>();
  await folder.eachRow(
    'draws.csv',
    (row) => {
      if (row.status !== 'ok') failed.add(row.draw_id);
      else if (preference !== undefined) {
        const path = paths.indexOf(textOf(row, 'path'));
        const draw = numberOf(row, 'draw_id');
        if (path >= 0 && draw >= 0 && draw < draws) worlds[path][draw] = numberOf(row, preference.name);
      }
    },
    ['path', 'draw_id', 'status', ...(preference === undefined ? [] : [preference.name])],
  );
  return { worlds, failed: failed.size };
}

/** A row of summary.csv, or of a cell in sweep.csv. */
export function summaryEntry(row: CsvRow): SummaryEntry {
  const number = (column: string) => numberOf(row, column);
  return {
    path: textOf(row, 'path'),
    metric: textOf(row, 'metric'),
    mean: number('mean'),
    se: number('se'),
    q05: number('q05'),
    q50: number('q50'),
    q95: number('q95'),
    n: number('n'),
  };
}

/** A row of comparison.csv of a run or a sweep. */
export function comparisonEntry(row: CsvRow): ComparisonEntry {
  const number = (column: string) => numberOf(row, column);
  const share = (which: 'a' | 'b'): EstimatedShare => ({
    share: number(`${which}_better`),
    low: number(`${which}_better_low`),
    high: number(`${which}_better_high`),
  });
  const a = share('a');
  return {
    pathA: textOf(row, 'path_a'),
    pathB: textOf(row, 'path_b'),
    metric: textOf(row, 'metric'),
    mean: number('difference'),
    low: number('low'),
    high: number('high'),
    n: number('n'),
    better: Number.isNaN(a.share) ? undefined : { a, b: share('b') },
  };
}

function bestEntry(row: CsvRow): BestEntry {
  const number = (column: string) => numberOf(row, column);
  return {
    preference: textOf(row, 'preference'),
    path: textOf(row, 'path'),
    share: number('share'),
    low: number('low'),
    high: number('high'),
    worlds: number('worlds'),
    tiedWorlds: number('tied_worlds'),
    n: number('n'),
  };
}

function chainEntry(row: CsvRow): ChainEntry {
  return {
    path: textOf(row, 'path'),
    link: textOf(row, 'link'),
    group: textOf(row, 'group'),
    label: textOf(row, 'label'),
    unit: textOf(row, 'unit'),
    value: numberOf(row, 'value'),
    se: numberOf(row, 'se'),
  };
}

function costEntry(row: CsvRow): CostEntry {
  const number = (column: string) => numberOf(row, column);
  return {
    path: textOf(row, 'path'),
    baseline: textOf(row, 'baseline'),
    preference: textOf(row, 'preference'),
    budget: number('budget'),
    budgetSe: number('budget_se'),
    extra: { mean: number('extra_cost'), low: number('extra_cost_low'), high: number('extra_cost_high') },
    perBillion: { value: number('per_billion'), low: number('per_billion_low'), high: number('per_billion_high') },
    status: textOf(row, 'status'),
  };
}

function timelineEntry(row: CsvRow): TimelineEntry {
  return {
    path: textOf(row, 'path'),
    year: numberOf(row, 'year'),
    outcome: textOf(row, 'outcome'),
    mean: numberOf(row, 'mean'),
    q05: numberOf(row, 'q05'),
    q95: numberOf(row, 'q95'),
  };
}

function survivalEntry(row: CsvRow): SurvivalEntry {
  const number = (column: string) => numberOf(row, column);
  return {
    ...{ path: textOf(row, 'path'), year: number('year'), begun: number('begun'), unbroken: number('unbroken') },
    ...{ low: number('low'), high: number('high'), q05: number('q05'), q25: number('q25') },
    ...{ q50: number('q50'), q75: number('q75'), q95: number('q95') },
  };
}

function survivalDifference(row: CsvRow): SurvivalDifference {
  const number = (column: string) => numberOf(row, column);
  return {
    ...{ pathA: textOf(row, 'path_a'), pathB: textOf(row, 'path_b') },
    ...{ year: number('year'), low: number('low'), high: number('high') },
  };
}
