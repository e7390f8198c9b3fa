/** Small folders of results of analyses that search for worlds, or solve and play them anew. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DATA_PACKAGE, smallScenario, text, writeManifest } from './small-results.ts';

type Rows = readonly (readonly (string | number)[])[];

export interface SearchOptions {
  readonly scenario?: Record<string, unknown>;
  /** Members of the settings in the manifest that are other than usual. */
  readonly settings?: object;
  /** Tables that take the place of the usual ones. */
  readonly tables?: Readonly<Record<string, Rows>>;
  /** The manifest beside the settings. */
  readonly manifest?: object;
}

function write(
  folder: string,
  command: string,
  settings: object,
  tables: Readonly<Record<string, Rows>>,
  { scenario = smallScenario(), settings: changed, tables: other, manifest }: SearchOptions,
): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'scenario.resolved.json'), JSON.stringify(scenario));
  writeFileSync(join(folder, 'datapackage.json'), JSON.stringify(DATA_PACKAGE));
  for (const [name, rows] of Object.entries({ ...tables, ...other })) {
    writeFileSync(join(folder, name), text(rows.map((row) => row.map(quoted))));
  }
  const members = { [command]: { ...settings, ...changed }, ...manifest };
  writeManifest(folder, ['wire', 'wall'], scenario, 100, {}, undefined, members);
  return folder;
}

const quoted = (cell: string | number) =>
  typeof cell === 'string' && /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

const MOVED = ['parameter', 'basis', 'from', 'to', 'unit', 'quantile', 'share', 'source'];
const PATHS = ['world', 'path', 'value', 'length', 'p_as_far', 'p_this_way', 'dimensions'];

/** At the medians the wire does better, 3 against 4; a move of 1.5 standard deviations makes the wall better. */
export function writeSmallFlip(folder: string, options: SearchOptions = {}): string {
  return write(
    folder,
    'flip',
    {
      ...{ objective: 'harm', direction: 'minimize', preferred: 'wire', other: 'wall', radius: 5, worlds: 100 },
      ...{ reversal: 1.5, converged: true },
      margin: { mean: 1, low: 0.6, high: 1.4 },
      better: { share: 0.75, low: 0.65, high: 0.85 },
    },
    {
      'paths.csv': [
        PATHS,
        ['medians', 'wire', 3, 0, 1, 0.5, 12],
        ['medians', 'wall', 4, 0, 1, 0.5, 12],
        ['flip.yaml', 'wire', 3.5, 1.5, 0.9, 0.07, 12],
        ['flip.yaml', 'wall', 3.4999, 1.5, 0.9, 0.07, 12],
        ['flip-carriers.yaml', 'wire', 3.6, 1.6, 0.8, 0.05, 12],
        ['flip-carriers.yaml', 'wall', 3.5999, 1.6, 0.8, 0.05, 12],
        ['flip-alone.yaml', 'wire', 3, 2.5, 0.4, 0.006, 12],
        ['flip-alone.yaml', 'wall', 2.9999, 2.5, 0.4, 0.006, 12],
      ],
      'moved.csv': [
        ['file', ...MOVED],
        ['flip.yaml', 'roe.threshold', 'judgement', 10, 6, 'soldiers', 0.1, 0.7, ''],
        ['flip.yaml', 'pledge', 'source', 0.4, 0.5, '', 0.75, 0.2, 'Yearbook 2024'],
        ['flip.yaml', 'follower', 'nothing', 1, 1.1, '', 0.6, 0, ''],
        ['flip-carriers.yaml', 'roe.threshold', 'judgement', 10, 5.9, 'soldiers', 0.09, 0.75, ''],
        ['flip-carriers.yaml', 'pledge', 'source', 0.4, 0.52, '', 0.77, 0.25, 'Yearbook 2024'],
        ['flip-alone.yaml', 'roe.threshold', 'judgement', 10, 3, 'soldiers', 0.006, 1, ''],
      ],
    },
    options,
  );
}

/** The wire is the best of all in its best case, the wall is not even in its own. */
export function writeSmallSteelman(folder: string, options: SearchOptions = {}): string {
  return write(
    folder,
    'steelman',
    { objective: 'harm', direction: 'minimize', paths: ['wire', 'wall'], region: 'line', content: 0.9, worlds: 100 },
    {
      'steelman.csv': [
        [
          'path',
          'median_world',
          'best',
          'as_good',
          'as_good_low',
          'as_good_high',
          'worlds',
          'length',
          'converged',
          'file',
        ],
        ['wire', 3, 1, 0.02, 0.006, 0.07, 100, 1.64, 1, 'steelman-wire.yaml'],
        ['wall', 4, 2, 0.1, 0.06, 0.17, 100, 1.64, 0, 'steelman-wall.yaml'],
      ],
      'paths.csv': [
        PATHS,
        ['medians', 'wire', 3, 0, 1, 0.5, 12],
        ['medians', 'wall', 4, 0, 1, 0.5, 12],
        ['steelman-wire.yaml', 'wire', 1, 1.64, 1, 0.05, 12],
        ['steelman-wire.yaml', 'wall', 2.5, 1.64, 1, 0.05, 12],
        ['steelman-wall.yaml', 'wire', 1.5, 1.64, 1, 0.05, 12],
        ['steelman-wall.yaml', 'wall', 2, 1.64, 1, 0.05, 12],
      ],
      'moved.csv': [
        ['case', ...MOVED],
        ['wire', 'roe.threshold', 'judgement', 10, 6, 'soldiers', 0.1, 0.8, ''],
        ['wall', 'pledge', 'source', 0.4, 0.3, '', 0.3, 0.9, 'Yearbook 2024'],
      ],
    },
    options,
  );
}

const PAIRS = [
  ...['solution', 'path_a', 'path_b', 'metric', 'difference', 'se', 'low', 'high'],
  ...['a_better', 'a_better_low', 'a_better_high', 'b_better', 'b_better_low', 'b_better_high', 'n'],
];

/** The wire is first under two solutions, the wall under the third, and there it is too close to call. */
export function writeSmallSolutions(folder: string, options: SearchOptions = {}): string {
  const solution = (name: string, [wire, wall]: readonly [number, number]) => [
    [name, 'wire', 'harm', wire, wire < wall ? 1 : 2, 100],
    [name, 'wall', 'harm', wall, wire < wall ? 2 : 1, 100],
  ];
  return write(
    folder,
    'compare_solutions',
    { objective: 'harm', direction: 'minimize', draws: 100, response: 0.03 },
    {
      'solutions.csv': [
        ['solution', 'path', 'metric', 'mean', 'rank', 'n'],
        ...solution('scenario', [3, 4]),
        ...solution('fixed_response', [3, 5]),
        ...solution('own_idea', [4, 3.9]),
      ],
      'pairs.csv': [
        PAIRS,
        ['scenario', 'wire', 'wall', 'harm', -1, 0.2, -1.4, -0.6, 0.75, 0.65, 0.85, 0.25, 0.15, 0.35, 100],
        ['fixed_response', 'wire', 'wall', 'harm', -2, 0.2, -2.4, -1.6, 0.9, 0.8, 0.95, 0.1, 0.05, 0.2, 100],
        ['own_idea', 'wire', 'wall', 'harm', 0.1, 0.2, -0.3, 0.5, 0.45, 0.35, 0.55, 0.55, 0.45, 0.65, 100],
      ],
      'decomposition.csv': [
        ['subject', 'metric', 'part', 'variance', 'share', 'low', 'high', 'n'],
        ['wire', 'harm', 'model', 9, 0.9, 0.8, 0.95, 100],
        ['wire − wall', 'harm', 'model', 2, 0.2, 0.1, 0.3, 100],
        ['wire − wall', 'harm', 'parameters', 7, 0.7, 0.6, 0.8, 100],
        ['wire − wall', 'harm', 'interaction', 1, 0.1, 0.05, 0.15, 100],
        ['wire − wall', 'harm', 'total', 10, 1, '', '', 100],
      ],
      'assumptions.csv': [
        ['solution', 'weight', 'assumption', 'quantity', 'value'],
        ['own_idea', 0.25, 'Nobody "thinks", they act.', 'solver.introspection_depth', 1],
      ],
    },
    options,
  );
}

/** Of 100 worlds with 10 histories each: 100 pairs break with the wire only, 50 with the wall only. */
export function writeSmallDiscordant(folder: string, options: SearchOptions = {}): string {
  const shares = (count: number) => [count, count / 1000, count / 1000 - 0.02, count / 1000 + 0.02];
  const named = (name: string) => ['', '_share', '_low', '_high'].map((end) => `${name}${end}`);
  return write(
    folder,
    'discordant',
    { paths: ['wire', 'wall'], histories: 10, event: 'breakdown' },
    {
      'events.csv': [
        [
          ...['event', ...named('only_a'), ...named('only_b'), ...named('both'), ...named('neither')],
          ...['difference', 'difference_low', 'difference_high', 'exact', 'exact_low', 'exact_high', 'p'],
        ],
        [
          'breakdown',
          ...shares(100),
          ...shares(50),
          ...shares(200),
          ...shares(650),
          0.05,
          0.01,
          0.09,
          0.04,
          0.03,
          0.05,
          0.01,
        ],
        ['general_war', ...shares(20), ...shares(20), ...shares(20), ...shares(940), 0, -0.01, 0.01, 0, -0.01, 0.01, 1],
      ],
      'table.csv': [
        ['outcome_a', 'outcome_b', 'pairs', 'pairs_share', 'pairs_low', 'pairs_high'],
        ['ceasefire_holds', 'ceasefire_holds', 650, 0.65, 0.6, 0.7],
        ['ceasefire_holds', 'renewed_war_lost', 50, 0.05, 0.03, 0.07],
        ['renewed_war_lost', 'ceasefire_holds', 100, 0.1, 0.08, 0.12],
        ['renewed_war_lost', 'renewed_war_lost', 200, 0.2, 0.18, 0.22],
      ],
      'discordant.csv': [
        ['draw_id', 'history_id', 'outcome_a', 'outcome_b', 'event'],
        [0, 3, 'renewed_war_lost', 'general_war', 'both'],
        [1, 4, 'renewed_war_lost', 'ceasefire_holds', 'a'],
        [2, 5, 'ceasefire_holds', 'renewed_war_lost', 'b'],
        [3, 6, 'renewed_war_lost', 'ceasefire_holds', 'a'],
        [4, 7, 'renewed_war_lost', 'ceasefire_holds', 'a'],
      ],
    },
    options,
  );
}
