/** What an analysis of perception has found: what the challenger misjudges, what rests on it, what the truth would be worth. */
import type { ErrorSummary } from '../../analysis/perception/errors.ts';
import type { Corrections, Orders, Split } from '../../analysis/perception/perception.ts';
import type { Plan } from '../../experiment/plan.ts';

/** Something that the challenger may misjudge. */
export type SourceName = 'resolve' | 'backing' | 'strength';

/** The misjudgements: the parameter that holds each, and what stands for it in tables and sentences. */
export const MISJUDGED: readonly {
  readonly name: SourceName;
  readonly parameter: string;
  /** What she misjudges, after "her judgement of". */
  readonly what: string;
  /** The same as the beginning of a row. */
  readonly row: string;
}[] = [
  {
    name: 'resolve',
    parameter: 'challenger.misperception_resolve',
    what: "the coalition's resolve",
    row: "Coalition's resolve",
  },
  {
    name: 'backing',
    parameter: 'challenger.misperception_backing',
    what: "the backer's backing",
    row: "Backer's backing",
  },
  { name: 'strength', parameter: 'challenger.overconfidence', what: 'her own strength', row: 'Her own strength' },
];

/** How far the challenger is off on one path, in log-odds; above 0 she overrates. */
interface Misjudgement extends ErrorSummary {
  readonly path: string;
  readonly source: SourceName;
}

/** A quantity, split on every path. */
export interface MeasureSplit extends Split {
  /** Whether it is the risk of war, of which less is meant to be better. */
  readonly isRisk: boolean;
  readonly name: string;
  /** What it is, in words. */
  readonly meaning: string;
  readonly unit: string;
}

/** For whom or what the truth is worth something. */
type WorthKind = 'preference' | 'value' | 'expectation' | 'outcome';

/** What it changes when the challenger knows the truth. */
export interface Worth extends Corrections {
  /**
   * `value` is what somebody really gets. `expectation` is what the challenger herself expects, which may be wrong: it is
   * no measure of what she gets.
   */
  readonly kind: WorthKind;
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  /** Which way it is better for whoever it belongs to; undefined where nothing says. */
  readonly direction: 'minimize' | 'maximize' | undefined;
}

export interface PerceptionFindings {
  readonly plan: Plan;
  readonly paths: readonly string[];
  /** What she misjudges in some world on some path; everything else she sees as it is. */
  readonly sources: readonly SourceName[];
  readonly misjudgements: readonly Misjudgement[];
  readonly measures: readonly MeasureSplit[];
  readonly worths: readonly Worth[];
  /** The paths under the preference that comes first among the worths. */
  readonly orders: Orders | undefined;
  /** Evaluations of worlds in which something was put right. */
  readonly evaluations: number;
}

/** The rows of `MISJUDGED` that matter, in their order. */
export function misjudgedOf({ sources }: Pick<PerceptionFindings, 'sources'>) {
  return MISJUDGED.filter(({ name }) => sources.includes(name));
}

/** What the players are called in sentences: what a scenario calls them, or their parts in the game. */
export function playersOf({ actors }: Plan): {
  readonly challenger: string;
  readonly protege: string;
  readonly backer: string;
} {
  const named = (name: string, part: string) => (name === part ? `the ${part.toLowerCase()}` : name);
  return {
    challenger: named(actors.challenger, 'Challenger'),
    protege: named(actors.protege, 'Protégé'),
    backer: named(actors.backer, 'Backer'),
  };
}

/** A sentence with a capital at its beginning. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
