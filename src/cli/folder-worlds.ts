/** Reads the folder of a finished run back into what it was made from and what came out. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MODEL_VERSION } from '../deterrence/model.ts';
import { emptyChunk, shapeOf } from '../experiment/evaluate.ts';
import { resultsInMemory } from '../experiment/memory-results.ts';
import { endAfter, type Plan, type PlanOptions, planRun } from '../experiment/plan.ts';
import type { Failure, Results } from '../experiment/results.ts';
import { numberOf, textOf } from '../report/folder/read-csv.ts';
import { type OpenedFolder, openResults } from '../report/folder/read-folder.ts';
import { isRun } from '../report/folder/run-data.ts';
import { FolderError } from '../report/results-folder.ts';
import { loadScenario } from '../scenario/load.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { VERSION } from './version.ts';

/** The folder of a run that is whole, and what it was made from. */
export interface RunFolder {
  readonly folder: OpenedFolder;
  readonly scenario: Scenario;
  readonly plan: Plan;
  /** SHA-256 of its manifest, in hexadecimal. */
  readonly manifestHash: string;
}

/**
 * Opens the folder of a finished run: its scenario and plan are made again from scenario.resolved.json and manifest.json.
 * @throws FolderError if the folder is unfinished, cut short, changed, not of a run, or made by another version
 */
export async function openRunFolder(path: string): Promise<RunFolder> {
  const folder = await openResults(path, VERSION);
  if (!isRun(folder) || !folder.has('params.csv')) {
    const is = folder.manifest.sweep === undefined ? 'an analysis' : 'a sweep';
    throw new FolderError(`${path} is the folder of ${is}, must be that of a run`, true);
  }
  requireVersion(folder);
  const { manifest } = folder;
  const { paths, draws, seed, design } = manifest.plan;
  const precision = precisionOf(folder);
  const scenario = loadScenario(join(path, 'scenario.resolved.json'), {
    ...{ paths, seed, design },
    // Where a precision was asked for, the scenario has the draws of a block, of which the run has taken several.
    ...(precision ? {} : { draws }),
  });
  const planned = planRun(scenario, { version: VERSION, histories: historiesOf(folder), precision });
  const plan = precision ? endAfter(planned, draws) : planned;
  if (plan.planHash !== manifest.plan.sha256) {
    throw new FolderError(
      `${path}: its scenario and options give another plan than the one in its manifest; run the scenario again`,
      true,
    );
  }
  const bytes = readFileSync(join(path, 'manifest.json'));
  return { folder, scenario, plan, manifestHash: createHash('sha256').update(bytes).digest('hex') };
}

function requireVersion({ path, manifest }: OpenedFolder): void {
  const { version, model_version: model } = manifest;
  if (version === VERSION && (model === undefined || model === MODEL_VERSION)) return;
  const [made, is] = version === VERSION ? [`model ${model}`, `model ${MODEL_VERSION}`] : [version, VERSION];
  throw new FolderError(
    `${path} was made by version ${made} of stolperdraht, this is version ${is}; run its scenario again: ` +
      `stolperdraht run ${join(path, 'scenario.resolved.json')}`,
    true,
  );
}

/** What was asked of a run that went on until it was precise enough. */
function precisionOf({ manifest }: OpenedFolder): PlanOptions['precision'] {
  const { precision } = manifest as {
    readonly precision?: { readonly asked?: unknown; readonly most_draws?: unknown };
  };
  const [standardError, mostDraws] = [precision?.asked, precision?.most_draws];
  return typeof standardError === 'number' && typeof mostDraws === 'number' ? { standardError, mostDraws } : undefined;
}

function historiesOf({ manifest }: OpenedFolder): number {
  const { histories } = manifest.plan as { readonly histories?: unknown };
  return typeof histories === 'number' ? histories : 0;
}

/**
 * What was computed, from draws.csv and params.csv. States over time and histories are not in these tables and cannot be
 * asked for.
 * @throws FolderError if a table is not what the plan says
 */
export async function readRunResults({ folder, scenario, plan }: RunFolder): Promise<Results> {
  const shape = shapeOf(scenario, plan);
  const { columns, parameterColumns } = shape;
  const width = columns.length;
  const paths = plan.paths.length;
  // Histories are not read: their part of the chunk would only take room.
  const chunk = emptyChunk({ ...shape, plan: { ...plan, histories: 0, periods: 0 } }, 0, plan.draws);
  const failures: Failure[] = [];
  const seen = new Uint8Array(plan.draws * paths);
  const place = pathPlaces(plan.paths.map(({ name }) => name));
  const drawOf = (row: Parameters<typeof numberOf>[0], file: string): number => {
    const draw = numberOf(row, 'draw_id');
    if (Number.isInteger(draw) && draw >= 0 && draw < plan.draws) return draw;
    throw new FolderError(
      `${join(folder.path, file)}: draw_id is ${row.draw_id}, must be from 0 to ${plan.draws - 1}`,
      true,
    );
  };

  await folder.eachRow(
    'draws.csv',
    (row) => {
      const draw = drawOf(row, 'draws.csv');
      const path = place.get(textOf(row, 'path'));
      if (path === undefined || seen[draw * paths + path]++ > 0) {
        throw new FolderError(
          `${join(folder.path, 'draws.csv')}: draw ${draw} of the path ${row.path} is not expected there`,
          true,
        );
      }
      if (row.status !== 'ok') failures.push(failureOf(draw, path, textOf(row, 'path'), textOf(row, 'error')));
      const start = (draw * paths + path) * width;
      for (let i = 0; i < width; i++) chunk.values[start + i] = numberOf(row, columns[i].name);
    },
    ['path', 'draw_id', 'status', 'error', ...new Set(columns.map(({ name }) => name))],
  );
  const missing = seen.indexOf(0);
  if (missing >= 0) {
    const [draw, path] = [Math.floor(missing / paths), plan.paths[missing % paths].name];
    throw new FolderError(`${join(folder.path, 'draws.csv')} has no row of draw ${draw} on the path ${path}`, true);
  }
  const parameters = parameterColumns.length;
  await folder.eachRow(
    'params.csv',
    (row) => {
      const start = drawOf(row, 'params.csv') * parameters;
      for (let i = 0; i < parameters; i++) chunk.parameters[start + i] = numberOf(row, parameterColumns[i].name);
    },
    ['draw_id', ...parameterColumns.map(({ name }) => name)],
  );
  failures.sort((a, b) => a.draw - b.draw || a.path - b.path);
  return withoutStates(resultsInMemory(shape, [{ ...chunk, failures }]));
}

/** Results whose states over time and histories were not kept, and which say so when they are asked for them. */
export function withoutStates(results: Results): Results {
  const notKept = (what: string) => (): never => {
    throw new RangeError(`${what} are not kept for analyses`);
  };
  return { ...results, state: notKept('probabilities of states by period'), chunks: notKept('chunks') };
}

function pathPlaces(names: readonly string[]): ReadonlyMap<string, number> {
  return new Map(names.map((name, index) => [name, index]));
}

/** As the table tells it; which of the parts has failed is not in it. */
function failureOf(draw: number, path: number, name: string, error: string): Failure {
  return { draw, path, kind: 'EvaluationError', error, message: `path ${name}, draw ${draw}: ${error}` };
}
