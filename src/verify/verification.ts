/** All claims, and what became of them. */
import { BARGAINING } from './bargaining.ts';
import { BRINKMANSHIP } from './brinkmanship.ts';
import { type CheckedClaim, type Claim, type ClaimGroup, checkClaim, type Verdict } from './claim.ts';
import { ENGAGEMENT } from './engagement.ts';
import { FORCES } from './forces.ts';
import { HISTORIES_GROUP } from './histories.ts';
import { INDEPENDENT } from './independent.ts';
import { LIMITS } from './limits.ts';
import { LITERATURE } from './literature.ts';
import { PERFECT_DETERRENCE } from './perfect-deterrence.ts';
import { PUBLISHED } from './published.ts';
import { REFINEMENT } from './refinement.ts';
import { STRATEGIC_INTERACTION } from './strategic-interaction.ts';
import type { Subject } from './subject.ts';

/** In the order in which they are told: theory first, then other programs, then what the model must do of itself. */
export const CLAIM_GROUPS: readonly ClaimGroup[] = [
  BARGAINING,
  PERFECT_DETERRENCE,
  BRINKMANSHIP,
  STRATEGIC_INTERACTION,
  ENGAGEMENT,
  LITERATURE,
  FORCES,
  INDEPENDENT,
  PUBLISHED,
  HISTORIES_GROUP,
  LIMITS,
  REFINEMENT,
];

/** What the literature says of things that the model does not have, so that nothing here can be held against it. */
export const NOT_EXPRESSED: readonly { readonly what: string; readonly source: string }[] = [
  {
    what: 'Bargaining over shares: the terms of a ceasefire are those of the path. Its closed forms are held against the game code alone.',
    source: 'Fearon 1995; Powell 1999',
  },
  {
    what: 'Sunk costs as a signal beside tied hands: what a deployment costs is counted, and decides nothing.',
    source: 'Fearon 1997',
  },
  {
    what: 'Mobilisation as a signal that also changes the balance.',
    source: 'Slantchev 2005',
  },
  {
    what: 'Moral hazard: the protégé makes no moves, and cannot become reckless under a guarantee.',
    source: 'Snyder 1984; Benson 2012',
  },
  {
    what: 'How a ceasefire came about: imposed, negotiated, monitored. All that begin are alike.',
    source: 'Werner & Yuen 2005; Quackenbush & Venteicher 2008; Fortna 2004',
  },
  {
    what: 'Assurances that lower one’s own payoff of attacking: the coalition never attacks.',
    source: 'Kydd & McManus 2017',
  },
];

/** A claim to be checked. */
export interface ClaimToCheck {
  readonly group: ClaimGroup;
  readonly claim: Claim;
}

/** All claims, or those of groups or with ids of such names. */
export function selectClaims(names?: readonly string[]): ClaimToCheck[] {
  return CLAIM_GROUPS.flatMap((group) =>
    group.claims
      .filter((claim) => names === undefined || names.includes(group.id) || names.includes(claim.id))
      .map((claim) => ({ group, claim })),
  );
}

/** What claims can be asked for by: groups, then claims. */
export function claimNames(): string[] {
  return [...CLAIM_GROUPS.map(({ id }) => id), ...selectClaims().map(({ claim }) => claim.id)];
}

/** Checks claims one after another; whoever asks for the next one decides when. */
export function* verify(subject: Subject, claims: readonly ClaimToCheck[] = selectClaims()): Generator<CheckedClaim> {
  for (const { group, claim } of claims) yield checkClaim(group, claim, subject);
}

/** How many claims came out how. */
export function countVerdicts(checked: readonly CheckedClaim[]): Readonly<Record<Verdict, number>> {
  const count = (verdict: Verdict) => checked.filter((claim) => claim.verdict === verdict).length;
  return { agrees: count('agrees'), differs: count('differs'), fails: count('fails') };
}
