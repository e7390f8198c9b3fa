/** The document that `votes --json` prints. */
import type { VotesFindings } from './findings.ts';
import { sayVotes } from './words.ts';

export function describeVotes(findings: VotesFindings): object {
  const { memberRows, isDeployed, backingEffect, ...rest } = findings;
  return {
    ...rest,
    ...{ is_deployed: isDeployed, backing_effect: backingEffect, member_votes: memberRows },
    sentences: sayVotes(findings),
  };
}
