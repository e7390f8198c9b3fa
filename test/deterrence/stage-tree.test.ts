import { describe, expect, it } from 'vitest';
import { prepareGame } from '../../src/deterrence/game.ts';
import { Size } from '../../src/deterrence/layout.ts';
import { parameterIndex } from '../../src/deterrence/parameters.ts';
import { createSolution, lastStage, type Solution, solve, valueOffset } from '../../src/deterrence/solve.ts';
import { buildStageTree, type StageNode, type StageState } from '../../src/deterrence/stage-tree.ts';
import { exactVote } from '../../src/deterrence/vote.ts';
import type { Member, World } from '../../src/deterrence/world.ts';
import { worldWith } from './known-answers.ts';
import { changingWorld, livelyWorld, randomFor } from './random-worlds.ts';

const FIVE: Member[] = [
  { name: 'Bold', weight: 17, resolve: 7, conditionality: 5 },
  { name: 'Rich', weight: 17, resolve: -2, conditionality: 30 },
  { name: 'Near', weight: 6, resolve: 8, conditionality: 12 },
  { name: 'Far', weight: 7, resolve: 1, conditionality: 15 },
  { name: 'Observer', weight: 0, resolve: 90, conditionality: 0 },
];

const MISPERCEIVED = {
  'challenger.misperception_resolve': -0.8,
  'challenger.misperception_backing': -1.2,
  'challenger.overconfidence': 0.7,
};

/** Of long ladders the trees are large: three rungs below the top show everything. */
const shortened = (world: World): World => ({ ...world, ladder: world.ladder.slice(0, 4) });

const random = randomFor('stage tree');
const WORLDS: [name: string, world: World][] = [
  ['of reference values', worldWith({})],
  ['with misperceptions', worldWith(MISPERCEIVED)],
  ['of five members', worldWith({ 'coalition.quorum': 0.5 }, FIVE)],
  ['of five members with misperceptions', worldWith({ ...MISPERCEIVED, 'coalition.type_gap': 30 }, FIVE)],
  ['of one step of introspection', worldWith({ 'solver.introspection_depth': 1 })],
  ['without troops', worldWith({ 'tripwire.troops': 0 })],
  ...Array.from({ length: 10 }, (_, i): [string, World] => [
    `drawn at random, ${i + 1}`,
    shortened(livelyWorld(random, 5)),
  ]),
  ...[[0.6], [0.4, 1.1], [0.9, 1.4]].map((fromYears, i): [string, World] => [
    `that changes course, ${i + 1}`,
    shortened(changingWorld(random, 3, fromYears)),
  ]),
];

function solved(world: World): Solution {
  const solution = createSolution(prepareGame(world));
  solve(solution);
  return solution;
}

/** What holds in the middle of a period. */
function parametersIn({ parameters, phases = [] }: World, period: number): Float64Array {
  const years = (period + 0.5) * parameters[parameterIndex('clock.step_years')];
  return phases.findLast(({ fromYear }) => fromYear <= years)?.parameters ?? parameters;
}

function* statesOf({ game, grid }: Solution): Generator<StageState> {
  const middle = grid.points >> 1;
  for (const [period, posture] of [
    [0, 0],
    [Math.floor(game.periods / 2), 2],
    [game.periods - 1, 1],
  ]) {
    const stage = lastStage(period);
    for (const point of [0, 1, middle, grid.points - 1]) yield { period, posture, stage, belief: grid.belief[point] };
  }
}

function* nodesOf(root: StageNode): Generator<StageNode> {
  const waiting = [root];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    yield node;
    for (const { next } of node.moves) waiting.push(next);
  }
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
/** Near rounding error of values as large as these. */
const scaleOf = (values: readonly number[]) => Math.max(1, ...values.map(Math.abs));

describe('the tree of a period, at every belief', () => {
  it.each(WORLDS)('is worth to everybody what the engine says, to 1e-9, in a world %s', (_, world) => {
    const solution = solved(world);
    const { points } = solution.grid;
    for (const state of statesOf(solution)) {
      const root = buildStageTree(world, solution, state);
      const at = valueOffset(solution, state.period, Size.Stages * state.posture + state.stage) + root.point;
      const engine = [0, 1, 2].map((player) => solution.values[at + player * points]);
      root.values.forEach((value, player) => {
        expect(Math.abs(value - engine[player]), JSON.stringify(state)).toBeLessThan(1e-9 * scaleOf(engine));
      });
    }
  });

  it.each(WORLDS)(
    'has a challenger whose moves are the logit of what she expects from them, in a world %s',
    (_, world) => {
      const solution = solved(world);
      let worst = 0;
      for (const state of statesOf(solution)) {
        const rationality = parametersIn(world, state.period)[parameterIndex('challenger.rationality')];
        for (const node of nodesOf(buildStageTree(world, solution, state))) {
          if (node.kind !== 'challenger') continue;
          const values = node.moves.map((move) => move.next.values[0]);
          for (const { play, next } of node.moves) {
            const odds = values.reduce((sum, value) => sum + Math.exp(rationality * (value - next.values[0])), 0);
            worst = Math.max(worst, Math.abs(play - 1 / odds) / Math.max(1, rationality * scaleOf(values)));
          }
        }
      }
      expect(worst).toBeLessThan(1e-9);
    },
  );

  // A committee's log-odds are interpolated to 1e-6.
  it.each(WORLDS)('has votes that answer what acting is worth to each type, to 1e-6, in a world %s', (_, world) => {
    const solution = solved(world);
    const voters = world.members.filter((member) => member.weight > 0);
    const weights = voters.map((member) => member.weight);
    let worst = 0;
    for (const state of statesOf(solution)) {
      const p = (id: string) => parametersIn(world, state.period)[parameterIndex(id)];
      const need = p('coalition.quorum') * weights.reduce((a, b) => a + b) - 1e-9;
      for (const node of nodesOf(buildStageTree(world, solution, state))) {
        if (node.kind !== 'vote') continue;
        const [act, refrain] = node.moves;
        for (const type of [0, 1] as const) {
          const gap = act.next.values[1 + type] - refrain.next.values[1 + type];
          const inclined = (type === 0 ? 0.5 : -0.5) * p('coalition.type_gap');
          const chance = (sign: number) =>
            voters.map((m) =>
              sigmoid(
                sign * p('coalition.rationality') * (gap + inclined + m.resolve - m.conditionality * node.shortfall),
              ),
            );
          const exact = exactVote(chance(1), chance(-1), weights, need);
          worst = Math.max(worst, Math.abs(act.play[type] - exact.act));
          worst = Math.max(worst, Math.abs(refrain.play[type] - exact.refrain));
        }
      }
    }
    expect(worst).toBeLessThan(1e-6);
  });

  it('has chances that sum to 1, as they are and as she reckons them', () => {
    for (const [, world] of WORLDS.slice(0, 6)) {
      const solution = solved(world);
      const state: StageState = { period: 3, posture: 1, stage: 2, belief: 0.5 };
      for (const node of nodesOf(buildStageTree(world, solution, state))) {
        if (node.kind !== 'chance') continue;
        expect(node.moves.reduce((sum, m) => sum + m.probability, 0)).toBeCloseTo(1, 12);
        expect(node.moves.reduce((sum, m) => sum + m.seen, 0)).toBeCloseTo(1, 12);
      }
    }
  });

  it('keeps the belief within [0, 1], and where it is certain', () => {
    const world = worldWith({});
    const solution = solved(world);
    for (const belief of [0, 0.5, 1]) {
      const points = [...nodesOf(buildStageTree(world, solution, { period: 3, posture: 0, stage: 1, belief }))].map(
        (node) => node.point,
      );
      const range = [Math.min(...points), Math.max(...points)];
      if (belief === 0.5) expect(range[0] >= 0 && range[1] > 4 && range[1] <= 8).toBe(true);
      else expect(range).toEqual([8 * belief, 8 * belief]);
    }
  });

  it('is solved again where the play of all periods is not kept', () => {
    const world = worldWith({ 'clock.years': 500, 'clock.step_years': 0.25 });
    const solution = solved(world);
    expect(solution.keepsAllPeriods).toBe(false);
    const root = buildStageTree(world, solution, { period: 1500, posture: 0, stage: 1, belief: 0.5 });
    const at = valueOffset(solution, 1500, 1) + root.point;
    root.values.forEach((value, player) => {
      expect(value).toBeCloseTo(solution.values[at + 9 * player], 9);
    });
  });

  it('refuses states that there are not', () => {
    const world = worldWith({});
    const build = (change: Partial<StageState>) => () =>
      buildStageTree(world, solved(world), { period: 1, posture: 0, stage: 1, belief: 1, ...change });
    expect(build({ period: 40 })).toThrow(new RangeError('period 40: must be an integer from 0 to 39'));
    expect(build({ posture: 3 })).toThrow(/^posture 3: must be an integer from 0 to 2/);
    expect(build({ stage: 2 })).toThrow(new RangeError('in period 1 stage 2: must be an integer from 0 to 1'));
    expect(build({ belief: 0.3 })).toThrow(new RangeError('belief 0.3: must be a multiple of 1/8 from 0 to 1'));
    expect(build({ belief: Number.NaN })).toThrow(/^belief NaN/);
  });
});
