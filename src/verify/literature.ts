/** Directions that the literature gives, at the reference values of the model (docs/model.md §8). */
import { REFERENCE_MEMBERS } from '../deterrence/world.ts';
import type { ClaimGroup } from './claim.ts';
import { all, isFalling, monotone, numbersOf, type Row, short, steps, tellEnds } from './finding.ts';
import { along, assaults, breakdown, perYear, SHARE_GIVEN_UP } from './statics.ts';
import { type Subject, worldWith } from './subject.ts';

/** Backing R is the chance that the backer backs an answer, capability C what that adds; E the assaults that they prevent. */
function preventedAssaults(subject: Subject) {
  const backings = [1e-9, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9];
  const capabilities = [0, 0.2, 0.4, 0.6, 0.8, 1];
  const members = REFERENCE_MEMBERS.map((member) => ({ ...member, conditionality: 0 }));
  const at = (backing: number, capability: number) =>
    subject.evaluate(
      worldWith(
        {
          'ladder.backing_relief': 0,
          'backer.backing_engaged': backing,
          'backer.backing_wavering': backing,
          'backer.backing_withdrawn': backing,
          'ladder.backing_weight': capability,
        },
        members,
      ),
    )('assaults');
  const none = at(backings[0], capabilities[0]);
  return {
    backings,
    capabilities,
    effect: backings.map((backing) => capabilities.map((capability) => none - at(backing, capability))),
  };
}

export const LITERATURE: ClaimGroup = {
  id: 'literature',
  title: 'Directions of the literature',
  about:
    'What more of one thing does, everything else at the reference values of the model. Directions, not magnitudes: at other values some may turn.',
  claims: [
    {
      id: 'tied-hands',
      claim: 'A promise that ties hands deters.',
      source: 'Fearon 1997; Schelling 1960',
      how: 'commitment.binding from 0 to 1.',
      expected: 'assaults fall at each step',
      check: (subject) => monotone('falls', ...along(subject, 'commitment.binding', steps(0, 1, 10), [assaults])),
    },
    {
      id: 'price-of-tied-hands',
      claim: 'Once it is tested, a promise that ties hands makes a war with whoever gave it likelier.',
      source: 'Fearon 1997',
      how: 'commitment.binding from 0 to 1; joint wars, general war and nuclear use per limited attack or assault.',
      expected: 'rises at each step',
      check: (subject) =>
        monotone(
          'rises',
          ...along(subject, 'commitment.binding', steps(0, 1, 10), [
            [
              'wars with the coalition per attack',
              (output) =>
                (output('joint_wars') + output('general_war') + output('nuclear_use')) /
                (output('limited_attacks') + output('assaults')),
            ],
          ]),
        ),
    },
    {
      id: 'audience-costs',
      claim: 'Who pays a higher price before an audience backs down less often.',
      source: 'Fearon 1994',
      how: 'commitment.audience_cost from 0 to 200.',
      expected: 'share of answers that the coalition gives up falls at each step',
      check: (subject) =>
        monotone('falls', ...along(subject, 'commitment.audience_cost', steps(0, 200, 10), [SHARE_GIVEN_UP])),
    },
    {
      id: 'reliable-backer',
      claim: 'Peace lasts better under a more reliable ally.',
      source: 'Smith 1995; docs/model.md §8.6',
      how: 'backer.reliability from 0.05 to 0.95.',
      expected: 'breakdown given a ceasefire falls at each step',
      check: (subject) => monotone('falls', ...along(subject, 'backer.reliability', steps(0.05, 0.95, 9), [breakdown])),
    },
    {
      id: 'denial',
      claim: 'Who can deny a quick victory is assaulted less.',
      source: 'Mearsheimer 1983; Huth 1988',
      how: 'protege.strength from 0.3 to 2.',
      expected: 'assaults per year of ceasefire fall at each step',
      check: (subject) =>
        monotone('falls', ...along(subject, 'protege.strength', steps(0.3, 2, 10), [perYear('assaults', 'assaults')])),
    },
    {
      id: 'crises-select',
      claim: 'Strength that everybody sees decides whether there is a crisis, and hardly who gives way in it.',
      source: 'Fearon 1994',
      how: 'protege.strength from 0.3 to 2. The challenger’s side is not compared: she cannot back out of an assault, and strength decides how many there are.',
      expected:
        'breakdown given a ceasefire falls at each step; the share of answers that the coalition gives up moves by less than 3 points',
      check: (subject) => {
        const [row, givenUp] = along(subject, 'protege.strength', steps(0.3, 2, 10), [breakdown, SHARE_GIVEN_UP]);
        const [least, most] = [Math.min(...givenUp.values), Math.max(...givenUp.values)];
        return all(monotone('falls', row), {
          holds: most - least < 0.03,
          found: `${givenUp.measure} from ${short(least)} to ${short(most)}`,
          numbers: numbersOf(givenUp),
        });
      },
    },
    {
      id: 'fortress',
      claim: 'A protégé that builds up loses fewer wars.',
      source: 'Huth 1988; docs/model.md §8.6',
      how: 'fortress.gain from 0 to 3.',
      expected: 'lost wars fall at each step',
      check: (subject) =>
        monotone(
          'falls',
          ...along(subject, 'fortress.gain', steps(0, 3, 10), [['lost wars', (output) => output('renewed_war_lost')]]),
        ),
    },
    {
      id: 'overconfidence',
      claim: 'Overconfidence is a cause of war.',
      source: 'Blainey 1973; Fearon 1995',
      how: 'challenger.overconfidence from −1 to 1.',
      expected: 'breakdown given a ceasefire rises at each step',
      check: (subject) =>
        monotone('rises', ...along(subject, 'challenger.overconfidence', steps(-1, 1, 10), [breakdown])),
    },
    {
      id: 'automatic-answer',
      claim: 'An answer that nobody has to decide on deters better.',
      source: 'Schelling 1966',
      how: 'roe.automaticity from 0 to 1.',
      expected: 'assaults per year of ceasefire and breakdown given a ceasefire fall at each step',
      check: (subject) =>
        monotone(
          'falls',
          ...along(subject, 'roe.automaticity', steps(0, 1, 10), [perYear('assaults', 'assaults'), breakdown]),
        ),
    },
    {
      id: 'assurance-and-capability',
      claim:
        'Resolve and capability multiply: each deters more, the more there is of the other, and either alone nothing.',
      source: 'Blankenship & Lin-Greenberg 2022: “the product of both capability and resolve”',
      how: 'Chance of backing R, the same in every posture, from 0 to 0.9; ladder.backing_weight C from 0 to 1; relief and conditionality off. E is the number of assaults that they prevent.',
      expected: 'E = 0 at R = 0 and at C = 0, to 1e-9; mixed difference of E positive in all 30 cells',
      check: (subject) => {
        const { backings, capabilities, effect } = preventedAssaults(subject);
        const alone = Math.max(...effect.map((row) => Math.abs(row[0])), ...effect[0].map(Math.abs));
        const mixed = backings
          .slice(1)
          .flatMap((_, i) =>
            capabilities
              .slice(1)
              .map((_, j) => effect[i + 1][j + 1] - effect[i][j + 1] - effect[i + 1][j] + effect[i][j]),
          );
        const least = Math.min(...mixed);
        return {
          holds: alone < 1e-9 && least > 0,
          found: `E of either alone ${alone < 1e-9 ? 'below 1e-9' : short(alone)}; least of ${mixed.length} mixed differences ${short(least)}; E of both ${short(effect[effect.length - 1][capabilities.length - 1])}`,
          numbers: effect.flatMap((row, i) =>
            row.map((found, j) => ({ quantity: `E at R ${backings[i]}, C ${capabilities[j]}`, found })),
          ),
        };
      },
    },
    {
      id: 'alliance-or-balance',
      claim: 'Whether there is a powerful ally matters little beside the local balance.',
      source: 'Huth & Russett 1984; Huth 1988',
      how: 'backer.reliability from 0.05 to 0.95, also where the protégé does not depend on the backer’s supplies (fortress.backer_dependence 0), and where in addition backing is 0.5 in every posture.',
      expected:
        'by the literature: next to no effect. By the model: breakdown falls at each step, by less than half as much where supplies are no matter; with neither, nothing changes, to 1e-12',
      explanation:
        'The studies count formal alliances, among crises that had come. What the model calls reliability is arms that arrive and answers that are backed, and it works through these two and nothing else. The larger part is that of supplies, which is the local balance again.',
      check: (subject) => {
        const equal = {
          'backer.backing_engaged': 0.5,
          'backer.backing_wavering': 0.5,
          'backer.backing_withdrawn': 0.5,
        };
        const independent = { 'fortress.backer_dependence': 0 };
        const [whole, backing, neither] = (
          [
            ['breakdown', {}],
            ['without supplies', independent],
            ['with neither', { ...equal, ...independent }],
          ] as const
        ).map(
          ([name, base]) => along(subject, 'backer.reliability', steps(0.05, 0.95, 9), [[name, breakdown[1]]], base)[0],
        );
        const fall = ({ values }: Row) => values[0] - values[values.length - 1];
        return all(
          monotone('falls', whole),
          { ...monotone('falls', backing), holds: isFalling(backing.values) && fall(backing) < 0.5 * fall(whole) },
          {
            holds: neither.values.every((value) => Math.abs(value - neither.values[0]) < 1e-12),
            found: `${neither.measure} ${tellEnds(neither)}`,
            numbers: numbersOf(neither),
          },
        );
      },
    },
  ],
};
