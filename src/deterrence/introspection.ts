/**
 * Votes under observation: noisy introspection (docs/model.md §5; Goeree & Holt, Games and Economic Behavior 46, 2004).
 *
 * The engine spends most of its time here, so votes are solved for all beliefs of the grid together: the inner loops
 * run over beliefs, which do not depend on each other, so that the processor works on several at once instead of
 * waiting for one exponential after the other. Between steps of introspection the play is carried as odds
 * e = (1−p)/p, from which both posteriors follow without a subtraction.
 */
import { type BeliefGrid, CELL } from './belief-grid.ts';
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
 * that of the yes branch is given, that of the no branch is the value of ending the period.
 */
export interface Vote {
  /** The function of the yes branch: as cells (belief-grid.ts), and at the grid points, [player][belief]. */
  yesCells: Float64Array;
  yesValues: Float64Array;
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
    yesCells: new Float64Array(0),
    yesValues: new Float64Array(0),
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
 * @param endAtBelief that value with the belief of each grid point, [player][belief]
 * @param policy written at [at + stride · g + …]: PLAY
 * @param values the value of the vote before it is held, [player][belief], written
 */
export function solveVote(
  game: Game,
  grid: BeliefGrid,
  vote: Vote,
  endCells: Float64Array,
  endAtBelief: Float64Array,
  scratch: IntrospectionScratch,
  policy: Float64Array,
  at: number,
  stride: number,
  values: Float64Array,
): void {
  const { points, belief, entryScale, endScale } = grid;
  const { committee, halfTypeGap, depth } = game;
  const { single, slopes, shifts } = committee;
  const { resoluteOdds, irresoluteOdds } = scratch;
  const { yesCells, yesValues, yesScale, noScale, shortfall, yesCoalition, noResolute, noIrresolute } = vote;
  const resoluteGap = yesCoalition - noResolute + halfTypeGap;
  const irresoluteGap = yesCoalition - noIrresolute - halfTypeGap;
  const inner = points - 1;

  // First step: both actions are thought equally likely, so that the belief stays where it is.
  if (depth > 1) {
    const index = (depth - 1) * SHORTFALLS + shortfall;
    const slope = -slopes[index];
    const shift = -shifts[index];
    for (let g = 1; g < inner; g++) {
      const gr = resoluteGap + yesScale * yesValues[points + g] - noScale * endAtBelief[points + g];
      const gi = irresoluteGap + yesScale * yesValues[2 * points + g] - noScale * endAtBelief[2 * points + g];
      resoluteOdds[g] = exponential(single ? slope * gr + shift : -committee.tabulatedLogOdds(index, gr));
      irresoluteOdds[g] = exponential(single ? slope * gi + shift : -committee.tabulatedLogOdds(index, gi));
    }
  }
  // Steps between: only the odds are wanted.
  for (let j = depth - 2; j > 0; j--) {
    const index = j * SHORTFALLS + shortfall;
    const slope = -slopes[index];
    const shift = -shifts[index];
    for (let g = 1; g < inner; g++) {
      const b = belief[g];
      const er = resoluteOdds[g];
      const ei = irresoluteOdds[g];
      const yesRight = b * (1 + ei);
      const afterYes = yesRight / (yesRight + (1 - b) * (1 + er));
      const nr = Math.min(er, CERTAIN);
      const ni = Math.min(ei, CERTAIN);
      const noRight = b * (1 + ni) * nr;
      const afterNo = noRight / (noRight + (1 - b) * (1 + nr) * ni);
      let gr = resoluteGap;
      let gi = irresoluteGap;
      if (yesScale !== 0) {
        const cell = CELL * ((afterYes * entryScale) | 0);
        gr += yesScale * (yesCells[cell + 2] + yesCells[cell + 3] * afterYes);
        gi += yesScale * (yesCells[cell + 4] + yesCells[cell + 5] * afterYes);
      }
      if (noScale !== 0) {
        const cell = CELL * ((afterNo * endScale) | 0);
        gr -= noScale * (endCells[cell + 2] + endCells[cell + 3] * afterNo);
        gi -= noScale * (endCells[cell + 4] + endCells[cell + 5] * afterNo);
      }
      resoluteOdds[g] = exponential(single ? slope * gr + shift : -committee.tabulatedLogOdds(index, gr));
      irresoluteOdds[g] = exponential(single ? slope * gi + shift : -committee.tabulatedLogOdds(index, gi));
    }
  }
  // Last step: the play itself. At the ends of the grid nothing can be learnt and it is the only one: even odds, which
  // leave the belief as it is.
  resoluteOdds[0] = 1;
  irresoluteOdds[0] = 1;
  resoluteOdds[inner] = 1;
  irresoluteOdds[inner] = 1;
  if (depth === 1) {
    resoluteOdds.fill(1);
    irresoluteOdds.fill(1);
  }
  const slope = -slopes[shortfall];
  const shift = -shifts[shortfall];
  const { yesChallenger, noChallenger } = vote;
  for (let g = 0; g < points; g++) {
    const b = belief[g];
    const unlikely = 1 - b;
    const or = resoluteOdds[g];
    const oi = irresoluteOdds[g];
    const yesRight = b * (1 + oi);
    const afterYes = yesRight / (yesRight + unlikely * (1 + or));
    const nr = Math.min(or, CERTAIN);
    const ni = Math.min(oi, CERTAIN);
    const noRight = b * (1 + ni) * nr;
    const afterNo = noRight / (noRight + unlikely * (1 + nr) * ni);
    let yesR = yesCoalition;
    let yesI = yesCoalition;
    let yesValue = yesChallenger;
    if (yesScale !== 0) {
      const cell = CELL * ((afterYes * entryScale) | 0);
      yesValue += yesScale * (yesCells[cell] + yesCells[cell + 1] * afterYes);
      yesR += yesScale * (yesCells[cell + 2] + yesCells[cell + 3] * afterYes);
      yesI += yesScale * (yesCells[cell + 4] + yesCells[cell + 5] * afterYes);
    }
    let noR = noResolute;
    let noI = noIrresolute;
    let noValue = noChallenger;
    if (noScale !== 0) {
      const cell = CELL * ((afterNo * endScale) | 0);
      noValue += noScale * (endCells[cell] + endCells[cell + 1] * afterNo);
      noR += noScale * (endCells[cell + 2] + endCells[cell + 3] * afterNo);
      noI += noScale * (endCells[cell + 4] + endCells[cell + 5] * afterNo);
    }
    const gr = yesR - noR + halfTypeGap;
    const gi = yesI - noI - halfTypeGap;
    const er = exponential(single ? slope * gr + shift : -committee.tabulatedLogOdds(shortfall, gr));
    const ei = exponential(single ? slope * gi + shift : -committee.tabulatedLogOdds(shortfall, gi));
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
    values[g] = (b * pr + unlikely * pi) * yesValue + (b * qr + unlikely * qi) * noValue;
    values[points + g] = pr * yesR + qr * noR;
    values[2 * points + g] = pi * yesI + qi * noI;
  }
}

/**
 * Solves a vote whose branches are worth the same to both types whatever the challenger believes: their play is then
 * one for all beliefs, and only her inference and her value differ. Arguments as in `solveVote`.
 */
export function solveFlatVote(
  game: Game,
  grid: BeliefGrid,
  vote: Vote,
  policy: Float64Array,
  at: number,
  stride: number,
  values: Float64Array,
): void {
  const { points, belief, entryScale } = grid;
  const { committee, halfTypeGap, depth } = game;
  const { yesCells, yesValues, yesScale, shortfall, yesChallenger, noChallenger, noResolute, noIrresolute } = vote;
  const yesR = vote.yesCoalition + yesScale * yesValues[points];
  const yesI = vote.yesCoalition + yesScale * yesValues[2 * points];
  const gr = yesR - noResolute + halfTypeGap;
  const gi = yesI - noIrresolute - halfTypeGap;
  // The conjecture is the play of the step before the last, or even odds if there is only one.
  const conjecture = SHORTFALLS + shortfall;
  const or = depth > 1 ? exponential(-committee.logOdds(conjecture, gr)) : 1;
  const oi = depth > 1 ? exponential(-committee.logOdds(conjecture, gi)) : 1;
  const nr = Math.min(or, CERTAIN);
  const ni = Math.min(oi, CERTAIN);
  const er = exponential(-committee.logOdds(shortfall, gr));
  const ei = exponential(-committee.logOdds(shortfall, gi));
  const pr = 1 / (1 + er);
  const pi = 1 / (1 + ei);
  const qr = er * pr;
  const qi = ei * pi;
  const valueR = pr * yesR + qr * noResolute;
  const valueI = pi * yesI + qi * noIrresolute;
  for (let g = 0; g < points; g++) {
    const b = belief[g];
    const end = g === 0 || g === points - 1;
    const yesRight = b * (1 + oi);
    const afterYes = end ? b : yesRight / (yesRight + (1 - b) * (1 + or));
    const noRight = b * (1 + ni) * nr;
    const afterNo = end ? b : noRight / (noRight + (1 - b) * (1 + nr) * ni);
    const cell = CELL * ((afterYes * entryScale) | 0);
    const yesValue = yesChallenger + (yesScale === 0 ? 0 : yesCells[cell] + yesCells[cell + 1] * afterYes);
    const play = at + stride * g;
    policy[play + RESOLUTE_YES] = pr;
    policy[play + RESOLUTE_NO] = qr;
    policy[play + IRRESOLUTE_YES] = pi;
    policy[play + IRRESOLUTE_NO] = qi;
    policy[play + AFTER_YES] = afterYes;
    policy[play + AFTER_NO] = afterNo;
    values[g] = (b * pr + (1 - b) * pi) * yesValue + (b * qr + (1 - b) * qi) * noChallenger;
    values[points + g] = valueR;
    values[2 * points + g] = valueI;
  }
}
