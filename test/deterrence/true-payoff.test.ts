import { describe, expect, test } from 'vitest';
import { type Game, prepareGame } from '../../src/deterrence/game.ts';
import type { HistoryEvent } from '../../src/deterrence/history-events.ts';
import { Posture, Size } from '../../src/deterrence/layout.ts';
import { createModel } from '../../src/deterrence/model.ts';
import { ON_DEMAND_OUTPUTS, OUTPUTS, outputIndex } from '../../src/deterrence/outputs.ts';
import { parameterIndex } from '../../src/deterrence/parameters.ts';
import { simulate } from '../../src/deterrence/simulate.ts';
import { createSolution, solve } from '../../src/deterrence/solve.ts';
import { type World, withParameters } from '../../src/deterrence/world.ts';
import { uniformStream } from '../../src/random/stream.ts';
import { deviation, evaluate } from './evaluation.ts';
import { worldWith } from './known-answers.ts';
import { evaluatePlainly } from './plain-model.ts';
import { changingWorld, livelyWorld, randomFor } from './random-worlds.ts';

type Values = Readonly<Record<string, number>>;

const model = createModel();

/** Her true payoff, and what she expects, of a ceasefire at the start. */
function hers(world: World): { payoff: number; value: number } {
  const outputs = new Float64Array(OUTPUTS.length);
  const onDemand = new Float64Array(ON_DEMAND_OUTPUTS.length).fill(Number.NaN);
  model.evaluate(world, outputs, undefined, onDemand);
  return { payoff: onDemand[0], value: outputs[outputIndex('value_challenger')] };
}

const read = ({ parameters }: World, id: string) => parameters[parameterIndex(id)];

/** The same world, seen as it is. */
const seen = (world: World) =>
  withParameters(world, (parameters) => {
    for (const error of ['misperception_resolve', 'misperception_backing', 'overconfidence']) {
      parameters[parameterIndex(`challenger.${error}`)] = 0;
    }
  });

/** Errors of all three kinds, on ladders and in wars that are reached. */
const ERRORS: Values = {
  'challenger.misperception_resolve': -1.2,
  'challenger.misperception_backing': 0.8,
  'challenger.overconfidence': 0.7,
};
/** Troops near the front, a challenger who tries things, and a short clock: much happens and much is learnt. */
const BUSY: Values = {
  'clock.years': 4,
  'clock.step_years': 0.5,
  'tripwire.distance_km': 20,
  'tripwire.deploy_years': 0.1,
  'challenger.rationality': 0.1,
  'coalition.erosion': 0.5,
};

describe('what the challenger really gets', () => {
  const random = randomFor('true payoff');
  const worlds: [string, World][] = [
    ...Array.from({ length: 12 }, (_, i): [string, World] => [`random world ${i}`, livelyWorld(random, 4)]),
    ...[[0.6], [1.1], [0.9, 1.3], [0.4, 0.9, 1.4], [0.7, 1.2]].map((fromYears, i): [string, World] => [
      `random world ${i} that changes course`,
      changingWorld(random, 3, fromYears),
    ]),
  ];

  // To 1e-6 where several vote: their votes are read from a table.
  test.each(worlds)('is what the plain model counts forward: %s', (_, world) => {
    const plain = evaluatePlainly(world, false).challengerPayoffs;
    const resolve = read(world, 'coalition.resolve');
    const voters = world.members.filter(({ weight }) => weight > 0).length;
    const { payoff } = hers(world);
    expect(deviation(payoff, resolve * plain[0] + (1 - resolve) * plain[1])).toBeLessThan(voters > 1 ? 1e-6 : 1e-9);
  });

  test('differs from what she expects and from what she would get if she knew the truth, either way', () => {
    const gaps = worlds.map(([, world]) => {
      const erring = hers(world);
      return { disappointment: erring.value - erring.payoff, cost: hers(seen(world)).payoff - erring.payoff };
    });
    for (const of of ['disappointment', 'cost'] as const) {
      expect(Math.max(...gaps.map((gap) => gap[of]))).toBeGreaterThan(0.01);
      expect(Math.min(...gaps.map((gap) => gap[of]))).toBeLessThan(-0.01);
    }
  });

  test('needs nothing to be left over: it is the same after any other world, and changes no other output', () => {
    const [first, second] = [worlds[1][1], worlds.at(-1)?.[1]];
    if (second === undefined) throw new RangeError('no worlds');
    const alone = createModel();
    const onDemand = new Float64Array(ON_DEMAND_OUTPUTS.length);
    const outputs = new Float64Array(OUTPUTS.length);
    alone.evaluate(second, outputs, undefined, onDemand);
    hers(first);
    expect(hers(second).payoff).toBe(onDemand[0]);
    expect(outputs).toEqual(evaluate(second).outputs);
  });

  test('is the same where one phase changes nothing, to 1e-12', () => {
    for (const values of [{}, ERRORS, { ...BUSY, ...ERRORS }]) {
      const world = worldWith(values);
      const { parameters } = world;
      const twice = { ...world, phases: [1.1, 1.6].map((fromYear) => ({ fromYear, parameters: parameters.slice() })) };
      expect(deviation(hers(twice).payoff, hers(world).payoff)).toBeLessThan(1e-12);
    }
  });
});

describe('without errors it is what she expects', () => {
  test.each<[string, Values]>([
    ['the type is as good as certain to be irresolute', { 'coalition.resolve': 1e-11 }],
    [
      'the type is as good as certain to be resolute, for good',
      { 'coalition.resolve': 1 - 1e-11, 'coalition.erosion': 0 },
    ],
    ['both types act alike', { 'coalition.type_gap': 0, 'coalition.stake_irresolute': 60 }],
  ])('to 1e-9 where nothing can be learnt: %s', (_, values) => {
    for (const base of [{}, BUSY]) {
      const { payoff, value } = hers(worldWith({ ...base, ...values }));
      expect(deviation(payoff, value)).toBeLessThan(1e-9);
    }
  });

  test('to 1e-9 also where the play of all periods is too large to keep', () => {
    const long = { 'clock.years': 6, 'clock.step_years': 0.005, 'solver.belief_points': 11 };
    const alike = { 'coalition.type_gap': 0, 'coalition.stake_irresolute': 60 };
    const world = worldWith({ ...BUSY, ...alike, ...long, 'solver.introspection_depth': 1 });
    expect(createSolution(prepareGame(world)).keepsAllPeriods).toBe(false);
    const { payoff, value } = hers(world);
    expect(deviation(payoff, value)).toBeLessThan(1e-9);
  });

  // Her value is linear between the points of the grid, where payoffs by type, weighed by the belief, are not: an error
  // of second order in the distance of the points, which is quartered as that is halved.
  test('but for the grid where introspection has converged, so that she infers from the play', () => {
    const gap = (points: number, depth: number, telescoping = 1) => {
      const { payoff, value } = hers(
        worldWith({
          ...BUSY,
          'coalition.rationality': 0.02,
          'solver.telescoping': telescoping,
          'solver.introspection_depth': depth,
          'solver.belief_points': points,
        }),
      );
      return payoff - value;
    };
    const gaps = [9, 17, 33, 65].map((points) => gap(points, 20));
    [9, 65].forEach((points) => {
      expect(Math.abs(gap(points, 20) - gap(points, 19))).toBeLessThan(1e-10);
    });
    expect(Math.abs(gaps[0])).toBeLessThan(0.02);
    expect(Math.abs(gaps[0])).toBeGreaterThan(0.005);
    gaps.slice(1).forEach((finer, i) => {
      const ratio = gaps[i] / finer;
      expect(ratio).toBeGreaterThan(3);
      expect(ratio).toBeLessThan(6);
    });
  });

  test('but not where she infers from what the coalition would have done one step before', () => {
    const { payoff, value } = hers(worldWith(BUSY));
    expect(value - payoff).toBeGreaterThan(0.1);
  });
});

/**
 * Discounted true payoffs of one history to the challenger, counted event by event.
 * @param truth of the same world seen as it is
 */
function countPayoff(truth: Game, events: readonly HistoryEvent[]): number {
  const { schedule, cost, gain, discount, step } = truth;
  let sum = 0;
  let [t, u, k, kind, rung, backed] = [0, 0, 0, 0, 0, 0];
  let hasStopped = false;
  const state = () => Size.States * t + Size.Stages * u + k;
  const give = (payoff: number) => {
    sum += discount ** t * payoff;
  };
  for (const event of events) {
    const z = schedule.costMultiplier[t];
    switch (event.kind) {
      case 'period':
        [t, u, k, kind, rung, backed] = [event.period, event.posture, event.stage, 0, 0, 0];
        hasStopped = false;
        break;
      case 'choice':
        kind = event.choice;
        give(-cost[kind] * z);
        break;
      case 'backing':
        backed = event.happened ? 1 : 0;
        break;
      case 'rung':
        rung = event.rung;
        give(-truth.rungCostChallenger[2 * rung + backed] * z);
        break;
      case 'climb':
        if (event.happened || kind === 3) break;
        hasStopped = true;
        give(-truth.humiliationChallenger * rung);
        break;
      case 'spiral':
        if (event.happened) give(-(cost[3] - cost[2]) * z);
        break;
      case 'limited_success':
        if (event.happened) give(gain[2]);
        break;
      case 'war':
        give(event.happened ? gain[3] : -truth.defeatCost * z + schedule.afterWar[state()]);
        break;
      case 'nuclear_use':
        give(event.happened ? -NUCLEAR_LOSS : -WAR_LOSS * (1 + BACKING_WEIGHT * backed));
        break;
      case 'period_end':
        if (kind === 1 && !hasStopped) give(gain[1]);
        give(step * schedule.flow[state()]);
        if (event.advanced) k++;
        break;
      case 'posture':
        u = event.posture;
        break;
      case 'end':
        t++;
        if (event.outcome === 'ceasefire_holds') give(truth.salvage * schedule.flow[state()]);
        break;
      default:
    }
  }
  return sum;
}

const [NUCLEAR_LOSS, WAR_LOSS, BACKING_WEIGHT] = [300, 80, 0.6];

describe('what the challenger really gets is what histories bring her', () => {
  const HISTORIES = 6000;
  /** Two-sided z of an error rate of 1e-3 over 4 tests (Bonferroni). */
  const CRITICAL = 3.66;
  const base: Values = {
    ...BUSY,
    'ladder.nuclear_loss': NUCLEAR_LOSS,
    'ladder.war_loss_challenger': WAR_LOSS,
    'ladder.backing_weight': BACKING_WEIGHT,
    // A ceasefire is on offer at once, the backer is nearly always engaged, and lives up to it half the time.
    'ceasefire.offer_rate': 2,
    'backer.reliability': 0.98,
    'backer.backing_engaged': 0.5,
    'coalition.rationality': 0.05,
  };
  test.each<[string, Values]>([
    ['without errors', {}],
    ['with errors of all three kinds', ERRORS],
    ['with the opposite errors', Object.fromEntries(Object.entries(ERRORS).map(([id, value]) => [id, -value]))],
    [
      'with wars and climbs',
      { ...ERRORS, 'challenge.cost_assault': 5, 'challenge.spiral': 0.5, 'coalition.rationality': 0.01 },
    ],
  ])('%s (z-test, family-wise error rate 1e-3)', (name, values) => {
    const world = worldWith({ ...base, ...values });
    const truth = prepareGame(seen(world));
    const solution = createSolution(prepareGame(world));
    solve(solution);
    // The ceasefire begins with the first period.
    solution.acceptance.fill(1);
    const payoffs: number[] = [];
    const kinds = new Set<string>();
    for (let history = 0; history < HISTORIES; history++) {
      const events: HistoryEvent[] = [];
      simulate(solution, [uniformStream('true payoff', name, `${history}`)], (event) => events.push(event));
      const [start] = events;
      if (start.kind !== 'start' || start.posture !== Posture.Engaged) continue;
      payoffs.push(countPayoff(truth, events));
      for (const { kind } of events) kinds.add(kind);
    }
    expect(payoffs.length).toBeGreaterThan(0.9 * HISTORIES);
    for (const kind of ['climb', 'war', 'nuclear_use', 'limited_success', 'spiral', 'misreading'])
      expect(kinds).toContain(kind);
    const mean = payoffs.reduce((sum, payoff) => sum + payoff, 0) / payoffs.length;
    const variance = payoffs.reduce((sum, payoff) => sum + (payoff - mean) ** 2, 0) / (payoffs.length - 1);
    const error = Math.sqrt(variance / payoffs.length);
    const { payoff, value } = hers(world);
    expect(Math.abs(mean - payoff) / error).toBeLessThan(CRITICAL);
    // Precise enough to tell it from what she expects, where she errs.
    if (name !== 'without errors') expect(Math.abs(mean - value) / error).toBeGreaterThan(CRITICAL);
  });
});
