/**
 * Histories: single futures played out in the solved game, for traces, event tables and as a check on the exact pass.
 *
 * Every history has its own stream of uniforms and takes the same number of them in every period, one for each thing
 * that might be decided by chance. A uniform is thus addressed by history, period and event: two paths that share the
 * streams meet the same luck even after they part.
 */
import { type BeliefGrid, entryPosition } from './belief-grid.ts';
import { Challenge } from './engagement-rules.ts';
import type { Game } from './game.ts';
import { OUTPUTS, outputIndex as out } from './outputs.ts';
import { Choice, Circumstance, Move, Play, rungOffset, voteOffset } from './policy.ts';
import { AT } from './propagation.ts';
import { Size } from './schedule.ts';
import { policyOffset, type Solution, solvePeriod } from './solve.ts';

/** What a history leaves behind, one row of OUTPUTS.length: 0 or 1 for outcomes and words, counts, years, NaN if undefined. */
export type History = Float64Array;

/** What chance decides in a period, in the order of its uniforms; the rungs follow, RUNG_EVENTS each. */
const EVENT = {
  offer: 0,
  acceptance: 1,
  collapse: 2,
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
interface Player {
  readonly random: () => number;
  readonly history: History;
  over: boolean;
  ceasefire: boolean;
  posture: number;
  stage: number;
  /** Grid point of the challenger's belief. */
  point: number;
  /** 0 resolute, 1 irresolute. */
  type: number;
}

/**
 * Plays histories in a solved game.
 * @param streams one source of uniforms in (0, 1) per history: two for the start, then a fixed number for each period
 * @returns one row per history
 */
export function simulate(solution: Solution, streams: readonly (() => number)[]): History[] {
  const { game } = solution;
  const players = streams.map((random) => begin(game, random));
  const uniforms = new Float64Array(uniformsPerPeriod(game));
  for (let t = 0; t < game.periods; t++) {
    if (!solution.keepsAllPeriods) solvePeriod(solution, t);
    for (const player of players) {
      if (player.over) continue;
      for (let i = 0; i < uniforms.length; i++) uniforms[i] = player.random();
      playPeriod(solution, player, t, uniforms);
    }
  }
  for (const { over, ceasefire, history } of players) {
    if (!over) history[ceasefire ? AT.ceasefireHolds : AT.warContinues] = 1;
  }
  return players.map(({ history }) => history);
}

function begin(game: Game, random: () => number): Player {
  const history = new Float64Array(OUTPUTS.length);
  history[AT.ceasefireYear] = Number.NaN;
  history[AT.breakdownYear] = Number.NaN;
  const posture = pick(game.schedule.posture, 0, Size.Postures, random());
  const type = random() < game.resolve ? 0 : 1;
  return { random, history, over: false, ceasefire: false, posture, stage: 0, point: 0, type };
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
  const { history } = player;
  if (!player.ceasefire) {
    const row = Size.Postures * t + player.posture;
    if (u[EVENT.offer] < game.offerChance && u[EVENT.acceptance] < solution.acceptance[row]) {
      player.ceasefire = true;
      player.stage = 0;
      player.point = round(entryPosition(grid, game.firstBelief), u[EVENT.startRounding]);
      history[AT.ceasefires] = 1;
      history[AT.ceasefireYear] = t * game.step;
    } else {
      history[AT.warYears] += game.step;
      history[AT.budget] += game.step * game.fortressCost;
      if (u[EVENT.collapse] < game.collapse[row]) {
        history[AT.collapses] = 1;
        player.over = true;
      }
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
  }
}

/** One period of ceasefire: ends the history, or leaves the player in the next period's state but for the posture. */
function playCeasefire(solution: Solution, player: Player, t: number, u: Float64Array): void {
  const { game } = solution;
  const { history } = player;
  const deployed = player.stage > 0 ? game.troops : 0;
  history[AT.ceasefireYears] += game.step;
  history[AT.budget] += game.step * (game.troopCost * deployed + game.fortressCost);
  const position = playChallenge(solution, player, t, u);
  if (player.over) {
    history[AT.breakdownYear] = t * game.step;
    return;
  }
  player.point = round(position, u[EVENT.endRounding]);
  if (player.type === 0 && u[EVENT.erosion] < game.erosionChance) player.type = 1;
  const advance = player.stage === 0 ? game.deployChance : player.stage === 1 ? game.rearmChance : 0;
  if (u[EVENT.stage] < advance) player.stage++;
}

/** The challenge of the period, if there is one. Returns the position of the belief with which the period ends. */
function playChallenge(solution: Solution, player: Player, t: number, u: Float64Array): number {
  const { game, grid, layout, policy } = solution;
  const { history } = player;
  const { rules } = game;
  const unchanged = endPosition(grid, player.point);
  if (u[EVENT.opportunity] >= game.challengeChance) return unchanged;
  const at = policyOffset(solution, t) + (Size.Stages * player.posture + player.stage) * layout.perState;
  const choice = at + Choice.Width * player.point;
  const kind = pick(policy, choice, 4, u[EVENT.choice]);
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
  const circumstance = triggered ? Circumstance.Triggered : hit ? Circumstance.Untriggered : Circumstance.Unhit;
  if (triggered && u[EVENT.automatic] < game.automaticity) {
    history[AT.automatic]++;
    return playAnswer(solution, player, t, u, kind, circumstance, entryPosition(grid, grid.belief[player.point]));
  }
  if (kind === Challenge.Probe && !hit) return unchanged;
  const play = at + voteOffset(layout, kind, circumstance) + Play.Width * player.point;
  if (u[EVENT.vote] < policy[play + Play.ResoluteYes + 2 * player.type]) {
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
  const { history } = player;
  const won = game.schedule.lone[Size.States * t + Size.Stages * player.posture + player.stage];
  if (kind === Challenge.Probe) return position;
  if (kind === Challenge.Assault) {
    history[AT.loneAssaultWars]++;
    return fight(player, u, won);
  }
  if (u[EVENT.spiral] < game.spiral) {
    history[AT.spirals]++;
    return fight(player, u, won);
  }
  if (u[EVENT.success] < Math.sqrt(won)) history[AT.limitedSuccesses]++;
  return position;
}

/** A war to its end. What it returns is not used: the history is over. */
function fight(player: Player, u: Float64Array, won: number): number {
  player.over = true;
  player.history[u[EVENT.war] < won ? AT.lost : AT.repelled] = 1;
  return 0;
}

function loseControl(game: Game, player: Player, u: Float64Array): number {
  player.over = true;
  player.history[u[EVENT.nuclear] < game.nuclearShare ? AT.nuclearUse : AT.generalWar] = 1;
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
  const { history } = player;
  const state = Size.Stages * player.posture + player.stage;
  const hit = circumstance !== Circumstance.Unhit;
  history[AT.responses]++;
  history[AT.responsesBy + circumstance]++;
  const backed = u[EVENT.backing] < game.backing[player.posture] ? 1 : 0;
  if (hit && u[EVENT.misreading] < game.rules.misread[kind]) {
    history[AT.misreads]++;
    return loseControl(game, player, u);
  }
  let point = round(position, u[EVENT.entryRounding]);
  for (let rung = 1; rung < game.rungs; rung++) {
    const luck = EVENTS + RUNG_EVENTS * (rung - 1);
    const play =
      policyOffset(solution, t) + state * layout.perState + rungOffset(layout, rung, kind, backed) + Move.Width * point;
    if (u[luck + RUNG_EVENT.control] < game.risk[rung]) break;
    const move = u[luck + RUNG_EVENT.move];
    if (u[luck + RUNG_EVENT.initiative] < game.initiative) {
      if (move < policy[play + Move.Climb]) continue;
      if (kind === Challenge.Assault) return playJointWar(solution, player, t, u, backed);
      history[AT.challengerBacksDown]++;
      return endPosition(grid, point);
    }
    if (move >= policy[play + Play.ResoluteYes + 2 * player.type]) {
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
  if (u[EVENT.escalation] < game.warEscalation) {
    player.history[AT.jointWarLosses]++;
    return loseControl(game, player, u);
  }
  const state = Size.States * t + Size.Stages * player.posture + player.stage;
  return fight(player, u, game.schedule.joint[2 * state + backed]);
}
