/** One period of the chance that the coalition's word is broken, in one state (broken-word.ts of the folder above). */
import { Challenge, Choice, Circumstance, Constant, Move, Play, Size, Slot, Strand, Words } from '../layout';
import { between, beyond, pointBelow } from './belief';
import { add, array, at, constant, entry, twice, whole } from './memory';
import { rungOffset, voteOffset } from './policy';
import { advanceOf, endShareOf, isDeployed } from './stage';

/** Bytes a belief. */
// @ts-ignore: decorator
@inline
const WORDS: i32 = Words.Width << 3;
// @ts-ignore: decorator
@inline
const STRANDS: i32 = Strand.Width << 3;

/** Whether an uncovered cheque is still possible after the challenge at hand: on the ladder, having hit and not. */
let afterHit = false;
let withoutHit = false;

/**
 * From the ladder through the votes to the challenger's choice.
 * @param policyAt place of the state in the policy, in doubles
 * @param out chances before the challenger's choice, [belief][word][type]
 */
export function watchStage(posture: i32, k: i32, policyAt: i32, out: usize): void {
  endPeriod(k);
  const deployed = isDeployed(k);
  const challengeChance = constant(Constant.ChallengeChance);
  goOnInCalm(policyAt, out, deployed ? 1 - entry(array(Slot.Hit), Challenge.Probe) : 1);
  for (let kind: i32 = deployed ? Challenge.Probe : Challenge.Limited; kind <= Challenge.Assault; kind++) {
    watchLadder(posture, kind, deployed, policyAt);
    const hit = deployed ? entry(array(Slot.Hit), kind) : 0;
    if (deployed) {
      const triggered = entry(array(Slot.Triggered), kind);
      const automatic = hit * triggered * constant(Constant.Automaticity);
      answerAtOnce(kind, challengeChance * automatic * (1 - entry(array(Slot.Misread), kind)), policyAt, out);
      watchVote(kind, Circumstance.Triggered, hit * triggered - automatic, policyAt, out);
      watchVote(kind, Circumstance.Untriggered, hit * (1 - triggered), policyAt, out);
    }
    if (kind != Challenge.Probe) watchVote(kind, Circumstance.Unhit, 1 - hit, policyAt, out);
  }
}

/** What remains to be feared at the end of the period, as the values are (period.ts). */
function endPeriod(k: i32): void {
  const points = whole(Slot.Points);
  const advance = advanceOf(k);
  const erosion = constant(Constant.ErosionChance);
  const end = array(Slot.WordEnd);
  const here = array(Slot.WordMoved) + k * points * WORDS;
  const there = array(Slot.WordMoved) + (k + 1 < Size.Stages ? k + 1 : k) * points * WORDS;
  for (let i = 0; i < points * WORDS; i += 16) {
    const stays = f64x2.mul(twice(1 - advance), v128.load(here + i));
    const both = f64x2.add(stays, f64x2.mul(twice(advance), v128.load(there + i)));
    const irresolute = f64x2.extract_lane(both, 1);
    const resolute = (1 - erosion) * f64x2.extract_lane(both, 0) + erosion * irresolute;
    v128.store(end + i, f64x2(resolute, irresolute));
  }
  const endPoint = array(Slot.EndPoint);
  const endWeight = array(Slot.EndWeight);
  let to = array(Slot.WordEndAtBelief);
  for (let g = 0; g < points; g++, to += WORDS) {
    const low = end + load<i32>(endPoint + (g << 2)) * WORDS;
    const up = v128.load64_splat(at(endWeight, g));
    v128.store(to, between(low, WORDS, up));
    v128.store(to, between(low + (Words.BrokenPromise << 3), WORDS, up), Words.BrokenPromise << 3);
  }
}

/** No challenge, or a probe that is let pass. */
function goOnInCalm(policyAt: i32, out: usize, letPass: f64): void {
  const points = whole(Slot.Points);
  const challengeChance = constant(Constant.ChallengeChance);
  let choice = at(array(Slot.Policy), policyAt);
  let end = array(Slot.WordEndAtBelief);
  for (let g = 0; g < points; g++, choice += Choice.Width << 3, end += WORDS, out += WORDS) {
    const idle = load<f64>(choice) + letPass * load<f64>(choice, Challenge.Probe << 3);
    const calm = twice(1 - challengeChance + challengeChance * idle);
    v128.store(out, f64x2.mul(calm, v128.load(end)));
    v128.store(out, f64x2.mul(calm, v128.load(end, Words.BrokenPromise << 3)), Words.BrokenPromise << 3);
  }
}

/** The force answers by itself. */
function answerAtOnce(kind: i32, share: f64, policyAt: i32, out: usize): void {
  const points = whole(Slot.Points);
  let choice = at(array(Slot.Policy), policyAt + kind);
  let answer = array(Slot.WordAnswer);
  for (let g = 0; g < points; g++, choice += Choice.Width << 3, answer += STRANDS, out += WORDS) {
    const answered = twice(share * load<f64>(choice));
    add(out, f64x2.mul(answered, v128.load(answer, Strand.ChequeAfterHit << 3)));
    add(out + (Words.BrokenPromise << 3), f64x2.mul(answered, v128.load(answer, Strand.BrokenPromise << 3)));
  }
}

/** Adds what one kind of vote contributes to both words at every belief. */
function watchVote(kind: i32, circumstance: i32, caseChance: f64, policyAt: i32, out: usize): void {
  const points = whole(Slot.Points);
  const answer = array(Slot.WordAnswer);
  const end = array(Slot.WordEnd);
  const hit = circumstance != Circumstance.Unhit;
  const calm = hit ? 1 - entry(array(Slot.Misread), kind) : 1;
  const survives = endShareOf(kind);
  const cheque: i32 = (hit ? Strand.ChequeAfterHit : Strand.ChequeWithoutHit) << 3;
  const isProbe = kind == Challenge.Probe;
  const inCase = constant(Constant.ChallengeChance) * caseChance;
  let choice = at(array(Slot.Policy), policyAt + kind);
  let play = at(array(Slot.Policy), policyAt + voteOffset(kind, circumstance));
  for (let g = 0; g < points; g++, choice += Choice.Width << 3, play += Play.Width << 3, out += WORDS) {
    const share = inCase * load<f64>(choice);
    const yes = f64x2.mul(twice(share * calm), v128.load(play));
    const no = f64x2.mul(twice(share), v128.load(play, Play.ResoluteNo << 3));
    const entered = load<f64>(play, Play.EntryPosition << 3);
    const from = answer + pointBelow(entered) * STRANDS;
    const up = twice(beyond(entered));
    let uncovered = twice(1);
    let broken = twice(1);
    if (!hit || isProbe) {
      const ended = load<f64>(play, Play.EndPosition << 3);
      const later = end + pointBelow(ended) * WORDS;
      const laterUp = twice(beyond(ended));
      if (!hit) uncovered = f64x2.mul(twice(survives), between(later, WORDS, laterUp));
      if (isProbe) broken = between(later + (Words.BrokenPromise << 3), WORDS, laterUp);
    }
    add(out, f64x2.add(f64x2.mul(yes, between(from + cheque, STRANDS, up)), f64x2.mul(no, uncovered)));
    const promise = between(from + (Strand.BrokenPromise << 3), STRANDS, up);
    add(out + (Words.BrokenPromise << 3), f64x2.add(f64x2.mul(yes, promise), f64x2.mul(no, broken)));
  }
}

/** The chances from an answer on, before the backer has shown itself. */
function watchLadder(posture: i32, kind: i32, deployed: bool, policyAt: i32): void {
  const length = whole(Slot.Points) * STRANDS;
  const answer = array(Slot.WordAnswer);
  // Nothing goes on after an assault: an uncovered cheque is then a broken promise, and without a hit there is none.
  const cheques = kind != Challenge.Assault && whole(Slot.EverDeployed) != 0;
  afterHit = cheques && deployed;
  withoutHit = cheques && kind != Challenge.Probe;
  const backing = entry(array(Slot.Backing), posture);
  for (let backed = 0; backed < 2; backed++) {
    let here = array(Slot.WordEntry);
    let above = array(Slot.WordAbove);
    for (let rung = whole(Slot.Rungs) - 1; rung >= 1; rung--) {
      const free = above;
      above = here;
      here = free;
      watchRung(at(array(Slot.Policy), policyAt + rungOffset(rung, kind, backed)), kind, rung, here, above);
    }
    const chance = twice(backed == 0 ? 1 - backing : backing);
    for (let i = 0; i < length; i += 16) {
      const part = f64x2.mul(chance, v128.load(here + i));
      v128.store(answer + i, backed == 0 ? part : f64x2.add(v128.load(answer + i), part));
    }
  }
  if (kind != Challenge.Assault) return;
  for (let i = 0; i < length; i += STRANDS) {
    v128.store(answer + i, v128.load(answer + i, Strand.BrokenPromise << 3), Strand.ChequeAfterHit << 3);
    v128.store(answer + i, twice(0), Strand.ChequeWithoutHit << 3);
  }
}

/** All strands on one rung: from those of the rung above to those of this one. */
function watchRung(move: usize, kind: i32, rung: i32, here: usize, above: usize): void {
  const points = whole(Slot.Points);
  const end = array(Slot.WordEnd);
  const goesOn = rung < whole(Slot.Rungs) - 1;
  const isProbe = kind == Challenge.Probe;
  const survives = twice(endShareOf(kind));
  const calm = 1 - entry(array(Slot.Risk), rung);
  const hers = calm * constant(Constant.Initiative);
  const theirs = twice(calm * (1 - constant(Constant.Initiative)));
  const stopShare = kind == Challenge.Assault ? 0 : hers;
  let endAtBelief = array(Slot.WordEndAtBelief);
  const first = above;
  for (let g = 0; g < points; g++, move += Move.Width << 3, here += STRANDS, above += STRANDS, endAtBelief += WORDS) {
    const no = f64x2.mul(theirs, v128.load(move, Play.ResoluteNo << 3));
    const stop = twice(stopShare * load<f64>(move, Move.Stop << 3));
    let later = end;
    let laterUp = twice(0);
    if (isProbe || withoutHit) {
      const ended = load<f64>(move, Play.EndPosition << 3);
      later = end + pointBelow(ended) * WORDS;
      laterUp = twice(beyond(ended));
    }
    let climb = twice(0);
    let yes = climb;
    let up = climb;
    let from = first;
    if (goesOn) {
      const entered = load<f64>(move, Play.EntryPosition << 3);
      from = first + pointBelow(entered) * STRANDS;
      up = twice(beyond(entered));
      climb = twice(hers * load<f64>(move, Move.Climb << 3));
      yes = f64x2.mul(theirs, v128.load(move));
    }
    let promise = f64x2.mul(stop, v128.load(endAtBelief, Words.BrokenPromise << 3));
    const afterNo = isProbe ? f64x2.mul(no, between(later + (Words.BrokenPromise << 3), WORDS, laterUp)) : no;
    promise = f64x2.add(promise, afterNo);
    if (goesOn) promise = f64x2.add(promise, higher(above, from, Strand.BrokenPromise << 3, climb, yes, up));
    v128.store(here, promise, Strand.BrokenPromise << 3);
    const stopped = f64x2.mul(stop, v128.load(endAtBelief));
    if (afterHit) {
      let cheque = f64x2.add(no, stopped);
      if (goesOn) cheque = f64x2.add(cheque, higher(above, from, Strand.ChequeAfterHit << 3, climb, yes, up));
      v128.store(here, cheque, Strand.ChequeAfterHit << 3);
    }
    if (withoutHit) {
      let cheque = f64x2.add(f64x2.mul(f64x2.mul(no, survives), between(later, WORDS, laterUp)), stopped);
      if (goesOn) cheque = f64x2.add(cheque, higher(above, from, Strand.ChequeWithoutHit << 3, climb, yes, up));
      v128.store(here, cheque, Strand.ChequeWithoutHit << 3);
    }
  }
}

/** A strand on the rung above, reached by her climbing or by the coalition's. */
// @ts-ignore: decorator
@inline
function higher(above: usize, from: usize, strand: i32, climb: v128, yes: v128, up: v128): v128 {
  const hers = f64x2.mul(climb, v128.load(above + strand));
  return f64x2.add(hers, f64x2.mul(yes, between(from + strand, STRANDS, up)));
}
