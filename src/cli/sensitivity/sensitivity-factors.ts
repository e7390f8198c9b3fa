/** What a variance is split among: inputs by themselves, inputs that are varied together, and all others. */
import { OTHERS } from '../../report/sensitivity/tables.ts';
import { unknownName } from '../../scenario/names.ts';
import { UsageError } from '../errors.ts';
import type { Input } from '../inputs.ts';
import type { InputGroup } from './sensitivity-options.ts';

/** Inputs that are varied together. */
export interface Factor {
  readonly name: string;
  /** Ids of its quantities. */
  readonly ids: readonly string[];
  /** Positions of their uniforms. */
  readonly uniforms: readonly number[];
  /** The input, if it is a single one. */
  readonly input: Input | undefined;
}

/**
 * The factors that groups and single inputs make. All inputs are varied: those that are neither in a group nor chosen
 * make one factor together.
 * @param chosen inputs that have a factor of their own, unless they are in a group; where there are groups and no choice,
 *   none have
 * @throws UsageError on a group of unknown or no quantities, and a quantity in two groups
 */
export function makeFactors(
  inputs: readonly Input[],
  chosen: readonly Input[] | undefined,
  groups: readonly InputGroup[],
): Factor[] {
  const groupOf = new Map<string, string>();
  for (const { name, members } of groups) {
    if (name === OTHERS || groups.filter((each) => each.name === name).length > 1) {
      throw new UsageError(`--group ${name}: is there twice, each needs a name of its own`);
    }
    for (const id of members.flatMap((member) => idsOf(inputs, member))) {
      const other = groupOf.get(id);
      if (other !== undefined && other !== name) {
        throw new UsageError(`--group ${name}: ${id} is in ${other} already, must be in one group`);
      }
      groupOf.set(id, name);
    }
  }
  const grouped = groups.map(({ name }) =>
    together(
      name,
      inputs.filter(({ id }) => groupOf.get(id) === name),
    ),
  );
  const singles = byId((chosen ?? (groups.length > 0 ? [] : inputs)).filter(({ id }) => !groupOf.has(id)));
  const named = new Set([...groupOf.keys(), ...singles.map(({ id }) => id)]);
  const others = inputs.filter(({ id }) => !named.has(id));
  return [
    ...grouped,
    ...singles.map((input): Factor => ({ name: input.name, ids: [input.id], uniforms: input.uniforms, input })),
    ...(others.length > 0 ? [together(OTHERS, others)] : []),
  ];
}

function together(name: string, inputs: readonly Input[]): Factor {
  const unique = byId(inputs);
  return {
    name,
    ids: unique.map(({ id }) => id),
    uniforms: unique.flatMap(({ uniforms }) => uniforms),
    input: undefined,
  };
}

/** The first input of each id: the others have the same uniforms. */
function byId(inputs: readonly Input[]): Input[] {
  return inputs.filter(({ id }, index) => inputs.findIndex((other) => other.id === id) === index);
}

function idsOf(inputs: readonly Input[], member: string): string[] {
  const begins = member.endsWith('*') ? member.slice(0, -1) : undefined;
  const found = inputs.filter(({ id, name }) =>
    begins === undefined ? id === member || name === member : id.startsWith(begins),
  );
  if (found.length > 0) return found.map(({ id }) => id);
  throw new UsageError(
    begins === undefined
      ? `--group ${unknownName('uncertain quantity on these paths', member, new Set(inputs.map(({ id }) => id)))}`
      : `--group ${member}: no uncertain quantity on these paths begins so`,
  );
}
