/** The programs of worker threads in one file each, which start much faster than from their sources. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

export interface BundledWorkers {
  /** File of a worker by its path from this folder. */
  of(path: string): URL;
  remove(): void;
}

export async function bundleWorkers(paths: readonly string[]): Promise<BundledWorkers> {
  const folder = mkdtempSync(join(tmpdir(), 'stolperdraht-workers-'));
  const fileOf = (path: string) => join(folder, `${paths.indexOf(path)}.mjs`);
  for (const path of paths) {
    await build({
      entryPoints: [fileURLToPath(new URL(path, import.meta.url))],
      ...{ outfile: fileOf(path), bundle: true, platform: 'node', format: 'esm', target: 'node20' },
      banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
    });
  }
  return {
    of: (path) => pathToFileURL(fileOf(path)),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
