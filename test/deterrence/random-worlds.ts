/** Random worlds for tests: from the whole allowed box, and from a box in which most things happen. */
import { type AllowedRange, PARAMETERS, parameterIndex } from '../../src/deterrence/parameters.ts';
import {
  type Member,
  mayChange,
  REFERENCE_LADDER,
  REFERENCE_MEMBERS,
  type Rung,
  type World,
} from '../../src/deterrence/world.ts';
import { uniformStream } from '../../src/random/stream.ts';

export type Random = () => number;

/** A source of uniforms for one test, named by it. */
export function randomFor(test: string): Random {
  return uniformStream('stolperdraht tests', test);
}

export function pickInteger(random: Random, min: number, max: number): number {
  return min + Math.floor(random() * (max - min + 1));
}

const EDGE_CHANCE = 0.15;
const REFERENCE_CHANCE = 0.2;
/** Ranges wider than this are sampled by order of magnitude. */
const WIDE = 50;
const SMALLEST = 1e-4;

/** A value anywhere in a range: often an edge or the reference value, else uniform, or by order of magnitude if the range is wide. */
function anyValue(random: Random, range: AllowedRange, reference: number): number {
  const u = random();
  if (u < EDGE_CHANCE) return edge(range, random() < 0.5);
  if (u < EDGE_CHANCE + REFERENCE_CHANCE) return reference;
  if (range.integer) return pickInteger(random, range.min, range.max);
  if (range.max - range.min <= WIDE) return range.min + random() * (range.max - range.min);
  return Math.exp(Math.log(SMALLEST) + random() * (Math.log(range.max) - Math.log(SMALLEST)));
}

/** How far inside a bound that is not allowed itself. A quorum must stay above the 1e-9 by which ties are rounded. */
const INSIDE = 1e-8;

/** The bound of a range, or a value just inside if the bound is not allowed. */
function edge(range: AllowedRange, lower: boolean): number {
  if (lower) return range.minOpen ? range.min + INSIDE : range.min;
  return range.maxOpen ? range.max - INSIDE : range.max;
}

function anyMembers(random: Random, count: number): Member[] {
  const spread = random() < 0.2 ? 1e4 : 30;
  const members = Array.from({ length: count }, (_, m) => ({
    name: `member ${m}`,
    weight: random() < 0.1 ? 0 : pickInteger(random, 1, 30),
    resolve: (random() - 0.5) * spread,
    conditionality: (random() - 0.3) * spread,
  }));
  return members.some(({ weight }) => weight > 0) ? members : [...REFERENCE_MEMBERS];
}

function anyLadder(random: Random, count: number): Rung[] {
  return Array.from({ length: count }, (_, l) => ({
    name: `rung ${l + 1}`,
    risk: random() < 0.2 ? 0 : random() ** 3,
    costCoalition: random() < 0.2 ? 0 : random() * 30,
    costChallenger: random() < 0.2 ? 0 : random() * 30,
  }));
}

/** A clock of the given number of periods, and rates of opportunity that it allows. */
function setClock(parameters: Float64Array, random: Random, periods: number, step: number): void {
  parameters[parameterIndex('clock.step_years')] = step;
  parameters[parameterIndex('clock.years')] = Math.min(500, periods * step);
  for (const id of ['challenger.challenge_rate', 'ceasefire.offer_rate']) {
    parameters[parameterIndex(id)] = random() < 0.2 ? 1 / step : random() < 0.1 ? 0 : (random() / step) * 0.99;
  }
}

/** Numbers of periods, belief points, steps of introspection, rungs and members, whose product is the work to be done. */
interface Size {
  readonly periods: number;
  readonly points: number;
  readonly depth: number;
  readonly rungs: number;
  readonly members: number;
}

const MOST_WORK = 5000;

/** A size anywhere in the allowed box, the largest values of each included, of which the others then leave room. */
function anySize(random: Random): Size {
  const upTo = (min: number, max: number) => Math.round(min * (max / min) ** (random() ** 2));
  for (;;) {
    const periods = upTo(1, 2000);
    const points = upTo(3, 201);
    const depth = upTo(1, 20);
    const rungs = upTo(2, 12);
    const members = upTo(1, 40);
    if (periods * points * depth * rungs * members <= MOST_WORK) return { periods, points, depth, rungs, members };
  }
}

/** A faultless world from the whole allowed box, edges included, small enough to be quick. */
export function anyWorld(random: Random): World {
  const parameters = Float64Array.from(PARAMETERS, ({ range, reference }) => anyValue(random, range, reference));
  const { periods, points, depth, rungs, members } = anySize(random);
  parameters[parameterIndex('solver.belief_points')] = points;
  parameters[parameterIndex('solver.introspection_depth')] = depth;
  const longest = Math.min(10, 500 / periods);
  setClock(parameters, random, periods, random() < 0.1 ? longest : longest * 10 ** (-4 * random()));
  return { parameters, members: anyMembers(random, members), ladder: anyLadder(random, rungs) };
}

/**
 * A world for every bound of every parameter (of the clock's apart), the others at values at which much happens: troops
 * are there at once and near the front, and nobody is too sure of anything.
 */
export function edgeWorlds(): World[] {
  const busy: Readonly<Record<string, number>> = {
    'clock.years': 2,
    'clock.step_years': 0.5,
    'challenger.overconfidence': 0.3,
    'challenger.rationality': 0.02,
    'coalition.rationality': 0.02,
    'ceasefire.offer_rate': 1.5,
    'war.gain': 0,
    'tripwire.deploy_years': 0.1,
    'tripwire.distance_km': 20,
    'solver.belief_points': 5,
  };
  return PARAMETERS.filter(({ id }) => !id.startsWith('clock.')).flatMap(({ id, range }, index) =>
    [true, false].map((lower) => {
      const parameters = Float64Array.from(PARAMETERS, (p) => busy[p.id] ?? p.reference);
      const rate = id === 'challenger.challenge_rate' || id === 'ceasefire.offer_rate';
      parameters[parameterIndex(id)] = rate && !lower ? 2 : edge(range, lower);
      const members = index % 2 === 0 ? REFERENCE_MEMBERS : SEVEN_WAYS;
      return { parameters, members, ladder: REFERENCE_LADDER };
    }),
  );
}

const SEVEN_WAYS: readonly Member[] = Array.from({ length: 7 }, (_, m) => ({
  name: `member ${m}`,
  weight: 1 + 3 * m,
  resolve: 8 - 3 * m,
  conditionality: 5 * m,
}));

/** Which parameters `livelyWorld` draws otherwise than between a third and three times the reference value. */
const LIVELY: Readonly<Record<string, readonly [number, number]>> = {
  'clock.discount_rate': [0, 0.3],
  'clock.salvage_years': [0, 10],
  'backer.transactionality': [-0.5, 4],
  'ceasefire.offer_rate': [-0.2, 2],
  'challenger.challenge_rate': [-0.1, 2],
  'fortress.gain': [-0.3, 3],
  'challenger.misperception_resolve': [-2, 2],
  'challenger.misperception_backing': [-2, 2],
  'challenger.overconfidence': [-1.5, 1.5],
  'challenger.rationality': [0.01, 0.3],
  'challenge.cost_assault': [0, 60],
  'tripwire.troops': [-5, 40],
  'tripwire.deploy_years': [-0.5, 1],
  'tripwire.distance_km': [0, 150],
  'tripwire.casualty_sigma': [-0.3, 2],
  'roe.ambiguity': [0.2, 3],
  'commitment.intervention_cost': [0, 60],
  'coalition.type_gap': [-10, 40],
  'coalition.rationality': [0.02, 0.3],
  'ladder.war_loss_challenger': [0, 150],
  'ladder.war_loss_coalition': [0, 150],
  'ladder.nuclear_loss': [0, 300],
  'budget.fortress_cost': [-2, 4],
};

/**
 * A world of short horizon in which most things happen: shares over their whole range (an edge now and then), other
 * parameters between a third and three times the reference value or over a range of their own, whose part below 0
 * stands for 0; the misperceptions are all 0 every third time.
 */
export function livelyWorld(random: Random, mostMembers: number): World {
  const seesClearly = random() < 1 / 3;
  const parameters = Float64Array.from(PARAMETERS, ({ id, range, reference }) => {
    const own = LIVELY[id];
    const mayBeNegative = range.min < 0;
    if (mayBeNegative && seesClearly) return 0;
    if (own) return Math.max(mayBeNegative ? own[0] : 0, own[0] + random() * (own[1] - own[0]));
    if (range.integer) return reference;
    if (range.max === 1) return random() < 0.05 ? edge(range, random() < 0.5) : random();
    return reference * 3 ** (2 * random() - 1);
  });
  parameters[parameterIndex('clock.step_years')] = 0.5;
  parameters[parameterIndex('clock.years')] = random() < 0.7 ? 2 : 3;
  parameters[parameterIndex('solver.belief_points')] = pickInteger(random, 3, 5);
  parameters[parameterIndex('solver.introspection_depth')] = pickInteger(random, 1, 4);
  const one = random() < 0.5;
  return {
    parameters,
    members: one ? REFERENCE_MEMBERS : anyMembers(random, pickInteger(random, 2, mostMembers)),
    ladder: random() < 0.4 ? REFERENCE_LADDER : anyLadder(random, pickInteger(random, 2, 5)),
  };
}

/**
 * A lively world that changes course at some years of its own, everything that may change at once; the force that it wants
 * stays the same now and then.
 */
export function changingWorld(random: Random, mostMembers: number, fromYears: readonly number[]): World {
  const world = livelyWorld(random, mostMembers);
  const phases = fromYears.map((fromYear) => {
    const { parameters } = livelyWorld(random, mostMembers);
    PARAMETERS.forEach(({ id }, index) => {
      const stays = !mayChange(id) || (id === 'tripwire.troops' && random() < 0.2);
      if (stays) parameters[index] = world.parameters[index];
    });
    return { fromYear, parameters };
  });
  return { ...world, phases };
}
