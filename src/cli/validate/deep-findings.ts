/** What `validate --deep` can find, and what can be found without sampling anything. */
import { wilsonInterval } from '../../analysis/statistics.ts';
import { splitPhased } from '../../scenario/phases.ts';
import { commonQuantities } from '../../scenario/program.ts';
import { formatFault, type Position, type Quantity, type Scenario } from '../../scenario/scenario.ts';

/** What is looked for, in the order of reporting. */
export const CHECKS = {
  failure: 'draws that fail',
  payoff_order: 'payoffs out of order',
  no_effect: 'quantities without any effect',
  certain_outcome: 'outcomes that are the same everywhere',
  always_tied: 'paths that always tie',
  adjusted: 'values that are clamped or sampled again',
  no_source: 'priors without a source',
  idle_correlation: 'correlations without effect',
} as const;

export type Check = keyof typeof CHECKS;

/** One thing that is probably not meant. Plain data. */
export interface Finding {
  readonly check: Check;
  readonly at: Position | undefined;
  /** The quantity, outcome or preference. */
  readonly subject: string;
  /** What was found, with its numbers. */
  readonly found: string;
  /** What to do. */
  readonly advice: string;
  /** In how many of how many draws, where it is a matter of draws. */
  readonly draws?: { readonly count: number; readonly of: number } | undefined;
}

/** `file:line:column: subject: what was found; what to do`. */
export function formatFinding({ at, subject, found, advice }: Finding): string {
  return formatFault({ at, message: `${subject}: ${found}; ${advice}` });
}

/** `in 9 of 200 draws (4.5 %, 2.4–8.3 %)`: with Wilson's 95 % interval. */
export function inDraws(count: number, of: number): string {
  if (count === of) return of === 1 ? 'in the only draw' : `in all ${of} draws`;
  const { low, high } = wilsonInterval(count, of);
  const percent = (share: number) => String(Number((100 * share).toPrecision(2)));
  return `in ${count} of ${of} draws (${percent(count / of)} %, ${percent(low)}–${percent(high)} %)`;
}

/** Where a quantity is set: on a path, for all paths, or nowhere (then it has the reference value). */
export function positionOf(scenario: Scenario, id: string, path?: string): Position | undefined {
  const own = scenario.paths.find(({ name }) => name === path)?.parameters.get(id);
  // What a phase computes anew has the place of what it is computed as.
  return own?.at ?? commonQuantities(scenario).get(splitPhased(id).id)?.at;
}

/** What the text of a scenario says about its sources and correlations. */
export function findInText(scenario: Scenario): Finding[] {
  return [...findSourceless(scenario), ...findIdleCorrelations(scenario)];
}

/** Whoever says neither source nor note has been warned of that when the scenario was loaded. */
function findSourceless(scenario: Scenario): Finding[] {
  const own = scenario.paths.flatMap(({ name, parameters }) =>
    [...parameters].map(([id, quantity]) => ({ subject: `${name}:${id}`, quantity })),
  );
  const common = [...commonQuantities(scenario)].map(([subject, quantity]) => ({ subject, quantity }));
  const isOpen = ({ expression, source, judgement, note, at }: Quantity) =>
    expression.distributionCount > 0 && source === undefined && !judgement && note !== undefined && at.line > 0;
  return [...common, ...own].flatMap(({ subject, quantity }) =>
    isOpen(quantity)
      ? [
          {
            check: 'no_source' as const,
            at: quantity.at,
            subject,
            found: 'is uncertain and has a note, but no source and is not marked as a judgement',
            advice: 'name the source, or say judgement: true',
          },
        ]
      : [],
  );
}

/** Only another file or the command line can bring this about: in one file it is an error. */
function findIdleCorrelations(scenario: Scenario): Finding[] {
  const all = [commonQuantities(scenario), ...scenario.paths.map(({ parameters }) => parameters)];
  const isCertain = (id: string) =>
    all.every((quantities) => (quantities.get(id)?.expression.distributionCount ?? 0) === 0);
  return (scenario.idleCorrelations ?? []).flatMap(({ first, second, rank, at }) => {
    const certain = [first, second].filter(isCertain);
    return [
      {
        check: 'idle_correlation' as const,
        at,
        subject: `correlations: ${first} and ${second}`,
        found: `are correlated by ${rank}, but ${certain.join(' and ')} ${certain.length > 1 ? 'are' : 'is'} certain`,
        advice: 'take the correlation out, or give the quantity a distribution',
      },
    ];
  });
}
