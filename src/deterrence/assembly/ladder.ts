/** The ladder of escalation, solved from the rung below the top down to the first (docs/model.md §4.6). */
import { Challenge, Constant, Move, PerStage, Player, Shortfall, Slot } from '../layout';
import { cellAt, fillCells } from './belief';
import { exponentials } from './exponential';
import { array, at, constant, entry, integer, twice, whole } from './memory';
import { rungOffset } from './policy';
import { addVote, count, emptyBatch, setNo, setYes, solveFlatVotes, solveVotes } from './votes';
import { endShareOf, isDeployed } from './stage';

/** Solves the ladders under all challenges in all stages, backed and not; leaves the values of the first rung. */
export function solveLadders(lastStage: i32, policyAt: i32): void {
  const rungs = whole(Slot.Rungs);
  const values = array(Slot.EntryValues);
  const cells = array(Slot.EntryCells);
  for (let rung = rungs - 1; rung >= 1; rung--) {
    // Nothing after an assault depends on the belief but her own next move, and on the top two rungs not even that.
    const flat = rung >= rungs - 2;
    addRungVotes(lastStage, policyAt, rung, Challenge.Probe, flat ? Challenge.Limited : Challenge.Assault);
    solveVotes(values, cells, Move.Width << 3);
    for (let v = 0; v < count; v++) climb(rung, v);
    emptyBatch();
    if (!flat) continue;
    addRungVotes(lastStage, policyAt, rung, Challenge.Assault, Challenge.Assault);
    solveFlatVotes(values, cells);
    for (let v = 0; v < count; v++) climb(rung, v);
    emptyBatch();
  }
}

/** Puts the coalition's votes on one rung into the batch, for some kinds of challenge in all stages, backed and not. */
function addRungVotes(lastStage: i32, policyAt: i32, rung: i32, firstKind: i32, lastKind: i32): void {
  const points = whole(Slot.Points);
  const top = rung == whole(Slot.Rungs) - 1;
  const price = constant(Constant.AudienceCost) + constant(Constant.HumiliationCoalition) * rung;
  const disaster = array(Slot.Disaster);
  for (let k = 0; k <= lastStage; k++) {
    for (let kind = firstKind; kind <= lastKind; kind++) {
      if (kind == Challenge.Probe && !isDeployed(k)) continue;
      for (let backed = 0; backed < 2; backed++) {
        const ladder = k * PerStage.Ladders + (kind - 1) * 2 + backed;
        const playAt = policyAt + k * whole(Slot.PerState) + rungOffset(rung, kind, backed);
        const v = addVote(ladder, k, backed ? Shortfall.Backed : Shortfall.Unbacked, playAt);
        const no = at(array(Slot.Unopposed), (4 * k + kind) * Player.Count);
        setNo(v, endShareOf(kind), load<f64>(no), load<f64>(no, 8) - price, load<f64>(no, 16) - price);
        if (top) {
          // To climb from here is to lose control.
          const lost = at(disaster, Player.Count * backed);
          setYes(v, 0, load<f64>(lost), load<f64>(lost, Player.Resolute << 3));
        } else {
          setYes(v, 1, 0, 0);
          const values = at(array(Slot.EntryValues), ladder * Player.Count * points);
          fillCells(values, cellAt(array(Slot.EntryCells), ladder * points));
        }
      }
    }
  }
}

/** The challenger's move on a rung, and the value of entering it, after the coalition's vote v there. */
function climb(rung: i32, v: i32): void {
  const points = whole(Slot.Points);
  const ladder = integer(array(Slot.YesFunction), v);
  const backed = ladder & 1;
  const k = ladder / PerStage.Ladders;
  const assault = ((ladder - k * PerStage.Ladders) >> 1) + 1 == Challenge.Assault;
  const top = rung == whole(Slot.Rungs) - 1;
  const lost = entry(array(Slot.Risk), rung);
  const hers = twice((1 - lost) * constant(Constant.Initiative));
  const theirs = twice((1 - lost) * (1 - constant(Constant.Initiative)));
  const disaster = at(array(Slot.Disaster), Player.Count * backed);
  const disasterOwn = load<f64>(disaster);
  const disasterCoalition = load<f64>(disaster, Player.Resolute << 3);
  const costOwn = entry(array(Slot.RungCostChallenger), 2 * rung + backed) * constant(Constant.CostMultiplier);
  const lossOwn = twice(lost * disasterOwn - costOwn);
  const loss = twice(lost * disasterCoalition - entry(array(Slot.RungCostCoalition), 2 * rung + backed));
  // To stop an assault is to stop the climb, not the invasion: a joint war. To stop less is to back down.
  const endShare: f64 = assault ? 0 : 1;
  const joint = at(array(Slot.JointWar), (2 * k + backed) * Player.Count);
  const stopOwn = twice(assault ? load<f64>(joint) : -constant(Constant.HumiliationChallenger) * rung);
  const stopResolute = twice(assault ? load<f64>(joint, Player.Resolute << 3) : 0);
  const stopIrresolute = twice(assault ? load<f64>(joint, Player.Irresolute << 3) : 0);
  const rationality = twice(constant(Constant.ChallengerRationality));
  const row = points << 3;
  let value = at(array(Slot.EntryValues), ladder * Player.Count * points);
  let end = at(array(Slot.EndAtBelief), k * Player.Count * points);
  let vote = at(array(Slot.VoteValues), v * Player.Count * points);
  let move = at(array(Slot.Policy), integer(array(Slot.PlayAt), v));
  // Two beliefs at a time; beside the last of an odd number stands something else, which is computed and left.
  for (let g = 0; g < points; g += 2, value += 16, end += 16, vote += 16, move += 2 * (Move.Width << 3)) {
    const above = top ? twice(disasterOwn) : v128.load(value);
    const aboveResolute = top ? twice(disasterCoalition) : v128.load(value + row);
    const aboveIrresolute = top ? twice(disasterCoalition) : v128.load(value + row + row);
    const stop = f64x2.add(stopOwn, ofEnd(endShare, end));
    const odds = exponentials(f64x2.mul(rationality, f64x2.sub(stop, above)));
    const climbs = f64x2.div(twice(1), f64x2.add(twice(1), odds));
    const stops = f64x2.mul(odds, climbs);
    const own = mixed(climbs, above, stops, stop);
    const resolute = mixed(climbs, aboveResolute, stops, f64x2.add(stopResolute, ofEnd(endShare, end + row)));
    const stopThird = f64x2.add(stopIrresolute, ofEnd(endShare, end + row + row));
    const irresolute = mixed(climbs, aboveIrresolute, stops, stopThird);
    const newOwn = entered(lossOwn, hers, own, theirs, vote);
    const newResolute = entered(loss, hers, resolute, theirs, vote + row);
    const newIrresolute = entered(loss, hers, irresolute, theirs, vote + row + row);
    v128.store64_lane(move, climbs, 0, Move.Climb << 3);
    v128.store64_lane(move, stops, 0, Move.Stop << 3);
    if (g + 1 < points) {
      v128.store64_lane(move, climbs, 1, (Move.Width + Move.Climb) << 3);
      v128.store64_lane(move, stops, 1, (Move.Width + Move.Stop) << 3);
      v128.store(value, newOwn);
      v128.store(value + row, newResolute);
      v128.store(value + row + row, newIrresolute);
    } else {
      v128.store64_lane(value, newOwn, 0);
      v128.store64_lane(value + row, newResolute, 0);
      v128.store64_lane(value + row + row, newIrresolute, 0);
    }
  }
}

// @ts-ignore: decorator
@inline
function ofEnd(share: f64, end: usize): v128 {
  return f64x2.mul(twice(share), v128.load(end));
}

// @ts-ignore: decorator
@inline
function mixed(climbs: v128, above: v128, stops: v128, stop: v128): v128 {
  return f64x2.add(f64x2.mul(climbs, above), f64x2.mul(stops, stop));
}

// @ts-ignore: decorator
@inline
function entered(loss: v128, hers: v128, own: v128, theirs: v128, vote: usize): v128 {
  return f64x2.add(f64x2.add(loss, f64x2.mul(hers, own)), f64x2.mul(theirs, v128.load(vote)));
}
