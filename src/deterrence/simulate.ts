/**
 * Histories: single futures played out in the solved game, for traces, event tables and as a check on the exact pass.
 *
 * Every history has its own stream of uniforms and takes the same number of them in every period, one for each thing
 * that might be decided by chance. A uniform is thus addressed by history, period and event: two paths that share the
 * streams meet the same luck even after they part.
 */
import { type BeliefGrid, entryPosition } from './belief-grid.ts';
import { describeCourse, describePeriod, describeVote, type Standing } from './describe-history.ts';
import { settledForce, wantedForce } from './force.ts';
import type { Game } from './game.ts';
import type { HistoryEvent } from './history-events.ts';
import { Challenge, Choice, Circumstance, Move, Play, Shortfall, Size } from './layout.ts';
import { OUTCOMES, OUTPUTS, outputIndex as out } from './outputs.ts';
import { rungOffset, voteOffset } from './policy.ts';
import { AT } from './propagation.ts';
import { enterPeriod, enterStart, policyOffset, type Solution, solvePeriod } from './solve.ts';

/** What a history leaves behind, one row of OUTPUTS.length: 0 or 1 for outcomes and words, counts, years, NaN if undefined. */
export type History = Float64Array;

/** What chance decides in a period, in the order of its uniforms; the rungs follow, RUNG_EVENTS each. */
const EVENT = {
  offer: 0,
  acceptance: 1,
  collapse: 2,
  /** Decides in a ceasefire what collapse decides in war: whether a force that is wanted later has arrived. */
  arrival: 2,
  posture: 3,
  opportunity: 4,
  choice: 5,
  hit: 6,
  trigger: 7,
  automatic: 8,
  vote: 9,
  backing: 10,
  misreading: 11,
  entryRounding: 12,
  spiral: 13,
  success: 14,
  war: 15,
  nuclear: 16,
  escalation: 17,
  endRounding: 18,
  stage: 19,
  erosion: 20,
  startRounding: 21,
} as const;
const EVENTS = 22;
const RUNG_EVENT = { control: 0, initiative: 1, move: 2, rounding: 3 } as const;
const RUNG_EVENTS = 4;
function uniformsPerPeriod(game: Game): number {
  return EVENTS + RUNG_EVENTS * (game.rungs - 1);
}

/** What only a history counts: whether a word was broken at least once. */
const WORD = { uncoveredCheque: out('uncovered_cheque'), brokenPromise: out('broken_promise') } as const;

/** Where one history stands. */
interface Player extends Standing {
  readonly random: () => number;
  readonly history: History;
  /** Is told what happens, where somebody wants to know. */
  readonly observe: ((event: HistoryEvent) => void) | undefined;
  over: boolean;
  /** The force that is in place in stages 1 and 2. */
  force: number;
}

/**
 * Plays histories in a solved game.
 * @param streams one source of uniforms in (0, 1) per history: two for the start, then a fixed number for each period
 * @param observe is told everything that happens in the first history
 * @returns one row per history
 */
export function simulate(
  solution: Solution,
  streams: readonly (() => number)[],
  observe?: (event: HistoryEvent) => void,
): History[] {
  enterStart(solution, 0);
  const { game } = solution;
  const players = streams.map((random, i) => begin(game, random, i === 0 ? observe : undefined));
  const uniforms = new Float64Array(uniformsPerPeriod(game));
  for (let t = 0; t < game.periods; t++) {
    if (!solution.keepsAllPeriods) solvePeriod(solution, t);
    for (const player of players) {
      if (player.over) continue;
      for (let i = 0; i < uniforms.length; i++) uniforms[i] = player.random();
      enterForce(solution, player, t);
      playPeriod(solution, player, t, uniforms);
    }
  }
  for (const { over, ceasefire, history, observe: told } of players) {
    if (!over) history[ceasefire ? AT.ceasefireHolds : AT.warContinues] = 1;
    told?.({ kind: 'end', outcome: OUTCOMES[history.indexOf(1)].name });
  }
  enterStart(solution, 0);
  return players.map(({ history }) => history);
}

/** Turns to the phase of a period and the force that is in place as it begins. */
function enterForce(solution: Solution, player: Player, t: number): void {
  const { course } = solution.game;
  if (course === undefined) return;
  const isPlaced = player.stage > 0;
  player.force = isPlaced ? settledForce(course, t, player.force) : course.wanted[t];
  enterPeriod(solution, t, player.force);
}

function begin(game: Game, random: () => number, observe: Player['observe']): Player {
  const history = new Float64Array(OUTPUTS.length);
  history[AT.ceasefireYear] = Number.NaN;
  history[AT.breakdownYear] = Number.NaN;
  const posture = pick(game.schedule.posture, 0, Size.Postures, random());
  const type = random() < game.resolve ? 0 : 1;
  observe?.({ kind: 'start', posture, type, resolve: game.resolve });
  return { random, history, observe, over: false, ceasefire: false, posture, stage: 0, force: 0, point: 0, type };
}

/** The first index whose cumulative probability exceeds u. */
function pick(probabilities: Float64Array, from: number, count: number, u: number): number {
  let left = u;
  for (let i = 0; i < count - 1; i++) {
    left -= probabilities[from + i];
    if (left < 0) return i;
  }
  return count - 1;
}

/** Rounds a position on the belief grid to one of its two neighbours. */
function round(position: number, u: number): number {
  const low = Math.floor(position);
  return u < position - low ? low + 1 : low;
}

/** Where the belief of a grid point lies at the end of a period. */
function endPosition(grid: BeliefGrid, point: number): number {
  return grid.endPoint[point] + grid.endWeight[point];
}

function playPeriod(solution: Solution, player: Player, t: number, u: Float64Array): void {
  const { game, grid } = solution;
  const { history, observe } = player;
  observe?.(describePeriod(solution, player, t));
  const changed = describeCourse(game, t);
  if (changed) observe?.(changed);
  if (!player.ceasefire) {
    const row = Size.Postures * t + player.posture;
    const offered = u[EVENT.offer] < game.offerChance;
    const accepted = offered && u[EVENT.acceptance] < solution.acceptance[row];
    observe?.({ kind: 'offer', chance: game.offerChance, happened: offered });
    if (offered) observe?.({ kind: 'acceptance', chance: solution.acceptance[row], happened: accepted });
    if (accepted) {
      player.ceasefire = true;
      player.stage = 0;
      player.point = round(entryPosition(grid, game.firstBelief), u[EVENT.startRounding]);
      history[AT.ceasefires] = 1;
      history[AT.ceasefireYear] = t * game.step;
      observe?.(describePeriod(solution, player, t));
    } else {
      history[AT.warYears] += game.step;
      history[AT.budget] += game.step * game.fortressCost;
      if (u[EVENT.collapse] < game.collapse[row]) {
        history[AT.collapses] = 1;
        player.over = true;
      }
      observe?.({ kind: 'collapse', chance: game.collapse[row], happened: player.over });
    }
  }
  if (player.ceasefire) playCeasefire(solution, player, t, u);
  if (player.over) return;
  if (u[EVENT.posture] < game.postureChance) {
    player.posture = pick(
      game.schedule.posture,
      Size.Postures * t,
      Size.Postures,
      u[EVENT.posture] / game.postureChance,
    );
    observe?.({ kind: 'posture', posture: player.posture });
  }
}

/** One period of ceasefire: ends the history, or leaves the player in the next period's state but for the posture. */
function playCeasefire(solution: Solution, player: Player, t: number, u: Float64Array): void {
  const { game, grid } = solution;
  const { history, observe } = player;
  const deployed = player.stage > 0 ? game.troops : 0;
  history[AT.ceasefireYears] += game.step;
  history[AT.budget] += game.step * (game.troopCost * deployed + game.fortressCost);
  const position = playChallenge(solution, player, t, u);
  if (player.over) {
    history[AT.breakdownYear] = t * game.step;
    return;
  }
  player.point = round(position, u[EVENT.endRounding]);
  const erosionChance = player.type === 0 ? game.erosionChance : 0;
  const eroded = u[EVENT.erosion] < erosionChance;
  if (eroded) player.type = 1;
  const advanceChance = player.stage === 0 ? game.deployChance : player.stage === 1 ? game.rearmChance : 0;
  const advanced = u[EVENT.stage] < advanceChance;
  if (player.stage > 0) awaitForce(game, player, t, u);
  if (advanced) player.stage++;
  observe?.({
    kind: 'period_end',
    belief: position / grid.entryScale,
    advanceChance,
    advanced,
    erosionChance,
    eroded,
  });
}

/** The force that is wanted arrives, where another is in place. */
function awaitForce(game: Game, player: Player, t: number, u: Float64Array): void {
  const wanted = wantedForce(game, t);
  if (player.force === wanted) return;
  const happened = u[EVENT.arrival] < game.deployChance;
  if (happened) player.force = wanted;
  player.observe?.({ kind: 'arrival', chance: game.deployChance, happened });
}

/** The challenge of the period, if there is one. Returns the position of the belief with which the period ends. */
function playChallenge(solution: Solution, player: Player, t: number, u: Float64Array): number {
  const { game, grid, layout, policy } = solution;
  const { history, observe } = player;
  const { rules } = game;
  const unchanged = endPosition(grid, player.point);
  const opportunity = u[EVENT.opportunity] < game.challengeChance;
  observe?.({ kind: 'opportunity', chance: game.challengeChance, happened: opportunity });
  if (!opportunity) return unchanged;
  const at = policyOffset(solution, t) + (Size.Stages * player.posture + player.stage) * layout.perState;
  const choice = at + Choice.Width * player.point;
  const kind = pick(policy, choice, 4, u[EVENT.choice]);
  observe?.({ kind: 'choice', probabilities: Array.from(policy.subarray(choice, choice + 4)), choice: kind });
  if (kind === Challenge.None) return unchanged;
  history[AT.challenges + kind]++;
  if (kind === Challenge.Assault) history[AT.assaultsPreferred] += policy[choice + Choice.Preferred];
  const hit = player.stage > 0 && u[EVENT.hit] < rules.hit[kind];
  const triggered = hit && u[EVENT.trigger] < rules.triggered[kind];
  if (hit) {
    history[AT.hits]++;
    history[AT.hitsBy + kind]++;
  }
  if (triggered) history[AT.triggered]++;
  if (player.stage > 0 && game.troops > 0) observe?.({ kind: 'hit', chance: rules.hit[kind], happened: hit });
  if (hit) observe?.({ kind: 'trigger', chance: rules.triggered[kind], happened: triggered });
  const circumstance = triggered ? Circumstance.Triggered : hit ? Circumstance.Untriggered : Circumstance.Unhit;
  const automatic = triggered && u[EVENT.automatic] < game.automaticity;
  if (triggered) observe?.({ kind: 'automatic_response', chance: game.automaticity, happened: automatic });
  if (automatic) {
    history[AT.automatic]++;
    return playAnswer(solution, player, t, u, kind, circumstance, entryPosition(grid, grid.belief[player.point]));
  }
  if (kind === Challenge.Probe && !hit) return unchanged;
  const play = at + voteOffset(layout, kind, circumstance) + Play.Width * player.point;
  const responds = u[EVENT.vote] < policy[play + Play.ResoluteYes + player.type];
  observe?.(describeVote(solution, player, play, 0, circumstance, player.posture, player.point, responds));
  if (responds) {
    return playAnswer(solution, player, t, u, kind, circumstance, policy[play + Play.EntryPosition]);
  }
  if (hit) history[AT.absorbedHits]++;
  breakWord(history, kind, hit);
  return playUnopposed(solution, player, t, u, kind, policy[play + Play.EndPosition]);
}

function breakWord(history: History, kind: number, hit: boolean): void {
  if (hit) history[WORD.uncoveredCheque] = 1;
  if (kind !== Challenge.Probe) history[WORD.brokenPromise] = 1;
}

/** A challenge that nobody answers. Returns the position of the belief with which the period ends. */
function playUnopposed(
  solution: Solution,
  player: Player,
  t: number,
  u: Float64Array,
  kind: number,
  position: number,
): number {
  const { game } = solution;
  const { history, observe } = player;
  const won = game.schedule.lone[Size.States * t + Size.Stages * player.posture + player.stage];
  if (kind === Challenge.Probe) return position;
  if (kind === Challenge.Assault) {
    history[AT.loneAssaultWars]++;
    return fight(player, u, won, false);
  }
  const spirals = u[EVENT.spiral] < game.spiral;
  observe?.({ kind: 'spiral', chance: game.spiral, happened: spirals });
  if (spirals) {
    history[AT.spirals]++;
    return fight(player, u, won, false);
  }
  const succeeds = u[EVENT.success] < Math.sqrt(won);
  observe?.({ kind: 'limited_success', chance: Math.sqrt(won), happened: succeeds });
  if (succeeds) history[AT.limitedSuccesses]++;
  return position;
}

/** A war to its end. What it returns is not used: the history is over. */
function fight(player: Player, u: Float64Array, won: number, joint: boolean): number {
  player.over = true;
  const lost = u[EVENT.war] < won;
  player.observe?.({ kind: 'war', joint, chance: won, happened: lost });
  player.history[lost ? AT.lost : AT.repelled] = 1;
  return 0;
}

function loseControl(game: Game, player: Player, u: Float64Array): number {
  player.over = true;
  const nuclear = u[EVENT.nuclear] < game.nuclearShare;
  player.observe?.({ kind: 'nuclear_use', chance: game.nuclearShare, happened: nuclear });
  player.history[nuclear ? AT.nuclearUse : AT.generalWar] = 1;
  return 0;
}

/** An answered challenge: the backer shows itself, then the ladder. Returns the position of the belief with which the period ends. */
function playAnswer(
  solution: Solution,
  player: Player,
  t: number,
  u: Float64Array,
  kind: number,
  circumstance: number,
  position: number,
): number {
  const { game, grid, layout, policy } = solution;
  const { history, observe } = player;
  const state = Size.Stages * player.posture + player.stage;
  const hit = circumstance !== Circumstance.Unhit;
  history[AT.responses]++;
  history[AT.responsesBy + circumstance]++;
  const backed = u[EVENT.backing] < game.backing[player.posture] ? 1 : 0;
  observe?.({ kind: 'backing', chance: game.backing[player.posture], happened: backed === 1 });
  const misread = hit && u[EVENT.misreading] < game.rules.misread[kind];
  if (hit) observe?.({ kind: 'misreading', chance: game.rules.misread[kind], happened: misread });
  if (misread) {
    history[AT.misreads]++;
    return loseControl(game, player, u);
  }
  let point = round(position, u[EVENT.entryRounding]);
  for (let rung = 1; rung < game.rungs; rung++) {
    const luck = EVENTS + RUNG_EVENTS * (rung - 1);
    const play =
      policyOffset(solution, t) + state * layout.perState + rungOffset(layout, rung, kind, backed) + Move.Width * point;
    const lost = u[luck + RUNG_EVENT.control] < game.risk[rung];
    observe?.({ kind: 'rung', rung, chance: game.risk[rung], happened: lost });
    if (lost) break;
    const move = u[luck + RUNG_EVENT.move];
    if (u[luck + RUNG_EVENT.initiative] < game.initiative) {
      const climbs = move < policy[play + Move.Climb];
      observe?.({ kind: 'climb', rung, chance: policy[play + Move.Climb], happened: climbs });
      if (climbs) continue;
      if (kind === Challenge.Assault) return playJointWar(solution, player, t, u, backed);
      history[AT.challengerBacksDown]++;
      return endPosition(grid, point);
    }
    const climbs = move < policy[play + Play.ResoluteYes + player.type];
    const shortfall = backed ? Shortfall.Backed : Shortfall.Unbacked;
    observe?.(describeVote(solution, player, play, rung, circumstance, shortfall, point, climbs));
    if (!climbs) {
      history[AT.coalitionBacksDown]++;
      breakWord(history, kind, hit);
      return playUnopposed(solution, player, t, u, kind, policy[play + Play.EndPosition]);
    }
    point = round(policy[play + Play.EntryPosition], u[luck + RUNG_EVENT.rounding]);
  }
  history[AT.ladderLosses]++;
  return loseControl(game, player, u);
}

function playJointWar(solution: Solution, player: Player, t: number, u: Float64Array, backed: number): number {
  const { game } = solution;
  player.history[AT.jointWars]++;
  const escalates = u[EVENT.escalation] < game.warEscalation;
  player.observe?.({ kind: 'war_escalation', chance: game.warEscalation, happened: escalates });
  if (escalates) {
    player.history[AT.jointWarLosses]++;
    return loseControl(game, player, u);
  }
  const state = Size.States * t + Size.Stages * player.posture + player.stage;
  return fight(player, u, game.schedule.joint[2 * state + backed], true);
}
