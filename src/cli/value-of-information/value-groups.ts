/** Which uncertain quantities are looked at, alone and together. */
import { unknownName } from '../../scenario/names.ts';
import { UsageError } from '../errors.ts';
import type { Input } from '../inputs.ts';
import type { GroupChoice } from './value-of-information-options.ts';

/** Quantities that would become known together. */
export interface InputGroup {
  readonly name: string;
  /** Positions among the inputs, ascending. */
  readonly members: readonly number[];
}

/** What the scenario defines for itself has no group in the registry. */
const OWN_GROUP = 'variables';

/**
 * Positions of the inputs that names ask for, ascending. An id asks for all of that id, a * for whatever stands there.
 * @throws UsageError naming what is not known and what was probably meant
 */
export function findMembers(option: string, inputs: readonly Input[], names: readonly string[]): number[] {
  const found = names.flatMap((name) => {
    const pattern = patternOf(name);
    const some = inputs.flatMap((input, i) => (pattern.test(input.name) || pattern.test(input.id) ? [i] : []));
    if (some.length > 0) return some;
    const known = new Set(inputs.flatMap(({ name: one, id }) => [one, id]));
    throw new UsageError(`--${option} ${unknownName('uncertain quantity on these paths', name, known)}`);
  });
  return [...new Set(found)].sort((a, b) => a - b);
}

function patternOf(name: string): RegExp {
  const parts = name.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}

/**
 * The groups that are named, or those of the registry: by the part of the id before the dot; variables of the scenario are
 * one group.
 * @throws UsageError as `findMembers`
 */
export function findGroups(inputs: readonly Input[], choices: readonly GroupChoice[] | undefined): InputGroup[] {
  if (choices !== undefined) {
    return choices.map(({ name, members }) => ({ name, members: findMembers('groups', inputs, members) }));
  }
  const groups = new Map<string, number[]>();
  inputs.forEach(({ id }, index) => {
    const name = /^([A-Za-z_]\w*)[.[]/.exec(id)?.[1] ?? OWN_GROUP;
    groups.set(name, [...(groups.get(name) ?? []), index]);
  });
  return [...groups].map(([name, members]) => ({ name, members }));
}
