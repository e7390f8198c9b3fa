/** What is claimed of the program, and what a check of it finds. */
import type { Subject } from './subject.ts';

/** Does the program do what was expected? */
export type Verdict =
  | 'agrees'
  /** The model departs from the literature, in the way and for the reason that the claim gives. */
  | 'differs'
  /** Neither: something is wrong with the program, or with an explanation. */
  | 'fails';

/** From good to bad. */
export const VERDICTS: readonly Verdict[] = ['agrees', 'differs', 'fails'];

/** A number that was looked at. */
export interface CheckedNumber {
  readonly quantity: string;
  readonly found: number;
  /** Where a certain number is expected, that, and the largest absolute difference that is let pass. */
  readonly expected?: number;
  readonly tolerance?: number;
}

/** What a check found. */
export interface Finding {
  /** Whether it is as the claim expects; of a claim with an explanation, whether the model departs as explained. */
  readonly holds: boolean;
  /** In a few words, with numbers. */
  readonly found: string;
  readonly numbers: readonly CheckedNumber[];
}

/** One thing that theory, another program or the specification says. */
export interface Claim {
  /** Unique, in kebab case. */
  readonly id: string;
  /** One sentence. */
  readonly claim: string;
  /** Who says so. */
  readonly source: string;
  /** Which parameters of the model, or which game, express it. */
  readonly how: string;
  readonly expected: string;
  /** Why the model departs from the source. With it the verdict is never `agrees`. */
  readonly explanation?: string;
  readonly check: (subject: Subject) => Finding;
}

/** Claims that belong together. */
export interface ClaimGroup {
  /** Unique, in kebab case. */
  readonly id: string;
  readonly title: string;
  /** One or two sentences on what is checked here, and on what. */
  readonly about: string;
  readonly claims: readonly Claim[];
}

/** A claim after its check. */
export interface CheckedClaim {
  readonly group: ClaimGroup;
  readonly claim: Claim;
  readonly verdict: Verdict;
  readonly finding: Finding;
}

/** Checks a claim. An error of the program is a finding: the claim fails. */
export function checkClaim(group: ClaimGroup, claim: Claim, subject: Subject): CheckedClaim {
  const finding = findOut(claim, subject);
  const verdict = !finding.holds ? 'fails' : claim.explanation === undefined ? 'agrees' : 'differs';
  return { group, claim, verdict, finding };
}

function findOut(claim: Claim, subject: Subject): Finding {
  try {
    return claim.check(subject);
  } catch (error) {
    return { holds: false, found: `error: ${error instanceof Error ? error.message : String(error)}`, numbers: [] };
  }
}
