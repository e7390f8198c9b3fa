/** The tables that `robustness` writes, each with the meaning of its columns. */
import type { Table } from '../csv.ts';
import { ends, integer, number, PATH, text } from '../table-columns.ts';
import type { RobustnessFindings } from './findings.ts';

/** All tables, in the order of writing. */
export function robustnessTables(findings: RobustnessFindings): Table[] {
  return [
    rulesTable(findings),
    dominanceTable(findings),
    ...(findings.requirements.length > 0 ? [satisficingTable(findings)] : []),
  ];
}

function rulesTable({ decision, rules }: RobustnessFindings): Table {
  return {
    name: 'robustness',
    title: 'Rules of choice',
    description: 'What each rule of choice under uncertainty makes of every path, and which path it picks.',
    columns: [
      text('rule', 'Rule of choice; docs/methods.md says what each looks at.'),
      text('title', 'The rule in words.'),
      text('metric', 'Preference, metric or output by which the paths are judged.'),
      PATH,
      text(
        'unit',
        'What the value is: payoff (on the scale of the metric), loss (an amount of it, less is better), share of the draws, ' +
          'or ratio.',
      ),
      number('value', 'What the rule makes of the path, over all draws.'),
      number('low', 'Lower end of its 95 % interval (bootstrap over draws; Wilson for the requirement).'),
      number('high', 'Upper end of its 95 % interval.'),
      integer('picked', '1 if the rule picks the path, alone or level with others; else 0. 0 where it only describes.'),
      number('pick_share', 'Share of the resamples in which it picks the path; ties count in equal parts.', 'share'),
      integer(
        'extreme',
        '1 if the rule rests on single draws: interval and pick_share then understate how uncertain it is; else 0.',
      ),
      integer('n', 'Draws that were used.'),
    ],
    key: ['rule', 'path'],
    *rows() {
      for (const { rule, title, unit, extreme, values } of rules) {
        for (const { path, value, low, high, picked, pickShare } of values) {
          yield [
            ...[rule, title, decision.objective.name, path, unit, value, low, high],
            ...[Number(picked), pickShare, Number(extreme), decision.draws],
          ];
        }
      }
    },
  };
}

function dominanceTable({ decision, dominance }: RobustnessFindings): Table {
  return {
    name: 'dominance',
    title: 'Stochastic dominance',
    description:
      'Whether one path is at least as good as another for everybody who agrees which way is better (order 1), or for all of ' +
      'those who are averse to risk (order 2).',
    columns: [
      text('metric', 'Preference, metric or output by which the paths are judged.'),
      text('better', 'Path that would dominate.'),
      text('worse', 'Path that would be dominated.'),
      integer('order', '1 or 2.'),
      integer('holds', '1 if nothing in the draws speaks against it, else 0.'),
      number(
        'violation',
        'What keeps it from holding, 0 if nothing. Order 1: the most by which `better` is at a level or worse in a larger ' +
          'share of draws. Order 2: the most by which its expected shortfall below a level is larger, in units of the metric.',
      ),
      number('at', 'The level at which that is so; empty where it holds.'),
      number('support', 'Share of the bootstrap resamples in which it holds.', 'share'),
      number('support_low', 'Lower end of its 95 % interval, for the number of resamples (Wilson).', 'share'),
      number('support_high', 'Upper end of it.', 'share'),
      integer('n', 'Draws that were used.'),
    ],
    key: ['better', 'worse', 'order'],
    *rows() {
      for (const { better, worse, order, holds, violation, at, support } of dominance) {
        yield [
          ...[decision.objective.name, better, worse, order, Number(holds), violation, at],
          ...[support.share, support.low, support.high, decision.draws],
        ];
      }
    },
  };
}

function satisficingTable({ requirements }: RobustnessFindings): Table {
  return {
    name: 'satisficing',
    title: 'Good enough',
    description: 'In how many draws each path meets what is required; several requirements also all together.',
    columns: [
      text('requirement', 'What must hold.'),
      PATH,
      number('share', 'Share of the draws in which it holds.', 'share'),
      ...ends('its 95 % interval (Wilson)', 'share'),
      integer('met', 'Draws in which it holds.'),
      integer('n', 'Draws that were used.'),
    ],
    key: ['requirement', 'path'],
    *rows() {
      for (const { text: requirement, paths } of requirements) {
        for (const { path, share, low, high, met, draws } of paths) {
          yield [requirement, path, share, low, high, met, draws];
        }
      }
    },
  };
}
