/** The tables that `discover` writes, each with the meaning of its columns. */
import type { Cell, Table, TableColumn } from '../csv.ts';
import { ends, integer, number, text } from '../table-columns.ts';
import type { DiscoveryFindings, FoundBox, PrimFindings } from './findings.ts';
import { ruleOfLeaf } from './words.ts';

/** All tables of what was found. */
export function discoveryTables(findings: DiscoveryFindings): Table[] {
  return [
    ...(findings.prim ? [tradeOffTable(findings, findings.prim), boxesTable(findings, findings.prim)] : []),
    ...(findings.prim ? [limitsTable(findings, findings.prim)] : []),
    ...(findings.cart ? [treeTable(findings), pruningTable(findings)] : []),
  ];
}

const BOX = integer('box', 'Number of the box, in the order found.');

const intervalColumns = (name: string, what: string): TableColumn[] => [
  ...ends(`the 95 % interval of the ${what} (Wilson)`, 'share', `${name}`),
];

function tradeOffTable({ question }: DiscoveryFindings, { tables, boxes, trajectories }: PrimFindings): Table {
  return {
    name: 'trade_off',
    title: 'Coverage and density',
    description: `The boxes on the way from all worlds to the densest: what is gained in density is lost in coverage. Worlds in which ${question.condition}.`,
    columns: [
      BOX,
      integer('step', 'Step of the trajectory; 0 is all worlds that are in no earlier box.'),
      {
        name: 'parameters',
        type: 'string',
        description: 'Restricted quantities, separated by blanks; empty for none.',
      },
      integer('restricted', 'How many quantities are restricted.'),
      integer('n', 'Worlds in the box.'),
      integer('k', 'Of these the worlds in which the condition holds.'),
      number('coverage', 'Share of all worlds in which the condition holds that lie in the box.', 'share'),
      ...intervalColumns('coverage', 'coverage'),
      number('density', 'Share of the worlds in the box in which the condition holds.', 'share'),
      ...intervalColumns('density', 'density, as of a box that was not looked for in these worlds'),
      number('mass', 'Share of all worlds that lie in the box.', 'share'),
      number('f_measure', 'Harmonic mean of density and coverage (of the worlds in no earlier box).'),
      integer('efficient', '1 if no other step has more of something and less of nothing, else 0.'),
      integer('chosen', '1 for the step that was taken as the box, else 0.'),
    ],
    key: ['box', 'step'],
    rows: () =>
      tables.flatMap((rows, box) =>
        rows.map((row): Cell[] => [
          box + 1,
          row.step,
          trajectories[box][row.step].restrictions.map(({ column }) => question.inputs[column].name).join(' ') ||
            undefined,
          row.restricted,
          ...[row.n, row.k, row.coverage, row.coverageInterval.low, row.coverageInterval.high],
          ...[row.density, row.densityInterval.low, row.densityInterval.high, row.mass, row.fMeasure],
          ...[Number(row.efficient), Number(row.step === boxes[box].index)],
        ]),
      ),
  };
}

function boxesTable({ question }: DiscoveryFindings, { boxes }: PrimFindings): Table {
  const held = (box: FoundBox): Cell[] => {
    const found = box.stability?.atCoverage;
    if (found === undefined) return new Array<undefined>(6).fill(undefined);
    const { heldOutDensity: density, heldOutCoverage: coverage } = found;
    return [density.mean, density.low, density.high, coverage.mean, coverage.low, coverage.high];
  };
  return {
    name: 'boxes',
    title: 'Boxes',
    description: `The boxes that were taken. Worlds in which ${question.condition}.`,
    columns: [
      BOX,
      integer('step', 'Step of the trajectory.'),
      integer('accepted', '1 if it is as dense as a box must be to count, else 0.'),
      integer('n', 'Worlds in the box and in no earlier one.'),
      integer('k', 'Of these the worlds in which the condition holds.'),
      number('coverage', 'Share of all worlds in which the condition holds.', 'share'),
      number('density', 'Share of the worlds in the box in which the condition holds.', 'share'),
      number('mass', 'Share of all worlds.', 'share'),
      integer('n_searched', 'Worlds in no earlier box, among which it was found.'),
      number('held_out_density', 'Density in halves of the worlds that the search did not see, mean.', 'share'),
      number('held_out_density_low', '5 % quantile over the halves.', 'share'),
      number('held_out_density_high', '95 % quantile over the halves.', 'share'),
      number('held_out_coverage', 'Coverage in these halves, mean.', 'share'),
      number('held_out_coverage_low', '5 % quantile over the halves.', 'share'),
      number('held_out_coverage_high', '95 % quantile over the halves.', 'share'),
    ],
    key: ['box'],
    rows: () =>
      boxes.map((box, index): Cell[] => {
        const { step, accepted, among } = box;
        const { n, k, coverage, density, mass } = step;
        return [index + 1, box.index, Number(accepted), n, k, coverage, density, mass, among.n, ...held(box)];
      }),
  };
}

function limitsTable({ question }: DiscoveryFindings, { boxes }: PrimFindings): Table {
  return {
    name: 'limits',
    title: 'Limits of the boxes',
    description: 'For each box the limits of the quantities that it restricts, and how sure these are.',
    columns: [
      BOX,
      text('parameter', 'Uncertain quantity: its id, or path:id where it is that of one path.'),
      text('basis', 'What the scenario rests it on: source, judgement, or nothing.'),
      number('low', 'Least value in the box, in the unit of the quantity; empty where open.'),
      number('high', 'Greatest value in the box; empty where open.'),
      number('low_quantile', 'The prior probability of a value of at most low.', 'probability'),
      number('high_quantile', 'The prior probability of a value of at most high.', 'probability'),
      number('low_quasi_p', 'Quasi-p value of the limit low: near 1 if it can go.', 'probability'),
      number('high_quasi_p', 'Quasi-p value of the limit high.', 'probability'),
      number(
        'stability',
        'Share of random halves of the worlds in which a box of this coverage restricts it.',
        'share',
      ),
      ...intervalColumns('stability', 'stability'),
      number('low_q05', '5 % quantile of the limit low over the halves.'),
      number('low_q95', '95 % quantile of the limit low over the halves.'),
      number('high_q05', '5 % quantile of the limit high over the halves.'),
      number('high_q95', '95 % quantile of the limit high over the halves.'),
    ],
    key: ['box', 'parameter'],
    rows: () =>
      boxes.flatMap(({ step, stability }, box) =>
        step.restrictions.map(({ column, lower, upper, lowerQuasiP, upperQuasiP }): Cell[] => {
          const input = question.inputs[column];
          const at = (limit: number | undefined) => (limit === undefined ? undefined : input.quantile(limit));
          const stable = stability?.parameters[column];
          return [
            ...[box + 1, input.name, input.basis, lower, upper, at(lower), at(upper), lowerQuasiP, upperQuasiP],
            ...[stable?.atCoverage.share, stable?.atCoverage.interval.low, stable?.atCoverage.interval.high],
            ...[stable?.lower.low, stable?.lower.high, stable?.upper.low, stable?.upper.high],
          ];
        }),
      ),
  };
}

function treeTable({ question, cart }: DiscoveryFindings): Table {
  return {
    name: 'tree',
    title: 'Leaves of the tree',
    description: `Rules that part all worlds. Worlds in which ${question.condition}.`,
    columns: [
      integer('leaf', 'Number of the leaf, from below to above.'),
      { name: 'rule', type: 'string', description: 'Conditions that all hold; empty if all worlds are in one leaf.' },
      integer('n', 'Worlds in the leaf.'),
      integer('k', 'Of these the worlds in which the condition holds.'),
      number('share', 'Share of the worlds of the leaf in which the condition holds.', 'share'),
      ...intervalColumns('share', 'share, as of a leaf that was not looked for in these worlds'),
      number('coverage', 'Share of all worlds in which the condition holds.', 'share'),
    ],
    key: ['leaf'],
    rows: () =>
      cart!.leaves.map((leaf, index): Cell[] => [
        ...[index + 1, ruleOfLeaf(leaf, question.inputs, String) || undefined, leaf.n, leaf.k],
        ...[leaf.share, leaf.interval.low, leaf.interval.high, leaf.coverage],
      ]),
  };
}

function pruningTable({ cart }: DiscoveryFindings): Table {
  return {
    name: 'pruning',
    title: 'How large the tree may be',
    description: 'The trees from the whole one to the root alone, with their errors; one of them was chosen.',
    columns: [
      number('complexity', 'Price of a leaf from which on the tree is the cheapest.'),
      integer('leaves', 'Leaves of the tree.'),
      number('error', 'Mean squared error in the worlds from which it was grown.'),
      number('cross_validated', 'Mean squared error in worlds from which it was not grown (cross-validation).'),
      number('standard_error', 'Standard error of that.'),
      integer('chosen', '1 for the tree that was chosen, else 0.'),
    ],
    key: ['leaves'],
    rows: () =>
      cart!.pruning.map((row, index): Cell[] => [
        ...[row.complexity, row.leaves, row.error, row.crossValidated, row.standardError],
        Number(index === cart!.chosen),
      ]),
  };
}
