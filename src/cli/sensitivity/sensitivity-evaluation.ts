/** What the methods of `sensitivity` that evaluate worlds of their own do alike. */
import { availableParallelism } from 'node:os';
import { rankDrawsMin, rankIndices } from '../../analysis/sensitivity/ranks.ts';
import { withoutMissing } from '../../analysis/statistics.ts';
import { shapeOf } from '../../experiment/evaluate.ts';
import { uniformKeys } from '../../experiment/executor.ts';
import { type Plan, planRun } from '../../experiment/plan.ts';
import type { ResultShape, Results } from '../../experiment/results.ts';
import { type EvaluatedRows, evaluateRows, type RowBatch } from '../../experiment/row-evaluator.ts';
import { byMerit } from '../../report/sensitivity/tables.ts';
import { narrowScenario } from '../../scenario/narrow.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { sayTime, secondsPerEvaluation } from '../calibration.ts';
import type { Environment } from '../environment.ts';
import { UsageError } from '../errors.ts';
import type { FailedPart } from '../failures.ts';
import { findInputs, type Input, pickInputs } from '../inputs.ts';
import { subjectValues } from '../objective.ts';
import { showProgress } from '../progress.ts';
import { VERSION } from '../version.ts';
import { evaluateWorlds, openExecutor, openWorlds, type Setting } from '../worlds.ts';
import type { SensitivityCommandOptions } from './sensitivity-options.ts';
import { type Asked, askQuestion, chooseInputs } from './sensitivity-question.ts';

/** A question with the scenario in which it will be answered. */
export interface Prepared {
  readonly asked: Asked;
  /** Those that are varied for themselves, out of those of the question. */
  readonly chosen: readonly Input[];
  readonly scenario: Scenario;
  readonly plan: Plan;
  readonly shape: ResultShape;
  /** Evaluations that were made to find out which paths and inputs to look at, and what of the worlds seen has failed. */
  readonly evaluations: number;
  readonly failures: readonly FailedPart[];
}

/**
 * Finds out what is to be evaluated. The draws of the source are evaluated, or read, only if best paths or most important
 * inputs are to be found by them.
 * @param allPaths whether all paths are evaluated, or only those of the subject
 * @throws UsageError and what `openWorlds` throws
 */
export async function prepareEvaluation(
  setting: Setting,
  options: SensitivityCommandOptions,
  environment: Environment,
  allPaths: boolean,
): Promise<Prepared> {
  let known: Promise<Results> | undefined;
  const results = () => {
    known ??=
      setting.source.folder === undefined
        ? evaluateWorlds(setting, options, environment)
        : openWorlds(options.scenario, options, environment).then((worlds) => worlds.results);
    return known;
  };
  const whole = shapeOf(setting.scenario, setting.plan);
  const isOpen = options.paths === undefined && setting.plan.paths.length > 1;
  const asked = askQuestion(setting, whole, options, isOpen ? await results() : undefined);
  const chosen = await chooseInputs(asked.inputs, options.parameters, async () => {
    const worlds = await results();
    const output = subjectValues(worlds, asked, asked.question.subject);
    return rankInputs(worlds, asked.inputs, output);
  });
  const { subject } = asked.question;
  const paths = subject.kind === 'path' ? [subject.path] : [subject.pathA, subject.pathB];
  const evaluations = known !== undefined && setting.source.folder === undefined ? setting.plan.evaluations : 0;
  const failures = known === undefined ? [] : [{ failures: (await known).failures }];
  if (allPaths) {
    // Single histories, which a run may have played, are of no use here.
    const plan = { ...setting.plan, histories: 0 };
    return { asked, chosen, scenario: setting.scenario, plan, shape: whole, evaluations, failures };
  }
  const scenario = narrowScenario(setting.scenario, { paths });
  const plan = planRun(scenario, { version: VERSION, histories: 0 });
  const shape = shapeOf(scenario, plan);
  // In a scenario with fewer paths, columns and uniforms may stand elsewhere.
  const again = findInputs(scenario, plan, shape, paths);
  const found = (inputs: readonly Input[]) =>
    again.filter(({ id, quantity }) => inputs.some((input) => input.id === id && input.quantity === quantity));
  return {
    asked: { ...asked, inputs: found(asked.inputs) },
    chosen: found(chosen),
    scenario,
    plan,
    shape,
    evaluations,
    failures,
  };
}

/**
 * The same without evaluating anything, to say how much there would be to do: where the best two paths are not known yet,
 * two others stand for them, and where the most important inputs are not, the first.
 */
export function prepareSize(
  setting: Setting,
  options: SensitivityCommandOptions,
  allPaths: boolean,
): Pick<Prepared, 'asked' | 'chosen' | 'scenario' | 'plan'> {
  const { scenario, plan } = setting;
  const paths = options.paths ?? plan.paths.slice(0, 2).map(({ name }) => name);
  const asked = askQuestion(setting, shapeOf(scenario, plan), { ...options, paths }, undefined);
  const choice = options.parameters;
  const chosen =
    choice === undefined
      ? asked.inputs
      : 'names' in choice
        ? pickInputs(asked.inputs, choice.names)
        : asked.inputs.slice(0, choice.top);
  if (allPaths) return { asked, chosen, scenario, plan };
  const narrowed = narrowScenario(scenario, { paths });
  return { asked, chosen, scenario: narrowed, plan: planRun(narrowed, { version: VERSION, histories: 0 }) };
}

/** By rank regression where there are enough draws for it, else by the rank correlation of each alone; the first matter most. */
function rankInputs(results: Results, inputs: readonly Input[], output: Float64Array): readonly number[] {
  const draws = withoutMissing(output).length;
  const settings = { resamples: RANK_RESAMPLES, seed: results.plan.seed };
  const values = inputs.map((input) => results.parameter(input.column));
  if (draws < rankDrawsMin(1)) {
    throw new UsageError(
      `--parameters top: needs ${rankDrawsMin(1)} draws to tell which matter most, there are ${draws}`,
    );
  }
  const indices =
    draws >= rankDrawsMin(inputs.length)
      ? rankIndices(values, output, settings).indices
      : values.flatMap((value) => rankIndices([value], output, settings).indices);
  return byMerit(indices.map(({ partial }) => Math.abs(partial.value)));
}

/** As few as may be: only the order is asked for. */
const RANK_RESAMPLES = 40;

/** Evaluates batches with a progress bar. Throws what `evaluateRows` throws. */
export async function evaluateBatches(
  { scenario, plan, shape, asked }: Pick<Prepared, 'scenario' | 'plan' | 'shape' | 'asked'>,
  batches: readonly RowBatch[],
  rows: number,
  options: SensitivityCommandOptions,
  environment: Environment,
): Promise<EvaluatedRows> {
  const { stderr, signal, now } = environment;
  const paths = plan.paths.length;
  const draws = batches.reduce((sum, { fromDraw, toDraw }) => sum + toDraw - fromDraw, 0);
  const executor = openExecutor(scenario, plan, options, environment, draws);
  const progress = showProgress(draws * paths, options.quiet || options.json ? undefined : stderr, now, {
    who: executor.describeWorkers,
  });
  try {
    return await evaluateRows(executor, batches, {
      ...{ paths, columns: shape.columns.length, column: asked.column, rows, signal },
      onProgress: progress.update,
    });
  } finally {
    await executor.close();
    progress.stop();
  }
}

/** The subject of a question from its paths' values, row by row. */
export function subjectOfRows(
  { subject }: Asked['question'],
  { paths }: Plan,
  values: readonly Float64Array[],
): Float64Array {
  const of = (name: string) => values[paths.findIndex((path) => path.name === name)];
  if (subject.kind === 'path') return of(subject.path);
  const others = of(subject.pathB);
  return of(subject.pathA).map((value, row) => value - others[row]);
}

/** Number of uniforms of a draw. */
export function uniformCount({ scenario, plan }: Pick<Prepared, 'scenario' | 'plan'>): number {
  return uniformKeys(scenario, plan).length;
}

/**
 * Says how many evaluations a method would take and how long, and what it would do. Evaluates a few draws to see how long
 * they take, and keeps nothing of them.
 * @param what each line that says what would be done
 */
export function printPlan(
  { scenario, plan }: Pick<Prepared, 'scenario' | 'plan'>,
  worlds: number,
  what: readonly string[],
  { jobs, json }: SensitivityCommandOptions,
  { stdout, now }: Environment,
): void {
  const evaluations = worlds * plan.paths.length;
  const threads = jobs ?? availableParallelism();
  const perEvaluation = secondsPerEvaluation(scenario, plan, now);
  const seconds = (evaluations * perEvaluation) / threads;
  if (json) {
    stdout.write(`${JSON.stringify({ what, worlds, evaluations, estimate: { jobs: threads, seconds } }, null, 2)}\n`);
    return;
  }
  const lines = [
    ...what,
    `${worlds} worlds × ${plan.paths.length} paths: ${evaluations} evaluations.`,
    `Estimated time: ${sayTime(seconds)} on ${threads} thread${threads === 1 ? '' : 's'} (${(1000 * perEvaluation).toFixed(1)} ms an evaluation).`,
    'Nothing was run.',
  ];
  stdout.write(`${lines.join('\n')}\n`);
}
