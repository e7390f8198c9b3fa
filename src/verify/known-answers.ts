/** Sixteen worlds, and what an independent program, written from the specification of the model, says of them. */
import type { World } from '../deterrence/world.ts';
import answers from './known-answers.json' with { type: 'json' };
import { worldWith } from './subject.ts';

export interface KnownAnswer {
  readonly name: string;
  readonly world: World;
  /** By output; null where there is no value, as of the year of a breakdown that cannot happen. */
  readonly expect: Readonly<Record<string, number | null>>;
}

/** As the file has them: name, weight, resolve and conditionality of members; name, risk and costs of rungs. */
interface RawAnswer {
  readonly name: string;
  readonly parameters: Readonly<Record<string, number>>;
  readonly members?: readonly [string, number, number, number][];
  readonly rungs?: readonly [string, number, number, number][];
  readonly expect: Readonly<Record<string, number | null>>;
}

export const KNOWN_ANSWERS: readonly KnownAnswer[] = (answers as unknown as readonly RawAnswer[]).map((raw) => ({
  name: raw.name,
  expect: raw.expect,
  world: worldWith(
    raw.parameters,
    raw.members?.map(([name, weight, resolve, conditionality]) => ({ name, weight, resolve, conditionality })),
    raw.rungs?.map(([name, risk, costCoalition, costChallenger]) => ({ name, risk, costCoalition, costChallenger })),
  ),
}));
