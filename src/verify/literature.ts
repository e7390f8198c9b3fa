/** Directions that the literature gives, at the reference values of the model (docs/model.md §8). */
import { REFERENCE_MEMBERS } from '../deterrence/world.ts';
import type { ClaimGroup } from './claim.ts';
import { all, isFalling, isRising, monotone, numbersOf, type Row, short, steps, tellEnds, turns } from './finding.ts';
import { type Output, type Subject, type Values, worldWith } from './subject.ts';

type Measure = readonly [name: string, read: (output: Output) => number];

const breakdown: Measure = ['breakdown given a ceasefire', (output) => output('breakdown_given_ceasefire')];
const assaults: Measure = ['assaults', (output) => output('assaults')];
const perYear = (label: string, ...names: string[]): Measure => [
  `${label} a year`,
  (output) => names.reduce((sum, name) => sum + output(name), 0) / output('ceasefire_years'),
];

/** Measures as one parameter varies, the others at reference values or those given. */
function along(
  subject: Subject,
  id: string,
  at: readonly number[],
  measures: readonly Measure[],
  base: Values = {},
): Row[] {
  const outputs = at.map((value) => subject.evaluate(worldWith({ ...base, [id]: value })));
  return measures.map(([measure, read]) => ({ measure, quantity: id, at, values: outputs.map(read) }));
}

const TROOPS = steps(0, 30, 10);
/** Troops that neither fight nor are hit. */
const FAR_AND_WEAK: Values = { 'tripwire.strength_per_10k': 0, 'tripwire.distance_km': 1e6 };
const WITHOUT_STRENGTH: Values = { 'tripwire.strength_per_10k': 0 };

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
        monotone(
          'falls',
          ...along(subject, 'commitment.audience_cost', steps(0, 200, 10), [
            ['share given up', (output) => output('coalition_backs_down') / output('responses')],
          ]),
        ),
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
      id: 'garrisons',
      claim: 'Faits accomplis are for places without a garrison.',
      source: 'Altman 2017, 2020',
      how: 'tripwire.troops from 0 to 30 thousand.',
      expected: 'limited attacks per year of ceasefire fall at each step',
      check: (subject) =>
        monotone(
          'falls',
          ...along(subject, 'tripwire.troops', TROOPS, [perYear('limited attacks', 'limited_attacks')]),
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
      id: 'more-troops',
      claim: 'A larger force makes a ceasefire hold better.',
      source: 'Huth 1988 (local balance); Frederick et al. 2020 (heavy forces)',
      how: 'tripwire.troops from 0 to 30 thousand.',
      expected:
        'by the literature: breakdown falls with troops. By the model: it first falls and then rises, and ceasefires fall throughout; without challenger.troop_aversion it falls at each step',
      explanation:
        'In the model the challenger dislikes foreign troops next door (challenger.troop_aversion): every year of a ceasefire with them is worth less to her, so that she accepts it less readily – a veto that the literature on standing deployments does not know – and leaves it more readily.',
      check: (subject) => {
        const [row, ceasefires] = along(subject, 'tripwire.troops', TROOPS, [
          breakdown,
          ['ceasefires', (output) => output('ceasefires')],
        ]);
        const [indifferent] = along(subject, 'tripwire.troops', TROOPS, [['without aversion', breakdown[1]]], {
          'challenger.troop_aversion': 0,
        });
        return all(turns('dip', row), monotone('falls', ceasefires), monotone('falls', indifferent));
      },
    },
    {
      id: 'light-forces',
      claim: 'Light forces within the partner go along with more militarised disputes.',
      source: 'Frederick et al. 2020 (RAND RR2533)',
      how: 'tripwire.troops from 0 to 15 thousand.',
      expected:
        'by the literature: more disputes. By the model: more probes, but fewer limited attacks by more than that, so that challenges of all kinds fall at each step',
      explanation:
        'What troops keep from a limited attack becomes a probe, as in the literature; in sum the model has fewer challenges. The literature finds an association: forces are also sent where disputes are expected, which the model, where a path is chosen once for all worlds, does not repeat.',
      check: (subject) => {
        const at = steps(0, 15, 5);
        const [probes, total] = along(subject, 'tripwire.troops', at, [
          perYear('probes', 'probes'),
          perYear('challenges of all kinds', 'probes', 'limited_attacks', 'assaults'),
        ]);
        return all(monotone('rises', probes), monotone('falls', total));
      },
    },
    {
      id: 'symbolic-force',
      claim: 'A small force deters only if it shifts the local balance.',
      source: 'Reiter & Poast 2021; Musgrave & Ward 2023',
      how: 'tripwire.strength_per_10k 0, so that troops only can be hit: 0 and 5 thousand, at 120 km and out of reach.',
      expected:
        'by the literature: no effect. By the model: breakdown falls where they can be hit, and rises where they cannot',
      explanation:
        'By its reference values the model has a coalition that answers a part of the hits, and a challenger who knows: that is the tripwire of Schelling, and the source doubts it. Whether it is so is what coalition.resolve, roe.threshold and the vote stand for; scenarios sample them. Troops that cannot be hit do nothing but annoy her, as the source would have it.',
      check: (subject) => {
        const [near] = along(
          subject,
          'tripwire.troops',
          [0, 5],
          [['breakdown, near,', breakdown[1]]],
          WITHOUT_STRENGTH,
        );
        const [far] = along(subject, 'tripwire.troops', [0, 5], [['out of reach', breakdown[1]]], FAR_AND_WEAK);
        return {
          holds: isFalling(near.values) && isRising(far.values),
          found: [near, far].map((row) => `${row.measure} ${tellEnds(row)}`).join('; '),
          numbers: [near, far].flatMap(numbersOf),
        };
      },
    },
  ],
};
