/**
 * The chance that the coalition's word is broken at least once (docs/model.md §7: uncovered cheque, broken promise).
 * It is carried backward like a value: at every state, belief and type the probability that from here on such a branch
 * is met. That equals the total probability less what is left when such branches are removed from the exact pass.
 */
import { lowerPoint } from './belief-grid.ts';
import { ASSAULT, LIMITED, PROBE } from './engagement-rules.ts';
import type { Game } from './game.ts';
import { AFTER_NO, AFTER_YES, PLAY, RESOLUTE_NO, RESOLUTE_YES } from './introspection.ts';
import { CHOICE, CLIMB, RUNG, rungOffset, STOP, TRIGGERED, UNHIT, UNTRIGGERED, voteOffset } from './policy.ts';
import { POSTURES, STAGES, STATES } from './schedule.ts';
import { lastStage, policyOffset, type Solution } from './solve.ts';

const TYPES = 2;
const WORDS = 2;
/** A hit that is absorbed, or backed down from. */
export const UNCOVERED_CHEQUE = 0;
/** A limited attack or an assault that is absorbed, or backed down from. */
export const BROKEN_PROMISE = 1;

/** Room for the pass; "[type][belief]" is TYPES · points. */
export interface BrokenWord {
  /** [period 0…T][state][word][type][belief]. */
  readonly chance: Float64Array;
  /** Next period averaged over a redrawn posture, and over the posture's move: [stage][word][type][belief]. */
  readonly redrawn: Float64Array;
  readonly moved: Float64Array;
  /** At the end of a period: on the grid after erosion, and with the belief of each grid point; [word][type][belief]. */
  readonly end: Float64Array;
  readonly endAtBelief: Float64Array;
  /** Entering the rung last passed, and the one above it: [strand][type][belief]. */
  readonly entry: Float64Array;
  readonly above: Float64Array;
  /** An answer to one kind of challenge, before the backer has shown itself: [strand][type][belief]. */
  readonly answer: Float64Array;
}

/**
 * On the ladder three chances are carried side by side: that of an uncovered cheque after a hit (backing down is one)
 * and without a hit (it may still be met later), and that of a broken promise (a hit makes no difference).
 */
const CHEQUE_AFTER_HIT = 0;
const CHEQUE_WITHOUT_HIT = 1;
const PROMISE = 2;
const STRANDS = 3;

export function createBrokenWord(points: number, periods: number): BrokenWord {
  const perState = WORDS * TYPES * points;
  const perLadder = STRANDS * TYPES * points;
  return {
    chance: new Float64Array((periods + 1) * STATES * perState),
    redrawn: new Float64Array(STAGES * perState),
    moved: new Float64Array(STAGES * perState),
    end: new Float64Array(perState),
    endAtBelief: new Float64Array(perState),
    entry: new Float64Array(perLadder),
    above: new Float64Array(perLadder),
    answer: new Float64Array(perLadder),
  };
}

/** Chance of a broken word in a ceasefire that begins in a period and posture, before the type is known. */
export function chanceFromStart(solution: Solution, room: BrokenWord, t: number, u: number, word: number): number {
  const { game, grid } = solution;
  const position = game.firstBelief * grid.entryScale;
  const low = lowerPoint(position, grid.points);
  const at = ((t * STATES + STAGES * u) * WORDS + word) * TYPES * grid.points + low;
  const read = (i: number) => room.chance[i] + (position - low) * (room.chance[i + 1] - room.chance[i]);
  return game.resolve * read(at) + (1 - game.resolve) * read(at + grid.points);
}

/** One period of the backward pass, after the period's game has been solved. */
export function watchPeriod(solution: Solution, room: BrokenWord, t: number): void {
  const { game, grid, layout } = solution;
  const perState = WORDS * TYPES * grid.points;
  const { chance, redrawn, moved } = room;
  const { posture } = game.schedule;
  const next = (t + 1) * STATES * perState;
  const width = (lastStage(t + 1) + 1) * perState;
  const perPosture = STAGES * perState;
  if (t === game.periods - 1) chance.fill(0, next, next + STATES * perState);
  for (let i = 0; i < width; i++) {
    redrawn[i] =
      posture[3 * t] * chance[next + i] +
      posture[3 * t + 1] * chance[next + perPosture + i] +
      posture[3 * t + 2] * chance[next + 2 * perPosture + i];
  }
  for (let u = 0; u < POSTURES; u++) {
    for (let i = 0; i < width; i++) {
      moved[i] = game.postureChance * redrawn[i] + (1 - game.postureChance) * chance[next + u * perPosture + i];
    }
    for (let k = 0; k <= lastStage(t); k++) {
      prepareEnd(solution, room, k);
      const state = STAGES * u + k;
      const at = policyOffset(solution, t) + state * layout.perState;
      watchStage(solution, room, u, k > 0 && game.troops > 0, at, (t * STATES + state) * perState);
    }
  }
}

/** What remains to be feared at the end of the period, as the values are (solve.ts). */
function prepareEnd(solution: Solution, room: BrokenWord, k: number): void {
  const { game, grid } = solution;
  const { points, endPoint, endWeight } = grid;
  const { moved, end, endAtBelief } = room;
  const perState = WORDS * TYPES * points;
  const advance = k === 0 ? game.deployChance : k === 1 ? game.rearmChance : 0;
  const here = k * perState;
  const there = Math.min(k + 1, STAGES - 1) * perState;
  const erosion = game.erosionChance;
  for (let i = 0; i < perState; i++) end[i] = (1 - advance) * moved[here + i] + advance * moved[there + i];
  for (let word = 0; word < perState; word += TYPES * points) {
    for (let i = word; i < word + points; i++) end[i] = (1 - erosion) * end[i] + erosion * end[points + i];
  }
  for (let row = 0; row < perState; row += points) {
    for (let g = 0; g < points; g++) {
      const low = end[row + endPoint[g]];
      endAtBelief[row + g] = low + endWeight[g] * (end[row + endPoint[g] + 1] - low);
    }
  }
}

/** One state: from the ladder through the votes to the challenger's choice. */
function watchStage(solution: Solution, room: BrokenWord, u: number, deployed: boolean, at: number, out: number): void {
  const { game, grid, policy } = solution;
  const { points } = grid;
  const { chance, endAtBelief, answer } = room;
  const { rules, challengeChance } = game;
  const perState = WORDS * TYPES * points;
  for (let row = 0; row < perState; row += points) {
    for (let g = 0; g < points; g++) {
      const idle = 1 - challengeChance + challengeChance * policy[at + CHOICE * g];
      chance[out + row + g] = idle * endAtBelief[row + g];
    }
  }
  for (let kind = PROBE; kind <= ASSAULT; kind++) {
    const hit = deployed ? rules.hit[kind] : 0;
    if (deployed || kind !== PROBE) watchLadder(solution, room, kind, u, at);
    if (deployed) {
      const automatic = hit * rules.triggered[kind] * game.automaticity;
      const share = challengeChance * automatic * (1 - rules.misread[kind]);
      for (let row = 0; row < TYPES * points; row += points) {
        for (let g = 0; g < points; g++) {
          const answered = share * policy[at + CHOICE * g + kind];
          chance[out + row + g] += answered * answer[CHEQUE_AFTER_HIT * TYPES * points + row + g];
          chance[out + TYPES * points + row + g] += answered * answer[PROMISE * TYPES * points + row + g];
        }
      }
      watchVote(solution, room, kind, TRIGGERED, hit * rules.triggered[kind] - automatic, at, out);
      watchVote(solution, room, kind, UNTRIGGERED, hit * (1 - rules.triggered[kind]), at, out);
    }
    if (kind !== PROBE) {
      watchVote(solution, room, kind, UNHIT, 1 - hit, at, out);
      continue;
    }
    for (let row = 0; row < perState; row += points) {
      for (let g = 0; g < points; g++) {
        const letPass = challengeChance * (1 - hit) * policy[at + CHOICE * g + PROBE];
        chance[out + row + g] += letPass * endAtBelief[row + g];
      }
    }
  }
}

/** Share of unopposed challenges of a kind after which the period ends and the game goes on. */
function goesOn(game: Game, kind: number): number {
  return kind === PROBE ? 1 : kind === LIMITED ? 1 - game.spiral : 0;
}

/** Adds what one kind of vote contributes to both words at every belief. */
function watchVote(
  solution: Solution,
  room: BrokenWord,
  kind: number,
  circumstance: number,
  caseChance: number,
  at: number,
  out: number,
): void {
  const { game, grid, layout, policy } = solution;
  const { points, entryScale, endScale } = grid;
  const { chance, answer, end } = room;
  const afterHit = circumstance !== UNHIT;
  const calm = afterHit ? 1 - game.rules.misread[kind] : 1;
  const survives = goesOn(game, kind);
  const votes = at + voteOffset(layout, kind, circumstance);
  const cheque = (afterHit ? CHEQUE_AFTER_HIT : CHEQUE_WITHOUT_HIT) * TYPES * points;
  const promise = PROMISE * TYPES * points;
  for (let g = 0; g < points; g++) {
    const play = votes + PLAY * g;
    const share = game.challengeChance * policy[at + CHOICE * g + kind] * caseChance;
    const yesPosition = policy[play + AFTER_YES] * entryScale;
    const yesLow = lowerPoint(yesPosition, points);
    const yesUp = yesPosition - yesLow;
    const noPosition = policy[play + AFTER_NO] * endScale;
    const noLow = lowerPoint(noPosition, points);
    const noUp = noPosition - noLow;
    for (let type = 0; type < TYPES; type++) {
      const row = type * points;
      const yes = share * calm * policy[play + 2 * type + RESOLUTE_YES];
      const no = share * policy[play + 2 * type + RESOLUTE_NO];
      const c = cheque + row + yesLow;
      const p = promise + row + yesLow;
      const ec = row + noLow;
      const ep = TYPES * points + row + noLow;
      const uncovered = afterHit ? 1 : survives * (end[ec] + noUp * (end[ec + 1] - end[ec]));
      const broken = kind !== PROBE ? 1 : end[ep] + noUp * (end[ep + 1] - end[ep]);
      chance[out + row + g] += yes * (answer[c] + yesUp * (answer[c + 1] - answer[c])) + no * uncovered;
      chance[out + TYPES * points + row + g] += yes * (answer[p] + yesUp * (answer[p + 1] - answer[p])) + no * broken;
    }
  }
}

/** The chances from an answer on: `room.answer`. */
function watchLadder(solution: Solution, room: BrokenWord, kind: number, u: number, at: number): void {
  const { game, grid, layout, policy } = solution;
  const { points, entryScale, endScale } = grid;
  const { entry, above, answer, end, endAtBelief } = room;
  const survives = goesOn(game, kind);
  // Nothing goes on after an assault: an uncovered cheque is then a broken promise, and without a hit there is none.
  const first = kind === ASSAULT ? PROMISE : game.troops > 0 ? CHEQUE_AFTER_HIT : PROMISE;
  const perStrand = TYPES * points;
  answer.fill(0);
  for (let backed = 0; backed < 2; backed++) {
    entry.fill(0);
    for (let rung = game.rungs - 1; rung >= 1; rung--) {
      const top = rung === game.rungs - 1;
      const hers = (1 - game.risk[rung]) * game.initiative;
      const theirs = (1 - game.risk[rung]) * (1 - game.initiative);
      const offset = at + rungOffset(layout, rung, kind, backed);
      if (!top) above.set(entry);
      for (let g = 0; g < points; g++) {
        const play = offset + RUNG * g;
        const climb = hers * policy[play + CLIMB];
        const stop = kind === ASSAULT ? 0 : hers * policy[play + STOP];
        const yesPosition = policy[play + AFTER_YES] * entryScale;
        const yesLow = lowerPoint(yesPosition, points);
        const yesUp = yesPosition - yesLow;
        const noPosition = policy[play + AFTER_NO] * endScale;
        const noLow = lowerPoint(noPosition, points);
        const noUp = noPosition - noLow;
        for (let strand = first; strand < STRANDS; strand++) {
          const word = strand === PROMISE ? perStrand : 0;
          const broken = strand === CHEQUE_AFTER_HIT || (strand === PROMISE && kind !== PROBE);
          for (let type = 0; type < TYPES; type++) {
            const row = type * points;
            const e = word + row + noLow;
            const down = broken ? 1 : survives * (end[e] + noUp * (end[e + 1] - end[e]));
            let met = theirs * policy[play + 2 * type + RESOLUTE_NO] * down + stop * endAtBelief[word + row + g];
            if (!top) {
              const from = strand * perStrand + row;
              const low = above[from + yesLow];
              const climbed = low + yesUp * (above[from + yesLow + 1] - low);
              met += climb * above[from + g] + theirs * policy[play + 2 * type + RESOLUTE_YES] * climbed;
            }
            entry[strand * perStrand + row + g] = met;
          }
        }
      }
    }
    const chance = backed ? game.backing[u] : 1 - game.backing[u];
    for (let i = first * perStrand; i < answer.length; i++) answer[i] += chance * entry[i];
  }
  if (kind === ASSAULT && game.troops > 0) answer.copyWithin(0, PROMISE * perStrand);
}
