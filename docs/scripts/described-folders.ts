/** What every command leaves in its folder, found out by calling each on a scenario that is quick to play. */
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A column as datapackage.json describes it. */
export interface DescribedColumn {
  readonly name: string;
  readonly type: string;
  readonly title?: string;
  readonly description: string;
  readonly unit?: string;
  readonly constraints?: { readonly required?: boolean };
}

export interface DescribedTable {
  /** `summary.csv` */
  readonly path: string;
  readonly title: string;
  readonly description: string;
  readonly schema: { readonly fields: readonly DescribedColumn[]; readonly primaryKey: readonly string[] };
}

/** What one command writes, under all of its methods. */
export interface DescribedFolder {
  readonly command: string;
  readonly tables: readonly DescribedTable[];
  /** Files beside the tables. */
  readonly others: readonly string[];
}

/** Names of columns that are the scenario's own. */
export interface OwnNames {
  readonly quantities: ReadonlySet<string>;
  readonly measures: ReadonlySet<string>;
}

export interface DescribedFolders {
  readonly folders: readonly DescribedFolder[];
  readonly own: OwnNames;
}

/** Calls the program. */
export type Call = (args: readonly string[]) => Promise<{ readonly code: number | null; stderr: string }>;

const SCENARIO = `extends: hello.yaml
title: A scenario whose folders are described
parameters: { solver.belief_points: 3 }
metrics: { open_war: renewed_war + general_war + nuclear_use }
preferences:
  thrift:
    minimize: >-
      60 * (protege_collapses + renewed_war_lost) + 20 * renewed_war_repelled + 4 * war_years
      + 150 * general_war + 600 * nuclear_use + budget
run: { draws: 100, seed: files }
`;
const METRICS = ['open_war'];
const PREFERENCES = ['least_harm', 'thrift'];
const VARIED = ['roe.threshold', 'roe.ambiguity'];

/** Calls that together show every table of every command, of the scenario or of the run, which is the first of them. */
const CALLS: readonly (readonly string[])[] = [
  ['run', 's.yaml', '--histories', '1'],
  ['sweep', 's.yaml', '--vary', `${VARIED[0]}=20,40`, '--keep', 'draws', '--draws', '4', '--precision', '99'],
  ['sweep', 's.yaml', '--vary', `${VARIED[1]}=0.5,1.5`, '--draws', '4'],
  ['threshold', 's.yaml', '--parameter', VARIED[0], '--range', '10:80', '--draws', '4', '--points', '3'],
  ['sensitivity', 'run'],
  ['sensitivity', 'run', '--method', 'delta'],
  ['sensitivity', 'run', '--method', 'regional', '--path', 'promise', '--where', 'renewed_war > 0.3'],
  ['sensitivity', 's.yaml', '--method', 'tornado', '--at', 'draws:4', '--draws', '20'],
  ['sensitivity', 's.yaml', '--method', 'morris', '--trajectories', '4', '--draws', '20'],
  ['sensitivity', 's.yaml', '--method', 'sobol', '--points', '32', '--second-order', '--draws', '20'],
  ['robustness', 'run', '--require', 'renewed_war < 0.3'],
  ['value-of-information', 'run', '--groups', 'all=*'],
  [
    ...['value-of-information', 's.yaml', '--draws', '100', '--cost', 'budget=0:0.2/3'],
    ...['--parameters', 'challenge.cost_assault', '--nested', '30', '--inner', '2'],
  ],
  ['discover', 'run', '--worse', 'promise,tripwire'],
  ['flip', 'run', '--max-evaluations', '200'],
  ['steelman', 'run', '--max-evaluations', '200'],
  ['compare-solutions', 's.yaml', '--draws', '20', '--solutions', 'depth_2'],
  ['perception', 's.yaml', '--draws', '20'],
  ['votes', 's.yaml', '--path', 'tripwire', '--draws', '20'],
  ['discordant', 'run', '--histories', '2'],
  ['verify', '--only', 'neutrality'],
];

/**
 * Calls every command.
 * @param folder an empty one
 * @throws Error if a call fails
 */
export async function describeFolders(folder: string, call: Call): Promise<DescribedFolders> {
  cpSync(fileURLToPath(new URL('../../scenarios/hello.yaml', import.meta.url)), join(folder, 'hello.yaml'));
  writeFileSync(join(folder, 's.yaml'), SCENARIO);
  const found = new Map<string, DescribedFolder>();
  for (const [index, [command, ...args]] of CALLS.entries()) {
    const out = join(folder, found.has(command) ? `${command}-${index}` : command);
    const placed = args.map((arg) => (arg === 's.yaml' || arg === 'run' ? join(folder, arg) : arg));
    const { code, stderr } = await call([command, ...placed, '--out', out, '--quiet']);
    if (code !== 0) throw new Error(`${command} ${args.join(' ')}: exit code ${code}: ${stderr}`);
    found.set(command, merge(found.get(command), readFolder(command, out)));
  }
  const quantities = columnsOf(found.get('run'), 'params.csv').filter((name) => name !== 'draw_id');
  return {
    folders: [...found.values()],
    own: { quantities: new Set([...quantities, ...VARIED]), measures: new Set([...METRICS, ...PREFERENCES]) },
  };
}

function columnsOf(folder: DescribedFolder | undefined, path: string): readonly string[] {
  return folder?.tables.find((table) => table.path === path)?.schema.fields.map(({ name }) => name) ?? [];
}

function readFolder(command: string, folder: string): DescribedFolder {
  const { resources } = JSON.parse(readFileSync(join(folder, 'datapackage.json'), 'utf8')) as {
    resources: DescribedTable[];
  };
  const tables = new Set(resources.map(({ path }) => path));
  const others = readdirSync(folder).filter((name) => !tables.has(name));
  return { command, tables: resources, others };
}

/** What two calls of a command have left together. */
function merge(first: DescribedFolder | undefined, second: DescribedFolder): DescribedFolder {
  if (first === undefined) return second;
  const more = second.tables.filter(({ path }) => !first.tables.some((table) => table.path === path));
  return {
    command: first.command,
    tables: [...first.tables, ...more],
    others: [...new Set([...first.others, ...second.others])],
  };
}
