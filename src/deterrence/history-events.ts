/**
 * What happens in a history, as plain data: everything that was weighed or left to chance, with the probability it had,
 * and how it came out. The order is that of events; a period of ceasefire ends with `period_end`.
 */

/** Chances are true ones; beliefs are the challenger's that the coalition is resolute. Types: 0 resolute, 1 irresolute. */
export type HistoryEvent =
  | { readonly kind: 'start'; readonly posture: number; readonly type: number; readonly resolve: number }
  | {
      readonly kind: 'period';
      readonly period: number;
      /** From the start, at the beginning of the period. */
      readonly years: number;
      readonly phase: 'war' | 'ceasefire';
      readonly posture: number;
      readonly stage: number;
      /** Undefined in war: nothing has been shown yet. */
      readonly belief: number | undefined;
      /** Soldiers in place, and the force that the path wants, in thousand. */
      readonly troops: number;
      readonly wanted: number;
    }
  /** The path has changed course with this period: the force that is wanted, in thousand, and the one that was. */
  | { readonly kind: 'course'; readonly fromYear: number; readonly wanted: number; readonly before: number }
  /** A force of another size than the one in place is wanted: has it arrived by the end of the period? */
  | { readonly kind: 'arrival'; readonly chance: number; readonly happened: boolean }
  | { readonly kind: 'offer'; readonly chance: number; readonly happened: boolean }
  | { readonly kind: 'acceptance'; readonly chance: number; readonly happened: boolean }
  | { readonly kind: 'collapse'; readonly chance: number; readonly happened: boolean }
  | { readonly kind: 'opportunity'; readonly chance: number; readonly happened: boolean }
  /** Nothing, probe, limited attack or assault: what was chosen (0–3), and the probability of each. */
  | { readonly kind: 'choice'; readonly probabilities: readonly number[]; readonly choice: number }
  | { readonly kind: 'hit'; readonly chance: number; readonly happened: boolean }
  | { readonly kind: 'trigger'; readonly chance: number; readonly happened: boolean }
  | { readonly kind: 'automatic_response'; readonly chance: number; readonly happened: boolean }
  | VoteEvent
  | { readonly kind: 'backing'; readonly chance: number; readonly happened: boolean }
  | { readonly kind: 'misreading'; readonly chance: number; readonly happened: boolean }
  /** A rung is entered: is control lost? */
  | { readonly kind: 'rung'; readonly rung: number; readonly chance: number; readonly happened: boolean }
  /** The challenger's move on a rung: does she climb? */
  | { readonly kind: 'climb'; readonly rung: number; readonly chance: number; readonly happened: boolean }
  | { readonly kind: 'spiral'; readonly chance: number; readonly happened: boolean }
  | { readonly kind: 'limited_success'; readonly chance: number; readonly happened: boolean }
  /** A joint war: is control lost in it? */
  | { readonly kind: 'war_escalation'; readonly chance: number; readonly happened: boolean }
  /** A war is fought to its end, by the protégé alone or jointly: does the challenger win? */
  | { readonly kind: 'war'; readonly joint: boolean; readonly chance: number; readonly happened: boolean }
  /** Control is lost: do nuclear weapons come into use? */
  | { readonly kind: 'nuclear_use'; readonly chance: number; readonly happened: boolean }
  | {
      readonly kind: 'period_end';
      /** Her belief with which the next period begins, before it is rounded to the grid. */
      readonly belief: number;
      readonly advanceChance: number;
      readonly advanced: boolean;
      readonly erosionChance: number;
      readonly eroded: boolean;
    }
  | { readonly kind: 'posture'; readonly posture: number }
  | { readonly kind: 'end'; readonly outcome: string };

/** The coalition decides: to respond (rung 0) or to climb from a rung. */
export interface VoteEvent {
  readonly kind: 'vote';
  readonly rung: number;
  /** Whether the force was hit and the rules triggered. */
  readonly hit: boolean;
  readonly triggered: boolean;
  /** Chance to act of a resolute and of an irresolute coalition. */
  readonly chances: readonly [number, number];
  readonly type: number;
  /** Log-odds to act of the coalition as it is. */
  readonly logOdds: number;
  readonly happened: boolean;
  /** Which missing backing the members see (vote.ts). */
  readonly shortfall: number;
  /** Her belief before and, as she learns from the decision, after. */
  readonly beliefBefore: number;
  readonly beliefAfter: number;
}
