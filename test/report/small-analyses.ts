/** A small folder of results with a table of every analysis. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DATA_PACKAGE, smallScenario, text, writeManifest } from './small-results.ts';

/** A folder with a small table of every analysis that a report knows. */
export function writeSmallAnalyses(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const scenario = smallScenario();
  const put = (name: string, rows: readonly (readonly (string | number)[])[]) =>
    writeFileSync(join(folder, name), text(rows));
  writeFileSync(join(folder, 'scenario.resolved.json'), JSON.stringify(scenario));
  writeFileSync(join(folder, 'datapackage.json'), JSON.stringify(DATA_PACKAGE));
  put('curve.csv', [
    ['metric', 'path_a', 'path_b', 'level', 'parameter', 'value', 'mean', 'low', 'high'],
    ...[1, 10, 100].map((value, index) => [
      'harm',
      'wire',
      'wall',
      '',
      'roe.threshold',
      value,
      2 - 2 * index,
      1 - 2 * index,
      3 - 2 * index,
    ]),
  ]);
  put('threshold.csv', [
    [
      'metric',
      'path_a',
      'path_b',
      'level',
      'crossing',
      'parameter',
      'value',
      'low',
      'high',
      'better_below',
      'better_above',
    ],
    ['harm', 'wire', 'wall', '', 0, 'roe.threshold', 10, 5, 40, 'wall', 'wire'],
  ]);
  put('tornado.csv', [
    [
      'parameter',
      'basis',
      'low_value',
      'high_value',
      'output_low',
      'output_high',
      'swing',
      'swing_low',
      'swing_high',
      'changes',
    ],
    ['roe.threshold', 'judgement', 5, 20, -3, 2, 5, 4, 6, 'yes'],
    ['pledge', 'source', 0.1, 0.7, 1, -1, -2, -3, -1, 'no'],
  ]);
  put('sobol.csv', [
    ['parameter', 'basis', 'first', 'first_low', 'first_high', 'total', 'total_low', 'total_high'],
    ['roe.threshold', 'judgement', 0.5, 0.4, 0.6, 0.7, 0.6, 0.8],
    ['pledge', 'source', 0.1, 0, 0.2, 0.2, 0.1, 0.3],
  ]);
  put('pawn.csv', [
    ['parameter', 'basis', 'pawn', 'pawn_low', 'pawn_high', 'dummy', 'dummy_limit'],
    ...Array.from({ length: 20 }, (_, index) => [
      `quantity_${index}`,
      'judgement',
      0.5 - 0.02 * index,
      0.4 - 0.02 * index,
      0.6 - 0.02 * index,
      0.1,
      0.15,
    ]),
  ]);
  put('ranks.csv', [
    ['parameter', 'basis', 'prcc', 'prcc_low', 'prcc_high'],
    ['roe.threshold', 'judgement', -0.5, -0.6, -0.4],
    ['pledge', 'source', '', '', ''],
  ]);
  put('morris.csv', [
    ['parameter', 'basis', ...['mu', 'mu_star', 'sigma'].flatMap((name) => [name, `${name}_low`, `${name}_high`])],
    ['roe.threshold', 'judgement', -3, -4, -2, 3, 2, 4, 1, 0.5, 1.5],
    ['pledge', 'source', 0, -1, 1, 0.5, 0.2, 0.8, 2, 1, 3],
  ]);
  put('delta.csv', [
    ['parameter', 'basis', 'delta', 'delta_low', 'delta_high', 'uncorrected', 'dummy', 'dummy_limit'],
    ['roe.threshold', 'judgement', 0.3, 0.2, 0.4, 0.35, 0.05, 0.1],
  ]);
  put('regional.csv', [
    [
      ...['parameter', 'basis', 'distance', 'distance_low', 'distance_high', 'p', 'p_adjusted'],
      ...['median_inside', 'median_outside', 'n_inside', 'n_outside'],
    ],
    ['roe.threshold', 'judgement', 0.8, 0.6, 0.9, 0.0001, 0.0002, 8, 12, 20, 80],
    ['pledge', 'source', 0.2, 0.1, 0.3, 0.4, 0.4, 0.41, 0.39, 20, 80],
  ]);
  put('evppi.csv', [
    ['metric', 'parameter', 'evppi', 'low', 'high', 'stands_out'],
    ['harm', 'roe.threshold', 0.8, 0.5, 1.1, 1],
    ['harm', 'pledge', 0, 0, 0, 0],
  ]);
  put('groups.csv', [
    ['metric', 'group', 'evppi', 'low', 'high'],
    ['harm', 'rules', 0.9, 0.6, 1.2],
    ['harm', 'promises', 0, 0, 0.4],
  ]);
  put('nested.csv', [
    ['metric', 'parameter', 'evppi', 'low', 'high', 'from_draws', 'from_draws_low', 'from_draws_high'],
    ['harm', 'roe.threshold', 0.7, 0.5, 0.9, 0.8, 0.5, 1.1],
  ]);
  put('evpi.csv', [
    [
      ...['metric', 'best', 'evpi', 'low', 'high', 'not_best', 'not_best_low', 'not_best_high'],
      ...['unsourced_share', 'unsourced_share_low', 'unsourced_share_high'],
    ],
    ['harm', 'wire', 1.2, 1, 1.4, 0.25, 0.2, 0.3, 0.6, 0.4, 0.8],
  ]);
  put('frontier.csv', [
    ['from', 'to', 'path', 'to_low', 'to_high', 'n'],
    [0, 0.5, 'wall', 0.4, 0.6, 8],
    [0.5, 1, 'wire', '', '', 8],
  ]);
  put('acceptability.csv', [
    ['weight', 'path', 'share', 'low', 'high', 'mean', 'best_on_average', 'tied', 'n'],
    ...[0, 0.5, 1].flatMap((weight) => [
      [weight, 'wire', 0.2 + 0.6 * weight, 0.1 + 0.6 * weight, 0.3 + 0.6 * weight, 1, weight > 0.5 ? 1 : 0, 0, 8],
      [weight, 'wall', 0.8 - 0.6 * weight, 0.7 - 0.6 * weight, 0.9 - 0.6 * weight, 1, weight > 0.5 ? 0 : 1, 0, 8],
    ]),
  ]);
  put('robustness.csv', [
    ['rule', 'title', 'metric', 'path', 'unit', 'value', 'low', 'high', 'picked', 'pick_share', 'extreme', 'n'],
    ['expected_value', 'Expected value', 'harm', 'wire', 'payoff', 3, 2, 4, 1, 0.9, 0, 8],
    ['expected_value', 'Expected value', 'harm', 'wall', 'payoff', 4, 3, 5, 0, 0.1, 0, 8],
    ['hurwicz', 'Hurwicz (weight of the worst 0.5)', 'harm', 'wire', 'payoff', 6, 5, 7, 0, 0.2, 1, 8],
    ['hurwicz', 'Hurwicz (weight of the worst 0.5)', 'harm', 'wall', 'payoff', 5, 4, 6, 1, 0.8, 1, 8],
  ]);
  put('satisficing.csv', [
    ['requirement', 'path', 'share', 'low', 'high', 'met', 'n'],
    ['harm < 3', 'wire', 0.5, 0.3, 0.7, 4, 8],
    ['harm < 3', 'wall', 0.25, 0.1, 0.5, 2, 8],
  ]);
  put('perception.csv', [
    [
      ...['path', 'metric', 'unit', 'part', 'counted', 'worlds', 'n', 'mean', 'low', 'high'],
      ...['raises', 'raises_low', 'raises_high', 'lowers', 'lowers_low', 'lowers_high'],
    ],
    ...['wire', 'wall'].flatMap((path, index) => {
      const row = (part: string, counted: string, worlds: string, mean: number) => [
        ...[path, 'breakdown_given_ceasefire', 'probability', part, counted, worlds, 8],
        ...[mean, mean - 0.02, mean + 0.02, 0.6, 0.4, 0.8, 0.4, 0.2, 0.6],
      ];
      return [
        row('total', 'whole', 'all', 0.3),
        row('known', 'whole', 'all', 0.22 + index * 0.13),
        row('misjudged', 'whole', 'all', 0.08 - index * 0.13),
        ...['resolve', 'strength'].flatMap((source, place) => [
          row(source, 'shapley', 'all', place === 0 ? 0.05 : 0.03 - index * 0.13),
          row(source, 'shapley', 'under', -0.04),
          row(source, 'shapley', 'over', 0.06),
        ]),
      ];
    }),
  ]);
  put('transparency.csv', [
    [
      'path',
      'kind',
      'name',
      'better',
      'known',
      'n',
      'change',
      'low',
      'high',
      'rises',
      'rises_low',
      'rises_high',
      'falls',
      'falls_low',
      'falls_high',
    ],
    ...['wire', 'wall'].flatMap((path) => [
      [path, 'preference', 'harm', 'lower', 'all', 8, -1.5, -2, -1, 0.2, 0.1, 0.4, 0.8, 0.6, 0.9],
      [path, 'preference', 'hope', 'higher', 'all', 8, 0.2, 0.1, 0.3, 0.8, 0.6, 0.9, 0.2, 0.1, 0.4],
      [path, 'value', 'payoff_challenger', 'higher', 'all', 8, -0.8, -1.2, -0.4, 0.3, 0.1, 0.5, 0.7, 0.5, 0.9],
      [path, 'expectation', 'value_challenger', '', 'all', 8, -55, -60, -50, 0, 0, 0.3, 1, 0.7, 1],
      [path, 'value', 'value_coalition', 'higher', 'all', 8, 2, 1, 3, 0.7, 0.5, 0.9, 0.3, 0.1, 0.5],
      [path, 'preference', 'harm', 'lower', 'resolve', 8, -0.5, -1, 0, 0.2, 0.1, 0.4, 0.8, 0.6, 0.9],
    ]),
  ]);
  put('boxes.csv', [
    [
      'box',
      'step',
      'accepted',
      'n',
      'k',
      'coverage',
      'density',
      'held_out_density',
      'held_out_density_low',
      'held_out_density_high',
    ],
    [1, 3, 1, 5, 4, 0.8, 0.8, 0.7, 0.5, 0.9],
    [2, 1, 0, 2, 1, 0.2, 0.5, '', '', ''],
  ]);
  put('limits.csv', [
    ['box', 'parameter', 'basis', 'low', 'high', 'low_quantile', 'high_quantile'],
    [1, 'roe.threshold', 'judgement', 8, '', 0.3, ''],
    [1, 'pledge', 'source', 0.2, 0.5, 0.2, 0.6],
    [2, 'pledge', 'source', '', 0.1, '', 0.1],
  ]);
  put('tree.csv', [
    ['leaf', 'rule', 'n', 'k', 'share', 'share_low', 'share_high', 'coverage'],
    [1, 'roe.threshold <= 8.123456 and pledge > 0.25', 30, 24, 0.8, 0.63, 0.9, 0.8],
    [2, 'roe.threshold <= 8.123456 and pledge <= 0.25', 20, 4, 0.2, 0.08, 0.42, 0.13],
    [3, 'roe.threshold > 8.123456', 50, 2, 0.04, 0.01, 0.13, 0.07],
  ]);
  put('pruning.csv', [
    ['complexity', 'leaves', 'error', 'cross_validated', 'standard_error', 'chosen'],
    [0, 3, 0.05, 0.1, 0.01, 1],
    [0.1, 1, 0.2, 0.2, 0.01, 0],
  ]);
  writeManifest(folder, ['wire', 'wall'], scenario, 8, {}, undefined, {
    discover: { condition: 'harm > 3 on wire', worlds: 100, of_interest: 30 },
    value_of_information: { objective: 'harm', direction: 'minimize' },
    threshold: { range: { low: 1, high: 100, scale: 'log' } },
    sensitivity: {
      objective: 'harm',
      where: 'harm > 3',
      path: 'wire',
      subject: { kind: 'difference', pathA: 'wire', pathB: 'wall' },
    },
  });
  return folder;
}
