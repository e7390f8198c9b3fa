/** What the sections of a report are made from. */

import type { Chart } from '../charts/chart.ts';
import type { OpenedFolder } from '../folder/read-folder.ts';
import type { RunData } from '../folder/run-data.ts';
import type { Story } from '../folder/story.ts';
import type { SweepData } from '../folder/sweep-data.ts';
import type { Speech } from '../language/language.ts';
import type { Block, Inline } from '../page/document.ts';

export interface ReportContext {
  readonly folder: OpenedFolder;
  /** Folders of analyses that stand in the same report. */
  readonly others: readonly OpenedFolder[];
  readonly story: Story;
  readonly speech: Speech;
  /** Where the folder holds a run; its worlds are those of the default preference. */
  readonly run: RunData | undefined;
  /** Where the folder holds a sweep. */
  readonly sweep: SweepData | undefined;
  /** Whether it stands in the report of another folder, which has said what its first preference is. */
  readonly isPart: boolean;
}

/** Years that the game is followed. */
export function horizonOf({ folder, run }: ReportContext): number {
  const { periods, step_years: step } = folder.manifest.plan;
  if (periods !== undefined && step !== undefined) return Number((periods * step).toPrecision(12));
  return Math.max(0, ...(run?.timeline.map(({ year }) => year) ?? []));
}

/** A path by its name, with its mark. */
export function pathInline({ paths }: Story, name: string): Inline {
  const path = paths.find((candidate) => candidate.name === name);
  return path === undefined ? { written: name } : { path: { title: path.title, index: path.index } };
}

/**
 * What “better” means in an analysis, unless the reader has been told: the preference with its formula, or which way a
 * metric is looked at.
 * @param direction minimize or maximize
 */
export function betterBlocks(
  { story, isPart, speech: { say } }: ReportContext,
  metric: string,
  direction: string,
): Block[] {
  const preference = story.preferences.find(({ name }) => name === metric);
  if (isPart && preference !== undefined && preference === story.preferences[0]) return [];
  const text =
    preference === undefined
      ? withPieces(say(direction === 'maximize' ? 'better.more' : 'better.less'), { metric: { code: metric } })
      : withPieces(say(preference.direction === 'minimize' ? 'verdict.better.harm' : 'verdict.better.good'), {
          preference: { code: preference.name },
          formula: { code: preference.text.replace(/\s+/g, ' ') },
          title: { written: preference.title ?? preference.name },
        });
  return [{ kind: 'paragraph', tone: 'small', text }];
}

/** A message with marked pieces in its places; the others are filled as text. */
export function withPieces(message: string, pieces: Readonly<Record<string, Inline>>): Inline[] {
  return message
    .split(/(\[\[\w+\]\])/)
    .filter((part) => part !== '')
    .map((part) => {
      const name = /^\[\[(\w+)\]\]$/.exec(part)?.[1];
      return name === undefined ? part : (pieces[name] ?? part);
    });
}

/** Several pieces with commas and "and" between them. */
export function listPieces(pieces: readonly Inline[], and: string): Inline[] {
  return pieces.flatMap((piece, index) => {
    if (index === 0) return [piece];
    return [index === pieces.length - 1 ? ` ${and} ` : ', ', piece];
  });
}

/** Title of a path by its name; the name where there is no such path. */
export function pathTitle({ paths }: Story, name: string): string {
  return paths.find((path) => path.name === name)?.title ?? name;
}

/** The charts that are there and have something to show. */
export function chartBlocks(...charts: readonly (Chart | undefined)[]): Block[] {
  return charts.flatMap((chart) => (chart === undefined || chart.rows.length === 0 ? [] : [{ kind: 'chart', chart }]));
}

/** A member of data whose form is not known; undefined where there is none. */
export function memberOf(data: unknown, name: string): unknown {
  return typeof data === 'object' && data !== null && Object.hasOwn(data, name)
    ? (data as Record<string, unknown>)[name]
    : undefined;
}
