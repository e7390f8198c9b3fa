/** `compare-solutions`: whether the verdict hangs on how the game is solved, in the same worlds. */
import type { Payoffs } from '../../analysis/payoffs.ts';
import { changesFrom, orderPaths } from '../../analysis/solutions/solution-order.ts';
import { splitVariance } from '../../analysis/solutions/variance-parts.ts';
import type { FailureCount } from '../../experiment/results.ts';
import { cutDraws, evaluateRows } from '../../experiment/row-evaluator.ts';
import type { SolutionsFindings } from '../../report/solutions/findings.ts';
import { describeSolutions } from '../../report/solutions/json.ts';
import { solutionTables } from '../../report/solutions/tables.ts';
import { renderSolutions } from '../../report/solutions/text.ts';
import { type Analysed, analyseWorlds } from '../analyse.ts';
import { askDecision } from '../decision.ts';
import type { Environment } from '../environment.ts';
import { UsageError } from '../errors.ts';
import { findPaths } from '../objective.ts';
import { showProgress } from '../progress.ts';
import { openExecutor, type Worlds } from '../worlds.ts';
import type { CompareSolutionsOptions } from './compare-solutions-options.ts';
import { meanResponse, pickSolutions, type SolutionConcept, solutionConcepts } from './solution-concepts.ts';

const LEAST_DRAWS = 20;

/**
 * Compares the solutions and prints what they come to.
 * @returns the exit code: 3 if some evaluations failed
 * @throws ScenarioError and UsageError for bad input, FolderError, WorkerError and Interrupted
 */
export function compareSolutions(options: CompareSolutionsOptions, environment: Environment): Promise<number> {
  return analyseWorlds('compare-solutions', options, environment, (worlds) => analyse(worlds, options, environment));
}

async function analyse(worlds: Worlds, options: CompareSolutionsOptions, environment: Environment): Promise<Analysed> {
  const { scenario, plan } = worlds;
  const asking = { command: 'compare-solutions', least: LEAST_DRAWS };
  // What is wrong with the question is said before the long part.
  const { column, pathIndices } = askDecision(worlds, options, asking);
  const { response, isGiven } = chooseResponse(worlds, options);
  const { kept, same } = pickSolutions(scenario, solutionConcepts(scenario, response), options.solutions);
  if (kept.length < 2) {
    const why = same.length > 0 ? `; the scenario has already what ${namesOf(same)} would assume` : '';
    throw new UsageError(`--solutions leaves nothing to compare with the scenario's own${why}`);
  }
  const weights = weightsOf(kept, options.weights);
  const evaluated = await evaluateSolutions(worlds, kept.slice(1), column, options, environment);

  const {
    decision,
    payoffs: own,
    draws,
  } = askDecision(worlds, options, {
    ...asking,
    isUsable: (draw) => evaluated.every(({ values }) => pathIndices.every((p) => Number.isFinite(values[p][draw]))),
  });
  const others = new Map(evaluated.map(({ name, values }) => [name, values]));
  const payoffsOf = ({ name }: SolutionConcept): Payoffs => {
    const values = others.get(name);
    if (values === undefined) return own;
    return { ...own, values: pathIndices.map((path) => Float64Array.from(draws, (draw) => values[path][draw])) };
  };
  const payoffs = kept.map(payoffsOf);
  const orders = payoffs.map(orderPaths);
  const [first, second] = orders[0].order;
  const resampling = { seed: plan.seed, resamples: options.resamples, weights };
  const split = (of: (one: Payoffs) => Float64Array) => splitVariance(payoffs.map(of), resampling);
  const valuesOf = (path: string) => (one: Payoffs) => one.values[decision.paths.indexOf(path)];
  const [ofFirst, ofSecond] = [valuesOf(first), valuesOf(second)];
  const findings: SolutionsFindings = {
    decision,
    solutions: kept.map(({ name, title, assumption, replacements }, index) => ({
      ...{ name, title, assumption, weight: weights[index] },
      values: replacements.map(({ id, value }) => ({ id, value: Number(value) })),
      changes: changesFrom(payoffs[0], payoffs[index]),
      ...orders[index],
    })),
    same: same.map(({ name }) => name),
    pair: [first, second],
    parts: [
      ...decision.paths.map((path) => ({ subject: path, ...split(valuesOf(path)) })),
      {
        subject: `${first} − ${second}`,
        ...split((one) => ofFirst(one).map((value, draw) => value - ofSecond(one)[draw])),
      },
    ],
    response: { value: response, isGiven },
    resamples: options.resamples,
  };
  const { name, direction } = decision.objective;
  return {
    settings: {
      ...{ objective: name, direction, paths: decision.paths, draws: decision.draws, left_out: decision.leftOut },
      solutions: kept.map((one, index) => ({ name: one.name, weight: weights[index] })),
      ...{ response, resamples: options.resamples },
    },
    evaluations: evaluated.length * plan.evaluations,
    failures: evaluated.map(({ name: cell, failures }) => ({ cell, failures })),
    tables: solutionTables(findings),
    json: (folder) => ({ folder, warnings: worlds.warnings, ...describeSolutions(findings) }),
    text: (text) => renderSolutions(findings, text),
    hint: 'All solutions and paths: solutions.csv; datapackage.json explains every column.',
  };
}

const namesOf = (concepts: readonly SolutionConcept[]): string => concepts.map(({ name }) => name).join(', ');

/** @throws UsageError if nothing says with which chance votes pass */
function chooseResponse({ plan, results }: Worlds, options: CompareSolutionsOptions) {
  if (options.response !== undefined) return { response: options.response, isGiven: true };
  const isWanted = options.solutions === undefined || options.solutions.includes('fixed_response');
  const response = meanResponse(results, findPaths(plan, options.paths));
  if (response !== undefined) return { response, isGiven: false };
  if (!isWanted) return { response: 0.5, isGiven: false };
  throw new UsageError(
    '--response is missing: nobody votes in the scenario, so that nothing says how often votes pass',
  );
}

/** @throws UsageError if a weight is for a solution that is not compared, or all are 0 */
function weightsOf(kept: readonly SolutionConcept[], given: ReadonlyMap<string, number>): number[] {
  const unused = [...given.keys()].find((name) => kept.every((one) => one.name !== name));
  if (unused !== undefined) {
    throw new UsageError(`--weights names ${unused}, which is not compared, must be of ${namesOf(kept)}`);
  }
  const weights = kept.map(({ name }) => given.get(name) ?? 1);
  const sum = weights.reduce((all, weight) => all + weight, 0);
  if (sum > 0) return weights.map((weight) => weight / sum);
  throw new UsageError('--weights gives no solution a weight above 0');
}

interface EvaluatedSolution {
  readonly name: string;
  /** For each path of the plan the objective by draws. */
  readonly values: readonly Float64Array[];
  readonly failures: FailureCount;
}

/** All draws of the plan under each solution, on the threads of one pool. */
async function evaluateSolutions(
  { scenario, plan, results }: Worlds,
  concepts: readonly SolutionConcept[],
  column: number,
  options: CompareSolutionsOptions,
  environment: Environment,
): Promise<EvaluatedSolution[]> {
  const { stderr, signal, now } = environment;
  const { draws, evaluations } = plan;
  const total = evaluations * concepts.length;
  const progress = showProgress(total, options.quiet || options.json ? undefined : stderr, now);
  const executor = openExecutor(scenario, plan, options, environment, draws * concepts.length);
  try {
    const found: EvaluatedSolution[] = [];
    for (const [index, { name, replacements }] of concepts.entries()) {
      const batches = cutDraws(draws, plan.paths.length).map((cut) => ({
        ...cut,
        replacements,
        rowOf: (draw: number) => draw,
      }));
      const { values, failures } = await evaluateRows(executor, batches, {
        ...{ paths: plan.paths.length, columns: results.columns.length, column, rows: draws, signal },
        onProgress: (done) => progress.update(index * evaluations + done),
      });
      found.push({ name, values, failures });
    }
    return found;
  } finally {
    await executor.close();
    progress.stop();
  }
}
