/** Which worlds `discover` is to describe, from its options, and by which quantities. */
import type { LabelledWorlds } from '../../analysis/discovery/labelled-worlds.ts';
import { moments, withoutMissing } from '../../analysis/statistics.ts';
import { sayObjective } from '../../report/decision/decision.ts';
import type { DiscoveryInput, DiscoveryQuestion } from '../../report/discovery/findings.ts';
import { UsageError } from '../errors.ts';
import { findInputs, type Input, pickInputs } from '../inputs.ts';
import { findObjective, findPaths, pathObjectives, requireDirection } from '../objective.ts';
import { applyRequirement, UNDECIDED } from '../requirements.ts';
import type { Worlds } from '../worlds.ts';
import type { DiscoverOptions } from './discover-options.ts';

/** Worlds with their labels, and what they mean. */
export interface AskedDiscovery {
  readonly question: DiscoveryQuestion;
  readonly data: LabelledWorlds;
  readonly leftOut: number;
}

/** Labels by draw, `UNDECIDED` where there is none, and the paths that they come from. */
interface Labels extends Pick<DiscoveryQuestion, 'about' | 'condition' | 'kind' | 'judgement'> {
  readonly marks: Uint8Array;
  readonly paths: readonly string[];
}

/**
 * The question that the options ask, with its worlds.
 * @throws UsageError for names that are not known, where a path must be named, or where the condition holds in no world
 *   or in all
 */
export function askDiscovery(worlds: Worlds, options: DiscoverOptions): AskedDiscovery {
  const { scenario, plan, results } = worlds;
  const { marks, paths, ...asked } = labelWorlds(worlds, options);
  const all = findInputs(scenario, plan, results, paths);
  const inputs = 'top' in options.parameters ? all : pickInputs(all, options.parameters.names);
  if (inputs.length === 0) {
    throw new UsageError(
      `${paths.join(' and ')}: nothing is uncertain there, so there is nothing to describe worlds by`,
    );
  }
  const values = inputs.map(({ column }) => results.parameter(column));
  const kept = Uint32Array.from(marks.keys()).filter(
    (draw) => marks[draw] !== UNDECIDED && values.every((column) => Number.isFinite(column[draw])),
  );
  const data: LabelledWorlds = {
    parameters: inputs.map(({ name }) => name),
    columns: values.map((column) => Float64Array.from(kept, (draw) => column[draw])),
    ofInterest: Uint8Array.from(kept, (draw) => marks[draw]),
  };
  requireWorlds(plan.draws, data);
  requireBothKinds(asked.condition, data);
  return {
    question: { plan, ...asked, inputs: inputs.map((input, index) => describeInput(input, values[index])) },
    data,
    leftOut: plan.draws - kept.length,
  };
}

function labelWorlds(worlds: Worlds, options: DiscoverOptions): Labels {
  if (options.where !== undefined) return labelWhere(worlds, options.where, options.paths);
  return labelChoice(worlds, options);
}

function labelWhere({ plan, results }: Worlds, where: string, named: readonly string[] | undefined): Labels {
  const [path, ...more] = findPaths(plan, named);
  if (more.length > 0) {
    const names = plan.paths.map(({ name }) => name).join(', ');
    throw new UsageError(`--path is missing, must name the path on which ${where}, of ${names}`);
  }
  const { name } = plan.paths[path];
  const [marks] = applyRequirement(results, where, [path], '--where').marks;
  const condition = `${where} on ${name}`;
  return {
    marks,
    paths: [name],
    condition,
    about: { kind: 'where', where, path: name },
    kind: 'where',
    judgement: undefined,
  };
}

/** Worlds in which the first of two paths is worse, or the one that is best on average is not the best. */
function labelChoice({ plan, results }: Worlds, options: DiscoverOptions): Labels {
  const objective = findObjective(results, options);
  const direction = requireDirection(objective);
  const names = options.worse ?? options.paths;
  const { paths, draws, values, leftOut } = pathObjectives(results, objective, findPaths(plan, names));
  if (paths.length < 2) {
    throw new UsageError(`${paths[0]} is the only path, so none is better; say with --where which worlds are meant`);
  }
  if (draws.length === 0) {
    throw new UsageError(`${objective.name} has no value on some path in every world; take another --metric`);
  }
  const sign = direction === 'minimize' ? 1 : -1;
  const means = values.map((column) => sign * moments(column).mean);
  const looked = options.worse ? 0 : means.indexOf(Math.min(...means));
  const marks = new Uint8Array(plan.draws).fill(UNDECIDED);
  draws.forEach((draw, index) => {
    // What is as good is not better.
    marks[draw] = Number(values.some((column) => sign * column[index] < sign * values[looked][index]));
  });
  const condition = options.worse
    ? `${paths[0]} does worse than ${paths[1]} under ${objective.name}`
    : `${paths[looked]}, the best on average under ${objective.name}, is not the best of ${paths.length}`;
  const judgement = sayObjective({ plan, objective: { ...objective, direction }, paths, draws: draws.length, leftOut });
  const about = options.worse
    ? ({ kind: 'worse', path: paths[0], other: paths[1], metric: objective.name } as const)
    : ({ kind: 'not best', path: paths[looked], among: paths.length, metric: objective.name } as const);
  return { marks, paths, condition, about, kind: about.kind, judgement };
}

/** Fewest worlds that are worth looking at. */
const LEAST_WORLDS = 50;

function requireWorlds(draws: number, { ofInterest: { length: worlds } }: LabelledWorlds): void {
  if (worlds >= LEAST_WORLDS) return;
  const why = worlds < draws ? ` of ${draws}, the others failed or have no value` : '';
  throw new UsageError(
    `discover: ${worlds} worlds can be used${why}; at least ${LEAST_WORLDS} are needed, take more with --draws`,
  );
}

function requireBothKinds(condition: string, { ofInterest }: LabelledWorlds): void {
  const worlds = ofInterest.length;
  const count = ofInterest.reduce((sum, label) => sum + label, 0);
  if (count > 0 && count < worlds) return;
  const how = count === 0 ? `holds in 0 of ${worlds} worlds` : `holds in all ${worlds} worlds`;
  throw new UsageError(`discover: ${condition}: ${how}, must hold in some and not in others; ask for something else`);
}

function describeInput({ name, label, unit, quantity }: Input, values: Float64Array): DiscoveryInput {
  const { distribution } = quantity.expression;
  const basis = quantity.source !== undefined ? 'source' : quantity.judgement ? 'judgement' : 'nothing';
  return {
    name,
    label,
    unit,
    basis,
    quantile: distribution ? (value) => distribution.cdf(value) : empiricalShare(values),
  };
}

function empiricalShare(values: Float64Array): (value: number) => number {
  const sorted = withoutMissing(values).sort();
  return (value) => sorted.filter((each) => each <= value).length / sorted.length;
}
