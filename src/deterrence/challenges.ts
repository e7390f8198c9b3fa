/** The challenges: hit or not, rules triggered or not, answered or not (docs/model.md §4.2–4.5). */
import { Cell, fillCells, Player } from './belief-grid.ts';
import { Challenge } from './engagement-rules.ts';
import { addVote, isDeployed, type PeriodWork, PerStage } from './period-work.ts';
import { Circumstance, Play, voteOffset } from './policy.ts';
import { solveVotes } from './vote-batch.ts';

/** Solves all challenges in all stages, given the ladders; leaves their values in `work.challenge`. */
export function solveChallenges(work: PeriodWork): void {
  const { game, grid, batch, owner, chance, challenge } = work;
  for (let k = 0; k <= work.lastStage; k++) {
    const deployed = isDeployed(game, k);
    for (let kind: number = Challenge.Probe; kind <= Challenge.Assault; kind++) {
      if (deployed || kind !== Challenge.Probe) prepareAnswer(work, k, kind);
      addChallengeVotes(work, k, kind, deployed);
      beginChallenge(work, k, kind, deployed);
    }
  }
  const count = batch.count;
  solveVotes(game, grid, batch, work.answer, work.end, work.policy, Play.Width);
  const perChallenge = Player.Count * grid.points;
  for (let v = 0; v < count; v++) {
    const to = owner[v] * perChallenge;
    const from = v * perChallenge;
    const weight = chance[v];
    for (let i = 0; i < perChallenge; i++) challenge[to + i] += weight * batch.values[from + i];
  }
}

/** Number of a challenge: its place in `work.answer` and `work.challenge`. */
function challengeNumber(k: number, kind: number): number {
  return k * PerStage.Challenges + kind - 1;
}

/** The value of an answer before the backer has shown itself: the challenger's chance of facing it is as she sees it. */
function prepareAnswer(work: PeriodWork, k: number, kind: number): void {
  const { game, grid, posture } = work;
  const { points } = grid;
  const entry = work.entry.values;
  const { cells, values } = work.answer;
  const number = challengeNumber(k, kind);
  const perFunction = Player.Count * points;
  const to = number * perFunction;
  const alone = (k * PerStage.Ladders + (kind - 1) * 2) * perFunction;
  const backed = alone + perFunction;
  const seen = game.backingSeen[posture];
  for (let i = 0; i < points; i++) values[to + i] = seen * entry[backed + i] + (1 - seen) * entry[alone + i];
  const chance = game.backing[posture];
  for (let i = points; i < perFunction; i++) {
    values[to + i] = chance * entry[backed + i] + (1 - chance) * entry[alone + i];
  }
  fillCells(values, to, points, cells, number * Cell.Width * points);
}

/** Puts the votes on one kind of challenge into the batch, with the chances of their cases. */
function addChallengeVotes(work: PeriodWork, k: number, kind: number, deployed: boolean): void {
  const { game, layout, batch, chance, posture, period } = work;
  const { rules, schedule } = game;
  const at = work.policyAt + k * layout.perState;
  const answer = challengeNumber(k, kind);
  const audience = schedule.audienceCost[period];
  const spared = audience * (1 - game.deniability);
  const hit = deployed ? rules.hit[kind] : 0;
  if (deployed) {
    for (let circumstance: number = Circumstance.Triggered; circumstance <= Circumstance.Untriggered; circumstance++) {
      const triggered = circumstance === Circumstance.Triggered;
      const v = addVote(work, k, kind, answer, posture, at + voteOffset(layout, kind, circumstance));
      const price = (triggered ? audience : spared) + rules.bloodCost[kind];
      batch.noResolute[v] -= price;
      batch.noIrresolute[v] -= price;
      batch.yesScale[v] = 1 - rules.misread[kind];
      batch.yesChallenger[v] = misreading(work, kind, Player.Challenger);
      batch.yesCoalition[v] = misreading(work, kind, Player.Resolute) - (triggered ? 0 : game.unmandatedCost);
      chance[v] = hit * (triggered ? rules.triggered[kind] * (1 - game.automaticity) : 1 - rules.triggered[kind]);
    }
  }
  if (kind === Challenge.Probe) return;
  const v = addVote(work, k, kind, answer, posture, at + voteOffset(layout, kind, Circumstance.Unhit));
  batch.noResolute[v] -= spared;
  batch.noIrresolute[v] -= spared;
  batch.yesScale[v] = 1;
  batch.yesChallenger[v] = 0;
  batch.yesCoalition[v] = -game.interventionCost * (1 - schedule.binding[period]);
  chance[v] = 1 - hit;
}

/** What it is worth to a player that an answered hit may be misread, before the backer has shown itself. */
function misreading({ game, disaster, posture }: PeriodWork, kind: number, player: number): number {
  const backing = player === Player.Challenger ? game.backingSeen[posture] : game.backing[posture];
  return game.rules.misread[kind] * (backing * disaster[Player.Count + player] + (1 - backing) * disaster[player]);
}

/** The value of a challenge but for its votes: its cost, an automatic answer, and a probe that is let pass. */
function beginChallenge(work: PeriodWork, k: number, kind: number, deployed: boolean): void {
  const { game, grid, challenge, unopposed } = work;
  const { rules } = game;
  const { points } = grid;
  const endValues = work.end.values;
  const answer = work.answer.values;
  const to = challengeNumber(k, kind) * Player.Count * points;
  const hit = deployed ? rules.hit[kind] : 0;
  const calm = deployed ? 1 - rules.misread[kind] : 1;
  const automatic = hit * rules.triggered[kind] * game.automaticity;
  const letPass = kind === Challenge.Probe ? 1 - hit : 0;
  for (let player = 0; player < Player.Count; player++) {
    let constant = deployed ? automatic * misreading(work, kind, player) : 0;
    if (player === Player.Challenger) {
      constant += letPass * unopposed[(4 * k + kind) * Player.Count];
      constant -= game.cost[kind] * game.schedule.costMultiplier[work.period];
    }
    const end = (k * Player.Count + player) * points;
    const row = to + player * points;
    for (let g = 0; g < points; g++) {
      challenge[row + g] = constant + automatic * calm * answer[row + g] + letPass * endValues[end + g];
    }
  }
}
