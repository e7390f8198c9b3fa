/**
 * The principal branch of the agent quantal response equilibria of a game (McKelvey & Palfrey 1998): the curve of
 * equilibria that begins with even odds at λ = 0. Where there are information sets, equilibria need not be unique, nor λ
 * rise along the curve; the branch is therefore followed as a curve, by Euler prediction and Newton correction, and
 * turns where it turns (Turocy, Games and Economic Behavior 51, 2005, and Economic Theory 42, 2010; Allgower & Georg,
 * Numerical Continuation Methods, 1990).
 */
import exp from '@stdlib/math-base-special-exp';
import type { GameNode, GameTree } from './game-tree.ts';
import { solveLinearSystem } from './linear-system.ts';
import { type AgentForm, answerTo, differentiateAnswer, layOutAgents, respond } from './logit-response.ts';

/** An equilibrium on the branch. */
export interface LogitPoint {
  readonly lambda: number;
  /** Probability of each move at every node that has moves, in the order of the moves; that of chance included. */
  readonly probabilities: ReadonlyMap<GameNode, Float64Array>;
  /** What each player expects from a node on, the payoffs of the node itself included. */
  readonly values: ReadonlyMap<GameNode, Float64Array>;
  /** Largest difference between a probability and the logit answer to the play of all. */
  readonly residual: number;
}

export interface LogitBranch {
  readonly method: 'agent logit equilibrium on the principal branch';
  readonly game: GameTree;
  /** What λ is multiplied by for each player. */
  readonly weights: readonly number[];
  /** In ascending order of λ, each where the branch comes to that λ first. */
  readonly points: readonly LogitPoint[];
  /** Steps along the branch, and how often it turned back or forth in λ. */
  readonly steps: number;
  readonly turns: number;
}

/** The first step, and the shortest before the search is given up, in units of log-odds. */
const FIRST_STEP = 0.1;
const SHORTEST_STEP = 1e-9;
const MOST_STEPS = 20_000;
/** A step is taken back if its first correction is longer, if corrections shrink less, or if the curve bends more. */
const LONGEST_CORRECTION = 0.4;
const WORST_CONTRACTION = 0.5;
const SHARPEST_BEND = 0.85;
const MOST_CORRECTIONS = 12;
/** Corrections end when they are this small beside the unknowns. */
const CLOSE = 1e-12;

/**
 * Finds equilibria on the principal branch.
 * @param tree checked (`checkGameTree`)
 * @param lambdas one or several λ ≥ 0
 * @param weights one per player: her precision is λ times her weight; 1 for all when left out
 * @throws RangeError if a λ or weight is negative, not finite or missing, or an information set can never be reached;
 *   Error if the branch cannot be followed so far
 */
export function followLogitBranch(
  tree: GameTree,
  lambdas: number | readonly number[],
  weights: readonly number[] = tree.players.map(() => 1),
): LogitBranch {
  const targets = (typeof lambdas === 'number' ? [lambdas] : [...lambdas]).sort((a, b) => a - b);
  check('λ', targets, targets.length > 0, 'finite numbers of at least 0, at least one');
  const each = `${tree.players.length} finite numbers of at least 0, one per player`;
  check('weights', weights, weights.length === tree.players.length, each);
  const curve = createCurve(layOutAgents(tree), weights);
  const { points, ...walked } = walk(curve, targets);
  const method = 'agent logit equilibrium on the principal branch';
  return { method, game: tree, weights, points: points.map((at) => describePoint(curve, at)), ...walked };
}

function check(name: string, values: readonly number[], complete: boolean, form: string): void {
  if (complete && values.every((value) => value >= 0 && value < Number.POSITIVE_INFINITY)) return;
  throw new RangeError(`${name} ${values.join(', ')}: must be ${form}`);
}

/** The zeros of log-odds − λ · answer, a curve in the space of log-odds and λ (the last coordinate). */
interface Curve {
  readonly form: AgentForm;
  readonly weights: readonly number[];
  readonly size: number;
  /** The equations at a place, and their derivatives, rows of length `size`. */
  equations(at: Float64Array): { off: Float64Array; slopes: Float64Array };
}

function createCurve(form: AgentForm, weights: readonly number[]): Curve {
  const n = form.unknowns;
  const size = n + 1;
  return {
    form,
    weights,
    size,
    equations(at) {
      const lambda = at[n];
      const response = respond(form, at.subarray(0, n));
      const answer = answerTo(form, response, weights);
      // One row more than equations: the caller closes the system.
      const slopes = new Float64Array(size * size);
      differentiateAnswer(form, response, weights, slopes, size);
      const off = new Float64Array(size);
      for (let row = 0; row < n; row++) {
        off[row] = at[row] - lambda * answer[row];
        for (let j = 0; j < n; j++) slopes[row * size + j] = Number(row === j) - lambda * slopes[row * size + j];
        slopes[row * size + n] = -answer[row];
      }
      return { off, slopes };
    },
  };
}

/** Goes along the curve from λ = 0 until it has come to all targets. */
function walk(curve: Curve, targets: readonly number[]): { points: Float64Array[]; steps: number; turns: number } {
  const points: Float64Array[] = [];
  let at: Float64Array = new Float64Array(curve.size);
  while (points.length < targets.length && targets[points.length] === 0) points.push(at);
  let direction = tangent(curve, at, unit(curve.size));
  let length = FIRST_STEP;
  let steps = 0;
  let turns = 0;
  while (points.length < targets.length) {
    if (steps++ >= MOST_STEPS || length < SHORTEST_STEP || direction === undefined) {
      const target = targets[points.length];
      throw new Error(
        `λ ${target}: the branch could not be followed beyond ${at[curve.size - 1]}, after ${steps} steps`,
      );
    }
    const step = advance(curve, at, direction, length);
    const met = step && meetTargets(curve, at, step.at, targets.slice(points.length), length);
    if (!step || !met) {
      length /= 2;
      continue;
    }
    points.push(...met);
    if (step.direction[curve.size - 1] * direction[curve.size - 1] < 0) turns++;
    ({ at, direction } = step);
    length *= step.growth;
  }
  return { points, steps, turns };
}

function unit(size: number): Float64Array {
  const vector = new Float64Array(size);
  vector[size - 1] = 1;
  return vector;
}

/** One step along the curve, or nothing if it was too long. */
function advance(
  curve: Curve,
  from: Float64Array,
  direction: Float64Array,
  length: number,
): { at: Float64Array; direction: Float64Array; growth: number } | undefined {
  const guess = from.map((x, i) => x + length * direction[i]);
  // Across the tangent: the correction does not move along it.
  const corrected = correct(curve, guess, direction);
  if (!corrected || corrected.first > LONGEST_CORRECTION || corrected.contraction > WORST_CONTRACTION) return undefined;
  const ahead = tangent(curve, corrected.at, direction);
  if (!ahead || product(ahead, direction) < SHARPEST_BEND) return undefined;
  const strain = Math.max(corrected.first / LONGEST_CORRECTION, corrected.contraction / WORST_CONTRACTION);
  return { at: corrected.at, direction: ahead, growth: strain < 0.1 ? 2 : strain < 0.5 ? 1.3 : 0.8 };
}

/** The equilibria at those targets that a step has passed; nothing if one of them could not be found close by. */
function meetTargets(
  curve: Curve,
  from: Float64Array,
  to: Float64Array,
  targets: readonly number[],
  length: number,
): Float64Array[] | undefined {
  const last = curve.size - 1;
  const met: Float64Array[] = [];
  for (const target of targets) {
    if (to[last] < target) break;
    const share = (target - from[last]) / (to[last] - from[last]);
    const guess = from.map((x, i) => x + share * (to[i] - x));
    guess[last] = target;
    const found = correct(curve, guess, unit(curve.size));
    // Another branch with the same λ must not be taken for this one.
    if (!found || distance(found.at, guess) > Math.max(length, LONGEST_CORRECTION)) return undefined;
    found.at[last] = target;
    met.push(found.at);
  }
  return met;
}

/**
 * Newton's method from a guess to the curve.
 * @param across what corrections are at right angles to
 * @returns the place, the length of the first correction and the worst ratio of two successive ones
 */
function correct(
  curve: Curve,
  guess: Float64Array,
  across: Float64Array,
): { at: Float64Array; first: number; contraction: number } | undefined {
  let at = guess;
  let first = 0;
  let previous = Number.POSITIVE_INFINITY;
  let contraction = 0;
  for (let round = 0; round < MOST_CORRECTIONS; round++) {
    const { off, slopes } = curve.equations(at);
    slopes.set(across, (curve.size - 1) * curve.size);
    if (!solveLinearSystem(slopes, off)) return undefined;
    const size = Math.sqrt(product(off, off));
    if (round === 0) first = size;
    const scale = 1 + largest(at);
    // Close to the last digits corrections are rounding errors, whose ratio says nothing.
    if (round > 0 && size > 1e-8 * scale) contraction = Math.max(contraction, size / previous);
    at = at.map((x, i) => x - off[i]);
    if (size <= CLOSE * scale || (size <= 1e-9 * scale && size >= previous / 2)) return { at, first, contraction };
    previous = size;
  }
  return undefined;
}

/** Direction of the curve at a place, of length 1, on the side of another direction; nothing if it has none. */
function tangent(curve: Curve, at: Float64Array, along: Float64Array): Float64Array | undefined {
  const { slopes } = curve.equations(at);
  slopes.set(along, (curve.size - 1) * curve.size);
  const ahead = unit(curve.size);
  if (!solveLinearSystem(slopes, ahead)) return undefined;
  const length = Math.sqrt(product(ahead, ahead));
  return ahead.map((x) => x / length);
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function distance(a: Float64Array, b: Float64Array): number {
  const gap = a.map((x, i) => x - b[i]);
  return Math.sqrt(product(gap, gap));
}

function largest(a: Float64Array): number {
  return a.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
}

function describePoint({ form, weights, size }: Curve, at: Float64Array): LogitPoint {
  const lambda = at[size - 1];
  const response = respond(form, at.subarray(0, size - 1));
  const answer = answerTo(form, response, weights);
  let residual = 0;
  for (const { action, actions, unknown } of form.sets) {
    const odds = Array.from({ length: actions }, (_, a) => (a === 0 ? 0 : lambda * answer[unknown + a - 1]));
    const highest = Math.max(...odds);
    const total = odds.reduce((sum, x) => sum + exp(x - highest), 0);
    odds.forEach((x, a) => {
      residual = Math.max(residual, Math.abs(response.probability[action + a] - exp(x - highest) / total));
    });
  }
  const probabilities = new Map<GameNode, Float64Array>();
  const values = new Map<GameNode, Float64Array>();
  form.nodes.forEach((node, n) => {
    if (node.kind !== 'terminal') probabilities.set(node, response.chances[n].slice());
    values.set(node, response.values.slice(n * form.players, (n + 1) * form.players));
  });
  return { lambda, probabilities, values, residual };
}
