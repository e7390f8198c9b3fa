/** Extended deterrence between players who err: the game that strategic choice models are fitted to. */
import exp from '@stdlib/math-base-special-exp';
import { decide } from '../game/tree-plan.ts';
import type { ClaimGroup } from './claim.ts';
import { all, compare, equalNumbers, smallDeviations, steps, turns } from './finding.ts';
import { ONE_PERIOD } from './one-period.ts';
import { ONE_VOTER, type Subject, worldWith } from './subject.ts';
import { gameOf, leaf, playAt } from './trees.ts';

interface Play {
  readonly attack: number;
  readonly fight: number;
}

/** What attack and fight are worth: the attacker gains 1 where the defender concedes and loses 2 where she fights. */
const GAIN = 1;
const LOSS = 2;

/** In the game code. @param worth of fighting to the defender, beside conceding */
function playGame(subject: Subject, lambda: number, worth: number): Play {
  const tree = gameOf(
    'Extended deterrence',
    ['Attacker', 'Defender'],
    decide(
      0,
      ['status quo', leaf('status quo', 0, 0)],
      ['attack', decide(1, ['concede', leaf('concession', GAIN, 0)], ['fight', leaf('war', -LOSS, worth)])],
    ),
  );
  const { probabilities } = subject.solveAgentLogit(tree, lambda);
  return {
    attack: playAt(tree, probabilities, 'Attacker: start')[1],
    fight: playAt(tree, probabilities, 'Defender: attack')[1],
  };
}

/** In the model: an assault that surely wins against the protégé alone and surely loses against the coalition. */
function playModel(subject: Subject, lambda: number, worth: number): Play {
  const stake = 4;
  const output = subject.evaluate(
    worldWith(
      {
        ...ONE_PERIOD,
        'challenger.rationality': lambda,
        'coalition.rationality': lambda,
        'challenge.cost_assault': 0,
        'challenge.gain_assault': GAIN,
        'challenge.defeat_cost': LOSS,
        'contest.decisiveness': 6,
        'contest.defender_advantage': 1000,
        'protege.strength': 1e-6,
        'coalition.war_strength': 1000,
        'coalition.stake_resolute': stake,
        'coalition.repelled_share': 0,
        'coalition.war_cost': stake - worth,
      },
      ONE_VOTER,
      [
        { name: 'first', risk: 0, costCoalition: 0, costChallenger: 0 },
        { name: 'top', risk: 0, costCoalition: 0, costChallenger: 0 },
      ],
    ),
  );
  return { attack: output('assaults'), fight: output('responses') / output('assaults') };
}

const logistic = (x: number) => 1 / (1 + exp(-x));

/** The closed form. */
function closedForm(lambda: number, worth: number): Play {
  const fight = logistic(lambda * worth);
  return { attack: logistic(lambda * ((1 - fight) * GAIN - fight * LOSS)), fight };
}

const WORTHS = steps(-3, 3, 12);
/** From the closed form, to four digits. */
const WARS = [0.0022, 0.0059, 0.0156, 0.0402, 0.0934, 0.1601, 0.1345, 0.0616, 0.0318, 0.0226, 0.0196, 0.0186, 0.0182];
const HALF_A_DIGIT = 5.1e-5;

const GAME = 'attacker: status quo 0, concession 1, war −2; defender: concession 0, war f';

export const STRATEGIC_INTERACTION: ClaimGroup = {
  id: 'interaction',
  title: 'Strategic interaction',
  about:
    'The game of Signorino and of egame12 with logistic errors, on the game code and as a special case of the model.',
  claims: [
    {
      id: 'agent-logit',
      claim: 'Attack and defence follow the agent logit equilibrium.',
      source: 'McKelvey & Palfrey 1998; Signorino 1999',
      how: `Game code; ${GAME}; f = 0.3, λ = 1, 2, 5.`,
      expected: 'fight 0.5744, 0.6457, 0.8176; attack 0.3267, 0.1331, 0.0007, to the fourth digit',
      check: (subject) => {
        const games = [
          [1, 0.5744, 0.3267],
          [2, 0.6457, 0.1331],
          [5, 0.8176, 0.0007],
        ].map(([lambda, fight, attack]) => ({ lambda, fight, attack, found: playGame(subject, lambda, 0.3) }));
        return equalNumbers([
          ...games.map(({ lambda, fight, found }) => compare(`fight at λ ${lambda}`, found.fight, fight, HALF_A_DIGIT)),
          ...games.map(({ lambda, attack, found }) =>
            compare(`attack at λ ${lambda}`, found.attack, attack, HALF_A_DIGIT),
          ),
        ]);
      },
    },
    {
      id: 'precision-limits',
      claim:
        'Without any precision all choices are even; with much of it the play is subgame perfect, and one fights from f = 0 on.',
      source: 'McKelvey & Palfrey 1998',
      how: `Game code; ${GAME}; f = ±0.3 at λ = 0 and 1000.`,
      expected:
        'attack and fight ½ and ½ at λ = 0; at λ = 1000 attack 1, fight 0 for f < 0 and 0, 1 for f > 0, to 1e-9',
      check: (subject) =>
        equalNumbers(
          (
            [
              [0, 0.3, 0.5, 0.5],
              [1000, -0.3, 1, 0],
              [1000, 0.3, 0, 1],
            ] as const
          ).flatMap(([lambda, worth, attack, fight]) => {
            const found = playGame(subject, lambda, worth);
            const at = `at λ ${lambda}, f ${worth}`;
            return [
              compare(`attack ${at}`, found.attack, attack, 1e-9),
              compare(`fight ${at}`, found.fight, fight, 1e-9),
            ];
          }),
        ),
    },
    {
      id: 'war-is-not-monotone',
      claim: 'The chance of war is highest at a middling worth of fighting to the defender.',
      source:
        'Signorino & Tarar 2006: variables are “nonmonotonically linked to the probability of deterrence success or war”',
      how: `Game code; ${GAME}; λ = 2, f from −3 to 3.`,
      expected: 'a single hump, at f = −0.5; the thirteen values of the closed form to the fourth digit',
      check: (subject) => {
        const values = WORTHS.map((worth) => {
          const { attack, fight } = playGame(subject, 2, worth);
          return attack * fight;
        });
        const numbers = values.map((war, i) => compare(`war at f ${WORTHS[i]}`, war, WARS[i], HALF_A_DIGIT));
        const hump = turns('hump', { measure: 'war', quantity: 'f', at: WORTHS, values });
        return all({ ...hump, numbers: [] }, smallDeviations(numbers, 'values'));
      },
    },
    {
      id: 'special-case',
      claim: 'This game is a special case of the model.',
      source: 'docs/model.md §4–5',
      how: 'Model: one period, no troops, only assaults are affordable, two rungs without risk; the assault surely wins against the protégé alone and surely loses against the coalition; λ = 0.5, 1, 2, 5, f from −3 to 3.',
      expected: 'chances of attack and of fighting as in the closed form, to 1e-9',
      check: (subject) =>
        smallDeviations(
          [0.5, 1, 2, 5].flatMap((lambda) =>
            WORTHS.flatMap((worth) => {
              const [found, expected] = [playModel(subject, lambda, worth), closedForm(lambda, worth)];
              const at = `at λ ${lambda}, f ${worth}`;
              return [
                compare(`attack ${at}`, found.attack, expected.attack, 1e-9),
                compare(`fight ${at}`, found.fight, expected.fight, 1e-9),
              ];
            }),
          ),
          'chances',
        ),
    },
  ],
};
