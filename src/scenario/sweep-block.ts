/** Reads the `sweep:` block of a scenario: named sweeps, as they were written. */
import { describeRange, isAllowed } from '../deterrence/parameters.ts';
import { CELLS, DRAWS } from './limits.ts';
import { nameFault, textFault, unknownName } from './names.ts';
import type { DesignName, SweepExperiment, Variation } from './scenario.ts';
import { DESIGNS } from './schema.ts';
import {
  child,
  entriesOf,
  type Faults,
  isEmptyNode,
  itemsOf,
  numberOf,
  type SourceEntry,
  type SourceNode,
  textOf,
} from './source.ts';

const MOST_EXPERIMENTS = 50;
const LONGEST_TITLE = 200;

/**
 * The experiments in the order of the file. What cannot be read is left out, with a fault; whether the quantities exist
 * and may take the values is for the planning of a sweep to say.
 * @param paths names of all paths of the scenario
 */
export function readSweeps(node: SourceNode | undefined, paths: readonly string[], faults: Faults): SweepExperiment[] {
  const entries = entriesOf(node);
  if (entries.length > MOST_EXPERIMENTS) {
    faults.add(node?.at, `sweep: ${entries.length} are too many; at most ${MOST_EXPERIMENTS} are allowed`);
  }
  const folders = new Map<string, string>();
  return entries.flatMap((entry) => {
    const { key, keyAt } = entry;
    const fault = nameFault('experiment', key);
    if (fault !== undefined) faults.add(keyAt, fault);
    // Its results get a folder of that name, and not every disk tells upper from lower case.
    const twin = folders.get(key.toLowerCase());
    if (twin !== undefined) faults.add(keyAt, `sweep: ${key} differs from ${twin} in upper and lower case only`);
    folders.set(key.toLowerCase(), key);
    return readExperiment(entry, paths, faults) ?? [];
  });
}

function readExperiment(
  { key, keyAt, value }: SourceEntry,
  paths: readonly string[],
  faults: Faults,
): SweepExperiment | undefined {
  const subject = `sweep.${key}`;
  if (isEmptyNode(value)) return void faults.add(keyAt, `${subject}: is empty; must be a map with vary`);
  if (value.kind !== 'map') return undefined;
  const title = textOf(child(value, 'title'));
  const titleFault = title === undefined ? undefined : textFault(title, LONGEST_TITLE, false);
  if (titleFault !== undefined) faults.add(child(value, 'title')?.at, `${subject}.title: ${titleFault}`);
  const varied = child(value, 'vary');
  const vary = entriesOf(varied).flatMap((entry) => readVariation(entry, subject, faults) ?? []);
  if (varied?.kind === 'map' && varied.entries.size === 0) {
    faults.add(
      varied.at,
      `${subject}.vary: is empty; must name a quantity and its values, such as roe.threshold: "1,5,20"`,
    );
  }
  const whole = (name: 'cells' | 'draws', range: typeof CELLS | typeof DRAWS) => {
    const number = numberOf(child(value, name));
    if (number !== undefined && !isAllowed(number, range)) {
      const at = child(value, name)?.at;
      faults.add(at, `${subject}.${name}: ${number} is out of range; must be ${describeRange(range)}`);
    }
    return number;
  };
  const cells = whole('cells', CELLS);
  const draws = whole('draws', DRAWS);
  const zip = child(value, 'zip');
  const isZipped = zip?.kind === 'scalar' && zip.value === true;
  if (isZipped && cells !== undefined) {
    faults.add(zip.at, `${subject}.zip: cannot be true where cells is given; cells are spread, not put side by side`);
  }
  const design = DESIGNS.find((name) => name === textOf(child(value, 'design')));
  if (design === 'random' && cells !== undefined) {
    const at = child(value, 'design')?.at;
    faults.add(at, `${subject}.design: random is not allowed where cells is given; must be lhs or sobol`);
  }
  return {
    name: key,
    title,
    vary,
    zip: isZipped,
    cells,
    design: design satisfies DesignName | undefined,
    draws,
    paths: readPaths(child(value, 'paths'), subject, paths, faults),
    at: keyAt,
  };
}

function readVariation({ key, keyAt, value }: SourceEntry, subject: string, faults: Faults): Variation | undefined {
  if (isEmptyNode(value)) {
    return void faults.add(keyAt, `${subject}.vary.${key}: has no values; must be such as "0.1:0.9/5" or "0,10,20"`);
  }
  const place = { name: key, at: keyAt, valuesAt: value.at };
  if (value.kind === 'scalar') return { ...place, values: value.text };
  if (value.kind === 'map') return undefined;
  if (value.items.length === 0) {
    return void faults.add(value.at, `${subject}.vary.${key}: has no values; the list is empty`);
  }
  return { ...place, values: value.items.flatMap((item) => (item.kind === 'scalar' ? item.text : [])) };
}

function readPaths(
  node: SourceNode | undefined,
  subject: string,
  known: readonly string[],
  faults: Faults,
): readonly string[] | undefined {
  if (node?.kind !== 'list') return undefined;
  if (node.items.length === 0) faults.add(node.at, `${subject}.paths: is empty; must name at least one path`);
  const names: string[] = [];
  for (const item of itemsOf(node)) {
    const name = textOf(item);
    if (name === undefined) continue;
    if (!known.includes(name)) faults.add(item.at, `${subject}.paths: ${unknownName('path', name, known)}`);
    else if (names.includes(name)) faults.add(item.at, `${subject}.paths: ${name} is named twice`);
    names.push(name);
  }
  return names;
}
