/**
 * The chance that the coalition's word is broken at least once (docs/model.md §7: uncovered cheque, broken promise).
 * It is carried backward like a value: at every state, belief and type the probability that from here on such a branch
 * is met. That equals the total probability less what is left when such branches are removed from the exact pass.
 */
import { entryPosition } from './belief-grid.ts';
import { Challenge } from './engagement-rules.ts';
import { type Game, shareThatGoesOn } from './game.ts';
import { Choice, Circumstance, Mask, Move, Play, rungOffset, voteOffset } from './policy.ts';
import { Size } from './schedule.ts';
import { lastStage, policyOffset, type Solution } from './solve.ts';

/** The words that can be broken. */
export enum Word {
  /** A hit that is absorbed, or backed down from. */
  UncoveredCheque = 0,
  /** A limited attack or an assault that is absorbed, or backed down from. */
  BrokenPromise = 1,
  Count = 2,
}

/** Room for the pass; "[type][belief]" is Size.Types · points. */
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
enum Strand {
  ChequeAfterHit = 0,
  ChequeWithoutHit = 1,
  Promise = 2,
  Count = 3,
}

export function createBrokenWord(points: number, periods: number): BrokenWord {
  const perState = Word.Count * Size.Types * points;
  const perLadder = Strand.Count * Size.Types * points;
  return {
    chance: new Float64Array((periods + 1) * Size.States * perState),
    redrawn: new Float64Array(Size.Stages * perState),
    moved: new Float64Array(Size.Stages * perState),
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
  const position = entryPosition(grid, game.firstBelief);
  const low = Math.floor(position);
  const at = ((t * Size.States + Size.Stages * u) * Word.Count + word) * Size.Types * grid.points + low;
  const read = (i: number) => room.chance[i] + (position - low) * (room.chance[i + 1] - room.chance[i]);
  return game.resolve * read(at) + (1 - game.resolve) * read(at + grid.points);
}

/** One period of the backward pass, after the period's game has been solved. */
export function watchPeriod(solution: Solution, room: BrokenWord, t: number): void {
  const { game, grid, layout } = solution;
  const perState = Word.Count * Size.Types * grid.points;
  const { chance, redrawn, moved } = room;
  const { posture } = game.schedule;
  const next = (t + 1) * Size.States * perState;
  const width = (lastStage(t + 1) + 1) * perState;
  const perPosture = Size.Stages * perState;
  if (t === game.periods - 1) chance.fill(0, next, next + Size.States * perState);
  for (let i = 0; i < width; i++) {
    redrawn[i] =
      posture[3 * t] * chance[next + i] +
      posture[3 * t + 1] * chance[next + perPosture + i] +
      posture[3 * t + 2] * chance[next + 2 * perPosture + i];
  }
  for (let u = 0; u < Size.Postures; u++) {
    for (let i = 0; i < width; i++) {
      moved[i] = game.postureChance * redrawn[i] + (1 - game.postureChance) * chance[next + u * perPosture + i];
    }
    for (let k = 0; k <= lastStage(t); k++) {
      prepareEnd(solution, room, k);
      const state = Size.Stages * u + k;
      const at = policyOffset(solution, t) + state * layout.perState;
      watchStage(solution, room, u, k > 0 && game.troops > 0, at, (t * Size.States + state) * perState);
    }
  }
}

/** What remains to be feared at the end of the period, as the values are (solve.ts). */
function prepareEnd(solution: Solution, room: BrokenWord, k: number): void {
  const { game, grid } = solution;
  const { points, endPoint, endWeight } = grid;
  const { moved, end, endAtBelief } = room;
  const perState = Word.Count * Size.Types * points;
  const advance = k === 0 ? game.deployChance : k === 1 ? game.rearmChance : 0;
  const here = k * perState;
  const there = Math.min(k + 1, Size.Stages - 1) * perState;
  const erosion = game.erosionChance;
  for (let i = 0; i < perState; i++) end[i] = (1 - advance) * moved[here + i] + advance * moved[there + i];
  for (let word = 0; word < perState; word += Size.Types * points) {
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
  const perState = Word.Count * Size.Types * points;
  for (let row = 0; row < perState; row += points) {
    for (let g = 0; g < points; g++) {
      const idle = 1 - challengeChance + challengeChance * policy[at + Choice.Width * g];
      chance[out + row + g] = idle * endAtBelief[row + g];
    }
  }
  for (let kind: number = Challenge.Probe; kind <= Challenge.Assault; kind++) {
    const hit = deployed ? rules.hit[kind] : 0;
    if (deployed || kind !== Challenge.Probe) watchLadder(solution, room, kind, u, deployed, at);
    if (deployed) {
      const automatic = hit * rules.triggered[kind] * game.automaticity;
      const share = challengeChance * automatic * (1 - rules.misread[kind]);
      for (let row = 0; row < Size.Types * points; row += points) {
        for (let g = 0; g < points; g++) {
          const answered = share * policy[at + Choice.Width * g + kind];
          chance[out + row + g] += answered * answer[Strand.ChequeAfterHit * Size.Types * points + row + g];
          chance[out + Size.Types * points + row + g] +=
            answered * answer[Strand.Promise * Size.Types * points + row + g];
        }
      }
      watchVote(solution, room, kind, Circumstance.Triggered, hit * rules.triggered[kind] - automatic, at, out);
      watchVote(solution, room, kind, Circumstance.Untriggered, hit * (1 - rules.triggered[kind]), at, out);
    }
    if (kind !== Challenge.Probe) {
      watchVote(solution, room, kind, Circumstance.Unhit, 1 - hit, at, out);
      continue;
    }
    for (let row = 0; row < perState; row += points) {
      for (let g = 0; g < points; g++) {
        const letPass = challengeChance * (1 - hit) * policy[at + Choice.Width * g + Challenge.Probe];
        chance[out + row + g] += letPass * endAtBelief[row + g];
      }
    }
  }
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
  const { points } = grid;
  const { chance, answer, end } = room;
  const afterHit = circumstance !== Circumstance.Unhit;
  const calm = afterHit ? 1 - game.rules.misread[kind] : 1;
  const survives = shareThatGoesOn(game, kind);
  const votes = at + voteOffset(layout, kind, circumstance);
  const cheque = (afterHit ? Strand.ChequeAfterHit : Strand.ChequeWithoutHit) * Size.Types * points;
  const promise = Strand.Promise * Size.Types * points;
  for (let g = 0; g < points; g++) {
    const play = (votes + Play.Width * g) & Mask.Policy;
    const share = game.challengeChance * policy[at + Choice.Width * g + kind] * caseChance;
    const yesPosition = policy[play + Play.EntryPosition];
    const yesLow = yesPosition | 0;
    const yesUp = yesPosition - yesLow;
    const noPosition = policy[play + Play.EndPosition];
    const noLow = noPosition | 0;
    const noUp = noPosition - noLow;
    for (let type = 0; type < Size.Types; type++) {
      const row = type * points;
      const yes = share * calm * policy[play + 2 * type + Play.ResoluteYes];
      const no = share * policy[play + 2 * type + Play.ResoluteNo];
      const c = cheque + row + yesLow;
      const p = promise + row + yesLow;
      const ec = row + noLow;
      const ep = Size.Types * points + row + noLow;
      const uncovered = afterHit ? 1 : survives * (end[ec] + noUp * (end[ec + 1] - end[ec]));
      const broken = kind !== Challenge.Probe ? 1 : end[ep] + noUp * (end[ep + 1] - end[ep]);
      chance[out + row + g] += yes * (answer[c] + yesUp * (answer[c + 1] - answer[c])) + no * uncovered;
      chance[out + Size.Types * points + row + g] +=
        yes * (answer[p] + yesUp * (answer[p + 1] - answer[p])) + no * broken;
    }
  }
}

/** The chances from an answer on, before the backer has shown itself: `room.answer`. */
function watchLadder(
  solution: Solution,
  room: BrokenWord,
  kind: number,
  u: number,
  deployed: boolean,
  at: number,
): void {
  const { game, grid, layout, policy } = solution;
  const { points } = grid;
  const { entry, answer } = room;
  const perStrand = Size.Types * points;
  entry.fill(0);
  // Nothing goes on after an assault: an uncovered cheque is then a broken promise, and without a hit there is none.
  const cheques = kind !== Challenge.Assault && game.troops > 0;
  const afterHit = cheques && deployed;
  const withoutHit = cheques && kind !== Challenge.Probe;
  answer.fill(0);
  for (let backed = 0; backed < 2; backed++) {
    for (let rung = game.rungs - 1; rung >= 1; rung--) {
      const moves = at + rungOffset(layout, rung, kind, backed);
      if (afterHit) watchRung(game, policy, moves, room, points, kind, rung, Strand.ChequeAfterHit);
      if (withoutHit) watchRung(game, policy, moves, room, points, kind, rung, Strand.ChequeWithoutHit);
      watchRung(game, policy, moves, room, points, kind, rung, Strand.Promise);
    }
    const chance = backed ? game.backing[u] : 1 - game.backing[u];
    for (let i = 0; i < answer.length; i++) answer[i] += chance * entry[i];
  }
  if (kind === Challenge.Assault && game.troops > 0) answer.copyWithin(0, Strand.Promise * perStrand);
}

/** One strand on one rung, in `room.entry`: from the rung above to this one. Both types are written out for speed. */
function watchRung(
  game: Game,
  policy: Float64Array,
  moves: number,
  room: BrokenWord,
  points: number,
  kind: number,
  rung: number,
  strand: number,
): void {
  const { entry, above, end, endAtBelief } = room;
  const hers = (1 - game.risk[rung]) * game.initiative;
  const theirs = (1 - game.risk[rung]) * (1 - game.initiative);
  const survives = shareThatGoesOn(game, kind);
  const top = rung === game.rungs - 1;
  const broken = strand === Strand.ChequeAfterHit || (strand === Strand.Promise && kind !== Challenge.Probe);
  const stopShare = kind === Challenge.Assault ? 0 : hers;
  const resolute = strand * Size.Types * points;
  const irresolute = resolute + points;
  const endResolute = strand === Strand.Promise ? Size.Types * points : 0;
  const endIrresolute = endResolute + points;
  if (!top) for (let i = resolute; i < irresolute + points; i++) above[i] = entry[i];
  for (let g = 0, at = moves; g < points; g++, at += Move.Width) {
    const move = at & Mask.Policy;
    let downResolute = 1;
    let downIrresolute = 1;
    if (!broken) {
      const position = policy[move + Play.EndPosition];
      const low = position | 0;
      const up = survives * (position - low);
      const down = survives - up;
      downResolute = down * end[endResolute + low] + up * end[endResolute + low + 1];
      downIrresolute = down * end[endIrresolute + low] + up * end[endIrresolute + low + 1];
    }
    const stop = stopShare * policy[move + Move.Stop];
    let metResolute = theirs * policy[move + Play.ResoluteNo] * downResolute + stop * endAtBelief[endResolute + g];
    let metIrresolute =
      theirs * policy[move + Play.IrresoluteNo] * downIrresolute + stop * endAtBelief[endIrresolute + g];
    if (!top) {
      const climb = hers * policy[move + Move.Climb];
      const position = policy[move + Play.EntryPosition];
      const low = position | 0;
      const up = position - low;
      const atResolute = resolute + low;
      const atIrresolute = irresolute + low;
      metResolute +=
        climb * above[resolute + g] +
        theirs * policy[move] * (above[atResolute] + up * (above[atResolute + 1] - above[atResolute]));
      metIrresolute +=
        climb * above[irresolute + g] +
        theirs *
          policy[move + Play.IrresoluteYes] *
          (above[atIrresolute] + up * (above[atIrresolute + 1] - above[atIrresolute]));
    }
    entry[resolute + g] = metResolute;
    entry[irresolute + g] = metIrresolute;
  }
}
