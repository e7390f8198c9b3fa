/** Writes files that are made from results: first under temporary names, then, all complete, in place of older ones. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { asFolderError } from './results-folder.ts';

/**
 * Writes the files and makes the folders that they need.
 * @throws FolderError if one cannot be written; then none of the older ones is changed, unless renaming itself fails
 */
export function replaceFiles(files: readonly { readonly path: string; readonly data: string | Uint8Array }[]): void {
  const written: { hidden: string; path: string }[] = [];
  let current = files[0]?.path ?? '';
  try {
    for (const { path, data } of files) {
      current = path;
      mkdirSync(dirname(path), { recursive: true });
      const hidden = join(dirname(path), `.${basename(path)}.partial`);
      written.push({ hidden, path });
      writeFileSync(hidden, data);
    }
    for (const { hidden, path } of written) {
      current = path;
      renameSync(hidden, path);
    }
  } catch (error) {
    for (const { hidden } of written) rmSync(hidden, { force: true });
    throw asFolderError(error, current, true);
  }
}
