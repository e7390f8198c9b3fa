/** The tables that `value-of-information` writes, each with the meaning of its columns. */
import type { Evppi } from '../../analysis/information/evppi.ts';
import type { Cell, Table, TableColumn } from '../csv.ts';
import { unitOf } from '../decision/decision.ts';
import { ends, integer, number, PATH, text } from '../table-columns.ts';
import { type InformationFindings, standsOut, type WeightFinding } from './findings.ts';

/** All tables, in the order of writing. */
export function informationTables(findings: InformationFindings): Table[] {
  const { parameters, groups, nested, weight } = findings;
  return [
    evpiTable(findings),
    ...(parameters.length > 0 ? [evppiTable(findings)] : []),
    ...(groups.length > 0 ? [groupsTable(findings)] : []),
    ...(nested.length > 0 ? [nestedTable(findings)] : []),
    ...(weight ? [acceptabilityTable(weight), frontierTable(weight)] : []),
  ];
}

const METRIC = text('metric', 'Preference, metric or output by which the paths are judged.');

function evpiTable(findings: InformationFindings): Table {
  const { decision, evpi, notBest, second, unsourced } = findings;
  const unit = unitOf(decision);
  return {
    name: 'evpi',
    title: 'Value of perfect information',
    description: 'What it would be worth on average to know the world before the path is chosen; one row.',
    columns: [
      METRIC,
      text('best', 'Path that is best on average; several, separated by spaces, when they tie.'),
      number('evpi', 'Expected value of perfect information: the mean regret of that path.', unit),
      ...ends('its 95 % interval (Student)', unit),
      number('se', 'Its standard error, as of independent draws.', unit),
      number('bootstrap_low', 'Lower end by the bootstrap, in which each resample chooses its own best path.', unit),
      number('bootstrap_high', 'Upper end by the bootstrap.', unit),
      number('bias', 'By how much the estimate is likely to lie below the truth (negative), by the bootstrap.', unit),
      number('not_best', 'Share of draws in which another path is better than the best on average.', 'share'),
      ...ends('its 95 % interval (Wilson)', 'share', 'not_best'),
      { name: 'second', type: 'string', description: 'Path that is second best on average.' },
      number('margin', 'How much better the best is than the second on average.', unit),
      ...ends('its 95 % interval (Student)', unit, 'margin'),
      number(
        'unsourced_share',
        'Share of the sum of the single quantities’ EVPPIs, less noise, that belongs to those without a source.',
        'share',
      ),
      ...ends('its 95 % interval (bootstrap)', 'share', 'unsourced_share'),
      integer('n', 'Draws that were used.'),
      integer('left_out', 'Draws left out because they failed or have no value on some path.'),
    ],
    key: ['metric'],
    rows: () => [
      [
        ...[decision.objective.name, evpi.best.join(' '), evpi.value, evpi.low, evpi.high, evpi.standardError],
        ...[evpi.bootstrap.low, evpi.bootstrap.high, evpi.bias, notBest.share, notBest.low, notBest.high],
        ...[second?.path, second?.margin, second?.low, second?.high],
        ...[unsourced?.shareOfSum, unsourced?.low, unsourced?.high, decision.draws, decision.leftOut],
      ],
    ],
  };
}

function valueColumns(unit: string): TableColumn[] {
  return [
    text(
      'method',
      'How the payoffs were regressed: spline, levels (a mean for each of few values), gaussian process, or constant (it ' +
        'does not vary).',
    ),
    number('evppi', 'Expected value of knowing it before the path is chosen.', unit),
    number('low', 'Lower end of its 95 % interval, with the bias taken out.', unit),
    number('high', 'Upper end of its 95 % interval.', unit),
    number('se', 'Its standard error.', unit),
    number('bias', 'By how much the value is likely to be too large.', unit),
    number('share_of_evpi', 'The value over the EVPI. Shares do not add up.', 'share'),
    number('noise', 'What one that has nothing to do with the choice would get on average.', unit),
    number('noise_p95', 'What such a one exceeds in 5 % of cases.', unit),
    number('p', 'Probability of a value at least as large by chance (permutation test).', 'probability'),
    integer('stands_out', '1 if it is above 0 and the noise, else 0.'),
  ];
}

function valueCells(found: Evppi): Cell[] {
  const { method, value, low, high, standardError, bias, shareOfEvpi, noise, pValue } = found;
  return [
    ...[method, value, low, high, standardError, bias, shareOfEvpi, noise.mean, noise.p95, pValue],
    Number(standsOut(found)),
  ];
}

function evppiTable({ decision, parameters }: InformationFindings): Table {
  return {
    name: 'evppi',
    title: 'Value of knowing single quantities',
    description: 'What it would be worth on average to know each uncertain quantity alone; the most valuable first.',
    columns: [
      METRIC,
      text('parameter', 'Uncertain quantity: its id, or path:id where it is that of one path.'),
      text('label', 'What it is.'),
      text('basis', 'What the scenario rests it on: source, judgement, or nothing.'),
      ...valueColumns(unitOf(decision)),
      {
        name: 'correlated',
        type: 'string',
        description: 'Quantities with whose ranks its own is correlated: to know it is to know something of them.',
      },
      integer('n', 'Draws that were used.'),
    ],
    key: ['parameter'],
    *rows() {
      for (const found of parameters) {
        const { name, label, basis, correlated } = found;
        yield [
          ...[decision.objective.name, name, label, basis],
          ...valueCells(found),
          ...[correlated.length > 0 ? correlated.join(' ') : undefined, decision.draws],
        ];
      }
    },
  };
}

function groupsTable({ decision, groups }: InformationFindings): Table {
  const unit = unitOf(decision);
  return {
    name: 'groups',
    title: 'Value of knowing several quantities together',
    description:
      'What it would be worth to know all quantities of a group; the most valuable first. The larger a group and the fewer the ' +
      'draws, the more the value is too small, which the interval does not cover.',
    columns: [
      METRIC,
      text('group', 'Group of quantities.'),
      integer('parameters', 'Number of quantities in it.'),
      integer('sourced', 'Number of these for which the scenario names a source.'),
      ...valueColumns(unit),
      {
        name: 'best_member',
        type: 'string',
        description: 'Member that is worth most alone, where that was looked at.',
      },
      number(
        'best_member_evppi',
        'What that is worth; where it is more than the group, the group’s value is too small.',
        unit,
      ),
      text('members', 'All members, separated by semicolons.'),
      integer('n', 'Draws that were used: the first of all where there are very many.'),
    ],
    key: ['group'],
    *rows() {
      for (const found of groups) {
        const { name, members, sourced, bestMember, draws } = found;
        yield [
          ...[decision.objective.name, name, members.length, sourced],
          ...valueCells(found),
          ...[bestMember?.name, bestMember?.value, members.join('; '), draws],
        ];
      }
    },
  };
}

function nestedTable({ decision, nested, parameters }: InformationFindings): Table {
  const unit = unitOf(decision);
  return {
    name: 'nested',
    title: 'Check by simulation',
    description:
      'The value of single quantities by two-level simulation with the model, beside the estimate from the draws.',
    columns: [
      METRIC,
      text('parameter', 'Uncertain quantity.'),
      number('evppi', 'By simulation, with the bias of the inner means taken out; can be below 0 by chance.', unit),
      number('low', 'Lower end of its 95 % interval (Student), from 0 up.', unit),
      number('high', 'Upper end of it.', unit),
      number('se', 'Its standard error.', unit),
      number('plain', 'Before the correction: too large.', unit),
      number('from_draws', 'The estimate from the draws (evppi.csv).', unit),
      ...ends('its 95 % interval', unit, 'from_draws'),
      integer('outer', 'Values of the quantity.'),
      integer('inner', 'Worlds for each.'),
    ],
    key: ['parameter'],
    *rows() {
      for (const { name, outer, inner, estimate } of nested) {
        const beside = parameters.find((one) => one.name === name);
        yield [
          ...[decision.objective.name, name, estimate.value, estimate.low, estimate.high, estimate.standardError],
          ...[estimate.plain, beside?.value, beside?.low, beside?.high, outer, inner],
        ];
      }
    },
  };
}

function weightColumn({ kind, name, unit }: WeightFinding, column: string): TableColumn {
  const what =
    kind === 'cost'
      ? `Weight of ${name}${unit === '' ? '' : `, for one ${unit},`} in the objective`
      : `Weight w of the second preference in (1 − w) times the first plus w times the second (${name})`;
  return { ...number(column, `${what}.`), required: true };
}

function acceptabilityTable(weight: WeightFinding): Table {
  return {
    name: 'acceptability',
    title: 'How probable it is that each path is the best',
    description: 'For each weight the share of the draws in which each path alone is the best.',
    columns: [
      weightColumn(weight, 'weight'),
      PATH,
      number('share', 'Share of the draws in which it alone is the best.', 'share'),
      ...ends('its 95 % interval (Wilson)', 'share'),
      number('mean', 'Mean of the objective at this weight.'),
      integer('best_on_average', '1 if its mean is the best (the first of those that tie), else 0.'),
      number('tied', 'Share of the draws in which several share the first place.', 'share'),
      integer('n', 'Draws that were used.'),
    ],
    key: ['weight', 'path'],
    *rows() {
      for (const { weight: at, paths, tied, frontier } of weight.points) {
        for (const { path, share, low, high, meanPayoff } of paths) {
          yield [at, path, share, low, high, meanPayoff, Number(path === frontier.path), tied, weight.draws];
        }
      }
    },
  };
}

function frontierTable(weight: WeightFinding): Table {
  return {
    name: 'frontier',
    title: 'Which path is the best on average',
    description:
      'The ranges of the weight in which each path has the best mean, exactly; they join and cover the range.',
    columns: [
      weightColumn(weight, 'from'),
      weightColumn(weight, 'to'),
      PATH,
      number(
        'to_low',
        'Lower end of the 95 % interval of `to` (Fieller); empty where the draws cannot tell, and at the end.',
      ),
      number('to_high', 'Upper end of it.'),
      integer('n', 'Draws that were used.'),
    ],
    key: ['from', 'path'],
    *rows() {
      for (const { from, to, path, toInterval } of weight.segments) {
        yield [from, to, path, toInterval?.low, toInterval?.high, weight.draws];
      }
    },
  };
}
