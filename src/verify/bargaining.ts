/** Bargaining before war: what to offer whom one cannot read, and whom one cannot trust tomorrow. */
import { decide, draw, type Plan } from '../game/tree-plan.ts';
import type { ClaimGroup } from './claim.ts';
import {
  all,
  compare,
  equalNumbers,
  isFalling,
  isRising,
  monotone,
  numbersOf,
  type Row,
  short,
  steps,
} from './finding.ts';
import { type Output, type Subject, type Values, worldWith } from './subject.ts';
import { chanceOf, gameOf, leaf, playAt } from './trees.ts';

/** So precise that nobody errs: the play is that of the subgame-perfect equilibrium. */
const FAULTLESS = 1e7;
/** What a proposer leaves on the table so that nobody is indifferent. */
const SWEETENER = 1e-6;

interface Ultimatum {
  /** Chance that the responder wins a war. */
  readonly p: number;
  readonly proposersCost: number;
  /** The responder's cost of war is uniform from 0 to here. */
  readonly highestCost: number;
  /** The responder cannot be offered less. */
  readonly floor: number;
}

const CELLS = 40;

/** The offer and the chance of war in the ultimatum game, offers and types on a grid of a fortieth of the highest cost. */
function playUltimatum(subject: Subject, { p, proposersCost, highestCost, floor }: Ultimatum) {
  const cell = highestCost / CELLS;
  const types = Array.from({ length: CELLS }, (_, i) => (i + 0.5) * cell);
  const offers = Array.from({ length: CELLS + 6 }, (_, i) => p - (i - 5) * cell).filter(
    (x) => x > floor - 1e-9 && x > -1e-9,
  );
  const answers = (x: number): Plan =>
    draw(
      ...types.map((cost, i): [string, number, Plan] => [
        `cost ${i}`,
        1 / CELLS,
        decide(
          1,
          ['accept', leaf(`peace ${x}`, 1 - x, x)],
          ['fight', leaf(`war ${i}`, 1 - p - proposersCost, p - cost)],
        ),
      ]),
    );
  const tree = gameOf(
    'Ultimatum',
    ['Proposer', 'Responder'],
    decide(0, ...offers.map((x): [string, Plan] => [`offer ${x}`, answers(x)])),
  );
  const { probabilities } = subject.solveAgentLogit(tree, FAULTLESS);
  const chances = playAt(tree, probabilities, 'Proposer: start');
  return {
    offer: offers.reduce((sum, x, i) => sum + x * chances[i], 0),
    war: chanceOf(tree, probabilities, (outcome) => outcome.startsWith('war')),
  };
}

const ULTIMATUM: Ultimatum = { p: 0.6, proposersCost: 0.1, highestCost: 0.4, floor: 0 };
const EXACT = 1e-9;

interface Shift {
  /** The rising side's chance to win, period by period; the last lasts. */
  readonly chances: readonly number[];
  readonly discount: number;
  /** Cost of war to the declining and to the rising side, in present value. */
  readonly costs: readonly [declining: number, rising: number];
  /** What the declining side may offer. */
  readonly offers: readonly number[];
}

/** The chance of war while power shifts, the declining side making all offers. */
function playShift(subject: Subject, { chances, discount, costs, offers }: Shift): number {
  const perpetuity = 1 / (1 - discount);
  let outcomes = 0;
  const period = (t: number, weight: number, got: readonly [number, number]): Plan => {
    const war = leaf(
      `war ${outcomes++}`,
      got[0] + weight * ((1 - chances[t]) * perpetuity - costs[0]),
      got[1] + weight * (chances[t] * perpetuity - costs[1]),
    );
    const last = t === chances.length - 1;
    const worth = weight * (last ? perpetuity : 1);
    const after = (x: number): Plan => {
      const now: [number, number] = [got[0] + worth * (1 - x), got[1] + worth * x];
      return last ? leaf(`peace ${outcomes++}`, ...now) : period(t + 1, weight * discount, now);
    };
    return decide(
      0,
      ['attack', war],
      ...offers.map((x): [string, Plan] => [
        `offer ${short(x, 6)}`,
        decide(1, ['accept', after(x + SWEETENER)], ['fight', war]),
      ]),
    );
  };
  const tree = gameOf('A shift of power', ['Declining', 'Rising'], period(0, 1, [0, 0]));
  const { probabilities } = subject.solveAgentLogit(tree, FAULTLESS);
  return chanceOf(tree, probabilities, (outcome) => outcome.startsWith('war'));
}

const TWENTIETHS = steps(0, 0.95, 19);
const QUARTERS = steps(0, 0.75, 3);
const SHIFT: Shift = { chances: [0.3, 0.6], discount: 0.9, costs: [1, 1], offers: TWENTIETHS };

/** War or none, exactly, in one game after another. */
function findWars(subject: Subject, games: readonly [name: string, shift: Shift, war: 0 | 1][]) {
  const numbers = games.map(([name, shift, war]) => compare(`war, ${name}`, playShift(subject, shift), war, EXACT));
  const found = games.map(([name], i) => `${name}: ${tellChance(numbers[i].found)}`).join('; ');
  return { ...equalNumbers(numbers), found };
}

const tellChance = (chance: number) =>
  chance > 1 - EXACT ? 'war' : chance < EXACT ? 'peace' : `war with chance ${short(chance)}`;

const assaults = (output: Output) => output('assaults');

/** Assaults with leverage over those without, as one quantity varies. */
function assaultRatios(subject: Subject, id: string, at: readonly number[], base: Values): Row {
  const ratio = (value: number) => {
    const [without, withLeverage] = [0, 20].map((leverage) =>
      assaults(subject.evaluate(worldWith({ ...NO_TROOPS, ...base, [id]: value, 'challenger.leverage': leverage }))),
    );
    return withLeverage / without;
  };
  return { measure: `ratio by ${id}`, quantity: id, at, values: at.map(ratio) };
}

const NO_TROOPS: Values = { 'tripwire.troops': 0 };

export const BARGAINING: ClaimGroup = {
  id: 'bargaining',
  title: 'Bargaining and preventive war',
  about:
    'Closed forms of bargaining before war. The model has no offers to choose from, so that they are held against its game code; its preventive motive is held against the direction that they give.',
  claims: [
    {
      id: 'risk-return',
      claim: 'Who makes an offer to an opponent of unknown cost of war accepts some risk of war for a better bargain.',
      source: 'Fearon 1995; Powell 1999',
      how: `Game code: ${CELLS} types of responder, offers on the same grid, λ = 1e7; p = 0.6, costs 0.1 and up to 0.4.`,
      expected: 'offer p − (C − c)/2 = 0.45, chance of war (C − c)/2C = 0.375, to 1e-9',
      check: (subject) => {
        const { offer, war } = playUltimatum(subject, ULTIMATUM);
        return equalNumbers([compare('offer', offer, 0.45, EXACT), compare('war', war, 0.375, EXACT)]);
      },
    },
    {
      id: 'neutrality',
      claim: 'That risk does not depend on the balance of power.',
      source: 'Powell 1996, 1999',
      how: 'The same game with p from 0.4 to 0.9.',
      expected: 'chance of war 0.375 at every p, to 1e-9',
      check: (subject) =>
        equalNumbers(
          steps(0.4, 0.9, 5).map((p) =>
            compare(`war at p ${short(p)}`, playUltimatum(subject, { ...ULTIMATUM, p }).war, 0.375, EXACT),
          ),
        ),
    },
    {
      id: 'power-and-benefits',
      claim:
        'There is no war where benefits match power; its risk rises with the distance between them, and then no more.',
      source: 'Powell 1996, 1999, with a status quo',
      how: 'The same game with p = 0.6 where the responder cannot be offered less than q = 0, 0.4, 0.5, 0.55, 0.6.',
      expected: 'chance of war 0.375, 0.375, 0.25, 0.125, 0, to 1e-9',
      check: (subject) =>
        equalNumbers(
          (
            [
              [0, 0.375],
              [0.4, 0.375],
              [0.5, 0.25],
              [0.55, 0.125],
              [0.6, 0],
            ] as const
          ).map(([floor, war]) =>
            compare(`war at q ${floor}`, playUltimatum(subject, { ...ULTIMATUM, floor }).war, war, EXACT),
          ),
        ),
    },
    {
      id: 'preventive-war',
      claim:
        'A declining side goes to war where power shifts by more than the costs of war are worth: δp₂ − p₁ > (1 − δ)(c_D + δc_R).',
      source: 'Fearon 1995; Powell 2006',
      how: 'Game code: two periods, the declining side makes all offers, λ = 1e7; δ = 0.9, p₁ = 0.3, costs 1, so that war begins above p₂ = 0.544.',
      expected: 'peace at p₂ = 0.45 and 0.5, war at 0.55, 0.6 and 0.7; peace at 0.6 where war costs 1.5',
      check: (subject) =>
        findWars(subject, [
          ...(
            [
              [0.45, 0],
              [0.5, 0],
              [0.55, 1],
              [0.6, 1],
              [0.7, 1],
            ] as const
          ).map(([p, war]): [string, Shift, 0 | 1] => [`${p}`, { ...SHIFT, chances: [0.3, p] }, war]),
          ['0.6 at cost 1.5', { ...SHIFT, costs: [1.5, 1.5] }, 0],
        ]),
    },
    {
      id: 'slow-shift',
      claim: 'A shift that leads to war at once does not where it is spread over time.',
      source: 'Powell 2006: “large, rapid shifts in the distribution of power can lead to war”',
      how: 'The same game; p from 0.3 to 0.6 in one, two, three or four equal steps, one a period.',
      expected: 'war where 1/(1 − δ) − δⁿ(p₂/(1 − δ) − c_R) < (1 − p₁)/(1 − δ) − c_D: for n = 1 and 2, not for 3 and 4',
      check: (subject) =>
        findWars(
          subject,
          ([1, 1, 0, 0] as const).map((war, i): [string, Shift, 0 | 1] => [
            `n = ${i + 1}`,
            { ...SHIFT, offers: QUARTERS, chances: steps(0.3, 0.6, i + 1) },
            war,
          ]),
        ),
    },
    {
      id: 'preventive-motive',
      claim: 'Whoever loses power by waiting attacks more.',
      source: 'Powell 2006',
      how: 'Model at reference values without troops, fortress.gain 0.9; challenger.leverage from 0 to 20 makes power a source of her income.',
      expected: 'assaults rise at each step, for a build-up with half_years 1 and 5, and by more for 5',
      check: (subject) => {
        const rows = [1, 5].map((halfYears): Row => {
          const at = steps(0, 20, 10);
          const base = { ...NO_TROOPS, 'fortress.gain': 0.9, 'fortress.half_years': halfYears };
          const values = at.map((leverage) =>
            assaults(subject.evaluate(worldWith({ ...base, 'challenger.leverage': leverage }))),
          );
          return { measure: `assaults, half_years ${halfYears},`, quantity: 'leverage', at, values };
        });
        const rises = rows.map(({ values }) => values[values.length - 1] - values[0]);
        const finding = monotone('rises', ...rows);
        return { ...finding, holds: finding.holds && rises[1] > rises[0] };
      },
    },
    {
      id: 'larger-and-faster',
      claim: 'The motive is the stronger the larger and the faster the shift.',
      source: 'Powell 2006',
      how: 'Model as before: assaults with leverage 20 over assaults with leverage 0; fortress.gain from 0 to 3, and half_years from 1 to 12.',
      expected: 'the ratio rises with the gain and falls with the time that it takes, at each step',
      check: (subject) => {
        const gains = assaultRatios(subject, 'fortress.gain', [0, 0.3, 0.6, 0.9, 1.5, 3], { 'fortress.half_years': 5 });
        const times = assaultRatios(subject, 'fortress.half_years', [1, 2, 3, 5, 8, 12], { 'fortress.gain': 0.9 });
        return all(
          { ...monotone('rises', gains), holds: isRising(gains.values), numbers: numbersOf(gains) },
          { ...monotone('falls', times), holds: isFalling(times.values), numbers: numbersOf(times) },
        );
      },
    },
  ],
};
