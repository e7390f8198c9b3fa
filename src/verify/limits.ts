/** Limits in which the answer is known without solving anything (docs/model.md §8). */
import { OUTPUTS } from '../deterrence/outputs.ts';
import type { Member, World } from '../deterrence/world.ts';
import { type DecisionNode, type GameNode, movesFrom, nodesOf } from '../game/game-tree.ts';
import type { CheckedNumber, ClaimGroup, Finding } from './claim.ts';
import { all, below, compare, equalNumbers, smallDeviations } from './finding.ts';
import { KNOWN_ANSWERS } from './known-answers.ts';
import { ONE_VOTER, type Output, type Subject, type Values, worldWith } from './subject.ts';

/** The largest difference of an output of two worlds, in units of max(1, |value|). */
function distance(subject: Subject, x: Values, y: Values, but: readonly string[] = []): number {
  const [a, b] = [x, y].map((values) => subject.evaluate(worldWith(values)));
  return Math.max(...OUTPUTS.map(({ name }) => (but.includes(name) ? 0 : deviation(a(name), b(name)))));
}

function deviation(x: number, y: number): number {
  if (Number.isNaN(x) && Number.isNaN(y)) return 0;
  const difference = Math.abs(x - y) / Math.max(1, Math.abs(y));
  return Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
}

/** A finding that a difference is below a bound, or above one. */
function bounded(quantity: string, found: number, bound: number, side: 'below' | 'above' = 'below'): Finding {
  const holds = side === 'below' ? found < bound : found > bound;
  return {
    holds,
    found: `${quantity} ${side === 'below' || !holds ? below(found) : `above ${bound}`}`,
    numbers: [{ quantity, found }],
  };
}

const BLIND: Values = { 'challenger.rationality': 1e-12, 'coalition.rationality': 1e-12 };

const unhit = (output: Output) =>
  output('limited_attacks') + output('assaults') - output('hits_limited') - output('hits_assault');

const THREE: readonly Member[] = [3, 2, 2].map((weight, i) => ({
  name: `member ${i}`,
  weight,
  resolve: 9 * i,
  conditionality: 20,
}));

/** Troops that neither fight nor annoy nor cost. */
const IDLE: Values = { 'tripwire.strength_per_10k': 0, 'challenger.troop_aversion': 0, 'budget.troop_cost': 0 };

/** Worlds of players who make no mistakes, in which the type is known. */
const SOBER: Values = {
  'clock.years': 2,
  'challenger.rationality': 1000,
  'coalition.rationality': 1000,
  'coalition.erosion': 0,
};
const SOBER_WORLDS: readonly [name: string, world: World][] = [
  ['reference values', worldWith(SOBER, ONE_VOTER)],
  ['nearer troops', worldWith({ ...SOBER, 'tripwire.distance_km': 20, 'tripwire.deploy_years': 0 }, ONE_VOTER)],
  ['a binding promise', worldWith({ ...SOBER, 'commitment.binding': 0.9, 'commitment.audience_cost': 150 }, ONE_VOTER)],
  ['cheap challenges', worldWith({ ...SOBER, 'challenge.cost_limited': 1, 'challenge.cost_assault': 10 }, ONE_VOTER)],
  [
    'a high stake',
    worldWith({ ...SOBER, 'coalition.stake_resolute': 300, 'commitment.intervention_cost': 5 }, ONE_VOTER),
  ],
];
/** A decision by less may go wrong: at λ = 1000 one by 0.03 does once in e³⁰. */
const CLEAR = 0.03;

/** Chances with which the engine takes the best move, at all decisions that are clear, in three periods at both certain beliefs. */
function bestMoves(subject: Subject, [name, world]: readonly [string, World]): CheckedNumber[] {
  const numbers: CheckedNumber[] = [];
  for (const period of [0, 3, 7]) {
    for (const belief of [0, 1]) {
      const { tree, play } = subject.stageGame(world, { period, posture: 1, stage: Math.min(period, 1), belief });
      const values = new Map<GameNode, readonly number[]>();
      for (const node of nodesOf(tree).reverse()) {
        const next = movesFrom(node).map((move) => values.get(move.next)!);
        const own = node.outcome?.payoffs ?? tree.players.map(() => 0);
        values.set(
          node,
          expectedBest(node, next).map((value, player) => value + own[player]),
        );
        if (node.kind !== 'decision') continue;
        const [best, clear] = bestOf(node, next);
        if (clear)
          numbers.push(
            compare(
              `${name}, period ${period}, belief ${belief}, ${node.informationSet}`,
              play.get(node)![best],
              1,
              1e-9,
            ),
          );
      }
    }
  }
  return numbers;
}

/** What all players expect after a node when whoever decides takes the best move. */
function expectedBest(node: GameNode, next: readonly (readonly number[])[]): readonly number[] {
  if (node.kind === 'decision') return next[bestOf(node, next)[0]];
  if (node.kind === 'chance') {
    return next[0].map((_, player) =>
      node.branches.reduce((sum, { probability }, i) => sum + probability * next[i][player], 0),
    );
  }
  return (node.outcome?.payoffs ?? []).map(() => 0);
}

function bestOf({ player }: DecisionNode, next: readonly (readonly number[])[]): [move: number, clear: boolean] {
  const own = next.map((values) => values[player]);
  const best = own.indexOf(Math.max(...own));
  return [best, own.every((value, move) => move === best || own[best] - value > CLEAR)];
}

const NOTHING_HIT = [
  'hits',
  'triggered',
  'automatic_responses',
  'absorbed_hits',
  'misreads',
  'uncovered_cheque',
  'budget',
];

export const LIMITS: ClaimGroup = {
  id: 'limits',
  title: 'Limits of the model',
  about: 'Corners of the model in which the answer is known without solving anything (docs/model.md §8.1 and §8.5).',
  claims: [
    {
      id: 'probabilities',
      claim: 'Outcomes are probabilities, and sum to 1 at the end of every period.',
      source: 'docs/model.md §8.1',
      how: 'The timelines of the sixteen worlds that an independent program has solved, too: reference values, edges, six drawn at random.',
      expected: 'sums of 1, to 1e-12; every share from 0 to 1',
      check: (subject) => {
        const rows = KNOWN_ANSWERS.flatMap(({ name, world }) =>
          subject.timeline(world).map((shares, t) => ({ name: `${name}, period ${t}`, shares })),
        );
        const sums = rows.map(({ name, shares }) =>
          compare(
            name,
            shares.reduce((a, b) => a + b),
            1,
            1e-12,
          ),
        );
        const inside = rows.every(({ shares }) => shares.every((share) => share >= 0 && share <= 1));
        const finding = smallDeviations(sums, 'sums');
        return {
          ...finding,
          holds: finding.holds && inside,
          found: `${finding.found}; ${inside ? 'all' : 'not all'} shares from 0 to 1`,
        };
      },
    },
    {
      id: 'no-rationality-challenger',
      claim: 'A challenger without any rationality chooses evenly.',
      source: 'docs/model.md §8.5',
      how: 'Rationalities 1e-12, one period: opportunity ½, offer ⅛.',
      expected:
        'ceasefires 1/16, and of these an eighth each with a probe, a limited attack, an assault; relative 1e-8',
      check: (subject) => {
        const output = subject.evaluate(worldWith({ ...BLIND, 'clock.years': 0.25 }));
        const per = (name: string) => output(name) / output('ceasefires');
        return equalNumbers([
          compare('ceasefires', output('ceasefires'), 0.0625, 0.0625e-8),
          ...['probes', 'limited_attacks', 'assaults'].map((name) =>
            compare(`${name} per ceasefire`, per(name), 0.125, 0.125e-8),
          ),
        ]);
      },
    },
    {
      id: 'no-rationality-committee',
      claim: 'A coalition without any rationality acts as often as the subsets that suffice.',
      source: 'docs/model.md §5',
      how: 'Rationality 1e-12; one member, then three with weights 3, 2, 2 at quorums of 2/7, 4/7 and 6/7; answers to challenges that hit nobody.',
      expected: '1/2; 7/8, 4/8 and 1/8, to 1e-6',
      check: (subject) => {
        const share = (values: Values, members: readonly Member[]) => {
          const output = subject.evaluate(worldWith({ ...BLIND, ...values }, members));
          return output('responses_unhit') / unhit(output);
        };
        const quorum = (sevenths: number) => ({ 'coalition.quorum': sevenths / 7 });
        return equalNumbers([
          compare('one member', share({}, ONE_VOTER), 1 / 2, 1e-6),
          compare('quorum 2/7', share(quorum(2), THREE), 7 / 8, 1e-6),
          compare('quorum 4/7', share(quorum(4), THREE), 4 / 8, 1e-6),
          compare('quorum 6/7', share(quorum(6), THREE), 1 / 8, 1e-6),
        ]);
      },
    },
    {
      id: 'faultless-play',
      claim: 'Players who make no mistakes and know each other play the subgame-perfect equilibrium.',
      source: 'Selten 1965; docs/model.md §8.5',
      how: 'Rationalities 1000 in five worlds, both types, three periods each, as trees: the best move by backward induction at every decision that is clear (by more than 0.03).',
      expected: 'the engine takes it with chance 1, to 1e-9',
      check: (subject) =>
        smallDeviations(
          SOBER_WORLDS.flatMap((world) => bestMoves(subject, world)),
          'decisions',
        ),
    },
    {
      id: 'no-troops',
      claim: 'Without troops nothing is hit, and few troops are nearly none.',
      source: 'docs/model.md §8.5',
      how: 'tripwire.troops 0; then one million times less than a thousand troops.',
      expected: `0 for ${NOTHING_HIT.length} outputs about the force; all outputs within 1e-5 of the limit`,
      check: (subject) => {
        const none = subject.evaluate(worldWith({ 'tripwire.troops': 0 }));
        const zero = NOTHING_HIT.map((name) => compare(name, none(name), 0, 0));
        const away = distance(subject, { 'tripwire.troops': 1e-6 }, { 'tripwire.troops': 0 }, ['assaults_preferred']);
        return all(equalNumbers(zero), bounded('distance to the limit', away, 1e-5));
      },
    },
    {
      id: 'far-away',
      claim: 'Troops out of reach that neither fight nor annoy nor cost are as good as none.',
      source: 'docs/model.md §8.5',
      how: 'tripwire.distance_km 1e6; strength_per_10k, troop_aversion and troop_cost 0.',
      expected: 'all outputs as without troops, to 1e-9',
      check: (subject) =>
        bounded(
          'largest deviation',
          distance(subject, { ...IDLE, 'tripwire.distance_km': 1e6 }, { ...IDLE, 'tripwire.troops': 0 }),
          1e-9,
        ),
    },
    {
      id: 'nothing-to-learn',
      claim: 'Who is certain of the type learns nothing, however deeply anybody thinks.',
      source: 'docs/model.md §5, §8.5',
      how: 'coalition.resolve 1e-13 and 1 − 1e-13, no erosion, troops at 60 km: 1 step of introspection against 12, 3 belief points against 33; then the same at 0.35.',
      expected: 'no output moves by 1e-9; at 0.35, where there is something to learn, by more than 1e-3',
      check: (subject) => {
        const base = { 'coalition.erosion': 0, 'tripwire.distance_km': 60 };
        const deeper = (resolve: number) =>
          distance(
            subject,
            { ...base, 'coalition.resolve': resolve, 'solver.introspection_depth': 1, 'solver.belief_points': 3 },
            { ...base, 'coalition.resolve': resolve, 'solver.introspection_depth': 12, 'solver.belief_points': 33 },
          );
        return all(
          bounded('irresolute', deeper(1e-13), 1e-9),
          bounded('resolute', deeper(1 - 1e-13), 1e-9),
          bounded('uncertain', deeper(0.35), 1e-3, 'above'),
        );
      },
    },
    {
      id: 'no-opportunity',
      claim: 'Without opportunities every ceasefire holds, and without offers there is none.',
      source: 'docs/model.md §8.5',
      how: 'challenger.challenge_rate 0; ceasefire.offer_rate 0.',
      expected: 'held ceasefires = ceasefires; ceasefires 0 and war or collapse 1, to 1e-12',
      check: (subject) => {
        const quiet = subject.evaluate(worldWith({ 'challenger.challenge_rate': 0 }));
        const war = subject.evaluate(worldWith({ 'ceasefire.offer_rate': 0 }));
        return equalNumbers([
          compare('held', quiet('ceasefire_holds') / quiet('ceasefires'), 1, 1e-12),
          compare('ceasefires', war('ceasefires'), 0, 0),
          compare('war or collapse', war('war_continues') + war('protege_collapses'), 1, 1e-12),
        ]);
      },
    },
  ],
};
