/** The quantities of one path as a program: in an order in which each finds what it reads. */
import { PARAMETER_INDEX, PARAMETERS, referenceParameters } from '../deterrence/parameters.ts';
import { addPhases, type PhaseNames } from './phases.ts';
import type { Quantity, ScenarioMember, ScenarioPath, ScenarioRung } from './scenario.ts';

/** The parts of a scenario that hold quantities. */
export interface QuantityParts {
  readonly parameters: ReadonlyMap<string, Quantity>;
  readonly variables: ReadonlyMap<string, Quantity>;
  readonly members: readonly ScenarioMember[];
  readonly ladder: readonly ScenarioRung[];
}

export interface PathProgram {
  /** What holds on the path, by id, in a phase by its name there. Parameters that nobody sets are not in it. */
  readonly quantities: ReadonlyMap<string, Quantity>;
  /** Ids of the quantities, each after those that it reads. Quantities in a cycle are not in it. */
  readonly order: readonly string[];
  /** Ids whose values differ between draws. */
  readonly uncertain: ReadonlySet<string>;
  /** Position of every quantity in a vector of values: the parameters first, in registry order. */
  readonly slots: ReadonlyMap<string, number>;
  /** Ids of quantities that read themselves, each cycle beginning and ending with the same id. */
  readonly cycles: readonly (readonly string[])[];
  /** What has the place of what from the year of each phase on. */
  readonly phases: readonly PhaseNames[];
}

/** All quantities that hold where no path says otherwise, by id. */
export function commonQuantities(parts: QuantityParts): Map<string, Quantity> {
  const quantities = new Map<string, Quantity>([...parts.parameters, ...parts.variables]);
  for (const { resolve, conditionality } of parts.members) {
    quantities.set(resolve.id, resolve).set(conditionality.id, conditionality);
  }
  for (const { risk, costCoalition, costChallenger } of parts.ladder) {
    quantities.set(risk.id, risk).set(costCoalition.id, costCoalition).set(costChallenger.id, costChallenger);
  }
  return quantities;
}

/** Puts the quantities of a path in order. */
export function buildProgram(parts: QuantityParts, path: ScenarioPath): PathProgram {
  const quantities = commonQuantities(parts);
  for (const [id, quantity] of path.parameters) quantities.set(id, quantity);
  const phases = addPhases(quantities, path);
  const { order, cycles } = sortByReference(quantities.keys(), (id) => quantities.get(id)?.expression.references ?? []);
  const uncertain = new Set<string>();
  for (const id of order) {
    const { distributionCount, references } = quantities.get(id)!.expression;
    if (distributionCount > 0 || references.some((name) => uncertain.has(name))) uncertain.add(id);
  }
  const slots = new Map<string, number>(PARAMETER_INDEX);
  for (const id of quantities.keys()) if (!slots.has(id)) slots.set(id, slots.size);
  return { quantities, order, uncertain, slots, cycles, phases };
}

/** Where an expression finds the quantity of a name. The names have been checked when the scenario was loaded. */
export function slotIn(program: PathProgram, name: string): number {
  const slot = program.slots.get(name);
  if (slot === undefined) throw new RangeError(`${name} is neither a parameter nor a variable of the scenario`);
  return slot;
}

/** Where the parameters of a phase stand in a vector of values, in registry order. */
export function slotsOfPhase(program: PathProgram, { nameOf }: PhaseNames): Int32Array {
  return Int32Array.from(PARAMETERS, ({ id }) => slotIn(program, nameOf(id)));
}

const NO_UNIFORMS = new Float64Array(0);

/** A vector of values that holds reference values and everything that is certain on the path; the rest is NaN. */
export function certainValues(program: PathProgram): Float64Array {
  const values = new Float64Array(program.slots.size).fill(Number.NaN);
  values.set(referenceParameters());
  for (const id of program.order) {
    const slot = slotIn(program, id);
    if (program.uncertain.has(id)) values[slot] = Number.NaN;
    else {
      const evaluate = program.quantities.get(id)!.expression.bind((name) => slotIn(program, name));
      values[slot] = evaluate(values, NO_UNIFORMS, 0);
    }
  }
  return values;
}

/** Number of parameters: where they end in a vector of values. */
export const PARAMETER_COUNT: number = PARAMETERS.length;

/**
 * Orders names so that each comes after those that it refers to; references to other names are ignored.
 * @returns the order without the names that are in a cycle or depend on one, and the cycles that were met
 */
export function sortByReference(
  names: Iterable<string>,
  referencesOf: (name: string) => readonly string[],
): { order: string[]; cycles: string[][] } {
  const all = new Set(names);
  const order: string[] = [];
  const cycles: string[][] = [];
  const state = new Map<string, 'open' | 'sorted' | 'broken'>();
  const trail: string[] = [];
  const visit = (name: string): boolean => {
    const known = state.get(name);
    if (known === 'open') cycles.push([...trail.slice(trail.indexOf(name)), name]);
    if (known !== undefined) return known === 'sorted';
    state.set(name, 'open');
    trail.push(name);
    let sorted = true;
    for (const reference of referencesOf(name)) {
      if (all.has(reference) && !visit(reference)) sorted = false;
    }
    trail.pop();
    state.set(name, sorted ? 'sorted' : 'broken');
    if (sorted) order.push(name);
    return sorted;
  };
  for (const name of all) visit(name);
  return { order, cycles };
}
