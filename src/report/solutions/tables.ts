/** The tables that `compare-solutions` writes, each with the meaning of its columns. */
import type { Table } from '../csv.ts';
import { ends, integer, number, PATH, text } from '../table-columns.ts';
import type { SolutionsFindings } from './findings.ts';

const SOLUTION = text('solution', 'How the game is solved; assumptions.csv says what is assumed.');
const METRIC = text('metric', 'Preference, metric or output by which the paths are judged.');

/** All tables, in the order of writing. */
export function solutionTables(findings: SolutionsFindings): Table[] {
  return [solutionsTable(findings), pairsTable(findings), decompositionTable(findings), assumptionsTable(findings)];
}

function solutionsTable({ decision, solutions }: SolutionsFindings): Table {
  return {
    name: 'solutions',
    title: 'Paths under each solution',
    description: 'What each path comes to under each way of solving the game, in the same draws.',
    columns: [
      SOLUTION,
      PATH,
      METRIC,
      number('mean', 'Mean over the draws.'),
      number('se', 'Standard error of the mean, as of independent draws.'),
      ...ends('the 95 % interval of the mean (Student)'),
      number('change', "Mean paired difference from the scenario's own solution."),
      number('change_se', 'Its standard error, as of independent draws.'),
      ...ends('its 95 % interval (Student)', undefined, 'change'),
      integer('rank', '1 for the path with the best mean under this solution.'),
      number('best', 'Share of the draws in which the path alone is the best.', 'share'),
      ...ends('its 95 % interval (Wilson)', 'share', 'best'),
      integer('n', 'Draws that were used, the same under all solutions.'),
    ],
    key: ['solution', 'path'],
    *rows() {
      for (const { name, paths, changes } of solutions) {
        for (const [index, { path, mean, se, low, high, rank, best }] of paths.entries()) {
          const change = changes[index];
          yield [
            ...[name, path, decision.objective.name, mean, se, low, high],
            ...[change.mean, change.se, change.low, change.high],
            ...[rank, best.share, best.low, best.high, decision.draws],
          ];
        }
      }
    },
  };
}

function pairsTable({ decision, solutions }: SolutionsFindings): Table {
  return {
    name: 'pairs',
    title: 'Paths against each other under each solution',
    description: 'Paired differences between paths under each way of solving the game.',
    columns: [
      SOLUTION,
      text('path_a', 'First path.'),
      text('path_b', 'Second path.'),
      METRIC,
      number('difference', 'Mean of path_a − path_b over the draws.'),
      number('se', 'Standard error of the mean difference, as of independent draws.'),
      ...ends('the 95 % interval of the mean difference (Student)'),
      ...(['a', 'b'] as const).flatMap((which) => [
        number(`${which}_better`, `Share of draws in which path_${which} is better; a tie is neither's.`, 'share'),
        ...ends('its 95 % interval (Wilson)', 'share', `${which}_better`),
      ]),
      integer('n', 'Draws that were used.'),
    ],
    key: ['solution', 'path_a', 'path_b'],
    *rows() {
      for (const { name, pairs } of solutions) {
        for (const { pathA, pathB, mean, se, low, high, better } of pairs) {
          const shares = [better.a, better.b].flatMap((one) => [one.share, one.low, one.high]);
          yield [name, pathA, pathB, decision.objective.name, mean, se, low, high, ...shares, decision.draws];
        }
      }
    },
  };
}

function decompositionTable({ decision, parts }: SolutionsFindings): Table {
  return {
    name: 'decomposition',
    title: 'Parameter and model uncertainty',
    description:
      'The variance over draws and solutions, split into what the solutions do to the mean (model), what the parameters do ' +
      'under all solutions alike, and what the parameters do under one solution and not under another (interaction). The ' +
      'last two together are the mean variance within solutions. The weights of the solutions are in assumptions.csv.',
    columns: [
      text('subject', 'A path, or the difference of two.'),
      METRIC,
      text('part', 'model, parameters or interaction; they sum to total.'),
      number(
        'variance',
        'Variance of this part, in squared units of the metric; unbiased for independent draws, not below 0.',
      ),
      number('share', 'Its share of the total.', 'share'),
      number('low', 'Lower end of the 95 % interval of the share (bootstrap over draws).', 'share'),
      number('high', 'Upper end of the 95 % interval of the share.', 'share'),
      integer('n', 'Draws that were used.'),
    ],
    key: ['subject', 'part'],
    *rows() {
      for (const { subject, solutions, parameters, interaction, total } of parts) {
        const each = { model: solutions, parameters, interaction };
        for (const [part, { variance, share, low, high }] of Object.entries(each)) {
          yield [subject, decision.objective.name, part, variance, share, low, high, decision.draws];
        }
        yield [subject, decision.objective.name, 'total', total, 1, undefined, undefined, decision.draws];
      }
    },
  };
}

function assumptionsTable({ solutions }: SolutionsFindings): Table {
  return {
    name: 'assumptions',
    title: 'What each solution assumes',
    description: 'The values that take the place of those of the scenario, on every path and in every draw.',
    columns: [
      SOLUTION,
      number('weight', 'Weight of the solution in decomposition.csv; an assumption, not a finding.', 'share'),
      text('assumption', 'What is assumed, in words.'),
      text('quantity', "What is replaced; nothing under the scenario's own solution."),
      number('value', 'Its value.'),
    ],
    key: ['solution', 'quantity'],
    *rows() {
      for (const { name, weight, assumption, values } of solutions) {
        if (values.length === 0) yield [name, weight, assumption, 'nothing', undefined];
        for (const { id, value } of values) yield [name, weight, assumption, id, value];
      }
    },
  };
}
