/** What worlds show of a scenario when they are played: what never matters, and what is the same everywhere. */
import { isTie } from '../../analysis/comparison.ts';
import { quantile, withoutMissing } from '../../analysis/statistics.ts';
import { OUTCOMES, OUTPUTS } from '../../deterrence/outputs.ts';
import type { Executor } from '../../experiment/executor.ts';
import type { Plan } from '../../experiment/plan.ts';
import type { Replacement } from '../../experiment/replace-values.ts';
import type { Chunk, Results } from '../../experiment/results.ts';
import { formatShort } from '../../report/number-text.ts';
import { commonQuantities } from '../../scenario/program.ts';
import type { Position, Scenario } from '../../scenario/scenario.ts';
import { type Finding, inDraws } from './deep-findings.ts';
import type { SampledWorlds } from './deep-samples.ts';

/** The ends between which a quantity is moved: quantiles of its values. */
const ENDS = [0.05, 0.95] as const;
/** Draws in which a quantity is moved that has done nothing in the first. */
const MORE_DRAWS = 9;
/** Probabilities that differ from 0 or 1 by less are there for all purposes. */
const NEGLIGIBLE = 1e-6;
/** Outputs that differ by less are the same: a share of them, or so much of nothing. */
const SAME = { relative: 1e-9, absolute: 1e-12 } as const;

/** A quantity with a distribution of its own, and the two values that it is given, on each path its own. */
export interface Movable {
  readonly id: string;
  readonly at: Position;
  readonly ends: readonly [low: number, high: number];
  readonly replacements: readonly [low: readonly Replacement[], high: readonly Replacement[]];
}

/** All quantities that can be moved; those whose two ends are the same move nothing and are findings. */
export function findMovables(
  scenario: Scenario,
  { quantities }: Pick<SampledWorlds, 'quantities'>,
): { movables: Movable[]; findings: Finding[] } {
  const common = commonQuantities(scenario);
  const ids = new Set([...common.keys(), ...scenario.paths.flatMap(({ parameters }) => [...parameters.keys()])]);
  const found = [...ids].flatMap((id) => moveOne(scenario, common, quantities, id) ?? []);
  const isFlat = ({ ends: [low, high] }: Movable) => low === high;
  return {
    movables: found.filter((one) => !isFlat(one)),
    findings: found.filter(isFlat).map(({ id, at, ends: [value] }) => ({
      check: 'no_effect',
      at,
      subject: id,
      found: `has a distribution, but its 5 % and its 95 % quantile are both ${formatShort(value, 4)}`,
      advice: 'write the number, or widen the distribution',
    })),
  };
}

function moveOne(
  scenario: Scenario,
  common: ReturnType<typeof commonQuantities>,
  quantities: ReadonlyMap<string, Float64Array>,
  id: string,
): Movable | undefined {
  const places = scenario.paths.flatMap(({ name, parameters }) => {
    const quantity = parameters.get(id) ?? common.get(id);
    const column = quantities.has(`${name}:${id}`) ? `${name}:${id}` : id;
    const isUncertain = quantity !== undefined && quantity.expression.distributionCount > 0 && quantities.has(column);
    return isUncertain ? [{ path: name, quantity, column }] : [];
  });
  if (places.length === 0) return undefined;
  const isShared = places.length === scenario.paths.length && places.every(({ column }) => column === id);
  const [first] = places;
  const valueAt = ({ quantity, column }: Pick<typeof first, 'quantity' | 'column'>, share: number): number => {
    const value = quantile(withoutMissing(quantities.get(column)!).sort(), share);
    return quantity.range?.integer ? Math.round(value) : value;
  };
  const asked = isShared ? [{ ...first, path: undefined }] : places;
  const replacementsAt = (share: number): Replacement[] =>
    asked.map((place) => ({ id, path: place.path, value: valueAt(place, share), at: place.quantity.at, exact: true }));
  const [low, high] = ENDS.map((share) => valueAt(first, share));
  return {
    ...{ id, at: first.quantity.at, ends: [low, high] },
    replacements: [replacementsAt(ENDS[0]), replacementsAt(ENDS[1])],
  };
}

/** Evaluations that moving all quantities takes, if most of them matter in the first draw. */
export function movingEvaluations(movables: readonly Movable[], { paths }: Plan): number {
  return 2 * movables.length * paths.length;
}

/**
 * Moves each quantity alone from its 5 % to its 95 % quantile, in one draw, and in some more those that have done nothing
 * in it. What does nothing to any output of any path in any of them is a finding.
 * @param onProgress called with the evaluations that are done
 */
export async function moveQuantities(
  executor: Executor,
  plan: Plan,
  columns: number,
  movables: readonly Movable[],
  onProgress: (done: number) => void,
): Promise<{ findings: Finding[]; evaluations: number }> {
  const more = Math.min(plan.draws, 1 + MORE_DRAWS);
  const findings: Finding[] = [];
  let evaluations = 0;
  const actsIn = async (movable: Movable, fromDraw: number, toDraw: number): Promise<boolean> => {
    const evaluate = (replacements: readonly Replacement[]) => executor.evaluate({ fromDraw, toDraw, replacements });
    const [low, high] = await Promise.all(movable.replacements.map(evaluate));
    evaluations += 2 * (toDraw - fromDraw) * plan.paths.length;
    onProgress(evaluations);
    for (const [end, { failures }] of [low, high].entries()) {
      if (failures.length > 0) findings.push(reportMovedFailure(movable, movable.ends[end], failures[0].error));
    }
    return low.failures.length + high.failures.length > 0 || differ(low, high, columns);
  };
  const idle = await keep(movables, async (one) => !(await actsIn(one, 0, 1)));
  const never = more > 1 ? await keep(idle, async (one) => !(await actsIn(one, 1, more))) : idle;
  const unmoved = never.map(({ id, at, ends: [low, high] }): Finding => {
    const from = `${formatShort(low, 3)} to ${formatShort(high, 3)}`;
    return {
      check: 'no_effect',
      at,
      subject: id,
      found: `moved alone from its 5 % to its 95 % quantile (${from}), it changes no output of any path ${inDraws(more, more)} that were tried`,
      advice: 'set what makes it matter, or take it out',
      draws: { count: more, of: more },
    };
  });
  return { findings: [...findings, ...unmoved], evaluations };
}

function reportMovedFailure({ id, at }: Movable, value: number, error: string): Finding {
  return {
    check: 'failure',
    at,
    subject: id,
    found: `moved alone to ${formatShort(value, 4)}, a draw fails: ${error}`,
    advice: 'see that all values fit together',
  };
}

/** Those for which something holds, all asked at the same time. */
async function keep<T>(items: readonly T[], holds: (item: T) => Promise<boolean>): Promise<T[]> {
  const held = await Promise.all(items.map(holds));
  return items.filter((_, index) => held[index]);
}

/** Whether any output of any path differs in any draw. */
function differ(a: Chunk, b: Chunk, columns: number): boolean {
  return a.values.some((value, index) => {
    if (index % columns >= OUTPUTS.length) return false;
    const other = b.values[index];
    if (Number.isNaN(value) || Number.isNaN(other)) return Number.isNaN(value) !== Number.isNaN(other);
    return Math.abs(value - other) > SAME.absolute + SAME.relative * Math.max(Math.abs(value), Math.abs(other));
  });
}

/** What evaluated worlds show: draws that fail, outcomes that are the same in all of them, and paths that always tie. */
export function findInResults(scenario: Scenario, results: Results): Finding[] {
  return [...findFailures(results), ...findCertainOutcomes(results), ...findTies(scenario, results)];
}

function findFailures({ failures, plan }: Results): Finding[] {
  if (failures.evaluations === 0) return [];
  return [
    {
      check: 'failure',
      at: undefined,
      subject: plan.title,
      found: `fails ${inDraws(failures.draws, plan.draws)}, first: ${failures.first[0].message}`,
      advice: 'mend the quantity that is named; the draws would be left out on every path',
      draws: { count: failures.draws, of: plan.draws },
    },
  ];
}

function findCertainOutcomes(results: Results): Finding[] {
  const { paths } = results.plan;
  return OUTCOMES.flatMap(({ name, label }, column): Finding[] => {
    const everywhere = paths.map((_, path) => {
      const values = withoutMissing(results.column(path, column));
      if (values.length === 0) return undefined;
      if (values.every((value) => value <= NEGLIGIBLE)) return 0;
      return values.every((value) => value >= 1 - NEGLIGIBLE) ? 1 : undefined;
    });
    return [0, 1].flatMap((end): Finding[] => {
      const names = paths.filter((_, path) => everywhere[path] === end).map((path) => path.name);
      if (names.length === 0) return [];
      const where = names.length === paths.length ? 'every path' : names.join(', ');
      return [
        {
          check: 'certain_outcome',
          at: undefined,
          subject: name,
          found: `${label} has a probability of ${end} (to one in a million) on ${where} ${inDraws(results.usable, results.usable)}`,
          advice: 'see whether that is meant; nothing that only moves this outcome can matter there',
          draws: { count: results.usable, of: results.usable },
        },
      ];
    });
  });
}

function findTies({ preferences }: Scenario, results: Results): Finding[] {
  const { paths } = results.plan;
  const first = results.columns.length - preferences.length;
  return preferences.flatMap(({ name, at }, index): Finding[] => {
    const values = paths.map((_, path) => results.column(path, first + index));
    const pairs = paths.flatMap((a, i) =>
      paths.slice(i + 1).flatMap((b, next) => {
        const other = values[i + 1 + next];
        const known = values[i].filter((value, draw) => Number.isFinite(value) && Number.isFinite(other[draw])).length;
        const tied = values[i].filter((value, draw) => isTie(value, other[draw])).length;
        return known > 0 && tied === known ? [{ names: `${a.name} and ${b.name}`, known }] : [];
      }),
    );
    return pairs.map(({ names, known }) => ({
      check: 'always_tied',
      at,
      subject: `preferences.${name}`,
      found: `${names} are worth the same ${inDraws(known, known)}`,
      advice: 'give weight to something in which they differ, or leave one of the paths out',
      draws: { count: known, of: known },
    }));
  });
}
