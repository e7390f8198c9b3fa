/** What other assumptions about play are called. Apart from what they say, so that the command line starts fast. */
import { suggest } from '../../expression/suggest.ts';
import { UsageError } from '../errors.ts';

/** The scenario's own solution: what the others are compared with. */
export const OWN_SOLUTION = 'scenario';

/** What the assumptions are called, in the order of tables. */
const NAMES = [
  OWN_SOLUTION,
  'depth_2',
  'depth_6',
  'quick_telescoping',
  'slow_telescoping',
  'near_perfect',
  'reputation_blind',
  'fixed_response',
] as const;

export type SolutionName = (typeof NAMES)[number];

/** Names of all assumptions but the scenario's own. */
export const SOLUTION_NAMES: readonly string[] = NAMES.slice(1);

/**
 * @param option that names them
 * @throws UsageError naming one that is not known
 */
export function checkNames(option: string, names: readonly string[]): void {
  const unknown = names.find((name) => !(NAMES as readonly string[]).includes(name));
  if (unknown === undefined) return;
  const meant = suggest(unknown, NAMES);
  const known = meant === undefined ? `known: ${NAMES.join(', ')}` : `did you mean ${meant}?`;
  throw new UsageError(`--${option} ${unknown}: no such solution; ${known}`);
}
