/** What `flip --json` and `steelman --json` print: one document, for programs. Undefined values are null. */
import type { FlipFindings, SteelmanFindings } from './findings.ts';
import { sayBase, sayCase, sayRegion, sayReversal } from './words.ts';

/** A reversal as plain data. */
export function describeFlip(findings: FlipFindings): object {
  const { decision, preferred, other, reversal, carried, alone, ...rest } = findings;
  return {
    ...decision,
    preferred: decision.paths[preferred],
    other: decision.paths[other],
    ...rest,
    reversal: reversal ?? null,
    carried: carried ?? null,
    alone: alone ?? null,
    sentences: [...sayBase(findings), ...sayReversal(findings)],
  };
}

/** Best cases as plain data. */
export function describeSteelman(findings: SteelmanFindings): object {
  const { decision, cases, ...rest } = findings;
  return {
    ...decision,
    ...rest,
    cases: cases.map((one) => ({ ...one, path: decision.paths[one.path] })),
    sentences: [...cases.map((one) => sayCase(findings, one)), ...sayRegion(findings)],
  };
}
