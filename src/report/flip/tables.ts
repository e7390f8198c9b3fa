/** The tables that `flip` and `steelman` write, each with the meaning of its columns. */
import type { Cell, Table, TableColumn } from '../csv.ts';
import { ends, integer, number, PATH, text } from '../table-columns.ts';
import type { FlipFindings, FoundWorld, PointQuestion, SteelmanFindings } from './findings.ts';

const MOVED: readonly TableColumn[] = [
  text('parameter', 'Uncertain quantity: its id, or path:id where it is that of one path.'),
  text('basis', 'What the scenario rests it on: source, judgement, or nothing.'),
  number('from', 'Its value where every quantity is at its median.'),
  number('to', 'Its value in this world.'),
  { name: 'unit', type: 'string', description: 'Unit of both; empty where there is none.' },
  number('quantile', 'Its quantile in this world, given what it is computed from; empty for several distributions.'),
  number('share', 'Its part in the squared length of the move; 0 where it only follows others.', 'share'),
  { name: 'source', type: 'string', description: 'What the scenario says of where its distribution comes from.' },
];

function movedCells({ moved }: FoundWorld): Cell[][] {
  return moved.map(({ name, basis, from, to, unit, quantile, share, source }) => [
    ...[name, basis, from, to, unit === '' ? undefined : unit, quantile, share, source],
  ]);
}

const LENGTH: readonly TableColumn[] = [
  number('length', 'Length of the move from the medians, in prior standard deviations.'),
  number(
    'p_as_far',
    'Prior probability of a world at least as far from the medians, in whatever direction (χ²).',
    'probability',
  ),
  number('p_this_way', 'Prior probability of a world at least as far in this very direction.', 'probability'),
];

const lengthCells = ({ plausibility }: FoundWorld): Cell[] => [
  plausibility.norm,
  plausibility.asFar,
  plausibility.asFarThisWay,
];

/** Tables of a reversal. */
export function flipTables(findings: FlipFindings): Table[] {
  const worlds = [findings.reversal, findings.carried, findings.alone].filter((world) => world !== undefined);
  return [
    worldsTable(findings, worlds),
    ...(worlds.length === 0
      ? []
      : [
          {
            name: 'moved',
            title: 'What moves',
            description:
              'The quantities that are not at their medians where the preferred path changes, by scenario file.',
            columns: [text('file', 'Scenario file that shows the world.'), ...MOVED],
            key: ['file', 'parameter'],
            rows: () => worlds.flatMap((world) => movedCells(world).map((cells) => [world.file, ...cells])),
          },
        ]),
  ];
}

/** The objective on each path at the medians and in each world that was found. */
function worldsTable({ decision, medians, dimensions }: PointQuestion, worlds: readonly FoundWorld[]): Table {
  return {
    name: 'paths',
    title: 'The paths in these worlds',
    description: `What each path comes to under ${decision.objective.name} where every quantity is at its median, and in the worlds that were found.`,
    columns: [
      text('world', 'medians, or the scenario file that shows the world.'),
      PATH,
      number('value', `Of ${decision.objective.name}, which is to be ${decision.objective.direction}d.`),
      ...LENGTH,
      integer('dimensions', 'Independent uniforms that can matter.'),
    ],
    key: ['world', 'path'],
    rows: () => [
      ...decision.paths.map((path, index): Cell[] => ['medians', path, medians[index], 0, 1, 0.5, dimensions]),
      ...worlds.flatMap((world) =>
        decision.paths.map((path, index): Cell[] => [
          ...[world.file, path, world.values[index], ...lengthCells(world), dimensions],
        ]),
      ),
    ],
  };
}

/** Tables of the best cases. */
export function steelmanTables(findings: SteelmanFindings): Table[] {
  const { decision, medians, cases, content, isLine } = findings;
  const within = `${100 * content} % of all worlds${isLine ? ' along any one line through the medians' : ''}`;
  return [
    {
      name: 'steelman',
      title: 'Best cases',
      description: `The best case of each path within the middle ${within}, under ${decision.objective.name}.`,
      columns: [
        PATH,
        number('median_world', 'What the path comes to where every quantity is at its median.'),
        number('best', 'What it comes to in its best case.'),
        number('as_good', 'Share of the worlds at hand in which it does at least as well.', 'share'),
        ...ends('the 95 % interval of that share (Wilson)', 'share', 'as_good'),
        integer('worlds', 'Worlds at hand.'),
        ...LENGTH,
        integer('converged', '1 if no step made the case better where the search ended, else 0.'),
        text('file', 'Scenario file that shows the case.'),
      ],
      key: ['path'],
      rows: () =>
        cases.map(({ path, world, asGood, converged }): Cell[] => [
          ...[decision.paths[path], medians[path], world.values[path], asGood.share, asGood.low, asGood.high, asGood.n],
          ...[...lengthCells(world), Number(converged), world.file],
        ]),
    },
    worldsTable(
      findings,
      cases.map(({ world }) => world),
    ),
    {
      name: 'moved',
      title: 'What moves',
      description: 'The quantities that are not at their medians in the best case of each path.',
      columns: [text('case', 'Path whose best case it is.'), ...MOVED],
      key: ['case', 'parameter'],
      rows: () =>
        cases.flatMap(({ path, world }) => movedCells(world).map((cells) => [decision.paths[path], ...cells])),
    },
  ];
}
