/** The tables of a sweep as numbers. */
import { orderPaths, type Step } from './order.ts';
import { type CsvRow, numberOf, textOf } from './read-csv.ts';
import type { OpenedFolder } from './read-folder.ts';
import { type ComparisonEntry, columnsOf, comparisonEntry, type SummaryEntry, summaryEntry } from './run-data.ts';
import type { ReportedPreference, Story } from './story.ts';

interface SweptQuantity {
  readonly name: string;
  readonly label: string;
  readonly unit: string | undefined;
  readonly values: readonly number[];
}

export interface SweepCell {
  readonly id: number;
  /** One for every quantity. */
  readonly values: readonly number[];
  /** Of preferences only. */
  readonly summary: readonly SummaryEntry[];
  /** Of the outputs in `KEPT_OUTPUTS`. */
  readonly outputs: readonly SummaryEntry[];
  readonly comparison: readonly ComparisonEntry[];
}

export interface SweepData {
  readonly quantities: readonly SweptQuantity[];
  /** Whether the quantities moved side by side instead of being crossed. */
  readonly zip: boolean;
  readonly cells: readonly SweepCell[];
  /** 95 % intervals of differences between rules of engagement in the same worlds; none where no rules are varied. */
  readonly rulePairs: readonly RulePairEntry[];
}

/** One cell minus another on a path. */
export interface RulePairEntry {
  readonly path: string;
  readonly cellA: number;
  readonly cellB: number;
  readonly renewed: { readonly mean: number; readonly low: number; readonly high: number };
  readonly escalation: { readonly mean: number; readonly low: number; readonly high: number };
}

/** The path that leads in a cell, and how surely. */
export interface CellLead extends Step {
  /** `open`: the interval of the margin includes 0; `worlds`: better in three quarters of the worlds or more; else `mean`. */
  readonly certainty: 'open' | 'mean' | 'worlds';
}

const MOST_WORLDS = 0.75;

/** Outputs of the model that charts of a sweep show beside the preferences. */
const KEPT_OUTPUTS = new Set(['renewed_war_given_ceasefire', 'general_war', 'nuclear_use']);

/** Whether a folder holds a sweep. */
export function isSweep(folder: OpenedFolder): boolean {
  return folder.manifest.sweep !== undefined && ['cells.csv', 'sweep.csv', 'comparison.csv'].every(folder.has);
}

/**
 * Reads the tables of a sweep; of the metrics only the preferences and a few outputs.
 * @throws FolderError as `OpenedFolder.eachRow`
 */
export async function readSweep(folder: OpenedFolder, story: Story): Promise<SweepData> {
  const { zip = false, values } = folder.manifest.sweep ?? { values: {} };
  const columns = columnsOf(folder, 'cells.csv');
  const quantities = Object.entries(values).map(([name, varied]) => ({
    name,
    label: columns.get(name)?.label ?? name,
    unit: columns.get(name)?.unit,
    values: varied,
  }));
  const preferences = new Set(story.preferences.map(({ name }) => name));
  const cells = new Map<
    number,
    { id: number; values: number[]; summary: SummaryEntry[]; outputs: SummaryEntry[]; comparison: ComparisonEntry[] }
  >();
  await folder.eachRow('cells.csv', (row) => {
    const id = numberOf(row, 'cell_id');
    cells.set(id, {
      id,
      values: quantities.map(({ name }) => numberOf(row, name)),
      summary: [],
      outputs: [],
      comparison: [],
    });
  });
  await folder.eachRow('sweep.csv', (row) => {
    const metric = textOf(row, 'metric');
    const cell = cells.get(numberOf(row, 'cell_id'));
    if (preferences.has(metric)) cell?.summary.push(summaryEntry(row));
    if (KEPT_OUTPUTS.has(metric)) cell?.outputs.push(summaryEntry(row));
  });
  await folder.eachRow('comparison.csv', (row) => {
    cells.get(numberOf(row, 'cell_id'))?.comparison.push(comparisonEntry(row));
  });
  const rulePairs = folder.has('rule_pairs.csv') ? (await folder.rows('rule_pairs.csv')).map(rulePair) : [];
  return { quantities, zip, cells: [...cells.values()], rulePairs };
}

function rulePair(row: CsvRow): RulePairEntry {
  const difference = (name: string) => ({
    ...{ mean: numberOf(row, name), low: numberOf(row, `${name}_low`), high: numberOf(row, `${name}_high`) },
  });
  return {
    ...{ path: textOf(row, 'path'), cellA: numberOf(row, 'cell_a'), cellB: numberOf(row, 'cell_b') },
    ...{ renewed: difference('renewed'), escalation: difference('escalation') },
  };
}

/** The path with the best mean objective in a cell; undefined where there is none. */
export function leadOfCell(
  cell: SweepCell,
  paths: readonly string[],
  preference: ReportedPreference,
): CellLead | undefined {
  const step = orderPaths(paths, preference, cell)?.steps[0];
  if (step === undefined) return undefined;
  return { ...step, certainty: !step.isClear ? 'open' : step.better.share < MOST_WORLDS ? 'mean' : 'worlds' };
}
