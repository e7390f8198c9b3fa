/**
 * One period of a ceasefire in one posture of the backer, solved in all stages and for every belief at once
 * (docs/model.md §4): from the values of ending the period, through the ladder (ladder.ts) and the challenges
 * (challenges.ts), to the challenger's choice.
 */
import { Challenge, Choice, Constant, PerStage, Player, Size, Slot } from '../layout';
import { cellAt, fillCells, fillEndAtBelief } from './belief';
import { solveChallenges } from './challenges';
import { exponentials } from './exponential';
import { solveLadders } from './ladder';
import { array, at, constant, entry, twice, whole } from './memory';
import { advanceOf } from './stage';

/**
 * Values that follow a period, averaged over a redrawn posture.
 * @param from those of the first posture; the others stand `perPosture` doubles further on each
 */
export function redraw(
  to: usize,
  from: usize,
  perPosture: i32,
  length: i32,
  engaged: f64,
  wavering: f64,
  withdrawn: f64,
): void {
  const second = at(from, perPosture);
  const third = at(second, perPosture);
  for (let i = 0; i < length; i += 2) {
    const first = f64x2.mul(twice(engaged), v128.load(at(from, i)));
    const both = f64x2.add(first, f64x2.mul(twice(wavering), v128.load(at(second, i))));
    v128.store(at(to, i), f64x2.add(both, f64x2.mul(twice(withdrawn), v128.load(at(third, i)))));
  }
}

/** The same in expectation over the posture's move, discounted. @param stays values in the posture that there is */
export function move(to: usize, redrawn: usize, stays: usize, length: i32, moves: f64, discount: f64): void {
  for (let i = 0; i < length; i += 2) {
    const moved = f64x2.mul(twice(moves), v128.load(at(redrawn, i)));
    const stayed = f64x2.mul(twice(1 - moves), v128.load(at(stays, i)));
    v128.store(at(to, i), f64x2.mul(twice(discount), f64x2.add(moved, stayed)));
  }
}

/** The value of ending the period in a stage (§6): stage and type move, and the challenger receives her flow. */
export function endPeriod(k: i32, flow: f64): void {
  const points = whole(Slot.Points);
  const perStage = Player.Count * points;
  const advance = advanceOf(k);
  const erosion = constant(Constant.ErosionChance);
  const here = at(array(Slot.Moved), k * perStage);
  const there = at(array(Slot.Moved), (k + 1 < Size.Stages ? k + 1 : k) * perStage);
  const values = at(array(Slot.EndValues), k * perStage);
  for (let i = 0; i < perStage; i++) {
    store<f64>(at(values, i), (1 - advance) * entry(here, i) + advance * entry(there, i));
  }
  for (let g = 0; g < points; g++) {
    store<f64>(at(values, g), entry(values, g) + flow);
    const resolute = at(values, Player.Resolute * points + g);
    const irresolute = entry(values, Player.Irresolute * points + g);
    store<f64>(resolute, (1 - erosion) * load<f64>(resolute) + erosion * irresolute);
  }
  fillCells(values, cellAt(array(Slot.EndCells), k * points));
  fillEndAtBelief(values, at(array(Slot.EndAtBelief), k * perStage));
}

/**
 * Solves a period, given the values of ending it and what wars and unopposed challenges are worth.
 * @param policyAt where the play of the first stage goes, in doubles
 * @param out values before the challenger's choice, [stage][player][belief]
 */
export function solveStages(posture: i32, lastStage: i32, policyAt: i32, out: usize): void {
  solveLadders(lastStage, policyAt);
  solveChallenges(posture, lastStage, policyAt);
  for (let k = 0; k <= lastStage; k++) choose(k, policyAt, out);
}

/** The challenger's choice among nothing and the three challenges, and the values before it (§4.1). */
function choose(k: i32, policyAt: i32, out: usize): void {
  const points = whole(Slot.Points);
  const perChallenge = Player.Count * points;
  const none = at(array(Slot.EndAtBelief), k * perChallenge);
  const probe = at(array(Slot.ChallengeValues), k * PerStage.Challenges * perChallenge);
  const limited = at(probe, perChallenge);
  const assault = at(limited, perChallenge);
  const values = at(out, k * perChallenge);
  const rationality = twice(constant(Constant.ChallengerRationality));
  const challengeChance = constant(Constant.ChallengeChance);
  let choice = at(array(Slot.Policy), policyAt + k * whole(Slot.PerState));
  for (let g = 0; g < points; g++, choice += Choice.Width << 3) {
    const v0 = entry(none, g);
    const v1 = entry(probe, g);
    const v2 = entry(limited, g);
    const v3 = entry(assault, g);
    const calm = v0 > v1 ? v0 : v1;
    const other = calm > v2 ? calm : v2;
    const best = twice(other > v3 ? other : v3);
    const low = exponentials(f64x2.mul(rationality, f64x2.sub(f64x2(v0, v1), best)));
    const high = exponentials(f64x2.mul(rationality, f64x2.sub(f64x2(v2, v3), best)));
    const e0 = f64x2.extract_lane(low, 0);
    const e1 = f64x2.extract_lane(low, 1);
    const e2 = f64x2.extract_lane(high, 0);
    const e3 = f64x2.extract_lane(high, 1);
    const scale = 1 / (e0 + e1 + e2 + e3);
    v128.store(choice, f64x2.mul(low, twice(scale)));
    v128.store(choice, f64x2.mul(high, twice(scale)), Challenge.Limited << 3);
    store<f64>(choice, v3 > other ? 1 : 0, Choice.Preferred << 3);
    const idle = 1 - challengeChance + challengeChance * e0 * scale;
    const made = challengeChance * scale;
    for (let i = g; i < perChallenge; i += points) {
      const challenged = e1 * entry(probe, i) + e2 * entry(limited, i) + e3 * entry(assault, i);
      store<f64>(at(values, i), idle * entry(none, i) + made * challenged);
    }
  }
}
