/** One history with everything that happened in it, down to the members' votes (docs/model.md §3–5). */
import exp from '@stdlib/math-base-special-exp';
import { prepareGame } from './game.ts';
import type { HistoryEvent, VoteEvent } from './history-events.ts';
import { Shortfall } from './layout.ts';
import { type History, simulate } from './simulate.ts';
import { createSolution, type Solution, solve } from './solve.ts';
import { gapAt } from './vote-profile.ts';
import type { Member, World } from './world.ts';

/** How a member voted when the coalition decided as it did. */
export interface MemberVote {
  readonly name: string;
  readonly weight: number;
  /** Chance to be in favour, before the decision of the coalition is known. */
  readonly chance: number;
  readonly inFavour: boolean;
}

/** A decision of the coalition with the votes behind it. */
export interface TracedVote extends VoteEvent {
  /** Missing backing that the members see, 0 to 1. */
  readonly missingBacking: number;
  /** What acting is worth to the coalition as it is beside refraining, its inclination included. */
  readonly gap: number;
  readonly members: readonly MemberVote[];
}

export type TraceEvent = Exclude<HistoryEvent, VoteEvent> | TracedVote;

export interface Trace {
  /** What `simulate` makes of the same stream. */
  readonly history: History;
  readonly events: readonly TraceEvent[];
}

/**
 * Plays one history of a faultless world (`worldFaults`) and says what happened in it.
 * @param stream uniforms of the history, as `simulate` takes them: the same stream gives the same history
 * @param voters uniforms for the members' votes. The history leaves them open: it draws the decision of the coalition,
 *   and the votes are drawn here given that decision. They change nothing in the history.
 */
export function traceWorld(world: World, stream: () => number, voters: () => number): Trace {
  const solution = createSolution(prepareGame(world));
  solve(solution);
  const events: TraceEvent[] = [];
  const [history] = simulate(solution, [stream], (event) => {
    events.push(event.kind === 'vote' ? traceVote(solution, world.members, event, voters) : event);
  });
  return { history, events };
}

function traceVote(solution: Solution, members: readonly Member[], event: VoteEvent, voters: () => number): TracedVote {
  const { committee, backing, precision, quorum } = solution.game;
  const { shortfall, logOdds, happened } = event;
  const missingBacking =
    shortfall === Shortfall.Unbacked ? 1 : shortfall === Shortfall.Backed ? 0 : 1 - backing[shortfall];
  const gap = gapAt(logOdds, (at) => committee.logOdds(shortfall, at));
  const chances = members.map(({ resolve, conditionality }) => {
    const odds = exp(-precision * (gap + resolve - conditionality * missingBacking));
    return 1 / (1 + odds);
  });
  const inFavour = drawVotes(members, chances, quorum, happened, voters);
  const votes = members.map(({ name, weight }, m) => ({ name, weight, chance: chances[m], inFavour: inFavour[m] }));
  return { ...event, missingBacking, gap, members: votes };
}

/**
 * Draws the votes one after the other, each given those before it and the decision of the coalition: by Bayes' rule the
 * chance of a yes is its own times that of the decision after it, over that of the decision before it.
 */
function drawVotes(
  members: readonly Member[],
  chances: readonly number[],
  quorum: number,
  happened: boolean,
  voters: () => number,
): boolean[] {
  const total = members.reduce((sum, { weight }) => sum + weight, 0);
  const need = total * quorum - 1e-9;
  const later = chancesOfSuccess(members, chances, need, total);
  const decision = (m: number, weight: number) => (happened ? later[m][weight] : 1 - later[m][weight]);
  let weight = 0;
  return members.map((member, m) => {
    const yes = chances[m] * decision(m + 1, weight + member.weight);
    const no = (1 - chances[m]) * decision(m + 1, weight);
    const inFavour = voters() * (yes + no) < yes;
    if (inFavour) weight += member.weight;
    return inFavour;
  });
}

/** [members that have voted][weight in favour so far]: chance that enough weight comes together in the end. */
function chancesOfSuccess(
  members: readonly Member[],
  chances: readonly number[],
  need: number,
  total: number,
): Float64Array[] {
  const enough = Float64Array.from({ length: total + 1 }, (_, weight) => (weight > 0 && weight >= need ? 1 : 0));
  const rows: Float64Array[] = [enough];
  for (let m = members.length - 1; m >= 0; m--) {
    const [next] = rows;
    const { weight } = members[m];
    rows.unshift(
      Float64Array.from(next, (stays, w) =>
        w + weight <= total ? chances[m] * next[w + weight] + (1 - chances[m]) * stays : stays,
      ),
    );
  }
  return rows;
}
