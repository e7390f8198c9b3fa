import { describe, expect, it } from 'vitest';
import { prepareGame } from '../../src/deterrence/game.ts';
import { Challenge, Shortfall } from '../../src/deterrence/layout.ts';
import { createSolution, solve } from '../../src/deterrence/solve.ts';
import { buildStageTree, type StageNode, type VoteNode } from '../../src/deterrence/stage-tree.ts';
import {
  actingChance,
  memberChances,
  solvedVotes,
  VOTE_KINDS,
  type Voters,
  votersOf,
} from '../../src/deterrence/vote-profile.ts';
import type { Member, World } from '../../src/deterrence/world.ts';
import { worldWith } from './known-answers.ts';

const FIVE: Member[] = [
  { name: 'Bold', weight: 17, resolve: 7, conditionality: 5 },
  { name: 'Rich', weight: 17, resolve: -2, conditionality: 30 },
  { name: 'Near', weight: 6, resolve: 8, conditionality: 12 },
  { name: 'Far', weight: 7, resolve: 1, conditionality: 15 },
  { name: 'Observer', weight: 0, resolve: 90, conditionality: 0 },
];

const five: Voters = {
  ...{ members: FIVE, quorum: 0.5, precision: 0.1, halfTypeGap: 10, resolve: 0.35 },
  shortfalls: Float64Array.of(0.1, 0.5, 0.9),
};

function solved(world: World) {
  const solution = createSolution(prepareGame(world));
  solve(solution);
  return solution;
}

/** Every way in which the members can vote, with its chance and whether the coalition acts. */
function ballots(of: Voters, type: number, stake: number, shortfall: number) {
  const total = of.members.reduce((sum, { weight }) => sum + weight, 0);
  const yes = of.members.map(({ resolve, conditionality }) => {
    const gap = stake + (type === 0 ? of.halfTypeGap : -of.halfTypeGap) + resolve - conditionality * shortfall;
    return 1 / (1 + Math.exp(-of.precision * gap));
  });
  return Array.from({ length: 2 ** of.members.length }, (_, code) => {
    const votes = of.members.map((_member, m) => ((code >> m) & 1) === 1);
    const weight = votes.reduce((sum, vote, m) => sum + (vote ? of.members[m].weight : 0), 0);
    const chance = votes.reduce((product, vote, m) => product * (vote ? yes[m] : 1 - yes[m]), 1);
    return { votes, chance, acts: weight >= of.quorum * total - 1e-9 };
  });
}

describe('the chance that a coalition acts', () => {
  it('is that of all ballots with enough weight in favour (absolute 1e-12)', () => {
    for (const type of [0, 1]) {
      for (const stake of [-40, 0, 15, 60]) {
        for (const shortfall of [0, 0.3, 1]) {
          const all = ballots(five, type, stake, shortfall);
          const expected = all.reduce((sum, { chance, acts }) => sum + (acts ? chance : 0), 0);
          const { act, refrain } = actingChance(five, type, stake, shortfall);
          expect(act).toBeCloseTo(expected, 12);
          expect(refrain).toBeCloseTo(1 - expected, 12);
        }
      }
    }
  });

  it('rises with the stake and with the backing', () => {
    const at = (stake: number, shortfall: number) => actingChance(five, 1, stake, shortfall).act;
    for (const stake of [-30, 0, 30]) {
      expect(at(stake + 5, 0.5)).toBeGreaterThan(at(stake, 0.5));
      expect(at(stake, 0.5)).toBeGreaterThan(at(stake, 0.9));
    }
  });
});

describe('what one member decides', () => {
  it('is the chance of all ballots that its vote would turn (absolute 1e-12)', () => {
    for (const [type, stake, shortfall] of [
      [0, 0, 0.5],
      [1, 20, 1],
      [1, -5, 0],
    ]) {
      const all = ballots(five, type, stake, shortfall);
      memberChances(five, type, stake, shortfall).forEach(({ yes, decisive }, m) => {
        const sum = (wanted: (ballot: (typeof all)[number]) => boolean) =>
          all.reduce((total, ballot) => total + (wanted(ballot) ? ballot.chance : 0), 0);
        const turned = sum((ballot) => {
          const other = all[all.indexOf(ballot) ^ (1 << m)];
          return ballot.acts !== other.acts;
        });
        expect(yes).toBeCloseTo(
          sum(({ votes }) => votes[m]),
          12,
        );
        expect(decisive).toBeCloseTo(turned, 12);
      });
    }
  });

  it('is everything for a coalition of one, nothing for who has no weight', () => {
    const alone: Voters = { ...five, members: [FIVE[0]] };
    expect(memberChances(alone, 0, 3, 0.5)).toEqual([{ yes: actingChance(alone, 0, 3, 0.5).act, decisive: 1 }]);
    expect(memberChances(five, 0, 3, 0.5)[4].decisive).toBe(0);
  });

  it('is the yes of the other where two must agree', () => {
    const both: Voters = { ...five, members: [FIVE[2], FIVE[3]], quorum: 1 };
    const [near, far] = memberChances(both, 1, 10, 0.2);
    expect(near.decisive).toBeCloseTo(far.yes, 14);
    expect(far.decisive).toBeCloseTo(near.yes, 14);
  });
});

describe('the votes of a solved game', () => {
  // A belief on the grid of nine points: the tree is of one point.
  const onGrid = { 'coalition.resolve': 0.375 };
  const WORLDS: [string, World][] = [
    ['of one member', worldWith(onGrid)],
    ['of five members', worldWith({ ...onGrid, 'coalition.quorum': 0.5 }, FIVE)],
  ];

  it.each(WORLDS)('have the stakes and the play of the tree of the period, %s', (_name, world) => {
    const solution = solved(world);
    const state = { period: 6, posture: 1, stage: 1 };
    const votes = solvedVotes(world.members, solution, state);
    const tree = buildStageTree(world, solution, { ...state, belief: 0.375 });
    const voters = votersOf(world.members, solution, state.period);
    for (const [index, { challenge, circumstance }] of VOTE_KINDS.entries()) {
      const node = voteIn(tree, challenge, ['triggered', 'hit', 'not hit'][circumstance]);
      const found = votes[index]!;
      for (const type of [0, 1]) {
        const [act, refrain] = node.moves;
        const stake = act.next.values[1 + type] - refrain.next.values[1 + type];
        // The vote of several is read from a table: the tests of vote.ts hold it to 1e-8 in log-odds.
        expect(found.stake[type]).toBeCloseTo(stake, 5);
        expect(found.act[type]).toBeCloseTo(act.play[type], 12);
        expect(actingChance(voters, type, found.stake[type], node.shortfall).act).toBeCloseTo(act.play[type], 8);
        memberChances(voters, type, found.stake[type], node.shortfall).forEach(({ yes, decisive }, m) => {
          expect(found.members[type][m].yes).toBeCloseTo(yes, 12);
          expect(found.members[type][m].decisive).toBeCloseTo(decisive, 12);
        });
      }
      expect(node.shortfall).toBe(voters.shortfalls[1]);
    }
    expect(Shortfall.Unbacked).toBe(voters.shortfalls.length);
  });

  it('are the mean of two beliefs where hers lies between them', () => {
    const at = (resolve: number) => {
      const world = worldWith({ 'coalition.resolve': resolve });
      return { world, solution: solved(world) };
    };
    const { world, solution } = at(0.4);
    const [vote] = solvedVotes(world.members, solution, { period: 4, posture: 0, stage: 1 }).slice(2);
    const point = (belief: number) => {
      const tree = buildStageTree(world, solution, { period: 4, posture: 0, stage: 1, belief });
      return voteIn(tree, Challenge.Limited, 'triggered').moves[0].play[0];
    };
    // 0.4 lies a fifth of the way from 3/8 to 4/8.
    expect(vote!.act[0]).toBeCloseTo(0.8 * point(0.375) + 0.2 * point(0.5), 12);
  });

  it('are of attacks that hit nobody where there is no force', () => {
    const world = worldWith({ 'tripwire.troops': 0 });
    const kinds = solvedVotes(world.members, solved(world), { period: 6, posture: 0, stage: 1 });
    expect(VOTE_KINDS.filter((_, index) => kinds[index]).map(({ name }) => name)).toEqual([
      'limited_unhit',
      'assault_unhit',
    ]);
  });

  it('cannot be asked of a period or a stage that there is not', () => {
    const world = worldWith({});
    const solution = solved(world);
    expect(() => solvedVotes(world.members, solution, { period: 400, posture: 0, stage: 0 })).toThrow('period 400');
    expect(() => solvedVotes(world.members, solution, { period: 0, posture: 0, stage: 1 })).toThrow('stage 1');
  });
});

/** The vote after a challenge in one circumstance. */
function voteIn(root: StageNode, challenge: Challenge, circumstance: string): VoteNode {
  const follow = (node: StageNode, name: string): StageNode => {
    const move = (node.moves as readonly { name: string; next: StageNode }[]).find((m) => m.name === name);
    if (move === undefined) throw new Error(`no move ${name}`);
    return move.next;
  };
  const kind = ['none', 'probe', 'limited attack', 'assault'][challenge];
  const node = follow(follow(follow(root, 'opportunity'), kind), circumstance);
  if (node.kind !== 'vote') throw new Error('not a vote');
  return node;
}
