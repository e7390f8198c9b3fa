/** `--set id=expression`, `path:id=expression` and `path:id@year=expression`: changes made on the command line, after `extends`. */

import { unknownName } from './names.ts';
import { splitPhased } from './phases.ts';
import type { Position } from './scenario.ts';
import {
  child,
  entriesOf,
  type Faults,
  isEmptyNode,
  itemsOf,
  numberOf,
  type SourceMap,
  type SourceNode,
  scalarAt,
  sourceMap,
  textOf,
} from './source.ts';

/**
 * Lays the settings of the command line over a scenario. Each replaces what the file says of the quantity as a whole.
 * @param settings `id=expression`: a parameter or variable, `path:parameter` (in all its phases), `path:parameter@3` (in the
 *   phase that begins in year 3), `members.NAME.resolve`,
 *   `members.NAME.conditionality`, `ladder[0].risk`, …
 */
export function applySettings(root: SourceMap, settings: readonly string[], faults: Faults): SourceMap {
  const seen = new Set<string>();
  let changed = root;
  for (const setting of settings) {
    const at: Position = { file: `--set ${setting}`, line: 0, column: 0 };
    const split = setting.indexOf('=');
    const id = setting.slice(0, Math.max(split, 0)).trim();
    const text = setting.slice(split + 1).trim();
    if (split < 0 || id === '' || text === '') {
      faults.add(at, 'must be id=expression, such as backer.reliability=0.5 or fortress:fortress.gain=uniform(0.5, 1)');
    } else if (seen.has(id)) {
      faults.add(at, `${id} is set twice on the command line`);
    } else {
      seen.add(id);
      const value = /^-?\d+(?:\.\d+)?$/.test(text) ? scalarAt(at, Number(text)) : scalarAt(at, text);
      changed = applyOne(changed, id, value, faults);
    }
  }
  return changed;
}

function applyOne(root: SourceMap, id: string, value: SourceNode, faults: Faults): SourceMap {
  const place = placeOf(root, id, value.at, faults);
  if (place === undefined) return root;
  const changed = put(root, place, value) as SourceMap;
  // What holds on the whole path holds in its phases, whatever they said.
  return place.length === 4 && place[0] === 'paths'
    ? clearPhases(changed, String(place[1]), String(place[3]))
    : changed;
}

/** The scenario without what the phases of a path set a parameter to. */
function clearPhases(root: SourceMap, path: string, id: string): SourceMap {
  const phases = child(child(child(root, 'paths'), path), 'phases');
  return itemsOf(phases).reduce<SourceMap>((changed, phase, index) => {
    const parameters = child(phase, 'parameters');
    if (child(parameters, id) === undefined || parameters?.kind !== 'map') return changed;
    const rest = sourceMap(
      parameters.at,
      entriesOf(parameters).filter(({ key }) => key !== id),
    );
    return put(changed, ['paths', path, 'phases', index, 'parameters'], rest) as SourceMap;
  }, root);
}

/** Keys and list indices that lead to the quantity. */
function placeOf(root: SourceMap, id: string, at: Position, faults: Faults): (string | number)[] | undefined {
  const member = /^members\.(.+)\.(resolve|conditionality)$/.exec(id);
  if (member) {
    const names = itemsOf(child(root, 'members')).map((item) => textOf(child(item, 'name')) ?? '');
    const index = names.indexOf(member[1]);
    if (index >= 0) return ['members', index, member[2]];
    return void faults.add(at, unknownName('member', member[1], names));
  }
  const rung = /^ladder\[(\d+)\]\.(risk|cost_coalition|cost_challenger)$/.exec(id);
  if (rung) {
    const count = itemsOf(child(root, 'ladder')).length;
    if (Number(rung[1]) < count) return ['ladder', Number(rung[1]), rung[2]];
    return void faults.add(at, `ladder[${rung[1]}]: there is no such rung; the scenario's ladder has ${count}`);
  }
  const colon = id.indexOf(':');
  if (colon < 0) {
    const isVariable = child(child(root, 'variables'), id) !== undefined;
    return [isVariable ? 'variables' : 'parameters', id];
  }
  const path = id.slice(0, colon).trim();
  const names = entriesOf(child(root, 'paths')).map((entry) => entry.key);
  const parameter = id.slice(colon + 1).trim();
  if (names.includes(path)) return placeOnPath(root, path, parameter, at, faults);
  return void faults.add(at, unknownName('path', path, names));
}

function placeOnPath(
  root: SourceMap,
  path: string,
  parameter: string,
  at: Position,
  faults: Faults,
): (string | number)[] | undefined {
  const { id, fromYear } = splitPhased(parameter);
  if (fromYear === undefined) return ['paths', path, 'parameters', id];
  const phases = itemsOf(child(child(child(root, 'paths'), path), 'phases'));
  const years = phases.map((phase) => numberOf(child(phase, 'from_year')) ?? 0);
  const index = years.indexOf(fromYear);
  if (index >= 0) return ['paths', path, 'phases', index, 'parameters', id];
  const known = years.length === 0 ? 'it has none' : `its phases begin in ${years.join(', ')}`;
  return void faults.add(
    at,
    `${path}:${parameter}: path ${path} has no phase that begins in year ${fromYear}; ${known}`,
  );
}

/** A copy of the tree with another value at a place; maps on the way are made where they are missing. */
function put(node: SourceNode | undefined, place: readonly (string | number)[], value: SourceNode): SourceNode {
  if (place.length === 0) return value;
  const [step, ...rest] = place;
  // What is neither missing nor of the right kind stays as it is: the check of the structure reports it.
  if (node !== undefined && !isEmptyNode(node) && node.kind !== (typeof step === 'number' ? 'list' : 'map'))
    return node;
  if (typeof step === 'number') {
    const items = itemsOf(node).map((item, index) => (index === step ? put(item, rest, value) : item));
    return { kind: 'list', at: node?.at ?? value.at, items };
  }
  const entries = new Map(node?.kind === 'map' ? node.entries : []);
  const old = entries.get(step);
  const keyAt = old && rest.length > 0 ? old.keyAt : value.at;
  entries.set(step, { key: step, keyAt, value: put(old?.value, rest, value) });
  return sourceMap(node?.at ?? value.at, entries.values());
}
