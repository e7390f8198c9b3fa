/** `sensitivity --method tornado`: what each quantity alone does, and whether another path is then preferred. */
import { makeTornado, type TornadoEnds } from '../../analysis/sensitivity/tornado.ts';
import { quantile, withoutMissing } from '../../analysis/statistics.ts';
import { createModel } from '../../deterrence/model.ts';
import { isAllowed } from '../../deterrence/parameters.ts';
import { createContext } from '../../experiment/evaluate.ts';
import type { Replacement } from '../../experiment/replace-values.ts';
import { cutDraws, type RowBatch } from '../../experiment/row-evaluator.ts';
import { outputTable } from '../../report/sensitivity/tables.ts';
import { tornadoPathsTable, tornadoTable } from '../../report/sensitivity/tornado-tables.ts';
import { describeTornado, renderTornado, type TornadoFindings } from '../../report/sensitivity/tornado-text.ts';
import { commonQuantities } from '../../scenario/program.ts';
import type { Quantity } from '../../scenario/scenario.ts';
import type { Analysed } from '../analyse.ts';
import type { Environment } from '../environment.ts';
import type { Input } from '../inputs.ts';
import type { Setting } from '../worlds.ts';
import {
  evaluateBatches,
  type Prepared,
  prepareEvaluation,
  prepareSize,
  printPlan,
  subjectOfRows,
  uniformCount,
} from './sensitivity-evaluation.ts';
import type { SensitivityCommandOptions } from './sensitivity-options.ts';
import { summarise } from './sensitivity-question.ts';

/** Draws of the other quantities: none of their own where they are at their medians. */
function tornadoDraws(draws: number, { base }: Pick<SensitivityCommandOptions, 'base'>): number {
  return base === undefined ? 1 : Math.min(draws, base);
}

/** An input with the values that it is given at its two ends. */
interface Ends {
  readonly input: Input;
  readonly low: End;
  readonly high: End;
}

interface End {
  /** Its value on the path that its column shows. */
  readonly value: number;
  readonly replacements: readonly Replacement[];
}

/**
 * Makes a tornado.
 * @throws UsageError for bad input, and what evaluations throw
 */
export async function analyseTornado(
  setting: Setting,
  options: SensitivityCommandOptions,
  environment: Environment,
): Promise<Analysed> {
  const prepared = await prepareEvaluation(setting, options, environment, true);
  const { asked, chosen, plan } = prepared;
  const { question } = asked;
  const draws = tornadoDraws(plan.draws, options);
  const all = chosen.map((input) => endsOf(prepared, input, options));
  // A quantity whose ends are the same moves nothing.
  const ends = all.filter(({ low, high }) => low.value !== high.value);
  const steps: (readonly Replacement[])[] = [
    [],
    ...ends.flatMap(({ low, high }) => [low.replacements, high.replacements]),
  ];
  const batches = steps.flatMap((replacements, step) => batchesOf(prepared, replacements, step, draws, options));
  const { values, failures } = await evaluateBatches(prepared, batches, steps.length * draws, options, environment);

  const stepOf = (step: number) => values.map((ofPath) => ofPath.subarray(step * draws, (step + 1) * draws));
  const subjectAt = (step: number) => [subjectOfRows(question, plan, stepOf(step))];
  const direction = { direction: question.objective.direction ?? ('minimize' as const) };
  const endsFor = (of: (step: number) => readonly Float64Array[]): TornadoEnds[] =>
    ends.map(({ input }, index) => ({ parameter: input.name, low: of(2 * index + 1), high: of(2 * index + 2) }));
  const subject = makeTornado(subjectAt(0), endsFor(subjectAt), direction);
  const paths = makeTornado(stepOf(0), endsFor(stepOf), direction);
  const output = summarise(subjectAt(0)[0]);
  const findings: TornadoFindings = {
    ...{
      question,
      output,
      subject,
      paths,
      at: options.base === undefined ? 'median' : 'draws',
      draws,
      low: options.low,
      high: options.high,
    },
    ends: ends.map(({ input, low, high }) => ({ parameter: input.name, low: low.value, high: high.value })),
    same: all.filter((each) => !ends.includes(each)).map(({ input }) => input.name),
  };
  return {
    settings: {
      ...{ method: 'tornado', objective: question.objective.name, subject: question.subject, at: findings.at },
      ...{ draws, low: options.low, high: options.high, parameters: ends.map(({ input }) => input.name) },
    },
    evaluations: prepared.evaluations + steps.length * draws * plan.paths.length,
    failures: [...prepared.failures, { failures }],
    tables: [outputTable(question, output), tornadoTable(findings), tornadoPathsTable(findings)],
    json: (folder) => ({ folder, warnings: setting.warnings, ...describeTornado(findings) }),
    text: (text) => renderTornado(findings, { ...text, show: options.show }),
    hint: 'All quantities: tornado.csv; each path: tornado_paths.csv; datapackage.json explains every column.',
  };
}

/** Says how much a tornado would take. */
export function planTornado(setting: Setting, options: SensitivityCommandOptions, environment: Environment): void {
  const size = prepareSize(setting, options, true);
  const draws = tornadoDraws(size.plan.draws, options);
  const what = `Tornado: ${size.chosen.length} quantities, each at its ${options.low} and ${options.high} quantile, in ${draws} draws of the others.`;
  printPlan(size, (1 + 2 * size.chosen.length) * draws, [what], options, environment);
}

function batchesOf(
  prepared: Prepared,
  replacements: readonly Replacement[],
  step: number,
  draws: number,
  { base }: SensitivityCommandOptions,
): RowBatch[] {
  const rowOf = (draw: number) => step * draws + draw;
  if (base !== undefined) {
    return cutDraws(draws, prepared.plan.paths.length).map((cut) => ({ ...cut, replacements, rowOf }));
  }
  const uniforms = () => new Float64Array(uniformCount(prepared)).fill(0.5);
  return [{ fromDraw: 0, toDraw: 1, replacements, rowOf, uniforms }];
}

/**
 * The values of a quantity at its ends: quantiles of its distribution, on each path of its own where paths differ; of one
 * that is computed, or whose quantile is not allowed, quantiles of its values in the draws.
 */
function endsOf(prepared: Prepared, input: Input, { low, high }: SensitivityCommandOptions): Ends {
  const { scenario, shape } = prepared;
  const common = commonQuantities(scenario).get(input.id);
  const places = scenario.paths.flatMap(({ name, parameters }) => {
    const own = parameters.get(input.id);
    return own && own.expression.distributionCount > 0 ? [{ path: name, quantity: own }] : [];
  });
  const endAt = (u: number): End => {
    const quantileOf = (quantity: Quantity, columnName: string) => {
      const value = quantity.expression.distribution?.quantile(u);
      const isFine =
        value !== undefined && (quantity.range ? isAllowed(value, quantity.range) : Number.isFinite(value));
      return isFine ? value : quantileOfDraws(prepared, columnName, u);
    };
    const replacements: Replacement[] = [];
    // Paths that set the quantity themselves keep that: what holds elsewhere is not what holds there.
    const elsewhere = scenario.paths.filter(({ parameters }) => !parameters.has(input.id));
    if (common && common.expression.distributionCount > 0 && elsewhere.length > 0) {
      const value = quantileOf(common, input.id);
      const isEverywhere = elsewhere.length === scenario.paths.length;
      for (const path of isEverywhere ? [undefined] : elsewhere.map(({ name }) => name)) {
        replacements.push({ id: input.id, path, value, at: common.at, exact: true });
      }
    }
    for (const { path, quantity } of places) {
      const value = quantileOf(quantity, `${path}:${input.id}`);
      replacements.push({ id: input.id, path, value, at: quantity.at, exact: true });
    }
    return { value: quantileOf(input.quantity, shape.parameterColumns[input.column].name), replacements };
  };
  return { input, low: endAt(low), high: endAt(high) };
}

/** Draws by which the quantiles of a computed quantity are told. */
const QUANTILE_DRAWS = 500;

function quantileOfDraws({ scenario, plan, shape }: Prepared, columnName: string, u: number): number {
  const column = shape.parameterColumns.findIndex(({ name }) => name === columnName);
  const width = shape.parameterColumns.length;
  // What is sampled does not depend on the model, which need not be asked.
  const sampling = { ...createModel(), evaluate() {} };
  const draws = Math.min(plan.draws, QUANTILE_DRAWS);
  const { parameters } = createContext(scenario, plan, sampling).evaluateChunk(0, draws);
  const values = Float64Array.from({ length: draws }, (_, draw) => parameters[draw * width + column]);
  return quantile(withoutMissing(values).sort(), u);
}
