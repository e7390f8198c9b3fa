/** The ladder of escalation, solved from the rung below the top down to the first (docs/model.md §4.6). */
import { Cell, fillCells, Player } from './belief-grid.ts';
import { Challenge } from './engagement-rules.ts';
import { EXPONENTIAL_TABLE, exponential } from './exponential.ts';
import { addVote, isDeployed, type PeriodWork, PerStage } from './period-work.ts';
import { Mask, Move, rungOffset } from './policy.ts';
import { Shortfall } from './vote.ts';
import { solveFlatVotes, solveVotes } from './vote-batch.ts';

/** Solves the ladders under all challenges in all stages, backed and not; leaves the first rung in `work.entry`. */
export function solveLadders(work: PeriodWork): void {
  const { game, grid, batch, entry, end, policy } = work;
  for (let rung = game.rungs - 1; rung >= 1; rung--) {
    // Nothing after an assault depends on the belief but her own next move, and on the top two rungs not even that.
    const flat = rung >= game.rungs - 2;
    addRungVotes(work, rung, Challenge.Probe, flat ? Challenge.Limited : Challenge.Assault);
    const count = batch.count;
    solveVotes(game, grid, batch, entry, end, policy, Move.Width);
    for (let v = 0; v < count; v++) climb(work, rung, v);
    if (!flat) continue;
    addRungVotes(work, rung, Challenge.Assault, Challenge.Assault);
    const flatCount = batch.count;
    solveFlatVotes(game, grid, batch, entry, policy, Move.Width);
    for (let v = 0; v < flatCount; v++) climb(work, rung, v);
  }
}

/** Puts the coalition's votes on one rung into the batch, for some kinds of challenge in all stages, backed and not. */
function addRungVotes(work: PeriodWork, rung: number, firstKind: number, lastKind: number): void {
  const { game, grid, layout, batch, disaster, entry } = work;
  const { points } = grid;
  const top = rung === game.rungs - 1;
  const price = game.schedule.audienceCost[work.period] + game.humiliationCoalition * rung;
  for (let k = 0; k <= work.lastStage; k++) {
    for (let kind = firstKind; kind <= lastKind; kind++) {
      if (kind === Challenge.Probe && !isDeployed(game, k)) continue;
      for (let backed = 0; backed < 2; backed++) {
        const ladder = k * PerStage.Ladders + (kind - 1) * 2 + backed;
        const offset = work.policyAt + k * layout.perState + rungOffset(layout, rung, kind, backed);
        const v = addVote(work, k, kind, ladder, backed ? Shortfall.Backed : Shortfall.Unbacked, offset);
        batch.noResolute[v] -= price;
        batch.noIrresolute[v] -= price;
        const values = ladder * Player.Count * points;
        if (top) {
          // To climb from here is to lose control.
          const lost = Player.Count * backed;
          batch.yesScale[v] = 0;
          batch.yesChallenger[v] = disaster[lost];
          batch.yesCoalition[v] = disaster[lost + Player.Resolute];
          for (let player = 0; player < Player.Count; player++) {
            const row = values + player * points;
            for (let g = 0; g < points; g++) entry.values[row + g] = disaster[lost + player];
          }
        } else {
          batch.yesScale[v] = 1;
          batch.yesChallenger[v] = 0;
          batch.yesCoalition[v] = 0;
          fillCells(entry.values, values, points, entry.cells, ladder * Cell.Width * points);
        }
      }
    }
  }
}

/** The challenger's move on a rung, and the value of entering it, after the coalition's vote v there. */
function climb(work: PeriodWork, rung: number, v: number): void {
  const { game, grid, batch, disaster, jointWar, policy } = work;
  const { points } = grid;
  const { challengerRationality, initiative } = game;
  const endValues = work.end.values;
  const entry = work.entry.values;
  const voteValues = batch.values;
  const ladder = work.owner[v];
  const backed = ladder & 1;
  const k = (ladder / PerStage.Ladders) | 0;
  const assault = ((ladder - k * PerStage.Ladders) >> 1) + 1 === Challenge.Assault;
  const lost = game.risk[rung];
  const hers = (1 - lost) * initiative;
  const theirs = (1 - lost) * (1 - initiative);
  const costR = game.rungCostChallenger[2 * rung + backed] * game.schedule.costMultiplier[work.period];
  const lossR = lost * disaster[Player.Count * backed] - costR;
  const lossC = lost * disaster[Player.Count * backed + Player.Resolute] - game.rungCostCoalition[2 * rung + backed];
  // To stop an assault is to stop the climb, not the invasion: a joint war. To stop less is to back down.
  const endShare = assault ? 0 : 1;
  const joint = (2 * k + backed) * Player.Count;
  const stopR = assault ? jointWar[joint] : -game.humiliationChallenger * rung;
  const stopr = assault ? jointWar[joint + Player.Resolute] : 0;
  const stopi = assault ? jointWar[joint + Player.Irresolute] : 0;
  const end = k * Player.Count * points;
  const vote = v * Player.Count * points;
  const row = ladder * Player.Count * points;
  let move = batch.policyOffset[v];
  for (let g = 0; g < points; g++, move += Move.Width) {
    const at = move & Mask.Policy;
    const r = points + g;
    const i = 2 * points + g;
    const stop = stopR + endShare * endValues[end + g];
    const odds = exponential(challengerRationality * (stop - entry[row + g]), EXPONENTIAL_TABLE);
    const climbs = 1 / (1 + odds);
    const stops = odds * climbs;
    policy[at + Move.Climb] = climbs;
    policy[at + Move.Stop] = stops;
    entry[row + g] = lossR + hers * (climbs * entry[row + g] + stops * stop) + theirs * voteValues[vote + g];
    entry[row + r] =
      lossC +
      hers * (climbs * entry[row + r] + stops * (stopr + endShare * endValues[end + r])) +
      theirs * voteValues[vote + r];
    entry[row + i] =
      lossC +
      hers * (climbs * entry[row + i] + stops * (stopi + endShare * endValues[end + i])) +
      theirs * voteValues[vote + i];
  }
}
