import { describe, expect, test } from 'vitest';
import { Committee, exactVote, type VoteChance } from '../../src/deterrence/vote.ts';
import type { Member } from '../../src/deterrence/world.ts';
import { pickInteger, type Random, randomFor } from './random-worlds.ts';

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const member = (weight: number, resolve = 0, conditionality = 0): Member => ({
  name: 'member',
  weight,
  resolve,
  conditionality,
});
const randomMembers = (random: Random, count: number, spread: number) =>
  Array.from({ length: count }, () =>
    member(pickInteger(random, 1, 40), spread * (random() - 0.5), spread * (random() - 0.3)),
  );

/** The vote by counting every subset of the members that may be in favour. */
function countSubsets(
  chances: readonly number[],
  complements: readonly number[],
  weights: readonly number[],
  need: number,
) {
  let act = 0;
  let refrain = 0;
  for (let subset = 0; subset < 2 ** weights.length; subset++) {
    let probability = 1;
    let favour = 0;
    weights.forEach((weight, m) => {
      const inFavour = Math.floor(subset / 2 ** m) % 2 === 1;
      probability *= inFavour ? chances[m] : complements[m];
      if (inFavour) favour += weight;
    });
    if (favour >= need) act += probability;
    else refrain += probability;
  }
  return { act, refrain };
}

/** The vote of model.md §5 as it stands there, by the exact sum. */
function voteOf(
  members: readonly Member[],
  quorum: number,
  precision: number,
  gap: number,
  shortfall: number,
): VoteChance {
  const x = members.map(({ resolve, conditionality }) => precision * (gap + resolve - conditionality * shortfall));
  const weights = members.map(({ weight }) => weight);
  const need = quorum * weights.reduce((a, b) => a + b) - 1e-9;
  return exactVote(
    x.map(sigmoid),
    x.map((value) => sigmoid(-value)),
    weights,
    need,
  );
}

const logOddsOf = ({ act, refrain }: VoteChance) => Math.log(act) - Math.log(refrain);
const relative = (x: number, y: number) => (x === y ? 0 : Math.abs(x / y - 1));
/** Shortfalls of backing at a vote, as the engine numbers them: by posture, then unbacked and backed. */
const SHORT = [0.1, 0.5, 0.9, 1, 0];

/** A committee's log-odds held against the exact sum, at every step and shortfall and over a range of gaps. */
function expectExact(
  members: readonly Member[],
  quorum: number,
  precisions: readonly number[],
  gaps: readonly number[],
) {
  const committee = new Committee(members, quorum, precisions, SHORT);
  for (let j = 0; j < precisions.length; j++) {
    for (let s = 0; s < SHORT.length; s++) {
      for (const gap of gaps) {
        const exact = logOddsOf(voteOf(members, quorum, precisions[j], gap, SHORT[s]));
        const words = `${members.length} members, quorum ${quorum}, λ ${precisions[j]}, gap ${gap}, shortfall ${SHORT[s]}`;
        expect(Math.abs(committee.logOdds(j * SHORT.length + s, gap) - exact), words).toBeLessThan(1e-6);
      }
    }
  }
}

const range = (from: number, to: number, count: number) =>
  Array.from({ length: count }, (_, i) => from + ((to - from) * (i + 0.37)) / count);

describe('the exact vote', () => {
  test('is the sum over all subsets of members, in both tails to the last digits', () => {
    const random = randomFor('exact vote');
    for (let n = 0; n < 60; n++) {
      const count = pickInteger(random, 1, 10);
      const x = Array.from({ length: count }, () => 60 * (random() - 0.5));
      const weights = x.map(() => pickInteger(random, 1, 9));
      const need = random() * weights.reduce((a, b) => a + b) + 1e-6;
      const chances = x.map(sigmoid);
      const complements = x.map((value) => sigmoid(-value));
      const counted = countSubsets(chances, complements, weights, need);
      const { act, refrain } = exactVote(chances, complements, weights, need);
      expect(relative(act, counted.act)).toBeLessThan(1e-12);
      expect(relative(refrain, counted.refrain)).toBeLessThan(1e-12);
    }
  });

  test('keeps the digits of a chance that 1 would swallow', () => {
    const rare = [1e-40, 1e-40, 1e-40];
    const { act, refrain } = exactVote(rare, [1, 1, 1], [1, 1, 1], 2);
    expect(relative(act, 3e-80)).toBeLessThan(1e-14);
    expect(refrain).toBe(1);
  });

  test('of forty members has tails that sum to 1', () => {
    const random = randomFor('forty members');
    const chances = Array.from({ length: 40 }, () => random());
    const weights = chances.map(() => pickInteger(random, 1, 1000));
    const total = weights.reduce((a, b) => a + b);
    const { act, refrain } = exactVote(
      chances,
      chances.map((p) => 1 - p),
      weights,
      0.5 * total,
    );
    expect(Math.abs(act + refrain - 1)).toBeLessThan(1e-13);
  });
});

describe('a committee has the log-odds of the exact vote', () => {
  test('for two to forty members, to 1e-6, also far outside its table', () => {
    const random = randomFor('committees');
    for (const count of [2, 3, 4, 5, 7, 9, 12, 17, 26, 33, 40]) {
      const members = randomMembers(random, count, 30);
      expectExact(members, 0.05 + 0.9 * random(), [0.2, 0.1, 0.05], range(-150, 150, 61));
    }
  });

  test('for members all alike, where the table is straight soonest', () => {
    for (const count of [2, 5, 26]) expectExact(Array(count).fill(member(1, 0, 15)), 0.5, [0.2], range(-200, 200, 81));
  });

  test('for precisions from very low to high', () => {
    const members = randomMembers(randomFor('precisions'), 6, 20);
    for (const precision of [1e-6, 1e-3, 0.7, 3]) expectExact(members, 0.5, [precision], range(-60, 60, 31));
  });

  test('for members so different that products of their odds are no numbers', () => {
    const members = randomMembers(randomFor('sharp'), 26, 30);
    // Beyond these gaps a tail of the exact vote is smaller than any double.
    expectExact(members, 0.5, [1.5], range(-12, 30, 61));
    expectExact(members, 0.5, [5], range(2, 14, 61));
  });

  test('for members too different to be tabulated', () => {
    const extremes = [member(3, 500, -300), member(2, -500, 800), member(2, 0, 0), member(1, 100, 20)];
    expectExact(extremes, 0.5, [0.5, 0.25], range(-300, 300, 41));
    const conditional = [member(1, 0, 1500), member(1, 0, 0), member(1, 0, -1500)];
    expectExact(conditional, 0.5, [0.4], range(-100, 100, 41));
  });

  test('and rises with the gap throughout', () => {
    const committee = new Committee(randomMembers(randomFor('rising'), 12, 30), 0.5, [0.2], SHORT);
    for (let s = 0; s < SHORT.length; s++) {
      let last = Number.NEGATIVE_INFINITY;
      for (const gap of range(-200, 200, 2001)) {
        const here = committee.logOdds(s, gap);
        expect(here).toBeGreaterThan(last);
        last = here;
      }
    }
  });
});

describe('in a committee', () => {
  const logOdds = (members: readonly Member[], quorum: number, gap: number, shortfall = 4) =>
    new Committee(members, quorum, [0.2], SHORT).logOdds(shortfall, gap);

  test('of one, the log-odds are λ·(gap + resolve − conditionality·shortfall)', () => {
    expect(logOdds([member(7, 3, 15)], 0.5, 11, 1)).toBeCloseTo(0.2 * (11 + 3 - 15 * 0.5), 13);
    expect(logOdds([member(7, 3, 15)], 1, 11, 3)).toBeCloseTo(0.2 * (11 + 3 - 15), 13);
  });

  test('members of weight 0 have no voice', () => {
    const members = randomMembers(randomFor('silent members'), 4, 30);
    const silent = [member(0, 900, -900), ...members, member(0, -900, 900)];
    for (const gap of [-40, 0, 25]) expect(logOdds(silent, 0.5, gap, 1)).toBe(logOdds(members, 0.5, gap, 1));
    expect(logOdds([member(0), member(2, 5)], 0.5, 1)).toBeCloseTo(0.2 * 6, 13);
  });

  test('a dictator decides alone', () => {
    const members = [member(100, 4, 10), member(1, 80), member(1, -80), member(30, 20)];
    for (const gap of [-90, -10, 0, 10, 90]) {
      expect(Math.abs(logOdds(members, 0.6, gap, 1) - 0.2 * (gap + 4 - 5))).toBeLessThan(1e-6);
    }
  });

  test('order and unit of the weights mean nothing', () => {
    const members = randomMembers(randomFor('order'), 6, 30);
    const scaled = [...members].reverse().map((one) => ({ ...one, weight: one.weight * 25 }));
    for (const gap of [-40, 0, 25]) {
      expect(Math.abs(logOdds(members, 0.4, gap) - logOdds(scaled, 0.4, gap))).toBeLessThan(1e-6);
    }
  });

  test('a tie suffices at the quorum exactly, and no longer just above it', () => {
    const two = [member(1), member(1)];
    // p = ½ each: one of two in favour has chance ¾, both ¼.
    expect(logOdds(two, 0.5, 0)).toBeCloseTo(Math.log(3), 6);
    expect(logOdds(two, 0.5 + 1e-6, 0)).toBeCloseTo(-Math.log(3), 6);
    expect(logOdds(two, 1, 0)).toBeCloseTo(-Math.log(3), 6);
    const three = [member(1), member(1), member(1)];
    expect(logOdds(three, 2 / 3, 0)).toBeCloseTo(0, 6);
    expect(logOdds(three, 1 / 3, 0)).toBeCloseTo(Math.log(7), 6);
    expect(logOdds(three, 0.67, 0)).toBeCloseTo(-Math.log(7), 6);
  });

  test('rounding of quorum times weight does not break a tie', () => {
    // 0.55 · 100 and 0.07 · 100 come out above the whole number, 0.29 · 100 below it.
    for (const quorum of [0.55, 0.07, 0.29, 0.58, 0.1, 0.7]) {
      const needed = Math.round(quorum * 100);
      const members = [member(needed, 3), member(100 - needed, -2)];
      const pFirst = sigmoid(0.2 * 3);
      const pSecond = sigmoid(-0.2 * 2);
      const secondSuffices = 100 - needed >= needed;
      const act = secondSuffices ? 1 - (1 - pFirst) * (1 - pSecond) : pFirst;
      expect(logOdds(members, quorum, 0), `quorum ${quorum}`).toBeCloseTo(Math.log(act / (1 - act)), 6);
    }
  });

  test('a quorum however small asks for somebody, a quorum of 1 for everybody', () => {
    const members = [member(5), member(300), member(1)];
    expect(logOdds(members, 1e-6, 0)).toBeCloseTo(Math.log(7), 6);
    expect(logOdds(members, 1, 0)).toBeCloseTo(-Math.log(7), 6);
  });
});
