/**
 * Votes under observation: noisy introspection (docs/model.md §5; Goeree & Holt, Games and Economic Behavior 46, 2004).
 *
 * The engine spends most of its time here, so a vote is solved for all beliefs of the grid together, in short passes
 * over arrays: what to infer, what that is worth, with what odds to act. Within a pass no belief waits for another, so
 * that the processor works on several at once. Between steps of introspection the play is carried as odds
 * e = (1−p)/p against acting, from which both posteriors follow without a subtraction.
 */
import { type BeliefGrid, Cell } from './belief-grid.ts';
import { exponential } from './exponential.ts';
import type { Game } from './game.ts';
import { Play } from './policy.ts';
import { type Committee, Shortfall } from './vote.ts';

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

/** Working arrays, one entry per belief. */
export interface IntrospectionScratch {
  /** Odds against acting of both types. */
  readonly oddsResolute: Float64Array;
  readonly oddsIrresolute: Float64Array;
  /** Positions of the posteriors: on entering a rung after yes, at the end of the period after no. */
  readonly entryPosition: Float64Array;
  readonly endPosition: Float64Array;
  /** Gaps between acting and refraining of both types. */
  readonly gapResolute: Float64Array;
  readonly gapIrresolute: Float64Array;
  /** Values of the branches to the three players. */
  readonly yes: readonly Float64Array[];
  readonly no: readonly Float64Array[];
}

export function createIntrospectionScratch(points: number): IntrospectionScratch {
  const array = () => new Float64Array(points);
  return {
    oddsResolute: array(),
    oddsIrresolute: array(),
    entryPosition: array(),
    endPosition: array(),
    gapResolute: array(),
    gapIrresolute: array(),
    yes: [array(), array(), array()],
    no: [array(), array(), array()],
  };
}

/**
 * Solves a vote for every belief of the grid.
 * @param endCells cells of the value of ending the period
 * @param endAtBelief that value with the belief of each grid point, [player][belief]
 * @param policy written at [at + stride · g + …]: `Play`
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
  const { committee, depth } = game;
  const { oddsResolute, oddsIrresolute } = scratch;
  const inner = grid.points - 1;
  // At the ends of the grid nothing can be learnt, so that only the last step counts: even odds teach nothing.
  oddsResolute[0] = 1;
  oddsIrresolute[0] = 1;
  oddsResolute[inner] = 1;
  oddsIrresolute[inner] = 1;
  if (depth === 1) {
    oddsResolute.fill(1);
    oddsIrresolute.fill(1);
  } else {
    weighAtBelief(game, vote, endAtBelief, grid.points, scratch);
    act(committee, depth - 1, vote.shortfall, inner, scratch);
    for (let step = depth - 2; step > 0; step--) {
      infer(grid, scratch);
      weigh(game, vote, endCells, inner, scratch);
      act(committee, step, vote.shortfall, inner, scratch);
    }
  }
  infer(grid, scratch);
  play(game, grid, vote, endCells, scratch, policy, at, stride, values);
}

/** Gaps at the first step, when both actions are thought equally likely: the belief stays where it is. */
function weighAtBelief(
  game: Game,
  vote: Vote,
  endAtBelief: Float64Array,
  points: number,
  scratch: IntrospectionScratch,
): void {
  const { gapResolute, gapIrresolute } = scratch;
  const { yesValues, yesScale, noScale } = vote;
  const resolute = vote.yesCoalition - vote.noResolute + game.halfTypeGap;
  const irresolute = vote.yesCoalition - vote.noIrresolute - game.halfTypeGap;
  for (let g = 1; g < points - 1; g++) {
    const r = points + g;
    const i = 2 * points + g;
    gapResolute[g] = resolute + yesScale * yesValues[r] - noScale * endAtBelief[r];
    gapIrresolute[g] = irresolute + yesScale * yesValues[i] - noScale * endAtBelief[i];
  }
}

/** Gaps at the posteriors. */
function weigh(game: Game, vote: Vote, endCells: Float64Array, inner: number, scratch: IntrospectionScratch): void {
  const { gapResolute, gapIrresolute, entryPosition, endPosition } = scratch;
  const { yesCells, yesScale, noScale } = vote;
  const resolute = vote.yesCoalition - vote.noResolute + game.halfTypeGap;
  const irresolute = vote.yesCoalition - vote.noIrresolute - game.halfTypeGap;
  if (yesScale === 0) {
    gapResolute.fill(resolute);
    gapIrresolute.fill(irresolute);
  } else {
    for (let g = 1; g < inner; g++) {
      const position = entryPosition[g];
      const cell = Cell.Width * (position | 0);
      gapResolute[g] = resolute + yesScale * (yesCells[cell + 2] + yesCells[cell + 3] * position);
      gapIrresolute[g] = irresolute + yesScale * (yesCells[cell + 4] + yesCells[cell + 5] * position);
    }
  }
  if (noScale === 0) return;
  for (let g = 1; g < inner; g++) {
    const position = endPosition[g];
    const cell = Cell.Width * (position | 0);
    gapResolute[g] -= noScale * (endCells[cell + 2] + endCells[cell + 3] * position);
    gapIrresolute[g] -= noScale * (endCells[cell + 4] + endCells[cell + 5] * position);
  }
}

/** From gaps to odds against acting, at one step of introspection. */
function act(
  committee: Committee,
  step: number,
  shortfall: number,
  inner: number,
  scratch: IntrospectionScratch,
): void {
  const { oddsResolute, oddsIrresolute, gapResolute, gapIrresolute } = scratch;
  const index = step * Shortfall.Count + shortfall;
  if (committee.single) {
    const slope = -committee.slopes[index];
    const shift = -committee.shifts[index];
    for (let g = 1; g < inner; g++) oddsResolute[g] = exponential(slope * gapResolute[g] + shift);
    for (let g = 1; g < inner; g++) oddsIrresolute[g] = exponential(slope * gapIrresolute[g] + shift);
  } else {
    for (let g = 1; g < inner; g++) {
      oddsResolute[g] = exponential(-committee.tabulatedLogOdds(index, gapResolute[g]));
      oddsIrresolute[g] = exponential(-committee.tabulatedLogOdds(index, gapIrresolute[g]));
    }
  }
}

/** From odds to posteriors. Odds are held below 1e150 where two of them are multiplied; there 1 − p is 1 to the last digit. */
function infer(grid: BeliefGrid, scratch: IntrospectionScratch): void {
  const { points, belief, entryScale, endScale, lastPosition } = grid;
  const { oddsResolute, oddsIrresolute, entryPosition, endPosition } = scratch;
  for (let g = 0; g < points; g++) {
    const b = belief[g];
    const er = oddsResolute[g];
    const ei = oddsIrresolute[g];
    const yesRight = b * (1 + ei);
    const afterYes = yesRight / (yesRight + (1 - b) * (1 + er));
    entryPosition[g] = Math.min(afterYes * entryScale, lastPosition);
    const nr = Math.min(er, 1e150);
    const ni = Math.min(ei, 1e150);
    const noRight = b * (1 + ni) * nr;
    const afterNo = noRight / (noRight + (1 - b) * (1 + nr) * ni);
    endPosition[g] = Math.min(afterNo * endScale, lastPosition);
  }
}

/** The last step: the play itself, and what the vote is worth. */
function play(
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
  const { points, belief } = grid;
  const { committee, halfTypeGap } = game;
  const { entryPosition, endPosition, gapResolute, gapIrresolute, oddsResolute, oddsIrresolute } = scratch;
  const { yesCells, yesScale, noScale, yesChallenger, yesCoalition, noChallenger, noResolute, noIrresolute } = vote;
  const yesR = scratch.yes[1];
  const yesI = scratch.yes[2];
  const yes = scratch.yes[0];
  const noR = scratch.no[1];
  const noI = scratch.no[2];
  const no = scratch.no[0];
  if (yesScale === 0) {
    yes.fill(yesChallenger);
    yesR.fill(yesCoalition);
    yesI.fill(yesCoalition);
  } else {
    for (let g = 0; g < points; g++) {
      const position = entryPosition[g];
      const cell = Cell.Width * (position | 0);
      yes[g] = yesChallenger + yesScale * (yesCells[cell] + yesCells[cell + 1] * position);
      yesR[g] = yesCoalition + yesScale * (yesCells[cell + 2] + yesCells[cell + 3] * position);
      yesI[g] = yesCoalition + yesScale * (yesCells[cell + 4] + yesCells[cell + 5] * position);
    }
  }
  if (noScale === 0) {
    no.fill(noChallenger);
    noR.fill(noResolute);
    noI.fill(noIrresolute);
  } else {
    for (let g = 0; g < points; g++) {
      const position = endPosition[g];
      const cell = Cell.Width * (position | 0);
      no[g] = noChallenger + noScale * (endCells[cell] + endCells[cell + 1] * position);
      noR[g] = noResolute + noScale * (endCells[cell + 2] + endCells[cell + 3] * position);
      noI[g] = noIrresolute + noScale * (endCells[cell + 4] + endCells[cell + 5] * position);
    }
  }
  for (let g = 0; g < points; g++) {
    gapResolute[g] = yesR[g] - noR[g] + halfTypeGap;
    gapIrresolute[g] = yesI[g] - noI[g] - halfTypeGap;
  }
  if (committee.single) {
    const slope = -committee.slopes[vote.shortfall];
    const shift = -committee.shifts[vote.shortfall];
    for (let g = 0; g < points; g++) oddsResolute[g] = exponential(slope * gapResolute[g] + shift);
    for (let g = 0; g < points; g++) oddsIrresolute[g] = exponential(slope * gapIrresolute[g] + shift);
  } else {
    for (let g = 0; g < points; g++) {
      oddsResolute[g] = exponential(-committee.tabulatedLogOdds(vote.shortfall, gapResolute[g]));
      oddsIrresolute[g] = exponential(-committee.tabulatedLogOdds(vote.shortfall, gapIrresolute[g]));
    }
  }
  for (let g = 0, here = at; g < points; g++, here += stride) {
    const b = belief[g];
    const pr = 1 / (1 + oddsResolute[g]);
    const pi = 1 / (1 + oddsIrresolute[g]);
    const qr = oddsResolute[g] * pr;
    const qi = oddsIrresolute[g] * pi;
    policy[here] = pr;
    policy[here + Play.ResoluteNo] = qr;
    policy[here + Play.IrresoluteYes] = pi;
    policy[here + Play.IrresoluteNo] = qi;
    policy[here + Play.EntryPosition] = entryPosition[g];
    policy[here + Play.EndPosition] = endPosition[g];
    values[g] = (b * pr + (1 - b) * pi) * yes[g] + (b * qr + (1 - b) * qi) * no[g];
    values[points + g] = pr * yesR[g] + qr * noR[g];
    values[2 * points + g] = pi * yesI[g] + qi * noI[g];
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
  scratch: IntrospectionScratch,
  policy: Float64Array,
  at: number,
  stride: number,
  values: Float64Array,
): void {
  const { points, belief } = grid;
  const { committee, halfTypeGap, depth } = game;
  const { yesCells, yesValues, yesScale, shortfall, yesChallenger, noChallenger, noResolute, noIrresolute } = vote;
  const { oddsResolute, oddsIrresolute, entryPosition, endPosition } = scratch;
  const yesR = vote.yesCoalition + yesScale * yesValues[points];
  const yesI = vote.yesCoalition + yesScale * yesValues[2 * points];
  const gapR = yesR - noResolute + halfTypeGap;
  const gapI = yesI - noIrresolute - halfTypeGap;
  // The conjecture is the play of the step before the last, or even odds if there is only one.
  const conjecture = Shortfall.Count + shortfall;
  oddsResolute.fill(depth > 1 ? exponential(-committee.logOdds(conjecture, gapR)) : 1);
  oddsIrresolute.fill(depth > 1 ? exponential(-committee.logOdds(conjecture, gapI)) : 1);
  infer(grid, scratch);
  const er = exponential(-committee.logOdds(shortfall, gapR));
  const ei = exponential(-committee.logOdds(shortfall, gapI));
  const pr = 1 / (1 + er);
  const pi = 1 / (1 + ei);
  const qr = er * pr;
  const qi = ei * pi;
  for (let g = 0, here = at; g < points; g++, here += stride) {
    const b = belief[g];
    const position = entryPosition[g];
    const cell = Cell.Width * (position | 0);
    const yes = yesChallenger + yesScale * (yesCells[cell] + yesCells[cell + 1] * position);
    policy[here] = pr;
    policy[here + Play.ResoluteNo] = qr;
    policy[here + Play.IrresoluteYes] = pi;
    policy[here + Play.IrresoluteNo] = qi;
    policy[here + Play.EntryPosition] = position;
    policy[here + Play.EndPosition] = endPosition[g];
    values[g] = (b * pr + (1 - b) * pi) * yes + (b * qr + (1 - b) * qi) * noChallenger;
    values[points + g] = pr * yesR + qr * noResolute;
    values[2 * points + g] = pi * yesI + qi * noIrresolute;
  }
}
