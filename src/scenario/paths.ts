/** Reads the paths: what each sets from the start, and where it changes course. */
import { PARAMETER_INDEX, PARAMETERS } from '../deterrence/parameters.ts';
import { LONGEST } from './limits.ts';
import { nameFault, textFault } from './names.ts';
import { mayChangeWithPhase, phasedName } from './phases.ts';
import { compileQuantity, referenceQuantity } from './quantities.ts';
import type { Quantity, ScenarioPath } from './scenario.ts';
import { child, entriesOf, type Faults, isEmptyNode, itemsOf, numberOf, type SourceNode, textOf } from './source.ts';

const MOST_PHASES = 20;

/**
 * The paths in the order of the file. What cannot be used is left out, with a fault.
 * @param common what the scenario sets for all paths
 */
export function readPaths(
  node: SourceNode | undefined,
  common: ReadonlyMap<string, Quantity>,
  faults: Faults,
): ScenarioPath[] {
  return entriesOf(node).map(({ key, keyAt, value }) => {
    const fault = nameFault('path', key);
    if (fault !== undefined) faults.add(keyAt, fault);
    const text = (part: 'title' | 'description') => {
      const found = textOf(child(value, part));
      const wrong = found === undefined ? undefined : textFault(found, LONGEST[part], part === 'description');
      if (wrong !== undefined) faults.add(child(value, part)?.at, `paths.${key}.${part}: ${wrong}`);
      return found;
    };
    const parameters = readParameters(child(value, 'parameters'), `${key}:`, faults);
    const phases = readPhases(child(value, 'phases'), key, parameters, common, faults);
    return { name: key, title: text('title') ?? key, description: text('description'), parameters, phases };
  });
}

/** @param prefix before the ids in messages: `path:`, or nothing */
export function readParameters(node: SourceNode | undefined, prefix: string, faults: Faults): Map<string, Quantity> {
  const parameters = new Map<string, Quantity>();
  for (const { key, value } of entriesOf(node)) {
    const quantity = readParameter(key, key, value, prefix, faults);
    if (quantity) parameters.set(key, quantity);
  }
  return parameters;
}

function readParameter(
  id: string,
  name: string,
  value: SourceNode,
  prefix: string,
  faults: Faults,
): Quantity | undefined {
  const index = PARAMETER_INDEX.get(id);
  if (index === undefined) return undefined;
  return compileQuantity(value, { id: name, subject: `${prefix}${name}`, range: PARAMETERS[index].range }, faults);
}

/** What phases set joins the parameters of the path. @returns the years after the start in which there is a phase */
function readPhases(
  node: SourceNode | undefined,
  path: string,
  parameters: Map<string, Quantity>,
  common: ReadonlyMap<string, Quantity>,
  faults: Faults,
): number[] {
  const subject = `paths.${path}.phases`;
  const items = itemsOf(node);
  if (node?.kind === 'list' && items.length === 0) {
    faults.add(node.at, `${subject}: is empty; must have a phase, such as { from_year: 3, parameters: … }`);
  }
  if (items.length > MOST_PHASES) {
    faults.add(node?.at, `${subject}: ${items.length} are too many; at most ${MOST_PHASES} are allowed`);
  }
  const years: number[] = [];
  let before = Number.NEGATIVE_INFINITY;
  items.forEach((item, index) => {
    const written = child(item, 'from_year');
    if (written === undefined && index > 0) {
      const missing = 'from_year: is missing; must be the year in which the phase begins';
      faults.add(item.at, `${subject}[${index}].${missing}`);
      return;
    }
    // What is no number has been reported as one of the wrong kind.
    if (written !== undefined && numberOf(written) === undefined) return;
    const fromYear = numberOf(written) ?? 0;
    if (!(fromYear >= 0 && fromYear > before)) {
      const allowed = index === 0 ? 'at least 0' : `above ${before}, that of the phase before`;
      faults.add(written?.at, `${subject}[${index}].from_year: ${fromYear} is out of range; must be ${allowed}`);
      return;
    }
    before = fromYear;
    if (fromYear > 0) years.push(fromYear);
    for (const { key, keyAt, value } of entriesOf(child(item, 'parameters'))) {
      if (fromYear > 0 && PARAMETER_INDEX.has(key) && !mayChangeWithPhase(key)) {
        faults.add(keyAt, `${subject}[${index}]: ${key} cannot change with a phase; set it from the start`);
        continue;
      }
      const name = fromYear > 0 ? phasedName(key, fromYear) : key;
      if (!isEmptyNode(value)) {
        const quantity = readParameter(key, name, value, `${path}:`, faults);
        if (quantity) parameters.set(name, quantity);
      } else if (fromYear === 0) parameters.delete(key);
      else if (PARAMETER_INDEX.has(key)) parameters.set(name, broughtBack(key, name, value, common));
    }
  });
  return years;
}

/** What holds where a path no longer sets a parameter: what the scenario says for all paths, with the luck that it has there. */
function broughtBack(id: string, name: string, { at }: SourceNode, common: ReadonlyMap<string, Quantity>): Quantity {
  const { range, reference } = PARAMETERS[PARAMETER_INDEX.get(id)!];
  const shared = common.get(id) ?? referenceQuantity(id, reference, range, at);
  return { ...shared, id: name, key: id, at };
}

/** Where a path sets a parameter, or a phase of it (`fortress.gain@3`). */
export function parameterNodes(path: SourceNode | undefined): Map<string, SourceNode> {
  const nodes = new Map(entriesOf(child(path, 'parameters')).map(({ key, value }) => [key, value]));
  for (const item of itemsOf(child(path, 'phases'))) {
    const fromYear = numberOf(child(item, 'from_year')) ?? 0;
    for (const { key, value } of entriesOf(child(item, 'parameters'))) {
      nodes.set(fromYear > 0 ? phasedName(key, fromYear) : key, value);
    }
  }
  return nodes;
}
