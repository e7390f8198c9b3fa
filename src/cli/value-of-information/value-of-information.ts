/** `value-of-information`: what it would be worth to know more before a path is chosen, and how the choice hangs on a weight. */
import { evpi } from '../../analysis/information/evpi.ts';
import { type Evppi, groupEvppi, parameterEvppi } from '../../analysis/information/evppi.ts';
import { type UnsourcedShare, unsourcedShare } from '../../analysis/information/unsourced-share.ts';
import type { Payoffs } from '../../analysis/payoffs.ts';
import { regrets } from '../../analysis/robustness/regret.ts';
import { meanInterval, moments, wilsonInterval } from '../../analysis/statistics.ts';
import type {
  GroupFinding,
  InformationFindings,
  NestedFinding,
  ParameterFinding,
} from '../../report/information/findings.ts';
import { describeInformation } from '../../report/information/json.ts';
import { informationTables } from '../../report/information/tables.ts';
import { renderInformation } from '../../report/information/text.ts';
import { type Analysed, analyseWorlds } from '../analyse.ts';
import { type AskedDecision, askDecision } from '../decision.ts';
import type { Environment } from '../environment.ts';
import { UsageError } from '../errors.ts';
import { findInputs, type Input } from '../inputs.ts';
import type { Worlds } from '../worlds.ts';
import { moveWeight } from './moving-weight.ts';
import { checkNested, type NestedCheck, whyNotNested } from './nested-check.ts';
import { findGroups, findMembers, type InputGroup } from './value-groups.ts';
import type { InformationOptions } from './value-of-information-options.ts';

const LEAST_DRAWS = 30;
const LEAST_FOR_PARAMETERS = 100;
/** Each costs as many evaluations as there are inner and outer draws. */
const MOST_NESTED = 8;
/** Permutations for the noise of groups, whose regressions take long, and resamples of the share without source. */
const GROUP_PERMUTATIONS = 39;
const SHARE_RESAMPLES = 100;
/** The groups of the registry, which nobody has named, are reckoned from so many draws at most. */
const MOST_GROUP_DRAWS = 2000;

/**
 * Reckons the value of information and prints it.
 * @returns the exit code: 3 if some evaluations failed
 * @throws ScenarioError and UsageError for bad input, FolderError, WorkerError and Interrupted
 */
export function findValueOfInformation(options: InformationOptions, environment: Environment): Promise<number> {
  return analyseWorlds('value-of-information', options, environment, (worlds) => analyse(worlds, options, environment));
}

async function analyse(worlds: Worlds, options: InformationOptions, environment: Environment): Promise<Analysed> {
  const { plan, results } = worlds;
  const asked = askDecision(worlds, options, { command: 'value-of-information', least: LEAST_DRAWS });
  const { decision, payoffs } = asked;
  // Everything that the options say is checked before anything takes long.
  const inputs = findInputs(worlds.scenario, plan, results, decision.paths);
  const looked = options.parameters ? findMembers('parameters', inputs, options.parameters) : [...inputs.keys()];
  const groups = findGroups(inputs, options.groups);
  const toCheck = options.nested ? looked.map((i) => inputs[i]) : [];
  requireNestable(toCheck);
  const skipped: { what: string; reason: string }[] = [];
  const weight = moveWeight(worlds, asked, options.weight);
  if ('reason' in weight) skipped.push({ what: 'what the budget counts', reason: weight.reason });

  const isEnough = decision.draws >= LEAST_FOR_PARAMETERS && inputs.length > 0;
  if (!isEnough) {
    const reason =
      inputs.length === 0
        ? 'nothing is uncertain on these paths'
        : `it needs ${LEAST_FOR_PARAMETERS} draws, there are ${decision.draws}`;
    if (options.parameters !== undefined || options.groups?.length) {
      throw new UsageError(`value-of-information: ${reason}; take more with --draws`);
    }
    skipped.push({ what: 'what single quantities and groups are worth', reason });
  }
  const perfect = evpi(payoffs, { seed: plan.seed, resamples: options.resamples });
  const drawsOf = drawsOfInputs(worlds, asked, inputs);
  const parameters = isEnough && perfect.value > 0 ? valueParameters(drawsOf, looked, inputs, payoffs, plan.seed) : [];
  const checks: { readonly input: Input; readonly check: NestedCheck }[] = [];
  for (const input of toCheck) {
    const nested = options.nested!;
    checks.push({ input, check: await checkNested(worlds, input, asked, { ...options, nested }, environment) });
  }
  const findings: InformationFindings = {
    decision,
    evpi: perfect,
    ...standing(payoffs, perfect.best[0]),
    parameters,
    groups:
      isEnough && perfect.value > 0
        ? valueGroups(drawsOf, groups, inputs, groupPayoffs(payoffs, options), plan.seed, parameters)
        : [],
    unsourced:
      parameters.length > 0 && options.parameters === undefined
        ? shareWithoutSource(drawsOf, looked, inputs, payoffs, plan.seed)
        : undefined,
    nested: checks.map(({ input, check }): NestedFinding => ({ name: input.name, ...check })),
    weight: 'reason' in weight ? undefined : weight,
    skipped,
  };
  const { name, direction } = decision.objective;
  const tables = informationTables(findings);
  return {
    settings: {
      ...{ objective: name, direction, paths: decision.paths, draws: decision.draws, left_out: decision.leftOut },
      ...{ parameters: options.parameters ?? 'all', groups: options.groups ?? 'registry' },
      ...{ weight: options.weight ?? 'budget', nested: options.nested ?? 'none', resamples: options.resamples },
    },
    evaluations: checks.reduce((sum, { check }) => sum + check.evaluations, 0),
    failures: checks.map(({ check }) => check),
    tables,
    json: (folder) => ({ folder, warnings: worlds.warnings, ...describeInformation(findings) }),
    text: (text) => renderInformation(findings, { ...text, show: options.show }),
    hint: `Tables: ${tables.map(({ name: table }) => `${table}.csv`).join(', ')}; datapackage.json explains every column.`,
  };
}

/** @throws UsageError naming the quantity that cannot be held */
function requireNestable(inputs: readonly Input[]): void {
  if (inputs.length > MOST_NESTED) {
    throw new UsageError(
      `--nested: --parameters names ${inputs.length} quantities, at most ${MOST_NESTED} can be checked`,
    );
  }
  for (const input of inputs) {
    const reason = whyNotNested(input);
    if (reason !== undefined) throw new UsageError(`--nested: ${input.name} ${reason}`);
  }
}

/** The values of inputs in the draws that are used. */
function drawsOfInputs({ results }: Worlds, { draws }: AskedDecision, inputs: readonly Input[]) {
  return (index: number) => {
    const all = results.parameter(inputs[index].column);
    return { name: inputs[index].name, values: Float64Array.from(draws, (draw) => all[draw]) };
  };
}

type DrawsOf = ReturnType<typeof drawsOfInputs>;

const basisOf = ({ quantity }: Input): ParameterFinding['basis'] =>
  quantity.source !== undefined ? 'source' : quantity.judgement ? 'judgement' : 'nothing';

function byValue(a: Evppi, b: Evppi): number {
  return b.value - a.value || a.pValue - b.pValue;
}

function valueParameters(
  drawsOf: DrawsOf,
  looked: readonly number[],
  inputs: readonly Input[],
  payoffs: Payoffs,
  seed: string,
): ParameterFinding[] {
  const values = parameterEvppi(payoffs, looked.map(drawsOf), { seed });
  return values
    .map((value, i): ParameterFinding => {
      const input = inputs[looked[i]];
      return { ...value, label: input.label, basis: basisOf(input), correlated: input.correlated };
    })
    .sort(byValue);
}

/** Of all draws for groups that were named. */
function groupPayoffs(payoffs: Payoffs, { groups }: InformationOptions): Payoffs {
  if (groups !== undefined) return payoffs;
  return { ...payoffs, values: payoffs.values.map((values) => values.subarray(0, MOST_GROUP_DRAWS)) };
}

function valueGroups(
  drawsOf: DrawsOf,
  groups: readonly InputGroup[],
  inputs: readonly Input[],
  payoffs: Payoffs,
  seed: string,
  parameters: readonly ParameterFinding[],
): GroupFinding[] {
  return groups
    .map(({ name, members }): GroupFinding => {
      const own = members.map((i) => inputs[i]);
      const draws = payoffs.values[0].length;
      const first = members.map(drawsOf).map((of) => ({ ...of, values: of.values.subarray(0, draws) }));
      const group = { name, parameters: first };
      const alone = parameters.find((found) => own.some((input) => input.name === found.name));
      return {
        ...groupEvppi(payoffs, group, { seed, permutations: GROUP_PERMUTATIONS }),
        members: own.map((input) => input.name),
        draws,
        sourced: own.filter((input) => basisOf(input) === 'source').length,
        bestMember: alone && { name: alone.name, value: alone.value },
      };
    })
    .sort(byValue);
}

function shareWithoutSource(
  drawsOf: DrawsOf,
  looked: readonly number[],
  inputs: readonly Input[],
  payoffs: Payoffs,
  seed: string,
): UnsourcedShare {
  const flagged = looked.map((i) => ({ ...drawsOf(i), hasSource: basisOf(inputs[i]) === 'source' }));
  return unsourcedShare(payoffs, flagged, { seed, resamples: SHARE_RESAMPLES });
}

/** How often the best on average is not the best, and how far the second is behind. */
function standing(
  { paths, values, direction }: Payoffs,
  best: string,
): Pick<InformationFindings, 'notBest' | 'second'> {
  const sign = direction === 'maximize' ? 1 : -1;
  const gains = values.map((column) => column.map((value) => sign * value));
  const first = paths.indexOf(best);
  const draws = gains[0].length;
  const worse = regrets(gains)[first].filter((regret) => regret > 0).length;
  const [second] = gains
    .flatMap((column, path) =>
      path === first ? [] : [{ path, margin: moments(gains[first].map((gain, i) => gain - column[i])) }],
    )
    .sort((a, b) => a.margin.mean - b.margin.mean);
  return {
    notBest: { share: worse / draws, ...wilsonInterval(worse, draws) },
    second: second && { path: paths[second.path], margin: second.margin.mean, ...meanInterval(second.margin) },
  };
}
