/** `perception`: how much of the risk of war rests on what the challenger misjudges, and what the truth would be worth. */
import { describeErrors } from '../../analysis/perception/errors.ts';
import { correctByPath, orderBoth, splitByPath, type ValuesBySet } from '../../analysis/perception/perception.ts';
import { OUTCOMES } from '../../deterrence/outputs.ts';
import { shapeOf } from '../../experiment/evaluate.ts';
import { columnIndex } from '../../experiment/results.ts';
import { MISJUDGED, type PerceptionFindings, type Worth } from '../../report/perception/findings.ts';
import { describePerception } from '../../report/perception/json.ts';
import { perceptionTables } from '../../report/perception/tables.ts';
import { renderPerception } from '../../report/perception/text.ts';
import { withFirst } from '../../report/preference-order.ts';
import { type Analysed, analyseWorlds } from '../analyse.ts';
import type { Environment } from '../environment.ts';
import { UsageError } from '../errors.ts';
import { findObjective, findPaths, requirePreference } from '../objective.ts';
import type { Worlds } from '../worlds.ts';
import type { WorldsOptions } from '../worlds-options.ts';
import { type Counterfactuals, evaluateCounterfactuals } from './perception-counterfactuals.ts';
import type { PerceptionOptions } from './perception-options.ts';
import { parameterValues } from './quantity-values.ts';

const LEAST_DRAWS = 20;

/** What is split between truth and misjudgement: a column, or the sum of several. */
interface Measure {
  readonly isRisk: boolean;
  readonly name: string;
  readonly meaning: string;
  readonly unit: string;
  readonly columns: readonly number[];
}

/**
 * Splits the risk and prints what rests on misjudgement.
 * @returns the exit code: 3 if some evaluations failed
 * @throws ScenarioError and UsageError for bad input, FolderError, WorkerError and Interrupted
 */
export function findPerception(options: PerceptionOptions, environment: Environment): Promise<number> {
  return analyseWorlds('perception', options, environment, (worlds) => analyse(worlds, options, environment));
}

async function analyse(worlds: Worlds, options: PerceptionOptions, environment: Environment): Promise<Analysed> {
  const { plan, results } = worlds;
  // What is wrong with the question is said before the long part.
  const asked = measuresOf(worlds, options);
  const paths = findPaths(plan, options.paths);
  const preferences = plan.preferences.map(({ name }) => name);
  requirePreference(options.under, preferences, 'under');
  if (results.usable < LEAST_DRAWS) throw tooFew(`${results.usable} draws can be used`);
  const found = MISJUDGED.map(({ parameter }) => paths.map((path) => parameterValues(worlds, path, parameter)));
  const isWrong = (errors: Float64Array) => errors.some((error) => Math.abs(error) > 0);
  const active = found.map((ofSource) => ofSource.some(({ first, later }) => [first, ...later].some(isWrong)));
  // Which way she errs is told by the error with which a path begins.
  const errors = found.map((ofSource) => ofSource.map(({ first }) => first));
  const sources = MISJUDGED.filter((_, source) => active[source]);
  const wrong = errors.filter((_, source) => active[source]);

  const worth = worthColumns(worlds, options.under, sources.length > 0);
  const wanted = [...new Set([...asked, ...worth].flatMap(({ columns }) => columns))];
  const worldsApart = await evaluateCounterfactuals(worlds, { sources, wanted, paths }, options, environment);

  const measures = asked.map(({ columns, ...measure }) => {
    const split = splitByPath(worldsApart.values(columns), wrong);
    if (split.draws < LEAST_DRAWS) {
      throw tooFew(
        `${split.draws} draws can be used of ${plan.draws}, the others failed or ${measure.name} has no value on some path`,
      );
    }
    return { ...measure, ...split };
  });
  const names = paths.map((path) => plan.paths[path].name);
  const first: WorthColumns | undefined = worth[0];
  const findings: PerceptionFindings = {
    plan,
    paths: names,
    sources: sources.map(({ name }) => name),
    misjudgements: names.flatMap((path, index) =>
      sources.map(({ name }, source) => ({ path, source: name, ...describeErrors(wrong[source][index]) })),
    ),
    measures,
    worths: [
      ...worth.map(({ columns, ...rest }): Worth => {
        return { ...rest, ...correctByPath(worldsApart.values(columns), sources.length) };
      }),
      coalitionWorth(worlds, worldsApart, paths, sources.length),
    ],
    orders:
      first?.kind === 'preference'
        ? orderBoth(worldsApart.values(first.columns), names, first.direction ?? 'minimize')
        : undefined,
    evaluations: worldsApart.evaluations,
  };
  return {
    settings: {
      ...{ paths: names, metrics: asked.map(({ name }) => name), sources: findings.sources, draws: plan.draws },
      left_out: Object.fromEntries(measures.map(({ name, leftOut }) => [name, leftOut])),
    },
    evaluations: worldsApart.evaluations,
    failures: worldsApart.failures,
    tables: perceptionTables(findings),
    json: (folder) => ({ folder, warnings: worlds.warnings, ...describePerception(findings) }),
    text: (text) => renderPerception(findings, text),
    hint: 'All parts: perception.csv, what the truth changes: transparency.csv; datapackage.json explains every column.',
  };
}

function tooFew(what: string): UsageError {
  return new UsageError(`perception: ${what}; at least ${LEAST_DRAWS} are needed, take more with --draws`);
}

/** The column that is named, or the risk that a ceasefire breaks, given one and at all. */
function measuresOf({ results }: Worlds, options: WorldsOptions): Measure[] {
  if (options.metric !== undefined || options.preference !== undefined) {
    const { name, column, unit, text, kind } = findObjective(results, options);
    const { meaning } = results.columns[column];
    return [
      {
        isRisk: false,
        name,
        unit,
        columns: [column],
        meaning: kind === 'output' || text === undefined ? meaning : text,
      },
    ];
  }
  const conditional = columnIndex(results, 'breakdown_given_ceasefire');
  return [
    {
      isRisk: true,
      name: 'breakdown_given_ceasefire',
      meaning: 'chance that a ceasefire breaks (renewed war, general war or nuclear use), if one comes',
      unit: 'probability',
      columns: [conditional],
    },
    {
      isRisk: true,
      name: 'breakdown',
      meaning: 'chance that a ceasefire comes and breaks: renewed_war + general_war + nuclear_use',
      unit: 'probability',
      columns: ['renewed_war', 'general_war', 'nuclear_use'].map((name) => columnIndex(results, name)),
    },
  ];
}

type WorthColumns = Pick<Worth, 'kind' | 'name' | 'label' | 'unit' | 'direction'> & {
  readonly columns: readonly number[];
};

/**
 * What is looked at when the truth is told: preferences, values of the players, and how it ends.
 * @param under the preference that comes first
 * @param errs whether she misjudges something: otherwise no world is played again only to learn what she really gets
 */
function worthColumns({ scenario, plan, results }: Worlds, under: string | undefined, errs: boolean): WorthColumns[] {
  const firstPreference = results.columns.length - plan.preferences.length;
  const shape = shapeOf(scenario, plan, errs);
  const output = (name: string) => {
    const column = columnIndex(shape, name);
    const { label, unit } = shape.columns[column];
    return { name, label, unit, columns: [column] };
  };
  return [
    ...withFirst(plan.preferences, under).map((preference): WorthColumns => {
      const { name, title, direction } = preference;
      return {
        kind: 'preference',
        name,
        label: title ?? name,
        unit: '',
        direction,
        columns: [firstPreference + plan.preferences.indexOf(preference)],
      };
    }),
    { kind: 'value', ...output('value_resolute'), direction: 'maximize' },
    { kind: 'value', ...output('value_irresolute'), direction: 'maximize' },
    ...(errs ? [{ kind: 'value', ...output('payoff_challenger'), direction: 'maximize' } as const] : []),
    { kind: 'expectation', ...output('value_challenger'), direction: undefined },
    ...[{ name: 'ceasefires' }, ...OUTCOMES].map(({ name }): WorthColumns => {
      return { kind: 'outcome', ...output(name), direction: undefined };
    }),
  ];
}

/** What the truth is worth to a coalition that does not know yet which type it is. */
function coalitionWorth(worlds: Worlds, { values }: Counterfactuals, paths: readonly number[], sources: number): Worth {
  const of = (name: string) => values([columnIndex(worlds.results, name)]);
  const [resolute, irresolute] = [of('value_resolute'), of('value_irresolute')];
  const resolve = paths.map((path) => parameterValues(worlds, path, 'coalition.resolve').first);
  const expected: ValuesBySet = resolute.map((set, index) =>
    set.map((ofPath, path) =>
      ofPath.map((value, draw) => {
        const share = resolve[path][draw];
        return share * value + (1 - share) * irresolute[index][path][draw];
      }),
    ),
  );
  return {
    ...{ kind: 'value', name: 'value_coalition', unit: 'utility', direction: 'maximize' },
    label: 'Value to the coalition, its types weighted by coalition.resolve',
    ...correctByPath(expected, sources),
  };
}
