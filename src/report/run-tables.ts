/** The tables that `run` writes, each with the meaning of its columns. */
import type { RunAnalysis } from '../analysis/run-analysis.ts';
import type { Failure, ResultColumn, Results } from '../experiment/results.ts';
import type { Table, TableColumn } from './csv.ts';
import { survivalTables } from './survival-tables.ts';
import { comparisonCells, comparisonColumns, ends, integer, number, PATH, text } from './table-columns.ts';

const DRAW = integer('draw_id', 'Number of the draw, from 0. The same draw is the same world on every path.');
const METRIC = text('metric', 'Output of the model, metric or preference of the scenario: a column of draws.csv.');

/** All tables of a run, in the order of writing. */
export function runTables(results: Results, analysis: RunAnalysis): Table[] {
  return [
    paramsTable(results),
    drawsTable(results),
    summaryTable(analysis),
    comparisonTable(analysis),
    bestTable(analysis),
    chainTable(analysis),
    costTable(analysis),
    timelineTable(analysis),
    ...survivalTables(analysis),
    priorPredictiveTable(analysis),
    ...(results.plan.histories > 0 ? [historiesTable(results, analysis)] : []),
  ];
}

/** What was sampled; one row a draw. */
export function paramsTable(results: Results): Table {
  const { parameterColumns } = results;
  const width = parameterColumns.length;
  return {
    name: 'params',
    title: 'Sampled quantities',
    description:
      'Everything that varies between draws or that a path sets for itself; one row a draw. Where an evaluation failed, ' +
      'what had not yet been sampled is empty.',
    columns: [
      DRAW,
      ...parameterColumns.map(({ name, label, unit, meaning }) => ({ ...number(name, meaning, unit), title: label })),
    ],
    key: ['draw_id'],
    *rows() {
      for (const { fromDraw, toDraw, parameters } of results.chunks()) {
        for (let draw = fromDraw; draw < toDraw; draw++) {
          const row = draw - fromDraw;
          yield [draw, ...parameters.subarray(row * width, (row + 1) * width)];
        }
      }
    },
  };
}

/** What was computed; one row a path and draw. */
export function drawsTable(results: Results): Table {
  const { columns, plan } = results;
  const paths = plan.paths.length;
  return {
    name: 'draws',
    title: 'Results of every world',
    description: 'Outputs of the model, metrics and preferences of every path in every draw; one row a path and draw.',
    columns: [
      PATH,
      DRAW,
      text(
        'status',
        '"ok", or "failed" for an evaluation that gave no values; the draw is then left out on every path.',
      ),
      { name: 'error', type: 'string', description: 'Why it failed; empty if it did not.' },
      ...columns.map(resultColumn),
    ],
    key: ['path', 'draw_id'],
    *rows() {
      for (const { fromDraw, toDraw, values, failures } of results.chunks()) {
        const errors = errorsOf(failures, paths);
        for (let draw = fromDraw; draw < toDraw; draw++) {
          for (let path = 0; path < paths; path++) {
            const start = ((draw - fromDraw) * paths + path) * columns.length;
            const error = errors.get(draw * paths + path);
            const status = error === undefined ? 'ok' : 'failed';
            yield [plan.paths[path].name, draw, status, error, ...values.subarray(start, start + columns.length)];
          }
        }
      }
    },
  };
}

/** Errors by draw × paths + path. */
function errorsOf(failures: readonly Failure[], paths: number): ReadonlyMap<number, string> {
  return new Map(failures.map(({ draw, path, error }) => [draw * paths + path, error]));
}

function resultColumn({ name, label, unit, meaning }: ResultColumn): TableColumn {
  return { ...number(name, meaning, unit), title: label };
}

function summaryTable({ summary }: RunAnalysis): Table {
  return {
    name: 'summary',
    title: 'Summary over worlds',
    description: 'Every output, metric and preference on every path: mean over draws and spread of the worlds.',
    columns: [
      PATH,
      METRIC,
      number('mean', 'Mean over draws.'),
      number('se', 'Standard error of the mean, as of independent draws.'),
      number('sd', 'Standard deviation over draws.'),
      number('q05', '5 % quantile over draws (type 7).'),
      number('q50', 'Median over draws.'),
      number('q95', '95 % quantile over draws (type 7).'),
      integer('n', 'Draws in which the value is defined.'),
    ],
    key: ['path', 'metric'],
    rows: () => summary.map((r) => [r.path, r.metric, r.mean, r.se, r.sd, r.q05, r.q50, r.q95, r.n]),
  };
}

function comparisonTable({ comparison }: RunAnalysis): Table {
  return {
    name: 'comparison',
    title: 'Paired differences between paths',
    description: 'Every pair of paths and every metric: path_a − path_b in the same world, over worlds.',
    columns: comparisonColumns(METRIC),
    key: ['path_a', 'path_b', 'metric'],
    rows: () => comparison.map(comparisonCells),
  };
}

function bestTable({ best }: RunAnalysis): Table {
  return {
    name: 'best',
    title: 'Which path is best, how often',
    description: 'For every preference the share of worlds in which each path is the best of all.',
    columns: [
      text('preference', 'Preference of the scenario.'),
      PATH,
      number('share', 'Share of worlds in which this path alone is the best.', 'share'),
      ...ends('its 95 % interval (Wilson)', 'share'),
      integer('worlds', 'Number of those worlds.'),
      integer('tied_worlds', 'Worlds in which several paths share the first place.'),
      integer('n', 'Worlds in which every path has a value.'),
    ],
    key: ['preference', 'path'],
    rows: () => best.map((r) => [r.preference, r.path, r.share, r.low, r.high, r.worlds, r.tiedWorlds, r.n]),
  };
}

function chainTable({ chain }: RunAnalysis): Table {
  return {
    name: 'chain',
    title: 'Causal chain',
    description: 'Why each path ends as it does: ratios of expected counts over all draws.',
    columns: [
      PATH,
      text('link', 'Link of the chain.'),
      text('group', 'Question that it answers.'),
      text('label', 'What it is.'),
      text('unit', 'Unit of value and se.'),
      number('value', 'Ratio of the means over draws; empty when its condition never arises.'),
      number('se', 'Standard error by the delta method, numerator and denominator paired within draws.'),
    ],
    key: ['path', 'link'],
    rows: () => chain.map((r) => [r.path, r.link, r.group, r.label, r.unit, r.value, r.se]),
  };
}

function costTable({ cost }: RunAnalysis): Table {
  const money = (name: string, description: string) => number(name, description, 'bn €');
  return {
    name: 'cost',
    title: 'Cost and harm avoided',
    description: 'What each path costs and, under every preference, the harm it avoids beside the baseline path.',
    columns: [
      PATH,
      text('baseline', 'Path beside which it is judged.'),
      text('preference', 'Preference of the scenario, in whose units harm is measured.'),
      money('budget', 'Mean budget, undiscounted.'),
      money('budget_se', 'Standard error of the mean budget.'),
      money('extra_cost', 'Mean budget beyond that of the baseline.'),
      money('extra_cost_low', 'Lower end of its 95 % interval (Student).'),
      money('extra_cost_high', 'Upper end of its 95 % interval (Student).'),
      number('harm_avoided', 'Mean improvement of the preference beside the baseline; positive is better.'),
      ...ends('its 95 % interval (Student)', undefined, 'harm_avoided'),
      number('per_billion', 'Mean harm avoided / mean extra cost, per bn €.'),
      ...ends('its 95 % interval (Fieller)', undefined, 'per_billion'),
      text(
        'status',
        'baseline; defined; no_extra_cost: not dearer than the baseline; unbounded: its extra cost cannot be told from none.',
      ),
    ],
    key: ['path', 'preference'],
    rows: () =>
      cost.map(({ path, baseline, preference, budget, extra, avoided, perBillion, status }) => [
        path,
        baseline,
        preference,
        budget.mean,
        budget.se,
        extra.mean,
        extra.low,
        extra.high,
        avoided.mean,
        avoided.low,
        avoided.high,
        perBillion.value,
        perBillion.low,
        perBillion.high,
        status,
      ]),
  };
}

function timelineTable({ timeline }: RunAnalysis): Table {
  return {
    name: 'timeline',
    title: 'Timeline',
    description: 'Probability of every state at the end of every period, over worlds.',
    columns: [
      PATH,
      { ...number('year', 'End of the period, from the start.', 'years'), required: true },
      text('outcome', 'State; ceasefire_holds is "in a ceasefire", war_continues is "in the war of the start".'),
      number('mean', 'Mean probability over draws.', 'probability'),
      number('q05', '5 % quantile of the probability over draws.', 'probability'),
      number('q95', '95 % quantile of the probability over draws.', 'probability'),
    ],
    key: ['path', 'year', 'outcome'],
    rows: () => timeline.map((r) => [r.path, r.year, r.outcome, r.mean, r.q05, r.q95]),
  };
}

function priorPredictiveTable({ priorPredictive }: RunAnalysis): Table {
  return {
    name: 'prior_predictive',
    title: 'Prior predictive check',
    description: 'What the priors imply for quantities that can be held against experience.',
    columns: [
      PATH,
      text('check', 'Quantity.'),
      text('label', 'What it is.'),
      number('mean', 'Mean over draws.', 'probability'),
      number('se', 'Standard error of the mean.', 'probability'),
      number('q05', '5 % quantile over draws.', 'probability'),
      number('q50', 'Median over draws.', 'probability'),
      number('q95', '95 % quantile over draws.', 'probability'),
      integer('n', 'Draws in which it is defined.'),
    ],
    key: ['path', 'check'],
    rows: () => priorPredictive.map((r) => [r.path, r.check, r.label, r.mean, r.se, r.q05, r.q50, r.q95, r.n]),
  };
}

function historiesTable(results: Results, { timeline }: RunAnalysis): Table {
  const { plan, historyColumns } = results;
  const outcomes = [...new Set(timeline.map((row) => row.outcome))];
  const width = 1 + historyColumns.length;
  return {
    name: 'histories',
    title: 'Simulated histories',
    description:
      'Single futures played out in each world; one row a path, draw and history. Histories of the same number meet ' +
      'the same luck on every path.',
    columns: [
      PATH,
      DRAW,
      integer('history_id', 'Number of the history within its world, from 0.'),
      text('outcome', 'How the history stands at the horizon.'),
      ...historyColumns.map(({ name, label, unit, meaning }) => ({ ...number(name, meaning, unit), title: label })),
    ],
    key: ['path', 'draw_id', 'history_id'],
    *rows() {
      for (const { fromDraw, histories } of results.chunks()) {
        for (let row = 0; row * width < histories.length; row++) {
          const [outcome, ...cells] = histories.subarray(row * width, (row + 1) * width);
          // An evaluation that failed has no histories.
          if (Number.isNaN(outcome)) continue;
          const world = Math.floor(row / plan.histories);
          const draw = fromDraw + Math.floor(world / plan.paths.length);
          yield [plan.paths[world % plan.paths.length].name, draw, row % plan.histories, outcomes[outcome], ...cells];
        }
      }
    },
  };
}
