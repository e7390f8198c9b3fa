/**
 * Votes under observation: noisy introspection (docs/model.md §5; Goeree & Holt, Games and Economic Behavior 46, 2004).
 *
 * The engine spends most of its time here, so votes are solved for all beliefs of the grid together: the inner loops
 * run over beliefs, which do not depend on each other, so that the processor works on several at once instead of
 * waiting for one exponential after the other. Between steps of introspection the play is carried as odds
 * e = (1−p)/p, from which both posteriors follow without a subtraction.
 */
import { type BeliefGrid, CELL, IRRESOLUTE, RESOLUTE } from './belief-grid.ts';
import { exponential } from './exponential.ts';
import type { Game } from './game.ts';
import { SHORTFALLS } from './vote.ts';

/** Per belief, what a vote leaves in the policy: p and 1−p of the resolute and the irresolute, belief after yes and no. */
export const PLAY = 6;
export const RESOLUTE_YES = 0;
export const RESOLUTE_NO = 1;
export const IRRESOLUTE_YES = 2;
export const IRRESOLUTE_NO = 3;
export const AFTER_YES = 4;
export const AFTER_NO = 5;

/**
 * What is at stake in a vote. Each branch is worth constant + scale · (a piecewise linear function of the belief):
 * yes by the cells of `yesTable`, no by those of the end of the period.
 */
export interface Vote {
  yesTable: Float64Array;
  yesOffset: number;
  yesScale: number;
  /** Constant of the yes branch for the challenger and for both types of coalition. */
  yesChallenger: number;
  yesCoalition: number;
  noScale: number;
  noChallenger: number;
  noResolute: number;
  noIrresolute: number;
  /** Which shortfall of backing the members see (vote.ts). */
  shortfall: number;
}

export function createVote(): Vote {
  return {
    yesTable: new Float64Array(0),
    yesOffset: 0,
    yesScale: 0.5,
    yesChallenger: 0.5,
    yesCoalition: 0.5,
    noScale: 0.5,
    noChallenger: 0.5,
    noResolute: 0.5,
    noIrresolute: 0.5,
    shortfall: 0,
  };
}

/** Odds against acting between two steps, by belief and type. */
export interface IntrospectionScratch {
  readonly resoluteOdds: Float64Array;
  readonly irresoluteOdds: Float64Array;
}

export function createIntrospectionScratch(points: number): IntrospectionScratch {
  return { resoluteOdds: new Float64Array(points), irresoluteOdds: new Float64Array(points) };
}

/** Odds are held below this where two of them are multiplied; there 1 − p is 1 to the last digit. */
const CERTAIN = 1e150;

/**
 * Solves a vote for every belief of the grid.
 * @param endCells cells of the value of ending the period
 * @param policy written at [at + PLAY · g + …]
 * @param stride doubles per belief in the policy (at least PLAY)
 * @param values the value of the vote before it is held, [player][belief], written
 */
export function solveVote(
  game: Game,
  grid: BeliefGrid,
  vote: Vote,
  endCells: Float64Array,
  scratch: IntrospectionScratch,
  policy: Float64Array,
  at: number,
  stride: number,
  values: Float64Array,
): void {
  const { points, belief, entryScale, endScale } = grid;
  const { committee, halfTypeGap } = game;
  const { single, slopes, shifts } = committee;
  const { resoluteOdds, irresoluteOdds } = scratch;
  const { yesTable, yesOffset, yesScale, noScale, shortfall } = vote;
  const resoluteGap = vote.yesCoalition - vote.noResolute + halfTypeGap;
  const irresoluteGap = vote.yesCoalition - vote.noIrresolute - halfTypeGap;

  for (let j = game.depth - 1; j >= 0; j--) {
    const index = j * SHORTFALLS + shortfall;
    const slope = slopes[index];
    const shift = shifts[index];
    const first = j === game.depth - 1;
    const last = j === 0;
    // At the ends of the grid nothing can be learnt, so that only the last step counts.
    for (let g = last ? 0 : 1; g < (last ? points : points - 1); g++) {
      const b = belief[g];
      let afterYes = b;
      let afterNo = b;
      if (!first) {
        const er = resoluteOdds[g];
        const ei = irresoluteOdds[g];
        const yesRight = b * (1 + ei);
        afterYes = yesRight / (yesRight + (1 - b) * (1 + er));
        const nr = er < CERTAIN ? er : CERTAIN;
        const ni = ei < CERTAIN ? ei : CERTAIN;
        const noRight = b * (1 + ni) * nr;
        afterNo = noRight / (noRight + (1 - b) * (1 + nr) * ni);
      }
      const yesCell = yesOffset + CELL * ((afterYes * entryScale) | 0);
      const noCell = CELL * ((afterNo * endScale) | 0);
      const yesR = yesScale * (yesTable[yesCell + 2] + yesTable[yesCell + 3] * afterYes);
      const yesI = yesScale * (yesTable[yesCell + 4] + yesTable[yesCell + 5] * afterYes);
      const noR = noScale * (endCells[noCell + 2] + endCells[noCell + 3] * afterNo);
      const noI = noScale * (endCells[noCell + 4] + endCells[noCell + 5] * afterNo);
      const gapR = resoluteGap + yesR - noR;
      const gapI = irresoluteGap + yesI - noI;
      const er = exponential(-(single ? slope * gapR + shift : committee.tabulatedLogOdds(index, gapR)));
      const ei = exponential(-(single ? slope * gapI + shift : committee.tabulatedLogOdds(index, gapI)));
      if (!last) {
        resoluteOdds[g] = er;
        irresoluteOdds[g] = ei;
        continue;
      }
      const pr = 1 / (1 + er);
      const pi = 1 / (1 + ei);
      const qr = er * pr;
      const qi = ei * pi;
      const play = at + stride * g;
      policy[play + RESOLUTE_YES] = pr;
      policy[play + RESOLUTE_NO] = qr;
      policy[play + IRRESOLUTE_YES] = pi;
      policy[play + IRRESOLUTE_NO] = qi;
      policy[play + AFTER_YES] = afterYes;
      policy[play + AFTER_NO] = afterNo;
      const yesValue = vote.yesChallenger + yesScale * (yesTable[yesCell] + yesTable[yesCell + 1] * afterYes);
      const noValue = vote.noChallenger + noScale * (endCells[noCell] + endCells[noCell + 1] * afterNo);
      values[g] = (b * pr + (1 - b) * pi) * yesValue + (b * qr + (1 - b) * qi) * noValue;
      values[RESOLUTE * points + g] = pr * (vote.yesCoalition + yesR) + qr * (vote.noResolute + noR);
      values[IRRESOLUTE * points + g] = pi * (vote.yesCoalition + yesI) + qi * (vote.noIrresolute + noI);
    }
    if (first && !last) {
      // The ends of the grid enter the last step with even odds, which leave the belief as it is.
      resoluteOdds[0] = 1;
      irresoluteOdds[0] = 1;
      resoluteOdds[points - 1] = 1;
      irresoluteOdds[points - 1] = 1;
    }
  }
}
