/**
 * The exact pass: probability pushed forward through the solved game (docs/model.md §6–7). Posteriors are played as
 * mean-preserving lotteries over the belief grid, so that the pass agrees with the backward pass to rounding.
 */
import { entryPosition } from './belief-grid.ts';
import { forceCount, isPossible, moveForces, wantedForce } from './force.ts';
import { Circumstance, Size } from './layout.ts';
import { OUTCOMES, OUTPUTS } from './outputs.ts';
import { AT, type Propagation, readTallies } from './propagation.ts';
import { enterPeriod, enterStart, lastStage, policyOffset, type Solution, solvePeriod } from './solve.ts';

/**
 * Pushes the mass of one world from the war of the start to the horizon.
 * @param outputs OUTPUTS.length, written: outcomes, counts, years and budget; not what is derived from them
 * @param timeline [period][outcome], if wanted: shares at the end of each period
 */
export function propagate(
  solution: Solution,
  room: Propagation,
  outputs: Float64Array,
  timeline: Float64Array | undefined,
): void {
  enterStart(solution, 0);
  const { game } = solution;
  const forces = forceCount(game);
  outputs.fill(0, 0, OUTPUTS.length);
  room.tallies.fill(0);
  while (room.masses.length < forces) {
    room.masses.push(solution.kernel.doubles(room.mass.length));
    room.nexts.push(solution.kernel.doubles(room.mass.length));
  }
  for (const mass of room.masses) mass.fill(0);
  room.war.set(game.schedule.posture.subarray(0, Size.Postures));
  let ceasefireTime = 0;
  let breakdownTime = 0;
  for (let t = 0; t < game.periods; t++) {
    const begun = passWar(solution, room, t, outputs);
    ceasefireTime += begun * t * game.step;
    if (!solution.keepsAllPeriods) solvePeriod(solution, t);
    const before = breakdown(outputs);
    for (let force = 0; force < forces; force++) {
      room.mass = room.masses[force];
      room.next = room.nexts[force];
      room.next.fill(0);
      if (!isPossible(game, t, force)) continue;
      enterPeriod(solution, t, force);
      passCeasefire(solution, room, t, outputs);
    }
    readTallies(room, outputs);
    const { course, deployChance } = solution.game;
    if (course) moveForces(course, t, deployChance, room.nexts, room.mass.length / Size.States);
    const { masses } = room;
    room.masses = room.nexts;
    room.nexts = masses;
    breakdownTime += (breakdown(outputs) - before) * t * game.step;
    let holds = 0;
    for (let force = 0; force < forces; force++) holds += heldBy(room.masses[force], game.points);
    outputs[AT.ceasefireHolds] = holds;
    outputs[AT.warContinues] = sum(room.war);
    if (timeline) timeline.set(outputs.subarray(0, OUTCOMES.length), t * OUTCOMES.length);
  }
  for (let j: number = Circumstance.Triggered; j <= Circumstance.Unhit; j++)
    outputs[AT.responses] += outputs[AT.responsesBy + j];
  outputs[AT.ceasefireYear] = outputs[AT.ceasefires] > 0 ? ceasefireTime / outputs[AT.ceasefires] : Number.NaN;
  outputs[AT.breakdownYear] = breakdown(outputs) > 0 ? breakdownTime / breakdown(outputs) : Number.NaN;
  enterStart(solution, 0);
}

function sum(values: Float64Array): number {
  let total = 0;
  // An iterator would make an object of every number.
  for (let i = 0; i < values.length; i++) total += values[i];
  return total;
}

/** Mass in ceasefire. */
function heldBy(mass: Float64Array, points: number): number {
  let total = 0;
  for (let state = 0; state < Size.States; state++) {
    for (let type = 0; type < Size.Types; type++) {
      for (let g = 0; g < points; g++) total += mass[Size.Types * (state * points + g) + type];
    }
  }
  return total;
}

function breakdown(outputs: Float64Array): number {
  return outputs[AT.lost] + outputs[AT.repelled] + outputs[AT.generalWar] + outputs[AT.nuclearUse];
}

/** One period of the war of the start: ceasefires begin, the protégé may collapse. Returns the mass that begins one. */
function passWar(solution: Solution, room: Propagation, t: number, outputs: Float64Array): number {
  enterStart(solution, t);
  const { game, grid, acceptance } = solution;
  const { war, begun } = room;
  const mass = room.masses[wantedForce(game, t)];
  const position = entryPosition(grid, game.firstBelief);
  const low = Math.floor(position);
  const weight = position - low;
  let total = 0;
  let redrawn = 0;
  for (let u = 0; u < Size.Postures; u++) {
    const row = Size.Postures * t + u;
    const begins = war[u] * game.offerChance * acceptance[row];
    const goesOn = war[u] - begins;
    begun[row] = begins;
    total += begins;
    const at = Size.Types * (Size.Stages * u * grid.points + low);
    mass[at] += begins * game.resolve * (1 - weight);
    mass[at + 1] += begins * (1 - game.resolve) * (1 - weight);
    mass[at + Size.Types] += begins * game.resolve * weight;
    mass[at + Size.Types + 1] += begins * (1 - game.resolve) * weight;
    outputs[AT.warYears] += game.step * goesOn;
    outputs[AT.budget] += game.step * game.fortressCost * goesOn;
    outputs[AT.collapses] += goesOn * game.collapse[row];
    war[u] = goesOn * (1 - game.collapse[row]);
    redrawn += war[u];
  }
  outputs[AT.ceasefires] += total;
  const { posture } = game.schedule;
  for (let u = 0; u < Size.Postures; u++) {
    war[u] = (1 - game.postureChance) * war[u] + game.postureChance * posture[Size.Postures * t + u] * redrawn;
  }
  return total;
}

/** One period of ceasefire in all states in which a force is in place; leaves the next period's mass in `room.next`. */
function passCeasefire(solution: Solution, room: Propagation, t: number, outputs: Float64Array): void {
  const { game, grid, layout, kernel } = solution;
  const perState = Size.Types * grid.points;
  const { mass, next } = room;
  const { posture } = game.schedule;
  const bytes = mass.BYTES_PER_ELEMENT;
  for (let u = 0; u < Size.Postures; u++) {
    for (let k = 0; k <= lastStage(t); k++) {
      const at = (Size.Stages * u + k) * perState;
      let present = 0;
      for (let type = 0; type < Size.Types; type++) {
        for (let i = at + type; i < at + perState; i += Size.Types) present += mass[i];
      }
      if (present === 0) continue;
      outputs[AT.ceasefireYears] += game.step * present;
      const deployed = k > 0 ? game.troops : 0;
      outputs[AT.budget] += game.step * present * (game.troopCost * deployed + game.fortressCost);
      const state = Size.Stages * u + k;
      const row = Size.States * t + state;
      const later = Size.Stages * u + Math.min(k + 1, Size.Stages - 1);
      kernel.loops.passStage(
        u,
        k,
        mass.byteOffset + at * bytes,
        next.byteOffset + at * bytes,
        next.byteOffset + later * perState * bytes,
        policyOffset(solution, t) + state * layout.perState,
        game.schedule.lone[row],
        game.schedule.joint[2 * row],
        game.schedule.joint[2 * row + 1],
      );
    }
  }
  kernel.loops.movePostures(
    next.byteOffset,
    Size.Stages * perState,
    game.postureChance,
    posture[3 * t],
    posture[3 * t + 1],
    posture[3 * t + 2],
  );
}
