/** What the methods that look at worlds as they are have found, and which inputs stand out by it. */
import type { DeltaResult } from '../../analysis/sensitivity/delta.ts';
import type { Estimate } from '../../analysis/sensitivity/estimate.ts';
import type { PawnResult } from '../../analysis/sensitivity/pawn.ts';
import type { RankResult } from '../../analysis/sensitivity/ranks.ts';
import type { OutputSummary, Question, QuestionInput } from './question.ts';
import { byMerit } from './tables.ts';

/** What was found without evaluating anything. */
export interface GivenFindings {
  readonly question: Question;
  readonly output: OutputSummary;
  readonly pawn: PawnResult | undefined;
  readonly ranks: RankResult | undefined;
  readonly delta: DeltaResult | undefined;
  /** Methods for which there were too few draws. */
  readonly skipped: readonly { readonly method: string; readonly reason: string }[];
}

/** Inputs by what is best at telling them apart: rank correlation, else PAWN, else delta. */
export function orderOfInputs({ ranks, pawn, delta }: Pick<GivenFindings, 'ranks' | 'pawn' | 'delta'>): number[] {
  const indices = ranks?.indices.map(({ partial }) => partial) ?? pawn?.indices ?? delta?.indices ?? [];
  return byMerit(indices.map(({ value }) => Math.abs(value)));
}

/** Inputs that surely stand out by PAWN, but whose rank correlation cannot be told from 0. */
export function withoutDirection({ ranks, pawn }: Pick<GivenFindings, 'ranks' | 'pawn'>): number[] {
  if (ranks === undefined || pawn === undefined) return [];
  return pawn.indices.flatMap(({ low, dummyLimit }, input) =>
    low > dummyLimit && signOf(ranks.indices[input].partial) === 0 ? [input] : [],
  );
}

/** The name of an input, marked if it rests on a source. */
export function nameInput({ name, basis }: Pick<QuestionInput, 'name' | 'basis'>): string {
  return basis === 'source' ? `${name}*` : name;
}

/** What the mark means. */
export function sayMarks(inputs: readonly Pick<QuestionInput, 'basis'>[]): string {
  const sourced = inputs.filter(({ basis }) => basis === 'source').length;
  return sourced === 0 ? 'None rests on a source.' : '* rests on a source, all others on judgement or nothing.';
}

/** Of an estimate whose interval leaves out 0; else 0. */
export function signOf({ low, high }: Estimate): number {
  return low > 0 ? 1 : high < 0 ? -1 : 0;
}
