/** Unilateral deterrence with two-sided uncertainty (Zagare & Kilgour), and the danger of being half believed. */
import { decide, drawUnseen, type Plan } from '../game/tree-plan.ts';
import type { CheckedNumber, ClaimGroup, Finding } from './claim.ts';
import { all, compare, equalNumbers, monotone, type Row, steps, turns } from './finding.ts';
import { along } from './statics.ts';
import type { Output, Subject } from './subject.ts';
import { chanceOf, gameOf, leaf } from './trees.ts';

/** Payoffs of the challenger and the defender, in the names of the book: status quo, defender concedes, challenger defeated, conflict. */
const CHALLENGER = { statusQuo: 0.6, concession: 1, defeat: 0, conflict: { hard: 0.3, soft: -0.5 } };
const DEFENDER = { statusQuo: 1, concession: 0, defeat: 0.8, conflict: { hard: 0.4, soft: -0.6 } };

/** Precision of the equilibrium, and how far its limit may still be: play that is mixed comes closer as 1/λ. */
const LAMBDA = 4000;
const TOLERANCE = 1e-3;

interface Credibilities {
  /** Chances that challenger and defender prefer conflict to giving in. */
  readonly challenger: number;
  readonly defender: number;
}

type Type = 'hard' | 'soft';

/** Both know their own type and not the other's. */
function deterrenceGame({ challenger, defender }: Credibilities) {
  const crisis = (mine: Type, theirs: Type): Plan =>
    decide(
      0,
      ['stay', leaf('status quo', CHALLENGER.statusQuo, DEFENDER.statusQuo)],
      [
        'challenge',
        decide(
          1,
          ['concede', leaf('concession', CHALLENGER.concession, DEFENDER.concession)],
          [
            'defy',
            decide(
              0,
              ['back down', leaf('defeat', CHALLENGER.defeat, DEFENDER.defeat)],
              [
                'press on',
                leaf(`conflict, ${mine} and ${theirs}`, CHALLENGER.conflict[mine], DEFENDER.conflict[theirs]),
              ],
            ),
          ],
        ),
      ],
    );
  const against = (mine: Type): Plan =>
    drawUnseen(
      [0],
      ['hard defender', defender, crisis(mine, 'hard')],
      ['soft defender', 1 - defender, crisis(mine, 'soft')],
    );
  return gameOf(
    'Unilateral deterrence',
    ['Challenger', 'Defender'],
    drawUnseen(
      [1],
      ['hard challenger', challenger, against('hard')],
      ['soft challenger', 1 - challenger, against('soft')],
    ),
  );
}

function play(subject: Subject, credibilities: Credibilities): { challenge: number; conflict: number } {
  const tree = deterrenceGame(credibilities);
  const [{ probabilities }] = subject.followLogitBranch(tree, LAMBDA).points;
  return {
    challenge: 1 - chanceOf(tree, probabilities, (outcome) => outcome === 'status quo'),
    conflict: chanceOf(tree, probabilities, (outcome) => outcome.startsWith('conflict')),
  };
}

/** Challenges and conflicts at the credibilities of challenger and defender, against those of the closed form. */
function region(
  subject: Subject,
  ...cases: readonly [challenger: number, defender: number, challenge: number, conflict: number][]
): Finding {
  const numbers = cases.flatMap(([challenger, defender, challenge, conflict]): CheckedNumber[] => {
    const found = play(subject, { challenger, defender });
    const at = `at credibilities ${challenger}, ${defender}`;
    return [
      compare(`challenge ${at}`, found.challenge, challenge, TOLERANCE),
      compare(`conflict ${at}`, found.conflict, conflict, TOLERANCE),
    ];
  });
  return equalNumbers(numbers, 3);
}

const HOW = `Game code with information sets, principal logit branch at λ = ${LAMBDA}.`;
const SOURCE = 'Zagare & Kilgour 2000';

const lostControl = (output: Output) => output('general_war') + output('nuclear_use');

/** A measure at reference values, as the chance of a resolute coalition varies. */
function alongResolve(subject: Subject, measure: string, read: (output: Output) => number): Row {
  return along(subject, 'coalition.resolve', steps(0.02, 0.98, 12), [[measure, read]])[0];
}

export const PERFECT_DETERRENCE: ClaimGroup = {
  id: 'deterrence',
  title: 'Credibility and deterrence',
  about:
    'The four regions of perfect deterrence theory on the game code, where the chances of challenge and conflict are known (challenger: status quo 0.6, concession 1, defeat 0, conflict 0.3 if hard; defender: concession 0, defeat of the challenger 0.8, conflict −0.6 if soft; so that c_t = 0.571, c_s = 0.4, d* = 0.571), and what the theory says of credibility on the model.',
  claims: [
    {
      id: 'certain-deterrence',
      claim: 'A defender who is credible enough is not challenged.',
      source: SOURCE,
      how: HOW,
      expected: 'at credibilities 0.3 (challenger) and 0.7 (defender, above c_t): challenge 0, conflict 0, to 1e-3',
      check: (subject) => region(subject, [0.3, 0.7, 0, 0]),
    },
    {
      id: 'separating',
      claim: 'Where the defender is less credible, exactly the hard challengers challenge.',
      source: SOURCE,
      how: HOW,
      expected: 'at 0.3, 0.5: challenge 0.3, conflict 0.15; at 0.7, 0.5: 0.7, 0.35, to 1e-3',
      check: (subject) => region(subject, [0.3, 0.5, 0.3, 0.15], [0.7, 0.5, 0.7, 0.35]),
    },
    {
      id: 'bluff',
      claim:
        'Where she is less credible still, soft challengers bluff, and conflict does not depend on her credibility.',
      source: SOURCE,
      how: HOW,
      expected: 'at 0.3 and 0.1, 0.2, 0.3: challenge p_C/d* = 0.525, conflict p_C·c_s = 0.12, to 1e-3',
      check: (subject) => region(subject, [0.3, 0.1, 0.525, 0.12], [0.3, 0.2, 0.525, 0.12], [0.3, 0.3, 0.525, 0.12]),
    },
    {
      id: 'attack',
      claim: 'A credible challenger attacks a defender without credibility always.',
      source: SOURCE,
      how: HOW,
      expected: 'at 0.7, 0.2: challenge 1, conflict 0.14, to 1e-3',
      check: (subject) => region(subject, [0.7, 0.2, 1, 0.14]),
    },
    {
      id: 'half-credible',
      claim: 'Conflict is likeliest at an intermediate credibility of the defender.',
      source: `${SOURCE}; Signorino & Tarar 2006`,
      how: `${HOW} The challenger's is 0.3; the defender's 0.05, 0.5, 0.8.`,
      expected: 'conflict 0.12, 0.15, 0, to 1e-3',
      check: (subject) =>
        equalNumbers(
          (
            [
              [0.05, 0.12],
              [0.5, 0.15],
              [0.8, 0],
            ] as const
          ).map(([defender, conflict]) =>
            compare(
              `conflict at ${defender}`,
              play(subject, { challenger: 0.3, defender }).conflict,
              conflict,
              TOLERANCE,
            ),
          ),
        ),
    },
    {
      id: 'half-credible-coalition',
      claim:
        'The danger of a great war is greatest where the coalition is half credible: over an incredible promise nobody fights, and a credible one nobody tests.',
      source: `${SOURCE}; Signorino & Tarar 2006`,
      how: 'Model at reference values, coalition.resolve from 0.02 to 0.98.',
      expected: 'general war and nuclear use, and joint wars, rise to one highest value inside and fall from there',
      check: (subject) =>
        all(
          turns('hump', alongResolve(subject, 'loss of control', lostControl)),
          turns(
            'hump',
            alongResolve(subject, 'joint wars', (output) => output('joint_wars')),
          ),
        ),
    },
    {
      id: 'war-of-all-kinds',
      claim: 'Half credibility is the most dangerous also if wars of all kinds are counted.',
      source: SOURCE,
      how: 'Model at reference values, coalition.resolve from 0.02 to 0.98.',
      expected: 'by the theory: breakdown of the ceasefire highest inside. By the model: it falls at each step',
      explanation:
        'In the theory a conflict takes a defender who fights. In the model the protégé is attacked alone where nobody comes, which is most wars; these become fewer with every bit of credibility, and there are many more of them than great wars.',
      check: (subject) =>
        monotone(
          'falls',
          alongResolve(subject, 'breakdown given a ceasefire', (output) => output('breakdown_given_ceasefire')),
        ),
    },
    {
      id: 'power-and-resolve',
      claim: 'The likelier the balance of resolve favours the defender, the less power the challenger brings to bear.',
      source: 'Powell 2015 (i)',
      how: 'Model at reference values, coalition.resolve from 0.02 to 0.98; the share of assaults among challenges.',
      expected: 'falls at each step',
      check: (subject) =>
        monotone(
          'falls',
          alongResolve(
            subject,
            'share of assaults',
            (output) => output('assaults') / (output('probes') + output('limited_attacks') + output('assaults')),
          ),
        ),
    },
  ],
};
