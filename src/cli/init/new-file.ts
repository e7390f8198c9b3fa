/** Writes a file that the user has named: all of it or nothing, and over no other unless that is wanted. */
import { existsSync, linkSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { asFolderError } from '../../report/results-folder.ts';
import { UsageError } from '../errors.ts';

/**
 * Why a scenario file of that name cannot be written.
 * @param force whether a file that is there may be replaced
 * @returns what is wrong, after the name; undefined if nothing is known to be
 */
export function newFileFault(file: string, force: boolean): string | undefined {
  if (!/[^/\\]\.ya?ml$/i.test(file)) return `is ${file}, must be a name that ends in .yaml`;
  const folder = dirname(file);
  if (!existsSync(folder)) return `is ${file}, but there is no folder ${folder}`;
  if (!existsSync(file)) return undefined;
  if (!statSync(file).isFile()) return `is ${file}, which is no file`;
  return force ? undefined : `is ${file}, which is there already; --force replaces it`;
}

/**
 * Writes a file, first under another name in the same folder.
 * @param check looks at the file before it gets its name; what it throws leaves nothing behind
 * @throws UsageError if the file has come to be there, FolderError if it cannot be written, and what `check` throws
 */
export function writeNewFile(file: string, text: string, force: boolean, check: (written: string) => void): void {
  const partial = join(dirname(file), `.${basename(file)}.${process.pid}.partial.yaml`);
  try {
    writeFileSync(partial, text);
    check(partial);
    if (force) renameSync(partial, file);
    else giveName(partial, file);
  } catch (error) {
    throw asFolderError(error, file, true);
  } finally {
    rmSync(partial, { force: true });
  }
}

/** Renames a file, but over no other, even one that is written at this moment. */
function giveName(partial: string, file: string): void {
  try {
    linkSync(partial, file);
  } catch (error) {
    const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    if (exists || existsSync(file)) throw new UsageError(`${file} is there already; --force replaces it`);
    // Not every file system has links.
    renameSync(partial, file);
  }
}
