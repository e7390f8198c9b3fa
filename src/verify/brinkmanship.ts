/** Threats that leave something to chance: critical risk, and how much power to bring. */

import { REFERENCE_LADDER, type Rung } from '../deterrence/world.ts';
import { decide, draw, type Plan } from '../game/tree-plan.ts';
import type { ClaimGroup } from './claim.ts';
import {
  all,
  compare,
  equalNumbers,
  isRising,
  monotone,
  numbersOf,
  type Row,
  short,
  steps,
  tellEnds,
} from './finding.ts';
import { BEGINS_AT_ONCE, ONE_PERIOD } from './one-period.ts';
import { ONE_VOTER, type Output, type Subject, type Values, worldWith } from './subject.ts';
import { chanceOf, gameOf, leaf, playAt } from './trees.ts';

/** Chance of escalating where disaster follows with some risk. */
function escalates(subject: Subject, risk: number): number {
  const tree = gameOf(
    'Critical risk',
    ['One'],
    decide(
      0,
      ['submit', leaf('submission', 0.2)],
      ['escalate', draw(['disaster', risk, leaf('disaster', -3)], ['win', 1 - risk, leaf('win', 1)])],
    ),
  );
  return playAt(tree, subject.solveAgentLogit(tree, 1e6).probabilities, 'One: start')[1];
}

/**
 * A coalition of known type that loses 60 by absorbing a limited attack, nothing by answering one that is then given up,
 * and 300 if control is lost, which happens on the first rung with a chance; answers per limited attack.
 */
function answers(subject: Subject, risk: number): number {
  const ladder: Rung[] = [
    { name: 'first', risk, costCoalition: 0, costChallenger: 0 },
    { name: 'top', risk: 0, costCoalition: 0, costChallenger: 0 },
  ];
  const output = subject.evaluate(
    worldWith(
      {
        ...ONE_PERIOD,
        'challenge.cost_limited': 0,
        'challenge.gain_limited': 10,
        'challenge.gain_assault': 100,
        'challenge.spiral': 1,
        'coalition.repelled_share': 1,
        'coalition.stake_resolute': 60,
        'ladder.war_loss_coalition': 300,
        // She must attack now and then for there to be something to answer, yet never choose the disaster herself.
        'challenger.rationality': 0.01,
        'ladder.war_loss_challenger': 3000,
        'coalition.rationality': 1000,
      },
      ONE_VOTER,
      ladder,
    ),
  );
  return output('responses') / output('limited_attacks');
}

/** Players who hardly err, a coalition to which the protégé is everything or nothing: lost control, by the chance of the first. */
function lossesByBrinkmanship(subject: Subject, resolve: number): number {
  const base: Values = {
    ...BEGINS_AT_ONCE,
    'tripwire.troops': 0,
    'coalition.erosion': 0,
    'coalition.stake_resolute': 1000,
    'coalition.stake_irresolute': 0,
    'coalition.type_gap': 40,
    'commitment.intervention_cost': 0,
    'commitment.audience_cost': 0,
    'challenge.cost_assault': 1e4,
    'challenge.cost_limited': 1,
    'challenge.gain_limited': 12,
    'challenge.spiral': 0,
    'challenger.rationality': 10,
    'coalition.rationality': 10,
    'coalition.resolve': resolve,
  };
  return subject.evaluate(worldWith(base, ONE_VOTER))('ladder_losses');
}

const GRID = 2000;

/** The power that is brought where b times its square is the risk of a disaster that costs 2, and the risk of it. */
function bringPower(subject: Subject, b: number): { power: number; risk: number } {
  const powers = steps(0, 1, GRID).filter((p) => b * p * p <= 1);
  const tree = gameOf(
    'Power and risk',
    ['One'],
    decide(
      0,
      ...powers.map((p): [string, Plan] => [
        `bring ${short(p, 6)}`,
        draw(['disaster', b * p * p, leaf('disaster', -2)], ['win', 1 - b * p * p, leaf(`win ${short(p, 6)}`, p)]),
      ]),
    ),
  );
  const { probabilities } = subject.solveAgentLogit(tree, 1e9);
  const chances = playAt(tree, probabilities, 'One: start');
  return {
    power: powers.reduce((sum, p, i) => sum + p * chances[i], 0),
    risk: chanceOf(tree, probabilities, (outcome) => outcome === 'disaster'),
  };
}

/** Measures at reference values, the risk on every rung being multiplied. */
function alongRisk(
  subject: Subject,
  measures: readonly [name: string, read: (output: Output) => number][],
  values: Values = {},
): Row[] {
  const at = steps(1, 9, 8);
  const outputs = at.map((factor) =>
    subject.evaluate(
      worldWith(
        values,
        undefined,
        REFERENCE_LADDER.map((rung) => ({ ...rung, risk: factor * rung.risk })),
      ),
    ),
  );
  return measures.map(([measure, read]) => ({ measure, quantity: 'factor', at, values: outputs.map(read) }));
}

export const BRINKMANSHIP: ClaimGroup = {
  id: 'brinkmanship',
  title: 'Brinkmanship and critical risk',
  about:
    'What risk of disaster is worth running, on the game code and as a special case of the model, and what a sharper risk does.',
  claims: [
    {
      id: 'critical-risk',
      claim: 'One escalates exactly where the risk of disaster is below (w − s)/(w − d).',
      source: 'Schelling 1960, 1966; Ellsberg 1959; Powell 1990',
      how: 'Game code, λ = 1e6: win w = 1, submit s = 0.2, disaster d = −3, so that the critical risk is 0.2.',
      expected: 'chance of escalating 1 at risks 0.1 and 0.199, a half at 0.2, 0 at 0.201 and 0.3, to 1e-6',
      check: (subject) =>
        equalNumbers(
          (
            [
              [0.1, 1],
              [0.199, 1],
              [0.2, 0.5],
              [0.201, 0],
              [0.3, 0],
            ] as const
          ).map(([risk, chance]) => compare(`escalation at risk ${risk}`, escalates(subject, risk), chance, 1e-6)),
        ),
    },
    {
      id: 'critical-risk-coalition',
      claim: 'A coalition of known type answers exactly where the risk of losing control is below its critical risk.',
      source: 'Schelling 1966; Powell 1990',
      how: 'Model: one period, no troops, two rungs, coalition rationality 1000; absorbing costs 60, disaster 300, so that the critical risk is 0.2.',
      expected: 'answers per limited attack 1 at risks 0.1 and 0.199, 0 at 0.201 and 0.3, to 1e-6',
      check: (subject) =>
        equalNumbers(
          (
            [
              [0.1, 1],
              [0.199, 1],
              [0.201, 0],
              [0.3, 0],
            ] as const
          ).map(([risk, share]) => compare(`answers at risk ${risk}`, answers(subject, risk), share, 1e-6)),
        ),
    },
    {
      id: 'certain-resolve',
      claim: 'There is no brinkmanship where the balance of resolve is certain.',
      source: 'Powell 1990, 2015: “no brinkmanship crises when the balance of resolve is certain”',
      how: 'Model: one period, rationality 10; the protégé is everything to a resolute coalition and nothing to an irresolute one; coalition.resolve 1e-12, 0.1, 0.2, 1 − 1e-12.',
      expected: 'loss of control below 1e-9 at the ends and above 1e-3 in between',
      check: (subject) => {
        const row: Row = {
          measure: 'loss of control',
          quantity: 'coalition.resolve',
          at: [1e-12, 0.1, 0.2, 1 - 1e-12],
          values: [1e-12, 0.1, 0.2, 1 - 1e-12].map((resolve) => lossesByBrinkmanship(subject, resolve)),
        };
        const [never, some, more, always] = row.values;
        return {
          holds: never < 1e-9 && always < 1e-9 && some > 1e-3 && more > 1e-3,
          found: row.values.map((value) => (value < 1e-9 ? 'below 1e-9' : short(value))).join(', '),
          numbers: row.values.map((found, i) => ({ quantity: `loss of control at ${row.at[i]}`, found })),
        };
      },
    },
    {
      id: 'power-and-risk',
      claim: 'The sharper the trade-off between power and risk, the less power is brought, and the less risk is run.',
      source: 'a simplification of Powell 2015: max (1 − bp²)p − bp²d',
      how: `Game code: power p on a grid of 1/${GRID}, disaster with chance bp² and d = 2, λ = 1e9; b = 1, 2, 4.`,
      expected:
        'p* = (√(d² + 3/b) − d)/3 = 0.2153, 0.1151, 0.0598, to half a step of the grid; risk 0.0463, 0.0265, 0.0143, to 2e-4',
      check: (subject) =>
        equalNumbers(
          (
            [
              [1, 0.21525, 0.0463],
              [2, 0.11507, 0.0265],
              [4, 0.05982, 0.0143],
            ] as const
          ).flatMap(([b, power, risk]) => {
            const found = bringPower(subject, b);
            return [
              compare(`power at b ${b}`, found.power, power, 0.5 / GRID + 1e-5),
              compare(`risk at b ${b}`, found.risk, risk, 2e-4),
            ];
          }),
        ),
    },
    {
      id: 'stability-instability',
      claim: 'Where escalation is riskier, there is less conflict at a high level and more at a low one.',
      source: 'Powell 2015 (ii); Snyder 1965',
      how: 'Model at reference values, the risk on every rung times 1 to 9.',
      expected: 'joint wars fall and limited attacks rise, at each step; assaults become fewer from 1 to 9',
      check: (subject) => {
        const [joint, limited, assaults] = alongRisk(subject, [
          ['joint wars per ceasefire', (output) => output('joint_wars') / output('ceasefires')],
          ['limited attacks a year', (output) => output('limited_attacks') / output('ceasefire_years')],
          ['assaults a year', (output) => output('assaults') / output('ceasefire_years')],
        ]);
        return all(monotone('falls', joint), monotone('rises', limited), {
          holds: assaults.values[assaults.values.length - 1] < assaults.values[0],
          found: `${assaults.measure} ${tellEnds(assaults)}`,
          numbers: numbersOf(assaults),
        });
      },
    },
    {
      id: 'less-catastrophic-risk',
      claim: 'Where escalation is riskier, less risk of a catastrophe is run in all.',
      source: 'Powell 2015',
      how: 'Model at reference values, the risk on every rung times 1 to 9.',
      expected:
        'by the theory: general war and nuclear use become less likely. By the model: likelier at each step, though less than twice as likely at nine times the risk; with both rationalities at 3, ten to fifteen times as high, no likelier',
      explanation:
        'In the theory nobody errs, and the challenger chooses at any fineness how much power to bring. In the model she has three challenges to choose from, and both sides err: a part of the answers and climbs happens anyway, and each now carries more risk. Restraint makes up for most of that, and for all of it where players hardly err.',
      check: (subject) => {
        const measure = (name: string): [string, (output: Output) => number][] => [
          [name, (output) => (output('general_war') + output('nuclear_use')) / output('ceasefires')],
        ];
        const precise = { 'challenger.rationality': 3, 'coalition.rationality': 3 };
        const [row] = alongRisk(subject, measure('loss of control per ceasefire'));
        const [sober] = alongRisk(subject, measure('with rationality 3'), precise);
        const growth = ({ values }: Row) => values[values.length - 1] / values[0];
        return all(
          { ...monotone('rises', row), holds: isRising(row.values) && growth(row) < 2 },
          { holds: growth(sober) < 1, found: `${sober.measure} ${tellEnds(sober)}`, numbers: numbersOf(sober) },
        );
      },
    },
  ],
};
