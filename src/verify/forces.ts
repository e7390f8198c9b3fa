/** Foreign forces within the protégé: what garrisons, light and heavy, near and far, do in the literature and in the model. */
import type { ClaimGroup } from './claim.ts';
import { all, isFalling, isRising, monotone, numbersOf, steps, tellEnds, turns } from './finding.ts';
import { along, breakdown, perYear } from './statics.ts';
import type { Values } from './subject.ts';

const TROOPS = steps(0, 30, 10);
/** Troops that neither fight nor are hit. */
const FAR_AND_WEAK: Values = { 'tripwire.strength_per_10k': 0, 'tripwire.distance_km': 1e6 };
const WITHOUT_STRENGTH: Values = { 'tripwire.strength_per_10k': 0 };

export const FORCES: ClaimGroup = {
  id: 'forces',
  title: 'Foreign forces on the ground',
  about:
    'What the literature says of garrisons and tripwires, and what they do at the reference values of the model. Here it departs from the literature most.',
  claims: [
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
