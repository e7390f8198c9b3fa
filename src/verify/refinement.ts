/** What must hardly matter: the length of a period, the belief grid, the depth of introspection, the number of rungs. */
import { OUTCOMES } from '../deterrence/outputs.ts';
import { REFERENCE_LADDER, type Rung } from '../deterrence/world.ts';
import type { Claim, ClaimGroup } from './claim.ts';
import { short } from './finding.ts';
import { type Subject, type Values, worldWith } from './subject.ts';

/** A change of the solution that should change little. */
interface Refinement {
  readonly name: string;
  readonly values?: Values;
  readonly ladder?: readonly Rung[];
}

function outcomesOf(subject: Subject, { values = {}, ladder }: Omit<Refinement, 'name'>): number[] {
  const output = subject.evaluate(worldWith(values, undefined, ladder));
  return OUTCOMES.map(({ name }) => output(name));
}

function refinement(
  id: string,
  claim: string,
  section: string,
  bound: number,
  refinements: readonly [Refinement, ...Refinement[]],
): Claim {
  return {
    id,
    claim,
    source: section,
    how: `Reference values; ${refinements.map(({ name }) => name).join(', ')}.`,
    expected: `no outcome moves by ${short(100 * bound)} percentage points`,
    check: (subject) => {
      const reference = outcomesOf(subject, {});
      const numbers = refinements.map(({ name, ...change }) => {
        const moved = outcomesOf(subject, change).map((share, i) => Math.abs(share - reference[i]));
        return { quantity: `largest change, ${name}`, found: Math.max(...moved) };
      });
      return {
        holds: numbers.every(({ found }) => found < bound),
        found: `at most ${short(100 * Math.max(...numbers.map(({ found }) => found)), 2)} points`,
        numbers,
      };
    },
  };
}

/** The reference ladder with one rung twice. */
const doubled = (place: number): Refinement => ({
  name: `${REFERENCE_LADDER[place].name} twice`,
  ladder: REFERENCE_LADDER.toSpliced(place, 0, REFERENCE_LADDER[place]),
});

export const REFINEMENT: ClaimGroup = {
  id: 'refinement',
  title: 'Refinement',
  about:
    'How much the outcomes depend on how finely time, beliefs, thought and the ladder are divided. None of it has a right value.',
  claims: [
    refinement('time-step', 'The length of a period hardly matters.', 'docs/model.md §8.4', 0.02, [
      { name: 'step_years 0.125 for 0.25', values: { 'clock.step_years': 0.125 } },
      { name: '0.0625', values: { 'clock.step_years': 0.0625 } },
    ]),
    refinement('belief-grid', 'The belief grid hardly matters.', 'docs/model.md §8.4', 0.005, [
      { name: '17 belief points for 9', values: { 'solver.belief_points': 17 } },
      { name: '65', values: { 'solver.belief_points': 65 } },
    ]),
    refinement('introspection', 'The depth of introspection hardly matters.', 'docs/model.md §8.4', 0.005, [
      { name: '10 steps for 3', values: { 'solver.introspection_depth': 10 } },
      { name: '20', values: { 'solver.introspection_depth': 20 } },
    ]),
    refinement('rungs', 'How many rungs there are hardly matters.', 'docs/model.md §8.4', 0.03, [
      doubled(0),
      doubled(1),
      doubled(2),
    ]),
  ],
};
