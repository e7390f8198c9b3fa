import { describe, expect, test } from 'vitest';
import { effortsAfter, planCourse } from '../../src/deterrence/course.ts';
import { prepareGame } from '../../src/deterrence/game.ts';
import { Size } from '../../src/deterrence/layout.ts';
import { createModel } from '../../src/deterrence/model.ts';
import { OUTPUTS, outputIndex } from '../../src/deterrence/outputs.ts';
import { parameterIndex } from '../../src/deterrence/parameters.ts';
import { type World, worldFaults } from '../../src/deterrence/world.ts';
import { uniformStream } from '../../src/random/stream.ts';
import { deviation, evaluate, outputsOf } from './evaluation.ts';
import { worldWith } from './known-answers.ts';
import { changingWorld, livelyWorld, randomFor } from './random-worlds.ts';

type Values = Readonly<Record<string, number>>;

/** A world of reference values, changed from the start and by later phases, each on top of the one before. */
function changing(values: Values, ...phases: readonly (readonly [fromYear: number, values: Values])[]): World {
  const world = worldWith(values);
  let { parameters } = world;
  return {
    ...world,
    phases: phases.map(([fromYear, later]) => {
      parameters = parameters.slice();
      for (const [id, value] of Object.entries(later)) parameters[parameterIndex(id)] = value;
      return { fromYear, parameters };
    }),
  };
}

/** The same world without its phases. */
const unchanging = ({ phases: _, ...world }: World): World => world;

describe('a path that says twice the same', () => {
  const random = randomFor('twice the same');
  const worlds: [string, World][] = [
    ['reference values', worldWith({})],
    ['seen wrongly', worldWith({ 'challenger.overconfidence': 0.5, 'challenger.misperception_resolve': -1 })],
    ...[1, 2, 3, 4, 5, 6].map((i): [string, World] => [`random world ${i}`, livelyWorld(random, 4)]),
  ];
  test.each(worlds)('is the path that says it once, to 1e-12: %s', (_, world) => {
    const { parameters } = world;
    const twice = { ...world, phases: [1.1, 1.6].map((fromYear) => ({ fromYear, parameters: parameters.slice() })) };
    const [once, again] = [evaluate(world), evaluate(twice)];
    OUTPUTS.forEach(({ name }, i) => {
      expect(deviation(again.outputs[i], once.outputs[i]), name).toBeLessThan(1e-12);
    });
    once.timeline.flat().forEach((share, i) => {
      expect(Math.abs(again.timeline.flat()[i] - share)).toBeLessThan(1e-12);
    });
  });
});

describe('what has been built up', () => {
  test('is the integral of effort', () => {
    const { phases } = planCourse(
      changing(
        { 'fortress.half_years': 3.5, 'integration.midpoint_years': 9 },
        [3, { 'fortress.half_years': 1.75 }],
        [6, { 'fortress.half_years': 500, 'integration.midpoint_years': 3 }],
      ),
    );
    expect(effortsAfter(phases, 2).fortress).toBe(2 / 3.5);
    expect(effortsAfter(phases, 5).fortress).toBeCloseTo(3 / 3.5 + 2 / 1.75, 14);
    expect(effortsAfter(phases, 10).fortress).toBeCloseTo(3 / 3.5 + 3 / 1.75 + 4 / 500, 14);
    expect(effortsAfter(phases, 10).integration).toBeCloseTo(6 / 9 + 4 / 3, 14);
  });

  test('makes the strength of a defender who steps up, by hand', () => {
    // F = X²/(1+X²) with X = 3/3.5 + 2.125/1.75 in the middle of the period that begins in year 5.
    const game = prepareGame(
      changing(
        {
          'fortress.gain': 1,
          'fortress.backer_dependence': 0,
          'contest.decisiveness': 1,
          'contest.defender_advantage': 1,
        },
        [3, { 'fortress.half_years': 1.75 }],
      ),
    );
    const x = 3 / 3.5 + 2.125 / 1.75;
    const strength = 0.75 * (1 + (x * x) / (1 + x * x));
    expect(game.schedule.lone[Size.States * 20]).toBeCloseTo(1 / (1 + strength), 14);
  });

  test('is not lost when the effort ends: from then on the fortress stands still', () => {
    const stopped = prepareGame(changing({ 'fortress.gain': 2 }, [4, { 'fortress.half_years': 500 }]));
    const lone = (t: number) => stopped.schedule.lone[Size.States * t];
    for (let t = 1; t <= 40; t++) expect(lone(t)).toBeLessThan(lone(t - 1));
    expect(lone(40)).toBeGreaterThan(0.97 * lone(16));
  });

  test('has delivered sanctions that a later veto does not undo, and that grow at the rate in force', () => {
    const { phases } = planCourse(
      changing(
        { 'embargo.veto_share': 0.2, 'embargo.phase_out_rate': 0.5 },
        [2, { 'embargo.phase_out_rate': 1 }],
        [3, { 'embargo.veto_share': 0.9 }],
        [5, { 'embargo.veto_share': 0 }],
      ),
    );
    const after3 = 0.8 * (1 - Math.exp(-2));
    expect(effortsAfter(phases, 3).sanctions).toBeCloseTo(after3, 14);
    expect(effortsAfter(phases, 5).sanctions).toBeCloseTo(after3, 14);
    expect(effortsAfter(phases, 6).sanctions).toBeCloseTo(1 - (1 - after3) * Math.exp(-1), 14);
  });
});

/** A ceasefire at once that nothing disturbs, so that the budget counts the troops in place and nothing else. */
const QUIET: Values = {
  'ceasefire.offer_rate': 4,
  'war.gain': 0,
  'war.cost': 1000,
  'challenger.challenge_rate': 0,
  'budget.troop_cost': 1,
  'budget.fortress_cost': 0,
};
const withoutTroops = { ...QUIET, 'tripwire.troops': 0 };

/** Expected troop-years of a force that is wanted from a period on and arrives at the end of each with a chance. */
function troopYears(troops: number, fromPeriod: number, untilPeriod: number, arrival: number): number {
  let absent = 1;
  let sum = 0;
  for (let t = fromPeriod; t < untilPeriod; t++) {
    sum += 0.25 * troops * (1 - absent);
    absent *= 1 - arrival;
  }
  return sum;
}

describe('a deployment that begins later', () => {
  const arrival = 1 - Math.exp(-0.25 / 0.75);

  test('takes deploy_years from then, however long the ceasefire has lasted', () => {
    const late = outputsOf(changing(withoutTroops, [3, { 'tripwire.troops': 20 }]));
    expect(late('ceasefires')).toBeGreaterThan(1 - 1e-9);
    expect(late('budget')).toBeCloseTo(troopYears(20, 12, 40, arrival), 9);
  });

  test('brings the force with the end of the period in which it is wanted, when it takes no time', () => {
    const late = outputsOf(changing({ ...withoutTroops, 'tripwire.deploy_years': 0 }, [3, { 'tripwire.troops': 20 }]));
    expect(late('budget')).toBeCloseTo(20 * (7 - 0.25), 9);
  });

  test('raises a smaller force that stays until then', () => {
    const raised = outputsOf(changing({ ...QUIET, 'tripwire.troops': 8 }, [3, { 'tripwire.troops': 20 }]));
    let [none, small, sum] = [1, 0, 0];
    for (let t = 0; t < 40; t++) {
      const here = 1 - none - small;
      sum += 0.25 * (8 * small + 20 * here);
      const arrives = arrival * none;
      if (t < 12) [none, small] = [none - arrives, small + arrives];
      else [none, small] = [none - arrives, small * (1 - arrival)];
    }
    expect(raised('budget')).toBeCloseTo(sum, 9);
  });

  test('ends at once where the force is no longer wanted', () => {
    const withdrawn = outputsOf(changing({ ...QUIET, 'tripwire.troops': 20 }, [3, { 'tripwire.troops': 0 }]));
    expect(withdrawn('budget')).toBeCloseTo(troopYears(20, 0, 12, arrival), 9);
    const reduced = outputsOf(changing({ ...QUIET, 'tripwire.troops': 20 }, [3, { 'tripwire.troops': 5 }]));
    const [before, after] = [
      troopYears(20, 0, 12, arrival),
      troopYears(5, 0, 40, arrival) - troopYears(5, 0, 12, arrival),
    ];
    expect(reduced('budget')).toBeCloseTo(before + after, 9);
  });

  test('leaves the challenger’s rearmament on its own clock', () => {
    // With nothing that the force changes but its cost, the later troops alter no outcome.
    const idle = {
      'tripwire.troops': 0,
      'tripwire.distance_km': 1e6,
      'tripwire.strength_per_10k': 0,
      'challenger.troop_aversion': 0,
    };
    const without = evaluate(worldWith(idle));
    const late = evaluate(changing(idle, [3, { 'tripwire.troops': 20 }]));
    OUTPUTS.forEach(({ name }, i) => {
      if (name === 'budget') expect(late.outputs[i]).toBeGreaterThan(without.outputs[i]);
      else expect(deviation(late.outputs[i], without.outputs[i]), name).toBeLessThan(1e-12);
    });
  });

  test('comes too late where it is wanted in the last period only', () => {
    const untroubled = { 'tripwire.troops': 0, 'clock.salvage_years': 0 };
    const none = evaluate(worldWith(untroubled));
    const last = evaluate(changing(untroubled, [9.8, { 'tripwire.troops': 20 }]));
    OUTPUTS.forEach(({ name }, i) => {
      expect(deviation(last.outputs[i], none.outputs[i]), name).toBeLessThan(1e-12);
    });
  });
});

describe('both sides foresee a change of course', () => {
  test('which moves her values and what happens in the years before it', () => {
    const kept = evaluate(worldWith({ 'tripwire.troops': 0 }));
    const foreseen = evaluate(changing({ 'tripwire.troops': 0 }, [3, { 'tripwire.troops': 40 }]));
    const value = outputIndex('value_challenger');
    expect(foreseen.outputs[value]).toBeLessThan(kept.outputs[value] - 1);
    // At the end of year 1, two years before any soldier comes.
    expect(Math.abs(foreseen.timeline[3][0] - kept.timeline[3][0])).toBeGreaterThan(0.01);
  });

  test('so that a fortress that is yet to come is attacked before it stands', () => {
    const fortress = { 'tripwire.troops': 0, 'challenger.leverage': 20 };
    const assaults = (world: World) => outputsOf(world)('assaults_preferred') + outputsOf(world)('assaults');
    const early = (world: World) =>
      evaluate(world)
        .timeline[11].slice(3, 5)
        .reduce((x, y) => x + y);
    const coming = changing({ ...fortress, 'fortress.gain': 0 }, [
      3,
      { 'fortress.gain': 3, 'fortress.half_years': 0.5 },
    ]);
    expect(early(coming)).toBeGreaterThan(early(unchanging(coming)) + 0.01);
    expect(assaults(coming)).toBeGreaterThan(0);
  });
});

const HISTORIES = 20_000;
/** Two-sided z of an error rate of 1e-3 over at most 250 tests (Bonferroni). */
const CRITICAL = 4.6;
const FEW = 60;

describe('histories of a path that changes course', () => {
  const busy = { 'tripwire.deploy_years': 0.5, 'tripwire.distance_km': 20, 'challenger.rationality': 0.05 };
  const meek = { 'coalition.rationality': 0.02, 'ladder.war_loss_coalition': 30, 'ladder.nuclear_loss': 100 };
  const random = randomFor('phased histories');
  const worlds: [string, World][] = [
    ['late troops', changing({ ...busy, ...meek, 'tripwire.troops': 0 }, [2, { 'tripwire.troops': 20 }])],
    [
      'up, up and down',
      changing(
        { ...busy, ...meek, 'tripwire.troops': 4 },
        [1, { 'tripwire.troops': 20, 'coalition.erosion': 1, 'roe.threshold': 5 }],
        [2, { 'tripwire.troops': 40, 'backer.volatility': 3, 'coalition.quorum': 0.9 }],
        [4, { 'tripwire.troops': 6, 'challenger.rearm_years': 0.5, 'challenger.challenge_rate': 3 }],
      ),
    ],
    ...[1, 2, 3].map((i): [string, World] => [`random world ${i}`, changingWorld(random, 4, [0.5, 1.2])]),
  ];

  test.each(worlds)('have the means of the exact pass: %s (z-tests, family-wise error rate 1e-3)', (name, world) => {
    expect(worldFaults(world)).toEqual([]);
    const { outputs } = evaluate(world);
    const streams = Array.from({ length: HISTORIES }, (_, i) => uniformStream(`phases ${name}`, 'history', `${i}`));
    const histories = createModel().simulate(world, streams);
    let tests = 0;
    OUTPUTS.forEach(({ name: output, kind }, index) => {
      const isWord = output === 'uncovered_cheque' || output === 'broken_promise';
      if ((kind === 'derived' || kind === 'utility') && !isWord) return;
      const values = histories.map((history) => history[index]).filter((value) => !Number.isNaN(value));
      const exact = outputs[index];
      if (!(exact * values.length > FEW)) return;
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
      tests++;
      if (variance === 0) expect(Math.abs(mean - exact), output).toBeLessThan(1e-9);
      else expect(Math.abs(mean - exact) / Math.sqrt(variance / values.length), output).toBeLessThan(CRITICAL);
    });
    expect(tests).toBeGreaterThan(5);
    expect(tests).toBeLessThanOrEqual(50);
  });
});

describe('a world with phases', () => {
  test('is at fault where a phase is: its year, its values, and what cannot change', () => {
    const subjects = (world: World) => worldFaults(world).map(({ subject }) => subject);
    expect(subjects(changing({}, [0, {}]))).toEqual(['from_year']);
    expect(subjects(changing({}, [10, {}]))).toEqual(['from_year']);
    expect(subjects(changing({}, [4, {}], [4, {}]))).toEqual(['from_year']);
    expect(subjects(changing({}, [3, { 'fortress.gain': -1 }]))).toEqual(['fortress.gain@3']);
    expect(subjects(changing({}, [3, { 'coalition.resolve': 0.9 }]))).toEqual(['coalition.resolve@3']);
    expect(subjects(changing({}, [3, { 'clock.discount_rate': 0 }]))).toEqual(['clock.discount_rate@3']);
    expect(subjects(changing({}, [3, { 'ceasefire.offer_rate': 5 }]))).toEqual(['ceasefire.offer_rate@3']);
  });

  test('has outcomes that sum to 1 and finite values', () => {
    const random = randomFor('phased invariants');
    for (let i = 0; i < 40; i++) {
      const { outputs, timeline } = evaluate(changingWorld(random, 3, [0.1 + 1.5 * random()]));
      for (const row of timeline) expect(row.reduce((x, y) => x + y)).toBeCloseTo(1, 12);
      expect(Number.isFinite(outputs[outputIndex('value_challenger')])).toBe(true);
    }
  });

  test('is the same whatever the model evaluated before', () => {
    const model = createModel();
    const phased = changing({ 'tripwire.troops': 0 }, [3, { 'tripwire.troops': 20 }], [5, { 'tripwire.troops': 30 }]);
    const fresh = evaluate(phased).outputs;
    const plain = evaluate(worldWith({})).outputs;
    for (const [world, expected] of [
      [phased, fresh],
      [worldWith({}), plain],
      [phased, fresh],
    ] as const) {
      expect([...evaluate(world, model).outputs]).toEqual([...expected]);
    }
  });

  test('is a change from the first period where that begins after the year', () => {
    const early = evaluate(changing({ 'tripwire.troops': 0 }, [0.1, { 'tripwire.troops': 20 }]));
    const always = evaluate(worldWith({ 'tripwire.troops': 20 }));
    OUTPUTS.forEach(({ name }, i) => {
      expect(deviation(early.outputs[i], always.outputs[i]), name).toBeLessThan(1e-12);
    });
  });
});
