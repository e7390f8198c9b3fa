/** Where a command puts its results. */
import { existsSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { CHECKPOINT } from '../experiment/checkpoint.ts';
import { createResultsFolder, type FileAccess, FolderError, type ResultsFolder } from '../report/results-folder.ts';

/** File that describes a part, which is computed by itself. */
export const PART = 'part.json';

export interface FolderOptions {
  readonly out: string | undefined;
  readonly scenario: string;
  /** Whether an earlier attempt in this folder is to be gone on with. */
  readonly resume: boolean;
}

/**
 * The folder that was asked for, or a new one under results/ named after scenario and time.
 * @throws FolderError if it cannot be written, or holds something unfinished that is not to be gone on with
 */
export function openFolder(
  { out, scenario, resume }: FolderOptions,
  started: Date,
  access?: FileAccess,
): ResultsFolder {
  if (out !== undefined) {
    if (!resume && existsSync(join(out, CHECKPOINT))) {
      throw new FolderError(`${out} holds something unfinished; to go on with it: stolperdraht resume ${out}`, true);
    }
    return createResultsFolder(out, access, resume ? CHECKPOINT : undefined);
  }
  return createResultsFolder(nameNewFolder(scenario, started), access);
}

/**
 * A folder under results/ that is not there yet, named after a scenario and a time.
 * @throws FolderError if there are a thousand of them
 */
export function nameNewFolder(scenario: string, started: Date): string {
  const time = started.toISOString().replace(/[-:]/g, '').replace(/\.\d+/, '');
  const base = join('results', `${slug(scenario)}-${time}`);
  for (let attempt = 1; attempt < 1000; attempt++) {
    const path = attempt === 1 ? base : `${base}-${attempt}`;
    if (!existsSync(path)) return path;
  }
  throw new FolderError(`${base} exists a thousand times over, name a folder with --out`, true);
}

/** Whether a folder holds results that are complete, or a complete part: what describes them gets its name last. */
export function isFinished(folder: string): boolean {
  return existsSync(join(folder, 'manifest.json')) || existsSync(join(folder, PART));
}

/** Name of a scenario file as part of a folder's name: it cannot lead out of results/. */
function slug(file: string): string {
  const name = basename(file).replace(/\.ya?ml$/i, '');
  const safe = name
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(0, 60);
  return safe === '' ? 'scenario' : safe;
}

/** A path as short as it can be said from here. */
export function displayPath(path: string): string {
  const shorter = relative(process.cwd(), path);
  return shorter.startsWith('..') || shorter === '' ? path : shorter;
}
