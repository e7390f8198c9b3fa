/** `sensitivity --method sobol`: the variance of an output, split among inputs, groups of them, and their interactions. */
import {
  createSaltelliDesign,
  SALTELLI_INPUTS_MAX,
  saltelliRowsPerPoint,
} from '../../analysis/sensitivity/saltelli.ts';
import { sobolIndices } from '../../analysis/sensitivity/sobol-indices.ts';
import { uniformKeys } from '../../experiment/executor.ts';
import { sobolSecondTable, sobolTable } from '../../report/sensitivity/sobol-tables.ts';
import { describeSobol, renderSobol, type SobolFindings } from '../../report/sensitivity/sobol-text.ts';
import { outputTable } from '../../report/sensitivity/tables.ts';
import type { Analysed } from '../analyse.ts';
import { designBatches } from '../design-batches.ts';
import type { Environment } from '../environment.ts';
import { UsageError } from '../errors.ts';
import type { Input } from '../inputs.ts';
import type { Setting } from '../worlds.ts';
import {
  evaluateBatches,
  type Prepared,
  prepareEvaluation,
  prepareSize,
  printPlan,
  subjectOfRows,
} from './sensitivity-evaluation.ts';
import { type Factor, makeFactors } from './sensitivity-factors.ts';
import type { SensitivityCommandOptions } from './sensitivity-options.ts';
import { summarise } from './sensitivity-question.ts';

/** Points of the Sobol sequence are even if their number is a power of 2. */
const isPowerOfTwo = (points: number): boolean => Number.isInteger(points) && (points & (points - 1)) === 0;

function factorsOf(
  { asked, chosen }: Pick<Prepared, 'asked' | 'chosen'>,
  { parameters, groups }: SensitivityCommandOptions,
): Factor[] {
  return makeFactors(asked.inputs, parameters === undefined ? undefined : chosen, groups);
}

/** Says how much Sobol indices would take. */
export function planSobol(setting: Setting, options: SensitivityCommandOptions, environment: Environment): void {
  const size = prepareSize(setting, options, false);
  const factors = factorsOf(size, options);
  const perPoint = saltelliRowsPerPoint(factors.length, options.secondOrder);
  const what =
    `Sobol indices${options.secondOrder ? ' with second order' : ''} of ${factors.length} factors (inputs, groups, all others): ` +
    `${options.points} base points of ${perPoint} worlds each.`;
  printPlan(size, options.points * perPoint, [what], options, environment);
}

/**
 * Computes Sobol indices from a Saltelli design over the uniforms of the scenario.
 * @throws UsageError for bad input, and what evaluations throw
 */
export async function analyseSobol(
  setting: Setting,
  options: SensitivityCommandOptions,
  environment: Environment,
): Promise<Analysed> {
  const { points, secondOrder, resamples } = options;
  if (!isPowerOfTwo(points)) throw new UsageError(`--points is ${points}, must be a power of 2 such as 64 or 256`);
  const prepared = await prepareEvaluation(setting, options, environment, false);
  const { asked, scenario, plan } = prepared;
  const { question } = asked;
  const factors = factorsOf(prepared, options);
  const keys = uniformKeys(scenario, plan);
  const varied = factors.flatMap(({ uniforms }) => uniforms);
  if (varied.length > SALTELLI_INPUTS_MAX) {
    throw new UsageError(
      `--method sobol: ${varied.length} uniforms are to be varied, at most ${SALTELLI_INPUTS_MAX} can be`,
    );
  }
  let next = 0;
  const design = createSaltelliDesign({
    ...{ points, secondOrder, keys: varied.map((key) => keys[key]), shiftSeed: plan.seed },
    groups: factors.map(({ uniforms }) => uniforms.map(() => next++)),
  });
  const batches = designBatches(
    { points, rowsPerPoint: design.rowsPerPoint, inputs: varied.length, fill: design.fill },
    varied.map((key) => [key]),
    keys.length,
    plan.paths.length,
  );
  const { values, failures } = await evaluateBatches(prepared, batches, design.rows, options, environment);
  const rows = subjectOfRows(question, plan, values);
  const indices = sobolIndices(rows, { factors: factors.length, secondOrder, resamples, seed: plan.seed });
  const output = summarise(independentRows(rows, design.rowsPerPoint));
  const findings: SobolFindings = {
    ...{ question, output, indices, points },
    factors: factors.map(({ name, ids, input }) => ({
      name,
      ids,
      basis: question.inputs.find((each) => each.name === input?.name)?.basis,
    })),
    correlated: correlatedGroups(asked.inputs),
  };
  return {
    settings: {
      ...{ method: 'sobol', objective: question.objective.name, subject: question.subject, points, secondOrder },
      ...{ resamples, factors: factors.map(({ name, ids }) => ({ name, ids })), rows: design.rows },
    },
    evaluations: prepared.evaluations + design.rows * plan.paths.length,
    failures: [...prepared.failures, { failures }],
    tables: [outputTable(question, output), sobolTable(findings), ...(secondOrder ? [sobolSecondTable(findings)] : [])],
    json: (folder) => ({ folder, warnings: setting.warnings, ...describeSobol(findings) }),
    text: (text) => renderSobol(findings, { ...text, show: options.show }),
    hint: `All factors: sobol.csv${secondOrder ? '; pairs: sobol_second.csv' : ''}; datapackage.json explains every column.`,
  };
}

/** The outputs of A and B: the first and the last row of each point. */
function independentRows(rows: Float64Array, rowsPerPoint: number): Float64Array {
  return rows.filter((_, row) => row % rowsPerPoint === 0 || row % rowsPerPoint === rowsPerPoint - 1);
}

/** Ids that hang together by correlations, each group in the order of their uniforms: the first is as it is sampled. */
function correlatedGroups(inputs: readonly Input[]): string[][] {
  const byId = new Map(inputs.map((input) => [input.id, input]));
  const done = new Set<string>();
  return [...byId.keys()].flatMap((start) => {
    if (done.has(start)) return [];
    const group: string[] = [];
    const visit = (id: string): void => {
      const input = byId.get(id);
      if (input === undefined || done.has(id)) return;
      done.add(id);
      group.push(id);
      input.correlated.forEach(visit);
    };
    visit(start);
    const place = (id: string) => byId.get(id)?.uniforms[0] ?? 0;
    return group.length > 1 ? [group.sort((a, b) => place(a) - place(b))] : [];
  });
}
