/**
 * The chance that the coalition's word is broken at least once (docs/model.md §7: uncovered cheque, broken promise).
 * It is carried backward like a value: at every state, belief and type the probability that from here on such a branch
 * is met. That equals the total probability less what is left when such branches are removed from the exact pass.
 */
import { entryPosition } from './belief-grid.ts';
import { Challenge } from './engagement-rules.ts';
import { forceCount, isPossible, mixForces, wantedForce } from './force.ts';
import { shareThatGoesOn } from './game.ts';
import { Choice, Circumstance, Mask, Move, Play, rungOffset, voteOffset } from './policy.ts';
import { Size } from './schedule.ts';
import { enterPeriod, lastStage, policyOffset, type Solution } from './solve.ts';

/** The words that can be broken. */
export enum Word {
  /** A hit that is absorbed, or backed down from. */
  UncoveredCheque = 0,
  /** A limited attack or an assault that is absorbed, or backed down from. */
  BrokenPromise = 1,
  Count = 2,
}

/**
 * Room for the pass. "[belief][word][type]" has Side.Words entries a belief, "[belief][strand][type]" Side.Strands: what
 * is read together stands together.
 */
export interface BrokenWord {
  /** [period 0…T][state][belief][word][type]: with the force in place, and by force. */
  chance: Float64Array;
  readonly chances: Float64Array[];
  /** What follows a period on a path that changes course, [state][belief][word][type]. */
  readonly following: Float64Array;
  /** Next period averaged over a redrawn posture, and over the posture's move: [stage][belief][word][type]. */
  readonly redrawn: Float64Array;
  readonly moved: Float64Array;
  /** At the end of a period: on the grid after erosion, and with the belief of each grid point; [belief][word][type]. */
  readonly end: Float64Array;
  readonly endAtBelief: Float64Array;
  /** Entering the rung last passed, and the one above it: [belief][strand][type]. */
  entry: Float64Array;
  above: Float64Array;
  /** An answer to one kind of challenge, before the backer has shown itself: [belief][strand][type]. */
  readonly answer: Float64Array;
}

/**
 * On the ladder three chances are carried side by side: that of an uncovered cheque after a hit (backing down is one)
 * and without a hit (it may still be met later), and that of a broken promise (a hit makes no difference). Places of
 * their first type.
 */
enum Strand {
  ChequeAfterHit = 0,
  ChequeWithoutHit = 2,
  Promise = 4,
}

/** Entries a belief: both words, and all strands, for both types. */
enum Side {
  Words = 4,
  Strands = 6,
}

export function createBrokenWord(points: number, periods: number): BrokenWord {
  const perState = Side.Words * points;
  const perLadder = Side.Strands * points;
  const chance = new Float64Array((periods + 1) * Size.States * perState);
  return {
    chance,
    chances: [chance],
    following: new Float64Array(Size.States * perState),
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
  const chance = room.chances[wantedForce(game, t)];
  const position = entryPosition(grid, game.firstBelief);
  const low = Math.floor(position);
  const at = ((t * Size.States + Size.Stages * u) * grid.points + low) * Side.Words + Size.Types * word;
  const up = position - low;
  return (
    game.resolve * between(chance, at, Side.Words, up) + (1 - game.resolve) * between(chance, at + 1, Side.Words, up)
  );
}

/** Between an entry and the same of the next belief. */
function between(values: Float64Array, at: number, width: number, up: number): number {
  return values[at] + up * (values[at + width] - values[at]);
}

/** One period of the backward pass, after the period's game has been solved. */
export function watchPeriod(solution: Solution, room: BrokenWord, t: number): void {
  const { chances } = room;
  const forces = forceCount(solution.game);
  while (chances.length < forces) chances.push(new Float64Array(room.chance.length));
  if (t === solution.game.periods - 1) {
    const next = room.following.length * (t + 1);
    for (const chance of chances) chance.fill(0, next);
    // Strands that are not followed in this world are read as 0.
    room.entry.fill(0);
    room.above.fill(0);
  }
  for (let force = 0; force < forces; force++) {
    if (!isPossible(solution.game, t, force)) continue;
    enterPeriod(solution, t, force);
    room.chance = chances[force];
    watchStates(solution, room, t, force);
  }
}

/** The states of one period in which one force is in place. */
function watchStates(solution: Solution, room: BrokenWord, t: number, force: number): void {
  const { game, grid, layout } = solution;
  const perState = Side.Words * grid.points;
  const { redrawn, moved } = room;
  const { posture } = game.schedule;
  const { course } = game;
  const start = (t + 1) * Size.States * perState;
  if (course) mixForces(course, t, force, game.deployChance, room.chances, start, perState, room.following);
  const [chance, next] = course ? [room.following, 0] : [room.chance, start];
  const width = (lastStage(t + 1) + 1) * perState;
  const perPosture = Size.Stages * perState;
  const engaged = posture[3 * t];
  const wavering = posture[3 * t + 1];
  const withdrawn = posture[3 * t + 2];
  for (let i = 0, from = next; i < width; i++, from++) {
    redrawn[i] =
      engaged * chance[from] + wavering * chance[from + perPosture] + withdrawn * chance[from + 2 * perPosture];
  }
  const moves = game.postureChance;
  for (let u = 0; u < Size.Postures; u++) {
    for (let i = 0, from = next + u * perPosture; i < width; i++, from++) {
      moved[i] = moves * redrawn[i] + (1 - moves) * chance[from];
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
  const perState = Side.Words * points;
  const advance = k === 0 ? game.deployChance : k === 1 ? game.rearmChance : 0;
  const here = k * perState;
  const there = Math.min(k + 1, Size.Stages - 1) * perState;
  const erosion = game.erosionChance;
  for (let i = 0; i < perState; i += Size.Types) {
    const irresolute = (1 - advance) * moved[here + i + 1] + advance * moved[there + i + 1];
    const resolute = (1 - advance) * moved[here + i] + advance * moved[there + i];
    end[i] = (1 - erosion) * resolute + erosion * irresolute;
    end[i + 1] = irresolute;
  }
  for (let g = 0; g < points; g++) {
    const from = Side.Words * endPoint[g];
    const up = endWeight[g];
    for (let i = 0; i < Side.Words; i++) endAtBelief[Side.Words * g + i] = between(end, from + i, Side.Words, up);
  }
}

/** One state: from the ladder through the votes to the challenger's choice. */
function watchStage(solution: Solution, room: BrokenWord, u: number, deployed: boolean, at: number, out: number): void {
  const { game, grid, policy } = solution;
  const { points } = grid;
  const { chance, endAtBelief, answer } = room;
  const { rules, challengeChance } = game;
  const letPass = deployed ? 1 - rules.hit[Challenge.Probe] : 1;
  for (let g = 0; g < points; g++) {
    const choice = (at + Choice.Width * g) & Mask.Policy;
    const calm = 1 - challengeChance + challengeChance * (policy[choice] + letPass * policy[choice + Challenge.Probe]);
    for (let i = Side.Words * g; i < Side.Words * (g + 1); i++) chance[out + i] = calm * endAtBelief[i];
  }
  for (let kind: number = deployed ? Challenge.Probe : Challenge.Limited; kind <= Challenge.Assault; kind++) {
    watchLadder(solution, room, kind, u, deployed, at);
    const hit = deployed ? rules.hit[kind] : 0;
    if (deployed) {
      const automatic = hit * rules.triggered[kind] * game.automaticity;
      const share = challengeChance * automatic * (1 - rules.misread[kind]);
      for (let g = 0; g < points; g++) {
        const answered = share * policy[at + Choice.Width * g + kind];
        const from = Side.Strands * g;
        const to = out + Side.Words * g;
        chance[to] += answered * answer[from + Strand.ChequeAfterHit];
        chance[to + 1] += answered * answer[from + Strand.ChequeAfterHit + 1];
        chance[to + 2] += answered * answer[from + Strand.Promise];
        chance[to + 3] += answered * answer[from + Strand.Promise + 1];
      }
      watchVote(solution, room, kind, Circumstance.Triggered, hit * rules.triggered[kind] - automatic, at, out);
      watchVote(solution, room, kind, Circumstance.Untriggered, hit * (1 - rules.triggered[kind]), at, out);
    }
    if (kind !== Challenge.Probe) watchVote(solution, room, kind, Circumstance.Unhit, 1 - hit, at, out);
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
  const cheque = afterHit ? Strand.ChequeAfterHit : Strand.ChequeWithoutHit;
  const isProbe = kind === Challenge.Probe;
  const inCase = game.challengeChance * caseChance;
  let choice = at + kind;
  let votes = at + voteOffset(layout, kind, circumstance);
  let to = out;
  for (let g = 0; g < points; g++, choice += Choice.Width, votes += Play.Width, to += Side.Words) {
    const play = votes & Mask.Policy;
    const share = inCase * policy[choice];
    const yesResolute = share * calm * policy[play];
    const yesIrresolute = share * calm * policy[play + Play.IrresoluteYes];
    const noResolute = share * policy[play + Play.ResoluteNo];
    const noIrresolute = share * policy[play + Play.IrresoluteNo];
    const yesPosition = policy[play + Play.EntryPosition];
    const yesLow = yesPosition | 0;
    const yesUp = yesPosition - yesLow;
    const from = Side.Strands * yesLow;
    let uncoveredResolute = 1;
    let uncoveredIrresolute = 1;
    let brokenResolute = 1;
    let brokenIrresolute = 1;
    if (!afterHit || isProbe) {
      const noPosition = policy[play + Play.EndPosition];
      const noLow = noPosition | 0;
      const noUp = noPosition - noLow;
      const later = Side.Words * noLow;
      if (!afterHit) {
        uncoveredResolute = survives * between(end, later, Side.Words, noUp);
        uncoveredIrresolute = survives * between(end, later + 1, Side.Words, noUp);
      }
      if (isProbe) {
        brokenResolute = between(end, later + 2, Side.Words, noUp);
        brokenIrresolute = between(end, later + 3, Side.Words, noUp);
      }
    }
    chance[to] += yesResolute * between(answer, from + cheque, Side.Strands, yesUp) + noResolute * uncoveredResolute;
    chance[to + 1] +=
      yesIrresolute * between(answer, from + cheque + 1, Side.Strands, yesUp) + noIrresolute * uncoveredIrresolute;
    chance[to + 2] +=
      yesResolute * between(answer, from + Strand.Promise, Side.Strands, yesUp) + noResolute * brokenResolute;
    chance[to + 3] +=
      yesIrresolute * between(answer, from + Strand.Promise + 1, Side.Strands, yesUp) + noIrresolute * brokenIrresolute;
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
  const { game, grid, layout } = solution;
  const { answer } = room;
  const width = Side.Strands * grid.points;
  // Nothing goes on after an assault: an uncovered cheque is then a broken promise, and without a hit there is none.
  const cheques = kind !== Challenge.Assault && game.everDeployed;
  const afterHit = cheques && deployed;
  const withoutHit = cheques && kind !== Challenge.Probe;
  for (let backed = 0; backed < 2; backed++) {
    for (let rung = game.rungs - 1; rung >= 1; rung--) {
      const { above } = room;
      room.above = room.entry;
      room.entry = above;
      watchRung(solution, room, at + rungOffset(layout, rung, kind, backed), kind, rung, afterHit, withoutHit);
    }
    const { entry } = room;
    if (backed === 0) {
      const chance = 1 - game.backing[u];
      for (let i = 0; i < width; i++) answer[i] = chance * entry[i];
    } else {
      const chance = game.backing[u];
      for (let i = 0; i < width; i++) answer[i] += chance * entry[i];
    }
  }
  if (kind !== Challenge.Assault) return;
  for (let i = 0; i < width; i += Side.Strands) {
    answer[i + Strand.ChequeAfterHit] = answer[i + Strand.Promise];
    answer[i + Strand.ChequeAfterHit + 1] = answer[i + Strand.Promise + 1];
    answer[i + Strand.ChequeWithoutHit] = 0;
    answer[i + Strand.ChequeWithoutHit + 1] = 0;
  }
}

/** All strands on one rung: from `room.above`, the rung above, to `room.entry`, this one. Both types are written out. */
function watchRung(
  solution: Solution,
  room: BrokenWord,
  moves: number,
  kind: number,
  rung: number,
  afterHit: boolean,
  withoutHit: boolean,
): void {
  const { game, grid, policy } = solution;
  const { points } = grid;
  const { entry, above, end, endAtBelief } = room;
  const hers = (1 - game.risk[rung]) * game.initiative;
  const theirs = (1 - game.risk[rung]) * (1 - game.initiative);
  const survives = shareThatGoesOn(game, kind);
  const goesOn = rung < game.rungs - 1;
  const isProbe = kind === Challenge.Probe;
  const stopShare = kind === Challenge.Assault ? 0 : hers;
  for (
    let g = 0, at = moves, to = 0, here = 0;
    g < points;
    g++, at += Move.Width, to += Side.Strands, here += Side.Words
  ) {
    const move = at & Mask.Policy;
    const noResolute = theirs * policy[move + Play.ResoluteNo];
    const noIrresolute = theirs * policy[move + Play.IrresoluteNo];
    const stop = stopShare * policy[move + Move.Stop];
    let from = 0;
    let up = 0;
    let climb = 0;
    let yesResolute = 0;
    let yesIrresolute = 0;
    if (goesOn) {
      const position = policy[move + Play.EntryPosition];
      const low = position | 0;
      from = Side.Strands * low;
      up = position - low;
      climb = hers * policy[move + Move.Climb];
      yesResolute = theirs * policy[move];
      yesIrresolute = theirs * policy[move + Play.IrresoluteYes];
    }
    let later = 0;
    let laterUp = 0;
    if (isProbe || withoutHit) {
      const position = policy[move + Play.EndPosition];
      const low = position | 0;
      later = Side.Words * low;
      laterUp = position - low;
    }
    let promiseResolute = stop * endAtBelief[here + 2];
    let promiseIrresolute = stop * endAtBelief[here + 3];
    promiseResolute += isProbe ? noResolute * between(end, later + 2, Side.Words, laterUp) : noResolute;
    promiseIrresolute += isProbe ? noIrresolute * between(end, later + 3, Side.Words, laterUp) : noIrresolute;
    if (goesOn) {
      const strand = from + Strand.Promise;
      promiseResolute += climb * above[to + Strand.Promise] + yesResolute * between(above, strand, Side.Strands, up);
      promiseIrresolute +=
        climb * above[to + Strand.Promise + 1] + yesIrresolute * between(above, strand + 1, Side.Strands, up);
    }
    entry[to + Strand.Promise] = promiseResolute;
    entry[to + Strand.Promise + 1] = promiseIrresolute;
    const stopResolute = stop * endAtBelief[here];
    const stopIrresolute = stop * endAtBelief[here + 1];
    if (afterHit) {
      let resolute = noResolute + stopResolute;
      let irresolute = noIrresolute + stopIrresolute;
      if (goesOn) {
        resolute += climb * above[to] + yesResolute * between(above, from, Side.Strands, up);
        irresolute += climb * above[to + 1] + yesIrresolute * between(above, from + 1, Side.Strands, up);
      }
      entry[to] = resolute;
      entry[to + 1] = irresolute;
    }
    if (withoutHit) {
      let resolute = noResolute * survives * between(end, later, Side.Words, laterUp) + stopResolute;
      let irresolute = noIrresolute * survives * between(end, later + 1, Side.Words, laterUp) + stopIrresolute;
      if (goesOn) {
        const strand = from + Strand.ChequeWithoutHit;
        resolute += climb * above[to + 2] + yesResolute * between(above, strand, Side.Strands, up);
        irresolute += climb * above[to + 3] + yesIrresolute * between(above, strand + 1, Side.Strands, up);
      }
      entry[to + 2] = resolute;
      entry[to + 3] = irresolute;
    }
  }
}
