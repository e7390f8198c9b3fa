/** Reads the members of the coalition and the rungs of the ladder. */

import { describeRange, isAllowed } from '../deterrence/parameters.ts';
import {
  MEMBER_COUNT,
  MEMBER_RANGES,
  REFERENCE_LADDER,
  REFERENCE_MEMBERS,
  RUNG_COUNT,
  RUNG_RANGES,
} from '../deterrence/world.ts';
import { textFault } from './names.ts';
import { compileQuantity, referenceQuantity } from './quantities.ts';
import type { Position, Quantity, ScenarioMember, ScenarioRung } from './scenario.ts';
import { child, type Faults, numberOf, type SourceNode, showText, textOf } from './source.ts';

const LONGEST_NAME = 100;
/** How many states one member may stand for. */
export const STATES = { min: 1, max: 200, integer: true } as const;

/** The members; the reference coalition if the scenario has none. What cannot be read is left out, with a fault. */
export function readMembers(node: SourceNode | undefined, file: Position, faults: Faults): ScenarioMember[] {
  if (node === undefined) return REFERENCE_MEMBERS.map((member) => referenceMember(member, file));
  if (node.kind !== 'list') return [];
  const count = node.items.length;
  if (!isAllowed(count, MEMBER_COUNT)) {
    faults.add(node.at, `members: there are ${count}; the number of members is ${describeRange(MEMBER_COUNT)}`);
  }
  const names = new Set<string>();
  const members = node.items.flatMap((item, index) => readMember(item, index, names, faults) ?? []);
  const weights = node.items.map((item) => numberOf(child(item, 'weight')));
  if (count > 0 && weights.every((weight) => weight === 0)) {
    faults.add(node.at, 'members: the weights sum to 0; at least one member needs a weight above 0');
  }
  return members;
}

function referenceMember(member: (typeof REFERENCE_MEMBERS)[number], at: Position): ScenarioMember {
  const { name, weight } = member;
  const quantity = (key: 'resolve' | 'conditionality') =>
    referenceQuantity(`members.${name}.${key}`, member[key], MEMBER_RANGES[key], at);
  return {
    name,
    states: 1,
    weight,
    resolve: quantity('resolve'),
    conditionality: quantity('conditionality'),
    note: undefined,
  };
}

function readMember(item: SourceNode, index: number, names: Set<string>, faults: Faults): ScenarioMember | undefined {
  const name = readName(item, `members[${index}]`, faults);
  if (name === undefined) return undefined;
  if (names.has(name)) faults.add(item.at, `members[${index}].name: ${showText(name)} is given twice; must be unique`);
  names.add(name);
  const whole = (key: 'states' | 'weight', fallback: number, range: { min: number; max: number; integer: true }) => {
    const node = child(item, key);
    const value = numberOf(node) ?? fallback;
    if (node && !isAllowed(value, range)) {
      faults.add(node.at, `members.${name}.${key}: ${value} is out of range; must be ${describeRange(range)}`);
    }
    return value;
  };
  const quantity = (key: 'resolve' | 'conditionality') =>
    readPart(item, `members.${name}.${key}`, key, MEMBER_RANGES[key], faults);
  const [resolve, conditionality] = [quantity('resolve'), quantity('conditionality')];
  const states = whole('states', 1, STATES);
  const weight = whole('weight', 0, MEMBER_RANGES.weight);
  if (resolve === undefined || conditionality === undefined) return undefined;
  return { name, states, weight, resolve, conditionality, note: textOf(child(item, 'note')) };
}

/** The ladder; the reference ladder if the scenario has none. What cannot be read is left out, with a fault. */
export function readLadder(node: SourceNode | undefined, file: Position, faults: Faults): ScenarioRung[] {
  if (node === undefined) {
    return REFERENCE_LADDER.map((rung, index) => ({
      name: rung.name,
      risk: referenceQuantity(`ladder[${index}].risk`, rung.risk, RUNG_RANGES.risk, file),
      costCoalition: referenceQuantity(
        `ladder[${index}].cost_coalition`,
        rung.costCoalition,
        RUNG_RANGES.costCoalition,
        file,
      ),
      costChallenger: referenceQuantity(
        `ladder[${index}].cost_challenger`,
        rung.costChallenger,
        RUNG_RANGES.costChallenger,
        file,
      ),
    }));
  }
  if (node.kind !== 'list') return [];
  const count = node.items.length;
  if (!isAllowed(count, RUNG_COUNT)) {
    const rungs = count === 1 ? 'one rung' : `${count} rungs`;
    faults.add(node.at, `ladder: ${rungs} cannot be climbed; the number of rungs is ${describeRange(RUNG_COUNT)}`);
  }
  const names = new Set<string>();
  return node.items.flatMap((item, index) => {
    const name = readName(item, `ladder[${index}]`, faults);
    if (name !== undefined && names.has(name)) {
      faults.add(item.at, `ladder[${index}].name: ${showText(name)} is given twice; must be unique`);
    }
    if (name !== undefined) names.add(name);
    const part = (key: 'risk' | 'cost_coalition' | 'cost_challenger', range: keyof typeof RUNG_RANGES) => {
      const id = `ladder[${index}].${key}`;
      // The top rung is the disaster itself: its entries are not used and need not be given.
      if (index === count - 1 && item.kind === 'map' && !item.entries.has(key)) {
        return referenceQuantity(id, 0, RUNG_RANGES[range], item.at);
      }
      if (item.kind === 'map' && !item.entries.has(key)) {
        faults.add(item.at, `${id}: is missing; every rung but the last needs a number or an expression`);
      }
      return readPart(item, id, key, RUNG_RANGES[range], faults);
    };
    const risk = part('risk', 'risk');
    const costCoalition = part('cost_coalition', 'costCoalition');
    const costChallenger = part('cost_challenger', 'costChallenger');
    if (name === undefined || !risk || !costCoalition || !costChallenger) return [];
    return [{ name, risk, costCoalition, costChallenger }];
  });
}

function readPart(
  item: SourceNode,
  id: string,
  key: string,
  range: { min: number; max: number },
  faults: Faults,
): Quantity | undefined {
  const node = child(item, key);
  return node && compileQuantity(node, { id, subject: id, range, within: item }, faults);
}

function readName(item: SourceNode, subject: string, faults: Faults): string | undefined {
  const node = child(item, 'name');
  const name = textOf(node);
  if (node === undefined || name === undefined) return undefined;
  const fault = textFault(name, LONGEST_NAME, false);
  if (fault !== undefined) faults.add(node.at, `${subject}.name: ${fault}`);
  return name;
}
