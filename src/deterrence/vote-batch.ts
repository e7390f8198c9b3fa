/**
 * Votes under observation: noisy introspection (docs/model.md §5; Goeree & Holt, Games and Economic Behavior 46, 2004).
 *
 * The engine spends most of its time here. All votes of a period that do not wait for each other are therefore solved
 * together, for all beliefs of the grid, in short passes over flat arrays: what is at stake, with what odds to act, what
 * to infer. Within a pass no entry waits for another, so that the processor works on several at once. Between steps of
 * introspection the play is carried as odds e = (1−p)/p against acting, from which both posteriors follow without a
 * subtraction.
 */
import { type BeliefGrid, Cell, Player } from './belief-grid.ts';
import { EXPONENTIAL_TABLE, exponential } from './exponential.ts';
import type { Game } from './game.ts';
import { Mask, Play } from './policy.ts';
import { readCurve, Shortfall } from './vote.ts';

/**
 * What is at stake in each vote of a batch. Each branch is worth constant + scale · (a piecewise linear function of the
 * belief): that of the yes branch is given with the batch, that of the no branch is the value of ending the period.
 * Arrays "by vote" are filled by `addVote`, arrays "by node" have one entry per vote and belief.
 */
export interface VoteBatch {
  count: number;
  /** By vote: which of the functions handed to `solveVotes` the branches read. */
  readonly yesFunction: Int32Array;
  readonly noFunction: Int32Array;
  /** By vote: scale and constants, the constant of yes being the same for both types of coalition. */
  readonly yesScale: Float64Array;
  readonly yesChallenger: Float64Array;
  readonly yesCoalition: Float64Array;
  readonly noScale: Float64Array;
  readonly noChallenger: Float64Array;
  readonly noResolute: Float64Array;
  readonly noIrresolute: Float64Array;
  /** By vote: which shortfall of backing the members see (vote.ts), and where the play goes in the policy. */
  readonly shortfall: Int32Array;
  readonly policyOffset: Int32Array;
  /** The value of each vote before it is held, [vote][player][belief]. */
  readonly values: Float64Array;
  /** By node: odds against acting of both types. */
  readonly resolute: Float64Array;
  readonly irresolute: Float64Array;
  /** By node: positions of the posteriors, on entering a rung after yes and at the end of the period after no. */
  readonly entryPosition: Float64Array;
  readonly endPosition: Float64Array;
}

export function createVoteBatch(capacity: number, points: number): VoteBatch {
  const byVote = () => new Float64Array(capacity);
  const byNode = () => new Float64Array(capacity * points);
  return {
    count: 0,
    yesFunction: new Int32Array(capacity),
    noFunction: new Int32Array(capacity),
    yesScale: byVote(),
    yesChallenger: byVote(),
    yesCoalition: byVote(),
    noScale: byVote(),
    noChallenger: byVote(),
    noResolute: byVote(),
    noIrresolute: byVote(),
    shortfall: new Int32Array(capacity),
    policyOffset: new Int32Array(capacity),
    values: new Float64Array(capacity * Player.Count * points),
    resolute: byNode(),
    irresolute: byNode(),
    entryPosition: byNode(),
    endPosition: byNode(),
  };
}

/** Functions of the belief that branches read: as cells [function][cell], and at the points, [function][player][belief]. */
export interface BeliefFunctions {
  readonly cells: Float64Array;
  readonly values: Float64Array;
}

/**
 * Solves all votes of a batch for every belief of the grid, and empties it for the next; the values stay.
 * @param yes what yes branches read
 * @param end values of ending the period, which no branches read; `values` there are those with the belief of each point
 * @param policy written at [policyOffset + stride · g + …]: `Play`
 */
export function solveVotes(
  game: Game,
  grid: BeliefGrid,
  batch: VoteBatch,
  yes: BeliefFunctions,
  end: BeliefFunctions,
  policy: Float64Array,
  stride: number,
): void {
  const last = game.depth - 1;
  if (last > 0) {
    actAtBelief(game, grid, batch, yes.values, end.values);
    for (let step = last - 1; step > 0; step--) {
      infer(grid, batch);
      actAtPosteriors(game, grid, batch, yes.cells, end.cells, step);
    }
  } else {
    // With one step there is no conjecture but even odds, which teach nothing.
    batch.resolute.fill(1);
    batch.irresolute.fill(1);
  }
  infer(grid, batch);
  play(game, grid, batch, yes.cells, end.cells, policy, stride);
  batch.count = 0;
}

/**
 * The first step: both actions are thought equally likely, so that the belief stays where it is. At the ends of the
 * grid nothing can be learnt and only the last step counts: they get even odds, which leave the belief as it is.
 */
function actAtBelief(
  game: Game,
  grid: BeliefGrid,
  batch: VoteBatch,
  yesValues: Float64Array,
  endValues: Float64Array,
): void {
  const { points } = grid;
  const { count, resolute, irresolute, yesScale, noScale, yesCoalition, noResolute, noIrresolute } = batch;
  const { committee, halfTypeGap, depth } = game;
  const { slopes, shifts, coefficients, starts, scales, offsets } = committee;
  const single = committee.single === true;
  const table = EXPONENTIAL_TABLE;
  for (let v = 0; v < count; v++) {
    const index = (depth - 1) * Shortfall.Count + batch.shortfall[v];
    const slope = slopes[index];
    const shift = shifts[index];
    const start = single ? 0 : starts[index];
    const scale = single ? 0 : scales[index];
    const offset = single ? 0 : offsets[index];
    const lastCell = single ? 0 : committee.lastCells[index];
    const scaleYes = yesScale[v];
    const scaleNo = noScale[v];
    const r = yesCoalition[v] - noResolute[v] + halfTypeGap;
    const i = yesCoalition[v] - noIrresolute[v] - halfTypeGap;
    const yesAt = (batch.yesFunction[v] * Player.Count + 1) * points;
    const endAt = (batch.noFunction[v] * Player.Count + 1) * points;
    const node = v * points;
    for (let g = 1; g < points - 1; g++) {
      const gapR = r + scaleYes * yesValues[yesAt + g] - scaleNo * endValues[endAt + g];
      const gapI = i + scaleYes * yesValues[yesAt + points + g] - scaleNo * endValues[endAt + points + g];
      const actR = single ? slope * gapR + shift : readCurve(coefficients, offset, lastCell, (gapR - start) * scale);
      const actI = single ? slope * gapI + shift : readCurve(coefficients, offset, lastCell, (gapI - start) * scale);
      resolute[node + g] = exponential(Number.isNaN(actR) ? -committee.tabulatedLogOdds(index, gapR) : -actR, table);
      irresolute[node + g] = exponential(Number.isNaN(actI) ? -committee.tabulatedLogOdds(index, gapI) : -actI, table);
    }
    resolute[node] = 1;
    irresolute[node] = 1;
    resolute[node + points - 1] = 1;
    irresolute[node + points - 1] = 1;
  }
}

/** A step between: only the odds are wanted. */
function actAtPosteriors(
  game: Game,
  grid: BeliefGrid,
  batch: VoteBatch,
  yesCells: Float64Array,
  endCells: Float64Array,
  step: number,
): void {
  const { points } = grid;
  const { count, resolute, irresolute, entryPosition, endPosition } = batch;
  const { yesScale, noScale, yesCoalition, noResolute, noIrresolute } = batch;
  const { committee, halfTypeGap } = game;
  const { slopes, shifts, coefficients, starts, scales, offsets } = committee;
  const single = committee.single === true;
  const table = EXPONENTIAL_TABLE;
  const cells = points * Cell.Width;
  for (let v = 0; v < count; v++) {
    const index = step * Shortfall.Count + batch.shortfall[v];
    const slope = slopes[index];
    const shift = shifts[index];
    const start = single ? 0 : starts[index];
    const scale = single ? 0 : scales[index];
    const offset = single ? 0 : offsets[index];
    const lastCell = single ? 0 : committee.lastCells[index];
    const scaleYes = yesScale[v];
    const scaleNo = noScale[v];
    const r = yesCoalition[v] - noResolute[v] + halfTypeGap;
    const i = yesCoalition[v] - noIrresolute[v] - halfTypeGap;
    const yesAt = batch.yesFunction[v] * cells;
    const endAt = batch.noFunction[v] * cells;
    const node = v * points;
    for (let n = node + 1; n < node + points - 1; n++) {
      let gapR = r;
      let gapI = i;
      if (scaleYes !== 0) {
        const position = entryPosition[n];
        const cell = (yesAt + Cell.Width * (position | 0)) & Mask.Cells;
        gapR += scaleYes * (yesCells[cell + 2] + yesCells[cell + 3] * position);
        gapI += scaleYes * (yesCells[cell + 4] + yesCells[cell + 5] * position);
      }
      if (scaleNo !== 0) {
        const position = endPosition[n];
        const cell = (endAt + Cell.Width * (position | 0)) & Mask.Cells;
        gapR -= scaleNo * (endCells[cell + 2] + endCells[cell + 3] * position);
        gapI -= scaleNo * (endCells[cell + 4] + endCells[cell + 5] * position);
      }
      const actR = single ? slope * gapR + shift : readCurve(coefficients, offset, lastCell, (gapR - start) * scale);
      const actI = single ? slope * gapI + shift : readCurve(coefficients, offset, lastCell, (gapI - start) * scale);
      resolute[n] = exponential(Number.isNaN(actR) ? -committee.tabulatedLogOdds(index, gapR) : -actR, table);
      irresolute[n] = exponential(Number.isNaN(actI) ? -committee.tabulatedLogOdds(index, gapI) : -actI, table);
    }
  }
}

/** From odds to posteriors. Odds are held below 1e150 where two of them are multiplied; there 1 − p is 1 to the last digit. */
function infer(grid: BeliefGrid, batch: VoteBatch): void {
  const { points, belief, entryScale, endScale, lastPosition } = grid;
  const { resolute, irresolute, entryPosition, endPosition } = batch;
  const nodes = batch.count * points;
  for (let node = 0; node < nodes; node += points) {
    for (let g = 0; g < points; g++) {
      const b = belief[g];
      const er = resolute[node + g];
      const ei = irresolute[node + g];
      const yesRight = b * (1 + ei);
      const entry = (entryScale * yesRight) / (yesRight + (1 - b) * (1 + er));
      entryPosition[node + g] = entry < lastPosition ? entry : lastPosition;
      const nr = er < 1e150 ? er : 1e150;
      const ni = ei < 1e150 ? ei : 1e150;
      const noRight = b * (1 + ni) * nr;
      const end = (endScale * noRight) / (noRight + (1 - b) * (1 + nr) * ni);
      endPosition[node + g] = end < lastPosition ? end : lastPosition;
    }
  }
}

/** The last step: the play itself, and what the vote is worth. */
function play(
  game: Game,
  grid: BeliefGrid,
  batch: VoteBatch,
  yesCells: Float64Array,
  endCells: Float64Array,
  policy: Float64Array,
  stride: number,
): void {
  const { points, belief } = grid;
  const { count, entryPosition, endPosition, values, shortfall } = batch;
  const { committee, halfTypeGap } = game;
  const { slopes, shifts, coefficients, starts, scales, offsets } = committee;
  const single = committee.single === true;
  const table = EXPONENTIAL_TABLE;
  const cells = points * Cell.Width;
  for (let v = 0; v < count; v++) {
    const index = shortfall[v];
    const slope = slopes[index];
    const shift = shifts[index];
    const start = single ? 0 : starts[index];
    const scale = single ? 0 : scales[index];
    const offset = single ? 0 : offsets[index];
    const lastCell = single ? 0 : committee.lastCells[index];
    const scaleYes = batch.yesScale[v];
    const scaleNo = batch.noScale[v];
    const yesChallenger = batch.yesChallenger[v];
    const yesCoalition = batch.yesCoalition[v];
    const noChallenger = batch.noChallenger[v];
    const noResolute = batch.noResolute[v];
    const noIrresolute = batch.noIrresolute[v];
    const yesAt = batch.yesFunction[v] * cells;
    const endAt = batch.noFunction[v] * cells;
    const out = v * Player.Count * points;
    let offsetInPolicy = batch.policyOffset[v];
    for (let g = 0, n = v * points; g < points; g++, n++, offsetInPolicy += stride) {
      const at = offsetInPolicy & Mask.Policy;
      const b = belief[g];
      const entry = entryPosition[n];
      let yes = yesChallenger;
      let yesR = yesCoalition;
      let yesI = yesCoalition;
      if (scaleYes !== 0) {
        const cell = (yesAt + Cell.Width * (entry | 0)) & Mask.Cells;
        yes += scaleYes * (yesCells[cell] + yesCells[cell + 1] * entry);
        yesR += scaleYes * (yesCells[cell + 2] + yesCells[cell + 3] * entry);
        yesI += scaleYes * (yesCells[cell + 4] + yesCells[cell + 5] * entry);
      }
      const end = endPosition[n];
      let no = noChallenger;
      let noR = noResolute;
      let noI = noIrresolute;
      if (scaleNo !== 0) {
        const cell = (endAt + Cell.Width * (end | 0)) & Mask.Cells;
        no += scaleNo * (endCells[cell] + endCells[cell + 1] * end);
        noR += scaleNo * (endCells[cell + 2] + endCells[cell + 3] * end);
        noI += scaleNo * (endCells[cell + 4] + endCells[cell + 5] * end);
      }
      const gapR = yesR - noR + halfTypeGap;
      const gapI = yesI - noI - halfTypeGap;
      const actR = single ? slope * gapR + shift : readCurve(coefficients, offset, lastCell, (gapR - start) * scale);
      const actI = single ? slope * gapI + shift : readCurve(coefficients, offset, lastCell, (gapI - start) * scale);
      const er = exponential(Number.isNaN(actR) ? -committee.tabulatedLogOdds(index, gapR) : -actR, table);
      const ei = exponential(Number.isNaN(actI) ? -committee.tabulatedLogOdds(index, gapI) : -actI, table);
      const pr = 1 / (1 + er);
      const pi = 1 / (1 + ei);
      const qr = er * pr;
      const qi = ei * pi;
      policy[at] = pr;
      policy[at + Play.ResoluteNo] = qr;
      policy[at + Play.IrresoluteYes] = pi;
      policy[at + Play.IrresoluteNo] = qi;
      policy[at + Play.EntryPosition] = entry;
      policy[at + Play.EndPosition] = end;
      values[out + g] = (b * pr + (1 - b) * pi) * yes + (b * qr + (1 - b) * qi) * no;
      values[out + points + g] = pr * yesR + qr * noR;
      values[out + 2 * points + g] = pi * yesI + qi * noI;
    }
  }
}

/**
 * Solves a batch of votes whose branches are worth the same to both types whatever the challenger believes: their play
 * is one for all beliefs, and only her inference and her value differ. Arguments and effects as of `solveVotes`.
 */
export function solveFlatVotes(
  game: Game,
  grid: BeliefGrid,
  batch: VoteBatch,
  yes: BeliefFunctions,
  policy: Float64Array,
  stride: number,
): void {
  const { points, belief } = grid;
  const { resolute, irresolute, entryPosition, endPosition, values } = batch;
  const { committee, halfTypeGap, depth } = game;
  const { slopes, shifts, coefficients, starts, scales, offsets, lastCells } = committee;
  const single = committee.single === true;
  const table = EXPONENTIAL_TABLE;
  for (let v = 0; v < batch.count; v++) {
    const yesAt = batch.yesFunction[v] * Player.Count * points;
    const yesR = batch.yesCoalition[v] + batch.yesScale[v] * yes.values[yesAt + points];
    const yesI = batch.yesCoalition[v] + batch.yesScale[v] * yes.values[yesAt + 2 * points];
    const noR = batch.noResolute[v];
    const noI = batch.noIrresolute[v];
    const gapR = yesR - noR + halfTypeGap;
    const gapI = yesI - noI - halfTypeGap;
    // The conjecture is the play of the step before the last, or even odds if there is only one.
    let or = 1;
    let oi = 1;
    let er = 1;
    let ei = 1;
    for (let step = depth > 1 ? 1 : 0; step >= 0; step--) {
      or = er;
      oi = ei;
      const index = step * Shortfall.Count + batch.shortfall[v];
      const start = single ? 0 : starts[index];
      const scale = single ? 0 : scales[index];
      const offset = single ? 0 : offsets[index];
      const lastCell = single ? 0 : lastCells[index];
      const slope = slopes[index];
      const shift = shifts[index];
      const actR = single ? slope * gapR + shift : readCurve(coefficients, offset, lastCell, (gapR - start) * scale);
      const actI = single ? slope * gapI + shift : readCurve(coefficients, offset, lastCell, (gapI - start) * scale);
      er = exponential(Number.isNaN(actR) ? -committee.tabulatedLogOdds(index, gapR) : -actR, table);
      ei = exponential(Number.isNaN(actI) ? -committee.tabulatedLogOdds(index, gapI) : -actI, table);
    }
    const pr = 1 / (1 + er);
    const pi = 1 / (1 + ei);
    const qr = er * pr;
    const qi = ei * pi;
    const out = v * Player.Count * points;
    let offset = batch.policyOffset[v];
    for (let g = 0; g < points; g++, offset += stride) {
      const at = offset & Mask.Policy;
      resolute[v * points + g] = or;
      irresolute[v * points + g] = oi;
      policy[at] = pr;
      policy[at + Play.ResoluteNo] = qr;
      policy[at + Play.IrresoluteYes] = pi;
      policy[at + Play.IrresoluteNo] = qi;
      values[out + points + g] = pr * yesR + qr * noR;
      values[out + 2 * points + g] = pi * yesI + qi * noI;
    }
  }
  infer(grid, batch);
  for (let v = 0; v < batch.count; v++) {
    const cells = batch.yesFunction[v] * points * Cell.Width;
    const scale = batch.yesScale[v];
    const yesChallenger = batch.yesChallenger[v];
    const noChallenger = batch.noChallenger[v];
    const out = v * Player.Count * points;
    let offset = batch.policyOffset[v];
    for (let g = 0, n = v * points; g < points; g++, n++, offset += stride) {
      const at = offset & Mask.Policy;
      const b = belief[g];
      const entry = entryPosition[n];
      let yesValue = yesChallenger;
      if (scale !== 0) {
        const cell = (cells + Cell.Width * (entry | 0)) & Mask.Cells;
        yesValue += scale * (yes.cells[cell] + yes.cells[cell + 1] * entry);
      }
      policy[at + Play.EntryPosition] = entry;
      policy[at + Play.EndPosition] = endPosition[n];
      const act = b * policy[at] + (1 - b) * policy[at + Play.IrresoluteYes];
      const refrain = b * policy[at + Play.ResoluteNo] + (1 - b) * policy[at + Play.IrresoluteNo];
      values[out + g] = act * yesValue + refrain * noChallenger;
    }
  }
  batch.count = 0;
}
