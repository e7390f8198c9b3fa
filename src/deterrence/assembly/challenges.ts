/** The challenges: hit or not, rules triggered or not, answered or not (docs/model.md §4.2–4.5). */
import { Challenge, Circumstance, Constant, PerStage, Play, Player, Slot } from '../layout';
import { cellAt, fillCells } from './belief';
import { array, at, constant, entry, integer, twice, whole } from './memory';
import { voteOffset } from './policy';
import { endShareOf, isDeployed } from './stage';
import { addVote, count, emptyBatch, setNo, setYes, solveVotes } from './votes';

/** Solves all challenges in all stages, given the ladders; leaves their values. */
export function solveChallenges(posture: i32, lastStage: i32, policyAt: i32): void {
  for (let k = 0; k <= lastStage; k++) {
    const deployed = isDeployed(k);
    for (let kind: i32 = Challenge.Probe; kind <= Challenge.Assault; kind++) {
      if (deployed || kind != Challenge.Probe) prepareAnswer(posture, k, kind);
      addChallengeVotes(posture, k, kind, deployed, policyAt + k * whole(Slot.PerState));
      beginChallenge(posture, k, kind, deployed);
    }
  }
  solveVotes(array(Slot.AnswerValues), array(Slot.AnswerCells), Play.Width << 3);
  addVotesUp();
  emptyBatch();
}

/** Number of a challenge: its place among answers and challenges. */
// @ts-ignore: decorator
@inline
function challengeNumber(k: i32, kind: i32): i32 {
  return k * PerStage.Challenges + kind - 1;
}

/** The value of an answer before the backer has shown itself: the challenger's chance of facing it is as she sees it. */
function prepareAnswer(posture: i32, k: i32, kind: i32): void {
  const points = whole(Slot.Points);
  const perFunction = Player.Count * points;
  const number = challengeNumber(k, kind);
  const values = at(array(Slot.AnswerValues), number * perFunction);
  const alone = at(array(Slot.EntryValues), (k * PerStage.Ladders + (kind - 1) * 2) * perFunction);
  const backed = at(alone, perFunction);
  mix(values, backed, alone, entry(array(Slot.BackingSeen), posture), points);
  const coalition = at(0, points);
  const chance = entry(array(Slot.Backing), posture);
  mix(values + coalition, backed + coalition, alone + coalition, chance, 2 * points);
  fillCells(values, cellAt(array(Slot.AnswerCells), number * points));
}

/** share · a + (1 − share) · b, entry by entry. */
function mix(to: usize, a: usize, b: usize, share: f64, length: i32): void {
  const rest = 1 - share;
  let i = 0;
  for (; i + 1 < length; i += 2) {
    const first = f64x2.mul(twice(share), v128.load(at(a, i)));
    v128.store(at(to, i), f64x2.add(first, f64x2.mul(twice(rest), v128.load(at(b, i)))));
  }
  if (i < length) store<f64>(at(to, i), share * entry(a, i) + rest * entry(b, i));
}

/** Puts the votes on one kind of challenge into the batch, with the chances of their cases. */
function addChallengeVotes(posture: i32, k: i32, kind: i32, deployed: bool, policyAt: i32): void {
  const answer = challengeNumber(k, kind);
  const chance = array(Slot.Chance);
  const audience = constant(Constant.AudienceCost);
  const spared = audience * (1 - constant(Constant.Deniability));
  const no = at(array(Slot.Unopposed), (4 * k + kind) * Player.Count);
  const resolute = load<f64>(no, Player.Resolute << 3);
  const irresolute = load<f64>(no, Player.Irresolute << 3);
  const hit = deployed ? entry(array(Slot.Hit), kind) : 0;
  if (deployed) {
    const trigger = entry(array(Slot.Triggered), kind);
    const misread = misreading(posture, kind, Player.Resolute);
    for (let circumstance: i32 = Circumstance.Triggered; circumstance <= Circumstance.Untriggered; circumstance++) {
      const triggered = circumstance == Circumstance.Triggered;
      const v = addVote(answer, k, posture, policyAt + voteOffset(kind, circumstance));
      const price = (triggered ? audience : spared) + entry(array(Slot.BloodCost), kind);
      setNo(v, endShareOf(kind), load<f64>(no), resolute - price, irresolute - price);
      const own = misreading(posture, kind, Player.Challenger);
      const cost = triggered ? 0 : constant(Constant.UnmandatedCost);
      setYes(v, 1 - entry(array(Slot.Misread), kind), own, misread - cost);
      const share = triggered ? trigger * (1 - constant(Constant.Automaticity)) : 1 - trigger;
      store<f64>(at(chance, v), hit * share);
    }
  }
  if (kind == Challenge.Probe) return;
  const v = addVote(answer, k, posture, policyAt + voteOffset(kind, Circumstance.Unhit));
  setNo(v, endShareOf(kind), load<f64>(no), resolute - spared, irresolute - spared);
  setYes(v, 1, 0, -constant(Constant.InterventionCost) * (1 - constant(Constant.Binding)));
  store<f64>(at(chance, v), 1 - hit);
}

/** What it is worth to a player that an answered hit may be misread, before the backer has shown itself. */
function misreading(posture: i32, kind: i32, player: i32): f64 {
  const backing = entry(player == Player.Challenger ? array(Slot.BackingSeen) : array(Slot.Backing), posture);
  const alone = entry(array(Slot.Disaster), player);
  const backed = entry(array(Slot.Disaster), Player.Count + player);
  return entry(array(Slot.Misread), kind) * (backing * backed + (1 - backing) * alone);
}

/** The value of a challenge but for its votes: its cost, an automatic answer, and a probe that is let pass. */
function beginChallenge(posture: i32, k: i32, kind: i32, deployed: bool): void {
  const points = whole(Slot.Points);
  const number = challengeNumber(k, kind) * Player.Count * points;
  const hit = deployed ? entry(array(Slot.Hit), kind) : 0;
  const calm = deployed ? 1 - entry(array(Slot.Misread), kind) : 1;
  const automatic = hit * entry(array(Slot.Triggered), kind) * constant(Constant.Automaticity);
  const letPass: f64 = kind == Challenge.Probe ? 1 - hit : 0;
  for (let player = 0; player < Player.Count; player++) {
    let fixed: f64 = deployed ? automatic * misreading(posture, kind, player) : 0;
    if (player == Player.Challenger) {
      fixed += letPass * entry(array(Slot.Unopposed), (4 * k + kind) * Player.Count);
      fixed -= entry(array(Slot.Cost), kind) * constant(Constant.CostMultiplier);
    }
    const to = at(array(Slot.ChallengeValues), number + player * points);
    const answer = at(array(Slot.AnswerValues), number + player * points);
    const end = at(array(Slot.EndAtBelief), (k * Player.Count + player) * points);
    for (let g = 0; g < points; g++) {
      store<f64>(at(to, g), fixed + automatic * calm * entry(answer, g) + letPass * entry(end, g));
    }
  }
}

/** Adds to each challenge the values of its votes, each with the chance that it is held. */
function addVotesUp(): void {
  const perChallenge = Player.Count * whole(Slot.Points);
  for (let v = 0; v < count; v++) {
    const to = at(array(Slot.ChallengeValues), integer(array(Slot.YesFunction), v) * perChallenge);
    const from = at(array(Slot.VoteValues), v * perChallenge);
    const weight = entry(array(Slot.Chance), v);
    let i = 0;
    for (; i + 1 < perChallenge; i += 2) {
      const part = f64x2.mul(twice(weight), v128.load(at(from, i)));
      v128.store(at(to, i), f64x2.add(v128.load(at(to, i)), part));
    }
    if (i < perChallenge) store<f64>(at(to, i), entry(to, i) + weight * entry(from, i));
  }
}
