/** What `sensitivity --json` prints of worlds as they are: one document, for programs. Undefined values are null. */
import type { GivenFindings } from './findings.ts';
import type { OutputSummary, Question } from './question.ts';
import { sayGiven } from './words.ts';

/** What was asked, as plain data. */
export function describeQuestion(
  { plan, objective, subject, isBestTwo, inputs }: Question,
  output: OutputSummary,
): object {
  return { plan, objective, subject, isBestTwo, output, inputs };
}

/** The document as plain data. Inputs are in the order of `inputs`. */
export function describeGiven(findings: GivenFindings): object {
  const { question, output, pawn, ranks, delta, skipped } = findings;
  return {
    ...describeQuestion(question, output),
    pawn: pawn ?? null,
    ranks: ranks ?? null,
    delta: delta ?? null,
    skipped,
    sentences: sayGiven(findings),
  };
}
