/**
 * What the challenger really gets (docs/model.md §7): her discounted payoff of a ceasefire, expected with the chances
 * that hold and counted in the payoffs that hold, while everybody plays the game as it was solved, her errors and all.
 *
 * It is carried backward like a value, but by the coalition's type: what she learns moves her choices as they were
 * solved, while which type she meets is a fact. Without errors it is still not quite the value that she expects: she
 * infers from the conjecture, not from the play (§5), and her value is linear between the points of the grid (§6).
 */
import { entryPosition } from './belief-grid.ts';
import { forceCount, isPossible, mixForces, wantedForce } from './force.ts';
import { type Game, shareThatGoesOn } from './game.ts';
import { Challenge, Choice, Circumstance, Mask, Move, Play, Size } from './layout.ts';
import { rungOffset, voteOffset } from './policy.ts';
import type { Schedule } from './schedule.ts';
import { enterPeriod, lastStage, policyOffset, type Solution } from './solve.ts';

/** Room for the pass. Arrays "[belief][type]" have Size.Types · points entries. */
export interface TruePayoff {
  /** By force: [period 0…T][state][belief][type]. */
  readonly payoffs: Float64Array[];
  /** What follows a period on a path that changes course, [state][belief][type]. */
  readonly following: Float64Array;
  /** Next period averaged over a redrawn posture, and over the posture's move, discounted: [stage][belief][type]. */
  readonly redrawn: Float64Array;
  readonly moved: Float64Array;
  /** Of ending the period: on the grid after erosion, and with the belief of each grid point; [belief][type]. */
  readonly end: Float64Array;
  readonly endAtBelief: Float64Array;
  /** Of entering the rung last passed, and the one above it; of an answer before the backer shows itself: [belief][type]. */
  entry: Float64Array;
  above: Float64Array;
  readonly answer: Float64Array;
}

export function createTruePayoff({ kernel, game }: Solution): TruePayoff {
  const { points, periods } = game;
  const perState = Size.Types * points;
  const byBelief = () => new Float64Array(perState);
  return {
    payoffs: [kernel.doubles((periods + 1) * Size.States * perState)],
    following: kernel.doubles(Size.States * perState),
    redrawn: kernel.doubles(Size.Stages * perState),
    moved: kernel.doubles(Size.Stages * perState),
    end: byBelief(),
    endAtBelief: byBelief(),
    entry: byBelief(),
    above: byBelief(),
    answer: byBelief(),
  };
}

/** Her true payoff of a ceasefire at the start (t = 0, backer engaged), in expectation over the type. */
export function truePayoffOfStart({ game, grid }: Solution, { payoffs }: TruePayoff): number {
  const payoff = payoffs[wantedForce(game, 0)];
  // The belief is hers, the chance of the type is not.
  const position = entryPosition(grid, game.firstBelief);
  return game.resolve * read(payoff, position, 0) + (1 - game.resolve) * read(payoff, position, 1);
}

/** A function [belief][type] at a position of the belief (belief-grid.ts). */
function read(values: Float64Array, position: number, type: number): number {
  const low = position | 0;
  return between(values, Size.Types * low + type, position - low);
}

/** Between an entry and the same of the next belief. */
function between(values: Float64Array, at: number, up: number): number {
  return values[at] + up * (values[at + Size.Types] - values[at]);
}

/**
 * One period of the backward pass, after the period's game has been solved.
 * @param solution of the game as it is played, errors included
 * @param truth the game of the same world seen as it is, of which only the payoffs are read
 */
export function countPeriod(solution: Solution, truth: Game, room: TruePayoff, t: number): void {
  const { payoffs } = room;
  const forces = forceCount(solution.game);
  while (payoffs.length < forces) payoffs.push(solution.kernel.doubles(payoffs[0].length));
  if (t === solution.game.periods - 1) {
    for (let force = 0; force < forces; force++) {
      endAtHorizon(solution, scheduleOf(truth, force), payoffs[force]);
    }
  }
  for (let force = 0; force < forces; force++) {
    if (!isPossible(solution.game, t, force)) continue;
    enterPeriod(solution, t, force);
    countStates(solution, scheduleOf(truth, force), room, t, force);
  }
}

/** The schedule that holds while a force is in place; all phases share it. */
function scheduleOf(truth: Game, force: number): Schedule {
  return truth.course === undefined ? truth.schedule : truth.course.games[0][force].schedule;
}

function endAtHorizon({ game, grid }: Solution, truth: Schedule, payoff: Float64Array): void {
  const perState = Size.Types * grid.points;
  for (let row = Size.States * game.periods; row < Size.States * (game.periods + 1); row++) {
    payoff.fill(game.salvage * truth.flow[row], row * perState, (row + 1) * perState);
  }
}

/** The states of one period in which one force is in place. */
function countStates(solution: Solution, truth: Schedule, room: TruePayoff, t: number, force: number): void {
  const { game, grid, kernel } = solution;
  const { redrawn, moved, payoffs } = room;
  const { course } = game;
  const { posture } = game.schedule;
  const perState = Size.Types * grid.points;
  const perPosture = Size.Stages * perState;
  const length = (lastStage(t + 1) + 1) * perState;
  const start = (t + 1) * Size.States * perState;
  if (course) mixForces(course, t, force, game.deployChance, payoffs, start, perState, room.following);
  const bytes = redrawn.BYTES_PER_ELEMENT;
  const next = course ? room.following.byteOffset : payoffs[force].byteOffset + start * bytes;
  const { loops } = kernel;
  loops.redraw(redrawn.byteOffset, next, perPosture, length, posture[3 * t], posture[3 * t + 1], posture[3 * t + 2]);
  for (let u = 0; u < Size.Postures; u++) {
    const stays = next + u * perPosture * bytes;
    loops.move(moved.byteOffset, redrawn.byteOffset, stays, length, game.postureChance, game.discount);
    for (let k = 0; k <= lastStage(t); k++) {
      const row = Size.States * t + Size.Stages * u + k;
      countEnd(solution, room, k, game.step * truth.flow[row]);
      countStage(solution, room, stakesOf(solution, truth, t, u, k), payoffs[force], row * perState);
    }
  }
}

/** What ending the period is worth: stage and type move as for the values (solve.ts), and she receives her true flow. */
function countEnd({ game, grid }: Solution, { moved, end, endAtBelief }: TruePayoff, k: number, flow: number): void {
  const { points, endPoint, endWeight } = grid;
  const perState = Size.Types * points;
  const advance = k === 0 ? game.deployChance : k === 1 ? game.rearmChance : 0;
  const here = k * perState;
  const there = Math.min(k + 1, Size.Stages - 1) * perState;
  const erosion = game.erosionChance;
  for (let i = 0; i < perState; i += Size.Types) {
    const resolute = (1 - advance) * moved[here + i] + advance * moved[there + i];
    const irresolute = (1 - advance) * moved[here + i + 1] + advance * moved[there + i + 1];
    end[i] = flow + (1 - erosion) * resolute + erosion * irresolute;
    end[i + 1] = flow + irresolute;
  }
  for (let g = 0; g < points; g++) {
    const position = endPoint[g] + endWeight[g];
    for (let type = 0; type < Size.Types; type++) endAtBelief[Size.Types * g + type] = read(end, position, type);
  }
}

/** What is at stake for her in one state of one period, as it really is (§4.5–4.6). */
interface Stakes {
  readonly posture: number;
  readonly deployed: boolean;
  /** Where the play of the state begins in the policy. */
  readonly at: number;
  /** z(t): what multiplies her costs. */
  readonly costMultiplier: number;
  /** Control lost: by backing, and before the backer has shown itself. */
  readonly disaster: readonly number[];
  readonly disasterAhead: number;
  /** By backing: a joint war, control lost in it or not. */
  readonly jointWar: readonly number[];
  /** By kind of challenge: what it brings unopposed, beside what goes on. */
  readonly unopposed: readonly number[];
}

function stakesOf(solution: Solution, truth: Schedule, t: number, u: number, k: number): Stakes {
  const { game, layout } = solution;
  const { cost, gain, spiral, warEscalation, schedule } = game;
  const disaster = Array.from(game.disasterChallenger);
  const state = Size.States * t + Size.Stages * u + k;
  const z = schedule.costMultiplier[t];
  const defeat = -game.defeatCost * z + truth.afterWar[state];
  const war = (won: number) => won * gain[Challenge.Assault] + (1 - won) * defeat;
  const lone = truth.lone[state];
  const spiralled = war(lone) - (cost[Challenge.Assault] - cost[Challenge.Limited]) * z;
  const limited = spiral * spiralled + (1 - spiral) * Math.sqrt(lone) * gain[Challenge.Limited];
  return {
    posture: u,
    deployed: k > 0 && game.troops > 0,
    at: policyOffset(solution, t) + (Size.Stages * u + k) * layout.perState,
    costMultiplier: z,
    disaster,
    disasterAhead: game.backing[u] * disaster[1] + (1 - game.backing[u]) * disaster[0],
    jointWar: disaster.map(
      (lost, backed) => warEscalation * lost + (1 - warEscalation) * war(truth.joint[2 * state + backed]),
    ),
    unopposed: [0, gain[Challenge.Probe], limited, war(lone)],
  };
}

/** One state: from the ladder through the votes to her choice. Written to `payoff` from `out`. */
function countStage(solution: Solution, room: TruePayoff, stakes: Stakes, payoff: Float64Array, out: number): void {
  const { game, grid, policy } = solution;
  const { points } = grid;
  const { answer, endAtBelief } = room;
  const { rules, challengeChance } = game;
  const { at, deployed, costMultiplier, disasterAhead, unopposed } = stakes;
  for (let g = 0; g < points; g++) {
    const idle = 1 - challengeChance + challengeChance * policy[(at + Choice.Width * g) & Mask.Policy];
    for (let i = Size.Types * g; i < Size.Types * (g + 1); i++) payoff[out + i] = idle * endAtBelief[i];
  }
  for (let kind: number = Challenge.Probe; kind <= Challenge.Assault; kind++) {
    const isProbe = kind === Challenge.Probe;
    if (deployed || !isProbe) countLadder(solution, room, stakes, kind);
    const hit = deployed ? rules.hit[kind] : 0;
    const triggered = hit * (deployed ? rules.triggered[kind] : 0);
    const automatic = triggered * game.automaticity;
    const misread = deployed ? rules.misread[kind] : 0;
    // A probe that hits nobody is let pass.
    const letPass = isProbe ? 1 - hit : 0;
    const constant =
      -game.cost[kind] * costMultiplier + automatic * misread * disasterAhead + letPass * unopposed[Challenge.Probe];
    for (let g = 0; g < points; g++) {
      const made = challengeChance * policy[(at + Choice.Width * g + kind) & Mask.Policy];
      for (let i = Size.Types * g; i < Size.Types * (g + 1); i++) {
        const answered = deployed ? automatic * (1 - misread) * answer[i] : 0;
        payoff[out + i] += made * (constant + answered + letPass * endAtBelief[i]);
      }
    }
    if (deployed) {
      countVote(solution, room, stakes, kind, Circumstance.Triggered, triggered - automatic, payoff, out);
      countVote(solution, room, stakes, kind, Circumstance.Untriggered, hit - triggered, payoff, out);
    }
    if (!isProbe) countVote(solution, room, stakes, kind, Circumstance.Unhit, 1 - hit, payoff, out);
  }
}

/**
 * Adds what one kind of vote contributes at every belief.
 * @param chance of its case, given the challenge
 */
function countVote(
  { game, grid, layout, policy }: Solution,
  { answer, end }: TruePayoff,
  { at, disasterAhead, unopposed }: Stakes,
  kind: number,
  circumstance: number,
  chance: number,
  payoff: Float64Array,
  out: number,
): void {
  const { points } = grid;
  const survives = shareThatGoesOn(game, kind);
  const misread = circumstance === Circumstance.Unhit ? 0 : game.rules.misread[kind];
  const misreading = misread * disasterAhead;
  const calm = 1 - misread;
  const taken = unopposed[kind];
  const inCase = game.challengeChance * chance;
  let choice = at + kind;
  let votes = at + voteOffset(layout, kind, circumstance);
  for (let g = 0; g < points; g++, choice += Choice.Width, votes += Play.Width) {
    const play = votes & Mask.Policy;
    const share = inCase * policy[choice];
    const yesPosition = policy[play + Play.EntryPosition];
    const yesLow = yesPosition | 0;
    const yesUp = yesPosition - yesLow;
    const yesAt = Size.Types * yesLow;
    // Where nothing goes on, what she believes then is nowhere.
    const noPosition = survives > 0 ? policy[play + Play.EndPosition] : 0;
    const noLow = noPosition | 0;
    const noUp = noPosition - noLow;
    const noAt = Size.Types * noLow;
    const to = out + Size.Types * g;
    payoff[to] +=
      share *
      (policy[play] * (misreading + calm * between(answer, yesAt, yesUp)) +
        policy[play + Play.ResoluteNo] * (taken + survives * between(end, noAt, noUp)));
    payoff[to + 1] +=
      share *
      (policy[play + Play.IrresoluteYes] * (misreading + calm * between(answer, yesAt + 1, yesUp)) +
        policy[play + Play.IrresoluteNo] * (taken + survives * between(end, noAt + 1, noUp)));
  }
}

/** An answer before the backer has shown itself, which it does with its true chance: `room.answer`. */
function countLadder(solution: Solution, room: TruePayoff, stakes: Stakes, kind: number): void {
  const { game } = solution;
  const { answer } = room;
  const chance = game.backing[stakes.posture];
  for (let backed = 0; backed < 2; backed++) {
    // To climb to the top rung is to lose control.
    room.entry.fill(stakes.disaster[backed]);
    for (let rung = game.rungs - 1; rung >= 1; rung--) {
      const { above } = room;
      room.above = room.entry;
      room.entry = above;
      countRung(solution, room, stakes, kind, rung, backed);
    }
    const { entry } = room;
    for (let i = 0; i < answer.length; i++) {
      answer[i] = backed ? answer[i] + chance * entry[i] : (1 - chance) * entry[i];
    }
  }
}

/** Entering a rung: from `room.above`, the rung above, to `room.entry`, this one. */
function countRung(
  { game, grid, layout, policy }: Solution,
  { entry, above, end, endAtBelief }: TruePayoff,
  { at, costMultiplier, disaster, jointWar, unopposed }: Stakes,
  kind: number,
  rung: number,
  backed: number,
): void {
  const { points } = grid;
  const lost = game.risk[rung];
  const hers = (1 - lost) * game.initiative;
  const theirs = (1 - lost) * (1 - game.initiative);
  const constant = lost * disaster[backed] - game.rungCostChallenger[2 * rung + backed] * costMultiplier;
  // To stop an assault is to stop the climb, not the invasion.
  const isAssault = kind === Challenge.Assault;
  const stopShare = isAssault ? 0 : 1;
  const stopped = isAssault ? jointWar[backed] : -game.humiliationChallenger * rung;
  const taken = unopposed[kind];
  const survives = shareThatGoesOn(game, kind);
  // On the rung below the top it does not matter with what belief one climbs: all are lost alike.
  const goesOn = rung < game.rungs - 1;
  let moves = at + rungOffset(layout, rung, kind, backed);
  for (let g = 0; g < points; g++, moves += Move.Width) {
    const move = moves & Mask.Policy;
    const climb = hers * policy[move + Move.Climb];
    const stop = hers * policy[move + Move.Stop];
    const yesPosition = goesOn ? policy[move + Play.EntryPosition] : 0;
    const yesLow = yesPosition | 0;
    const yesUp = yesPosition - yesLow;
    const yesAt = Size.Types * yesLow;
    const noPosition = survives > 0 ? policy[move + Play.EndPosition] : 0;
    const noLow = noPosition | 0;
    const noUp = noPosition - noLow;
    const noAt = Size.Types * noLow;
    const to = Size.Types * g;
    entry[to] =
      constant +
      climb * above[to] +
      stop * (stopped + stopShare * endAtBelief[to]) +
      theirs *
        (policy[move] * between(above, yesAt, yesUp) +
          policy[move + Play.ResoluteNo] * (taken + survives * between(end, noAt, noUp)));
    entry[to + 1] =
      constant +
      climb * above[to + 1] +
      stop * (stopped + stopShare * endAtBelief[to + 1]) +
      theirs *
        (policy[move + Play.IrresoluteYes] * between(above, yesAt + 1, yesUp) +
          policy[move + Play.IrresoluteNo] * (taken + survives * between(end, noAt + 1, noUp)));
  }
}
