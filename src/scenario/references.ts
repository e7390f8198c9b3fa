/** Checks what expressions of quantities refer to, and how the quantities hang together on every path. */

import { describeRange, isAllowed, PARAMETER_INDEX, PARAMETERS, parameterIndex } from '../deterrence/parameters.ts';
import { clockFaults } from '../deterrence/world.ts';
import { unknownName } from './names.ts';
import { mayChangeWithPhase, splitPhased } from './phases.ts';
import { buildProgram, certainValues, type PathProgram, type QuantityParts, slotIn, slotsOfPhase } from './program.ts';
import type { Position, Quantity, ScenarioPath } from './scenario.ts';
import { child, type Faults, type SourceNode, showText } from './source.ts';

/** The clock is read before the first draw: timelines of different draws and paths could not be compared otherwise. */
const CLOCK = ['clock.years', 'clock.step_years'] as const;

/** Where a word stands in the text of a node; the node itself if it is not found. */
export function locateWord(node: SourceNode | undefined, word: string): Position | undefined {
  const scalar = node?.kind === 'map' ? child(node, 'value') : node;
  if (scalar?.kind !== 'scalar') return node?.at;
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const found = new RegExp(`(?<![\\w.])${escaped}(?![\\w.])`).exec(scalar.text);
  return found ? scalar.locate(found.index) : scalar.at;
}

/** Adds a fault for every name that is neither a parameter nor a variable. */
export function checkReferences(
  quantity: Quantity,
  node: SourceNode,
  subject: string,
  variables: ReadonlySet<string>,
  faults: Faults,
): void {
  for (const name of quantity.expression.references) {
    if (PARAMETER_INDEX.has(name) || variables.has(name)) continue;
    const message = unknownName('parameter or variable', name, [...variables, ...PARAMETER_INDEX.keys()]);
    faults.add(locateWord(node, name), `${subject}: ${message}`);
  }
}

/** Adds a fault for every cycle, on every path; the same cycle is named once. */
export function checkCycles(parts: QuantityParts, paths: readonly ScenarioPath[], faults: Faults): void {
  for (const path of paths) {
    const { cycles, quantities } = buildProgram(parts, path);
    for (const cycle of cycles) {
      const where = cycle.some((id) => path.parameters.has(id)) ? ` on path ${path.name}` : '';
      faults.add(quantities.get(cycle[0])?.at, `${cycle[0]}: a cycle${where}: ${cycle.join(' → ')}`);
    }
  }
}

/** Adds a fault for every quantity that holds from the start and reads something that a phase changes. */
export function checkPhases(parts: QuantityParts, paths: readonly ScenarioPath[], faults: Faults): void {
  for (const path of paths.filter(({ phases }) => phases.length > 0)) {
    const { phases, quantities } = buildProgram(parts, path);
    for (const { fromYear, nameOf } of phases) {
      for (const [name, { expression, at }] of quantities) {
        if (splitPhased(name).fromYear !== undefined || mayChangeWithPhase(name)) continue;
        const read = expression.references.find((reference) => nameOf(reference) !== reference);
        if (read === undefined) continue;
        const why = `reads ${read}, which changes in year ${fromYear} on path ${path.name}`;
        faults.add(at, `${name}: ${why}; must not, since it is fixed from the start`);
      }
    }
  }
}

/**
 * Checks what can be known before the first draw: certain values that are computed from others, and the clock.
 * The quantities must be free of unknown names and cycles.
 */
export function checkCertainValues(parts: QuantityParts, paths: readonly ScenarioPath[], faults: Faults): void {
  const clocks: { path: ScenarioPath; program: PathProgram; values: Float64Array }[] = [];
  for (const path of paths) {
    const program = buildProgram(parts, path);
    const values = certainValues(program);
    for (const id of program.order) checkCertain(program, id, values[slotIn(program, id)], path, faults);
    checkClock(program, values, path, faults);
    clocks.push({ path, program, values });
  }
  const [first] = clocks;
  for (const { path, program, values } of clocks) {
    for (const id of CLOCK) {
      const [value, expected] = [values[parameterIndex(id)], first.values[parameterIndex(id)]];
      if (Number.isFinite(value) && Number.isFinite(expected) && value !== expected) {
        const at = program.quantities.get(id)?.at;
        faults.add(
          at,
          `${id}: ${value} on path ${path.name} but ${expected} on path ${first.path.name}; must be the same on all paths`,
        );
      }
    }
  }
}

function checkCertain(program: PathProgram, id: string, value: number, path: ScenarioPath, faults: Faults): void {
  const { expression, range, at } = program.quantities.get(id)!;
  if (program.uncertain.has(id)) return;
  const subject = path.parameters.has(id) ? `${path.name}:${id}` : id;
  const where = path.parameters.has(id) ? '' : ` on path ${path.name}`;
  const shown = `${showText(expression.text)} = ${value}`;
  if (!Number.isFinite(value)) {
    const why = range === undefined ? 'must be a finite number' : `must be ${describeRange(range)}`;
    faults.add(at, `${subject}: ${shown}${expression.references.length > 0 ? where : ''}; ${why}`);
  } else if (range && expression.references.length > 0 && !isAllowed(value, range)) {
    faults.add(at, `${subject}: ${shown} is out of range${where}; must be ${describeRange(range)}`);
  }
}

/**
 * Adds a fault for every phase that begins when all is over. The quantities must be free of unknown names and cycles.
 * @param placeOf where the year of a phase stands; phases after the start are counted from 0
 */
export function checkYears(
  parts: QuantityParts,
  paths: readonly ScenarioPath[],
  placeOf: (path: string, phase: number) => Position | undefined,
  faults: Faults,
): void {
  for (const path of paths.filter(({ phases }) => phases.length > 0)) {
    const years = certainValues(buildProgram(parts, path))[parameterIndex('clock.years')];
    path.phases.forEach((fromYear, phase) => {
      if (!(fromYear >= years)) return;
      const allowed = `must be below clock.years = ${years}`;
      faults.add(
        placeOf(path.name, phase),
        `paths.${path.name}.phases: from_year ${fromYear} is out of range; ${allowed}`,
      );
    });
  }
}

function checkClock(program: PathProgram, values: Float64Array, path: ScenarioPath, faults: Faults): void {
  const placeOf = (id: string) => program.quantities.get(id)?.at ?? program.quantities.get('clock.step_years')?.at;
  const uncertain = CLOCK.filter((id) => program.uncertain.has(id));
  for (const id of uncertain) {
    const { text } = program.quantities.get(id)!.expression;
    faults.add(
      placeOf(id),
      `${id}: ${showText(text)} is uncertain; must be certain, since all worlds share one timeline`,
    );
  }
  if (uncertain.length > 0) return;
  // What is still uncertain is checked in every sampled world; 0 stands for it here.
  const certain = (slots: ArrayLike<number>) =>
    Float64Array.from(slots, (slot) => (Number.isNaN(values[slot]) ? 0 : values[slot]));
  const names = [
    { nameOf: (id: string) => id, slots: Int32Array.from(PARAMETERS.keys()) },
    ...program.phases.map((phase) => ({ nameOf: phase.nameOf, slots: slotsOfPhase(program, phase) })),
  ];
  for (const { nameOf, slots } of names) {
    for (const fault of clockFaults(certain(slots))) {
      const subject = nameOf(fault.subject);
      faults.add(
        placeOf(subject),
        `${subjectOn(path, subject)}: ${fault.value} is out of range; must be ${fault.allowed}`,
      );
    }
  }
}

const subjectOn = (path: ScenarioPath, subject: string): string =>
  path.parameters.has(subject) ? `${path.name}:${subject}` : subject;
