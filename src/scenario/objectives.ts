/** Reads metrics and preferences: expressions of the outputs. */
import { OUTPUT_INDEX } from '../deterrence/outputs.ts';
import { nameFault, textFault, unknownName } from './names.ts';
import { sortByReference } from './program.ts';
import { compileScalar } from './quantities.ts';
import { locateWord } from './references.ts';
import type { Metric, Preference } from './scenario.ts';
import { child, entriesOf, type Faults, isEmptyNode, type SourceNode, textOf } from './source.ts';

const LONGEST_TITLE = 200;

/** The metrics, each after those that it reads. What cannot be used is left out, with a fault. */
export function readMetrics(node: SourceNode | undefined, faults: Faults): Metric[] {
  const entries = entriesOf(node);
  const names = new Set(entries.map((entry) => entry.key));
  const metrics = new Map<string, Metric>();
  for (const { key, keyAt, value } of entries) {
    const fault = nameFault('metric', key);
    if (fault !== undefined) faults.add(keyAt, fault);
    const expression = compileObjective(value, `metrics.${key}`, names, faults);
    if (expression) metrics.set(key, { name: key, expression, at: value.at });
  }
  const { order, cycles } = sortByReference(metrics.keys(), (name) => metrics.get(name)!.expression.references);
  for (const cycle of cycles) {
    faults.add(metrics.get(cycle[0])!.at, `metrics.${cycle[0]}: a cycle: ${cycle.join(' → ')}`);
  }
  return order.map((name) => metrics.get(name)!);
}

/** The preferences in the order of the file. What cannot be used is left out, with a fault. */
export function readPreferences(
  node: SourceNode | undefined,
  metricNames: ReadonlySet<string>,
  faults: Faults,
): Preference[] {
  return entriesOf(node).flatMap(({ key, keyAt, value }) => {
    const fault = nameFault('preference', key);
    if (fault !== undefined) faults.add(keyAt, fault);
    if (metricNames.has(key))
      faults.add(keyAt, `preferences.${key}: there is a metric of that name; names must differ`);
    if (value.kind !== 'map') {
      if (isEmptyNode(value))
        faults.add(keyAt, `preferences.${key}: is empty; must be a map with minimize or maximize`);
      return [];
    }
    const title = child(value, 'title');
    const titleFault = textOf(title) === undefined ? undefined : textFault(textOf(title)!, LONGEST_TITLE, false);
    if (titleFault !== undefined) faults.add(title?.at, `preferences.${key}.title: ${titleFault}`);
    const directions = (['minimize', 'maximize'] as const).filter((direction) => value.entries.has(direction));
    if (directions.length === 0 && [...value.entries.keys()].some((name) => name !== 'title')) return [];
    if (directions.length !== 1) {
      const found = directions.length === 0 ? 'neither minimize nor maximize' : 'both minimize and maximize';
      faults.add(keyAt, `preferences.${key}: has ${found}; must have one of them`);
      return [];
    }
    const [direction] = directions;
    const objective = child(value, direction)!;
    const expression = compileObjective(objective, `preferences.${key}.${direction}`, metricNames, faults);
    return expression ? [{ name: key, title: textOf(title), direction, expression, at: objective.at }] : [];
  });
}

function compileObjective(node: SourceNode, subject: string, metrics: ReadonlySet<string>, faults: Faults) {
  if (isEmptyNode(node)) return void faults.add(node.at, `${subject}: has no value; must be an expression of outputs`);
  if (node.kind !== 'scalar' || typeof node.value === 'boolean') return undefined;
  const expression = compileScalar(node, subject, false, faults);
  const unknown = (expression?.references ?? []).filter((name) => !OUTPUT_INDEX.has(name) && !metrics.has(name));
  for (const name of unknown) {
    const message = unknownName('output or metric', name, [...metrics, ...OUTPUT_INDEX.keys()]);
    faults.add(locateWord(node, name), `${subject}: ${message}`);
  }
  return unknown.length === 0 ? expression : undefined;
}
