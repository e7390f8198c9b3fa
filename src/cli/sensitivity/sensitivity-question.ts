/** What `sensitivity` is asked, from its options: which number of which paths, and by which inputs it may be moved. */
import { meanInterval, moments, withoutMissing } from '../../analysis/statistics.ts';
import type { Plan } from '../../experiment/plan.ts';
import type { ResultShape, Results } from '../../experiment/results.ts';
import type { OutputSummary, Question, QuestionInput } from '../../report/sensitivity/question.ts';
import { UsageError } from '../errors.ts';
import { findInputs, type Input, pickInputs } from '../inputs.ts';
import { findObjective, findPaths, pathObjectives, type Subject } from '../objective.ts';
import type { Setting } from '../worlds.ts';
import type { InputChoice, SensitivityCommandOptions } from './sensitivity-options.ts';

/** A question with what is needed to answer it. */
export interface Asked {
  readonly question: Question;
  readonly inputs: readonly Input[];
  readonly column: number;
}

/**
 * The question that the options ask.
 * @param results of which the best two paths are taken where none are named; undefined where there are none
 * @throws UsageError if paths or objective are not known, or paths must be named
 */
export function askQuestion(
  { scenario, plan }: Pick<Setting, 'scenario' | 'plan'>,
  shape: ResultShape,
  options: SensitivityCommandOptions,
  results: Results | undefined,
): Asked {
  const objective = findObjective(shape, options);
  const isBestTwo = options.paths === undefined && plan.paths.length > 1;
  const subject = isBestTwo ? bestTwo(plan, objective, results) : namedSubject(plan, options.paths);
  const paths = subject.kind === 'path' ? [subject.path] : [subject.pathA, subject.pathB];
  const inputs = findInputs(scenario, plan, shape, paths);
  if (inputs.length === 0) {
    throw new UsageError(`${paths.join(' and ')}: nothing is uncertain there, so there is nothing to look at`);
  }
  const { column, ...shown } = objective;
  return {
    question: { plan, objective: shown, subject, isBestTwo, inputs: inputs.map(describeInput) },
    inputs,
    column,
  };
}

/** The same question of some of the inputs. */
export function narrowQuestion(asked: Asked, inputs: readonly Input[]): Asked {
  return { ...asked, inputs, question: { ...asked.question, inputs: inputs.map(describeInput) } };
}

function describeInput({ name, label, unit, quantity, correlated }: Input): QuestionInput {
  const basis = quantity.source !== undefined ? 'source' : quantity.judgement ? 'judgement' : 'nothing';
  return { name, label, unit, basis, correlated };
}

/** @throws UsageError unless one or two paths are named, or there is only one */
function namedSubject(plan: Plan, names: readonly string[] | undefined): Subject {
  const [a, b, ...more] = findPaths(plan, names).map((path) => plan.paths[path].name);
  if (more.length > 0) throw new UsageError(`--paths is ${names?.join(',')}, must name one path or two`);
  return b === undefined ? { kind: 'path', path: a } : { kind: 'difference', pathA: a, pathB: b };
}

/**
 * The two paths with the best means, the better one first: what the choice is between.
 * @throws UsageError if nothing says what is better, or there are no worlds to tell from
 */
function bestTwo(plan: Plan, objective: ReturnType<typeof findObjective>, results: Results | undefined): Subject {
  const names = plan.paths.map(({ name }) => name).join(', ');
  const { direction } = objective;
  if (direction === undefined || results === undefined) {
    const why =
      direction === undefined ? `nothing says which way ${objective.name} is better` : 'no worlds are known yet';
    throw new UsageError(`--path or --paths is missing, must name one or two of ${names}, since ${why}`);
  }
  const { paths, values } = pathObjectives(results, objective);
  if (values[0].length === 0) {
    throw new UsageError(
      `${objective.name}: has no value on some path in every world; name one with --path, of ${names}`,
    );
  }
  const sign = direction === 'minimize' ? 1 : -1;
  const [first, second] = paths
    .map((path, index) => ({ path, merit: sign * moments(values[index]).mean }))
    .sort((a, b) => a.merit - b.merit);
  return { kind: 'difference', pathA: first.path, pathB: second.path };
}

/**
 * The inputs that are chosen.
 * @param ranking positions of all inputs, the most important first; asked for only where the first so many are wanted
 * @throws UsageError
 */
export async function chooseInputs(
  inputs: readonly Input[],
  choice: InputChoice | undefined,
  ranking: () => Promise<readonly number[]>,
): Promise<readonly Input[]> {
  if (choice === undefined) return inputs;
  if ('names' in choice) return pickInputs(inputs, choice.names);
  const order = choice.top < inputs.length ? await ranking() : inputs.map((_, index) => index);
  return order.slice(0, choice.top).map((index) => inputs[index]);
}

/** Mean and spread of an output over worlds. */
export function summarise(values: Float64Array): OutputSummary {
  const there = withoutMissing(values);
  const { n, mean, se, sd } = moments(there);
  return { mean, se, sd, ...meanInterval({ n, mean, se, sd }), n, leftOut: values.length - n };
}
