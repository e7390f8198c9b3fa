/**
 * Paths that change course. What a phase sets is a quantity of its own, named by the year from which it holds:
 * `fortress.gain@3`. What is computed from something that a phase changes is computed anew in it, from the same uniforms.
 */
import { PARAMETER_INDEX, PARAMETERS, type ParameterDefinition } from '../deterrence/parameters.ts';
import { mayChange } from '../deterrence/world.ts';
import type { Expression } from '../expression/expression.ts';
import type { Quantity, ScenarioPath } from './scenario.ts';

/** The name of a quantity of a phase: `fortress.gain@3`. */
export function phasedName(id: string, fromYear: number): string {
  return `${id}@${fromYear}`;
}

/** The quantity that a name stands for, and the year of the phase if it is that of one. */
export function splitPhased(name: string): { readonly id: string; readonly fromYear: number | undefined } {
  const at = name.lastIndexOf('@');
  const fromYear = Number(name.slice(at + 1));
  // Names of members may hold anything.
  if (at <= 0 || name.startsWith('members.') || !(fromYear > 0)) return { id: name, fromYear: undefined };
  return { id: name.slice(0, at), fromYear };
}

/** The registry's entry of a parameter, also of one that a phase sets; undefined for anything else. */
export function definitionOf(name: string): ParameterDefinition | undefined {
  const index = PARAMETER_INDEX.get(splitPhased(name).id);
  return index === undefined ? undefined : PARAMETERS[index];
}

/** Whether a path sets a parameter itself, from the start or in a phase. */
export function setsParameter({ parameters, phases }: ScenarioPath, id: string): boolean {
  return parameters.has(id) || phases.some((year) => parameters.has(phasedName(id, year)));
}

/** Which quantity has the place of another from a year on. */
export interface PhaseNames {
  readonly fromYear: number;
  nameOf(id: string): string;
}

/** Whether a quantity may be another in each phase. Members and rungs are what they are from the start. */
export function mayChangeWithPhase(id: string): boolean {
  return mayChange(id) && !/^(?:members\.|ladder\[)/.test(id);
}

/**
 * Adds to the quantities of a path what its phases change: what they set, and what is computed from that.
 * @param quantities those that hold from the start, by id, and those that phases set, by name; what follows is added
 * @returns the phases in their order, each with the names of what holds in it
 */
export function addPhases(quantities: Map<string, Quantity>, { parameters, phases }: ScenarioPath): PhaseNames[] {
  /** What holds in the phase before: its name, and the quantity as it was written. */
  let current = new Map<string, { readonly name: string; readonly written: Quantity }>();
  for (const [name, written] of quantities) {
    if (splitPhased(name).fromYear === undefined) current.set(name, { name, written });
  }
  return phases.map((fromYear) => {
    const own = (id: string) => parameters.get(phasedName(id, fromYear));
    const changed = new Set<string>();
    for (const name of parameters.keys()) {
      const split = splitPhased(name);
      if (split.fromYear === fromYear) changed.add(split.id);
    }
    for (let known = -1; known < changed.size; ) {
      known = changed.size;
      for (const [id, { written }] of current) {
        const reads = written.expression.references.some((name) => changed.has(name));
        if (reads && mayChangeWithPhase(id)) changed.add(id);
      }
    }
    const before = current;
    const nameOf = (id: string) => (changed.has(id) ? phasedName(id, fromYear) : (before.get(id)?.name ?? id));
    current = new Map(before);
    for (const id of changed) {
      const name = phasedName(id, fromYear);
      const written = own(id) ?? before.get(id)!.written;
      current.set(id, { name, written });
      const key = written.key ?? written.id;
      quantities.set(name, { ...written, id: name, key, expression: renamed(written.expression, nameOf) });
    }
    return { fromYear, nameOf };
  });
}

/** An expression that reads other names. */
function renamed(expression: Expression, nameOf: (id: string) => string): Expression {
  if (expression.references.every((id) => nameOf(id) === id)) return expression;
  return {
    ...expression,
    references: expression.references.map(nameOf),
    bind: (slotOf) => expression.bind((id) => slotOf(nameOf(id))),
  };
}
