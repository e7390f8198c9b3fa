/** What the methods that look at worlds as they are have found, and which inputs stand out by it. */
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
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

/** An input by what it scores, and by what tells that from one that does nothing. */
export interface Standing {
  /** Whether it can be told from noise: 5 % of inputs that do nothing can as well. */
  readonly isOut: boolean;
  /** Whether it can if one counts how many were looked at (Bonferroni): with 95 % probability no input that does nothing can. */
  readonly isSure: boolean;
}

/** How each input stands, by the method that the order follows. */
export function standings(findings: Pick<GivenFindings, 'ranks' | 'pawn' | 'delta'>): Standing[] {
  const { ranks, pawn, delta } = findings;
  if (ranks) {
    const inputs = ranks.indices.length;
    return ranks.indices.map(({ partial }) => ({
      isOut: signOf(partial) !== 0,
      isSure:
        Math.abs(partial.value) > ((partial.high - partial.low) / 2) * (normal(1 - 0.025 / inputs) / normal(0.975)),
    }));
  }
  if (pawn) return pawn.indices.map((index) => overDummy(index.value, index, pawn.indices.length));
  return delta?.indices.map((index) => overDummy(index.uncorrected, index, delta.indices.length)) ?? [];
}

/** Inputs that surely stand out by PAWN, but whose rank correlation cannot be told from 0. */
export function withoutDirection({ ranks, pawn }: Pick<GivenFindings, 'ranks' | 'pawn'>): number[] {
  if (ranks === undefined || pawn === undefined) return [];
  return pawn.indices.flatMap((index, input) =>
    overDummy(index.value, index, pawn.indices.length).isSure && signOf(ranks.indices[input].partial) === 0
      ? [input]
      : [],
  );
}

/** Scores of inputs that do nothing are about normal; their mean and 95 % limit are known. */
function overDummy(
  value: number,
  { dummy, dummyLimit }: { dummy: number; dummyLimit: number },
  inputs: number,
): Standing {
  const limit = dummy + (dummyLimit - dummy) * (normal(1 - 0.05 / inputs) / normal(0.95));
  return { isOut: value > dummyLimit, isSure: value > Math.max(limit, dummyLimit) };
}

const normal = (p: number): number => normalQuantile(p, 0, 1);

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
