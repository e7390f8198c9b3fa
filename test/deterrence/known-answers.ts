/** The 16 worlds of test/fixtures/known-answers.json: an independent program's solutions of the model. */
import { readFileSync } from 'node:fs';
import { parameterIndex, referenceParameters } from '../../src/deterrence/parameters.ts';
import { type Member, REFERENCE_LADDER, REFERENCE_MEMBERS, type Rung, type World } from '../../src/deterrence/world.ts';

export interface KnownAnswer {
  readonly name: string;
  readonly world: World;
  readonly expect: Readonly<Record<string, number | null>>;
}

interface RawAnswer {
  name: string;
  parameters: Record<string, number>;
  members?: [string, number, number, number][];
  rungs?: [string, number, number, number][];
  expect: Record<string, number | null>;
}

/** A world of reference values but for the given ones. */
export function worldWith(
  values: Readonly<Record<string, number>>,
  members: readonly Member[] = REFERENCE_MEMBERS,
  ladder: readonly Rung[] = REFERENCE_LADDER,
): World {
  const parameters = referenceParameters();
  for (const [id, value] of Object.entries(values)) parameters[parameterIndex(id)] = value;
  return { parameters, members, ladder };
}

export const KNOWN_ANSWERS: readonly KnownAnswer[] = (
  JSON.parse(readFileSync(new URL('../fixtures/known-answers.json', import.meta.url), 'utf8')) as RawAnswer[]
).map((raw) => ({
  name: raw.name,
  expect: raw.expect,
  world: worldWith(
    raw.parameters,
    raw.members?.map(([name, weight, resolve, conditionality]) => ({ name, weight, resolve, conditionality })),
    raw.rungs?.map(([name, risk, costCoalition, costChallenger]) => ({ name, risk, costCoalition, costChallenger })),
  ),
}));
