/**
 * How the coalition of one world votes (docs/model.md §5): its chance of acting at any stake, what is at stake at the
 * votes of a period in the solved game, and what each member's vote decides. A *stake* is what acting is worth to the
 * coalition beside refraining, the inclinations of its type and its members left out.
 */
import exp from '@stdlib/math-base-special-exp';
import ln from '@stdlib/math-base-special-ln';
import { entryPosition } from './belief-grid.ts';
import { Challenge, Circumstance, Play, Size } from './layout.ts';
import { voteOffset } from './policy.ts';
import { enterStart, lastStage, policyOffset, type Solution, solvePeriod } from './solve.ts';
import { exactVote, type VoteChance, weighVoters } from './vote.ts';
import type { Member } from './world.ts';

/** A vote by what it is about: the challenge, and what has become of the force. */
export interface VoteKind {
  readonly name: string;
  readonly challenge: Challenge;
  readonly circumstance: Circumstance;
}

/** The votes that there can be on an answer: a probe that hits nobody is let pass. */
export const VOTE_KINDS: readonly VoteKind[] = [
  { name: 'probe_triggered', challenge: Challenge.Probe, circumstance: Circumstance.Triggered },
  { name: 'probe_hit', challenge: Challenge.Probe, circumstance: Circumstance.Untriggered },
  { name: 'limited_triggered', challenge: Challenge.Limited, circumstance: Circumstance.Triggered },
  { name: 'limited_hit', challenge: Challenge.Limited, circumstance: Circumstance.Untriggered },
  { name: 'limited_unhit', challenge: Challenge.Limited, circumstance: Circumstance.Unhit },
  { name: 'assault_triggered', challenge: Challenge.Assault, circumstance: Circumstance.Triggered },
  { name: 'assault_hit', challenge: Challenge.Assault, circumstance: Circumstance.Untriggered },
  { name: 'assault_unhit', challenge: Challenge.Assault, circumstance: Circumstance.Unhit },
];

/** What decides over the votes of a coalition. */
export interface Voters {
  readonly members: readonly Member[];
  readonly quorum: number;
  /** λ_C. */
  readonly precision: number;
  /** Added to the gap of the resolute type, taken from that of the irresolute. */
  readonly halfTypeGap: number;
  /** Chance that the coalition is of the resolute type when a ceasefire begins. */
  readonly resolve: number;
  /** Backing that is missing before the backer has shown itself, by posture. */
  readonly shortfalls: Float64Array;
}

/** What one member's vote comes to. */
export interface MemberChance {
  /** Chance to vote for acting. */
  readonly yes: number;
  /** Chance that the others' votes leave the decision to this one. */
  readonly decisive: number;
}

/** A vote in the solved game. Where her belief lies between two points of the grid, the mean of both by their weights. */
export interface SolvedVote {
  /** By type: what is at stake, and the chance that it acts. */
  readonly stake: readonly [resolute: number, irresolute: number];
  readonly act: readonly [resolute: number, irresolute: number];
  /** By type and member. */
  readonly members: readonly [resolute: readonly MemberChance[], irresolute: readonly MemberChance[]];
}

/** The voters of a period's game. */
export function votersOf(members: readonly Member[], solution: Solution, period: number): Voters {
  enterStart(solution, period);
  const { quorum, precision, halfTypeGap, resolve, backing } = solution.game;
  return { members, quorum, precision, halfTypeGap, resolve, shortfalls: backing.map((chance) => 1 - chance) };
}

/**
 * Chance that the coalition acts.
 * @param type 0 for a resolute coalition, 1 for an irresolute one
 * @param shortfall backing that is missing, from 0 to 1
 */
export function actingChance(of: Voters, type: number, stake: number, shortfall: number): VoteChance {
  const { voters, weights, need } = weighVoters(of.members, of.quorum);
  const odds = voters.map((member) => oddsAgainst(of, member, type, stake, shortfall));
  return exactVote(
    odds.map((o) => 1 / (1 + o)),
    odds.map((o) => 1 / (1 + 1 / o)),
    weights,
    need,
  );
}

/** What each member's vote comes to, in the order of the members. One without weight decides nothing. */
export function memberChances(of: Voters, type: number, stake: number, shortfall: number): MemberChance[] {
  const { voters, weights, need } = weighVoters(of.members, of.quorum);
  const odds = voters.map((member) => oddsAgainst(of, member, type, stake, shortfall));
  const chances = odds.map((o) => 1 / (1 + o));
  const complements = odds.map((o) => 1 / (1 + 1 / o));
  return of.members.map((member) => {
    const yes = 1 / (1 + oddsAgainst(of, member, type, stake, shortfall));
    const own = voters.indexOf(member);
    if (own < 0) return { yes, decisive: 0 };
    const others = (values: readonly number[]) => values.filter((_, index) => index !== own);
    const missing = (needed: number) =>
      needed <= 0 ? 1 : exactVote(others(chances), others(complements), others([...weights]), needed).act;
    return { yes, decisive: Math.max(0, missing(need - weights[own]) - missing(need)) };
  });
}

/**
 * The votes on an answer that there can be in a period, with the challenger's belief as when a ceasefire begins.
 * @param stage 0 fresh, 1 deployed, 2 deployed and challenger rearmed
 * @returns in the order of VOTE_KINDS; undefined for those that cannot be, since there is no force to hit
 * @throws RangeError if the period or the stage cannot be
 */
export function solvedVotes(
  members: readonly Member[],
  solution: Solution,
  { period, posture, stage }: { readonly period: number; readonly posture: number; readonly stage: number },
): (SolvedVote | undefined)[] {
  if (!(Number.isInteger(period) && period >= 0 && period < solution.game.periods)) {
    throw new RangeError(`period ${period}: must be an integer from 0 to ${solution.game.periods - 1}`);
  }
  if (!(Number.isInteger(stage) && stage >= 0 && stage <= lastStage(period))) {
    throw new RangeError(`in period ${period} stage ${stage}: must be an integer from 0 to ${lastStage(period)}`);
  }
  if (!solution.keepsAllPeriods) solvePeriod(solution, period);
  const voters = votersOf(members, solution, period);
  const { game, grid, layout, policy } = solution;
  const shortfall = voters.shortfalls[posture];
  const here = policyOffset(solution, period) + (Size.Stages * posture + stage) * layout.perState;
  const canBeHit = stage > 0 && game.troops > 0;
  const position = entryPosition(grid, game.firstBelief);
  const low = Math.floor(position);
  const up = position - low;

  const ofType = (play: number, type: number) => {
    const at = play + (type === 0 ? Play.ResoluteYes : Play.IrresoluteYes);
    const act = policy[at];
    const inclined = type === 0 ? game.halfTypeGap : -game.halfTypeGap;
    const odds = ln(act) - ln(policy[at + Size.Types]);
    const stake = gapAt(odds, (gap) => game.committee.logOdds(posture, gap)) - inclined;
    return { act, stake, members: memberChances(voters, type, stake, shortfall) };
  };
  return VOTE_KINDS.map(({ challenge, circumstance }) => {
    if (circumstance !== Circumstance.Unhit && !canBeHit) return undefined;
    const play = here + voteOffset(layout, challenge, circumstance) + Play.Width * low;
    const types = [0, 1].map((type) => {
      const [a, b] = [ofType(play, type), ofType(play + Play.Width, type)];
      const mean = (x: number, y: number) => (1 - up) * x + up * y;
      return {
        act: mean(a.act, b.act),
        stake: mean(a.stake, b.stake),
        members: a.members.map(({ yes, decisive }, m) => ({
          yes: mean(yes, b.members[m].yes),
          decisive: mean(decisive, b.members[m].decisive),
        })),
      };
    });
    return {
      stake: [types[0].stake, types[1].stake],
      act: [types[0].act, types[1].act],
      members: [types[0].members, types[1].members],
    };
  });
}

/** A member's odds against acting. */
function oddsAgainst(of: Voters, member: Member, type: number, stake: number, shortfall: number): number {
  const inclined = (type === 0 ? of.halfTypeGap : -of.halfTypeGap) + member.resolve - member.conditionality * shortfall;
  return exp(-of.precision * (stake + inclined));
}

/** No coalition has more at stake than this. */
const LARGEST_GAP = 1e6;

/**
 * The gap at which a coalition has some log-odds of acting, by bisection: they rise with the gap.
 * @returns within ±1e6
 */
export function gapAt(logOdds: number, logOddsAt: (gap: number) => number): number {
  let low = -LARGEST_GAP;
  let high = LARGEST_GAP;
  for (let i = 0; i < 80; i++) {
    const middle = (low + high) / 2;
    if (logOddsAt(middle) < logOdds) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
