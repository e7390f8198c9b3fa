/** Other assumptions about how the game is played, as values that take the place of those of the scenario. */
import log from '@stdlib/math-base-special-ln';
import { PARAMETER_INDEX, PARAMETERS } from '../../deterrence/parameters.ts';
import type { Replacement } from '../../experiment/replace-values.ts';
import { columnIndex, type Results } from '../../experiment/results.ts';
import { phasedName } from '../../scenario/phases.ts';
import type { Quantity, Scenario } from '../../scenario/scenario.ts';
import { checkNames, OWN_SOLUTION, type SolutionName } from './solution-names.ts';

/** One assumption about play. */
export interface SolutionConcept {
  readonly name: string;
  /** A few words for tables. */
  readonly title: string;
  /** What is assumed, with the values that say so. */
  readonly assumption: string;
  readonly replacements: readonly Replacement[];
}

/**
 * Precision of both sides where they hardly err: of two choices that differ by half a point of a hundred, the worse is
 * taken once in 150 times. With the reference values, 0.3 and 0.2, it is
 * taken nearly every second time.
 */
const NEAR_PERFECT = 10;
const SHALLOW = 2;
const DEEP = 6;
const QUICK = 0.25;
const SLOW = 0.9;

/**
 * All assumptions, the scenario's own first.
 * @param response chance with which every vote of the coalition passes under `fixed_response`
 */
export function solutionConcepts(scenario: Scenario, response: number): SolutionConcept[] {
  const at = { file: scenario.file, line: 1, column: 1 };
  const set = (id: string, value: number): Replacement => ({ id, path: undefined, value, at });
  const depth = (steps: number) => [set('solver.introspection_depth', steps)];
  const telescoping = (factor: number) => [set('solver.telescoping', factor)];
  const concept = (
    name: SolutionName,
    title: string,
    assumption: string,
    replacements: readonly Replacement[],
  ): SolutionConcept => ({ name, title, assumption, replacements });
  return [
    concept(OWN_SOLUTION, "scenario's own", 'As the scenario says.', []),
    concept(
      'depth_2',
      `depth ${SHALLOW}`,
      `Reasoning about how a vote will be read goes ${SHALLOW} steps deep (solver.introspection_depth = ${SHALLOW}).`,
      depth(SHALLOW),
    ),
    concept(
      'depth_6',
      `depth ${DEEP}`,
      `The same reasoning goes ${DEEP} steps deep (solver.introspection_depth = ${DEEP}).`,
      depth(DEEP),
    ),
    concept(
      'quick_telescoping',
      'quick telescoping',
      `Each further step is ${1 / QUICK} times noisier: hardly anybody anticipates the other (solver.telescoping = ${QUICK}).`,
      telescoping(QUICK),
    ),
    concept(
      'slow_telescoping',
      'slow telescoping',
      `Each further step is hardly noisier: nearly as in an equilibrium (solver.telescoping = ${SLOW}).`,
      telescoping(SLOW),
    ),
    concept(
      'near_perfect',
      'hardly any error',
      `Both sides hardly err (challenger.rationality = coalition.rationality = ${NEAR_PERFECT}): of two choices that differ by ` +
        'half a point of utility, on a scale of 100, the worse is taken once in 150 times.',
      [set('challenger.rationality', NEAR_PERFECT), set('coalition.rationality', NEAR_PERFECT)],
    ),
    concept(
      'reputation_blind',
      'reputation-blind',
      'Nothing is learnt from what the coalition does, and it does not reckon with being watched (solver.introspection_depth = 1).',
      depth(1),
    ),
    concept(
      'fixed_response',
      `response ${percent(response)}`,
      `Every vote of the coalition, to answer and to climb, passes with chance ${response} on every path, whatever is at stake: one member ` +
        'has all the weight, a rationality near 0 takes the stakes out of its vote, and its resolve sets the chance. Automatic ' +
        'responses stay as they are.',
      fixedResponse(scenario, response, set),
    ),
  ];
}

const percent = (share: number): string => `${Number((100 * share).toPrecision(2))} %`;

/** The largest resolve that a member may have. */
const LARGEST_RESOLVE = 1e6;
/** With so little, a stake of a thousand moves the odds of a vote by a thousandth. */
const LEAST_RATIONALITY = 1e-6;

/**
 * A member votes yes with chance σ(λ·(stakes + resolve)). With λ next to nothing, and a resolve of logit(chance)/λ, the
 * stakes do not count and the chance is what it is to be, for both types: nothing can be learnt. With all the weight in one
 * member this is the chance of the coalition, whatever its quorum.
 */
function fixedResponse(
  { members }: Scenario,
  response: number,
  set: (id: string, value: number) => Replacement,
): Replacement[] {
  const logit = log(response / (1 - response));
  const rationality = Math.max(LEAST_RATIONALITY, Math.abs(logit) / LARGEST_RESOLVE);
  const resolve = Math.max(-LARGEST_RESOLVE, Math.min(LARGEST_RESOLVE, logit / rationality));
  return [
    set('coalition.rationality', rationality),
    ...members.map(({ name }, index) => set(`members.${name}.weight`, index === 0 ? 1 : 0)),
    set(members[0].resolve.id, resolve),
  ];
}

/** A chance that is neither 0 nor 1, so that a member can have it. */
const RESPONSES = { least: 0.001, most: 0.999 } as const;

/**
 * The share of the coalition's votes on a response that pass in the scenario's own solution, over draws and paths: the
 * level at which a response that is blind to the stakes is the fairest comparison.
 * @returns undefined where there are no votes
 */
export function meanResponse(results: Results, paths: readonly number[]): number | undefined {
  const total = (name: string): number => {
    const column = columnIndex(results, name);
    let sum = 0;
    for (const path of paths) for (const value of results.column(path, column)) if (!Number.isNaN(value)) sum += value;
    return sum;
  };
  // All but probes that hit nobody come to a vote, unless the force answers by itself.
  const automatic = total('automatic_responses');
  const votes = total('limited_attacks') + total('assaults') + total('hits_probe') - automatic;
  if (!(votes > 0)) return undefined;
  const share = (total('responses') - automatic) / votes;
  // Rounded, so that the assumption can be written down as it is.
  return Number(Math.min(RESPONSES.most, Math.max(RESPONSES.least, share)).toPrecision(3));
}

/**
 * The assumptions that are wanted.
 * @returns those kept, the scenario's own first, and those left out because they change nothing
 * @throws UsageError naming one that is not known
 */
export function pickSolutions(
  scenario: Scenario,
  concepts: readonly SolutionConcept[],
  names: readonly string[] | undefined,
): { kept: SolutionConcept[]; same: SolutionConcept[] } {
  checkNames('solutions', names ?? []);
  const wanted = concepts.filter(({ name }) => name === OWN_SOLUTION || names === undefined || names.includes(name));
  const isSame = ({ name, replacements }: SolutionConcept) =>
    name !== OWN_SOLUTION && replacements.every((replacement) => isAlready(scenario, replacement));
  return { kept: wanted.filter((one) => !isSame(one)), same: wanted.filter(isSame) };
}

/** Whether a quantity is certain everywhere and has the value already. */
function isAlready({ parameters, paths }: Scenario, { id, value }: Replacement): boolean {
  const own = paths.flatMap((path) => path.parameters.get(id) ?? []);
  const later = paths.flatMap((path) => path.phases.flatMap((year) => path.parameters.get(phasedName(id, year)) ?? []));
  const common: (Quantity | undefined)[] = own.length === paths.length ? [] : [parameters.get(id)];
  const index = PARAMETER_INDEX.get(id);
  const reference = index === undefined ? undefined : PARAMETERS[index].reference;
  return [...own, ...later, ...common].every((one) => (one ? one.expression.constant : reference) === value);
}
