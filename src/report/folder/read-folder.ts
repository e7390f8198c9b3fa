/** Opens a folder of results that a command has left: reads its descriptions and makes sure that its files are whole. */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type * as z from 'zod';
import { FolderError } from '../results-folder.ts';
import { type CsvRow, eachRow } from './read-csv.ts';
import {
  type DataPackage,
  type Manifest,
  manifestSchema,
  packageSchema,
  type ResolvedScenario,
  scenarioSchema,
} from './result-schemas.ts';

export interface OpenedFolder {
  readonly path: string;
  readonly manifest: Manifest;
  readonly dataPackage: DataPackage;
  readonly scenario: ResolvedScenario;
  /** What a reader should know: the program was another version. */
  readonly warnings: readonly string[];
  /** Whether the manifest lists a file. */
  has(name: string): boolean;
  /**
   * Calls back with every row of a table.
   * @param columns only these are kept; all when left out
   * @throws FolderError if the table is not there, lacks a column or is not what the manifest says
   */
  eachRow(name: string, use: (row: CsvRow) => void, columns?: readonly string[]): Promise<void>;
  /** All rows of a small table. Throws as `eachRow`. */
  rows(name: string): Promise<CsvRow[]>;
}

const CHECKPOINT = '.checkpoint';
/** Descriptions are a few hundred kilobytes; what is larger than this is not one. */
const LARGEST_JSON = 64_000_000;

/**
 * Opens a folder and compares every file with the manifest.
 * @param version version of the program that reads
 * @throws FolderError if the folder is missing, unfinished, cut short, changed, or not one of ours
 */
export async function openResults(path: string, version: string): Promise<OpenedFolder> {
  requireFolder(path);
  const manifest = readJson(path, 'manifest.json', manifestSchema);
  for (const file of manifest.files) await requireWhole(path, file);
  const listed = new Map(manifest.files.map((file) => [file.name, file]));
  for (const name of ['scenario.resolved.json', 'datapackage.json']) {
    if (!listed.has(name)) throw new FolderError(`${path} has no ${name}, which every folder of results has`, true);
  }
  const scenario = readJson(path, 'scenario.resolved.json', scenarioSchema);
  const dataPackage = readJson(path, 'datapackage.json', packageSchema);
  const unknown = manifest.plan.paths.find((name) => !Object.hasOwn(scenario.paths, name));
  if (unknown !== undefined) {
    throw new FolderError(
      `${join(path, 'manifest.json')} names the path ${unknown}, which the scenario does not have`,
      true,
    );
  }
  const warnings =
    manifest.version === version
      ? []
      : [`${path} was made by version ${manifest.version} of stolperdraht, this is version ${version}`];

  const folder: OpenedFolder = {
    path,
    manifest,
    dataPackage,
    scenario,
    warnings,
    has: (name) => listed.has(name),
    async eachRow(name, use, columns) {
      const file = listed.get(name);
      if (file === undefined) throw new FolderError(`${path} has no ${name}`, true);
      const rows = await eachRow(join(path, name), use, columns);
      if (file.rows !== null && rows !== file.rows) {
        throw new FolderError(`${join(path, name)} has ${rows} rows, its manifest says ${file.rows}`, true);
      }
    },
    async rows(name) {
      const rows: CsvRow[] = [];
      await folder.eachRow(name, (row) => rows.push(row));
      return rows;
    },
  };
  return folder;
}

function requireFolder(path: string): void {
  if (!existsSync(path)) throw new FolderError(`${path} is not there, must be a folder of results`, true);
  if (!statSync(path).isDirectory()) throw new FolderError(`${path} is a file, must be a folder of results`, true);
  if (existsSync(join(path, CHECKPOINT))) {
    throw new FolderError(`${path} is not finished: it still has a checkpoint, from which its command can go on`, true);
  }
  if (existsSync(join(path, 'part.json'))) {
    throw new FolderError(`${path} is a part that --shard has computed; merge joins it with the others`, true);
  }
  if (!existsSync(join(path, 'manifest.json'))) {
    throw new FolderError(`${path} has no manifest.json, must be a folder of results that is finished`, true);
  }
}

/** @throws FolderError if the file is not byte for byte the one that was written */
async function requireWhole(path: string, { name, bytes, sha256 }: Manifest['files'][number]): Promise<void> {
  const file = join(path, name);
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats?.isFile()) throw new FolderError(`${file} is missing, though the manifest lists it`, true);
  if (stats.size !== bytes) {
    throw new FolderError(
      `${file} has ${stats.size} bytes, its manifest says ${bytes}: it was cut short or changed`,
      true,
    );
  }
  const hash = createHash('sha256');
  for await (const piece of createReadStream(file)) hash.update(piece as Buffer);
  if (hash.digest('hex') !== sha256) {
    throw new FolderError(`${file} was changed after it was written: its SHA-256 is not that of the manifest`, true);
  }
}

function readJson<Schema extends z.ZodType>(path: string, name: string, schema: Schema): z.infer<Schema> {
  const file = join(path, name);
  if (statSync(file).size > LARGEST_JSON)
    throw new FolderError(`${file} is too large to be one of stolperdraht's`, true);
  let data: unknown;
  try {
    data = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new FolderError(`${file} is no JSON: it was cut short or changed`, true, { cause: error });
  }
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const where = issue.path.length > 0 ? ` at ${issue.path.join('.')}` : '';
  throw new FolderError(`${file} is not what stolperdraht writes${where}: ${issue.message}`, true);
}
