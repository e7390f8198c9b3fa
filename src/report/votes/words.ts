/** The votes in words. */
import { formatEstimate, formatRange } from '../number-text.ts';
import type { CoalitionType, FoundVote, Posture, VotesFindings } from './findings.ts';

const CHALLENGES: Readonly<Record<string, string>> = {
  probe: 'probe',
  limited: 'limited attack',
  assault: 'assault',
};
const CIRCUMSTANCES: Readonly<Record<string, string>> = {
  triggered: 'hits the force and triggers the rules',
  hit: 'hits the force without triggering the rules',
  unhit: 'hits no force',
};

/** `limited attack`, `hits the force and triggers the rules`. */
export function partsOfVote(vote: string): { readonly challenge: string; readonly circumstance: string } {
  const [challenge, circumstance] = vote.split('_');
  return { challenge: CHALLENGES[challenge] ?? challenge, circumstance: CIRCUMSTANCES[circumstance] ?? circumstance };
}

/** A vote by its name, posture and type. */
export function voteAt(
  { votes }: VotesFindings,
  vote: string,
  posture: Posture,
  type: CoalitionType,
): FoundVote | undefined {
  return votes.find((row) => row.vote === vote && row.posture === posture && row.type === type);
}

/** Which vote is meant. */
export function nameVote(vote: string): string {
  const { challenge, circumstance } = partsOfVote(vote);
  return `the vote on ${/^[aeiou]/.test(challenge) ? 'an' : 'a'} ${challenge} that ${circumstance}`;
}

/** What the votes come to, in a few sentences. */
export function sayVotes(findings: VotesFindings): string[] {
  const { focus, actors, backingEffect, usable } = findings;
  const at = (posture: Posture, type: CoalitionType) => voteAt(findings, focus, posture, type);
  const chance = (posture: Posture, type: CoalitionType) => {
    const act = at(posture, type)?.act;
    return act === undefined ? '–' : formatEstimate(act.mean, act.se);
  };
  const sentences = [
    `At ${nameVote(focus)} the coalition acts with chance ${chance('engaged', 'either')} while the backer, ${actors.backer}, is engaged, ` +
      `${chance('wavering', 'either')} while it wavers and ${chance('withdrawn', 'either')} when it has withdrawn. From ` +
      `engaged to withdrawn it loses ${formatEstimate(backingEffect.mean, backingEffect.se)}; in the middle 90 % of worlds ` +
      `${formatRange(backingEffect.q05, backingEffect.q95)}.`,
    `If it is resolute, the chance is ${chance('engaged', 'resolute')} with the backer engaged and ` +
      `${chance('withdrawn', 'resolute')} with it withdrawn; if not, ${chance('engaged', 'irresolute')} and ` +
      `${chance('withdrawn', 'irresolute')}.`,
  ];
  const most = mostDecisive(findings);
  if (most.length > 0) {
    const said = most.map(({ member, decisive }) => `${member} (${formatEstimate(decisive.mean, decisive.se)})`);
    sentences.push(
      `The vote of ${said.join(', then of ')} is decisive most often there while the backer wavers: the others' votes leave the ` +
        'decision to it.',
    );
  }
  sentences.push(
    `Chances are means over ${usable} worlds ± their standard error. They are exact within a world, and rest on how ` +
      'members are assumed to weigh what is at stake.',
  );
  return sentences;
}

/** The members that decide most often at the focus while the backer wavers; none where one member decides alone. */
function mostDecisive({ memberRows, members, focus }: VotesFindings) {
  if (members.filter(({ weight }) => weight > 0).length < 2) return [];
  return memberRows
    .filter(({ vote, posture, type }) => vote === focus && posture === 'wavering' && type === 'either')
    .sort((a, b) => b.decisive.mean - a.decisive.mean)
    .slice(0, 2);
}
