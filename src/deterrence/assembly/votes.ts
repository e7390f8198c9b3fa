/**
 * Votes under observation: noisy introspection (docs/model.md §5; Goeree & Holt, Games and Economic Behavior 46, 2004).
 *
 * The engine spends most of its time here. All votes of a period that do not wait for each other are solved together,
 * for all beliefs of the grid, in short passes: what is at stake, with what odds to act, what to infer. Both types of
 * coalition stand in the two lanes of a vector, so that they cost no more than one. Between steps of introspection the
 * play is carried as odds e = (1−p)/p against acting, from which both posteriors follow without a subtraction.
 */
import { Constant, Move, Play, Player, Shortfall, Slot } from '../layout';
import { act } from './acting';
import { cellAt, challengerIn, coalitionIn } from './belief';
import { ROUNDING } from './exponential';
import { array, at, constant, entry, gather, integer, sum, twice, whole } from './memory';

/** Bytes of what is put by of a node's branches: values of yes and no for the types, then for the challenger. */
// @ts-ignore: decorator
@inline
const BRANCHES: i32 = 48;

/** Votes in the batch. */
export let count: i32 = 0;

/** Adds a vote. What its branches are worth is for the caller to write. @param playAt place of its play in the policy */
export function addVote(yesFunction: i32, stage: i32, shortfall: i32, playAt: i32): i32 {
  const v = count++;
  store<i32>(array(Slot.YesFunction) + (v << 2), yesFunction);
  store<i32>(array(Slot.NoFunction) + (v << 2), stage);
  store<i32>(array(Slot.ShortfallOf) + (v << 2), shortfall);
  store<i32>(array(Slot.PlayAt) + (v << 2), playAt);
  return v;
}

/** What the yes branch of a vote is worth beside its function of the belief, the same to both types. */
export function setYes(v: i32, scale: f64, challenger: f64, coalition: f64): void {
  store<f64>(at(array(Slot.YesScale), v), scale);
  store<f64>(at(array(Slot.YesChallenger), v), challenger);
  store<f64>(at(array(Slot.YesCoalition), v), coalition);
}

/** The same of the no branch. */
export function setNo(v: i32, scale: f64, challenger: f64, resolute: f64, irresolute: f64): void {
  store<f64>(at(array(Slot.NoScale), v), scale);
  store<f64>(at(array(Slot.NoChallenger), v), challenger);
  v128.store(at(array(Slot.NoCoalition), 2 * v), f64x2(resolute, irresolute));
}

/** Solves all votes of the batch for every belief of the grid. @param stride bytes from one belief's play to the next */
export function solveVotes(yesValues: usize, yesCells: usize, stride: i32): void {
  const last = whole(Slot.Depth) - 1;
  if (last > 0) {
    actAtBelief(yesValues);
    for (let step = last - 1; step > 0; step--) {
      infer();
      actAtPosteriors(yesCells, step);
    }
  } else {
    // With one step there is no conjecture but even odds, which teach nothing.
    const odds = array(Slot.Odds);
    for (let n = 0; n < count * whole(Slot.Points); n++) v128.store(odds + (n << 4), twice(1));
  }
  infer();
  play(yesCells, stride);
}

/** Half the gap between the types: it adds to what is at stake for a resolute coalition. */
// @ts-ignore: decorator
@inline
function inclination(): v128 {
  const half = constant(Constant.HalfTypeGap);
  return f64x2(half, -half);
}

/** What is at stake but for the functions of the belief. */
// @ts-ignore: decorator
@inline
function baseOf(v: i32): v128 {
  const yes = v128.load64_splat(at(array(Slot.YesCoalition), v));
  return f64x2.add(f64x2.sub(yes, v128.load(at(array(Slot.NoCoalition), 2 * v))), inclination());
}

/**
 * The first step: both actions are thought equally likely, so that the belief stays where it is. At the ends of the
 * grid nothing can be learnt and only the last step counts: they get even odds, which leave the belief as it is.
 */
function actAtBelief(yesValues: usize): void {
  const points = whole(Slot.Points);
  const endValues = array(Slot.EndAtBelief);
  const gaps = array(Slot.Gaps);
  const index = (whole(Slot.Depth) - 1) * Shortfall.Count;
  for (let v = 0; v < count; v++) {
    const base = baseOf(v);
    const yesScale = v128.load64_splat(at(array(Slot.YesScale), v));
    const noScale = v128.load64_splat(at(array(Slot.NoScale), v));
    const yes = at(yesValues, (integer(array(Slot.YesFunction), v) * Player.Count + Player.Resolute) * points);
    const no = at(endValues, (integer(array(Slot.NoFunction), v) * Player.Count + Player.Resolute) * points);
    const odds = array(Slot.Odds) + ((v * points) << 4);
    for (let g = 1; g < points - 1; g++) {
      const gained = f64x2.mul(yesScale, gather(at(yes, g), at(yes, points + g)));
      const left = f64x2.mul(noScale, gather(at(no, g), at(no, points + g)));
      v128.store(gaps + (g << 4), f64x2.sub(f64x2.add(base, gained), left));
    }
    act(gaps + 16, odds + 16, points - 2, index + integer(array(Slot.ShortfallOf), v));
    v128.store(odds, twice(1));
    v128.store(odds + ((points - 1) << 4), twice(1));
  }
}

/** A step between: only the odds are wanted. */
function actAtPosteriors(yesCells: usize, step: i32): void {
  const points = whole(Slot.Points);
  const gaps = array(Slot.Gaps);
  for (let v = 0; v < count; v++) {
    const base = baseOf(v);
    const yesScale = entry(array(Slot.YesScale), v);
    const noScale = entry(array(Slot.NoScale), v);
    const gained = twice(yesScale);
    const left = twice(noScale);
    const yes = cellAt(yesCells, integer(array(Slot.YesFunction), v) * points);
    const no = cellAt(array(Slot.EndCells), integer(array(Slot.NoFunction), v) * points);
    const odds = array(Slot.Odds) + ((v * points) << 4);
    const positions = array(Slot.Positions) + ((v * points) << 4);
    for (let n = 16; n < (points - 1) << 4; n += 16) {
      const position = v128.load(positions + n);
      const below = pointsBelow(position);
      let gap = base;
      if (yesScale != 0) {
        const cell = cellAt(yes, i32x4.extract_lane(below, 0));
        gap = f64x2.add(gap, f64x2.mul(gained, coalitionIn(cell, i64x2.shuffle(position, position, 0, 0))));
      }
      if (noScale != 0) {
        const cell = cellAt(no, i32x4.extract_lane(below, 2));
        gap = f64x2.sub(gap, f64x2.mul(left, coalitionIn(cell, i64x2.shuffle(position, position, 1, 1))));
      }
      v128.store(gaps + n, gap);
    }
    act(gaps + 16, odds + 16, points - 2, step * Shortfall.Count + integer(array(Slot.ShortfallOf), v));
  }
}

/** The points below two positions, in the low bits of both lanes. */
// @ts-ignore: decorator
@inline
function pointsBelow(positions: v128): v128 {
  return f64x2.add(f64x2.floor(positions), twice(ROUNDING));
}

/**
 * From odds to posteriors. Odds are held below 1e150 where two of them are multiplied; there 1 − p is 1 to the last
 * digit.
 */
function infer(): void {
  const points = whole(Slot.Points);
  const belief = array(Slot.Belief);
  const odds = array(Slot.Odds);
  const positions = array(Slot.Positions);
  const one = twice(1);
  const huge = twice(1e150);
  const last = twice(constant(Constant.LastPosition));
  const scales = f64x2(constant(Constant.EntryScale), constant(Constant.EndScale));
  for (let node = 0; node < (count * points) << 4; node += points << 4) {
    for (let g = 0; g < points; g++) {
      const b = load<f64>(at(belief, g));
      const yes = v128.load(odds + node + (g << 4));
      const no = f64x2.pmin(huge, yes);
      // Both lanes now: after yes, after no.
      const other = f64x2.mul(twice(b), f64x2.add(one, f64x2(f64x2.extract_lane(yes, 1), f64x2.extract_lane(no, 1))));
      const own = f64x2.mul(twice(1 - b), f64x2.add(one, f64x2(f64x2.extract_lane(yes, 0), f64x2.extract_lane(no, 0))));
      const right = f64x2.mul(other, f64x2.replace_lane(one, 1, f64x2.extract_lane(no, 0)));
      const wrong = f64x2.mul(own, f64x2.replace_lane(one, 1, f64x2.extract_lane(no, 1)));
      const position = f64x2.div(f64x2.mul(scales, right), f64x2.add(right, wrong));
      v128.store(positions + node + (g << 4), f64x2.pmin(last, position));
    }
  }
}

/** The last step: the play itself, and what the vote is worth. */
function play(yesCells: usize, stride: i32): void {
  const points = whole(Slot.Points);
  const belief = array(Slot.Belief);
  const branches = array(Slot.Branches);
  const gaps = array(Slot.Gaps);
  const tilt = inclination();
  for (let v = 0; v < count; v++) {
    const yesScale = entry(array(Slot.YesScale), v);
    const noScale = entry(array(Slot.NoScale), v);
    const yesCoalition = v128.load64_splat(at(array(Slot.YesCoalition), v));
    const noCoalition = v128.load(at(array(Slot.NoCoalition), 2 * v));
    const yesChallenger = entry(array(Slot.YesChallenger), v);
    const noChallenger = entry(array(Slot.NoChallenger), v);
    const yesAt = cellAt(yesCells, integer(array(Slot.YesFunction), v) * points);
    const noAt = cellAt(array(Slot.EndCells), integer(array(Slot.NoFunction), v) * points);
    const odds = array(Slot.Odds) + ((v * points) << 4);
    const positions = array(Slot.Positions) + ((v * points) << 4);
    for (let g = 0, branch = branches; g < points; g++, branch += BRANCHES) {
      const position = v128.load(positions + (g << 4));
      const below = pointsBelow(position);
      let yes = yesCoalition;
      let no = noCoalition;
      let yesOwn = yesChallenger;
      let noOwn = noChallenger;
      if (yesScale != 0) {
        const cell = cellAt(yesAt, i32x4.extract_lane(below, 0));
        yes = f64x2.add(yes, f64x2.mul(twice(yesScale), coalitionIn(cell, i64x2.shuffle(position, position, 0, 0))));
        yesOwn += yesScale * challengerIn(cell, f64x2.extract_lane(position, 0));
      }
      if (noScale != 0) {
        const cell = cellAt(noAt, i32x4.extract_lane(below, 2));
        no = f64x2.add(no, f64x2.mul(twice(noScale), coalitionIn(cell, i64x2.shuffle(position, position, 1, 1))));
        noOwn += noScale * challengerIn(cell, f64x2.extract_lane(position, 1));
      }
      v128.store(branch, yes);
      v128.store(branch, no, 16);
      store<f64>(branch, yesOwn, 32);
      store<f64>(branch, noOwn, 40);
      v128.store(gaps + (g << 4), f64x2.add(f64x2.sub(yes, no), tilt));
    }
    act(gaps, odds, points, integer(array(Slot.ShortfallOf), v));
    let value = at(array(Slot.VoteValues), v * Player.Count * points);
    let to = at(array(Slot.Policy), integer(array(Slot.PlayAt), v));
    for (let g = 0, branch = branches; g < points; g++, branch += BRANCHES, value += 8, to += stride) {
      const e = v128.load(odds + (g << 4));
      const acts = f64x2.div(twice(1), f64x2.add(twice(1), e));
      const refrains = f64x2.mul(e, acts);
      v128.store(to, acts);
      v128.store(to, refrains, Play.ResoluteNo << 3);
      v128.store(to, v128.load(positions + (g << 4)), Play.EntryPosition << 3);
      const b = load<f64>(at(belief, g));
      const types = f64x2(b, 1 - b);
      const expected =
        sum(f64x2.mul(types, acts)) * load<f64>(branch, 32) + sum(f64x2.mul(types, refrains)) * load<f64>(branch, 40);
      store<f64>(value, expected);
      const worth = f64x2.add(f64x2.mul(acts, v128.load(branch)), f64x2.mul(refrains, v128.load(branch, 16)));
      storeByType(value, points, worth);
    }
  }
}

/** Puts the values of both types into their rows, given the place of the challenger's. */
// @ts-ignore: decorator
@inline
function storeByType(value: usize, points: i32, pair: v128): void {
  v128.store64_lane(at(value, Player.Resolute * points), pair, 0);
  v128.store64_lane(at(value, Player.Irresolute * points), pair, 1);
}

/**
 * Solves votes on rungs whose branches are worth the same to both types whatever the challenger believes: their play is
 * one for all beliefs, and only her inference and her value differ.
 */
export function solveFlatVotes(yesValues: usize, yesCells: usize): void {
  const points = whole(Slot.Points);
  const belief = array(Slot.Belief);
  const odds = array(Slot.Odds);
  const gaps = array(Slot.Gaps);
  const row = points << 3;
  for (let v = 0; v < count; v++) {
    const values = at(yesValues, integer(array(Slot.YesFunction), v) * Player.Count * points);
    const later = gather(values + row, values + row + row);
    const yesScale = v128.load64_splat(at(array(Slot.YesScale), v));
    const yes = f64x2.add(v128.load64_splat(at(array(Slot.YesCoalition), v)), f64x2.mul(yesScale, later));
    const no = v128.load(at(array(Slot.NoCoalition), 2 * v));
    v128.store(gaps, f64x2.add(f64x2.sub(yes, no), inclination()));
    // The conjecture is the play of the step before the last, or even odds if there is only one.
    const first = odds + ((v * points) << 4);
    let conjecture = twice(1);
    if (whole(Slot.Depth) > 1) {
      act(gaps, first, 1, Shortfall.Count + integer(array(Slot.ShortfallOf), v));
      conjecture = v128.load(first);
    }
    act(gaps, first, 1, integer(array(Slot.ShortfallOf), v));
    const e = v128.load(first);
    const acts = f64x2.div(twice(1), f64x2.add(twice(1), e));
    const refrains = f64x2.mul(e, acts);
    const worth = f64x2.add(f64x2.mul(acts, yes), f64x2.mul(refrains, no));
    let value = at(array(Slot.VoteValues), v * Player.Count * points);
    let to = at(array(Slot.Policy), integer(array(Slot.PlayAt), v));
    for (let g = 0; g < points; g++, value += 8, to += Move.Width << 3) {
      v128.store(first + (g << 4), conjecture);
      v128.store(to, acts);
      v128.store(to, refrains, Play.ResoluteNo << 3);
      storeByType(value, points, worth);
    }
  }
  infer();
  for (let v = 0; v < count; v++) {
    const yesScale = entry(array(Slot.YesScale), v);
    const yesChallenger = entry(array(Slot.YesChallenger), v);
    const noChallenger = entry(array(Slot.NoChallenger), v);
    const cells = cellAt(yesCells, integer(array(Slot.YesFunction), v) * points);
    const positions = array(Slot.Positions) + ((v * points) << 4);
    const values = at(array(Slot.VoteValues), v * Player.Count * points);
    let to = at(array(Slot.Policy), integer(array(Slot.PlayAt), v));
    for (let g = 0; g < points; g++, to += Move.Width << 3) {
      const position = v128.load(positions + (g << 4));
      v128.store(to, position, Play.EntryPosition << 3);
      let yes = yesChallenger;
      if (yesScale != 0) {
        const cell = cellAt(cells, i32x4.extract_lane(pointsBelow(position), 0));
        yes += yesScale * challengerIn(cell, f64x2.extract_lane(position, 0));
      }
      const b = load<f64>(at(belief, g));
      const types = f64x2(b, 1 - b);
      const acts = sum(f64x2.mul(types, v128.load(to)));
      const refrains = sum(f64x2.mul(types, v128.load(to, Play.ResoluteNo << 3)));
      store<f64>(at(values, g), acts * yes + refrains * noChallenger);
    }
  }
}

/** Empties the batch; the values stay. */
export function emptyBatch(): void {
  count = 0;
}
