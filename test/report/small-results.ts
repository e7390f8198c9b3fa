/** Writes small folders of results with numbers that a reader can check in the head. */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The text of a table. */
export const text = (rows: readonly (readonly (string | number)[])[]) =>
  rows
    .map((row) => row.join(','))
    .join('\n')
    .concat('\n');
const quote = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

/** The scenario of the small folders: two paths, two preferences, one quantity of every kind. */
export function smallScenario(): Record<string, unknown> {
  return {
    title: 'A small question',
    as_of: '2025-03-04',
    description: 'Wire or wall?',
    actors: { challenger: 'North', protege: 'East', coalition: 'West', backer: 'South' },
    variables: { pledge: { value: 'beta(2, 3)', source: 'Yearbook 2024', note: 'a note' } },
    parameters: { 'roe.threshold': { value: '5 to 20', judgement: true }, 'clock.years': 2 },
    paths: {
      wire: { title: 'The wire', description: 'Soldiers.', parameters: { 'tripwire.troops': { value: 10 } } },
      wall: { title: 'The wall', description: 'Walls.' },
    },
    metrics: { open_war: 'renewed_war_lost + general_war' },
    preferences: {
      harm: { title: 'Least harm', minimize: '10 * renewed_war_lost' },
      hope: { title: 'Most hope', maximize: 'ceasefire_holds' },
    },
  };
}

const OUTCOMES = ['ceasefire_holds', 'war_continues', 'renewed_war_lost', 'general_war'];

/** Ceasefire, war, lost and general war at the end of years 1 and 2. The shares of unbroken ceasefires cross. */
const COURSES: Readonly<Record<string, readonly (readonly number[])[]>> = {
  // Unbroken: 0.4 / 0.5 = 80 %, then 0.6 / 0.8 = 75 %.
  wire: [
    [0.4, 0.5, 0.09, 0.01],
    [0.6, 0.2, 0.18, 0.02],
  ],
  // Unbroken: 0.54 / 0.6 = 90 %, then 0.36 / 0.6 = 60 %.
  wall: [
    [0.54, 0.4, 0.06, 0],
    [0.36, 0.4, 0.24, 0],
  ],
};

/** Harm of the two paths in four worlds: the wire is better in three of them, on average by 1. */
const HARM: Readonly<Record<string, readonly number[]>> = { wire: [1, 2, 3, 6], wall: [3, 4, 4, 5] };

export const DATA_PACKAGE = {
  resources: [
    {
      path: 'draws.csv',
      schema: {
        fields: [
          { name: 'ceasefire_holds', title: 'Ceasefire holds', unit: 'probability' },
          { name: 'war_continues', title: 'War continues', unit: 'probability' },
          { name: 'renewed_war_lost', title: 'Renewed war, lost', unit: 'probability' },
          { name: 'general_war', title: 'General war', unit: 'probability' },
        ],
      },
    },
    { path: 'params.csv', schema: { fields: [{ name: 'roe.threshold', title: 'Threshold of response' }] } },
    {
      path: 'cells.csv',
      schema: { fields: [{ name: 'roe.threshold', title: 'Threshold of response', unit: 'soldiers' }] },
    },
  ],
};

/** A run with two paths in four worlds. */
export function writeSmallRun(folder: string, scenario: Record<string, unknown> = smallScenario()): string {
  mkdirSync(folder, { recursive: true });
  const [wire, wall] = Object.keys(scenario.paths as object);
  const paths = [wire, wall];
  const course = (path: string) => COURSES[path === wire ? 'wire' : 'wall'];
  const harm = (path: string) => HARM[path === wire ? 'wire' : 'wall'];
  const put = (name: string, content: string) => writeFileSync(join(folder, name), content);
  put('scenario.resolved.json', JSON.stringify(scenario));
  put('datapackage.json', JSON.stringify(DATA_PACKAGE));
  const summary = paths.flatMap((path) => [
    ...OUTCOMES.map((outcome, o) => [
      path,
      outcome,
      course(path)[1][o],
      0.02,
      0.04,
      0,
      course(path)[1][o],
      Math.min(1, course(path)[1][o] + 0.02),
      4,
    ]),
    [path, 'budget', path === wire ? 12 : 100, 1, 2, 5, 10, 20, 4],
    [path, 'harm', path === wire ? 3 : 4, 0.5, 1, 1, 3, 6, 4],
    [path, 'hope', course(path)[1][0], 0.02, 0.04, 0, 0.5, 1, 4],
  ]);
  put('summary.csv', text([['path', 'metric', 'mean', 'se', 'sd', 'q05', 'q50', 'q95', 'n'], ...summary]));
  const shares = (a: number, b: number) => [a, a - 0.1, a + 0.1, b, Math.max(0, b - 0.1), b + 0.1, 0];
  put(
    'comparison.csv',
    text([
      [
        'path_a',
        'path_b',
        'metric',
        'difference',
        'se',
        'low',
        'high',
        'q05',
        'q95',
        'n',
        'a_better',
        'a_better_low',
        'a_better_high',
        'b_better',
        'b_better_low',
        'b_better_high',
        'ties',
      ],
      [wire, wall, 'ceasefire_holds', 0.24, 0.02, 0.2, 0.28, 0, 1, 4, '', '', '', '', '', '', ''],
      [wire, wall, 'harm', -1, 0.2, -1.4, -0.6, -2, 1, 4, ...shares(0.75, 0.25)],
      [wire, wall, 'hope', 0.24, 0.3, -0.4, 0.9, -1, 1, 4, ...shares(0.5, 0.5)],
    ]),
  );
  put(
    'best.csv',
    text([
      ['preference', 'path', 'share', 'low', 'high', 'worlds', 'tied_worlds', 'n'],
      ['harm', wire, 0.75, 0.3, 0.95, 3, 0, 4],
      ['harm', wall, 0.25, 0.05, 0.7, 1, 0, 4],
      ['hope', wire, 0.5, 0.15, 0.85, 2, 0, 4],
      ['hope', wall, 0.5, 0.15, 0.85, 2, 0, 4],
    ]),
  );
  put(
    'chain.csv',
    text([
      ['path', 'link', 'group', 'label', 'unit', 'value', 'se'],
      ...paths.flatMap((path) => [
        [path, 'ceasefire', 'Ceasefire', 'chance that it comes', 'probability', path === wire ? 0.8 : 0.6, 0.02],
        [
          path,
          'ceasefire_breaks',
          'Ceasefire',
          quote('breaks, if it comes'),
          'probability',
          path === wire ? 0.25 : 0.4,
          0.05,
        ],
      ]),
    ]),
  );
  put(
    'cost.csv',
    text([
      [
        'path',
        'baseline',
        'preference',
        'budget',
        'budget_se',
        'extra_cost',
        'extra_cost_low',
        'extra_cost_high',
        'harm_avoided',
        'harm_avoided_low',
        'harm_avoided_high',
        'per_billion',
        'per_billion_low',
        'per_billion_high',
        'status',
      ],
      ...['harm', 'hope'].flatMap((preference) => [
        [wire, wire, preference, 12, 1, 0, 0, 0, 0, 0, 0, '', '', '', 'baseline'],
        [wall, wire, preference, 100, 1, 88, 80, 96, -1, -2, 0, -0.0114, -0.02, 0, 'defined'],
      ]),
    ]),
  );
  put(
    'timeline.csv',
    text([
      ['path', 'year', 'outcome', 'mean', 'q05', 'q95'],
      ...paths.flatMap((path) =>
        [1, 2].flatMap((year) => OUTCOMES.map((outcome, o) => [path, year, outcome, course(path)[year - 1][o], 0, 1])),
      ),
    ]),
  );
  // Unbroken ± 0.1; the wire minus the wall is −0.1, then 0.15, and its 95 % interval that ± 0.05.
  put(
    'survival.csv',
    text([
      ['path', 'year', 'begun', 'unbroken', 'se', 'low', 'high', 'q05', 'q25', 'q50', 'q75', 'q95', 'n'],
      ...paths.flatMap((path) =>
        [1, 2].map((year) => {
          const [holds, , ...broken] = course(path)[year - 1];
          const begun = holds + broken.reduce((sum, chance) => sum + chance, 0);
          const share = holds / begun;
          const spread = [share - 0.5, share - 0.2, share + 0.01, share + 0.05, share + 0.09];
          return [path, year, begun, share, 0.05, share - 0.1, share + 0.1, ...spread, 4];
        }),
      ),
    ]),
  );
  put(
    'survival_comparison.csv',
    text([
      ['path_a', 'path_b', 'year', 'difference', 'se', 'low', 'high'],
      [wire, wall, 1, -0.1, 0.025, -0.15, -0.05],
      [wire, wall, 2, 0.15, 0.025, 0.1, 0.2],
    ]),
  );
  put(
    'draws.csv',
    text([
      ['path', 'draw_id', 'status', 'error', 'harm', 'hope'],
      ...[0, 1, 2, 3].flatMap((draw) => paths.map((path) => [path, draw, 'ok', '', harm(path)[draw], 0.5])),
    ]),
  );
  writeManifest(folder, paths, scenario, 4, { periods: 2, step_years: 1 });
  return folder;
}

/** A sweep of one or two quantities with three values each: the wire leads at low values of the first, the wall at high ones. */
export function writeSmallSweep(folder: string, quantities: 1 | 2): string {
  mkdirSync(folder, { recursive: true });
  const scenario = smallScenario();
  const names = ['roe.threshold', 'tripwire.troops'].slice(0, quantities);
  const values = Object.fromEntries(names.map((name, index) => [name, index === 0 ? [5, 10, 20] : [1, 2, 3]]));
  const cells = [5, 10, 20].flatMap((first) =>
    quantities === 1 ? [[first]] : [1, 2, 3].map((second) => [first, second]),
  );
  const put = (name: string, content: string) => writeFileSync(join(folder, name), content);
  put('scenario.resolved.json', JSON.stringify(scenario));
  put('datapackage.json', JSON.stringify(DATA_PACKAGE));
  put('cells.csv', text([['cell_id', ...names], ...cells.map((cell, id) => [id, ...cell])]));
  const harm = (cell: readonly number[]) => ({ wire: cell[0] / 2, wall: 5 });
  put(
    'sweep.csv',
    text([
      ['cell_id', ...names, 'path', 'metric', 'mean', 'se', 'q05', 'q50', 'q95', 'n'],
      ...cells.flatMap((cell, id) =>
        (['wire', 'wall'] as const).flatMap((path) => [
          [id, ...cell, path, 'ceasefire_holds', 0.5, 0.01, 0, 0.5, 1, 8],
          [id, ...cell, path, 'harm', harm(cell)[path], 0.4, 0, 1, 9, 8],
          [id, ...cell, path, 'hope', 0.5, 0.01, 0, 0.5, 1, 8],
        ]),
      ),
    ]),
  );
  put(
    'comparison.csv',
    text([
      [
        'cell_id',
        ...names,
        'path_a',
        'path_b',
        'metric',
        'difference',
        'se',
        'low',
        'high',
        'q05',
        'q95',
        'n',
        'a_better',
        'a_better_low',
        'a_better_high',
        'b_better',
        'b_better_low',
        'b_better_high',
        'ties',
      ],
      ...cells.flatMap((cell, id) => {
        const difference = harm(cell).wire - harm(cell).wall;
        const better = difference < 0 ? 0.7 : difference === 0 ? 0.5 : 0.1;
        const tail = [-9, 9, 8, better, better - 0.05, better + 0.05, 1 - better, 0.95 - better, 1.05 - better, 0];
        return [
          [id, ...cell, 'wire', 'wall', 'harm', difference, 0.5, difference - 1, difference + 1, ...tail],
          [id, ...cell, 'wire', 'wall', 'hope', 0, 0.1, -0.2, 0.2, ...tail],
        ];
      }),
    ]),
  );
  writeManifest(folder, ['wire', 'wall'], scenario, 8, {}, { cells: cells.length, zip: false, values });
  return folder;
}

/** Writes the manifest anew, as if all files had been written as they are. */
export function writeManifest(
  folder: string,
  paths: readonly string[],
  scenario: Record<string, unknown>,
  draws: number,
  plan: object = {},
  sweep?: object,
  settings: object = {},
): void {
  const files = readdirSync(folder)
    .filter((name) => name !== 'manifest.json' && statSync(join(folder, name)).isFile())
    .map((name) => {
      const data = readFileSync(join(folder, name));
      const rows = name.endsWith('.csv') ? data.toString('utf8').split('\n').length - 2 : null;
      return { name, bytes: data.length, rows, sha256: createHash('sha256').update(data).digest('hex') };
    });
  const manifest = {
    program: 'stolperdraht',
    version: '9.9.9',
    command: ['stolperdraht', 'run', 'small.yaml', '--seed', "it's"],
    scenario: { file: 'small.yaml', title: scenario.title, as_of: scenario.as_of, sha256: 'a'.repeat(64) },
    plan: {
      sha256: 'b'.repeat(64),
      paths,
      draws,
      seed: "it's",
      design: 'random',
      evaluations: draws * paths.length,
      ...plan,
    },
    warnings: [],
    ...(sweep === undefined ? {} : { sweep }),
    ...settings,
    files,
  };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
}
