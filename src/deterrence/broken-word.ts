/**
 * The chance that the coalition's word is broken at least once (docs/model.md §7: uncovered cheque, broken promise).
 * It is carried backward like a value: at every state, belief and type the probability that from here on such a branch
 * is met. That equals the total probability less what is left when such branches are removed from the exact pass.
 */
import { lowerPoint } from './belief-grid.ts';
import { ASSAULT, LIMITED, PROBE } from './engagement-rules.ts';
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
  /** By word: at the end of a period on the grid after erosion, and with the belief of each grid point. */
  readonly end: readonly Float64Array[];
  readonly endAtBelief: readonly Float64Array[];
  /** Entering the rung last passed, and the one above it. */
  readonly entry: Float64Array;
  readonly above: Float64Array;
  /** An answer to one kind of challenge, after a hit and without one. */
  readonly answer: readonly [Float64Array, Float64Array];
}

export function createBrokenWord(points: number, periods: number): BrokenWord {
  const types = () => new Float64Array(TYPES * points);
  const perState = WORDS * TYPES * points;
  return {
    chance: new Float64Array((periods + 1) * STATES * perState),
    redrawn: new Float64Array(STAGES * perState),
    moved: new Float64Array(STAGES * perState),
    end: [types(), types()],
    endAtBelief: [types(), types()],
    entry: types(),
    above: types(),
    answer: [types(), types()],
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
  const perState = WORDS * TYPES * points;
  const advance = k === 0 ? game.deployChance : k === 1 ? game.rearmChance : 0;
  const here = k * perState;
  const there = Math.min(k + 1, STAGES - 1) * perState;
  const erosion = game.erosionChance;
  for (let word = 0; word < WORDS; word++) {
    const end = room.end[word];
    const offset = word * TYPES * points;
    for (let i = 0; i < TYPES * points; i++) {
      end[i] = (1 - advance) * room.moved[here + offset + i] + advance * room.moved[there + offset + i];
    }
    for (let g = 0; g < points; g++) end[g] = (1 - erosion) * end[g] + erosion * end[points + g];
    const atBelief = room.endAtBelief[word];
    for (let row = 0; row < TYPES * points; row += points) {
      for (let g = 0; g < points; g++) {
        const low = end[row + endPoint[g]];
        atBelief[row + g] = low + endWeight[g] * (end[row + endPoint[g] + 1] - low);
      }
    }
  }
}

/** Whether leaving a challenge unanswered, or backing down from it, breaks a word. */
function breaks(word: number, kind: number, afterHit: boolean): boolean {
  return word === UNCOVERED_CHEQUE ? afterHit : kind !== PROBE;
}

/** Share of unopposed challenges of a kind after which the period ends and the game goes on. */
function survives(solution: Solution, kind: number): number {
  return kind === PROBE ? 1 : kind === LIMITED ? 1 - solution.game.spiral : 0;
}

/** One state: from the ladder through the votes to the challenger's choice. */
function watchStage(solution: Solution, room: BrokenWord, u: number, deployed: boolean, at: number, out: number): void {
  const { game, grid, policy } = solution;
  const { points } = grid;
  const { chance, endAtBelief, answer } = room;
  const { rules, challengeChance } = game;
  for (let word = game.troops > 0 ? UNCOVERED_CHEQUE : BROKEN_PROMISE; word < WORDS; word++) {
    const row = out + word * TYPES * points;
    for (let i = 0; i < TYPES * points; i++) {
      const none = policy[at + CHOICE * (i < points ? i : i - points)];
      chance[row + i] = (1 - challengeChance + challengeChance * none) * endAtBelief[word][i];
    }
    for (let kind = PROBE; kind <= ASSAULT; kind++) {
      const hit = deployed ? rules.hit[kind] : 0;
      const calm = 1 - rules.misread[kind];
      const automatic = hit * rules.triggered[kind] * game.automaticity;
      const [afterHit, withoutHit] = answer;
      if (deployed) {
        watchLadder(solution, room, word, kind, true, u, at, afterHit);
        for (let i = 0; i < TYPES * points; i++) {
          chance[row + i] += challengeShare(solution, at, kind, i) * automatic * calm * afterHit[i];
        }
        const triggered = hit * rules.triggered[kind] - automatic;
        const untriggered = hit * (1 - rules.triggered[kind]);
        watchVote(solution, room, word, kind, TRIGGERED, at, triggered, row);
        watchVote(solution, room, word, kind, UNTRIGGERED, at, untriggered, row);
      }
      if (kind === PROBE) {
        for (let i = 0; i < TYPES * points; i++) {
          chance[row + i] += challengeShare(solution, at, kind, i) * (1 - hit) * endAtBelief[word][i];
        }
        continue;
      }
      if (deployed && word === BROKEN_PROMISE) withoutHit.set(afterHit);
      else watchLadder(solution, room, word, kind, false, u, at, withoutHit);
      watchVote(solution, room, word, kind, UNHIT, at, 1 - hit, row);
    }
  }
}

/** Chance that the challenger makes a challenge at a belief ([type][belief] index). */
function challengeShare(solution: Solution, at: number, kind: number, i: number): number {
  const g = i < solution.grid.points ? i : i - solution.grid.points;
  return solution.game.challengeChance * solution.policy[at + CHOICE * g + kind];
}

/** Adds what one kind of vote contributes at every belief. */
function watchVote(
  solution: Solution,
  room: BrokenWord,
  word: number,
  kind: number,
  circumstance: number,
  at: number,
  caseChance: number,
  row: number,
): void {
  const { game, grid, layout, policy } = solution;
  const { points } = grid;
  const afterHit = circumstance !== UNHIT;
  const answer = room.answer[afterHit ? 0 : 1];
  const calm = afterHit ? 1 - game.rules.misread[kind] : 1;
  const broken = breaks(word, kind, afterHit);
  const goesOn = survives(solution, kind);
  const votes = at + voteOffset(layout, kind, circumstance);
  const end = room.end[word];
  for (let g = 0; g < points; g++) {
    const play = votes + PLAY * g;
    const share = game.challengeChance * policy[at + CHOICE * g + kind] * caseChance;
    const position = policy[play + AFTER_YES] * grid.entryScale;
    const low = lowerPoint(position, points);
    const up = position - low;
    const no = policy[play + AFTER_NO] * grid.endScale;
    const noLow = lowerPoint(no, points);
    const noUp = no - noLow;
    for (let type = 0; type < TYPES; type++) {
      const from = type * points;
      const yes = answer[from + low] + up * (answer[from + low + 1] - answer[from + low]);
      const refused = broken ? 1 : goesOn * (end[from + noLow] + noUp * (end[from + noLow + 1] - end[from + noLow]));
      room.chance[row + from + g] +=
        share * (policy[play + 2 * type + RESOLUTE_YES] * calm * yes + policy[play + 2 * type + RESOLUTE_NO] * refused);
    }
  }
}

/** The chance from an answer on, before the backer has shown itself: [type][belief]. */
function watchLadder(
  solution: Solution,
  room: BrokenWord,
  word: number,
  kind: number,
  afterHit: boolean,
  u: number,
  at: number,
  answer: Float64Array,
): void {
  const { game, grid, layout, policy } = solution;
  const { points } = grid;
  const broken = breaks(word, kind, afterHit);
  const goesOn = survives(solution, kind);
  const end = room.end[word];
  const endAtBelief = room.endAtBelief[word];
  const { entry, above } = room;
  answer.fill(0);
  for (let backed = 0; backed < 2; backed++) {
    entry.fill(0);
    for (let rung = game.rungs - 1; rung >= 1; rung--) {
      const top = rung === game.rungs - 1;
      const hers = (1 - game.risk[rung]) * game.initiative;
      const theirs = (1 - game.risk[rung]) * (1 - game.initiative);
      const offset = at + rungOffset(layout, rung, kind, backed);
      above.set(entry);
      for (let g = 0; g < points; g++) {
        const play = offset + RUNG * g;
        const position = policy[play + AFTER_YES] * grid.entryScale;
        const low = lowerPoint(position, points);
        const up = position - low;
        const no = policy[play + AFTER_NO] * grid.endScale;
        const noLow = lowerPoint(no, points);
        const noUp = no - noLow;
        for (let type = 0; type < TYPES; type++) {
          const from = type * points;
          const climbed = top ? 0 : above[from + low] + up * (above[from + low + 1] - above[from + low]);
          const down = broken ? 1 : goesOn * (end[from + noLow] + noUp * (end[from + noLow + 1] - end[from + noLow]));
          const stopped = kind === ASSAULT ? 0 : endAtBelief[from + g];
          entry[from + g] =
            hers * (policy[play + CLIMB] * above[from + g] + policy[play + STOP] * stopped) +
            theirs * (policy[play + 2 * type + RESOLUTE_YES] * climbed + policy[play + 2 * type + RESOLUTE_NO] * down);
        }
      }
    }
    const chance = backed ? game.backing[u] : 1 - game.backing[u];
    for (let i = 0; i < TYPES * points; i++) answer[i] += chance * entry[i];
  }
}
