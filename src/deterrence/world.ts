/** The input of one evaluation: everything that a draw fixes for one path. */
import { type AllowedRange, describeRange, isAllowed, PARAMETERS, parameterIndex } from './parameters.ts';

/** One member (or group of members) of the coalition, as it votes. */
export interface Member {
  readonly name: string;
  /** Voting weight, a whole number. */
  readonly weight: number;
  /** Added to the gap between acting and not acting, in utility. */
  readonly resolve: number;
  /** Subtracted from the gap per unit of backing that is missing, in utility. */
  readonly conditionality: number;
}

/** One rung of the escalation ladder. The entries of the top rung are not used: to enter it is the disaster. */
export interface Rung {
  readonly name: string;
  /** Chance that control is lost on this rung. */
  readonly risk: number;
  readonly costCoalition: number;
  readonly costChallenger: number;
}

/** A change of course that everybody foresees: from a year on other parameters hold, all of them in registry order. */
export interface WorldPhase {
  readonly fromYear: number;
  readonly parameters: Float64Array;
}

/** One world: parameters in registry order, the coalition and the ladder. */
export interface World {
  readonly parameters: Float64Array;
  /** What the parameters become later, in the order of the years (docs/model.md §2); none where the path keeps its course. */
  readonly phases?: readonly WorldPhase[];
  readonly members: readonly Member[];
  readonly ladder: readonly Rung[];
}

/** The reference coalition (docs/model.md §5). */
export const REFERENCE_MEMBERS: readonly Member[] = [{ name: 'Coalition', weight: 1, resolve: 0, conditionality: 15 }];

/** The reference ladder (docs/model.md §4.6). */
export const REFERENCE_LADDER: readonly Rung[] = [
  { name: 'limited retaliation', risk: 0.02, costCoalition: 4, costChallenger: 5 },
  { name: 'open clash', risk: 0.1, costCoalition: 16, costChallenger: 20 },
  { name: 'general war', risk: 0, costCoalition: 0, costChallenger: 0 },
];

/** What members and rungs may be (docs/model.md §9). */
export const MEMBER_COUNT: AllowedRange = { min: 1, max: 40, integer: true };
export const RUNG_COUNT: AllowedRange = { min: 2, max: 12, integer: true };
export const MEMBER_RANGES = {
  weight: { min: 0, max: 1000, integer: true },
  resolve: { min: -1e6, max: 1e6 },
  conditionality: { min: -1e6, max: 1e6 },
} as const satisfies Record<string, AllowedRange>;
export const RUNG_RANGES = {
  risk: { min: 0, max: 1, maxOpen: true },
  costCoalition: { min: 0, max: 1e6 },
  costChallenger: { min: 0, max: 1e6 },
} as const satisfies Record<string, AllowedRange>;

const MAX_PERIODS = 2000;

/**
 * Whether a parameter may change with a phase: not the clock and the solver, which a game has once, nor what holds when a
 * ceasefire begins, whenever that is.
 */
export function mayChange(id: string): boolean {
  return !/^(?:clock|solver)\./.test(id) && id !== 'coalition.resolve' && id !== 'challenger.misperception_resolve';
}

/** The world with other parameters, in every phase alike. @param change is handed copies, which it may alter */
export function withParameters(world: World, change: (parameters: Float64Array) => void): World {
  const changed = (parameters: Float64Array): Float64Array => {
    const copy = parameters.slice();
    change(copy);
    return copy;
  };
  const { phases } = world;
  return {
    ...world,
    parameters: changed(world.parameters),
    ...(phases && { phases: phases.map((phase) => ({ ...phase, parameters: changed(phase.parameters) })) }),
  };
}

/** Number of periods T = round(years / step). */
export function periodCount(years: number, stepYears: number): number {
  return Math.round(years / stepYears);
}

/** One thing that is wrong with a world: what, its value, and what would be allowed. */
export interface WorldFault {
  /** Parameter id, or `members.NAME.resolve`, `ladder[0].risk`, …. */
  readonly subject: string;
  readonly value: number;
  readonly allowed: string;
}

/**
 * Everything that the model does not accept in a world: values out of range, and values that do not go together.
 * Returns an empty list for a good world.
 */
export function worldFaults(world: World): WorldFault[] {
  const faults: WorldFault[] = [];
  const check = (subject: string, value: number, range: AllowedRange) => {
    if (!isAllowed(value, range)) faults.push({ subject, value, allowed: describeRange(range) });
  };
  PARAMETERS.forEach((p, index) => {
    check(p.id, world.parameters[index], p.range);
  });
  check('members', world.members.length, MEMBER_COUNT);
  for (const member of world.members) {
    check(`members.${member.name}.weight`, member.weight, MEMBER_RANGES.weight);
    check(`members.${member.name}.resolve`, member.resolve, MEMBER_RANGES.resolve);
    check(`members.${member.name}.conditionality`, member.conditionality, MEMBER_RANGES.conditionality);
  }
  const weight = world.members.reduce((sum, member) => sum + member.weight, 0);
  if (!(weight > 0)) faults.push({ subject: 'members', value: weight, allowed: 'weights with a sum above 0' });
  check('ladder', world.ladder.length, RUNG_COUNT);
  world.ladder.forEach((rung, index) => {
    check(`ladder[${index}].risk`, rung.risk, RUNG_RANGES.risk);
    check(`ladder[${index}].cost_coalition`, rung.costCoalition, RUNG_RANGES.costCoalition);
    check(`ladder[${index}].cost_challenger`, rung.costChallenger, RUNG_RANGES.costChallenger);
  });
  return [...faults, ...clockFaults(world.parameters), ...phaseFaults(world)];
}

/** What is wrong with the phases. A parameter of one is named `fortress.gain@3`, by the year from which it holds. */
function phaseFaults({ parameters, phases = [] }: World): WorldFault[] {
  const years = parameters[parameterIndex('clock.years')];
  let before = 0;
  return phases.flatMap(({ fromYear, parameters: later }) => {
    const faults: WorldFault[] = [];
    if (!(fromYear > before && fromYear < years)) {
      faults.push({
        subject: 'from_year',
        value: fromYear,
        allowed: `above ${before} and below clock.years = ${years}`,
      });
    }
    before = fromYear;
    PARAMETERS.forEach(({ id, range }, index) => {
      const subject = `${id}@${fromYear}`;
      const value = later[index];
      if (!isAllowed(value, range)) faults.push({ subject, value, allowed: describeRange(range) });
      else if (!mayChange(id) && value !== parameters[index]) {
        faults.push({ subject, value, allowed: `${parameters[index]} as at the start, since it cannot change` });
      }
    });
    const rates = clockFaults(later).filter(({ subject }) => mayChange(subject));
    return [...faults, ...rates.map((fault) => ({ ...fault, subject: `${fault.subject}@${fromYear}` }))];
  });
}

/** Values that are each allowed but do not go together (docs/model.md §1). */
export function clockFaults(parameters: Float64Array): WorldFault[] {
  const faults: WorldFault[] = [];
  const step = parameters[parameterIndex('clock.step_years')];
  const periods = periodCount(parameters[parameterIndex('clock.years')], step);
  if (!(periods >= 1 && periods <= MAX_PERIODS)) {
    faults.push({
      subject: 'clock.step_years',
      value: step,
      allowed: `a length that divides clock.years into 1 to ${MAX_PERIODS} periods`,
    });
  }
  for (const id of ['challenger.challenge_rate', 'ceasefire.offer_rate']) {
    const rate = parameters[parameterIndex(id)];
    // A rate of exactly 1/Δ is meant, whatever the rounding of its product with Δ.
    if (!(rate * step <= 1 + 1e-12)) {
      faults.push({ subject: id, value: rate, allowed: `at most 1 / clock.step_years = ${1 / step}` });
    }
  }
  return faults;
}
