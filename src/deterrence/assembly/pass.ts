/** The exact pass through one period in one state: choices, hits, votes and the ladder (docs/model.md §4). */
import { Challenge, Choice, Circumstance, Constant, Move, Play, Slot, Tally } from '../layout';
import { beyond, pointBelow } from './belief';
import { add, array, at, constant, entry, sum, twice, whole } from './memory';
import { rungOffset, voteOffset } from './policy';
import { advanceOf, endShareOf, isDeployed } from './stage';

/** Mass of the challenge at hand that nobody answers, or from which the coalition backs down. */
let unopposed: f64 = 0;
/** Mass of the challenge at hand that a vote has answered. */
let answered: f64 = 0;

/** A count. */
// @ts-ignore: decorator
@inline
function tally(number: i32, mass: f64): void {
  const place = at(array(Slot.Tallies), number);
  store<f64>(place, load<f64>(place) + mass);
}

/**
 * One period in one state, from which mass goes on to the next, its posture unmoved.
 * @param mass [belief][type]
 * @param next of the next period in the same stage, to which it is added
 * @param later the same in the stage that may follow
 * @param policyAt place of the state in the policy, in doubles
 * @param lone chance that the challenger wins against the protégé alone
 * @param unbacked the same against the coalition, too
 * @param backed and with the backer
 */
export function passStage(
  posture: i32,
  k: i32,
  mass: usize,
  next: usize,
  later: usize,
  policyAt: i32,
  lone: f64,
  unbacked: f64,
  backed: f64,
): void {
  const points = whole(Slot.Points);
  clear(array(Slot.Unchanged), points << 4);
  clear(array(Slot.Ended), points << 4);
  const deployed = isDeployed(k);
  const challengeChance = constant(Constant.ChallengeChance);
  const choices = at(array(Slot.Policy), policyAt);
  let unchanged = array(Slot.Unchanged);
  for (let g = 0, choice = choices; g < points; g++, choice += Choice.Width << 3) {
    const idle = 1 - challengeChance + challengeChance * load<f64>(choice);
    add(unchanged + (g << 4), f64x2.mul(v128.load(mass + (g << 4)), twice(idle)));
  }
  for (let kind: i32 = Challenge.Probe; kind <= Challenge.Assault; kind++) {
    const hit = deployed ? entry(array(Slot.Hit), kind) : 0;
    const triggered = hit * entry(array(Slot.Triggered), kind);
    const automatic = triggered * constant(Constant.Automaticity);
    const calm = deployed ? 1 - entry(array(Slot.Misread), kind) : 1;
    unopposed = 0;
    const launched = launch(kind, mass, choices, automatic, calm);
    tally(Tally.ChallengesByKind + kind - 1, launched);
    tally(Tally.Hits, launched * hit);
    tally(Tally.HitsByKind + kind - 1, launched * hit);
    tally(Tally.Triggered, launched * triggered);
    tally(Tally.Automatic, launched * automatic);
    tally(Tally.ResponsesByCase + Circumstance.Triggered, launched * automatic);
    let answeredHits = launched * automatic;
    let all = answeredHits;
    for (let circumstance: i32 = Circumstance.Triggered; circumstance <= Circumstance.Unhit; circumstance++) {
      const share =
        circumstance == Circumstance.Triggered
          ? triggered - automatic
          : circumstance == Circumstance.Untriggered
            ? hit * (1 - entry(array(Slot.Triggered), kind))
            : 1 - hit;
      const chance = challengeChance * share;
      if (chance == 0) continue;
      const isHit = circumstance != Circumstance.Unhit;
      if (!isHit && kind == Challenge.Probe) {
        for (let g = 0, choice = choices; g < points; g++, choice += Choice.Width << 3) {
          const part = twice(load<f64>(choice, Challenge.Probe << 3) * chance);
          add(unchanged + (g << 4), f64x2.mul(v128.load(mass + (g << 4)), part));
        }
        continue;
      }
      const before = unopposed;
      passVote(kind, mass, choices, policyAt + voteOffset(kind, circumstance), chance, isHit ? calm : 1);
      tally(Tally.ResponsesByCase + circumstance, answered);
      all += answered;
      if (isHit) {
        answeredHits += answered;
        tally(Tally.AbsorbedHits, unopposed - before);
      }
    }
    const misread = deployed ? answeredHits * entry(array(Slot.Misread), kind) : 0;
    tally(Tally.Misreads, misread);
    loseControl(misread);
    if (all > 0) {
      const backing = entry(array(Slot.Backing), posture);
      passLadder(kind, 0, policyAt, 1 - backing, unbacked);
      passLadder(kind, 1, policyAt, backing, backed);
    }
    settleUnopposed(kind, lone);
  }
  goOn(advanceOf(k), next, later);
}

/** Mass that goes on: rounded after erosion, as far as it is not yet; then type and stage move. */
function goOn(advance: f64, next: usize, later: usize): void {
  const points = whole(Slot.Points);
  const unchanged = array(Slot.Unchanged);
  const ended = array(Slot.Ended);
  const endPoint = array(Slot.EndPoint);
  for (let g = 0; g < points; g++) {
    const both = v128.load(unchanged + (g << 4));
    const low = ended + (load<i32>(endPoint + (g << 2)) << 4);
    const up = entry(array(Slot.EndWeight), g);
    add(low, f64x2.mul(both, twice(1 - up)));
    add(low + 16, f64x2.mul(both, twice(up)));
  }
  const erosion = constant(Constant.ErosionChance);
  for (let i = 0; i < points << 4; i += 16) {
    const resolute = load<f64>(ended + i);
    const stays = f64x2.mul(twice(resolute), f64x2(1 - erosion, erosion));
    const both = f64x2.add(stays, f64x2(0, load<f64>(ended + i, 8)));
    add(next + i, f64x2.mul(both, twice(1 - advance)));
    add(later + i, f64x2.mul(both, twice(advance)));
  }
}

/** The backer's posture moves. @param mass by posture, `length` doubles each */
export function movePostures(mass: usize, length: i32, moves: f64, engaged: f64, wavering: f64, withdrawn: f64): void {
  const second = at(mass, length);
  const third = at(second, length);
  for (let i = 0; i < length << 3; i += 16) {
    const m0 = v128.load(mass + i);
    const m1 = v128.load(second + i);
    const m2 = v128.load(third + i);
    const redrawn = f64x2.mul(twice(moves), f64x2.add(f64x2.add(m0, m1), m2));
    v128.store(mass + i, posture(m0, redrawn, moves, engaged));
    v128.store(second + i, posture(m1, redrawn, moves, wavering));
    v128.store(third + i, posture(m2, redrawn, moves, withdrawn));
  }
}

// @ts-ignore: decorator
@inline
function posture(mass: v128, redrawn: v128, moves: f64, share: f64): v128 {
  return f64x2.add(f64x2.mul(twice(1 - moves), mass), f64x2.mul(twice(share), redrawn));
}

/** Challenges of one kind; those that the force answers by itself are put on the ladder. Returns the mass of all. */
function launch(kind: i32, mass: usize, choices: usize, automatic: f64, calm: f64): f64 {
  const points = whole(Slot.Points);
  const answering = array(Slot.Answering);
  const challengeChance = constant(Constant.ChallengeChance);
  let launched: f64 = 0;
  let preferred: f64 = 0;
  for (let g = 0, choice = choices; g < points; g++, choice += Choice.Width << 3) {
    const share = challengeChance * load<f64>(at(choice, kind));
    const both = v128.load(mass + (g << 4));
    const all = sum(both) * share;
    launched += all;
    preferred += all * load<f64>(choice, Choice.Preferred << 3);
    const atOnce = f64x2.mul(f64x2.mul(both, twice(share)), twice(automatic));
    v128.store(answering + (g << 4), f64x2.mul(atOnce, twice(calm)));
  }
  if (kind == Challenge.Assault) tally(Tally.AssaultsPreferred, preferred);
  return launched;
}

/** All masses at one kind of vote: yes is put on the ladder, no runs unopposed. */
function passVote(kind: i32, mass: usize, choices: usize, playAt: i32, chance: f64, calm: f64): void {
  const points = whole(Slot.Points);
  const answering = array(Slot.Answering);
  const survives = endShareOf(kind);
  let yesMass: f64 = 0;
  let noMass: f64 = 0;
  let choice = at(choices, kind);
  let play = at(array(Slot.Policy), playAt);
  for (let g = 0; g < points; g++, choice += Choice.Width << 3, play += Play.Width << 3) {
    const both = f64x2.mul(v128.load(mass + (g << 4)), twice(load<f64>(choice) * chance));
    const yes = f64x2.mul(both, v128.load(play));
    const no = f64x2.mul(both, v128.load(play, Play.ResoluteNo << 3));
    yesMass += sum(yes);
    noMass += sum(no);
    const entered = load<f64>(play, Play.EntryPosition << 3);
    const up = beyond(entered) * calm;
    split(answering, entered, yes, calm - up, up);
    if (survives == 0) continue;
    const ended = load<f64>(play, Play.EndPosition << 3);
    const endUp = beyond(ended) * survives;
    split(array(Slot.Ended), ended, no, survives - endUp, endUp);
  }
  answered = yesMass;
  unopposed += noMass;
}

/** Fills with 0: for lengths such as these faster than the machine's own. */
function clear(from: usize, bytes: i32): void {
  for (let i = 0; i < bytes; i += 16) v128.store(from + i, twice(0));
}

/** Plays a posterior as a lottery over the points beside it. */
// @ts-ignore: decorator
@inline
function split(to: usize, position: f64, mass: v128, down: f64, up: f64): void {
  const low = to + (pointBelow(position) << 4);
  add(low, f64x2.mul(mass, twice(down)));
  add(low + 16, f64x2.mul(mass, twice(up)));
}

/**
 * The ladder under one kind of challenge, backed or not, for the mass that answers it (§4.6).
 * @param won chance that the challenger wins a joint war
 */
function passLadder(kind: i32, backed: i32, policyAt: i32, chance: f64, won: f64): void {
  const points = whole(Slot.Points);
  const rungs = whole(Slot.Rungs);
  const perRung = points << 4;
  const ended = array(Slot.Ended);
  const unchanged = array(Slot.Unchanged);
  const answering = array(Slot.Answering);
  const survives = endShareOf(kind);
  let here = array(Slot.RungMass);
  for (let i = 0; i < perRung; i += 16) v128.store(here + i, f64x2.mul(v128.load(answering + i), twice(chance)));
  clear(here + perRung, (rungs - 2) * perRung);
  let lost: f64 = 0;
  let stopped: f64 = 0;
  let backedDown: f64 = 0;
  for (let rung = 1; rung < rungs; rung++, here += perRung) {
    const top = rung + 1 == rungs;
    const above = here + perRung;
    const risk = entry(array(Slot.Risk), rung);
    const hers = (1 - risk) * constant(Constant.Initiative);
    const theirs = twice((1 - risk) * (1 - constant(Constant.Initiative)));
    let move = at(array(Slot.Policy), policyAt + rungOffset(rung, kind, backed));
    for (let g = 0; g < points; g++, move += Move.Width << 3) {
      const mass = v128.load(here + (g << 4));
      const both = sum(mass);
      const climb = hers * load<f64>(move, Move.Climb << 3);
      const stop = hers * load<f64>(move, Move.Stop << 3);
      const asked = f64x2.mul(mass, theirs);
      const yes = f64x2.mul(asked, v128.load(move));
      const no = f64x2.mul(asked, v128.load(move, Play.ResoluteNo << 3));
      lost += both * risk;
      if (top) {
        lost += both * climb + f64x2.extract_lane(yes, 0) + f64x2.extract_lane(yes, 1);
      } else {
        const entered = load<f64>(move, Play.EntryPosition << 3);
        const up = beyond(entered);
        add(above + (g << 4), f64x2.mul(mass, twice(climb)));
        split(above, entered, yes, 1 - up, up);
      }
      stopped += both * stop;
      backedDown += sum(no);
      if (kind == Challenge.Assault) continue;
      add(unchanged + (g << 4), f64x2.mul(mass, twice(stop)));
      const endPosition = load<f64>(move, Play.EndPosition << 3);
      const endUp = beyond(endPosition) * survives;
      split(ended, endPosition, no, survives - endUp, endUp);
    }
  }
  unopposed += backedDown;
  tally(Tally.CoalitionBacksDown, backedDown);
  tally(Tally.LadderLosses, lost);
  loseControl(lost);
  if (kind != Challenge.Assault) {
    tally(Tally.ChallengerBacksDown, stopped);
    return;
  }
  // She stops the climb, not the invasion.
  const escalated = stopped * constant(Constant.WarEscalation);
  tally(Tally.JointWars, stopped);
  tally(Tally.JointWarLosses, escalated);
  loseControl(escalated);
  fight(stopped * (1 - constant(Constant.WarEscalation)), won);
}

/** Control is lost (§4.6). */
function loseControl(mass: f64): void {
  tally(Tally.NuclearUse, mass * constant(Constant.NuclearShare));
  tally(Tally.GeneralWar, mass * (1 - constant(Constant.NuclearShare)));
}

function fight(mass: f64, won: f64): void {
  tally(Tally.Lost, mass * won);
  tally(Tally.Repelled, mass * (1 - won));
}

/** What unopposed challenges of one kind bring (§4.5). @param won chance that the challenger wins a war */
function settleUnopposed(kind: i32, won: f64): void {
  if (kind == Challenge.Limited) {
    const spirals = unopposed * constant(Constant.Spiral);
    tally(Tally.Spirals, spirals);
    tally(Tally.LimitedSuccesses, unopposed * (1 - constant(Constant.Spiral)) * Math.sqrt(won));
    fight(spirals, won);
  } else if (kind == Challenge.Assault) {
    tally(Tally.LoneAssaultWars, unopposed);
    fight(unopposed, won);
  }
}
