/** Where a command puts its results. */
import { existsSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { createResultsFolder, FolderError, type ResultsFolder } from '../report/results-folder.ts';

/**
 * The folder that was asked for, or a new one under results/ named after scenario and time.
 * @throws FolderError if it cannot be written
 */
export function openFolder(
  options: { readonly out: string | undefined; readonly scenario: string },
  started: Date,
): ResultsFolder {
  if (options.out !== undefined) return createResultsFolder(options.out);
  const time = started.toISOString().replace(/[-:]/g, '').replace(/\.\d+/, '');
  const base = join('results', `${slug(options.scenario)}-${time}`);
  for (let attempt = 1; attempt < 1000; attempt++) {
    const path = attempt === 1 ? base : `${base}-${attempt}`;
    if (!existsSync(path)) return createResultsFolder(path);
  }
  throw new FolderError(`${base} exists a thousand times over, name a folder with --out`, true);
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
